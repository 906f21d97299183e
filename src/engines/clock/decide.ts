/** The end of a hold window: one award, every other hold released, every loser told by how much. */
import { release, useHold } from "./credit.ts";
import { CODE, openRow } from "./events.ts";
import { fillLimit } from "./limits.ts";
import { goOn } from "./run.ts";
import type { ClockState, SessionState, WindowPress } from "./state.ts";
import { winnerOf } from "./window.ts";

const AWARDED = CODE.awarded;
const LOST = CODE.lost;

/** Decides the open window of a clock at `t` and goes on with the remainder or the next lot. */
export function decide(state: SessionState, clock: ClockState, t: number): void {
  const { window, last } = clock;
  const { presses, count } = window;
  const { totals, buyers } = state;
  const { pressing } = buyers;
  const lot = state.lots.all[clock.lot]!;
  const winner = winnerOf(state, clock);
  const { buyer, price, quantity } = winner;
  useHold(buyers, buyer, price * quantity);
  lot.remaining -= quantity;
  totals.sold += quantity;
  totals.value += price * quantity;
  writeAward(state, clock, t, winner, lot.remaining);
  for (let i = 0; i < count; i += 1) {
    const press = presses[i]!;
    pressing[press.buyer]! &= ~clock.bit;
    if (press !== winner) lose(state, clock, t, press, winner);
  }
  if (winner.viaLimit === 1) fillLimit(state, clock.lot, buyer);
  last.lot = clock.lot;
  last.run = clock.run;
  last.t0 = clock.t0;
  last.stepMs = clock.stepMs;
  last.marginMs = clock.marginMs;
  last.step = winner.step;
  last.tau = winner.tau;
  last.windowEnd = window.end;
  window.count = 0;
  const restart = price + clock.settings.restartSteps * clock.stepValue;
  lot.restartPrice = restart < clock.startPrice ? restart : clock.startPrice;
  goOn(state, clock, t);
}

function writeAward(state: SessionState, clock: ClockState, t: number, winner: WindowPress, remainder: number): void {
  const at = openRow(state.events, AWARDED, t);
  const { rows } = state.events;
  rows[at + 2] = clock.index;
  rows[at + 3] = clock.lot;
  rows[at + 4] = clock.run;
  rows[at + 5] = winner.buyer;
  rows[at + 6] = winner.step;
  rows[at + 7] = winner.tau;
  rows[at + 8] = winner.price;
  rows[at + 9] = winner.quantity;
  rows[at + 10] = remainder;
  rows[at + 11] = winner.viaLimit;
}

function lose(state: SessionState, clock: ClockState, t: number, press: WindowPress, winner: WindowPress): void {
  release(state.buyers, press.buyer, press.price * press.quantity);
  const at = openRow(state.events, LOST, t);
  const { rows } = state.events;
  rows[at + 2] = clock.index;
  rows[at + 3] = clock.lot;
  rows[at + 4] = clock.run;
  rows[at + 5] = press.buyer;
  rows[at + 6] = press.pressId;
  rows[at + 7] = press.step - winner.step;
  rows[at + 8] = press.tau - winner.tau;
  rows[at + 9] = press.rank === winner.rank ? 1 : 0;
  rows[at + 10] = press.viaLimit;
}
