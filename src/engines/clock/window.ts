/**
 * The hold window: the presses that arrived within `holdMs` of the first. The lowest rank wins; rank is twice the
 * response time, and an exact tie is broken by tickets drawn from the committed seed.
 */
import { affordable } from "./credit.ts";
import { tieTicket } from "./draw.ts";
import type { ClockState, SessionState } from "./state.ts";
import { growArrays, HOLDING, refreshNextDue } from "./state.ts";

/**
 * Units a buyer gets of the running lot: at least the minimum press, at most what is left, all of it if too little
 * would remain; then what credit allows, 0 if that is less than the minimum.
 */
export function take(state: SessionState, clock: ClockState, buyer: number, price: number, asked: number): number {
  const rest = clock.quantity;
  const minPress = state.lots.minPress[clock.lot]!;
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
  const window = clock.window;
  const at = window.count;
  if (at === window.buyer.length) growArrays(window);
  window.buyer[at] = buyer;
  window.step[at] = step;
  window.tau[at] = tau;
  window.rank[at] = rank;
  window.price[at] = price;
  window.quantity[at] = quantity;
  window.pressId[at] = pressId;
  window.viaLimit[at] = viaLimit;
  window.count = at + 1;
  if (at === 0) {
    window.best = 0;
    window.end = t + clock.holdMs;
    clock.phase = HOLDING;
    clock.due = window.end;
    refreshNextDue(state);
  } else if (leads(state, clock, at)) window.best = at;
}

/**
 * Rank of a limit order that fires at `step`: just behind every live press of that step, or just before them all.
 * Live presses have even ranks, so a limit order never ties with one.
 */
export function limitRank(clock: ClockState, step: number): number {
  const steps = clock.settings.liveBeforeLimit ? step + 1 : step;
  return 2 * steps * clock.stepMs - 1;
}

/** Whether the press at `at` beats the one that leads. The tickets are drawn only when it matters. */
function leads(state: SessionState, clock: ClockState, at: number): boolean {
  const { rank, buyer, best } = clock.window;
  if (rank[at] !== rank[best]) return rank[at]! < rank[best]!;
  const { sha256, seed, config } = state;
  const mine = tieTicket(sha256, seed, config.id, clock.lot, clock.run, buyer[at]!);
  return mine < tieTicket(sha256, seed, config.id, clock.lot, clock.run, buyer[best]!);
}
