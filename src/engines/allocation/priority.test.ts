import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fillByScore, scoreOf, type ScoreFormula } from "./priority.ts";
import { USUAL_TIES, type Claimant, type Share } from "./types.ts";

const SEED = Number(process.env["HUALIAN_SEED"] ?? 1974);
console.log(`priority: property tests run with seed ${SEED} (set HUALIAN_SEED to change it)`);
const tie = { by: USUAL_TIES, salt: "order 7" };
const listOf = (shares: readonly Share[]): [string, number][] => shares.map(({ id, units }) => [id, units]);

describe("the published score", () => {
  const formula: ScoreFormula = { weights: { quality: 400, punctuality: 300, distance: 200, price: 100 }, farthest: 40_000, cheapest: 300, dearest: 500 };

  test("weighs quality, punctuality, nearness and price, exactly", () => {
    expect(scoreOf({ quality: 950, punctuality: 900, distance: 10_000, price: 400 }, formula)).toEqual({ score: 850_000, points: { quality: 950, punctuality: 900, distance: 750, price: 500 } });
    expect(scoreOf({ quality: 1_000, punctuality: 1_000, distance: 0, price: 300 }, formula).score).toBe(1_000_000);
    expect(scoreOf({ quality: 0, punctuality: 0, distance: 90_000, price: 501 }, formula).score).toBe(0);
    expect(scoreOf({ quality: 0, punctuality: 0, distance: 39_980, price: 600 }, formula).points.distance).toBe(1);
  });
  test("a formula whose weights do not sum to 1,000 is refused, and so are facts out of range", () => {
    expect(() => scoreOf({ quality: 1, punctuality: 1, distance: 1, price: 1 }, { ...formula, weights: { ...formula.weights, price: 101 } })).toThrow(RangeError);
    expect(() => scoreOf({ quality: 1_001, punctuality: 1, distance: 1, price: 1 }, formula)).toThrow(RangeError);
  });
});

describe("an order of 100 pots, filled by score", () => {
  const claimants: Claimant[] = [{ id: "Li", claim: 70, score: 500 }, { id: "Wang", claim: 45, score: 900 }, { id: "Zhao", claim: 60, score: 700, minBatch: 40 }];

  test("the best first, in whole trays, and each knows what was open at his turn", () => {
    const { shares, unplaced } = fillByScore({ estate: 100, step: 10, claimants, tie, largestPerMille: 1_000 });
    expect(listOf(shares)).toEqual([["Wang", 40], ["Zhao", 60], ["Li", 0]]);
    expect(unplaced).toBe(0);
    expect(shares.map(({ why }) => why)).toMatchObject([{ place: 1, score: 900, open: 100, bound: "claim", rounding: "down" }, { place: 2, open: 60, bound: "claim" }, { place: 3, open: 0, bound: "filled" }]);
  });
  test("nobody gets more than his largest part", () => {
    const { shares } = fillByScore({ estate: 100, step: 10, claimants, tie, largestPerMille: 400 });
    expect(listOf(shares)).toEqual([["Wang", 40], ["Zhao", 40], ["Li", 20]]);
    expect(shares[1]!.why.bound).toBe("cap");
  });
  test("one whose batch does not fit any more is passed over, and the next is asked", () => {
    const { shares } = fillByScore({ estate: 70, step: 10, claimants, tie, largestPerMille: 1_000 });
    expect(listOf(shares)).toEqual([["Wang", 40], ["Zhao", 0], ["Li", 30]]);
    expect(shares[1]!.why.bound).toBe("minimum-down");
  });
});

const claimants = fc.array(fc.record({ claim: fc.integer({ min: 0, max: 60 }), score: fc.integer({ min: 0, max: 3 }), minBatch: fc.integer({ min: 0, max: 20 }) }), { minLength: 1, maxLength: 8 }).map((list) => list.map((one, i): Claimant => ({ id: `g${i}`, ...one })));

test("no pot is lost, batches are whole, the better served first, in any order of the claimants; a larger order costs nobody anything", () => {
  fc.assert(fc.property(claimants, fc.integer({ min: 0, max: 200 }), fc.integer({ min: 1, max: 7 }), fc.integer({ min: 1, max: 1_000 }), fc.constantFrom("leave" as const, "one" as const), (claimants, estate, step, largestPerMille, loose) => {
    const request = { estate, step, claimants, tie, largestPerMille, loose };
    const result = fillByScore(request);
    expect(result.shares.reduce((sum, { units }) => sum + units, 0) + result.unplaced).toBe(estate);
    expect(result.left.reduce((sum, { units }) => sum + units, 0)).toBe(result.unplaced);
    for (const { id, units } of result.shares) {
      const one = claimants.find((claimant) => claimant.id === id)!;
      expect(units).toBeLessThanOrEqual(Math.min(one.claim, Math.floor((estate * largestPerMille) / 1_000)));
      expect(units === 0 || units >= one.minBatch!).toBe(true);
    }
    expect(fillByScore({ ...request, claimants: claimants.toReversed() })).toEqual(result);
    const plain = { ...request, claimants: claimants.map((one) => ({ ...one, minBatch: 0 })), largestPerMille: 1_000, loose: "leave" as const };
    const larger = fillByScore({ ...plain, estate: estate + 1 });
    for (const [i, { units }] of fillByScore(plain).shares.entries()) expect(larger.shares[i]!.units).toBeGreaterThanOrEqual(units);
  }), { seed: SEED, numRuns: 500 });
});
