/**
 * A series of values by day, its rhythm (daily trade, weeks, months …) and the days it will have next.
 */
import { addMonths, fromDayNumber, toDayNumber } from "../calendar/day.ts";
import { festivalDay } from "../calendar/festivals.ts";

export interface Series {
  /** Day numbers (days since 1970-01-01), rising, no day twice. */
  readonly days: Int32Array;
  /** One finite value for each day; missing ones are left out of both. */
  readonly values: Float64Array;
}

export interface Rhythm {
  readonly kind: "daily" | "weekly" | "monthly" | "quarterly" | "yearly" | "steps";
  /** Steps of the season that smoothing models use; 1 without a season. */
  readonly period: number;
  /** Days between two values as a rule. */
  readonly spacing: number;
}

const WEEK = 7;
/** A median distance of up to this many days is a market that trades on most days. */
const DAILY_SPACING = 2;
const RHYTHMS: readonly (Rhythm & { readonly from: number; readonly to: number })[] = [
  { kind: "weekly", period: 52, spacing: 7, from: 6, to: 8 },
  { kind: "monthly", period: 12, spacing: 30, from: 27, to: 32 },
  { kind: "quarterly", period: 4, spacing: 91, from: 85, to: 95 },
  { kind: "yearly", period: 1, spacing: 365, from: 360, to: 370 },
];

/** Reads the rhythm off the median distance of days. season: overrides the period; an integer ≥ 1. */
export function rhythmOf(days: ArrayLike<number>, season?: number): Rhythm {
  const gaps = Float64Array.from({ length: Math.max(0, days.length - 1) }, (_, i) => (days[i + 1] as number) - (days[i] as number)).toSorted();
  const spacing = gaps.length === 0 ? 1 : (gaps[Math.floor(gaps.length / 2)] as number);
  const known = RHYTHMS.find(({ from, to }) => spacing >= from && spacing <= to);
  if (known !== undefined) return { kind: known.kind, period: season ?? known.period, spacing: known.spacing };
  if (spacing > DAILY_SPACING) return { kind: "steps", period: season ?? 1, spacing };
  const weeks = days.length < 2 ? 1 : Math.max(1, ((days[days.length - 1] as number) - (days[0] as number)) / WEEK);
  return { kind: "daily", period: season ?? Math.max(1, Math.min(WEEK, Math.round(days.length / weeks))), spacing: 1 };
}

const HABIT_WEEKS = 12;
const HABIT_SHARE = 0.5;
/** The market rests around the Spring Festival; these days from it on are looked up in earlier years. */
const REST_FROM = -2;
const REST_TO = 7;
const REST_YEARS = 3;

/** The days of the next `count` values, by the habits of the days known: the weekdays of late, and the rest at the Spring Festival. */
export function daysToCome(days: ArrayLike<number>, count: number, rhythm: Rhythm): Int32Array {
  const last = days[days.length - 1] as number;
  if (rhythm.kind !== "daily") return Int32Array.from({ length: count }, (_, i) => laterDay(last, i + 1, rhythm));
  const traded = new Set<number>();
  for (let i = 0; i < days.length; i += 1) traded.add(days[i] as number);
  const open = new Set<number>();
  for (let weekday = 0; weekday < WEEK; weekday += 1) {
    let [kept, all] = [0, 0];
    for (let day = last; day > last - HABIT_WEEKS * WEEK && day >= (days[0] as number); day -= 1) {
      if (mod(day) !== weekday) continue;
      all += 1;
      if (traded.has(day)) kept += 1;
    }
    if (all > 0 && kept / all >= HABIT_SHARE) open.add(weekday);
  }
  if (open.size === 0) open.add(mod(last));
  const out = new Int32Array(count);
  for (let day = last + 1, found = 0; found < count; day += 1) {
    if (!open.has(mod(day)) || restsAtSpringFestival(day, days[0] as number, traded)) continue;
    out[found] = day;
    found += 1;
  }
  return out;
}

const mod = (day: number): number => ((day % WEEK) + WEEK) % WEEK;

function restsAtSpringFestival(day: number, first: number, traded: ReadonlySet<number>): boolean {
  const year = Number(fromDayNumber(day).slice(0, 4));
  if (year < 1910 || year > 2090) return false;
  const offset = day - toDayNumber(festivalDay("spring-festival", year));
  if (offset < REST_FROM || offset > REST_TO) return false;
  let [seen, rested] = [0, 0];
  for (let back = 1; back <= REST_YEARS; back += 1) {
    const then = toDayNumber(festivalDay("spring-festival", year - back)) + offset;
    if (then <= first) continue;
    seen += 1;
    if (!traded.has(then)) rested += 1;
  }
  return seen > 0 && rested === seen;
}

function laterDay(last: number, steps: number, rhythm: Rhythm): number {
  const months = { monthly: 1, quarterly: 3, yearly: 12 } as const;
  if (rhythm.kind === "monthly" || rhythm.kind === "quarterly" || rhythm.kind === "yearly") return toDayNumber(addMonths(fromDayNumber(last), steps * months[rhythm.kind]));
  return last + steps * Math.max(1, Math.round(rhythm.spacing));
}
