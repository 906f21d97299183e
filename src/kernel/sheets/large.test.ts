import { describe, expect, test } from "vitest";
import { startReading, type TableReading } from "../../engines/table/read.ts";
import { CONTEXT, ORDERS, type OrderColumns } from "../../engines/table/trial.ts";
import { readFile, type ReadOptions } from "./reader.ts";
import { HEAD, readOrders } from "./trial.ts";
import { writeWorkbook } from "./xlsx-write.ts";

const ROWS = 50_000;
const BAD_EVERY = 7_777;
/** As a spreadsheet numbers them: the heading is row 1. */
const BAD_ROWS = Array.from({ length: Math.floor(ROWS / BAD_EVERY) }, (_, at) => (at + 1) * BAD_EVERY + 1);

function* rows() {
  for (let n = 1; n <= ROWS; n += 1) yield [`A-${n}`, `客户 ${n % 997}`, n % BAD_EVERY === 0 ? "很多" : n, (n % 5_000) / 100 + 1, null, { day: "2026-01-05" }, "是", "特级", `第 ${n} 行`, ...Array.from({ length: 11 }, (_, at) => n + at)];
}
const head = [...HEAD, "状态"];

describe("fifty thousand rows", { timeout: 300_000 }, () => {
  let file: Buffer;
  const reading = (options: Pick<ReadOptions, "signal" | "maxRows">, each: (reading: TableReading<OrderColumns>, share: number) => void) => {
    let table: TableReading<OrderColumns> | undefined;
    return readFile(file, { ...options, start: ({ date1904 }) => { table = startReading(ORDERS, { ...CONTEXT, date1904 }); }, take: (lines, share) => { table!.take(lines); each(table!, share); } }).then((facts) => ({ facts, table: table!.finish() }));
  };

  test("go out, come in with their own row numbers, and tell how far they are", async () => {
    // Twenty columns; those that no list knows have their heading too, and are named once each.
    file = await writeWorkbook([{ name: "订货", head: [...head, ...Array.from({ length: 10 }, (_, at) => `多余${at}`)], rows: rows() }]);
    const told: { rows: number; share: number }[] = [];
    const { facts, table } = await reading({ maxRows: ROWS + 10 }, ({ count }, share) => told.push({ rows: count, share }));
    expect(facts).toMatchObject({ format: "xlsx", sheet: "订货", more: false });
    expect(table.rows).toHaveLength(ROWS);
    expect(table.problems.filter(({ reason }) => reason === "unknown_column")).toHaveLength(10);
    expect(table.problems.filter(({ reason }) => reason === "bad_quantity.not_a_number").map(({ row, value }) => [row, value])).toEqual(BAD_ROWS.map((row) => [row, "很多"]));
    expect([table.rows[0]!.row, table.rows.at(-1)!.row, table.rows.at(-1)!.values.note]).toEqual([2, ROWS + 1, `第 ${ROWS} 行`]);
    // Many steps, each further than the one before, and neither all at the start nor all at the end.
    expect(told.length).toBeGreaterThan(50);
    expect(told.every(({ rows: now, share }, at) => at === 0 || (now > told[at - 1]!.rows && share >= told[at - 1]!.share))).toBe(true);
    expect(told.at(-1)).toMatchObject({ rows: ROWS, share: 1 });
    expect(told[Math.floor(told.length / 2)]!.share).toBeGreaterThan(0.3);
    expect(told[Math.floor(told.length / 2)]!.share).toBeLessThan(0.7);
  });

  test("are left where somebody stops them, and nothing more is read", async () => {
    const stop = new AbortController();
    let [seen, after] = [0, 0];
    const read = reading({ maxRows: ROWS + 10, signal: stop.signal }, ({ count }) => {
      if (stop.signal.aborted) after += 1;
      seen = count;
      if (count > 2_000) stop.abort(new Error("stopped by the desk"));
    });
    await expect(read).rejects.toThrow("stopped by the desk");
    const atStop = seen;
    await new Promise((wake) => setTimeout(wake, 50));
    expect([seen, seen < ROWS]).toEqual([atStop, true]);
    expect(after).toBe(0);
    await expect(reading({ maxRows: ROWS, signal: AbortSignal.abort(new Error("before it began")) }, () => undefined)).rejects.toThrow("before it began");
  });

  test("are not read to the end when so many were not asked for", async () => {
    const { facts, table } = await reading({ maxRows: 1_000 }, () => undefined);
    expect(facts.more).toBe(true);
    expect(table.rows).toHaveLength(999);
  });

  test("each of them wrong, are named as far as anybody reads and counted as far as they go", async () => {
    const { table } = await readOrders(Buffer.from(["编号,数量,单价", ...Array.from({ length: ROWS }, (_, n) => `A-${n},很多,十八`)].join("\n")), { maxRows: ROWS + 10 });
    expect([table.problems.length, table.problems.length + table.moreProblems]).toEqual([20_000, 2 * ROWS]);
    expect(table.problems.at(-1)).toMatchObject({ row: 10_001, letter: "C" });
  });

  test("as text keep their numbers too, over lines that are blank and fields that are broken over two", async () => {
    const text = ["编号,数量,备注", ...Array.from({ length: ROWS }, (_, n) => (n === 10 ? "" : `A-${n},${n === 40_000 ? "很多" : n},"一\n二"`))].join("\r\n");
    const { table, faults } = await readOrders(Buffer.from(text), { maxRows: ROWS + 10 });
    expect(table.rows).toHaveLength(ROWS - 1);
    expect(faults).toEqual(["40002 B bad_quantity.not_a_number"]);
  });
});
