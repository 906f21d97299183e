import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cutFairly, ladder, levelFrom, LEVELS, presaleWindow, priceFor, purchaseState, stepsFault, takeFrom, type PriceStep } from "./rules.ts";

const SEED = Number(process.env["HUALIAN_SEED"] ?? 20_261_127);
const PACKING = { box: 8, layer: 32, trolley: 160 };
const GROUPS = ["old", "wholesale"];

const step: fc.Arbitrary<PriceStep> = fc.record({ groupId: fc.constantFrom(null, ...GROUPS), level: fc.constantFrom(...LEVELS), price: fc.integer({ min: 1, max: 5_000 }) });
const groups = fc.subarray(GROUPS).map((some) => new Set(some));
const quantity = fc.integer({ min: 1, max: 2_000 });
const run = { seed: SEED, numRuns: 2_000 };

describe(`prices by packing level (seed ${SEED})`, () => {
  test("a trolley, a layer, a box each have their price, and a group its own below it", () => {
    const steps: PriceStep[] = [{ groupId: null, level: "box", price: 950 }, { groupId: null, level: "layer", price: 900 }, { groupId: "old", level: "layer", price: 850 }, { groupId: "old", level: "unit", price: 980 }];
    const of = (count: number, ...mine: string[]) => priceFor(1_000, steps, PACKING, count, new Set(mine));
    expect([of(7).price, of(8).price, of(31).price, of(32).price, of(500).price]).toEqual([1_000, 950, 950, 900, 900]);
    expect(of(7, "old")).toEqual({ price: 980, level: "unit", ofGroup: true });
    expect(of(32, "old")).toEqual({ price: 850, level: "layer", ofGroup: true });
    expect(of(8, "old")).toEqual({ price: 950, level: "box", ofGroup: false });
  });

  test("more never costs more a unit, belonging to a group never costs more, and nothing is dearer than the base", () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 5_000 }), fc.array(step, { maxLength: 8 }), quantity, quantity, groups, (base, steps, a, b, mine) => {
      const [few, many] = a < b ? [a, b] : [b, a];
      const price = (count: number, whose: ReadonlySet<string>): number => priceFor(base, steps, PACKING, count, whose).price;
      expect(price(many, mine)).toBeLessThanOrEqual(price(few, mine));
      expect(price(few, mine)).toBeLessThanOrEqual(price(few, new Set()));
      expect(price(few, mine)).toBeLessThanOrEqual(base);
    }), run);
  });

  test("the price named is one that is written, and the level named is filled", () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 5_000 }), fc.array(step, { maxLength: 8 }), quantity, groups, (base, steps, count, mine) => {
      const { price, level, ofGroup } = priceFor(base, steps, PACKING, count, mine);
      expect(levelFrom(level, PACKING)).toBeLessThanOrEqual(count);
      const written = price === base || steps.some((one) => one.price === price && one.level === level && (one.groupId !== null) === ofGroup && (one.groupId === null || mine.has(one.groupId)));
      expect(written).toBe(true);
    }), run);
  });

  test("what the ladder shows is what the cart charges, at every quantity", () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 5_000 }), fc.array(step, { maxLength: 8 }), quantity, groups, (base, steps, count, mine) => {
      const { price, rungs } = ladder(base, steps, PACKING, mine);
      const shown = rungs.findLast((rung) => rung.from <= count)?.price ?? price;
      expect(shown).toBe(priceFor(base, steps, PACKING, count, mine).price);
    }), run);
  });

  test("a step that would never count, or of a level the item does not know, is named", () => {
    expect(stepsFault(1_000, [{ groupId: null, level: "box", price: 1_000 }], PACKING)).toEqual({ code: "step_not_lower", level: "box" });
    expect(stepsFault(1_000, [{ groupId: null, level: "box", price: 900 }, { groupId: null, level: "layer", price: 900 }], PACKING)).toEqual({ code: "step_not_lower", level: "layer" });
    expect(stepsFault(1_000, [{ groupId: null, level: "trolley", price: 900 }], { box: 8 })).toEqual({ code: "no_packing", level: "trolley" });
    expect(stepsFault(1_000, [{ groupId: null, level: "layer", price: 900 }, { groupId: "old", level: "unit", price: 950 }, { groupId: "old", level: "layer", price: 880 }], PACKING)).toBeNull();
  });
});

describe("taking and cutting", () => {
  test("lots are taken in their order, down to what is left, and all or nothing", () => {
    const lots = [{ lotId: "a", left: 5 }, { lotId: "b", left: -3 }, { lotId: "c", left: 10 }];
    expect(takeFrom(lots, 7)).toEqual([{ lotId: "a", quantity: 5 }, { lotId: "c", quantity: 2 }]);
    expect(takeFrom(lots, 16)).toBeNull();
  });

  test("a short count is shared in proportion: nobody more than asked, everything given, no two equals a pot apart by more than one", () => {
    expect(cutFairly([60, 35], 50)).toEqual([32, 18]);
    expect(cutFairly([10, 10, 10], 10)).toEqual([4, 3, 3]);
    expect(cutFairly([5, 7], 0)).toEqual([0, 0]);
    fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 1, maxLength: 30 }), fc.integer({ min: 0, max: 5_000_000 }), (claims, available) => {
      const given = cutFairly(claims, available);
      const total = claims.reduce((sum, one) => sum + one, 0);
      expect(given.reduce((sum, one) => sum + one, 0)).toBe(Math.min(total, available));
      for (const [index, one] of given.entries()) {
        expect(one).toBeLessThanOrEqual(claims[index]!);
        if (available < total) expect(Math.abs(one - (claims[index]! * available) / total)).toBeLessThan(1);
      }
    }), run);
  });

  test("the presale of a day opens at noon of the day before and closes before the clock, in local time", () => {
    const { from, until } = presaleWindow("2026-11-28", { opens: -720, closes: 355 }, 480);
    expect([new Date(from).toISOString(), new Date(until).toISOString()]).toEqual(["2026-11-27T04:00:00.000Z", "2026-11-27T21:55:00.000Z"]);
  });

  test("an order is as far as its last line", () => {
    const state = (...states: [Parameters<typeof purchaseState>[0][number]["state"], number?][]) => purchaseState(states.map(([one, cut = 0]) => ({ state: one, cut })));
    expect(state(["booked"], ["placed"], ["cancelled"])).toBe("placed");
    expect(state(["booked"], ["confirmed"])).toBe("confirmed");
    expect(state(["booked", 3], ["booked"])).toBe("short");
    expect(state(["short", 3], ["cancelled"])).toBe("short");
    expect(state(["booked"], ["expired"])).toBe("booked");
    expect(state(["expired"], ["cancelled"])).toBe("expired");
    expect(state(["cancelled"])).toBe("cancelled");
  });
});
