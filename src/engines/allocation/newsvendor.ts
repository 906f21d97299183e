import { normalBelow, normalDensity, normalQuantile } from "./normal.ts";

/**
 * How much to take in when the demand is not known (Arrow, Harris and Marschak 1951): the last unit is worth its risk as long
 * as P(demand ≤ Q) is below the critical ratio, price − cost over price − salvage.
 */
export interface Margins {
  /** Money per unit, any one currency; salvage < cost < price, else RangeError. */
  readonly price: number;
  readonly cost: number;
  /** What a unit left over still brings. */
  readonly salvage: number;
}
/** Expected values. */
export interface Outlook {
  readonly lostSales: number;
  readonly sales: number;
  readonly leftover: number;
  readonly profit: number;
}

export function criticalRatio({ price, cost, salvage }: Margins): number {
  if (!(salvage < cost && cost < price)) throw new RangeError(`salvage ${salvage}, cost ${cost} and price ${price} must rise`);
  return (price - cost) / (price - salvage);
}

/** The best quantity against a normal demand, not rounded; deviation ≥ 0. */
export function bestQuantity(mean: number, deviation: number, margins: Margins): { readonly ratio: number; readonly z: number; readonly quantity: number } {
  const ratio = criticalRatio(margins);
  const z = normalQuantile(ratio);
  return { ratio, z, quantity: mean + z * deviation };
}

/** What a quantity may be expected to bring against a normal demand; deviation > 0. */
export function outlook(mean: number, deviation: number, margins: Margins, quantity: number): Outlook {
  const z = (quantity - mean) / deviation;
  // The standard loss E[(Z − z)+] = φ(z) − z × P(Z > z).
  const lostSales = deviation * (normalDensity(z) - z * normalBelow(-z));
  return outlookOf(mean, lostSales, margins, quantity);
}

function outlookOf(mean: number, lostSales: number, { price, cost, salvage }: Margins, quantity: number): Outlook {
  const sales = mean - lostSales;
  const leftover = quantity - sales;
  return { lostSales, sales, leftover, profit: price * sales + salvage * leftover - cost * quantity };
}

export interface Chance {
  readonly units: number;
  readonly probability: number;
}
/** The smallest demand whose cumulated probability reaches the critical ratio, and the outlook at every demand. Probabilities sum to 1 within 1e-9, else RangeError. */
export function bestOfChances(chances: readonly Chance[], margins: Margins): { readonly quantity: number; readonly ratio: number; readonly outlooks: readonly (Outlook & { readonly quantity: number })[] } {
  const ratio = criticalRatio(margins);
  const sorted = chances.toSorted((a, b) => a.units - b.units);
  if (Math.abs(sorted.reduce((sum, { probability }) => sum + probability, 0) - 1) > ROUNDING || sorted.some(({ probability }) => !(probability >= 0))) throw new RangeError("probabilities must be at least 0 and sum to 1");
  let below = 0;
  const found = sorted.find(({ probability }) => (below += probability) >= ratio - ROUNDING) ?? sorted.at(-1)!;
  const mean = sorted.reduce((sum, { units, probability }) => sum + units * probability, 0);
  const outlooks = sorted.map(({ units: quantity }) => {
    const lost = sorted.reduce((sum, { units, probability }) => sum + Math.max(0, units - quantity) * probability, 0);
    return { quantity, ...outlookOf(mean, lost, margins, quantity) };
  });
  return { quantity: found.units, ratio, outlooks };
}
const ROUNDING = 1e-9;

/** How much of what a grower promises he brings, from his past; per mille of the promise. */
export interface Deliverer {
  /** Units promised, as the weight. */
  readonly units: number;
  /** Mean part that is missing, 0–1,000. */
  readonly missing: number;
  /** Standard deviation of that part. */
  readonly spread: number;
}
export interface OverOrderRequest {
  /** Units the customer ordered. */
  readonly ordered: number;
  /** Units of a tray; the advice is rounded up to whole trays. */
  readonly step: number;
  readonly deliverers: readonly Deliverer[];
  /** Correlation of their failures, 0–1,000 per mille: a frost strikes all. */
  readonly together: number;
  /** Fen a missing unit costs the hub: penalty, or buying elsewhere above the order's price. > 0. */
  readonly missingCost: number;
  /** Fen a unit too many costs it: what is paid for it less what it still brings. > 0. */
  readonly surplusCost: number;
}
export interface OverOrder {
  /** Units to order from growers, at least `ordered`. */
  readonly quantity: number;
  readonly extra: number;
  /** Part of the promised that comes, mean and standard deviation, 0–1. */
  readonly comes: { readonly mean: number; readonly deviation: number };
  readonly chanceOfAll: number;
  readonly expectedMissing: number;
  readonly expectedSurplus: number;
}

/**
 * How much a hub should order from growers of whom some will fail. Of a quantity Q comes Q × Y, with Y about normal as the mean
 * of many growers. The cost of missing and surplus units is least where
 *
 *   E[Y; Q × Y < ordered] × (missingCost + surplusCost) = surplusCost × E[Y]
 *
 * (random yield: Yano and Lee 1995), and E[Y; Y < y] = μ Φ(z) − σ φ(z) with y = μ + σ z. Advice, not a rule: the failures of
 * the past are what is known, and the normal curve is rough for fewer than about ten growers. RangeError where nothing comes on average.
 */
export function overOrder({ ordered, step, deliverers, together, missingCost, surplusCost }: OverOrderRequest): OverOrder {
  const total = deliverers.reduce((sum, { units }) => sum + units, 0);
  if (!(missingCost > 0 && surplusCost > 0)) throw new RangeError("the costs of a missing and of a surplus unit must be above 0");
  const weighed = (part: (one: Deliverer) => number): number => deliverers.reduce((sum, one) => sum + (one.units / total) * part(one), 0);
  const mean = 1 - weighed(({ missing }) => missing / 1_000);
  if (!(mean > 0)) throw new RangeError("nothing comes on average; no quantity is enough");
  const alone = weighed(({ units, spread }) => (units / total) * (spread / 1_000) ** 2);
  const deviation = Math.sqrt((1 - together / 1_000) * alone + (together / 1_000) * weighed(({ spread }) => spread / 1_000) ** 2);
  const wanted = deviation === 0 ? ordered / mean : ordered / (mean + deviation * balancedAt(mean, deviation, surplusCost / (missingCost + surplusCost)));
  const quantity = Math.max(ordered, Math.ceil(Number((wanted / step).toFixed(SAME_PLACES))) * step);
  const spread = quantity * deviation;
  const z = spread === 0 ? 0 : (ordered - quantity * mean) / spread;
  const expectedMissing = spread === 0 ? Math.max(0, ordered - quantity * mean) : spread * (normalDensity(z) + z * normalBelow(z));
  return {
    quantity, extra: quantity - ordered, comes: { mean, deviation },
    chanceOfAll: spread === 0 ? (quantity * mean >= ordered ? 1 : 0) : normalBelow(-z),
    expectedMissing, expectedSurplus: quantity * mean - ordered + expectedMissing,
  };
}
/** A tray is not added for the noise of binary fractions. */
const SAME_PLACES = 9;

/** The z where μ Φ(z) − σ φ(z) = part × μ; the left side rises from z = −μ/σ on. */
function balancedAt(mean: number, deviation: number, part: number): number {
  let low = Math.max(-mean / deviation, -FAR);
  for (let high = FAR; high - low > 1e-12; ) {
    const middle = (low + high) / 2;
    if (mean * normalBelow(middle) - deviation * normalDensity(middle) < part * mean) low = middle;
    else high = middle;
  }
  return low;
}
const FAR = 40;
