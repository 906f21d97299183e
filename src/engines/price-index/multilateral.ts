/** Multilateral indices: all periods of a window at once, so that the way taken from one to the other does not matter. */
import { IndexFault } from "./fault.ts";
import { gearyKhamisLevels } from "./geary-khamis.ts";
import { geksLevels } from "./geks.ts";
import { itemColumns } from "./item-columns.ts";
import { pairSums, type PairFormula } from "./pair-sums.ts";
import { needQuantities, type PriceTable } from "./table.ts";
import { timeProductLevels } from "./time-product-dummy.ts";
import { MAX_WINDOW, MIN_WINDOW } from "./window.ts";

/** geks: over Fisher. ccdi: over Törnqvist. gk: Geary–Khamis. tpd, utpd: time-product dummy, by expenditure shares and unweighted. */
export const MULTILATERALS = ["geks", "ccdi", "geks-walsh", "geks-jevons", "gk", "tpd", "utpd"] as const;
export type Multilateral = (typeof MULTILATERALS)[number];

export const GEKS_OVER: Readonly<Partial<Record<Multilateral, PairFormula>>> = { geks: "fisher", ccdi: "tornqvist", "geks-walsh": "walsh", "geks-jevons": "jevons" };
/** They look at prices only. */
export const WITHOUT_QUANTITIES: ReadonlySet<string> = new Set<Multilateral>(["geks-jevons", "utpd"]);

/** Log levels of `length` periods from `start`, up to a constant; a ratio of prices is exp of a difference. */
export type Levels = (start: number, length: number) => Float64Array;

/**
 * `longest`: the most periods a window will have. What windows share is computed once, here.
 * Throws `needs-quantities`, `bad-window`; the levels throw `no-match` (GEKS) or `not-connected` (gk, tpd).
 */
export function multilateralLevels(table: PriceTable, method: Multilateral, longest: number): Levels {
  if (!WITHOUT_QUANTITIES.has(method)) needQuantities(table, method);
  if (longest > MAX_WINDOW) throw new IndexFault("bad-window", { window: longest, least: MIN_WINDOW, most: MAX_WINDOW }, `A window of ${longest} periods is too long; at most ${MAX_WINDOW} are compared at once. Give a shorter window, or take longer periods.`);
  const columns = itemColumns(table);
  const { periods } = table;
  const over = GEKS_OVER[method];
  if (over !== undefined) {
    const pairs = pairSums(columns, over, longest);
    return (start, length) => geksLevels(pairs, periods, start, length);
  }
  if (method === "gk") return (start, length) => gearyKhamisLevels(columns, periods, start, length);
  return (start, length) => timeProductLevels(columns, periods, method === "tpd", start, length);
}
