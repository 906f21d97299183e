import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { files } from "../../kernel/files/contract.ts";
import { AS_SYSTEM } from "../../kernel/machinery/runtime.ts";
import { openTestMarket, type TestMarket } from "../../../tests/market.ts";
import { seedFees, seedPastTrade } from "../settlement/seed.ts";
import { claims } from "./contract.ts";
import { seedClaims } from "./seed.ts";

const PNG = Buffer.from("89504e470d0a1a0a0000000d4948445200000040000000300802000000", "hex").toString("base64");
const SEED = 1_122;

describe("the demonstration's complaints", () => {
  let markets: TestMarket[] = [];
  beforeAll(async () => { markets = [await openTestMarket(), await openTestMarket()]; });
  afterAll(async () => { for (const market of markets) await market.close(); });

  const plant = async (market: TestMarket) => {
    const { runtime } = market;
    await seedFees(runtime, "2020-01-01");
    const growers = [await market.person("甲", ["grower"]), await market.person("乙", ["grower"])];
    const buyers = [await market.person("丙", ["buyer"], 9_000_000_00)];
    const item = await market.item("红掌 14 cm");
    await seedPastTrade(runtime, { growers: growers.map((one) => one.partyId), buyers: buyers.map((one) => one.partyId), items: [item] as never, days: 1, salesPerDay: 20, seed: 7 });
    await runtime.settle();
    const { rows } = await market.database.pool.query<{ d: string }>("select business_date as d from settlement.day where state <> 'open' order by 1");
    const photo = await runtime.call(files.actions.keepPhoto, { base64: PNG }, AS_SYSTEM);
    const options = { days: rows.map((row) => row.d), perDay: 5, photoIds: [photo.id], seed: SEED };
    return { first: await seedClaims(runtime, options), again: await seedClaims(runtime, options), market };
  };
  const shape = async ({ runtime }: TestMarket) => (await runtime.call(claims.actions.desk, {}, AS_SYSTEM)).claims.map((claim) => [claim.units, claim.fault, claim.state, claim.outcome, claim.askAmount]).toSorted();

  test("come out alike from the same seed, and are planted once", async () => {
    const done = [await plant(markets[0]!), await plant(markets[1]!)];
    expect(done.map(({ first, again }) => [first, again])).toEqual([[5, 0], [5, 0]]);
    const [one, other] = [await shape(markets[0]!), await shape(markets[1]!)];
    expect(one).toHaveLength(5);
    expect(one).toEqual(other);
  });
});
