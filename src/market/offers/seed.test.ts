import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { seedCatalogue } from "../../kernel/catalogue/seed.ts";
import { AS_SYSTEM } from "../../kernel/machinery/runtime.ts";
import { keepOffers } from "../../app/demo/offers.ts";
import { openTestMarket, type TestMarket } from "../../../tests/market.ts";
import { seedLots, seedRegion, type Region } from "../intake/seed.ts";
import { offers } from "./contract.ts";

describe("the demonstration sells besides the clock too", () => {
  let market: TestMarket;
  let region: Region;
  let on = "";
  // Ten in the morning in Qingzhou.
  let now = new Date("2026-11-27T02:00:00Z");

  beforeAll(async () => {
    market = await openTestMarket({ world: { now: () => now, random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)) } });
    const { items } = await seedCatalogue(market.runtime);
    region = await seedRegion(market.runtime, { password: "peony-2026-garden", currency: "CNY" });
    on = "2026-11-27";
    await seedLots(market.runtime, region, { items, lots: 40, seed: 7, on });
  }, 120_000);
  afterAll(() => market.close());
  const shelf = () => market.runtime.call(offers.actions.market, { limit: 100 }, AS_SYSTEM);

  test("presales, a catalogue, offers, orders and requests are there, and a second run adds nothing", { timeout: 60_000 }, async () => {
    const planted = await keepOffers(market.runtime, on, region.buyers);
    expect(planted.lines).toBeGreaterThanOrEqual(12);
    expect(planted).toMatchObject({ received: 0, orders: 3, requests: 3 });
    const before = await shelf();
    expect(before.kinds.map((one) => one.kind)).toEqual(["presale", "catalogue", "offer"]);
    expect(await keepOffers(market.runtime, on, region.buyers)).toEqual(planted);
    expect((await shelf()).lines.map((line) => line.id)).toEqual(before.lines.map((line) => line.id));
  });

  test("the next day what was sold ahead comes in and is booked, and new supply is offered", { timeout: 60_000 }, async () => {
    now = new Date("2026-11-28T02:00:00Z");
    const kept = await keepOffers(market.runtime, "2026-11-28", region.buyers);
    await market.runtime.settle();
    expect(kept.received).toBeGreaterThanOrEqual(12);
    const { orders } = await market.runtime.call(offers.actions.orders, { to: "2026-11-27" }, AS_SYSTEM);
    for (const order of orders) expect(["booked", "short", "placed"]).toContain(order.state);
    expect(orders.some((order) => order.state === "booked")).toBe(true);
  });
});
