/**
 * One grower's best pattern: how many trays for each of his orders, when the others answer one by one.
 *
 * A knapsack over his pots (dynamic programming, R. Bellman 1957). What a tray more or less is worth to an order comes from the flow's
 * price and from whoever could now give up or take over that tray at the least loss. Only numbers near the present ones and near the
 * smallest batch are tried: the flow has settled the large figures, and what is looked for is the combination that leaves no pots over.
 */
import type { CandidateList, TrayPlan } from "./tray-plan.ts";

/** Trays up and down from the present number that are tried. */
const NEAR = 8;
/** Trays above the smallest batch that are tried. */
const ABOVE_BATCH = 4;
const NONE = -1;

/** Thousandths of a fen above the flow's prices. */
export interface TrayLosses {
  /** By candidate, for a tray delivered. */
  readonly reduced: Float64Array;
  /** What an order loses, or wins, when it gets so many trays more than now (or less); Infinity where that cannot be. */
  moved(order: number, more: number): number;
}

interface Option {
  readonly trays: number;
  readonly loss: number;
}

/** Trays by place in `ways`, or null when nothing beats the present pattern. `rent` is lost for every pot he keeps. */
export function bestPattern(plan: TrayPlan, ways: CandidateList, rent: number, losses: TrayLosses): number[] | null {
  const slack = plan.slack[plan.grower[ways[0]!]!]!;
  // Only the trays that are in question stand in the table, so it is as wide as their pots, not as all that he has.
  let pots = slack;
  let present = rent * slack;
  for (const way of ways) {
    pots += (plan.trays[way]! - surely(plan, way)) * plan.tray[way]!;
    present += losses.reduced[way]! * plan.trays[way]!;
  }
  let best = new Float64Array(pots + 1).fill(Infinity);
  best[0] = 0;
  const pattern = Array.from(ways, (way) => plan.trays[way]!);
  const tables: Table[] = [];
  for (const [place, way] of ways.entries()) {
    const options = optionsOf(plan, way, losses, rent * pots);
    if (options === null) continue;
    const chosen = new Int8Array(pots + 1).fill(NONE);
    const sure = surely(plan, way);
    best = extend(best, options, sure, plan.tray[way]!, chosen);
    tables.push({ place, options, chosen, sure, tray: plan.tray[way]! });
  }
  let used = 0;
  for (let at = 1; at <= pots; at++) if (best[at]! - rent * at < best[used]! - rent * used) used = at;
  if (!(best[used]! + rent * (pots - used) < present)) return null;
  for (const { place, options, chosen, sure, tray } of tables.toReversed()) {
    const { trays } = options[chosen[used]!]!;
    pattern[place] = trays;
    used -= (trays - sure) * tray;
  }
  return pattern;
}

interface Table {
  readonly place: number;
  readonly options: readonly Option[];
  readonly chosen: Int8Array;
  readonly sure: number;
  readonly tray: number;
}

/** Trays of the present number that are not in question. */
function surely(plan: TrayPlan, way: number): number {
  const [now, least] = [plan.trays[way]!, plan.least[way]!];
  return now - NEAR > least + ABOVE_BATCH ? now - NEAR : 0;
}

/** The table with one more way: for every number of pots used so far the least loss, and which option reached it. */
function extend(best: Float64Array<ArrayBuffer>, options: readonly Option[], sure: number, tray: number, chosen: Int8Array): Float64Array<ArrayBuffer> {
  const next = new Float64Array(best.length).fill(Infinity);
  for (let at = 0; at < options.length; at++) {
    const { trays, loss } = options[at]!;
    const size = (trays - sure) * tray;
    for (let used = size; used < best.length; used++) {
      const total = best[used - size]! + loss;
      if (total >= next[used]!) continue;
      next[used] = total;
      chosen[used] = at;
    }
  }
  return next;
}

/** Null for an order he does not serve and whose smallest batches would already lose more than `most`. */
function optionsOf(plan: TrayPlan, way: number, losses: TrayLosses, most: number): Option[] | null {
  const [now, least, order] = [plan.trays[way]!, plan.least[way]!, plan.order[way]!];
  const option = (trays: number): Option => ({ trays, loss: losses.reduced[way]! * trays + losses.moved(order, trays - now) });
  if (now === 0 && option(least).loss >= most && option(least + ABOVE_BATCH).loss >= most) return null;
  const numbers = new Set([now]);
  if (surely(plan, way) === 0) {
    numbers.add(0);
    for (let trays = least; trays <= least + ABOVE_BATCH; trays++) numbers.add(trays);
  }
  if (now > 0) for (let trays = Math.max(least, now - NEAR); trays <= now + NEAR; trays++) numbers.add(trays);
  return Array.from(numbers, option).filter(({ loss }) => loss < Infinity);
}
