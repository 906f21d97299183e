/** `hualian start` where it cannot start, and how it ends when it is told to twice. */
import { spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";

const MAIN = fileURLToPath(new URL("cli/main.ts", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "hualian-start-"));
// The database may run as another user.
chmodSync(folder, 0o755);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function start(data: string, port: number) {
  const { DATABASE_URL: _none, ...env } = process.env;
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", MAIN, "start", "--empty", "--no-pages", "--json", "--data", data, "--port", String(port)], { env, stdio: ["ignore", "pipe", "pipe"] });
  const said = { out: "", err: "" };
  child.stdout.on("data", (text: Buffer) => (said.out += text.toString()));
  child.stderr.on("data", (text: Buffer) => (said.err += text.toString()));
  const ended = new Promise<{ code: number | null; out: string; err: string }>((done) => child.on("close", (code) => done({ code, ...said })));
  const open = new Promise<void>((done) => child.stdout.once("data", () => done()));
  return { child, open, ended };
}

describe("hualian start", { timeout: 120_000 }, () => {
  test("on a port that is taken says so before it makes a database", async () => {
    const taken = createServer();
    await new Promise<void>((up) => taken.listen(0, "0.0.0.0", up));
    const { port } = taken.address() as AddressInfo;
    const data = join(folder, "no-port");
    const { code, out, err } = await start(data, port).ended;
    taken.close();
    expect([code, JSON.parse(out)]).toEqual([1, { error: { code: "failed", message: expect.stringContaining(`Port ${port} is in use`) as string } }]);
    expect(err).toContain("--port");
    expect([existsSync(join(data, "pg")), existsSync(join(data, "db"))]).toEqual([false, false]);
  });

  test("where it cannot write names the place and the flag", async () => {
    writeFileSync(join(folder, "a-file"), "");
    for (const data of [join(folder, "a-file"), join(folder, "a-file", "market")]) {
      const { code, err } = await start(data, 0).ended;
      expect([code, err]).toEqual([1, expect.stringMatching(/cannot write to .*a-file.*--data/)]);
    }
    if (process.platform === "linux") expect(await start("/proc/none/market", 0).ended).toMatchObject({ code: 1, err: expect.stringMatching(/cannot write to/) as string });
  });

  test("told twice to stop, as by a terminal and by what started it, still ends in order; a second market on its data is refused", async () => {
    const data = join(folder, "market");
    mkdirSync(data);
    const market = start(data, 0);
    await market.open;
    const second = await start(data, 0).ended;
    expect([second.code, second.err]).toEqual([1, expect.stringContaining("already runs")]);
    const pidFile = ["pg", "db/pg"].map((path) => join(data, path, "postmaster.pid")).find((path) => existsSync(path))!;
    market.child.kill("SIGINT");
    setTimeout(() => market.child.kill("SIGINT"), 30);
    expect((await market.ended).code).toBe(0);
    // A database that was stopped in order takes its note away; one that was left behind or killed does not.
    expect(existsSync(pidFile)).toBe(false);
  });
});
