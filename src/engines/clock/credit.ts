/**
 * Credit of the session, in minor units: limit ≥ used + held at the moment anything is held, for the buyer and
 * for the one who pays for him. A hold is on every clock at once because there is one book for all of them.
 */
import type { BuyerBook } from "./state.ts";
import { HELD, LIMIT, NONE, PAYER, SEAT_ROW, USED } from "./state.ts";

/** What a buyer has been allowed, has bought for and has on hold, in minor units. */
export interface Credit {
  readonly limit: number;
  readonly used: number;
  readonly held: number;
}

export function creditOf(buyers: BuyerBook, buyer: number): Credit {
  const seat = buyer * SEAT_ROW;
  return { limit: buyers.seats[seat + LIMIT]!, used: buyers.seats[seat + USED]!, held: buyers.seats[seat + HELD]! };
}

function free(seats: Float64Array, seat: number): number {
  return seats[seat + LIMIT]! - seats[seat + USED]! - seats[seat + HELD]!;
}

/** What a buyer may still commit, in minor units; negative when his limit was lowered under his purchases. */
export function available(buyers: BuyerBook, buyer: number): number {
  const { seats } = buyers;
  const own = free(seats, buyer * SEAT_ROW);
  const payer = seats[buyer * SEAT_ROW + PAYER]!;
  return payer === NONE ? own : Math.min(own, free(seats, payer * SEAT_ROW));
}

/**
 * The quantity credit allows: all of it, or as many whole units as can be paid if that is at least `least`, or 0.
 * `price` ≥ 1.
 */
export function affordable(buyers: BuyerBook, buyer: number, price: number, quantity: number, least: number): number {
  const most = available(buyers, buyer);
  if (price * quantity <= most) return quantity;
  const units = Math.floor(most / price);
  return units >= least ? units : 0;
}

/** Adds an amount to one column of the buyer and of his payer. */
function book(buyers: BuyerBook, buyer: number, column: number, amount: number): void {
  const { seats } = buyers;
  const seat = buyer * SEAT_ROW;
  seats[seat + column]! += amount;
  const payer = seats[seat + PAYER]!;
  if (payer !== NONE) seats[payer * SEAT_ROW + column]! += amount;
}

export function hold(buyers: BuyerBook, buyer: number, amount: number): void {
  book(buyers, buyer, HELD, amount);
}

export function release(buyers: BuyerBook, buyer: number, amount: number): void {
  book(buyers, buyer, HELD, -amount);
}

/** The winner's hold becomes a purchase. */
export function useHold(buyers: BuyerBook, buyer: number, amount: number): void {
  book(buyers, buyer, HELD, -amount);
  book(buyers, buyer, USED, amount);
}
