import type { Chance } from "./chance.ts";
import type { Deal, PlannedDeal, PlannedLot, RecordedFigures } from "./figures.ts";
import { assertFigures } from "./figures.ts";
import { drawDeals } from "./prices.ts";
import { seededChance } from "./chance.ts";

/** The cast and the chance of a replay. */
export interface PlanSettings {
  /** Any text; the same seed and key give the same lots, whatever else is replayed beside them. */
  readonly seed: string;
  /** What tells this row from the others of the day, for instance date, market, item, variety and grade. */
  readonly key: string;
  /** Number of simulated buyers and growers, at least 1 each. */
  readonly buyers: number;
  readonly sellers: number;
}

const MAX_DEALS_PER_LOT = 8;
/** A step is at most this part of the price, as on a real clock face. */
const STEP_PART_OF_PRICE = 0.02;
const MIN_STEPS_ABOVE = 3;
const MAX_STEPS_ABOVE = 12;
/** The clock carries no programme with more steps than this. */
const MAX_PROGRAMME_STEPS = 100_000;

/**
 * Turns one recorded row into lots with programmes and the stops that buyers make on them.
 *
 * Shapes and units: see `figures.ts`. Errors: RangeError on figures out of range or an empty cast.
 * Within a lot prices never rise, so the remainder's restart at last price + n steps (n ≥ 0, bounded by the start price)
 * always lies at or above the next deal's price, and every price stands exactly on a step of each run.
 * The clock must not hand a small remainder to the winner (`takeAllBelow` 0), or quantities would differ from the plan.
 */
export function planRow(figures: RecordedFigures, settings: PlanSettings): PlannedLot[] {
  assertFigures(figures);
  assertCast("buyers", settings.buyers);
  assertCast("sellers", settings.sellers);
  const chance = seededChance(`${settings.seed}\u0000${settings.key}`);
  const deals = shuffle(drawDeals(figures, chance), chance);
  const lots: PlannedLot[] = [];
  for (let from = 0; from < deals.length; ) {
    const count = 1 + chance.int(MAX_DEALS_PER_LOT);
    const falling = deals.slice(from, from + count).toSorted((a, b) => b.price - a.price);
    lots.push(...planLots(falling, figures, settings, chance));
    from += count;
  }
  return lots;
}

function assertCast(name: string, count: number): void {
  if (!Number.isSafeInteger(count) || count < 1) throw new RangeError(`${name} must be at least 1, not ${count}`);
}

/** One lot of these deals, or several where the prices lie too far apart for the steps of one programme. */
function planLots(falling: readonly Deal[], figures: RecordedFigures, settings: PlanSettings, chance: Chance): PlannedLot[] {
  const highest = falling[0]?.price ?? figures.mean;
  const lowest = falling.at(-1)?.price ?? figures.mean;
  const stepValue = commonStep(falling, highest);
  if (falling.length > 1 && (highest - lowest) / stepValue > MAX_PROGRAMME_STEPS - MAX_STEPS_ABOVE) {
    const half = Math.ceil(falling.length / 2);
    return [falling.slice(0, half), falling.slice(half)].flatMap((part) => planLots(part, figures, settings, chance));
  }
  const startPrice = highest + stepValue * (MIN_STEPS_ABOVE + chance.int(MAX_STEPS_ABOVE - MIN_STEPS_ABOVE + 1));
  const deals: PlannedDeal[] = falling.map((deal) => ({ ...deal, buyer: chance.int(settings.buyers) }));
  const lot: PlannedLot = {
    seller: chance.int(settings.sellers),
    quantity: deals.reduce((sum, deal) => sum + deal.quantity, 0),
    minPress: 1,
    startPrice,
    stepValue,
    // A mean below its own lowest price is replayed below that price, so the floor must follow it down.
    floorPrice: Math.max(Math.min(figures.min, lowest), startPrice - MAX_PROGRAMME_STEPS * stepValue),
    deals,
  };
  return [lot];
}

/** When on the clock a buyer must press to get a price of his plan. */
export interface PlannedStop {
  readonly step: number;
  /** Milliseconds after T0 at which the step appears. */
  readonly tau: number;
}

/**
 * The stop at which the running programme shows exactly this price. Throws RangeError when the price stands on no step
 * of it: then the programme on the clock is not the one that was planned, or an earlier deal went wrong.
 */
export function stopAt(programme: { startPrice: number; stepValue: number; stepMs: number }, price: number): PlannedStop {
  const step = (programme.startPrice - price) / programme.stepValue;
  if (!Number.isSafeInteger(step) || step < 0) {
    throw new RangeError(`price ${price} is on no step of a programme from ${programme.startPrice} by ${programme.stepValue}`);
  }
  return { step, tau: step * programme.stepMs };
}

/** The largest step, no more than a small part of the price, on which all prices of the lot stand. */
function commonStep(deals: readonly Deal[], highest: number): number {
  const most = Math.max(1, Math.floor(highest * STEP_PART_OF_PRICE));
  let common = 0;
  for (const deal of deals) common = gcd(common, highest - deal.price);
  return common === 0 ? roundStep(most) : largestDivisor(common, most);
}

/** 1, 2 or 5 times a power of ten, not above `most`: the steps a clock is usually set to. */
function roundStep(most: number): number {
  const power = 10 ** Math.floor(Math.log10(most));
  return most >= 5 * power ? 5 * power : most >= 2 * power ? 2 * power : power;
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}

function largestDivisor(of: number, most: number): number {
  if (of <= most) return of;
  let best = 1;
  for (let low = 1; low * low <= of; low++) {
    if (of % low !== 0) continue;
    const high = of / low;
    if (high <= most) return high;
    if (low <= most) best = low;
  }
  return best;
}

/** Fisher and Yates, seeded. */
function shuffle<T>(items: T[], chance: Chance): T[] {
  for (let last = items.length - 1; last > 0; last--) {
    const other = chance.int(last + 1);
    const kept = items[last] as T;
    items[last] = items[other] as T;
    items[other] = kept;
  }
  return items;
}
