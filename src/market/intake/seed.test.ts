import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { photoFacts } from "../../engines/photo/photo.ts";
import { access } from "../../kernel/access/contract.ts";
import { catalogue, type ItemView } from "../../kernel/catalogue/contract.ts";
import { seedCatalogue } from "../../kernel/catalogue/seed.ts";
import { AS_SYSTEM } from "../../kernel/machinery/runtime.ts";
import { openTestMarket, type TestMarket } from "../../../tests/market.ts";
import { intake } from "./contract.ts";
import { paintPlant } from "./demo/plants.ts";
import { lookOf } from "./demo/looks.ts";
import { seedLots, seedRegion, type Region } from "./seed.ts";

describe("the demonstration region", () => {
  let market: TestMarket;
  let region: Region;
  let items: readonly ItemView[];
  const options = { password: "peony-2026-garden", currency: "CNY" };

  beforeAll(async () => {
    market = await openTestMarket();
    ({ items } = await seedCatalogue(market.runtime));
    region = await seedRegion(market.runtime, options);
  });
  afterAll(() => market.close());

  test("the species master and the trade items are there, found by pinyin, and a second run adds nothing", async () => {
    const again = await seedCatalogue(market.runtime);
    expect(again.items.map((item) => item.id)).toEqual(items.map((item) => item.id));
    const species = await market.runtime.call(catalogue.actions.species, { limit: 1 }, AS_SYSTEM);
    expect(species.total).toBe(again.species);
    expect(species.total).toBeGreaterThanOrEqual(130);
    expect(items.length).toBeGreaterThanOrEqual(60);
    const found = await market.runtime.call(catalogue.actions.items, { query: "hdl" }, AS_SYSTEM);
    expect(found.items.map((item) => item.zh)).toContain("蝴蝶兰 大辣椒 双梗 12cm");
  });

  test("every item of the region can be written in pots and boxes", () => {
    for (const item of items) expect([item.code, item.packing["trolley"]! % item.packing["layer"]!, item.packing["layer"]! % item.packing["box"]!]).toEqual([item.code, 0, 0]);
  });

  test("two dozen growers and a dozen buyers, some with log-ins, all marked as invented", async () => {
    expect([region.growers.length, region.buyers.length]).toEqual([24, 12]);
    const { rows } = await market.database.pool.query<{ open: number }>("select count(*)::int as open from kernel.party where not demo");
    expect(rows[0]!.open).toBe(0);
    const { logIns } = await market.runtime.call(access.actions.demoLogIns, {}, AS_SYSTEM);
    expect(logIns.map((one) => one.login)).toEqual(["agent", "buyer", "buyer2", "coop", "delegate", "grower", "grower2"]);
    expect((await seedRegion(market.runtime, options)).growers.map((one) => one.partyId)).toEqual(region.growers.map((one) => one.partyId));
  });

  test("a day of lots is declared, counted and graded; seeding the same day again changes nothing", async () => {
    const { on } = await market.runtime.call(intake.actions.arrivals, {}, AS_SYSTEM);
    const lots = await seedLots(market.runtime, region, { items, lots: 16, seed: 7, on });
    expect(lots.length).toBe(16);
    const counts = async () => (await market.runtime.call(intake.actions.arrivals, {}, AS_SYSTEM)).counts;
    const first = await counts();
    expect(first).toMatchObject({ graded: 14, received: 1, expected: 1 });
    await seedLots(market.runtime, region, { items, lots: 16, seed: 7, on });
    expect(await counts()).toEqual(first);
    expect(lots.filter((lot) => lot.photoId === null)).toHaveLength(1);
    expect(new Set(lots.map((lot) => lot.declaredAs))).toEqual(new Set(["grower", "delegate", "system"]));
  });

  test("a painted plant is a real PNG, the same for the same seed", () => {
    const look = lookOf("phalaenopsis", "phalaenopsis--big-chili");
    const picture = paintPlant(look, 5);
    expect(photoFacts(picture)).toEqual({ mime: "image/png", width: 640, height: 480 });
    expect(Buffer.from(paintPlant(look, 5)).equals(picture)).toBe(true);
    expect(Buffer.from(paintPlant(look, 6)).equals(picture)).toBe(false);
  });
});
