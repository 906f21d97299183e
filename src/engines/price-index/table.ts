/** What was traded, by period and item: one unit value and one total quantity for each item and period. */
import { IndexFault } from "./fault.ts";
import { inOrder } from "./periods.ts";

/** price > 0, in any currency per normalised unit; quantity > 0 in that unit, null when it was not recorded. */
export interface Observation {
  readonly period: string;
  readonly item: string;
  readonly price: number;
  readonly quantity: number | null;
}

/**
 * Cells in order of period and then of item, so that missing ones take no room. `from[period]` is the first cell of a period,
 * `from[periods.length]` the number of cells. `weighted` is false when no observation had a quantity: quantities are then the
 * number of observations and carry no meaning.
 */
export interface PriceTable {
  readonly periods: readonly string[];
  readonly items: readonly string[];
  readonly weighted: boolean;
  readonly from: Int32Array;
  readonly item: Int32Array;
  readonly price: Float64Array;
  readonly quantity: Float64Array;
}

/**
 * Observations in order of period and item, before those of one cell are put together; `row` says as which one each was added.
 * What is resampled or left out is decided by row, so this is made once and tables are made from it many times.
 */
export interface SortedRows extends Pick<PriceTable, "periods" | "items" | "weighted"> {
  readonly row: Int32Array;
  readonly period: Int32Array;
  readonly item: Int32Array;
  readonly price: Float64Array;
  readonly quantity: Float64Array;
}

export interface Collector {
  add(period: string, item: string, price: number, quantity: number | null): void;
  readonly count: number;
  /** Quantities may be ignored altogether where the formula does not look at them; else some without are a fault. */
  rows(quantities?: "needed" | "ignored-if-incomplete"): SortedRows;
}

/**
 * Gathers observations. Items are numbered as they come, periods in order of time. `add` throws `bad-observation` for prices and quantities that
 * are not above zero; `rows` throws `no-observations`, and `needs-quantities` when only some have quantities.
 */
export function createCollector(): Collector {
  const periods = new Map<string, number>();
  const items = new Map<string, number>();
  const [period, item, price, quantity]: number[][] = [[], [], [], []] as number[][];
  let withQuantity = 0;
  return {
    add(label, what, cost, amount) {
      if (!(cost > 0 && cost < Infinity)) throw badObservation(label, what, "price", cost);
      if (amount !== null && !(amount > 0 && amount < Infinity)) throw badObservation(label, what, "quantity", amount);
      period!.push(numberOf(periods, label));
      item!.push(numberOf(items, what));
      price!.push(cost);
      quantity!.push(amount ?? 1);
      if (amount !== null) withQuantity += 1;
    },
    get count() {
      return price!.length;
    },
    rows(quantities = "needed") {
      const count = price!.length;
      if (count === 0) throw new IndexFault("no-observations", {}, "There is no observation to make an index of. Give rows of period, item and price.");
      const incomplete = withQuantity < count;
      if (withQuantity > 0 && incomplete && quantities === "needed") {
        throw new IndexFault("needs-quantities", { missing: count - withQuantity, rows: count }, `${count - withQuantity} of ${count} observations have no quantity. Fill them in, or leave quantities out altogether.`);
      }
      const labels = [...periods.keys()];
      const ordered = inOrder(labels);
      const rank = new Map(ordered.map((label, at) => [label, at]));
      const place = Int32Array.from(labels, (label) => rank.get(label)!);
      const time = new Int32Array(count);
      for (let at = 0; at < count; at += 1) time[at] = place[period![at]!]!;
      const row = countingSort(countingSort(null, item!, items.size), time, ordered.length);
      return {
        periods: ordered, items: [...items.keys()], weighted: !incomplete, row,
        period: picked(new Int32Array(count), time, row), item: picked(new Int32Array(count), item!, row), price: picked(new Float64Array(count), price!, row), quantity: incomplete ? new Float64Array(count).fill(1) : picked(new Float64Array(count), quantity!, row),
      };
    },
  };
}

/** See `createCollector` and `tableOf` for what is thrown and how observations are put together. */
export function tabulate(observations: Iterable<Observation>): PriceTable {
  const collector = createCollector();
  for (const { period, item, price, quantity } of observations) collector.add(period, item, price, quantity);
  return tableOf(collector.rows());
}

function picked<T extends Int32Array | Float64Array>(into: T, values: ArrayLike<number>, row: Int32Array): T {
  for (let at = 0; at < row.length; at += 1) into[at] = values[row[at]!]!;
  return into;
}

function numberOf(numbers: Map<string, number>, label: string): number {
  const known = numbers.get(label);
  if (known !== undefined) return known;
  numbers.set(label, numbers.size);
  return numbers.size - 1;
}

function badObservation(period: string, item: string, what: string, value: number): IndexFault {
  return new IndexFault("bad-observation", { period, item, what, value }, `${item} in ${period}: the ${what} ${value} is not above zero. Leave the row out, or correct it.`);
}

/**
 * Observations of one item in one period become their unit value and total quantity (the mean price where nobody recorded quantities), so that no
 * item counts twice in an unweighted mean. With `times`, by sorted row, an observation counts so many times, 0 for not at all.
 */
export function tableOf(rows: SortedRows, times: ArrayLike<number> | null = null): PriceTable {
  const { periods, items, weighted } = rows;
  const count = rows.row.length;
  const from = new Int32Array(periods.length + 1);
  const [item, price, quantity] = [new Int32Array(count), new Float64Array(count), new Float64Array(count)];
  let cells = 0;
  let at = 0;
  for (let period = 0; period < periods.length; period += 1) {
    while (at < count && rows.period[at] === period) {
      const what = rows.item[at]!;
      let [value, total, seen, last] = [0, 0, 0, 0];
      for (; at < count && rows.period[at] === period && rows.item[at] === what; at += 1) {
        const amount = times === null ? rows.quantity[at]! : rows.quantity[at]! * times[at]!;
        if (amount === 0) continue;
        total += amount;
        value += rows.price[at]! * amount;
        seen += 1;
        last = rows.price[at]!;
      }
      if (seen === 0) continue;
      item[cells] = what;
      // The price of a single observation stays as it was written: p·q/q may differ from p in the last digit.
      price[cells] = seen === 1 ? last : value / total;
      quantity[cells] = total;
      cells += 1;
    }
    from[period + 1] = cells;
  }
  return { periods, items, weighted, from, item: item.slice(0, cells), price: price.slice(0, cells), quantity: quantity.slice(0, cells) };
}

/** The rows in the order of their keys, equal ones as they were; every key from 0 to `keys` − 1. */
export function countingSort(order: Int32Array | null, key: ArrayLike<number>, keys: number): Int32Array {
  const start = new Int32Array(keys + 1);
  for (let at = 0; at < key.length; at += 1) start[key[at]! + 1]! += 1;
  for (let at = 0; at < keys; at += 1) start[at + 1]! += start[at]!;
  const sorted = new Int32Array(key.length);
  for (let at = 0; at < key.length; at += 1) {
    const row = order === null ? at : order[at]!;
    sorted[start[key[row]!]!++] = row;
  }
  return sorted;
}

/** The place of a period in the table. Throws `unknown-period`. */
export function periodAt(table: PriceTable, label: string): number {
  const at = table.periods.indexOf(label);
  if (at === -1) throw new IndexFault("unknown-period", { period: label, first: table.periods[0]!, last: table.periods.at(-1)! }, `There is no period ${label}; there are ${table.periods.length}, from ${table.periods[0]!} to ${table.periods.at(-1)!}.`);
  return at;
}

/** Throws `needs-quantities` when the table has none: `formula` would weight by nothing. */
export function needQuantities(table: PriceTable, formula: string): void {
  if (!table.weighted) throw new IndexFault("needs-quantities", { formula }, `${formula} weights items by what was traded, and no quantity was given. Give quantities, or take an unweighted formula: jevons, dutot, carli, harmonic, cswd, geks-jevons, utpd.`);
}
