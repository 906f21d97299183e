import type { Assumptions } from "./assumptions.ts";
import { LUCK, normalAt } from "./chance.ts";
import type { Item } from "./items.ts";

/**
 * What is wanted, the same in both worlds. [item × weeks + week], pots at the reference price.
 *
 * consumers  (1 − e) × demand × season × exp(x − Var x / 2), x(t) = ρ x(t−1) + ε(t), ε normal, partly common to all items
 * planned    e × demand × season: what enterprises know ahead that they will need
 * needed     planned × exp(z σ − σ²/2): what they need when the week comes
 */
export interface Demand {
  readonly consumers: Float64Array;
  readonly planned: Int32Array;
  readonly needed: Int32Array;
}

export function drawDemand(seed: number, items: readonly Item[], season: Float64Array, assumptions: Assumptions): Demand {
  const weeks = season.length / items.length;
  const { shockPersistence: rho, shockDeviation, commonShare, enterpriseShare, needRevision } = assumptions;
  const variance = shockDeviation ** 2 / (1 - rho ** 2);
  const consumers = new Float64Array(season.length);
  const planned = new Int32Array(season.length);
  const needed = new Int32Array(season.length);
  items.forEach((item, i) => {
    let shock = 0;
    for (let week = 0; week < weeks; week += 1) {
      const at = i * weeks + week;
      const common = Math.sqrt(commonShare) * normalAt(seed, LUCK.common, week);
      shock = rho * shock + shockDeviation * (common + Math.sqrt(1 - commonShare) * normalAt(seed, LUCK.demand, week, i));
      const usual = item.demand * season[at]!;
      consumers[at] = (1 - enterpriseShare) * usual * Math.exp(shock - variance / 2);
      planned[at] = Math.round(enterpriseShare * usual);
      needed[at] = Math.round(enterpriseShare * usual * Math.exp(needRevision * normalAt(seed, LUCK.revision, week, i) - needRevision ** 2 / 2));
    }
  });
  return { consumers, planned, needed };
}

/** Pots consumers buy at `ratio` = price / reference > 0: constant elasticity. */
export function consumersBuy(atReference: number, elasticity: number, ratio: number): number {
  return atReference * ratio ** -elasticity;
}

/** Pots enterprises want of a need when a pot costs `ratio` of its reference: all of it up to the reference, less beyond. */
export function enterprisesWant(need: number, elasticity: number, ratio: number): number {
  return ratio <= 1 ? need : Math.floor(need * ratio ** -elasticity);
}
