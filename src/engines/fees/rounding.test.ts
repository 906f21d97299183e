import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { allocateProportionally, divideHalfUp, mulDivHalfUp } from "./rounding.ts";

const seed = Number(process.env["SEED"] ?? 20260601);
console.log(`rounding properties: seed ${seed}`);

describe("rounding to the fen", () => {
  test("half goes up, and a reversal cancels its charge", () => {
    expect([divideHalfUp(5n, 10n), divideHalfUp(4n, 10n), divideHalfUp(15n, 10n), divideHalfUp(-5n, 10n)]).toEqual([1n, 0n, 2n, -1n]);
    expect(() => divideHalfUp(1n, 0n)).toThrow("denominator");
  });

  test("a gross of 9e13 at 3.0001 % is exact where floating point is not", () => {
    expect(mulDivHalfUp(90_000_000_000_017, 30_001, 1_000_000)).toBe(2_700_090_000_001);
    expect(() => mulDivHalfUp(Number.MAX_SAFE_INTEGER, 3, 1)).toThrow("safe integer");
  });

  test("the result is never more than half a unit away", () => {
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 20n), 10n ** 20n), fc.bigInt(1n, 10n ** 12n), (n, d) => {
        const error = 2n * (divideHalfUp(n, d) * d - n);
        return error <= d && error >= -d;
      }),
      { seed },
    );
  });
});

describe("one amount split over many parties", () => {
  test("ten yuan over three growers with equal pots: the first gets the odd fen", () => {
    expect(allocateProportionally(1000, [7, 7, 7])).toEqual([334, 333, 333]);
    expect(allocateProportionally(-1000, [7, 7, 7])).toEqual([-334, -333, -333]);
    expect(allocateProportionally(5, [0, 1, 0])).toEqual([0, 5, 0]);
    expect(allocateProportionally(0, [])).toEqual([]);
    expect(() => allocateProportionally(1, [0, 0])).toThrow("all 0");
    expect(() => allocateProportionally(1, [1, -1])).toThrow("weight 1");
  });

  test("parts sum to the total and each is within one unit of its exact share", () => {
    const weights = fc.array(fc.nat({ max: 2 ** 40 }), { minLength: 1, maxLength: 40 }).filter((w) => w.some((x) => x > 0));
    fc.assert(
      fc.property(fc.maxSafeInteger(), weights, (total, w) => {
        const parts = allocateProportionally(total, w);
        const all = w.reduce((a, b) => a + BigInt(b), 0n);
        expect(parts.reduce((a, b) => a + BigInt(b), 0n)).toBe(BigInt(total));
        parts.forEach((part, i) => {
          const off = BigInt(part) * all - BigInt(total) * BigInt(w[i] ?? 0);
          expect(off < all && off > -all).toBe(true);
        });
      }),
      { seed },
    );
  });
});
