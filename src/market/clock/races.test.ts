import pg from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { ledger } from "../../kernel/ledger/contract.ts";
import { lots } from "../../kernel/lots/contract.ts";
import { AS_SYSTEM } from "../../kernel/machinery/runtime.ts";
import type { Person } from "../../../tests/market.ts";
import { clock } from "./contract.ts";
import { open, openTrial, plan, sit, type Trial } from "./trial.ts";

const YUAN = 100;
const CREDIT = 5_000 * YUAN;
const PRICES = { startPrice: 30 * YUAN, stepValue: 20, floorPrice: 5 * YUAN };

describe("two people at the same thing at the same moment", () => {
  let trial: Trial;
  let li: Person;
  let lotId: string;
  let sessionId: string;
  let holder: pg.Client;
  const call: Trial["market"]["runtime"]["call"] = (...args) => trial.market.runtime.call(...args);
  const correct = (quantity: number) => call(clock.actions.correctEntry, { sessionId, lotId, quantity, reason: "重新点数" }, trial.auctioneer.call);
  const lotNow = () => call(lots.actions.get, { lotId }, AS_SYSTEM);
  const creditOf = (buyer: Person) => call(ledger.actions.credit, { partyId: buyer.partyId, currency: "CNY" }, AS_SYSTEM);
  const entry = async () => (await trial.market.database.pool.query<{ id: string; quantity: number; status: string }>("select id, quantity, status from clock.queue where session_id = $1", [sessionId])).rows[0]!;

  beforeAll(async () => {
    trial = await openTrial();
    li = await trial.market.person("李采购", ["buyer"], CREDIT);
    holder = new pg.Client({ connectionString: trial.market.databaseUrl });
    await holder.connect();
  });
  afterAll(async () => {
    await holder.end();
    await trial.close();
  });

  const begin = async () => {
    lotId = await trial.lot("蝴蝶兰", 100);
    sessionId = await plan(trial);
    await call(clock.actions.queueLot, { sessionId, clock: 0, lotId, ...PRICES }, trial.auctioneer.call);
  };
  /** Ends what a test has opened, so that the next finds the hall empty and the credit free. */
  afterEach(async () => {
    await trial.hall.tend();
    if (trial.hall.hosted(sessionId) !== undefined) {
      await trial.hall.settled();
      await call(clock.actions.closeSession, { sessionId, reason: "收场" }, trial.auctioneer.call).catch(() => {});
    }
    await trial.hall.settled();
  });

  /** Keeps others waiting at a place until the first stands there, lets `meanwhile` begin, and opens again. */
  async function whileHeld(lock: string, values: unknown[], first: () => Promise<unknown>, meanwhile: () => Promise<unknown>): Promise<void> {
    await holder.query("begin");
    await holder.query(lock, values);
    const one = first().catch((error: unknown) => error);
    await waitsFor(1);
    const other = meanwhile().catch((error: unknown) => error);
    // Either the second is through by now, or it stands and waits as it should.
    await Promise.race([other, waitsFor(2)]);
    await holder.query("commit");
    await Promise.all([one, other]);
  }
  async function waitsFor(count: number): Promise<void> {
    const { database } = trial.market;
    for (let tries = 0; tries < 500; tries++) {
      const { rows } = await database.pool.query<{ n: number }>("select count(*) as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'");
      if (rows[0]!.n >= count) return;
      await new Promise((wake) => setTimeout(wake, 10));
    }
  }

  test("two corrections of one entry: what is held on the lot is what stands in the queue", async () => {
    await begin();
    await Promise.all([correct(50), correct(60), correct(70)]);
    expect((await lotNow()).held).toBe((await entry()).quantity);
  });

  test("two corrections within one commit of the clock free all that they took off", async () => {
    await begin();
    await open(trial, sessionId);
    const { host } = trial.hosted(sessionId);
    const lot = host.state.lots.byId.get((await entry()).id)!;
    const told = [80, 60].map((quantity) => host.submit({ kind: "correct", lot, change: { quantity }, actor: "陈拍卖", reason: "重新点数" }));
    expect(new Set((await Promise.all(told)).map(({ n, answer }) => `${n}:${answer}`)).size).toBe(1);
    await trial.hall.settled();
    expect((await entry()).quantity).toBe(60);
    expect(await lotNow()).toMatchObject({ onHand: 100, held: 60 });
  });

  test("a lot taken off while the session opens is either on the clock or free, never both", async () => {
    await begin();
    await whileHeld(
      "select 1 from kernel.lot where id = $1 for update", [lotId],
      () => call(clock.actions.dequeue, { sessionId, lotId, reason: "货不对" }, trial.auctioneer.call),
      () => open(trial, sessionId),
    );
    await trial.hall.tend();
    await trial.hall.settled();
    const { id, status } = await entry();
    expect({ onClock: trial.hosted(sessionId).host.state.lots.byId.has(id), held: (await lotNow()).held, status }).toEqual({ onClock: false, held: 0, status: "dequeued" });
  });

  test("a seat taken while the session closes gives its credit back", async () => {
    await begin();
    await open(trial, sessionId);
    await whileHeld(
      "select pg_advisory_xact_lock(hashtextextended($1, 0))", [`clock.seat:${sessionId}`],
      () => call(clock.actions.joinSession, { sessionId, workplaceId: null }, li.call),
      async () => {
        await call(clock.actions.closeSession, { sessionId, reason: "收场" }, trial.auctioneer.call);
        await trial.hall.settled();
      },
    );
    await trial.hall.settled();
    expect(await creditOf(li)).toMatchObject({ held: 0, free: CREDIT });
  });

  test("credit that becomes free while the session closes is not held for a seat that has been given up", async () => {
    await begin();
    await open(trial, sessionId);
    await sit(trial, sessionId, li);
    const more = CREDIT + 1_000 * YUAN;
    await call(ledger.actions.setLimit, { partyId: li.partyId, currency: "CNY", limit: more, causeId: "more" }, AS_SYSTEM);
    await whileHeld(
      "select 1 from kernel.credit_line where party_id = $1 for update", [li.partyId],
      () => trial.market.runtime.settle(),
      async () => {
        await call(clock.actions.closeSession, { sessionId, reason: "收场" }, trial.auctioneer.call);
        await trial.hall.settled();
      },
    );
    await trial.hall.settled();
    await trial.market.runtime.settle();
    expect(await creditOf(li)).toMatchObject({ held: 0, free: more });
    await call(ledger.actions.setLimit, { partyId: li.partyId, currency: "CNY", limit: CREDIT, causeId: "as before" }, AS_SYSTEM);
  });

  test("a daily limit holds for a buyer who sits down in two sessions at once", async () => {
    await begin();
    const first = sessionId;
    await begin();
    await open(trial, first);
    await open(trial, sessionId);
    await call(clock.actions.setDailyLimit, { dailyLimit: 1_000 * YUAN }, li.call);
    await Promise.allSettled([first, sessionId].map((one) => call(clock.actions.joinSession, { sessionId: one, workplaceId: null }, li.call)));
    expect((await creditOf(li)).held).toBe(1_000 * YUAN);
    await call(clock.actions.closeSession, { sessionId: first, reason: "收场" }, trial.auctioneer.call);
  });

  test("a workplace's daily limit holds over two sessions that run at once, also when it is changed", async () => {
    await begin();
    const first = sessionId;
    await begin();
    await open(trial, first);
    await open(trial, sessionId);
    await call(clock.actions.setDailyLimit, { dailyLimit: null }, li.call);
    const place = { name: "东柜台", dailyLimit: 300 * YUAN };
    const { id } = await call(clock.actions.saveWorkplace, place, li.call);
    const join = (one: string) => call(clock.actions.joinSession, { sessionId: one, workplaceId: id }, li.call);
    const allowed = async () => (await trial.market.database.pool.query<{ sum: number }>("select coalesce(sum(allowance), 0)::bigint as sum from clock.seat where workplace_id = $1", [id])).rows[0]!.sum;
    await join(first);
    // The firm itself has credit for the second session; the counter has spent what it may.
    await call(ledger.actions.setLimit, { partyId: li.partyId, currency: "CNY", limit: 2 * CREDIT, causeId: "for two" }, AS_SYSTEM);
    await expect(join(sessionId)).rejects.toMatchObject({ code: "daily_limit_used" });
    expect(await allowed()).toBe(300 * YUAN);
    await call(clock.actions.saveWorkplace, { ...place, workplaceId: id, dailyLimit: 200 * YUAN }, li.call);
    expect(await allowed()).toBe(200 * YUAN);
    await call(clock.actions.closeSession, { sessionId: first, reason: "收场" }, trial.auctioneer.call);
  });
});

describe("a press that would poison the books", () => {
  let trial: Trial;
  let li: Person;
  let sessionId: string;
  let buyer: number;
  let zhao: Person;
  let late: number;
  const call: Trial["market"]["runtime"]["call"] = (...args) => trial.market.runtime.call(...args);

  beforeAll(async () => {
    trial = await openTrial();
    li = await trial.market.person("李采购", ["buyer"], CREDIT);
    sessionId = await plan(trial);
    const lotId = await trial.lot("蝴蝶兰", 100);
    await call(clock.actions.queueLot, { sessionId, clock: 0, lotId, ...PRICES }, trial.auctioneer.call);
    await open(trial, sessionId);
    buyer = await sit(trial, sessionId, li);
    zhao = await trial.market.person("赵采购", ["buyer"], CREDIT);
    late = await sit(trial, sessionId, zhao);
    await call(clock.actions.startClock, { sessionId, clock: 0, reason: "开钟" }, trial.auctioneer.call);
    await trial.hall.settled();
  });
  afterAll(() => trial.close());

  const on = () => trial.hosted(sessionId).stage.clocks[0]!.programme!;
  const press = (more: { run: number; tau: number; quantity: number; pressId: number; buyer?: number }) =>
    trial.hosted(sessionId).host.submit({ kind: "press", clock: 0, lot: on().lot, buyer, delay: 0, ...more });
  const booked = async (pressId: number, who = li) => (await call(clock.actions.presses, { sessionId }, who.call)).presses.find((one) => one.pressId === pressId);

  test("a nonsensical press under the id of a good one is not taken for it: the receipt is that of the good one", async () => {
    const { t0, run, stepMs } = on();
    await trial.pass(t0 + 3 * stepMs - trial.hosted(sessionId).host.time);
    const told = [press({ run, tau: 60, quantity: Number.MAX_SAFE_INTEGER, pressId: 1 }), press({ run, tau: 60, quantity: 10, pressId: 1 })];
    const acks = await Promise.all(told);
    expect(acks.map(({ answer }) => answer === 0)).toEqual([false, true]);
    expect(acks[0]!.n).toBe(acks[1]!.n);
    await trial.pass(400);
    expect(await booked(1)).toMatchObject({ outcome: "won", quantity: 10 });
    const { rows } = await trial.market.database.pool.query<{ i: number }>("select i from clock.press where session_id = $1 and press_id = 1", [sessionId]);
    expect(rows[0]!.i).toBe(acks[1]!.index);
  });

  test("nor does it stand in the books of one that came too late, which have no room for its figures", { timeout: 15_000 }, async () => {
    expect(on().run).toBe(1);
    const nonsense = [{ tau: 60, quantity: Number.MAX_SAFE_INTEGER }, { tau: Number.MAX_SAFE_INTEGER, quantity: 1 }, { tau: 60, quantity: -3 }];
    const told = [...nonsense, { tau: 60, quantity: 3 }].map((one) => press({ run: 0, pressId: 2, buyer: late, ...one }));
    await Promise.all(told);
    await trial.hall.settled();
    expect(await booked(2, zhao)).toMatchObject({ outcome: "too_late", quantity: 3, tau: 60 });
  });
});
