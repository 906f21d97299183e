import { divideHalfUp } from "../fees/rounding.ts";
import { checkDivision, finish, withLoosePart } from "./division.ts";
import { publishedOrder } from "./order.ts";
import type { Allocation, Claimant, Division, PriorityBound, PriorityWhy, Share } from "./types.ts";

/** What is known of a grower, for the score. */
export interface ScoreFacts {
  /** 0–1,000: share of his past units that met their grade. */
  readonly quality: number;
  /** 0–1,000: share of his past deliveries that came in time and in full. */
  readonly punctuality: number;
  /** Metres to the dock, ≥ 0. */
  readonly distance: number;
  /** Fen per unit he asks, ≥ 0. */
  readonly price: number;
}
export interface ScoreParts {
  readonly quality: number;
  readonly punctuality: number;
  readonly distance: number;
  readonly price: number;
}
/** The published formula. */
export interface ScoreFormula {
  /** Per mille, summing to 1,000. */
  readonly weights: ScoreParts;
  /** Metres, ≥ 1: nearness has 1,000 points at the dock, none from here on, evenly between. */
  readonly farthest: number;
  /** Fen per unit: 1,000 points up to `cheapest`, none from `dearest` on, evenly between. */
  readonly cheapest: number;
  readonly dearest: number;
}
/** Points are 0–1,000 each, rounded half up; the score is Σ weight × points, 0–1,000,000, and so exact. */
export interface Score {
  readonly score: number;
  readonly points: ScoreParts;
}
const FULL = 1_000;

/** RangeError for weights that do not sum to 1,000 and for facts out of their range. */
export function scoreOf(facts: ScoreFacts, { weights, farthest, cheapest, dearest }: ScoreFormula): Score {
  const parts = ["quality", "punctuality", "distance", "price"] as const;
  for (const part of parts) {
    if (!Number.isInteger(weights[part]) || weights[part] < 0) throw new RangeError(`the weight of ${part} must be an integer of at least 0, got ${weights[part]}`);
    const most = part === "quality" || part === "punctuality" ? FULL : Number.MAX_SAFE_INTEGER;
    if (!Number.isSafeInteger(facts[part]) || facts[part] < 0 || facts[part] > most) throw new RangeError(`${part} must be an integer from 0 to ${most}, got ${facts[part]}`);
  }
  if (parts.reduce((sum, part) => sum + weights[part], 0) !== FULL) throw new RangeError("the weights must sum to 1,000");
  if (!Number.isSafeInteger(farthest) || farthest < 1) throw new RangeError(`the farthest distance must be at least 1 metre, got ${farthest}`);
  if (!Number.isSafeInteger(cheapest) || !Number.isSafeInteger(dearest) || cheapest < 0 || dearest < cheapest) throw new RangeError(`prices from ${cheapest} to ${dearest} are no range`);
  const points = { quality: facts.quality, punctuality: facts.punctuality, distance: falling(facts.distance, 0, farthest), price: falling(facts.price, cheapest, dearest) };
  return { points, score: parts.reduce((sum, part) => sum + weights[part] * points[part], 0) };
}

/** 1,000 up to `best`, 0 from `worst` on. */
function falling(value: number, best: number, worst: number): number {
  if (value <= best) return FULL;
  return value >= worst ? 0 : Number(divideHalfUp(BigInt(FULL) * BigInt(worst - value), BigInt(worst - best)));
}

export interface PriorityRequest extends Division {
  readonly claimants: readonly Claimant[];
  /** Nobody gets more than this part of the order, 1–1,000 per mille; 1,000 is no such limit. */
  readonly largestPerMille: number;
}

/**
 * Fills the order grower by grower: the highest score first, equal scores by the rest of the published order. Each gets what is
 * open, up to his claim, his cap and the largest part, in whole trays; one whose batch does not fit any more is passed over, and
 * the next is asked. A larger order never gives anybody less, as long as there are no minimum batches and no largest part (which
 * grows with the order, so that the first take more of it).
 */
export function fillByScore(request: PriorityRequest): Allocation<PriorityWhy> {
  const { estate, step, tie, largestPerMille } = request;
  checkDivision(request, request.claimants);
  if (!Number.isInteger(largestPerMille) || largestPerMille < 1 || largestPerMille > FULL) throw new RangeError(`the largest part must be 1 to 1,000 per mille, got ${largestPerMille}`);
  const largest = Number((BigInt(estate) * BigInt(largestPerMille)) / BigInt(FULL));
  const ordered = publishedOrder(request.claimants, { ...tie, by: ["score", ...tie.by.filter((criterion) => criterion !== "score")] });
  const claimants = ordered.map((claimant) => ({ ...claimant, cap: Math.min(claimant.cap ?? claimant.claim, largest) }));
  let open = estate;
  const shares = claimants.map((claimant, at): Share<PriorityWhy> => {
    const { id, claim, cap, minBatch, score } = claimant;
    const wanted = Math.min(claim, cap, open);
    const trays = wanted - (wanted % step);
    const units = trays < (minBatch ?? 0) ? 0 : trays;
    const why: PriorityWhy = { rule: "priority", place: at + 1, score: score ?? 0, open, bound: boundOf(claimant, step, open, units), rounding: units === wanted ? "none" : "down" };
    open -= units;
    return { id, units, exact: wanted, why };
  });
  return finish(request, claimants, withLoosePart(request, claimants, shares, true));
}

function boundOf({ claim, cap, minBatch }: Claimant, step: number, open: number, units: number): PriorityBound {
  const most = Math.min(claim, cap ?? claim);
  if (claim < step) return "no-claim";
  if (open - (open % step) < most - (most % step)) return units === 0 && open >= step && (minBatch ?? 0) > units ? "minimum-down" : "filled";
  if (units === 0) return most < step ? "cap" : "minimum-down";
  return most < claim ? "cap" : "claim";
}
