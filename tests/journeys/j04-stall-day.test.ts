import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { catalogue } from "../../src/kernel/catalogue/contract.ts";
import { prices } from "../../src/knowledge/prices/contract.ts";
import { settlement } from "../../src/market/settlement/contract.ts";
import { stall } from "../../src/market/stall/contract.ts";
import { startProcess, visitor, type MarketProcess } from "../process.ts";
import { appoint, type Cast } from "./cast.ts";

const BILLS = 60;
const OFFLINE_MINUTES = 20;
const BATCH = 20;

/** J4: a day at three stalls of the hall, from an empty market and through its public doors: bills, credit, 20 minutes without a network, returns, the till, a statement, and the prices that come of it. */
describe("J4: a stall day", () => {
  let market: MarketProcess;
  let cast: Cast;
  let itemId = "";
  let businessDate = "";
  const places: string[] = [];
  const customerId = randomUUID();
  beforeAll(async () => {
    market = await startProcess();
    cast = await appoint(market, { growers: 0, buyers: 0, merchants: 3 });
  }, 120_000);
  afterAll(() => market.stop());

  const keeper = (n: number) => cast.merchants[n]!.on(stall);
  type Bill = Parameters<ReturnType<typeof keeper>["syncBills"]>[0]["bills"][number];
  const bill = (price: number, quantity: number, rest: Partial<Bill> = {}): Bill => ({
    id: randomUUID(), customerId: null, madeAt: new Date().toISOString(), lines: [{ itemId, quantity: String(quantity), price, per: "pot" }], payments: [{ method: "cash", amount: price * quantity }], total: price * quantity, ...rest,
  });

  test("the manager opens three stalls; goods arrive with a tap", async () => {
    itemId = (await cast.operator.on(catalogue).items({ query: "hdl" })).items.find((item) => item.unit === "pot")!.id;
    for (const [n, merchant] of cast.merchants.entries()) {
      const place = await cast.operator.on(stall).openStall({ partyId: merchant.partyId!, hall: "一号厅", number: `S0${n + 7}`, name: `档口 ${n + 1}` });
      places.push(place.id);
      const lot = await keeper(n).arrive({ stallId: place.id, arrivalId: randomUUID(), itemId, quantity: "500", purchasePrice: 9_00, source: "云南" });
      expect(lot).toMatchObject({ onHand: 500, kind: "brought", purchasePrice: 9_00 });
    }
    await expect(keeper(1).counter({ stallId: places[0]! })).rejects.toMatchObject({ body: { refused: "not_found" } });
    await keeper(0).registerCustomer({ stallId: places[0]!, customer: { id: customerId, nickname: "赵记花店", phone: "13800005678" } });
    await keeper(0).setCredit({ customerId, changeId: randomUUID(), limit: 1_000_00 });
  });

  test("60 bills, 40 of them from 20 minutes without a network, sent in batches whose answers get lost", async () => {
    const now = Date.now();
    const bills = Array.from({ length: BILLS }, (_, n) => bill(15_00 + (n % 7) * 50, 1 + (n % 4), {
      madeAt: new Date(now - OFFLINE_MINUTES * 60_000 + n * 20_000).toISOString(), offlineNo: `S07-AB${n}`, ...(n % 5 === 0 ? { customerId, payments: [] } : {}),
    }));
    for (let from = 0; from < BILLS; from += BATCH) {
      const batch = bills.slice(from, from + BATCH);
      // The answer of the first call never arrives; the device sends the same bills again, twice at once.
      await keeper(0).syncBills({ stallId: places[0]!, bills: batch });
      const [again, twice] = await Promise.all([keeper(0).syncBills({ stallId: places[0]!, bills: batch }), keeper(0).syncBills({ stallId: places[0]!, bills: batch })]);
      expect([...again.answers, ...twice.answers].every((answer) => answer.outcome === "repeated")).toBe(true);
    }
    const { bills: booked, total, sum } = await keeper(0).bills({ stallId: places[0]!, limit: 100 });
    expect({ total, sum }).toEqual({ total: BILLS, sum: bills.reduce((all, one) => all + one.total, 0) });
    businessDate = booked[0]!.businessDate;
    expect(new Set(booked.map((one) => one.offlineNo)).size).toBe(BILLS);
    for (const n of [1, 2]) await keeper(n).syncBills({ stallId: places[n]!, bills: Array.from({ length: 10 }, (_, k) => bill(14_00 + k * 20, 8)) });
  });

  test("what cannot be booked is a conflict with its reason, and stops nothing", async () => {
    const { answers } = await keeper(0).syncBills({ stallId: places[0]!, bills: [bill(15_00, 90, { customerId, payments: [] }), bill(15_00, 900), bill(15_00, 1)] });
    expect(answers.map((answer) => answer.refused)).toEqual(["over_party_credit", "short_stock", null]);
  });

  test("goods come back, money is taken on the account, and the statement of the customer adds up", async () => {
    const { bills } = await keeper(0).bills({ stallId: places[0]!, customerId, limit: 100 });
    const owed = bills.reduce((sum, one) => sum + one.due, 0);
    const first = bills.find((one) => one.due > 0)!;
    const back = await keeper(0).returnGoods({ billId: first.id, changeId: randomUUID(), reason: "花苞掉了", goods: "written_off", lines: [{ n: 1, quantity: 1 }] });
    const less = first.totalNow - back.totalNow;
    await keeper(0).takePayment({ paymentId: randomUUID(), customerId, payments: [{ method: "wechat", amount: 100_00 }] });
    const paper = await keeper(0).statement({ customerId });
    expect(paper).toMatchObject({ before: 0, after: owed - less - 100_00 });
    expect(paper.entries.reduce((sum, entry) => sum + entry.amount, 0)).toBe(paper.after);
    expect(paper.ages.upTo7).toBe(paper.after);
  });

  test("the till is counted and the day of the market closes without a difference", async () => {
    const till = await keeper(0).till({ stallId: places[0]! });
    const cash = till.lines.find((line) => line.method === "cash")!.expected;
    const closed = await keeper(0).closeTill({ stallId: places[0]!, closingId: randomUUID(), counted: [{ method: "cash", amount: cash }] });
    expect(closed).toMatchObject({ difference: 0, bills: BILLS + 1, returns: 1, creditPaid: 100_00 });
    const cashier = cast.cashier.on(settlement);
    await cashier.closeDay({ businessDate });
    await expect.poll(async () => (await cashier.closeStep({ businessDate }).catch(() => null), await cashier.dayOverview({ businessDate })).day?.state, { timeout: 30_000 }).toBe("closed");
    expect(await cashier.dayOverview({ businessDate })).toMatchObject({ differences: 0, balanced: true });
    // The stall's statement has the sales on it and takes the price out again: the market never holds that money.
    const { papers } = await cast.merchants[0]!.on(settlement).myStatements({});
    expect(papers[0]).toMatchObject({ businessDate });
    expect(papers[0]!.gross + papers[0]!.corrected - papers[0]!.direct).toBe(0);
  });

  test("the day's prices stand on the public sheet, without a name", async () => {
    const lineOf = async () => (await visitor(market.url).on(prices).sheet({ businessDate })).lines.find((line) => line.itemId === itemId && line.venue === "stall");
    await expect.poll(async () => (await lineOf())?.deals, { timeout: 15_000 }).toBeGreaterThan(0);
    const line = (await lineOf())!;
    // What came back is off the sheet, what the customer kept of it is on it.
    const rows = (await cast.cashier.on(settlement).saleList({ businessDate, limit: 2_000 })).sales.filter((sale) => sale.reversal === null);
    const sold = rows.reduce((sum, sale) => sum + sale.quantity, 0);
    expect(line).toMatchObject({ grade: null, withheld: null, sold, max: Math.max(...rows.map((sale) => sale.price)), min: Math.min(...rows.map((sale) => sale.price)), value: rows.reduce((sum, sale) => sum + sale.gross, 0) });
    const { deals } = await visitor(market.url).on(prices).deals({ businessDate, itemId, grade: null, venue: "stall" });
    expect(deals.every((deal) => deal.channel === "stall")).toBe(true);
    expect(JSON.stringify({ line, deals })).not.toMatch(/档口商户|S0\d|merchant/);
  });
});
