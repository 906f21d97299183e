import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createChance, whole } from "../../src/engines/clock/chance.ts";
import { catalogue } from "../../src/kernel/catalogue/contract.ts";
import { ledger } from "../../src/kernel/ledger/contract.ts";
import { bank } from "../../src/market/bank/contract.ts";
import { intake } from "../../src/market/intake/contract.ts";
import { appoint, type Cast } from "../journeys/cast.ts";
import { at, startProcess, type MarketProcess, type User } from "../process.ts";

/**
 * J12: the server, or its database, is killed at seeded moments of a large import.
 * HUALIAN_IMPORT_KILLS sets how often for each kind of file, SEED which moments.
 */
const KILLS = Number(process.env["HUALIAN_IMPORT_KILLS"] ?? 4);
const SEED = Number(process.env["SEED"] ?? 20_261_127);
const STATEMENT_LINES = 6_000;
const LOT_LINES = 300;
const base64 = (text: string): string => Buffer.from(text, "utf8").toString("base64");

describe(`J12: ${KILLS} power cuts in mid-import of each kind, seed ${SEED}`, () => {
  let market: MarketProcess;
  let cast: Cast;
  let chance: () => number;
  let itemCode = "";

  beforeAll(async () => {
    console.log(`mid-import: ${KILLS} kills a kind (HUALIAN_IMPORT_KILLS), seed ${SEED} (SEED)`);
    chance = createChance(SEED);
    market = await startProcess();
    cast = await appoint(market, { growers: 1, buyers: 1 });
    itemCode = (await cast.operator.on(catalogue).items({ query: "hdl" })).items[0]!.code;
  }, 180_000);
  afterAll(() => market?.stop());

  const now = (user: User): User => at(market.url, user);
  const statement = (round: number): string => {
    const rows = Array.from({ length: STATEMENT_LINES }, (_, n) => `2026-11-23,${(n % 97) + 1}.${String(n % 100).padStart(2, "0")},付款人${n % 50},R${round}-${n}`);
    return base64(["交易日期,收入,对方户名,流水号", ...rows].join("\r\n"));
  };
  const lots = (): string => base64(["花农,商品编码,数量,备注", ...Array.from({ length: LOT_LINES }, (_, n) => `花农 1,${itemCode},${(n % 50) + 1},第 ${n} 行`)].join("\r\n"));

  /** Sends a file, cuts the power at some moment, and looks: all of it or nothing; then the same again under the same key. */
  async function cutAndSendAgain(kind: string, file: string, size: number, send: (user: User, file: string, key: string) => Promise<{ created: number }>, count: (user: User) => Promise<number>): Promise<void> {
    const seen = { all: 0, nothing: 0 };
    // How long the whole takes here, so that the cuts fall into it on any machine.
    const before = await count(now(cast.cashier));
    const began = performance.now();
    await send(kind === "lots" ? now(cast.grader) : now(cast.cashier), file.slice(), randomUUID());
    const takes = performance.now() - began;
    expect(await count(now(cast.cashier))).toBe(before + size);
    for (let kill = 0; kill < KILLS; kill++) {
      const there = await count(now(cast.cashier));
      const key = randomUUID();
      const round = kind === "lots" ? file : statement(kill + 1);
      const sender = kind === "lots" ? cast.grader : cast.cashier;
      const under = send(now(sender), round, key).then(() => true, () => false);
      await new Promise((wake) => setTimeout(wake, takes * (0.2 + 1.2 * (kill + chance()) / KILLS)));
      const database = whole(chance, 0, 3) === 0;
      if (database) market.killDatabase();
      await market.kill();
      await under;
      market = await market.again();
      const after = await count(now(cast.cashier));
      expect([there, there + size], `${kind}, kill ${kill}: all of the file stands, or nothing`).toContain(after);
      seen[after === there ? "nothing" : "all"] += 1;
      const sent = await send(now(sender), round, key);
      expect(sent.created).toBe(size);
      expect(await count(now(cast.cashier))).toBe(there + size);
      // Once more under the same key: the same answer, and nothing new.
      expect(await send(now(sender), round, key)).toEqual(sent);
      expect(await count(now(cast.cashier))).toBe(there + size);
    }
    console.log(`mid-import, ${kind}: ${seen.nothing} cut off whole, ${seen.all} stood whole; one file takes ${Math.round(takes)} ms`);
    expect(seen.nothing, "at least one cut fell into the import").toBeGreaterThan(0);
    const { total, unbalancedSets } = await now(cast.cashier).on(ledger).balances({});
    expect({ total, unbalancedSets }).toEqual({ total: 0, unbalancedSets: 0 });
  }

  test("a statement of the bank", async () => {
    const account = await now(cast.cashier).on(bank).addAccount({ label: "结算专户", number: "370100000001" });
    await cutAndSendAgain("statement", statement(0), STATEMENT_LINES, (user, file, key) => user.on(bank).importStatement({ accountId: account.id, base64: file, dryRun: false }, key), async (user) => (await user.on(bank).accounts({})).accounts[0]!.lines);
  }, 600_000);

  test("a list of lots", async () => {
    await cutAndSendAgain("lots", lots(), LOT_LINES, (user, file, key) => user.on(intake).importLots({ base64: file, dryRun: false }, key), async (user) => (await user.on(intake).arrivals({ limit: 1 })).total);
  }, 600_000);
});
