import { expect, test } from "vitest";
import { leastCost, type CostRequest } from "../../engines/allocation/least-cost.ts";
import { drawAt, LUCK } from "../../engines/season/chance.ts";
import { planInThread } from "./planner.ts";

const GROWERS = 120;
const SEED = 20_261_128;

function orderOf(seed: number, growers: number): CostRequest {
  let drawn = 0;
  const one = (least: number, most: number): number => least + Math.floor(drawAt(seed, LUCK.grower, (drawn += 1)) * (most - least + 1));
  return {
    estate: 8 * growers * 12, step: 8, tie: { by: ["score", "distance", "draw"], salt: `T-${seed}` }, floorPerMille: 300,
    trucks: [{ zone: "济阳", holds: 640, fixed: 400_00 }, { zone: "商河", holds: 640, fixed: 700_00 }],
    carriers: Array.from({ length: growers }, (_, n) => ({ id: `g${n}`, claim: 8 * one(5, 40), minBatch: 8 * one(1, 10), score: one(0, 1_000), transport: one(1_000, 40_000), gradeLoss: one(0, 20_000), zone: n % 3 === 0 ? null : n % 3 === 1 ? "济阳" : "商河" })),
  };
}

test(`a large order is worked out in a thread of its own while everything else goes on, with the same shares (seed ${SEED})`, async () => {
  const planner = planInThread();
  const request = orderOf(SEED, GROWERS);
  let breaths = 0;
  let working = true;
  const breathe = (): void => {
    breaths += 1;
    if (working) setImmediate(breathe);
  };
  setImmediate(breathe);
  const inThread = await leastCost(request, null, 0, planner);
  working = false;
  // On the calling thread there would be one at most.
  expect(breaths).toBeGreaterThan(20);
  expect(inThread).toEqual(await leastCost(request, null, 0));
  expect(inThread).toMatchObject({ way: "heuristic", repeatable: true, unplaced: 0 });
  // Several at once are each answered with their own.
  const many = await Promise.all([1, 2, 3].map((seed) => leastCost(orderOf(seed, 12), null, 0, planner)));
  expect(many).toEqual(await Promise.all([1, 2, 3].map((seed) => leastCost(orderOf(seed, 12), null, 0))));
});

test("a scene nobody can work with is an error of whoever asked, and the thread goes on", async () => {
  const planner = planInThread();
  await expect((async () => planner({ trays: 3, carriers: null, zones: [] } as never))()).rejects.toThrow(/null/);
  expect(await leastCost(orderOf(4, 10), null, 0, planner)).toMatchObject({ way: "heuristic" });
});
