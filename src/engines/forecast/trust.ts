/**
 * How far a model may move a forecast away from "as it is now", learnt from the errors of late. With n the naive forecast, d the
 * model's and a the actual value, λ minimises Σ w (a − n − λ (d − n))², newer days weighing more (recursive least squares with
 * forgetting); a prior keeps it near its start while little is known. In years when prices do not come back, λ sinks.
 */
const HALF_LIFE = 75;
const START = 0.9;
/** The prior counts as this many origins. */
const PRIOR_ORIGINS = 30;
/** Origins that tell how far model and naive forecast lie apart as a rule. */
const SCALE_ORIGINS = 200;
const MOST = 1.1;

interface Told {
  readonly target: number;
  readonly naive: number;
  readonly step: number;
}

export class Trust {
  readonly #waiting: Told[] = [];
  readonly #fade = 0.5 ** (1 / HALF_LIFE);
  #squares = 0;
  #cross = 0;
  #spread = 0;
  #seen = 0;
  #next = 0;

  /** The weighed forecast for the value of index `target`, told at `origin`; actual: the values, read up to the origin only. */
  weigh(origin: number, target: number, naive: number, model: number, actual: ArrayLike<number>): number {
    for (; this.#next < this.#waiting.length; this.#next += 1) {
      const { target: day, naive: then, step } = this.#waiting[this.#next] as Told;
      if (day > origin) break;
      this.#squares = this.#fade * this.#squares + step * step;
      this.#cross = this.#fade * this.#cross + step * ((actual[day] as number) - then);
    }
    const step = model - naive;
    if (this.#seen < SCALE_ORIGINS) {
      this.#seen += 1;
      this.#spread += (step * step - this.#spread) / this.#seen;
    }
    this.#waiting.push({ target, naive, step });
    const prior = PRIOR_ORIGINS * this.#spread;
    const share = this.#squares + prior > 0 ? (this.#cross + START * prior) / (this.#squares + prior) : START;
    return naive + Math.min(MOST, Math.max(0, share)) * step;
  }
}
