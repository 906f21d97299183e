/**
 * Limit orders (预埋单): placed ahead, they press by themselves at the first step whose price is at or below their
 * limit. Only the first affordable one of a step fires, because no later one could win; all others stay in the
 * book for the remainder.
 */
import { ACCEPTED, answerOf } from "./answers.ts";
import { available, hold } from "./credit.ts";
import { CODE, emit, openRow } from "./events.ts";
import { FRESH, recall, remember, STALE } from "./memory.ts";
import { firstStepAtOrBelow, priceAt } from "./programme.ts";
import type { ClockState, LimitOrder, SessionState } from "./state.ts";
import { NEVER, OPEN, RUNNING, setDue, SOLD_OUT } from "./state.ts";
import type { LimitEnd, PressRefusal, SessionInput } from "./types.ts";
import { LIMIT_ENDS, MAX_PRICE, MAX_QUANTITY } from "./types.ts";
import { joinWindow, limitRank, take } from "./window.ts";

type PlaceLimit = Extract<SessionInput, { kind: "placeLimit" }>;
type CancelLimit = Extract<SessionInput, { kind: "cancelLimit" }>;

/** Puts a limit order in the book, or refuses it by name. A repeated press id gets its first answer, without effect. */
export function placeLimit(state: SessionState, input: PlaceLimit): number {
  const { t, lot, buyer, pressId, price, quantity } = input;
  const unknown = whoRefuses(state, buyer, pressId);
  if (unknown !== null) return refuse(state, t, lot, buyer, pressId, unknown);
  const before = recall(state.buyers, buyer, pressId);
  if (before === STALE) return refuse(state, t, lot, buyer, pressId, "stale_press");
  if (before !== FRESH) {
    emit(state.events, CODE.pressRepeated, t, -1, lot, -1, buyer, pressId, before);
    return before;
  }
  const refusal = whyNotPlaced(state, input);
  remember(state.buyers, buyer, pressId, refusal === null ? ACCEPTED : answerOf(refusal));
  if (refusal !== null) return refuse(state, t, lot, buyer, pressId, refusal);
  insert(state, lot, { buyer, price, quantity, pressId, placedAt: t });
  emit(state.events, CODE.limitPlaced, t, lot, buyer, pressId, price, quantity);
  rescheduleLot(state, lot);
  return ACCEPTED;
}

/** Takes a buyer's limit order out of a lot's book. */
export function cancelLimit(state: SessionState, input: CancelLimit): number {
  const { t, lot, buyer } = input;
  const order = state.lots.limits.get(lot)?.find((held) => held.buyer === buyer);
  if (state.phase !== OPEN || order === undefined) return refuse(state, t, lot, buyer, 0, "unknown_limit");
  drop(state, lot, order);
  writeEnd(state, t, lot, order, "by_buyer");
  rescheduleLot(state, lot);
  return ACCEPTED;
}

function whoRefuses(state: SessionState, buyer: number, pressId: number): PressRefusal | null {
  if (state.phase !== OPEN) return "session_closed";
  if (!Number.isSafeInteger(buyer) || buyer < 0 || buyer >= state.buyers.count) return "unknown_buyer";
  return Number.isSafeInteger(pressId) && pressId >= 1 ? null : "bad_press";
}

function whyNotPlaced(state: SessionState, input: PlaceLimit): PressRefusal | null {
  const { lot, buyer, price, quantity } = input;
  const { lots, buyers } = state;
  if (!Number.isSafeInteger(lot) || lot < 0 || lot >= lots.count) return "unknown_lot";
  if (!Number.isSafeInteger(price) || price < 1 || price > MAX_PRICE) return "bad_press";
  if (!Number.isSafeInteger(quantity) || quantity < 1 || quantity > MAX_QUANTITY) return "bad_press";
  if (lots.status[lot]! >= SOLD_OUT) return "lot_gone";
  if (price < lots.floorPrice[lot]!) return "below_floor";
  if (lots.limits.get(lot)?.some((held) => held.buyer === buyer)) return "limit_exists";
  const most = Math.min(lots.remaining[lot]!, Math.max(quantity, lots.minPress[lot]!));
  return price * most > available(buyers, buyer) ? "over_credit" : null;
}

function refuse(state: SessionState, t: number, lot: number, buyer: number, pressId: number, refusal: PressRefusal): number {
  const answer = answerOf(refusal);
  emit(state.events, CODE.limitRefused, t, lot, buyer, pressId, answer);
  return answer;
}

/** The limit orders of a lot. Most sessions have few or none, and asking an empty map still takes its time. */
function bookOf(state: SessionState, lot: number): LimitOrder[] | undefined {
  const { limits } = state.lots;
  return limits.size === 0 ? undefined : limits.get(lot);
}

/** Highest limit first, then first placed. */
function insert(state: SessionState, lot: number, order: LimitOrder): void {
  const book = state.lots.limits.get(lot) ?? [];
  const behind = book.findIndex((held) => held.price < order.price);
  book.splice(behind < 0 ? book.length : behind, 0, order);
  state.lots.limits.set(lot, book);
}

function drop(state: SessionState, lot: number, order: LimitOrder): void {
  const book = state.lots.limits.get(lot)!;
  book.splice(book.indexOf(order), 1);
  if (book.length === 0) state.lots.limits.delete(lot);
}

function writeEnd(state: SessionState, t: number, lot: number, order: LimitOrder, end: LimitEnd): void {
  emit(state.events, CODE.limitEnded, t, lot, order.buyer, order.pressId, LIMIT_ENDS.indexOf(end));
}

/** The lot has left the clock for good: its limit orders end. */
export function endLimits(state: SessionState, t: number, lot: number): void {
  const book = bookOf(state, lot);
  if (book === undefined) return;
  for (const order of book) writeEnd(state, t, lot, order, "lot_gone");
  state.lots.limits.delete(lot);
}

/** A limit order has won: it is used up, even if credit or the rest of the lot gave it less than it asked for. */
export function fillLimit(state: SessionState, lot: number, buyer: number): void {
  const order = state.lots.limits.get(lot)?.find((held) => held.buyer === buyer);
  if (order !== undefined) drop(state, lot, order);
}

/**
 * When an order fires in the running programme: at the start of the first step at or below its limit that begins
 * no earlier than the order was placed; NEVER if there is none.
 */
function fireTime(clock: ClockState, order: LimitOrder): number {
  const byPrice = firstStepAtOrBelow(clock, order.price);
  const byTime = Math.ceil((order.placedAt - clock.t0) / clock.stepMs);
  const step = byPrice > byTime ? byPrice : byTime;
  return step > clock.lastStep ? NEVER : clock.t0 + step * clock.stepMs;
}

/** Works out when the next limit order of the running lot fires. Called when a programme or the book changes. */
export function scheduleLimits(state: SessionState, clock: ClockState): void {
  clock.limitDue = NEVER;
  const book = bookOf(state, clock.lot);
  if (book !== undefined) for (const order of book) clock.limitDue = Math.min(clock.limitDue, fireTime(clock, order));
  setDue(state, clock, clock.limitDue < clock.floorDue ? clock.limitDue : clock.floorDue);
}

function rescheduleLot(state: SessionState, lot: number): void {
  const clock = state.clocks[state.lots.clock[lot]!]!;
  if (clock.lot !== lot || clock.phase !== RUNNING) return;
  scheduleLimits(state, clock);
}

/** Fires the orders due at `t`: the first whose buyer can pay opens the window; those who cannot are refused and leave. */
export function fireLimits(state: SessionState, clock: ClockState, t: number): void {
  const lot = clock.lot;
  const step = Math.floor((t - clock.t0) / clock.stepMs);
  const price = priceAt(clock, step);
  const book = state.lots.limits.get(lot)?.slice() ?? [];
  for (const order of book) {
    if (fireTime(clock, order) > t) continue;
    const { buyer, pressId } = order;
    const quantity = take(state, clock, buyer, price, order.quantity);
    if (quantity > 0) {
      hold(state.buyers, buyer, price * quantity);
      writeFired(state, t, clock, order, step, price, quantity);
      joinWindow(state, clock, t, buyer, step, step * clock.stepMs, limitRank(clock, step), price, quantity, pressId, 1);
      return;
    }
    drop(state, lot, order);
    refuse(state, t, lot, buyer, pressId, "over_credit");
  }
  scheduleLimits(state, clock);
}

function writeFired(
  state: SessionState,
  t: number,
  clock: ClockState,
  order: LimitOrder,
  step: number,
  price: number,
  quantity: number,
): void {
  const row = openRow(state.events, CODE.limitFired, t);
  row.set([clock.index, clock.lot, clock.run, order.buyer, order.pressId, step, price, quantity], 2);
}
