/** Everything that is said beside a number. Pure: the same inputs give the same figures, chance included. */
import { bilateralIndex } from "../../engines/price-index/bilateral.ts";
import { bootstrap, type SampledObservation } from "../../engines/price-index/bootstrap.ts";
import { ccdiContributions } from "../../engines/price-index/contributions.ts";
import { IndexFault } from "../../engines/price-index/fault.ts";
import { influences, OUTSIZED_INFLUENCE } from "../../engines/price-index/influence.ts";
import { matchedItems } from "../../engines/price-index/matched.ts";
import { DEFAULT_SPLICE, multilateralSeries, nextPublished, WEEKLY_WINDOW, type Extension } from "../../engines/price-index/splice.ts";
import { tabulate, type PriceTable } from "../../engines/price-index/table.ts";
import { createChance } from "../../engines/clock/chance.ts";
import { BASE_VALUE } from "./contract.ts";
import { cellKey, priceOf, type Cell, type JudgedRecord } from "./rules.ts";

export const METHOD_VERSION = "1";
export const SPLICE = DEFAULT_SPLICE;
export const WINDOW = WEEKLY_WINDOW;
export const BOOTSTRAP_DRAWS = 200;
/** A party without whom a number would differ by more than this part of it raises an alarm. */
export const ALARM_SHARE = OUTSIZED_INFLUENCE;
const PER_CENT = 100;

export interface PeriodCells {
  readonly period: string;
  readonly cells: readonly Cell[];
}
export interface Published extends PeriodCells {
  /** 100 at the base. */
  readonly value: number;
}

/** What is kept with a number. All null where nothing may be said. */
export interface Measures {
  readonly coverage: number | null;
  readonly cells: number | null;
  readonly sellers: number | null;
  readonly quantity: number | null;
  readonly value: number | null;
  readonly matchedShare: number | null;
  readonly laspeyres: number | null;
  readonly paasche: number | null;
  readonly fisher: number | null;
  readonly unitValue: number | null;
  /** Of the change in per cent; low and high as values of the index. */
  readonly standardError: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly seed: number | null;
  /** The party that moves the number most, by the letter it has among the group's sellers. */
  readonly most: { readonly seller: string; readonly without: number } | null;
}
export const NOTHING: Measures = { coverage: null, cells: null, sellers: null, quantity: null, value: null, matchedShare: null, laspeyres: null, paasche: null, fisher: null, unitValue: null, standardError: null, low: null, high: null, seed: null, most: null };

export function tableOf(periods: readonly PeriodCells[]): PriceTable {
  return tabulate(periods.flatMap(({ period, cells }) => cells.map((cell) => ({ period, item: cell.code, price: priceOf(cell), quantity: cell.quantity }))));
}

/** Every pair of a window must have a cell in common; the new period is held against all it will be compared with. */
export function comparable(cells: readonly Cell[], before: readonly PeriodCells[]): boolean {
  const codes = new Set(cells.map((cell) => cell.code));
  return before.slice(1 - WINDOW).every((period) => period.cells.some((cell) => codes.has(cell.code)));
}

/** The first window: all its periods at once, 100 at the first. */
export function firstWindow(periods: readonly PeriodCells[]): number[] {
  if (periods.length === 1) return [BASE_VALUE];
  return [...multilateralSeries(tableOf(periods), "ccdi", { window: WINDOW, splice: SPLICE, first: periods.length })].map((ratio) => ratio * BASE_VALUE);
}

/** The next number after those that were published, which stay as they are. */
export function nextValue(before: readonly Published[], next: PeriodCells): number {
  const window = before.slice(1 - WINDOW);
  return nextPublished(tableOf([...window, next]), "ccdi", window.map((period) => period.value), { window: WINDOW, splice: SPLICE });
}

/** The whole series from its inputs, as `hualian index` computes it. */
export function wholeSeries(periods: readonly PeriodCells[], method: Pick<Extension, "window"> & { readonly initial: number }): number[] {
  if (periods.length === 1) return [BASE_VALUE];
  return [...multilateralSeries(tableOf(periods), "ccdi", { window: method.window, splice: SPLICE, first: method.initial })].map((ratio) => ratio * BASE_VALUE);
}

/** Against the period before: what is matched, and what other formulas would say. */
export function comparison(previous: PeriodCells, next: PeriodCells): Pick<Measures, "matchedShare" | "laspeyres" | "paasche" | "fisher" | "unitValue"> {
  const matched = matchedItems(tableOf([previous, next]), 0, 1);
  const [before, now] = [totals(previous.cells), totals(next.cells)];
  const paid = matched.p1.reduce((sum, price, at) => sum + price * matched.q1[at]!, 0);
  return {
    matchedShare: paid / now.value, laspeyres: bilateralIndex("laspeyres", matched), paasche: bilateralIndex("paasche", matched), fisher: bilateralIndex("fisher", matched),
    unitValue: now.value / now.quantity / (before.value / before.quantity),
  };
}

export const totals = (cells: readonly { readonly quantity: number; readonly value: number }[]): { readonly quantity: number; readonly value: number } =>
  ({ quantity: cells.reduce((sum, cell) => sum + cell.quantity, 0), value: cells.reduce((sum, cell) => sum + cell.value, 0) });

/**
 * What each cell adds to the change from the period before, in points; with `splice` they add up to it. The parts are those of the window's own
 * movement; the splice is what linking to all published numbers adds.
 */
export function pointsOf(before: readonly Published[], next: Published): { readonly byCode: ReadonlyMap<string, number>; readonly splice: number } {
  const window = before.slice(1 - WINDOW);
  const previous = window.at(-1)!;
  const table = tableOf([...window, next]);
  const { items, parts, index } = ccdiContributions(table, window.length - 1, window.length);
  const byCode = new Map(Array.from(items, (item, at) => [table.items[item]!, parts[at]! * previous.value]));
  return { byCode, splice: next.value - previous.value * index };
}

/** Seed of a number's bootstrap: the first 31 bits of the digest of its inputs, so that anybody draws the same. */
export const seedOf = (digest: string): number => Number.parseInt(digest.slice(0, 8), 16) % 2_147_483_647;

type Sampled = readonly (JudgedRecord & { readonly code: string; readonly category: string })[];

/** How far the change could have come out otherwise: sellers drawn anew within each category and venue, in the two periods compared. Null where too few draws can be computed. */
export function intervalOf(previous: { readonly period: string; readonly value: number; readonly records: Sampled }, next: { readonly period: string; readonly value: number; readonly records: Sampled }, seed: number): Pick<Measures, "standardError" | "low" | "high" | "seed"> {
  const observations = [previous, next].flatMap(({ period, records }) => records.filter((record) => record.inside).map((record): SampledObservation => ({
    period, item: record.code, price: priceOf(record), quantity: record.quantity, stratum: `${record.category} ${record.venue}`, seller: record.sellerId,
  })));
  const chance = createChance(seed);
  try {
    const found = bootstrap(observations, (table) => Float64Array.of(1, bilateralIndex("tornqvist", matchedOf(table))), { unit: "seller", chance, draws: BOOTSTRAP_DRAWS });
    const change = found.values[1]!;
    return { standardError: found.standardErrors[1]! * PER_CENT, low: (next.value * found.low[1]!) / change, high: (next.value * found.high[1]!) / change, seed };
  } catch (error) {
    if (error instanceof IndexFault) return { standardError: null, low: null, high: null, seed };
    throw error;
  }
}

function matchedOf(table: PriceTable) {
  if (table.periods.length < 2) throw new IndexFault("no-match", {}, "A draw left one period only.");
  const matched = matchedItems(table, 0, 1);
  if (matched.count === 0) throw new IndexFault("no-match", {}, "A draw left no item in common.");
  return matched;
}

export interface PartyEffect {
  readonly sellerId: string;
  /** null where without the party nothing could be compared. */
  readonly without: number | null;
}

/** What the newest number would be without each of its parties, those who move it most first. `window`: records inside, of all its periods. */
export function effectsOf(window: readonly { readonly period: string; readonly records: Sampled }[], value: number): PartyEffect[] {
  const newest = window.at(-1)!;
  const here = new Set(newest.records.filter((record) => record.inside).map((record) => record.sellerId));
  const observations = window.slice(-WINDOW).flatMap(({ period, records }) => records.filter((record) => record.inside).map((record) => ({ period, item: record.code, price: priceOf(record), quantity: record.quantity, party: record.sellerId })));
  return influences(observations, { threshold: ALARM_SHARE }).filter((one) => here.has(one.party))
    .map((one): PartyEffect => ({ sellerId: one.party, without: one.without === null ? null : value / (1 + one.newest) }))
    .toSorted((a, b) => distance(b, value) - distance(a, value));
}

const distance = ({ without }: PartyEffect, value: number): number => (without === null ? Infinity : Math.abs(value - without));
export const isOutsized = (effect: PartyEffect, value: number): boolean => effect.without === null || Math.abs(value / effect.without - 1) > ALARM_SHARE;

/** Letters of the sellers of a set of records, in order of what they sold, so that a letter means nothing elsewhere. */
export function sellersInOrder(records: readonly JudgedRecord[]): string[] {
  const values = new Map<string, number>();
  for (const record of records) if (record.inside) values.set(record.sellerId, (values.get(record.sellerId) ?? 0) + record.value);
  return [...values].toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([seller]) => seller);
}

/** Records with the code and category of their cell. */
export function named<R extends JudgedRecord>(records: readonly R[], cells: readonly Cell[]): (R & { readonly code: string; readonly category: string })[] {
  const byKey = new Map(cells.map((cell) => [cellKey(cell), cell]));
  return records.flatMap((record) => {
    const cell = byKey.get(cellKey(record));
    return cell === undefined || !record.inside ? [] : [{ ...record, code: cell.code, category: cell.category }];
  });
}
