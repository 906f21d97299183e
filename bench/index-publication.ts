/**
 * The second part of bench/index: a whole weekly publication from ten million transactions, from the scan to the digests, beside a plain
 * group-by of the same table in the same process. What `publish` does once for each number is in it: the rule of sellers, the cells, the year's
 * series of all groups, comparability, the other formulas, files and digests. Intervals and influence look at two and fifty-three weeks of
 * sellers' records and are not; contributions are computed when somebody reads them.
 *
 * The limit of one scan: the table and one group for each week, item and seller that met stand in memory (here 1.9 million groups of ten million
 * rows; the peak is printed). Beyond that DuckDB spills to disk, or weeks are scanned one by one, as the market does it: a week's cells
 * are fixed once and never scanned again.
 */
import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";
import { comparable, comparison, firstWindow, seedOf, totals, type PeriodCells, type Published } from "../src/knowledge/index/measures.ts";
import { commandOf, inputCsv, type Cell } from "../src/knowledge/index/rules.ts";
import { createHash } from "node:crypto";

const TRANSACTIONS = 10_000_000;
const WEEKS = 53;
const ITEMS = 3_000;
const CATEGORIES = 12;
/** Growers behind each item. */
const SELLERS_OF_ITEM = 12;
/** The least time of each side counts: what else the machine does only ever adds. */
const RUNS = 5;
/** The bar: the publication takes at most so many plain scans. */
const MOST_SCANS = 5;
const THREADS = 2;
/** Week, item and seller are packed into one number, because one key is hashed faster than three. */
const ITEM_BITS = 16;
const SELLER_BITS = 20;

/** In the order in which they happened, as a market writes them. Every item is traded by its own twelve growers; prices move with the week and lie about their mean. Chance is DuckDB's hash of the row's number. */
const PLANT = `create table sale as select
  (n * ${WEEKS} // ${TRANSACTIONS})::integer as week, (hash(n * 7 + 1) % ${ITEMS})::integer as item, ((hash(n * 7 + 1) % ${ITEMS}) * ${SELLERS_OF_ITEM} + hash(n * 7 + 2) % ${SELLERS_OF_ITEM})::integer as seller,
  (1 + hash(n * 7 + 3) % 60)::integer as quantity, (300 + (hash(hash(n * 7 + 1) % ${ITEMS}) % 4000) * (1 + 0.003 * (n * ${WEEKS} // ${TRANSACTIONS})) * (0.8 + (hash(n * 7 + 4) % 400) / 1000.0))::integer as price
from range(${TRANSACTIONS}) t(n)`;
const PLAIN = "select week, item, sum(quantity)::double as quantity, sum(quantity::bigint * price)::double as value from sale group by week, item";
/** The rule of three sellers and four fifths, by quantity and by value, in the same scan. */
const RULED = `select (cell >> ${ITEM_BITS})::integer as week, (cell & ${2 ** ITEM_BITS - 1})::integer as item, count(*)::integer as sellers, sum(quantity) as quantity, sum(value) as value
from (select one >> ${SELLER_BITS} as cell, quantity, value from (select (((week::bigint << ${ITEM_BITS}) | item) << ${SELLER_BITS}) | seller as one, sum(quantity::double) as quantity, sum(quantity::double * price) as value from sale group by 1)) group by cell
having count(*) >= 3 and max(quantity) * 5 <= sum(quantity) * 4 and max(value) * 5 <= sum(value) * 4`;

export interface PublicationBench {
  readonly transactions: number;
  readonly cells: number;
  readonly numbers: number;
  readonly plainMs: number;
  readonly scanMs: number;
  readonly restMs: number;
  readonly wholeMs: number;
  readonly scans: number;
  readonly peakMb: number;
  readonly passed: boolean;
}

export async function publicationBench(): Promise<PublicationBench> {
  const database = await DuckDBInstance.create(":memory:", { threads: String(THREADS) });
  const sql = await database.connect();
  await sql.run(PLANT);
  const plain: number[] = [];
  const scans: number[] = [];
  const rests: number[] = [];
  let [cells, numbers] = [0, 0];
  for (let run = 0; run < RUNS; run += 1) {
    plain.push(await timed(() => rowsOf(sql, PLAIN)));
    let found: number[][] = [];
    scans.push(await timed(async () => { found = await rowsOf(sql, RULED); }));
    rests.push(await timed(() => { [cells, numbers] = [found.length, publish(found)]; return Promise.resolve(); }));
  }
  sql.closeSync();
  const [plainMs, scanMs, restMs] = [Math.min(...plain), Math.min(...scans), Math.min(...rests)];
  const wholeMs = scanMs + restMs;
  return { transactions: TRANSACTIONS, cells, numbers, plainMs, scanMs, restMs, wholeMs, scans: wholeMs / plainMs, peakMb: Math.round(process.resourceUsage().maxRSS / 1024), passed: wholeMs <= MOST_SCANS * plainMs };
}

/** The year's numbers of all groups: index, comparison, what each cell adds to the newest, file and digest. Answers with how many numbers. */
function publish(rows: readonly number[][]): number {
  const weeks = new Map<number, Cell[]>();
  for (const [week, item, sellers, quantity, value] of rows as [number, number, number, number, number][]) {
    const own = weeks.get(week) ?? [];
    weeks.set(week, own);
    own.push({ code: `item-${item}/A/market`, itemId: String(item), grade: "A", venue: "", category: `c${item % CATEGORIES}`, quantity, value, sellers });
  }
  const periods = [...weeks].toSorted((a, b) => a[0] - b[0]).map(([week, cells]): PeriodCells => ({ period: `2026-W${String(week + 1).padStart(2, "0")}`, cells }));
  const groups = ["all", ...Array.from({ length: CATEGORIES }, (_, at) => `c${at}`)];
  let numbers = 0;
  for (const group of groups) numbers += publishGroup(group === "all" ? periods : periods.map((period) => ({ period: period.period, cells: period.cells.filter((cell) => cell.category === group) })));
  return numbers;
}

function publishGroup(periods: readonly PeriodCells[]): number {
  periods.forEach((period, at) => { if (!comparable(period.cells, periods.slice(0, at))) throw new Error(`${period.period} has nothing in common with an earlier week`); });
  const values = firstWindow(periods);
  const line = periods.map((period, at): Published => ({ ...period, value: values[at]! }));
  for (let at = 1; at < line.length; at += 1) comparison(line[at - 1]!, line[at]!);
  seedOf(createHash("sha256").update(inputCsv(line)).digest("hex"));
  totals(line.at(-1)!.cells);
  commandOf("all.csv", { window: WEEKS, initial: WEEKS });
  return line.length;
}

export function publicationText(bench: PublicationBench): string {
  const ms = (value: number): string => `${Math.round(value)} ms`;
  return `  publication from ${bench.transactions.toLocaleString("en")} transactions (DuckDB, ${THREADS} threads): plain group-by ${ms(bench.plainMs)}; scan with the rule of sellers ${ms(bench.scanMs)} + ${bench.numbers} numbers of ${bench.cells.toLocaleString("en")} cells ${ms(bench.restMs)} = ${ms(bench.wholeMs)}, ${bench.scans.toFixed(1)} plain scans (least of ${RUNS} runs each); peak ${bench.peakMb} MB`;
}

async function rowsOf(sql: DuckDBConnection, query: string): Promise<number[][]> {
  return (await sql.runAndReadAll(query)).getRows() as number[][];
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

if (import.meta.main) console.log(publicationText(await publicationBench()));
