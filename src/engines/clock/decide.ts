/** The end of a hold window: one award, every other hold released, every loser told by how much. */
import { release, useHold } from "./credit.ts";
import { CODE, openRow } from "./events.ts";
import { fillLimit } from "./limits.ts";
import { goOn } from "./run.ts";
import type { ClockState, SessionState } from "./state.ts";
import { W_BUYER, W_PRICE, W_QUANTITY, W_RANK, W_STEP, W_TAU, W_VIA_LIMIT, WINDOW_ROW } from "./state.ts";
import { winnerOf } from "./window.ts";

/** Decides the open window of a clock at `t` and goes on with the remainder or the next lot. */
export function decide(state: SessionState, clock: ClockState, t: number): void {
  const { window, last } = clock;
  const { rows } = window;
  const { totals } = state;
  const lot = state.lots.all[clock.lot]!;
  const won = winnerOf(state, clock);
  const buyer = rows[won + W_BUYER]!;
  const price = rows[won + W_PRICE]!;
  const quantity = rows[won + W_QUANTITY]!;
  useHold(state.buyers, buyer, price * quantity);
  lot.remaining -= quantity;
  totals.sold += quantity;
  totals.value += price * quantity;
  writeAward(state, clock, t, won);
  for (let at = 0; at < window.count * WINDOW_ROW; at += WINDOW_ROW) {
    window.pressed[rows[at + W_BUYER]!] = 0;
    if (at !== won) lose(state, clock, t, at, won);
  }
  if (rows[won + W_VIA_LIMIT] === 1) fillLimit(state, clock.lot, buyer);
  last.lot = clock.lot;
  last.run = clock.run;
  last.t0 = clock.t0;
  last.stepMs = clock.stepMs;
  last.marginMs = clock.marginMs;
  last.step = rows[won + W_STEP]!;
  last.tau = rows[won + W_TAU]!;
  last.windowEnd = window.end;
  window.count = 0;
  lot.restartPrice = Math.min(clock.startPrice, price + clock.settings.restartSteps * clock.stepValue);
  goOn(state, clock, t);
}

function writeAward(state: SessionState, clock: ClockState, t: number, won: number): void {
  const from = clock.window.rows;
  const at = openRow(state.events, CODE.awarded, t);
  const { rows } = state.events;
  rows[at + 2] = clock.index;
  rows[at + 3] = clock.lot;
  rows[at + 4] = clock.run;
  rows[at + 5] = from[won + W_BUYER]!;
  rows[at + 6] = from[won + W_STEP]!;
  rows[at + 7] = from[won + W_TAU]!;
  rows[at + 8] = from[won + W_PRICE]!;
  rows[at + 9] = from[won + W_QUANTITY]!;
  rows[at + 10] = state.lots.all[clock.lot]!.remaining;
  rows[at + 11] = from[won + W_VIA_LIMIT]!;
}

function lose(state: SessionState, clock: ClockState, t: number, lost: number, won: number): void {
  const from = clock.window.rows;
  release(state.buyers, from[lost + W_BUYER]!, from[lost + W_PRICE]! * from[lost + W_QUANTITY]!);
  const at = openRow(state.events, CODE.lost, t);
  const { rows } = state.events;
  rows[at + 2] = clock.index;
  rows[at + 3] = clock.lot;
  rows[at + 4] = clock.run;
  rows[at + 5] = from[lost + W_BUYER]!;
  rows[at + 6] = clock.window.pressIds[lost / WINDOW_ROW]!;
  rows[at + 7] = from[lost + W_STEP]! - from[won + W_STEP]!;
  rows[at + 8] = from[lost + W_TAU]! - from[won + W_TAU]!;
  rows[at + 9] = from[lost + W_RANK] === from[won + W_RANK] ? 1 : 0;
  rows[at + 10] = from[lost + W_VIA_LIMIT]!;
}
