/**
 * The spanning tree of the network simplex (`flow.ts`): one basic solution, its prices, and the step to a better one.
 *
 * Every node hangs from an artificial root, at first by an artificial arc of its own. Arcs outside the tree rest on one of their bounds.
 * The tree is kept strongly feasible (W. H. Cunningham, "A network simplex method", Mathematical Programming 11, 1976): from every node a
 * little more could be sent up to the root. Leaving arcs are chosen so that this stays true, and then no row of steps without progress
 * can come back to a tree it has already seen.
 *
 * Everything here is whole numbers in doubles; `flow.ts` refuses networks in which one of them could leave ±(2^53 − 1).
 */

/** Where an arc stands: on its lower bound, on its upper bound, or with nothing to decide (in the tree, or no room between the bounds). */
const AT_LOWER = 1;
const AT_UPPER = -1;
const SETTLED = 0;
const NONE = -1;
/** Blocks shorter than this would look at too few arcs for a good choice. */
const LEAST_BLOCK = 10;

/** Arcs with their lower bounds already taken off: each may carry from 0 to `room`. */
export interface ShiftedArcs {
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly cost: Float64Array;
  readonly room: Float64Array;
}

export class FlowTree {
  /** What each arc carries above its lower bound; the artificial arc of node v is arc `arcs + v`. */
  readonly flow: Float64Array;
  /** For arcs in the tree cost + price[from] − price[to] = 0; the root's price is 0. */
  readonly price: Float64Array;
  pivots = 0;
  private readonly arcs: number;
  private readonly root: number;
  private readonly from: Int32Array;
  private readonly to: Int32Array;
  private readonly cost: Float64Array;
  private readonly room: Float64Array;
  private readonly state: Int8Array;
  private readonly parent: Int32Array;
  /** The arc that joins a node to its parent. */
  private readonly link: Int32Array;
  private readonly depth: Int32Array;
  private readonly firstChild: Int32Array;
  private readonly nextSibling: Int32Array;
  private readonly lastSibling: Int32Array;
  private readonly block: number;
  private cursor = 0;

  /** `artificialCost` must be above the cost of every path that visits no node twice. */
  constructor({ from, to, cost, room }: ShiftedArcs, supply: Float64Array, artificialCost: number) {
    const nodes = supply.length;
    this.arcs = from.length;
    this.root = nodes;
    const all = this.arcs + nodes;
    this.from = new Int32Array(all);
    this.to = new Int32Array(all);
    this.cost = new Float64Array(all);
    this.room = new Float64Array(all).fill(Infinity);
    this.from.set(from);
    this.to.set(to);
    this.cost.set(cost);
    this.room.set(room);
    this.flow = new Float64Array(all);
    this.state = new Int8Array(all);
    for (let arc = 0; arc < this.arcs; arc++) this.state[arc] = room[arc] === 0 ? SETTLED : AT_LOWER;
    this.price = new Float64Array(nodes + 1);
    this.parent = new Int32Array(nodes + 1).fill(this.root);
    this.link = new Int32Array(nodes + 1).fill(NONE);
    this.depth = new Int32Array(nodes + 1).fill(1);
    this.firstChild = new Int32Array(nodes + 1).fill(NONE);
    this.nextSibling = new Int32Array(nodes + 1).fill(NONE);
    this.lastSibling = new Int32Array(nodes + 1).fill(NONE);
    this.parent[this.root] = NONE;
    this.depth[this.root] = 0;
    this.block = Math.max(LEAST_BLOCK, Math.ceil(Math.sqrt(this.arcs)));
    for (let node = nodes - 1; node >= 0; node--) this.plant(node, supply[node]!, artificialCost);
  }

  /** What a node has too much goes to the root for nothing; what it lacks comes from there at a price nobody would pay. */
  private plant(node: number, supply: number, artificialCost: number): void {
    const arc = this.arcs + node;
    const lacks = supply < 0;
    this.from[arc] = lacks ? this.root : node;
    this.to[arc] = lacks ? node : this.root;
    this.cost[arc] = lacks ? artificialCost : 0;
    this.flow[arc] = Math.abs(supply);
    this.price[node] = lacks ? artificialCost : 0;
    this.link[node] = arc;
    this.hang(node, this.root);
  }

  /** What node v could not get rid of (above 0) or could not get (below 0). */
  leftOver(node: number): number {
    const arc = this.arcs + node;
    return this.from[arc] === node ? this.flow[arc]! : -this.flow[arc]!;
  }

  /**
   * Steps until no arc has a reduced cost of the wrong sign. Answers null then, or the arcs of a cycle of negative cost round which any
   * amount may run.
   */
  run(): number[] | null {
    for (;;) {
      const arc = this.entering();
      if (arc === NONE) return null;
      this.pivots++;
      const endless = this.pivot(arc);
      if (endless !== null) return endless;
    }
  }

  /** The worst arc of the next block that has one (block search), or none. */
  private entering(): number {
    const { from, to, cost, state, price, arcs, block } = this;
    let worst = 0;
    let found = NONE;
    let left = block;
    let arc = this.cursor;
    for (let scanned = 0; scanned < arcs; scanned++) {
      const gain = state[arc]! * (cost[arc]! + price[from[arc]!]! - price[to[arc]!]!);
      if (gain < worst) {
        worst = gain;
        found = arc;
      }
      if (++arc === arcs) arc = 0;
      if (--left === 0) {
        if (found !== NONE) break;
        left = block;
      }
    }
    this.cursor = arc;
    return found;
  }

  private pivot(entering: number): number[] | null {
    const { from, to, room, flow, state, parent, link } = this;
    const along = state[entering] === AT_LOWER;
    const tail = along ? from[entering]! : to[entering]!;
    const head = along ? to[entering]! : from[entering]!;
    const join = this.join(tail, head);
    // Of the arcs that stop the flow first, the last one met on the cycle from the join along the flow leaves: so the tree stays strongly feasible.
    let most = room[entering]!;
    let leaving = NONE;
    let onTailSide = false;
    for (let node = tail; node !== join; node = parent[node]!) {
      const arc = link[node]!;
      const left = from[arc] === node ? flow[arc]! : room[arc]! - flow[arc]!;
      if (left < most) {
        most = left;
        leaving = node;
        onTailSide = true;
      }
    }
    for (let node = head; node !== join; node = parent[node]!) {
      const arc = link[node]!;
      const left = from[arc] === node ? room[arc]! - flow[arc]! : flow[arc]!;
      if (left <= most && left !== Infinity) {
        most = left;
        leaving = node;
        onTailSide = false;
      }
    }
    if (most === Infinity) return this.cycle(entering, tail, head, join);
    if (most > 0) this.push(entering, along ? most : -most, tail, head, join, most);
    if (leaving === NONE) {
      state[entering] = along ? AT_UPPER : AT_LOWER;
      return null;
    }
    const out = link[leaving]!;
    state[out] = room[out] === 0 ? SETTLED : flow[out] === 0 ? AT_LOWER : AT_UPPER;
    state[entering] = SETTLED;
    this.rehang(entering, onTailSide ? tail : head, onTailSide ? head : tail, leaving);
    return null;
  }

  /** Where the ways of two nodes to the root meet. */
  private join(a: number, b: number): number {
    const { depth, parent } = this;
    while (a !== b) {
      if (depth[a]! >= depth[b]!) a = parent[a]!;
      else b = parent[b]!;
    }
    return a;
  }

  private push(entering: number, change: number, tail: number, head: number, join: number, amount: number): void {
    const { from, flow, parent, link } = this;
    flow[entering] = flow[entering]! + change;
    for (let node = tail; node !== join; node = parent[node]!) {
      const arc = link[node]!;
      flow[arc] = flow[arc]! + (from[arc] === node ? -amount : amount);
    }
    for (let node = head; node !== join; node = parent[node]!) {
      const arc = link[node]!;
      flow[arc] = flow[arc]! + (from[arc] === node ? amount : -amount);
    }
  }

  /** Lower bounds are finite, so where any amount may run it runs along every arc. */
  private cycle(entering: number, tail: number, head: number, join: number): number[] {
    const arcs = [entering];
    for (let node = head; node !== join; node = this.parent[node]!) arcs.push(this.link[node]!);
    const down: number[] = [];
    for (let node = tail; node !== join; node = this.parent[node]!) down.push(this.link[node]!);
    return [...arcs, ...down.toReversed()];
  }

  /** Cuts the subtree below `cut` off and hangs it by the entering arc, whose end `inside` is in it. */
  private rehang(entering: number, inside: number, outside: number, cut: number): void {
    const { parent, link, price, depth, firstChild, nextSibling } = this;
    const reduced = this.cost[entering]! + price[this.from[entering]!]! - price[this.to[entering]!]!;
    const shift = this.from[entering] === inside ? -reduced : reduced;
    let node = inside;
    let newParent = outside;
    let newLink = entering;
    for (;;) {
      const [oldParent, oldLink] = [parent[node]!, link[node]!];
      this.unhang(node, oldParent);
      this.hang(node, newParent);
      link[node] = newLink;
      if (node === cut) break;
      newParent = node;
      newLink = oldLink;
      node = oldParent;
    }
    // The whole subtree keeps its prices among itself and moves by the entering arc's reduced cost.
    for (node = inside; ;) {
      price[node] = price[node]! + shift;
      depth[node] = depth[parent[node]!]! + 1;
      if (firstChild[node] !== NONE) {
        node = firstChild[node]!;
        continue;
      }
      while (node !== inside && nextSibling[node] === NONE) node = parent[node]!;
      if (node === inside) return;
      node = nextSibling[node]!;
    }
  }

  private hang(node: number, parent: number): void {
    const next = this.firstChild[parent]!;
    this.parent[node] = parent;
    this.nextSibling[node] = next;
    this.lastSibling[node] = NONE;
    if (next !== NONE) this.lastSibling[next] = node;
    this.firstChild[parent] = node;
  }

  private unhang(node: number, parent: number): void {
    const [last, next] = [this.lastSibling[node]!, this.nextSibling[node]!];
    if (last === NONE) this.firstChild[parent] = next;
    else this.nextSibling[last] = next;
    if (next !== NONE) this.lastSibling[next] = last;
  }
}
