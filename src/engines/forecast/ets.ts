/**
 * Exponential smoothing as innovations state-space models (Hyndman, Koehler, Ord and Snyder 2008, Forecasting with Exponential
 * Smoothing, tables 2.2 and 2.3), estimated by likelihood. Fifteen models: error additive or multiplicative, trend none, additive
 * or damped, season none, additive or (with multiplicative error) multiplicative; combinations that are not stable are left out,
 * and so are multiplicative trends, which run away.
 */
import { minimise } from "./nelder-mead.ts";
import { centredMean, decompose } from "./decomposition.ts";

export interface EtsShape {
  readonly error: "A" | "M";
  readonly trend: "N" | "A" | "Ad";
  readonly season: "N" | "A" | "M";
}

export interface EtsParameters {
  /** 0 < β < α < 1 and 0 < γ < 1 − α; β and γ are the direct coefficients of the error. Unused ones are 0, φ is 1 without damping. */
  readonly alpha: number;
  readonly beta: number;
  readonly gamma: number;
  readonly phi: number;
  /** The state before the first value. seasonal[k] belongs to the k-th value; empty without a season. */
  readonly level: number;
  readonly slope: number;
  readonly seasonal: Float64Array;
}

export interface EtsRun {
  /** Innovations: differences for additive, relative differences for multiplicative errors. */
  readonly errors: Float64Array;
  /** Sum of squared innovations. */
  readonly squares: number;
  /** Σ ln |one-step forecast|; 0 for additive errors. */
  readonly logScale: number;
  readonly level: number;
  readonly slope: number;
  /** seasonal[k]: the last figure of the place k in the season, counted from the first value. */
  readonly seasonal: Float64Array;
}

export interface EtsFit {
  readonly shape: EtsShape;
  readonly name: string;
  readonly parameters: EtsParameters;
  readonly run: EtsRun;
  readonly logLikelihood: number;
  readonly aicc: number;
  readonly sigma2: number;
  readonly count: number;
  readonly period: number;
}

export const ETS_SHAPES: readonly EtsShape[] = (["A", "M"] as const).flatMap((error) => (["N", "A", "Ad"] as const).flatMap((trend) => (["N", "A", "M"] as const).map((season) => ({ error, trend, season }))))
  .filter(({ error, season }) => !(error === "A" && season === "M"));

export const etsName = ({ error, trend, season }: EtsShape): string => `ETS(${error},${trend},${season})`;

const LEAST = 1e-4;
const PHI_RANGE = [0.8, 0.98] as const;
/** Longer seasons have too many figures to estimate one by one. */
export const MAX_ETS_PERIOD = 24;

/** Runs the recursion over the values. Multiplicative parts need positive values; a forecast that reaches 0 makes `squares` NaN. */
export function runEts(values: ArrayLike<number>, shape: EtsShape, parameters: EtsParameters): EtsRun {
  const n = values.length;
  const errors = new Float64Array(n);
  const { alpha, beta, gamma, phi } = parameters;
  const seasonal = Float64Array.from(parameters.seasonal);
  const period = seasonal.length;
  const [relative, product] = [shape.error === "M", shape.season === "M"];
  let { level, slope } = parameters;
  let [squares, logScale, place] = [0, 0, 0];
  for (let t = 0; t < n; t += 1) {
    const base = level + phi * slope;
    const figure = period === 0 ? (product ? 1 : 0) : (seasonal[place] as number);
    const expected = product ? base * figure : base + figure;
    const error = relative ? ((values[t] as number) - expected) / expected : (values[t] as number) - expected;
    errors[t] = error;
    squares += error * error;
    if (relative) logScale += Math.log(Math.abs(expected));
    // With a multiplicative error the step is relative to the forecast, for a product of level and season to each of its parts.
    const step = relative ? (product ? base * error : expected * error) : error;
    level = base + alpha * step;
    slope = phi * slope + beta * step;
    if (period > 0) {
      seasonal[place] = product ? figure * (1 + gamma * error) : figure + gamma * step;
      place = place + 1 === period ? 0 : place + 1;
    }
  }
  return { errors, squares, logScale, level, slope, seasonal };
}

/**
 * Estimates one model by maximum likelihood. values: at least as many as the model has parameters plus two, none missing; positive
 * if any part is multiplicative; period: 1 without a season, else 2 to 24. Throws RangeError when the values do not fit the model.
 */
export function fitEts(values: ArrayLike<number>, period: number, shape: EtsShape, effort: { readonly evaluations?: number } = {}): EtsFit {
  const n = values.length;
  const seasonal = shape.season !== "N";
  const reason = etsUnfit(values, period, shape);
  if (reason !== undefined) throw new RangeError(`${etsName(shape)} cannot be fitted: ${reason}`);
  const length = seasonal ? period : 0;
  const start = startState(values, length, shape);
  const layout = { trend: shape.trend !== "N", damped: shape.trend === "Ad", length, product: shape.season === "M" };
  const point = pack(start, layout);
  const scale = spread(values);
  const steps = point.map((v, i) => (i < smoothers(layout) ? (i === 0 ? 0.15 : 0.05) : layout.product && i >= smoothers(layout) + 1 + Number(layout.trend) ? 0.05 : 0.1 * scale + 0.01 * Math.abs(v)));
  if (layout.damped) steps[smoothers(layout) - 1] = -0.05;
  const evaluations = effort.evaluations ?? 4_000 + 400 * point.length;
  const objective = (p: Float64Array): number => {
    const parameters = unpack(p, layout);
    return parameters === undefined ? Infinity : twiceNegative(runEts(values, shape, parameters), n);
  };
  const found = minimise(objective, point, steps, { evaluations, restarts: evaluations > 1_000 ? 4 : 1, tolerance: 1e-10 });
  const parameters = unpack(found.point, layout) ?? start;
  const run = runEts(values, shape, parameters);
  const free = found.point.length;
  const minusTwice = twiceNegative(run, n);
  const aic = minusTwice + 2 * (free + 1);
  return {
    shape, name: etsName(shape), parameters, run, period, count: n, logLikelihood: -0.5 * minusTwice,
    aicc: aic + (2 * (free + 1) * (free + 2)) / (n - free - 2), sigma2: run.squares / Math.max(1, n - free),
  };
}

/** Twice the negative log-likelihood with the variance concentrated out, without its constant (as R's `ets` gives it). */
const twiceNegative = ({ squares, logScale }: EtsRun, n: number): number => (Number.isNaN(squares) ? Infinity : n * Math.log(Math.max(squares, Number.MIN_VALUE)) + 2 * logScale);

/** Why the model does not suit the values, or undefined. */
export function etsUnfit(values: ArrayLike<number>, period: number, { error, trend, season }: EtsShape): string | undefined {
  const n = values.length;
  const free = 2 + (trend === "N" ? 0 : trend === "A" ? 2 : 3) + (season === "N" ? 0 : period);
  if (season !== "N" && (period < 2 || period > MAX_ETS_PERIOD)) return `its season must have 2 to ${MAX_ETS_PERIOD} steps, not ${period}`;
  if (n < free + 3 || (season !== "N" && n < 2 * period)) return `${n} values are too few for ${free} parameters`;
  if (error === "M" || season === "M") for (let i = 0; i < n; i += 1) if (!((values[i] as number) > 0)) return "multiplicative parts need positive values";
  return undefined;
}

/** The model of least AICc among the fifteen, or those given. Throws RangeError when no model suits the values. */
export function chooseEts(values: ArrayLike<number>, period: number, shapes: readonly EtsShape[] = ETS_SHAPES, effort: { readonly evaluations?: number } = {}): EtsFit {
  let best: EtsFit | undefined;
  for (const shape of shapes) {
    if (shape.season !== "N" && period < 2) continue;
    if (etsUnfit(values, period, shape) !== undefined) continue;
    const fit = fitEts(values, period, shape, effort);
    if (!Number.isNaN(fit.aicc) && (best === undefined || fit.aicc < best.aicc)) best = fit;
  }
  if (best === undefined) throw new RangeError(`no exponential smoothing model suits ${values.length} values`);
  return best;
}

interface Layout {
  readonly trend: boolean;
  readonly damped: boolean;
  readonly length: number;
  readonly product: boolean;
}

const smoothers = ({ trend, damped, length }: Layout): number => 1 + Number(trend) + Number(length > 0) + Number(damped);

/** Order: α, β, γ, φ, level, slope, all seasonal figures but the last, which follows from the others. */
function pack(p: EtsParameters, layout: Layout): Float64Array<ArrayBuffer> {
  return Float64Array.from([
    p.alpha, ...(layout.trend ? [p.beta] : []), ...(layout.length > 0 ? [p.gamma] : []), ...(layout.damped ? [p.phi] : []),
    p.level, ...(layout.trend ? [p.slope] : []), ...p.seasonal.slice(0, Math.max(0, layout.length - 1)),
  ]);
}

function unpack(point: Float64Array, { trend, damped, length, product }: Layout): EtsParameters | undefined {
  let at = 0;
  const next = (): number => point[at++] as number;
  const alpha = next();
  const beta = trend ? next() : 0;
  const gamma = length > 0 ? next() : 0;
  const phi = damped ? next() : 1;
  if (!(alpha >= LEAST && alpha <= 1 - LEAST)) return undefined;
  if (trend && !(beta >= LEAST && beta <= alpha)) return undefined;
  if (length > 0 && !(gamma >= LEAST && gamma <= 1 - alpha)) return undefined;
  if (damped && !(phi >= PHI_RANGE[0] && phi <= PHI_RANGE[1])) return undefined;
  const level = next();
  const slope = trend ? next() : 0;
  const seasonal = new Float64Array(length);
  let sum = 0;
  for (let k = 0; k < length - 1; k += 1) {
    seasonal[k] = next();
    sum += seasonal[k] as number;
    if (product && !((seasonal[k] as number) > 0)) return undefined;
  }
  if (length > 0) {
    seasonal[length - 1] = product ? length - sum : -sum;
    if (product && !((seasonal[length - 1] as number) > 0)) return undefined;
  }
  return { alpha, beta, gamma, phi, level, slope, seasonal };
}

const START_YEARS = 4;
const START_VALUES = 10;

/** A level, a slope and a season to begin the search with, from the first years (Hyndman et al. 2008, 2.6.1). */
function startState(values: ArrayLike<number>, period: number, shape: EtsShape): EtsParameters {
  const n = values.length;
  let seasonal = new Float64Array(period);
  let adjusted = Float64Array.from(values);
  if (period > 0) {
    const first = adjusted.slice(0, Math.min(n, Math.max(2, START_YEARS) * period));
    const product = shape.season === "M";
    seasonal = Float64Array.from(n >= 2 * period && !Number.isNaN(centredMean(first, period)[Math.floor(period / 2)] as number) ? decompose(first, period, product).figure : seasonal.fill(product ? 1 : 0));
    if (product) seasonal = seasonal.map((s) => Math.max(s, 0.01));
    adjusted = adjusted.map((v, i) => (product ? v / (seasonal[i % period] as number) : v - (seasonal[i % period] as number)));
  }
  const used = Math.min(n, Math.max(START_VALUES, 2 * period));
  let [sx, sy, sxx, sxy] = [0, 0, 0, 0];
  for (let i = 0; i < used; i += 1) {
    sx += i + 1;
    sy += adjusted[i] as number;
    sxx += (i + 1) ** 2;
    sxy += (i + 1) * (adjusted[i] as number);
  }
  const slope = shape.trend === "N" ? 0 : (used * sxy - sx * sy) / (used * sxx - sx * sx);
  const level = (sy - slope * sx) / used;
  return { alpha: 0.3, beta: shape.trend === "N" ? 0 : 0.03, gamma: period > 0 ? 0.05 : 0, phi: shape.trend === "Ad" ? 0.97 : 1, level, slope, seasonal };
}

function spread(values: ArrayLike<number>): number {
  let [sum, squares] = [0, 0];
  for (let i = 0; i < values.length; i += 1) sum += values[i] as number;
  for (let i = 0; i < values.length; i += 1) squares += ((values[i] as number) - sum / values.length) ** 2;
  return Math.sqrt(squares / values.length) || Math.abs(sum / values.length) * 0.01 || 1;
}
