import { utils, write, read as readBook, type WorkSheet } from "@e965/xlsx";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addDays } from "../../engines/calendar/day.ts";
import { catalogue } from "../../kernel/catalogue/contract.ts";
import { AS_SYSTEM } from "../../kernel/machinery/runtime.ts";
import type { Person } from "../../../tests/market.ts";
import { offers } from "./contract.ts";
import { openStage, type Stage } from "./trial.ts";

const seed = Number(process.env["SEED"] ?? 20261127);
console.log(`offers workbooks: seed ${seed}`);
const { actions } = offers;
const DAY = "2026-11-27";

const base64 = (sheet: WorkSheet): string => {
  const book = utils.book_new();
  utils.book_append_sheet(book, sheet, "表");
  return Buffer.from(write(book, { type: "buffer", bookType: "xlsx" }) as Uint8Array).toString("base64");
};
const book = (...rows: unknown[][]): string => base64(utils.aoa_to_sheet(rows));
/** A file that went out, as somebody opens it. */
const opened = (file: string): unknown[][] => utils.sheet_to_json(Object.values(readBook(Buffer.from(file, "base64")).Sheets)[0]!, { header: 1, defval: null });

describe("offers in and out of Excel", { timeout: 120_000 }, () => {
  let stage: Stage;
  let wang: Person;
  let li: Person;
  let lu: Person;
  let first: { id: string; no: string };
  let coming: { id: string; no: string };
  beforeAll(async () => {
    stage = await openStage("2026-11-27T02:00:00Z");
    [wang, li, lu] = [await stage.market.person("王桂兰", ["grower"]), await stage.market.person("李秀英", ["grower"]), await stage.market.person("鲁花批发", ["buyer"], 100_000_00)];
    await stage.market.person("花满楼", ["buyer"], 10_000_00);
    await stage.market.runtime.call(catalogue.actions.addItem, { code: "ANTH-14", speciesId: null, zh: "红掌 14cm", category: "orchid", unit: "pot" }, AS_SYSTEM);
    first = await stage.declare(wang, 640);
    await stage.receive(first.id, 640);
    coming = await stage.declare(wang, 100, addDays(DAY, 3));
  });
  afterAll(() => stage.close());
  const run = () => stage.market.runtime;
  const lines = (file: string, dryRun = false, by = wang) => run().call(actions.takeLines, { base64: file, dryRun }, by.call);
  const mine = async () => (await run().call(actions.myOffers, {}, wang.call)).lines;

  test("a grower's groups, and whose members they are", async () => {
    const groups = (file: string, dryRun = false) => run().call(actions.takeGroups, { base64: file, dryRun }, wang.call);
    expect((await groups(book(["组名", "客户"], ["老客户", "鲁花批发"], ["老客户", "没登记的"]))).problems).toMatchObject([{ row: 3, column: "客户", value: "没登记的", reason: "unknown_party" }]);
    expect(await groups(book(["组名", "采购商"], ["老客户", "鲁花批发"], ["老客户", "花满楼"], ["零售", "花满楼"]))).toMatchObject({ applied: true, created: 3 });
    expect(await groups(book(["组名", "采购商", "在组里"], ["老客户", "花满楼", "否"]))).toMatchObject({ applied: true, changed: 1 });
    const { base64: out } = await run().call(actions.giveGroups, {}, wang.call);
    expect(await groups(out)).toMatchObject({ applied: true, created: 0, changed: 0, unchanged: 2 });
    expect((await run().call(actions.groups, {}, wang.call)).groups.map((group) => [group.name, group.buyers.map((one) => one.name)])).toEqual([["老客户", ["鲁花批发"]], ["零售", ["花满楼"]]]);
  });

  test("a week's catalogue with steps and group prices, a presale and an offer, in one table", async () => {
    const head = ["渠道", "批次", "数量", "单价", "满箱价", "满车价", "组价", "预售比例%", "上钟日", "从", "到", "给谁", "起订量"];
    const file = book(head,
      ["", first.no, "2车", 20, 19, 17.5, "老客户：18.5、车 １６.80；零售: 箱 18", "", "", DAY, addDays(DAY, 6), "", 8],
      ["钟前预售", coming.no, "", "21", "", "", "", 30, addDays(DAY, 3), "", "", "", ""],
      ["定向报价", first.no.toLowerCase(), "40", 19, "", "", "", "", "", "", addDays(DAY, 1), "鲁花批发", ""]);
    expect(await lines(file, true)).toMatchObject({ applied: false, created: 3, problems: [] });
    expect(await mine()).toHaveLength(0);
    expect(await lines(file)).toMatchObject({ applied: true, created: 3, problems: [] });
    const [catalogueLine] = (await mine()).filter((line) => line.kind === "catalogue");
    expect(catalogueLine).toMatchObject({ quantity: 320, price: 20_00, minQuantity: 8 });
    expect(catalogueLine!.steps.map((step) => [step.group, step.level, step.price]).toSorted((a, b) => Number(b[2]) - Number(a[2]))).toEqual([[null, "box", 19_00], ["老客户", "unit", 18_50], ["零售", "box", 18_00], [null, "trolley", 17_50], ["老客户", "trolley", 16_80]]);
    expect((await mine()).filter((line) => line.kind === "presale")).toMatchObject([{ quantity: 30, share: 30, price: 21_00 }]);
    expect((await mine()).filter((line) => line.kind === "offer")).toMatchObject([{ forName: "鲁花批发", quantity: 40 }]);
  });

  test("what went out changes nothing; a changed price does; every fault has its row and column", async () => {
    const { base64: out } = await run().call(actions.giveLines, {}, wang.call);
    const before = await mine();
    expect(await lines(out)).toMatchObject({ applied: true, created: 0, changed: 0, unchanged: 3, problems: [] });
    expect(await mine()).toEqual(before);
    const rows = opened(out);
    const at = (title: string): number => (rows[0] as string[]).findIndex((one) => one.startsWith(title));
    const line = rows.findIndex((row) => row[at("渠道")] === "目录价");
    rows[line]![at("单价")] = 20.5;
    expect(await lines(base64(utils.aoa_to_sheet(rows)))).toMatchObject({ applied: true, changed: 1, unchanged: 2 });
    rows[line]![at("满箱价")] = 25;
    rows[line]![at("组价")] = "新客户: 3";
    rows.push([null, null, "L20200101-0009", null, 5, null, 3], [null, "目录价", first.no, null, 5_000, null, 3, null, null, null, null, null, null, DAY, DAY]);
    const report = await lines(base64(utils.aoa_to_sheet(rows)));
    expect(report.problems.map((one) => [one.row, one.column.split(" ")[0], one.reason, one.refusal?.refused])).toEqual([
      [line + 1, "组价", "unknown_group_named", undefined], [5, "批次号", "unknown_own_lot", undefined], [6, "数量", "refused", "more_than_there_is"],
    ]);
  });

  test("a buyer orders in the order sheet; what nobody has left is named with its line, and nothing is reserved", async () => {
    const cart = (file: string, dryRun = false) => run().call(actions.takeCart, { base64: file, dryRun }, lu.call);
    const held = async () => (await run().call(actions.cart, {}, lu.call)).cart?.items.map((one) => [one.kind, one.quantity]) ?? [];
    stage.at("2026-11-27T03:00:00Z");
    const rows = opened((await run().call(actions.giveMarket, {}, lu.call)).base64);
    const at = (title: string): number => (rows[0] as string[]).findIndex((one) => one.startsWith(title));
    const row = (kind: string) => rows.find((one) => one[at("渠道")] === kind)!;
    row("目录价")[at("订货数量")] = "1车";
    row("定向报价")[at("订货数量")] = 41;
    const bad = await cart(base64(utils.aoa_to_sheet(rows)));
    expect(bad).toMatchObject({ applied: false, problems: [{ reason: "refused", refusal: { refused: "not_enough_left", detail: { left: 40 } } }] });
    expect(await held()).toEqual([]);
    row("定向报价")[at("订货数量")] = 10;
    expect(await cart(base64(utils.aoa_to_sheet(rows)))).toMatchObject({ applied: true, changed: 2 });
    expect((await held()).toSorted()).toEqual([["catalogue", 160], ["offer", 10]]);
    const again = await run().call(actions.giveMarket, {}, lu.call);
    expect(await cart(again.base64)).toMatchObject({ applied: true, created: 0, changed: 0, problems: [] });
    // His own little table: what and whose; the offer and the catalogue are two lines of one grower.
    expect((await cart(book(["品名", "花农", "要货数量"], ["蝴蝶兰 大辣椒 双梗", "王桂兰", 5], ["红掌 14cm", "", 3], ["蝴蝶兰 大辣椒 双梗", "李秀英", 3]), true)).problems.map((one) => [one.row, one.column, one.reason])).toEqual([[2, "品名", "several_lines"], [3, "品名", "not_offered"], [4, "花农", "not_of_this_grower"]]);
    row("定向报价")[at("订货数量")] = null;
    expect(await cart(base64(utils.aoa_to_sheet(rows)))).toMatchObject({ applied: true, changed: 1 });
    expect(await held()).toEqual([["catalogue", 160]]);
  });

  test("a buyer's wish list becomes requests, and the list that went out asks for nothing twice", async () => {
    const requests = (file: string, dryRun = false) => run().call(actions.takeRequests, { base64: file, dryRun }, lu.call);
    expect((await requests(book(["商品", "数量", "到货日期"], ["红掌 14cm", 0, DAY], ["红掌 14cm", 10, "2026-11-01"]))).problems.map((one) => [one.row, one.column, one.reason, one.refusal?.refused])).toEqual([[2, "数量", "bad_quantity.too_small", undefined], [3, "到货日期", "refused", "window_past"]]);
    expect(await requests(book(["商品", "规格", "数量", "到货日期", "限价"], ["红掌 14cm", "含苞", "1百", "2026/12/1", 9.9], ["牡丹 盆栽 五年", "", 20, "2026-12-02", ""]))).toMatchObject({ applied: true, created: 2 });
    const word = fc.oneof(fc.string({ minLength: 1, maxLength: 60, unit: "grapheme" }), fc.constantFrom("=1+1", "合计", "１２盆", "'", "true"));
    await fc.assert(fc.asyncProperty(fc.array(fc.record({ spec: word, note: word, quantity: fc.integer({ min: 1, max: 1_000_000 }), price: fc.option(fc.integer({ min: 1, max: 99_999_999 })) }), { minLength: 1, maxLength: 6 }), async (wishes) => {
      for (const wish of wishes) await run().call(actions.askFor, { ...wish, quantity: String(wish.quantity), wantedOn: addDays(DAY, 9) }, lu.call).catch((error: unknown) => expect(error).toMatchObject({ code: "bad_input" }));
      const before = await run().call(actions.requests, { limit: 500 }, lu.call);
      const { base64: out, rows } = await run().call(actions.giveRequests, { language: "en" }, lu.call);
      expect(await requests(out)).toMatchObject({ problems: [], applied: true, created: 0, changed: 0, unchanged: rows });
      expect(await run().call(actions.requests, { limit: 500 }, lu.call)).toEqual(before);
    }), { seed, numRuns: 5, endOnFailure: true });
  });

  test("orders, their lines and the channels go out; a grower sees his own lines only", async () => {
    const { id, no } = await run().call(actions.place, {}, lu.call);
    await stage.settle();
    expect(opened((await run().call(actions.giveOrders, {}, lu.call)).base64)[1]?.[0]).toBe(no);
    expect((await run().call(actions.giveOrder, { orderId: id }, wang.call)).rows).toBe(1);
    await expect(run().call(actions.giveOrder, { orderId: id }, li.call)).rejects.toMatchObject({ code: "not_found" });
    const operator = await stage.market.staff("刘建国", ["operator"]);
    expect((await run().call(actions.giveChannels, { language: "en" }, operator.call)).rows).toBe(3);
    for (const [action, by] of [[actions.giveMarket, lu], [actions.giveRequests, lu], [actions.giveLines, wang], [actions.giveGroups, wang]] as const) expect((await run().call(action, { template: true } as never, by.call)).rows).toBe(0);
  });
});
