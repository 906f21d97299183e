/**
 * What an auction publishes about one item × variety × grade of a day, and what the replay makes of it.
 *
 * Units: prices are integer minor units of the recording's currency per sales unit (won for the Korean files);
 * quantities are integer sales units.
 */

/** The figures of one recorded row. */
export interface RecordedFigures {
  /** Sales units sold. 1 to MAX_UNITS_PER_ROW. */
  readonly volume: number;
  /** Lowest, volume-weighted mean (rounded) and highest price. 1 to MAX_PRICE. */
  readonly min: number;
  readonly mean: number;
  readonly max: number;
}

/** One stop of the clock: a buyer takes a quantity at a price. */
export interface Deal {
  readonly quantity: number;
  readonly price: number;
}

/** A deal and the simulated buyer who makes it. */
export interface PlannedDeal extends Deal {
  /** Index of the buyer, from 0. */
  readonly buyer: number;
}

/** One lot and the programme it is published with. Deals stand in falling price, the order in which the clock meets them. */
export interface PlannedLot {
  /** Index of the grower, from 0. */
  readonly seller: number;
  /** Sum of the deals' quantities. */
  readonly quantity: number;
  readonly minPress: number;
  readonly startPrice: number;
  /** Every deal's price is startPrice minus a whole number of these. At least 1. */
  readonly stepValue: number;
  /** Not above any deal's price. */
  readonly floorPrice: number;
  readonly deals: readonly PlannedDeal[];
}

export const MAX_UNITS_PER_ROW = 1_000_000;
/** Half the clock's own bound, so that the start price above the highest deal stays within it. */
export const MAX_PRICE = 50_000_000;

/** The published mean can be reached by prices between the published lowest and highest. */
export function meanWithinRange(figures: RecordedFigures): boolean {
  return figures.min <= figures.mean && figures.mean <= figures.max;
}

/** Throws RangeError on figures no market could have recorded: the reader of the file must have refused them before. */
export function assertFigures(figures: RecordedFigures): void {
  assertBetween("volume", figures.volume, MAX_UNITS_PER_ROW);
  assertBetween("min", figures.min, MAX_PRICE);
  assertBetween("mean", figures.mean, MAX_PRICE);
  assertBetween("max", figures.max, MAX_PRICE);
}

function assertBetween(name: string, value: number, most: number): void {
  if (!Number.isSafeInteger(value) || value < 1 || value > most) {
    throw new RangeError(`${name} must be a whole number from 1 to ${most}, not ${value}`);
  }
}

/** Units, value and price range of some deals; the mean is exact (not rounded) and null when nothing was sold. */
export interface DealSummary {
  readonly units: number;
  readonly value: number;
  readonly min: number | null;
  readonly mean: number | null;
  readonly max: number | null;
}

export function summariseDeals(deals: Iterable<Deal>): DealSummary {
  let units = 0;
  let value = 0;
  let min: number | null = null;
  let max: number | null = null;
  for (const { quantity, price } of deals) {
    units += quantity;
    value += quantity * price;
    min = min === null || price < min ? price : min;
    max = max === null || price > max ? price : max;
  }
  return { units, value, min, mean: units === 0 ? null : value / units, max };
}
