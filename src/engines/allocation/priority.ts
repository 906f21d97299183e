import type { Allocation, Claimant, Division } from "./types.ts";

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
/** The published formula. Weights are per mille and sum to 1,000. */
export interface ScoreFormula {
  readonly weights: { readonly quality: number; readonly punctuality: number; readonly distance: number; readonly price: number };
  /** At this distance and beyond there are no points for nearness, at 0 there are 1,000. */
  readonly farthest: number;
  /** At this price and above there are no points, at `cheapest` and below there are 1,000. */
  readonly dearest: number;
  readonly cheapest: number;
}
/** Points 0–1,000 each; `score` is Σ weight × points, 0–1,000,000. */
export interface Score {
  readonly score: number;
  readonly points: { readonly quality: number; readonly punctuality: number; readonly distance: number; readonly price: number };
}
export function scoreOf(_facts: ScoreFacts, _formula: ScoreFormula): Score {
  throw new Error("not yet");
}

export interface PriorityRequest extends Division {
  readonly claimants: readonly Claimant[];
  /** Nobody gets more than this part of the order; 1,000 for no such limit. */
  readonly largestPerMille: number;
}
/** Fills the order in the order of the scores. */
export function fillByScore(_request: PriorityRequest): Allocation {
  throw new Error("not yet");
}
