/**
 * Rows a second of `hualian ingest` beside a bare parse of the same CSV (split at commas, every field read and dropped) and a bare COPY of it
 * into a table of text columns, one after the other in one run. `HUALIAN_BENCH_ROWS=2500000` for the long file, `HUALIAN_BENCH_RUNS` for medians.
 */
import { createReadStream, createWriteStream, mkdtempSync, rmSync } from "node:fs";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { open } from "../src/app/open.ts";
import { addDays } from "../src/engines/calendar/day.ts";
import { formatNamed } from "../src/engines/collection/formats.ts";
import { seededChance } from "../src/engines/recorded-day/chance.ts";
import { CopyIn } from "../src/kernel/db/copy.ts";
import { ingestFile } from "../src/knowledge/collection/ingest.ts";
import { median } from "./median.ts";

const ROWS = Number(process.env["HUALIAN_BENCH_ROWS"] ?? 250_000);
const RUNS = Number(process.env["HUALIAN_BENCH_RUNS"] ?? 3);
const MARKETS = 25;
const GRADES = ["A", "B", "C", "D"];
const SEED = "collection";
const HEAD = ["business_date", "market", "species", "variety", "pot_cm", "grade", "pack", "unit", "stems", "channel", "quantity", "price", "min_price", "max_price", "currency", "reason"];

/** A neutral file of a believable region: items × grades × markets, day after day, prices that wander; one price in a thousand is not given. */
async function generate(path: string, rows: number): Promise<void> {
  const chance = seededChance(SEED);
  const perDay = Math.max(MARKETS * GRADES.length, Math.min(5_000, Math.ceil(rows / 100)));
  const out = createWriteStream(path);
  out.write(`${HEAD.join(",")}\n`);
  let text = "";
  for (let row = 0; row < rows; row += 1) {
    const [day, place] = [Math.floor(row / perDay), row % perDay];
    const item = Math.floor(place / (MARKETS * GRADES.length));
    const mean = 500 + ((place * 7919) % 4_000) + Math.round(120 * Math.sin(day / 9 + item)) + chance.int(160);
    const price = chance.int(1_000) === 0 ? "0" : (mean / 100).toFixed(2);
    text += `${addDays("2024-01-01", day)},市场${place % MARKETS},花种${item},品种${item % 7},${10 + (item % 5)},${GRADES[Math.floor(place / MARKETS) % GRADES.length]},,盆,,批发,${1 + chance.int(900)},${price},${(mean / 110).toFixed(2)},${(mean / 90).toFixed(2)},CNY,\n`;
    if (text.length < 1 << 20) continue;
    if (!out.write(text)) await once(out, "drain");
    text = "";
  }
  out.end(text);
  await once(out, "finish");
}

async function bareParse(path: string): Promise<number> {
  let [rest, fields] = ["", 0];
  for await (const chunk of createReadStream(path, { encoding: "utf8", highWaterMark: 1 << 20 })) {
    const lines = (rest + (chunk as string)).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) for (const field of line.split(",")) fields += field.length > 0 ? 1 : 0;
  }
  return fields;
}

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
};

export async function run({ json }: { json: boolean }): Promise<object> {
  const folder = mkdtempSync(join(tmpdir(), "hualian-bench-ingest-"));
  const path = join(folder, "prices.csv");
  await generate(path, ROWS);
  const market = await open({ edition: "market", data: join(folder, "market"), background: false });
  const { pool } = market.database;
  const seconds: { parse: number[]; copy: number[]; ingest: number[]; again: number[] } = { parse: [], copy: [], ingest: [], again: [] };
  try {
    for (let n = 0; n < RUNS; n += 1) {
      seconds.parse.push(await timed(() => bareParse(path)));
      await pool.query(`drop table if exists bare; create table bare (${HEAD.map((name) => `${name} text`).join(", ")})`);
      seconds.copy.push(await timed(async () => {
        const client = await pool.connect();
        const copy = new CopyIn(client, "copy bare from stdin with (format csv, header true)");
        for await (const chunk of createReadStream(path, { encoding: "utf8", highWaterMark: 1 << 20 })) await copy.write(chunk as string);
        await copy.end();
        client.release();
      }));
      await pool.query("drop table bare; truncate collection.observation, collection.problem, collection.batch, collection.series cascade; checkpoint");
      let told = 0;
      const take = () => ingestFile(market.runtime, market.database, path, formatNamed("neutral")!, {
        by: "bench", progress: (rows, share) => {
          if (json || rows - told < 500_000) return;
          told = rows;
          console.log(`  ${rows} rows, ${Math.round(share * 100)} %`);
        },
      });
      let added = 0;
      seconds.ingest.push(await timed(async () => void ({ added } = (await take()).batch!)));
      if (added !== ROWS) throw new Error(`${added} of ${ROWS} rows were added`);
      seconds.again.push(await timed(take));
    }
  } finally {
    await market.close();
    rmSync(folder, { recursive: true, force: true });
  }
  return report(json, seconds);
}

function report(json: boolean, seconds: Readonly<Record<"parse" | "copy" | "ingest" | "again", readonly number[]>>): object {
  const middle = Object.fromEntries(Object.entries(seconds).map(([name, values]) => [name, Math.round(median(values) * 100) / 100])) as Record<keyof typeof seconds, number>;
  const result = {
    rows: ROWS, runs: RUNS, medianSeconds: middle, rowsPerSecond: Object.fromEntries(Object.entries(middle).map(([name, value]) => [name, Math.round(ROWS / value)])),
    ingestOverParse: Math.round((middle.ingest / middle.parse) * 10) / 10, ingestOverCopy: Math.round((middle.ingest / middle.copy) * 10) / 10, peakMb: Math.round(process.resourceUsage().maxRSS / 1024),
  };
  if (!json) console.log(result);
  return result;
}
