import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { AS_SYSTEM } from "../../kernel/machinery/runtime.ts";
import { openTestMarket, type TestMarket } from "../../../tests/market.ts";
import { calendar } from "../../kernel/calendar/contract.ts";
import { seedFees } from "../settlement/seed.ts";
import { packaging } from "./contract.ts";
import { seedPackaging } from "./seed.ts";

describe("the demonstration's pool", () => {
  let market: TestMarket;
  beforeAll(async () => { market = await openTestMarket(); });
  afterAll(() => market.close());

  test("is planted once, adds up, and has something to be seen on every page", async () => {
    const { runtime } = market;
    await seedFees(runtime, "2020-01-01");
    const growers = [await market.person("甲", ["grower"]), await market.person("乙", ["grower"])];
    const buyers = [await market.person("丙", ["buyer"]), await market.person("丁", ["buyer"])];
    const { businessDate: on } = await runtime.call(calendar.actions.today, {}, AS_SYSTEM);
    const options = { growers: growers.map((one) => one.partyId), buyers: buyers.map((one) => one.partyId), on, seed: 7 };
    expect(await seedPackaging(runtime, options)).toBeGreaterThan(30);
    expect(await seedPackaging(runtime, options)).toBe(0);
    const { kinds, deposits, booked, openQuestions } = await runtime.call(packaging.actions.pool, {}, AS_SYSTEM);
    expect(kinds).toHaveLength(5);
    for (const row of kinds) expect(row.depot + row.out + row.repair + row.scrapped + row.lost).toBe(row.bought);
    expect([deposits, openQuestions]).toEqual([booked, 1]);
    expect(kinds.reduce((sum, row) => sum + row.overdue, 0)).toBeGreaterThan(0);
    expect((await runtime.call(packaging.actions.rates, {}, AS_SYSTEM)).rates.length).toBeGreaterThan(1);
    expect((await runtime.call(packaging.actions.mine, {}, buyers[1]!.call)).handOvers).toMatchObject([{ state: "proposed" }]);
    // Money stands on today's papers alone: no day of the past is opened.
    const { rows } = await market.database.pool.query<{ d: string }>("select distinct business_date::text as d from settlement.transfer");
    expect(rows.map((row) => row.d)).toEqual([on]);
  });
});
