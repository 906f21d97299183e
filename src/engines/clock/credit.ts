/**
 * Credit of the session, in minor units: limit ≥ used + held at the moment anything is held, for the buyer and
 * for the one who pays for him. A hold is on every clock at once because there is one book for all of them.
 */
import type { BuyerBook } from "./state.ts";
import { NONE } from "./state.ts";

/** What a buyer may still commit, in minor units; negative when his limit was lowered under his purchases. */
export function available(buyers: BuyerBook, buyer: number): number {
  const own = buyers.limit[buyer]! - buyers.used[buyer]! - buyers.held[buyer]!;
  const payer = buyers.payer[buyer]!;
  if (payer === NONE) return own;
  return Math.min(own, buyers.limit[payer]! - buyers.used[payer]! - buyers.held[payer]!);
}

/**
 * The quantity credit allows: all of it, or as many whole units as can be paid if that is at least `least`, or 0.
 * `price` ≥ 1.
 */
export function affordable(buyers: BuyerBook, buyer: number, price: number, quantity: number, least: number): number {
  const free = available(buyers, buyer);
  if (price * quantity <= free) return quantity;
  const units = Math.floor(free / price);
  return units >= least ? units : 0;
}

export function hold(buyers: BuyerBook, buyer: number, amount: number): void {
  buyers.held[buyer]! += amount;
  const payer = buyers.payer[buyer]!;
  if (payer !== NONE) buyers.held[payer]! += amount;
}

export function release(buyers: BuyerBook, buyer: number, amount: number): void {
  hold(buyers, buyer, -amount);
}

/** The winner's hold becomes a purchase. */
export function useHold(buyers: BuyerBook, buyer: number, amount: number): void {
  hold(buyers, buyer, -amount);
  buyers.used[buyer]! += amount;
  const payer = buyers.payer[buyer]!;
  if (payer !== NONE) buyers.used[payer]! += amount;
}
