import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { lots } from "../../kernel/lots/contract.ts";
import { AS_SYSTEM } from "../../kernel/machinery/runtime.ts";
import { settlement } from "../settlement/contract.ts";
import { pooled } from "./contract.ts";
import { openStage, type Stage } from "./trial.ts";

const TAKING = ["甲", "乙", "丙"];
const RESTING = ["丁", "戊", "己", "庚"];

/** Seven growers sell over two years; three of them join pooled orders in the second. */
describe("a year's effect of pooled orders", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage([...TAKING, ...RESTING]);
    const { runtime } = stage.market;
    const year = async (on: string, of: (n: number) => { channel: "catalogue" | "pooled"; brought: number; sold: number; thrown: number; price: number }): Promise<void> => {
      stage.on(on);
      for (const [n, grower] of stage.growers.entries()) {
        const { channel, brought, sold, thrown, price } = of(n);
        const lot = await runtime.call(lots.actions.create, { itemId: stage.itemId, growerId: grower.partyId, declared: brought }, AS_SYSTEM);
        await runtime.call(lots.actions.move, { lotId: lot.id, kind: "intake", quantity: brought, cause: "story", causeId: `in-${lot.id}` }, AS_SYSTEM);
        await runtime.call(settlement.actions.recordSale, { channel, lotId: lot.id, buyerId: stage.enterprise.partyId, quantity: sold, price, currency: "CNY", fromHold: false, creditHeld: false, cause: "story", causeId: randomUUID() }, AS_SYSTEM);
        if (thrown > 0) await runtime.call(lots.actions.move, { lotId: lot.id, kind: "write_off", quantity: thrown, cause: "story", causeId: `out-${lot.id}`, reason: "开败" }, AS_SYSTEM);
      }
    };
    // The first year everybody sells 70 of 100 at 10 yuan and throws 20 away; what is left over is thrown away too, late in the year.
    await year("2025-03-10", () => ({ channel: "catalogue", brought: 100, sold: 70, thrown: 30, price: 10_00 }));
    // The second year is better for all; those who took part sell 95 of 100.
    await year("2026-03-10", (n) => (n < TAKING.length ? { channel: "pooled", brought: 100, sold: 95, thrown: 5, price: 12_00 } : { channel: "catalogue", brought: 100, sold: 75, thrown: 25, price: 11_00 }));
    await stage.settle();
  }, 120_000);
  afterAll(() => stage.close());

  const report = () => stage.market.runtime.call(pooled.actions.effect, { year: 2026 }, stage.operator.call);

  test("compares each group's change, not this year's level alone", async () => {
    const { participants, others, withheld, rows, complete, caveats } = await report();
    expect({ participants, others, withheld, complete }).toEqual({ participants: 3, others: 4, withheld: false, complete: false });
    const income = rows.find((row) => row.measure === "income")!;
    // 95 × 12 − 70 × 10 = 440 yuan for those who took part; 75 × 11 − 70 × 10 = 125 for the others.
    expect(income).toMatchObject({ participants: { before: 700_00, during: 1_140_00, change: 440_00, parties: 3 }, others: { change: 125_00, parties: 4 }, difference: 315_00 });
    expect(rows.find((row) => row.measure === "unsold")).toMatchObject({ participants: { before: 300, during: 50 }, others: { before: 300, during: 250 }, difference: -200 });
    expect(rows.find((row) => row.measure === "loss")).toMatchObject({ participants: { before: 300, during: 50 }, difference: -200 });
    expect(caveats).toEqual(expect.arrayContaining(["self_selection", "few_parties"]));
  });

  test("a grower reads the same report, and nobody reads who is who out of the records", async () => {
    const mine = await stage.market.runtime.call(pooled.actions.effect, { year: 2026 }, stage.growers[0]!.call);
    expect(mine).toEqual(await report());
    const { base64 } = await stage.market.runtime.call(pooled.actions.exportEffect, { year: 2026, language: "zh" }, stage.operator.call);
    const text = Buffer.from(base64, "base64").toString("latin1");
    expect(text.length).toBeGreaterThan(1_000);
    for (const grower of stage.growers) expect(text).not.toContain(grower.partyId);
    await expect(stage.market.runtime.call(pooled.actions.exportEffect, { year: 2026, language: "zh" }, stage.growers[0]!.call)).rejects.toMatchObject({ code: "not_allowed" });
  });

  test("two who took part are too few to be shown", async () => {
    const { withheld, rows, caveats } = await stage.market.runtime.call(pooled.actions.effect, { year: 2025 }, stage.operator.call);
    expect(withheld).toBe(true);
    expect(rows.every((row) => row.difference === null && row.participants.during === null && row.others.during === null)).toBe(true);
    expect(caveats).toContain("first_year");
  });
});
