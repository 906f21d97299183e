/** What the auctioneer's desk may do to a clock or a lot. Each act is carried out, or refused by name; both are events. */
import { ACCEPTED, deskAnswerOf } from "./answers.ts";
import { decide } from "./decide.ts";
import { drawOrder } from "./draw.ts";
import { CODE, emit, note } from "./events.ts";
import { priceAt, stepAt } from "./programme.ts";
import { nextLot, passLot, pauseAt, publish, requeueLot, withdrawLot } from "./run.ts";
import type { ClockState, SessionState } from "./state.ts";
import { ANNOUNCED, CLOSED, HOLDING, IDLE, NONE, ON_CLOCK, OPEN, PAUSED, QUEUED, RUNNING, SOLD_OUT } from "./state.ts";
import type { DeskInput, DeskRefusal, LotCorrection } from "./types.ts";
import { INPUT_KINDS } from "./types.ts";
import { fitCorrection, fitSettings } from "./bounds.ts";

type Of<K extends DeskInput["kind"]> = Extract<DeskInput, { kind: K }>;

/** Carries out an act of the desk; returns 0 or `deskAnswerOf(refusal)`. */
export function deskAct(state: SessionState, input: DeskInput): number {
  const lot = "lot" in input ? input.lot : NONE;
  const clock = "clock" in input ? input.clock : lot !== NONE ? clockOf(state, lot) : NONE;
  const refusal = whyNot(state, input, clock, lot);
  const action = INPUT_KINDS.indexOf(input.kind);
  const { events } = state;
  if (refusal !== null) {
    const answer = deskAnswerOf(refusal);
    emit(events, CODE.inputRefused, input.t, action, clock, lot, answer);
    return answer;
  }
  emit(events, CODE.intervention, input.t, action, clock, lot, note(events, input.actor), note(events, input.reason));
  carryOut(state, input);
  return ACCEPTED;
}

/** The clock of a lot, or NONE if there is no such lot. */
function clockOf(state: SessionState, lot: number): number {
  return lot >= 0 && lot < state.lots.count ? state.lots.clock[lot]! : NONE;
}

function whyNot(state: SessionState, input: DeskInput, clock: number, lot: number): DeskRefusal | null {
  if (state.phase !== OPEN) return state.phase === CLOSED ? "session_closed" : "session_not_open";
  if ("lot" in input && !(lot >= 0 && lot < state.lots.count)) return "unknown_lot";
  if ("clock" in input && !(clock >= 0 && clock < state.clocks.length)) return "unknown_clock";
  const on = state.clocks[clock];
  if (input.kind === "close") return state.clocks.some((c) => c.phase === RUNNING || c.phase === HOLDING) ? "clocks_running" : null;
  if (on === undefined) return null;
  if (input.kind === "correct") return whyNotCorrect(state, lot, input.change);
  if (input.kind === "startClock") return whyNotStart(state, on);
  if (input.kind === "pause") return whyNotPause(on);
  if (input.kind === "resume") return on.phase === PAUSED ? null : "not_paused";
  if (input.kind === "configure") return fitSettings(input.settings) ? null : "bad_input";
  return state.lots.status[lot]! >= SOLD_OUT ? "lot_gone" : input.kind === "skip" ? whyNotSkip(state, on, lot) : null;
}

function whyNotStart(state: SessionState, clock: ClockState): DeskRefusal | null {
  if (clock.phase !== IDLE) return "clock_started";
  return announced(state, clock).length === 0 ? "no_lots" : null;
}

function whyNotPause(clock: ClockState): DeskRefusal | null {
  if (clock.phase === PAUSED || clock.pending.pause) return "already_paused";
  return clock.phase === RUNNING || clock.phase === HOLDING ? null : "not_running";
}

/** Before the clock has started there is no queue to go to the end of. */
function whyNotSkip(state: SessionState, clock: ClockState, lot: number): DeskRefusal | null {
  return clock.phase === IDLE || state.lots.status[lot] === ANNOUNCED ? "not_running" : null;
}

function whyNotCorrect(state: SessionState, lot: number, change: LotCorrection): DeskRefusal | null {
  const { lots } = state;
  if (lots.status[lot]! >= SOLD_OUT) return "lot_gone";
  if (lots.runs[lot]! > 0) return "run_started";
  return fitCorrection(lots, lot, change) ? null : "bad_input";
}

function carryOut(state: SessionState, input: DeskInput): void {
  switch (input.kind) {
    case "startClock":
      return start(state, input);
    case "pause":
      return pause(state, input);
    case "resume":
      return resume(state, input);
    case "skip":
      return skip(state, input);
    case "withdraw":
      return withdraw(state, input);
    case "correct":
      return correct(state, input);
    case "configure":
      state.clocks[input.clock]!.nextSettings = input.settings;
      return emit(state.events, CODE.clockConfigured, input.t, input.clock);
    case "rerun":
      return rerun(state, input);
    case "close":
      return close(state, input);
  }
}

function announced(state: SessionState, clock: ClockState): number[] {
  const { lots } = state;
  const found: number[] = [];
  for (let lot = 0; lot < lots.count; lot += 1) {
    if (lots.clock[lot] === clock.index && lots.status[lot] === ANNOUNCED) found.push(lot);
  }
  return found;
}

/** Closes the announcement, draws the order, publishes the first programme. */
function start(state: SessionState, input: Of<"startClock">): void {
  const clock = state.clocks[input.clock]!;
  const { lots, config } = state;
  const isLast = (lot: number) => clock.nextSettings.photolessLast && lots.hasPhoto[lot] === 0;
  clock.drawn = drawOrder(state.sha256, state.seed, config.id, clock.index, announced(state, clock), isLast);
  clock.queue = [...clock.drawn];
  for (const lot of clock.queue) lots.status[lot] = QUEUED;
  emit(state.events, CODE.orderDrawn, input.t, clock.index, note(state.events, clock.drawn));
  nextLot(state, clock, input.t);
}

/** A running clock stops at the price on its screens; one with an open window stops once that is decided. */
function pause(state: SessionState, input: Of<"pause">): void {
  const clock = state.clocks[input.clock]!;
  if (clock.phase === HOLDING) {
    clock.pending.pause = true;
    return;
  }
  state.lots.restartPrice[clock.lot] = priceAt(clock, Math.max(0, stepAt(clock, input.t)));
  pauseAt(state, clock, clock.lot, input.t);
}

/** Publishes the waiting lot anew from its current price, as a new run, or takes the next lot. */
function resume(state: SessionState, input: Of<"resume">): void {
  const clock = state.clocks[input.clock]!;
  const { lot } = clock;
  emit(state.events, CODE.clockResumed, input.t, clock.index, lot);
  if (lot === NONE) nextLot(state, clock, input.t);
  else publish(state, clock, lot, input.t);
}

function skip(state: SessionState, input: Of<"skip">): void {
  const { lot, t } = input;
  const status = state.lots.status[lot];
  const clock = state.clocks[clockOf(state, lot)]!;
  if (status === QUEUED) {
    unqueue(clock, lot);
    requeueLot(state, clock, lot, t);
  } else if (clock.phase === HOLDING) clock.pending.skip = true;
  else {
    requeueLot(state, clock, lot, t);
    vacate(state, clock, t);
  }
}

function withdraw(state: SessionState, input: Of<"withdraw">): void {
  const { lot, t } = input;
  const status = state.lots.status[lot];
  const clock = state.clocks[clockOf(state, lot)]!;
  if (status === ON_CLOCK && clock.phase === HOLDING) {
    clock.pending.withdraw = { actor: input.actor, reason: input.reason };
    return;
  }
  if (status === QUEUED) unqueue(clock, lot);
  withdrawLot(state, lot, t, input);
  if (status === ON_CLOCK) vacate(state, clock, t);
}

/** The lot on the clock has gone: a paused clock waits without a lot, a running one takes the next. */
function vacate(state: SessionState, clock: ClockState, t: number): void {
  if (clock.phase === PAUSED) {
    clock.lot = NONE;
    clock.run = NONE;
  } else nextLot(state, clock, t);
}

function unqueue(clock: ClockState, lot: number): void {
  clock.queue.splice(clock.queue.indexOf(lot, clock.head), 1);
}

function correct(state: SessionState, input: Of<"correct">): void {
  const { change, lot } = input;
  const { lots, totals } = state;
  const { offered, minPress, startPrice, floorPrice } = lots;
  if (change.quantity !== undefined) {
    totals.offered += change.quantity - offered[lot]!;
    offered[lot] = change.quantity;
    lots.remaining[lot] = change.quantity;
  }
  minPress[lot] = change.minPress ?? minPress[lot]!;
  startPrice[lot] = change.startPrice ?? startPrice[lot]!;
  floorPrice[lot] = change.floorPrice ?? floorPrice[lot]!;
  lots.restartPrice[lot] = startPrice[lot]!;
  emit(state.events, CODE.lotCorrected, input.t, lots.clock[lot], lot, offered[lot], minPress[lot], startPrice[lot], floorPrice[lot]);
}

/**
 * After a crash, and before anything else: an open window is decided on the presses the journal holds; a run
 * without presses is published anew from its own start price, because nobody could press while the host was away.
 */
function rerun(state: SessionState, input: Of<"rerun">): void {
  for (const clock of state.clocks) {
    if (clock.phase === HOLDING) decide(state, clock, input.t);
    else if (clock.phase === RUNNING) {
      const { lot, run, startPrice } = clock;
      state.lots.restartPrice[lot] = startPrice;
      emit(state.events, CODE.lotRerun, input.t, clock.index, lot, run);
      publish(state, clock, lot, input.t);
    }
  }
}

/** Everything not sold passes, the seed is revealed, and the session ends. */
function close(state: SessionState, input: Of<"close">): void {
  const { lots, totals, events } = state;
  for (let lot = 0; lot < lots.count; lot += 1) if (lots.status[lot]! < SOLD_OUT) passLot(state, lot, input.t, "session_closed");
  emit(events, CODE.seedRevealed, input.t, note(events, state.seed));
  const { offered, sold, passed, withdrawn, value } = totals;
  emit(events, CODE.sessionClosed, input.t, offered, sold, passed, withdrawn, value);
  state.phase = CLOSED;
}
