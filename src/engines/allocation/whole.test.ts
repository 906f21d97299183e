import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { exactShares } from "./claims.ts";
import { awardTrays } from "./sequence.ts";
import { CLAIMS_RULES, USUAL_TIES, type Claimant, type Share } from "./types.ts";
import { allocate } from "./whole.ts";

const SEED = Number(process.env["HUALIAN_SEED"] ?? 1910);
console.log(`whole: property tests run with seed ${SEED} (set HUALIAN_SEED to change it)`);

const tie = { by: USUAL_TIES, salt: "order 7" };
const unitsOf = (shares: readonly Share[]): Record<string, number> => Object.fromEntries(shares.map(({ id, units }) => [id, units]));

describe("an order of 1,000 pots among three growers who offer 300, 600 and 900", () => {
  const claimants: Claimant[] = [{ id: "Li", claim: 300 }, { id: "Wang", claim: 600 }, { id: "Zhao", claim: 900 }];
  const divided = (rule: (typeof CLAIMS_RULES)[number], step = 1) => allocate({ estate: 1_000, step, claimants, rule, tie });

  test("by each of the four rules, and each knows why", () => {
    expect(unitsOf(divided("proportional").shares)).toEqual({ Li: 167, Wang: 333, Zhao: 500 });
    expect(unitsOf(divided("equal-awards").shares)).toEqual({ Li: 300, Wang: 350, Zhao: 350 });
    expect(unitsOf(divided("equal-losses").shares)).toMatchObject({ Li: expect.toSatisfy((units: number) => units === 33 || units === 34) });
    expect(unitsOf(divided("talmud").shares)).toEqual({ Li: 150, Wang: expect.any(Number), Zhao: expect.any(Number) });
    const why = Object.fromEntries(divided("equal-awards").shares.map((share) => [share.id, share.why]));
    expect(why["Li"]).toEqual({ rule: "equal-awards", claim: 300, level: { kind: "award", value: 350 }, bound: "claim", rounding: "none" });
    expect(why["Wang"]).toMatchObject({ bound: "level", rounding: "none" });
  });

  test("in trays of 12 the four pots over fill no tray: they stay, or one grower takes them", () => {
    const left = divided("proportional", 12);
    expect(left).toMatchObject({ given: 996, unplaced: 4, left: [{ reason: "loose-part", units: 4 }] });
    const one = allocate({ estate: 1_000, step: 12, claimants, rule: "proportional", tie, loose: "one" });
    expect(one).toMatchObject({ given: 1_000, unplaced: 0, left: [] });
    expect(one.shares.filter(({ units }) => units % 12 !== 0).map(({ why }) => why.rounding)).toEqual(["loose"]);
  });

  test("among equals without a draw the id decides, in whatever order they stand", () => {
    const equals: Claimant[] = ["Zhao", "Li", "Wang"].map((id) => ({ id, claim: 10 }));
    for (const order of [equals, equals.toReversed()]) expect(unitsOf(allocate({ estate: 10, step: 10, claimants: order, rule: "proportional", tie: { by: ["score"], salt: "" } }).shares)).toEqual({ Li: 10, Wang: 0, Zhao: 0 });
  });

  test("who may have 200 at most counts with 200, and reads that", () => {
    const { shares } = allocate({ estate: 1_000, step: 10, claimants: [{ id: "Li", claim: 300, cap: 200 }, ...claimants.slice(1)], rule: "equal-awards", tie });
    expect(unitsOf(shares)).toEqual({ Li: 200, Wang: 400, Zhao: 400 });
    expect(shares.find(({ id }) => id === "Li")!.why).toMatchObject({ claim: 200, bound: "cap" });
  });

  test("an order larger than all offers is given as far as they go, and the rest says why it is left", () => {
    const { shares, given, unplaced, left } = allocate({ estate: 2_005, step: 100, claimants: [{ id: "Li", claim: 310, cap: 250 }, ...claimants.slice(1)], rule: "talmud", tie });
    expect([unitsOf(shares), given, unplaced]).toEqual([{ Li: 200, Wang: 600, Zhao: 900 }, 1_700, 305]);
    expect(left).toEqual([{ reason: "too-few-claims", units: 195 }, { reason: "cap", units: 60 }, { reason: "loose-part", units: 50 }]);
  });
});

describe("minimum batches", () => {
  const claimants: Claimant[] = [{ id: "Li", claim: 100, minBatch: 60 }, { id: "Wang", claim: 100, minBatch: 60 }, { id: "Zhao", claim: 40 }];

  test("a share of more than half a batch is raised to it, one of less is dropped", () => {
    const { shares } = allocate({ estate: 160, step: 10, claimants, rule: "proportional", tie });
    expect(unitsOf(shares)).toEqual({ Li: 70, Wang: 60, Zhao: 30 });
    const small = allocate({ estate: 70, step: 10, claimants, rule: "proportional", tie });
    expect(small.shares.map(({ units }) => units).toSorted((a, b) => b - a)).toEqual([60, 10, 0]);
    expect(small.shares.map(({ why }) => "bound" in why && why.bound).toSorted()).toEqual(["level", "minimum-down", "minimum-up"]);
  });

  test("who cannot offer a batch gets nothing; an order below every batch stays unplaced", () => {
    const { shares, left } = allocate({ estate: 50, step: 10, claimants: [{ id: "Li", claim: 100, minBatch: 60 }, { id: "Wang", claim: 50, minBatch: 60 }], rule: "equal-awards", tie });
    expect(shares.every(({ units }) => units === 0)).toBe(true);
    expect(left).toEqual([{ reason: "minimum-batch", units: 50 }]);
  });

  test("a small batch is raised even below half, when without it the order could not be filled", () => {
    const { shares } = allocate({ estate: 100, step: 1, claimants: [{ id: "Li", claim: 95 }, { id: "Wang", claim: 12, minBatch: 12 }, { id: "Zhao", claim: 30, minBatch: 30 }], rule: "equal-losses", tie });
    expect(shares.reduce((sum, { units }) => sum + units, 0)).toBe(100);
  });
});

describe("who comes first between equals", () => {
  const equal = (more: Partial<Claimant>[]): Claimant[] => more.map((one, i) => ({ id: `grower ${i}`, claim: 10, ...one }));
  const first = (claimants: Claimant[], salt = "order 7"): string => allocate({ estate: 1, step: 1, claimants, rule: "equal-awards", tie: { by: USUAL_TIES, salt } }).shares.find(({ units }) => units === 1)!.id;

  test("the better score, then the shorter way, then the draw of this order", () => {
    expect(first(equal([{ score: 1 }, { score: 3 }, { score: 2 }]))).toBe("grower 1");
    expect(first(equal([{ distance: 900 }, {}, { distance: 200 }]))).toBe("grower 2");
    expect(new Set(Array.from({ length: 40 }, (_, i) => first(equal([{}, {}, {}]), `order ${i}`))).size).toBe(3);
  });
  test("an id that stands twice is refused", () => {
    expect(() => allocate({ estate: 1, step: 1, claimants: [{ id: "Li", claim: 1 }, { id: "Li", claim: 2 }], rule: "talmud", tie })).toThrow(RangeError);
  });
});

const rule = fc.constantFrom(...CLAIMS_RULES);
const grower = fc.record({ claim: fc.integer({ min: 0, max: 60 }), cap: fc.option(fc.integer({ min: 0, max: 60 }), { nil: undefined }), score: fc.integer({ min: 0, max: 2 }), distance: fc.option(fc.integer({ min: 0, max: 2 }), { nil: undefined }), minBatch: fc.integer({ min: 0, max: 40 }) });
const growers = fc.array(grower, { minLength: 1, maxLength: 8 }).map((list) => list.map((one, i): Claimant => ({ id: `g${i}`, ...one })));
const unbatched = growers.map((list) => list.map((one): Claimant => ({ ...one, minBatch: 0 })));
const step = fc.integer({ min: 1, max: 7 });
const estate = fc.integer({ min: 0, max: 300 });
const run = <T extends unknown[]>(property: fc.IPropertyWithHooks<T>, numRuns = 400): void => fc.assert(property, { seed: SEED, numRuns });
const mayHave = ({ claim, cap }: Claimant): number => Math.min(claim, cap ?? claim);

describe("any order among any growers", () => {
  test("nobody above his claim, no pot lost, every batch whole, whatever order the growers stand in", () => {
    run(fc.property(rule, growers, step, estate, fc.constantFrom("leave" as const, "one" as const), fc.integer({ min: 0, max: 7 }), (rule, claimants, step, estate, loose, turn) => {
      const result = allocate({ estate, step, claimants, rule, tie, loose });
      expect(result.given + result.unplaced).toBe(estate);
      expect(result.shares.reduce((sum, { units }) => sum + units, 0)).toBe(result.given);
      expect(result.left.reduce((sum, { units }) => sum + units, 0)).toBe(result.unplaced);
      expect(result.left.every(({ units }) => units > 0)).toBe(true);
      for (const { id, units } of result.shares) {
        const claimant = claimants.find((one) => one.id === id)!;
        expect(units).toBeLessThanOrEqual(mayHave(claimant));
        expect(units === 0 || units >= claimant.minBatch!).toBe(true);
      }
      const opened = result.shares.filter(({ units }) => units % step !== 0);
      expect(opened.length).toBeLessThanOrEqual(loose === "one" ? 1 : 0);
      expect(opened.every(({ why }) => why.rounding === "loose")).toBe(true);
      const turned = [...claimants.slice(turn), ...claimants.slice(0, turn)].toReversed();
      expect(allocate({ estate, step, claimants: turned, rule, tie, loose })).toEqual(result);
    }), 1_000);
  });

  test("without batches: every share is the exact one rounded down or up, equals differ by a tray at most, all that can be is placed", () => {
    run(fc.property(rule, unbatched, step, estate, (rule, claimants, step, estate) => {
      const { shares, given } = allocate({ estate, step, claimants, rule, tie });
      for (const { units, exact, why } of shares) {
        expect(Math.abs(units - exact)).toBeLessThan(step);
        expect(why.rounding).toBe(units === exact ? "none" : units > exact ? "up" : "down");
      }
      const trays = (one: Claimant): number => Math.floor(mayHave(one) / step);
      for (const a of claimants) for (const b of claimants) if (trays(a) === trays(b)) expect(Math.abs(unitsOf(shares)[a.id]! - unitsOf(shares)[b.id]!)).toBeLessThanOrEqual(step);
      expect(given).toBe(step * Math.min(Math.floor(estate / step), claimants.reduce((sum, one) => sum + trays(one), 0)));
    }));
  });

  test("without batches: a larger order never costs anybody a tray, at every size and under every rule", () => {
    run(fc.property(rule, unbatched, step, (rule, claimants, step) => {
      const total = claimants.reduce((sum, { claim }) => sum + claim, 0);
      let before: Record<string, number> = {};
      for (let estate = 0; estate <= total + step; estate += step) {
        const now = unitsOf(allocate({ estate, step, claimants, rule, tie }).shares);
        const lost = Object.entries(before).filter(([id, units]) => now[id]! < units);
        if (lost.length > 0) expect.fail(`an order of ${estate} takes from ${String(lost)} what one tray less gave`);
        before = now;
      }
    }), 60);
  });

  test("trays stay between the exact share rounded down and up at every size, also where claims are very unequal", () => {
    const unequal = fc.array(fc.oneof(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 40 }), fc.integer({ min: 100, max: 300 })), { minLength: 1, maxLength: 9 });
    run(fc.property(rule, unequal, (rule, claims) => {
      const total = claims.reduce((sum, claim) => sum + claim, 0);
      for (let trays = 0; trays <= total; trays += 1 + Math.floor(total / 50)) {
        const { numerators, denominator } = exactShares(rule, claims, trays);
        const given = awardTrays(rule, claims, trays);
        expect(given.reduce((sum, one) => sum + one, 0)).toBe(trays);
        const outside = given.filter((one, i) => one < Math.floor(numerators[i]! / denominator) || one > Math.ceil(numerators[i]! / denominator));
        if (outside.length > 0) expect.fail(`of ${trays} trays ${String(given)} are not the exact shares rounded`);
      }
    }), 40);
  });

  test("the Alabama paradox of the largest remainder is not ours", () => {
    expect([10, 11].map((trays) => awardTrays("proportional", [60, 60, 20], trays))).toEqual([[5, 4, 1], [5, 5, 1]]);
  });
});
