import { utils, write, type WorkSheet } from "@e965/xlsx";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addDays } from "../../engines/calendar/day.ts";
import { catalogue } from "../../kernel/catalogue/contract.ts";
import { AS_SYSTEM } from "../../kernel/machinery/runtime.ts";
import { openTestMarket, type Person, type TestMarket } from "../../../tests/market.ts";
import { bodyFor } from "../../kernel/sheets/contract.ts";
import { intake } from "./contract.ts";
import { MAX_WORKBOOK_BYTES } from "./rules.ts";

const seed = Number(process.env["SEED"] ?? 20261122);
console.log(`workbook properties: seed ${seed}`);

const HEAD = ["批次号", "花农", "商品编码", "商品", "数量", "单位", "保护价", "盆器另算", "计划日期", "备注"];
const base64 = (sheet: WorkSheet, bookType: "xlsx" | "biff8" = "xlsx"): string => {
  const book = utils.book_new();
  utils.book_append_sheet(book, sheet, "批次");
  return Buffer.from(write(book, { type: "buffer", bookType }) as Uint8Array).toString("base64");
};
const book = (rows: unknown[][]): string => base64(utils.aoa_to_sheet([HEAD, ...rows]));

describe("lots in and out of Excel", () => {
  let market: TestMarket;
  let wang: Person;
  let li: Person;
  let grader: Person;
  let today: string;
  const { actions } = intake;

  beforeAll(async () => {
    market = await openTestMarket();
    wang = await market.person("王桂兰", ["grower"]);
    li = await market.person("李建军", ["grower"]);
    grader = await market.staff("韩雪", ["grader"]);
    const add = (code: string, zh: string) => market.runtime.call(catalogue.actions.addItem, { code, speciesId: null, zh, category: "orchid", unit: "pot", packing: { box: 6, layer: 24, trolley: 144 } }, AS_SYSTEM);
    await add("PHAL-2", "蝴蝶兰 双梗");
    await add("ANTH-14", "红掌 14cm");
    today = (await market.runtime.call(actions.arrivals, {}, grader.call)).on;
  });
  afterAll(() => market.close());

  const send = (file: string, dryRun: boolean, by: Person = grader) => market.runtime.call(actions.importLots, { base64: file, dryRun }, by.call);
  const lotsOf = async () => (await market.runtime.call(actions.arrivals, { limit: 1000 }, grader.call)).lots;

  test("a desk types the list in Excel, dirt and all, and it reads as people mean it", async () => {
    const serial = Math.round((Date.parse(`${today}T00:00:00Z`) - Date.parse("1899-12-30T00:00:00Z")) / 86_400_000);
    const [year, month, date] = today.split("-").map(Number);
    const file = book([
      ["", "王桂兰", "PHAL-2", "", "１２０", "盆", "１８．５", "是", `${year}年${month}月${date}日`, "腊月二十前"],
      ["", "王桂兰", "", "红掌 14cm", "1万盆", "", "¥2.50", "否", serial, ""],
      ["", "李建军", "phal-2".toUpperCase(), "", "2车1层", "", "", "", `${year}/${month}/${date}`, "=1+1 不是公式"],
      ["", "李建军", "ANTH-14", "", 3, "箱", 12, "", "", ""],
    ]);
    const dry = await send(file, true);
    expect(dry).toMatchObject({ applied: false, rows: 4, created: 4, changed: 0, problems: [] });
    expect(await lotsOf()).toHaveLength(0);
    expect(await send(file, false)).toMatchObject({ applied: true, created: 4 });
    expect((await lotsOf()).map((lot) => [lot.grower, lot.declared, lot.floorPrice, lot.potExtra, lot.plannedOn, lot.note])).toEqual([
      ["王桂兰", 120, 1850, true, today, "腊月二十前"], ["王桂兰", 10_000, 250, false, today, ""], ["李建军", 312, null, false, today, "=1+1 不是公式"], ["李建军", 18, 1200, false, today, ""],
    ]);
  });

  test("one bad row stops the whole table, and every fault is named by row, column, value and reason", async () => {
    const before = await lotsOf();
    const sheet = utils.aoa_to_sheet([
      HEAD,
      ["", "王桂兰", "PHAL-2", "", 10, "盆", 10, "", "", ""],
      ["", "赵六", "PHAL-2", "", 10, "盆", "", "", "", ""],
      ["", "王桂兰", "NO-SUCH", "", "很多", "盆", "", "", "", ""],
      ["", "王桂兰", "PHAL-2", "", "10盆", "", "十八", "也许", "11月23日", ""],
      ["", "王桂兰", "PHAL-2", "", -5, "盆", 0, "", "2020-01-01", ""],
      ["L20200101-0001", "王桂兰", "PHAL-2", "", 10, "盆", "", "", "", ""],
      ["", "王桂兰", "PHAL-2", "", 5, "盆", "", "", "", "长".repeat(501)],
      ["", "王桂兰", "PHAL-2", "", "", "盆", "", "", "", ""],
      [before[0]!.no, "", "", "", 120, "盆", 18.5, "是", today, "腊月二十前"],
      [before[0]!.no, "", "", "", 121, "盆", 18.5, "是", today, "腊月二十前"],
      [before[1]!.no, "李建军", "PHAL-2", "", 10_000, "盆", 2.5, "是", today, ""],
    ]);
    sheet["E2"] = { t: "n", v: 10, f: "5+5" };
    const answer = await send(base64(sheet), false);
    expect(answer.applied).toBe(false);
    expect(answer.problems.map((one) => [one.row, one.column, one.reason])).toEqual([
      [2, "数量", "formula"], [3, "花农", "unknown_grower"], [4, "商品编码", "unknown_item"], [4, "数量", "bad_quantity.not_a_number"],
      [5, "保护价", "bad_price.not_a_number"], [5, "盆器另算", "bad_flag"], [5, "计划日期", "bad_day"],
      [6, "数量", "bad_quantity.negative"], [6, "保护价", "bad_price.not_positive"], [6, "计划日期", "day_out_of_range"],
      [7, "批次号", "unknown_lot"], [8, "备注", "too_long"], [9, "数量", "missing"], [11, "批次号", "repeated_lot"],
      [12, "花农", "fixed"], [12, "商品编码", "fixed"], [12, "盆器另算", "fixed"],
    ]);
    expect(answer.problems[4]).toMatchObject({ value: "十八", letter: "G" });
    expect(await lotsOf()).toEqual(before);
  });

  test("a row with a number changes that lot; once it is received the table cannot", async () => {
    const [first, second] = await lotsOf();
    const row = (lot: typeof first, quantity: number, price: number) => [lot!.no, lot!.grower, lot!.itemCode, "", quantity, "盆", price, "", today, lot!.note];
    expect(await send(book([row(first, 130, 20), row(second, 10_000, 2.5)]), false)).toMatchObject({ applied: true, created: 0, changed: 1, unchanged: 1 });
    expect((await lotsOf())[0]).toMatchObject({ declared: 130, floorPrice: 2000 });
    await market.runtime.call(actions.receive, { lotId: first!.id, counted: "130" }, grader.call);
    expect((await send(book([row(first, 140, 20)]), false)).problems).toMatchObject([{ row: 2, column: "数量", reason: "already_received" }]);
    expect(await send(book([row(first, 130, 20)]), false)).toMatchObject({ applied: true, unchanged: 1 });
  });

  test("export and import of the same file changes nothing, whatever people write into the notes", async () => {
    const note = fc.oneof(fc.string({ maxLength: 200, unit: "grapheme" }), fc.constantFrom("=1+1", "'quote", "a\r\nb", "  ", "1万盆", "２０２６", "<b>&amp;", "&#65;", "_x0041_x0042_", "+86", "true", "2026-11-22"));
    const lot = fc.record({ note, quantity: fc.integer({ min: 1, max: 1_000_000 }).map((n) => `${n}盆`), floorPrice: fc.option(fc.integer({ min: 1, max: 99_999_999 })), potExtra: fc.boolean() });
    const { items } = await market.runtime.call(catalogue.actions.items, { query: "PHAL-2" }, AS_SYSTEM);
    let ahead = 0;
    await fc.assert(fc.asyncProperty(fc.array(lot, { minLength: 1, maxLength: 30 }), async (written) => {
      const on = addDays(today, (ahead += 1));
      for (const one of written) {
        // A control character is refused at the door, so it never has to survive a workbook.
        await market.runtime.call(actions.declareLot, { growerId: li.partyId, itemId: items[0]!.id, plannedOn: on, ...one }, grader.call).catch((error: unknown) => expect(error).toMatchObject({ code: "bad_input" }));
      }
      const before = await market.runtime.call(actions.arrivals, { on, limit: 1000 }, grader.call);
      const { base64: file, rows } = await market.runtime.call(actions.exportLots, { on }, grader.call);
      expect(await market.runtime.call(actions.importLots, { base64: file, dryRun: false, on }, grader.call)).toMatchObject({ applied: true, created: 0, changed: 0, problems: [], unchanged: rows });
      expect(await market.runtime.call(actions.arrivals, { on, limit: 1000 }, grader.call)).toEqual(before);
    }), { seed, numRuns: 5, endOnFailure: true });
  });

  test("an old .xls of the same list is read too; what is no workbook is refused, not crashed on", async () => {
    const rows = [HEAD, ["", "王桂兰", "PHAL-2", "", 6, "盆", "", "", "", ""]];
    expect(await send(base64(utils.aoa_to_sheet(rows), "biff8"), true)).toMatchObject({ created: 1, problems: [] });
    const noise = Buffer.from("PK\u0003\u0004 this is no workbook at all, only noise".repeat(20)).toString("base64");
    await expect(send(noise, true)).rejects.toMatchObject({ code: "unreadable_workbook" });
    expect((await send(base64(utils.aoa_to_sheet([["什么", "都不是"], [1, 2]])), true)).problems).toMatchObject([{ reason: "missing_column" }]);
  });

  test("a file larger than the list takes is turned away at the door, before anybody asks who sends it", async () => {
    const { buildHttp } = await import("../../app/http.ts");
    const http = await buildHttp({ runtime: market.runtime, shelf: market.shelf, web: null, version: "test", log: () => {} });
    const post = (bytes: number) => http.inject({ method: "POST", url: "/api/intake/importLots", headers: { "idempotency-key": "large-file", "content-type": "application/json" }, payload: JSON.stringify({ base64: "A".repeat(bytes), dryRun: true }) });
    expect([(await post(bodyFor(MAX_WORKBOOK_BYTES))).statusCode, (await post(1_000)).statusCode]).toEqual([413, 401]);
    await http.close();
  });

  test("a grower over two lines in a merged cell, a totals line and the template's example: what is left of a real desk's table", async () => {
    const { base64: template } = await market.runtime.call(actions.lotsTemplate, { language: "en" }, grader.call);
    expect(await send(template, false)).toMatchObject({ applied: true, rows: 0, remarks: [{ row: 2, remark: "example_line" }] });
    const sheet = utils.aoa_to_sheet([["种植户", "货号", "数量"], ["王桂兰", "PHAL-2", 6], ["", "ANTH-14", 12], ["合计", "", 18]]);
    sheet["!merges"] = [utils.decode_range("A2:A3")];
    expect(await send(base64(sheet), true)).toMatchObject({ rows: 2, created: 2, problems: [], remarks: [{ row: 4, remark: "totals_line" }], format: "xlsx", sheet: "批次" });
  });

  test("two growers of one name are told apart by the tail of the telephone, never guessed", async () => {
    const { parties } = await import("../../kernel/parties/contract.ts");
    for (const phone of ["15400001111", "15400002222"]) await market.runtime.call(parties.actions.register, { kind: "person", name: "张伟", roles: ["grower"], phone }, AS_SYSTEM);
    const answer = await send(book([["", "张伟", "PHAL-2", "", 6, "盆", "", "", "", ""]]), true);
    expect(answer.problems).toMatchObject([{ column: "花农", reason: "ambiguous_grower", detail: expect.stringMatching(/^张伟@\d{4}$/) }]);
    expect(await send(book([["", "张伟@2222", "PHAL-2", "", 6, "盆", "", "", "", ""]]), true)).toMatchObject({ created: 1, problems: [] });
  });

  test("a grower's workbook holds his own lots, and another's number in it is unknown", async () => {
    const mine = await market.runtime.call(actions.exportLots, {}, wang.call);
    const all = await market.runtime.call(actions.exportLots, {}, grader.call);
    expect(mine.rows).toBeGreaterThan(0);
    expect(all.rows).toBeGreaterThan(mine.rows);
    const his = (await lotsOf()).find((lot) => lot.grower === "李建军" && lot.state === "expected")!;
    expect((await send(book([[his.no, "", "", "", 1, "盆", "", "", "", ""]]), false, wang)).problems).toMatchObject([{ column: "批次号", reason: "unknown_lot" }]);
    expect((await send(book([["", "李建军", "PHAL-2", "", 1, "盆", "", "", "", ""]]), false, wang)).problems).toMatchObject([{ column: "花农", reason: "not_yours" }]);
    expect(await send(book([["", "", "PHAL-2", "", 7, "盆", "", "", "", ""]]), false, wang)).toMatchObject({ applied: true, created: 1 });
    expect((await market.runtime.call(actions.copyLast, {}, wang.call)).last).toMatchObject({ declared: 7, declaredAs: "grower" });
  });
});
