/**
 * What a method sees and answers when the origin rolls forward.
 */
import { daysToCome, type Rhythm, type Series } from "./series.ts";

export interface View {
  /** All values. A runner asked at an origin reads those up to it and no later one. */
  readonly values: Float64Array;
  /** Logarithms, when all values are positive; else the values divided by their scale. */
  readonly scaled: Float64Array;
  readonly logarithmic: boolean;
  readonly scale: number;
  /** The days of all values, and of `horizon` steps more: a market publishes its rest days ahead. */
  readonly days: Int32Array;
  readonly rhythm: Rhythm;
  readonly horizon: number;
}

/** Point forecasts for the `horizon` steps after the origin (an index of values); asked with rising origins. */
export type Runner = (origin: number) => Float64Array;

export interface Method {
  readonly name: string;
  /** Naive methods are what the others must beat; a seasonal one repeats a season. */
  readonly kind: "naive" | "seasonal" | "model";
  /** Undefined when the method does not suit the series. */
  start(view: View, firstOrigin: number): Runner | undefined;
}

/** positive: whether logarithms may be used; it must be decided without looking past the first origin's training values. */
export function viewOf(series: Series, rhythm: Rhythm, horizon: number, trainedTo: number): View {
  const { values } = series;
  let [positive, sum] = [true, 0];
  for (let i = 0; i <= trainedTo; i += 1) {
    if (!((values[i] as number) > 0)) positive = false;
    sum += Math.abs(values[i] as number);
  }
  const scale = positive ? 1 : sum / (trainedTo + 1) || 1;
  const days = new Int32Array(values.length + horizon);
  days.set(series.days);
  days.set(daysToCome(series.days, horizon, rhythm), values.length);
  return { values, scaled: values.map((v) => (positive ? Math.log(Math.max(v, TINY)) : v / scale)), logarithmic: positive, scale, days, rhythm, horizon };
}

/** A value that turns out not positive later on, where all training values were, is far below every price. */
const TINY = 1e-9;

export const scaledOf = (view: View, value: number): number => (view.logarithmic ? Math.log(Math.max(value, TINY)) : value / view.scale);
export const valueOf = (view: View, scaled: number): number => (view.logarithmic ? Math.exp(scaled) : scaled * view.scale);
