/**
 * The hold window: the presses that arrived within `holdMs` of the first. The lowest rank wins; rank is twice the
 * response time, and an exact tie is drawn from the committed seed.
 */
import { affordable } from "./credit.ts";
import { drawTie } from "./draw.ts";
import type { ClockState, SessionState } from "./state.ts";
import {
  growWindow,
  HOLDING,
  setDue,
  W_BUYER,
  W_PRICE,
  W_QUANTITY,
  W_RANK,
  W_STEP,
  W_TAU,
  W_VIA_LIMIT,
  WINDOW_ROW,
} from "./state.ts";

/**
 * Units a buyer gets of the running lot: at least the minimum press, at most what is left, all of it if too little
 * would remain; then what credit allows, 0 if that is less than the minimum.
 */
export function take(state: SessionState, clock: ClockState, buyer: number, price: number, asked: number): number {
  const rest = clock.quantity;
  const { minPress } = clock;
  const least = minPress < rest ? minPress : rest;
  let quantity = asked < least ? least : asked > rest ? rest : asked;
  if (rest - quantity < clock.settings.takeAllBelow && affordable(state.buyers, buyer, price, rest, rest) === rest) quantity = rest;
  return affordable(state.buyers, buyer, price, quantity, least);
}

/** Puts a press that holds its credit into the window; the first one opens it. */
export function joinWindow(
  state: SessionState,
  clock: ClockState,
  t: number,
  buyer: number,
  step: number,
  tau: number,
  rank: number,
  price: number,
  quantity: number,
  pressId: number,
  viaLimit: number,
): void {
  const { window } = clock;
  const at = window.count * WINDOW_ROW;
  if (at === window.rows.length) growWindow(window);
  const { rows } = window;
  rows[at + W_BUYER] = buyer;
  rows[at + W_RANK] = rank;
  rows[at + W_STEP] = step;
  rows[at + W_TAU] = tau;
  rows[at + W_PRICE] = price;
  rows[at + W_QUANTITY] = quantity;
  window.pressIds[window.count] = pressId;
  rows[at + W_VIA_LIMIT] = viaLimit;
  if (viaLimit === 0) window.pressed[buyer] = 1;
  window.count += 1;
  if (window.count > 1) return;
  window.end = t + clock.holdMs;
  clock.phase = HOLDING;
  setDue(state, clock, window.end);
}

/**
 * Rank of a limit order that fires at `step`: just behind every live press of that step, or just before them all.
 * Live presses have even ranks, so a limit order never ties with one.
 */
export function limitRank(clock: ClockState, step: number): number {
  const steps = clock.settings.liveBeforeLimit ? step + 1 : step;
  return 2 * steps * clock.stepMs - 1;
}

/** Row of the press that wins the window. Chance is asked only when the lowest rank is shared. */
export function winnerOf(state: SessionState, clock: ClockState): number {
  const { rows, count } = clock.window;
  let best = 0;
  let tied = 1;
  for (let at = WINDOW_ROW; at < count * WINDOW_ROW; at += WINDOW_ROW) {
    const rank = rows[at + W_RANK]!;
    const lowest = rows[best + W_RANK]!;
    if (rank > lowest) continue;
    tied = rank === lowest ? tied + 1 : 1;
    if (rank < lowest) best = at;
  }
  return tied === 1 ? best : drawAmongTied(state, clock, best, tied);
}

/** Row of the press of the drawn one among the buyers who share the rank of `first`, in the order of their numbers. */
function drawAmongTied(state: SessionState, clock: ClockState, first: number, tied: number): number {
  const { rows, count } = clock.window;
  const place = drawTie(state.sha256, state.seed, state.config.id, clock.lot, clock.run, tied);
  const rank = rows[first + W_RANK]!;
  for (let at = first; at < count * WINDOW_ROW; at += WINDOW_ROW) {
    if (rows[at + W_RANK] === rank && tiedBelow(clock, rank, rows[at + W_BUYER]!) === place) return at;
  }
  throw new Error(`no tied press at place ${place} of ${tied}`);
}

/** How many of the presses with this rank have a buyer of a lower number. */
function tiedBelow(clock: ClockState, rank: number, buyer: number): number {
  const { rows, count } = clock.window;
  let lower = 0;
  for (let at = 0; at < count * WINDOW_ROW; at += WINDOW_ROW) {
    if (rows[at + W_RANK] === rank && rows[at + W_BUYER]! < buyer) lower += 1;
  }
  return lower;
}
