/** Seeded networks for the tests and the bench of the flow: nothing a market has, everything a network may have. */
import { whole } from "../clock/chance.ts";
import type { FlowNetwork } from "./flow.ts";

export interface NetworkSize {
  readonly nodes: number;
  readonly arcs: number;
  readonly largestCost: number;
  readonly largestRoom: number;
}

interface ArcLists {
  readonly from: number[];
  readonly to: number[];
  readonly cost: number[];
  readonly lower: number[];
  readonly upper: number[];
}

/**
 * A network that has a flow: the bounds are drawn round a flow drawn first. One arc in eight has no upper bound, one in eight no room; few
 * different costs make it degenerate. `least` is the smallest cost; below 0 the optimum may be without end.
 */
export function feasibleNetwork(chance: () => number, { nodes, arcs, largestCost, largestRoom }: NetworkSize, least = 0): FlowNetwork {
  const lists: ArcLists = { from: [], to: [], cost: [], lower: [], upper: [] };
  const supply = Array.from({ length: nodes }, () => 0);
  for (let arc = 0; arc < arcs; arc++) {
    const [from, to] = [whole(chance, 0, nodes - 1), whole(chance, 0, nodes - 1)];
    const kind = whole(chance, 0, 7);
    const lower = kind < 6 ? 0 : whole(chance, 0, largestRoom);
    const room = kind === 1 ? 0 : whole(chance, 0, largestRoom);
    const amount = lower + whole(chance, 0, room);
    supply[from]! += amount;
    supply[to]! -= amount;
    lists.from.push(from);
    lists.to.push(to);
    lists.cost.push(whole(chance, least, largestCost));
    lists.lower.push(lower);
    lists.upper.push(kind === 0 ? Infinity : lower + room);
  }
  return { nodes, supply, ...lists };
}

/**
 * Growers on one side, orders on the other, a market between that takes what is left over and fills what is missing at a dear price:
 * the shape in which pooled orders are shared. `arcs` counts all arcs, those of the market too.
 */
export function marketNetwork(chance: () => number, { growers, orders, arcs }: { growers: number; orders: number; arcs: number }): FlowNetwork {
  const nodes = growers + orders + 1;
  const market = nodes - 1;
  const lists: ArcLists = { from: [], to: [], cost: [], lower: [], upper: [] };
  const add = (from: number, to: number, cost: number, upper: number): void => {
    lists.from.push(from);
    lists.to.push(to);
    lists.cost.push(cost);
    lists.lower.push(0);
    lists.upper.push(upper);
  };
  const supply = Array.from({ length: nodes }, () => 0);
  for (let grower = 0; grower < growers; grower++) supply[grower] = whole(chance, 50, 1_500);
  const wanted = Math.floor(supply.reduce((sum, amount) => sum + amount, 0) / orders);
  for (let order = 0; order < orders; order++) supply[growers + order] = -whole(chance, Math.floor(wanted / 3), Math.floor((wanted * 5) / 3));
  supply[market] = -supply.reduce((sum, amount) => sum + amount, 0);
  for (let grower = 0; grower < growers; grower++) add(grower, market, 0, Infinity);
  for (let order = 0; order < orders; order++) add(market, growers + order, 200_000, Infinity);
  while (lists.from.length < arcs) add(whole(chance, 0, growers - 1), growers + whole(chance, 0, orders - 1), whole(chance, 20_000, 150_000), whole(chance, 100, 1_000));
  return { nodes, supply, ...lists };
}
