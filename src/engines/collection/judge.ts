/** What a row's figures are worth, by the standard: a price, no price, or a contradiction that is named. */
import type { NamedProblem, Status } from "./standard.ts";

/** As read: mills and units; null where the file says nothing. */
export interface Figures {
  readonly quantity: number | null;
  readonly min: number | null;
  readonly max: number | null;
  readonly mean: number | null;
}

export interface Judgement {
  readonly status: Exclude<Status, "excluded">;
  readonly problem: NamedProblem | null;
  /** The figure the problem is seen at. */
  readonly at: keyof Figures | null;
}

const KEPT: Judgement = { status: "kept", problem: null, at: null };
const MISSING: Judgement = { status: "missing", problem: null, at: null };
const named = (problem: NamedProblem, at: keyof Figures): Judgement => ({ status: "named", problem, at });

/**
 * A zero price is no price: a market that pays nothing does not exist, a clerk who types nothing does. A lowest or highest price of
 * zero beside a true mean is not given either, and does not count against it.
 */
export function judge({ quantity, min, max, mean }: Figures): Judgement {
  if (quantity !== null && quantity < 0) return named("negative_quantity", "quantity");
  if (mean !== null && mean < 0) return named("negative_price", "mean");
  if (mean === null || mean === 0) return MISSING;
  if (quantity === 0) return named("zero_quantity", "quantity");
  if (min !== null && min < 0) return named("negative_price", "min");
  if (max !== null && max < 0) return named("negative_price", "max");
  const low = min === null || min === 0 ? null : min;
  const high = max === null || max === 0 ? null : max;
  if (low !== null && high !== null && low > high) return named("min_above_max", "min");
  if (low !== null && low > mean) return named("min_above_mean", "min");
  return high !== null && mean > high ? named("mean_above_max", "mean") : KEPT;
}
