import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { access } from "../../kernel/access/contract.ts";
import { ledger } from "../../kernel/ledger/contract.ts";
import { lots } from "../../kernel/lots/contract.ts";
import { AS_SYSTEM, INSIDE, type Call } from "../../kernel/machinery/runtime.ts";
import { settlement } from "../settlement/contract.ts";
import { stall } from "./contract.ts";
import { openTrial, type Trial } from "./trial.ts";

const { actions } = stall;

describe("a day at stall S07", () => {
  let trial: Trial;
  let lotId: string;
  let old: Awaited<ReturnType<Trial["customer"]>>;
  beforeAll(async () => {
    trial = await openTrial();
    lotId = await trial.arrive(trial.item, "2箱");
    old = await trial.customer("老赵", 1_000_00, "13800005678");
  });
  afterAll(() => trial.market.close());
  const call = <T,>(work: (runtime: Trial["market"]["runtime"], call: Call) => Promise<T>): Promise<T> => work(trial.market.runtime, trial.keeper.call);

  test("goods arrive with one tap and stand at the stall as a lot of the keeper", async () => {
    const lot = await trial.market.runtime.call(lots.actions.get, { lotId }, AS_SYSTEM);
    expect(lot).toMatchObject({ growerId: trial.keeper.partyId, onHand: 24, status: "received", grade: null });
  });

  test("a walk-in buys three pots for cash: stock, sale, receipt and number", async () => {
    const [answer] = await trial.sync([trial.bill([{ itemId: trial.item.id, quantity: "3", price: 18_50, total: 55_50 }])]);
    expect(answer).toMatchObject({ outcome: "booked", bill: { no: "S07-0001", total: 55_50, due: 0, businessDate: "2026-12-01", customer: "" } });
    expect(await trial.onHand(trial.item.id)).toBe(21);
    const { sales } = await call((runtime) => runtime.call(settlement.actions.sales, { businessDate: "2026-12-01" }, AS_SYSTEM));
    expect(sales).toMatchObject([{ channel: "stall", money: "direct", quantity: 3, price: 18_50, gross: 55_50 }]);
  });

  test("100 yuan for a box of twelve is exact: two prices a fen apart, one total", async () => {
    const [answer] = await trial.sync([trial.bill([{ itemId: trial.item.id, quantity: "1箱", price: 100_00, per: "box", total: 100_00 }], { customerId: old.id, payments: [{ method: "wechat", amount: 40_00 }] })]);
    expect(answer).toMatchObject({ outcome: "booked", bill: { no: "S07-0002", total: 100_00, due: 60_00 } });
    expect(await trial.owed(old.partyId)).toBe(60_00);
    const { sales } = await call((runtime) => runtime.call(settlement.actions.sales, { businessDate: "2026-12-01" }, AS_SYSTEM));
    expect(sales.slice(1).map(({ quantity, price }) => [quantity, price])).toEqual([[8, 8_33], [4, 8_34]]);
  });

  test("pots are charged apart and stand on the line, in the price of the sale", async () => {
    await trial.arrive(trial.other, "30");
    const [answer] = await trial.sync([trial.bill([{ itemId: trial.other.id, quantity: "3盆", price: 6_00, per: "spike", potPrice: 5_00, total: 9 * 6_00 + 3 * 5_00 }])]);
    expect(answer).toMatchObject({ outcome: "booked" });
    const bill = await call((runtime, by) => runtime.call(actions.bill, { billId: answer!.id }, by));
    expect(bill.lines).toMatchObject([{ quantity: 9, unit: "spike", pots: 3, potPrice: 5_00, total: 69_00 }]);
  });

  test("the same bill again is the same bill; other contents under its id are refused", async () => {
    const bill = trial.bill([{ itemId: trial.item.id, quantity: "1", price: 20_00, total: 20_00 }]);
    expect((await trial.sync([bill, bill])).map((answer) => answer.outcome)).toEqual(["booked", "repeated"]);
    const [twice] = await trial.sync([{ ...bill, lines: [{ ...bill.lines[0]!, quantity: "2" }] }]);
    expect(twice).toMatchObject({ outcome: "conflict", refused: "bill_id_reused" });
    expect(await trial.onHand(trial.item.id)).toBe(8);
  });

  test("a conflict stops no other bill and leaves nothing behind", async () => {
    const [short, fine] = [trial.bill([{ itemId: trial.item.id, quantity: "1", price: 20_00, total: 20_00 }, { itemId: trial.item.id, quantity: "50", price: 20_00, total: 1_000_00 }]), trial.bill([{ itemId: trial.item.id, quantity: "2", price: 20_00, total: 40_00 }])];
    const answers = await trial.sync([short, fine]);
    expect(answers[0]).toMatchObject({ outcome: "conflict", refused: "short_stock", detail: { left: 7, asked: 50, short: 43, item: "蝴蝶兰 大辣椒" } });
    expect(answers[1]).toMatchObject({ outcome: "booked", bill: { no: "S07-0005" } });
    expect(await trial.onHand(trial.item.id)).toBe(6);
    // Counted up with its reason, the same bill goes through.
    const [mended] = await trial.sync([{ ...short, countUp: "后排还有一车" }]);
    expect(mended).toMatchObject({ outcome: "booked" });
    expect(await trial.onHand(trial.item.id)).toBe(0);
    expect((await trial.market.runtime.call(ledger.actions.balances, {}, AS_SYSTEM)).total).toBe(0);
  });

  test("a wrong sum, a walk-in on credit and a customer beyond his limit are conflicts with a name", async () => {
    await trial.arrive(trial.item, "10箱");
    const line = { itemId: trial.item.id, quantity: "1", price: 20_00, total: 20_00 };
    const answers = await trial.sync([
      trial.bill([line], { total: 21_00 }), trial.bill([line], { payments: [] }), trial.bill([{ ...line, quantity: "60", total: 1_200_00 }], { customerId: old.id, payments: [] }), trial.bill([line], { payments: [{ method: "cash", amount: 30_00 }] }),
      trial.bill([{ ...line, quantity: "很多" }]), trial.bill([line], { customerId: randomUUID() }),
    ]);
    expect(answers.map((answer) => `${answer.module}.${answer.refused}`)).toEqual(["stall.total_differs", "stall.walk_in_pays", "ledger.over_party_credit", "stall.paid_too_much", "stall.bad_quantity", "stall.unknown_customer"]);
    expect(await trial.onHand(trial.item.id)).toBe(120);
  });

  test("a customer met without a network is registered with his first bill", async () => {
    const id = randomUUID();
    const [answer] = await trial.sync([trial.bill([{ itemId: trial.item.id, quantity: "2", price: 15_00, total: 30_00 }], { customerId: id, newCustomer: { nickname: "孙姐", phone: "13900001234", group: "批发" } })]);
    expect(answer).toMatchObject({ outcome: "booked", bill: { customer: "孙姐" } });
    const { customers, items } = await call((runtime, by) => runtime.call(actions.counter, { stallId: trial.place.id }, by));
    expect(customers.find((one) => one.id === id)).toMatchObject({ initials: "sj", phoneTail: "1234", prices: [{ price: 15_00, per: "pot", written: "2" }] });
    expect(items[0]).toMatchObject({ itemId: trial.item.id, free: 118 });
  });

  test("half of a line comes back broken: the rest is sold anew, the debt and the stock follow, the bill keeps the trace", async () => {
    const [answer] = await trial.sync([trial.bill([{ itemId: trial.item.id, quantity: "10", price: 19_99, total: 199_90 }], { customerId: old.id, payments: [{ method: "cash", amount: 50_00 }] })]);
    const before = { owed: await trial.owed(old.partyId), onHand: await trial.onHand(trial.item.id) };
    const bill = await call((runtime, by) => runtime.call(actions.returnGoods, { billId: answer!.id, changeId: randomUUID(), reason: "花瓣折断", goods: "written_off", lines: [{ n: 1, quantity: 4 }] }, by));
    expect(bill).toMatchObject({ total: 199_90, totalNow: 119_94, paid: 50_00, due: 69_94, lines: [{ quantityNow: 6, totalNow: 119_94 }], changes: [{ kind: "return", amount: 79_96, goods: "written_off", reason: "花瓣折断" }] });
    expect({ owed: await trial.owed(old.partyId), onHand: await trial.onHand(trial.item.id) }).toEqual({ owed: before.owed - 79_96, onHand: before.onHand });
    await expect(call((runtime, by) => runtime.call(actions.returnGoods, { billId: answer!.id, changeId: randomUUID(), reason: "再退", goods: "returned", lines: [{ n: 1, quantity: 7 }] }, by))).rejects.toMatchObject({ code: "too_much_back" });
    await expect(call((runtime, by) => runtime.call(actions.returnGoods, { billId: answer!.id, changeId: randomUUID(), reason: "再退", goods: "returned", lines: [{ n: 1, quantity: 1 }], refunds: [{ method: "cash", amount: 19_99 }] }, by))).rejects.toMatchObject({ code: "refund_too_high" });
  });

  test("a bill is voided on its day: goods back, money back as it came", async () => {
    const [answer] = await trial.sync([trial.bill([{ itemId: trial.item.id, quantity: "5", price: 10_00, total: 50_00 }], { payments: [{ method: "cash", amount: 49_00 }, { method: "allowance", amount: 1_00 }] })]);
    const before = await trial.onHand(trial.item.id);
    const bill = await call((runtime, by) => runtime.call(actions.voidBill, { billId: answer!.id, changeId: randomUUID(), reason: "开错了" }, by));
    expect(bill).toMatchObject({ state: "void", totalNow: 0, paid: 0, payments: [{ amount: 49_00 }, { amount: 1_00 }, { amount: -49_00 }, { amount: -1_00 }] });
    expect(await trial.onHand(trial.item.id)).toBe(before + 5);
    await expect(call((runtime, by) => runtime.call(actions.voidBill, { billId: answer!.id, changeId: randomUUID(), reason: "再作废" }, by))).rejects.toMatchObject({ code: "already_void" });
  });

  test("money on account pays the oldest debt first; the statement and the ages are the ledger", async () => {
    const id = randomUUID();
    const owes = await trial.owed(old.partyId);
    const take = () => call((runtime, by) => runtime.call(actions.takePayment, { paymentId: id, customerId: old.id, payments: [{ method: "alipay", amount: 60_00 }] }, by));
    expect(await take()).toMatchObject({ balance: owes - 60_00, repeated: false });
    expect(await take()).toMatchObject({ balance: owes - 60_00, repeated: true });
    trial.clock.now = new Date(trial.clock.now.getTime() + 40 * 86_400_000);
    const paper = await call((runtime, by) => runtime.call(actions.statement, { customerId: old.id, from: "2026-12-01" }, by));
    expect(paper).toMatchObject({ before: 0, after: owes - 60_00, ages: { upTo7: 0, upTo60: owes - 60_00, balance: owes - 60_00 } });
    expect(paper.entries.at(-1)).toMatchObject({ kind: "direct_receipt", amount: -60_00 });
    const book = await call((runtime, by) => runtime.call(actions.creditBook, { stallId: trial.place.id }, by));
    expect(book.total).toBe(owes - 60_00);
    trial.clock.now = new Date("2026-12-01T09:00:00Z");
  });

  test("a helper has the rights that the owner gave him, and no others", async () => {
    const helper = await trial.market.person("小李", ["buyer"]);
    await expect(trial.market.runtime.call(actions.counter, { stallId: trial.place.id }, helper.call)).rejects.toMatchObject({ code: "not_allowed" });
    const limits = { role: "seller" as const, mayCredit: false, mayCountUp: false, allowanceMax: 1_00, returnMax: 30_00 };
    const row = await call((runtime, by) => runtime.call(actions.setHelper, { stallId: trial.place.id, login: helper.login, ...limits }, by));
    expect(row).toMatchObject({ name: "小李", role: "seller", active: true });
    await call((runtime, by) => runtime.call(actions.setFloor, { stallId: trial.place.id, itemId: trial.item.id, price: 12_00 }, by));
    const asHelper: Call = { origin: INSIDE, actor: { accountId: helper.accountId, accountName: "小李", partyId: trial.keeper.partyId, roles: ["merchant"], delegate: true, system: false } };
    const line = { itemId: trial.item.id, quantity: "2", price: 20_00, total: 40_00 };
    const answers = await trial.sync([
      trial.bill([{ ...line, price: 11_99, total: 23_98 }]), trial.bill([line], { customerId: old.id, payments: [] }), trial.bill([line], { payments: [{ method: "cash", amount: 38_00 }, { method: "allowance", amount: 2_00 }] }),
      trial.bill([{ ...line, quantity: "900", total: 18_000_00 }], { countUp: "还有" }), trial.bill([line]),
    ], asHelper);
    expect(answers.map((answer) => answer.refused)).toEqual(["below_floor", "no_credit_right", "allowance_too_high", "no_count_right", null]);
    const back = (quantity: number, amount: number) => trial.market.runtime.call(actions.returnGoods, { billId: answers[4]!.id, changeId: randomUUID(), reason: "不要了", goods: "returned", lines: [{ n: 1, quantity }], refunds: [{ method: "cash", amount }] }, asHelper);
    await expect(back(2, 40_00)).rejects.toMatchObject({ code: "return_too_high" });
    expect(await back(1, 20_00)).toMatchObject({ totalNow: 20_00 });
    await expect(trial.market.runtime.call(actions.voidBill, { billId: answers[4]!.id, changeId: randomUUID(), reason: "不要了" }, asHelper)).rejects.toMatchObject({ code: "no_right" });
    await expect(trial.market.runtime.call(actions.setCredit, { customerId: old.id, changeId: randomUUID(), limit: 1 }, asHelper)).rejects.toMatchObject({ code: "no_right" });
    const actsFor = async () => (await trial.market.runtime.call(access.actions.demoLogIn, { login: helper.login }, AS_SYSTEM)).who.parties.map((party) => party.name);
    expect(await actsFor()).toContain("顺发花行");
    await call((runtime, by) => runtime.call(actions.dismissHelper, { stallId: trial.place.id, accountId: helper.accountId }, by));
    await expect(trial.sync([trial.bill([line])], asHelper)).rejects.toMatchObject({ code: "no_right" });
    expect(await actsFor()).not.toContain("顺发花行");
  });

  test("another's stall, bill and customer are not found", async () => {
    const stranger = await trial.market.person("别家", ["merchant"]);
    for (const work of [
      () => trial.market.runtime.call(actions.counter, { stallId: trial.place.id }, stranger.call),
      () => trial.sync([trial.bill([{ itemId: trial.item.id, quantity: "1", price: 1_00, total: 1_00 }])], stranger.call),
      () => trial.market.runtime.call(actions.statement, { customerId: old.id }, stranger.call),
      () => trial.market.runtime.call(actions.bill, { no: "S07-0001", businessDate: "2026-12-01" }, stranger.call),
    ]) await expect(work()).rejects.toMatchObject({ code: "not_found" });
  });

  test("the till is closed by method; a difference needs its reason, and the close stays", async () => {
    const till = await call((runtime, by) => runtime.call(actions.till, { stallId: trial.place.id }, by));
    const cash = till.lines.find((line) => line.method === "cash")!.expected;
    const close = (amount: number, reason = "") => call((runtime, by) => runtime.call(actions.closeTill, { stallId: trial.place.id, closingId: randomUUID(), openingCash: 200_00, counted: [{ method: "cash", amount, reason }] }, by));
    await expect(close(cash + 190_00)).rejects.toMatchObject({ code: "reason_needed" });
    const closed = await close(cash + 190_00, "少找十元");
    expect(closed).toMatchObject({ n: 1, difference: -10_00, bills: till.bills, sold: till.sold, creditGiven: till.creditGiven, creditPaid: 60_00 });
    expect(till.sold - till.returned).toBe((await call((runtime, by) => runtime.call(actions.bills, { stallId: trial.place.id, limit: 500 }, by))).sum);
    await expect(close(0)).rejects.toMatchObject({ code: "nothing_to_close" });
    await expect(trial.market.database.pool.query("update stall.closing_line set counted = 0")).rejects.toThrow(/append_only/);
    await expect(trial.market.database.pool.query("update stall.payment set amount = 1")).rejects.toThrow(/append_only/);
    await expect(trial.market.database.pool.query("update stall.bill set total = total + 1")).rejects.toThrow(/bill_stands/);
  });

  test("a bill that comes after its day was closed stands on the first open day, and says so", async () => {
    const { runtime } = trial.market;
    const late = trial.bill([{ itemId: trial.item.id, quantity: "1", price: 20_00, total: 20_00 }], { offlineNo: "S07-K001" });
    trial.clock.now = new Date("2026-12-02T02:00:00Z");
    await runtime.call(settlement.actions.closeDay, { businessDate: "2026-12-01" }, AS_SYSTEM);
    for (let state = "closing"; state === "closing"; ) ({ state } = await runtime.call(settlement.actions.closeStep, { businessDate: "2026-12-01" }, AS_SYSTEM));
    const { balanced, differences } = await runtime.call(settlement.actions.dayOverview, { businessDate: "2026-12-01" }, AS_SYSTEM);
    expect({ balanced, differences }).toEqual({ balanced: true, differences: 0 });
    const [answer] = await trial.sync([late]);
    expect(answer).toMatchObject({ outcome: "booked", bill: { no: "S07-0001", businessDate: "2026-12-02", madeOn: "2026-12-01", offlineNo: "S07-K001" } });
    // Goods of the closed day come back on the day after it.
    const [first] = (await call((run, by) => run.call(actions.bills, { stallId: trial.place.id, businessDate: "2026-12-01", query: "老赵" }, by))).bills;
    const back = await call((run, by) => run.call(actions.returnGoods, { billId: first!.id, changeId: randomUUID(), reason: "隔天退货", goods: "returned", lines: [{ n: 1, quantity: 1 }] }, by));
    expect(back).toMatchObject({ businessDate: "2026-12-01", lines: [{ quantityNow: first!.total === 199_90 ? 5 : 11 }] });
    await expect(call((run, by) => run.call(actions.voidBill, { billId: first!.id, changeId: randomUUID(), reason: "太晚" }, by))).rejects.toMatchObject({ code: "other_day" });
    expect((await runtime.call(settlement.actions.dayOverview, { businessDate: "2026-12-02" }, AS_SYSTEM)).differences).toBe(0);
  });

  test("what the keeper bought in the market goes onto his stall once", async () => {
    const { runtime } = trial.market;
    const grower = await trial.market.person("王桂兰", ["grower"]);
    const lot = await runtime.call(lots.actions.create, { itemId: trial.item.id, growerId: grower.partyId, declared: 50 }, AS_SYSTEM);
    await runtime.call(lots.actions.move, { lotId: lot.id, kind: "intake", quantity: 50, cause: "test", causeId: "dock" }, AS_SYSTEM);
    const { sale } = await runtime.call(settlement.actions.recordSale, { channel: "clock", lotId: lot.id, buyerId: trial.keeper.partyId, quantity: 40, price: 9_00, currency: "CNY", fromHold: false, creditHeld: false, cause: "award", causeId: "1" }, AS_SYSTEM);
    await runtime.settle();
    const { purchases } = await call((run, by) => run.call(actions.purchases, { stallId: trial.place.id }, by));
    expect(purchases).toMatchObject([{ saleId: sale.id, quantity: 40, price: 9_00, channel: "clock" }]);
    const before = await trial.onHand(trial.item.id);
    const taken = await call((run, by) => run.call(actions.takeOver, { stallId: trial.place.id, saleId: sale.id }, by));
    expect(taken).toMatchObject({ kind: "bought", onHand: 40, purchasePrice: 9_00, source: lot.no });
    expect(await trial.onHand(trial.item.id)).toBe(before + 40);
    await expect(call((run, by) => run.call(actions.takeOver, { stallId: trial.place.id, saleId: sale.id }, by))).rejects.toMatchObject({ code: "taken_over" });
  });

  test("a bill that can never be booked is given up with its reason and stays on record", async () => {
    const bill = trial.bill([{ itemId: trial.other.id, quantity: "900", price: 1_00, per: "spike", total: 900_00 }]);
    expect((await trial.sync([bill]))[0]).toMatchObject({ outcome: "conflict", refused: "short_stock" });
    await call((run, by) => run.call(actions.dropBill, { stallId: trial.place.id, bill: { ...bill, lines: [...bill.lines], payments: [...bill.payments] }, reason: "客人没要" }, by));
    expect((await trial.sync([{ ...bill, countUp: "有货" }]))[0]).toMatchObject({ outcome: "conflict", refused: "bill_dropped" });
    expect((await trial.market.database.pool.query("select reason, bill->>'total' as total from stall.dropped")).rows).toEqual([{ reason: "客人没要", total: "90000" }]);
  });
});
