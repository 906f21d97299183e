import { utils, write, type WorkSheet } from "@e965/xlsx";
import fc from "fast-check";
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { AS_SYSTEM } from "../../kernel/machinery/runtime.ts";
import { stall } from "./contract.ts";
import { openTrial, type Trial } from "./trial.ts";

const seed = Number(process.env["SEED"] ?? 20261127);
console.log(`stall workbooks: seed ${seed}`);
const { actions } = stall;

const base64 = (sheet: WorkSheet): string => {
  const book = utils.book_new();
  utils.book_append_sheet(book, sheet, "表");
  return Buffer.from(write(book, { type: "buffer", bookType: "xlsx" }) as Uint8Array).toString("base64");
};
const book = (...rows: unknown[][]): string => base64(utils.aoa_to_sheet(rows));

describe("a keeper brings his books along in Excel", { timeout: 120_000 }, () => {
  let trial: Trial;
  beforeAll(async () => { trial = await openTrial(); });
  afterAll(() => trial.market.close());
  const call = <A extends Parameters<Trial["market"]["runtime"]["call"]>[0]>(action: A, input: object) => trial.market.runtime.call(action, { stallId: trial.place.id, ...input } as never, trial.keeper.call);
  const customers = (file: string, dryRun: boolean) => trial.market.runtime.call(actions.takeCustomers, { stallId: trial.place.id, base64: file, dryRun }, trial.keeper.call);
  const goods = (file: string, dryRun: boolean) => trial.market.runtime.call(actions.takeGoods, { stallId: trial.place.id, base64: file, dryRun }, trial.keeper.call);
  const creditBook = () => trial.market.runtime.call(actions.creditBook, { stallId: trial.place.id }, trial.keeper.call);
  const debtOf = async (name: string) => (await creditBook()).rows.find((row) => row.nickname === name)!;

  test("his debtors with limits and what they owed from before: tried first, then in the book, with its age", async () => {
    const file = book(["客户名称", "电话", "分组", "额度", "旧账", "期初日期"], ["张姐花店", "１３８０５３６１２３４", "老客户", "5,000", 1280.5, "2026年10月8日"], ["老王", "", "", 300, "", ""], ["合计", "", "", "", 1280.5, ""]);
    expect(await customers(file, true)).toMatchObject({ applied: false, rows: 2, created: 2, problems: [], remarks: [{ row: 4 }] });
    expect((await creditBook()).rows).toHaveLength(0);
    expect(await customers(file, false)).toMatchObject({ applied: true, created: 2 });
    expect(await debtOf("张姐花店")).toMatchObject({ phoneTail: "1234", group: "老客户", limit: 5_000_00, balance: 1_280_50, upTo60: 1_280_50, free: 3_719_50 });
    expect(await debtOf("老王")).toMatchObject({ limit: 300_00, balance: 0 });
    const id = (await debtOf("张姐花店")).customerId;
    const paper = await trial.market.runtime.call(actions.statement, { customerId: id }, trial.keeper.call);
    expect(paper).toMatchObject({ after: 1_280_50, entries: [{ kind: "opening", text: "期初欠款", amount: 1_280_50 }] });
    // Nothing of it came through the till; money that comes now pays it.
    expect((await trial.market.runtime.call(actions.till, { stallId: trial.place.id }, trial.keeper.call)).lines).toEqual([]);
    await trial.market.runtime.call(actions.takePayment, { paymentId: randomUUID(), customerId: id, payments: [{ method: "cash", amount: 280_50 }] }, trial.keeper.call);
    expect(await debtOf("张姐花店")).toMatchObject({ balance: 1_000_00, upTo60: 1_000_00, older: 0 });
  });

  test("the same file again changes nothing; another limit does, and the opening debt stays what it was", async () => {
    const again = book(["客户", "赊账额度", "期初欠款"], ["张姐花店", 5000, 1280.5], ["老王", 300, ""]);
    expect(await customers(again, false)).toMatchObject({ applied: true, created: 0, changed: 0, unchanged: 2 });
    expect(await customers(book(["客户", "赊账额度"], ["老王", 800]), false)).toMatchObject({ applied: true, changed: 1 });
    expect((await debtOf("老王")).limit).toBe(800_00);
    expect((await customers(book(["客户", "期初欠款"], ["张姐花店", 2000]), true)).problems).toMatchObject([{ row: 2, column: "期初欠款", value: "2000", reason: "opening_fixed" }]);
  });

  test("what the ledger would refuse is named with its line, and nothing of the file is written", async () => {
    const report = await customers(book(["客户", "赊账额度", "期初欠款", "手机号", "期初日期"], ["小李", 500, 200, "", ""], ["老赵", 100, 300, "", ""], ["张姐花店", 900, "", "", ""], ["阿芳", "", "", "123", "2027-01-01"]), false);
    expect(report.applied).toBe(false);
    expect(report.problems).toMatchObject([
      { row: 3, column: "赊账额度", value: "100", reason: "refused", refusal: { refused: "over_party_credit", module: "ledger" } }, { row: 4, column: "赊账额度", value: "900", reason: "refused", refusal: { refused: "below_used" } },
      { row: 5, column: "手机号", reason: "bad_code" }, { row: 5, column: "期初日期", reason: "day_ahead" },
    ]);
    expect((await creditBook()).rows.map((row) => row.nickname).toSorted()).toEqual(["张姐花店", "老王"].toSorted());
  });

  test("the goods on the stall on the first morning; a recount needs its reason", async () => {
    const file = book(["货号", "品名", "期初数量", "单位", "进价", "供货人"], ["phal", "", "5箱", "", "12.5", "寿光合作社"], ["", "组合蝴蝶兰", "1千", "", "", ""]);
    expect(await goods(file, false)).toMatchObject({ applied: true, created: 2, problems: [] });
    expect(await trial.onHand(trial.item.id)).toBe(60);
    const { lots } = await trial.market.runtime.call(actions.stock, { stallId: trial.place.id }, trial.keeper.call);
    const phal = lots.find((lot) => lot.itemId === trial.item.id)!;
    expect(phal).toMatchObject({ purchasePrice: 12_50, source: "寿光合作社" });
    expect((await goods(book(["批次号", "数量"], [phal.lotNo, 55], ["L20200101-0001", 1]), true)).problems).toMatchObject([{ row: 2, column: "盘点原因", reason: "count_reason" }, { row: 3, column: "批次号", reason: "unknown_lot_here" }]);
    expect(await goods(book(["批次号", "数量", "盘点原因"], [phal.lotNo, 55, "碰坏五盆"]), false)).toMatchObject({ applied: true, changed: 1 });
    expect(await trial.onHand(trial.item.id)).toBe(55);
    expect((await goods(book(["商品", "数量"], ["没有的花", 5], ["蝴蝶兰 大辣椒", "半箱"]), true)).problems.map((one) => [one.row, one.column, one.reason])).toEqual([[2, "商品", "unknown_item"], [3, "数量", "bad_quantity.not_a_number"]]);
  });

  test("the lowest prices for helpers go out with the goods and come back", async () => {
    const prices = (file: string, dryRun = false) => trial.market.runtime.call(actions.takePrices, { stallId: trial.place.id, base64: file, dryRun }, trial.keeper.call);
    expect(await prices(book(["商品编码", "最低价"], ["phal", "15"], ["combo", ""]))).toMatchObject({ applied: true, changed: 1, unchanged: 1 });
    const { base64: out, rows } = await trial.market.runtime.call(actions.givePrices, { stallId: trial.place.id }, trial.keeper.call);
    expect(rows).toBe(2);
    expect(await prices(out)).toMatchObject({ applied: true, changed: 0, unchanged: 2 });
    expect((await prices(book(["商品编码", "最低价"], ["phal", 0], ["nix", 5]), true)).problems).toMatchObject([{ row: 2, reason: "bad_price.not_positive" }, { row: 3, reason: "unknown_item" }]);
  });

  test("whatever is written into them, the customers and goods that went out change nothing when they come in", async () => {
    const word = fc.oneof(fc.string({ minLength: 1, maxLength: 30, unit: "grapheme" }), fc.constantFrom("=1+1", "'引号", "１２盆", "true", "2026-11-22", "合计店", "+86"));
    await fc.assert(fc.asyncProperty(fc.array(fc.record({ nickname: word, note: word, group: word, limit: fc.integer({ min: 0, max: 99_999_999 }) }), { minLength: 1, maxLength: 8 }), async (people) => {
      for (const { limit, ...one } of people) {
        const customer = await trial.market.runtime.call(actions.registerCustomer, { stallId: trial.place.id, customer: { id: randomUUID(), phone: "13900001111", ...one } }, trial.keeper.call).catch((error: unknown) => { expect(error).toMatchObject({ code: "bad_input" }); return null; });
        if (customer !== null) await trial.market.runtime.call(actions.setCredit, { customerId: customer.id, changeId: randomUUID(), limit }, trial.keeper.call);
      }
      const before = await creditBook();
      const { base64: file, rows } = await trial.market.runtime.call(actions.giveCustomers, { stallId: trial.place.id, language: "en" }, trial.keeper.call);
      const report = await customers(file, false);
      expect(report).toMatchObject({ problems: [], applied: true, created: 0, changed: 0, unchanged: rows });
      expect(await creditBook()).toEqual(before);
    }), { seed, numRuns: 6, endOnFailure: true });
    const stock = await trial.market.runtime.call(actions.giveGoods, { stallId: trial.place.id }, trial.keeper.call);
    expect(await goods(stock.base64, false)).toMatchObject({ applied: true, created: 0, changed: 0, unchanged: stock.rows });
  });

  test("a helper's table shows no cost, and a stranger finds no stall", async () => {
    const stranger = await trial.market.person("别家花行", ["merchant"]);
    await expect(trial.market.runtime.call(actions.giveCustomers, { stallId: trial.place.id }, stranger.call)).rejects.toMatchObject({ code: "not_found" });
    await expect(trial.market.runtime.call(actions.takeGoods, { stallId: trial.place.id, base64: book(["商品", "数量"], ["x", 1]), dryRun: true }, stranger.call)).rejects.toMatchObject({ code: "not_found" });
  });

  test("every list of the stall goes out, in both languages, and templates with them", async () => {
    const { customerId } = (await creditBook()).rows[0]!;
    for (const language of ["zh", "en"] as const) {
      for (const [action, input] of [
        [actions.giveBills, {}], [actions.giveStatement, { customerId }], [actions.givePurchases, {}], [actions.giveClosings, {}], [actions.giveHelpers, {}], [actions.giveCustomers, { template: true }], [actions.giveGoods, { template: true }], [actions.givePrices, { template: true }],
      ] as const) expect(await call(action, { ...input, language })).toMatchObject({ name: expect.stringMatching(/\.xlsx$/) });
    }
  });

  test("the hall's stalls from the market's own list; a keeper nobody registered is named", async () => {
    const operator = await trial.market.staff("市场经理 刘建国", ["operator"]);
    await trial.market.person("李顺发", ["merchant"]);
    const send = (file: string, dryRun = false) => trial.market.runtime.call(actions.takeStalls, { base64: file, dryRun }, operator.call);
    expect((await send(book(["摊位号", "区域", "店名", "摊主"], ["a012", "二号厅", "顺发二店", "李顺发"], ["A013", "二号厅", "", "没登记"], ["A-14", "", "", ""]))).problems.map((one) => [one.row, one.column, one.reason])).toEqual([[3, "摊主", "unknown_party"], [4, "摊位号", "bad_code"], [4, "区域", "missing"], [4, "摊主", "missing"]]);
    expect(await send(book(["摊位号", "区域", "店名", "摊主", "营业"], ["a012", "二号厅", "顺发二店", "李顺发", "停用"]))).toMatchObject({ applied: true, created: 1 });
    const out = await trial.market.runtime.call(actions.giveStalls, {}, operator.call);
    expect(await send(out.base64)).toMatchObject({ applied: true, unchanged: 2, changed: 0 });
    expect((await trial.market.runtime.call(actions.stalls, {}, AS_SYSTEM)).stalls.map((one) => [one.number, one.open])).toEqual([["A012", false], ["S07", true]]);
  });
});
