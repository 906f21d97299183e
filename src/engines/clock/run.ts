/** The life of a run and of a lot: publish, pass, sell out, skip, withdraw, next lot, end of the clock. */
import { CODE, emit, note, openRow } from "./events.ts";
import { endLimits, scheduleLimits } from "./limits.ts";
import { endOf, lastStepOf } from "./programme.ts";
import type { ClockState, SessionState } from "./state.ts";
import {
  FINISHED,
  NEVER,
  NONE,
  ON_CLOCK,
  PASSED,
  PAUSED,
  QUEUED,
  RUNNING,
  setDue,
  SOLD_OUT,
  WITHDRAWN,
} from "./state.ts";
import type { ByWhom, PassReason } from "./types.ts";
import { PASS_REASONS } from "./types.ts";

const PROGRAMME_PUBLISHED = CODE.programmePublished;

/** Publishes the next run of a lot at `t`; its step 0 appears `graceMs` later. */
export function publish(state: SessionState, clock: ClockState, lot: number, t: number): void {
  const { lots } = state;
  const settings = clock.nextSettings;
  clock.settings = settings;
  clock.lot = lot;
  clock.run = lots.runs[lot]!;
  lots.runs[lot] = clock.run + 1;
  lots.status[lot] = ON_CLOCK;
  clock.quantity = lots.remaining[lot]!;
  clock.minPress = lots.minPress[lot]!;
  clock.startPrice = lots.restartPrice[lot]!;
  clock.stepValue = lots.stepValue[lot]!;
  clock.floorPrice = lots.floorPrice[lot]!;
  clock.stepMs = settings.stepMs;
  clock.holdMs = settings.holdMs;
  clock.marginMs = settings.marginMs;
  clock.takeAllBelow = settings.takeAllBelow;
  clock.lastStep = lastStepOf(clock);
  clock.t0 = (t | 0) + settings.graceMs;
  clock.floorDue = endOf(clock) + state.config.maxDelayMs + clock.marginMs;
  clock.phase = RUNNING;
  scheduleLimits(state, clock);
  writeProgramme(state, clock, t);
}

function writeProgramme(state: SessionState, clock: ClockState, t: number): void {
  const row = openRow(state.events, PROGRAMME_PUBLISHED, t);
  row[2] = clock.index;
  row[3] = clock.lot;
  row[4] = clock.run;
  row[5] = clock.quantity;
  row[6] = clock.startPrice;
  row[7] = clock.stepValue;
  row[8] = clock.stepMs;
  row[9] = clock.floorPrice;
  row[10] = clock.lastStep;
  row[11] = clock.t0;
}

/** The clock holds no run: presses naming one are answered as old. */
export function leaveRun(state: SessionState, clock: ClockState, phase: number): void {
  clock.lot = NONE;
  clock.run = NONE;
  clock.phase = phase;
  setDue(state, clock, NEVER);
}

/** Takes the next lot of the queue, or ends the clock. */
export function nextLot(state: SessionState, clock: ClockState, t: number): void {
  if (clock.head < clock.queue.length) {
    const lot = clock.queue[clock.head]!;
    clock.head += 1;
    publish(state, clock, lot, t);
    return;
  }
  leaveRun(state, clock, FINISHED);
  emit(state.events, CODE.clockFinished, t, clock.index);
}

/** The lot leaves unsold, for its next channel. */
export function passLot(state: SessionState, lot: number, t: number, reason: PassReason): void {
  const { lots, totals } = state;
  const remaining = lots.remaining[lot]!;
  lots.status[lot] = PASSED;
  totals.passed += remaining;
  emit(state.events, CODE.lotPassed, t, lots.clock[lot], lot, remaining, PASS_REASONS.indexOf(reason), lots.nextChannel[lot]);
  endLimits(state, t, lot);
}

/** The last step and the wait for slow lines are over and nobody pressed. */
export function reachFloor(state: SessionState, clock: ClockState, t: number): void {
  passLot(state, clock.lot, t, "floor_reached");
  nextLot(state, clock, t);
}

export function withdrawLot(state: SessionState, lot: number, t: number, whom: ByWhom): void {
  const { events, lots, totals } = state;
  const remaining = lots.remaining[lot]!;
  lots.status[lot] = WITHDRAWN;
  totals.withdrawn += remaining;
  emit(events, CODE.lotWithdrawn, t, lots.clock[lot], lot, remaining, note(events, whom.actor), note(events, whom.reason));
  endLimits(state, t, lot);
}

/** The lot goes to the end of its clock's queue; a started lot will go on as a new run from its last start price. */
export function requeueLot(state: SessionState, clock: ClockState, lot: number, t: number): void {
  state.lots.status[lot] = QUEUED;
  clock.queue.push(lot);
  emit(state.events, CODE.lotSkipped, t, clock.index, lot, state.lots.remaining[lot]);
}

/** Stops the clock; `lot` (or NONE) and `price` are where it goes on. */
export function pauseAt(state: SessionState, clock: ClockState, lot: number, t: number): void {
  const run = clock.run;
  leaveRun(state, clock, PAUSED);
  clock.lot = lot;
  if (lot !== NONE) clock.run = run;
  emit(state.events, CODE.clockPaused, t, clock.index, lot, lot === NONE ? 0 : state.lots.restartPrice[lot]);
}

/** After a window has been decided: what the desk asked for meanwhile, then the remainder or the next lot. */
export function goOn(state: SessionState, clock: ClockState, t: number): void {
  const { pending } = clock;
  let lot = clock.lot;
  // Decided: a press that still names this run is too late, even on a clock that is about to pause.
  clock.run = NONE;
  if (state.lots.remaining[lot] === 0) {
    state.lots.status[lot] = SOLD_OUT;
    emit(state.events, CODE.lotSoldOut, t, clock.index, lot);
    endLimits(state, t, lot);
    lot = NONE;
  } else if (pending.withdraw !== null) {
    withdrawLot(state, lot, t, pending.withdraw);
    lot = NONE;
  } else if (pending.skip) {
    requeueLot(state, clock, lot, t);
    lot = NONE;
  }
  const paused = pending.pause;
  pending.pause = false;
  pending.skip = false;
  pending.withdraw = null;
  if (paused) pauseAt(state, clock, lot, t);
  else if (lot === NONE) nextLot(state, clock, t);
  else publish(state, clock, lot, t);
}
