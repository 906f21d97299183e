/**
 * The Theta method (Assimakopoulos and Nikolopoulos 2000, International Journal of Forecasting 16:521) in the form of Hyndman and
 * Billah 2003: simple exponential smoothing of the seasonally adjusted series with half the slope of its straight line, as R's `thetaf`.
 */
import { decompose, isSeasonal } from "./decomposition.ts";
import { fitEts } from "./ets.ts";
import { line } from "./holt-winters.ts";
import { path, type Path } from "./naive.ts";

/** values: at least six; a season is taken out only where it shows and all values are positive. Deviations are those of the smoothing. */
export function theta(values: ArrayLike<number>, period: number, horizon: number, effort: { readonly evaluations?: number } = {}): Path {
  const n = values.length;
  let adjusted = Float64Array.from(values);
  let figure = Float64Array.of(1);
  if (isSeasonal(values, period) && adjusted.every((v) => v > 0)) {
    figure = Float64Array.from(decompose(values, period, true).figure);
    adjusted = adjusted.map((v, i) => v / (figure[i % period] as number));
  }
  const fit = fitEts(adjusted, 1, { error: "A", trend: "N", season: "N" }, effort);
  const { alpha } = fit.parameters;
  const half = line(adjusted).slope / 2;
  return path(
    horizon,
    (step) => (fit.run.level + half * (step - 1 + (1 - (1 - alpha) ** n) / alpha)) * (figure[(n + step - 1) % figure.length] as number),
    (step) => Math.sqrt(fit.sigma2 * (1 + (step - 1) * alpha * alpha)),
  );
}
