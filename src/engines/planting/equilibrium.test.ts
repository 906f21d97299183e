import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { normalBelow } from "../allocation/normal.ts";
import { type Demand, equilibrium, LEAST_RATIO, MOST_RATIO, priceFor, takenAt } from "./equilibrium.ts";
import { adviceOf, type RegionView } from "./region.ts";

const VIEW: RegionView = { price: 1_800, usual: 10_000, elasticity: 1.3, committed: 4_000, breakEven: 1_530, costSpread: 0.2, headroom: 0.3 };
const view = fc.record({
  price: fc.integer({ min: 50, max: 5_000 }), usual: fc.integer({ min: 100, max: 100_000 }), elasticity: fc.double({ min: 0.3, max: 5, noNaN: true }), committed: fc.integer({ min: 0, max: 150_000 }),
  breakEven: fc.integer({ min: 40, max: 6_000 }), costSpread: fc.double({ min: 0.03, max: 0.6, noNaN: true }), headroom: fc.double({ min: 0, max: 2, noNaN: true }),
});
/** What 400 growers of one size would each do with a price they believe: plant if it covers their own cost. */
const growersOf = ({ breakEven, costSpread }: RegionView): number[] => Array.from({ length: 400 }, (_, n) => breakEven * Math.exp(costSpread * Math.SQRT2 * inverseErf((2 * (n + 0.5)) / 400 - 1)));
function inverseErf(x: number): number {
  let [low, high] = [-4, 4];
  while (high - low > 1e-9) {
    const middle = (low + high) / 2;
    if (2 * normalBelow(middle * Math.SQRT2) - 1 < x) low = middle;
    else high = middle;
  }
  return low;
}

describe("an advice that counts those who follow it", () => {
  test("in a year of dear pots too many would plant for today's price; at rest the price is lower, and nobody wants to change", () => {
    const dear = { ...VIEW, breakEven: 900, headroom: 1 };
    const { usualPrice, herdPrice, restPrice, restUnits } = adviceOf(dear);
    expect(herdPrice).toBeLessThan(restPrice);
    expect(restPrice).toBeLessThan(usualPrice);
    // Each of 400 growers decides by the price at rest; what they then bring gives that very price.
    const room = dear.usual * (1 + dear.headroom) - dear.committed;
    const plant = growersOf(dear).filter((cost) => cost <= restPrice);
    const comes = dear.committed + (room * plant.length) / 400;
    expect(comes / restUnits).toBeCloseTo(1, 2);
    const follows = priceFor(dear, comes);
    for (const cost of growersOf(dear)) if (Math.abs(cost / restPrice - 1) > 0.01) expect(cost <= follows).toBe(cost <= restPrice);
  });

  test("always one answer: wherever the search begins to differ, supply meets demand at rest or a bound says why not", () => {
    fc.assert(fc.property(view, (one) => {
      const { restPrice, restUnits, bound } = adviceOf(one);
      expect(restPrice).toBeGreaterThanOrEqual(one.price * LEAST_RATIO - 1e-6);
      expect(restPrice).toBeLessThanOrEqual(one.price * MOST_RATIO + 1e-6);
      const short = takenAt(one, restPrice) - restUnits;
      if (bound === "none") expect(Math.abs(short) / restUnits).toBeLessThan(1e-4);
      else expect(Math.sign(short)).toBe(bound === "most" ? 1 : -1);
      // Unique: a fen above there is too much, a fen below too little.
      if (bound !== "none") return;
      const supplyAt = (price: number): number => one.committed + Math.max(0, one.usual * (1 + one.headroom) - one.committed) * normalBelow(Math.log(price / one.breakEven) / one.costSpread);
      expect(supplyAt(restPrice * 1.001)).toBeGreaterThan(takenAt(one, restPrice * 1.001));
      expect(supplyAt(restPrice * 0.999)).toBeLessThan(takenAt(one, restPrice * 0.999));
    }), { seed: 20261128, numRuns: 300 });
  });

  test("more elastic buyers pull the price at rest towards the usual one, from above as from below", () => {
    fc.assert(fc.property(view, fc.double({ min: 1.05, max: 3, noNaN: true }), (one, more) => {
      const away = (elasticity: number): number => Math.abs(Math.log(adviceOf({ ...one, elasticity }).restPrice / one.price));
      expect(away(one.elasticity * more)).toBeLessThanOrEqual(away(one.elasticity) + 1e-6);
    }), { seed: 20261128, numRuns: 300 });
  });

  test("the more is promised already, the lower the price at rest and the less room there is; dearer growing leaves a higher price", () => {
    fc.assert(fc.property(view, fc.integer({ min: 1, max: 50_000 }), (one, more) => {
      const [before, after] = [adviceOf(one), adviceOf({ ...one, committed: one.committed + more })];
      expect(after.restPrice).toBeLessThanOrEqual(before.restPrice + 1e-6 * one.price);
      expect(after.room).toBeLessThanOrEqual(before.room);
      expect(adviceOf({ ...one, breakEven: one.breakEven * 1.1 }).restPrice).toBeGreaterThanOrEqual(before.restPrice - 1e-6 * one.price);
    }), { seed: 20261128, numRuns: 300 });
  });

  test("the price at rest lies between the usual price and what a herd would make of it", () => {
    fc.assert(fc.property(view, (one) => {
      const { herdPrice, restPrice } = adviceOf(one);
      const [low, high] = [Math.min(herdPrice, one.price), Math.max(herdPrice, one.price)];
      expect(restPrice).toBeGreaterThanOrEqual(low * (1 - 1e-6));
      expect(restPrice).toBeLessThanOrEqual(high * (1 + 1e-6));
    }), { seed: 20261128, numRuns: 300 });
  });

  test("growers of one and the same cost: the price rests on it, and as many plant as it bears", () => {
    const demand: Demand = { price: 1_000, usual: 1_000, elasticity: 1 };
    const rest = equilibrium(demand, (price) => (price >= 800 ? 3_000 : 500));
    expect(rest.price).toBeCloseTo(800, 4);
    // At 8 yuan 1,250 are taken: 500 come anyhow, 750 of the other 2,500 are planted.
    expect(rest.share).toBeCloseTo(750 / 2_500, 4);
    expect(rest.units).toBeCloseTo(1_250, 2);
  });

  test("a supply that falls with the price, or a demand that is none, is said", () => {
    const demand: Demand = { price: 1_000, usual: 1_000, elasticity: 1 };
    expect(() => equilibrium(demand, (price) => 1_500 - price / 2)).toThrow(RangeError);
    expect(() => equilibrium({ ...demand, elasticity: 0 }, () => 1)).toThrow(RangeError);
    expect(() => adviceOf({ ...VIEW, costSpread: 0 })).toThrow(RangeError);
  });
});
