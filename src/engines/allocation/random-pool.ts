/** Seeded pools for the tests and the bench: a region of growers round its docks, as far as a model needs one. */
import { whole } from "../clock/chance.ts";
import type { Candidate, Pool, PooledOrder } from "./orders-over-growers.ts";

export interface PoolShape {
  readonly orders: number;
  readonly growers: number;
  /** Each grower is candidate of so many orders, or each order has so many candidates. */
  readonly each: "grower" | "order";
  readonly candidates: number;
  /** Pots wanted for every pot that candidates have. */
  readonly load: number;
}

const TRAYS = [6, 8, 10, 12, 15];
const DOCKS = 6;
/** The region is a square of so many kilometres. */
const REGION_KM = 60;
const MILLI = 1_000;

/** Costs in thousandths of a fen, as a pool wants them. */
export function randomPool(chance: () => number, { orders, growers, each, candidates, load }: PoolShape): Pool {
  const place = (): readonly [number, number] => [chance() * REGION_KM, chance() * REGION_KM];
  const docks = Array.from({ length: DOCKS }, place);
  const grower = Array.from({ length: growers }, () => ({ at: place(), offGrade: 0.02 + 0.13 * chance() ** 2, pots: Math.round(120 * 20 ** chance()) }));
  const goods = Array.from({ length: orders }, () => ({ dock: docks[whole(chance, 0, DOCKS - 1)]!, price: whole(chance, 600, 4_000), tray: TRAYS[whole(chance, 0, TRAYS.length - 1)]! }));
  const pairs: [order: number, grower: number][] = [];
  for (let one = 0; one < (each === "grower" ? growers : orders); one++) {
    for (const other of someOf(chance, each === "grower" ? orders : growers, candidates)) pairs.push(each === "grower" ? [other, one] : [one, other]);
  }
  const ordersOf = grower.map(() => 0);
  for (const [, at] of pairs) ordersOf[at]!++;
  const reach = goods.map(() => 0);
  for (const [order, at] of pairs) reach[order]! += grower[at]!.pots / ordersOf[at]!;
  return {
    capacity: grower.map(({ pots }) => pots),
    orders: goods.map(({ price, tray }, order): PooledOrder => ({ wanted: Math.round(reach[order]! * load * (0.6 + 0.8 * chance())), tray, minBatch: 40, unfilledCost: Math.round(price * (0.25 + 0.25 * chance())) * MILLI })),
    candidates: pairs.map(([order, at]): Candidate => {
      const { dock, price, tray } = goods[order]!;
      const km = Math.hypot(dock[0] - grower[at]!.at[0], dock[1] - grower[at]!.at[1]);
      // A tray takes the same place on a lorry however many pots stand in it; a third of an off-grade pot's price is lost.
      const carrying = 12 + (5 * km) / tray;
      return { order, grower: at, cost: Math.round((carrying + price * grower[at]!.offGrade * 0.35) * MILLI) };
    }),
  };
}

/** So many different numbers below `bound`, in the order they were drawn. */
function someOf(chance: () => number, bound: number, count: number): number[] {
  const chosen = new Set<number>();
  while (chosen.size < Math.min(count, bound)) chosen.add(whole(chance, 0, bound - 1));
  return [...chosen];
}
