import { type Batches, settleBatches } from "./batches.ts";
import { checkDivision, finish, withLoosePart } from "./division.ts";
import { publishedOrder } from "./order.ts";
import { awardTrays } from "./sequence.ts";
import type { Allocation, AllocationRequest, ClaimsBound, ClaimsWhy, Claimant, Share } from "./types.ts";

/**
 * Divides an order by one of the rules on claims, in whole trays.
 *
 * A claim counts within its cap and in whole trays; the order is divided in whole trays too. What is then left of order and
 * claims is smaller than a tray for each: it stays unplaced under the reason `loose-part`, or with `loose: "one"` a single grower
 * takes of it what he can, so that he alone ends with a tray that is not full: who can take most, then who was rounded down
 * most, then the published order.
 *
 * Guarantees, each of them tested: nobody above his claim or cap; Σ units + unplaced = estate; the answer does not depend on
 * the order of the claimants; a batch is nothing or at least its minimum. Without minimum batches moreover: every share is the
 * exact one rounded down or up to a tray; equal claims differ by one tray at most; a larger order never gives anybody fewer
 * trays, under each of the four rules; and everything that claims allow is placed. With minimum batches the last two cannot be
 * had together with them by any method; `batches.ts` says what is done instead.
 *
 * RangeError for quantities that are no integers of at least 0, a step below 1, an id twice, or too many trays (MAX_TRAYS).
 */
export function allocate(request: AllocationRequest): Allocation<ClaimsWhy> {
  const { estate, step, rule, tie } = request;
  checkDivision(request, request.claimants);
  const claimants = publishedOrder(request.claimants, tie);
  const counted = claimants.map(({ claim, cap }) => Math.floor(Math.min(claim, cap ?? claim) / step));
  const least = claimants.map(({ minBatch }) => Math.max(1, Math.ceil((minBatch ?? 0) / step)));
  const batches = settleBatches(rule, counted, least, Math.floor(estate / step));
  const trays = traysOf(rule, counted, least, batches);
  const shares = claimants.map((claimant, i): Share<ClaimsWhy> => {
    const { numerator, denominator } = batches.exact[i]!;
    const units = trays[i]! * step;
    const exact = (numerator * step) / denominator;
    const level = batches.level.kind === "rate" ? batches.level : { ...batches.level, value: batches.level.value * step };
    const bound = boundOf(request, claimant, counted[i]!, batches, i);
    return { id: claimant.id, units, exact, why: { rule, claim: counted[i]! * step, level, bound, rounding: exact === units ? "none" : units > exact ? "up" : "down" } };
  });
  return finish(request, claimants, withLoosePart(request, claimants, shares, false));
}

function traysOf(rule: AllocationRequest["rule"], counted: readonly number[], least: readonly number[], { kept, raised, open }: Batches): number[] {
  const trays = counted.map((_, i) => (raised.has(i) ? least[i]! : 0));
  const claims = kept.map((i) => counted[i]!);
  for (const [at, given] of awardTrays(rule, claims, Math.min(open, claims.reduce((sum, claim) => sum + claim, 0))).entries()) trays[kept[at]!] = given;
  return trays;
}

function boundOf({ rule }: AllocationRequest, { claim, cap }: Claimant, counted: number, { raised, dropped, exact }: Batches, i: number): ClaimsBound {
  const { numerator, denominator } = exact[i]!;
  if (counted === 0) return "no-claim";
  if (raised.has(i)) return "minimum-up";
  if (dropped.has(i)) return "minimum-down";
  if (numerator === counted * denominator) return cap !== undefined && cap < claim ? "cap" : "claim";
  return rule === "talmud" && 2 * numerator === counted * denominator ? "half" : "level";
}
