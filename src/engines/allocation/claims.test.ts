import { existsSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { divide, exactShares, fillRates, jainIndex, largestRemainder } from "./claims.ts";
import { CLAIMS_RULES } from "./types.ts";

const SEED = Number(process.env["HUALIAN_SEED"] ?? 1985);
console.log(`claims: property tests run with seed ${SEED} (set HUALIAN_SEED to change it)`);
const VECTORS = "../shared/science/allocation/claims_rules.json";

interface Vectors {
  readonly cases: readonly { readonly claims: readonly number[]; readonly E: number; readonly proportional: readonly number[]; readonly maxMin_CEA: readonly number[]; readonly CEL: readonly number[]; readonly talmud: readonly number[]; readonly jain_fillrate_CEA: number }[];
  readonly largestRemainder: { readonly shares: readonly number[]; readonly seats: number; readonly result: readonly number[] };
}
const sixPlaces = (values: readonly number[]): number[] => values.map((value) => Number(value.toFixed(6)));

describe.skipIf(!existsSync(VECTORS))("the published cases", () => {
  const vectors = (): Vectors => JSON.parse(readFileSync(VECTORS, "utf8")) as Vectors;
  test("every rule gives every share to six decimals, and Jain's index of the fill rates", () => {
    for (const { claims, E, proportional, maxMin_CEA, CEL, talmud, jain_fillrate_CEA } of vectors().cases) {
      expect(sixPlaces(divide("proportional", claims, E))).toEqual(proportional);
      expect(sixPlaces(divide("equal-awards", claims, E))).toEqual(maxMin_CEA);
      expect(sixPlaces(divide("equal-losses", claims, E))).toEqual(CEL);
      expect(sixPlaces(divide("talmud", claims, E))).toEqual(talmud);
      expect(sixPlaces([jainIndex(fillRates(claims, divide("equal-awards", claims, E)))])).toEqual([jain_fillrate_CEA]);
    }
    expect(vectors().cases.length).toBeGreaterThanOrEqual(5);
  });
  test("the largest remainders", () => {
    const { shares, seats, result } = vectors().largestRemainder;
    expect(largestRemainder(shares, seats)).toEqual(result);
  });
});
if (!existsSync(VECTORS)) console.log(`claims: ${VECTORS} is not there; the published cases were skipped`);

describe("the estate of the Mishnah, with claims of 100, 200 and 300", () => {
  test.each([[100, [100 / 3, 100 / 3, 100 / 3]], [200, [50, 75, 75]], [300, [50, 100, 150]]])("of %i the Talmud gives %j", (estate, shares) => {
    expect(divide("talmud", [100, 200, 300], estate)).toEqual(shares);
  });
  test("an estate beyond all claims meets them and no more; none gives nothing", () => {
    for (const rule of CLAIMS_RULES) {
      expect(divide(rule, [100, 200, 300], 700)).toEqual([100, 200, 300]);
      expect(divide(rule, [100, 200, 300], 0)).toEqual([0, 0, 0]);
      expect(divide(rule, [], 10)).toEqual([]);
    }
  });
  test("the level says what all were measured by", () => {
    expect(exactShares("equal-awards", [10, 40, 60, 90], 100).level).toEqual({ kind: "award", value: 30 });
    expect(exactShares("equal-losses", [100, 200, 300], 450).level).toEqual({ kind: "loss", value: 50 });
    expect(exactShares("proportional", [100, 300], 100).level).toEqual({ kind: "rate", value: 0.25 });
    expect(exactShares("talmud", [100, 200, 300], 450).level).toEqual({ kind: "loss", value: 50 });
  });
  test("what is no amount is refused", () => {
    expect(() => divide("proportional", [-1], 5)).toThrow(RangeError);
    expect(() => divide("proportional", [1], Number.NaN)).toThrow(RangeError);
  });
});

const amounts = fc.array(fc.integer({ min: 0, max: 5_000 }), { minLength: 1, maxLength: 12 });
const rule = fc.constantFrom(...CLAIMS_RULES);
const run = <T extends unknown[]>(property: fc.IPropertyWithHooks<T>): void => fc.assert(property, { seed: SEED, numRuns: 400 });
const part = fc.integer({ min: 0, max: 1_000 });

describe("any claims and any estate", () => {
  test("nobody above his claim, everything given, a larger estate takes nothing away, more claim gives no less", () => {
    run(fc.property(rule, amounts, part, part, (rule, claims, a, b) => {
      const total = claims.reduce((sum, claim) => sum + claim, 0);
      const [small, large] = [Math.floor((total * Math.min(a, b)) / 1_000), Math.floor((total * Math.max(a, b)) / 1_000)];
      const [less, more] = [divide(rule, claims, small), divide(rule, claims, large)];
      expect(less.reduce((sum, share) => sum + share, 0)).toBeCloseTo(small, 6);
      for (const [i, claim] of claims.entries()) {
        expect(less[i]).toBeGreaterThanOrEqual(0);
        expect(more[i]).toBeLessThanOrEqual(claim);
        expect(more[i]! + 1e-9).toBeGreaterThanOrEqual(less[i]!);
        expect(claims.every((other, k) => other < claim || less[k]! + 1e-9 >= less[i]!)).toBe(true);
      }
    }));
  });

  test("awards and losses mirror each other; proportional and Talmud are their own mirror", () => {
    run(fc.property(amounts, part, (claims, a) => {
      const total = claims.reduce((sum, claim) => sum + claim, 0);
      const estate = Math.floor((total * a) / 1_000);
      const mirrored = (other: (typeof CLAIMS_RULES)[number]): number[] => divide(other, claims, total - estate).map((share, i) => claims[i]! - share);
      for (const [one, other] of [["equal-awards", "equal-losses"], ["proportional", "proportional"], ["talmud", "talmud"]] as const) {
        for (const [i, share] of divide(one, claims, estate).entries()) expect(share).toBeCloseTo(mirrored(other)[i]!, 6);
      }
    }));
  });

  test("if some take their shares and leave, the rule gives the others the same again", () => {
    run(fc.property(rule, amounts, part, fc.integer({ min: 0, max: 11 }), (rule, claims, a, leaver) => {
      const at = leaver % claims.length;
      const estate = Math.floor((claims.reduce((sum, claim) => sum + claim, 0) * a) / 1_000);
      const shares = divide(rule, claims, estate);
      const rest = divide(rule, claims.filter((_, i) => i !== at), Math.max(0, estate - shares[at]!));
      for (const [i, share] of shares.filter((_, i) => i !== at).entries()) expect(rest[i]).toBeCloseTo(share, 6);
    }));
  });

  test("the largest remainder gives every seat, within one of the exact share, and knows the Alabama paradox", () => {
    expect(largestRemainder([6, 6, 2], 10)).toEqual([4, 4, 2]);
    expect(largestRemainder([6, 6, 2], 11)).toEqual([5, 5, 1]);
    run(fc.property(amounts.filter((weights) => weights.some((weight) => weight > 0)), fc.integer({ min: 0, max: 500 }), (weights, seats) => {
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      const given = largestRemainder(weights, seats);
      expect(given.reduce((sum, share) => sum + share, 0)).toBe(seats);
      for (const [i, share] of given.entries()) expect(Math.abs(share - (weights[i]! * seats) / total)).toBeLessThan(1);
    }));
  });
});
