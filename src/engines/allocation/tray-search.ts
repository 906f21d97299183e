/**
 * Exchanges that make a plan in whole trays cheaper.
 *
 * Cutting a flow to trays loses pots: growers whose pots the flow needed to the last one keep a few, and orders lack a tray. How much each
 * loss costs, the flow's prices say: a grower's rent for every pot he keeps, an order's unfilled cost above its price for every pot it
 * lacks, and a reduced cost for every pot on a way the flow would not use. Their sum is exactly the distance to the flow, so a search that
 * follows them knows at each step what it can still win, and gives up when that is less than what it has spent.
 *
 * An exchange starts at a grower with pots left or an order with trays open. He delivers more to an order, which takes less from
 * another grower, who has pots left now; or he delivers less to a second order to make room, which takes more from a third grower; and so
 * on, until all is balanced for less. These are the augmenting cycles of a flow, with the difference that every step is in trays of
 * its own size and what does not fit stays as slack.
 */
import type { CandidateList, TrayPlan } from "./tray-plan.ts";

/** Short exchanges are looked for first; the longest go on over so many growers after the one who starts. */
const LAST_DEPTH = 2;
/** Steps a search may take from one start; it then goes on with the next start. */
const STEPS_A_START = 4_000;
const MOST_PASSES = 12;
/** Trays of another order a grower gives up at most to make room. */
const MOST_GIVEN_UP = 3;

/** Orders whose trays an exchange has moved and that must be balanced yet. */
type Owed = { readonly order: number; readonly before: number; readonly next: Owed } | null;

export function improve(plan: TrayPlan): void {
  const search = new TraySearch(plan);
  for (let depth = 0; depth <= LAST_DEPTH; depth++) search.passes(depth);
}

class TraySearch {
  private readonly plan: TrayPlan;
  /** Candidates of each order, those first who deliver to it at the least loss, and those first whose trays are missed least. */
  private readonly givers: readonly CandidateList[];
  private readonly takers: readonly CandidateList[];
  /** Candidates of each grower, those of the least loss a pot first. */
  private readonly ways: readonly CandidateList[];
  private steps = 0;

  constructor(plan: TrayPlan) {
    this.plan = plan;
    const by = (key: (candidate: number) => number) => (list: CandidateList) => list.toSorted((a, b) => key(a) - key(b) || a - b);
    this.givers = plan.ofOrder.map(by((way) => plan.reduced[way]!));
    this.takers = plan.ofOrder.map(by((way) => plan.rent[plan.grower[way]!]! * plan.tray[way]! - plan.reduced[way]!));
    this.ways = plan.ofGrower.map(by((way) => plan.reduced[way]! / plan.tray[way]!));
  }

  /** Goes over all orders and growers, the greatest losses first, until a pass finds nothing. */
  passes(depth: number): void {
    const { plan } = this;
    for (let pass = 0; pass < MOST_PASSES; pass++) {
      let found = 0;
      const orders = starts(plan.openLoss, (order) => plan.openLoss[order]! * plan.open[order]!);
      for (const order of orders) while (plan.open[order]! > 0 && this.from(() => this.takeMore(order, 1, null, depth))) found++;
      const growers = starts(plan.rent, (grower) => plan.rent[grower]! * plan.slack[grower]!);
      for (const grower of growers) while (this.from(() => this.use(grower, depth, null))) found++;
      if (found === 0) return;
    }
  }

  private from(search: () => boolean): boolean {
    this.steps = 0;
    const found = search();
    if (found) this.plan.settle();
    return found;
  }

  /** A grower with pots left delivers more somewhere, and less elsewhere if that makes the room. */
  private use(grower: number, depth: number, owed: Owed): boolean {
    const { plan } = this;
    const worth = plan.rent[grower]! * plan.slack[grower]!;
    for (const way of this.ways[grower]!) {
      if (plan.change + plan.reduced[way]! >= worth) continue;
      if (this.useBy(grower, way, -1, 0, depth, owed)) return true;
      for (const other of this.ways[grower]!) {
        if (other === way || plan.trays[other] === 0) continue;
        for (let given = 1; given <= MOST_GIVEN_UP; given++) if (this.useBy(grower, way, other, given, depth, owed)) return true;
      }
    }
    return false;
  }

  private useBy(grower: number, way: number, other: number, given: number, depth: number, owed: Owed): boolean {
    const { plan } = this;
    if (++this.steps > STEPS_A_START) return false;
    const slack = plan.slack[grower]!;
    const room = slack + (given > 0 ? given * plan.tray[other]! : 0);
    const trays = Math.floor(room / plan.tray[way]!);
    if (trays === 0 || trays * plan.tray[way]! <= room - slack || !plan.makesBatch(way, trays)) return false;
    if (given > 0 && (given > plan.trays[other]! || !plan.makesBatch(other, -given))) return false;
    const mark = plan.mark();
    const order = plan.order[way]!;
    let rest: Owed = { order, before: plan.open[order]!, next: owed };
    plan.edit(way, trays);
    if (given > 0) {
      rest = { order: plan.order[other]!, before: plan.open[plan.order[other]!]!, next: rest };
      plan.edit(other, -given);
    }
    if (this.balance(rest, depth)) return true;
    plan.back(mark);
    return false;
  }

  private balance(owed: Owed, depth: number): boolean {
    const { plan } = this;
    if (++this.steps > STEPS_A_START) return false;
    if (owed === null) return plan.change < 0;
    const { order, before, next } = owed;
    const open = plan.open[order]!;
    if (open < 0) return this.takeLess(order, -open, next, depth);
    const lost = open - Math.max(before, 0);
    // Trays that could stay open may as well be had from somebody.
    if (lost > 0 && this.takeMore(order, lost, next, depth)) return true;
    return this.balance(next, depth);
  }

  /** The order gives trays back to one of its growers, who then has pots left to use. */
  private takeLess(order: number, trays: number, next: Owed, depth: number): boolean {
    const { plan } = this;
    for (const from of this.takers[order]!) {
      const had = plan.trays[from]!;
      if (had === 0) continue;
      const less = plan.makesBatch(from, -Math.min(trays, had)) ? Math.min(trays, had) : had;
      const mark = plan.mark();
      plan.edit(from, -less);
      if (this.balance(less < trays ? { order, before: 0, next } : next, depth)) return true;
      const grower = plan.grower[from]!;
      if (depth > 0 && less >= trays && plan.change < plan.rent[grower]! * plan.slack[grower]! && this.use(grower, depth - 1, next)) return true;
      plan.back(mark);
      if (this.steps > STEPS_A_START) return false;
    }
    return false;
  }

  /** The order takes trays from a grower who has pots left, or who makes room for them at another order's cost. */
  private takeMore(order: number, trays: number, next: Owed, depth: number): boolean {
    const { plan } = this;
    for (const from of this.givers[order]!) {
      const grower = plan.grower[from]!;
      const more = Math.max(trays, plan.trays[from] === 0 ? plan.least[from]! : 0);
      if (more > Math.max(plan.open[order]!, 0)) continue;
      const lacks = more * plan.tray[from]! - plan.slack[grower]!;
      const mark = plan.mark();
      if (lacks <= 0) {
        plan.edit(from, more);
        if (this.balance(next, depth)) return true;
        plan.back(mark);
      } else if (depth > 0) {
        if (this.makeRoom(from, more, lacks, next, depth)) return true;
      }
      if (this.steps > STEPS_A_START) return false;
    }
    return false;
  }

  private makeRoom(from: number, more: number, lacks: number, next: Owed, depth: number): boolean {
    const { plan } = this;
    for (const other of this.ways[plan.grower[from]!]!) {
      const given = Math.ceil(lacks / plan.tray[other]!);
      if (other === from || given > plan.trays[other]! || !plan.makesBatch(other, -given)) continue;
      const mark = plan.mark();
      const order = plan.order[other]!;
      const rest: Owed = { order, before: plan.open[order]!, next };
      plan.edit(other, -given);
      plan.edit(from, more);
      const hope = plan.openLoss[order]! * given;
      if (plan.change - hope < 0 && this.balance(rest, depth - 1)) return true;
      plan.back(mark);
      if (++this.steps > STEPS_A_START) return false;
    }
    return false;
  }
}

/** Places with something to win, the most first. */
function starts(places: Float64Array, loss: (place: number) => number): number[] {
  return [...places.keys()].filter((place) => loss(place) > 0).toSorted((a, b) => loss(b) - loss(a) || a - b);
}
