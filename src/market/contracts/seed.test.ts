import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { catalogue } from "../../kernel/catalogue/contract.ts";
import { ledger } from "../../kernel/ledger/contract.ts";
import { AS_SYSTEM } from "../../kernel/machinery/runtime.ts";
import { contracts } from "./contract.ts";
import { seedContracts } from "./seed.ts";
import { openStage, type Stage } from "./trial.ts";

describe("the demonstration's contracts", () => {
  let stage: Stage;
  beforeAll(async () => { stage = await openStage(); });
  afterAll(() => stage.close());

  test("are planted once: one runs and has delivered, one waits for a signature, one is a draft; the books agree", async () => {
    const { market, grower, buyer, grader, operator } = stage;
    const { runtime } = market;
    const [second, other] = [await market.person("李建军", ["grower"]), await market.person("北方商行", ["buyer"], 1_000_000_00)];
    const { id } = await runtime.call(catalogue.actions.addItem, { code: "anth", speciesId: null, zh: "红掌", category: "flower", unit: "pot" }, AS_SYSTEM);
    const people = { growers: [{ call: grower.call, itemIds: [stage.itemId] }, { call: second.call, itemIds: [id] }] as const, buyers: [buyer.call, other.call] as const, desk: grader.call };
    expect([await seedContracts(runtime, people), await seedContracts(runtime, people)]).toEqual([3, 0]);
    await stage.settle();
    const { contracts: rows } = await runtime.call(contracts.actions.mine, {}, grower.call);
    expect(rows.map((row) => row.state).toSorted()).toEqual(["draft", "running"]);
    expect((await runtime.call(contracts.actions.mine, {}, buyer.call)).waiting).toBe(1);
    const running = await runtime.call(contracts.actions.contract, { contractId: rows.find((row) => row.state === "running")!.id }, operator.call);
    expect(running.contract).toMatchObject({ delivered: 312, openCalls: 2, depositHeld: 5_000_00 });
    expect((await runtime.call(contracts.actions.verify, { no: running.contract.no }, operator.call)).sound).toBe(true);
    expect((await runtime.call(ledger.actions.balances, {}, AS_SYSTEM)).total).toBe(0);
  });
});
