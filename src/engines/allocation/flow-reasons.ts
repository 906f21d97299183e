/**
 * Why a share of an optimal flow is what it is, as plain figures for a page.
 *
 * The prices of the network simplex are one of many where the optimum is degenerate, and then they may name a saving that a whole unit does
 * not bring. So what is told here is exact: the cheapest way to change the plan by one unit is a shortest path in the residual network
 * (Ahuja, Magnanti, Orlin, "Network Flows", section 9.3), whose arc lengths are the reduced costs and therefore never negative.
 */
import type { FlowNetwork, OptimalFlow } from "./flow.ts";

export interface ShareReason {
  readonly arc: number;
  readonly flow: number;
  readonly lower: number;
  readonly upper: number;
  /** A unit's cost on this arc. */
  readonly cost: number;
  readonly reducedCost: number;
  /** The bound the share rests on; `both` where the bounds leave no choice. */
  readonly binds: "none" | "lower" | "upper" | "both";
  /** By how much the whole plan's cost would change if one unit more, or less, had to go this way; null where no plan allows it. */
  readonly oneMore: number | null;
  readonly oneLess: number | null;
  /** What the whole plan would cost more if one unit more were wanted where the arc ends; null where it cannot be had. */
  readonly oneMoreWanted: number | null;
  /** The change if one unit more were there where the arc begins: below 0 is what the plan would save; null where it could not be used or left. */
  readonly oneMoreOffered: number | null;
}

export interface Marginals {
  /** By node: the change of the whole cost if one unit more is wanted there and comes from the reference; Infinity where it cannot. */
  readonly wanted: Float64Array;
  /** By node: the change if one unit more is offered there and goes to the reference; Infinity where it cannot. */
  readonly offered: Float64Array;
}

export interface FlowReasons {
  readonly marginals: Marginals;
  explain(arc: number): ShareReason;
}

const NONE = -1;

/**
 * `reference` is the node that takes what is left over and gives what is missing, such as the market. Throws RangeError where it is no node.
 * Reckoning the marginals takes O(arcs × log nodes), and so does explaining an arc.
 */
export function reasons(network: FlowNetwork, optimum: OptimalFlow, reference: number): FlowReasons {
  if (!Number.isInteger(reference) || reference < 0 || reference >= network.nodes) throw new RangeError(`the reference must be a node from 0 to ${network.nodes - 1}, got ${reference}`);
  const residual = new Residual(network, optimum);
  const marginals = { wanted: residual.distances(reference, "from"), offered: residual.distances(reference, "to") };
  const orNull = (value: number): number | null => (value === Infinity ? null : value);
  return {
    marginals,
    explain(arc) {
      const { from, to, cost, lower, upper } = network;
      const flow = optimum.flow[arc];
      if (flow === undefined) throw new RangeError(`there is no arc ${arc}`);
      const [least, most, tail, head] = [lower?.[arc] ?? 0, upper[arc]!, from[arc]!, to[arc]!];
      const binds = least === most ? "both" : flow === least ? "lower" : flow === most ? "upper" : "none";
      // A unit more on the arc must find its way back from the arc's end to its beginning, and a unit less another way to its end.
      const oneMore = flow < most ? orNull(cost[arc]! + residual.distance(head, tail, arc)) : null;
      const oneLess = flow > least ? orNull(residual.distance(tail, head, arc) - cost[arc]!) : null;
      return {
        arc, flow, lower: least, upper: most, cost: cost[arc]!, reducedCost: optimum.reducedCost[arc]!, binds, oneMore, oneLess,
        oneMoreWanted: orNull(marginals.wanted[head]!), oneMoreOffered: orNull(marginals.offered[tail]!),
      };
    },
  };
}

/** What can still be changed: arcs with room along their direction, and arcs with something to take off against it. */
class Residual {
  private readonly network: FlowNetwork;
  private readonly optimum: OptimalFlow;
  /** Arcs by the node they touch: those of node v stand from `starts[v]` to `starts[v + 1]`. */
  private readonly starts: Int32Array;
  private readonly touching: Int32Array;

  constructor(network: FlowNetwork, optimum: OptimalFlow) {
    this.network = network;
    this.optimum = optimum;
    const { nodes, from, to } = network;
    this.starts = new Int32Array(nodes + 1);
    for (let arc = 0; arc < from.length; arc++) {
      this.starts[from[arc]! + 1]!++;
      this.starts[to[arc]! + 1]!++;
    }
    for (let node = 0; node < nodes; node++) this.starts[node + 1]! += this.starts[node]!;
    const place = this.starts.slice();
    this.touching = new Int32Array(2 * from.length);
    for (let arc = 0; arc < from.length; arc++) {
      this.touching[place[from[arc]!]!++] = arc;
      this.touching[place[to[arc]!]!++] = arc;
    }
  }

  /** What a unit costs on its cheapest way from, or to, `origin`, by node. */
  distances(origin: number, way: "from" | "to"): Float64Array {
    const { price } = this.optimum;
    const sign = way === "from" ? 1 : -1;
    const reduced = this.search(origin, way, NONE, NONE);
    return reduced.map((length, node) => length + sign * (price[node]! - price[origin]!));
  }

  distance(origin: number, goal: number, without: number): number {
    const { price } = this.optimum;
    return this.search(origin, "from", goal, without)[goal]! + price[goal]! - price[origin]!;
  }

  /** Dijkstra over reduced costs, ended at `goal` where there is one. */
  private search(origin: number, way: "from" | "to", goal: number, without: number): Float64Array {
    const { from, to, lower, upper } = this.network;
    const { flow, reducedCost } = this.optimum;
    const length = new Float64Array(this.network.nodes).fill(Infinity);
    const done = new Uint8Array(this.network.nodes);
    const queue = new NearestFirst();
    length[origin] = 0;
    queue.add(origin, 0);
    for (let node = queue.take(); node !== undefined; node = queue.take()) {
      if (done[node] === 1) continue;
      done[node] = 1;
      if (node === goal) break;
      for (let at = this.starts[node]!; at < this.starts[node + 1]!; at++) {
        const arc = this.touching[at]!;
        if (arc === without) continue;
        const leaves = from[arc] === node;
        const along = leaves === (way === "from");
        if (along ? flow[arc]! >= upper[arc]! : flow[arc]! <= (lower?.[arc] ?? 0)) continue;
        const next = leaves ? to[arc]! : from[arc]!;
        const further = length[node]! + (along ? reducedCost[arc]! : -reducedCost[arc]!);
        if (further >= length[next]!) continue;
        length[next] = further;
        queue.add(next, further);
      }
    }
    return length;
  }
}

/** A binary heap of nodes by distance; a node may stand in it more than once. */
class NearestFirst {
  private readonly nodes: number[] = [];
  private readonly distances: number[] = [];

  add(node: number, distance: number): void {
    const { nodes, distances } = this;
    let at = nodes.length;
    for (; at > 0; ) {
      const above = (at - 1) >> 1;
      if (distances[above]! <= distance) break;
      nodes[at] = nodes[above]!;
      distances[at] = distances[above]!;
      at = above;
    }
    nodes[at] = node;
    distances[at] = distance;
  }

  take(): number | undefined {
    const { nodes, distances } = this;
    const nearest = nodes[0];
    const [node, distance] = [nodes.pop(), distances.pop()];
    if (nodes.length === 0 || node === undefined || distance === undefined) return nearest;
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      if (below >= nodes.length) break;
      if (below + 1 < nodes.length && distances[below + 1]! < distances[below]!) below++;
      if (distances[below]! >= distance) break;
      nodes[at] = nodes[below]!;
      distances[at] = distances[below]!;
      at = below;
    }
    nodes[at] = node;
    distances[at] = distance;
    return nearest;
  }
}
