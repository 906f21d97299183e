import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ledger } from "../../kernel/ledger/contract.ts";
import { AS_SYSTEM } from "../../kernel/machinery/runtime.ts";
import { openTestMarket, type Person, type TestMarket } from "../../../tests/market.ts";
import { settlement } from "./contract.ts";

describe("what a client owes his agent", () => {
  let market: TestMarket;
  let [agent, client, cashier]: Person[] = [];
  const charge = (amount: number, causeId: string, more: { reverses?: string; debtorId?: string } = {}) => market.runtime.call(settlement.actions.chargeBetween, {
    kind: "agency_goods", debtorId: client!.partyId, creditorId: agent!.partyId, amount, currency: "CNY", memo: "蝴蝶兰 40 盆", cause: "test", causeId, ...more,
  }, AS_SYSTEM);
  const owes = async () => (await market.runtime.call(ledger.actions.owed, { creditorId: agent!.partyId, partyId: client!.partyId, currency: "CNY" }, AS_SYSTEM)).debts[0]?.balance ?? 0;

  beforeAll(async () => {
    market = await openTestMarket();
    [agent, client, cashier] = [await market.person("李代拍", ["agent"]), await market.person("济南客户", ["buyer"]), await market.staff("孙丽", ["cashier"])];
  });
  afterAll(() => market.close());

  test("is booked once per cause, taken back in parts and never beyond itself", async () => {
    const first = await charge(740_00, "one");
    expect(await charge(740_00, "one")).toEqual({ ...first, repeated: true });
    await expect(charge(741_00, "one")).rejects.toMatchObject({ code: "cause_reused" });
    expect(await owes()).toBe(740_00);
    await charge(-40_00, "back-1", { reverses: first.chargeId });
    await expect(charge(-700_01, "back-2", { reverses: first.chargeId })).rejects.toMatchObject({ code: "over_charge", detail: { left: 700_00 } });
    await expect(charge(10, "back-3", { reverses: first.chargeId })).rejects.toMatchObject({ code: "over_charge" });
    await charge(-700_00, "back-4", { reverses: first.chargeId });
    expect(await owes()).toBe(0);
    await expect(charge(1, "self", { debtorId: agent!.partyId })).rejects.toMatchObject({ code: "needs_two_ends" });
  });

  test("stands in the books of the day and closes with it", async () => {
    await charge(12_34, "two");
    const { checks, differences, businessDate } = await market.runtime.call(settlement.actions.dayOverview, {}, cashier!.call);
    expect(checks.find(({ code }) => code === "between")).toMatchObject({ expected: 12_34, found: 12_34, difference: 0 });
    expect(differences).toBe(0);
    await market.runtime.call(settlement.actions.closeDay, { businessDate }, cashier!.call);
    await market.runtime.settle();
    const after = await charge(1_00, "after the close");
    expect(after.businessDate > businessDate).toBe(true);
  });

  test("is never rewritten", async () => {
    const { chargeId } = await charge(5_00, "three");
    await expect(market.database.pool.query("update settlement.between_charge set amount = 1 where id = $1", [chargeId])).rejects.toThrow(/append_only/);
  });
});
