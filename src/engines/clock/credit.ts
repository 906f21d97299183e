/**
 * Credit of the session, in minor units: limit ≥ used + held at the moment anything is held, for the buyer and
 * for the one who pays for him. A hold is on every clock at once because there is one book for all of them.
 */
import type { BuyerBook } from "./state.ts";
import { SEAT } from "./state.ts";

const { FREE, PAYER, USED, LIMIT, WIDTH } = SEAT;

/** What a buyer has been allowed, has bought for and has on hold, in minor units. */
export interface Credit {
  readonly limit: number;
  readonly used: number;
  readonly held: number;
}

export function creditOf(buyers: BuyerBook, buyer: number): Credit {
  const { seats } = buyers;
  const seat = buyer * WIDTH;
  const limit = seats[seat + LIMIT]!;
  const used = seats[seat + USED]!;
  return { limit, used, held: limit - used - seats[seat + FREE]! };
}

/** What a buyer may still commit, in minor units; negative when his limit was lowered under his purchases. */
export function available(buyers: BuyerBook, buyer: number): number {
  const { seats } = buyers;
  const seat = buyer * WIDTH;
  const own = seats[seat + FREE]!;
  const payer = seats[seat + PAYER]!;
  if (payer < 0) return own;
  const paid = seats[payer * WIDTH + FREE]!;
  return own < paid ? own : paid;
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

export function hold(buyers: BuyerBook, buyer: number, amount: number): void {
  const { seats } = buyers;
  const seat = buyer * WIDTH;
  seats[seat + FREE]! -= amount;
  const payer = seats[seat + PAYER]!;
  if (payer >= 0) seats[payer * WIDTH + FREE]! -= amount;
}

export function release(buyers: BuyerBook, buyer: number, amount: number): void {
  hold(buyers, buyer, -amount);
}

/** The winner's hold becomes a purchase: it was taken from what is free when it was held. */
export function useHold(buyers: BuyerBook, buyer: number, amount: number): void {
  const { seats } = buyers;
  const seat = buyer * WIDTH;
  seats[seat + USED]! += amount;
  const payer = seats[seat + PAYER]!;
  if (payer >= 0) seats[payer * WIDTH + USED]! += amount;
}

/** Sets a limit; what is free changes with it, below zero if the new limit is under what is used and held. */
export function setLimit(buyers: BuyerBook, buyer: number, limit: number): void {
  const { seats } = buyers;
  const seat = buyer * WIDTH;
  seats[seat + FREE]! += limit - seats[seat + LIMIT]!;
  seats[seat + LIMIT] = limit;
}
