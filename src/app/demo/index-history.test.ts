import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { AS_SYSTEM } from "../../kernel/machinery/runtime.ts";
import { seedCatalogue } from "../../kernel/catalogue/seed.ts";
import { DEMO_HISTORY, index } from "../../knowledge/index/contract.ts";
import { openTestMarket, type TestMarket } from "../../../tests/market.ts";
import { plantIndexHistory } from "./index-history.ts";

describe("the demonstration's made-up year", () => {
  let market: TestMarket;
  beforeAll(async () => { market = await openTestMarket({ world: { now: () => new Date("2026-11-28T10:00:00+08:00"), random: (bytes) => randomBytes(bytes) } }); });
  afterAll(() => market.close());

  test("fills the window before the first day, says that it is made up, and is planted once", async () => {
    const { items } = await seedCatalogue(market.runtime);
    const growers = (await Promise.all(Array.from({ length: 8 }, (_, n) => market.person(`花农${n}`, ["grower"])))).map((person) => person.partyId);
    // Four of its goods are enough to see the year.
    const history = { growers, items: items.slice(0, 16), before: "2026-11-25", seed: 7 };
    expect(await plantIndexHistory(market.runtime, history)).toBeGreaterThan(60);
    const { points, method } = await market.runtime.call(index.actions.series, {}, AS_SYSTEM);
    expect(points).toHaveLength(60);
    expect(points.at(-1)!.period).toBe("2026-W47");
    expect(method).toMatchObject({ window: 53, initial: 53 });
    // Prices rise towards the Spring Festival, 17 February 2026.
    const at = (period: string): number => points.find((point) => point.period === period)!.value!;
    expect(at("2026-W07")).toBeGreaterThan(1.1 * at("2025-W50"));
    const { rows } = await market.database.pool.query<{ reason: string }>("select distinct reason from index.publication");
    expect(rows).toEqual([{ reason: DEMO_HISTORY }]);
    expect(await plantIndexHistory(market.runtime, history)).toBe(0);
  });
});
