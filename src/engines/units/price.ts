/**
 * Prices per normalised unit.
 *
 * Growers quote by the pot, the spike or the box; the house compares and books by the item's normalised unit. "Pot extra"
 * (盆器另算) says that the container is not in the price: it is carried along, never converted away, and two prices of
 * which only one includes the pot are not comparable.
 */
import { divideHalfUp, toSafeNumber } from "../fees/rounding.ts";
import { badQuantity, unitRatio } from "./units.ts";
import type { ConversionTable, Unit, UnitResult } from "./units.ts";

export interface UnitPrice {
  /** Integer minor units per one `per`, ≥ 0. */
  readonly minor: number;
  readonly per: Unit;
  readonly potExtra: boolean;
}

export interface NormalisedPrice extends UnitPrice {
  /** Exact value in minor units; `minor` is this, rounded half up. */
  readonly numerator: number;
  readonly denominator: number;
  /** False when rounding took place, so that a page can show "≈". */
  readonly exact: boolean;
}

/** The price of one `target`, when `price` is the price of one `price.per`. */
export function normalisePrice(table: ConversionTable, price: UnitPrice, target: Unit): UnitResult<NormalisedPrice> {
  if (!Number.isSafeInteger(price.minor) || price.minor < 0) return badQuantity(`a price is an integer of at least 0 minor units, got ${price.minor}`);
  const ratio = unitRatio(table, target, price.per);
  if (!ratio.ok) return ratio;
  // One target is n/d of the quoted unit, and costs as much of its price.
  const numerator = BigInt(price.minor) * BigInt(ratio.value.numerator);
  const denominator = BigInt(ratio.value.denominator);
  if (numerator > BigInt(Number.MAX_SAFE_INTEGER)) return badQuantity(`${price.minor} per ${price.per} is too large to state per ${target}`);
  return {
    ok: true,
    value: {
      minor: toSafeNumber(divideHalfUp(numerator, denominator), "price"),
      per: target,
      potExtra: price.potExtra,
      numerator: Number(numerator),
      denominator: ratio.value.denominator,
      exact: numerator % denominator === 0n,
    },
  };
}

/** Whether two prices may stand in one list, mean or index. */
export function comparablePrices(a: UnitPrice, b: UnitPrice): boolean {
  return a.per === b.per && a.potExtra === b.potExtra;
}
