import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTestMarket, type TestMarket } from "../../../tests/market.ts";
import { addDays } from "../../engines/calendar/day.ts";
import { calendar } from "../../kernel/calendar/contract.ts";
import { seedCatalogue } from "../../kernel/catalogue/seed.ts";
import { AS_SYSTEM } from "../../kernel/machinery/runtime.ts";
import { batches } from "./contract.ts";
import { seedBatches } from "./seed.ts";

describe("the demonstration's benches", () => {
  let market: TestMarket;
  beforeAll(async () => { market = await openTestMarket(); });
  afterAll(() => market.close());

  test("are planted once, over the next two months, with something to be seen on every page", async () => {
    const { runtime } = market;
    const { items } = await seedCatalogue(runtime);
    const growers = [];
    for (const name of ["甲", "乙", "丙", "丁"]) growers.push({ ...(await market.person(name, ["grower"])), grows: ["phalaenopsis"] });
    const { businessDate: on } = await runtime.call(calendar.actions.today, {}, AS_SYSTEM);
    const options = { growers, items, on, seed: 7 };
    expect(await seedBatches(runtime, options)).toBe(12);
    expect(await seedBatches(runtime, options)).toBe(0);
    const { batches: found } = await runtime.call(batches.actions.desk, { limit: 100 }, AS_SYSTEM);
    expect(found.every(({ readyFrom, readyTo, left }) => readyFrom >= on && readyTo <= addDays(on, 75) && left > 0)).toBe(true);
    expect((await runtime.call(batches.actions.totals, {}, AS_SYSTEM)).items.length).toBeGreaterThan(1);
    expect((await runtime.call(batches.actions.licences, {}, AS_SYSTEM)).licences.map(({ state }) => state).toSorted()).toEqual(["over", "running", "running"]);
    expect((await runtime.call(batches.actions.towns, {}, AS_SYSTEM)).towns).toHaveLength(14);
    const { growers: ready } = await runtime.call(batches.actions.candidates, { itemIds: items.map(({ id }) => id), from: on, to: addDays(on, 60), asOf: on }, AS_SYSTEM);
    expect(ready).toHaveLength(4);
    expect(ready.every(({ capacity }) => capacity.length > 0)).toBe(true);
  });
});
