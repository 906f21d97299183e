import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbedded } from "../src/kernel/db/embedded.ts";

/** One embedded server for a whole test run; every test file makes its own database on it. */
export default async function setup(): Promise<() => Promise<void>> {
  if (process.env["HUALIAN_TEST_SERVER"] !== undefined) return async () => {};
  const folder = mkdtempSync(join(tmpdir(), "hualian-test-"));
  chmodSync(folder, 0o755);
  const server = await startEmbedded(folder);
  process.env["HUALIAN_TEST_SERVER"] = server.url;
  return async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
