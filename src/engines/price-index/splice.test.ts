/** A new week joins what was published: every splice against its definition, and nothing published ever moves. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MULTILATERALS, type Multilateral } from "./multilateral.ts";
import { multilateralSeries, nextPublished, SPLICES, type Splice } from "./splice.ts";
import { tabulate, type Observation } from "./table.ts";
import { hallOf, weekLabel } from "./trial.ts";

const SEED = Number(process.env["HUALIAN_SEED"] ?? 20261128);
console.log(`price-index/splice: property tests run with seed ${SEED} (set HUALIAN_SEED to change it)`);
const WEEKS = 12;
const WINDOW = 5;
const hall = hallOf(8, { periods: WEEKS, items: 25, missing: 0.15 });
const upTo = (rows: readonly Observation[], last: number, first = 0) => tabulate(rows.filter(({ period }) => period >= weekLabel(first) && period <= weekLabel(last)));
/** From week a to week b by the window of weeks first … last, computed from those weeks' observations alone. */
function change(method: Multilateral, first: number, last: number, a: number, b: number): number {
  const series = multilateralSeries(upTo(hall, last, first), method);
  return series[b - first]! / series[a - first]!;
}

describe("each splice in a window of five, as it is defined", () => {
  const known = (splice: Splice): readonly number[] => [...multilateralSeries(tabulate(hall), "ccdi", { window: WINDOW, splice })];
  const geometricMean = (values: readonly number[]): number => Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
  const LAGS: Readonly<Record<string, readonly number[]>> = { movement: [1], window: [4], half: [2], mean: [1, 2, 3, 4] };
  const weeks = Array.from({ length: WEEKS - WINDOW }, (_, at) => WINDOW + at);

  test.each(["movement", "window", "half", "mean"] as const)("%s: new window against old", (splice) => {
    const published = known(splice);
    for (const t of weeks) {
      const steps = LAGS[splice]!.map((lag) => change("ccdi", t - 4, t, t - lag, t) / change("ccdi", t - 5, t - 1, t - lag, t - 1));
      expect(published[t]).toBeCloseTo(published[t - 1]! * geometricMean(steps), 12);
    }
  });
  test.each(["window-published", "half-published", "mean-published"] as const)("%s: new window onto what was published", (splice) => {
    const published = known(splice);
    for (const t of weeks) {
      const values = LAGS[splice.replace("-published", "")]!.map((lag) => published[t - lag]! * change("ccdi", t - 4, t, t - lag, t));
      expect(published[t]).toBeCloseTo(geometricMean(values), 12);
    }
  });
  test("in an even window half lies before the middle", () => {
    const published = multilateralSeries(tabulate(hall), "ccdi", { window: 6, splice: "half-published" });
    expect(published[6]).toBeCloseTo(published[3]! * change("ccdi", 1, 6, 3, 6), 12);
  });
  test("the first window is one index, and a window that holds all is no splice", () => {
    for (const splice of SPLICES.filter((one) => !one.startsWith("fb"))) {
      expect(multilateralSeries(tabulate(hall), "ccdi", { window: WINDOW, splice }).slice(0, WINDOW)).toEqual(multilateralSeries(upTo(hall, WINDOW - 1), "ccdi"));
      expect(multilateralSeries(tabulate(hall), "ccdi", { window: 40, splice })).toEqual(multilateralSeries(tabulate(hall), "ccdi"));
    }
  });
});

describe("splices that go by years", () => {
  /** December of one year to April of the second after it. */
  const MONTHS = ["2024-12", ...["2025", "2026"].flatMap((year) => Array.from({ length: 12 }, (_, at) => `${year}-${String(at + 1).padStart(2, "0")}`))].slice(0, 17);
  const label = new Map(Array.from({ length: MONTHS.length }, (_, at) => [weekLabel(at), MONTHS[at]!]));
  const rows = hallOf(9, { periods: MONTHS.length, items: 25, missing: 0.15 }).map((row) => ({ ...row, period: label.get(row.period)! }));
  const table = (first: number, last: number) => tabulate(rows.filter(({ period }) => period >= MONTHS[first]! && period <= MONTHS[last]!));
  const from = (first: number, last: number, a: number, b: number): number => {
    const series = multilateralSeries(table(first, last), "tpd");
    return series[b - first]! / series[a - first]!;
  };

  test("FBEW: a window that grows from December, chained in December", () => {
    const series = multilateralSeries(table(0, 16), "tpd", { window: 13, splice: "fbew" });
    expect(series[5]).toBeCloseTo(from(0, 5, 0, 5), 12);
    expect(series[12]).toBeCloseTo(from(0, 12, 0, 12), 12);
    expect(series[13]).toBeCloseTo(series[12]! * from(12, 13, 12, 13), 12);
    expect(series[16]).toBeCloseTo(series[12]! * from(12, 16, 12, 16), 12);
  });
  test("FBMW: a window of thirteen months that moves, against December", () => {
    const series = multilateralSeries(table(0, 16), "tpd", { window: 13, splice: "fbmw" });
    expect(series[12]).toBeCloseTo(from(0, 12, 0, 12), 12);
    expect(series[13]).toBeCloseTo(series[12]! * from(1, 13, 12, 13), 12);
    expect(series[16]).toBeCloseTo(series[12]! * from(4, 16, 12, 16), 12);
  });
  test("labels without a year: every window's length less one is a year", () => {
    const plain = (splice: Splice) => multilateralSeries(tabulate(rows.map((row) => ({ ...row, period: `t${MONTHS.indexOf(row.period) + 1}` }))), "tpd", { window: 13, splice });
    expect(plain("fbew")).toEqual(multilateralSeries(table(0, 16), "tpd", { window: 13, splice: "fbew" }));
    expect(plain("fbmw")).toEqual(multilateralSeries(table(0, 16), "tpd", { window: 13, splice: "fbmw" }));
  });
});

describe("publishing week by week", () => {
  test("a new week changes nothing that was published, whatever the method and the splice", () => {
    const arbitrary = fc.record({ seed: fc.nat(), method: fc.constantFrom(...MULTILATERALS), splice: fc.constantFrom(...SPLICES), window: fc.integer({ min: 2, max: 6 }) });
    fc.assert(fc.property(arbitrary, ({ seed, method, splice, window }) => {
      const rows = hallOf(seed, { periods: 9, items: 20, missing: 0.1 });
      const before = multilateralSeries(upTo(rows, 7), method, { window, splice });
      expect(multilateralSeries(upTo(rows, 8), method, { window, splice }).slice(0, 8)).toEqual(before);
    }), { seed: SEED, numRuns: 40 });
  });

  test("the value of the newest week from what was published is that of the series, and the first weeks grow into the window", () => {
    for (const splice of SPLICES) {
      const series = multilateralSeries(tabulate(hall), "ccdi", { window: WINDOW, splice });
      for (const at of [WINDOW, WINDOW + 3, WEEKS - 1]) expect(nextPublished(upTo(hall, at), "ccdi", series.slice(0, at), { window: WINDOW, splice }), splice).toBeCloseTo(series[at]!, 12);
    }
    const published: number[] = [];
    for (let at = 0; at < WEEKS; at += 1) published.push(nextPublished(upTo(hall, at), "ccdi", published, { window: WINDOW, splice: "mean-published" }));
    expect(published[0]).toBe(1);
    expect(published[1]).toBeCloseTo(change("ccdi", 0, 1, 0, 1), 12);
    expect(published[2]).toBeCloseTo(Math.sqrt(change("ccdi", 0, 2, 0, 2) * published[1]! * change("ccdi", 0, 2, 1, 2)), 12);
    expect(() => nextPublished(upTo(hall, 4), "ccdi", [1, 1], { window: WINDOW, splice: "mean-published" })).toThrow(/4 periods before .* 2 published/);
  });

  test("a window is a whole number of periods, at least two", () => {
    for (const window of [1, 0, 2.5, Number.NaN]) expect(() => multilateralSeries(tabulate(hall), "ccdi", { window, splice: "mean" })).toThrow(/whole number of periods from 2/);
  });
});
