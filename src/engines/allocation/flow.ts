/**
 * Minimum-cost flow in whole numbers: who sends how much to whom at the least cost, and the prices that prove it.
 *
 * A primal network simplex with block search on strongly feasible trees (`flow-tree.ts`); R. K. Ahuja, T. L. Magnanti, J. B. Orlin,
 * "Network Flows" (1993), chapter 11. With whole costs, bounds and supplies every flow and every price is whole, so nothing is rounded
 * and equality is exact. The same network always gives the same answer. `flow-proof.ts` proves an answer without trusting this file,
 * `flow-reasons.ts` says why a share is what it is.
 */
import { FlowTree } from "./flow-tree.ts";

export type WholeNumbers = ArrayLike<number>;

/**
 * Nodes are 0 … nodes − 1, arcs the places of `from`. All figures are safe integers in the caller's units (pots and fen a pot, say).
 * Arcs may be parallel, may lead back to their own node, may have no room, and nodes may have no arc.
 */
export interface FlowNetwork {
  readonly nodes: number;
  /** What flows out of a node less what flows in; negative where it is wanted. */
  readonly supply: WholeNumbers;
  readonly from: WholeNumbers;
  readonly to: WholeNumbers;
  /** A unit's cost, of either sign. */
  readonly cost: WholeNumbers;
  /** 0 where left out; may be negative, never −Infinity. */
  readonly lower?: WholeNumbers;
  /** Infinity is no bound. */
  readonly upper: WholeNumbers;
}

export interface OptimalFlow {
  readonly status: "optimal";
  /** By arc. */
  readonly flow: Float64Array;
  /**
   * By node: the dual of its balance. The difference between two nodes is what a unit is worth more at one than at the other;
   * `marginals` in `flow-reasons.ts` gives the exact cost of one unit more.
   */
  readonly price: Float64Array;
  /** By arc: cost + price[from] − price[to]. 0 between the bounds, ≥ 0 at the lower, ≤ 0 at the upper bound. */
  readonly reducedCost: Float64Array;
  /** Σ cost × flow. */
  readonly objective: number;
  readonly pivots: number;
}

export interface InfeasibleFlow {
  readonly status: "infeasible";
  /** Either an arc whose bounds contradict each other, or nodes whose supply together cannot leave, or cannot come in, over the arcs between them and the rest. */
  readonly because: { readonly kind: "bounds"; readonly arc: number } | { readonly kind: "cut"; readonly nodes: readonly number[] };
}

export interface UnboundedFlow {
  readonly status: "unbounded";
  /** A flow that keeps every bound, and the arcs of a cycle of negative cost round which any amount may be added to it. */
  readonly flow: Float64Array;
  readonly cycle: readonly number[];
}

export type FlowResult = OptimalFlow | InfeasibleFlow | UnboundedFlow;

/** A reduced cost is at most this many times (nodes + 1) × (largest cost + 1). */
const PRICE_MARGIN = 6;

/**
 * The cheapest flow that keeps all bounds and balances. Throws RangeError, naming the place, for figures that are not safe integers,
 * ends that are no nodes, and networks so large that a price, a flow or the objective could leave ±(2^53 − 1).
 */
export function solveFlow(network: FlowNetwork): FlowResult {
  const contradiction = check(network);
  if (contradiction !== null) return { status: "infeasible", because: { kind: "bounds", arc: contradiction } };
  const { from, to, cost, lower } = network;
  const arcs = from.length;
  const shifted = { from: Int32Array.from(from), to: Int32Array.from(to), cost: Float64Array.from(cost), room: roomOf(network) };
  const supply = Float64Array.from(network.supply);
  if (lower !== undefined) {
    for (let arc = 0; arc < arcs; arc++) {
      supply[from[arc]!] = supply[from[arc]!]! - lower[arc]!;
      supply[to[arc]!] = supply[to[arc]!]! + lower[arc]!;
    }
  }
  const tree = new FlowTree(shifted, supply, artificialCost(network));
  const cycle = tree.run();
  if (cycle !== null) {
    // A cycle without end says nothing about the balances; a tree that counts no cost settles them.
    const balanced = new FlowTree({ ...shifted, cost: new Float64Array(arcs) }, supply, network.nodes + 1);
    balanced.run();
    const cut = cutOf(network, shifted.room, balanced);
    return cut ?? { status: "unbounded", flow: flowOf(network, balanced), cycle };
  }
  return cutOf(network, shifted.room, tree) ?? optimum(network, tree);
}

function optimum(network: FlowNetwork, tree: FlowTree): OptimalFlow {
  const { from, to, cost, nodes } = network;
  const flow = flowOf(network, tree);
  const price = tree.price.slice(0, nodes);
  const reducedCost = Float64Array.from(flow, (_, arc) => cost[arc]! + price[from[arc]!]! - price[to[arc]!]!);
  return { status: "optimal", flow, price, reducedCost, objective: costOf(network, flow), pivots: tree.pivots };
}

function flowOf({ lower }: FlowNetwork, tree: FlowTree): Float64Array {
  const arcs = tree.flow.length - tree.price.length + 1;
  const flow = tree.flow.slice(0, arcs);
  if (lower !== undefined) for (let arc = 0; arc < arcs; arc++) flow[arc] = flow[arc]! + lower[arc]!;
  return flow;
}

/** Σ cost × flow, exactly; throws RangeError beyond the safe integers. */
export function costOf({ cost }: FlowNetwork, flow: WholeNumbers): number {
  let sum = 0;
  let size = 0;
  for (let arc = 0; arc < flow.length; arc++) {
    const product = cost[arc]! * flow[arc]!;
    sum += product;
    size += Math.abs(product);
  }
  if (size <= Number.MAX_SAFE_INTEGER) return sum;
  // Products that cancel may pass through large sums on the way to a small one.
  let exact = 0n;
  for (let arc = 0; arc < flow.length; arc++) exact += BigInt(cost[arc]!) * BigInt(flow[arc]!);
  const total = Number(exact);
  if (!Number.isSafeInteger(total)) throw new RangeError(`the objective ${exact} is beyond the safe integers`);
  return total;
}

export function roomOf({ from, lower, upper }: FlowNetwork): Float64Array {
  return Float64Array.from(from, (_, arc) => upper[arc]! - (lower?.[arc] ?? 0));
}

function largestCost({ cost }: FlowNetwork): number {
  let largest = 0;
  for (let arc = 0; arc < cost.length; arc++) largest = Math.max(largest, Math.abs(cost[arc]!));
  return largest;
}

/** Dearer than any way through the network that visits no node twice. */
function artificialCost(network: FlowNetwork): number {
  return (network.nodes + 1) * (largestCost(network) + 1);
}

/** Refuses what cannot be reckoned exactly; answers the first arc whose bounds contradict each other. */
function check(network: FlowNetwork): number | null {
  const { nodes, supply, from, to, cost, lower, upper } = network;
  if (!Number.isSafeInteger(nodes) || nodes < 0) throw new RangeError(`nodes must be a whole number of at least 0, got ${nodes}`);
  if (supply.length !== nodes) throw new RangeError(`there are ${nodes} nodes but ${supply.length} supplies`);
  const arcs = from.length;
  for (const [name, list] of Object.entries({ to, cost, upper, lower: lower ?? from })) {
    if (list.length !== arcs) throw new RangeError(`there are ${arcs} arcs but ${list.length} figures in ${name}`);
  }
  let amounts = 0;
  let contradiction: number | null = null;
  for (let node = 0; node < nodes; node++) amounts += Math.abs(whole(supply[node]!, "supply", node));
  for (let arc = 0; arc < arcs; arc++) {
    end(from[arc]!, nodes, "from", arc);
    end(to[arc]!, nodes, "to", arc);
    whole(cost[arc]!, "cost", arc);
    const least = lower === undefined ? 0 : whole(lower[arc]!, "lower", arc);
    const most = upper[arc] === Infinity ? least : whole(upper[arc]!, "upper", arc);
    amounts += Math.abs(least) + Math.abs(most);
    if (most < least && contradiction === null) contradiction = arc;
  }
  // An arc's bounds count in the balance of both its ends.
  if (!(2 * amounts <= Number.MAX_SAFE_INTEGER)) throw new RangeError("supplies and bounds add up to more than the safe integers; leave a bound out with Infinity");
  if (!(PRICE_MARGIN * artificialCost(network) <= Number.MAX_SAFE_INTEGER)) throw new RangeError("the costs are too large for exact prices");
  return contradiction;
}

function whole(value: number, name: string, place: number): number {
  if (!Number.isSafeInteger(value)) throw new RangeError(`${name} ${place} must be a safe integer, got ${value}`);
  return value;
}

function end(node: number, nodes: number, name: string, arc: number): void {
  if (!Number.isInteger(node) || node < 0 || node >= nodes) throw new RangeError(`${name} of arc ${arc} must be a node from 0 to ${nodes - 1}, got ${node}`);
}

/** Null when every balance is kept; otherwise the nodes that a surplus can still reach, or that could still reach a lack. */
function cutOf(network: FlowNetwork, room: Float64Array, tree: FlowTree): InfeasibleFlow | null {
  const { nodes, from, to } = network;
  const left = Array.from({ length: nodes }, (_, node) => tree.leftOver(node));
  if (left.every((amount) => amount === 0)) return null;
  const surplus = left.some((amount) => amount > 0);
  const nextTo: number[][] = Array.from({ length: nodes }, () => []);
  for (let arc = 0; arc < room.length; arc++) {
    const [start, goal] = surplus ? [from[arc]!, to[arc]!] : [to[arc]!, from[arc]!];
    if (tree.flow[arc]! < room[arc]!) nextTo[start]!.push(goal);
    if (tree.flow[arc]! > 0) nextTo[goal]!.push(start);
  }
  const inside = new Uint8Array(nodes);
  const queue = left.flatMap((amount, node) => ((surplus ? amount > 0 : amount < 0) ? [node] : []));
  for (const node of queue) inside[node] = 1;
  for (const node of queue) {
    for (const next of nextTo[node]!) {
      if (inside[next] === 1) continue;
      inside[next] = 1;
      queue.push(next);
    }
  }
  return { status: "infeasible", because: { kind: "cut", nodes: queue.toSorted((a, b) => a - b) } };
}
