/** The end of a hold window: one award, every other hold released, every loser told by how much. */
import { release, useHold } from "./credit.ts";
import { CODE, openRow } from "./events.ts";
import { fillLimit } from "./limits.ts";
import { goOn } from "./run.ts";
import type { ClockState, SessionState, WindowPress } from "./state.ts";
import { stopPressing, winnerOf } from "./window.ts";

const AWARDED = CODE.awarded;
const LOST = CODE.lost;

/** Decides the open window of a clock at `t` and goes on with the remainder or the next lot. */
export function decide(state: SessionState, clock: ClockState, t: number): void {
  const { events, buyers } = state;
  const { count, presses } = clock.window;
  const { index, lot, run } = clock;
  const winner = winnerOf(state, clock);
  const { rank, step, tau } = winner;
  award(state, clock, t, winner);
  for (let i = 0; i < count; i += 1) {
    const press = presses[i]!;
    stopPressing(buyers, press.buyer, clock);
    if (press === winner) continue;
    release(buyers, press.buyer, press.price * press.quantity);
    const row = openRow(events, LOST, t);
    row[2] = index;
    row[3] = lot;
    row[4] = run;
    row[5] = press.buyer;
    row[6] = press.pressId;
    row[7] = press.step - step;
    row[8] = press.tau - tau;
    row[9] = press.rank === rank ? 1 : 0;
    row[10] = press.viaLimit;
  }
  if (winner.viaLimit === 1) fillLimit(state, lot, winner.buyer);
  rememberDecision(clock, winner);
  clock.window.count = 0;
  goOn(state, clock, t);
}

/** The winner's hold becomes a purchase, and what is left of the lot restarts from its price. */
function award(state: SessionState, clock: ClockState, t: number, winner: WindowPress): void {
  const { lots, totals } = state;
  const { lot } = clock;
  const { buyer, step, tau, price, quantity } = winner;
  useHold(state.buyers, buyer, price * quantity);
  const remainder = lots.remaining[lot]! - quantity;
  const restart = price + clock.settings.restartSteps * clock.stepValue;
  lots.remaining[lot] = remainder;
  lots.restartPrice[lot] = restart < clock.startPrice ? restart : clock.startPrice;
  totals.sold += quantity;
  totals.value += price * quantity;
  const row = openRow(state.events, AWARDED, t);
  row[2] = clock.index;
  row[3] = lot;
  row[4] = clock.run;
  row[5] = buyer;
  row[6] = step;
  row[7] = tau;
  row[8] = price;
  row[9] = quantity;
  row[10] = remainder;
  row[11] = winner.viaLimit;
}

/** What a press that comes too late is told by. */
function rememberDecision(clock: ClockState, winner: WindowPress): void {
  const { last } = clock;
  last.lot = clock.lot;
  last.run = clock.run;
  last.t0 = clock.t0;
  last.stepMs = clock.stepMs;
  last.marginMs = clock.marginMs;
  last.step = winner.step;
  last.tau = winner.tau;
  last.windowEnd = clock.window.end;
}
