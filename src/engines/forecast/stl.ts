/**
 * Seasonal-trend decomposition by loess (Cleveland, Cleveland, McRae and Terpenning 1990, Journal of Official Statistics 6:3–73),
 * with the defaults of R's `stl`: only every jump-th point is smoothed and the points between are joined by straight lines.
 */
export interface StlOptions {
  /** Width of the seasonal loess in seasons (odd, ≥ 7), or "periodic": the same season every year. */
  readonly seasonWindow: number | "periodic";
  readonly trendWindow?: number;
  readonly lowPassWindow?: number;
  readonly seasonDegree?: 0 | 1;
  readonly trendDegree?: 0 | 1;
  readonly lowPassDegree?: 0 | 1;
  /** Outliers lose their weight (15 outer rounds of one inner); otherwise two inner rounds. */
  readonly robust?: boolean;
}

export interface Stl {
  readonly seasonal: Float64Array;
  readonly trend: Float64Array;
  readonly remainder: Float64Array;
  /** Robustness weights, 0 to 1; all 1 unless robust. */
  readonly weights: Float64Array;
}

interface Smoother {
  readonly window: number;
  readonly degree: 0 | 1;
  readonly jump: number;
}

const ROBUST_ROUNDS = 15;
const JUMPS_A_WINDOW = 10;

const odd = (x: number): number => {
  const whole = Math.round(x);
  return whole % 2 === 0 ? whole + 1 : whole;
};

/** values: more than two whole seasons, none missing, in the series' unit; period ≥ 2. Throws RangeError otherwise. */
export function stl(values: ArrayLike<number>, period: number, options: StlOptions): Stl {
  const n = values.length;
  if (period < 2 || n <= 2 * period) throw new RangeError(`STL needs more than two seasons of ${period}, got ${n} values`);
  const periodic = options.seasonWindow === "periodic";
  const seasonWindow = options.seasonWindow === "periodic" ? JUMPS_A_WINDOW * n + 1 : odd(options.seasonWindow);
  const smoother = (window: number, degree: 0 | 1): Smoother => ({ window, degree, jump: Math.ceil(window / JUMPS_A_WINDOW) });
  const season = smoother(seasonWindow, periodic ? 0 : (options.seasonDegree ?? 0));
  const trendOf = smoother(odd(options.trendWindow ?? Math.ceil((1.5 * period) / (1 - 1.5 / seasonWindow))), options.trendDegree ?? 1);
  const low = smoother(odd(options.lowPassWindow ?? period), options.lowPassDegree ?? 1);
  const [inner, outer] = options.robust === true ? [1, ROBUST_ROUNDS] : [2, 0];
  const y = Float64Array.from(values);
  let weights: Float64Array | undefined;
  let trend = new Float64Array(n);
  let seasonal = new Float64Array(n);
  for (let round = 0; round <= outer; round += 1) {
    for (let turn = 0; turn < inner; turn += 1) {
      const cycles = smoothCycles(y.map((v, i) => v - (trend[i] as number)), period, season, weights);
      const passed = smooth(movingMean(movingMean(movingMean(cycles, period), period), 3), low, undefined);
      seasonal = y.map((_, i) => (cycles[period + i] as number) - (passed[i] as number));
      trend = smooth(y.map((v, i) => v - (seasonal[i] as number)), trendOf, weights);
    }
    if (round < outer) weights = robustWeights(y, seasonal, trend);
  }
  if (periodic) seasonal = cycleMeans(seasonal, period);
  return { seasonal, trend, remainder: y.map((v, i) => v - (seasonal[i] as number) - (trend[i] as number)), weights: weights ?? new Float64Array(n).fill(1) };
}

function cycleMeans(seasonal: Float64Array, period: number): Float64Array<ArrayBuffer> {
  const sums = new Float64Array(period);
  const counts = new Float64Array(period);
  seasonal.forEach((v, i) => {
    sums[i % period] = (sums[i % period] as number) + v;
    counts[i % period] = (counts[i % period] as number) + 1;
  });
  return Float64Array.from(seasonal, (_, i) => (sums[i % period] as number) / (counts[i % period] as number));
}

function movingMean(values: Float64Array, width: number): Float64Array {
  const out = new Float64Array(values.length - width + 1);
  let sum = 0;
  for (let i = 0; i < width; i += 1) sum += values[i] as number;
  out[0] = sum / width;
  for (let i = 1; i < out.length; i += 1) {
    sum += (values[i + width - 1] as number) - (values[i - 1] as number);
    out[i] = sum / width;
  }
  return out;
}

/** Each place of the season is smoothed over the years and carried one season beyond both ends: n + 2 periods values. */
function smoothCycles(values: Float64Array, period: number, by: Smoother, weights: Float64Array | undefined): Float64Array {
  const n = values.length;
  const out = new Float64Array(n + 2 * period);
  for (let place = 0; place < period; place += 1) {
    const count = Math.floor((n - place - 1) / period) + 1;
    const part = new Float64Array(count);
    const own = weights === undefined ? undefined : new Float64Array(count);
    for (let i = 0; i < count; i += 1) {
      part[i] = values[i * period + place] as number;
      if (own !== undefined) own[i] = weights?.[i * period + place] as number;
    }
    const inside = smooth(part, by, own);
    const before = loessAt(part, by, 0, 1, Math.min(by.window, count), own);
    const after = loessAt(part, by, count + 1, Math.max(1, count - by.window + 1), count, own);
    out[place] = before ?? (inside[0] as number);
    for (let i = 0; i < count; i += 1) out[(i + 1) * period + place] = inside[i] as number;
    out[(count + 1) * period + place] = after ?? (inside[count - 1] as number);
  }
  return out;
}

/** Loess at every jump-th point, straight lines between. Positions count from 1. */
function smooth(y: Float64Array, by: Smoother, weights: Float64Array | undefined): Float64Array<ArrayBuffer> {
  const n = y.length;
  if (n < 2) return Float64Array.from(y);
  const out = new Float64Array(n);
  const jump = Math.min(by.jump, n - 1);
  const width = by.window;
  const half = Math.floor((width + 1) / 2);
  let [left, right] = [1, Math.min(width, n)];
  const at = (x: number): number => loessAt(y, by, x, left, right, weights) ?? (y[x - 1] as number);
  for (let x = 1; x <= n; x += jump) {
    if (width < n) {
      if (x < half) [left, right] = [1, width];
      else if (x >= n - half + 1) [left, right] = [n - width + 1, n];
      else [left, right] = [x - half + 1, width + x - half];
    }
    out[x - 1] = at(x);
  }
  if (jump === 1) return out;
  for (let x = 1; x <= n - jump; x += jump) join(out, x, x + jump);
  const last = Math.floor((n - 1) / jump) * jump + 1;
  if (last !== n) {
    out[n - 1] = at(n);
    join(out, last, n);
  }
  return out;
}

function join(out: Float64Array, from: number, to: number): void {
  const slope = ((out[to - 1] as number) - (out[from - 1] as number)) / (to - from);
  for (let x = from + 1; x < to; x += 1) out[x - 1] = (out[from - 1] as number) + slope * (x - from);
}

/** Nearer than this part of the bandwidth a weight is 1, farther than its complement it is 0. */
const EDGE = 0.001;

/** The loess value at x from the points left to right, or undefined when all their weights are 0. */
function loessAt(y: Float64Array, by: Smoother, x: number, left: number, right: number, weights: Float64Array | undefined): number | undefined {
  const n = y.length;
  let reach = Math.max(x - left, right - x);
  if (by.window > n) reach += Math.floor((by.window - n) / 2);
  const kernel = new Float64Array(right - left + 1);
  let total = 0;
  for (let j = left; j <= right; j += 1) {
    const distance = Math.abs(j - x);
    if (distance > (1 - EDGE) * reach) continue;
    const weight = (distance <= EDGE * reach ? 1 : (1 - (distance / reach) ** 3) ** 3) * (weights === undefined ? 1 : (weights[j - 1] as number));
    kernel[j - left] = weight;
    total += weight;
  }
  if (total <= 0) return undefined;
  let [centre, spread] = [0, 0];
  for (let j = left; j <= right; j += 1) centre += ((kernel[j - left] as number) / total) * j;
  for (let j = left; j <= right; j += 1) spread += ((kernel[j - left] as number) / total) * (j - centre) ** 2;
  const sloped = by.degree > 0 && reach > 0 && Math.sqrt(spread) > EDGE * (n - 1);
  let value = 0;
  for (let j = left; j <= right; j += 1) value += ((kernel[j - left] as number) / total) * (sloped ? ((x - centre) / spread) * (j - centre) + 1 : 1) * (y[j - 1] as number);
  return value;
}

/** Bisquare weights of the residuals, on six times their median. */
function robustWeights(y: Float64Array, seasonal: Float64Array, trend: Float64Array): Float64Array {
  const rest = y.map((v, i) => Math.abs(v - (seasonal[i] as number) - (trend[i] as number)));
  const sorted = rest.toSorted();
  const n = y.length;
  const high = Math.floor(n / 2);
  const limit = 3 * ((sorted[high] as number) + (sorted[n - high - 1] as number));
  return rest.map((r) => (r <= EDGE * limit ? 1 : r <= (1 - EDGE) * limit ? (1 - (r / limit) ** 2) ** 2 : 0));
}
