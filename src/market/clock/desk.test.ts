import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { drawOrder } from "../../engines/clock/draw.ts";
import { files } from "../../kernel/files/contract.ts";
import { lots } from "../../kernel/lots/contract.ts";
import { AS_SYSTEM } from "../../kernel/machinery/runtime.ts";
import type { Person } from "../../../tests/market.ts";
import { clock } from "./contract.ts";
import { nativeSha256 } from "./hall.ts";
import { HostRefusal, MAX_PENDING_INPUTS } from "./host.ts";
import { open, openTrial, plan, sit, type Trial } from "./trial.ts";

const YUAN = 100;
/** The smallest picture there is: one dot. */
const DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

describe("the auctioneer's desk", () => {
  let trial: Trial;
  let li: Person;
  let sessionId: string;
  const lotIds: string[] = [];
  const call: Trial["market"]["runtime"]["call"] = (...args) => trial.market.runtime.call(...args);
  const desk = <T extends object>(more: T) => ({ sessionId, reason: "现场决定", ...more });
  const entries = async () => (await call(clock.actions.queue, { sessionId }, trial.auctioneer.call)).entries;
  const lotNow = (lotId: string) => call(lots.actions.get, { lotId }, AS_SYSTEM);
  const phase = () => trial.hosted(sessionId).stage.clocks[0]!.phase;

  beforeAll(async () => {
    trial = await openTrial();
    li = await trial.market.person("李采购", ["buyer"], 100_000 * YUAN);
    sessionId = await plan(trial, [{ name: "1 号钟" }], { showGrowers: false, anonymousWinners: false });
    const photo = await call(files.actions.keepPhoto, { base64: DOT }, AS_SYSTEM);
    for (let n = 0; n < 6; n++) {
      const lotId = await trial.lot("蝴蝶兰", 20 + n, { floor: 5 * YUAN });
      lotIds.push(lotId);
      if (n < 4) await call(lots.actions.change, { lotId, photoId: photo.id }, AS_SYSTEM);
    }
  });
  afterAll(() => trial.close());

  test("only the desk plans and queues", async () => {
    const input = { businessDate: "2026-11-22", title: "抢来的场", clocks: [{ name: "1" }] };
    await expect(call(clock.actions.planSession, input, li.call)).rejects.toMatchObject({ code: "not_allowed" });
    await expect(call(clock.actions.queueLot, { sessionId, clock: 0, lotId: lotIds[0]! }, trial.grower.call)).rejects.toMatchObject({ code: "not_allowed" });
    await expect(call(clock.actions.planSession, { ...input, businessDate: "2026-11-20" }, trial.auctioneer.call)).rejects.toMatchObject({ code: "past_day" });
    await expect(call(clock.actions.planSession, { ...input, clocks: [{ name: "1", holdMs: 401 }] }, trial.auctioneer.call)).rejects.toMatchObject({ code: "bad_input" });
  });

  test("prices that do not fit are refused by name", async () => {
    const queue = (more: object) => call(clock.actions.queueLot, { sessionId, clock: 0, lotId: lotIds[0]!, startPrice: 30 * YUAN, ...more }, trial.auctioneer.call);
    await expect(queue({ floorPrice: 4 * YUAN })).rejects.toMatchObject({ code: "below_growers_floor" });
    await expect(queue({ floorPrice: 31 * YUAN })).rejects.toMatchObject({ code: "floor_above_start" });
    await expect(queue({ startPrice: 90_000 * YUAN, stepValue: 1 })).rejects.toMatchObject({ code: "too_many_steps" });
    await expect(queue({ minPress: 21 })).rejects.toMatchObject({ code: "min_press_too_large" });
    await expect(queue({ quantity: 21 })).rejects.toMatchObject({ code: "not_enough_stock" });
    await expect(queue({ clock: 3 })).rejects.toMatchObject({ code: "unknown_clock" });
    expect(await lotNow(lotIds[0]!)).toMatchObject({ held: 0, status: "received" });
  });

  test("before the opening an entry can be corrected and taken off again, stock following", async () => {
    for (const lotId of lotIds) await call(clock.actions.queueLot, { sessionId, clock: 0, lotId, startPrice: 30 * YUAN, stepValue: 50, quantity: 20 }, trial.auctioneer.call);
    expect(await call(clock.actions.correctEntry, desk({ lotId: lotIds[5]!, quantity: 25, minPress: 5 }), trial.auctioneer.call)).toMatchObject({ quantity: 25, minPress: 5, can: ["dequeue", "correctEntry"] });
    expect((await lotNow(lotIds[5]!)).held).toBe(25);
    await call(clock.actions.dequeue, desk({ lotId: lotIds[5]! }), trial.auctioneer.call);
    expect(await lotNow(lotIds[5]!)).toMatchObject({ held: 0, status: "received" });
    expect(await entries()).toHaveLength(5);
    await call(clock.actions.queueLot, { sessionId, clock: 0, lotId: lotIds[5]!, startPrice: 30 * YUAN, stepValue: 50, quantity: 20 }, trial.auctioneer.call);
  });

  test("growers are numbers in the hall where the session hides them, and names to the desk and themselves", async () => {
    const seen = [];
    for (const who of [li, trial.grower, trial.auctioneer]) seen.push((await call(clock.actions.queue, { sessionId }, who.call)).entries[0]!.grower);
    expect(seen).toEqual(["#1", "王桂兰", "王桂兰"]);
  });

  test("on an open session a quantity only goes down, and a lot can be taken off before its run", async () => {
    await open(trial, sessionId);
    await expect(call(clock.actions.correctEntry, desk({ lotId: lotIds[4]!, quantity: 21 }), trial.auctioneer.call)).rejects.toMatchObject({ code: "only_downwards" });
    await call(clock.actions.correctEntry, desk({ lotId: lotIds[4]!, quantity: 12, startPrice: 28 * YUAN }), trial.auctioneer.call);
    await call(clock.actions.dequeue, desk({ lotId: lotIds[5]! }), trial.auctioneer.call);
    await trial.hall.settled();
    expect((await lotNow(lotIds[4]!)).held).toBe(12);
    expect((await entries()).find((entry) => entry.lotId === lotIds[4])).toMatchObject({ quantity: 12, startPrice: 28 * YUAN });
    expect(await lotNow(lotIds[5]!)).toMatchObject({ held: 0, status: "received" });
  });

  test("the order is drawn from the committed seed, lots without a photo last", async () => {
    await call(clock.actions.startClock, desk({ clock: 0 }), trial.auctioneer.call);
    await trial.hall.settled();
    await expect(call(clock.actions.startClock, desk({ clock: 0 }), trial.auctioneer.call)).rejects.toMatchObject({ code: "clock_started" });
    const placed = (await entries()).filter((entry) => entry.place !== null).toSorted((a, b) => a.place! - b.place!);
    expect(placed).toHaveLength(5);
    expect(placed.at(-1)!.lotId).toBe(lotIds[4]);
    const { rows } = await trial.market.database.pool.query<{ seed: string; commitment: string }>("select seed, commitment from clock.session where id = $1", [sessionId]);
    expect(nativeSha256(rows[0]!.seed)).toBe(rows[0]!.commitment);
    const drawn = drawOrder(nativeSha256, rows[0]!.seed, sessionId, 0, placed.map((entry) => entry.lot!).toSorted((a, b) => a - b), (lot) => placed.find((entry) => entry.lot === lot)!.photoId === null);
    expect(placed.map((entry) => entry.lot)).toEqual(drawn);
  });

  test("pause stops at the price on the screens, resume goes on from it; skip sends a lot to the end", async () => {
    const { host, stage } = trial.hosted(sessionId);
    const on = stage.clocks[0]!.programme!;
    await trial.pass(on.t0 + 10 * on.stepMs + 5 - host.time);
    await call(clock.actions.pauseClock, desk({ clock: 0 }), trial.auctioneer.call);
    expect(phase()).toBe("paused");
    await expect(call(clock.actions.pauseClock, desk({ clock: 0 }), trial.auctioneer.call)).rejects.toMatchObject({ code: "already_paused" });
    await trial.pass(60_000);
    await call(clock.actions.resumeClock, desk({ clock: 0 }), trial.auctioneer.call);
    expect(stage.clocks[0]!.programme).toMatchObject({ lot: on.lot, run: 1, startPrice: on.startPrice - 10 * on.stepValue });
    const entry = (await entries()).find((one) => one.lot === on.lot)!;
    await call(clock.actions.skipLot, desk({ lotId: entry.lotId }), trial.auctioneer.call);
    await trial.hall.settled();
    expect(stage.clocks[0]!.programme!.lot).not.toBe(on.lot);
    await expect(call(clock.actions.correctEntry, desk({ lotId: entry.lotId, quantity: 1 }), trial.auctioneer.call)).rejects.toMatchObject({ code: "run_started" });
  });

  test("a clock's settings change with the next programme", async () => {
    const { stage } = trial.hosted(sessionId);
    const before = stage.clocks[0]!.programme!;
    const settings = { name: "1 号钟", stepMs: 80, holdMs: 100, graceMs: 500 };
    await call(clock.actions.configureClock, desk({ clock: 0, settings }), trial.auctioneer.call);
    const entry = (await entries()).find((one) => one.lot === before.lot)!;
    await call(clock.actions.withdrawLot, desk({ lotId: entry.lotId, reason: "花农撤回" }), trial.auctioneer.call);
    await trial.hall.settled();
    expect(stage.clocks[0]!.programme).toMatchObject({ stepMs: 80 });
    expect((await entries()).find((one) => one.lotId === entry.lotId)).toMatchObject({ status: "withdrawn", outcomeReason: "花农撤回" });
    expect(await lotNow(entry.lotId)).toMatchObject({ held: 0, status: "received" });
  });

  test("every act stands in the record with who did it and why", async () => {
    const { interventions, total } = await call(clock.actions.interventions, { sessionId }, trial.auctioneer.call);
    expect(interventions.map(({ act }) => act)).toEqual(["correct", "withdraw", "startClock", "pause", "resume", "skip", "configure", "withdraw"]);
    expect(total).toBe(8);
    expect(interventions.every(({ actor, reason }) => actor === "陈拍卖" && reason.length > 1)).toBe(true);
    await expect(call(clock.actions.interventions, { sessionId }, li.call)).rejects.toMatchObject({ code: "not_allowed" });
  });

  test("the public wall sees the clock, the next lots and the latest awards, where the session says so with seat numbers", async () => {
    const seat = await sit(trial, sessionId, li);
    const { host, stage } = trial.hosted(sessionId);
    const on = stage.clocks[0]!.programme!;
    await trial.pass(on.t0 + 200 - host.time);
    const press = host.submit({ kind: "press", clock: 0, lot: on.lot, run: on.run, buyer: seat, tau: 190, quantity: 3, delay: 0, pressId: 5 });
    const nobody: Person["call"] = { ...li.call, actor: { accountId: null, accountName: "nobody", partyId: null, roles: [], delegate: false, system: false } };
    const held = await call(clock.actions.board, {}, nobody);
    // The stop is not shown before the window has closed.
    expect(held.clocks[0]).toMatchObject({ phase: "running", programme: { lot: on.lot, run: on.run } });
    await trial.pass(400);
    await press;
    const board = await call(clock.actions.board, {}, nobody);
    expect(board).toMatchObject({ session: { id: sessionId }, totals: { awards: 1, sold: 3 }, awards: [{ quantity: 3 }] });
    expect(board.clocks[0]!.entry).toMatchObject({ lot: on.lot, remaining: 17 });
    expect(JSON.stringify(board)).not.toContain(li.partyId);
  });

  test("the next lot of the same item is proposed a start price from what was just paid", async () => {
    await trial.market.runtime.settle();
    const next = await trial.lot("蝴蝶兰", 10);
    const proposal = await call(clock.actions.proposeStart, { lotId: next }, trial.auctioneer.call);
    expect(proposal).toMatchObject({ basis: "item_and_grade", sales: 1, units: 3 });
    expect(proposal.startPrice).toBeGreaterThan(proposal.median!);
    const planned = await plan(trial);
    const { entry } = await call(clock.actions.queueLot, { sessionId: planned, clock: 0, lotId: next }, trial.auctioneer.call);
    expect(entry).toMatchObject({ startPrice: proposal.startPrice, stepValue: proposal.stepValue, recentPrice: proposal.median });
    await call(clock.actions.cancelSession, { sessionId: planned, reason: "改期" }, trial.auctioneer.call);
    expect(await lotNow(next)).toMatchObject({ held: 0, status: "received" });
    await expect(call(clock.actions.openSession, { sessionId: planned }, trial.auctioneer.call)).rejects.toMatchObject({ code: "session_not_planned" });
  });

  test("a session does not close under a running clock; closed, what is left passes", async () => {
    await expect(call(clock.actions.closeSession, { sessionId }, trial.auctioneer.call)).rejects.toMatchObject({ code: "clocks_running" });
    await expect(call(clock.actions.journal, { sessionId }, li.call)).rejects.toMatchObject({ code: "session_not_closed" });
    await call(clock.actions.pauseClock, desk({ clock: 0 }), trial.auctioneer.call);
    await call(clock.actions.closeSession, { sessionId }, trial.auctioneer.call);
    await trial.hall.settled();
    const passed = (await entries()).filter((entry) => entry.status === "passed");
    expect(passed.length).toBeGreaterThan(0);
    expect(passed.every((entry) => entry.passReason === "session_closed")).toBe(true);
    for (const { lotId } of passed) expect((await lotNow(lotId)).held).toBe(0);
    await expect(call(clock.actions.startClock, desk({ clock: 0 }), trial.auctioneer.call)).rejects.toMatchObject({ code: "session_closed" });
    await expect(call(clock.actions.joinSession, { sessionId }, li.call)).rejects.toMatchObject({ code: "session_closed" });
  });

  test("a host that is told more than it can hold refuses by name, and what it took is answered", async () => {
    const second = await plan(trial);
    const lotId = await trial.lot("红掌", 10);
    await call(clock.actions.queueLot, { sessionId: second, clock: 0, lotId, startPrice: 20 * YUAN, floorPrice: YUAN }, trial.auctioneer.call);
    await open(trial, second);
    const { host } = trial.hosted(second);
    const flood = Array.from({ length: MAX_PENDING_INPUTS + 10 }, (_, n) =>
      host.submit({ kind: "press", clock: 0, lot: 0, run: 0, buyer: 0, tau: 0, quantity: 1, delay: 0, pressId: n + 1 }));
    const outcomes = await Promise.allSettled(flood);
    const refused = outcomes.filter((outcome) => outcome.status === "rejected");
    expect(refused).toHaveLength(10);
    expect(refused.every(({ reason }) => reason instanceof HostRefusal && reason.code === "busy")).toBe(true);
    expect((await host.submit({ kind: "startClock", clock: 0, actor: "陈拍卖", reason: "开钟" })).answer).toBe(0);
  });

  test("a host that has slept does not run its clocks through what nobody saw", async () => {
    const { host, stage } = trial.hall.all().next().value!;
    await host.idle();
    const before = stage.clocks[0]!.programme!;
    // The machine is suspended: time goes on, timers do not.
    const slept = trial.time.now() + 3_600_000;
    trial.time.sleep(slept);
    expect((await host.submit({ kind: "startClock", clock: 0, actor: "陈拍卖", reason: "试试" })).answer).not.toBe(0);
    await host.idle();
    expect(stage.clocks[0]!.programme).toMatchObject({ lot: before.lot, run: before.run + 1, startPrice: before.startPrice });
  });
});
