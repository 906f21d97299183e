import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { effectOf, type BeforeDuring } from "./effect.ts";

const records = (...pairs: [number | null, number | null][]): BeforeDuring[] => pairs.map(([before, during]) => ({ before, during }));

describe("whether taking part helped", () => {
  it("does not count a good year for everybody as an effect", () => {
    const { participants, others, difference } = effectOf(records([100, 130], [200, 230]), records([50, 80], [70, 100]), "2026");
    expect(participants).toEqual({ before: 150, during: 180, change: 30, parties: 2 });
    expect(others.change).toBe(30);
    expect(difference).toBe(0);
  });

  it("counts only parties whose past is known, and says how many those are", () => {
    const { participants } = effectOf(records([100, 150], [null, 900], [40, null]), records([1, 1]), "2026");
    expect(participants).toEqual({ before: 100, during: 150, change: 50, parties: 1 });
  });

  it("says nothing where nobody can be compared", () => {
    expect(effectOf(records([1, 2]), [], "2026")).toMatchObject({ difference: null, low: null, high: null });
    expect(effectOf([], [], "2026").participants).toEqual({ before: null, during: null, change: null, parties: 0 });
  });

  it("gives no interval for two parties", () => {
    expect(effectOf(records([1, 2], [1, 3]), records([1, 1], [2, 2], [3, 3]), "2026")).toMatchObject({ difference: 1.5, low: null, high: null });
  });

  it("gives the same interval for the same seed, around the difference", () => {
    const taking = records([10, 14], [20, 21], [30, 39], [40, 44], [50, 52]);
    const rest = records([10, 11], [20, 20], [30, 33], [40, 38]);
    const first = effectOf(taking, rest, "2026");
    expect(effectOf(taking, rest, "2026")).toEqual(first);
    expect(first.low!).toBeLessThan(first.difference!);
    expect(first.high!).toBeGreaterThan(first.difference!);
  });

  it("holds for any records: the whole group better by d gives d and an interval of exactly d", () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 10_000 }), { minLength: 3, maxLength: 20 }), fc.integer({ min: -500, max: 500 }), (past, d) => {
      const { difference, low, high } = effectOf(past.map((before) => ({ before, during: before + d })), past.map((before) => ({ before, during: before })), "any");
      expect(difference).toBeCloseTo(d, 8);
      expect(low).toBeCloseTo(d, 8);
      expect(high).toBeCloseTo(d, 8);
    }), { seed: 11, numRuns: 60 });
  });

  it("takes no figure that is none", () => {
    expect(() => effectOf(records([Number.NaN, 1]), [], "2026")).toThrow(RangeError);
  });
});
