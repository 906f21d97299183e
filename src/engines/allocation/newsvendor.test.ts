import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { createChance, normal } from "../clock/chance.ts";
import { bestOfChances, bestQuantity, type Deliverer, outlook, overOrder } from "./newsvendor.ts";
import { normalBelow, normalQuantile } from "./normal.ts";

const VECTORS = "../shared/science/allocation/newsvendor.json";
const PLACES = 9;

interface NormalCase {
  readonly cr: number;
  readonly z: number;
  readonly Qstar: number;
  readonly atQstar: Record<"Q" | "lostSales" | "sales" | "leftover" | "profit", number>;
  readonly atCeil: Record<"Q" | "lostSales" | "sales" | "leftover" | "profit", number>;
}
interface DiscreteCase {
  readonly p: number;
  readonly c: number;
  readonly v: number;
  readonly demand: readonly number[];
  readonly prob: readonly number[];
  readonly cr: number;
  readonly Qstar: number;
  readonly profit: readonly number[];
}

describe.skipIf(!existsSync(VECTORS))("the published cases", () => {
  const vectors = (): Record<string, unknown> => JSON.parse(readFileSync(VECTORS, "utf8")) as Record<string, unknown>;
  test.each([["normal_1000_200_p140_c100_v90", { price: 140, cost: 100, salvage: 90 }], ["normal_1000_200_p130_c100_v80", { price: 130, cost: 100, salvage: 80 }]])("%s", (name, margins) => {
    const { cr, z, Qstar, atQstar, atCeil } = vectors()[name] as NormalCase;
    const best = bestQuantity(1_000, 200, margins);
    expect(best.ratio).toBeCloseTo(cr, 12);
    expect(best.z).toBeCloseTo(z, PLACES);
    expect(best.quantity).toBeCloseTo(Qstar, PLACES);
    for (const { Q, ...expected } of [atQstar, atCeil]) for (const [what, value] of Object.entries(expected)) expect(outlook(1_000, 200, margins, Q)[what as keyof typeof expected]).toBeCloseTo(value, 8);
    expect(Math.ceil(best.quantity)).toBe(atCeil.Q);
  });
  test("a demand of four possible sizes", () => {
    const { p, c, v, demand, prob, cr, Qstar, profit } = vectors()["discrete_freddie"] as DiscreteCase;
    const best = bestOfChances(demand.map((units, i) => ({ units, probability: prob[i]! })), { price: p, cost: c, salvage: v });
    expect([best.ratio, best.quantity]).toEqual([cr, Qstar]);
    for (const [i, one] of best.outlooks.entries()) expect(one.profit).toBeCloseTo(profit[i]!, 12);
  });
});
if (!existsSync(VECTORS)) console.log(`newsvendor: ${VECTORS} is not there; the published cases were skipped`);

describe("the normal curve", () => {
  test("agrees with the tables", () => {
    for (const [p, z] of [[0.5, 0], [0.8, 0.8416212335729143], [0.975, 1.959963984540054], [0.999, 3.090232306167813], [1e-9, -5.997807015007687]] as const) expect(normalQuantile(p)).toBeCloseTo(z, 13);
    expect(normalBelow(-8) / 6.22096057427178e-16).toBeCloseTo(1, 12);
    expect(() => normalQuantile(1)).toThrow(RangeError);
  });
  test("quantile and probability undo each other, from one in 10^300 to the middle", () => {
    for (let power = -300; power < -0.3; power += 0.37) {
      const p = 10 ** power;
      expect(Math.abs(normalBelow(normalQuantile(p)) / p - 1)).toBeLessThan(1e-10);
    }
    expect(normalBelow(-3 - 1e-12) / normalBelow(-3 + 1e-12)).toBeCloseTo(1, 10);
  });
});

describe("how much a hub orders for 10,000 pots, when growers bring 5 % less on average", () => {
  const deliverers: Deliverer[] = Array.from({ length: 20 }, () => ({ units: 500, missing: 50, spread: 100 }));
  const request = { ordered: 10_000, step: 12, deliverers, together: 200, missingCost: 300, surplusCost: 100 };

  test("more than the mean lack if missing pots are dear, and whole trays", () => {
    const advice = overOrder(request);
    expect(advice.quantity % 12).toBe(0);
    expect(advice.extra).toBeGreaterThan(10_000 / 0.95 - 10_000);
    expect(overOrder({ ...request, missingCost: 3_000 }).quantity).toBeGreaterThan(advice.quantity);
    expect(overOrder({ ...request, together: 900 }).comes.deviation).toBeGreaterThan(advice.comes.deviation);
  });
  test("growers who bring everything need no more than is ordered; sure lack is made up exactly", () => {
    expect(overOrder({ ...request, deliverers: [{ units: 1, missing: 0, spread: 0 }], step: 1 })).toMatchObject({ quantity: 10_000, extra: 0, chanceOfAll: 1, expectedMissing: 0, expectedSurplus: 0 });
    expect(overOrder({ ...request, deliverers: [{ units: 1, missing: 200, spread: 0 }], step: 1 }).quantity).toBe(12_500);
    expect(() => overOrder({ ...request, deliverers: [{ units: 1, missing: 1_000, spread: 0 }] })).toThrow(RangeError);
  });
  test("no other quantity costs less in 20,000 drawn seasons, and the expected figures are the seasons' means", () => {
    const seed = 20261127;
    const chance = createChance(seed);
    const { quantity, comes, expectedMissing, expectedSurplus, chanceOfAll } = overOrder({ ...request, step: 1 });
    const seasons = Array.from({ length: 20_000 }, () => normal(chance, comes.mean, comes.deviation));
    const meanOf = (of: (part: number) => number): number => seasons.reduce((sum, part) => sum + of(part), 0) / seasons.length;
    const costAt = (units: number): number => meanOf((part) => (units * part < 10_000 ? 300 * (10_000 - units * part) : 100 * (units * part - 10_000)));
    for (const other of [quantity - 400, quantity - 150, quantity + 150, quantity + 400]) expect(costAt(other)).toBeGreaterThan(costAt(quantity));
    expect(meanOf((part) => Math.max(0, 10_000 - quantity * part)) / expectedMissing).toBeCloseTo(1, 1);
    expect(meanOf((part) => Math.max(0, quantity * part - 10_000)) / expectedSurplus).toBeCloseTo(1, 1);
    expect(meanOf((part) => (quantity * part >= 10_000 ? 1 : 0))).toBeCloseTo(chanceOfAll, 1);
  });
});
