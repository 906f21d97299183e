/**
 * Real recorded days through the whole market, when the shared data stands beside the checkout: the two smallest and one
 * of hundreds of rows, and with HUALIAN_REPLAY_ALL=1 every one. The files are never copied into the project.
 */
import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { replaySucceeded } from "../../src/app/replay/result.ts";
import { ALL_KEPT, promisesOf, replayHere } from "./desk.ts";

vi.setConfig({ testTimeout: 1_800_000 });

const folder = resolve(import.meta.dirname, "../../../shared/data/kr-flower-auction");
const present = existsSync(folder);
if (!present) console.log(`SKIPPED: the recorded auction days are not at ${folder}`);

const bySize = (paths: string[]): string[] => paths.toSorted((a, b) => statSync(a).size - statSync(b).size);
const filesIn = (path: string, name: RegExp): string[] => (existsSync(path) ? readdirSync(path).filter((file) => name.test(file)).map((file) => join(path, file)) : []);
const days = bySize(filesIn(join(folder, "raw"), /\.xls$/));
const tables = filesIn(folder, /auction_prices.*\.csv$/);

/** A day file of at least this size holds hundreds of rows. */
const LARGE_BYTES = 100_000;
const EVERY = process.env["HUALIAN_REPLAY_ALL"] === "1";
const large = days.find((path) => statSync(path).size >= LARGE_BYTES);
const chosen = EVERY ? days : [...new Set([...days.slice(0, 2), ...(large === undefined ? [] : [large])])];
if (present && !EVERY) console.log(`recorded days: ${chosen.length} of ${days.length} files are replayed; HUALIAN_REPLAY_ALL=1 replays every one`);

const dateOf = (path: string): string => /\d{4}-\d{2}-\d{2}/.exec(basename(path))![0];

describe.skipIf(!present)("a recorded day of the Korean flower auction", () => {
  it("is among the shared data", () => {
    expect(chosen.length).toBeGreaterThan(2);
    expect(tables.length).toBeGreaterThan(0);
  });

  it.each(chosen.map((path) => [basename(path), path]))("%s is sold to the last unit, balances and verifies", async (_, path) => {
    const result = await replayHere([path]);
    console.log(`${basename(path)}: ${result.rows} rows, ${result.lots} lots, ${result.deals} deals, ${result.unitsSold} units, ${result.value} ${result.currency}, ${result.seconds} s, ${result.warnings} warnings`);
    expect(promisesOf(result)).toEqual(ALL_KEPT);
    expect([result.errors, result.unitsPassed, result.unitsOffered]).toEqual([0, 0, result.unitsSold]);
    expect(replaySucceeded(result)).toBe(true);
  });

  it("comes out the same from the collected table", async () => {
    const [smallest] = days;
    const fromDay = await replayHere([smallest!]);
    const fromTable = await replayHere([tables[0]!], { date: dateOf(smallest!) });
    const inOrder = ({ sheet }: typeof fromDay) => sheet.map((line) => ({ ...line, unit: "" })).toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
    expect(inOrder(fromTable)).toEqual(inOrder(fromDay));
    expect(promisesOf(fromTable)).toEqual(ALL_KEPT);
  });
});
