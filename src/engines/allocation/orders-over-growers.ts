/**
 * Many pooled orders over many growers at once, in whole trays.
 *
 * A grower delivers to an order in trays of that order's size, nothing or at least the order's smallest batch, and to all orders together
 * no more than he has. Carrying, the expected loss of grade and what stays unfilled cost money; the sum is to be least. Without trays
 * and batches this is a flow (`pool-flow.ts`), whose optimum no plan can undercut. The plan starts from that flow cut to whole trays; then
 * every grower looks for the combination of trays that leaves him no pots (`tray-descent.ts`), and last growers exchange trays until no
 * exchange pays (`tray-search.ts`). The same pool always gives the same plan.
 */
import { relax, type PoolBound } from "./pool-flow.ts";
import { descend } from "./tray-descent.ts";
import { TrayPlan } from "./tray-plan.ts";
import { improve } from "./tray-search.ts";

export interface PooledOrder {
  /** Pots ordered, ≥ 0. What fills no tray stays unfilled. */
  readonly wanted: number;
  /** Pots of a tray, ≥ 1. */
  readonly tray: number;
  /** A grower delivers none or at least this many pots, ≥ 0. */
  readonly minBatch: number;
  /** Thousandths of a fen for every pot that stays unfilled, ≥ 0. */
  readonly unfilledCost: number;
}

/** A grower who may deliver to an order; at most once for each pair. */
export interface Candidate {
  /** Places in `orders` and `capacity`. */
  readonly order: number;
  readonly grower: number;
  /** Thousandths of a fen a pot, ≥ 0: carrying plus expected loss of grade. */
  readonly cost: number;
}

export interface Pool {
  readonly orders: readonly PooledOrder[];
  /** Pots each grower has, ≥ 0. */
  readonly capacity: readonly number[];
  readonly candidates: readonly Candidate[];
}

export interface PoolPlan {
  /** By candidate. */
  readonly trays: readonly number[];
  /** Pots, by order. */
  readonly unfilled: readonly number[];
  /** Thousandths of a fen: deliveries and unfilled pots. */
  readonly cost: number;
  /** No plan costs less: the flow without trays and batches. The rest of it says what a pot more is worth. */
  readonly bound: PoolBound;
}

/** Throws RangeError, naming the place, for figures outside the ranges above and for pairs named twice. */
export function planPool(pool: Pool): PoolPlan {
  check(pool);
  const bound = relax(pool);
  const plan = new TrayPlan(pool, bound);
  cutToTrays(plan, bound);
  descend(plan);
  improve(plan);
  return { trays: [...plan.trays], unfilled: pool.orders.map(({ wanted, tray }, order) => (wanted % tray) + plan.open[order]! * tray), cost: costOfPlan(pool, plan.trays), bound };
}

/** The flow, less what fills no tray or makes no batch. */
function cutToTrays(plan: TrayPlan, { pots }: PoolBound): void {
  for (let candidate = 0; candidate < pots.length; candidate++) {
    const trays = Math.floor(pots[candidate]! / plan.tray[candidate]!);
    if (trays > 0 && plan.makesBatch(candidate, trays)) plan.edit(candidate, trays);
  }
  plan.settle();
}

/** What a plan costs, reckoned from the pool alone. Throws RangeError for a plan that breaks a rule. */
export function costOfPlan({ orders, capacity, candidates }: Pool, trays: ArrayLike<number>): number {
  const unfilled = orders.map(({ wanted }) => wanted);
  const left = [...capacity];
  let cost = 0;
  for (const [place, { order, grower, cost: each }] of candidates.entries()) {
    const { tray, minBatch } = orders[order]!;
    const pots = trays[place]! * tray;
    if (!Number.isInteger(trays[place]) || pots < 0) throw new RangeError(`candidate ${place} cannot deliver ${trays[place]} trays`);
    if (pots > 0 && pots < minBatch) throw new RangeError(`candidate ${place} delivers ${pots} pots, less than the batch of ${minBatch}`);
    unfilled[order]! -= pots;
    left[grower]! -= pots;
    cost += pots * each;
  }
  for (const [order, pots] of unfilled.entries()) {
    if (pots < 0) throw new RangeError(`order ${order} gets ${-pots} pots too many`);
    cost += pots * orders[order]!.unfilledCost;
  }
  const over = left.findIndex((pots) => pots < 0);
  if (over >= 0) throw new RangeError(`grower ${over} has ${-left[over]!} pots too few`);
  return cost;
}

function check({ orders, capacity, candidates }: Pool): void {
  const whole = (value: number, least: number, what: string): void => {
    if (!Number.isSafeInteger(value) || value < least) throw new RangeError(`${what} must be a whole number of at least ${least}, got ${value}`);
  };
  for (const [place, { wanted, tray, minBatch, unfilledCost }] of orders.entries()) {
    whole(wanted, 0, `wanted of order ${place}`);
    whole(tray, 1, `tray of order ${place}`);
    whole(minBatch, 0, `minBatch of order ${place}`);
    whole(unfilledCost, 0, `unfilledCost of order ${place}`);
  }
  for (const [place, pots] of capacity.entries()) whole(pots, 0, `capacity of grower ${place}`);
  const pairs = new Set<number>();
  for (const [place, { order, grower, cost }] of candidates.entries()) {
    if (orders[order] === undefined) throw new RangeError(`candidate ${place} names order ${order}`);
    if (capacity[grower] === undefined) throw new RangeError(`candidate ${place} names grower ${grower}`);
    whole(cost, 0, `cost of candidate ${place}`);
    const pair = order * capacity.length + grower;
    if (pairs.has(pair)) throw new RangeError(`candidate ${place} names order ${order} and grower ${grower} again`);
    pairs.add(pair);
  }
}
