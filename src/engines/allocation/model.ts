/** A sparse linear model with whole variables, and what a solver says about it. Always a minimum. */

export interface Column {
  readonly name: string;
  readonly lower: number;
  /** Infinity: no bound. */
  readonly upper: number;
  readonly cost: number;
  readonly whole: boolean;
}
export interface Term {
  /** Index of the column. */
  readonly column: number;
  readonly factor: number;
}
/** lower ≤ Σ factor × column ≤ upper; ±Infinity for no bound. A column stands once in a row. */
export interface Row {
  readonly name: string;
  readonly terms: readonly Term[];
  readonly lower: number;
  readonly upper: number;
}
export interface MixedModel {
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
}

/** optimal: proven. feasible: a solution, not proven, because time ran out. stopped: time ran out, or the solver broke down, without one. */
export type MixedStatus = "optimal" | "feasible" | "infeasible" | "unbounded" | "stopped";
export interface MixedAnswer {
  readonly status: MixedStatus;
  /** By column; empty without a solution. */
  readonly values: readonly number[];
  readonly objective: number;
  /** By row, of a model without whole variables; empty otherwise. */
  readonly duals: readonly number[];
}
export interface SolveOptions {
  readonly timeLimitMs: number;
}
/** Whoever can solve a model; engines are given one and start none. */
export interface MixedSolver {
  solve(model: MixedModel, options: SolveOptions): Promise<MixedAnswer>;
}
