import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { blurred, disclosed, judged, merged, type Plans } from "./disclosure.ts";

const plans = (units: Record<string, number>): Plans => new Map(Object.entries(units));

describe("what of others' plans may be seen", () => {
  test("three growers and nobody above four fifths; exactly four fifths may be", () => {
    expect(judged(plans({ 王: 300, 李: 200, 张: 100 })).units).toBe(600);
    expect(judged(plans({ 王: 300, 李: 200 }))).toEqual({ units: null, why: "too_few" });
    expect(judged(plans({ 王: 300, 李: 200, 张: 0 }))).toEqual({ units: null, why: "too_few" });
    expect(judged(plans({ 王: 800, 李: 100, 张: 100 })).units).toBe(1_000);
    expect(judged(plans({ 王: 810, 李: 95, 张: 95 }))).toEqual({ units: null, why: "one_dominates" });
    expect(judged(plans({}))).toEqual({ units: null, why: "nothing" });
  });

  test("a grower who knows his own plan cannot take it off to see two neighbours", () => {
    const parts = new Map([["双梗", plans({ 王: 300, 李: 200, 张: 100 })]]);
    expect(disclosed(parts, "王").total).toEqual({ units: null, why: "too_few" });
    expect(disclosed(parts, "赵").total.units).toBe(600);
    // With himself it would keep the rule; without him one of the others is nearly all of it.
    const led = new Map([["双梗", plans({ 王: 300, 李: 400, 张: 20, 赵: 10 })]]);
    expect(disclosed(led, null).total.units).toBe(730);
    expect(disclosed(led, "王").total).toEqual({ units: null, why: "one_dominates" });
  });

  test("one withheld item of a species takes a second with it, or the total would tell", () => {
    const parts = new Map([["双梗", plans({ 王: 300, 李: 200, 张: 100 })], ["单梗", plans({ 王: 100, 赵: 100, 孙: 100 })], ["迷你", plans({ 钱: 50 })]]);
    const { total, parts: shown } = disclosed(parts, null);
    expect(total.units).toBe(950);
    expect(shown.get("双梗")!.units).toBe(600);
    expect([shown.get("单梗")!.units, shown.get("迷你")!.units]).toEqual([null, null]);
  });

  test("whatever growers plan: no sum or difference of what a reader sees and knows is a figure of fewer than three others, or mostly of one", () => {
    const growers = fc.array(fc.tuple(fc.constantFrom(..."甲乙丙丁戊己庚"), fc.integer({ min: 0, max: 500 })), { maxLength: 6 }).map((list): Plans => new Map(list));
    let withheld = 0;
    fc.assert(fc.property(fc.array(growers, { minLength: 1, maxLength: 5 }), fc.constantFrom(null, "甲", "乙"), (list, reader) => {
      const parts = new Map(list.map((one, n) => [`item ${n}`, one]));
      const { total, parts: shown } = disclosed(parts, reader);
      // The attacker adds and subtracts: the total less any set of shown parts.
      const open = [...shown].filter(([, one]) => one.units !== null).map(([part]) => part);
      withheld += shown.size - open.length;
      const others = (keys: readonly string[]): Plans => new Map([...merged(keys.map((key) => parts.get(key)!))].filter(([grower]) => grower !== reader));
      for (let set = 0; set < 1 << open.length; set += 1) {
        const taken = open.filter((_, n) => (set >> n) & 1);
        if (taken.length > 0) expectSafe(others(taken));
        if (total.units !== null) expectSafe(others([...parts.keys()].filter((key) => !taken.includes(key))));
      }
    }), { seed: 20261128, numRuns: 500 });
    expect(withheld).toBeGreaterThan(100);
  });

  test("figures are shown to two places, so that a small batch between two looks is mostly not to be read off", () => {
    expect([0, 3, 87, 444, 12_345, 99_600].map(blurred)).toEqual([0, 10, 90, 440, 12_000, 100_000]);
    expect(blurred(12_345 + 100)).toBe(blurred(12_345));
  });
});

/** Written out anew, so that the rule is not judged by itself. A sum of nothing shows nobody. */
function expectSafe(others: Plans): void {
  const units = [...others.values()].filter((one) => one > 0).toSorted((a, b) => b - a);
  if (units.length === 0) return;
  expect(units.length).toBeGreaterThanOrEqual(3);
  expect(units[0]! / units.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(0.8);
}
