/** `hualian start` where it cannot start, and how it ends when it is told to twice. */
import { spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { openTestMarket } from "../../tests/market.ts";

const MAIN = fileURLToPath(new URL("cli/main.ts", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "hualian-start-"));
// The database may run as another user.
chmodSync(folder, 0o755);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function start(data: string, port: number, more: Readonly<Record<string, string>> = {}) {
  const { DATABASE_URL: _none, ...own } = process.env;
  const env = { ...own, ...more };
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

  test("in production refuses the payment simulator with words, before it makes a database; a slip in the settings is named as well", async () => {
    const data = join(folder, "production");
    const refused = async (env: Readonly<Record<string, string>>) => (await start(data, 0, env).ended);
    const simulator = await refused({ HUALIAN_ENV: "production", HUALIAN_PAYMENTS: "simulator" });
    expect([simulator.code, simulator.err]).toEqual([1, expect.stringMatching(/Production does not start on the payment simulator.*HUALIAN_PAYMENTS=bank_file or licensed.*正式环境不能用模拟支付启动/) as string]);
    expect(await refused({ HUALIAN_ENV: "prod" })).toMatchObject({ code: 1, err: expect.stringContaining('HUALIAN_ENV is "prod"') as string });
    expect(await refused({ HUALIAN_PAYMENTS: "cash" })).toMatchObject({ code: 1, err: expect.stringContaining('HUALIAN_PAYMENTS is "cash"') as string });
    expect(await refused({ HUALIAN_ENV: "production", HUALIAN_PAYMENTS: "licensed", HUALIAN_PAYER_URL: "http://payer.example/pay" })).toMatchObject({ code: 1, err: expect.stringContaining("must be an https address") as string });
    expect(await refused({ HUALIAN_ENV: "production", HUALIAN_PAYMENTS: "licensed", HUALIAN_PAYER_URL: "https://payer.example/pay" })).toMatchObject({ code: 1, err: expect.stringContaining("HUALIAN_PAYER_KEY_ID is missing") as string });
    expect(existsSync(data)).toBe(false);
  });

  test("in production does not go on with money that a simulator still holds; a trial may, and so ends it", async () => {
    const market = await openTestMarket();
    const grower = await market.person("王桂兰", ["grower"]);
    await market.database.pool.query(`insert into payments.instruction (id, no, rail, kind, subject, subject_id, subject_no, business_date, party_id, name, bank_name, bank_account, amount, currency, made_at, made_by, next_at)
      values (gen_random_uuid(), 'PI-1001', 'simulator', 'payout', 'statement', gen_random_uuid(), 'S1', '2026-11-27', $1, '王桂兰', '示例银行', '62280001', 100, 'CNY', now(), 'test', now())`, [grower.partyId]);
    await market.close();
    const data = join(folder, "played");
    mkdirSync(data);
    const env = { DATABASE_URL: market.databaseUrl, HUALIAN_ENV: "production" };
    expect(await start(data, 0, env).ended).toMatchObject({ code: 1, err: expect.stringMatching(/1 payment instructions are open with the simulator.*正式环境不能启动/) as string });
    const trial = start(data, 0, { ...env, HUALIAN_ENV: "trial", HUALIAN_PAYMENTS: "simulator" });
    await trial.open;
    trial.child.kill("SIGINT");
    expect((await trial.ended).code).toBe(0);
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
