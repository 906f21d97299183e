import type { Chance } from "./chance.ts";

/** Above this many deals a row's buyers take larger quantities instead, so that no single row fills a day. */
export const MAX_DEALS_PER_ROW = 200;

/** About the most that one buyer takes of a row at one price. */
const ONE_BUYERS_UNITS = 200;

/**
 * How many sales units a typical buyer takes when `volume` is on offer. Grows slower than the volume: 11 of 12, 18 of 42,
 * 38 of 270, 152 of 8,900, which makes a recorded day of 1,500 rows some five thousand deals.
 */
export function typicalQuantity(volume: number): number {
  const natural = Math.max(1, Math.round(4 * volume ** 0.4));
  return Math.max(natural, Math.ceil(volume / MAX_DEALS_PER_ROW));
}

/** A row with one price was most likely one buyer's; only a large one is shared. */
export function onePriceQuantity(volume: number): number {
  return Math.max(ONE_BUYERS_UNITS, typicalQuantity(volume));
}

/** Splits `volume` into uneven quantities of about the typical size. Each at least 1; the sum is exactly `volume`. */
export function splitVolume(volume: number, typical: number, chance: Chance): number[] {
  if (volume === 0) return [];
  const count = Math.max(1, Math.min(volume, Math.round(volume / typical)));
  const weights: number[] = [];
  let total = 0;
  for (let i = 0; i < count; i++) {
    const u = chance.next();
    const weight = 0.25 + 2 * u * u;
    weights.push(weight);
    total += weight;
  }
  const quantities: number[] = [];
  let left = volume - count;
  let weightLeft = total;
  for (const weight of weights) {
    // Sharing out what is left, not the whole, keeps the running sum exact.
    const share = weightLeft <= weight ? left : Math.min(left, Math.round((left * weight) / weightLeft));
    quantities.push(1 + share);
    left -= share;
    weightLeft -= weight;
  }
  const last = quantities.length - 1;
  quantities[last] = (quantities[last] ?? 0) + left;
  return quantities;
}
