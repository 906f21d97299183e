/** How sure is a figure: draws of sellers within their collection points. */
import { describe, expect, test } from "vitest";
import { createChance } from "../clock/chance.ts";
import { bootstrap, type SampledObservation } from "./bootstrap.ts";
import { bilateralSeries } from "./series.ts";
import { multilateralSeries } from "./splice.ts";
import { tabulate, type PriceTable } from "./table.ts";
import { hallOf } from "./trial.ts";

const jevons = (table: PriceTable): Float64Array => bilateralSeries(table, "jevons");

/** Quotes of one good: `sellers` of them, whose change has the standard deviation `spread` of ln. */
function quotes(seed: number, sellers: number, spread: number, stratum = "hall"): SampledObservation[] {
  const chance = createChance(seed);
  return Array.from({ length: sellers }, (_, at) => at).flatMap((at): SampledObservation[] => {
    const change = Math.exp(spread * Math.sqrt(12) * (chance() - 0.5));
    const own = { item: `lily of ${at}`, quantity: null, stratum, seller: `${at}` };
    return [{ ...own, period: "1", price: 10 }, { ...own, period: "2", price: 10 * change }];
  });
}

describe("draws of sellers", () => {
  test("the standard error of a mean of logarithms is that of theory", () => {
    const [sellers, spread] = [200, 0.2];
    const { values, standardErrors, low, high, failed } = bootstrap(quotes(1, sellers, spread), jevons, { unit: "seller", chance: createChance(2), draws: 600 });
    const theory = spread / Math.sqrt(sellers);
    expect(standardErrors[1]! / theory).toBeGreaterThan(0.85);
    expect(standardErrors[1]! / theory).toBeLessThan(1.15);
    expect([standardErrors[0], low[0], high[0], failed]).toEqual([0, 1, 1, 0]);
    expect(low[1]).toBeLessThan(values[1]!);
    expect(high[1]).toBeGreaterThan(values[1]!);
    expect((high[1]! - low[1]!) / (2 * 1.96 * theory)).toBeCloseTo(1, 0);
  });

  test("about nineteen intervals of twenty hold the truth", () => {
    let held = 0;
    const trials = 120;
    for (let trial = 0; trial < trials; trial += 1) {
      const { low, high } = bootstrap(quotes(100 + trial, 40, 0.2), jevons, { unit: "seller", chance: createChance(trial), draws: 150 });
      if (low[1]! <= 1 && high[1]! >= 1) held += 1;
    }
    expect(held / trials).toBeGreaterThan(0.87);
    expect(held / trials).toBeLessThanOrEqual(1);
  });

  test("strata that differ from one another, but not inside, leave no doubt; thrown together they do", () => {
    const two = [...quotes(3, 20, 0, "north"), ...quotes(4, 20, 0, "south").map((row) => (row.period === "2" ? { ...row, price: row.price * 1.5, item: `south ${row.item}` } : { ...row, item: `south ${row.item}` }))];
    const stratified = bootstrap(two, jevons, { unit: "seller", chance: createChance(5), draws: 100 });
    expect(stratified.standardErrors[1]).toBeLessThan(1e-12);
    const mixed = bootstrap(two.map((row) => ({ ...row, stratum: "all", seller: `${row.stratum} ${row.seller}` })), jevons, { unit: "seller", chance: createChance(5), draws: 100 });
    expect(mixed.standardErrors[1]).toBeGreaterThan(0.01);
  });

  test("a seller's prices go together: drawn by observation the error comes out too small", () => {
    const clustered = quotes(6, 15, 0.2).flatMap((row) => Array.from({ length: 8 }, (_, k) => ({ ...row, item: `${row.item} ${k}` })));
    const error = (unit: "seller" | "observation"): number => bootstrap(clustered, jevons, { unit, chance: createChance(7), draws: 300 }).standardErrors[1]!;
    expect(error("seller")).toBeGreaterThan(1.5 * error("observation"));
  });
});

test("the same seed gives the same figures, and CCDI has them too", () => {
  const rows = hallOf(8, { periods: 5, items: 30, missing: 0.1 }).map((row, at): SampledObservation => ({ ...row, stratum: at % 2 === 0 ? "a" : "b", seller: `${at % 11}` }));
  const once = () => bootstrap(rows, (table) => multilateralSeries(table, "ccdi"), { unit: "seller", chance: createChance(9), draws: 60, level: 0.8 });
  expect(once()).toEqual(once());
  expect(once().values).toEqual(multilateralSeries(tabulate(rows), "ccdi"));
  for (const at of [1, 2, 3, 4]) expect(once().standardErrors[at]).toBeGreaterThan(0);
});

test("where most draws leave two weeks without a common good, no interval is shown", () => {
  const lone = hallOf(10, { periods: 2, items: 2, missing: 0 }).map((row, at): SampledObservation => ({ ...row, stratum: "hall", seller: `${at}` }));
  expect(() => bootstrap(lone, jevons, { unit: "seller", chance: createChance(11), draws: 50 })).toThrow(/Only \d+ of 50 draws/);
});

