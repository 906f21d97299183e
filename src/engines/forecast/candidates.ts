/**
 * The models that compete in a backtest, each on a rolling origin. Choices (which smoothing model, which order) are made anew only
 * when the history has grown by a tenth; in between the same model is estimated again or run on with its parameters.
 */
import { autoregressionPath, fitAutoregression, type Autoregression } from "./autoregression.ts";
import { calendarModel } from "./calendar-model.ts";
import { chooseEts, type EtsFit, type EtsParameters, type EtsShape, fitEts, runEts } from "./ets.ts";
import { etsPath } from "./ets-path.ts";
import { holtWinters, holtWintersAt } from "./holt-winters.ts";
import { valueOf, type Method, type View } from "./rolling.ts";
import { stlEts } from "./stl-ets.ts";
import { theta } from "./theta.ts";

/** Smoothing models see this many of the last values; older ones no longer move them. */
const MEMORY = 1_500;
/** Models that are estimated at every origin compete on series up to this long; on long daily series they never came near to winning. */
const MAX_SLOW = 700;
const MAX_SLOW_DAILY = 250;
const REFIT_SHARE = 0.1;
const REFIT_STEPS = 25;
const REFIT_STEPS_LONG = 100;
const EFFORT = { evaluations: 400 };
const LEAST_VALUES = 12;
/** Holt-Winters starts from two seasons and needs a third to be judged. */
const SEASONS_NEEDED = 3;

const tooLong = ({ values, rhythm }: View): boolean => values.length > (rhythm.kind === "daily" ? MAX_SLOW_DAILY : MAX_SLOW);
const recent = (values: Float64Array, origin: number): Float64Array => values.subarray(Math.max(0, origin + 1 - MEMORY), origin + 1);

/** One smoothing model: its parameters are estimated every REFIT_STEPS origins, its states run on at each. */
const smoothing = (name: string, shape: EtsShape): Method => ({
  name,
  kind: "model",
  start(view, firstOrigin) {
    if (firstOrigin + 1 < LEAST_VALUES || (shape.trend === "A" && tooLong(view))) return undefined;
    const source = view.scaled;
    let [fit, at, begin]: [EtsFit | undefined, number, number] = [undefined, -1, 0];
    return (origin) => {
      if (fit === undefined || origin - at >= (origin > MEMORY ? REFIT_STEPS_LONG : REFIT_STEPS) || (!tooLong(view) && origin > at)) {
        begin = Math.max(0, origin + 1 - MEMORY);
        fit = fitEts(source.subarray(begin, origin + 1), 1, shape, EFFORT);
        at = origin;
      }
      const path = etsPath(continued(fit, fit.parameters, source.subarray(begin, origin + 1)), view.horizon).mean;
      return path.map((v) => valueOf(view, v));
    };
  },
});

const continued = (fit: EtsFit, parameters: EtsParameters, values: Float64Array): EtsFit => ({ ...fit, run: runEts(values, fit.shape, parameters), count: values.length });

/** The smoothing model of least AICc, chosen anew when the history has grown by a tenth. */
const ets: Method = {
  name: "ets",
  kind: "model",
  start(view, firstOrigin) {
    if (firstOrigin + 1 < LEAST_VALUES || tooLong(view)) return undefined;
    let [shape, chosenAt]: [EtsShape | undefined, number] = [undefined, 0];
    return (origin) => {
      const values = recent(view.values, origin);
      let fit: EtsFit;
      if (shape === undefined || origin > chosenAt * (1 + REFIT_SHARE) || (shape.error === "M" && !((values.at(-1) as number) > 0))) {
        fit = chooseEts(values, view.rhythm.period, undefined, EFFORT);
        [shape, chosenAt] = [fit.shape, origin];
      } else fit = fitEts(values, view.rhythm.period, shape, EFFORT);
      return etsPath(fit, view.horizon).mean;
    };
  },
};

const slow = (name: string, seasons: number, mean: (values: Float64Array, view: View) => Float64Array): Method => ({
  name,
  kind: "model",
  start(view, firstOrigin) {
    const { period } = view.rhythm;
    const needed = Math.max(LEAST_VALUES, seasons * period + 1);
    if (tooLong(view) || firstOrigin + 1 < needed || (seasons > 0 && period < 2)) return undefined;
    return (origin) => mean(recent(view.values, origin), view);
  },
});

/** Logarithms where the first values allowed them and all others do. */
function inLogs(values: Float64Array, view: View, mean: (values: Float64Array) => Float64Array): Float64Array {
  if (!view.logarithmic || values.some((v) => !(v > 0))) return mean(values);
  return mean(values.map(Math.log)).map(Math.exp);
}

const seasonalSmoothing = (name: string, multiplicative: boolean): Method => slow(name, SEASONS_NEEDED, (values, { rhythm, horizon }) => {
  const product = multiplicative && values.every((v) => v > 0);
  const fit = holtWinters(values, rhythm.period, product, undefined, EFFORT);
  return Float64Array.from({ length: horizon }, (_, h) => holtWintersAt(fit, h + 1, product));
});

/** An autoregression on the scaled values; its order is chosen anew every REFIT_STEPS origins. */
const autoregression: Method = {
  name: "autoregression",
  kind: "model",
  start(view, firstOrigin) {
    if (firstOrigin + 1 < 2 * LEAST_VALUES) return undefined;
    let [fit, at]: [Autoregression | undefined, number] = [undefined, 0];
    return (origin) => {
      const values = recent(view.scaled, origin);
      if (fit === undefined || origin - at >= REFIT_STEPS) [fit, at] = [fitAutoregression(values, undefined, Math.max(8, Math.min(13, view.rhythm.period + 1))), origin];
      return autoregressionPath(fit, values, view.horizon).mean.map((v) => valueOf(view, v));
    };
  },
};

export const MODELS: readonly Method[] = [
  smoothing("ses", { error: "A", trend: "N", season: "N" }),
  smoothing("holt", { error: "A", trend: "A", season: "N" }),
  smoothing("holt-damped", { error: "A", trend: "Ad", season: "N" }),
  ets,
  seasonalSmoothing("holt-winters-additive", false),
  seasonalSmoothing("holt-winters-multiplicative", true),
  slow("theta", 0, (values, { rhythm, horizon }) => theta(values, rhythm.period, horizon, EFFORT).mean),
  slow("stl-ets", 2, (values, view) => inLogs(values, view, (v) => stlEts(v, view.rhythm.period, view.horizon, EFFORT).mean)),
  autoregression,
  calendarModel,
];
