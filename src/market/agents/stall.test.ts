import { describe, expect, test } from "vitest";
import { AS_SYSTEM } from "../../kernel/machinery/runtime.ts";
import { catalogue } from "../../kernel/catalogue/contract.ts";
import { stall } from "../stall/contract.ts";
import { agents } from "./contract.ts";
import { openStage, uuid } from "./trial.ts";

describe("an agent buys at a stall", () => {
  test("the merchant bills him like any customer, and what he bought is his client's", async () => {
    const stage = await openStage("2026-12-01T02:00:00Z");
    const { market, agent } = stage;
    const call = market.runtime.call.bind(market.runtime);
    const keeper = await market.person("顺发花行", ["merchant", "buyer"]);
    const place = await call(stall.actions.openStall, { partyId: keeper.partyId, hall: "一号厅", number: "S07", name: "顺发花行" }, AS_SYSTEM);
    const item = await call(catalogue.actions.item, { itemId: stage.items.lily }, AS_SYSTEM);
    await call(stall.actions.arrive, { stallId: place.id, arrivalId: uuid(), itemId: item.id, quantity: "100" }, keeper.call);
    const zhang = await stage.client("济南 老张");
    const list = await stage.list(zhang.id, [{ itemId: item.id, quantity: "40", limitPrice: 8_00 }]);

    await expect(call(agents.actions.visitStall, { number: "S99" }, agent.call)).rejects.toMatchObject({ code: "no_such_stall" });
    expect(await call(agents.actions.visitStall, { number: "s07" }, agent.call)).toMatchObject({ stall: "S07 顺发花行", already: false });
    expect(await call(agents.actions.visitStall, { number: "S07" }, agent.call)).toMatchObject({ already: true });
    const { customers } = await call(stall.actions.counter, { stallId: place.id }, keeper.call);
    const customer = customers.find((one) => one.partyId === agent.partyId)!;
    expect(customer).toMatchObject({ nickname: "代拍人 韩立", limit: 0 });
    const { answers } = await call(stall.actions.syncBills, {
      stallId: place.id,
      bills: [{ id: uuid(), customerId: customer.id, newCustomer: null, madeAt: stage.now().toISOString(), offlineNo: "", countUp: null, payments: [{ method: "wechat", amount: 300_00 }], total: 300_00, lines: [{ itemId: item.id, quantity: "40", price: 7_50, per: "pot", potPrice: null, lump: null, lotNo: null }] }],
    }, keeper.call);
    expect(answers).toMatchObject([{ outcome: "booked" }]);
    await stage.settle();
    expect((await stage.see(list.id)).items[0]).toMatchObject({ state: "filled", goods: 300_00, fills: [{ channel: "stall", units: 40, price: 7_50, seller: "顺发花行" }] });
    expect(await stage.owes(zhang.id)).toBe(300_00);
    // The stall sold to the agent; of his client it knows nothing.
    expect((await call(stall.actions.counter, { stallId: place.id }, keeper.call)).customers.map((one) => one.partyId)).toEqual([agent.partyId]);
    await stage.close();
  });
});
