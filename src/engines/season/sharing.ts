import { divide, largestRemainder } from "../allocation/claims.ts";
import type { ClaimsRule } from "../allocation/types.ts";

/**
 * Whole pots among claims by a rule of `engines/allocation`, rounded by the largest remainder; nobody gets more than he claims,
 * and what claims leave of the estate stays unplaced. Single pots, not trays: with thousands of orders a year the turn-by-turn
 * award of whole trays would take most of the run, and a tray more or less moves none of the figures.
 */
export function shareOut(rule: ClaimsRule, claims: readonly number[], estate: number): number[] {
  const placed = Math.min(estate, claims.reduce((sum, claim) => sum + claim, 0));
  return placed === 0 ? claims.map(() => 0) : largestRemainder(divide(rule, claims, placed), placed);
}
