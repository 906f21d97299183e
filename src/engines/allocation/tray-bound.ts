/**
 * A bound for plans in whole trays that is nearer than the flow's: at the flow's prices every grower takes his best pattern for himself,
 * in whole trays and batches, whatever the orders get (Lagrangian relaxation; A. M. Geoffrion 1974). What even those patterns lose, every
 * plan loses.
 */
import type { Pool } from "./orders-over-growers.ts";
import { poolNetwork, type PoolBound } from "./pool-flow.ts";

/** Thousandths of a fen; at least `bound.cost`, and no plan costs less. */
export function trayBound(pool: Pool, bound: PoolBound): number {
  const { orders, capacity, candidates } = pool;
  const { supply, upper } = poolNetwork(pool);
  const ways: number[][] = capacity.map(() => []);
  for (const [place, { grower }] of candidates.entries()) ways[grower]!.push(place);
  let cost = bound.cost;
  for (const [grower, own] of ways.entries()) {
    const [pots, rent] = [supply[grower]!, bound.growerRent[grower]!];
    let best = new Float64Array(pots + 1).fill(Infinity);
    best[0] = 0;
    for (const way of own) {
      const { tray, minBatch } = orders[candidates[way]!.order]!;
      const reduced = (candidates[way]!.cost + rent - bound.orderPrice[candidates[way]!.order]!) * tray;
      const least = Math.max(1, Math.ceil(minBatch / tray));
      // A way the flow uses up loses what it is not used for.
      if (reduced < 0) cost -= (reduced * upper[way]!) / tray;
      if (upper[way]! >= least * tray) best = extend(best, tray, least, reduced);
    }
    let loss = Infinity;
    for (let used = 0; used <= pots; used++) loss = Math.min(loss, best[used]! + rent * (pots - used));
    cost += loss;
  }
  return cost;
}

/** The least loss for every number of pots when one more way may take nothing, or at least `least` trays. */
function extend(best: Float64Array<ArrayBuffer>, tray: number, least: number, reduced: number): Float64Array<ArrayBuffer> {
  const next = best.slice();
  const taken = new Float64Array(best.length).fill(Infinity);
  for (let used = least * tray; used < best.length; used++) {
    taken[used] = Math.min(best[used - least * tray]! + least * reduced, taken[used - tray]! + reduced);
    next[used] = Math.min(best[used]!, taken[used]!);
  }
  return next;
}
