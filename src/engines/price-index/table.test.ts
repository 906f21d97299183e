/** From rows to a table: periods in order of time, one unit value for each good and period. */
import { describe, expect, test } from "vitest";
import { inOrder, yearlyLinks } from "./periods.ts";
import { createCollector, periodAt, tableOf, tabulate } from "./table.ts";

describe("periods in order of time", () => {
  test.each([
    ["numbers", ["10", "9", "2"], ["2", "9", "10"]],
    ["weeks", ["2024-W10", "2024-W09", "2023-W52"], ["2023-W52", "2024-W09", "2024-W10"]],
    ["weeks without zeros", ["2024-W10", "2024-W9"], ["2024-W9", "2024-W10"]],
    ["names with numbers", ["t10", "t2", "t1"], ["t1", "t2", "t10"]],
    ["days", ["2026-01-02", "2025-12-31", "2026-01-01"], ["2025-12-31", "2026-01-01", "2026-01-02"]],
    ["days with slashes", ["2026/10/1", "2026/9/30"], ["2026/9/30", "2026/10/1"]],
    ["Chinese months", ["2024年10月", "2024年9月", "2023年12月"], ["2023年12月", "2024年9月", "2024年10月"]],
    ["day first", ["31/12/2025", "01/02/2026", "15/01/2026"], ["31/12/2025", "15/01/2026", "01/02/2026"]],
    ["month first", ["12/31/2025", "02/01/2026", "01/15/2026"], ["12/31/2025", "01/15/2026", "02/01/2026"]],
    ["months that look like numbers", ["2024.10", "2024.9", "2024.1"], ["2024.1", "2024.9", "2024.10"]],
    ["numbers below zero", ["-1", "-10", "3"], ["-10", "-1", "3"]],
  ])("%s", (_, labels, expected) => {
    expect(inOrder(labels)).toEqual(expected);
  });

  test("days that could be months are asked about", () => {
    expect(() => inOrder(["01/02/2026", "02/03/2026"])).toThrow(/"01\/02\/2026" day and month cannot be told apart/);
  });

  test("each period is linked to the end of the year before", () => {
    expect([...yearlyLinks(["2024-12", "2025-01", "2025-12", "2026-01", "2026-02"], 13)]).toEqual([0, 0, 0, 2, 2]);
    expect([...yearlyLinks(["2024-W51", "2024-W52", "2025-W01"], 53)]).toEqual([0, 0, 1]);
    expect([...yearlyLinks(["t1", "t2", "t3", "t4", "t5", "t6"], 3)]).toEqual([0, 0, 0, 2, 2, 4]);
  });
});

describe("goods in a period", () => {
  test("several sales are one unit value and one quantity; a single price stays to the last digit", () => {
    const table = tabulate([
      { period: "2", item: "lily", price: 0.1, quantity: 3 }, { period: "1", item: "rose", price: 2, quantity: 1 }, { period: "1", item: "lily", price: 4, quantity: 1 }, { period: "1", item: "lily", price: 8, quantity: 3 },
    ]);
    expect({ ...table, from: [...table.from], item: [...table.item], price: [...table.price], quantity: [...table.quantity] }).toEqual({ periods: ["1", "2"], items: ["lily", "rose"], weighted: true, from: [0, 2, 3], item: [0, 1, 0], price: [7, 2, 0.1], quantity: [4, 1, 3] });
    expect(periodAt(table, "2")).toBe(1);
    expect(() => periodAt(table, "3")).toThrow(/no period 3; there are 2, from 1 to 2/);
  });

  test("quotes without quantities count alike; a week nobody is left in stays, empty", () => {
    const collector = createCollector();
    for (const [period, price] of [["1", 4], ["1", 8], ["2", 5]] as const) collector.add(period, "lily", price, null);
    const rows = collector.rows();
    expect(tableOf(rows)).toMatchObject({ weighted: false, price: Float64Array.of(6, 5), quantity: Float64Array.of(2, 1) });
    expect(tableOf(rows, [0, 2, 0])).toMatchObject({ from: Int32Array.of(0, 1, 1), price: Float64Array.of(8), quantity: Float64Array.of(2) });
  });

  test("what is no price and no quantity is named, and so are missing quantities", () => {
    for (const price of [0, -1, Number.NaN, Infinity]) expect(() => tabulate([{ period: "1", item: "lily", price, quantity: 1 }])).toThrow(/lily in 1: the price/);
    for (const quantity of [0, -1, Number.NaN, Infinity]) expect(() => tabulate([{ period: "1", item: "lily", price: 1, quantity }])).toThrow(/lily in 1: the quantity/);
    expect(() => tabulate([{ period: "1", item: "lily", price: 1, quantity: 1 }, { period: "2", item: "lily", price: 1, quantity: null }])).toThrow(/1 of 2 observations have no quantity/);
    expect(() => tabulate([])).toThrow(/no observation/);
  });
});
