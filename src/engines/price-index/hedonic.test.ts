/** Pots that are never the same twice: the regression tells what time did from what the pots are. */
import { describe, expect, test } from "vitest";
import { createChance, normal } from "../clock/chance.ts";
import { hedonicIndex, type HedonicObservation } from "./hedonic.ts";

/** ln p = 1 + 0.06·pot − 0.2·(grade B) + the week's level + noise. */
function pots(seed: number, noise: number): HedonicObservation[] {
  const chance = createChance(seed);
  const LEVELS = [0, 0.05, -0.1, 0.2];
  return Array.from({ length: 240 }, (_, at) => {
    const [pot, grade, week] = [9 + 3 * Math.floor(chance() * 3), chance() < 0.4 ? "B" : "A", at % LEVELS.length];
    return { period: `2026-W0${week + 1}`, price: Math.exp(1 + 0.06 * pot - (grade === "B" ? 0.2 : 0) + LEVELS[week]! + normal(chance, 0, noise)), quantity: 1 + Math.floor(chance() * 50), characteristics: { pot, grade } };
  });
}

test("without noise the index and the effects come out as they were put in", () => {
  for (const weight of ["equal", "quantity", "expenditure"] as const) {
    const { series, coefficients, rSquared, freedom } = hedonicIndex(pots(1, 0), weight);
    expect(series.map(({ period, value }) => [period, Math.log(value)])).toEqual([0, 0.05, -0.1, 0.2].map((level, at) => [`2026-W0${at + 1}`, expect.closeTo(level, 12)]));
    expect(coefficients.map(({ name }) => name)).toEqual(["intercept", "period 2026-W02", "period 2026-W03", "period 2026-W04", "pot", "grade B"]);
    expect(coefficients.slice(4).map(({ estimate }) => estimate)).toEqual([expect.closeTo(0.06, 12), expect.closeTo(-0.2, 12)]);
    expect([rSquared, freedom]).toEqual([expect.closeTo(1, 12), 234]);
  }
});

test("with noise, the truth lies within two standard errors about nineteen times in twenty", () => {
  let [held, all] = [0, 0];
  for (let seed = 0; seed < 60; seed += 1) {
    for (const { name, estimate, standardError } of hedonicIndex(pots(seed, 0.1)).coefficients) {
      const truth = { intercept: 1, "period 2026-W02": 0.05, "period 2026-W03": -0.1, "period 2026-W04": 0.2, pot: 0.06, "grade B": -0.2 }[name]!;
      all += 1;
      if (Math.abs(estimate - truth) < 1.97 * standardError) held += 1;
    }
  }
  expect(held / all).toBeGreaterThan(0.92);
  expect(held / all).toBeLessThan(0.98);
});

test("what cannot be told apart, is missing, or is too little, is named", () => {
  const rows = pots(2, 0.1);
  expect(() => hedonicIndex(rows.map((row) => ({ ...row, characteristics: { ...row.characteristics, diameter: Number(row.characteristics["pot"]) * 10 } })))).toThrow(/"diameter" follows from/);
  expect(() => hedonicIndex(rows.map((row, at) => (at === 3 ? { ...row, characteristics: { pot: 9 } } : row)))).toThrow(/Observation 4 .* no usable "grade"/);
  expect(() => hedonicIndex(rows.slice(0, 5))).toThrow(/5 observations cannot carry/);
  expect(() => hedonicIndex([])).toThrow(/no observation/);
  expect(() => hedonicIndex(rows.map(({ quantity: _, ...row }) => row), "expenditure")).toThrow(/needs a quantity/);
  expect(() => hedonicIndex(rows.map((row) => ({ ...row, price: 0 })))).toThrow(/price 0 is not above zero/);
});
