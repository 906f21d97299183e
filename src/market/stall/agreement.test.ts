import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createChance, whole } from "../../engines/clock/chance.ts";
import { ledger } from "../../kernel/ledger/contract.ts";
import { AS_SYSTEM, INSIDE, type Call } from "../../kernel/machinery/runtime.ts";
import { settlement } from "../settlement/contract.ts";
import { stall } from "./contract.ts";
import { measure, priceLine } from "./rules.ts";
import { openTrial, type Draft, type Trial } from "./trial.ts";

const { actions } = stall;
const seed = Number(process.env["SEED"] ?? 20261127);
const ROUNDS = Number(process.env["STALL_ROUNDS"] ?? 40);

/** Two helpers at once, random bills, answers that get lost, returns, voids, payments: whatever happens, bills, ledger and stock tell the same story. */
describe(`random days at a stall (seed ${seed})`, { timeout: 300_000 }, () => {
  let trial: Trial;
  let hands: Call[];
  const customers: { id: string; partyId: string }[] = [];
  const booked = new Map<string, number>();
  const chance = createChance(seed);
  beforeAll(async () => {
    trial = await openTrial();
    for (const [name, limit] of [["甲", 500_00], ["乙", 2_000_00], ["丙", 0]] as const) customers.push(await trial.customer(name, limit));
    const helper = await trial.market.person("小李", ["buyer"]);
    await trial.market.runtime.call(actions.setHelper, { stallId: trial.place.id, login: helper.login, role: "seller", mayCredit: true, mayCountUp: true, allowanceMax: 5_00, returnMax: 1_000_00 }, trial.keeper.call);
    hands = [trial.keeper.call, { origin: INSIDE, actor: { accountId: helper.accountId, accountName: "小李", partyId: trial.keeper.partyId, roles: ["merchant"], delegate: true, system: false } }];
    await trial.arrive(trial.item, "5箱");
    await trial.arrive(trial.other, "90");
  }, 120_000);
  afterAll(() => trial.market.close());

  function randomBill(): Draft {
    const lines = Array.from({ length: whole(chance, 1, 3) }, () => {
      const item = whole(chance, 0, 2) === 0 ? trial.other : trial.item;
      const box = whole(chance, 0, 5) === 0;
      const quantity = box ? "1箱" : String(whole(chance, 1, 9));
      const measured = measure(item, quantity);
      if (!measured.ok) throw new Error(measured.message);
      const lump = whole(chance, 0, 6) === 0 ? measured.quantity * whole(chance, 3_00, 9_00) + whole(chance, 0, 99) : undefined;
      const asked = { price: whole(chance, 1_00, 30_00), per: (box ? "box" : item.unit) as "box", potPrice: item.potExtra && whole(chance, 0, 1) === 0 ? 4_50 : null, lump: lump ?? null };
      if (box) asked.price *= 12;
      const priced = priceLine(item, measured.quantity, asked);
      if (!priced.ok) throw new Error("a price of the test cannot be reckoned");
      return { itemId: item.id, quantity, price: asked.price, per: asked.per, total: priced.total, ...(asked.potPrice === null ? {} : { potPrice: asked.potPrice }), ...(lump === undefined ? {} : { lump }) };
    });
    const total = lines.reduce((sum, line) => sum + line.total, 0);
    const customer = whole(chance, 0, 2) === 0 ? null : customers[whole(chance, 0, customers.length - 1)]!.id;
    const paid = customer === null ? total : [0, Math.floor(total / 2), total][whole(chance, 0, 2)]!;
    const payments = paid === 0 ? [] : paid > 1_00 && whole(chance, 0, 3) === 0 ? [{ method: "cash" as const, amount: paid - 50 }, { method: "allowance" as const, amount: 50 }] : [{ method: whole(chance, 0, 1) === 0 ? "cash" as const : "wechat" as const, amount: paid }];
    return trial.bill(lines, { customerId: customer, payments, countUp: whole(chance, 0, 9) === 0 ? "多点出来的" : null });
  }

  /** Sends a batch as a telephone does that lost the answer now and then: the same bills again, sometimes from both hands at once. */
  async function send(bills: readonly Draft[], hand: Call): Promise<void> {
    const again = whole(chance, 0, 2) === 0;
    const rounds = await Promise.all([trial.sync(bills, hand), ...(again ? [trial.sync(bills, hand)] : [])]);
    if (whole(chance, 0, 3) === 0) rounds.push(await trial.sync(bills, hand));
    for (const answers of rounds) {
      for (const answer of answers) {
        if (answer.outcome === "booked") {
          expect(booked.has(answer.id), `bill ${answer.id} booked twice`).toBe(false);
          booked.set(answer.id, answer.bill!.total);
        }
        if (answer.outcome === "repeated") expect(answer.bill!.total).toBe(bills.find((bill) => bill.id === answer.id)!.total);
      }
    }
  }

  async function changeSomething(hand: Call): Promise<void> {
    const { runtime } = trial.market;
    const { bills } = await runtime.call(actions.bills, { stallId: trial.place.id, limit: 50 }, trial.keeper.call);
    const open = bills.filter((bill) => bill.state === "open" && bill.totalNow > 0);
    const row = open[whole(chance, 0, Math.max(0, open.length - 1))];
    const what = whole(chance, 0, 4);
    if (what === 0) await trial.arrive(whole(chance, 0, 1) === 0 ? trial.item : trial.other, "2箱");
    else if (what === 1) {
      const customer = customers[whole(chance, 0, customers.length - 1)]!;
      await runtime.call(actions.takePayment, { paymentId: randomUUID(), customerId: customer.id, payments: [{ method: "cash", amount: whole(chance, 1_00, 200_00) }] }, hand);
    } else if (row !== undefined) {
      const bill = await runtime.call(actions.bill, { billId: row.id }, hand);
      const changeId = randomUUID();
      if (what === 2) await runtime.call(actions.voidBill, { billId: row.id, changeId, reason: "开错了" }, trial.keeper.call);
      else await comesBack(bill, changeId, chance, hand);
    }
  }

  async function comesBack(bill: Awaited<ReturnType<typeof read>>, changeId: string, from: () => number, hand: Call): Promise<void> {
    const line = bill.lines.find((one) => one.quantityNow > 0)!;
    const quantity = whole(from, 1, line.quantityNow);
    const input = { billId: bill.id, changeId, reason: "退货", goods: whole(from, 0, 1) === 0 ? "returned" as const : "written_off" as const, lines: [{ n: line.n, quantity }] };
    const { runtime } = trial.market;
    // A walk-in gets his money at once; how much that is, the market says when it is asked with too little.
    const amount = bill.customerId !== null ? 0 : await runtime.call(actions.returnGoods, { ...input, refunds: [] }, hand).then(() => 0, (error: { detail?: { due?: number } }) => error.detail?.due ?? 0);
    const give = () => runtime.call(actions.returnGoods, { ...input, refunds: amount === 0 ? [] : [{ method: "cash", amount }] }, hand).catch((error: { code: string }) => error.code);
    await Promise.all([give(), give()]);
  }
  const read = (id: string) => trial.market.runtime.call(actions.bill, { billId: id }, trial.keeper.call);

  async function check(): Promise<void> {
    const { pool } = trial.market.database;
    const one = async (text: string): Promise<number> => Number(Object.values((await pool.query(text)).rows[0] as Record<string, unknown>)[0]);
    const bills = await one("select count(*) from stall.bill");
    expect(bills).toBe(booked.size);
    expect(await one("select coalesce(sum(total), 0) from stall.bill")).toBe([...booked.values()].reduce((sum, total) => sum + total, 0));
    expect(await one("select max(seq) from stall.bill")).toBe(bills);
    // Bills = lines = sales that stand = what the ledger says customers owe and have paid = what left the lots.
    const now = await one("select coalesce(sum(total_now), 0) from stall.bill");
    expect(await one("select coalesce(sum(total_now), 0) from stall.line")).toBe(now);
    expect(await one("select coalesce(sum(gross), 0) from settlement.sale s where not exists (select from settlement.reversal r where r.sale_id = s.id and r.state = 'confirmed')")).toBe(now);
    expect(await one("select count(*) from stall.bill b where paid <> (select coalesce(sum(amount), 0) from stall.payment p where p.bill_id = b.id)")).toBe(0);
    const left = await one("select coalesce(sum(quantity_now), 0) from stall.line");
    expect(await one("select coalesce(sum(quantity), 0) from stall.line_sale where reversal_id is null")).toBe(left);
    expect(await one("select coalesce(sum(case kind when 'direct_sale' then quantity when 'return_in' then -quantity else 0 end), 0) from kernel.lot_movement")).toBe(left);
    const book = await trial.market.runtime.call(actions.creditBook, { stallId: trial.place.id }, trial.keeper.call);
    for (const row of book.rows) {
      expect(row.upTo7 + row.upTo30 + row.upTo60 + row.older - row.credit, `ages of ${row.nickname}`).toBe(row.balance);
      expect(row.limit - row.free).toBe(Math.max(0, row.balance));
    }
    const walkIn = await one("select coalesce(sum(amount), 0) from kernel.posting p join kernel.ledger_account a on a.id = p.ledger_account_id where a.code = 'direct_owed' and a.party_id = (select party_id from stall.walk_in)");
    expect(walkIn).toBe(0);
    const { total, unbalancedSets } = await trial.market.runtime.call(ledger.actions.balances, {}, AS_SYSTEM);
    expect({ total, unbalancedSets }).toEqual({ total: 0, unbalancedSets: 0 });
    const till = await trial.market.runtime.call(actions.till, { stallId: trial.place.id }, trial.keeper.call);
    expect(till.sold - till.returned).toBe(now);
    expect(till.lines.reduce((sum, line) => sum + line.expected, 0)).toBe(now - book.total);
  }

  test("bills, ledger, stock and till agree after every round", async () => {
    for (let round = 0; round < ROUNDS; round++) {
      trial.clock.now = new Date(trial.clock.now.getTime() + 60_000);
      await Promise.all(hands.map((hand) => send(Array.from({ length: whole(chance, 1, 3) }, randomBill), hand)));
      if (round % 2 === 0) await Promise.all(hands.map((hand) => changeSomething(hand).catch((error: { code?: string }) => { if (error.code === undefined) throw error; })));
      if (round % 8 === 7) await check();
    }
    await check();
    expect(booked.size).toBeGreaterThan(ROUNDS);
  });

  test("the day closes without a difference", async () => {
    const { runtime } = trial.market;
    const businessDate = "2026-12-01";
    trial.clock.now = new Date("2026-12-02T02:00:00Z");
    await runtime.call(settlement.actions.closeDay, { businessDate }, AS_SYSTEM);
    for (let state = "closing"; state === "closing"; ) ({ state } = await runtime.call(settlement.actions.closeStep, { businessDate }, AS_SYSTEM));
    expect(await runtime.call(settlement.actions.dayOverview, { businessDate }, AS_SYSTEM)).toMatchObject({ balanced: true, differences: 0 });
  });
});
