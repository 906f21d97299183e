/** `hualian replay` as a person or a script calls it: its own process, the embedded database, what it prints, how it ends. */
import { spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { A_DAY, DAY_HEADER, type DayRow, openDesk, type Desk, workbook } from "../../src/app/replay/fixtures.ts";
import type { ReplayResult } from "../../src/app/replay/result.ts";
import { ALL_KEPT, promisesOf } from "./desk.ts";

vi.setConfig({ testTimeout: 300_000 });

const MAIN = resolve(import.meta.dirname, "../../src/app/cli/main.ts");
let desk: Desk;
let day: string;
beforeAll(async () => {
  desk = await openDesk();
  day = await desk.put("0000000001_2026-05-29.xls", workbook([DAY_HEADER, ...A_DAY]));
});
afterAll(() => desk.clear());

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the command with a folder for temporary files of its own. `when` sees what it prints, and may end it. */
function hualian(args: readonly string[], { temporary, environment = {} }: { temporary: string; environment?: NodeJS.ProcessEnv }): { ended: Promise<Ended>; kill(): void } {
  const { DATABASE_URL: _none, ...inherited } = process.env;
  const child = spawn(process.execPath, [MAIN, "replay", ...args], { env: { ...inherited, TMPDIR: temporary, ...environment }, stdio: ["ignore", "pipe", "pipe"] });
  let [out, err] = ["", ""];
  child.stdout.on("data", (text: Buffer) => (out += text.toString()));
  child.stderr.on("data", (text: Buffer) => (err += text.toString()));
  return { ended: new Promise((done) => child.on("close", (code) => done({ code, out, err }))), kill: () => void child.kill("SIGINT") };
}

async function inOwnFolder<T>(work: (temporary: string) => Promise<T>): Promise<T> {
  const temporary = mkdtempSync(join(tmpdir(), "hualian-command-"));
  // The database may run as another user.
  chmodSync(temporary, 0o755);
  try {
    return await work(temporary);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

const leftIn = (temporary: string): string[] => readdirSync(temporary).filter((name) => name.startsWith("hualian-replay"));

describe("hualian replay", () => {
  it("prints one JSON on standard output, nothing on standard error, and leaves nothing behind", () => inOwnFolder(async (temporary) => {
    const { code, out, err } = await hualian(["--json", day], { temporary }).ended;
    expect([code, err]).toEqual([0, ""]);
    const result = JSON.parse(out) as ReplayResult;
    expect(promisesOf(result)).toEqual(ALL_KEPT);
    expect(result.unitsSold).toBe(234);
    expect(leftIn(temporary)).toEqual([]);
  }));

  it("keeps the market and its journals where --data says, and prints a summary a person can read", () => inOwnFolder(async (temporary) => {
    const data = join(temporary, "kept");
    const { code, out, err } = await hualian(["--data", data, "--seed", "7", day], { temporary }).ended;
    expect([code, err]).toEqual([0, ""]);
    expect(out).toMatch(/成交量 units sold +234/);
    expect(out).toMatch(/账目平衡 ledger balanced +✓/);
    expect(out).toMatch(/种子 seed +7/);
    expect(out).toMatch(/₩[\d,]+ 韩元 KRW/);
    expect(out).toMatch(/장미 빨강 +특1 +속 +120 +120 +3,000 · 4,100 · 5,200 +3,000 · 4,100 · 5,200/);
    const journals = readdirSync(join(data, "journals"));
    expect(journals).toEqual(["C20260529-1.journal"]);
    expect(readFileSync(join(data, "journals", journals[0]!), "utf8")).toContain("hualian-clock-journal");
    const again = await hualian(["--data", data, day], { temporary }).ended;
    expect(again).toMatchObject({ code: 2, err: expect.stringContaining("is not empty") });
  }));

  it("says how to call it: no file, no such day, no such category, no such option", () => inOwnFolder(async (temporary) => {
    for (const args of [[], ["--date", "29.5.2026", day], ["--category", "vegetables", day], ["--sed", "1", day]]) {
      const { code, out, err } = await hualian(args, { temporary }).ended;
      expect([args, code, out]).toEqual([args, 2, ""]);
      expect(err).not.toBe("");
    }
  }));

  it("fails where nothing can be replayed, with what, where and why", () => inOwnFolder(async (temporary) => {
    const missing = await hualian([join(temporary, "no-such-file.xls")], { temporary }).ended;
    expect([missing.code, missing.err]).toEqual([1, expect.stringContaining("no-such-file.xls 找不到文件。 The file was not found. 请检查路径。 Check the path.")]);
    const broken: DayRow = ["장미", "흰색", "특1", "열", "3000", "5200", "4100"];
    const file = await desk.put("0000000001_2026-05-30.xls", workbook([DAY_HEADER, ...A_DAY, broken]));
    const strict = await hualian(["--strict", "--json", file], { temporary }).ended;
    expect([strict.code, JSON.parse(strict.out)]).toMatchObject([1, { rows: 0, refused: true, problems: [{ row: 6, column: "속수량" }] }]);
  }));

  it("stops on Ctrl+C and cleans up: no database goes on running, no folder is left", () => inOwnFolder(async (temporary) => {
    const rows = Array.from({ length: 300 }, (_, index): DayRow => ["국화", `품종 ${index}`, "상2", "900", "1000", "3000", "2100"]);
    const file = await desk.put("0000000001_2026-06-01.xls", workbook([DAY_HEADER, ...rows]));
    mkdirSync(join(temporary, "unrelated"));
    const running = hualian([file], { temporary });
    const folder = await until(() => leftIn(temporary)[0]);
    const pidFile = await until(() => ["pg", "db/pg"].map((path) => join(temporary, folder, path, "postmaster.pid")).find((path) => existsSync(path)));
    const pid = Number(readFileSync(pidFile, "utf8").split("\n")[0]);
    await sleep(3_000);
    running.kill();
    // A terminal tells everybody, and whoever started the command tells it once more.
    running.kill();
    const { code, out } = await running.ended;
    expect([code, out]).toEqual([130, ""]);
    expect(leftIn(temporary)).toEqual([]);
    expect(() => process.kill(pid, 0)).toThrow(/ESRCH/);
  }));
});

async function until<T>(look: () => T | undefined): Promise<T> {
  for (;;) {
    const seen = look();
    if (seen !== undefined) return seen;
    await sleep(20);
  }
}
