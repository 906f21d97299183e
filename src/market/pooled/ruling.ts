import { sealedBid } from "../../engines/allocation/bids.ts";
import { leastCost, type CostWay, type Planner, type TruckRule } from "../../engines/allocation/least-cost.ts";
import type { MixedSolver } from "../../engines/allocation/model.ts";
import { fillByScore } from "../../engines/allocation/priority.ts";
import { USUAL_TIES, type Allocation, type ClaimsRule, type Share, type TieOrder, type Why } from "../../engines/allocation/types.ts";
import { allocate } from "../../engines/allocation/whole.ts";
import type { Rule } from "./rules.ts";
import type { WhyView } from "./views.ts";

/** One grower's claim on one drop, with everything any rule measures. */
export interface Claim {
  readonly id: string;
  readonly claim: number;
  readonly cap: number;
  readonly minBatch: number;
  /** 0–1,000,000. */
  readonly score: number;
  /** Metres; null where unknown. */
  readonly distance: number | null;
  readonly ask: number | null;
  /** Thousandths of a fen per unit. */
  readonly transport: number;
  readonly gradeLoss: number;
  /** Whose trucks he shares; null where carrying is counted per unit. */
  readonly zone?: string | null;
}
export interface Division {
  readonly rule: Rule;
  readonly estate: number;
  readonly step: number;
  /** Another drop has another draw. */
  readonly salt: string;
  readonly fairnessPm: number;
  /** Sealed asks above it get nothing. */
  readonly ceiling: number | null;
  readonly claims: readonly Claim[];
  /** One for each zone that is named. */
  readonly trucks?: readonly TruckRule[];
}
export interface Ruled {
  readonly shares: readonly { readonly id: string; readonly units: number; readonly why: WhyView }[];
  readonly given: number;
  readonly clearing: number | null;
  /** How a least-cost division was found. */
  readonly way: CostWay | null;
}
export interface Solving {
  readonly solver: MixedSolver | null;
  readonly timeLimitMs: number;
  /** Where the engine's own way is worked out; on the calling thread where none is named. */
  readonly planner?: Planner;
  /** Divides a sheet again that a solver made: without its proof there is no answer, where a new sheet would go the repeatable way. */
  readonly strict?: true;
}
/** Without a solver, and where it did not finish: the engine's own way, which needs no clock and so can be repeated. */
export const NO_SOLVER: Solving = { solver: null, timeLimitMs: 0 };

const CLAIMS: Readonly<Partial<Record<Rule, ClaimsRule>>> = { proportional: "proportional", equal_awards: "equal-awards", equal_losses: "equal-losses", talmud: "talmud" };

/** Divides one drop by the order's rule. The same division gives the same shares, in whatever order claims come. */
export async function divideBy(division: Division, solving: Solving): Promise<Ruled> {
  const { rule, estate, step, salt, claims } = division;
  const tie: TieOrder = { by: USUAL_TIES, salt };
  const asked = { estate, step, tie };
  const claimants = claims.map(({ distance, ...one }) => ({ ...one, distance: distance ?? undefined }));
  const found = (allocation: Allocation, clearing: number | null = null, way: CostWay | null = null): Ruled => ({ shares: allocation.shares.map((share) => ({ id: share.id, units: share.units, why: whyOf(rule, share) })), given: allocation.given, clearing, way });
  if (rule === "priority") return found(fillByScore({ ...asked, claimants, largestPerMille: 1_000 }));
  if (rule === "sealed_bid") {
    const result = sealedBid({ ...asked, ceiling: division.ceiling!, asks: claimants.map((one) => ({ ...one, ask: one.ask! })) });
    return found(result, result.clearing);
  }
  if (rule === "least_cost") return leastCostOf({ ...asked, floorPerMille: division.fairnessPm, trucks: division.trucks ?? [], carriers: claimants.map((one) => ({ ...one, zone: one.zone ?? null })) }, solving, found);
  return found(allocate({ ...asked, rule: CLAIMS[rule]!, claimants }));
}

type CostRequest = Parameters<typeof leastCost>[0];

/**
 * What a solver found when its time ran out depends on the machine; such an answer is never published, the repeatable way is
 * taken instead. The same where the solver broke down.
 */
async function leastCostOf(request: CostRequest, { solver, timeLimitMs, planner, strict }: Solving, found: (allocation: Allocation, clearing: null, way: CostWay) => Ruled): Promise<Ruled> {
  const first = await leastCost(request, solver, timeLimitMs, planner).catch((error: unknown) => {
    if (strict) throw error;
    return null;
  });
  if (strict && first?.way === "feasible") throw new Error("the solver's time ran out");
  const result = first === null || first.way === "feasible" ? await leastCost(request, null, 0, planner) : first;
  return found(result, null, result.way);
}

const words = (text: string): string => text.replaceAll("-", "_");

function whyOf(rule: Rule, { exact, units, why }: Share): WhyView {
  const rounding = why.rounding === "up" ? "up" : why.rounding === "down" ? "down" : "exact";
  return { rule, binding: words(why.bound), rounding, fractional: exact, ...figuresOf(why, units), ...(why.rule === "least-cost" && why.truck !== null ? { truck: truckOf(why.truck) } : {}) };
}

/** The zone of who lives nowhere we know is his own; it has no name. */
const truckOf = ({ zone, holds, fixed, started, load }: NonNullable<Extract<Why, { rule: "least-cost" }>["truck"]>): NonNullable<WhyView["truck"]> => ({ town: zone.startsWith(OWN_ZONE) ? "" : zone, holds, fixed, started, load });
/** Who lives in no town we know is fetched alone. */
export const OWN_ZONE = "grower:";

function figuresOf(why: Why, units: number): Pick<WhyView, "claim" | "level" | "score" | "cost"> {
  if (why.rule === "priority") return { claim: why.open, level: why.place, score: why.score, cost: null };
  if (why.rule === "sealed-bid") return { claim: units, level: why.clearing, score: null, cost: why.ask };
  if (why.rule === "least-cost") return { claim: why.floor, level: null, score: null, cost: why.unitCost };
  return { claim: why.claim, level: why.level.value, score: null, cost: null };
}
