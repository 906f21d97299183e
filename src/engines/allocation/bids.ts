import type { Allocation, Claimant, Division } from "./types.ts";

export interface Ask extends Claimant {
  /** Fen per unit, ≥ 0. */
  readonly ask: number;
}
export interface BidRequest extends Division {
  readonly asks: readonly Ask[];
  /** Fen per unit the buyer pays at most. */
  readonly ceiling: number;
}
export interface BidResult extends Allocation {
  /** Fen per unit that everybody is paid: the highest ask that got something; null when nobody did. */
  readonly clearing: number | null;
}
/** Lowest asks first, one price for all. */
export function sealedBid(_request: BidRequest): BidResult {
  throw new Error("not yet");
}
