import { CLAIMS_RULES, type ClaimsRule, type Level } from "./types.ts";

/**
 * The classical rules for dividing an estate on which there are more claims than it can meet (O'Neill 1982; Aumann and
 * Maschler 1985; Herrero and Villar 2001; Thomson 2003). Everybody's share is at least 0 and at most his claim, and the shares
 * sum to min(estate, Σ claims):
 *
 *   proportional   x = c × E / Σc
 *   equal-awards   x = min(c, λ): max-min fair, nobody can get more without somebody smaller getting less
 *   equal-losses   x = max(0, c − λ): the dual, what is missing is awarded equally
 *   talmud         equal awards on half claims up to half of all claims, equal losses on half claims beyond
 *
 * All four need one piece of work, the level λ of equal awards; the others are its mirror images.
 */

/** A share is numerator / denominator: exact while claims and estate are integers below 2^26 in size. */
export interface ExactShares {
  readonly numerators: readonly number[];
  readonly denominator: number;
  readonly level: Level;
}

/** Shares in the order of the claims. Claims and estate: finite, ≥ 0, else RangeError; an estate beyond Σ claims meets them all. */
export function divide(rule: ClaimsRule, claims: readonly number[], estate: number): number[] {
  const { numerators, denominator } = exactShares(rule, claims, estate);
  return numerators.map((numerator) => numerator / denominator);
}

/** The same with the fraction kept, and the level everybody was measured by. */
export function exactShares(rule: ClaimsRule, claims: readonly number[], estate: number): ExactShares {
  for (const amount of [estate, ...claims]) if (!Number.isFinite(amount) || amount < 0) throw new RangeError(`claims and estate must be numbers of at least 0, got ${amount}`);
  if (!CLAIMS_RULES.includes(rule)) throw new RangeError(`no rule is called ${String(rule)}`);
  const total = claims.reduce((sum, claim) => sum + claim, 0);
  const placed = Math.min(estate, total);
  if (rule === "proportional") {
    return { numerators: claims.map((claim) => claim * placed), denominator: total === 0 ? 1 : total, level: { kind: "rate", value: total === 0 ? 0 : placed / total } };
  }
  if (rule === "equal-awards") return awards(claims, placed);
  if (rule === "equal-losses") return losses(claims, total - placed);
  return 2 * placed <= total ? halved(awards(claims, 2 * placed), claims, "award") : halved(awards(claims, 2 * (total - placed)), claims, "loss");
}

/** λ is found from the smallest claim up: whoever claims less than an equal part of what is left is met in full. */
function awards(claims: readonly number[], estate: number): ExactShares {
  let left = estate;
  let open = claims.length;
  for (const claim of claims.toSorted((a, b) => a - b)) {
    if (claim * open > left) break;
    left -= claim;
    open -= 1;
  }
  if (open === 0) return { numerators: claims, denominator: 1, level: { kind: "award", value: claims.reduce((most, claim) => Math.max(most, claim), 0) } };
  return { numerators: claims.map((claim) => Math.min(claim * open, left)), denominator: open, level: { kind: "award", value: left / open } };
}

function losses(claims: readonly number[], missing: number): ExactShares {
  const { numerators, denominator, level } = awards(claims, missing);
  return { numerators: numerators.map((lost, i) => claims[i]! * denominator - lost), denominator, level: { kind: "loss", value: level.value } };
}

/** Equal awards on half claims, given those on whole claims and twice the estate. */
function halved({ numerators, denominator, level }: ExactShares, claims: readonly number[], kind: "award" | "loss"): ExactShares {
  return {
    numerators: kind === "award" ? numerators : numerators.map((lost, i) => 2 * claims[i]! * denominator - lost),
    denominator: 2 * denominator,
    level: { kind, value: level.value / 2 },
  };
}

/** What each got of what he claimed, 0–1; who claimed nothing lacks nothing. */
export function fillRates(claims: readonly number[], shares: readonly number[]): number[] {
  return claims.map((claim, i) => (claim === 0 ? 1 : shares[i]! / claim));
}

/** Jain's index (Σx)² / (n Σx²): 1 when all are equal, 1/n when one has everything. 1 for nothing at all. */
export function jainIndex(values: readonly number[]): number {
  const sum = values.reduce((total, value) => total + value, 0);
  const squares = values.reduce((total, value) => total + value * value, 0);
  return squares === 0 ? 1 : (sum * sum) / (values.length * squares);
}

/**
 * Whole seats by the method of the largest remainder (Hamilton, Hare). Equal remainders go to the earlier. It stays within one
 * of the exact share, but it is not house monotone: more seats can cost somebody one (the Alabama paradox). `whole.ts` is
 * both; this is for figures that others compute this way.
 *
 * weights: ≥ 0 and not all 0, else RangeError; seats: integer ≥ 0.
 */
export function largestRemainder(weights: readonly number[], seats: number): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (!Number.isSafeInteger(seats) || seats < 0) throw new RangeError(`seats must be an integer of at least 0, got ${seats}`);
  if (!(total > 0) || weights.some((weight) => !(weight >= 0))) throw new RangeError("weights must be at least 0 and not all 0");
  const exact = weights.map((weight) => (weight * seats) / total);
  const whole = exact.map(Math.floor);
  const order = exact.map((share, i) => ({ i, rest: share - whole[i]! })).toSorted((a, b) => b.rest - a.rest || a.i - b.i);
  const left = seats - whole.reduce((sum, share) => sum + share, 0);
  for (const { i } of order.slice(0, left)) whole[i]! += 1;
  return whole;
}
