import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createChance, whole } from "../../engines/clock/chance.ts";
import { multilateralSeries } from "../../engines/price-index/splice.ts";
import { tabulate } from "../../engines/price-index/table.ts";
import { consumptionSeries } from "./consumption.ts";
import { firstWindow, nextValue, pointsOf, wholeSeries, type PeriodCells, type Published } from "./measures.ts";
import { cellsOf, festivalPlaceOf, groupWithheld, inputCsv, judge, spanOf, type Cell, type TradeRecord } from "./rules.ts";

const SEED = 20_261_128;
const ITEM = "00000000-0000-7000-8000-000000000001";
const record = (businessDate: string, seller: number, quantity: number, value = quantity * 1_000): TradeRecord => ({ businessDate, itemId: ITEM, grade: "A", venue: "", sellerId: `s${seller}`, quantity, value, deals: 1 });
const inside = (records: readonly TradeRecord[]): string[] => [...new Set(judge(records, "week").filter((one) => one.inside).map((one) => one.businessDate))].toSorted();
const [MON, TUE, WED]: readonly [string, string, string] = ["2026-11-23", "2026-11-24", "2026-11-25"];
const openDay = (day: string): TradeRecord[] => [1, 2, 3].map((seller) => record(day, seller, 10));

describe("which records are inside", () => {
  test("three sellers with none above four fifths, by quantity and by value", () => {
    expect(inside(openDay(MON))).toEqual([MON]);
    expect(inside([record(MON, 1, 10), record(MON, 2, 10)])).toEqual([]);
    expect(inside([record(MON, 1, 80), record(MON, 2, 10), record(MON, 3, 10)])).toEqual([MON]);
    expect(inside([record(MON, 1, 81), record(MON, 2, 10), record(MON, 3, 9)])).toEqual([]);
    expect(inside([record(MON, 1, 10, 90_000), record(MON, 2, 10, 10_000), record(MON, 3, 10, 10_000)])).toEqual([]);
  });

  test("a hidden day is not given away by taking the open days from the week", () => {
    // Monday is shown on the price sheet. Were the whole week shown, Tuesday's only seller would be week − Monday.
    expect(inside([...openDay(MON), record(TUE, 1, 10)])).toEqual([MON]);
    // Three sellers on days that are each hidden: the rest is as open as a day.
    expect(inside([...openDay(MON), record(TUE, 1, 10), record(WED, 2, 10), record(WED, 3, 10)])).toEqual([MON, TUE, WED]);
    // No day is shown; the week may be.
    expect(inside([record(MON, 1, 10), record(TUE, 2, 10), record(WED, 3, 10)])).toEqual([MON, TUE, WED]);
  });

  test("whatever is traded, what is inside and what is inside less the open days is never one or two sellers", () => {
    fc.assert(fc.property(fc.array(fc.record({ day: fc.constantFrom(MON, TUE, WED), seller: fc.integer({ min: 1, max: 5 }), quantity: fc.integer({ min: 1, max: 300 }) }), { minLength: 1, maxLength: 12 }), (sales) => {
      const records = [...Map.groupBy(sales, (sale) => `${sale.day} ${sale.seller}`).values()].map((own) => record(own[0]!.day, own[0]!.seller, own.reduce((sum, sale) => sum + sale.quantity, 0)));
      const shown = judge(records, "week").filter((one) => one.inside);
      const openDays = new Set([MON, TUE, WED].filter((day) => judge(records.filter((one) => one.businessDate === day), "day").some((one) => one.inside)));
      for (const some of [shown, shown.filter((one) => !openDays.has(one.businessDate))]) if (some.length > 0) expect(new Set(some.map((one) => one.sellerId)).size).toBeGreaterThanOrEqual(3);
    }), { seed: SEED, numRuns: 300 });
  });

  test("a group says why it is withheld", () => {
    expect(groupWithheld([])).toBe("nothing_sold");
    expect(groupWithheld(judge([record(MON, 1, 10), record(MON, 2, 10)], "week"))).toBe("too_few_sellers");
    expect(groupWithheld(judge([1, 2, 3].map((seller) => ({ ...record(MON, seller, 10), itemId: `item ${seller}` })), "week"))).toBe("nothing_open");
    expect(groupWithheld(judge(openDay(MON), "week"))).toBeNull();
  });
});

describe("published numbers", () => {
  const chance = createChance(SEED);
  const cell = (n: number, week: number): Cell => ({ code: `i${n}/A/market`, itemId: ITEM, grade: "A", venue: "", category: "orchid", quantity: whole(chance, 5, 400), value: whole(chance, 5_000, 90_000) * (1 + week), sellers: 3 });
  // 70 weeks of 12 goods, each with gaps, so that windows move and goods come and go.
  const weeks: PeriodCells[] = Array.from({ length: 70 }, (_, week) => ({ period: `w${String(week).padStart(3, "0")}`, cells: Array.from({ length: 12 }, (_good, n) => n).filter((n) => n < 3 || chance() < 0.7).map((n) => cell(n, week)) }));
  const publishAll = (first: number): Published[] => {
    const line: Published[] = firstWindow(weeks.slice(0, first)).map((value, at) => ({ ...weeks[at]!, value }));
    for (const week of weeks.slice(first)) line.push({ ...week, value: nextValue(line, week) });
    return line;
  };

  test("published one by one they are what the exported file gives at once, whatever the first window was", () => {
    for (const first of [1, 6, 53]) {
      const line = publishAll(first);
      const rows = inputCsv(line).trim().split("\n").slice(1).map((text) => text.split(","));
      const table = tabulate(rows.map(([period, item, price, quantity]) => ({ period: period!, item: item!, price: Number(price), quantity: Number(quantity) })));
      const again = multilateralSeries(table, "ccdi", { window: 53, splice: "mean-published", first });
      line.forEach((number, at) => expect(Math.abs(again[at]! * 100 - number.value) / number.value).toBeLessThan(1e-10));
      expect(wholeSeries(weeks, { window: 53, initial: first }).at(-1)).toBeCloseTo(line.at(-1)!.value, 6);
    }
  });

  test("a number does not depend on what comes after it", () => {
    const [all, some] = [publishAll(6), weeks.slice(0, 40)];
    const line: Published[] = firstWindow(some.slice(0, 6)).map((value, at) => ({ ...some[at]!, value }));
    for (const week of some.slice(6)) line.push({ ...week, value: nextValue(line, week) });
    expect(line.map((number) => number.value)).toEqual(all.slice(0, 40).map((number) => number.value));
  });

  test("contributions and the splice add up to the change in points", () => {
    const line = publishAll(6);
    for (const at of [2, 30, 69]) {
      const { byCode, splice } = pointsOf(line.slice(0, at), line[at]!);
      expect([...byCode.values()].reduce((sum, points) => sum + points, splice)).toBeCloseTo(line[at]!.value - line[at - 1]!.value, 8);
    }
  });

  test("a cell's price in the file is its value by its quantity with all digits, and names hold no comma", () => {
    const cells = cellsOf(judge([1, 2, 3].map((seller) => record(MON, seller, 7, 10_001)), "week"), () => ({ code: "a,b\"c", category: "orchid" }));
    expect(inputCsv([{ period: "2026-W48", cells }])).toBe(`period,item,price,quantity\n2026-W48,a_b_c/A/market,${30_003 / 21},21\n`);
  });
});

describe("the festival axis and the consumption index", () => {
  test("weeks are counted from the week of the Spring Festival, days from its day", () => {
    expect(spanOf("week", "2026-W48")).toEqual({ from: "2026-11-23", to: "2026-11-29" });
    // 2027-02-06 is a Saturday in 2027-W05.
    expect(festivalPlaceOf("week", "2027-W05")).toMatchObject({ springFestival: "2027-02-06", weeks: 0 });
    expect(festivalPlaceOf("week", "2027-W02").weeks).toBe(-3);
    expect(festivalPlaceOf("day", "2027-02-16")).toMatchObject({ days: 10 });
  });

  const weights = [{ category: "orchid", ppm: 600_000 }, { category: "foliage", ppm: 400_000 }];
  const quote = (period: string, item: string, category: string, price: number) => ({ period, item, category, price });
  test("households' weights count, and a week that covers too little of them is withheld", () => {
    const quotes = [quote("w1", "phal", "orchid", 100), quote("w1", "fern", "foliage", 10), quote("w2", "phal", "orchid", 110), quote("w2", "fern", "foliage", 15), quote("w3", "fern", "foliage", 20), quote("w4", "phal", "orchid", 120)];
    const { base, points } = consumptionSeries(["w0", "w1", "w2", "w3", "w4"], quotes, weights);
    expect(base).toBe("w1");
    expect(points.map((point) => point.withheld)).toEqual(["no_observations", null, null, "too_little_covered", null]);
    expect(points[2]!.value).toBeCloseTo(0.6 * 110 + 0.4 * 150, 9);
    expect(points[4]!.value).toBeCloseTo(120, 9);
    expect(points[3]).toMatchObject({ value: null, coveredPercent: 40 });
    expect(consumptionSeries(["w1"], quotes, null).points[0]!.withheld).toBe("no_basket");
  });
});
