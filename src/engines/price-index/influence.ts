/**
 * What the index would be without each party, so that nobody moves it alone and unseen.
 *
 * An item adds to its own pairs of periods only (pair-sums.ts). For each party the pairs of the cells it traded in are taken out and those of what
 * the others traded there put in; everything else stays as it is.
 */
import { IndexFault } from "./fault.ts";
import { geksLevels } from "./geks.ts";
import { itemColumns, type ItemColumns } from "./item-columns.ts";
import { GEKS_OVER, type Multilateral } from "./multilateral.ts";
import { addItem, pairSums, SUMS, type Cells, type PairSums } from "./pair-sums.ts";
import { countingSort, createCollector, needQuantities, tableOf, type Observation, type SortedRows } from "./table.ts";

export interface PartyObservation extends Observation {
  readonly party: string;
}

/** A party without which the index would differ by more than this part of it, in any period, is looked at by a person. */
export const OUTSIZED_INFLUENCE = 0.01;
/** Where less than this share is left of a sum, what is left has too few true digits, and all is added anew. */
const LEAST_LEFT = 1e-6;

export interface Influence {
  readonly party: string;
  /** Index without the party, 1 at the first period; null when two periods then have no item in common. */
  readonly without: Float64Array | null;
  /** Index with all ÷ index without − 1 by period; empty when `without` is null. */
  readonly effects: Float64Array;
  /** The effect farthest from 0, and its period; Infinity and no period when `without` is null. */
  readonly largest: number;
  readonly period: string | null;
  /** Effect on the newest period's value when all earlier values are published and stay (mean splice on published). */
  readonly newest: number;
  readonly outsized: boolean;
}

export interface InfluenceOptions {
  readonly method?: "ccdi" | "geks" | "geks-walsh" | "geks-jevons";
  /** A part of the index, above 0. */
  readonly threshold?: number;
}

/**
 * One entry for each party, the largest effect first. All periods are one window. Throws what tables throw, `needs-quantities`, and `no-match`
 * when the index of all parties cannot be computed.
 */
export function influences(observations: readonly PartyObservation[], { method = "ccdi", threshold = OUTSIZED_INFLUENCE }: InfluenceOptions = {}): Influence[] {
  const collector = createCollector();
  for (const { period, item, price, quantity } of observations) collector.add(period, item, price, quantity);
  const rows = collector.rows();
  const table = tableOf(rows);
  if (method !== "geks-jevons") needQuantities(table, method);
  const columns = itemColumns(table);
  const whole = pairSums(columns, GEKS_OVER[method satisfies Multilateral]!, rows.periods.length);
  const all = geksLevels(whole, rows.periods, 0, rows.periods.length);
  const parties = partiesOf(observations, rows);
  const remover = createRemover(rows, columns, whole);
  const found = parties.map(({ party, members }) => influenceOf(party, all, levelsOf(remover(members), rows.periods), rows.periods, threshold));
  return found.toSorted((a, b) => Math.abs(b.largest) - Math.abs(a.largest));
}

function levelsOf(pairs: PairSums, labels: readonly string[]): Float64Array | null {
  try {
    return geksLevels(pairs, labels, 0, labels.length);
  } catch (error) {
    if (error instanceof IndexFault && error.code === "no-match") return null;
    throw error;
  }
}

function influenceOf(party: string, all: Float64Array, left: Float64Array | null, labels: readonly string[], threshold: number): Influence {
  if (left === null) return { party, without: null, effects: new Float64Array(0), largest: Infinity, period: null, newest: Infinity, outsized: true };
  const effects = all.map((level, at) => Math.expm1(level - all[0]! - (left[at]! - left[0]!)));
  const at = effects.reduce((best, effect, place) => (Math.abs(effect) > Math.abs(effects[best]!) ? place : best), 0);
  const last = labels.length - 1;
  // Levels are deviations from their mean, so the mean change from all earlier periods to the last is n/(n − 1) of the last level.
  const newest = last === 0 ? 0 : Math.expm1(((all[last]! - left[last]!) * labels.length) / last);
  return { party, without: left.map((level) => Math.exp(level - left[0]!)), effects, largest: effects[at]!, period: labels[at]!, newest, outsized: Math.abs(effects[at]!) > threshold || Math.abs(newest) > threshold };
}

interface Party {
  readonly party: string;
  /** Places in the sorted rows, in order of item and then of period. */
  readonly members: Int32Array;
}

function partiesOf(observations: readonly PartyObservation[], rows: SortedRows): Party[] {
  const numbers = new Map<string, number>();
  for (const { party } of observations) if (!numbers.has(party)) numbers.set(party, numbers.size);
  const byItem = countingSort(null, rows.item, rows.items.length);
  const partyOf = Int32Array.from(rows.row, (row) => numbers.get(observations[row]!.party)!);
  const order = countingSort(byItem, partyOf, numbers.size);
  let start = 0;
  return [...numbers.keys()].map((party, number) => {
    let end = start;
    while (end < order.length && partyOf[order[end]!] === number) end += 1;
    const members = order.subarray(start, end);
    start = end;
    return { party, members };
  });
}

/** From a party's rows to the pair sums without them; the same scratch is used for every party. */
function createRemover(rows: SortedRows, columns: ItemColumns, whole: PairSums): (members: Int32Array) => PairSums {
  const rowsIn = rowsByCell(rows, columns);
  const scratch: PairSums = { ...whole, sums: whole.sums.slice(), count: whole.count.slice() };
  const touched = new Uint8Array(rows.periods.length);
  const rest = emptyCells(rows.periods.length);
  const anew = (members: Int32Array): PairSums => {
    const times = new Uint8Array(rows.row.length).fill(1);
    for (const row of members) times[row] = 0;
    return pairSums(itemColumns(tableOf(rows, times)), whole.formula, whole.width);
  };
  return (members) => {
    scratch.sums.set(whole.sums);
    scratch.count.set(whole.count);
    for (let at = 0; at < members.length;) {
      const item = rows.item[members[at]!]!;
      let end = at;
      touched.fill(0);
      for (; end < members.length && rows.item[members[end]!] === item; end += 1) touched[rows.period[members[end]!]!] = 1;
      const [first, last] = [columns.from[item]!, columns.from[item + 1]!];
      const left = cellsWithout(rows, columns, rowsIn, members.subarray(at, end), first, last, rest);
      if (left === null) return anew(members);
      addItem(scratch, columns, first, last, -1, touched);
      addItem(scratch, rest, 0, left, 1, touched);
      at = end;
    }
    return exhausted(scratch, whole) ? anew(members) : scratch;
  };
}

function emptyCells(size: number): Cells {
  return { period: new Int32Array(size), price: new Float64Array(size), quantity: new Float64Array(size), value: new Float64Array(size), logPrice: new Float64Array(size) };
}

/** One item's cells without a party's rows, in `into`; how many are left, or null when a cell's rest has lost its digits. */
function cellsWithout(rows: SortedRows, columns: ItemColumns, rowsIn: Int32Array, members: Int32Array, first: number, last: number, into: Cells): number | null {
  let [left, at] = [0, 0];
  for (let cell = first; cell < last; cell += 1) {
    const period = columns.period[cell]!;
    let [quantity, value, price] = [columns.quantity[cell]!, columns.value[cell]!, columns.price[cell]!];
    if (at < members.length && rows.period[members[at]!] === period) {
      let theirs = 0;
      for (; at < members.length && rows.period[members[at]!] === period; at += 1, theirs += 1) {
        quantity -= rows.quantity[members[at]!]!;
        value -= rows.quantity[members[at]!]! * rows.price[members[at]!]!;
      }
      if (theirs === rowsIn[cell]) continue;
      if (quantity < LEAST_LEFT * columns.quantity[cell]! || value < LEAST_LEFT * columns.value[cell]!) return null;
      price = value / quantity;
    }
    into.period[left] = period;
    into.price[left] = price;
    into.quantity[left] = quantity;
    into.value[left] = value;
    into.logPrice[left] = Math.log(price);
    left += 1;
  }
  return left;
}

/** Observations in each cell of the columns; rows stand in order of time, so each item's next cell is the next of its column. */
function rowsByCell(rows: SortedRows, columns: ItemColumns): Int32Array {
  const [counts, next] = [new Int32Array(columns.period.length), columns.from.slice()];
  for (let at = 0; at < rows.row.length;) {
    const [period, item] = [rows.period[at]!, rows.item[at]!];
    const cell = next[item]!++;
    for (; at < rows.row.length && rows.period[at] === period && rows.item[at] === item; at += 1) counts[cell]! += 1;
  }
  return counts;
}

/** Whether so little is left of some pair that the digits taken out with the rest are missed. Sums of logarithms may cancel and do no harm. */
function exhausted(left: PairSums, whole: PairSums): boolean {
  if (left.formula === "jevons") return false;
  for (let slot = 0; slot < left.count.length; slot += 1) {
    if (left.count[slot] === 0) continue;
    const at = slot * SUMS;
    if (left.sums[at]! < LEAST_LEFT * whole.sums[at]! || left.sums[at + 1]! < LEAST_LEFT * whole.sums[at + 1]!) return true;
  }
  return false;
}
