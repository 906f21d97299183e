import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { fromDayNumber } from "../../engines/calendar/day.ts";
import { madeUpMarket } from "../../engines/forecast/made-up-market.ts";

const MAIN = fileURLToPath(new URL("main.ts", import.meta.url));

describe("hualian forecast", { timeout: 180_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), "hualian-forecast-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const hualian = (...args: string[]) => spawnSync(process.execPath, [MAIN, "forecast", ...args], { encoding: "utf8" });
  const write = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const { days, values } = madeUpMarket(3, 1.5);
  const file = write("lily.csv", `date,value\n${Array.from(days, (day, i) => `${fromDayNumber(day)},${values[i]?.toFixed(2)}`).join("\n")}\n`);

  test("prints model, skill and points with nested intervals", () => {
    const { status, stdout } = hualian(file, "--horizon", "3", "--json");
    expect(status).toBe(0);
    const said = JSON.parse(stdout) as { model: string; skill: { naive: number; seasonalNaive: number }; points: Record<"mean" | "lo80" | "hi80" | "lo95" | "hi95", number>[] };
    expect(said.model).not.toBe("none");
    expect(said.skill.naive).toBeGreaterThan(0);
    expect(said.points).toHaveLength(3);
    for (const { mean, lo80, hi80, lo95, hi95 } of said.points) expect(lo95 <= lo80 && lo80 <= mean && mean <= hi80 && hi80 <= hi95).toBe(true);
  });
  test("holds a backtest's errors against every naive method", () => {
    const { stdout } = hualian(file, "--backtest", "--from", "2013-05-01", "--step", "5", "--horizon", "2", "--json");
    const said = JSON.parse(stdout) as { errors: { horizon: number; mape: number; mase: number; coverage80: number; methods: object }[] };
    expect(said.errors.map(({ horizon }) => horizon)).toEqual([1, 2]);
    expect(Object.keys(said.errors[0]?.methods ?? {})).toEqual(expect.arrayContaining(["naive", "seasonal-naive", "drift", "calendar-regression"]));
    expect(said.errors.every(({ mape, mase, coverage80 }) => [mape, mase, coverage80].every(Number.isFinite))).toBe(true);
  });
  test("names the lines it cannot read, and says how to mend them", () => {
    const { status, stderr } = hualian(write("bad.csv", "date,value\n2020-01-01,5\n2020-02-31,6\n"));
    expect(status).toBe(2);
    expect(stderr).toContain("第 3 行");
  });
});
