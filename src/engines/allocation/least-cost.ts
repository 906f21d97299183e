import type { MixedSolver } from "./model.ts";
import type { Allocation, Claimant, Division } from "./types.ts";

export interface Carrier extends Claimant {
  /** Thousandths of a fen per unit, ≥ 0: carrying to the dock, without the truck itself. */
  readonly transport: number;
  /** Thousandths of a fen per unit, ≥ 0: price lost on average to off-grade. */
  readonly gradeLoss: number;
  /** Growers of one zone share trucks; null where nobody needs to start one. */
  readonly zone: string | null;
}
export interface TruckRule {
  readonly zone: string;
  /** Units a truck holds, ≥ 1. */
  readonly holds: number;
  /** Fen for each started truck, ≥ 0. */
  readonly fixed: number;
}
export interface CostRequest extends Division {
  readonly carriers: readonly Carrier[];
  readonly trucks: readonly TruckRule[];
  /** Everybody gets at least this part of his max-min fair share, as far as it can be done. */
  readonly floorPerMille: number;
}
/** exact: closed form, no trucks or batches. solver: proven by the solver. feasible: the solver's best when time ran out. heuristic: ours. */
export type CostWay = "exact" | "solver" | "feasible" | "heuristic";
export interface CostResult extends Allocation {
  readonly way: CostWay;
  /** Thousandths of a fen, trucks included. */
  readonly cost: number;
  /** No division of as many units under the same floors costs less. */
  readonly bound: number;
  readonly trucks: readonly { readonly zone: string; readonly started: number }[];
  /** Units that floors lack because of minimum batches. */
  readonly floorShort: number;
}
/** Least carrying and loss of grade, with a fair floor. Without a solver the answer comes from the heuristic. */
export function leastCost(_request: CostRequest, _solver: MixedSolver | null, _timeLimitMs: number): Promise<CostResult> {
  throw new Error("not yet");
}
