import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { open } from "../src/app/open.ts";
import { startEmbedded } from "../src/kernel/db/embedded.ts";

const TEMPLATE = "market_template";
/**
 * No power cut happens to this server, so its tests need not wait for the disk. Those that cut the power start a market
 * of their own, whose server runs with the product's settings.
 */
const QUICK = ["fsync", "synchronous_commit", "full_page_writes"];

/** One embedded server for a whole test run; every test file has a database of its own on it, a copy of the migrated one made here. */
export default async function setup(): Promise<() => Promise<void>> {
  if (process.env["HUALIAN_TEST_SERVER"] !== undefined) return async () => {};
  const folder = mkdtempSync(join(tmpdir(), "hualian-test-"));
  chmodSync(folder, 0o755);
  const server = await startEmbedded(join(folder, "server"));
  const admin = new pg.Client({ connectionString: server.url });
  await admin.connect();
  for (const setting of QUICK) await admin.query(`alter system set ${setting} = off`);
  await admin.query("select pg_reload_conf()");
  await admin.query(`create database ${TEMPLATE}`);
  await admin.end();
  const template = new URL(server.url);
  template.pathname = `/${TEMPLATE}`;
  const migrated = await open({ edition: "market", databaseUrl: template.href, data: join(folder, "files"), background: false });
  await migrated.close();
  process.env["HUALIAN_TEST_SERVER"] = server.url;
  process.env["HUALIAN_TEST_TEMPLATE"] = TEMPLATE;
  return async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
