import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { toDayNumber, weekday } from "../calendar/day.ts";
import { backtestSeries } from "./backtest.ts";
import { NAIVE_METHODS } from "./benchmarks.ts";
import { MODELS } from "./candidates.ts";
import { compete } from "./competition.ts";
import { forecastSeries } from "./forecast.ts";
import { madeUpMarket, randomWalk } from "./made-up-market.ts";
import { readSeries } from "./read-series.ts";
import { type Method, viewOf } from "./rolling.ts";
import { rhythmOf, type Series } from "./series.ts";

const market = madeUpMarket(20_261_128, 2);
const scaled = ({ days, values }: Series, by: number): Series => ({ days, values: values.map((v) => v * by) });
const inStepsOf = (spacing: number, values: readonly number[]): Series => ({ days: Int32Array.from(values, (_, i) => 17_000 + i * spacing), values: Float64Array.from(values) });

describe("a forecast", () => {
  const said = forecastSeries(market, { horizon: 4 });

  test("comes from the model that won, with its skill beside it", () => {
    expect(said.model).not.toBe("none");
    expect(said.skill.naive).toBeGreaterThan(0.05);
    expect(said.skill.seasonalNaive).toBeGreaterThan(0.05);
    expect(said.skill.horizons).toHaveLength(4);
  });

  test("names the next trading days: no Sunday", () => {
    expect(said.points.map(({ date }) => weekday(date))).not.toContain(7);
    expect(said.points.every(({ date }, i) => toDayNumber(date) > toDayNumber(said.points[i - 1]?.date ?? "2000-01-01"))).toBe(true);
  });

  test("has intervals inside each other around its mean", () => {
    for (const { mean, lo80, hi80, lo95, hi95 } of said.points) expect([lo95, lo80, mean, hi80, hi95]).toEqual([lo95, lo80, mean, hi80, hi95].toSorted((a, b) => a - b));
  });

  test("in fen is a hundred times the forecast in yuan", () => {
    const inFen = forecastSeries(scaled(market, 100), { horizon: 4 });
    expect(inFen.model).toBe(said.model);
    inFen.points.forEach(({ mean, lo80 }, i) => {
      expect(mean / 100 / (said.points[i]?.mean as number)).toBeCloseTo(1, 6);
      expect(lo80 / 100 / (said.points[i]?.lo80 as number)).toBeCloseTo(1, 6);
    });
  });
});

describe("no skill, no forecast", () => {
  test.each([1, 2, 3])("a walk of chance (seed %i)", (seed) => {
    const said = forecastSeries(randomWalk(seed, 300), { horizon: 5 });
    expect(said.model).toBe("none");
    expect(said.points).toEqual([]);
    expect(said.naive.points).toHaveLength(5);
  });
  test("a price that never moves: naive is perfect already", () => {
    expect(forecastSeries(inStepsOf(1, Array.from({ length: 30 }, () => 7)), { horizon: 3 })).toMatchObject({ model: "none", naive: { points: [{ value: 7 }, { value: 7 }, { value: 7 }] } });
  });
});

describe("other series", () => {
  const wave = (n: number, period: number, level: number): number[] => Array.from({ length: n }, (_, i) => level + 10 * Math.sin((2 * Math.PI * i) / period) + ((i * 7919) % 13) / 6);
  test("months: the season is found by the dates", () => {
    const months = readSeries(wave(60, 12, 60).map((v, i) => `${2010 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, "0")},${v}`).join("\n")).series;
    const said = forecastSeries(months, { horizon: 3 });
    expect(said.rhythm).toMatchObject({ kind: "monthly", period: 12 });
    expect(said.model).not.toBe("none");
    expect(said.points.map(({ date }) => date)).toEqual(["2015-01-01", "2015-02-01", "2015-03-01"]);
  });
  test("weeks below zero, thirty days, and too few", () => {
    expect(forecastSeries(inStepsOf(7, wave(50, 10, 0)), { horizon: 2, season: 10 }).points.every(({ mean, lo95 }) => lo95 < mean)).toBe(true);
    expect(forecastSeries(inStepsOf(1, wave(30, 6, 20)), { horizon: 2 }).naive.points).toHaveLength(2);
    expect(() => forecastSeries(inStepsOf(1, wave(11, 6, 20)), { horizon: 2 })).toThrow("at least 12 values");
  });
});

/** Bends every value after the last origin and tells which methods then say something else. */
function seesTheFuture(methods: readonly Method[], series: Series, origins: readonly number[]): string[] {
  const last = origins.at(-1) as number;
  const bent = { days: series.days, values: series.values.map((v, i) => (i > last ? v * (2 + (i % 3)) : v)) };
  const answers = [series, bent].map((one) => compete(viewOf(one, rhythmOf(one.days), 5, origins[0] as number), origins, undefined, methods).contestants);
  return (answers[0] ?? []).filter(({ paths }, m) => JSON.stringify(paths.map((p) => [...p])) !== JSON.stringify(answers[1]?.[m]?.paths.map((p) => [...p]))).map(({ name }) => name);
}

describe("nobody looks ahead", () => {
  const from = 240;
  const origins = Array.from({ length: 45 }, (_, i) => from + i);
  const head: Series = { days: market.days.slice(0, 400), values: market.values.slice(0, 400) };
  const short: Series = { days: market.days.slice(0, 130), values: market.values.slice(0, 130) };

  test("no method and no combination changes its word when the future is bent", () => {
    expect(seesTheFuture([...NAIVE_METHODS, ...MODELS], head, origins)).toEqual([]);
    expect(seesTheFuture([...NAIVE_METHODS, ...MODELS], short, [80, 81, 90, 99])).toEqual([]);
  });
  test("a leak is found", () => {
    const leak: Method = { name: "peeping", kind: "model", start: (view) => (origin) => new Float64Array(view.horizon).fill(view.values[origin + 1] as number) };
    expect(seesTheFuture([...NAIVE_METHODS, leak], head, origins)).toEqual(["peeping"]);
  });
});

describe("a backtest", () => {
  test("keeps its promised shares and beats the naive methods where the market comes back", () => {
    const { errors, choices } = backtestSeries(market, { horizon: 4, from: toDayNumber("2013-07-01"), step: 1 });
    expect(choices.length).toBeGreaterThan(0);
    expect(errors.map(({ horizon }) => horizon)).toEqual([1, 2, 3, 4]);
    for (const { ratio, coverage80, coverage95, mape, mase } of errors) {
      expect(ratio.mae).toBeLessThan(1);
      expect(Math.abs(coverage80 - 0.8)).toBeLessThan(0.09);
      expect(coverage95).toBeGreaterThan(coverage80);
      expect([mape, mase].every(Number.isFinite)).toBe(true);
    }
  });
  test("says what is wrong with its dates", () => {
    expect(() => backtestSeries(market, { horizon: 3, from: toDayNumber("2030-01-01"), step: 1 })).toThrow("no value lies on or after 2030-01-01");
    expect(() => backtestSeries(market, { horizon: 3, from: toDayNumber("2012-01-05"), step: 1 })).toThrow("at least 12 are needed");
  });
});

const ANTHURIUM = "../shared/data/tw-flower/anthurium_5markets_daily_2014_2016.json";
if (!existsSync(ANTHURIUM)) console.log(`forecast: ${ANTHURIUM} is not there; the real flowers were skipped`);

describe.skipIf(!existsSync(ANTHURIUM))("anthurium in Taichung", () => {
  test("2015 after one year of learning: below naive, seasonal naive and drift by the bar, intervals kept", () => {
    const rows = JSON.parse(readFileSync(ANTHURIUM, "utf8")) as { d: string; market: string; avg_price: number }[];
    const { series } = readSeries(rows.filter(({ d, market: at }) => at === "台中" && d < "2016").map(({ d, avg_price }) => `${d},${avg_price}`).join("\n"));
    const { errors } = backtestSeries(series, { horizon: 14, from: toDayNumber("2015-01-01"), step: 1 });
    for (const [step, bar] of [[1, 0.95], [7, 0.9], [14, 0.95]] as const) {
      const { mape, methods, coverage80 } = errors[step - 1] as (typeof errors)[number];
      const least = Math.min(...["naive", "seasonal-naive", "drift"].map((name) => methods[name]?.mape ?? NaN));
      expect(mape / least).toBeLessThan(bar);
      expect(coverage80).toBeGreaterThan(0.75);
      expect(coverage80).toBeLessThan(0.85);
    }
  });
});
