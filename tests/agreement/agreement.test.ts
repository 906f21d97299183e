import { createHash, randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { backup, digestTables } from "../../src/app/backup/write.ts";
import { restore } from "../../src/app/backup/restore.ts";
import { migrationFolders } from "../../src/app/open.ts";
import { access } from "../../src/kernel/access/contract.ts";
import { calendar } from "../../src/kernel/calendar/contract.ts";
import { catalogue } from "../../src/kernel/catalogue/contract.ts";
import { startEmbedded, type EmbeddedServer } from "../../src/kernel/db/embedded.ts";
import { Shelf } from "../../src/kernel/files/shelf.ts";
import { ledger } from "../../src/kernel/ledger/contract.ts";
import { lots } from "../../src/kernel/lots/contract.ts";
import type { World } from "../../src/kernel/machinery/ids.ts";
import { AS_SYSTEM } from "../../src/kernel/machinery/runtime.ts";
import { parties } from "../../src/kernel/parties/contract.ts";
import { prices } from "../../src/knowledge/prices/contract.ts";
import { intake } from "../../src/market/intake/contract.ts";
import { settlement } from "../../src/market/settlement/contract.ts";
import { seedFees } from "../../src/market/settlement/seed.ts";
import { openTestMarket, sealAll, type TestMarket } from "../market.ts";

/** What may differ between two runs of the same story: the salt of a password, and how many lines a seal happened to find. */
const LEFT_OUT = { "kernel.account": ["password_hash"] };
const NOT_COMPARED = new Set(["kernel.audit_seal"]);

/** A clock that ticks once a question and chance from a seed: two runs of one story write the same rows. */
function storyWorld(): World {
  let ticks = Date.parse("2026-11-23T01:00:00Z");
  let drawn = 0;
  return {
    now: () => new Date(ticks++),
    random: (bytes) => {
      let made = Buffer.alloc(0);
      while (made.length < bytes) made = Buffer.concat([made, createHash("sha256").update(`story ${drawn++}`).digest()]);
      return made.subarray(0, bytes);
    },
  };
}

interface Place {
  readonly name: string;
  readonly url: string;
  close(): Promise<void>;
}

/** The machine's own PostgreSQL, if one answers; each run makes and drops a database of its own there. */
async function systemPlace(): Promise<Place | null> {
  const given = process.env["DATABASE_URL_AGREEMENT"];
  const socket = "?host=/var/run/postgresql";
  const candidates = given === undefined ? [`postgres://postgres@localhost/postgres${socket}`, `postgres://${userInfo().username}@localhost/postgres${socket}`, "postgres://postgres@localhost:5432/postgres"] : [given];
  for (const candidate of candidates) {
    const admin = new pg.Client({ connectionString: candidate, connectionTimeoutMillis: 3_000 });
    try {
      await admin.connect();
      return await ownDatabase(candidate, admin);
    } catch (error) {
      if (given !== undefined) throw new Error(`DATABASE_URL_AGREEMENT: ${String(error)}`, { cause: error });
      await admin.end().catch(() => {});
    }
  }
  return null;
}

async function ownDatabase(adminUrl: string, admin: pg.Client): Promise<Place> {
  const { rows } = await admin.query<{ server_version: string }>("show server_version");
  const name = `hualian_agreement_${randomBytes(5).toString("hex")}`;
  await admin.query(`create database ${name}`);
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return {
    name: `PostgreSQL ${rows[0]!.server_version}`, url: url.href,
    async close() {
      await admin.query(`drop database if exists ${name} with (force)`);
      await admin.end();
    },
  };
}

/** One morning of a market, told the same way everywhere. Returns what people were told. */
async function story(market: TestMarket): Promise<unknown[]> {
  const { runtime } = market;
  const told: unknown[] = [];
  const tell = async (what: Promise<unknown>): Promise<void> => void told.push(await what.catch((error: { code?: string; detail?: unknown }) => ({ refused: error.code, detail: error.detail })));
  await runtime.call(calendar.actions.setMarket, { nameZh: "同一个市场", nameEn: "One market", currency: "CNY", utcOffsetMinutes: 480, cutoverHour: 4, demo: true }, AS_SYSTEM);
  await seedFees(runtime, "2026-01-01");
  const people = await crowd(market);
  const item = await runtime.call(catalogue.actions.addItem, { code: "phal-12", speciesId: null, zh: "蝴蝶兰 “大辣椒” 12 cm", category: "orchid", potCm: 12, unit: "pot", packing: { box: 6 } }, AS_SYSTEM);
  await tell(runtime.call(access.actions.logIn, { login: "wang", password: "wrong-2026-x" }, AS_SYSTEM));
  await tell(runtime.call(parties.actions.find, { query: "王" }, AS_SYSTEM));
  const lot = await runtime.call(intake.actions.declareLot, { growerId: people.grower, itemId: item.id, quantity: "20 箱", floorPrice: 1_000 }, AS_SYSTEM);
  await tell(runtime.call(intake.actions.receive, { lotId: lot.id, counted: "119", reason: "一盆破损" }, AS_SYSTEM));
  await tell(runtime.call(intake.actions.grade, { lotId: lot.id, grade: "A", attributes: { heightCm: 65, spikes: 2 } }, AS_SYSTEM));
  const sell = (quantity: number, price: number, causeId: string) => runtime.call(settlement.actions.recordSale, { channel: "stall", lotId: lot.id, buyerId: people.buyer, quantity, price, currency: "CNY", fromHold: false, creditHeld: false, cause: "story", causeId }, AS_SYSTEM);
  for (const [at, [quantity, price]] of ([[50, 1_835], [30, 1_799], [20, 2_001], [7, 1_500]] as const).entries()) await tell(sell(quantity, price, `s${at}`));
  await tell(sell(50, 1_835, "s0"));
  await tell(sell(500, 1_000, "too-many"));
  await tell(sell(10, 99_999_999, "too-dear"));
  await tell(runtime.call(ledger.actions.post, { kind: "adjust", cause: "story", causeId: "odd", lines: [{ account: "adjustment", currency: "CNY", amount: 1 }, { account: "rounding", currency: "CNY", amount: -2 }] }, AS_SYSTEM));
  await runtime.settle();
  const { businessDate } = await runtime.call(calendar.actions.today, {}, AS_SYSTEM);
  await tell(runtime.call(settlement.actions.closeDay, { businessDate, despiteHeldStock: false }, AS_SYSTEM));
  for (let steps = 0; steps < 20; steps++) if (await runtime.call(settlement.actions.closeStep, { businessDate }, AS_SYSTEM).then(() => false, () => true)) break;
  await runtime.settle();
  await tell(runtime.call(settlement.actions.dayOverview, { businessDate }, AS_SYSTEM));
  await tell(runtime.call(prices.actions.sheet, { businessDate } as never, AS_SYSTEM));
  await tell(runtime.call(ledger.actions.balances, {}, AS_SYSTEM));
  await tell(runtime.call(lots.actions.movements, { lotId: lot.id }, AS_SYSTEM));
  await tell(runtime.call(calendar.actions.today, { on: "2027-02-06" }, AS_SYSTEM));
  await sealAll(market);
  return told;
}

async function crowd({ runtime }: TestMarket): Promise<{ grower: string; buyer: string }> {
  const grower = await runtime.call(parties.actions.register, { kind: "person", name: "王桂兰", roles: ["grower"], phone: "13800138000", bankName: "示例银行", bankAccount: "6228000012345678" }, AS_SYSTEM);
  const buyer = await runtime.call(parties.actions.register, { kind: "organisation", name: "花满楼", uscc: "91350100M000100Y43", roles: ["buyer"], bankName: "示例银行", bankAccount: "6228000087654321" }, AS_SYSTEM);
  const account = await runtime.call(access.actions.openAccount, { login: "wang", name: "王桂兰", password: "peony-2026-garden", mustChange: false }, AS_SYSTEM);
  await runtime.call(parties.actions.join, { accountId: account.id, partyId: grower.id, role: "owner" }, AS_SYSTEM);
  await runtime.call(ledger.actions.setLimit, { partyId: buyer.id, currency: "CNY", limit: 50_000_00, causeId: "start" }, AS_SYSTEM);
  return { grower: grower.id, buyer: buyer.id };
}

const system = await systemPlace();
if (system === null) console.warn("\n*** agreement: SKIPPED — no PostgreSQL of this machine answers (set DATABASE_URL_AGREEMENT). 本机没有可用的 PostgreSQL，跳过一致性测试。 ***\n");

describe.skipIf(system === null)(`one story on the embedded server and on ${system?.name ?? "the machine's own PostgreSQL"}`, () => {
  const folder = mkdtempSync(join(tmpdir(), "hualian-agreement-"));
  let embedded: EmbeddedServer;
  let here: { market: TestMarket; told: unknown[] };
  let there: { market: TestMarket; told: unknown[] };

  beforeAll(async () => {
    chmodSync(folder, 0o755);
    embedded = await startEmbedded(join(folder, "server"));
    const run = async (url: string, name: string) => {
      const market = await openTestMarket({ world: storyWorld(), again: { databaseUrl: url, data: join(folder, name) } });
      return { market, told: await story(market) };
    };
    here = await run(embedded.url, "here");
    there = await run(system!.url, "there");
  }, 180_000);
  afterAll(async () => {
    await here?.market.close();
    await there?.market.close();
    await system?.close();
    await embedded?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test("the servers are of different major versions", async () => {
    const major = async (market: TestMarket) => String((await market.database.pool.query("show server_version_num")).rows[0].server_version_num).slice(0, 2);
    const versions = [await major(here.market), await major(there.market)];
    console.log(`agreement: PostgreSQL ${versions.join(" and ")}`);
    expect(Number(versions[1])).toBeGreaterThanOrEqual(15);
  });

  test("people are told the same, word for word and refusal for refusal", () => {
    expect(there.told).toEqual(here.told);
    const refusals = here.told.flatMap((one) => (typeof one === "object" && one !== null && "refused" in one ? [one.refused] : []));
    expect(refusals).toEqual(["wrong_password", "not_enough_stock", "over_credit", "unbalanced"]);
  });

  test("the same rows stand in every table", async () => {
    const [a, b] = [await digestTables(here.market.databaseUrl, LEFT_OUT), await digestTables(there.market.databaseUrl, LEFT_OUT)];
    expect([...b.keys()]).toEqual([...a.keys()]);
    const differing = [...a].filter(([name, sum]) => !NOT_COMPARED.has(name) && b.get(name)?.sha256 !== sum.sha256).map(([name]) => name);
    expect(differing).toEqual([]);
    for (const full of ["kernel.event", "kernel.audit", "kernel.posting", "kernel.lot_movement", "settlement.sale", "settlement.statement", "intake.sale", "prices.deal"]) expect(a.get(full)?.rows, full).toBeGreaterThan(0);
  });

  test("both trails are whole and cover the same lines, and both ledgers are at zero", async () => {
    const checked = await Promise.all([here, there].map(({ market }) => market.runtime.call(access.actions.checkTrail, {}, AS_SYSTEM)));
    expect(checked.map((one) => one.whole)).toEqual([true, true]);
    expect(checked[1]!.lines).toBe(checked[0]!.lines);
    for (const { market } of [here, there]) expect(await market.runtime.call(ledger.actions.balances, {}, AS_SYSTEM)).toMatchObject({ total: 0, unbalancedSets: 0 });
  });

  test("a backup of either is restored on the other with the same digest", async () => {
    const options = { version: "test", now: new Date("2026-11-23T12:00:00Z") };
    for (const [from, to] of [[here, system!.url], [there, embedded.url]] as const) {
      const file = join(folder, `${randomBytes(3).toString("hex")}.hualian`);
      const saved = await backup(from.market.databaseUrl, from.market.shelf, file, options);
      const admin = new pg.Client({ connectionString: to });
      await admin.connect();
      const place = await ownDatabase(to, admin);
      const restored = await restore(file, { url: place.url, shelf: new Shelf(join(folder, "carried")), folders: migrationFolders(from.market.modules), place: place.name });
      expect(restored).toMatchObject({ digest: saved.digest, ledgerBalanced: true, trailWhole: true });
      await place.close();
    }
  });

  test("both refuse what must never be, when many hands reach at once", async () => {
    for (const { market } of [here, there]) {
      const { rows: [lot] } = await market.database.pool.query<{ id: string; on_hand: number; held: number }>("select id, on_hand, held from kernel.lot");
      const free = lot!.on_hand - lot!.held;
      expect(free).toBeGreaterThan(5);
      const hands = await Promise.allSettled(Array.from({ length: free + 20 }, (_, at) => market.runtime.call(lots.actions.move, { lotId: lot!.id, kind: "direct_sale", quantity: 1, cause: "hands", causeId: `h${at}` }, AS_SYSTEM)));
      expect(hands.filter((hand) => hand.status === "fulfilled")).toHaveLength(free);
      await expect(market.database.pool.query("update kernel.lot set on_hand = 9999")).rejects.toThrow(/stock_moves_by_movement/);
      await expect(market.database.pool.query("delete from kernel.posting")).rejects.toThrow(/append_only/);
      await expect(market.database.pool.query("insert into kernel.posting_set (id, at, business_date, kind, cause, cause_id) values (gen_random_uuid(), now(), current_date, 'x', 'y', 'z')")).rejects.toThrow(/posting_set_unbalanced/);
    }
  });
});
