/**
 * The hold window: the presses that arrived within `holdMs` of the first. The lowest rank wins; rank is twice the
 * response time, and an exact tie is drawn from the committed seed.
 */
import { affordable } from "./credit.ts";
import { drawTie } from "./draw.ts";
import type { BuyerBook, ClockState, HoldWindow, SessionState, WindowPress } from "./state.ts";
import { HOLDING, nobody, SEAT, setDue } from "./state.ts";

const { PRESSING, WIDTH } = SEAT;

/**
 * Units a buyer gets of the running lot: at least the minimum press, at most what is left, all of it if too little
 * would remain; then what credit allows, 0 if that is less than the minimum.
 */
export function take(state: SessionState, clock: ClockState, buyer: number, price: number, asked: number): number {
  const rest = clock.quantity;
  const { minPress } = clock;
  const least = minPress < rest ? minPress : rest;
  let quantity = asked < least ? least : asked > rest ? rest : asked;
  if (rest - quantity < clock.takeAllBelow && affordable(state.buyers, buyer, price, rest, rest) === rest) quantity = rest;
  return affordable(state.buyers, buyer, price, quantity, least);
}

/** The window is over for this buyer. */
export function stopPressing(buyers: BuyerBook, buyer: number, clock: ClockState): void {
  buyers.seats[buyer * WIDTH + PRESSING]! &= ~clock.bit;
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
  const { count } = window;
  const place = window.presses[count] ?? addPlace(window);
  place.buyer = buyer;
  place.rank = rank;
  place.step = step;
  place.tau = tau;
  place.price = price;
  place.quantity = quantity;
  place.pressId = pressId;
  place.viaLimit = viaLimit;
  window.count = count + 1;
  if (count > 0) return;
  window.end = t + clock.holdMs;
  clock.phase = HOLDING;
  setDue(state, clock, window.end);
}

function addPlace(window: HoldWindow): WindowPress {
  const place = nobody();
  window.presses.push(place);
  return place;
}

/**
 * Rank of a limit order that fires at `step`: just behind every live press of that step, or just before them all.
 * Live presses have even ranks, so a limit order never ties with one.
 */
export function limitRank(clock: ClockState, step: number): number {
  const steps = clock.settings.liveBeforeLimit ? step + 1 : step;
  return 2 * steps * clock.stepMs - 1;
}

/** The press that wins the window. Chance is asked only when the lowest rank is shared. */
export function winnerOf(state: SessionState, clock: ClockState): WindowPress {
  const { presses, count } = clock.window;
  let best = presses[0]!;
  let tied = 1;
  for (let i = 1; i < count; i += 1) {
    const press = presses[i]!;
    if (press.rank > best.rank) continue;
    tied = press.rank === best.rank ? tied + 1 : 1;
    if (press.rank < best.rank) best = press;
  }
  return tied === 1 ? best : drawAmongTied(state, clock, best.rank, tied);
}

/** The press of the drawn one among the buyers who share this rank, in the order of their numbers. */
function drawAmongTied(state: SessionState, clock: ClockState, rank: number, tied: number): WindowPress {
  const place = drawTie(state.sha256, state.seed, state.config.id, clock.lot, clock.run, tied);
  const sharing = clock.window.presses.slice(0, clock.window.count).filter((press) => press.rank === rank);
  return sharing.toSorted((a, b) => a.buyer - b.buyer)[place]!;
}
