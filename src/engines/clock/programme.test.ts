import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { endOf, firstStepAtOrBelow, lastStepOf, priceAt, stepAt } from "./programme.ts";

const line = { startPrice: 500, stepValue: 7, floorPrice: 100, stepMs: 40, t0: 1_000, lastStep: 58 };

describe("a programme", () => {
  test("falls from the start price to exactly the floor", () => {
    expect(lastStepOf(line)).toBe(58);
    expect(priceAt(line, 0)).toBe(500);
    expect(priceAt(line, 57)).toBe(101);
    expect(priceAt(line, 58)).toBe(100);
    expect(priceAt(line, 500)).toBe(100);
  });

  test("shows no step before T0 and stays on its last step", () => {
    expect(stepAt(line, 999)).toBe(-1);
    expect(stepAt(line, 1_000)).toBe(0);
    expect(stepAt(line, 1_039)).toBe(0);
    expect(stepAt(line, 1_040)).toBe(1);
    expect(stepAt(line, 99_999)).toBe(58);
    expect(endOf(line)).toBe(1_000 + 59 * 40);
  });

  test("a start price at the floor is a programme of one step", () => {
    const flat = { startPrice: 100, stepValue: 7, floorPrice: 100 };
    expect(lastStepOf(flat)).toBe(0);
    expect(priceAt(flat, 0)).toBe(100);
  });

  test("the first step at or below a limit is the first one, whatever the numbers", () => {
    const prices = fc.record({ floorPrice: fc.integer({ min: 1, max: 500 }), above: fc.nat(3_000), stepValue: fc.integer({ min: 1, max: 60 }) });
    fc.assert(
      fc.property(prices, fc.integer({ min: 1, max: 4_000 }), ({ floorPrice, above, stepValue }, limit) => {
        const p = { floorPrice, startPrice: floorPrice + above, stepValue };
        const step = firstStepAtOrBelow(p, limit);
        if (limit < floorPrice) {
          expect(step).toBe(lastStepOf(p) + 1);
          return;
        }
        expect(priceAt(p, step)).toBeLessThanOrEqual(limit);
        if (step > 0) expect(priceAt(p, step - 1)).toBeGreaterThan(limit);
        expect(step).toBeLessThanOrEqual(lastStepOf(p));
      }),
    );
  });
});
