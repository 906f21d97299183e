/**
 * The second part of bench/index: a whole weekly publication from ten million transactions, from the scan to the digests, beside a plain
 * group-by of the same table in the same process. What `publish` does once for each number is in it: the rule of sellers, the cells, the year's
 * series of all groups, comparability, the other formulas, files and digests. Intervals and influence look at two and fifty-three weeks of
 * sellers' records and are not; contributions are computed when somebody reads them.
 *
 * The limit of one scan: the table and one group for each item and seller of a week stand in memory (the peak is printed); the rule of sellers
 * needs sums of every seller, so it groups twelve times as finely as the plain scan. Beyond memory DuckDB spills to disk.
 */
import { createHash, type Hash } from "node:crypto";
import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";
import { comparable, comparison, firstWindow, seedOf, totals, type PeriodCells } from "../src/knowledge/index/measures.ts";
import { INPUT_HEAD, inputCsv, type Cell } from "../src/knowledge/index/rules.ts";

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

/** In the order in which they happened, as a market writes them. Every item is traded by its own twelve growers; prices move with the week and lie about their mean. Chance is DuckDB's hash of the row's number. */
const PLANT = `create table sale as select
  (n * ${WEEKS} // ${TRANSACTIONS})::integer as week, (hash(n * 7 + 1) % ${ITEMS})::integer as item, ((hash(n * 7 + 1) % ${ITEMS}) * ${SELLERS_OF_ITEM} + hash(n * 7 + 2) % ${SELLERS_OF_ITEM})::integer as seller,
  (1 + hash(n * 7 + 3) % 60)::integer as quantity, (300 + (hash(hash(n * 7 + 1) % ${ITEMS}) % 4000) * (1 + 0.003 * (n * ${WEEKS} // ${TRANSACTIONS})) * (0.8 + (hash(n * 7 + 4) % 400) / 1000.0))::integer as price
from range(${TRANSACTIONS}) t(n)`;
const PLAIN = "select week, item, sum(quantity)::double as quantity, sum(quantity::bigint * price)::double as value from sale group by week, item";
/** The same scan as finely as the rule of sellers needs it, for comparison: it is not what the bar is held against. */
const BY_SELLER = "select count(*) from (select week, item, seller, sum(quantity)::double, sum(quantity::bigint * price)::double from sale group by week, item, seller)";
/** One week with the rule of three sellers and four fifths, by quantity and by value. Weeks are scanned one after the other, as the market closes them: a week's growers fit the cache. */
const weekQuery = (week: number): string => `select item, count(*)::integer as sellers, sum(quantity) as quantity, sum(value) as value
from (select item, seller, sum(quantity::double) as quantity, sum(quantity::double * price) as value from sale where week = ${week} group by item, seller) group by item
having count(*) >= 3 and max(quantity) * 5 <= sum(quantity) * 4 and max(value) * 5 <= sum(value) * 4`;

export interface PublicationBench {
  readonly transactions: number;
  readonly cells: number;
  readonly numbers: number;
  readonly plainMs: number;
  readonly bySellerMs: number;
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
  const bySeller: number[] = [];
  const whole: number[] = [];
  let done = { cells: 0, numbers: 0 };
  for (let run = 0; run < RUNS; run += 1) {
    plain.push(await timed(() => rowsOf(sql, PLAIN)));
    bySeller.push(await timed(() => rowsOf(sql, BY_SELLER)));
    whole.push(await timed(async () => { done = await publish(sql); }));
  }
  sql.closeSync();
  const [plainMs, wholeMs] = [Math.min(...plain), Math.min(...whole)];
  return { transactions: TRANSACTIONS, ...done, plainMs, bySellerMs: Math.min(...bySeller), wholeMs, scans: wholeMs / plainMs, peakMb: Math.round(process.resourceUsage().maxRSS / 1024), passed: wholeMs <= MOST_SCANS * plainMs };
}

interface GroupLine {
  readonly periods: PeriodCells[];
  readonly hash: Hash;
  digest: string;
}

/** The year's numbers of all groups. While DuckDB scans a week, the one before is put into cells, compared and written into its files. */
async function publish(sql: DuckDBConnection): Promise<{ cells: number; numbers: number }> {
  const lines = new Map(["all", ...Array.from({ length: CATEGORIES }, (_, at) => `c${at}`)].map((group): [string, GroupLine] => [group, { periods: [], hash: createHash("sha256").update(`${INPUT_HEAD}\n`), digest: "" }]));
  let cells = 0;
  let next = rowsOf(sql, weekQuery(0));
  for (let week = 0; week < WEEKS; week += 1) {
    const rows = await next;
    if (week + 1 < WEEKS) next = rowsOf(sql, weekQuery(week + 1));
    cells += rows.length;
    addWeek(lines, `2026-W${String(week + 1).padStart(2, "0")}`, rows.map(([item, sellers, quantity, value]): Cell => ({ code: `item-${item!}/A/market`, itemId: String(item), grade: "A", venue: "", category: `c${item! % CATEGORIES}`, quantity: quantity!, value: value!, sellers: sellers! })));
  }
  let numbers = 0;
  for (const { periods, digest } of lines.values()) {
    numbers += firstWindow(periods).length;
    seedOf(digest);
  }
  return { cells, numbers };
}

function addWeek(lines: ReadonlyMap<string, GroupLine>, period: string, all: readonly Cell[]): void {
  const byCategory = Map.groupBy(all, (cell) => cell.category);
  for (const [group, line] of lines) {
    const one: PeriodCells = { period, cells: group === "all" ? all : (byCategory.get(group) ?? []) };
    const previous = line.periods.at(-1);
    if (!comparable(one.cells, line.periods)) throw new Error(`${period} has nothing in common with an earlier week`);
    if (previous !== undefined) comparison(previous, one);
    totals(one.cells);
    line.hash.update(inputCsv([one]).slice(INPUT_HEAD.length + 1));
    line.digest = line.hash.copy().digest("hex");
    line.periods.push(one);
  }
}

export function publicationText(bench: PublicationBench): string {
  const ms = (value: number): string => `${Math.round(value)} ms`;
  return `  publication from ${bench.transactions.toLocaleString("en")} transactions (DuckDB, ${THREADS} threads): plain group-by of week and item ${ms(bench.plainMs)}, of week, item and seller ${ms(bench.bySellerMs)}; ${bench.numbers} numbers of ${bench.cells.toLocaleString("en")} cells with the rule of sellers ${ms(bench.wholeMs)}, ${bench.scans.toFixed(1)} plain scans (least of ${RUNS} runs each); peak ${bench.peakMb} MB`;
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
