/**
 * Prediction intervals from the errors a method really made on its rolling origin: split conformal prediction (Vovk, Gammerman and
 * Shafer 2005), two-sided, one set of errors for each horizon, with the level adapted online so that the promised share is kept when
 * the market becomes wilder or calmer (adaptive conformal inference, Gibbs and Candès 2021).
 */
export interface Reach {
  /** Added to the scaled forecast; low ≤ 0 ≤ high is not assured, a biased method may need both on one side. */
  readonly low: number;
  readonly high: number;
}

/** Errors that count; older markets were other markets. */
const WINDOW = 300;
/** With fewer errors than this a normal distribution is fitted instead of quantiles read off. */
const FEWEST = 25;
const STEP = 0.02;
const LEAST_MISS = 0.002;
const MOST_MISS = 0.6;

export class ErrorRecord {
  readonly #level: number;
  readonly #errors: number[] = [];
  #miss: number;

  /** level: the share that shall lie inside, 0 to 1. */
  constructor(level: number) {
    this.#level = level;
    this.#miss = 1 - level;
  }

  get count(): number {
    return this.#errors.length;
  }

  /** One more error (scaled value − scaled forecast) has become known, and whether its interval, if there was one, held it. */
  add(error: number, inside?: boolean): void {
    this.#errors.push(error);
    if (this.#errors.length > WINDOW) this.#errors.shift();
    if (inside === undefined) return;
    this.#miss = Math.min(MOST_MISS, Math.max(LEAST_MISS, this.#miss + STEP * (1 - this.#level - (inside ? 0 : 1))));
  }

  /** Undefined before two errors are known. normalReach: half-width of a normal interval of this level, in deviations. */
  reach(normalReach: number): Reach | undefined {
    const n = this.#errors.length;
    if (n < 2) return undefined;
    const sorted = Float64Array.from(this.#errors).toSorted();
    if (n < FEWEST) {
      const size = Math.sqrt(sorted.reduce((sum, e) => sum + e * e, 0) / n) * (1 + 2 / n) * normalReach;
      return { low: -size, high: size };
    }
    return { low: quantile(sorted, this.#miss / 2, -1), high: quantile(sorted, 1 - this.#miss / 2, 1) };
  }
}

/** The order statistic that leaves the tail with its share even for one value more (n + 1 in place of n), joined by straight lines. */
function quantile(sorted: Float64Array, share: number, side: -1 | 1): number {
  const n = sorted.length;
  const at = share * (n + 1) - 1;
  if (at <= 0) return (sorted[0] as number) - (side < 0 ? 0.1 * Math.abs(sorted[0] as number) : 0);
  if (at >= n - 1) return (sorted[n - 1] as number) + (side > 0 ? 0.1 * Math.abs(sorted[n - 1] as number) : 0);
  const below = Math.floor(at);
  return (sorted[below] as number) + (at - below) * ((sorted[below + 1] as number) - (sorted[below] as number));
}
