import { describe, expect, test } from "vitest";
import { createChance, normal } from "../clock/chance.ts";
import { autoregressionPath, fitAutoregression } from "./autoregression.ts";
import { chooseEts, fitEts } from "./ets.ts";
import { etsPath } from "./ets-path.ts";
import { holtWinters, holtWintersAt } from "./holt-winters.ts";
import { ErrorRecord } from "./intervals.ts";
import { addRow, normalEquations, solveRidge } from "./linear.ts";
import * as measures from "./measures.ts";
import { minimise } from "./nelder-mead.ts";
import { stl } from "./stl.ts";
import { theta } from "./theta.ts";
import { Trust } from "./trust.ts";

const SEED = 7;
const months = (noise: number): number[] => {
  const chance = createChance(SEED);
  return Array.from({ length: 60 }, (_, i) => 100 + i + 20 * Math.sin((2 * Math.PI * i) / 12) + normal(chance, 0, noise));
};

describe("the parts", () => {
  test("Nelder and Mead find the bottom of Rosenbrock's valley", () => {
    const { point } = minimise((p) => 100 * ((p[1] as number) - (p[0] as number) ** 2) ** 2 + (1 - (p[0] as number)) ** 2, [-1.2, 1], [0.5, 0.5]);
    expect(point[0]).toBeCloseTo(1, 3);
    expect(point[1]).toBeCloseTo(1, 3);
  });
  test("ridge regression: without penalty the exact plane, with it smaller, and a column twice is no error", () => {
    const equations = normalEquations(3);
    for (let i = 0; i < 12; i += 1) addRow(equations, [1, i, i], 4 + 6 * i);
    expect([...solveRidge(equations, [0, 0, 0])].map((b) => Math.round(b * 1e6) / 1e6)).toEqual([4, 6, 0]);
    const [, slope, twin] = solveRidge(equations, [0, 50, 50]);
    expect((slope as number) + (twin as number)).toBeLessThan(6);
    expect(slope).toBeCloseTo(twin as number, 9);
  });
  test("Student's t: two tails of 2.228 with 10 degrees are 5 %", () => {
    const losses = Array.from({ length: 11 }, (_, i) => Math.sqrt(10 + i));
    expect(measures.dieboldMariano(losses, losses.map(() => Math.sqrt(15 - 1e-9))).p).toBeGreaterThan(0.99);
    const a = Array.from({ length: 11 }, (_, i) => Math.sqrt(20 + (i - 5)));
    const shift = 2.228_138_85 * Math.sqrt(110 / 11 / 11) / Math.sqrt(10 / 11);
    expect(measures.dieboldMariano(a, a.map(() => Math.sqrt(20 - shift))).p).toBeCloseTo(0.05, 5);
  });
});

describe("models of months with trend and season", () => {
  const next = Array.from({ length: 12 }, (_, h) => 160 + h + 20 * Math.sin((2 * Math.PI * (60 + h)) / 12));
  test.each([
    ["chosen smoothing", (y: number[]) => etsPath(chooseEts(y, 12, undefined, { evaluations: 800 }), 12).mean],
    ["Holt-Winters", (y: number[]) => next.map((_, h) => holtWintersAt(holtWinters(y, 12, false), h + 1, false))],
    ["Theta", (y: number[]) => theta(y, 12, 12).mean],
    ["autoregression", (y: number[]) => autoregressionPath(fitAutoregression(y, undefined, 13), y, 12).mean],
  ])("%s carries both on", (_, forecast) => {
    expect(measures.meanAbsolutePercentageError(next, forecast(months(1)))).toBeLessThan(5);
  });
  test("STL gives back what was put in", () => {
    const { seasonal, trend, remainder } = stl(months(0), 12, { seasonWindow: "periodic" });
    expect(Math.max(...seasonal.map((s, i) => Math.abs(s - 20 * Math.sin((2 * Math.PI * i) / 12))))).toBeLessThan(1);
    expect(Math.max(...trend.map((t, i) => Math.abs(t - 100 - i)))).toBeLessThan(1);
    expect(Math.max(...remainder.map(Math.abs))).toBeLessThan(1);
  });
  test("a model that does not suit says why", () => {
    expect(() => fitEts([1, 2, 3], 1, { error: "A", trend: "N", season: "N" })).toThrow("too few");
    expect(() => fitEts(months(1).map((v) => v - 150), 12, { error: "M", trend: "N", season: "N" })).toThrow("positive");
  });
});

describe("what is learnt from errors", () => {
  test("intervals hold their share also when the market becomes three times as wild", () => {
    const chance = createChance(SEED);
    const record = new ErrorRecord(0.8);
    const held: boolean[] = [];
    for (let i = 0; i < 1_200; i += 1) {
      const error = normal(chance, 0, i < 600 ? 1 : 3);
      const reach = record.reach(measures.normalReach(0.8));
      const inside = reach === undefined ? undefined : error >= reach.low && error <= reach.high;
      if (inside !== undefined && i >= 600) held.push(inside);
      record.add(error, inside);
    }
    expect(held.filter(Boolean).length / held.length).toBeGreaterThan(0.75);
    expect(held.filter(Boolean).length / held.length).toBeLessThan(0.85);
  });
  test("a model that is always wrong loses its trust, one that is right keeps it", () => {
    const actual = Float64Array.from({ length: 300 }, (_, i) => (i % 2 === 0 ? 1 : -1));
    const [right, wrong] = [new Trust(), new Trust()];
    let [kept, lost] = [0, 0];
    for (let origin = 0; origin < 299; origin += 1) {
      kept = right.weigh(origin, origin + 1, 0, actual[origin + 1] as number, actual);
      lost = wrong.weigh(origin, origin + 1, 0, -(actual[origin + 1] as number), actual);
    }
    expect(Math.abs(kept)).toBeGreaterThan(0.95);
    expect(Math.abs(lost)).toBeLessThan(0.05);
  });
});
