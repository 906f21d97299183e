import type { Chance } from "./chance.ts";
import type { Deal, RecordedFigures } from "./figures.ts";
import { meanWithinRange } from "./figures.ts";
import { onePriceQuantity, splitVolume, typicalQuantity } from "./quantities.ts";

/** Prices a buyer may stop at: `min + step × s`, s = 0 … `top`, where the top is exactly the recorded highest price. */
interface PriceGrid {
  readonly step: number;
  readonly top: number;
}

/** A coarser step than this is never needed, and the search for it must stay short. */
const MAX_GRID_STEP = 1_000;
/** With fewer prices than this between lowest and highest the drawn day would look like a table. */
const MIN_GRID_STEPS = 8;

/**
 * Draws the deals of one recorded row.
 *
 * Errors: none for figures that pass `assertFigures`.
 * Result: quantities sum to the volume; every price lies within [min, max]; the volume-weighted mean rounds (half up) to
 * the recorded mean; lowest and highest price are both reached whenever some split of the volume allows it with that mean.
 * A mean outside its range cannot be met from inside: then every deal is made at the mean.
 *
 * Method (our own): with `step ≤ volume`, sums of money that are `volume × min + step × K` lie at most volume ÷ 2 from
 * the recorded turnover, so the whole number K closest to it meets the mean to the rounding. Prices are drawn around the
 * mean and then moved, whole deals first and one deal split at last, until their steps sum to exactly K.
 */
export function drawDeals(figures: RecordedFigures, chance: Chance): Deal[] {
  if (!meanWithinRange(figures) || figures.min === figures.max) {
    return splitVolume(figures.volume, onePriceQuantity(figures.volume), chance).map((quantity) => ({ quantity, price: figures.mean }));
  }
  const typical = typicalQuantity(figures.volume);
  const grid = priceGrid(figures);
  const sum = stepSum(figures, grid);
  const { top } = grid;
  const atTop = reserve(Math.floor(sum / top), typical, chance);
  const atBottom = reserve(figures.volume - Math.ceil(sum / top), typical, chance);
  const between = stepsBetween(figures.volume - atTop - atBottom, sum - atTop * top, top, typical, chance);
  if (atTop > 0) between.push({ quantity: atTop, step: top });
  if (atBottom > 0) between.push({ quantity: atBottom, step: 0 });
  return between.map(({ quantity, step }) => ({ quantity, price: figures.min + step * grid.step }));
}

/** The coarsest step that divides the range, leaves enough prices, and is fine enough for the mean. */
function priceGrid(figures: RecordedFigures): PriceGrid {
  const range = figures.max - figures.min;
  const coarsest = Math.min(figures.volume, MAX_GRID_STEP, Math.max(1, Math.floor(range / MIN_GRID_STEPS)));
  let step = coarsest;
  while (range % step !== 0) step--;
  return { step, top: range / step };
}

/** K of `drawDeals`, bent within the rounding of the mean so that both ends of the range can be reached. */
function stepSum(figures: RecordedFigures, grid: PriceGrid): number {
  const { volume, min, mean } = figures;
  const { step, top } = grid;
  const twice = 2 * (mean - min) * volume;
  // Half down: a turnover half a unit below the mean still rounds up to it, half above would not.
  const nearest = Math.min(volume * top, Math.ceil((twice - step) / (2 * step)));
  const least = Math.ceil((twice - volume) / (2 * step));
  const most = Math.floor((twice + volume - 1) / (2 * step));
  if (volume < 2) return nearest;
  if (nearest < top && most >= top) return top;
  const highest = (volume - 1) * top;
  if (nearest > highest && least <= highest) return highest;
  return nearest;
}

/** How much is sold at an end of the range: at least 1 where the sum allows it, seldom more than a typical deal. */
function reserve(allowed: number, typical: number, chance: Chance): number {
  return allowed < 1 ? 0 : 1 + chance.int(Math.min(allowed, typical));
}

interface Stop {
  quantity: number;
  step: number;
}

/** Stops for `volume` units whose steps, weighted by quantity, sum to exactly `sum`. 0 ≤ sum ≤ volume × top. */
function stepsBetween(volume: number, sum: number, top: number, typical: number, chance: Chance): Stop[] {
  if (volume === 0) return [];
  const centre = sum / volume;
  const spread = Math.min(centre, top - centre);
  const stops = splitVolume(volume, typical, chance).map((quantity) => {
    const off = (chance.next() + chance.next() - 1) * spread;
    return { quantity, step: Math.max(0, Math.min(top, Math.round(centre + off))) };
  });
  let missing = sum;
  for (const stop of stops) missing -= stop.quantity * stop.step;
  return settle(stops, missing, top, volume);
}

/** Moves stops until `missing` is used up: evenly over whole deals, then part of one deal by a single step. */
function settle(stops: Stop[], missing: number, top: number, volume: number): Stop[] {
  const direction = missing < 0 ? -1 : 1;
  let left = Math.abs(missing);
  let moved = true;
  while (left > 0 && moved) {
    moved = false;
    const even = Math.max(1, Math.floor(left / volume));
    for (const stop of stops) {
      const room = direction > 0 ? top - stop.step : stop.step;
      const steps = Math.min(room, even, Math.floor(left / stop.quantity));
      if (steps === 0) continue;
      stop.step += direction * steps;
      left -= steps * stop.quantity;
      moved = true;
    }
  }
  if (left === 0) return stops;
  // No whole deal can move any more, so every deal with room holds more units than are missing steps: one is split.
  const split = stops.find((stop) => stop.quantity > left && (direction > 0 ? stop.step < top : stop.step > 0));
  if (split === undefined) throw new Error("The recorded mean cannot be met inside its range");
  split.quantity -= left;
  return [...stops, { quantity: left, step: split.step + direction }];
}
