import { spawn } from "node:child_process";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { plantDay } from "../../../bench/settle.ts";
import { createChance, whole } from "../../engines/clock/chance.ts";
import { ledger } from "../../kernel/ledger/contract.ts";
import { AS_SYSTEM } from "../../kernel/machinery/runtime.ts";
import { openTestMarket, type Person, type TestMarket } from "../../../tests/market.ts";
import { settlement } from "./contract.ts";
import { seedFees } from "./seed.ts";

const DAY = "2026-03-01";
const SIZE = { deals: 600, growers: 150, buyers: 110 };
const SEED = Number(process.env["HUALIAN_SEED"] ?? 20_261_122);
const MAX_KILLS = 14;
/** Each child may live a little longer than the one before, so that a slow machine gets on too. */
const LONGER_MS = 150;
const OPEN = new URL("../../app/open.ts", import.meta.url).href;

/** A market process of its own that goes on with whatever its event log still has to tell. */
const CHILD = `
  const { open } = await import(${JSON.stringify(OPEN)});
  const market = await open({ edition: "market", databaseUrl: process.env.URL, data: process.env.DATA, background: false });
  process.stdout.write("ready\\n");
  await market.runtime.settle();
  process.stdout.write("done\\n");
  await market.close();
`;

describe("a close that is killed", () => {
  let market: TestMarket;
  let cashier: Person;

  beforeAll(async () => {
    market = await openTestMarket();
    await seedFees(market.runtime, "2020-01-01");
    cashier = await market.staff("孙丽", ["cashier"]);
    await plantDay(market.database.pool, DAY, SIZE);
  });
  afterAll(() => market.close());

  /** Lets a process work for some milliseconds after it is up and kills it without warning. True when it had finished. */
  const workFor = (milliseconds: number): Promise<boolean> => new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ["--input-type=module", "-e", CHILD], { env: { ...process.env, URL: market.databaseUrl, DATA: market.data }, stdio: ["ignore", "pipe", "inherit"] });
    let finished = false;
    child.stdout.on("data", (said: Buffer) => {
      if (said.toString().includes("ready")) setTimeout(() => child.kill("SIGKILL"), milliseconds);
      if (said.toString().includes("done")) finished = true;
    });
    child.on("error", reject);
    child.on("exit", () => resolve(finished));
  });
  const look = () => market.runtime.call(settlement.actions.dayOverview, { businessDate: DAY }, cashier.call);

  test(`goes on where it stood, and no fen is lost or doubled (seed ${SEED})`, async () => {
    const chance = createChance(SEED);
    await market.runtime.call(settlement.actions.closeDay, { businessDate: DAY }, cashier.call);
    const seen = new Set<number>();
    let kills = 0;
    for (; kills < MAX_KILLS; kills++) {
      if (await workFor(whole(chance, 1, LONGER_MS * (kills + 1)))) break;
      const { day, checks, balanced } = await look();
      seen.add(day!.papersDone);
      // Half closed is a state one can see, and what is written so far agrees: every paper has its fees in the ledger.
      expect(day!.papersTotal).toBe(SIZE.growers + SIZE.buyers);
      expect({ balanced, off: checks.filter((check) => check.difference !== 0) }).toEqual({ balanced: true, off: [] });
    }
    await market.runtime.settle();
    expect(kills, "it was killed at least twice before it finished").toBeGreaterThan(1);
    expect(seen.size, "kills fell on different points").toBeGreaterThan(1);

    const { day, seller, buyer, checks, items, sales } = await look();
    expect({ state: day!.state, items, off: checks.filter((check) => check.difference !== 0 || check.pending) }).toEqual({ state: "closed", items: [], off: [] });
    expect([seller.papers, buyer.papers]).toEqual([SIZE.growers, SIZE.buyers]);
    expect([seller.gross, buyer.gross]).toEqual([sales.gross, sales.gross]);
    const { total, unbalancedSets } = await market.runtime.call(ledger.actions.balances, {}, AS_SYSTEM);
    expect({ total, unbalancedSets }).toEqual({ total: 0, unbalancedSets: 0 });
    const twice = await market.database.pool.query("select cause_id from kernel.posting_set where kind = 'fees' group by cause_id having count(*) > 1");
    expect(twice.rows).toEqual([]);
  }, 240_000);
});
