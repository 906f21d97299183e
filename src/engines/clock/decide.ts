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
  const { totals, buyers, lots } = state;
  const { pressing } = buyers;
  const { lot } = clock;
  const winner = winnerOf(state, clock);
  const { buyer, price, quantity } = winner;
  useHold(buyers, buyer, price * quantity);
  const remainder = lots.remaining[lot]! - quantity;
  lots.remaining[lot] = remainder;
  totals.sold += quantity;
  totals.value += price * quantity;
  writeAward(state, clock, t, winner, remainder);
  for (let i = 0; i < count; i += 1) {
    const press = presses[i]!;
    pressing[press.buyer]! &= ~clock.bit;
    if (press !== winner) lose(state, clock, t, press, winner);
  }
  if (winner.viaLimit === 1) fillLimit(state, lot, buyer);
  last.lot = lot;
  last.run = clock.run;
  last.t0 = clock.t0;
  last.stepMs = clock.stepMs;
  last.marginMs = clock.marginMs;
  last.step = winner.step;
  last.tau = winner.tau;
  last.windowEnd = window.end;
  window.count = 0;
  const restart = price + clock.settings.restartSteps * clock.stepValue;
  lots.restartPrice[lot] = restart < clock.startPrice ? restart : clock.startPrice;
  goOn(state, clock, t);
}

function writeAward(state: SessionState, clock: ClockState, t: number, winner: WindowPress, remainder: number): void {
  const row = openRow(state.events, AWARDED, t);
  row[2] = clock.index;
  row[3] = clock.lot;
  row[4] = clock.run;
  row[5] = winner.buyer;
  row[6] = winner.step;
  row[7] = winner.tau;
  row[8] = winner.price;
  row[9] = winner.quantity;
  row[10] = remainder;
  row[11] = winner.viaLimit;
}

function lose(state: SessionState, clock: ClockState, t: number, press: WindowPress, winner: WindowPress): void {
  release(state.buyers, press.buyer, press.price * press.quantity);
  const row = openRow(state.events, LOST, t);
  row[2] = clock.index;
  row[3] = clock.lot;
  row[4] = clock.run;
  row[5] = press.buyer;
  row[6] = press.pressId;
  row[7] = press.step - winner.step;
  row[8] = press.tau - winner.tau;
  row[9] = press.rank === winner.rank ? 1 : 0;
  row[10] = press.viaLimit;
}
