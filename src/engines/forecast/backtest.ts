/**
 * How a forecast would have done: the method is chosen by the errors known on the day, forecasts from rolling origins are held
 * against what came, next to every naive method.
 */
import { compete, rank, type Competition, type Contestant, type Watch } from "./competition.ts";
import { type Band, checkInput, hasSkill, intervalsOf, LEAST_VALUES, originsBefore, scaleOfErrors, skillOf, trainingEnd, type ForecastResult } from "./forecast.ts";
import * as measures from "./measures.ts";
import { valueOf, viewOf } from "./rolling.ts";
import { rhythmOf, type Rhythm, type Series } from "./series.ts";
import { fromDayNumber } from "../calendar/day.ts";

export interface BacktestOptions {
  readonly horizon: number;
  /** Day number: every forecast day of the test lies on it or later; the first origin is the last value before it. */
  readonly from: number;
  /** Every how many values an origin stands, from 1. */
  readonly step: number;
  readonly season?: number;
  readonly watch?: Watch;
}

export interface MethodErrors {
  readonly mape: number;
  readonly mae: number;
}

export interface HorizonErrors {
  readonly horizon: number;
  /** Forecasts whose day has come. */
  readonly count: number;
  readonly mape: number;
  readonly mase: number;
  readonly mae: number;
  readonly smape: number;
  readonly rmsse: number;
  /** Shares of the values inside the intervals. */
  readonly coverage80: number;
  readonly coverage95: number;
  readonly pinball10: number;
  readonly pinball90: number;
  /** The best naive method by each measure, looked up afterwards. */
  readonly bestNaive: { readonly mape: { readonly method: string; readonly value: number }; readonly mae: { readonly method: string; readonly value: number } };
  /** Error divided by that of the best naive method; below 1 the forecast is better. */
  readonly ratio: MethodErrors;
  /** Diebold and Mariano against the last value repeated; absolute errors. */
  readonly dieboldMariano: measures.DieboldMariano | null;
  /** Every method that took part. */
  readonly methods: Readonly<Record<string, MethodErrors>>;
}

export interface BacktestResult {
  /** What was chosen for most origins; "none" when mostly nothing beat the best naive method, whose figures then stand in the errors. */
  readonly model: string;
  /** Each choice, from the day of its first origin on; "none" stands for the naive method. */
  readonly choices: readonly { readonly from: string; readonly model: string; readonly naive: string }[];
  readonly skill: ForecastResult["skill"];
  readonly rhythm: Rhythm;
  readonly from: string;
  readonly to: string;
  readonly step: number;
  readonly origins: number;
  readonly errors: readonly HorizonErrors[];
}

/** Throws RangeError when fewer than LEAST_VALUES values lie before `from`, or none on or after it. */
export function backtestSeries(series: Series, options: BacktestOptions): BacktestResult {
  const { days, values } = series;
  let first = days.findIndex((day) => day >= options.from) - 1;
  if (first === -2) throw new RangeError(`no value lies on or after ${fromDayNumber(options.from)}, the last is of ${fromDayNumber(days.at(-1) as number)}`);
  first = Math.max(-1, first);
  if (first + 1 < LEAST_VALUES) throw new RangeError(`${first + 1} values lie before ${fromDayNumber(options.from)}; at least ${LEAST_VALUES} are needed to learn from`);
  if (!Number.isInteger(options.step) || options.step < 1) throw new RangeError(`origins stand every whole number of values, at least 1, not ${options.step}`);
  checkInput(options, values.length - 1);
  const rhythm = rhythmOf(days.subarray(0, first + 1), options.season);
  const view = viewOf(series, rhythm, options.horizon, trainingEnd(rhythm, first));
  const before = originsBefore(view, first).slice(0, -1);
  const tested: number[] = [];
  for (let origin = first; origin < values.length - 1; origin += options.step) tested.push(origin);
  const competition = compete(view, [...before, ...tested], options.watch);
  const { judged, choices, model } = choose(competition, before.length);
  const after = rank(competition, before.length, competition.origins.length, values.length - 1);
  const bands = intervalsOf(competition, judged);
  return {
    model,
    choices,
    skill: skillOf(competition, after, judged),
    rhythm,
    from: fromDayNumber(days[first + 1] as number),
    to: fromDayNumber(days.at(-1) as number),
    step: options.step,
    origins: tested.length,
    errors: Array.from({ length: options.horizon }, (_, h) => horizonErrors(competition, judged, bands, before.length, h)).filter(({ count }) => count > 0),
  };
}

/** The method is chosen anew every so many origins, as whoever forecasts day by day would, by errors known on that day. */
const CHOOSE_EVERY = 25;
/** Errors older than this many origins no longer decide. */
const CHOOSE_FROM = 1_000;

function choose(competition: Competition, from: number): { judged: Contestant; choices: BacktestResult["choices"]; model: string } {
  const { view, origins } = competition;
  const choices: { from: string; model: string; naive: string }[] = [];
  const counts = new Map<string, number>();
  const paths: Float64Array[] = [];
  let current: Contestant | undefined;
  for (let k = from; k < origins.length; k += 1) {
    if (current === undefined || (k - from) % CHOOSE_EVERY === 0) {
      const ranking = rank(competition, Math.max(0, k - CHOOSE_FROM), k, origins[k] as number, choices.at(-1)?.model);
      const model = hasSkill(ranking) ? (ranking.best as Contestant).name : "none";
      current = model === "none" ? ranking.naive : (ranking.best as Contestant);
      if (k === from) paths.push(...current.paths.slice(0, from));
      const last = choices.at(-1);
      if (last?.model !== model || last.naive !== ranking.naive.name) choices.push({ from: fromDayNumber(view.days[origins[k] as number] as number), model, naive: ranking.naive.name });
    }
    paths.push(current.paths[k] as Float64Array);
    const model = choices.at(-1)?.model as string;
    counts.set(model, (counts.get(model) ?? 0) + 1);
  }
  const model = [...counts].reduce((most, one) => (one[1] > most[1] ? one : most))[0];
  return { judged: { name: "chosen", kind: "model", paths }, choices, model };
}

function horizonErrors(competition: Competition, judged: Contestant, bands: readonly (readonly (Band | undefined)[])[], from: number, h: number): HorizonErrors {
  const { view, origins, contestants } = competition;
  const kept: number[] = [];
  for (let k = from; k < origins.length; k += 1) if ((origins[k] as number) + h + 1 < view.values.length) kept.push(k);
  const actual = kept.map((k) => view.values[(origins[k] as number) + h + 1] as number);
  const forecastsOf = ({ paths }: Contestant): number[] => kept.map((k) => valueOf(view, (paths[k] as Float64Array)[h] as number));
  const edge = (side: "lows" | "highs", level: number): number[] => kept.map((k) => {
    const scaled = bands[k]?.[h]?.[side][level];
    return scaled === undefined ? NaN : valueOf(view, scaled);
  });
  const errorsOf = (one: Contestant): MethodErrors => ({ mape: measures.meanAbsolutePercentageError(actual, forecastsOf(one)), mae: measures.meanAbsoluteError(actual, forecastsOf(one)) });
  const all = contestants.map((one) => ({ one, errors: errorsOf(one) }));
  const bestBy = (measure: "mape" | "mae") => {
    const naives = all.filter(({ one, errors }) => one.kind !== "model" && !Number.isNaN(errors[measure]));
    const best = naives.reduce<(typeof naives)[number] | undefined>((least, each) => (least === undefined || each.errors[measure] < least.errors[measure] ? each : least), undefined);
    return { method: best?.one.name ?? "naive", value: best?.errors[measure] ?? NaN };
  };
  const own = forecastsOf(judged);
  const { mape, mae } = errorsOf(judged);
  const naive = contestants.find(({ name }) => name === "naive") as Contestant;
  const bestNaive = { mape: bestBy("mape"), mae: bestBy("mae") };
  const scale = scaleOfErrors(view, origins[from] as number);
  const training = view.values.subarray(0, (origins[from] as number) + 1);
  return {
    horizon: h + 1, count: kept.length, mape, mase: mae / scale, mae, smape: measures.symmetricPercentageError(actual, own),
    rmsse: measures.rootMeanSquaredScaledError(actual, own, training, Math.min(view.rhythm.period, training.length - 1)),
    coverage80: measures.coverage(actual, edge("lows", 0), edge("highs", 0)), coverage95: measures.coverage(actual, edge("lows", 1), edge("highs", 1)),
    pinball10: measures.pinballLoss(actual, edge("lows", 0), 0.1), pinball90: measures.pinballLoss(actual, edge("highs", 0), 0.9),
    bestNaive, ratio: { mape: mape / bestNaive.mape.value, mae: mae / bestNaive.mae.value },
    dieboldMariano: kept.length > h + 2 ? measures.dieboldMariano(actual.map((a, i) => a - (own[i] as number)), forecastsOf(naive).map((f, i) => (actual[i] as number) - f), h + 1, 1) : null,
    methods: Object.fromEntries(all.map(({ one, errors }) => [one.name, errors])),
  };
}
