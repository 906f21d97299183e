import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pooled } from "./contract.ts";
import { openStage, type Stage } from "./trial.ts";

const { actions } = pooled;

describe("one order that is broken, and another behind it", () => {
  let stage: Stage;
  const ids: string[] = [];
  const told: string[] = [];
  const call = (orderId: string, who: "operator" | "enterprise") => stage.market.runtime.call(actions.order, { orderId }, stage[who].call);
  /** Somebody has been at the data: without weights nobody has a score, without penalties no drop has an end. */
  const breakWeights = (orderId: string) => stage.market.database.pool.query(`update pooled.pooled_order set terms = jsonb_set(terms, '{weights}', 'null') where id = $1`, [orderId]);
  const breakPenalties = (orderId: string) => stage.market.database.pool.query(`update pooled.pooled_order set terms = jsonb_set(terms, '{penalties}', 'null') where id = $1`, [orderId]);
  const mend = (orderId: string, terms: unknown) => stage.market.database.pool.query("update pooled.pooled_order set terms = $2 where id = $1", [orderId, JSON.stringify(terms)]);
  beforeAll(async () => {
    stage = await openStage(["王桂兰", "李守田"]);
    stage.market.runtime.onContained((line) => told.push(line));
    for (const grower of stage.growers) await stage.plant(grower, 400);
    for (let n = 0; n < 2; n++) {
      ids.push((await stage.published(stage.terms({ lines: [stage.line({ quantity: 160, drops: [{ dueOn: "2026-12-10", place: "济南仓", quantity: 160 }] })], deposit: { enterprise: 0, grower: 0 } }))).id);
      for (const grower of stage.growers) await stage.answer(ids[n]!, grower, (row) => ({ accepted: row.quota }));
    }
  });
  afterAll(() => stage.close());

  test("does not keep the other from its sheet; the hub reads what happened, the log has it under the order's number", async () => {
    await breakWeights(ids[0]!);
    stage.later(25);
    await stage.settle();
    const whole = await call(ids[1]!, "operator");
    expect(whole.order).toMatchObject({ state: "allocated", promised: 160 });
    expect(whole.stuck).toBeNull();
    await mend(ids[0]!, stage.terms({ lines: [stage.line({ quantity: 160, drops: [{ dueOn: "2026-12-10", place: "济南仓", quantity: 160 }] })], deposit: { enterprise: 0, grower: 0 } }));
    const { order, stuck, steps } = await call(ids[0]!, "operator");
    expect(order).toMatchObject({ state: "open", risks: expect.arrayContaining(["stuck"]) });
    expect(stuck).toMatchObject({ what: "sheet", why: expect.stringMatching(/^#[0-9a-f]{8}$/) });
    expect(told).toHaveLength(1);
    expect(told[0]).toContain(`${order.no} sheet ${stuck!.why}`);
    expect(steps.filter((step) => step.kind === "stuck")).toMatchObject([{ text: stuck!.why }]);
    expect((await call(ids[0]!, "enterprise"))).toMatchObject({ stuck: null, order: { risks: [] } });
    const board = await stage.market.runtime.call(actions.board, {}, stage.operator.call);
    expect(board.orders.find((row) => row.id === ids[0])!.riskLines).toMatchObject([{ risk: "stuck" }]);
    // Tried again in ten minutes, not before; then it goes and nothing is left of it.
    await stage.settle();
    expect(await call(ids[0]!, "operator")).toMatchObject({ order: { state: "open" } });
    stage.later(1);
    await stage.settle();
    expect(await call(ids[0]!, "operator")).toMatchObject({ order: { state: "allocated", promised: 160 }, stuck: null });
  });

  test("does not keep the other's drop from its end, and leaves no half of its own behind", async () => {
    const { rows: [before] } = await stage.market.database.pool.query("select terms from pooled.pooled_order where id = $1", [ids[0]]);
    await breakPenalties(ids[0]!);
    stage.on("2026-12-12");
    await stage.settle();
    expect(await call(ids[1]!, "operator")).toMatchObject({ order: { state: "closed" } });
    const faults = await stage.market.database.pool.query("select 1 from pooled.fault where order_id = $1", [ids[0]]);
    expect(faults.rows).toHaveLength(0);
    expect(told.at(-1)).toMatch(/ drop #[0-9a-f]{8} failed/);
    await mend(ids[0]!, (before as { terms: unknown }).terms);
    expect(await call(ids[0]!, "operator")).toMatchObject({ order: { state: "allocated" }, stuck: { what: "drop" } });
    stage.later(1);
    await stage.settle();
    expect(await call(ids[0]!, "operator")).toMatchObject({ order: { state: "closed" }, stuck: null });
    expect(await stage.balances()).toEqual({ total: 0, deposits: [] });
  });
});
