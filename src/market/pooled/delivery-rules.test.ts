import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { endFaults, farthestFirst, forgive, minutesOf, pricedAt, saidEarly, splitFreight, splitRefused } from "./delivery-rules.ts";

const sum = (parts: readonly number[]): number => parts.reduce((total, part) => total + part, 0);
const PENALTIES = { short: 10, late: 5, withdrawn: 5, sideSold: 20, refused: 10 };
const END = { quantity: 100, withdrawn: 0, withdrawnLate: 0, accepted: 100, late: 0, belowGrade: 0, soldElsewhere: 0, forgiven: 0 };

describe("what a promise comes to", () => {
  test("a grade's price is rounded half up, once", () => {
    expect([pricedAt(18_50, 1_000), pricedAt(18_50, 800), pricedAt(3, 500), pricedAt(1_01, 850, 900), pricedAt(1, 1)]).toEqual([18_50, 14_80, 2, 77, 1]);
  });

  test("saying so early costs less; saying so late costs like not coming", () => {
    expect([saidEarly("2026-12-07", "2026-12-10"), saidEarly("2026-12-08", "2026-12-10")]).toEqual([true, false]);
    expect(endFaults({ penalties: PENALTIES }, END)).toEqual([]);
    expect(endFaults({ penalties: PENALTIES }, { ...END, accepted: 40, withdrawn: 50, withdrawnLate: 20, soldElsewhere: 99, forgiven: 6 })).toEqual([
      { kind: "withdrawn", units: 30, percent: 5 }, { kind: "short", units: 24, percent: 10 }, { kind: "side_sold", units: 24, percent: 20 },
    ]);
  });

  test("shares of freight, refusals and forgiveness add up to the last unit", () => {
    const loads = fc.array(fc.record({ units: fc.integer({ min: 1, max: 9_999 }), km: fc.option(fc.integer({ min: 0, max: 300 })) }), { minLength: 1, maxLength: 30 });
    fc.assert(fc.property(fc.integer({ min: 0, max: 10_000_00 }), fc.constantFrom("units" as const, "km" as const), loads, (freight, split, all) => {
      expect(sum(splitFreight(freight, split, all))).toBe(freight);
    }), { seed: 20_261_128 });
    fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 1, maxLength: 20 }), fc.nat({ max: 1_000 }), fc.nat({ max: 1_000 }), (units, wish, never) => {
      const refused = Math.min(wish, sum(units));
      const [borne, forgiven] = [splitRefused(refused, units), forgive(wish, never, units)];
      expect(sum(borne)).toBe(refused);
      expect(sum(forgiven)).toBe(Math.min(sum(units), Math.max(0, wish - never)));
      for (const [at, most] of units.entries()) expect(Math.max(borne[at]!, forgiven[at]!)).toBeLessThanOrEqual(most);
    }), { seed: 20_261_128 });
  });

  test("the farthest stop comes first, an unknown one last", () => {
    expect(farthestFirst([{ km: null, grower: "甲" }, { km: 8, grower: "乙" }, { km: 30, grower: "丙" }]).map((stop) => stop.grower)).toEqual(["丙", "乙", "甲"]);
  });
});

test("a truck's times: out to the farthest, from town to town on the way home, a quarter of an hour at each gate", () => {
  const stop = (town: string | null, km: number | null) => ({ town, km });
  expect(minutesOf([stop("垛石", 40), stop("垛石", 40), stop("仁风", 20)])).toEqual({ arrivals: [60, 80, 125], back: 170 });
  expect(minutesOf([stop(null, null)])).toEqual({ arrivals: [30], back: 75 });
  expect(minutesOf([])).toEqual({ arrivals: [], back: 0 });
});
