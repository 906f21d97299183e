import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTestMarket, type TestMarket } from "../../../tests/market.ts";
import { AS_SYSTEM } from "../machinery/runtime.ts";
import { catalogue } from "./contract.ts";
import { seedCatalogue } from "./seed.ts";

let market: TestMarket;
beforeAll(async () => {
  market = await openTestMarket();
  await seedCatalogue(market.runtime);
});
afterAll(() => market.close());

describe("a grower looks for his plant", () => {
  const found = async (query: string) => (await market.runtime.call(catalogue.actions.species, { query }, AS_SYSTEM)).species.map(({ zh }) => zh);

  test.each([
    ["虎尾兰", "虎尾兰"], ["虎皮兰", "虎尾兰"], ["huweilan", "虎尾兰"], ["hwl", "虎尾兰"], ["dracaena trif", "虎尾兰"], ["snake plant", "虎尾兰"], ["poshu", "朴树"], ["jindanzi", "金弹子"],
    ["sansevieria", "虎尾兰"], ["Calathea makoyana", "孔雀竹芋"], ["saintpaulia", "非洲堇"], ["dendrobium officinale", "铁皮石斛"],
  ])("by %s, and finds %s", async (query, zh) => expect(await found(query)).toContain(zh));

  test("a name that nobody gave finds nothing", async () => expect(await found("qqqq")).toEqual([]));
});
