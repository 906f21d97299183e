import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { eventOfArray, type EventArray } from "../../engines/clock/event-codec.ts";
import { EVENT_FIELDS, type SessionEvent } from "../../engines/clock/events.ts";
import { verifyJournal } from "../../engines/clock/verify.ts";
import { ledger } from "../../kernel/ledger/contract.ts";
import { lots } from "../../kernel/lots/contract.ts";
import { AS_SYSTEM } from "../../kernel/machinery/runtime.ts";
import { settlement } from "../settlement/contract.ts";
import type { Person } from "../../../tests/market.ts";
import { clock } from "./contract.ts";
import { Hall, type Hosted } from "./hall.ts";
import { open, openTrial, plan, sit, type Trial } from "./trial.ts";

const YUAN = 100;
const CRASHES = 60;
const BUYERS = 6;
const LOTS = 24;
const POTS = 120;
const LIMIT = 4_000 * YUAN;
const SHORT_LEASE_MS = 60;
const SEED = Number(process.env["HUALIAN_SEED"] ?? 20261122);

/** A small generator of numbers in [0, 1), so that a failure can be run again by its seed (mulberry32). */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

describe(`the host dies ${CRASHES} times in one session (seed ${SEED})`, () => {
  let trial: Trial;
  let sessionId: string;
  let hall: Hall;
  const buyers: Person[] = [];
  const lotIds: string[] = [];
  const random = chance(SEED);
  /** Presses whose answer the buyer has seen, and everything anybody has been told. */
  const acknowledged: { pressId: number; answer: number }[] = [];
  const told: SessionEvent[] = [];
  let unanswered = 0;

  beforeAll(async () => {
    console.log(`seed ${SEED}`);
    trial = await openTrial();
    hall = trial.hall;
    for (let n = 0; n < BUYERS; n++) buyers.push(await trial.market.person(`采购商 ${n}`, ["buyer"], LIMIT));
    sessionId = await plan(trial, [{ name: "1 号钟", graceMs: 200 }, { name: "2 号钟", graceMs: 200, holdMs: 100 }]);
    for (let n = 0; n < LOTS; n++) {
      const lotId = await trial.lot("红掌", POTS);
      lotIds.push(lotId);
      await trial.market.runtime.call(clock.actions.queueLot, { sessionId, clock: n % 2, lotId, startPrice: 12 * YUAN, stepValue: 20, floorPrice: 6 * YUAN }, trial.auctioneer.call);
    }
    await open(trial, sessionId);
    for (const buyer of buyers) await sit(trial, sessionId, buyer);
    for (const index of [0, 1]) await trial.market.runtime.call(clock.actions.startClock, { sessionId, clock: index, reason: "开钟" }, trial.auctioneer.call);
    await trial.hall.settled();
    hall.listen(sessionId, { group: (sealed) => void told.push(...sealed.events) });
  });
  afterAll(() => trial.close());

  /** A new host on the same database, once the dead one's lease has run out. */
  async function takeOver(): Promise<Hosted> {
    hall = new Hall();
    hall.serve(trial.market.modules.find((module) => module.contract.module === "clock")!);
    hall.listen(sessionId, { group: (sealed) => void told.push(...sealed.events) });
    await hall.attach({ runtime: trial.market.runtime, pool: trial.market.database.pool, clock: trial.time, leaseMs: SHORT_LEASE_MS, background: false });
    for (;;) {
      const hosted = hall.hosted(sessionId);
      if (hosted !== undefined) return hosted;
      await new Promise((resolve) => setTimeout(resolve, 10));
      await hall.tend();
    }
  }

  let pressId = 1;
  function pressSomething({ host, stage }: Hosted): void {
    const on = stage.clocks[Math.floor(random() * 2)]!.programme;
    if (on === null) return;
    const id = pressId++;
    const buyer = Math.floor(random() * BUYERS);
    const tau = Math.max(0, Math.floor(host.time - on.t0) - Math.floor(random() * 60));
    host.submit({ kind: "press", clock: on.clock, lot: on.lot, run: on.run, buyer, tau, quantity: 1 + Math.floor(random() * 40), delay: 20, pressId: id })
      .then(({ answer }) => acknowledged.push({ pressId: id, answer }), () => (unanswered += 1));
  }

  test("whatever the moment, another host takes over and goes on", async () => {
    let hosted = hall.hosted(sessionId)!;
    for (let crash = 0; crash < CRASHES; crash++) {
      const acts = 2 + Math.floor(random() * 12);
      for (let n = 0; n < acts; n++) {
        trial.time.advance(trial.time.now() + Math.floor(random() * 500));
        pressSomething(hosted);
        if (random() < 0.5) pressSomething(hosted);
        // Sometimes the answer is waited for, sometimes the next act comes before the commit.
        if (random() < 0.6) await hosted.host.idle();
        else if (random() < 0.5) await new Promise((resolve) => setImmediate(resolve));
      }
      hall.abandon();
      hosted = await takeOver();
    }
    expect(acknowledged.length).toBeGreaterThan(CRASHES);
    console.log(`${acknowledged.length} answered, ${unanswered} never answered`);
  });

  test("the session is closed; its journal verifies and holds every answer and every word that left a host", async () => {
    const { host } = hall.hosted(sessionId)!;
    await host.idle();
    for (const index of [0, 1]) await host.submit({ kind: "pause", clock: index, actor: "陈拍卖", reason: "收场前" });
    trial.time.advance(trial.time.now() + 1_000);
    expect(await host.submit({ kind: "close", actor: "陈拍卖", reason: "收场" })).toMatchObject({ answer: 0 });
    await hall.settled();
    const { lines, digest } = await trial.market.runtime.call(clock.actions.journal, { sessionId, limit: 5_000 }, AS_SYSTEM);
    const verified = verifyJournal(lines, { digest });
    expect(verified).toMatchObject({ ok: true, closed: true });
    const inputs = lines.slice(1).flatMap((line) => (JSON.parse(line) as { inputs: unknown[][] }).inputs);
    const journalled = new Set(inputs.filter((input) => input[0] === 6).map((input) => input[9]));
    expect(acknowledged.filter((press) => !journalled.has(press.pressId))).toEqual([]);
    // Virtual time runs on while a real commit is under way; one that takes a second of it makes the host start runs anew too, for a reason of its own.
    const reruns = inputs.filter((input) => input[0] === 15).map((input) => input[3]);
    expect(reruns.filter((reason) => reason === "host_was_restarted").length).toBe(CRASHES);
    expect(reruns.filter((reason) => reason !== "host_was_restarted" && reason !== "journal_was_away")).toEqual([]);
    // Each group was told by the host that wrote it, and by no other.
    const awards = told.filter((event) => event.kind === "awarded");
    expect(new Set(awards.map((award) => `${award.lot}:${award.run}`)).size).toBe(awards.length);
  });

  test("no lot was sold twice, nobody owes more than his limit, the books equal the journal to the fen", async () => {
    const { runtime, database } = trial.market;
    const awarded = await database.pool.query<{ entry_id: string; sale_id: string; price: number; quantity: number; party_id: string }>("select entry_id, sale_id, price, quantity, party_id from clock.award where session_id = $1", [sessionId]);
    const { lines } = await runtime.call(clock.actions.journal, { sessionId, limit: 5_000 }, AS_SYSTEM);
    const decided = lines.slice(1).flatMap((line) => (JSON.parse(line) as { events: unknown[][] }).events).filter((event) => event[0] === 9);
    expect(awarded.rows.length).toBe(decided.length);
    expect(awarded.rows.every((row) => row.sale_id !== null)).toBe(true);
    const { sales } = await runtime.call(settlement.actions.sales, { businessDate: "2026-11-22", limit: 10_000 }, AS_SYSTEM);
    expect(sales.length).toBe(decided.length);
    for (const lotId of lotIds) {
      const lot = await runtime.call(lots.actions.get, { lotId }, AS_SYSTEM);
      const sold = sales.filter((sale) => sale.lotId === lotId).reduce((sum, sale) => sum + sale.quantity, 0);
      expect(lot).toMatchObject({ held: 0, onHand: POTS - sold });
    }
    for (const buyer of buyers) {
      const bought = sales.filter((sale) => sale.buyerId === buyer.partyId).reduce((sum, sale) => sum + sale.gross, 0);
      expect(bought).toBeLessThanOrEqual(LIMIT);
      expect(await runtime.call(ledger.actions.credit, { partyId: buyer.partyId, currency: "CNY" }, AS_SYSTEM)).toMatchObject({ held: 0, used: bought, free: LIMIT - bought });
    }
    expect(await runtime.call(ledger.actions.balances, {}, AS_SYSTEM)).toMatchObject({ total: 0, unbalancedSets: 0 });
  });

  test("a journal that was touched is refused at the line that was touched", async () => {
    const { lines, digest } = await trial.market.runtime.call(clock.actions.journal, { sessionId, limit: 5_000 }, AS_SYSTEM);
    const awardIn = (line: string) => (JSON.parse(line) as { events?: EventArray[] }).events?.find((event) => eventOfArray(event).kind === "awarded");
    const at = lines.findIndex((line) => awardIn(line) !== undefined);
    // In a line an event stands as its code, its time and its fields.
    const PRICE = 2 + EVENT_FIELDS.awarded.indexOf("price");
    const award = awardIn(lines[at]!)!;
    const touched = lines.with(at, lines[at]!.replace(JSON.stringify(award), JSON.stringify(award.with(PRICE, Number(award[PRICE]) - 1))));
    expect(touched[at]).not.toBe(lines[at]);
    expect(verifyJournal(touched, { digest })).toMatchObject({ ok: false, difference: { line: at + 1, what: "awarded.price" } });
  });
});
