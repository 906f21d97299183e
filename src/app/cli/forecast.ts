import { existsSync, readFileSync, statSync } from "node:fs";
import { backtestSeries, type BacktestResult } from "../../engines/forecast/backtest.ts";
import { forecastSeries, type ForecastResult, LEAST_VALUES } from "../../engines/forecast/forecast.ts";
import { readDate, readSeries, type SeriesFault } from "../../engines/forecast/read-series.ts";
import { rhythmOf, type Series } from "../../engines/forecast/series.ts";
import { forecastWords } from "./forecast-words.ts";
import { print, UsageError } from "./usage.ts";

export interface ForecastCall {
  readonly horizon: number | undefined;
  readonly season: number | undefined;
  readonly backtest: boolean;
  readonly from: string | undefined;
  readonly step: number;
  readonly zeros: boolean;
  readonly language: string;
  readonly json: boolean;
}

/** A fortnight of trade, a quarter of weeks, a year of months. */
const HORIZONS = { daily: 14, weekly: 13, monthly: 12, quarterly: 4, yearly: 3, steps: 10 } as const;
const MAX_FILE_BYTES = 200 * 1024 * 1024;
const SHOWN_FAULTS = 5;

/** Needs nothing but the file. Rows that cannot be read stop the work: a forecast from half a file would pass for one from the whole. */
export function runForecast(file: string, call: ForecastCall): number {
  const words = forecastWords(call.language);
  const { series, missing, faults } = readSeries(textOf(file), { zeroIsValue: call.zeros });
  if (faults.length > 0) throw new UsageError(words.faults(file, faults.length, faults.slice(0, SHOWN_FAULTS).map((fault) => `  ${faultText(fault, words)}`).join("\n")));
  if (series.values.length < LEAST_VALUES) throw new UsageError(words.tooShort(file, series.values.length, LEAST_VALUES));
  const rhythm = rhythmOf(series.days, call.season);
  const horizon = call.horizon ?? HORIZONS[rhythm.kind];
  const common = { horizon, ...(call.season === undefined ? {} : { season: call.season }), watch: progress(call.json, words.working) };
  const read = { values: series.values.length, missing };
  try {
    if (call.backtest) {
      const result = backtestSeries(series, { ...common, from: startOf(series, call.from, words.badDate), step: call.step });
      print(call.json, { ...result, read }, backtestText(result, words));
    } else {
      const result = forecastSeries(series, common);
      print(call.json, { ...result, read }, forecastText(result, words));
    }
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(error.message);
    throw error;
  }
  return 0;
}

function textOf(file: string): string {
  if (!existsSync(file)) throw new UsageError(`There is no file ${file}. 没有这个文件。`);
  const { size } = statSync(file);
  if (!statSync(file).isFile() || size > MAX_FILE_BYTES) throw new UsageError(`${file} is not an ordinary file of at most ${MAX_FILE_BYTES} bytes. 不是普通文件，或文件太大。`);
  return readFileSync(file, "utf8");
}

/** Without --from the last fifth of the values is the test. */
const TEST_SHARE = 0.8;
function startOf(series: Series, from: string | undefined, bad: (text: string) => string): number {
  if (from === undefined) return series.days[Math.floor(series.days.length * TEST_SHARE)] as number;
  const day = readDate(from);
  if (day === undefined) throw new UsageError(bad(from));
  return day;
}

type Words = ReturnType<typeof forecastWords>;

const faultText = ({ line, code, text }: SeriesFault, words: Words): string => words.fault[code](line, text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "·"));

const PROGRESS_EVERY = 50;
/** A person sees how far the work is; a program reads standard output only. */
function progress(json: boolean, word: string): (done: number, all: number) => void {
  if (json || !process.stderr.isTTY) return () => undefined;
  return (done, all) => {
    if (done % PROGRESS_EVERY === 0 || done === all) process.stderr.write(`\r${word} ${done}/${all}${done === all ? "\n" : ""}`);
  };
}

const number = (value: number): string => (Math.abs(value) >= 100 ? value.toFixed(1) : value.toPrecision(4));
const percent = (share: number | null): string => (share === null || Number.isNaN(share) ? "–" : `${(100 * share).toFixed(1)} %`);

function forecastText(result: ForecastResult, words: Words): string {
  const skill = words.skill(percent(result.skill.naive), percent(result.skill.seasonalNaive), percent(result.skill.bestNaive));
  if (result.model === "none") {
    const lines = result.naive.points.map(({ date, value }) => `${date}  ${number(value)}`);
    return [words.none(result.origins), skill, words.information(result.naive.method), ...lines].join("\n");
  }
  const lines = result.points.map(({ date, mean, lo80, hi80, lo95, hi95 }) => `${date}  ${number(mean).padStart(9)}  ${number(lo80).padStart(9)} – ${number(hi80).padEnd(9)}  ${number(lo95).padStart(9)} – ${number(hi95).padEnd(9)}`);
  return [words.model(result.model, result.origins), skill, words.columns, ...lines].join("\n");
}

function backtestText(result: BacktestResult, words: Words): string {
  const lines = result.errors.map(({ horizon, count, mape, mae, mase, bestNaive, ratio, coverage80, coverage95 }) =>
    [String(horizon).padStart(4), String(count).padStart(6), mape.toFixed(2).padStart(7), mae.toPrecision(4).padStart(8), mase.toFixed(3).padStart(7), bestNaive.mape.value.toFixed(2).padStart(7), ratio.mape.toFixed(3).padStart(7), ratio.mae.toFixed(3).padStart(7), percent(coverage80).padStart(8), percent(coverage95).padStart(8), ` ${bestNaive.mape.method}`].join(" "));
  const choices = result.choices.map(({ from, model, naive }) => (model === "none" ? words.noneFrom(from, naive) : words.chosenFrom(from, model)));
  return [...choices, words.span(result.from, result.to, result.origins, result.step), words.errors, ...lines].join("\n");
}
