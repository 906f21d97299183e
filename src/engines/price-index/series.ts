/** Series of a bilateral index over all periods of a table. */
import { bilateralIndex, DEFAULT_SIGMA, UNWEIGHTED, USES_BASKET, type Bilateral } from "./bilateral.ts";
import { noMatch } from "./fault.ts";
import { matchedItems } from "./matched.ts";
import { needQuantities, type PriceTable } from "./table.ts";

/** fixed: each period against the base. chained: steps from period to period multiplied. period: each period against the one before. */
export const LINKS = ["fixed", "chained", "period"] as const;
export type Link = (typeof LINKS)[number];

/** base, basket: places of periods (0 where left out); the basket gives lowe and young their weights. sigma: see lloyd-moulton. */
export interface BilateralOptions {
  readonly link?: Link;
  readonly base?: number;
  readonly basket?: number;
  readonly sigma?: number;
}

/**
 * One value for each period: 1 at the base (fixed, chained; periods before it get theirs too), 1 at the first period (period).
 * Throws `no-match` naming two periods without a common item, `needs-quantities` where a weighted formula has none.
 */
export function bilateralSeries(table: PriceTable, formula: Bilateral, { link = "fixed", base = 0, basket = 0, sigma = DEFAULT_SIGMA }: BilateralOptions = {}): Float64Array {
  if (!UNWEIGHTED.has(formula)) needQuantities(table, formula);
  const compare = (from: number, to: number): number => {
    const matched = matchedItems(table, from, to, USES_BASKET.has(formula) ? basket : from);
    if (matched.count === 0) throw noMatch(table.periods[from]!, table.periods[to]!);
    return bilateralIndex(formula, matched, sigma);
  };
  const series = new Float64Array(table.periods.length).fill(1);
  if (link === "fixed") {
    for (let at = 0; at < series.length; at += 1) if (at !== base) series[at] = compare(base, at);
    return series;
  }
  for (let at = 1; at < series.length; at += 1) series[at] = compare(at - 1, at) * (link === "chained" ? series[at - 1]! : 1);
  return link === "chained" ? rebased(series, base) : series;
}

/** The series divided by its value at `base`, which becomes exactly 1. */
export function rebased(series: Float64Array, base: number): Float64Array {
  const at = series[base]!;
  return series.map((value) => value / at);
}
