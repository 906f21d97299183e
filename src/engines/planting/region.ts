import { normalBelow } from "../allocation/normal.ts";
import { type Demand, equilibrium, MOST_RATIO, priceFor, takenAt } from "./equilibrium.ts";

/** What is known and assumed of a species in one flowering week, before anybody decides. */
export interface RegionView extends Demand {
  /** Units that are promised to flower then, and those expected from elsewhere; as far as the reader may know them. */
  readonly committed: number;
  /** What the others need to break even, fen a unit: the middle of them, and how far they lie apart (deviation of the logarithm, > 0). */
  readonly breakEven: number;
  readonly costSpread: number;
  /** What growers could bring beyond the usual if they all planted, as a part of it, ≥ 0. */
  readonly headroom: number;
}

export interface RegionAdvice {
  /** Fen: if supply is as usual; if everybody believes that price and plants for it; if everybody follows the advice. */
  readonly usualPrice: number;
  readonly herdPrice: number;
  readonly restPrice: number;
  readonly herdUnits: number;
  readonly restUnits: number;
  /** Units that can still be planted until the price falls to the middle break-even, ≥ 0. */
  readonly room: number;
  /** Part of the undecided room in the greenhouses that is used at rest, 0–1. */
  readonly follow: number;
  readonly bound: "none" | "least" | "most";
}

/**
 * Growers who have not decided could bring K = max(0, usual × (1 + headroom) − committed). Their break-evens are lognormal about the
 * middle one, so at a believed price P they plant K × Φ(ln(P / breakEven) / costSpread): each who covers his cost plants, each who
 * does not leaves it. That never falls with P, so `equilibrium` has one answer, and at it nobody wants to change: who plants earns
 * at least his cost at the price that follows, who does not would earn less.
 */
export function adviceOf(view: RegionView): RegionAdvice {
  const { price, usual, committed, breakEven, costSpread, headroom } = view;
  if (!(breakEven > 0 && costSpread > 0 && headroom >= 0 && committed >= 0)) throw new RangeError("breakEven and costSpread must be above 0, headroom and committed at least 0");
  const undecided = Math.max(0, usual * (1 + headroom) - committed);
  const plants = (believed: number): number => normalBelow(Math.log(believed / breakEven) / costSpread);
  const supplyAt = (believed: number): number => committed + undecided * plants(believed);
  const rest = equilibrium(view, supplyAt);
  const herdUnits = supplyAt(price);
  // Nobody sells for less than nothing and nobody is believed to pay three times the usual: `room` stays inside the trusted part.
  const least = Math.max(breakEven, price / MOST_RATIO);
  return {
    usualPrice: price, herdPrice: priceFor(view, herdUnits), restPrice: rest.price, herdUnits, restUnits: rest.units,
    room: Math.max(0, takenAt(view, least) - committed), follow: undecided === 0 ? 0 : plants(rest.price), bound: rest.bound,
  };
}
