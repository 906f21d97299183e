/**
 * Every number a bulletin may say, by name, each computed here from the data and carrying where it comes from.
 *
 * A change in per cent is (now − before) / before in tenths of a per cent, half up, from the published integers. A change
 * of an index in points is level − level. Sums are compared over the lines that are shown in both periods only.
 */
import { festivalDistance, nextFestival } from "../calendar/festivals.ts";
import { mulDivHalfUp } from "../fees/rounding.ts";
import { UNITS, type Unit } from "../units/units.ts";
import { isShown, sumOf, type BulletinData, type DataLine, type DataPeriod } from "./data.ts";

/** `price` and `amount` choose the word for a direction: 上涨 or 增长. */
export type Figure =
  & { readonly key: string; readonly source: Source }
  & (
    | { readonly kind: "money"; readonly value: number; readonly per: Unit | null }
    | { readonly kind: "quantity"; readonly value: number; readonly unit: Unit }
    | { readonly kind: "count"; readonly value: number }
    | { readonly kind: "percent"; /** Tenths of a per cent, with its sign. */ readonly value: number; /** The sign before rounding. */ readonly way: -1 | 0 | 1; readonly of: "price" | "amount" }
    | { readonly kind: "share"; /** Tenths of a per cent, no direction. */ readonly value: number }
    | { readonly kind: "points"; /** Hundredths of a point, with its sign. */ readonly value: number }
    | { readonly kind: "level"; /** Hundredths of a point. */ readonly value: number }
    | { readonly kind: "period"; readonly value: string }
    | { readonly kind: "time"; readonly value: string }
  );
export type FigureKind = Figure["kind"];

/** Where a number comes from, so that a page can open it. */
export interface Source {
  readonly dataset: "prices" | "index" | "reasons" | "forecast" | "calendar";
  readonly period: string;
  /** The period it is compared with. */
  readonly against: string | null;
  /** The line of the sheet, the code of the index or reason; null for a sum over all shown lines. */
  readonly line: string | null;
  readonly vintage: string | null;
}
export type Figures = ReadonlyMap<string, Figure>;

export const MOST_MOVERS = 5;
const TENTHS_OF_A_PERCENT = 1_000;

/** Tenths of a per cent, half up; null where there is nothing to divide by. */
export const percentOf = (now: number, before: number): number | null => (before <= 0 ? null : mulDivHalfUp(now - before, TENTHS_OF_A_PERCENT, before));
const wayOf = (difference: number): -1 | 0 | 1 => (difference > 0 ? 1 : difference < 0 ? -1 : 0);

export interface Pair {
  readonly now: DataLine;
  readonly before: DataLine;
}
/** Lines that are shown in both periods. */
export function pairsOf(now: DataPeriod, before: DataPeriod | null): Pair[] {
  const known = new Map((before?.lines ?? []).filter(isShown).map((line) => [line.key, line]));
  return now.lines.filter(isShown).flatMap((line) => { const other = known.get(line.key); return other === undefined ? [] : [{ now: line, before: other }]; });
}
/** Pairs that have a price in both periods. */
export const pricedPairs = (now: DataPeriod, before: DataPeriod | null): Pair[] => pairsOf(now, before).filter((pair) => pair.now.mean !== null && pair.before.mean !== null && pair.before.mean > 0);

/** The strongest first, by the exact ratio of the means; equal ones by the value of their sales, then by key. What moves by less than the last digit shown is no mover. */
export function moversOf(data: BulletinData, way: 1 | -1): Pair[] {
  const moved = pricedPairs(data.now, data.before).filter(({ now, before }) => wayOf(percentOf(now.mean!, before.mean!)!) === way);
  const sorted = moved.toSorted((a, b) => {
    const left = BigInt(a.now.mean!) * BigInt(b.before.mean!);
    const right = BigInt(b.now.mean!) * BigInt(a.before.mean!);
    if (left !== right) return (left > right ? -1 : 1) * way;
    return (b.now.value ?? 0) - (a.now.value ?? 0) || (a.now.key < b.now.key ? -1 : 1);
  });
  return sorted.slice(0, MOST_MOVERS);
}

/** Units in which something is counted on the shown lines, in the house's order. */
export const unitsOf = (lines: readonly DataLine[]): Unit[] => UNITS.filter((unit) => lines.some((line) => isShown(line) && line.unit === unit));

export function figuresOf(data: BulletinData): Figures {
  const found = new Map<string, Figure>();
  const put = (figure: Figure): void => { found.set(figure.key, figure); };
  putPeriods(data, put);
  putSums(data, put);
  putComparison(data, "before", put);
  putComparison(data, "lastyear", put);
  putLines(data, put);
  putIndex(data, put);
  putRest(data, put);
  return found;
}

type Put = (figure: Figure) => void;
const sourceOf = ({ now }: BulletinData, line: string | null = null, against: string | null = null): Source => ({ dataset: "prices", period: now.period, against, line, vintage: now.vintage });

function putPeriods(data: BulletinData, put: Put): void {
  put({ key: "period", kind: "period", value: data.now.period, source: sourceOf(data) });
  if (data.before !== null) put({ key: "before.period", kind: "period", value: data.before.period, source: { ...sourceOf(data), period: data.before.period } });
  if (data.lastYear !== null) put({ key: "lastyear.period", kind: "period", value: data.lastYear.period, source: { ...sourceOf(data), period: data.lastYear.period } });
  if (data.now.vintage !== null) put({ key: "vintage", kind: "time", value: data.now.vintage, source: sourceOf(data) });
}

function putSums(data: BulletinData, put: Put): void {
  const { now } = data;
  const source = sourceOf(data);
  const shown = now.lines.filter(isShown);
  put({ key: "days", kind: "count", value: now.days, source });
  put({ key: "shown", kind: "count", value: shown.length, source });
  put({ key: "withheld", kind: "count", value: now.lines.length - shown.length, source });
  put({ key: "hidden", kind: "count", value: now.hidden, source });
  put({ key: "deals", kind: "count", value: sumOf(shown, (line) => line.deals), source });
  put({ key: "value", kind: "money", per: null, value: sumOf(shown, (line) => line.value), source });
  for (const unit of unitsOf(shown)) {
    const own = shown.filter((line) => line.unit === unit);
    put({ key: `volume.${unit}`, kind: "quantity", unit, value: sumOf(own, (line) => line.sold), source });
    put({ key: `unsold.${unit}`, kind: "quantity", unit, value: sumOf(own, (line) => line.unsold), source });
  }
}

function putComparison(data: BulletinData, name: "before" | "lastyear", put: Put): void {
  const other = name === "before" ? data.before : data.lastYear;
  if (other === null) return;
  const source = sourceOf(data, null, other.period);
  const pairs = pairsOf(data.now, other);
  const priced = pricedPairs(data.now, other);
  const ways = priced.map((pair) => wayOf(pair.now.mean! - pair.before.mean!));
  put({ key: `${name}.compared`, kind: "count", value: priced.length, source });
  put({ key: `${name}.up`, kind: "count", value: ways.filter((way) => way > 0).length, source });
  put({ key: `${name}.down`, kind: "count", value: ways.filter((way) => way < 0).length, source });
  put({ key: `${name}.flat`, kind: "count", value: ways.filter((way) => way === 0).length, source });
  put({ key: `${name}.lines`, kind: "count", value: pairs.length, source });
  const change = (key: string, now: number, before: number): void => {
    const value = percentOf(now, before);
    if (value !== null) put({ key, kind: "percent", of: "amount", value, way: wayOf(now - before), source });
  };
  change(`${name}.value`, sumOf(pairs.map((pair) => pair.now), (line) => line.value), sumOf(pairs.map((pair) => pair.before), (line) => line.value));
  for (const unit of unitsOf(pairs.map((pair) => pair.now))) {
    const own = pairs.filter((pair) => pair.now.unit === unit);
    change(`${name}.volume.${unit}`, sumOf(own.map((pair) => pair.now), (line) => line.sold), sumOf(own.map((pair) => pair.before), (line) => line.sold));
  }
}

/** Figures of a line are named after the line and not after its place, so that an edited text keeps its goods when the order changes. */
function putLines(data: BulletinData, put: Put): void {
  const changes = { before: new Map(pricedPairs(data.now, data.before).map((pair) => [pair.now.key, pair.before])), lastyear: new Map(pricedPairs(data.now, data.lastYear).map((pair) => [pair.now.key, pair.before])) };
  for (const line of data.now.lines) {
    if (!isShown(line)) continue;
    const name = lineCode(line.key);
    const source = sourceOf(data, line.key);
    put({ key: `${name}.sold`, kind: "quantity", unit: line.unit, value: line.sold!, source });
    put({ key: `${name}.unsold`, kind: "quantity", unit: line.unit, value: line.unsold ?? 0, source });
    if (line.mean === null) continue;
    put({ key: `${name}.mean`, kind: "money", per: line.unit, value: line.mean, source });
    put({ key: `${name}.value`, kind: "money", per: null, value: line.value ?? 0, source });
    for (const [way, other] of [["before", data.before], ["lastyear", data.lastYear]] as const) {
      const old = changes[way].get(line.key);
      if (old === undefined || other === null) continue;
      put({ key: `${name}.${way}`, kind: "money", per: line.unit, value: old.mean!, source: { ...source, period: other.period, vintage: other.vintage } });
      put({ key: `${name}.${way === "before" ? "change" : "yearchange"}`, kind: "percent", of: "price", value: percentOf(line.mean, old.mean!)!, way: wayOf(line.mean - old.mean!), source: { ...source, against: other.period } });
    }
  }
}

const FNV_OFFSET = 0xcbf29ce484222325n;
const FNV_PRIME = 0x100000001b3n;
const BASE = 36;
/** A short name for a line's key, the same on every day: FNV-1a, 64 bits, of its characters (Fowler, Noll, Vo). */
export function lineCode(key: string): string {
  let hash = FNV_OFFSET;
  for (const char of key) hash = BigInt.asUintN(64, (hash ^ BigInt(char.codePointAt(0)!)) * FNV_PRIME);
  return `line.${hash.toString(BASE)}`;
}

function putIndex(data: BulletinData, put: Put): void {
  for (const index of data.index) {
    const source: Source = { dataset: "index", period: index.period, against: null, line: index.code, vintage: index.vintage };
    put({ key: `index.${index.code}.level`, kind: "level", value: index.level, source });
    for (const [name, other] of [["before", index.before], ["lastyear", index.lastYear]] as const) {
      if (other === null) continue;
      const against = { ...source, against: other.period };
      put({ key: `index.${index.code}.${name}.period`, kind: "period", value: other.period, source: { ...source, period: other.period } });
      put({ key: `index.${index.code}.${name}.points`, kind: "points", value: index.level - other.level, source: against });
      const percent = percentOf(index.level, other.level);
      if (percent !== null) put({ key: `index.${index.code}.${name}.percent`, kind: "percent", of: "price", value: percent, way: wayOf(index.level - other.level), source: against });
    }
  }
}

function putRest(data: BulletinData, put: Put): void {
  for (const reason of data.reasons) {
    put({ key: `reason.${reason.code}.${reason.unit}`, kind: "quantity", unit: reason.unit, value: reason.quantity, source: { ...sourceOf(data, reason.code), dataset: "reasons" } });
  }
  for (const outlook of skilled(data)) {
    const name = `outlook.${lineCode(outlook.key)}`;
    const source: Source = { dataset: "forecast", period: outlook.period, against: null, line: outlook.key, vintage: outlook.vintage };
    for (const [part, value] of [["mean", outlook.mean], ["low", outlook.low], ["high", outlook.high]] as const) put({ key: `${name}.${part}`, kind: "money", per: outlook.unit, value, source });
    put({ key: `${name}.period`, kind: "period", value: outlook.period, source });
    put({ key: `${name}.skill`, kind: "share", value: outlook.skill, source });
  }
  const calendar: Source = { dataset: "calendar", period: data.now.to, against: null, line: null, vintage: null };
  const festival = nextFestival(data.now.to);
  put({ key: "festival.days", kind: "count", value: festival.daysTo, source: calendar });
  // Lunar festivals move by weeks against the calendar, which is what makes a plain comparison with last year misleading.
  if (data.lastYear !== null) put({ key: "festival.lastyear", kind: "count", value: festivalDistance(data.lastYear.to, festival.code).daysTo, source: { ...calendar, period: data.lastYear.to } });
}

/** Forecasts that beat the naive methods in their backtest; the others are not spoken of. */
export const skilled = (data: BulletinData): BulletinData["outlook"] => data.outlook.filter((outlook) => outlook.skill > 0);
