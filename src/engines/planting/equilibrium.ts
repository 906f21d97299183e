/**
 * Where a price comes to rest when everybody who is told it acts on it.
 *
 *   demand   D(P) = usual × (P / price)^−elasticity          (constant elasticity)
 *   supply   S(P) = what is planted if P is believed; never falls with P
 *   rest     the P* with S(P*) = D(P*)
 *
 * D falls strictly and S never falls, so D − S falls strictly: there is at most one P*, and one inside the bounds wherever D − S
 * changes its sign there. If S jumps at P* (all growers with one cost), the growers at the jump neither gain nor lose by
 * planting, and `share` of them plant. A forecast that counts its own readers in this way does not defeat itself
 * (Grunberg and Modigliani 1954, JPE 62:465); with S from last year's price instead it is the cobweb (Ezekiel 1938, QJE 52:255).
 */
export interface Demand {
  /** Fen a unit at which `usual` units are taken up, both > 0. */
  readonly price: number;
  readonly usual: number;
  /** Per cent of quantity for a per cent of price, > 0. */
  readonly elasticity: number;
}
export interface Rest {
  readonly price: number;
  readonly units: number;
  /** Of those who are indifferent at exactly this price, the part that plants, 0–1; 1 where supply does not jump. */
  readonly share: number;
  /** The price lies at a bound: there demand and supply do not meet inside what may be trusted. */
  readonly bound: "none" | "least" | "most";
}

/** The demand curve is believed between these parts of its own price; beyond them nothing has been seen. */
export const LEAST_RATIO = 0.2;
export const MOST_RATIO = 3;
/** The price is found to this part of itself: far finer than a fen. */
const PRECISION = 1e-9;
/** Part of what is taken by which supply must jump over the last step of the search to be a jump and not a slope. */
const JUMP = 1e-4;

export const takenAt = ({ price, usual, elasticity }: Demand, at: number): number => usual * (at / price) ** -elasticity;

/** The price at which so many units are taken up, within the bounds. units ≥ 0. */
export function priceFor(demand: Demand, units: number): number {
  assertDemand(demand);
  if (!(units >= 0)) throw new RangeError(`units must be at least 0, got ${units}`);
  const ratio = units === 0 ? MOST_RATIO : (units / demand.usual) ** (-1 / demand.elasticity);
  return demand.price * Math.min(MOST_RATIO, Math.max(LEAST_RATIO, ratio));
}

/** supplyAt: units planted if a price is believed; must not fall with it (RangeError where it is seen to). */
export function equilibrium(demand: Demand, supplyAt: (price: number) => number): Rest {
  assertDemand(demand);
  let [low, high] = [demand.price * LEAST_RATIO, demand.price * MOST_RATIO];
  let [atLow, atHigh] = [supplyAt(low), supplyAt(high)];
  if (!(atLow >= 0 && atHigh >= atLow)) throw new RangeError("supply must be at least 0 and never fall with the price");
  if (atLow >= takenAt(demand, low)) return { price: low, units: atLow, share: 1, bound: "least" };
  if (atHigh <= takenAt(demand, high)) return { price: high, units: atHigh, share: 1, bound: "most" };
  while (high - low > PRECISION * demand.price) {
    const middle = (low + high) / 2;
    const planted = supplyAt(middle);
    if (planted < atLow || planted > atHigh) throw new RangeError("supply must never fall with the price");
    if (planted < takenAt(demand, middle)) [low, atLow] = [middle, planted];
    else [high, atHigh] = [middle, planted];
  }
  const taken = takenAt(demand, high);
  const jumps = atHigh - atLow > JUMP * Math.max(1, taken);
  return { price: high, units: jumps ? taken : atHigh, share: jumps ? (taken - atLow) / (atHigh - atLow) : 1, bound: "none" };
}

function assertDemand({ price, usual, elasticity }: Demand): void {
  if (!(price > 0 && usual > 0 && elasticity > 0)) throw new RangeError(`price ${price}, usual units ${usual} and elasticity ${elasticity} must all be above 0`);
}
