import { existsSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, mondayOf } from "../calendar/day.ts";
import { createChance, normal } from "../clock/chance.ts";
import { overWeeks } from "./ahead.ts";
import { bestDay } from "./best-day.ts";
import { isThin, netOf, RISKS, splitOf, type ChannelNet, type Risk } from "./channels.ts";
import { breakEven, potCost, type CostSheet } from "./cost.ts";
import { exampleSheet } from "./examples.ts";
import { certain, meanOf } from "./levels.ts";
import { lossLevels, marginOutlook } from "./margin.ts";
import { lastYears, outlookOf, type WeekPrice } from "./outlook.ts";
import { ownQuantity } from "./quantity.ts";

const SHEET: CostSheet = { seedling: 600, pot: 80, medium: 100, labour: 120, other: 0, heat: 300, place: 100, growWeeks: 24, heatedWeeks: 16, potsPerSquareMetre: 24, lossPermille: 100 };

describe("what a pot costs", () => {
  test("a grower with a pocket calculator finds the same", () => {
    // 600 + 80 + 100 + 120 + 300 × 16 / 24 + 100 × 24 / 24 = 1,200; a tenth is lost: 1,333.33; 4 % to the market: 1,388.9 → 13.89 yuan.
    const cost = potCost(SHEET);
    expect(cost.planted).toBeCloseTo(1_200, 9);
    expect(cost.saleable).toBeCloseTo(1_333.33, 2);
    expect(breakEven(cost, 0.04)).toBe(1_389);
    expect(Object.values(cost.parts).reduce((sum, part) => sum + part, 0)).toBeCloseTo(cost.planted, 9);
  });
  test("at the break-even price the margin is nothing, a yuan above it less fee and loss remains", () => {
    const even = potCost(SHEET).saleable / 0.96;
    expect(marginOutlook(certain(even), SHEET, 0.04).mean).toBeCloseTo(0, 6);
    const more = marginOutlook(certain(even + 100), SHEET, 0.04);
    expect(more.mean).toBeCloseTo(100 * 0.9 * 0.96, 6);
    expect(more.perSquareMetreWeek).toBeCloseTo(100 * 0.9 * 0.96, 6);
    expect(meanOf(lossLevels(100))).toBeCloseTo(0.1, 12);
  });
  test("a wider band of prices has the same mean and more chance of losing", () => {
    const even = potCost(SHEET).saleable / 0.96;
    const wide = marginOutlook([{ value: even * 0.6, probability: 0.5 }, { value: even * 1.6, probability: 0.5 }], SHEET, 0.04);
    expect(wide.chanceOfLoss).toBeCloseTo(0.5, 9);
    expect(wide.low).toBeLessThan(0);
    expect(wide.mean).toBeGreaterThan(0);
  });
  test("a sheet no greenhouse can have is said by its field; every kind has an example that can be reckoned", () => {
    expect(() => potCost({ ...SHEET, heatedWeeks: 30 })).toThrow(/heatedWeeks/);
    expect(() => potCost({ ...SHEET, potsPerSquareMetre: 0 })).toThrow(/potsPerSquareMetre/);
    for (const kind of ["orchid", "bedding", "bonsai", "unheard of"]) expect(potCost(exampleSheet(kind)).planted).toBeGreaterThan(0);
  });
});

describe("how many for his own customers", () => {
  const VECTORS = "../shared/science/allocation/newsvendor.json";
  test.skipIf(!existsSync(VECTORS))("the published normal case, in pots to plant", () => {
    const { cr, Qstar, atQstar } = (JSON.parse(readFileSync(VECTORS, "utf8")) as Record<string, { cr: number; Qstar: number; atQstar: { leftover: number; profit: number } }>)["normal_1000_200_p140_c100_v90"]!;
    const own = ownQuantity({ usual: 1_000, deviation: 200, price: 140, cost: 100, salvage: 90, survival: 0.9 });
    expect(own.ratio).toBeCloseTo(cr, 12);
    expect(own.saleable).toBeCloseTo(Qstar, 9);
    expect(own.plant).toBe(Math.round(Qstar / 0.9));
    expect([own.expectedLeft, own.expectedProfit]).toEqual([expect.closeTo(atQstar.leftover, 8), expect.closeTo(atQstar.profit, 8)]);
  });
  if (!existsSync(VECTORS)) console.log(`planting: ${VECTORS} is not there; the published case was skipped`);
  test("none where a pot does not pay, and never without end", () => {
    const market = { usual: 500, deviation: 150, price: 90, cost: 100, salvage: 20, survival: 0.95 };
    expect(ownQuantity(market).plant).toBe(0);
    expect(ownQuantity({ ...market, price: 120, deviation: 0 }).plant).toBe(Math.round(500 / 0.95));
    expect(() => ownQuantity({ ...market, salvage: 100 })).toThrow(RangeError);
  });
});

describe("what a week may fetch", () => {
  const weekly = (prices: readonly number[], from = "2024-01-01"): WeekPrice[] => prices.map((price, n) => ({ week: addDays(from, 7 * n), price }));
  test("seven weeks say nothing, and how many it takes", () => {
    expect(outlookOf(weekly([1, 2, 3, 4, 5, 6, 7]), "2024-06-03")).toEqual({ ok: false, weeks: 7, needed: 8 });
  });
  test("three years in which the Spring Festival doubles prices: the season is found, and beats the last weeks", () => {
    const chance = createChance(7);
    const springs = ["2022-02-01", "2023-01-22", "2024-02-10", "2025-01-29"];
    const history = Array.from({ length: 150 }, (_, n) => addDays("2022-01-03", 7 * n)).map((week) => ({ week, price: 1_000 * (springs.some((day) => week <= day && addDays(week, 35) >= day) ? 2 : 1) * Math.exp(normal(chance, 0, 0.05)) }));
    const spring = outlookOf(history, mondayOf("2025-01-20"));
    expect(spring).toMatchObject({ ok: true, method: "season", spread: "seen" });
    if (!spring.ok) return;
    expect(spring.skill).toBeGreaterThan(0.3);
    expect(meanOf(spring.levels)).toBeGreaterThan(1_700);
    expect(lastYears("2025-01-20")).toBe("2024-02-01");
  });
  test("a short history is widened with the distance and says so", () => {
    const chance = createChance(11);
    const history = weekly(Array.from({ length: 14 }, () => 1_000 * Math.exp(normal(chance, 0, 0.1))));
    const [near, far] = [outlookOf(history, addDays(history.at(-1)!.week, 7)), outlookOf(history, addDays(history.at(-1)!.week, 7 * 24))];
    if (!near.ok || !far.ok) throw new Error("fourteen weeks are enough");
    expect(far.spread).toBe("widened");
    const width = (levels: typeof near.levels): number => levels.at(-1)!.value - levels[0]!.value;
    expect(width(far.levels)).toBeGreaterThan(1.5 * width(near.levels));
  });
});

describe("where to sell", () => {
  const clock: ChannelNet = { channel: "clock", mean: 1_500, deviation: 400, aDay: 2_000 };
  const stall: ChannelNet = { channel: "stall", mean: 1_400, deviation: 100, aDay: 300 };
  test("fee, clearance and what is left over go into the net", () => {
    const net = netOf({ channel: "clock", sales: 40, days: 10, units: 20_000, price: 1_600, deviation: 0, clearance: 0.9, feeShare: 0.05 }, { salvage: 320, carrying: 20 });
    expect(net.mean).toBeCloseTo(0.9 * 1_520 + 0.1 * 320 - 20, 9);
    expect(net.deviation).toBeCloseTo(Math.sqrt(0.09) * 1_200, 9);
    expect(net.aDay).toBe(2_000);
    expect([isThin({ sales: 4, days: 9 }), isThin({ sales: 5, days: 3 })]).toEqual([true, false]);
  });
  test("who wants most goes to the dearest way, who wants calm takes the steady one as far as it takes", () => {
    const of = (risk: Risk) => splitOf([clock, stall], 1_000, 2, risk);
    expect(of("most").parts.map(({ share }) => share)).toEqual([1, 0]);
    expect(of("safe").parts.map(({ share }) => share)).toEqual([expect.closeTo(0.4, 9), expect.closeTo(0.6, 9)]);
    expect(of("safe").deviation).toBeLessThan(of("even").deviation + 1e-9);
    expect(splitOf([stall], 10_000, 1, "most")).toMatchObject({ left: 0.97 });
  });
  test("no other split is better, and who dislikes risk never expects more money than who does not", () => {
    const nets = fc.array(fc.record({ mean: fc.integer({ min: 10, max: 3_000 }), deviation: fc.integer({ min: 0, max: 900 }), aDay: fc.integer({ min: 1, max: 900 }) }), { minLength: 1, maxLength: 5 }).map((list) => list.map((one, n): ChannelNet => ({ channel: `way ${n}`, ...one })));
    fc.assert(fc.property(nets, fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 5, maxLength: 5 }), (ways, tries) => {
      const best = Math.max(...ways.map(({ mean }) => mean));
      const worth = (shares: readonly number[]): number => ways.reduce((sum, way, n) => sum + shares[n]! * way.mean - (RISKS.even / (2 * best)) * (shares[n]! * Math.max(way.deviation, 0.01 * best)) ** 2, 0);
      const split = splitOf(ways, 1_000, 1, "even");
      const shares = split.parts.map(({ share }) => share);
      expect(shares.reduce((sum, share) => sum + share, 0)).toBeLessThanOrEqual(1 + 1e-9);
      shares.forEach((share, n) => expect(share).toBeLessThanOrEqual(Math.min(1, ways[n]!.aDay / 1_000) + 1e-12));
      const raw = ways.map((way, n) => tries[n]! * Math.min(1, way.aDay / 1_000));
      const scale = Math.max(1, raw.reduce((sum, share) => sum + share, 0));
      expect(worth(shares)).toBeGreaterThanOrEqual(worth(raw.map((share) => share / scale)) - 1e-6);
      const brings = (risk: Risk): number => { const { mean, left } = splitOf(ways, 1_000, 1, risk); return mean * (1 - left); };
      expect(brings("safe")).toBeLessThanOrEqual(brings("most") + 1e-6);
    }), { seed: 20261128, numRuns: 300 });
  });
});

describe("which day", () => {
  const days = (count: number, price: (weekday: number, n: number) => number | null) => Array.from({ length: count }, (_, n) => ({ day: addDays("2026-03-02", n), price: price((n % 7) + 1, n) })).filter((one): one is { day: string; price: number } => one.price !== null);
  test("four weeks are the least; a Friday that is dearer every week is found, and Sundays without trade are no day for it", () => {
    expect(bestDay(days(27, () => 1_000), "2026-06-01", 7)).toEqual({ ok: false, days: 27, needed: 28 });
    const chance = createChance(3);
    const found = bestDay(days(84, (weekday) => (weekday === 7 ? null : 1_000 * (weekday === 5 ? 1.12 : 1) * Math.exp(normal(chance, 0, 0.03)))), "2026-06-01", 7);
    if (!found.ok) throw new Error("twelve weeks are enough");
    expect(found.best).toBe("2026-06-05");
    expect(found.coming.find(({ weekday }) => weekday === 7)).toMatchObject({ usual: false, percent: null });
    expect(found.weekdays[4]!.percent).toBeGreaterThan(6);
  });
  test("where days only differ by chance it says that none is better", () => {
    let named = 0;
    for (let seed = 1; seed <= 40; seed += 1) {
      const chance = createChance(seed);
      const found = bestDay(days(84, () => 1_000 * Math.exp(normal(chance, 0, 0.08))), "2026-06-01", 7);
      if (found.ok && found.best !== null) named += 1;
    }
    expect(named).toBeLessThan(12);
  });
});

test("a batch is spread over its weeks by days, and no pot is lost or made", () => {
  expect(overWeeks("2026-11-26", "2026-12-09", 1_400)).toEqual([{ week: "2026-11-23", units: 400 }, { week: "2026-11-30", units: 700 }, { week: "2026-12-07", units: 300 }]);
  fc.assert(fc.property(fc.integer({ min: 0, max: 120 }), fc.integer({ min: 0, max: 10_000 }), fc.integer({ min: 0, max: 400 }), (length, units, start) => {
    const from = addDays("2026-01-01", start);
    expect(overWeeks(from, addDays(from, length), units).reduce((sum, cell) => sum + cell.units, 0)).toBe(units);
  }), { seed: 20261128, numRuns: 200 });
});
