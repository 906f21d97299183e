/**
 * Patterns for all growers that together suit all orders: an augmented Lagrangian by coordinate descent (M. R. Hestenes, M. J. D. Powell
 * 1969; D. P. Bertsekas, "Constrained Optimization and Lagrange Multiplier Methods", 1982).
 *
 * One grower after the other takes his best pattern (`tray-pattern.ts`), while orders may get too much or too little and mind it the more,
 * the further off they are; after every sweep an order that is short pays more and one that has too much pays less, and being off counts
 * double. So the growers find combinations that fill their pots first, and the orders are brought into balance around them.
 */
import { bestPattern, type TrayLosses } from "./tray-pattern.ts";
import type { TrayPlan } from "./tray-plan.ts";

const SWEEPS = 14;
/** Growth of the weight from sweep to sweep, and where it begins: the square of a tray off, against the mean rent of a pot. Tried on pools of every load. */
const WEIGHT_GROWTH = 2;
const FIRST_WEIGHT = 0.01;
const NONE = -1;

/** Leaves no order with too many trays; some have trays open, some growers pots left. */
export function descend(plan: TrayPlan): void {
  const { open, openLoss, rent } = plan;
  const premium = new Float64Array(open.length);
  const meanRent = rent.length === 0 ? 0 : rent.reduce((sum, each) => sum + each, 0) / rent.length;
  let weight = FIRST_WEIGHT * Math.max(meanRent, 1);
  const off = (order: number, trays: number): number => {
    const square = (weight * trays * trays) / 2;
    return trays > 0 ? Math.min(square, (openLoss[order]! - premium[order]!) * trays) : square;
  };
  const losses: TrayLosses = {
    reduced: plan.reduced,
    moved: (order, more) => (more === 0 ? 0 : off(order, open[order]! - more) - off(order, open[order]!) - premium[order]! * more),
  };
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    for (const [grower, ways] of plan.ofGrower.entries()) {
      const pattern = ways.length === 0 ? null : bestPattern(plan, ways, rent[grower]!, losses);
      if (pattern === null) continue;
      for (const [place, trays] of pattern.entries()) if (trays !== plan.trays[ways[place]!]) plan.edit(ways[place]!, trays - plan.trays[ways[place]!]!);
    }
    // An order never pays more for a tray than it loses without it.
    for (let order = 0; order < open.length; order++) premium[order] = Math.min(openLoss[order]!, premium[order]! + weight * open[order]!);
    weight *= WEIGHT_GROWTH;
  }
  for (let order = 0; order < open.length; order++) while (open[order]! < 0) giveBack(plan, order);
  plan.settle();
}

/** Takes the tray, or the batch, that is missed least. */
function giveBack(plan: TrayPlan, order: number): void {
  let [least, from, trays] = [Infinity, NONE, 0];
  for (const way of plan.ofOrder[order]!) {
    if (plan.trays[way] === 0) continue;
    const less = plan.makesBatch(way, -1) ? 1 : plan.trays[way]!;
    const loss = less * (plan.rent[plan.grower[way]!]! * plan.tray[way]! - plan.reduced[way]!) + (less - 1) * plan.openLoss[order]!;
    if (loss < least) [least, from, trays] = [loss, way, less];
  }
  plan.edit(from, -trays);
}
