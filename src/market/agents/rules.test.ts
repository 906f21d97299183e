import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { commissionOf, limitPerUnit, loadOf, misfitOf, monthAfter, rebateOf, shareOut, type CommissionRule, type Goods, type OpenLine } from "./rules.ts";

const seed = Number(process.env["SEED"] ?? 20261127);
console.log(`agents' rules: seed ${seed}`);

const goods: Goods = { itemId: "phal", speciesId: "phalaenopsis", grade: "B", unit: "pot", price: 18_00 };
const line = (id: string, more: Partial<OpenLine> = {}): OpenLine => ({ id, itemId: "phal", speciesId: "phalaenopsis", substitute: false, grade: null, unit: "pot", limit: null, priority: "normal", open: 100, ...more });

describe("commission of a line", () => {
  const rule: CommissionRule = { tiers: [{ from: 0, ppm: 50_000 }, { from: 1_000_00, ppm: 40_000 }], perUnit: 5, minimum: 10_00, cap: 200_00 };
  test.each([
    ["nothing bought, nothing owed", 0, 0, 0, "none"], ["a small line pays the minimum", 100_00, 10, 10_00, "minimum"], ["5 % and five fen a unit", 500_00, 100, 30_00, "none"], ["the whole line takes the tier it reaches", 1_000_00, 100, 45_00, "none"],
    ["half a fen is rounded up, once", 300_10, 1, 15_06, "none"], ["never more than the cap", 9_000_00, 1_000, 200_00, "cap"],
  ] as const)("%s", (_what, sum, units, amount, limited) => expect(commissionOf(rule, sum, units)).toMatchObject({ amount, limited }));
});

test("a month's rebate takes the rate of the highest tier that is reached", () => {
  const rule = { tiers: [{ from: 10_000_00, ppm: 5_000 }, { from: 50_000_00, ppm: 10_000 }] };
  expect([9_999_99, 10_000_00, 49_999_99, 50_000_00, 0].map((sum) => rebateOf(rule, sum))).toEqual([0, 50_00, 250_00, 500_00, 0]);
  expect(rebateOf({ tiers: [] }, 1_000_000_00)).toBe(0);
});

describe("who gets what of a purchase", () => {
  test("fits by item, unit, grade and limit, and says why not", () => {
    expect([
      line("a"), line("b", { grade: "B", limit: 18_00 }), line("c", { grade: "A" }), line("d", { limit: 17_99 }), line("e", { itemId: "other" }), line("f", { itemId: "other", substitute: true }), line("g", { unit: "spike" }), line("h", { open: 0 }), line("i", { itemId: null, speciesId: null, substitute: true }),
    ].map((one) => misfitOf(one, goods))).toEqual([null, null, "lower_grade", "above_limit", "other_item", null, "other_unit", "nothing_open", "other_item"]);
    expect(misfitOf(line("ungraded", { grade: "E" }), { ...goods, grade: null })).toBe("lower_grade");
  });

  test("urgent before first before normal, the item before a substitute, then the order in which the lists came", () => {
    const lines = [line("normal"), line("first", { priority: "first", open: 30 }), line("urgent", { priority: "urgent", open: 40 }), line("also normal"), line("urgent substitute", { priority: "urgent", itemId: "other", substitute: true, open: 10 })];
    expect(shareOut(200, goods, lines, "arrival")).toEqual([{ lineId: "urgent", units: 40 }, { lineId: "urgent substitute", units: 10 }, { lineId: "first", units: 30 }, { lineId: "normal", units: 100 }, { lineId: "also normal", units: 20 }]);
  });

  test("or in proportion to what is open, by largest remainder, equal ones to the earlier", () => {
    expect(shareOut(100, goods, [line("a", { open: 100 }), line("b", { open: 100 }), line("c", { open: 100 })], "prorata").map((one) => one.units)).toEqual([34, 33, 33]);
    expect(shareOut(10, goods, [line("a", { open: 70 }), line("b", { open: 30 })], "prorata").map((one) => one.units)).toEqual([7, 3]);
  });

  const wish = fc.record({ priority: fc.constantFrom("urgent" as const, "first" as const, "normal" as const), open: fc.integer({ min: 0, max: 300 }), limit: fc.option(fc.integer({ min: 17_00, max: 19_00 }), { nil: null }), substitute: fc.boolean(), own: fc.boolean(), grade: fc.constantFrom("A" as const, "B" as const, "C" as const, null) });
  test("never gives more than there is or is wanted, leaves nothing that somebody could take, and starves nobody of a higher rank", () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 1_000 }), fc.array(wish, { maxLength: 12 }), fc.constantFrom("arrival" as const, "prorata" as const), (units, wishes, share) => {
      const lines = wishes.map(({ own, ...one }, n) => line(String(n), { ...one, itemId: own ? "phal" : "other" }));
      const given = new Map(shareOut(units, goods, lines, share).map((one) => [one.lineId, one.units]));
      const total = [...given.values()].reduce((sum, one) => sum + one, 0);
      const fitting = lines.filter((one) => misfitOf(one, goods) === null);
      expect(total).toBe(Math.min(units, fitting.reduce((sum, one) => sum + one.open, 0)));
      for (const [id, part] of given) {
        const own = lines.find((one) => one.id === id)!;
        expect(misfitOf(own, goods)).toBeNull();
        expect(part).toBeGreaterThan(0);
        expect(part).toBeLessThanOrEqual(own.open);
      }
      const rank = { urgent: 0, first: 1, normal: 2 };
      for (const high of fitting) for (const low of fitting) {
        if (rank[high.priority] < rank[low.priority] && (given.get(low.id) ?? 0) > 0) expect(given.get(high.id)).toBe(high.open);
      }
    }), { seed });
  });
});

describe("a limit as it was said", () => {
  const phal = { unit: "spike", packing: { pot: 2, box: 16, layer: 64, trolley: 320 } };
  const pot = { unit: "pot", packing: { box: 8, layer: 32, trolley: 160 } };
  test.each([
    ["said without a unit it is for the piece that is counted", 18_50, null, "500盆", phal, 9_25], ["a bare count is of the sales unit", 18_50, null, "500", phal, 18_50], ["boxes are counted, pots are priced", 12_00, null, "20箱", pot, 12_00],
    ["by the box it is divided, downwards", 90_00, "箱", "2箱", pot, 11_25], ["by the spike", 9_80, "支", "600支", phal, 9_80], ["never rounded up", 1_00, "箱", "2箱", pot, 12], ["by the bunch of something that has none", 10_00, "扎", "2箱", pot, null],
  ] as const)("%s", (_what, fen, per, written, item, price) => expect(limitPerUnit(fen, per, written, item)).toBe(price));
});

test("goods travel on full trolleys and in begun boxes", () => {
  expect([loadOf(160, { box: 8, trolley: 160 }), loadOf(329, { box: 8, trolley: 160 }), loadOf(7, { box: 8 }), loadOf(5, {})]).toEqual([{ trolleys: 1, boxes: 0 }, { trolleys: 2, boxes: 2 }, { trolleys: 0, boxes: 1 }, { trolleys: 0, boxes: 0 }]);
});

test("after December comes January", () => expect([monthAfter("2026-11-01"), monthAfter("2026-12-01")]).toEqual(["2026-12-01", "2027-01-01"]));
