import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkFormula, contractPrice, type PriceFormula, type PublishedPoint } from "./contract-price.ts";

const SEED = Number(process.env["HUALIAN_SEED"] ?? 20_261_127);
const formula: PriceFormula = { floor: 8_00, cap: 14_00, factorPpm: 950_000, premium: 30, basis: "mean", publications: 3, missing: { rule: "last", base: 9_50 } };
const point = (date: string, mean: number | null, more: Partial<PublishedPoint> = {}): PublishedPoint => ({ date, mean, withheld: false, complete: true, ...more });
const week = [point("2026-11-20", 10_00), point("2026-11-21", 10_10), point("2026-11-22", null), point("2026-11-23", 10_21), point("2026-11-24", 12_34)];
const price = (change: Partial<PriceFormula> = {}, points = week, on = "2026-11-24", oldest = "2026-09-25") => contractPrice({ ...formula, ...change }, points, on, oldest);

describe("a price by formula", () => {
  test("is the mean of the last publications, times the factor, rounded once, plus the premium", () => {
    // (10.10 + 10.21 + 12.34) / 3 × 0.95 = 10.339166… → 10.34; + 0.30. The day without trade is no publication.
    expect(price()).toEqual({
      price: 10_64, way: "formula", referenceDate: "2026-11-24", reference: 10_88, linked: 10_64, bound: "none",
      figures: [{ date: "2026-11-21", minor: 10_10 }, { date: "2026-11-23", minor: 10_21 }, { date: "2026-11-24", minor: 12_34 }],
    });
    // Rounding the mean first would give another fen: (0.01 + 0.02) / 2 × 1.3 = 0.0195 → 0.02, but 0.02 × 1.3 = 0.026 → 0.03.
    expect(price({ floor: 1, factorPpm: 1_300_000, premium: 0, publications: 2 }, [point("2026-11-23", 1), point("2026-11-24", 2)]).price).toBe(2);
  });
  test("half a fen goes up", () => expect(price({ floor: 1, factorPpm: 500_000, premium: 0, publications: 1, basis: "day" }, [point("2026-11-24", 10_01)]).price).toBe(5_01));
  test("never leaves its floor and its cap, and says which it met", () => {
    expect(price({ floor: 11_00 })).toMatchObject({ price: 11_00, linked: 10_64, bound: "floor" });
    expect(price({ cap: 10_00 })).toMatchObject({ price: 10_00, bound: "cap" });
    expect(price({ cap: null, premium: 90_00 })).toMatchObject({ price: 100_34, bound: "none" });
  });
  test("a withheld, open or later day is no figure; the rule of the contract counts then", () => {
    const hidden = week.map((one) => (one.date > "2026-11-20" ? { ...one, withheld: true, mean: null } : one));
    expect(price({}, hidden)).toMatchObject({ way: "last", figures: [{ date: "2026-11-20", minor: 10_00 }], price: 9_80 });
    expect(price({ missing: { rule: "base", base: 9_50 } }, hidden)).toMatchObject({ way: "base", figures: [], reference: null, price: 9_50 });
    expect(price({ missing: { rule: "last", base: 7_00 } }, [])).toMatchObject({ way: "base", price: 8_00, bound: "floor" });
    expect(price({}, week.map((one) => ({ ...one, complete: false })))).toMatchObject({ way: "base" });
    expect(price({ basis: "day", publications: 1 }, week, "2026-11-22")).toMatchObject({ way: "last", figures: [{ date: "2026-11-21" }] });
    expect(price({}, week, "2026-11-24", "2026-11-24")).toMatchObject({ way: "last", figures: [{ date: "2026-11-24" }] });
  });
  test("terms that cannot be meant are refused", () => {
    expect(() => checkFormula({ ...formula, cap: 7_00 })).toThrow(RangeError);
    expect(() => checkFormula({ ...formula, floor: 0 })).toThrow(RangeError);
    expect(() => checkFormula({ ...formula, basis: "day", publications: 2 })).toThrow(RangeError);
    expect(() => checkFormula({ ...formula, premium: 0.5 })).toThrow(RangeError);
  });
  test(`whatever is published and in whatever order, the price is the same, within its bounds, and rises with the figures (seed ${SEED})`, () => {
    const figures = fc.array(fc.record({ day: fc.integer({ min: 1, max: 28 }), mean: fc.option(fc.integer({ min: 1, max: 900_00 }), { nil: null }), withheld: fc.boolean() }), { maxLength: 20 });
    fc.assert(fc.property(figures, fc.integer({ min: 1, max: 3_000_000 }), fc.integer({ min: -500, max: 500 }), fc.integer({ min: 1, max: 9 }), (raw, factorPpm, premium, publications) => {
      const points = [...new Map(raw.map((one) => [one.day, point(`2026-11-${String(one.day).padStart(2, "0")}`, one.withheld ? null : one.mean, { withheld: one.withheld })])).values()];
      const change = { factorPpm, premium, publications };
      const found = price(change, points);
      expect(price(change, points.toReversed())).toEqual(found);
      expect(found.price).toBeGreaterThanOrEqual(formula.floor);
      expect(found.price).toBeLessThanOrEqual(formula.cap!);
      const dearer = price(change, points.map((one) => (one.mean === null ? one : { ...one, mean: one.mean + 100 })));
      expect(dearer.price).toBeGreaterThanOrEqual(found.price);
      // Anybody can compute it again from what is stored.
      if (found.way !== "base") {
        const sum = found.figures.reduce((total, one) => total + one.minor, 0);
        expect(found.linked - premium).toBe(Math.floor((2 * sum * factorPpm + found.figures.length * 1_000_000) / (2 * found.figures.length * 1_000_000)));
      }
    }), { seed: SEED, numRuns: 400 });
  });
});
