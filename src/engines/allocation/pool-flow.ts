/** Pooled orders as a flow: what would be best if trays could be opened and batches could be small. No plan in trays costs less. */
import { solveFlow, type FlowNetwork } from "./flow.ts";
import type { Pool } from "./orders-over-growers.ts";

export interface PoolBound {
  /** Thousandths of a fen; what fills no tray is counted as unfilled. */
  readonly cost: number;
  /** Pots, by candidate. */
  readonly pots: Float64Array;
  /** By order: what the last pot costs wherever it comes from, at most its `unfilledCost`. */
  readonly orderPrice: Float64Array;
  /** By grower: what a pot more of his would save; 0 where he has pots left. */
  readonly growerRent: Float64Array;
}

/**
 * Growers and orders are nodes, and a market between them takes the pots nobody needs for nothing and fills orders at the cost of
 * leaving them unfilled. A delivery is bounded by the whole trays that the grower's pots and the order have room for: a bound that every
 * plan keeps anyway. The same holds for a grower's pots cut to the greatest common divisor of the trays he could fill.
 */
export function poolNetwork({ orders, capacity, candidates }: Pool): FlowNetwork {
  const [growers, market] = [capacity.length, capacity.length + orders.length];
  const common = capacity.map(() => 0);
  for (const { order, grower } of candidates) common[grower] = divisor(common[grower]!, orders[order]!.tray);
  const has = capacity.map((pots, grower) => (common[grower] === 0 ? 0 : pots - (pots % common[grower]!)));
  const wanted = orders.map(({ wanted: pots, tray }) => pots - (pots % tray));
  const total = (list: readonly number[]): number => list.reduce((sum, pots) => sum + pots, 0);
  return {
    nodes: market + 1,
    supply: [...has, ...wanted.map((pots) => -pots), total(wanted) - total(has)],
    from: [...candidates.map(({ grower }) => grower), ...has.map((_, grower) => grower), ...orders.map(() => market)],
    to: [...candidates.map(({ order }) => growers + order), ...has.map(() => market), ...orders.map((_, order) => growers + order)],
    cost: [...candidates.map(({ cost }) => cost), ...has.map(() => 0), ...orders.map(({ unfilledCost }) => unfilledCost)],
    upper: [...candidates.map(({ order, grower }) => wholeTrays(Math.min(has[grower]!, wanted[order]!), orders[order]!)), ...has.map(() => Infinity), ...orders.map(() => Infinity)],
  };
}

export function relax(pool: Pool): PoolBound {
  const result = solveFlow(poolNetwork(pool));
  // The market takes and fills any amount, and nothing costs less than nothing.
  if (result.status !== "optimal") throw new Error(`the flow of a pool is ${result.status}`);
  const { price, flow } = result;
  const growers = pool.capacity.length;
  const market = price.at(-1)!;
  const loose = pool.orders.reduce((sum, { wanted, tray, unfilledCost }) => sum + (wanted % tray) * unfilledCost, 0);
  return {
    cost: result.objective + loose, pots: flow.slice(0, pool.candidates.length),
    orderPrice: Float64Array.from(pool.orders, (_, order) => price[growers + order]! - market),
    growerRent: Float64Array.from(pool.capacity, (_, grower) => price[grower]! - market),
  };
}

/** Pots in whole trays, none where they make no batch. */
function wholeTrays(pots: number, { tray, minBatch }: Pool["orders"][number]): number {
  const whole = pots - (pots % tray);
  return whole < minBatch ? 0 : whole;
}

function divisor(a: number, b: number): number {
  while (b !== 0) [a, b] = [b, a % b];
  return a;
}
