/** Which prices lie too far from the recent ones of their series, by the median and the median absolute deviation of logarithms. */
import { LEAST_PRICES, LEAST_SPREAD, MAD_SCALE, OUTLIER_DEVIATIONS, RECENT_DAYS, RECENT_PRICES } from "./standard.ts";

/** One priced day of a series: day as a day number, price in mills above zero. */
export interface PricedDay {
  readonly day: number;
  readonly mean: number;
}

export interface Usual {
  /** Mills. A price below `low` or above `high` needs a reason. */
  readonly low: number;
  readonly high: number;
  readonly median: number;
  /** Prices it was taken from. */
  readonly prices: number;
}

/**
 * What is usual on `day`, from the series' prices before it (any order; later ones are not looked at). Null when there are fewer
 * than LEAST_PRICES recent ones. Outliers among them are not left out: the median and the MAD stand up to nearly half of them.
 */
export function usualOn(day: number, prices: readonly PricedDay[]): Usual | null {
  const recent = prices.filter((one) => one.day < day && one.day >= day - RECENT_DAYS).toSorted((a, b) => b.day - a.day).slice(0, RECENT_PRICES);
  if (recent.length < LEAST_PRICES) return null;
  const logs = recent.map(({ mean }) => Math.log(mean)).toSorted((a, b) => a - b);
  const centre = medianOf(logs);
  const reach = reachOf(logs, centre);
  return { low: Math.ceil(Math.exp(centre - reach)), high: Math.floor(Math.exp(centre + reach)), median: Math.round(Math.exp(centre)), prices: recent.length };
}

/** Is this price, on this day, one that needs a reason? */
export function isOutlier({ day, mean }: PricedDay, prices: readonly PricedDay[]): boolean {
  return new RecentPrices(prices.filter((one) => one.day < day).toSorted((a, b) => a.day - b.day)).judges(day, mean);
}

/** The recent prices of one series while its days pass in order, for judging a long series in one pass. */
export class RecentPrices {
  #days: number[] = [];
  #logs: number[] = [];

  constructor(before: readonly PricedDay[] = []) {
    for (const { day, mean } of before.slice(-RECENT_PRICES)) this.add(day, mean);
  }

  /** `day` must not be before the last one. */
  add(day: number, mean: number): void {
    this.#days.push(day);
    this.#logs.push(Math.log(mean));
    if (this.#days.length > RECENT_PRICES) {
      this.#days.shift();
      this.#logs.shift();
    }
  }

  judges(day: number, mean: number): boolean {
    let from = 0;
    while (from < this.#days.length && this.#days[from]! < day - RECENT_DAYS) from += 1;
    if (this.#days.length - from < LEAST_PRICES) return false;
    const logs = this.#logs.slice(from).sort((a, b) => a - b);
    const centre = medianOf(logs);
    const distance = Math.abs(Math.log(mean) - centre);
    // The least spread alone lets most prices pass, without their deviations being sorted.
    return distance > OUTLIER_DEVIATIONS * LEAST_SPREAD && distance > reachOf(logs, centre);
  }
}

function reachOf(sorted: readonly number[], centre: number): number {
  const deviations = sorted.map((one) => Math.abs(one - centre)).toSorted((a, b) => a - b);
  return OUTLIER_DEVIATIONS * Math.max(MAD_SCALE * medianOf(deviations), LEAST_SPREAD);
}

/** Of a sorted list that is not empty: the middle one, or the mean of the middle two. */
function medianOf(sorted: readonly number[]): number {
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}
