import { mkdtempSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { A_DAY, DAY_HEADER, type DayRow, type Desk, LONG_HEADER, longCsv, longLine, modernWorkbook, openDesk, workbook } from "./fixtures.ts";
import { readRecordedFiles } from "./read.ts";
import { en } from "./words.en.ts";

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.clear());

const DAY_FILE = "0000000001_2026-05-29.xls";
const rose: DayRow = ["장미", "빨강", "특1", "120", "3000", "5200", "4100"];
/** The rose's row with one cell changed. */
function roseWith(cell: number, value: string): DayRow {
  return rose.map((text, index) => (index === cell ? value : text)) as unknown as DayRow;
}
async function readDay(rows: readonly (readonly (string | number)[])[], name = DAY_FILE) {
  return readRecordedFiles([await desk.put(name, workbook([DAY_HEADER, ...rows]))], { sentences: en.problems });
}
async function readLong(lines: readonly string[], options = {}) {
  return readRecordedFiles([await desk.put("long.csv", longCsv(lines))], { sentences: en.problems, ...options });
}

describe("a day file as the auction serves it", () => {
  it("is read from a legacy workbook with prices as text; market and date come from its name", async () => {
    const { rows, problems, files } = await readDay(A_DAY);
    expect(problems).toEqual([]);
    expect(files).toMatchObject([{ format: "xls", rows: 4, refused: 0 }]);
    expect(rows).toHaveLength(4);
    expect(rows[2]).toMatchObject({
      row: 4, date: "2026-05-29", market: "0000000001", category: null, item: "호접란", variety: "K7,3대", grade: "특1",
      unit: "속", unitKind: "bunch", volume: 65, min: 5000, mean: 5800, max: 7000,
    });
  });

  it("is read from the long table with its byte order mark, CRLF and quoted names", async () => {
    const { rows, problems } = await readLong([
      longLine({ row: A_DAY[1] ?? rose }),
      longLine({ category: "난", unit: "분", row: A_DAY[2] ?? rose }),
    ]);
    expect(problems).toEqual([]);
    expect(rows.map(({ row, variety, category, unitKind }) => ({ row, variety, category, unitKind }))).toEqual([
      { row: 2, variety: '노랑3.5"', category: "cut", unitKind: "bunch" },
      { row: 3, variety: "K7,3대", category: "orchid", unitKind: "pot" },
    ]);
  });

  it("is known by its content: a web page in EUC-KR named .xls, a day's CSV named .xls, numbers instead of texts", async () => {
    const page = `<html><body><table border=1>${[DAY_HEADER, rose].map(tableRow).join("")}</table></body></html>`;
    const expected = { item: "장미", variety: "빨강", volume: 120, min: 3000, mean: 4100, max: 5200 };
    for (const content of [
      eucKr(page), page, [DAY_HEADER, rose].join("\n"), Buffer.from(`\uFEFF${[DAY_HEADER, rose].join("\r\n")}`, "utf16le"),
      workbook([DAY_HEADER, [...rose.slice(0, 3), 120, 3000, 5200, 4100]]),
      workbook([["일자별 경매동향"], DAY_HEADER, rose]),
      modernWorkbook([DAY_HEADER, rose]), modernWorkbook([DAY_HEADER, [...rose.slice(0, 3), 120, 3000, 5200, 4100]]),
    ]) {
      const { rows, problems } = await readRecordedFiles([await desk.put(DAY_FILE, content)]);
      expect(problems).toEqual([]);
      expect(rows).toMatchObject([expected]);
    }
  });

  it("is read from the long table that a spreadsheet program has saved, with its days as days and its figures as numbers", async () => {
    const [heading, line] = [LONG_HEADER.split(","), longLine({ row: rose }).split(",")];
    const cells = line.map((cell, at) => (at === 0 ? new Date(`${cell}T00:00:00Z`) : at >= 8 && at <= 11 ? Number(cell) : cell));
    const { rows, problems, files } = await readRecordedFiles([await desk.put("saved.xlsx", modernWorkbook([heading, cells]))]);
    expect(problems).toEqual([]);
    expect(files).toMatchObject([{ format: "xlsx", rows: 1 }]);
    expect(rows).toMatchObject([{ date: "2026-05-29", market: "0000000001", category: "cut", volume: 120, min: 3000, mean: 4100, max: 5200 }]);
  });

  it("names row and column of what cannot be read in a modern workbook too, and refuses its formulas", async () => {
    const sum = { t: "n", f: "4000+100", v: 4100 } as const;
    const sheet = modernWorkbook([DAY_HEADER, rose, roseWith(3, "many"), [...rose.slice(0, 6), sum]]);
    const { rows, problems } = await readRecordedFiles([await desk.put("0000000001_2026-05-29.xlsx", sheet)]);
    expect(rows).toHaveLength(1);
    expect(problems).toMatchObject([{ row: 3, column: "속수량", code: "not-whole" }, { row: 4, column: "평균단가", code: "formula" }]);
  });

  it("takes its date from --date when its name was lost, and says so when nobody knows it", async () => {
    const path = await desk.put("download.xls", workbook([DAY_HEADER, rose]));
    expect((await readRecordedFiles([path], { date: "2026-05-29" })).rows).toMatchObject([{ date: "2026-05-29", market: "unknown" }]);
    expect((await readRecordedFiles([path])).problems).toMatchObject([{ code: "date-unknown", severity: "error", row: null }]);
  });
});

describe("choosing what to replay", () => {
  it("keeps one of two copies of a row, with the first file's figures and the category and unit of the table", async () => {
    const day = await desk.put(DAY_FILE, workbook([DAY_HEADER, ...A_DAY]));
    const table = await desk.put("long.csv", longCsv([
      longLine({ category: "난", unit: "분", row: A_DAY[2] ?? rose }),
      longLine({ row: roseWith(6, "4000") }),
      longLine({ date: "2026-05-30", row: rose }),
    ]));
    for (const [files, mean] of [[[day, table], 4100], [[table, day], 4000]] as const) {
      const { rows, duplicates, problems } = await readRecordedFiles(files, { date: "2026-05-29" });
      expect(duplicates).toBe(2);
      expect(rows).toHaveLength(4);
      expect(rows.find((row) => row.item === "호접란")).toMatchObject({ category: "orchid", unitKind: "pot" });
      expect(rows.find((row) => row.variety === "빨강")).toMatchObject({ mean, category: "cut" });
      // The yellow rose is in the day file only; the table knows every rose as a cut flower.
      expect(rows.find((row) => row.item === "장미" && row.variety !== "빨강")).toMatchObject({ category: "cut", unit: "속" });
      expect(problems).toMatchObject([{ code: "copies-differ", severity: "warning" }]);
    }
  });

  it("guesses no category for an item that the table knows in two", async () => {
    const day = await desk.put(DAY_FILE, workbook([DAY_HEADER, rose]));
    const table = await desk.put("long.csv", longCsv([
      longLine({ date: "2026-05-30", category: "절화", row: rose }), longLine({ date: "2026-05-30", category: "관엽", row: rose.with(1, "분화") as unknown as DayRow }),
    ]));
    expect((await readRecordedFiles([day, table], { date: "2026-05-29" })).rows).toMatchObject([{ category: null }]);
  });

  it("replays both when one file has the same item, variety and grade twice", async () => {
    const { rows, duplicates, problems } = await readDay([rose, rose]);
    expect([rows.length, duplicates]).toEqual([2, 0]);
    expect(problems).toMatchObject([{ row: 3, code: "repeated-row", severity: "warning" }]);
  });

  it("says that a file has a header and no rows, or none of the day that was asked for", async () => {
    expect((await readDay([])).problems).toMatchObject([{ code: "no-rows", severity: "warning", row: null }]);
    const other = await readLong([longLine({ row: rose })], { date: "2026-05-30", category: "orchid" });
    expect(other.problems).toMatchObject([{ code: "nothing-chosen", severity: "error", reason: expect.stringContaining("2026-05-30 orchid") as string }]);
  });

  it("leaves out other dates and categories, and says how many rows have no category", async () => {
    const orchids = await readLong(
      [longLine({ row: rose }), longLine({ category: "난", row: A_DAY[2] ?? rose }), longLine({ date: "2026-05-30", category: "난", row: rose })],
      { date: "2026-05-29", category: "orchid" },
    );
    expect(orchids.rows.map((row) => row.item)).toEqual(["호접란"]);
    const nameless = await readRecordedFiles([await desk.put(DAY_FILE, workbook([DAY_HEADER, ...A_DAY]))], { category: "cut" });
    expect(nameless.rows).toEqual([]);
    expect(nameless.problems).toMatchObject([{ code: "category-not-known", reason: expect.stringContaining("4 行") }]);
  });
});

describe("rows that cannot be read", () => {
  it.each([
    [3, "", "속수량", "missing"], [3, "0", "속수량", "zero"], [3, "1e9", "속수량", "not-whole"],
    [3, "1000000000", "속수량", "too-large"], [3, "12.5", "속수량", "not-whole"], [4, "-3000", "최저단가", "negative"],
    [5, "오천", "최고단가", "not-whole"], [5, "９００", "최고단가", "not-whole"], [6, "99999999999999999999", "평균단가", "too-large"],
    [0, " ", "품목명", "missing"], [1, "", "품종명", "missing"], [2, "", "등급", "missing"],
    [1, "x".repeat(101), "품종명", "name-too-long"], [1, "a\u0007b", "품종명", "control-character"], [0, "=1+1", "품목명", "formula"],
  ])("are named by row and column: cell %i “%s”", async (cell, value, column, code) => {
    const text = [DAY_HEADER, rose, roseWith(cell, value), rose.with(1, "분홍")].map((row) => row.join(",")).join("\n");
    const { rows, problems, files } = await readRecordedFiles([await desk.put(DAY_FILE, text)], { sentences: en.problems });
    expect(rows.map((row) => row.row)).toEqual([2, 4]);
    expect(problems).toMatchObject([{ row: 3, column, code, severity: "error" }]);
    expect(problems[0]?.reason).not.toMatch(/[{}]/);
    expect(files).toMatchObject([{ rows: 3, refused: 1 }]);
    // The same cell in a workbook is refused for the same reason.
    expect((await readDay([rose, roseWith(cell, value)])).problems).toMatchObject([{ row: 3, column, code }]);
  });

  it("names every bad column of a row at once", async () => {
    const { problems } = await readDay([["장미", "", "특1", "many", "-1", "5200", "4100"]]);
    expect(problems.map(({ column, code }) => [column, code])).toEqual([
      ["품종명", "missing"], ["속수량", "not-whole"], ["최저단가", "negative"],
    ]);
  });

  it("accepts thousands written with commas, and nothing that only looks so", async () => {
    expect((await readDay([roseWith(5, "5,200")])).rows).toMatchObject([{ max: 5200 }]);
    expect((await readDay([roseWith(5, "52,00")])).problems).toMatchObject([{ code: "not-whole", value: "52,00" }]);
  });

  it("of the long table: bad date, market, unit, column count, quotes", async () => {
    const { rows, problems } = await readLong([
      longLine({ date: "2026-02-30", row: rose }),
      longLine({ market: "../..", row: rose }),
      longLine({ unit: "kg", row: rose }),
      `${longLine({ row: rose })},extra`,
      "2026-05-29,short",
      longLine({ row: rose }).replace("빨강", '"빨강" 3'),
      longLine({ row: rose }).replace("빨강", '"빨강'),
      "",
      longLine({ category: "잎", row: rose }),
    ]);
    expect(problems.map(({ row, column, code }) => [row, column, code])).toEqual([
      [2, "auction_date", "bad-date"], [3, "market_code", "bad-market"], [4, "unit", "unknown-unit"],
      [5, null, "column-count"], [6, null, "column-count"], [7, "variety_name", "quote-junk"], [8, "variety_name", "quote-open"],
      [10, "category", "unknown-category"],
    ]);
    expect(rows.map((row) => row.row)).toEqual([10]);
  });

  it("refuses a formula even where its last result was stored", async () => {
    const xml = `<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
      xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="a"><Table>${[DAY_HEADER, rose]
      .map((row) => `<Row>${row.map((cell) => `<Cell><Data ss:Type="String">${cell}</Data></Cell>`).join("")}</Row>`)
      .join("")}</Table></Worksheet></Workbook>`.replace('<Cell><Data ss:Type="String">120', '<Cell ss:Formula="=60*2"><Data ss:Type="Number">120');
    const { problems } = await readRecordedFiles([await desk.put(DAY_FILE, xml)]);
    expect(problems).toMatchObject([{ row: 2, column: "속수량", code: "formula" }]);
  });

  it("makes --strict refuse everything; without it the other rows are replayed", async () => {
    const lines = [longLine({ row: rose }), longLine({ row: roseWith(3, "0") })];
    expect(await readLong(lines)).toMatchObject({ refused: false, rows: [{ row: 2 }], problemCounts: { error: 1 } });
    expect(await readLong(lines, { strict: true })).toMatchObject({ refused: true, rows: [], problems: [{ row: 3, code: "zero" }] });
  });
});

describe("rows that are replayed with a warning", () => {
  it("have a mean outside their range, or a lowest price above the highest; --strict lets them pass", async () => {
    const lines = [longLine({ row: roseWith(6, "400") }), longLine({ row: roseWith(4, "6000").with(1, "분홍") as unknown as DayRow })];
    const { rows, problems, refused } = await readLong(lines, { strict: true });
    expect([rows.length, refused]).toEqual([2, false]);
    expect(problems).toMatchObject([
      { row: 2, column: "avg_price", value: "400", code: "mean-outside-range", severity: "warning" },
      { row: 3, column: "min_price", value: "6000", code: "min-above-max", severity: "warning" },
    ]);
    const next = longLine({ date: "2026-05-30", row: rose });
    expect((await readLong([...lines, next], { date: "2026-05-30" })).problems).toEqual([]);
  });
});

describe("files that are no recording", () => {
  it("are refused by name and the others are read", async () => {
    const bad: [string, string | Uint8Array, string][] = [
      ["empty.csv", "", "file-empty"],
      ["picture.xls", new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13]), "unknown-format"],
      ["latin.csv", new Uint8Array([0x70, 0xff, 0xff, 0x71]), "unknown-encoding"],
      ["cut.xlsx", modernWorkbook([DAY_HEADER, rose]).subarray(0, 900), "workbook-broken"],
      ["cut-between-records.xls", workbook([DAY_HEADER, rose]).subarray(0, 1_100), "workbook-broken"],
      ["broken.xls", workbook([DAY_HEADER, rose]).subarray(0, 700), "workbook-broken"],
      ["letter.csv", "Dear Sir,\nplease find no prices here\n", "header-unknown"],
      ["less.csv", LONG_HEADER.replace("grade,", ""), "header-missing-column"],
      ["twice.csv", `${LONG_HEADER},grade`, "header-repeated-column"],
      ["page.xls", "<html><p>점검 중입니다</p></html>", "workbook-broken"],
    ];
    const good = await desk.put(DAY_FILE, workbook([DAY_HEADER, rose]));
    for (const [name, content, code] of bad) {
      const { rows, problems } = await readRecordedFiles([await desk.put(name, content), good]);
      expect({ name, codes: problems.map((problem) => problem.code) }).toEqual({ name, codes: [code] });
      expect(rows).toHaveLength(1);
    }
  });

  it("are never waited for: a folder, a missing file, a named pipe", async () => {
    const pipe = join(mkdtempSync(join(tmpdir(), "hualian-pipe-")), "pipe");
    execFileSync("mkfifo", [pipe]);
    const { problems } = await readRecordedFiles([tmpdir(), "/no/such/file.xls", pipe]);
    expect(problems.map((problem) => problem.code)).toEqual(["not-a-file", "file-missing", "not-a-file"]);
  });
});

function tableRow(row: readonly string[]): string {
  return `<tr>${row.map((cell) => `<td>${cell}</td>`).join("")}</tr>`;
}

/** The platform only decodes EUC-KR, so the table is turned round. */
function eucKr(text: string): Uint8Array {
  const decoder = new TextDecoder("euc-kr");
  const bytesOf = new Map<string, number[]>();
  for (let lead = 0xa1; lead <= 0xfe; lead++) {
    for (let trail = 0xa1; trail <= 0xfe; trail++) bytesOf.set(decoder.decode(new Uint8Array([lead, trail])), [lead, trail]);
  }
  return new Uint8Array([...text].flatMap((char) => bytesOf.get(char) ?? [char.charCodeAt(0)]));
}
