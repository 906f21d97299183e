/**
 * The hot path: one live press. It is judged against what its buyer can have seen, holds credit, and joins the
 * window; nothing is allocated. Rules and reasons: README.md, "The press".
 */
import { ACCEPTED, answerOf } from "./answers.ts";
import { fitPress } from "./bounds.ts";
import { hold } from "./credit.ts";
import { CODE, openRow } from "./events.ts";
import { FRESH, isNewest, recall, remember, STALE } from "./memory.ts";
import { settleBefore } from "./settle.ts";
import type { ClockState, SessionState } from "./state.ts";
import { HOLDING, NONE, OPEN, PAUSED, RUNNING } from "./state.ts";
import { MAX_T } from "./types.ts";
import { joinWindow, take } from "./window.ts";

const { pressAccepted: PRESS_ACCEPTED, pressRefused: PRESS_REFUSED, pressRepeated: PRESS_REPEATED } = CODE;
const [GOOD, LAST_T] = [ACCEPTED, MAX_T];
const [IS_OPEN, IS_RUNNING, IS_HOLDING] = [OPEN, RUNNING, HOLDING];
const SESSION_CLOSED = answerOf("session_closed");
const BAD_PRESS = answerOf("bad_press");
const UNKNOWN_CLOCK = answerOf("unknown_clock");
const UNKNOWN_BUYER = answerOf("unknown_buyer");
const STALE_PRESS = answerOf("stale_press");
const UNKNOWN_RUN = answerOf("unknown_run");
const OLD_RUN = answerOf("old_run");
const TOO_LATE = answerOf("too_late");
const IS_PAUSED = answerOf("paused");
const BEFORE_START = answerOf("before_start");
const STEP_NOT_SHOWN = answerOf("step_not_shown");
const PAST_FLOOR = answerOf("past_floor");
const ALREADY_PRESSED = answerOf("already_pressed");
const OVER_CREDIT = answerOf("over_credit");

/**
 * Decides one press and writes the event that answers it (and, before it, the events of everything that was due
 * earlier). Fields and units as in `PressInput`. Returns ACCEPTED or `answerOf(refusal)`; a repeated press id
 * returns its first answer and has no effect. Throws RangeError if `t` is no session time or
 * runs backwards.
 */
export function press(
  state: SessionState,
  t: number,
  clock: number,
  lot: number,
  run: number,
  buyer: number,
  tau: number,
  quantity: number,
  delay: number,
  pressId: number,
): number {
  if ((t | 0) !== t || t < state.now || t > LAST_T) throw new RangeError(`t ${t} is not within ${state.now}–${MAX_T}`);
  if (t > state.nextDue) settleBefore(state, t);
  state.now = t | 0;
  const unfit = malformed(state, clock, lot, run, buyer, tau, quantity, delay, pressId);
  if (unfit !== GOOD) return answerRefused(state, t, clock, lot, run, buyer, tau, delay, pressId, unfit);
  if (!isNewest(state.buyers, buyer, pressId)) {
    const before = recall(state.buyers, buyer, pressId);
    if (before === STALE) return answerRefused(state, t, clock, lot, run, buyer, tau, delay, pressId, STALE_PRESS);
    if (before !== FRESH) return answerRepeated(state, t, clock, lot, run, buyer, pressId, before);
  }
  // Known to be 32-bit integers now; saying so keeps the compiler from treating them as fractions.
  const answer = judge(state, state.clocks[clock]!, t | 0, lot | 0, run | 0, buyer | 0, tau | 0, quantity | 0, delay | 0, pressId);
  remember(state.buyers, buyer, pressId, answer);
  return answer === GOOD ? GOOD : answerRefused(state, t, clock, lot, run, buyer, tau, delay, pressId, answer);
}

function malformed(
  state: SessionState,
  clock: number,
  lot: number,
  run: number,
  buyer: number,
  tau: number,
  quantity: number,
  delay: number,
  pressId: number,
): number {
  if (state.phase !== IS_OPEN) return SESSION_CLOSED;
  if ((clock | 0) !== clock || clock < 0 || clock >= state.clocks.length) return UNKNOWN_CLOCK;
  if ((buyer | 0) !== buyer || buyer < 0 || buyer >= state.buyers.count) return UNKNOWN_BUYER;
  if ((lot | 0) !== lot || (run | 0) !== run) return BAD_PRESS;
  if (!fitPress(tau, quantity)) return BAD_PRESS;
  if ((delay | 0) !== delay || delay < 0) return BAD_PRESS;
  if (!Number.isSafeInteger(pressId) || pressId < 1) return BAD_PRESS;
  return GOOD;
}

/** Judges a well-formed, fresh press; if it is good, holds credit and puts it in the window. */
function judge(
  state: SessionState,
  clock: ClockState,
  t: number,
  lot: number,
  run: number,
  buyer: number,
  claimed: number,
  asked: number,
  delay: number,
  pressId: number,
): number {
  if (clock.lot !== lot || clock.run !== run) return wrongRun(state, clock, lot, run);
  if (clock.phase !== IS_RUNNING && clock.phase !== IS_HOLDING) return clock.phase === PAUSED ? IS_PAUSED : OLD_RUN;
  const latest = t - clock.t0;
  if (claimed > latest + state.config.futureToleranceMs) return STEP_NOT_SHOWN;
  const tau = boundClaim(claimed, latest, delay, state.config.maxDelayMs, clock.marginMs);
  if (tau < 0) return BEFORE_START;
  const step = (tau / clock.stepMs) | 0;
  if (step > clock.lastStep) return PAST_FLOOR;
  if ((state.buyers.pressing[buyer]! & clock.bit) !== 0) return ALREADY_PRESSED;

  const fallen = clock.startPrice - step * clock.stepValue;
  const price = fallen > clock.floorPrice ? fallen : clock.floorPrice;
  const bought = take(state, clock, buyer, price, asked);
  if (bought === 0) return OVER_CREDIT;
  hold(state.buyers, buyer, price * bought);
  writeAccepted(state, t, clock, buyer, pressId, step, tau, price, bought, tau === claimed ? 0 : 1);
  joinWindow(state, clock, t, buyer, step, tau, tau * 2, price, bought, pressId, 0);
  return GOOD;
}

/**
 * The moment (ms after T0) a press counts as made: what the buyer claims, but not after it arrived (`latest`), and
 * not earlier than his measured delay (credited up to `maxDelay`) and the margin explain.
 */
function boundClaim(claimed: number, latest: number, delay: number, maxDelay: number, margin: number): number {
  const earliest = latest - (delay < maxDelay ? delay : maxDelay) - margin;
  return claimed < earliest ? earliest : claimed > latest ? latest : claimed;
}

/** A press that names another run than the one on the clock. */
function wrongRun(state: SessionState, clock: ClockState, lot: number, run: number): number {
  if (lot === clock.last.lot && run === clock.last.run) return TOO_LATE;
  const known = lot >= 0 && lot < state.lots.count && state.lots.clock[lot] === clock.index;
  return known && run >= 0 && run < state.lots.runs[lot]! ? OLD_RUN : UNKNOWN_RUN;
}

function writeAccepted(
  state: SessionState,
  t: number,
  clock: ClockState,
  buyer: number,
  pressId: number,
  step: number,
  tau: number,
  price: number,
  quantity: number,
  clipped: number,
): void {
  const row = openRow(state.events, PRESS_ACCEPTED, t);
  row[2] = clock.index;
  row[3] = clock.lot;
  row[4] = clock.run;
  row[5] = buyer;
  row[6] = pressId;
  row[7] = step;
  row[8] = tau;
  row[9] = price;
  row[10] = quantity;
  row[11] = clipped;
}

function answerRefused(
  state: SessionState,
  t: number,
  clockIndex: number,
  lot: number,
  run: number,
  buyer: number,
  tau: number,
  delay: number,
  pressId: number,
  answer: number,
): number {
  const row = openRow(state.events, PRESS_REFUSED, t);
  row[2] = safe(clockIndex);
  row[3] = safe(lot);
  row[4] = safe(run);
  row[5] = safe(buyer);
  row[6] = safe(pressId);
  row[7] = answer;
  row.fill(0, 8, 12);
  if (answer === TOO_LATE) {
    const last = state.clocks[clockIndex]!.last;
    const tau2 = boundClaim(tau, t - last.t0, delay, state.config.maxDelayMs, last.marginMs);
    row[8] = 1;
    row[9] = Math.floor(tau2 / last.stepMs) - last.step;
    row[10] = tau2 - last.tau;
    row[11] = t - last.windowEnd;
  }
  return answer;
}

/** A malformed number never enters a row: journals hold whole numbers only. */
function safe(value: number): number {
  return Number.isSafeInteger(value) ? value : NONE;
}

function answerRepeated(
  state: SessionState,
  t: number,
  clockIndex: number,
  lot: number,
  run: number,
  buyer: number,
  pressId: number,
  answer: number,
): number {
  const row = openRow(state.events, PRESS_REPEATED, t);
  row[2] = clockIndex;
  row[3] = lot;
  row[4] = run;
  row[5] = buyer;
  row[6] = pressId;
  row[7] = answer;
  return answer;
}
