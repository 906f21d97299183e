/** The end of a hold window: one award, every other hold released, every loser told by how much. */
import { release, useHold } from "./credit.ts";
import { CODE, openRow } from "./events.ts";
import { fillLimit } from "./limits.ts";
import { goOn } from "./run.ts";
import type { ClockState, SessionState } from "./state.ts";
import { NONE } from "./state.ts";

/** Decides the open window of a clock at `t` and goes on with the remainder or the next lot. */
export function decide(state: SessionState, clock: ClockState, t: number): void {
  const { window, last, lot } = clock;
  const { lots, totals } = state;
  const won = window.best;
  const price = window.price[won]!;
  const quantity = window.quantity[won]!;
  useHold(state.buyers, window.buyer[won]!, price * quantity);
  lots.remaining[lot]! -= quantity;
  totals.sold += quantity;
  totals.value += price * quantity;
  writeAward(state, clock, t, won);
  for (let i = 0; i < window.count; i += 1) if (i !== won) lose(state, clock, t, i, won);
  if (window.viaLimit[won] === 1) fillLimit(state, lot, window.buyer[won]!);
  last.lot = lot;
  last.run = clock.run;
  last.t0 = clock.t0;
  last.stepMs = clock.stepMs;
  last.marginMs = clock.marginMs;
  last.step = window.step[won]!;
  last.tau = window.tau[won]!;
  last.windowEnd = window.end;
  window.count = 0;
  window.best = NONE;
  lots.restartPrice[lot] = Math.min(clock.startPrice, price + clock.settings.restartSteps * clock.stepValue);
  goOn(state, clock, t);
}

function writeAward(state: SessionState, clock: ClockState, t: number, won: number): void {
  const { window } = clock;
  const at = openRow(state.events, CODE.awarded, t);
  const rows = state.events.rows;
  rows[at + 2] = clock.index;
  rows[at + 3] = clock.lot;
  rows[at + 4] = clock.run;
  rows[at + 5] = window.buyer[won]!;
  rows[at + 6] = window.step[won]!;
  rows[at + 7] = window.tau[won]!;
  rows[at + 8] = window.price[won]!;
  rows[at + 9] = window.quantity[won]!;
  rows[at + 10] = state.lots.remaining[clock.lot]!;
  rows[at + 11] = window.viaLimit[won]!;
}

function lose(state: SessionState, clock: ClockState, t: number, i: number, won: number): void {
  const { window } = clock;
  release(state.buyers, window.buyer[i]!, window.price[i]! * window.quantity[i]!);
  const at = openRow(state.events, CODE.lost, t);
  const rows = state.events.rows;
  rows[at + 2] = clock.index;
  rows[at + 3] = clock.lot;
  rows[at + 4] = clock.run;
  rows[at + 5] = window.buyer[i]!;
  rows[at + 6] = window.pressId[i]!;
  rows[at + 7] = window.step[i]! - window.step[won]!;
  rows[at + 8] = window.tau[i]! - window.tau[won]!;
  rows[at + 9] = window.rank[i] === window.rank[won] ? 1 : 0;
  rows[at + 10] = window.viaLimit[i]!;
}
