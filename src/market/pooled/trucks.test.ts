import { afterAll, beforeAll, expect, test } from "vitest";
import { batches } from "../../growing/batches/contract.ts";
import { pooled } from "./contract.ts";
import { openStage, type Stage } from "./trial.ts";

const { actions } = pooled;
let stage: Stage;
beforeAll(async () => {
  stage = await openStage(["王桂兰", "李守田", "张秀英"]);
  const { market: { runtime, database }, growers: [wang, li, zhang], operator } = stage;
  for (const [grower, town] of [[wang!, "垛石"], [li!, "垛石"], [zhang!, "仁风"]] as const) await database.pool.query("update kernel.party set town = $2 where id = $1", [grower.partyId, town]);
  for (const [town, km] of [["垛石", 30], ["仁风", 20]] as const) await runtime.call(batches.actions.setTown, { town, km }, operator.call);
  for (const grower of stage.growers) await stage.plant(grower, 400);
});
afterAll(() => stage.close());

test("an order by least cost with trucks fetches where a truck is filled, and every grower reads why", async () => {
  const { market: { runtime }, growers: [wang, , zhang], enterprise, operator } = stage;
  const terms = stage.terms({ rule: "least_cost", fairnessPm: 0, truck: { holds: 400, perTrip: 100_00, perKm: 3_00 }, lines: [stage.line({ quantity: 640, drops: [{ dueOn: "2026-12-10", place: "济南仓", quantity: 640 }] })] });
  await expect(runtime.call(actions.saveDraft, { title: "车太小", terms: { ...terms, truck: { ...terms.truck!, holds: 4 } } as never }, enterprise.call).then((row) => runtime.call(actions.askHub, { orderId: row.id }, enterprise.call))).rejects.toMatchObject({ code: "terms_wrong", detail: { fault: "truck_too_small" } });
  const order = await stage.published(terms);
  const { drops: [drop] } = await runtime.call(actions.quotas, { orderId: order.id }, zhang!.call);
  // Two trucks are needed in any case; the nearer town fills one, the farther the other.
  const quota = (name: string) => drop!.candidates.find((one) => one.grower === name)!;
  expect(quota("张秀英")).toMatchObject({ quota: 400, why: { rule: "least_cost", binding: "claim", truck: { town: "仁风", holds: 400, fixed: 100_00 + 2 * 20 * 3_00, started: 1, load: 400 } } });
  expect(quota("王桂兰").quota + quota("李守田").quota).toBe(240);
  expect(quota("王桂兰").why!.truck).toEqual({ town: "垛石", holds: 400, fixed: 100_00 + 2 * 30 * 3_00, started: 1, load: 240 });
  for (const grower of stage.growers) await stage.answer(order.id, grower, (row) => ({ accepted: row.quota, extra: 0 }));
  expect(await runtime.call(actions.allocate, { orderId: order.id }, operator.call)).toMatchObject({ state: "allocated", promised: 640 });
  expect(await runtime.call(actions.verifySheet, { orderId: order.id }, wang!.call)).toMatchObject({ sound: true });
});
