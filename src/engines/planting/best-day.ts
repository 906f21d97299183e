import { addDays, type DayText, daysBetween, weekday } from "../calendar/day.ts";
import { festivalsBetween, type FestivalCode, festivalDistance } from "../calendar/festivals.ts";

/** Mean price of a business day, fen > 0. */
export interface DayPrice {
  readonly day: DayText;
  readonly price: number;
}
export interface WeekdayEffect {
  /** 1 Monday … 7 Sunday. */
  readonly weekday: number;
  /** Days of this weekday with a price, of all such days between the first and the last. */
  readonly traded: number;
  readonly of: number;
  /** Per cent above or below the days about it, drawn towards nothing where there are few; null without a day. */
  readonly percent: number | null;
}
export type BestDay =
  | { readonly ok: false; readonly days: number; readonly needed: number }
  | {
    readonly ok: true; readonly days: number; readonly weekdays: readonly WeekdayEffect[];
    /** Days to come on which goods like this are usually sold, with what is expected of them. */
    readonly coming: readonly { readonly day: DayText; readonly weekday: number; readonly percent: number | null; readonly festival: FestivalCode | null; readonly usual: boolean }[];
    /** null: no day is better than the others by more than twice the error of the difference. */
    readonly best: DayText | null;
  };

export const LEAST_TRADED_DAYS = 28;
const LEAST_OF_WEEKDAY = 4;
/** Prices are compared with the median of the days so far about them. */
const ABOUT_DAYS = 7;
/** A weekday on which less than this part of the days had trade is not a day for these goods (the calendar of categories). */
const USUAL_PART = 0.3;
/** Days that the mean effect of a weekday is drawn towards nothing by. */
const DRAWN_BY = 4;
const CLEAR = 2;
const WEEK = 7;
/** Goods are bought in the days up to a festival. */
const FESTIVAL_DAYS = 10;

/** history: ascending, one a day. from: the first day he could sell on; ahead: how many days are looked at, ≥ 1. */
export function bestDay(history: readonly DayPrice[], from: DayText, ahead: number): BestDay {
  if (history.length < LEAST_TRADED_DAYS) return { ok: false, days: history.length, needed: LEAST_TRADED_DAYS };
  const residuals = history.map(({ day, price }) => ({ weekday: weekday(day), log: Math.log(price / medianAbout(history, day)) }));
  const [first, last] = [history[0]!.day, history.at(-1)!.day];
  const weekdays = Array.from({ length: WEEK }, (_, n) => effectOf(n + 1, residuals.filter((one) => one.weekday === n + 1).map(({ log }) => log), first, last));
  const coming = Array.from({ length: ahead }, (_, n) => {
    const day = addDays(from, n);
    const effect = weekdays[weekday(day) - 1]!;
    return { day, weekday: effect.weekday, percent: effect.percent, festival: festivalAhead(day), usual: effect.traded / effect.of >= USUAL_PART };
  });
  const usual = coming.filter((one) => one.usual && one.percent !== null);
  const top = usual.toSorted((a, b) => b.percent! - a.percent! || (a.day < b.day ? -1 : 1))[0];
  return { ok: true, days: history.length, weekdays, coming, best: top !== undefined && isClear(top.weekday, new Set(usual.map((one) => one.weekday)), residuals) ? top.day : null };
}

function medianAbout(history: readonly DayPrice[], day: DayText): number {
  const near = history.filter((one) => Math.abs(daysBetween(one.day, day)) <= ABOUT_DAYS).map(({ price }) => price).toSorted((a, b) => a - b);
  return (near[Math.floor((near.length - 1) / 2)]! + near[Math.ceil((near.length - 1) / 2)]!) / 2;
}

function effectOf(which: number, logs: readonly number[], first: DayText, last: DayText): WeekdayEffect {
  let of = 0;
  for (let day = first; day <= last; day = addDays(day, 1)) if (weekday(day) === which) of += 1;
  const mean = logs.reduce((sum, log) => sum + log, 0) / (logs.length + DRAWN_BY);
  return { weekday: which, traded: logs.length, of: Math.max(1, of), percent: logs.length < LEAST_OF_WEEKDAY ? null : 100 * (Math.exp(mean) - 1) };
}

/** Welch's difference of two means above twice its error: the best weekday against all others that come into question. */
function isClear(best: number, asked: ReadonlySet<number>, residuals: readonly { readonly weekday: number; readonly log: number }[]): boolean {
  const ours = residuals.filter((one) => one.weekday === best).map(({ log }) => log);
  const others = residuals.filter((one) => one.weekday !== best && asked.has(one.weekday)).map(({ log }) => log);
  if (ours.length < LEAST_OF_WEEKDAY || others.length < LEAST_OF_WEEKDAY) return false;
  const [a, b] = [momentsOf(ours), momentsOf(others)];
  return a.mean - b.mean > CLEAR * Math.sqrt(a.variance / ours.length + b.variance / others.length);
}

function momentsOf(logs: readonly number[]): { mean: number; variance: number } {
  const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length;
  return { mean, variance: logs.reduce((sum, log) => sum + (log - mean) ** 2, 0) / (logs.length - 1) };
}

/** The festival this day sells for, if one is near enough. */
function festivalAhead(day: DayText): FestivalCode | null {
  return festivalsBetween(day, addDays(day, FESTIVAL_DAYS)).find(({ code }) => festivalDistance(day, code).daysTo <= FESTIVAL_DAYS)?.code ?? null;
}
