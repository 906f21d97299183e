import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { verifyJournal } from "../../engines/clock/verify.ts";
import { ledger } from "../../kernel/ledger/contract.ts";
import { lots } from "../../kernel/lots/contract.ts";
import { AS_SYSTEM } from "../../kernel/machinery/runtime.ts";
import { settlement } from "../settlement/contract.ts";
import type { Person } from "../../../tests/market.ts";
import { clock } from "./contract.ts";
import { nativeSha256 } from "./hall.ts";
import { open, openTrial, plan, sit, type Trial } from "./trial.ts";

const YUAN = 100;

describe("a morning at the clock", () => {
  let trial: Trial;
  let li: Person;
  let zhao: Person;
  let sessionId: string;
  let orchid: string;
  let anthurium: string;
  let nobodys: string;
  const call: Trial["market"]["runtime"]["call"] = (...args) => trial.market.runtime.call(...args);

  beforeAll(async () => {
    trial = await openTrial();
    li = await trial.market.person("李采购", ["buyer"], 5_000 * YUAN);
    zhao = await trial.market.person("赵采购", ["buyer"], 600 * YUAN);
    orchid = await trial.lot("蝴蝶兰", 100, { floor: 10 * YUAN });
    anthurium = await trial.lot("红掌", 40, { floor: 8 * YUAN });
    nobodys = await trial.lot("过季菊花", 30, { floor: 3 * YUAN });
  });
  afterAll(() => trial.close());

  const queue = (lotId: string, more: { startPrice?: number; quantity?: number; minPress?: number } = {}) =>
    call(clock.actions.queueLot, { sessionId, clock: 0, lotId, startPrice: 30 * YUAN, stepValue: 20, ...more }, trial.auctioneer.call);
  const lotNow = (lotId: string) => call(lots.actions.get, { lotId }, AS_SYSTEM);

  test("the auctioneer plans; the seed's commitment is public, the seed is not", async () => {
    sessionId = await plan(trial);
    const session = await call(clock.actions.session, { sessionId }, trial.auctioneer.call);
    expect(session).toMatchObject({ status: "planned", seed: null, digest: null, can: ["queueLot", "openSession", "cancelSession"] });
    expect(session.commitment).toMatch(/^[0-9a-f]{64}$/);
  });

  test("queueing a lot holds its stock, and says where the start price came from", async () => {
    const { entry, proposal } = await queue(orchid);
    expect(entry).toMatchObject({ status: "queued", quantity: 100, remaining: 100, floorPrice: 10 * YUAN, grower: "王桂兰" });
    expect(proposal).toMatchObject({ basis: "floor", startPrice: 30 * YUAN, median: null });
    expect(await lotNow(orchid)).toMatchObject({ held: 100, status: "offered" });
    await expect(queue(orchid)).rejects.toMatchObject({ code: "nothing_free" });
    await queue(anthurium);
    await queue(nobodys, { startPrice: 5 * YUAN });
  });

  test("the session opens, buyers take seats, and their credit is held for it", async () => {
    await open(trial, sessionId);
    await sit(trial, sessionId, li);
    await sit(trial, sessionId, zhao);
    const { seats } = await call(clock.actions.seats, { sessionId }, zhao.call);
    expect(seats).toMatchObject([{ no: 2, allowance: 600 * YUAN, used: 0, free: 600 * YUAN, seated: true }]);
    expect(await call(ledger.actions.credit, { partyId: zhao.partyId, currency: "CNY" }, AS_SYSTEM)).toMatchObject({ held: 600 * YUAN, free: 0 });
  });

  test("the clock starts in drawn order and runs down until somebody presses", async () => {
    await call(clock.actions.startClock, { sessionId, clock: 0, reason: "开钟" }, trial.auctioneer.call);
    await trial.pass(0);
    const { entries } = await call(clock.actions.queue, { sessionId }, li.call);
    expect(entries.map((entry) => entry.place)).toEqual([1, 2, 3]);
    expect(entries[0]!.status).toBe("running");
  });

  test("every lot is pressed or passes; the earlier step on the screen wins, not the earlier arrival", async () => {
    const { host, stage } = trial.hosted(sessionId);
    const seatOf = async (buyer: Person) => host.state.buyers.byId.get((await call(clock.actions.seats, { sessionId }, buyer.call)).seats[0]!.seatId)!;
    const [liSeat, zhaoSeat] = [await seatOf(li), await seatOf(zhao)];
    let pressId = 1_000;
    for (let guard = 0; guard < 100 && stage.clocks[0]!.phase === "running"; guard++) {
      const on = stage.clocks[0]!.programme!;
      const entry = (await call(clock.actions.queue, { sessionId, limit: 1 }, li.call)).entries[0]!;
      if (entry.lotId === nobodys) {
        await trial.pass(on.t0 + (on.lastStep + 1) * on.stepMs + 300 - host.time);
        continue;
      }
      const tau = Math.floor(on.lastStep / 2) * on.stepMs;
      await trial.pass(on.t0 + tau + 40 - host.time);
      const base = { kind: "press", clock: 0, lot: on.lot, run: on.run } as const;
      const first = host.submit({ ...base, buyer: liSeat, tau: tau + 38, delay: 2, quantity: 1_000, pressId: pressId++ });
      await trial.pass(60);
      // Zhao pressed 38 ms before Li, on a slower line.
      const second = host.submit({ ...base, buyer: zhaoSeat, tau, delay: 90, quantity: 15, pressId: pressId++ });
      await trial.pass(1_000);
      expect((await first).answer).toBe(0);
      await second;
    }
    expect(stage.clocks[0]!.phase).toBe("finished");
  });

  test("awards stand in stock, credit and ledger; the unsold lot is free for its next channel", async () => {
    await trial.hall.settled();
    const { sales } = await call(settlement.actions.sales, { businessDate: "2026-11-22" }, AS_SYSTEM);
    const { wins, value } = await call(clock.actions.wins, { sessionId }, zhao.call);
    expect(wins.length).toBeGreaterThan(0);
    expect(wins.every((win) => win.saleId !== null && win.problem === null)).toBe(true);
    expect(value).toBeLessThanOrEqual(600 * YUAN);
    expect(sales.reduce((sum, sale) => sum + sale.quantity, 0)).toBe(140);
    expect(await lotNow(orchid)).toMatchObject({ onHand: 0, held: 0, status: "closed" });
    expect(await lotNow(nobodys)).toMatchObject({ onHand: 30, held: 0, status: "received" });
    const passed = (await call(clock.actions.queue, { sessionId }, trial.grower.call)).entries.find((entry) => entry.lotId === nobodys);
    expect(passed).toMatchObject({ status: "passed", passReason: "floor_reached", nextChannel: "direct_stock" });
  });

  test("a loser is told by how much", async () => {
    const { presses } = await call(clock.actions.presses, { sessionId }, li.call);
    expect(presses.some((press) => press.outcome === "lost" && press.beatenByMs === 38)).toBe(true);
  });

  test("the session closes: the rest of the credit is free, the digest and the seed are public, the journal verifies", async () => {
    await call(clock.actions.closeSession, { sessionId }, trial.auctioneer.call);
    await trial.hall.settled();
    const session = await call(clock.actions.session, { sessionId }, li.call);
    expect(session).toMatchObject({ status: "closed", problems: 0 });
    expect(nativeSha256(session.seed!)).toBe(session.commitment);
    const spent = (await call(clock.actions.wins, { sessionId }, zhao.call)).value;
    expect(await call(ledger.actions.credit, { partyId: zhao.partyId, currency: "CNY" }, AS_SYSTEM)).toMatchObject({ held: 0, used: spent, free: 600 * YUAN - spent });
    const { lines, next, digest } = await call(clock.actions.journal, { sessionId, limit: 5_000 }, li.call);
    expect(next).toBeNull();
    expect(verifyJournal(lines, { digest: session.digest! })).toMatchObject({ ok: true, closed: true, digest });
    expect(await call(ledger.actions.balances, {}, AS_SYSTEM)).toMatchObject({ total: 0, unbalancedSets: 0 });
  });
});
