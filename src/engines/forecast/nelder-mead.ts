/**
 * Minimisation without derivatives (Nelder and Mead 1965, Computer Journal 7:308; coefficients 1, 2, ½, ½). Deterministic.
 */
export interface Minimum {
  readonly point: Float64Array;
  readonly value: number;
  readonly evaluations: number;
}

export interface SearchLimits {
  /** Most evaluations of the function, all restarts together. */
  readonly evaluations: number;
  /** The search ends when the values of the simplex differ by less than this part of their size. */
  readonly tolerance: number;
  /** How often the search starts again from its best point, because a simplex may collapse beside the minimum. */
  readonly restarts: number;
}

const LIMITS: SearchLimits = { evaluations: 6_000, tolerance: 1e-9, restarts: 3 };

/** `f` may answer Infinity outside its domain, but not at `start`. steps: the first simplex, one length ≠ 0 for each coordinate. */
export function minimise(f: (point: Float64Array) => number, start: ArrayLike<number>, steps: ArrayLike<number>, limits: Partial<SearchLimits> = {}): Minimum {
  const { evaluations: budget, tolerance, restarts } = { ...LIMITS, ...limits };
  let best = Float64Array.from(start);
  let value = f(best);
  let used = 1;
  for (let round = 0; round <= restarts && used < budget; round += 1) {
    const found = descend(f, best, value, steps, Math.ceil(budget / (restarts + 1)), tolerance, round);
    const gained = value - found.value;
    [best, value] = [found.point, found.value];
    used += found.evaluations;
    if (round > 0 && !(gained > tolerance * (Math.abs(value) + tolerance))) break;
  }
  return { point: best, value, evaluations: used };
}

function descend(f: (point: Float64Array) => number, start: Float64Array<ArrayBuffer>, atStart: number, steps: ArrayLike<number>, budget: number, tolerance: number, round: number) {
  const n = start.length;
  const points = [start];
  const values = [atStart];
  let used = 0;
  const ask = (point: Float64Array): number => {
    used += 1;
    const value = f(point);
    return Number.isNaN(value) ? Infinity : value;
  };
  for (let i = 0; i < n; i += 1) {
    const point = Float64Array.from(start);
    point[i] = (point[i] as number) + (steps[i] as number) * (round % 2 === 0 ? 1 : -0.5);
    points.push(point);
    values.push(ask(point));
  }
  const along = (centre: Float64Array, worst: Float64Array, by: number): Float64Array<ArrayBuffer> => Float64Array.from(centre, (c, i) => c + by * ((worst[i] as number) - c));
  while (used < budget) {
    let [low, high, second] = [0, 0, -1];
    for (let i = 1; i <= n; i += 1) {
      if ((values[i] as number) < (values[low] as number)) low = i;
      if ((values[i] as number) > (values[high] as number)) high = i;
    }
    for (let i = 0; i <= n; i += 1) if (i !== high && (second < 0 || (values[i] as number) > (values[second] as number))) second = i;
    const [best, worst] = [values[low] as number, values[high] as number];
    if (worst - best <= tolerance * (Math.abs(best) + tolerance)) break;
    const centre = new Float64Array(n);
    for (let i = 0; i <= n; i += 1) if (i !== high) for (let k = 0; k < n; k += 1) centre[k] = (centre[k] as number) + ((points[i] as Float64Array)[k] as number) / n;
    const last = points[high] as Float64Array;
    const mirrored = along(centre, last, -1);
    const there = ask(mirrored);
    if (there < best) {
      const further = along(centre, last, -2);
      const value = ask(further);
      [points[high], values[high]] = value < there ? [further, value] : [mirrored, there];
    } else if (there < (values[second] as number)) {
      [points[high], values[high]] = [mirrored, there];
    } else {
      const nearer = along(centre, there < worst ? mirrored : last, 0.5);
      const value = ask(nearer);
      if (value < Math.min(there, worst)) {
        [points[high], values[high]] = [nearer, value];
      } else {
        const anchor = points[low] as Float64Array;
        for (let i = 0; i <= n; i += 1) {
          if (i === low) continue;
          const point = along(anchor, points[i] as Float64Array, 0.5);
          [points[i], values[i]] = [point, ask(point)];
        }
      }
    }
  }
  let low = 0;
  for (let i = 1; i <= n; i += 1) if ((values[i] as number) < (values[low] as number)) low = i;
  return { point: points[low] as Float64Array<ArrayBuffer>, value: values[low] as number, evaluations: used };
}
