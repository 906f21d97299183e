/**
 * Indices of all pairs of periods at once, from sums that add up over items. An item adds to its own pairs only, so what one item,
 * or one party of an item, changes can be taken out and put in again without looking at the others.
 *
 * Memory: 36 bytes for each pair of periods less than `width` apart.
 */
import type { ItemColumns } from "./item-columns.ts";

/** Formulas with time reversal whose pairs are functions of four sums. */
export const PAIR_FORMULAS = ["fisher", "tornqvist", "walsh", "jevons"] as const;
export type PairFormula = (typeof PAIR_FORMULAS)[number];

export type Cells = Pick<ItemColumns, "period" | "price" | "quantity" | "value" | "logPrice">;

export interface PairSums {
  readonly formula: PairFormula;
  readonly periods: number;
  /** Pairs a < b with b − a < width. */
  readonly width: number;
  readonly sums: Float64Array;
  /** Items matched. */
  readonly count: Int32Array;
}

/** Numbers kept for each pair; the first two are sums of what is above zero, except for jevons. */
export const SUMS = 4;

export const slotOf = (pairs: Pick<PairSums, "width">, a: number, b: number): number => a * (pairs.width - 1) + b - a - 1;

export function emptyPairs(formula: PairFormula, periods: number, width: number): PairSums {
  const slots = Math.max(1, periods * (width - 1));
  return { formula, periods, width, sums: new Float64Array(slots * SUMS), count: new Int32Array(slots) };
}

export function pairSums(columns: ItemColumns, formula: PairFormula, width: number): PairSums {
  const pairs = emptyPairs(formula, columns.periods, width);
  for (let item = 0; item < columns.items; item += 1) addItem(pairs, columns, columns.from[item]!, columns.from[item + 1]!, 1, null);
  return pairs;
}

/**
 * Adds (sign 1) or takes out (sign −1) one item: its cells from..to in order of time. With `touched`, flags by period, only pairs with a
 * touched period count.
 */
export function addItem(pairs: PairSums, cells: Cells, from: number, to: number, sign: 1 | -1, touched: Uint8Array | null): void {
  const { width } = pairs;
  const add = ADD[pairs.formula];
  for (let i = from; i < to; i += 1) {
    const a = cells.period[i]!;
    const row = slotOf(pairs, a, a);
    // Where the first period is touched every pair is; elsewhere only those with a touched second one.
    const only = touched === null || touched[a] === 1 ? null : touched;
    let end = to;
    while (cells.period[end - 1]! - a >= width) end -= 1;
    add(pairs, row - a, cells, i, end, sign, only);
  }
}

/** Adds the pairs of cell i with the cells after it, up to `end`; the sums of the pair with period b stand at SUMS · (row + b). One loop each: it runs millions of times. */
type AddRow = (pairs: PairSums, row: number, cells: Cells, i: number, end: number, sign: number, only: Uint8Array | null) => void;

const ADD: Readonly<Record<PairFormula, AddRow>> = {
  tornqvist: ({ sums, count }, row, { period, value, logPrice }, i, end, sign, only) => {
    const [first, log] = [sign * value[i]!, logPrice[i]!];
    for (let j = i + 1; j < end; j += 1) {
      const b = period[j]!;
      if (only !== null && only[b] === 0) continue;
      const at = SUMS * (row + b);
      count[row + b]! += sign;
      const change = logPrice[j]! - log;
      const second = sign * value[j]!;
      sums[at]! += first;
      sums[at + 1]! += second;
      sums[at + 2]! += first * change;
      sums[at + 3]! += second * change;
    }
  },
  fisher: ({ sums, count }, row, { period, price, quantity, value }, i, end, sign, only) => {
    const [first, cost, amount] = [sign * value[i]!, sign * price[i]!, sign * quantity[i]!];
    for (let j = i + 1; j < end; j += 1) {
      const b = period[j]!;
      if (only !== null && only[b] === 0) continue;
      const at = SUMS * (row + b);
      count[row + b]! += sign;
      sums[at]! += first;
      sums[at + 1]! += sign * value[j]!;
      sums[at + 2]! += cost * quantity[j]!;
      sums[at + 3]! += amount * price[j]!;
    }
  },
  walsh: ({ sums, count }, row, { period, price, quantity }, i, end, sign, only) => {
    for (let j = i + 1; j < end; j += 1) {
      const b = period[j]!;
      if (only !== null && only[b] === 0) continue;
      const at = SUMS * (row + b);
      count[row + b]! += sign;
      const weight = sign * Math.sqrt(quantity[i]! * quantity[j]!);
      sums[at]! += weight * price[i]!;
      sums[at + 1]! += weight * price[j]!;
    }
  },
  jevons: ({ sums, count }, row, { period, logPrice }, i, end, sign, only) => {
    for (let j = i + 1; j < end; j += 1) {
      const b = period[j]!;
      if (only !== null && only[b] === 0) continue;
      count[row + b]! += sign;
      sums[SUMS * (row + b)]! += sign * (logPrice[j]! - logPrice[i]!);
    }
  },
};

/** ln of the index from the earlier to the later period of a pair; NaN where no item is matched. */
export function pairLog({ formula, sums, count }: PairSums, slot: number): number {
  const at = slot * SUMS;
  if (count[slot] === 0) return Number.NaN;
  const [first, second, third, fourth] = [sums[at]!, sums[at + 1]!, sums[at + 2]!, sums[at + 3]!];
  if (formula === "tornqvist") return (third / first + fourth / second) / 2;
  if (formula === "fisher") return (Math.log(second / third) + Math.log(fourth / first)) / 2;
  return formula === "walsh" ? Math.log(second / first) : first / count[slot]!;
}
