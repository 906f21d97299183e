import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { poolModel, solveByHighs } from "../../../tests/highs.ts";
import { createChance } from "../clock/chance.ts";
import { certificate } from "./flow-proof.ts";
import { solveFlow } from "./flow.ts";
import { costOfPlan, planPool, type Pool } from "./orders-over-growers.ts";
import { poolNetwork } from "./pool-flow.ts";
import { randomPool } from "./random-pool.ts";
import { trayBound } from "./tray-bound.ts";

const anyPool = fc.record({
  seed: fc.integer({ min: 0, max: 0x7fff_ffff }), orders: fc.integer({ min: 1, max: 8 }), growers: fc.integer({ min: 1, max: 25 }),
  each: fc.constantFrom("grower" as const, "order" as const), candidates: fc.integer({ min: 1, max: 6 }), load: fc.constantFrom(0.3, 0.8, 1, 1.3),
}).map(({ seed, ...shape }) => randomPool(createChance(seed), shape));

describe("two orders and three growers", () => {
  // The near grower's 100 pots are worth most to the first order, in 12 trays of 8; the 4 left over make no batch for the second.
  const pool: Pool = {
    orders: [{ wanted: 160, tray: 8, minBatch: 0, unfilledCost: 900 }, { wanted: 65, tray: 6, minBatch: 30, unfilledCost: 900 }],
    capacity: [100, 90, 200],
    candidates: [{ order: 0, grower: 0, cost: 100 }, { order: 0, grower: 1, cost: 300 }, { order: 1, grower: 0, cost: 110 }, { order: 1, grower: 2, cost: 130 }],
  };
  const plan = planPool(pool);

  test("the dear grower only fills up, trays are whole, and what makes no batch stays with its grower", () => {
    expect(plan.trays).toEqual([12, 8, 0, 10]);
    // 65 pots are ten trays of 6 and 5 pots that fill none.
    expect(plan.unfilled).toEqual([0, 5]);
    expect(costOfPlan(pool, plan.trays)).toBe(plan.cost);
  });

  test("the flow says how far from the least cost the plan can be, and what a pot more is worth", () => {
    expect(plan.bound.cost).toBeLessThanOrEqual(plan.cost);
    expect([...plan.bound.growerRent].map((rent) => rent > 0)).toEqual([true, false, false]);
  });
});

describe("pools that are refused or empty", () => {
  const order = { wanted: 10, tray: 5, minBatch: 0, unfilledCost: 7 };
  test("nothing to plan", () => {
    expect(planPool({ orders: [], capacity: [], candidates: [] })).toMatchObject({ trays: [], cost: 0 });
    expect(planPool({ orders: [order], capacity: [], candidates: [] })).toMatchObject({ unfilled: [10], cost: 70, bound: { cost: 70 } });
    expect(planPool({ orders: [{ ...order, wanted: 4 }], capacity: [9], candidates: [{ order: 0, grower: 0, cost: 1 }] })).toMatchObject({ trays: [0], unfilled: [4], cost: 28 });
    expect(planPool({ orders: [{ ...order, minBatch: 12 }], capacity: [90], candidates: [{ order: 0, grower: 0, cost: 1 }] })).toMatchObject({ trays: [0], unfilled: [10] });
  });

  test("a false figure is named with its place", () => {
    const candidate = { order: 0, grower: 0, cost: 1 };
    const plan = (change: Partial<Pool>) => () => planPool({ orders: [order], capacity: [9], candidates: [candidate], ...change });
    expect(plan({ orders: [{ ...order, tray: 0 }] })).toThrow("tray of order 0 must be a whole number of at least 1, got 0");
    expect(plan({ capacity: [-1] })).toThrow("capacity of grower 0");
    expect(plan({ candidates: [{ ...candidate, grower: 1 }] })).toThrow("candidate 0 names grower 1");
    expect(plan({ candidates: [candidate, candidate] })).toThrow("candidate 1 names order 0 and grower 0 again");
    expect(() => costOfPlan({ orders: [order], capacity: [9], candidates: [candidate] }, [2])).toThrow("grower 0 has 1 pots too few");
  });
});

describe("any pool", () => {
  test("gets a plan that keeps every rule, costs no less than its bounds, and is the same every time", () => {
    fc.assert(fc.property(anyPool, (pool) => {
      const plan = planPool(pool);
      expect(costOfPlan(pool, plan.trays)).toBe(plan.cost);
      const network = poolNetwork(pool);
      expect(certificate(network, solveFlow(network))).toEqual({ holds: true });
      const better = trayBound(pool, plan.bound);
      expect(better).toBeGreaterThanOrEqual(plan.bound.cost);
      expect(plan.cost).toBeGreaterThanOrEqual(better);
      for (const [order, { wanted, tray }] of pool.orders.entries()) {
        const delivered = pool.candidates.reduce((sum, candidate, at) => sum + (candidate.order === order ? plan.trays[at]! * tray : 0), 0);
        expect(delivered + plan.unfilled[order]!).toBe(wanted);
      }
      expect(planPool(pool)).toEqual(plan);
    }), { numRuns: 40 });
  });

  test("small pools come close to the proven optimum", async () => {
    let [ours, best] = [0, 0];
    for (let seed = 1; seed <= 5; seed++) {
      const pool = randomPool(createChance(seed), { orders: 3, growers: 9, each: "grower", candidates: 2, load: 0.6 + seed * 0.06 });
      const plan = planPool(pool);
      const peer = await solveByHighs(poolModel(pool));
      expect(peer.status, `seed ${seed}`).toBe("optimal");
      expect(plan.cost, `seed ${seed}`).toBeGreaterThanOrEqual(peer.objective * (1 - 1e-4));
      expect(trayBound(pool, plan.bound), `seed ${seed}`).toBeLessThanOrEqual(peer.objective * (1 + 1e-6));
      ours += plan.cost;
      best += peer.objective;
    }
    expect(ours / best).toBeLessThan(1.02);
  });
});

test("forty orders over four hundred growers stay within half a per cent of the flow", () => {
  for (const seed of [1, 2]) {
    const plan = planPool(randomPool(createChance(seed), { orders: 40, growers: 400, each: "grower", candidates: 10, load: 0.85 }));
    expect(plan.cost / plan.bound.cost, `seed ${seed}`).toBeLessThan(1.005);
  }
});
