/** What is true of start prices, allowances and queues. Pure. */
import { MAX_STEPS } from "../../engines/clock/types.ts";
import { lastStepOf } from "../../engines/clock/programme.ts";
import type { StartProposal } from "./views.ts";

/** How far back sales speak for today's price. */
export const RECENT_DAYS = 14;
/** How far above the median of recent sales a clock starts, in per cent: high enough that the best price is passed on the way. */
export const START_MARGIN_PERCENT = 30;
/** Without a recent sale the clock starts at this many times the grower's floor. */
const FLOOR_MULTIPLE = 3;
/** Without a floor the price may fall to this part of the start. */
const FLOOR_PART = 10;
/** A run from start to floor takes about this many steps: four seconds at forty milliseconds a step. */
const STEPS_WANTED = 100;
const NICE = [1, 2, 5] as const;

export interface RecentSale {
  readonly grade: string | null;
  readonly businessDate: string;
  readonly price: number;
  readonly quantity: number;
}

/**
 * The price at which half of the units had been sold when sales are counted from the cheapest: the volume-weighted
 * lower median. Null without sales. Minor units.
 */
export function weightedMedian(sales: readonly RecentSale[]): number | null {
  const sorted = sales.toSorted((a, b) => a.price - b.price);
  const half = sorted.reduce((sum, sale) => sum + sale.quantity, 0) / 2;
  let below = 0;
  for (const sale of sorted) {
    below += sale.quantity;
    if (below >= half) return sale.price;
  }
  return null;
}

/** The smallest of 1, 2, 5, 10, 20, 50 … at or above `value`; at least 1. */
export function niceStep(value: number): number {
  for (let power = 1; ; power *= 10) {
    for (const nice of NICE) if (nice * power >= value) return nice * power;
  }
}

/** Step for a fall from `start` to `floor` (minor units) in about a hundred steps of a round amount. */
export function stepFor(start: number, floor: number): number {
  return niceStep(Math.max(1, (start - floor) / STEPS_WANTED));
}

/** Floor of a lot whose grower set none. */
export const defaultFloor = (start: number): number => Math.max(1, Math.floor(start / FLOOR_PART));

const roundUp = (value: number, step: number): number => Math.ceil(value / step) * step;

/**
 * A start price from recent sales of the item: of the same grade if there are any, else of any grade, else from the
 * grower's floor, else nothing. Sales are those of the item; `grade` and `floor` those of the lot.
 */
export function proposeStart(sales: readonly RecentSale[], grade: string | null, floor: number | null): StartProposal {
  const same = sales.filter((sale) => sale.grade === grade);
  const used = same.length > 0 ? same : sales;
  const median = weightedMedian(used);
  const dates = used.map((sale) => sale.businessDate).toSorted();
  const said = {
    median, sales: used.length, units: used.reduce((sum, sale) => sum + sale.quantity, 0), from: dates[0] ?? null, to: dates.at(-1) ?? null,
    marginPercent: START_MARGIN_PERCENT,
  };
  const wanted = median !== null ? Math.ceil((median * (100 + START_MARGIN_PERCENT)) / 100) : floor === null ? null : floor * FLOOR_MULTIPLE;
  if (wanted === null) return { ...said, startPrice: null, stepValue: 1, floorPrice: null, basis: "nothing" };
  const least = floor ?? defaultFloor(wanted);
  const step = stepFor(Math.max(wanted, least), least);
  // A grower's floor above all recent prices still gets a clock that starts above it.
  const startPrice = Math.max(roundUp(wanted, step), floor === null ? 0 : roundUp(floor + step, step));
  const basis = median === null ? "floor" : same.length > 0 ? "item_and_grade" : "item_any_grade";
  return { ...said, startPrice, stepValue: step, floorPrice: least, basis };
}

export interface EntryPrices {
  readonly startPrice: number;
  readonly stepValue: number;
  readonly floorPrice: number;
}

/** Whether the clock can count down these prices. */
export const tooManySteps = (prices: EntryPrices): boolean => lastStepOf(prices) > MAX_STEPS;

/** What a seat may spend: the free credit, or what is left of the daily limit if that is less. Minor units. */
export function allowanceOf(free: number, dailyLimit: number | null, usedToday: number): number {
  return Math.max(0, dailyLimit === null ? free : Math.min(free, dailyLimit - usedToday));
}
