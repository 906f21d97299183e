import { addDays, type DayText, daysBetween, mondayOf } from "../calendar/day.ts";
import { festivalAxis } from "../calendar/festivals.ts";
import { equally, type Levels, mapped, quantileOf } from "./levels.ts";

/** Mean price of a week, fen > 0; weeks without trade are left out. */
export interface WeekPrice {
  readonly week: DayText;
  readonly price: number;
}

/** recent: the median of the last weeks. season: the price of the same week of last year's festival axis. */
export const METHODS = ["recent", "season"] as const;
export type Method = (typeof METHODS)[number];

export type Outlook =
  | { readonly ok: false; readonly weeks: number; readonly needed: number }
  | {
    readonly ok: true;
    /** Fen; the middle is the method's own figure. */
    readonly levels: Levels;
    readonly method: Method;
    readonly weeks: number;
    /** Past forecasts over this distance the band is made of, and their mean absolute error in logarithms. */
    readonly tried: number;
    readonly error: number;
    /** 1 − error / error of "recent": above 0 where the season helped. */
    readonly skill: number;
    /** seen: errors over this distance. widened: the history is too short, so errors over a shorter one were widened by √distance. */
    readonly spread: "seen" | "widened";
  };

export const LEAST_WEEKS = 8;
const LEAST_TRIED = 8;
const RECENT_WEEKS = 4;
/** The Spring Festival's trade, in days from it; inside it years are compared on the festival axis. */
const FESTIVE = { from: -70, to: 21 } as const;
const A_YEAR = 364;
/** A neighbour at most this many days away stands for a week without trade. */
const NEAR_DAYS = 10;
/** Points the distribution is made of. */
const POINTS = 19;

/** The day of last year that a day is compared with: the same distance to the Spring Festival near it, else 52 weeks before. */
export function lastYears(day: DayText): DayText {
  const { offset } = festivalAxis(day);
  if (offset < FESTIVE.from || offset > FESTIVE.to) return addDays(day, -A_YEAR);
  const { springFestival } = festivalAxis(day);
  const before = festivalAxis(addDays(springFestival, -A_YEAR)).springFestival;
  return addDays(before, offset);
}

/**
 * What a pot may fetch in a week to come, from what weeks have fetched: two plain methods, each tried from every past week over
 * the same distance, the better one shown with its errors as the band. No model is fitted, and nothing is said for fewer than
 * eight weeks of prices. history: ascending, one a week. week: a Monday after the last of them.
 */
export function outlookOf(history: readonly WeekPrice[], week: DayText): Outlook {
  const last = history.at(-1);
  if (last === undefined || history.length < LEAST_WEEKS) return { ok: false, weeks: history.length, needed: LEAST_WEEKS };
  const distance = Math.max(1, Math.round(daysBetween(last.week, week) / 7));
  const trials = METHODS.map((method) => ({ method, errors: errorsOf(history, distance, method) }));
  const [recent, season] = [trials[0]!, trials[1]!];
  const usable = season.errors.length >= LEAST_TRIED && valueBy("season", history, week) !== null;
  const paired = usable ? { recent: errorsOf(history, distance, "recent", "season"), season: season.errors } : null;
  const seasonal = paired !== null && absolute(paired.season) < absolute(paired.recent);
  const method: Method = seasonal ? "season" : "recent";
  const { errors, widened } = seasonal ? { errors: season.errors, widened: false } : spreadOf(history, distance, recent.errors);
  const centre = valueBy(method, history, week)!;
  const error = absolute(errors);
  return {
    ok: true, method, weeks: history.length, tried: errors.length, error, spread: widened ? "widened" : "seen",
    skill: seasonal ? 1 - absolute(paired.season) / absolute(paired.recent) : 0,
    levels: mapped(thinned(errors), (log) => centre * Math.exp(log)),
  };
}

/** What a method would have said for a week from the history before it; null where it has nothing to say. */
function valueBy(method: Method, history: readonly WeekPrice[], week: DayText): number | null {
  if (method === "recent") {
    const prices = history.slice(-RECENT_WEEKS).map(({ price }) => price).toSorted((a, b) => a - b);
    return prices.length === 0 ? null : (prices[Math.floor((prices.length - 1) / 2)]! + prices[Math.ceil((prices.length - 1) / 2)]!) / 2;
  }
  const wanted = mondayOf(lastYears(week));
  let best: WeekPrice | null = null;
  for (const one of history) if (best === null || Math.abs(daysBetween(one.week, wanted)) < Math.abs(daysBetween(best.week, wanted))) best = one;
  return best !== null && Math.abs(daysBetween(best.week, wanted)) <= NEAR_DAYS ? best.price : null;
}

/** Logarithms of what came over what a method said, over a distance in weeks; with `also` only where that method spoke as well. */
function errorsOf(history: readonly WeekPrice[], distance: number, method: Method, also: Method = method): number[] {
  const errors: number[] = [];
  for (let at = RECENT_WEEKS; at <= history.length; at += 1) {
    const known = history.slice(0, at);
    const target = addDays(known.at(-1)!.week, 7 * distance);
    const came = history.find(({ week }) => week === target);
    if (came === undefined) continue;
    const said = valueBy(method, known, target);
    if (said !== null && (also === method || valueBy(also, known, target) !== null)) errors.push(Math.log(came.price / said));
  }
  return errors;
}

/** Errors over the distance, or over the longest distance that was tried often enough, widened as a random walk's would be. */
function spreadOf(history: readonly WeekPrice[], distance: number, errors: readonly number[]): { errors: readonly number[]; widened: boolean } {
  if (errors.length >= LEAST_TRIED) return { errors, widened: false };
  for (let shorter = distance - 1; shorter >= 1; shorter -= 1) {
    const tried = errorsOf(history, shorter, "recent");
    if (tried.length >= Math.min(LEAST_TRIED, history.length - RECENT_WEEKS)) return { errors: tried.map((log) => log * Math.sqrt(distance / shorter)), widened: true };
  }
  // Weeks far apart: changes from one to the next, whatever lies between.
  return { errors: history.slice(1).map(({ price }, n) => Math.log(price / history[n]!.price) * Math.sqrt(distance)), widened: true };
}

const absolute = (errors: readonly number[]): number => errors.reduce((sum, log) => sum + Math.abs(log), 0) / errors.length;

/** Equally likely points of the errors, shifted so that their middle is 0: the method's figure stays the middle of the band. */
function thinned(errors: readonly number[]): Levels {
  const all = equally(errors);
  const middle = quantileOf(all, 0.5);
  return equally(Array.from({ length: POINTS }, (_, n) => quantileOf(all, (n + 0.5) / POINTS) - middle));
}
