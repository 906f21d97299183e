/**
 * The filter of Holt (1957) and Winters (1960, Management Science 6:324), started and estimated as R's `HoltWinters`: level, slope and
 * season from a decomposition of the first two seasons, coefficients of least squared one-step error.
 */
import { decompose } from "./decomposition.ts";
import { minimise } from "./nelder-mead.ts";

export interface HoltWintersRates {
  /** Each from 0 to 1. Unlike the state-space form, γ weighs the season against the new level, and β the change of the level. */
  readonly alpha: number;
  readonly beta: number;
  readonly gamma: number;
}

export interface HoltWinters {
  readonly rates: HoltWintersRates;
  readonly level: number;
  readonly slope: number;
  /** seasonal[k] is the figure of the (k + 1)-th value after the end. */
  readonly seasonal: Float64Array;
  readonly squares: number;
  readonly errors: Float64Array;
}

/** values: at least two seasons, positive if multiplicative; period ≥ 2. Without rates they are estimated. Throws RangeError as `decompose`. */
export function holtWinters(values: ArrayLike<number>, period: number, multiplicative: boolean, rates?: HoltWintersRates, { evaluations = 2_000 }: { readonly evaluations?: number } = {}): HoltWinters {
  const start = Float64Array.from({ length: 2 * period }, (_, i) => values[i] as number);
  const { figure, trend } = decompose(start, period, multiplicative);
  const known = trend.filter((v) => !Number.isNaN(v));
  const { intercept, slope } = line(known);
  const run = (r: HoltWintersRates): HoltWinters => filter(values, period, multiplicative, r, intercept, slope, figure);
  if (rates !== undefined) return run(rates);
  const read = (p: Float64Array): HoltWintersRates => ({ alpha: p[0] as number, beta: p[1] as number, gamma: p[2] as number });
  const clipped = (p: Float64Array): Float64Array => p.map((v) => Math.min(1, Math.max(0, v)));
  const found = minimise((p) => run(read(clipped(p))).squares * (1 + p.reduce((out, v) => out + Math.max(0, -v, v - 1), 0)), [0.3, 0.1, 0.1], [0.2, 0.1, 0.2], { evaluations });
  return run(read(clipped(found.point)));
}

/** The mean h steps after the end, h ≥ 1. */
export function holtWintersAt({ level, slope, seasonal }: HoltWinters, step: number, multiplicative: boolean): number {
  const figure = seasonal[(step - 1) % seasonal.length] as number;
  return multiplicative ? (level + step * slope) * figure : level + step * slope + figure;
}

function filter(values: ArrayLike<number>, period: number, product: boolean, rates: HoltWintersRates, intercept: number, start: number, figure: Float64Array): HoltWinters {
  const { alpha, beta, gamma } = rates;
  const seasonal = Float64Array.from(figure);
  const n = values.length;
  const errors = new Float64Array(n - period);
  let [level, slope, squares] = [intercept, start, 0];
  for (let t = period; t < n; t += 1) {
    const place = t % period;
    const y = values[t] as number;
    const season = seasonal[place] as number;
    const base = level + slope;
    const error = y - (product ? base * season : base + season);
    errors[t - period] = error;
    squares += error * error;
    const next = alpha * (product ? y / season : y - season) + (1 - alpha) * base;
    slope = beta * (next - level) + (1 - beta) * slope;
    level = next;
    seasonal[place] = gamma * (product ? y / level : y - level) + (1 - gamma) * season;
  }
  return { rates, level, slope, squares, errors, seasonal: seasonal.map((_, k) => seasonal[(n + k) % period] as number) };
}

/** The least-squares line through (1, y₁), (2, y₂) …. */
export function line(y: ArrayLike<number>): { readonly intercept: number; readonly slope: number } {
  const n = y.length;
  const middle = (n + 1) / 2;
  let [sum, cross, spread] = [0, 0, 0];
  for (let i = 0; i < n; i += 1) {
    sum += y[i] as number;
    cross += (i + 1 - middle) * (y[i] as number);
    spread += (i + 1 - middle) ** 2;
  }
  const slope = spread === 0 ? 0 : cross / spread;
  return { intercept: sum / n - slope * middle, slope };
}
