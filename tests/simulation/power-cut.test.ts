import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createChance } from "../../src/engines/clock/chance.ts";
import { settlement } from "../../src/market/settlement/contract.ts";
import { catalogue } from "../../src/kernel/catalogue/contract.ts";
import { appoint } from "../journeys/cast.ts";
import { startProcess, type MarketProcess } from "../process.ts";
import { Hall, verifyOutside } from "./hall.ts";

/**
 * J12: the server, the database, or both are killed with SIGKILL at seeded moments of a running clock.
 * HUALIAN_KILLS sets how often (200 for the full run), SEED which moments.
 */
const KILLS = Number(process.env["HUALIAN_KILLS"] ?? 16);
const SEED = Number(process.env["SEED"] ?? 20_261_122);
const LONGEST_MS = 1_600;

describe(`J12: ${KILLS} power cuts in mid-clock, seed ${SEED}`, () => {
  let market: MarketProcess;
  let hall: Hall;
  let chance: () => number;

  beforeAll(async () => {
    console.log(`power cuts: ${KILLS} (HUALIAN_KILLS), seed ${SEED} (SEED)`);
    chance = createChance(SEED);
    market = await startProcess();
    const cast = await appoint(market, { growers: 2, buyers: 3 });
    const item = (await cast.operator.on(catalogue).items({ query: "hdl" })).items[0]!;
    hall = new Hall(market.url, cast, item.id, chance);
  }, 180_000);
  afterAll(async () => {
    hall?.leave();
    await market?.stop();
  });

  test("no acknowledged press is lost, no pot is sold twice, the books stay at zero, the clock goes on", async () => {
    const counts = { server: 0, database: 0, both: 0, acknowledged: 0, awards: 0, sessions: 0 };
    await hall.openSession();
    for (let kill = 0; kill < KILLS; kill++) {
      await hall.takeSeats();
      await new Promise((wake) => setTimeout(wake, 50 + chance() * LONGEST_MS));
      const what = (["server", "server", "database", "both"] as const)[Math.floor(chance() * 4)]!;
      counts[what] += 1;
      if (what !== "server") market.killDatabase();
      if (what !== "database") {
        await market.kill();
        market = await market.again();
      }
      hall.moveTo(market.url);
      await hall.checkBooks(what);
      if (await hall.nearlySoldOut()) {
        await hall.finishSession();
        counts.sessions += 1;
        await hall.openSession();
      }
    }
    await hall.takeSeats();
    await hall.finishSession();
    counts.acknowledged = hall.acknowledged;
    counts.awards = hall.awards;
    counts.sessions += 1;
    console.log(`power cuts survived: ${JSON.stringify(counts)}`);
    expect(counts.server + counts.database + counts.both).toBe(KILLS);
    expect(counts.acknowledged).toBeGreaterThan(0);
  }, 60_000 + KILLS * 12_000);

  test("power cuts in mid-settlement: the close goes on where it was and balances", async () => {
    const cashier = () => hall.cast.cashier.on(settlement);
    const { days } = await cashier().days({});
    const businessDate = days[0]!.businessDate;
    const closing = cashier().closeDay({ businessDate }).catch(() => null);
    for (let kill = 0; kill < 4; kill++) {
      await new Promise((wake) => setTimeout(wake, chance() * 120));
      if (chance() < 0.5) market.killDatabase();
      await market.kill();
      market = await market.again();
      hall.moveTo(market.url);
      if (kill === 0) {
        await closing;
        await cashier().closeDay({ businessDate }).catch(() => null);
      }
    }
    await expect.poll(async () => (await cashier().closeStep({ businessDate }).catch(() => null), (await cashier().dayOverview({ businessDate })).day?.state), { timeout: 60_000 }).toBe("closed");
    expect(await cashier().dayOverview({ businessDate })).toMatchObject({ balanced: true, differences: 0 });
    await hall.checkBooks("server");
    await verifyOutside(market.url, hall.closedSessions);
  }, 180_000);
});
