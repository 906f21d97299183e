import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sealTrail } from "../../kernel/access/trail.ts";
import { ledger } from "../../kernel/ledger/contract.ts";
import { lots } from "../../kernel/lots/contract.ts";
import { AS_SYSTEM } from "../../kernel/machinery/runtime.ts";
import { openTestMarket, type TestMarket } from "../../../tests/market.ts";
import { openDoor } from "./door.ts";

const MAIN = fileURLToPath(new URL("../cli/main.ts", import.meta.url));
/** More than a new server has ever had transactions, so that its counter must be raised. */
const INVERSIONS = 3_000;

describe("the commands carry a market from one server to a new one", { timeout: 180_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), "hualian-elsewhere-"));
  const file = join(folder, "market.hualian");
  const data = join(folder, "new");
  let market: TestMarket;
  let lotId: string;

  beforeAll(async () => {
    market = await openTestMarket();
    const grower = await market.person("王桂兰", ["grower"]);
    const item = await market.item("红掌");
    lotId = (await market.runtime.call(lots.actions.create, { itemId: item.id, growerId: grower.partyId, declared: 50 }, AS_SYSTEM)).id;
    await market.runtime.call(lots.actions.move, { lotId, kind: "intake", quantity: 50, cause: "t", causeId: "1" }, AS_SYSTEM);
    await market.database.pool.query(`do $$ begin for i in 1..${INVERSIONS} loop
      insert into kernel.event (id, at, business_date, module, name, payload) overriding system value values (1000000 - i, now(), current_date, 'x', 'y', '{}');
      commit; end loop; end $$`);
    await sealTrail(market.database.db as never, new Date());
  });
  afterAll(async () => {
    await market.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test("backup, restore, backup: the same digest, and the new server is asleep again", async () => {
    const saved = await hualian(["backup", file, "--data", market.data, "--json"], { DATABASE_URL: market.databaseUrl });
    expect(saved).toMatchObject({ code: 0, json: { file } });
    const restored = await hualian(["restore", file, "--data", data, "--json"]);
    expect(restored).toMatchObject({ code: 0, json: { digest: saved.json["digest"], ledgerBalanced: true, trailWhole: true } });
    const again = await hualian(["backup", join(folder, "again.hualian"), "--data", data, "--json"]);
    expect(again).toMatchObject({ code: 0, json: { digest: saved.json["digest"] } });
    expect(existsSync(join(data, "db", "pg", "postmaster.pid")) || existsSync(join(data, "pg", "postmaster.pid"))).toBe(false);
  });

  test("on the new server, new events come after all old ones and are heard at once", async () => {
    const door = await openDoor(data, { create: false });
    const there = await openTestMarket({ again: { databaseUrl: door.url, data } });
    await there.runtime.call(lots.actions.move, { lotId, kind: "direct_sale", quantity: 1, cause: "t", causeId: "new" }, AS_SYSTEM);
    const { rows } = await there.database.pool.query("select name, xid < pg_snapshot_xmin(pg_current_snapshot()) as finished from kernel.event order by xid desc, id desc limit 1");
    expect(rows).toEqual([{ name: "lotMoved", finished: true }]);
    await there.runtime.settle();
    expect(await sealTrail(there.database.db as never, new Date())).toBeGreaterThan(0);
    expect(await there.runtime.call(ledger.actions.balances, {}, AS_SYSTEM)).toMatchObject({ total: 0, unbalancedSets: 0 });

    // A running market is backed up beside its server, which goes on.
    const beside = await hualian(["backup", join(folder, "beside.hualian"), "--data", data, "--json"]);
    expect(beside.code).toBe(0);
    await there.runtime.call(lots.actions.get, { lotId }, AS_SYSTEM);
    await there.close();
    await door.close();
  });

  test("what cannot be done is said in a sentence", async () => {
    const damaged = join(folder, "damaged.hualian");
    writeFileSync(damaged, readFileSync(file).subarray(0, 2_000));
    const fresh = join(folder, "fresh");
    for (const [args, says, code] of [
      [["restore", damaged, "--data", fresh], /cut off or not a backup/, 1],
      [["restore", folder, "--data", fresh], /not an ordinary file/, 2],
      [["backup", join(folder, "no-folder", "y"), "--data", data], /no folder .*no-folder/, 1],
      [["restore", file, "--data", data], /not empty/, 1],
      [["restore", file], /--data DIR/, 2],
      [["restore", join(folder, "none"), "--data", join(folder, "x")], /There is no file/, 2],
      [["backup", join(folder, "y"), "--data", join(folder, "nowhere")], /There is no market/, 1],
      [["backup"], /FILE is missing/, 2],
    ] as const) {
      const { code: exit, err } = await hualian([...args]);
      expect(err).toMatch(says);
      expect(exit).toBe(code);
    }
    // A file that is no good leaves no place half made.
    expect(existsSync(fresh)).toBe(false);
  });
});

async function hualian(args: string[], env: Record<string, string> = {}): Promise<{ code: number; json: Record<string, unknown>; err: string }> {
  const { DATABASE_URL: _unset, ...rest } = process.env;
  const child = spawn(process.execPath, [MAIN, ...args], { env: { ...rest, ...env } });
  let out = "";
  let err = "";
  child.stdout.on("data", (chunk) => (out += String(chunk)));
  child.stderr.on("data", (chunk) => (err += String(chunk)));
  const code = await new Promise<number>((done) => child.on("close", (exit) => done(exit ?? -1)));
  return { code, err, json: out.startsWith("{") ? (JSON.parse(out) as Record<string, unknown>) : {} };
}
