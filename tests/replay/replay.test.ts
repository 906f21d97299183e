/** A recorded day through the whole market: files in, books out. The files are of our own making. */
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { replayFiles } from "../../src/app/replay/command.ts";
import { A_DAY, DAY_HEADER, type DayRow, longCsv, longLine, openDesk, type Desk, workbook } from "../../src/app/replay/fixtures.ts";
import { replaySucceeded } from "../../src/app/replay/result.ts";
import { ALL_KEPT, emptyDatabase, promisesOf, replayHere } from "./desk.ts";

/** A whole market each time; on a machine with other work to do that takes its while. */
vi.setConfig({ testTimeout: 300_000 });

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.clear());

const dayFile = (name: string, rows: readonly DayRow[]) => desk.put(name, workbook([DAY_HEADER, ...rows]));

const GROUPS_FIRST = 20;

/** Breaks the connections that the journals are written over, once, while the clocks run. Answers whether there were any. */
async function cutJournals(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  try {
    for (;;) {
      const run = await client.query<{ groups: number }>("select count(*)::int as groups from clock.journal").catch(() => null);
      if (run !== null && run.rows[0]!.groups > GROUPS_FIRST) break;
      await sleep(10);
    }
    const cut = await client.query("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query ~ 'clock[.](journal|lease)' and pid <> pg_backend_pid()");
    return (cut.rowCount ?? 0) > 0;
  } finally {
    await client.end();
  }
}

describe("a recorded day", () => {
  it("is sold again to the last unit, at the recorded prices, and every book agrees", async () => {
    const file = await dayFile("0000000001_2026-05-29.xls", A_DAY);
    const result = await replayHere([file], { seed: "first" });
    expect(Object.keys(result).slice(0, 9)).toEqual([
      "rows", "unitsOffered", "unitsSold", "unitsPassed", "value", "ledgerBalanced", "journalVerified", "seconds", "sheet",
    ]);
    expect(Object.keys(result.sheet[0]!).slice(0, 12)).toEqual([
      "item", "variety", "grade", "unit", "unitsRecorded", "unitsSold", "minRecorded", "meanRecorded", "maxRecorded", "min", "mean", "max",
    ]);
    expect(promisesOf(result)).toEqual(ALL_KEPT);
    expect(result).toMatchObject({ rows: 4, unitsOffered: 234, unitsSold: 234, unitsPassed: 0, currency: "KRW", seed: "first", errors: 0, warnings: 0, data: null });
    // The buyers owe what the sheet says was sold, to the won.
    expect(result.value).toBe(result.days[0]!.payoutFile);
    expect(result.sheet.map((line) => [line.item, line.unitsSold, line.min, Math.round(line.mean!), line.max])).toEqual([
      ["장미", 120, 3000, 4100, 5200],
      ["장미", 40, 2500, 2500, 2500],
      ["호접란", 65, 5000, 5800, 7000],
      ["고무나무", 9, 1200, 1300, 1500],
    ]);
    expect(replaySucceeded(result)).toBe(true);

    const again = await replayHere([file], { seed: "first" });
    expect(again.sheet).toEqual(result.sheet);
    expect([again.deals, again.value]).toEqual([result.deals, result.value]);
    const other = await replayHere([file], { seed: "second" });
    expect(promisesOf(other)).toEqual(ALL_KEPT);
    expect(other.sheet.map((line) => line.unitsSold)).toEqual(result.sheet.map((line) => line.unitsSold));
  });

  it("is replayed with its oddities: a mean outside its range, the same row twice, a single unit, other markets and days", async () => {
    const rose: DayRow = ["장미", "빨강", "특1", "120", "3000", "5200", "4100"];
    const file = await desk.put("long.csv", longCsv([
      longLine({ row: rose }), longLine({ row: rose }), longLine({ market: "0000000002", row: rose }), longLine({ date: "2026-05-27", row: rose }),
      longLine({ category: "관엽", unit: "분", row: ["고무나무", "대", "보3", "135", "14000", "15000", "1074"] }),
      longLine({ category: "난", unit: "분", row: ["호접란", "호접란", "상1", "1", "6000", "6000", "6000"] }),
    ]));
    const result = await replayHere([file]);
    expect(promisesOf(result)).toEqual(ALL_KEPT);
    expect(result.sheet.map((line) => [line.date, line.market, line.item, line.unit, line.unitsSold, Math.round(line.mean!)])).toEqual([
      ["2026-05-29", "0000000001", "장미", "속", 120, 4100],
      ["2026-05-29", "0000000001", "장미", "속", 120, 4100],
      ["2026-05-29", "0000000002", "장미", "속", 120, 4100],
      ["2026-05-27", "0000000001", "장미", "속", 120, 4100],
      ["2026-05-29", "0000000001", "고무나무", "분", 135, 1074],
      ["2026-05-29", "0000000001", "호접란", "분", 1, 6000],
    ]);
    expect(result.days.map((day) => [day.date, day.equal])).toEqual([["2026-05-27", true], ["2026-05-29", true]]);
    expect(result.problems.map(({ code, row }) => [code, row])).toEqual([["repeated-row", 3], ["mean-outside-range", 6]]);
    expect([result.errors, replaySucceeded(result)]).toEqual([0, true]);
  });

  it("leaves out what cannot be read and says where; --strict leaves out everything", async () => {
    const file = await dayFile("0000000001_2026-05-30.xls", [...A_DAY, ["장미", "흰색", "특1", "열", "3000", "5200", "4100"]]);
    const result = await replayHere([file]);
    expect([result.rows, result.unitsSold, result.errors, replaySucceeded(result)]).toEqual([4, 234, 1, true]);
    expect(result.problems).toMatchObject([{ row: 6, column: "속수량", value: "열", code: "not-whole" }]);
    const strict = await replayHere([file], { strict: true });
    expect(strict).toMatchObject({ rows: 0, refused: true, ledgerBalanced: false, journalVerified: false, sheet: [] });
    expect(replaySucceeded(strict)).toBe(false);
    const orchids = await replayHere([await desk.put("some.csv", longCsv([longLine({ category: "난", unit: "분", row: A_DAY[2]! }), longLine({ row: A_DAY[0]! })]))], { category: "orchid" });
    expect(orchids.sheet.map((line) => line.item)).toEqual(["호접란"]);
  });

  it("goes on when the database drops the connections of the clocks in mid-auction", async () => {
    const rows = Array.from({ length: 12 }, (_, index): DayRow => ["국화", `품종 ${index}`, "상2", "400", "1000", "3000", "2100"]);
    const file = await dayFile("0000000001_2026-06-01.xls", rows);
    const database = await emptyDatabase();
    const cutting = cutJournals(database.url);
    try {
      const result = await replayFiles({ files: [file], strict: false, databaseUrl: database.url }, new AbortController().signal);
      expect(await cutting).toBe(true);
      expect(promisesOf(result)).toEqual(ALL_KEPT);
      expect([result.unitsSold, replaySucceeded(result)]).toEqual([4_800, true]);
    } finally {
      await database.drop();
    }
  });
});

describe("the place of a replay", () => {
  it("is an empty database only, which is empty again afterwards", async () => {
    const file = await dayFile("0000000001_2026-05-31.xls", A_DAY.slice(3));
    const database = await emptyDatabase();
    try {
      const options = { files: [file], strict: false, databaseUrl: database.url };
      await replayFiles(options, new AbortController().signal);
      const left = await database.ask<{ name: string }>("select nspname as name from pg_namespace where nspname !~ '^pg_' and nspname not in ('information_schema', 'public')");
      expect(left).toEqual([]);
      await database.ask("create table somebody_elses (x int)");
      await expect(replayFiles(options, new AbortController().signal)).rejects.toThrow(/not empty \(somebody_elses\)/);
    } finally {
      await database.drop();
    }
  });
});
