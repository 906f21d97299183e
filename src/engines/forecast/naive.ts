/**
 * Forecasts that need no model: what every other has to beat. Intervals as in R's package forecast (Hyndman and Athanasopoulos,
 * Forecasting: Principles and Practice, 5.2 and 5.5). values: at least two; horizon ≥ 1.
 */
export interface Path {
  /** One value for each step ahead. */
  readonly mean: Float64Array;
  /** The standard deviation of each step's error. */
  readonly deviation: Float64Array;
}

/** The last value. */
export const naive = (values: ArrayLike<number>, horizon: number): Path => seasonalNaive(values, horizon, 1);

/** The value one season before. period: steps of a season, at most the number of values. */
export function seasonalNaive(values: ArrayLike<number>, horizon: number, period: number): Path {
  const n = values.length;
  let [sum, count] = [0, 0];
  for (let i = period; i < n; i += 1) {
    sum += ((values[i] as number) - (values[i - period] as number)) ** 2;
    count += 1;
  }
  const sigma = Math.sqrt(sum / count);
  return path(horizon, (step) => values[n - period + ((step - 1) % period)] as number, (step) => sigma * Math.sqrt(Math.floor((step - 1) / period) + 1));
}

/** The straight line through the first and the last value. */
export function drift(values: ArrayLike<number>, horizon: number): Path {
  const n = values.length;
  const slope = ((values[n - 1] as number) - (values[0] as number)) / (n - 1);
  let sum = 0;
  for (let i = 1; i < n; i += 1) sum += ((values[i] as number) - (values[i - 1] as number) - slope) ** 2;
  const sigma = Math.sqrt(sum / (n - 2));
  return path(horizon, (step) => (values[n - 1] as number) + step * slope, (step) => sigma * Math.sqrt(step * (1 + step / (n - 1))));
}

/** The mean of all values. Its intervals want Student's t with n − 1 degrees of freedom; the deviation alone is given. */
export const mean = (values: ArrayLike<number>, horizon: number): Path => movingMean(values, horizon, values.length);

/** The mean of the last `width` values. */
export function movingMean(values: ArrayLike<number>, horizon: number, width: number): Path {
  const n = values.length;
  const from = Math.max(0, n - width);
  let average = 0;
  for (let i = from; i < n; i += 1) average += (values[i] as number) / (n - from);
  let sum = 0;
  for (let i = from; i < n; i += 1) sum += ((values[i] as number) - average) ** 2;
  const sigma = Math.sqrt(sum / (n - from - 1)) * Math.sqrt(1 + 1 / (n - from));
  return path(horizon, () => average, () => sigma);
}

export function path(horizon: number, at: (step: number) => number, deviation: (step: number) => number): Path {
  const steps = Float64Array.from({ length: horizon }, (_, i) => i + 1);
  return { mean: steps.map(at), deviation: steps.map(deviation) };
}
