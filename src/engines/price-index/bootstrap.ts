/**
 * How far an index could have come out otherwise: stratified bootstrap (Efron and Tibshirani 1993, chapters 6, 8 and 13).
 *
 * In each draw every stratum gets as many of its units as it has, with replacement: sellers, when one seller's prices go together, or single
 * observations. A unit drawn twice counts twice: an item that several units trade gets its observations twice, an item that is its own alone (a
 * quote of one shop) becomes two items, as otherwise unweighted means would not notice. Then the index is computed anew.
 */
import { IndexFault } from "./fault.ts";
import { createCollector, tableOf, type Observation, type PriceTable, type SortedRows } from "./table.ts";

/** A stratum is drawn from for itself: a collection point, a size class, a channel. A seller is known by stratum and name. */
export interface SampledObservation extends Observation {
  readonly stratum: string;
  readonly seller: string;
}

export interface BootstrapOptions {
  readonly unit: "seller" | "observation";
  /** Numbers in [0, 1), from a seed that is kept with the result. */
  readonly chance: () => number;
  readonly draws?: number;
  /** Of the percentile interval, between 0 and 1. */
  readonly level?: number;
}

export interface BootstrapResult {
  readonly periods: readonly string[];
  /** Of all observations, by period; so are the others. */
  readonly values: Float64Array;
  readonly standardErrors: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly draws: number;
  /** Draws in which the index could not be computed, because two periods had no item in common any more; they are left out. */
  readonly failed: number;
}

export const DEFAULT_DRAWS = 500;
export const DEFAULT_LEVEL = 0.95;
/** Below this share of draws that came out, an interval would speak of the lucky ones only. */
const LEAST_SHARE = 0.9;

/** index: from a table to one value for each of its periods. Throws `bad-sample`, what tables throw, and what `index` throws for all observations. */
export function bootstrap(observations: readonly SampledObservation[], index: (table: PriceTable) => Float64Array, { unit, chance, draws = DEFAULT_DRAWS, level = DEFAULT_LEVEL }: BootstrapOptions): BootstrapResult {
  const collector = createCollector();
  for (const { period, item, price, quantity } of observations) collector.add(period, item, price, quantity);
  const rows = collector.rows();
  const { unitOf, strata } = unitsOf(observations, unit);
  const owners = ownersOf(rows, unitOf);
  const values = index(tableOf(rows));
  const drawn: Float64Array[] = [];
  const counts = new Int32Array(strata.at(-1)!.end);
  const times = new Int32Array(observations.length);
  for (let draw = 0; draw < draws; draw += 1) {
    counts.fill(0);
    for (const { start, end } of strata) for (let k = start; k < end; k += 1) counts[start + Math.floor(chance() * (end - start))]! += 1;
    for (let at = 0; at < times.length; at += 1) times[at] = counts[unitOf[rows.row[at]!]!]!;
    const copies = owners.map((owner) => (owner === SHARED ? 1 : counts[owner]!));
    const one = tryIndex(index, copied(tableOf(rows, times), copies));
    if (one !== null) drawn.push(one);
  }
  if (drawn.length < 2 || drawn.length < LEAST_SHARE * draws) {
    throw new IndexFault("bad-sample", { draws, computed: drawn.length }, `Only ${drawn.length} of ${draws} draws left enough items to compute the index. Take larger strata, coarser items or longer periods.`);
  }
  return { periods: rows.periods, values, ...spread(drawn, level), draws, failed: draws - drawn.length };
}

interface Units {
  /** By observation. */
  readonly unitOf: Int32Array;
  /** Units start … end − 1 of each stratum. */
  readonly strata: readonly { readonly start: number; readonly end: number }[];
}

function unitsOf(observations: readonly SampledObservation[], unit: "seller" | "observation"): Units {
  const byStratum = new Map<string, Map<string | number, number[]>>();
  observations.forEach(({ stratum, seller }, at) => {
    const units = byStratum.get(stratum) ?? new Map<string | number, number[]>();
    byStratum.set(stratum, units);
    const name = unit === "seller" ? seller : at;
    const members = units.get(name);
    if (members === undefined) units.set(name, [at]);
    else members.push(at);
  });
  const unitOf = new Int32Array(observations.length);
  const strata: { start: number; end: number }[] = [];
  let next = 0;
  for (const units of byStratum.values()) {
    strata.push({ start: next, end: next + units.size });
    for (const members of units.values()) {
      for (const at of members) unitOf[at] = next;
      next += 1;
    }
  }
  return { unitOf, strata };
}

const SHARED = -1;

/** The unit that alone trades an item, by item; SHARED where there are several. */
function ownersOf(rows: SortedRows, unitOf: Int32Array): Int32Array {
  const owners = new Int32Array(rows.items.length).fill(SHARED);
  const seen = new Uint8Array(rows.items.length);
  rows.item.forEach((item, at) => {
    const unit = unitOf[rows.row[at]!]!;
    if (seen[item] === 0) owners[item] = unit;
    else if (owners[item] !== unit) owners[item] = SHARED;
    seen[item] = 1;
  });
  return owners;
}

/** Each item as so many items, its quantity divided among them; what is in the table has one copy at least. */
function copied(table: PriceTable, copies: Int32Array): PriceTable {
  const first = new Int32Array(table.items.length);
  let items = 0;
  copies.forEach((count, item) => {
    first[item] = items;
    items += count;
  });
  let cells = 0;
  for (const item of table.item) cells += copies[item]!;
  const from = new Int32Array(table.periods.length + 1);
  const [item, price, quantity] = [new Int32Array(cells), new Float64Array(cells), new Float64Array(cells)];
  let next = 0;
  for (let period = 0; period < table.periods.length; period += 1) {
    for (let cell = table.from[period]!; cell < table.from[period + 1]!; cell += 1) {
      const [one, count] = [table.item[cell]!, copies[table.item[cell]!]!];
      for (let copy = 0; copy < count; copy += 1, next += 1) {
        item[next] = first[one]! + copy;
        price[next] = table.price[cell]!;
        quantity[next] = table.quantity[cell]! / count;
      }
    }
    from[period + 1] = next;
  }
  const names = table.items.flatMap((name, at) => Array.from({ length: copies[at]! }, () => name));
  return { periods: table.periods, items: names, weighted: table.weighted, from, item, price, quantity };
}

function tryIndex(index: (table: PriceTable) => Float64Array, table: PriceTable): Float64Array | null {
  try {
    return index(table);
  } catch (error) {
    if (error instanceof IndexFault && (error.code === "no-match" || error.code === "not-connected")) return null;
    throw error;
  }
}

function spread(drawn: readonly Float64Array[], level: number): Pick<BootstrapResult, "standardErrors" | "low" | "high"> {
  const length = drawn[0]!.length;
  const [standardErrors, low, high] = [new Float64Array(length), new Float64Array(length), new Float64Array(length)];
  for (let at = 0; at < length; at += 1) {
    const sorted = Float64Array.from(drawn, (one) => one[at]!).toSorted();
    const mean = sorted.reduce((sum, value) => sum + value, 0) / sorted.length;
    standardErrors[at] = Math.sqrt(sorted.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (sorted.length - 1));
    low[at] = quantile(sorted, (1 - level) / 2);
    high[at] = quantile(sorted, (1 + level) / 2);
  }
  return { standardErrors, low, high };
}

/** Between the two nearest values (Hyndman and Fan 1996, definition 7). */
function quantile(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const [one, next] = [sorted[below]!, sorted[Math.min(below + 1, sorted.length - 1)]!];
  return one + (place - below) * (next - one);
}
