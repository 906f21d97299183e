import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pooled } from "./contract.ts";
import { seedPooled } from "./seed.ts";
import { openStage, type Stage } from "./trial.ts";

describe("the demonstration's pooled orders", () => {
  let stage: Stage;
  beforeAll(async () => { stage = await openStage(["王桂兰", "李守田", "张秀英"]); });
  afterAll(() => stage.close());

  test("are planted once: one waits for answers, one comes to the dock today, one is settled; the books agree", async () => {
    const { market: { runtime }, growers: [first, second, third], enterprise, operator, grader, itemId } = stage;
    const people = { growers: [first!.call, second!.call, third!.call] as const, others: [], enterprise: enterprise.call, operator: operator.call, grader: grader.call, itemId };
    expect([await seedPooled(runtime, people), await seedPooled(runtime, people)]).toEqual([3, 0]);
    await stage.settle();
    const { orders } = await runtime.call(pooled.actions.orders, {}, operator.call);
    expect(orders.map((row) => row.state).toSorted()).toEqual(["allocated", "closed", "open"]);
    expect((await runtime.call(pooled.actions.invitations, { waiting: true }, first!.call)).waiting).toBe(1);
    const closed = orders.find((row) => row.state === "closed")!;
    const money = await runtime.call(pooled.actions.settlement, { orderId: closed.id }, operator.call);
    expect(money).toMatchObject({ balanced: true, differences: [], invoice: { gross: 480 * 16_80 } });
    const { parcels } = await runtime.call(pooled.actions.parcels, { orderId: orders.find((row) => row.state === "allocated")!.id }, operator.call);
    expect(parcels.map((one) => one.state).toSorted()).toEqual(["accepted", "expected"]);
    expect((await stage.balances()).total).toBe(0);
  });
});
