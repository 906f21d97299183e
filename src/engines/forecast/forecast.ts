/**
 * Forecasts that had to win first: every method forecasts from a rolling origin over the recent past, the one with the least error is
 * taken if it beats the best naive method, and its intervals come from the errors it made. Without skill there is no forecast.
 */
import { compete, errorsByStep, rank, type Competition, type Contestant, type Ranking, type Watch } from "./competition.ts";
import { ErrorRecord } from "./intervals.ts";
import { LEAST_DAYS } from "./calendar-model.ts";
import { normalReach, seasonalStep } from "./measures.ts";
import { valueOf, viewOf, type View } from "./rolling.ts";
import { rhythmOf, type Rhythm, type Series } from "./series.ts";
import { fromDayNumber } from "../calendar/day.ts";

export interface ForecastOptions {
  /** Steps ahead, 1 to MAX_HORIZON. */
  readonly horizon: number;
  /** Steps of a season; read off the dates when left out. */
  readonly season?: number;
  readonly watch?: Watch;
}

export interface ForecastPoint {
  readonly date: string;
  /** The middle of the expected values: for prices on a logarithmic scale the median. */
  readonly mean: number;
  readonly lo80: number;
  readonly hi80: number;
  readonly lo95: number;
  readonly hi95: number;
}

export interface Skill {
  /** 1 − error / error of the last value repeated; above 0 is better than naive. Null where there is nothing to compare with. */
  readonly naive: number | null;
  /** The same against the better of the seasonal naive methods. */
  readonly seasonalNaive: number | null;
  /** And against the best of all naive methods, means and drift among them, chosen afterwards at each step. */
  readonly bestNaive: number | null;
}

export interface ForecastResult {
  /** "none" when no model beats the best naive method. */
  readonly model: string;
  readonly skill: Skill & { readonly horizons: readonly (Skill & { readonly horizon: number })[] };
  readonly points: readonly ForecastPoint[];
  /** What the best naive method says; for information, it is no forecast with skill. */
  readonly naive: { readonly method: string; readonly points: readonly { readonly date: string; readonly value: number }[] };
  readonly rhythm: Rhythm;
  /** Origins that the skill was measured on. */
  readonly origins: number;
}

export const MAX_HORIZON = 400;
/** Fewer values than this say nothing. */
export const LEAST_VALUES = 12;
/** A model must beat the best naive method by this part, or it has won by luck only: of a dozen methods one is always a little ahead. */
const LEAST_SKILL = 0.03;
/** The same where few origins are there to judge by. */
const PLAIN_SKILL = 0.1;
const FEW_ORIGINS = 30;
/** Three years of trade: over fewer days the choice between good methods is a lottery. */
const DAILY_ORIGINS = 1_000;
const OTHER_ORIGINS = 60;
const FEWEST_ORIGINS = 4;
export const LEVELS = [0.8, 0.95] as const;

/** Throws RangeError when the series is shorter than LEAST_VALUES or the horizon out of range. Deterministic. */
export function forecastSeries(series: Series, options: ForecastOptions): ForecastResult {
  const last = series.values.length - 1;
  checkInput(options, last);
  const rhythm = rhythmOf(series.days, options.season);
  const view = viewOf(series, rhythm, options.horizon, trainingEnd(rhythm, last));
  const competition = compete(view, originsBefore(view, last), options.watch);
  const count = competition.origins.length - 1;
  const ranking = rank(competition, 0, count, last);
  const winner = hasSkill(ranking) ? ranking.best : undefined;
  const dates = Array.from(view.days.subarray(last + 1), fromDayNumber);
  const naivePath = ranking.naive.paths[count] as Float64Array;
  const bands = winner === undefined ? undefined : intervalsOf(competition, winner)[count];
  return {
    model: winner?.name ?? "none",
    skill: skillOf(competition, ranking, winner ?? ranking.best),
    points: winner === undefined ? [] : dates.map((date, h) => ({ date, mean: valueOf(view, (winner.paths[count] as Float64Array)[h] as number), ...band(view, bands?.[h]) })),
    naive: { method: ranking.naive.name, points: dates.map((date, h) => ({ date, value: valueOf(view, naivePath[h] as number) })) },
    rhythm,
    origins: count,
  };
}

export const hasSkill = ({ best, ratio, range: [from, to] }: Ranking): boolean => best !== undefined && ratio <= 1 - (to - from < FEW_ORIGINS ? PLAIN_SKILL : LEAST_SKILL);

export function checkInput({ horizon, season }: ForecastOptions, last: number): void {
  if (!Number.isInteger(horizon) || horizon < 1 || horizon > MAX_HORIZON) throw new RangeError(`a forecast reaches 1 to ${MAX_HORIZON} steps ahead, not ${horizon}`);
  if (season !== undefined && (!Number.isInteger(season) || season < 1)) throw new RangeError(`a season has a whole number of steps, at least 1, not ${season}`);
  if (last + 1 < LEAST_VALUES) throw new RangeError(`a forecast needs at least ${LEAST_VALUES} values to learn from, there are ${last + 1}`);
}

/** Up to where the models learn before the first origin that judges them. `last`: the last value known. */
export function trainingEnd(rhythm: Rhythm, last: number): number {
  const daily = rhythm.kind === "daily";
  const wanted = daily && last > 1.5 * LEAST_DAYS ? LEAST_DAYS : Math.min(Math.max(LEAST_VALUES, 3 * rhythm.period + 2), Math.floor(0.6 * last));
  return Math.max(wanted, last - (daily ? DAILY_ORIGINS : OTHER_ORIGINS), Math.min(LEAST_VALUES, last - FEWEST_ORIGINS) - 1);
}

export function originsBefore(view: View, last: number): number[] {
  const from = trainingEnd(view.rhythm, last);
  return Array.from({ length: last - from + 1 }, (_, i) => from + i);
}

export interface Band {
  /** Scaled. */
  readonly lows: readonly number[];
  readonly highs: readonly number[];
}

/** bands[k][h], for the levels of LEVELS: from errors known at the k-th origin only. Undefined while fewer than two are known. */
export function intervalsOf({ view, origins }: Competition, { paths }: Contestant): (Band | undefined)[][] {
  const bands = origins.map((): (Band | undefined)[] => []);
  for (let h = 0; h < view.horizon; h += 1) {
    const records = LEVELS.map((level) => new ErrorRecord(level));
    let fed = 0;
    origins.forEach((origin, k) => {
      for (; fed < k && (origins[fed] as number) + h + 1 <= origin; fed += 1) {
        const error = (view.scaled[(origins[fed] as number) + h + 1] as number) - ((paths[fed] as Float64Array)[h] as number);
        const then = bands[fed]?.[h];
        records.forEach((record, i) => {
          const middle = (paths[fed] as Float64Array)[h] as number;
          record.add(error, then === undefined ? undefined : middle + error >= (then.lows[i] as number) && middle + error <= (then.highs[i] as number));
        });
      }
      (bands[k] as (Band | undefined)[])[h] = bandAt(records, (paths[k] as Float64Array)[h] as number, k === 0 ? undefined : bands[k]?.[h - 1], (paths[k] as Float64Array)[h - 1]);
    });
  }
  return bands;
}

/** Horizons whose errors are not known yet borrow the reach of the horizon before, a little wider. */
function bandAt(records: readonly ErrorRecord[], middle: number, shorter: Band | undefined, shorterMiddle: number | undefined): Band | undefined {
  const reaches = records.map((record, i) => record.reach(normalReach(LEVELS[i] as number)));
  const [inner, outer] = reaches;
  if (inner === undefined || outer === undefined) {
    if (shorter === undefined || shorterMiddle === undefined) return undefined;
    const wider = (edge: number): number => middle + WIDER * (edge - shorterMiddle);
    return { lows: shorter.lows.map(wider), highs: shorter.highs.map(wider) };
  }
  const lows = [middle + Math.min(0, inner.low), middle + Math.min(0, inner.low, outer.low)];
  const highs = [middle + Math.max(0, inner.high), middle + Math.max(0, inner.high, outer.high)];
  return { lows, highs };
}

const WIDER = 1.05;

function band(view: View, of: Band | undefined): Omit<ForecastPoint, "date" | "mean"> {
  const at = (scaled: number | undefined): number => (scaled === undefined ? NaN : valueOf(view, scaled));
  return { lo80: at(of?.lows[0]), hi80: at(of?.highs[0]), lo95: at(of?.lows[1]), hi95: at(of?.highs[1]) };
}

/** Skill of a contestant by the errors in the ranking. */
export function skillOf(competition: Competition, { errors, range }: Ranking, one: Contestant | undefined): ForecastResult["skill"] {
  const { view, contestants } = competition;
  const nameless = { naive: null, seasonalNaive: null, bestNaive: null };
  if (one === undefined) return { ...nameless, horizons: [] };
  const own = errors.get(one.name) ?? errorsByStep(competition, one, ...range);
  const against = (names: readonly string[], h: number): number => Math.min(...names.map((name) => (errors.get(name) as Float64Array)[h] as number));
  const naives = contestants.filter(({ kind }) => kind !== "model").map(({ name }) => name);
  const seasonal = contestants.filter(({ kind }) => kind === "seasonal").map(({ name }) => name);
  const over = (names: readonly string[], hs: readonly number[]): number | null => {
    let [mine, theirs] = [0, 0];
    for (const h of hs) {
      if (Number.isNaN(own[h] as number)) continue;
      mine += own[h] as number;
      theirs += against(names, h);
    }
    return names.length === 0 || !(theirs > 0) || !Number.isFinite(theirs) ? null : 1 - mine / theirs;
  };
  const skill = (hs: readonly number[]): Skill => ({ naive: over(["naive"], hs), seasonalNaive: over(seasonal, hs), bestNaive: over(naives, hs) });
  const steps = Array.from({ length: view.horizon }, (_, h) => h);
  return { ...skill(steps), horizons: steps.map((h) => ({ horizon: h + 1, ...skill([h]) })) };
}

/** What errors are scaled by in MASE: the step of one season (one week in a daily trade) in the values up to `last`. */
export const scaleOfErrors = (view: View, last: number): number => seasonalStep(view.values.subarray(0, last + 1), Math.min(view.rhythm.period, Math.max(1, last)));
