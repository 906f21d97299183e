/** Which good moved the index by how much: the parts are the whole, for any goods. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Bilateral } from "./bilateral.ts";
import { ccdiContributions, contributions, CONTRIBUTION_FORMULAS, type ContributionFormula } from "./contributions.ts";
import { bilateralSeries } from "./series.ts";
import { multilateralSeries } from "./splice.ts";
import { tabulate, type Observation } from "./table.ts";
import { hallOf } from "./trial.ts";

const SEED = Number(process.env["HUALIAN_SEED"] ?? 20261128);
console.log(`price-index/contributions: property tests run with seed ${SEED} (set HUALIAN_SEED to change it)`);
const halls = fc.nat().map((seed) => tabulate(hallOf(seed, { periods: 6, items: 20, missing: 0.25 })));
const sum = (values: ArrayLike<number>): number => Array.from(values).reduce((total, value) => total + value, 0);
const INDEX: Readonly<Record<ContributionFormula, Bilateral>> = {
  laspeyres: "laspeyres", paasche: "paasche", "fisher-van-ijzeren": "fisher", "fisher-reinsdorf": "fisher", tornqvist: "tornqvist", jevons: "jevons", "geometric-laspeyres": "geometric-laspeyres", "geometric-paasche": "geometric-paasche",
};

test.each(CONTRIBUTION_FORMULAS)("%s: parts add up to the change, each with the sign of its good", (formula) => {
  fc.assert(fc.property(halls, (table) => {
    const { index, parts, items } = contributions(table, formula, 1, 4);
    expect(index).toBeCloseTo(bilateralSeries(table, INDEX[formula], { base: 1 })[4]!, 11);
    expect(sum(parts)).toBeCloseTo(index - 1, 11);
    const price = (period: number, item: number): number => {
      for (let cell = table.from[period]!; cell < table.from[period + 1]!; cell += 1) if (table.item[cell] === item) return table.price[cell]!;
      throw new Error("a good contributes that was not sold");
    };
    items.forEach((item, at) => expect(Math.sign(parts[at]!)).toBe(Math.sign(price(4, item) - price(1, item))));
  }), { seed: SEED, numRuns: 20 });
});

describe("CCDI", () => {
  test("the logarithm adds up good by good, and so do the parts of the change in per cent", () => {
    fc.assert(fc.property(halls, (table) => {
      const series = multilateralSeries(table, "ccdi");
      for (const [from, to] of [[0, 5], [2, 3], [4, 1], [3, 3]] as const) {
        const { index, logs, parts } = ccdiContributions(table, from, to);
        expect(index).toBeCloseTo(series[to]! / series[from]!, 11);
        expect(sum(logs)).toBeCloseTo(Math.log(index), 11);
        expect(sum(parts)).toBeCloseTo(index - 1, 11);
      }
    }), { seed: SEED, numRuns: 20 });
  });

  test("only lilies became dearer: the whole change is theirs", () => {
    const rows = ["2025-W01", "2025-W02", "2025-W03"].flatMap((period, at): Observation[] => [
      { period, item: "lily", price: at === 2 ? 6 : 5, quantity: 10 - at }, { period, item: "fern", price: 3, quantity: 20 + at }, { period, item: "rose", price: 2, quantity: 30 },
    ]);
    const { index, parts } = ccdiContributions(tabulate(rows), 0, 2);
    expect(index).toBeGreaterThan(1.03);
    expect([...parts]).toEqual([expect.closeTo(index - 1, 13), expect.closeTo(0, 13), expect.closeTo(0, 13)]);
  });

  test("days without a common good are named", () => {
    const apart = tabulate([{ period: "w1", item: "a", price: 1, quantity: 1 }, { period: "w2", item: "b", price: 1, quantity: 1 }]);
    expect(() => contributions(apart, "fisher-van-ijzeren", 0, 1)).toThrow(/both in w1 and in w2/);
    expect(() => ccdiContributions(apart, 0, 1)).toThrow(/both in w1 and in w2/);
  });
});
