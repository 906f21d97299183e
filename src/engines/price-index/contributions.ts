/** What each item contributes to a change of the index: parts that add up to it, for every formula named here. */
import { noMatch } from "./fault.ts";
import { geksLevels } from "./geks.ts";
import { itemColumns } from "./item-columns.ts";
import { logMean } from "./log-mean.ts";
import { matchedItems, type Matched } from "./matched.ts";
import { pairSums } from "./pair-sums.ts";
import { needQuantities, type PriceTable } from "./table.ts";

/**
 * laspeyres, paasche: s·(r − 1) with the base's shares, or the shares of base prices at current quantities. fisher-van-ijzeren: the two in the
 * proportion that gives Fisher (van IJzeren 1987; Balk 2008, chapter 4). fisher-reinsdorf: both as geometric means, their weights
 * averaged (Reinsdorf, Diewert and Ehemann 2002). tornqvist, jevons, geometric-laspeyres, geometric-paasche: geometric weights turned to arithmetic
 * ones by the logarithmic mean of r and the index.
 */
export const CONTRIBUTION_FORMULAS = ["laspeyres", "paasche", "fisher-van-ijzeren", "fisher-reinsdorf", "tornqvist", "jevons", "geometric-laspeyres", "geometric-paasche"] as const;
export type ContributionFormula = (typeof CONTRIBUTION_FORMULAS)[number];

export interface Contributions {
  /** A ratio. */
  readonly index: number;
  /** Places in the table's items, and what each adds to index − 1 (a part of one; × 100 for percentage points). */
  readonly items: Int32Array;
  readonly parts: Float64Array;
}

/** Of the change between two periods. Throws `no-match`, `needs-quantities`. */
export function contributions(table: PriceTable, formula: ContributionFormula, from: number, to: number): Contributions {
  if (formula !== "jevons") needQuantities(table, formula);
  const matched = matchedItems(table, from, to);
  if (matched.count === 0) throw noMatch(table.periods[from]!, table.periods[to]!);
  const ratios = matched.p1.map((price, at) => price / matched.p0[at]!);
  const weights = arithmeticWeights(formula, matched, ratios);
  const parts = weights.map((weight, at) => weight * (ratios[at]! - 1));
  return { index: dot(weights, ratios), items: matched.item, parts };
}

/** Weights w with Σ w = 1 and Σ w·r = the index. */
function arithmeticWeights(formula: ContributionFormula, matched: Matched, ratios: Float64Array): Float64Array {
  const base = shares(matched.p0, matched.q0);
  if (formula === "laspeyres") return base;
  if (formula === "geometric-laspeyres") return fromGeometric(base, ratios);
  if (formula === "jevons") return fromGeometric(ratios.map(() => 1 / ratios.length), ratios);
  const current = shares(matched.p1, matched.q1);
  if (formula === "geometric-paasche") return fromGeometric(current, ratios);
  if (formula === "tornqvist") return fromGeometric(average(base, current, 1 / 2), ratios);
  const hybrid = shares(matched.p0, matched.q1);
  if (formula === "paasche") return hybrid;
  const [laspeyres, paasche] = [dot(base, ratios), dot(hybrid, ratios)];
  if (formula === "fisher-van-ijzeren") return average(base, hybrid, Math.sqrt(paasche) / (Math.sqrt(laspeyres) + Math.sqrt(paasche)));
  return fromGeometric(average(toGeometric(base, ratios), toGeometric(hybrid, ratios), 1 / 2), ratios);
}

function shares(prices: Float64Array, quantities: Float64Array): Float64Array {
  const paid = prices.map((price, at) => price * quantities[at]!);
  return scaled(paid);
}

function scaled(weights: Float64Array): Float64Array {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

const dot = (weights: Float64Array, values: Float64Array): number => weights.reduce((sum, weight, at) => sum + weight * values[at]!, 0);
const average = (one: Float64Array, other: Float64Array, share: number): Float64Array => one.map((weight, at) => share * weight + (1 - share) * other[at]!);

/** Of Π r^w: v ∝ w ÷ L(r, index), because Σ w·ln(r/index) = 0 = Σ v·(r − index). */
function fromGeometric(weights: Float64Array, ratios: Float64Array): Float64Array {
  const index = Math.exp(weights.reduce((sum, weight, at) => sum + weight * Math.log(ratios[at]!), 0));
  return scaled(weights.map((weight, at) => weight / logMean(ratios[at]!, index)));
}

/** Of Σ w·r: the other way round. */
function toGeometric(weights: Float64Array, ratios: Float64Array): Float64Array {
  const index = dot(weights, ratios);
  return scaled(weights.map((weight, at) => weight * logMean(ratios[at]!, index)));
}

export interface CcdiContributions extends Contributions {
  /** What each item adds to ln index, exactly. */
  readonly logs: Float64Array;
}

/**
 * CCDI over all periods of the table, from one of them to another. ln index is a sum over items as it stands: the mean over τ of each item's terms in
 * ln T(τ, to) − ln T(τ, from); the logarithmic mean of the index and 1 turns these into parts of index − 1. Items that no pair of the two
 * periods touches are left out. Throws `no-match`, `needs-quantities`.
 */
export function ccdiContributions(table: PriceTable, from: number, to: number): CcdiContributions {
  needQuantities(table, "ccdi");
  const columns = itemColumns(table);
  const length = table.periods.length;
  const levels = geksLevels(pairSums(columns, "tornqvist", length), table.periods, 0, length);
  const index = Math.exp(levels[to]! - levels[from]!);
  const logs = new Float64Array(table.items.length);
  const touched = new Uint8Array(table.items.length);
  for (const [period, sign] of [[to, 1], [from, -1]] as const) {
    for (let other = 0; other < length; other += 1) {
      if (other === period) continue;
      const matched = matchedItems(table, other, period);
      const weights = average(shares(matched.p0, matched.q0), shares(matched.p1, matched.q1), 1 / 2);
      matched.item.forEach((item, at) => {
        touched[item] = 1;
        logs[item]! += (sign * weights[at]! * Math.log(matched.p1[at]! / matched.p0[at]!)) / length;
      });
    }
  }
  const items = Int32Array.from(logs.keys()).filter((item) => touched[item] === 1);
  const own = Float64Array.from(items, (item) => logs[item]!);
  const perLog = logMean(index, 1);
  return { index, items, logs: own, parts: own.map((log) => log * perLog) };
}
