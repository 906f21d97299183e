import { bestQuantity, outlook } from "../allocation/newsvendor.ts";

/** A grower's own customers in a flowering week, and what a pot brings him. Fen are net of fees. */
export interface OwnMarket {
  /** Pots he usually sells in such a week and the deviation of it, ≥ 0. */
  readonly usual: number;
  readonly deviation: number;
  /** Net fen of a pot sold; of one left over. */
  readonly price: number;
  readonly salvage: number;
  /** Cost of a saleable pot. */
  readonly cost: number;
  /** Part of planted pots that become saleable, 0 < survival ≤ 1. */
  readonly survival: number;
}
export interface OwnQuantity {
  /** Pots to plant, whole, rounded to the nearest; 0 where a pot does not pay at all. */
  readonly plant: number;
  /** Saleable pots that gives on average. */
  readonly saleable: number;
  /** (price − cost) / (price − salvage); 0 where a pot does not pay. */
  readonly ratio: number;
  readonly expectedLeft: number;
  readonly expectedProfit: number;
}

/** The newsvendor's quantity of `engines/allocation`, in pots to plant. A salvage at or above the cost would mean to plant without end: RangeError. */
export function ownQuantity({ usual, deviation, price, salvage, cost, survival }: OwnMarket): OwnQuantity {
  if (!(survival > 0 && survival <= 1)) throw new RangeError(`survival must lie above 0 and at most at 1, got ${survival}`);
  if (!(salvage < cost)) throw new RangeError(`what is left over brings ${salvage}, which is not below its cost of ${cost}`);
  if (price <= cost) return { plant: 0, saleable: 0, ratio: 0, expectedLeft: 0, expectedProfit: 0 };
  const margins = { price, cost, salvage };
  const best = bestQuantity(usual, deviation, margins);
  const saleable = Math.max(0, best.quantity);
  const expected = deviation === 0 ? { leftover: 0, profit: (price - cost) * saleable } : outlook(usual, deviation, margins, saleable);
  return { plant: Math.round(saleable / survival), saleable, ratio: best.ratio, expectedLeft: Math.max(0, expected.leftover), expectedProfit: expected.profit };
}
