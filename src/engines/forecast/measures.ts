/**
 * How wrong forecasts were. Names and formulas after Hyndman and Koehler 2006 (International Journal of Forecasting 22:679) and
 * the M4 and M5 competitions. actual, forecast: equally long; pairs with a NaN are left out, and without any pair the answer is NaN.
 */
import { normalQuantile } from "../allocation/normal.ts";

function mean(actual: ArrayLike<number>, forecast: ArrayLike<number>, loss: (a: number, f: number) => number): number {
  let [sum, count] = [0, 0];
  for (let i = 0; i < actual.length; i += 1) {
    const value = loss(actual[i] as number, forecast[i] as number);
    if (Number.isNaN(value)) continue;
    sum += value;
    count += 1;
  }
  return count === 0 ? NaN : sum / count;
}

type Pair = (actual: ArrayLike<number>, forecast: ArrayLike<number>) => number;
export const meanAbsoluteError: Pair = (actual, forecast) => mean(actual, forecast, (a, f) => Math.abs(a - f));
export const rootMeanSquaredError: Pair = (actual, forecast) => Math.sqrt(mean(actual, forecast, (a, f) => (a - f) ** 2));
/** In per cent; days whose actual value is 0 are left out, for they have no percentage. */
export const meanAbsolutePercentageError: Pair = (actual, forecast) => mean(actual, forecast, (a, f) => (a === 0 ? NaN : (100 * Math.abs(a - f)) / Math.abs(a)));
/** In per cent, 0 to 200, as in M4: 200 |a − f| / (|a| + |f|). */
export const symmetricPercentageError: Pair = (actual, forecast) => mean(actual, forecast, (a, f) => (a === f ? 0 : (200 * Math.abs(a - f)) / (Math.abs(a) + Math.abs(f))));

/** The loss of a quantile forecast: (τ − 1[a < f]) (a − f). level: 0 < τ < 1. */
export const pinballLoss = (actual: ArrayLike<number>, forecast: ArrayLike<number>, level: number): number => mean(actual, forecast, (a, f) => (a >= f ? level * (a - f) : (1 - level) * (f - a)));

/** The part of the actual values that lie within their intervals, 0 to 1. */
export function coverage(actual: ArrayLike<number>, low: ArrayLike<number>, high: ArrayLike<number>): number {
  let [inside, count] = [0, 0];
  for (let i = 0; i < actual.length; i += 1) {
    if (Number.isNaN(actual[i] as number) || Number.isNaN(low[i] as number) || Number.isNaN(high[i] as number)) continue;
    count += 1;
    if ((actual[i] as number) >= (low[i] as number) && (actual[i] as number) <= (high[i] as number)) inside += 1;
  }
  return count === 0 ? NaN : inside / count;
}

/** What the errors of MASE and RMSSE are measured by: the mean absolute (or squared) step of one season in the training values. */
export function seasonalStep(training: ArrayLike<number>, period: number, power: 1 | 2 = 1): number {
  let [sum, count] = [0, 0];
  for (let i = period; i < training.length; i += 1) {
    sum += Math.abs((training[i] as number) - (training[i - period] as number)) ** power;
    count += 1;
  }
  return count === 0 ? NaN : sum / count;
}
export const meanAbsoluteScaledError = (actual: ArrayLike<number>, forecast: ArrayLike<number>, training: ArrayLike<number>, period: number): number =>
  meanAbsoluteError(actual, forecast) / seasonalStep(training, period);
export const rootMeanSquaredScaledError = (actual: ArrayLike<number>, forecast: ArrayLike<number>, training: ArrayLike<number>, period: number): number =>
  rootMeanSquaredError(actual, forecast) / Math.sqrt(seasonalStep(training, period, 2));

export interface DieboldMariano {
  /** Negative when the first forecasts were better. */
  readonly statistic: number;
  /** Two-sided, of Student's t with n − 1 degrees of freedom. */
  readonly p: number;
}

/**
 * Whether two forecasts differ in accuracy (Diebold and Mariano 1995, with the small-sample correction of Harvey, Leybourne and
 * Newbold 1997). errors: equally long, of one horizon; horizon ≥ 1; power: of the loss. NaN when the losses do not differ at all.
 */
export function dieboldMariano(first: ArrayLike<number>, second: ArrayLike<number>, horizon = 1, power = 2): DieboldMariano {
  const n = first.length;
  const loss = Float64Array.from(first, (e, i) => Math.abs(e) ** power - Math.abs(second[i] as number) ** power);
  const average = loss.reduce((a, b) => a + b, 0) / n;
  let variance = 0;
  for (let lag = 0; lag < Math.min(horizon, n); lag += 1) {
    let sum = 0;
    for (let i = lag; i < n; i += 1) sum += ((loss[i] as number) - average) * ((loss[i - lag] as number) - average);
    variance += ((lag === 0 ? 1 : 2) * sum) / n;
  }
  variance /= n;
  const correction = Math.sqrt((n + 1 - 2 * horizon + (horizon / n) * (horizon - 1)) / n);
  const statistic = (average / Math.sqrt(variance)) * correction;
  return { statistic, p: 2 * studentBelow(-Math.abs(statistic), n - 1) };
}

const FRACTION_TERMS = 300;

/** P(T ≤ t) of Student's t for t ≤ 0, by the continued fraction of the incomplete beta function (Abramowitz and Stegun 26.5.8). */
function studentBelow(t: number, degrees: number): number {
  if (Number.isNaN(t)) return NaN;
  const x = degrees / (degrees + t * t);
  return incompleteBeta(x, degrees / 2, 0.5) / 2;
}

function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  let rest = 1;
  for (let k = FRACTION_TERMS; k >= 1; k -= 1) {
    const m = Math.floor(k / 2);
    const d = k % 2 === 0 ? (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m)) : (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    rest = 1 + d / rest;
  }
  return Math.exp(a * Math.log(x) + b * Math.log1p(-x) - logGamma(a) - logGamma(b) + logGamma(a + b)) / (a * rest);
}

/** ln Γ(x), x > 0, by Stirling's series after lifting x above 12; exact to about 1e-15. */
function logGamma(x: number): number {
  let [at, shift] = [x, 0];
  for (; at < 12; at += 1) shift -= Math.log(at);
  const inverse = 1 / (at * at);
  return shift + (at - 0.5) * Math.log(at) - at + 0.5 * Math.log(2 * Math.PI) + (1 / 12 - inverse * (1 / 360 - inverse * (1 / 1260 - inverse * (1 / 1680 - inverse / 1188)))) / at;
}

/** The half-width of a normal interval in standard deviations: 1.2816 for 0.8, 1.9600 for 0.95. */
export const normalReach = (level: number): number => normalQuantile((1 + level) / 2);
