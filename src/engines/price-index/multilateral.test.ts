/** A hall with goods that come and go: what a multilateral index promises, and that each is what its definition says. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bilateralIndex, type Bilateral } from "./bilateral.ts";
import { itemColumns } from "./item-columns.ts";
import { leastSquares } from "./least-squares.ts";
import { matchedItems } from "./matched.ts";
import { MULTILATERALS, WITHOUT_QUANTITIES, type Multilateral } from "./multilateral.ts";
import { bilateralSeries } from "./series.ts";
import { multilateralSeries } from "./splice.ts";
import { tabulate, type Observation, type PriceTable } from "./table.ts";
import { hallOf } from "./trial.ts";

const SEED = Number(process.env["HUALIAN_SEED"] ?? 20261128);
console.log(`price-index/multilateral: property tests run with seed ${SEED} (set HUALIAN_SEED to change it)`);
const RUNS = { seed: SEED, numRuns: 25 };
const halls = fc.record({ seed: fc.nat(), periods: fc.integer({ min: 2, max: 9 }), items: fc.integer({ min: 12, max: 30 }) }).map(({ seed, ...size }) => tabulate(hallOf(seed, { ...size, missing: 0.2 })));
const GEKS: readonly (readonly [Multilateral, Bilateral])[] = [["geks", "fisher"], ["ccdi", "tornqvist"], ["geks-walsh", "walsh"], ["geks-jevons", "jevons"]];

function near(seen: ArrayLike<number>, expected: ArrayLike<number>, tolerance = 1e-10): void {
  expect(seen.length).toBe(expected.length);
  for (let at = 0; at < seen.length; at += 1) expect(Math.abs(Math.log(seen[at]! / expected[at]!))).toBeLessThan(tolerance);
}

const cellsOf = (table: PriceTable, period: number): number[] => Array.from({ length: table.from[period + 1]! - table.from[period]! }, (_, k) => table.from[period]! + k);
const rowsOf = (table: PriceTable, at: number): Observation[] =>
  cellsOf(table, at).map((cell) => ({ period: table.periods[at]!, item: table.items[table.item[cell]!]!, price: table.price[cell]!, quantity: table.quantity[cell]! }));

describe("definitions", () => {
  test.each(GEKS)("%s is the geometric mean of all ways by way of a third period, over %s", (method, formula) => {
    fc.assert(fc.property(halls, (table) => {
      const count = table.periods.length;
      const direct = (a: number, b: number): number => bilateralIndex(formula, matchedItems(table, a, b));
      const expected = table.periods.map((_, t) => table.periods.reduce((product, _label, by) => product * (direct(0, by) * direct(by, t)) ** (1 / count), 1));
      near(multilateralSeries(table, method), expected);
    }), RUNS);
  });

  test("Geary–Khamis: reference prices make the levels, and levels the reference prices", () => {
    fc.assert(fc.property(halls, (table) => {
      const levels = multilateralSeries(table, "gk");
      const columns = itemColumns(table);
      const reference = table.items.map((_, item) => {
        let [constant, quantity] = [0, 0];
        for (let cell = columns.from[item]!; cell < columns.from[item + 1]!; cell += 1) {
          constant += columns.value[cell]! / levels[columns.period[cell]!]!;
          quantity += columns.quantity[cell]!;
        }
        return constant / quantity;
      });
      const again = table.periods.map((_, period) => {
        let [paid, atReference] = [0, 0];
        for (let cell = table.from[period]!; cell < table.from[period + 1]!; cell += 1) {
          paid += table.price[cell]! * table.quantity[cell]!;
          atReference += reference[table.item[cell]!]! * table.quantity[cell]!;
        }
        return paid / atReference;
      });
      near(levels, again.map((level) => level / again[0]!), 1e-11);
    }), RUNS);
  });

  test.each([["tpd", true], ["utpd", false]] as const)("%s is the regression on dummies of all periods and items", (method, weighted) => {
    fc.assert(fc.property(halls, (table) => {
      const seen = new Set(table.item);
      const items = [...seen];
      const rows = table.periods.flatMap((_, period) => {
        const cells = cellsOf(table, period);
        const paid = cells.reduce((sum, cell) => sum + table.price[cell]! * table.quantity[cell]!, 0);
        return cells.map((cell) => ({ period, item: table.item[cell]!, log: Math.log(table.price[cell]!), root: weighted ? Math.sqrt((table.price[cell]! * table.quantity[cell]!) / paid) : 1 }));
      });
      const dummies = [...table.periods.keys()].slice(1).map((period) => Float64Array.from(rows, (row) => (row.period === period ? row.root : 0)));
      const columns = [...dummies, ...items.map((item) => Float64Array.from(rows, (row) => (row.item === item ? row.root : 0)))];
      const solved = leastSquares(columns, Float64Array.from(rows, (row) => row.log * row.root));
      if ("dependent" in solved) throw new Error("the regression of the test cannot be solved");
      near(multilateralSeries(table, method), [1, ...solved.coefficients.slice(0, dummies.length)].map((delta, at) => (at === 0 ? 1 : Math.exp(delta))));
    }), RUNS);
  });
});

describe("what all of them promise", () => {
  test.each(MULTILATERALS)("%s: the same prices again, and the index is where it was (identity in the window)", (method) => {
    const steady = tabulate(hallOf(3, { periods: 4, items: 20, missing: 0 }).map((row) => ({ ...row, price: 5 + Number(row.item.slice(5)) })));
    near(multilateralSeries(steady, method), [1, 1, 1, 1], 1e-12);
  });

  test.each(MULTILATERALS)("%s: all prices of a week up by a half, that week up by a half", (method) => {
    const hall = hallOf(4, { periods: 5, items: 20, missing: 0.2 }).map((row) => ({ ...row, price: 5 + Number(row.item.slice(5)) }));
    const risen = tabulate(hall.map((row) => (row.period === "2025-W03" ? { ...row, price: row.price * 1.5 } : row)));
    near(multilateralSeries(risen, method), [1, 1, 1.5, 1, 1], 1e-12);
  });

  test.each(MULTILATERALS)("%s: the base is a matter of taste; from b to c as from a to c over a to b", (method) => {
    fc.assert(fc.property(halls, (table) => {
      const forward = multilateralSeries(table, method);
      const labels = new Map(table.periods.map((label, at) => [label, `t${table.periods.length - at}`]));
      const turned = tabulate(table.periods.flatMap((label, at) => rowsOf(table, at).map((row) => ({ ...row, period: labels.get(label)! }))));
      const back = multilateralSeries(turned, method).toReversed();
      near(back.map((value) => value / back[0]!), forward, 1e-9);
    }), RUNS);
  });

  test.each(MULTILATERALS)("%s over two periods is its bilateral formula", (method) => {
    const PAIR: Readonly<Record<Multilateral, Bilateral>> = { geks: "fisher", ccdi: "tornqvist", "geks-walsh": "walsh", "geks-jevons": "jevons", gk: "bilateral-gk", tpd: "bilateral-tpd", utpd: "jevons" };
    const table = tabulate(hallOf(5, { periods: 2, items: 15, missing: 0 }));
    near(multilateralSeries(table, method), bilateralSeries(table, PAIR[method]), 1e-11);
  });

  test("quantities are asked for where they weigh", () => {
    const quotes = tabulate(hallOf(6, { periods: 3, items: 12, missing: 0.1 }).map((row) => ({ ...row, quantity: null })));
    for (const method of MULTILATERALS) {
      if (WITHOUT_QUANTITIES.has(method)) expect(multilateralSeries(quotes, method)).toHaveLength(3);
      else expect(() => multilateralSeries(quotes, method), method).toThrow(/no quantity was given/);
    }
  });
});

describe("goods that never meet", () => {
  const row = (period: string, item: string): Observation => ({ period, item, price: 2, quantity: 1 });
  test("GEKS names two weeks without a common good, although others would join them", () => {
    const chain = tabulate([row("w1", "a"), row("w2", "a"), row("w2", "b"), row("w3", "b")]);
    expect(() => multilateralSeries(chain, "ccdi")).toThrow(/both in w1 and in w3/);
    near(multilateralSeries(chain, "tpd"), [1, 1, 1]);
    near(multilateralSeries(chain, "gk"), [1, 1, 1]);
  });
  test("where nothing joins them, every method says so", () => {
    const apart = tabulate([row("w1", "a"), row("w2", "a"), row("w3", "b"), row("w4", "b")]);
    for (const method of ["gk", "tpd", "utpd"] as const) expect(() => multilateralSeries(apart, method), method).toThrow(/chain of common items leads from w1 to w3/);
  });
});

describe("chain drift", () => {
  /** Every other week a good is at half price and people stock up; the week after they buy little. Nothing changes over the year. */
  const sales = tabulate(Array.from({ length: 24 }, (_, week) => ["lily", "rose", "fern"].map((item, at): Observation => {
    const cheap = week % 4 === at + 1;
    const stocked = (week - 1) % 4 === at + 1 && week > 0;
    return { period: `w${week + 1}`, item, price: cheap ? 5 : 10, quantity: cheap ? 80 : stocked ? 4 : 20 };
  })).flat());

  test("chained weekly, Laspeyres climbs and Paasche falls although prices are back where they were; CCDI is back too", () => {
    const backAgain = 20;
    expect(bilateralSeries(sales, "laspeyres")[backAgain]).toBe(1);
    expect(bilateralSeries(sales, "laspeyres", { link: "chained" })[backAgain]).toBeGreaterThan(3);
    expect(bilateralSeries(sales, "paasche", { link: "chained" })[backAgain]).toBeLessThan(1 / 3);
    expect(Math.abs(bilateralSeries(sales, "tornqvist", { link: "chained" })[backAgain]! - 1)).toBeGreaterThan(0.3);
    expect(multilateralSeries(sales, "ccdi")[backAgain]).toBeCloseTo(1, 12);
  });
});
