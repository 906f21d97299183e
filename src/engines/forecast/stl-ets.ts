/** STL with exponential smoothing of what is left without the season, whose last year goes on (as R's `stlf`). */
import { chooseEts, ETS_SHAPES } from "./ets.ts";
import { etsPath } from "./ets-path.ts";
import { path, type Path } from "./naive.ts";
import { stl } from "./stl.ts";

/** The seasonal window of `stlf`: a season that may change over the years. */
const SEASON_WINDOW = 13;

/** values: more than two seasons; period ≥ 2. Throws RangeError otherwise. */
export function stlEts(values: ArrayLike<number>, period: number, horizon: number, effort: { readonly evaluations?: number } = {}): Path {
  const n = values.length;
  const { seasonal } = stl(values, period, { seasonWindow: SEASON_WINDOW, robust: false });
  const adjusted = Float64Array.from(values, (v, i) => v - (seasonal[i] as number));
  const smooth = etsPath(chooseEts(adjusted, 1, ETS_SHAPES.filter(({ season, error }) => season === "N" && error === "A"), effort), horizon);
  return path(horizon, (step) => (smooth.mean[step - 1] as number) + (seasonal[n - period + ((step - 1) % period)] as number), (step) => smooth.deviation[step - 1] as number);
}
