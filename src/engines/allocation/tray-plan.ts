/** A plan in whole trays while it is being made: what everybody delivers, has left and still lacks, and what it costs. */
import type { Pool } from "./orders-over-growers.ts";
import type { PoolBound } from "./pool-flow.ts";

/** Candidates of one order or of one grower. */
export type CandidateList = Int32Array;

export class TrayPlan {
  readonly order: Int32Array;
  readonly grower: Int32Array;
  /** Pots of a tray, by candidate. */
  readonly tray: Int32Array;
  /** Thousandths of a fen a tray, by candidate. */
  readonly trayCost: Float64Array;
  /** The fewest trays a candidate may deliver when it delivers at all. */
  readonly least: Int32Array;
  readonly trays: Int32Array;
  /** Pots a grower has left. */
  readonly slack: Int32Array;
  /** Trays an order still lacks; below 0 while an exchange is not finished. */
  readonly open: Int32Array;
  /** Thousandths of a fen an open tray costs, by order. */
  readonly openCost: Float64Array;
  /** Pots a grower keeps lose so much each, by the flow's prices. */
  readonly rent: Float64Array;
  /** Above the flow's prices: a tray delivered, by candidate, and a tray left open, by order. */
  readonly reduced: Float64Array;
  readonly openLoss: Float64Array;
  readonly ofOrder: readonly CandidateList[];
  readonly ofGrower: readonly CandidateList[];
  /** Candidate and trays of every edit since the last `settle`, so that it can be taken back. */
  private readonly trail: number[] = [];
  /** What the edits since the last `settle` added to the cost, deliveries and open trays; trays too many are worth what their order pays. */
  change = 0;
  /** Thousandths of a fen by which one tray too many counts, by order. */
  private readonly tooMany: Float64Array;

  constructor({ orders, capacity, candidates }: Pool, { orderPrice, growerRent }: PoolBound) {
    this.order = Int32Array.from(candidates, ({ order }) => order);
    this.grower = Int32Array.from(candidates, ({ grower }) => grower);
    this.tray = Int32Array.from(candidates, ({ order }) => orders[order]!.tray);
    this.trayCost = Float64Array.from(candidates, ({ order, cost }) => cost * orders[order]!.tray);
    this.least = Int32Array.from(candidates, ({ order }) => Math.max(1, Math.ceil(orders[order]!.minBatch / orders[order]!.tray)));
    this.trays = new Int32Array(candidates.length);
    this.slack = Int32Array.from(capacity);
    this.open = Int32Array.from(orders, ({ wanted, tray }) => Math.floor(wanted / tray));
    this.openCost = Float64Array.from(orders, ({ unfilledCost, tray }) => unfilledCost * tray);
    this.tooMany = Float64Array.from(orders, ({ tray }, order) => orderPrice[order]! * tray);
    this.rent = growerRent;
    this.reduced = Float64Array.from(candidates, ({ order, grower, cost }) => (cost + growerRent[grower]! - orderPrice[order]!) * orders[order]!.tray);
    this.openLoss = Float64Array.from(orders, ({ unfilledCost, tray }, order) => (unfilledCost - orderPrice[order]!) * tray);
    this.ofOrder = lists(this.order, orders.length);
    this.ofGrower = lists(this.grower, capacity.length);
  }

  /** Adds trays to a candidate, or takes them off; the caller sees to what the grower has and to the smallest batch. */
  edit(candidate: number, trays: number): void {
    const order = this.order[candidate]!;
    this.trail.push(candidate, trays);
    this.change += this.trayCost[candidate]! * trays - this.lack(order);
    this.trays[candidate]! += trays;
    this.slack[this.grower[candidate]!]! -= trays * this.tray[candidate]!;
    this.open[order]! -= trays;
    this.change += this.lack(order);
  }

  /** A place to come back to. */
  mark(): number {
    return this.trail.length;
  }

  /** Takes back every edit after the mark. */
  back(mark: number): void {
    const { trail } = this;
    while (trail.length > mark) {
      const trays = trail.pop()!;
      const candidate = trail.pop()!;
      this.edit(candidate, -trays);
      trail.length -= 2;
    }
  }

  /** Makes the edits stand; from here on `change` counts anew. */
  settle(): void {
    this.trail.length = 0;
    this.change = 0;
  }

  /** Whether the candidate may deliver so many trays more (or less) as far as its smallest batch goes. */
  makesBatch(candidate: number, trays: number): boolean {
    const after = this.trays[candidate]! + trays;
    return after === 0 || after >= this.least[candidate]!;
  }

  private lack(order: number): number {
    const open = this.open[order]!;
    return open * (open > 0 ? this.openCost[order]! : this.tooMany[order]!);
  }
}

function lists(of: Int32Array, owners: number): CandidateList[] {
  const found: number[][] = Array.from({ length: owners }, () => []);
  for (const [candidate, owner] of of.entries()) found[owner]!.push(candidate);
  return found.map((list) => Int32Array.from(list));
}
