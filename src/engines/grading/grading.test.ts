import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { acceptanceNumber, gradeSamples, meansOf, missingAttributes, sampleSize, type GradeLimits, type Sample } from "./grading.ts";

const SPEC: readonly GradeLimits<"A" | "B">[] = [
  { grade: "A", limits: [{ attribute: "heightCm", min: 55, max: 70 }, { attribute: "buds", min: 12, max: null }] },
  { grade: "B", limits: [{ attribute: "heightCm", min: 45, max: 75 }, { attribute: "buds", min: 8, max: null }] },
];
const PLAN = { samplePm: 20, least: 5, most: 20, acceptPm: 200 };
const pots = (...measured: [heightCm: number, buds: number][]): Sample[] => measured.map(([heightCm, buds]) => ({ heightCm, buds }));

describe("grading by measure", () => {
  test("takes a share of the goods, between a least and a most, and never more pots than there are", () => {
    expect([1, 5, 6, 250, 251, 400, 1_000, 5_000].map((quantity) => sampleSize(PLAN, quantity))).toEqual([1, 5, 5, 5, 6, 8, 20, 20]);
    expect([4, 5, 9, 10, 20].map((samples) => acceptanceNumber(PLAN, samples))).toEqual([0, 1, 1, 2, 4]);
  });

  test("gives the best grade of which few enough pots fall short, and says what kept the goods from a better one", () => {
    expect(gradeSamples(SPEC, PLAN, pots([60, 14], [55, 12], [70, 13], [66, 20], [58, 15]))).toMatchObject({ grade: "A", acceptance: 1, failing: [] });
    // One of five may be short, two may not.
    expect(gradeSamples(SPEC, PLAN, pots([60, 14], [55, 11], [70, 13], [66, 20], [58, 15])).grade).toBe("A");
    expect(gradeSamples(SPEC, PLAN, pots([60, 11], [54, 10], [70, 9], [66, 20], [58, 15]))).toMatchObject({
      grade: "B", tried: [{ grade: "A", defects: 3, passed: false }, { grade: "B", defects: 0, passed: true }],
      failing: [{ limit: { attribute: "heightCm", min: 55, max: 70 }, defects: 1 }, { limit: { attribute: "buds", min: 12, max: null }, defects: 3 }],
    });
    expect(gradeSamples(SPEC, PLAN, pots([40, 3], [41, 2], [70, 9], [66, 20], [58, 15]))).toMatchObject({ grade: null, failing: [{ defects: 2 }, { defects: 2 }] });
    expect(gradeSamples(SPEC, PLAN, [])).toMatchObject({ grade: null, samples: 0 });
  });

  test("knows what has not been measured, and the means for the lot's card", () => {
    expect(missingAttributes(SPEC, [{ heightCm: 60 }, { heightCm: 61, buds: 4 }])).toEqual(["buds"]);
    expect(meansOf([{ heightCm: 60, buds: 4 }, { heightCm: 61.5 }])).toEqual({ buds: 4, heightCm: 60.8 });
  });

  const sample = fc.record({ heightCm: fc.integer({ min: 30, max: 80 }), buds: fc.integer({ min: 0, max: 20 }) });
  const samples = fc.array(sample, { minLength: 1, maxLength: 20 });
  /** Lower is better. */
  const rank = (grade: string | null): number => (grade === null ? SPEC.length : SPEC.findIndex((one) => one.grade === grade));

  test("a better pot never lowers the grade, and neither does a laxer plan", () => {
    fc.assert(fc.property(samples, fc.nat(), fc.integer({ min: 0, max: 1_000 }), fc.integer({ min: 0, max: 20 }), (measured, at, acceptPm, more) => {
      const before = gradeSamples(SPEC, { acceptPm }, measured);
      const better = measured.with(at % measured.length, { ...measured[at % measured.length]!, buds: measured[at % measured.length]!.buds + more });
      expect(rank(gradeSamples(SPEC, { acceptPm }, better).grade)).toBeLessThanOrEqual(rank(before.grade));
      const inTheMiddle = measured.with(at % measured.length, { heightCm: 62, buds: 20 });
      expect(rank(gradeSamples(SPEC, { acceptPm }, inTheMiddle).grade)).toBeLessThanOrEqual(rank(before.grade));
      expect(rank(gradeSamples(SPEC, { acceptPm: Math.min(1_000, acceptPm + 100) }, measured).grade)).toBeLessThanOrEqual(rank(before.grade));
    }));
  });

  test("the order of pots and limits does not matter", () => {
    fc.assert(fc.property(samples, fc.integer({ min: 0, max: 1_000 }), (measured, acceptPm) => {
      const turned = SPEC.map((one) => ({ ...one, limits: one.limits.toReversed() }));
      const [one, two] = [gradeSamples(SPEC, { acceptPm }, measured), gradeSamples(turned, { acceptPm }, measured.toReversed())];
      expect(two.grade).toBe(one.grade);
      expect(two.tried.map((tried) => tried.defects)).toEqual(one.tried.map((tried) => tried.defects));
    }));
  });
});
