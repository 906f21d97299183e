import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { files } from "../../kernel/files/contract.ts";
import { AS_SYSTEM } from "../../kernel/machinery/runtime.ts";
import { openTestMarket, type TestMarket } from "../../../tests/market.ts";
import { seedFees, seedPastTrade } from "../settlement/seed.ts";
import { loss } from "./contract.ts";
import { seedLoss } from "./seed.ts";

const PNG = Buffer.from("89504e470d0a1a0a0000000d4948445200000040000000300802000000", "hex").toString("base64");

describe("the demonstration's fading stock", () => {
  let market: TestMarket;
  beforeAll(async () => { market = await openTestMarket(); });
  afterAll(() => market.close());

  test("is planted once, over several days, and the rates of those days have figures", async () => {
    const { runtime } = market;
    await seedFees(runtime, "2020-01-01");
    const growers = [await market.person("甲", ["grower"]), await market.person("乙", ["grower"])];
    const buyers = [await market.person("丙", ["buyer"], 9_000_000_00)];
    const item = await market.item("红掌 14 cm");
    await seedPastTrade(runtime, { growers: growers.map((one) => one.partyId), buyers: buyers.map((one) => one.partyId), items: [item] as never, days: 3, salesPerDay: 20, seed: 7 });
    const photo = await runtime.call(files.actions.keepPhoto, { base64: PNG }, AS_SYSTEM);
    expect(await seedLoss(runtime, { photoIds: [photo.id], seed: 9 })).toBeGreaterThan(6);
    expect(await seedLoss(runtime, { photoIds: [photo.id], seed: 9 })).toBe(0);
    const { acts, waiting } = await runtime.call(loss.actions.acts, { limit: 100 }, AS_SYSTEM);
    expect(new Set(acts.map((act) => act.kind)).size).toBeGreaterThan(2);
    expect(waiting).toBe(1);
    const { total, rows } = await runtime.call(loss.actions.rates, { by: "day" }, AS_SYSTEM);
    expect(rows.length).toBeGreaterThan(2);
    expect(total.sold).toBeGreaterThan(0);
    expect(total.loss).toBeGreaterThan(0);
  });
});
