/**
 * Lets every method forecast from the same rolling origins, adds combinations of the models, and ranks them by the errors made.
 */
import { NAIVE_METHODS } from "./benchmarks.ts";
import { MODELS } from "./candidates.ts";
import { scaledOf, type Method, type View } from "./rolling.ts";

export interface Contestant {
  readonly name: string;
  readonly kind: Method["kind"];
  /** Scaled forecasts: one path for each origin, one value a step. */
  readonly paths: readonly Float64Array[];
}

export interface Competition {
  readonly view: View;
  /** Indices of the last value known, rising. */
  readonly origins: readonly number[];
  readonly contestants: readonly Contestant[];
}

/** Called after every origin; false ends the work early by an Aborted error. */
export type Watch = (done: number, all: number) => boolean | void;

export class Aborted extends Error {}

/** Runs all methods that suit the series. origins: at least one, rising, each an index of the values. */
export function compete(view: View, origins: readonly number[], watch?: Watch, methods: readonly Method[] = [...NAIVE_METHODS, ...MODELS]): Competition {
  const first = origins[0] as number;
  const running = methods.flatMap((method) => {
    const runner = method.start(view, first);
    return runner === undefined ? [] : [{ method, runner, paths: [] as Float64Array[] }];
  });
  origins.forEach((origin, done) => {
    for (const { runner, paths } of running) paths.push(scaledPath(view, origin, runner));
    if (watch?.(done + 1, origins.length) === false) throw new Aborted("the backtest was ended early");
  });
  const contestants = running.map(({ method: { name, kind }, paths }): Contestant => ({ name, kind, paths }));
  return { view, origins, contestants: [...contestants, ...combinations(view, origins, contestants.filter(({ kind }) => kind === "model"))] };
}

/** A model that fails on a stretch of the series, or runs away, answers there as the last value would. */
function scaledPath(view: View, origin: number, runner: (origin: number) => Float64Array): Float64Array {
  const last = view.scaled[origin] as number;
  try {
    return runner(origin).map((v) => (Number.isFinite(v) ? scaledOf(view, v) : last));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return new Float64Array(view.horizon).fill(last);
  }
}

const FEWEST_MEMBERS = 2;
/** How fast old errors lose their say in the weights. */
const ERROR_MEMORY = 0.99;
/** Weight = error to the power of −4: two steps beyond the weights of independent errors (Bates and Granger 1969), as members are akin. */
const ERROR_POWER = 4;

function combinations(view: View, origins: readonly number[], members: readonly Contestant[]): Contestant[] {
  if (members.length < FEWEST_MEMBERS) return [];
  const across = (name: string, join: (values: number[], k: number, h: number) => number): Contestant => ({
    name,
    kind: "model",
    paths: origins.map((_, k) => Float64Array.from({ length: view.horizon }, (__, h) => join(members.map(({ paths }) => (paths[k] as Float64Array)[h] as number), k, h))),
  });
  const weights = weightsByError(view, origins, members);
  return [
    across("combination-mean", (values) => values.reduce((a, b) => a + b, 0) / values.length),
    across("combination-median", median),
    across("combination-weighted", (values, k, h) => {
      const own = weights[k]?.[h] as Float64Array;
      return values.reduce((sum, v, i) => sum + v * (own[i] as number), 0);
    }),
  ];
}

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[half] as number) : ((sorted[half - 1] as number) + (sorted[half] as number)) / 2;
}

/** weights[k][h][i]: of member i at the k-th origin, from errors whose days had come by then. */
function weightsByError({ scaled, horizon }: View, origins: readonly number[], members: readonly Contestant[]): Float64Array[][] {
  const sums = Array.from({ length: horizon }, () => new Float64Array(members.length));
  const fed = new Int32Array(horizon);
  return origins.map((origin) => sums.map((sum, h) => {
    for (let k = fed[h] as number; k < origins.length && (origins[k] as number) + h + 1 <= origin; k += 1) {
      fed[h] = k + 1;
      const actual = scaled[(origins[k] as number) + h + 1] as number;
      members.forEach(({ paths }, i) => (sum[i] = ERROR_MEMORY * (sum[i] as number) + Math.abs(actual - ((paths[k] as Float64Array)[h] as number))));
    }
    const raw = sum.map((s) => (s > 0 ? s ** -ERROR_POWER : 0));
    const total = raw.reduce((a, b) => a + b, 0);
    return total > 0 && Number.isFinite(total) ? raw.map((r) => r / total) : raw.fill(1 / members.length);
  }));
}

/**
 * Mean absolute error in the series' unit at each step, over the origins from `from` to before `to` whose day is at most `known`.
 * An origin weighs with the square of the values it had to learn from: in a young series the first origins say little about today.
 */
export function errorsByStep({ view, origins }: Competition, { paths }: Contestant, from: number, to: number, known: number): Float64Array {
  return Float64Array.from({ length: view.horizon }, (_, h) => {
    let [sum, count] = [0, 0];
    for (let k = from; k < to; k += 1) {
      const target = (origins[k] as number) + h + 1;
      if (target > known) break;
      const forecast = (paths[k] as Float64Array)[h] as number;
      const weight = ((origins[k] as number) + 1) ** 2;
      sum += weight * Math.abs((view.values[target] as number) - (view.logarithmic ? Math.exp(forecast) : forecast * view.scale));
      count += weight;
    }
    return count === 0 ? NaN : sum / count;
  });
}

/** The name of a mixture that takes at each step the naive method that was best there. */
const BEST_NAIVE = "best-naive";

export interface Ranking {
  /** The model of least error against the best naive method, whether or not it beats it; undefined when no model suits. */
  readonly best: Contestant | undefined;
  /** Mean over the steps of its error divided by the least naive error of that step; below 1 it has skill. */
  readonly ratio: number;
  /** At each step the naive method that was best there. */
  readonly naive: Contestant;
  readonly errors: ReadonlyMap<string, Float64Array>;
  /** The origins ranked by, from and to (not included), and the last value known. */
  readonly range: readonly [from: number, to: number, known: number];
}

/** A method in use is left only for one that is better by this part; else the choice would flutter with luck. */
const LOYALTY = 0.02;

/** Ranks by the origins from..to whose target days are known by `known` (an index). incumbent: the model in use until now. */
export function rank(competition: Competition, from: number, to: number, known: number, incumbent?: string): Ranking {
  const errors = new Map(competition.contestants.map((one) => [one.name, errorsByStep(competition, one, from, to, known)]));
  const naives = competition.contestants.filter(({ kind }) => kind !== "model");
  const least = Float64Array.from({ length: competition.view.horizon }, (_, h) => Math.min(...naives.map(({ name }) => numberOr((errors.get(name) as Float64Array)[h], Infinity))));
  const score = ({ name }: Contestant): number => {
    const own = (errors.get(name) as Float64Array).map((e, h) => (least[h] === 0 ? (e === 0 ? 1 : Infinity) : e / (least[h] as number))).filter((r) => !Number.isNaN(r));
    return own.length === 0 ? Infinity : (own.reduce((a, b) => a + b, 0) / own.length) * (name === incumbent ? 1 - LOYALTY : 1);
  };
  const of = (list: readonly Contestant[]): Contestant | undefined => list.reduce<Contestant | undefined>((best, one) => (best === undefined || score(one) < score(best) ? one : best), undefined);
  const best = of(competition.contestants.filter(({ kind }) => kind === "model"));
  const naive = bestOfEachStep(competition, naives, errors);
  return { best, ratio: best === undefined ? Infinity : score(best), naive, errors, range: [from, to, known] };
}

function bestOfEachStep({ view, origins }: Competition, naives: readonly Contestant[], errors: ReadonlyMap<string, Float64Array>): Contestant {
  const chosen = Array.from({ length: view.horizon }, (_, h) => naives.reduce((best, one) => (numberOr(errors.get(one.name)?.[h], Infinity) < numberOr(errors.get(best.name)?.[h], Infinity) ? one : best)));
  const names = new Set(chosen.map(({ name }) => name));
  return {
    name: names.size === 1 ? (chosen[0] as Contestant).name : BEST_NAIVE,
    kind: "naive",
    paths: origins.map((_, k) => Float64Array.from(chosen, ({ paths }, h) => (paths[k] as Float64Array)[h] as number)),
  };
}

const numberOr = (value: number | undefined, other: number): number => (value === undefined || Number.isNaN(value) ? other : value);
