import type { ClaimsRule } from "./types.ts";

/**
 * How an exact share grows while the estate grows: every rule on claims never takes anything back (it is resource monotone), so
 * for each grower and each of his trays there is a first estate at which his exact share is beyond it.
 *
 * With S(y) = Σ min(c, y), the estate at which everybody's equal award is y, and C = Σ c, grower i has the share y at
 *
 *   proportional   y × C / c          equal-awards   S(y)          equal-losses   C − S(c − y)
 *   talmud         S(2y) / 2 up to half of his claim, C − S(2(c − y)) / 2 beyond
 *
 * Amounts are in trays. `near` may be any number that orders trays as the estates at half a tray would.
 */
export interface Path {
  /** Smallest whole estate at which the exact share of grower i is at least `tray`, 1 … c. */
  due(i: number, tray: number): number;
  /** Smallest whole estate at which it is more than `tray` − 1. */
  open(i: number, tray: number): number;
  /** Orders trays by the estate at which the exact share is `tray` − ½: who is nearest to a whole tray more. */
  near(i: number, tray: number): number;
}

/** Claims: integers ≥ 0 in trays. */
export function pathOf(rule: ClaimsRule, claims: readonly number[]): Path {
  const total = claims.reduce((sum, claim) => sum + claim, 0);
  const claim = (i: number): number => claims[i]!;
  if (rule === "proportional") {
    return {
      due: (i, tray) => Math.ceil((tray * total) / claim(i)),
      open: (i, tray) => Math.floor(((tray - 1) * total) / claim(i)) + 1,
      // Not multiplied by the total: the quotient is at most 2, where binary fractions still tell all such quotients apart.
      near: (i, tray) => (2 * tray - 1) / claim(i),
    };
  }
  const awarded = equalAwardsEstate(claims);
  const reach = rule === "equal-awards" ? (_: number, y: number): number => awarded(y)
    : rule === "equal-losses" ? (i: number, y: number): number => (y === 0 ? 0 : total - awarded(claim(i) - y))
    : (i: number, y: number): number => (2 * y <= claim(i) ? awarded(2 * y) / 2 : total - awarded(2 * (claim(i) - y)) / 2);
  // Where a share rests for a while, it is left later than it is reached: at nothing under equal losses, at half a claim under Talmud.
  const leave = rule === "equal-awards" ? reach
    : rule === "equal-losses" ? (i: number, y: number): number => total - awarded(claim(i) - y)
    : (i: number, y: number): number => (2 * y < claim(i) ? awarded(2 * y) / 2 : total - awarded(2 * (claim(i) - y)) / 2);
  return {
    due: (i, tray) => Math.ceil(reach(i, tray)),
    open: (i, tray) => Math.floor(leave(i, tray - 1)) + 1,
    near: (i, tray) => reach(i, tray - 0.5),
  };
}

/** y → Σ min(c, y), by the sorted claims and their running sums. */
function equalAwardsEstate(claims: readonly number[]): (y: number) => number {
  const sorted = claims.toSorted((a, b) => a - b);
  const sums = [0];
  for (const claim of sorted) sums.push(sums.at(-1)! + claim);
  return (y) => {
    let low = 0;
    for (let high = sorted.length; low < high; ) {
      const middle = (low + high) >> 1;
      if (sorted[middle]! <= y) low = middle + 1;
      else high = middle;
    }
    return sums[low]! + y * (sorted.length - low);
  };
}
