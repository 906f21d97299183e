/**
 * The hot path: one live press. It is judged against what its buyer can have seen, holds credit, and joins the
 * window; nothing is allocated. Rules and reasons: README.md, "The press".
 */
import { ACCEPTED, answerOf } from "./answers.ts";
import { hold } from "./credit.ts";
import { CODE, openRow } from "./events.ts";
import { FRESH, recall, remember, STALE } from "./memory.ts";
import { settleBefore } from "./settle.ts";
import type { ClockState, SessionState } from "./state.ts";
import { HOLDING, NONE, OPEN, PAUSED, RUNNING, SEAT } from "./state.ts";
import { MAX_QUANTITY, MAX_T } from "./types.ts";
import { joinWindow, take } from "./window.ts";

const { pressAccepted: PRESS_ACCEPTED, pressRefused: PRESS_REFUSED, pressRepeated: PRESS_REPEATED } = CODE;
const { NEWEST_ID, PRESSING, WIDTH } = SEAT;
const [GOOD, LAST_T, MOST] = [ACCEPTED, MAX_T, MAX_QUANTITY];
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
  clockIndex: number,
  lot: number,
  run: number,
  buyer: number,
  claimed: number,
  asked: number,
  delay: number,
  pressId: number,
): number {
  if ((t | 0) !== t || t < state.now || t > LAST_T) throw new RangeError(`t ${t} is not within ${state.now}–${MAX_T}`);
  if (t > state.nextDue) settleBefore(state, t);
  state.now = t | 0;
  const { buyers, clocks, config } = state;
  const row = openRow(state.events, PRESS_REFUSED, t | 0);
  const unfit =
    state.phase !== IS_OPEN ? SESSION_CLOSED
    : (clockIndex | 0) !== clockIndex || clockIndex < 0 || clockIndex >= clocks.length ? UNKNOWN_CLOCK
    : (buyer | 0) !== buyer || buyer < 0 || buyer >= buyers.count ? UNKNOWN_BUYER
    : (lot | 0) !== lot || (run | 0) !== run || (delay | 0) !== delay || delay < 0 ? BAD_PRESS
    : (claimed | 0) !== claimed || claimed > LAST_T || claimed < -LAST_T ? BAD_PRESS
    : (asked | 0) !== asked || asked < 1 || asked > MOST ? BAD_PRESS
    : !Number.isSafeInteger(pressId) || pressId < 1 ? BAD_PRESS
    : GOOD;
  if (unfit !== GOOD) return refuseMalformed(row, clockIndex, lot, run, buyer, pressId, unfit);
  // All but the id are 32-bit integers; saying so keeps the compiler from treating them as fractions.
  row[2] = clockIndex | 0;
  row[3] = lot | 0;
  row[4] = run | 0;
  row[5] = buyer | 0;
  row[6] = pressId;
  const { seats } = buyers;
  const seat = (buyer | 0) * WIDTH;
  if (pressId <= seats[seat + NEWEST_ID]!) {
    const before = recall(buyers, buyer, pressId);
    if (before !== FRESH) return before === STALE ? refuse(row, STALE_PRESS) : repeat(row, before);
  }
  const clock = clocks[clockIndex]!;
  if (clock.lot !== lot || clock.run !== run) return denyRun(state, clock, row, t, lot, run, buyer, claimed, delay, pressId);
  if (clock.phase !== IS_RUNNING && clock.phase !== IS_HOLDING) return deny(state, row, buyer, pressId, clock.phase === PAUSED ? IS_PAUSED : OLD_RUN);
  const latest = t - clock.t0;
  if (claimed > latest + config.futureToleranceMs) return deny(state, row, buyer, pressId, STEP_NOT_SHOWN);
  const tau = boundClaim(claimed, latest, delay, config.maxDelayMs, clock.marginMs);
  if (tau < 0) return deny(state, row, buyer, pressId, BEFORE_START);
  const step = (tau / clock.stepMs) | 0;
  if (step > clock.lastStep) return deny(state, row, buyer, pressId, PAST_FLOOR);
  if ((seats[seat + PRESSING]! & clock.bit) !== 0) return deny(state, row, buyer, pressId, ALREADY_PRESSED);
  const fallen = clock.startPrice - step * clock.stepValue;
  const price = fallen > clock.floorPrice ? fallen : clock.floorPrice;
  const quantity = take(state, clock, buyer, price, asked);
  if (quantity === 0) return deny(state, row, buyer, pressId, OVER_CREDIT);

  hold(buyers, buyer, price * quantity);
  row[0] = PRESS_ACCEPTED;
  row[7] = step;
  row[8] = tau;
  row[9] = price;
  row[10] = quantity;
  row[11] = tau === claimed ? 0 : 1;
  joinWindow(state, clock, t | 0, buyer, step, tau, tau * 2, price, quantity, pressId, 0);
  seats[seat + PRESSING]! |= clock.bit;
  remember(buyers, buyer, pressId, GOOD);
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

/** The row of a press that is refused says why; the rest of it is for presses that come too late. */
function refuse(row: Float64Array, answer: number): number {
  row[7] = answer;
  row.fill(0, 8, 12);
  return answer;
}

function refuseMalformed(row: Float64Array, clock: number, lot: number, run: number, buyer: number, pressId: number, answer: number): number {
  row[2] = safe(clock);
  row[3] = safe(lot);
  row[4] = safe(run);
  row[5] = safe(buyer);
  row[6] = safe(pressId);
  return refuse(row, answer);
}

/** A malformed number never enters a row: journals hold whole numbers only. */
function safe(value: number): number {
  return Number.isSafeInteger(value) ? value : NONE;
}

/** Refuses a well-formed, fresh press; its answer is remembered. */
function deny(state: SessionState, row: Float64Array, buyer: number, pressId: number, answer: number): number {
  remember(state.buyers, buyer, pressId, answer);
  return refuse(row, answer);
}

/** A press that names another run than the one on the clock. */
function denyRun(
  state: SessionState,
  clock: ClockState,
  row: Float64Array,
  t: number,
  lot: number,
  run: number,
  buyer: number,
  claimed: number,
  delay: number,
  pressId: number,
): number {
  const { last } = clock;
  const { lots } = state;
  if (lot !== last.lot || run !== last.run) {
    const known = lot >= 0 && lot < lots.count && lots.clock[lot] === clock.index;
    return deny(state, row, buyer, pressId, known && run >= 0 && run < lots.runs[lot]! ? OLD_RUN : UNKNOWN_RUN);
  }
  const tau = boundClaim(claimed, t - last.t0, delay, state.config.maxDelayMs, last.marginMs);
  deny(state, row, buyer, pressId, TOO_LATE);
  row[8] = 1;
  row[9] = Math.floor(tau / last.stepMs) - last.step;
  row[10] = tau - last.tau;
  row[11] = t - last.windowEnd;
  return TOO_LATE;
}

/** Nothing comes of it but the answer given before. */
function repeat(row: Float64Array, before: number): number {
  row[0] = PRESS_REPEATED;
  row[7] = before;
  return before;
}
