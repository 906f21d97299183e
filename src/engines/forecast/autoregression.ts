/**
 * Autoregression by least squares, with or without outside regressors: y_t = c + φ₁ y_{t−1} + … + φ_p y_{t−p} + β x_t + ε.
 * The order is the one of least AICc on the same values; roots are kept from exploding by a light ridge on differences from a mean.
 */
import { addRow, dot, normalEquations, solveRidge } from "./linear.ts";
import { path, type Path } from "./naive.ts";

export interface Autoregression {
  readonly order: number;
  /** Constant, lags 1 to order, then the regressors. */
  readonly coefficients: Float64Array;
  readonly sigma2: number;
  readonly centre: number;
  readonly aicc: number;
}

const MAX_ORDER = 8;
const RIDGE = 1e-6;

/** values: at least twelve. regressors: one row for each value, or none. Throws RangeError when there are too few values. */
export function fitAutoregression(values: ArrayLike<number>, regressors?: readonly ArrayLike<number>[], maxOrder = MAX_ORDER): Autoregression {
  const n = values.length;
  const outside = regressors?.[0]?.length ?? 0;
  const most = Math.min(maxOrder, Math.floor((n - outside) / 4) - 1);
  if (most < 1) throw new RangeError(`an autoregression needs at least ${8 + outside} values, got ${n}`);
  let centre = 0;
  for (let i = 0; i < n; i += 1) centre += (values[i] as number) / n;
  let best: Autoregression | undefined;
  for (let order = 1; order <= most; order += 1) {
    const fit = fitOrder(values, order, most, centre, outside, regressors);
    if (best === undefined || fit.aicc < best.aicc) best = fit;
  }
  return best as Autoregression;
}

function rowOf(values: ArrayLike<number>, at: number, order: number, centre: number, outside: ArrayLike<number> | undefined): Float64Array {
  const row = new Float64Array(1 + order + (outside?.length ?? 0));
  row[0] = 1;
  for (let lag = 1; lag <= order; lag += 1) row[lag] = (values[at - lag] as number) - centre;
  if (outside !== undefined) row.set(Array.from(outside), 1 + order);
  return row;
}

function fitOrder(values: ArrayLike<number>, order: number, from: number, centre: number, outside: number, regressors: readonly ArrayLike<number>[] | undefined): Autoregression {
  const n = values.length;
  const equations = normalEquations(1 + order + outside);
  for (let t = from; t < n; t += 1) addRow(equations, rowOf(values, t, order, centre, regressors?.[t]), (values[t] as number) - centre);
  const coefficients = solveRidge(equations, new Float64Array(equations.size).fill(RIDGE * ((equations.gram[0] as number) + 1)));
  let squares = 0;
  for (let t = from; t < n; t += 1) squares += ((values[t] as number) - centre - dot(coefficients, rowOf(values, t, order, centre, regressors?.[t]))) ** 2;
  const [used, free] = [n - from, 2 + order + outside];
  const aicc = used * Math.log(Math.max(squares / used, Number.MIN_VALUE)) + 2 * free + (2 * free * (free + 1)) / Math.max(1, used - free - 1);
  return { order, coefficients, sigma2: squares / Math.max(1, used - free + 1), centre, aicc };
}

/** The path after the last value. future: the regressors of the days to come, one row a step. */
export function autoregressionPath(fit: Autoregression, values: ArrayLike<number>, horizon: number, future?: readonly ArrayLike<number>[]): Path {
  const { order, coefficients, centre, sigma2 } = fit;
  const n = values.length;
  const line = new Float64Array(order + horizon);
  for (let i = 0; i < order; i += 1) line[i] = values[n - order + i] as number;
  const weights = new Float64Array(horizon);
  const variance = new Float64Array(horizon);
  for (let h = 0; h < horizon; h += 1) {
    line[order + h] = centre + dot(coefficients, rowOf(line, order + h, order, centre, future?.[h]));
    weights[h] = h === 0 ? 1 : 0;
    for (let lag = 1; lag <= Math.min(order, h); lag += 1) weights[h] = (weights[h] as number) + (coefficients[lag] as number) * (weights[h - lag] as number);
    variance[h] = (h === 0 ? 0 : (variance[h - 1] as number)) + sigma2 * (weights[h] as number) ** 2;
  }
  return path(horizon, (step) => line[order + step - 1] as number, (step) => Math.sqrt(variance[step - 1] as number));
}
