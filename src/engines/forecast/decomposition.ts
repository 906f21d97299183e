/**
 * The classical decomposition into trend, season and rest by centred moving means (as `decompose` of R's stats package does it),
 * and the test whether a series is seasonal at all that the Theta method uses (Assimakopoulos and Nikolopoulos 2000).
 */
export interface Decomposition {
  /** One figure for each place in the season, from the first observation on; they sum to 0 (additive) or have mean 1 (multiplicative). */
  readonly figure: Float64Array;
  /** NaN for the first and last half season. */
  readonly trend: Float64Array;
}

/** values: at least two whole seasons; period ≥ 2; all positive when multiplicative. */
export function decompose(values: ArrayLike<number>, period: number, multiplicative: boolean): Decomposition {
  const n = values.length;
  if (period < 2 || n < 2 * period) throw new RangeError(`a decomposition needs two seasons of ${period}, got ${n} values`);
  const trend = centredMean(values, period);
  const sums = new Float64Array(period);
  const counts = new Float64Array(period);
  for (let i = 0; i < n; i += 1) {
    const level = trend[i] as number;
    if (Number.isNaN(level)) continue;
    const place = i % period;
    sums[place] = (sums[place] as number) + (multiplicative ? (values[i] as number) / level : (values[i] as number) - level);
    counts[place] = (counts[place] as number) + 1;
  }
  const figure = sums.map((sum, place) => sum / (counts[place] as number));
  const mean = figure.reduce((a, b) => a + b, 0) / period;
  return { figure: figure.map((part) => (multiplicative ? part / mean : part - mean)), trend };
}

/** The mean of one season around each value; with an even season its two ends count half. */
export function centredMean(values: ArrayLike<number>, period: number): Float64Array {
  const half = Math.floor(period / 2);
  const out = new Float64Array(values.length).fill(NaN);
  for (let i = half; i + half < values.length; i += 1) {
    let sum = 0;
    for (let k = -half; k <= half; k += 1) sum += (values[i + k] as number) * (period % 2 === 0 && Math.abs(k) === half ? 0.5 : 1);
    out[i] = sum / period;
  }
  return out;
}

/** Autocovariances of lag 0 to `last`, divided by n (so that they are a positive definite sequence). */
export function autocovariances(values: ArrayLike<number>, last: number): Float64Array {
  const n = values.length;
  let mean = 0;
  for (let i = 0; i < n; i += 1) mean += (values[i] as number) / n;
  const out = new Float64Array(last + 1);
  for (let lag = 0; lag <= last; lag += 1) {
    let sum = 0;
    for (let i = lag; i < n; i += 1) sum += ((values[i] as number) - mean) * ((values[i - lag] as number) - mean);
    out[lag] = sum / n;
  }
  return out;
}

const NORMAL_90 = 1.644_853_626_951_472_6;

/** Whether the autocorrelation one season back stands out (90 % limits of Bartlett). False below two seasons. */
export function isSeasonal(values: ArrayLike<number>, period: number): boolean {
  const n = values.length;
  if (period < 2 || n <= 2 * period) return false;
  const cov = autocovariances(values, period);
  const variance = cov[0] as number;
  if (!(variance > 0)) return false;
  let squares = 0;
  for (let lag = 1; lag < period; lag += 1) squares += ((cov[lag] as number) / variance) ** 2;
  return Math.abs((cov[period] as number) / variance) > NORMAL_90 * Math.sqrt((1 + 2 * squares) / n);
}
