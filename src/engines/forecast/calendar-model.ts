/**
 * The daily price model: a calendar profile, and around it a direct regression for each horizon.
 *
 * 1. z = ln price. Profile: z_t − ρ z_{t−1} on c_t − ρ c_{t−1}, c the calendar's regressors, by ridge (a regression with AR(1) errors,
 *    Cochrane and Orcutt 1949, with ρ given); old days count less. Differences make the profile blind to slow levels.
 * 2. x = z − profile. For each horizon h its own ridge regression of x_{t+h} on the last values and on exponential means of several
 *    lengths (direct multi-step forecasting; Marcellino, Stock and Watson 2006): how far back towards which level a price falls in h days.
 * 3. Forecast = profile of the target day + regression. Dear days count a little less, because a per cent of a cheap day is soon missed.
 *
 * 4. How much of the way from "as it is now, but for the calendar" to that forecast is gone is learnt from late errors (`trust.ts`).
 *
 * A forecast at an origin depends on values up to it and on the calendar alone. Everything is refitted every REFIT origins.
 */
import { calendarRow, HARMONIC_COLUMNS, REGRESSOR_COUNT } from "./calendar-regressors.ts";
import { addRow, dot, forget, normalEquations, type NormalEquations, solveRidge } from "./linear.ts";
import { valueOf, type Method, type View } from "./rolling.ts";
import { Trust } from "./trust.ts";

export interface CalendarSettings {
  /** ρ of the profile's errors, 0 to below 1: small looks at levels, near 1 at steps from day to day. */
  readonly carry: number;
  /** Years after which a day counts half in the profile. */
  readonly memoryYears: number;
  /** Penalties of the day effects and of the yearly season, in days of evidence. */
  readonly dayPenalty: number;
  readonly seasonPenalty: number;
  readonly lags: number;
}

/** Three views of the same series; their mean errs less than each (chosen on years before the last of the data at hand). */
export const CALENDAR_SETTINGS: readonly CalendarSettings[] = [
  { carry: 0.85, memoryYears: 6, dayPenalty: 20, seasonPenalty: 100, lags: 4 },
  { carry: 0.7, memoryYears: 20, dayPenalty: 80, seasonPenalty: 100, lags: 4 },
  { carry: 0.5, memoryYears: 6, dayPenalty: 80, seasonPenalty: 100, lags: 8 },
];

const REFIT = 20;
/** On long series a few days more change nothing, so that they are refitted less often. */
const LONG = 2_000;
const REFIT_LONG = 60;
const MEANS = [0.5, 0.25, 0.1, 0.03, 0.008];
const LEVEL_PENALTY = 3;
/** How much less a dear day counts: weight = exp(−0.3 (ln price − mean ln price)). */
const PRICE_WEIGHT = 0.3;
const WARM_UP = 30;
const TRADING_DAYS = 300;
export const LEAST_DAYS = 150;

interface State {
  readonly view: View;
  readonly rows: readonly Float64Array[];
  readonly settings: CalendarSettings;
  readonly equations: NormalEquations;
  readonly profile: Float64Array;
  /** z without the profile, and the features, up to `known`. */
  readonly rest: Float64Array;
  readonly features: Float64Array[];
  readonly means: Float64Array;
  betas: Float64Array[];
  added: number;
  fitted: number;
  known: number;
  centre: number;
  offset: number;
}

export const calendarModel: Method = {
  name: "calendar-regression",
  kind: "model",
  start(view, firstOrigin) {
    if (view.rhythm.kind !== "daily" || firstOrigin + 1 < LEAST_DAYS) return undefined;
    const { days } = view;
    const last = days.length - 1;
    const rows = Array.from(days, (day, i) => calendarRow(day, i === 0 ? 1 : day - (days[i - 1] as number), i === last ? 1 : (days[i + 1] as number) - day));
    const states = CALENDAR_SETTINGS.map((settings) => createState(view, rows, settings));
    const trusts = Array.from({ length: view.horizon }, () => new Trust());
    return (origin) => {
      const paths = states.map((state) => forecastAt(state, origin));
      const middle = (of: (k: number) => number): number => states.reduce((sum, _, k) => sum + of(k), 0) / states.length;
      return Float64Array.from(trusts, (trust, h) => {
        const target = origin + h + 1;
        const asNow = (view.scaled[origin] as number) + middle((k) => dot((states[k] as State).profile, rows[target] as Float64Array) - dot((states[k] as State).profile, rows[origin] as Float64Array));
        return valueOf(view, trust.weigh(origin, target, asNow, middle((k) => (paths[k] as Float64Array)[h] as number), view.scaled));
      });
    };
  },
};

function createState(view: View, rows: readonly Float64Array[], settings: CalendarSettings): State {
  return {
    view, rows, settings, equations: normalEquations(REGRESSOR_COUNT), profile: new Float64Array(REGRESSOR_COUNT),
    rest: new Float64Array(view.values.length), features: [], means: new Float64Array(MEANS.length), betas: [], added: 0, fitted: -Infinity, known: -1, centre: 0, offset: NaN,
  };
}

function forecastAt(state: State, origin: number): Float64Array {
  if (origin - state.fitted >= (origin > LONG ? REFIT_LONG : REFIT)) refit(state, origin);
  else extend(state, origin);
  const features = state.features[origin] as Float64Array;
  return Float64Array.from(state.betas, (beta, h) => state.offset + state.centre + dot(beta, features) + dot(state.profile, state.rows[origin + h + 1] as Float64Array));
}

function refit(state: State, origin: number): void {
  const { view: { scaled }, rows, settings: { carry, memoryYears, dayPenalty, seasonPenalty }, equations, profile, rest } = state;
  if (Number.isNaN(state.offset)) state.offset = average(scaled, origin);
  const fade = 0.5 ** (1 / (memoryYears * TRADING_DAYS));
  const row = new Float64Array(REGRESSOR_COUNT);
  forget(equations, fade ** (origin - state.added));
  for (let t = state.added + 1; t <= origin; t += 1) {
    const [now, before] = [rows[t] as Float64Array, rows[t - 1] as Float64Array];
    for (let k = 0; k < row.length; k += 1) row[k] = (now[k] as number) - carry * (before[k] as number);
    addRow(equations, row, (scaled[t] as number) - state.offset - carry * ((scaled[t - 1] as number) - state.offset), fade ** (origin - t));
  }
  state.added = origin;
  const penalty = new Float64Array(REGRESSOR_COUNT).fill(dayPenalty * (1 - carry));
  penalty.fill(seasonPenalty * (1 - carry), HARMONIC_COLUMNS.from, HARMONIC_COLUMNS.to);
  profile.set(solveRidge(equations, penalty));
  for (let t = 0; t <= origin; t += 1) rest[t] = (scaled[t] as number) - state.offset - dot(profile, rows[t] as Float64Array);
  state.centre = average(rest, origin);
  state.known = -1;
  state.means.fill(state.centre);
  for (let t = 0; t <= origin; t += 1) remember(state, t);
  state.known = origin;
  state.betas = Array.from({ length: state.view.horizon }, (_, h) => fitHorizon(state, origin, h + 1));
  state.fitted = origin;
}

const average = (values: Float64Array, upTo: number): number => {
  let sum = 0;
  for (let i = 0; i <= upTo; i += 1) sum += values[i] as number;
  return sum / (upTo + 1);
};

/** Carries the means and features on to the origin with the profile as it stands. */
function extend(state: State, origin: number): void {
  const { rest, view: { scaled }, rows, profile } = state;
  for (let t = state.known + 1; t <= origin; t += 1) {
    rest[t] = (scaled[t] as number) - state.offset - dot(profile, rows[t] as Float64Array);
    remember(state, t);
  }
  state.known = origin;
}

function remember({ rest, means, features, centre, settings: { lags } }: State, t: number): void {
  const row = new Float64Array(1 + lags + MEANS.length);
  row[0] = 1;
  for (let lag = 0; lag < lags; lag += 1) row[1 + lag] = (rest[Math.max(0, t - lag)] as number) - centre;
  MEANS.forEach((speed, k) => {
    means[k] = (means[k] as number) + speed * ((rest[t] as number) - (means[k] as number));
    row[1 + lags + k] = (means[k] as number) - centre;
  });
  features[t] = row;
}

function fitHorizon({ view: { scaled, logarithmic }, settings: { lags }, rest, features, centre, offset }: State, origin: number, step: number): Float64Array {
  const equations = normalEquations(1 + lags + MEANS.length);
  for (let t = Math.min(WARM_UP, Math.max(0, origin - step - WARM_UP)); t + step <= origin; t += 1) {
    const weight = logarithmic ? Math.exp(-PRICE_WEIGHT * ((scaled[t + step] as number) - offset)) : 1;
    addRow(equations, features[t] as Float64Array, (rest[t + step] as number) - centre, weight);
  }
  const penalty = new Float64Array(equations.size).fill(LEVEL_PENALTY);
  penalty[0] = 1e-6;
  return solveRidge(equations, penalty);
}
