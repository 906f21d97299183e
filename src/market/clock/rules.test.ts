import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lastStepOf } from "../../engines/clock/programme.ts";
import { allowanceOf, defaultFloor, niceStep, proposeStart, START_MARGIN_PERCENT, stepFor, tooManySteps, weightedMedian, type RecentSale } from "./rules.ts";

const sale = (price: number, quantity: number, grade = "A", businessDate = "2026-11-20"): RecentSale => ({ price, quantity, grade, businessDate });

describe("the start price a lot is proposed", () => {
  test("is the median of what the same item and grade fetched, and a margin above it", () => {
    const sales = [sale(1_000, 10), sale(1_200, 30, "A", "2026-11-21"), sale(2_000, 10), sale(300, 500, "D")];
    expect(proposeStart(sales, "A", 500)).toEqual({
      startPrice: 1_560, stepValue: 20, floorPrice: 500, basis: "item_and_grade", median: 1_200, sales: 3, units: 50, from: "2026-11-20", to: "2026-11-21", marginPercent: START_MARGIN_PERCENT,
    });
  });

  test("comes from any grade when this one has not been sold, from the floor when the item has not, and else is not made up", () => {
    expect(proposeStart([sale(300, 5, "D")], "A", null)).toMatchObject({ basis: "item_any_grade", median: 300, startPrice: 390 });
    expect(proposeStart([], "A", 400)).toMatchObject({ basis: "floor", startPrice: 1_200, floorPrice: 400, median: null });
    expect(proposeStart([], "A", null)).toMatchObject({ basis: "nothing", startPrice: null });
  });

  test("starts above a floor that is higher than anything sold of late", () => {
    const { startPrice } = proposeStart([sale(100, 5)], "A", 5_000);
    expect(startPrice).toBeGreaterThan(5_000);
  });

  test("always makes a programme the clock can run, whatever was sold", () => {
    const sales = fc.array(fc.record({ price: fc.integer({ min: 1, max: 10_000_000 }), quantity: fc.integer({ min: 1, max: 1_000_000 }), grade: fc.constantFrom("A", "B", null), businessDate: fc.constant("2026-11-20") }), { maxLength: 30 });
    fc.assert(fc.property(sales, fc.option(fc.integer({ min: 1, max: 10_000_000 })), (sold, floor) => {
      const { startPrice, stepValue, floorPrice } = proposeStart(sold, "A", floor);
      if (startPrice === null || floorPrice === null) return sold.length === 0 && floor === null;
      const prices = { startPrice, stepValue, floorPrice };
      return startPrice >= floorPrice && (floor === null || floorPrice === floor) && !tooManySteps(prices) && lastStepOf(prices) <= 110 + 1;
    }));
  });
});

describe("the weighted median", () => {
  test("counts units, not sales", () => {
    expect(weightedMedian([sale(100, 1), sale(200, 1), sale(900, 100)])).toBe(900);
    expect(weightedMedian([sale(100, 1), sale(200, 1)])).toBe(100);
    expect(weightedMedian([])).toBeNull();
  });

  test("has half of the units on either side", () => {
    fc.assert(fc.property(fc.array(fc.record({ price: fc.integer({ min: 1, max: 1_000 }), quantity: fc.integer({ min: 1, max: 50 }) }), { minLength: 1 }), (rows) => {
      const sales = rows.map((row) => sale(row.price, row.quantity));
      const median = weightedMedian(sales)!;
      const units = (fits: (price: number) => boolean) => sales.filter(({ price }) => fits(price)).reduce((sum, { quantity }) => sum + quantity, 0);
      const all = units(() => true);
      return units((price) => price < median) <= all / 2 && units((price) => price > median) <= all / 2;
    }));
  });
});

test("steps are round amounts", () => {
  expect([0.2, 1, 1.5, 3, 7, 11, 23, 60, 499, 501].map(niceStep)).toEqual([1, 1, 2, 5, 10, 20, 50, 100, 500, 1_000]);
  expect(stepFor(3_000, 1_000)).toBe(20);
  expect(defaultFloor(5)).toBe(1);
});

test("an allowance is the free credit or the rest of the day's limit, and never negative", () => {
  expect(allowanceOf(1_000, null, 500)).toBe(1_000);
  expect(allowanceOf(1_000, 700, 500)).toBe(200);
  expect(allowanceOf(1_000, 300, 500)).toBe(0);
});
