import { execFile } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs, promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { indexOf } from "../../src/app/price-index/command.ts";
import { createChance, whole } from "../../src/engines/clock/chance.ts";
import { addDays } from "../../src/engines/calendar/day.ts";
import { catalogue } from "../../src/kernel/catalogue/contract.ts";
import { AS_SYSTEM } from "../../src/kernel/machinery/runtime.ts";
import { index } from "../../src/knowledge/index/contract.ts";
import { openTestMarket, type Person, type TestMarket } from "../market.ts";
import { tellDay, type Sold } from "../weeks.ts";

const SEED = 1_128;
const MONDAY = "2026-08-31";
const MAIN = fileURLToPath(new URL("../../src/app/cli/main.ts", import.meta.url));
/** As many decimals as the wall shows. */
const SHOWN = 2;
const run = promisify(execFile);

type Series = readonly { readonly period: string; readonly value: number }[];
/** The published command in a process of its own: no market, no database. */
async function byCommand(command: string, name: string, file: string): Promise<Series> {
  const { stdout } = await run(process.execPath, [MAIN, ...command.split(" ").slice(1).map((word) => (word === name ? file : word)), "--json"]);
  return (JSON.parse(stdout) as { series: Series }).series;
}
/** The same command without a process, because a start costs more than all the figures. */
function byFunction(command: string, file: string): Series {
  const { values } = parseArgs({ args: command.split(" ").slice(3), options: { formula: { type: "string" }, window: { type: "string" }, splice: { type: "string" }, first: { type: "string" } } });
  return indexOf({ file, formula: values.formula, window: Number(values.window), splice: values.splice, first: values.first === undefined ? undefined : Number(values.first) }).series;
}

/** J11: the auditor picks numbers from the wall, goes down to records without names, takes them out of the system and computes the numbers again. */
describe("the auditor", () => {
  let market: TestMarket;
  let now = new Date("2026-08-31T14:00:00+08:00");
  let sellers: string[];
  let auditor: Person;
  let operator: Person;
  let goods: { itemId: string; base: number; weekday: number }[];
  const folder = mkdtempSync(join(tmpdir(), "hualian-audit-"));
  const chance = createChance(SEED);

  beforeAll(async () => {
    market = await openTestMarket({ world: { now: () => now, random: (bytes) => randomBytes(bytes) } });
    sellers = (await Promise.all(["王", "李", "张", "赵"].map((name) => market.person(name, ["grower"])))).map((person) => person.partyId);
    [auditor, operator] = [await market.staff("林审计", ["auditor"]), await market.staff("周敏", ["operator"])];
    const add = async (zh: string, category: string, base: number, weekday: number) => ({ itemId: (await market.runtime.call(catalogue.actions.addItem, { code: `test-${zh}`, speciesId: null, zh, category, unit: "pot" }, AS_SYSTEM)).id, base, weekday });
    goods = [await add("蝴蝶兰 双梗", "orchid", 30_00, 1), await add("文心兰", "orchid", 18_00, 1), await add("绿萝", "foliage", 6_00, 4), await add("发财树", "foliage", 42_00, 4)];
  });
  afterAll(async () => {
    await market.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const soldOn = (weekday: number): Sold[] => goods.filter((one) => one.weekday === weekday).flatMap(({ itemId, base }) => sellers.map((sellerId): Sold => ({ itemId, sellerId, quantity: whole(chance, 10, 80), price: whole(chance, Math.round(base * 0.7), Math.round(base * 1.4)) })));
  async function week(n: number): Promise<void> {
    for (const weekday of [1, 4]) {
      const day = addDays(MONDAY, 7 * n + weekday);
      now = new Date(`${day}T14:00:00+08:00`);
      await tellDay(market, day, soldOn(weekday));
    }
  }

  test("eight weeks are traded: six are published from the desk at once, later ones by themselves", async () => {
    // The price sheet hears of the first weeks before anything is published: this is how a market with a history begins.
    for (let n = 0; n < 6; n += 1) await week(n);
    now = new Date(`${addDays(MONDAY, 42)}T06:00:00+08:00`);
    await market.runtime.settle();
    await market.runtime.call(index.actions.publish, {}, operator.call);
    for (let n = 6; n < 9; n += 1) await week(n);
    await market.runtime.settle();
    const { groups } = await market.runtime.call(index.actions.headlines, {}, auditor.call);
    expect(groups.map((group) => [group.zh, group.newest?.period])).toEqual([["全部盆花", "2026-W43"], ["兰花", "2026-W43"], ["观叶", "2026-W43"]]);
  });

  test("every number on the wall is computed again outside the system, to the last digit shown", async () => {
    const { groups } = await market.runtime.call(index.actions.headlines, {}, auditor.call);
    for (const { group, newest } of groups) {
      const { csv, digest, command, name } = await market.runtime.call(index.actions.inputs, { group, period: newest!.period }, auditor.call);
      expect(createHash("sha256").update(csv).digest("hex")).toBe(digest);
      const file = join(folder, name);
      writeFileSync(file, csv);
      const series = group === "all" ? await byCommand(command, name, file) : byFunction(command, file);
      const published = (await market.runtime.call(index.actions.series, { group }, auditor.call)).points;
      expect(series.map((point) => [point.period, (point.value * 100).toFixed(SHOWN)])).toEqual(published.map((point) => [point.period, point.value!.toFixed(SHOWN)]));
    }
  });

  test("any number goes down to cells, and any cell to records with letters that add up to it", async () => {
    const { points } = await market.runtime.call(index.actions.series, { group: "orchid" }, auditor.call);
    const picked = points[whole(chance, 0, points.length - 1)]!;
    const { cells, digest } = await market.runtime.call(index.actions.point, { group: "orchid", period: picked.period }, auditor.call);
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
    const { csv } = await market.runtime.call(index.actions.inputs, { group: "orchid", period: picked.period }, auditor.call);
    for (const cell of cells) {
      expect(csv).toContain(`${picked.period},${cell.code},${cell.price},${cell.quantity}\n`);
      const { records } = await market.runtime.call(index.actions.records, { frequency: "week", period: picked.period, itemId: cell.itemId, grade: cell.grade, venue: cell.venue }, auditor.call);
      expect(records.reduce((sum, record) => sum + record.value, 0) / records.reduce((sum, record) => sum + record.quantity, 0)).toBe(cell.price);
      expect(JSON.stringify(records)).not.toMatch(new RegExp(sellers.join("|")));
    }
  });

  test("a record that was changed on the way out is seen: the digest differs, and so does the number", async () => {
    const period = "2026-W43";
    const { csv, digest, command, name, value } = await market.runtime.call(index.actions.inputs, { group: "foliage", period }, auditor.call);
    const lines = csv.trimEnd().split("\n");
    const [week43, item, price, quantity] = lines.at(-1)!.split(",");
    const forged = `${[...lines.slice(0, -1), [week43, item, Number(price) * 1.2, quantity].join(",")].join("\n")}\n`;
    expect(createHash("sha256").update(forged).digest("hex")).not.toBe(digest);
    const file = join(folder, name);
    writeFileSync(file, forged);
    expect(byFunction(command, file).at(-1)!.value * 100 - value).toBeGreaterThan(1);
  });
});
