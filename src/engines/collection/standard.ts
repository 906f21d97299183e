/**
 * The collection standard as checked code: what a price observation is, what it must say, and what keeps it out of statistics.
 * The page /collection/standard prints these very values.
 *
 * An item is species × variety group × pot size × grade × pack. A price is for one unit of it on one business date at one
 * market through one channel.
 *
 * Prices are integers of **mills**: thousandths of the currency's main unit, whatever its minor unit (18.55 yuan = 18,550; 600 won =
 * 600,000). Published lists quote decimals that minor units cannot hold (13.44 TWD, 0.925 yuan a stem), and mills hold them exactly.
 */

export const MILLS = 1_000;
/** 10 million main units: no flower costs more, and a sum over a year of a market stays a safe integer. */
export const MAX_MILLS = 10_000_000 * MILLS;
export const MAX_QUANTITY = 1_000_000_000;
export const MAX_TEXT = 120;

/** What a price is for. A bunch says how many stems it holds, or its prices are not compared with those of stems. */
export const COLLECTION_UNITS = ["pot", "stem", "bunch", "plant", "spike", "piece", "box", "kilogram"] as const;
export type CollectionUnit = (typeof COLLECTION_UNITS)[number];

/** Where it was traded: prices of different channels are different observations. */
export const COLLECTION_CHANNELS = ["auction", "wholesale", "retail", "ecommerce", "contract", "stall", "own"] as const;
export type CollectionChannel = (typeof COLLECTION_CHANNELS)[number];

/** Origin: where it is grown and first sold. Destination: where it is consumed. */
export const SIDES = ["origin", "destination"] as const;
export type Side = (typeof SIDES)[number];

/** kept: in statistics. missing: no price was given. named: the figures contradict themselves. excluded: left out by a stated rule. */
export const STATUSES = ["kept", "missing", "named", "excluded"] as const;
export type Status = (typeof STATUSES)[number];

/** What is wrong with figures that are well written. Such a row is counted, named and kept out; it does not stop a file. */
export const NAMED_PROBLEMS = ["negative_quantity", "zero_quantity", "negative_price", "min_above_max", "min_above_mean", "mean_above_max", "conflicting_rows"] as const;
export type NamedProblem = (typeof NAMED_PROBLEMS)[number];

/** Why a price far from its item's recent ones is a price all the same. */
export const OUTLIER_REASONS = ["festival", "short_supply", "glut", "weather", "quality_high", "quality_low", "small_lot", "new_variety", "confirmed"] as const;
export type OutlierReason = (typeof OUTLIER_REASONS)[number];

/** By which rule a good-looking observation or sale is left out. */
export const EXCLUSION_REASONS = ["withdrawn", "wash", "related_party", "wrong_item", "typing_error"] as const;
export type ExclusionReason = (typeof EXCLUSION_REASONS)[number];

/** What every row must say, in the names of the neutral file. */
export const REQUIRED_FIELDS = ["business_date", "market", "species", "unit", "price"] as const;

/**
 * A price is an outlier when its logarithm lies further from the median of the item's recent prices than this many scaled median
 * absolute deviations (MAD × 1.4826, which estimates a standard deviation: Hampel 1974, Rousseeuw & Croux 1993).
 */
export const OUTLIER_DEVIATIONS = 5;
export const MAD_SCALE = 1.4826;
/** A series that hardly moves would call a change of a few per cent an outlier: the spread counts as at least so much (logarithm). */
export const LEAST_SPREAD = 0.1;
/** "Recent": the last so many priced days of the same series, none older than so many days; below the least number nothing is judged. */
export const RECENT_PRICES = 20;
export const RECENT_DAYS = 90;
export const LEAST_PRICES = 8;

/** The same two parties selling the same item back within so many days made no market. */
export const WASH_DAYS = 7;

/** Stems in an item's normalised unit: what a bunch is divided by. */
export const MAX_STEMS = 1_000;

/** The unit that statistics use: a bunch of a known number of stems counts as stems; everything else is its own unit. */
export function normalisedUnit(unit: CollectionUnit, stems: number | null): { readonly unit: CollectionUnit; readonly perUnit: number } {
  return unit === "bunch" && stems !== null ? { unit: "stem", perUnit: stems } : { unit, perUnit: 1 };
}
