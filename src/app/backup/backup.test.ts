import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkTrail, sealTrail } from "../../kernel/access/trail.ts";
import { connect } from "../../kernel/db/connect.ts";
import { migrate } from "../../kernel/db/migrate.ts";
import { files } from "../../kernel/files/contract.ts";
import { Shelf } from "../../kernel/files/shelf.ts";
import { ledger } from "../../kernel/ledger/contract.ts";
import { lots } from "../../kernel/lots/contract.ts";
import { realWorld } from "../../kernel/machinery/ids.ts";
import { AS_SYSTEM, Runtime } from "../../kernel/machinery/runtime.ts";
import { freshDatabase, openTestMarket, sealAll, type Person, type TestMarket } from "../../../tests/market.ts";
import { memoModule, type Memo } from "../../../tests/memo.ts";
import { migrationFolders } from "../open.ts";
import { MarketDigest, type Header } from "./file.ts";
import { restore } from "./restore.ts";
import { listTables } from "./tables.ts";
import { backup, digestTables } from "./write.ts";

/** The smallest whole PNG header; the product reads no further. */
const PHOTO = Buffer.from("89504e470d0a1a0a0000000d4948445200000040000000300802000000", "hex");

describe("a market is carried to another server in one file", { timeout: 180_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), "hualian-backup-"));
  const options = { version: "test", now: new Date("2026-11-22T12:00:00Z") };
  let market: TestMarket;
  let listening: Memo;
  let runtime: Runtime;
  let grower: Person;
  let buyer: Person;
  let lotId: string;
  let first: Awaited<ReturnType<typeof backup>>;
  let restoredUrl: string;
  const file = join(folder, "first.hualian");
  const restoredData = join(folder, "restored");

  beforeAll(async () => {
    market = await openTestMarket();
    listening = memoModule();
    await migrate(market.database.pool, [listening.folder]);
    runtime = new Runtime(market.database.db, [...market.modules, listening.module], realWorld);
    grower = await market.person("王桂兰", ["grower"]);
    buyer = await market.person("花满楼", ["buyer"], 1_000_000);
    const item = await market.item("蝴蝶兰 “大辣椒”\\ 12 cm \u2028 {a,\"b\"}");
    lotId = (await market.runtime.call(lots.actions.create, { itemId: item.id, growerId: grower.partyId, declared: 1000 }, AS_SYSTEM)).id;
    await move("intake", 1000, "dock");
    await market.runtime.call(files.actions.keepPhoto, { base64: PHOTO.toString("base64") }, grower.call);
    await busyMorning();
  });
  afterAll(async () => {
    await market.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const move = (kind: "intake" | "direct_sale" | "hold", quantity: number, causeId: string) =>
    runtime.call(lots.actions.move, { lotId, kind, quantity, cause: "test", causeId }, AS_SYSTEM);
  const post = (causeId: string, amount: number) => runtime.call(ledger.actions.post, {
    kind: "sale", cause: "test", causeId,
    lines: [{ account: "buyer_receivable", partyId: buyer.partyId, currency: "CNY", amount }, { account: "grower_payable", partyId: grower.partyId, currency: "CNY", amount: -amount }],
  }, AS_SYSTEM);
  const heard = async (url: string) => (await inDatabase(url, "select lot_id, kind, quantity, at::text from memo.heard order by n")).map((row) => JSON.stringify(row));

  /** Sales side by side, some refused, transactions that end in another order than they began, listeners half way, seals in between. */
  async function busyMorning(): Promise<void> {
    for (let round = 0; round < 4; round++) {
      await Promise.allSettled(Array.from({ length: 12 }, (_, i) => Promise.all([move("direct_sale", 1, `sale-${round}-${i}`), post(`sale-${round}-${i}`, 100 + i)])));
      await move("direct_sale", 100_000, `too-many-${round}`).catch(() => {});
      await outOfOrder(round);
      if (round === 1) await runtime.settle();
      await sealTrail(market.database.db as never, new Date());
    }
  }

  /** Three transactions, begun as 1, 2, 3 and written as 3, 2, 1: the later a transaction, the lower its lines' ids. */
  async function outOfOrder(round: number): Promise<void> {
    const clients = await Promise.all([0, 1, 2].map(() => market.database.pool.connect()));
    for (const client of clients) await client.query("begin; select pg_current_xact_id()");
    for (const [at, client] of [...clients.entries()].toReversed()) {
      const moved = JSON.stringify({ lotId, kind: "regrade", quantity: 5000 + round * 10 + at, onHand: 0, held: 0, cause: "x", causeId: "y" });
      await client.query("insert into kernel.event (at, business_date, module, name, payload) values (now(), current_date, 'lots', 'lotMoved', $1)", [moved]);
      await client.query("insert into kernel.audit (at, account_name, delegate, module, action, input, outcome, address, request_id) values (now(), $1, false, 'x', 'y', '{}', 'done', 'here', 'r')", [`writer ${at}`]);
    }
    for (const client of clients.toReversed()) {
      await client.query("commit");
      client.release();
    }
  }

  const restoreHere = async (from: string, data: string, database?: string) => {
    const url = database ?? (await freshDatabase());
    const result = await restore(from, { url, shelf: new Shelf(join(data, "files")), folders: [...migrationFolders(market.modules), listening.folder], place: "the new place" });
    return { url, result };
  };

  test("the backup tells what it holds, and only its owner may read it", async () => {
    first = await backup(market.databaseUrl, market.shelf, file, options);
    expect(first).toMatchObject({ photos: 1, photosMissing: [], schemasLeftOut: [] });
    expect(first.rows).toBeGreaterThan(200);
    expect(statSync(file).mode & 0o077).toBe(0);
    expect(existsSync(`${file}.part`)).toBe(false);
    await expect(backup(market.databaseUrl, market.shelf, file, options)).rejects.toThrow(/already there/);
    const again = await backup(market.databaseUrl, market.shelf, join(folder, "again.hualian"), { ...options, now: new Date("2026-11-23T00:00:00Z") });
    expect(again.digest).toBe(first.digest);
  });

  test("restored and backed up again, it has the same digest", async () => {
    const { url, result } = await restoreHere(file, restoredData);
    restoredUrl = url;
    expect(result).toMatchObject({ digest: first.digest, rows: first.rows, photos: 1, ledgerBalanced: true, trailWhole: true, migrated: [] });
    const second = await backup(url, new Shelf(join(restoredData, "files")), join(folder, "second.hualian"), options);
    expect(second.digest).toBe(first.digest);
    const third = await restoreHere(join(folder, "second.hualian"), join(folder, "third"));
    expect(await digestTables(third.url)).toEqual(await digestTables(restoredUrl));
  });

  test("the log and the trail are read in the same order as before", async () => {
    for (const log of ["event", "audit"]) {
      const query = `select id from kernel.${log} order by xid, id`;
      const before = await inDatabase(market.databaseUrl, query);
      expect(before.map((row) => Number(row["id"])).some((id, at, ids) => at > 0 && id < ids[at - 1]!), `${log} has lines out of order`).toBe(true);
      expect(await inDatabase(restoredUrl, query)).toEqual(before);
    }
  });

  test("listeners go on where they stood: what they had not heard they hear now, once and in order", async () => {
    const there = connect(restoredUrl, 4);
    const there2 = new Runtime(there.db, [...market.modules, listening.module], realWorld);
    expect(await heard(restoredUrl)).toEqual(await heard(market.databaseUrl));
    const before = (await heard(restoredUrl)).length;
    await runtime.settle();
    await there2.settle();
    const after = await heard(restoredUrl);
    expect(after.length).toBeGreaterThan(before);
    expect(after).toEqual(await heard(market.databaseUrl));
    await there.close();
  });

  test("the restored market is a market: stock, ledger, trail and listeners go on", async () => {
    const again = await openTestMarket({ again: { databaseUrl: restoredUrl, data: restoredData } });
    const there = new Runtime(again.database.db, [...again.modules, listening.module], realWorld);
    const heardBefore = (await heard(restoredUrl)).length;
    const left = await there.call(lots.actions.get, { lotId }, AS_SYSTEM);
    await there.call(lots.actions.move, { lotId, kind: "direct_sale", quantity: 7, cause: "after", causeId: "one" }, AS_SYSTEM);
    expect(await there.call(lots.actions.get, { lotId }, AS_SYSTEM)).toMatchObject({ onHand: left.onHand - 7 });
    await there.call(ledger.actions.post, { kind: "sale", cause: "after", causeId: "one", lines: [{ account: "buyer_receivable", partyId: buyer.partyId, currency: "CNY", amount: 5 }, { account: "grower_payable", partyId: grower.partyId, currency: "CNY", amount: -5 }] }, AS_SYSTEM);
    await there.settle();
    expect(await heard(restoredUrl)).toHaveLength(heardBefore + 1);
    const blocks = (await checkTrail(again.database.db as never)).blocks;
    await sealAll(again);
    const checked = await checkTrail(again.database.db as never);
    expect(checked.whole).toBe(true);
    expect(checked.blocks).toBeGreaterThan(blocks);
    const shown = await there.call(files.actions.photo, { photoId: (await inDatabase(restoredUrl, "select id from kernel.file"))[0]!["id"] as string }, AS_SYSTEM);
    expect(again.shelf.read(shown.sha256)).toEqual(PHOTO);
    await expect(again.database.pool.query("delete from kernel.event")).rejects.toThrow(/append_only/);
    await expect(again.database.pool.query("insert into kernel.lot_movement (lot_id, kind, quantity, cause, cause_id, at) values (gen_random_uuid(), 'hold', 1, 'x', 'y', now())")).rejects.toThrow(/foreign key/);
    await again.close();
  });

  test("a backup taken while people trade is of one moment", async () => {
    const trading = { open: true };
    let n = 0;
    const trade = async (): Promise<void> => {
      while (trading.open) {
        n++;
        await Promise.all([move("direct_sale", 1, `during-${n}`), post(`during-${n}`, n)]);
      }
    };
    const traders = trade();
    const during = join(folder, "during.hualian");
    await backup(market.databaseUrl, market.shelf, during, options).finally(() => (trading.open = false));
    await traders;
    const { url, result } = await restoreHere(during, join(folder, "during"));
    expect(result).toMatchObject({ ledgerBalanced: true, trailWhole: true });
    const [balance] = await inDatabase(url, `select l.on_hand, (select sum(case when kind = 'intake' then quantity else -quantity end) from kernel.lot_movement m where m.lot_id = l.id) as moved from kernel.lot l`);
    expect(Number(balance!["moved"])).toBe(balance!["on_hand"]);
  });

  test("a place that holds a market is not overwritten", async () => {
    await expect(restoreHere(file, restoredData, restoredUrl)).rejects.toThrow(/not empty/);
    expect((await digestTables(restoredUrl)).size).toBeGreaterThan(10);
  });

  test("a damaged file is refused before anything is touched, and the place of the damage is named", async () => {
    const url = await freshDatabase();
    const whole = readFileSync(file);
    const text = gunzipSync(whole).toString("utf8");
    const cases: [string, Buffer, RegExp][] = [
      ["cut", whole.subarray(0, whole.length - 40), /cut off/],
      ["cut-lines", gzipSync(text.split("\n").slice(0, -2).join("\n") + "\n"), /ends too early/],
      ["changed", gzipSync(text.replace("王桂兰", "王桂花")), /line \d+ ends kernel\.[a-z]+, whose \d+ rows do not have the digest/],
      ["photo", gzipSync(text.replace(/"base64":"iVBORw0/, '"base64":"iVBORw1')), /holds photo [0-9a-f]+ with other bytes/],
      ["other", gzipSync("hello\n"), /not a backup/],
      ["plain", Buffer.from("hello"), /cannot be unpacked/],
    ];
    for (const [name, bytes, says] of cases) {
      const damaged = join(folder, `${name}.hualian`);
      writeFileSync(damaged, bytes);
      await expect(restoreHere(damaged, join(folder, name), url), name).rejects.toThrow(says);
    }
    expect(await inDatabase(url, "select nspname from pg_namespace where nspname = 'kernel'")).toEqual([]);
  });

  test("a restore that fails half way leaves a place that no market opens and that says why", async () => {
    const text = gunzipSync(readFileSync(file)).toString("utf8");
    const forged = join(folder, "forged.hualian");
    writeFileSync(forged, gzipSync(withoutRow(text, "kernel.party", grower.partyId)));
    const url = await freshDatabase();
    await expect(restoreHere(forged, join(folder, "half"), url)).rejects.toThrow(/foreign key[\s\S]*half restored/);
    await expect(openTestMarket({ again: { databaseUrl: url, data: join(folder, "half") } })).rejects.toThrow(/forged\.hualian.*did not finish/);
    await expect(restoreHere(file, join(folder, "half"), url)).rejects.toThrow(/did not finish/);
  });

  test("a photograph that the shelf has lost is named, and everything else is kept", async () => {
    const bare = new Shelf(join(folder, "bare"));
    const lost = createHash("sha256").update(PHOTO).digest("hex");
    const result = await backup(market.databaseUrl, bare, join(folder, "lost.hualian"), options);
    expect(result).toMatchObject({ photos: 0, photosMissing: [lost] });
    expect((await restoreHere(join(folder, "lost.hualian"), join(folder, "lost"))).result.photosMissing).toEqual([lost]);
  });

  test("a database copied by other means, whose transaction numbers are yet to come, is not opened", async () => {
    const url = await freshDatabase();
    const { pool, close } = connect(url, 2);
    await migrate(pool, migrationFolders(market.modules));
    await pool.query("insert into kernel.event (xid, id, at, business_date, module, name, payload) overriding system value values ('4000000000', 1, now(), current_date, 'x', 'y', '{}')");
    await expect(migrate(pool, migrationFolders(market.modules))).rejects.toThrow(/written on another server/);
    await close();
  });

  test("every table of every module is carried, and none twice", async () => {
    const client = new pg.Client({ connectionString: market.databaseUrl });
    await client.connect();
    const tables = (await listTables(client)).map((table) => table.name);
    const all = await client.query<{ name: string }>("select schemaname || '.' || tablename as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')");
    await client.end();
    expect(tables.concat("kernel.migration").toSorted()).toEqual(all.rows.map((row) => row.name).toSorted());
    expect(tables).toContain("memo.heard");
  });
});

async function inDatabase(url: string, query: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<Record<string, unknown>>(query);
  await client.end();
  return rows;
}

/** Forges a backup: takes one row out and makes every digest fit again, as damage never would. */
function withoutRow(text: string, table: string, id: string): string {
  const digest = new MarketDigest();
  const out: string[] = [];
  let header: Header | null = null;
  let open: { name: string; rows: string[] } | null = null;
  for (const line of text.trimEnd().split("\n")) {
    if (line.startsWith("[")) {
      if (open!.name !== table || !line.includes(id)) open!.rows.push(line);
      continue;
    }
    const mark = JSON.parse(line) as Record<string, unknown>;
    if (header === null) header = mark as unknown as Header;
    if (typeof mark["table"] === "string") open = { name: mark["table"], rows: [] };
    if (mark["rows"] !== undefined && open !== null) {
      const body = open.rows.map((row) => `${row}\n`).join("");
      const sum = { rows: open.rows.length, sha256: createHash("sha256").update(body).digest("hex") };
      digest.table(open.name, header.tables.find((one) => one.name === open!.name)!.columns, sum);
      out.push(...open.rows, JSON.stringify(sum));
      open = null;
    } else if (typeof mark["digest"] === "string") out.push(JSON.stringify(digest.footer()));
    else {
      if (typeof mark["photo"] === "string") digest.photo(mark["photo"], "missing" in mark);
      out.push(line);
    }
  }
  return `${out.join("\n")}\n`;
}

