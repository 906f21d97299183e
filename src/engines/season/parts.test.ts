import { describe, expect, test } from "vitest";
import { drawAt, normalAt, LUCK } from "./chance.ts";
import { paired } from "./compare.ts";
import { drawItems } from "./items.ts";
import { gini, quantile } from "./measures.ts";
import { contractPrice } from "./orders.ts";
import { AGES, cellOf, Plants } from "./plants.ts";
import { shareOut } from "./sharing.ts";
import { clearingPrice, wantedAt } from "./spot.ts";
import { SMALL, smallScenario } from "./trial.ts";
import { seasonOf, weeksFrom } from "./year.ts";

/** Consumers want 100 pots at 10 yuan and halve with a price twice as high (elasticity 1); enterprises need 40 and have 10. */
const WANTED = { consumers: 100, elasticity: 1, need: 40, enterpriseElasticity: 0.5, received: 10 };

describe("a market small enough to work out by hand", () => {
  test("at the reference price consumers want 100 and enterprises 30 more", () => {
    expect(wantedAt(WANTED, 1_000, 1_000)).toEqual({ consumers: 100, enterprises: 30 });
    // At four times the price: 100 / 4 = 25, and 40 / √4 = 20 less the 10 they have.
    expect(wantedAt(WANTED, 4_000, 1_000)).toEqual({ consumers: 25, enterprises: 10 });
    // Cheap goods do not make enterprises need more than they need.
    expect(wantedAt(WANTED, 500, 1_000)).toEqual({ consumers: 200, enterprises: 30 });
  });

  test("130 pots clear at 10 yuan, 230 at 5, more stay unsold at the floor, fewer go at the cap", () => {
    expect(clearingPrice(WANTED, 130, 1_000, 400, 3_000)).toBe(1_000);
    expect(clearingPrice(WANTED, 230, 1_000, 400, 3_000)).toBe(500);
    expect(clearingPrice(WANTED, 500, 1_000, 400, 3_000)).toBe(400);
    expect(clearingPrice(WANTED, 20, 1_000, 400, 3_000)).toBe(3_000);
    // 35 pots: 25 + 10 at 40 yuan, and not a fen above.
    expect(clearingPrice(WANTED, 35, 1_000, 400, 9_000)).toBe(4_000);
  });

  test("the contract price is half its reference and half the spot price, not below its floor, with the agent's fee it saves", () => {
    const terms = { assumptions: { ...SMALL, contractLink: 0.5, contractFloor: 0.85, agentFee: 0.04 } };
    expect(contractPrice(terms, 1_000, 1_200)).toBeCloseTo(1_100 * 1.04, 9);
    expect(contractPrice(terms, 1_000, 500)).toBeCloseTo(850 * 1.04, 9);
  });

  test("an order is shared max-min fair, missing pots in proportion, whole pots only", () => {
    expect(shareOut("equal-awards", [10, 50, 90], 70)).toEqual([10, 30, 30]);
    expect(shareOut("equal-awards", [10, 50, 90], 71)).toEqual([10, 31, 30]);
    expect(shareOut("proportional", [10, 50, 90], 15)).toEqual([1, 5, 9]);
    expect(shareOut("proportional", [10, 20], 100)).toEqual([10, 20]);
    expect(shareOut("equal-awards", [0, 0], 5)).toEqual([0, 0]);
    expect(shareOut("equal-awards", [7, 3], 0)).toEqual([0, 0]);
  });
});

describe("a pot's life", () => {
  const scenario = smallScenario(5);
  const { pairs } = scenario.region;
  const item = scenario.items[pairs.item[0]!]!;

  test("planted, hit by frost, late by a week, ripe, graded, sold or thrown away: every pot is somewhere", () => {
    const plants = new Plants(pairs, scenario.items);
    plants.plant(0, 3, 1_000);
    plants.kill(0, 0.1);
    plants.delay(0, 3);
    plants.ripen(0, 3, 0.05, 0.5, 0.2);
    expect(plants.fresh(0)).toBe(0);
    plants.ripen(0, 4, 0.05, 0.5, 0.2);
    // 900 left, 45 never saleable, 855: 427 A, 171 C, 257 B.
    expect([0, 1, 2].map((grade) => plants.has(0, cellOf(grade, 0)))).toEqual([427, 257, 171]);
    plants.sell(0, cellOf(0, 0), 400);
    for (let week = 0; week < item.sellWeeks; week += 1) plants.age();
    expect(plants.standing[0]).toBe(0);
    expect(plants.thrown[pairs.item[0]!]).toBe(455);
    plants.assertAllThere(5);
  });

  test("a pot that vanishes is missed, and nobody sells what he has not", () => {
    const plants = new Plants(pairs, scenario.items);
    plants.plant(0, 3, 10);
    expect(() => plants.sell(0, cellOf(0, AGES - 1), 1)).toThrow("would sell 1 of 0");
    plants.growing.fill(0);
    plants.standing.fill(0);
    expect(() => plants.assertAllThere(0)).toThrow("10 were planted, 0 stand and 0 are gone");
  });
});

describe("the year", () => {
  test("a year's demand is a year's average, and the Spring Festival's part of it moves with the festival", () => {
    const weeks = weeksFrom("2024-03-04", 156);
    const items = drawItems(3, SMALL);
    const season = seasonOf(items, weeks);
    items.forEach((item, i) => {
      const heights = weeks.map((_, week) => season[i * weeks.length + week]!);
      expect(heights.reduce((sum, one) => sum + one, 0) / 156).toBeCloseTo(1, 1);
      const peaks = [0, 1, 2].map((year) => weeks[heights.indexOf(Math.max(...heights.slice(52 * year, 52 * year + 52)), 52 * year)]!.day);
      // Spring Festivals on 29 January 2025, 17 February 2026, 6 February 2027.
      if (item.springShare > 0.6) expect(peaks).toEqual(["2025-01-06", "2026-01-26", "2027-01-18"]);
    });
  });
});

describe("figures", () => {
  test("Gini, quantiles and the paired difference of a few numbers", () => {
    expect(gini([1, 1, 1])).toBe(0);
    expect(gini([0, 0, 0, 4])).toBe(0.75);
    expect(gini([-1, -2])).toBeNaN();
    expect([0, 0.25, 0.5, 1].map((at) => quantile([4, 1, 2, 3], at))).toEqual([1, 1.75, 2.5, 4]);
    const difference = paired([1, 2, 3, 4, -1, 0], 1);
    expect(difference).toMatchObject({ mean: 1.5, up: 4, down: 1, same: 1 });
    expect(difference.low).toBeLessThan(1.5);
    expect(difference.high).toBeGreaterThan(1.5);
    expect(paired([1, 2, 3, 4, -1, 0], 1)).toEqual(difference);
    expect(paired([2, 2], 1)).toMatchObject({ low: 2, high: 2 });
  });

  test("draws are even, normal ones have mean 0 and deviation 1, and neighbours know nothing of each other", () => {
    const count = 40_000;
    const draws = Array.from({ length: count }, (_, n) => drawAt(9, LUCK.item, n));
    const normals = Array.from({ length: count }, (_, n) => normalAt(9, LUCK.planting, n % 200, Math.floor(n / 200)));
    const mean = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0) / values.length;
    expect(mean(draws)).toBeCloseTo(0.5, 1.9);
    expect(mean(normals)).toBeCloseTo(0, 1.7);
    expect(mean(normals.map((one) => one * one))).toBeCloseTo(1, 1);
    expect(mean(normals.slice(1).map((one, n) => one * normals[n]!))).toBeCloseTo(0, 1.7);
  });
});
