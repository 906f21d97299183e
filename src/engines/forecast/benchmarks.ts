/** The naive methods on a rolling origin. The best of them is what a forecast has to beat. */
import type { Method, View } from "./rolling.ts";

const YEAR_DAYS = 364;
const WEEK = 7;

const steps = (view: View, at: (step: number) => number): Float64Array => Float64Array.from({ length: view.horizon }, (_, i) => at(i + 1));

const last: Method = { name: "naive", kind: "naive", start: (view) => (origin) => steps(view, () => view.values[origin] as number) };

const drift: Method = {
  name: "drift",
  kind: "naive",
  start: (view) => (origin) => steps(view, (step) => (view.values[origin] as number) + (origin === 0 ? 0 : (step * ((view.values[origin] as number) - (view.values[0] as number))) / origin)),
};

const mean: Method = {
  name: "mean",
  kind: "naive",
  start(view) {
    let [sum, upTo] = [0, -1];
    return (origin) => {
      for (; upTo < origin; upTo += 1) sum += view.values[upTo + 1] as number;
      return steps(view, () => sum / (origin + 1));
    };
  },
};

const movingMean = (name: string, widthOf: (view: View) => number): Method => ({
  name,
  kind: "naive",
  start(view) {
    const width = widthOf(view);
    if (width < 2) return undefined;
    return (origin) => {
      const from = Math.max(0, origin - width + 1);
      let sum = 0;
      for (let i = from; i <= origin; i += 1) sum += view.values[i] as number;
      return steps(view, () => sum / (origin - from + 1));
    };
  },
});

/** The last value of the same weekday in a daily trade, else the value one season back. */
const seasonal: Method = {
  name: "seasonal-naive",
  kind: "seasonal",
  start(view, firstOrigin) {
    const { period, kind } = view.rhythm;
    if (period < 2 || firstOrigin + 1 < period) return undefined;
    if (kind !== "daily" || period > WEEK) return (origin) => steps(view, (step) => view.values[origin - period + 1 + ((step - 1) % period)] as number);
    return (origin) => steps(view, (step) => {
      const weekday = (view.days[origin + step] as number) % WEEK;
      let at = origin;
      while (at > 0 && at > origin - 2 * WEEK && (view.days[at] as number) % WEEK !== weekday) at -= 1;
      return view.values[(view.days[at] as number) % WEEK === weekday ? at : origin] as number;
    });
  },
};

/** The value of the same weekday 52 weeks before the day, or of the last trading day before it. */
const lastYear: Method = {
  name: "seasonal-naive-year",
  kind: "seasonal",
  start(view, firstOrigin) {
    if (view.rhythm.kind !== "daily" || (view.days[firstOrigin] as number) - (view.days[0] as number) < YEAR_DAYS + WEEK) return undefined;
    return (origin) => {
      let at = origin;
      return steps(view, (step) => {
        const then = (view.days[origin + step] as number) - YEAR_DAYS;
        while (at < origin && (view.days[at + 1] as number) <= then) at += 1;
        while (at > 0 && (view.days[at] as number) > then) at -= 1;
        return view.values[at] as number;
      });
    };
  },
};

const SHORT = 6;
const LONG = 25;
export const NAIVE_METHODS: readonly Method[] = [last, seasonal, lastYear, drift, movingMean("moving-mean-6", () => SHORT), movingMean("moving-mean-25", () => LONG), mean];
