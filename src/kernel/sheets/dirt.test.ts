import { deflateRawSync } from "node:zlib";
import fc from "fast-check";
import { utils, write } from "@e965/xlsx";
import { describe, expect, test } from "vitest";
import { SHEET_FAULTS } from "./fault.ts";
import { encoded, HEAD, linesOf, oldWorkbook, packed, readOrders, row, workbook, workbookParts } from "./trial.ts";

const seed = Number(process.env["SEED"] ?? 20260105);
console.log(`dirt: seed ${seed}`);

const FORMULA = (formula: string, value: string): { xml: string } => ({ xml: `<c><f>${formula}</f><v>${value}</v></c>` });
const csv = (...rows: string[]): string => rows.join("\r\n");

describe("what people's workbooks hold", () => {
  test("full-width digits, 1万盆, 3.3 for 3.30, days as text and as numbers, years of the Republic", async () => {
    const { table, faults } = await readOrders(await workbook({
      styles: '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="14"/></cellXfs></styleSheet>',
      sheets: [row(1, ...HEAD) + row(2, "A-1", "春和花店", "１２０", 3.3, null, { xml: '<c s="1"><v>46027</v></c>' }) + row(3, "A-2", null, "1万盆", "￥3.30", null, "115.01.05") + row(4, "A-3", null, "2车1层", 3.3000000000000003, null, { xml: '<c s="2"><v>46027</v></c>' })],
    }));
    expect(faults).toEqual([]);
    expect(table.rows.map(({ values }) => [values.quantity!.written, values.price, values.on])).toEqual([["120", 330, "2026-01-05"], ["1万盆", 330, "2026-01-05"], ["2车1层", 330, "2026-01-05"]]);
  });

  test("a workbook from a Macintosh counts its days from 1904", async () => {
    const { facts, table } = await readOrders(await workbook({ workbookPr: '<workbookPr date1904="1"/>', sheets: [row(1, ...HEAD) + row(2, "A-1", null, 1, null, null, 44_565)] }));
    expect(facts.date1904).toBe(true);
    expect(table.rows[0]!.values.on).toBe("2026-01-05");
  });

  test("negative quantities and amounts are named, in brackets too", async () => {
    const { faults } = await readOrders(await workbook({ sheets: [row(1, ...HEAD) + row(2, "A-1", null, -5) + row(3, "A-2", null, "（5）", null, "-12.50") + row(4, "A-3", null, "-3箱")] }));
    expect(faults).toEqual(["2 C bad_quantity.negative", "3 C bad_quantity.negative", "3 E bad_money.negative", "4 C bad_quantity.negative"]);
  });

  test("formulas: named with the value they show, taken where the list says so; a failed one is named", async () => {
    const { table, faults } = await readOrders(await workbook({
      sheets: [row(1, ...HEAD) + row(2, "A-1", null, FORMULA("5+5", "10"), 3, FORMULA("C2*D2", "30")) + row(3, "A-2", null, 5, { xml: '<c t="e"><f>1/0</f><v>#DIV/0!</v></c>' }) + row(4, "A-3", null, 5, { xml: '<c><f t="shared" si="0"/><v>7</v></c>' })],
    }));
    expect(faults).toEqual(["2 C formula", "3 D cell_error", "4 D formula"]);
    expect(table.problems[0]).toMatchObject({ value: "=5+5", detail: "10", column: "数量" });
    expect(table.rows[0]!.values.sum).toBe(3000);
  });

  test("merged cells: a buyer over his three orders counts for each, a merged quantity is named", async () => {
    const { table, faults } = await readOrders(await workbook({
      sheets: [row(1, ...HEAD) + row(2, "A-1", "春和花店", 1) + row(3, "A-2", null, 2) + row(4, "A-3", null, null)], behind: '<mergeCells count="2"><mergeCell ref="B2:B4"/><mergeCell ref="C3:C4"/></mergeCells>',
    }));
    expect(table.rows.map(({ values }) => values.buyer)).toEqual(["春和花店", "春和花店", "春和花店"]);
    expect(faults).toEqual(["4 C merged"]);
  });

  test("what the spreadsheet spoilt on the way: a code made a date, a long number that lost its end", async () => {
    const { faults } = await readOrders(await workbook({ styles: '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="17"/></cellXfs></styleSheet>', sheets: [row(1, ...HEAD) + row(2, { xml: '<c s="1"><v>46085</v></c>' }, null, 1) + row(3, 6_228_480_012_345_678_000, null, 1)] }));
    expect(faults).toEqual(["2 A became_date", "3 A digits_lost"]);
  });

  test("texts in parts, with readings above them, codes of characters, and namespaces before every name", async () => {
    const texts = ["<si><r><t xml:space=\"preserve\"/></r><r><t>编号</t></r></si>", "<si><r><t>数</t></r><r><rPr><b/></rPr><t xml:space=\"preserve\">量</t></r><rPh sb=\"0\" eb=\"1\"><t>shuliang</t></rPh></si>", "<si><t>备注</t></si>", "<si><t>a_x000D_\n&lt;b&gt; &#x82B1;_x005F_x0041_</t></si>"];
    const shared = (at: number): { xml: string } => ({ xml: `<c t="s"><v>${at}</v></c>` });
    const parts = workbookParts({ texts, sheets: [row(1, shared(0), shared(1), shared(2)) + row(2, { xml: '<c t="inlineStr"><is><r><rPr><family val="2"/><color rgb="FF000000"/></rPr><t>A-1</t></r></is></c>' }, 5, shared(3))] });
    const prefixed = Object.fromEntries(Object.entries(parts).map(([name, xml]) => [name, /sheet1|workbook\.xml$|sharedStrings/.test(name) ? xml.replaceAll(/<(\/?)(?=[a-z])/gi, "<$1x:").replaceAll("xmlns=", "xmlns:x=") : xml]));
    for (const file of [parts, prefixed]) expect((await readOrders(await packed(file))).table.rows.map(({ values }) => [values.quantity!.written, values.note])).toEqual([["5", "a\n<b> 花_x0041_"]]);
  });

  test("the first sheet that is seen and holds anything is read, whatever stands before it", async () => {
    const orders = row(1, ...HEAD) + row(2, "A-1", null, 1);
    expect((await readOrders(await workbook({ sheets: [orders.replace("A-1", "A-9"), "", orders], states: ["hidden"] }))).facts.sheet).toBe("表3");
  });
});

describe("files that are not what their name says", () => {
  const TABLE = [HEAD.slice(0, 4).join(","), "A-1,春和花店,１２０,3.3", "A-2,\"花,鸟 \"\"阁\"\"\",1万盆,"];
  const orders = async (bytes: Uint8Array) => {
    const { facts, table, faults } = await readOrders(bytes);
    return { what: `${facts.format} ${facts.encoding}`, rows: table.rows.map(({ values }) => [values.code, values.buyer, values.quantity?.written, values.price]), faults };
  };
  const BOTH = [["A-1", "春和花店", "120", 330], ["A-2", '花,鸟 "阁"', "1万盆", null]];

  test("CSV as GBK, as UTF-8 with and without its mark, as UTF-16 with tabs, as Big5 from Taiwan", async () => {
    expect(await orders(encoded(csv(...TABLE), "gbk"))).toEqual({ what: "csv GB18030", rows: BOTH, faults: [] });
    expect(await orders(Buffer.from(csv(...TABLE)))).toEqual({ what: "csv UTF-8", rows: BOTH, faults: [] });
    expect(await orders(Buffer.from(`\ufeff${csv(...TABLE)}`))).toEqual({ what: "csv UTF-8", rows: BOTH, faults: [] });
    const tabs = csv(HEAD.slice(0, 4).join("\t"), "A-1\t春和花店\t１２０\t3.3");
    for (const bytes of [Buffer.from(`\ufeff${tabs}`, "utf16le"), Buffer.from(tabs, "utf16le"), Buffer.from(`\ufeff${tabs}`, "utf16le").swap16()]) expect(await orders(bytes)).toEqual({ what: "csv UTF-16", rows: BOTH.slice(0, 1), faults: [] });
    const traditional = csv("編號,買家,數量,單價".replace("編號", "No").replace("買家", "Buyer").replace("數量", "Quantity").replace("單價", "Price"), "A-1,臺北蘭花產銷班,120,3.3");
    expect(await orders(encoded(traditional, "big5"))).toEqual({ what: "csv Big5", rows: [["A-1", "臺北蘭花產銷班", "120", 330]], faults: [] });
  });

  test("CSV: semicolons, a line that names the separator, line breaks in quotes, zeros kept by =\"007\", and what would compute", async () => {
    const { table, faults } = await readOrders(Buffer.from('sep=;\r\n编号;数量;备注\r\n="007";5;"一\r\n二"\r\n\r\nA-2;5;\'=1+1\r\nA-3;5;=1+1\r\n'));
    expect(table.rows.map(({ row: at, values }) => [at, values.code, values.note])).toEqual([[2, "007", "一\n二"], [4, "A-2", "=1+1"], [5, "A-3", null]]);
    expect(faults).toEqual(["5 C formula"]);
    await expect(readOrders(Buffer.from(`编号,数量\r\nA-1,"5\r\n${"x".repeat(40_000)}`))).rejects.toMatchObject({ fault: "open_quote", message: "2" });
  });

  test("a web page saved as .xls: cells that span, tags never closed, tables within tables, its own word about its encoding", async () => {
    const page = `<html><head><meta charset=gb2312><title>&lt;table&gt;</title></head><body><table><tr><td>订货单</table>
      <!-- <table><tr><td>no</td></tr></table> -->
      <TABLE border=1><tr><th>编号<th>客户<th>数量<th>单价</tr>
      <tr><td>A-1<td rowspan=2>春和&nbsp;花店</td><td>１２０</td><td>3.30<tr><td>A-2<td>5<br><td x:num="4">4
      <tr><td>A-3</td><td><table><tr><td>甲</td><td>乙</td></tr></table></td><td x:fmla="=5+5">10</td><td>&#50;</td></tr></TABLE></body></html>`;
    const { what, rows, faults } = await orders(encoded(page, "gbk"));
    expect(what).toBe("html GB18030");
    expect(rows).toEqual([["A-1", "春和 花店", "120", 330], ["A-2", "春和 花店", "5", 400], ["A-3", "甲 乙", undefined, 200]]);
    expect(faults).toEqual(["4 C formula"]);
  });

  test("a workbook of Excel 97: days, merged cells, formulas; and one of Excel 5 in GBK", async () => {
    const sheet = utils.aoa_to_sheet([[...HEAD], ["A-1", "春和花店", "１２０", 3.3, null, 46_027], ["A-2", null, 5, 4]]);
    sheet["!merges"] = [utils.decode_range("B2:B3"), utils.decode_range("D2:D3")];
    sheet["F2"]!.z = "yyyy-mm-dd";
    const { facts, table, faults } = await readOrders(oldWorkbook(sheet));
    expect(facts).toMatchObject({ format: "xls", sheet: "订货" });
    expect(table.rows.map(({ values }) => [values.buyer, values.on])).toEqual([["春和花店", "2026-01-05"], ["春和花店", null]]);
    expect(faults).toEqual(["3 D merged"]);
  });

  test("the XML of Excel 2003 and a spreadsheet of LibreOffice", async () => {
    const book = utils.book_new();
    utils.book_append_sheet(book, utils.aoa_to_sheet([["编号", "客户", "数量", "单价"], ["A-1", "春和花店", "１２０", 3.3]]), "a");
    for (const [bookType, format] of [["xlml", "xml"], ["ods", "ods"], ["xlsb", "xlsb"]] as const) {
      expect(await orders(write(book, { type: "buffer", bookType }) as Buffer)).toMatchObject({ what: `${format} ${format === "xml" ? "UTF-8" : "null"}`, rows: BOTH.slice(0, 1), faults: [] });
    }
  });

  test("the zip of a program that streams: sizes in an extra field, backslashes in names, parts stored unpacked", async () => {
    const parts = workbookParts({ sheets: [row(1, "编号", "客户", "数量", "单价") + row(2, "A-1", "春和花店", "１２０", 3.3)] });
    expect(await orders(streamedZip(parts))).toMatchObject({ what: "xlsx null", rows: BOTH.slice(0, 1) });
  });
});

/** A zip as it is made by who cannot go back: every size and place in the wide extra field. */
function streamedZip(parts: Record<string, string>): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [n, [name, text]] of Object.entries(parts).entries()) {
    const title = Buffer.from(name.replaceAll("/", "\\"));
    const raw = Buffer.from(text);
    const packedText = n % 2 === 0 ? raw : deflateRawSync(raw);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(title.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(n % 2 === 0 ? 0 : 8, 10);
    for (const field of [20, 24, 42]) entry.writeUInt32LE(0xffff_ffff, field);
    entry.writeUInt16LE(title.length, 28);
    entry.writeUInt16LE(28, 30);
    const wide = Buffer.alloc(28);
    wide.writeUInt16LE(1, 0);
    wide.writeUInt16LE(24, 2);
    for (const [field, value] of [raw.length, packedText.length, at].entries()) wide.writeBigUInt64LE(BigInt(value), 4 + field * 8);
    bodies.push(local, title, packedText);
    directory.push(entry, title, wide);
    at += local.length + title.length + packedText.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Object.keys(parts).length, 10);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...bodies, ...directory, end]);
}

describe("files that mean no good", () => {
  test("are told for what they are: empty, locked, no table, a picture of one", async () => {
    const refused = async (bytes: Uint8Array): Promise<unknown> => readOrders(bytes).then(() => "read", (error: { fault?: string }) => error.fault);
    expect(await refused(Buffer.alloc(0))).toBe("empty");
    expect(await refused(Buffer.from("%PDF-1.7 订货"))).toBe("unknown_format");
    expect(await refused(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]))).toMatch(/unknown/);
    expect(await refused(Buffer.from("<html><p>登录已过期</p></html>"))).toBe("unknown_format");
    expect(await refused(await packed({ "word/document.xml": "<document/>" }))).toBe("unknown_format");
    expect(await refused(Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.alloc(600), Buffer.from("EncryptedPackage", "utf16le")]))).toBe("encrypted");
    expect(await refused(Buffer.concat([Buffer.from("PK\u0003\u0004"), Buffer.alloc(500, "noise")]))).toBe("broken");
    expect(await refused(Buffer.alloc(13 * 1024 * 1024, "a"))).toBe("too_large");
  });

  test("a few kilobytes that unpack to gigabytes are left before they do", { timeout: 120_000 }, async () => {
    const zeros = "0".repeat(1024 * 1024);
    const many = (piece: string) => function* bomb() { for (let n = 0; n < 300; n += 1) yield piece; };
    for (const texts of [many(`<si><t>${zeros}</t></si>`), many(zeros)]) {
      const bomb = await packed({ ...workbookParts({ sheets: [row(1, ...HEAD)] }), "xl/sharedStrings.xml": (function* parts() { yield "<sst><si><t>1</t></si><si><t>"; yield* texts(); })() });
      expect(bomb.length).toBeLessThan(1024 * 1024);
      await expect(readOrders(bomb)).rejects.toMatchObject({ fault: "too_large" });
    }
  });

  test("one cell in the last row and column of the world costs nothing", async () => {
    expect(await linesOf(await workbook({ sheets: [`<row r="900000000"><c r="A900000000"><v>1</v></c></row>`] }))).toEqual([{ row: 900_000_000, cells: [1] }]);
    await expect(linesOf(await workbook({ sheets: [`<row r="1"><c r="XFD1"><v>1</v></c></row>`] }))).rejects.toMatchObject({ fault: "too_wide" });
  });

  test("damaged anywhere, of every kind, they are read or refused, and the next one is read", { timeout: 170_000 }, async () => {
    const whole = [
      await workbook({ sheets: [row(1, ...HEAD) + row(2, "A-1", "春和花店", 1)], texts: ["<si><t>a</t></si>"], behind: '<mergeCells><mergeCell ref="B2:B3"/></mergeCells>' }),
      oldWorkbook(utils.aoa_to_sheet([[...HEAD], ["A-1", "春和花店", 1]])), Buffer.from("<table><tr><td>编号<td>数量<tr><td rowspan=2>A-1<td>5</table>"), encoded("编号,数量\r\n\"A-1\",5\r\n", "gbk"),
    ];
    // Behind the signature, which alone decides who reads.
    const hit = fc.noBias(fc.record({ at: fc.nat(999_999), byte: fc.nat(255) }));
    const outcomes: Record<string, number> = {};
    await fc.assert(fc.asyncProperty(fc.constantFrom(...whole), fc.array(hit, { minLength: 1, maxLength: 6 }), fc.option(fc.noBias(fc.integer({ min: 10, max: 99 })), { freq: 3 }), async (file, hits, cut) => {
      const damaged = new Uint8Array(file);
      for (const { at, byte } of hits) damaged[8 + (at % (damaged.length - 8))] = byte;
      const outcome = await readOrders(damaged.subarray(0, cut === null ? damaged.length : Math.floor((cut / 100) * damaged.length)), { timeLimitMs: 3_000 }).then(() => "read", (error: { fault?: string }) => error.fault ?? String(error));
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
      expect(["read", ...SHEET_FAULTS]).toContain(outcome);
    }), { seed, numRuns: 100, endOnFailure: true });
    console.log("dirt: damaged files", outcomes);
    for (const file of whole) expect((await readOrders(file)).facts.more).toBe(false);
  });
});
