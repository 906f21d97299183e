/**
 * Journalled presses a second: 6,300 buyers at 12 clocks press again as soon as they are answered, through the real
 * host, on the embedded PostgreSQL with fsync on. Beside it, on the same database, the same presses written with one
 * INSERT each, and how often this disk can fdatasync at all.
 *
 *   node bench/durable.ts [--json]
 */
import { chmodSync, closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type pg from "pg";
import { open } from "../src/app/open.ts";
import { encodeInput } from "../src/engines/clock/input-codec.ts";
import type { PressInput } from "../src/engines/clock/types.ts";
import { realClock } from "../src/market/clock/host-clock.ts";
import { openBareSession } from "./bare-session.ts";
import { median } from "./median.ts";

const CLOCKS = 12;
const BUYERS = 6_300;
const LOTS_PER_CLOCK = 40;
const SECONDS = 4;
const RUNS = 3;
const BAR_RATIO = 20;
const SYNC_BYTES = 8_192;
const PARALLEL_WRITERS = 8;

export interface Journalled {
  readonly presses: number;
  readonly groups: number;
  readonly perSecond: number;
  readonly groupsPerSecond: number;
  readonly answerMsMedian: number;
  readonly answerMsP99: number;
}

/** Every buyer presses the run on his clock, waits for the durable answer, and presses again. */
async function throughTheHost(pool: pg.Pool): Promise<Journalled> {
  const { host, end } = await openBareSession(pool, realClock, Array.from({ length: CLOCKS }, () => ({ graceMs: 0 })));
  const seats = Array.from({ length: BUYERS }, (_, n) => host.submit({ kind: "addBuyer", id: `b${n}`, creditLimit: 1e13, payer: -1 }));
  for (let clock = 0; clock < CLOCKS; clock++) {
    for (let n = 0; n < LOTS_PER_CLOCK; n++) {
      void host.submit({
        kind: "addLot", clock,
        lot: { id: `${clock}-${n}`, sellerId: "g", quantity: 1_000_000, minPress: 1, startPrice: 5_000_000, stepValue: 1, floorPrice: 4_900_001, hasPhoto: true, nextChannel: "direct_stock" },
      });
    }
    void host.submit({ kind: "startClock", clock, actor: "bench", reason: "bench" });
  }
  await Promise.all(seats);
  await host.idle();
  const before = host.groups;
  const from = performance.now();
  const until = from + SECONDS * 1_000;
  let pressId = 1;
  let presses = 0;
  const waits: number[] = [];
  const buyer = async (seat: number): Promise<void> => {
    while (performance.now() < until) {
      const on = host.state.clocks[seat % CLOCKS]!;
      const sent = performance.now();
      await host.submit({ kind: "press", clock: on.index, lot: on.lot, run: on.run, buyer: seat, tau: Math.max(0, Math.floor(host.time - on.t0)), quantity: 1, delay: 5, pressId: pressId++ });
      presses += 1;
      waits.push(performance.now() - sent);
    }
  };
  await Promise.all(Array.from({ length: BUYERS }, (_, seat) => buyer(seat)));
  const seconds = (performance.now() - from) / 1_000;
  const groups = host.groups - before;
  await end();
  waits.sort((a, b) => a - b);
  return {
    presses, groups, perSecond: presses / seconds, groupsPerSecond: groups / seconds,
    answerMsMedian: waits[waits.length >> 1]!, answerMsP99: waits[Math.floor(waits.length * 0.99)]!,
  };
}

/** What most open clocks do: one INSERT, one commit, for every press. */
async function oneByOne(pool: pg.Pool, writers: number): Promise<number> {
  const press: PressInput = { kind: "press", t: 100_000, clock: 3, lot: 17, run: 0, buyer: 4_711, tau: 2_000, quantity: 12, delay: 18, pressId: 1_790_000_000_000_000 };
  const until = performance.now() + SECONDS * 1_000;
  const from = performance.now();
  let written = 0;
  await Promise.all(Array.from({ length: writers }, async () => {
    const client = await pool.connect();
    while (performance.now() < until) {
      const pressId = press.pressId + written++;
      await client.query({ name: "one", text: "insert into bench_press (press_id, input) values ($1, $2)", values: [pressId, encodeInput({ ...press, pressId })] });
    }
    client.release();
  }));
  return written / ((performance.now() - from) / 1_000);
}

/** How often the disk under the data directory takes eight kilobytes for good. */
function syncRate(folder: string): number {
  const file = openSync(join(folder, "sync"), "w");
  const page = Buffer.alloc(SYNC_BYTES, 1);
  const from = performance.now();
  let synced = 0;
  while (performance.now() - from < 1_000) {
    writeSync(file, page, 0, SYNC_BYTES, (synced % 64) * SYNC_BYTES);
    fdatasyncSync(file);
    synced += 1;
  }
  const rate = synced / ((performance.now() - from) / 1_000);
  closeSync(file);
  return rate;
}

export async function run({ json }: { json: boolean }): Promise<object> {
  const say = (line: string): void => void (json || console.log(line));
  const data = mkdtempSync(join(tmpdir(), "hualian-bench-"));
  chmodSync(data, 0o755);
  const opened = await open({ edition: "market", data, background: false });
  try {
    const { pool } = opened.database;
    await pool.query("create table bench_press (n bigint generated always as identity primary key, press_id bigint not null, input text not null)");
    const fsync = await pool.query<{ fsync: string; commit: string }>("select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit");
    const runs: Journalled[] = [];
    const singles: number[] = [];
    const parallel: number[] = [];
    const syncs: number[] = [];
    // In turns, so that whatever else the machine does falls on all of them.
    for (let n = 0; n < RUNS; n++) {
      runs.push(await throughTheHost(pool));
      singles.push(await oneByOne(pool, 1));
      parallel.push(await oneByOne(pool, PARALLEL_WRITERS));
      syncs.push(syncRate(data));
    }
    const host = median(runs.map((one) => one.perSecond));
    const single = median(singles);
    const best = runs.find((one) => one.perSecond === host)!;
    const ratio = host / single;
    const passed = ratio >= BAR_RATIO;
    say(`fsync ${fsync.rows[0]!.fsync}, synchronous_commit ${fsync.rows[0]!.commit}; medians of ${RUNS} runs of ${SECONDS} s, ${BUYERS} buyers at ${CLOCKS} clocks`);
    say(`through the host          ${host.toFixed(0).padStart(9)} presses/s   ${best.groupsPerSecond.toFixed(0)} commits/s of ${(best.presses / best.groups).toFixed(0)} presses; answered in ${best.answerMsMedian.toFixed(1)} ms (median), ${best.answerMsP99.toFixed(1)} ms (p99)`);
    say(`one INSERT a press        ${single.toFixed(0).padStart(9)} presses/s   on one connection; on ${PARALLEL_WRITERS} connections ${median(parallel).toFixed(0)}`);
    say(`fdatasync of ${SYNC_BYTES / 1_024} kB        ${median(syncs).toFixed(0).padStart(9)} /s            the host commits at ${((best.groupsPerSecond / median(syncs)) * 100).toFixed(0)} % of it`);
    say(`ratio ${ratio.toFixed(1)} (bar ${BAR_RATIO}): ${passed ? "bar met" : "BAR MISSED"}`);
    return {
      bench: "durable", passed, ratio, bars: { ratio: BAR_RATIO }, settings: fsync.rows[0], buyers: BUYERS, clocks: CLOCKS, seconds: SECONDS,
      host: { perSecond: host, runs }, oneInsertAPress: { perSecond: single, runs: singles }, oneInsertAPressParallel: { writers: PARALLEL_WRITERS, perSecond: median(parallel), runs: parallel },
      fdatasync: { perSecond: median(syncs), bytes: SYNC_BYTES, runs: syncs }, commitsToSyncs: best.groupsPerSecond / median(syncs), ratioToParallelInserts: host / median(parallel),
    };
  } finally {
    await opened.close();
    rmSync(data, { recursive: true, force: true });
  }
}

if (import.meta.main) {
  const json = process.argv.includes("--json");
  const result = await run({ json });
  if (json) console.log(JSON.stringify(result, null, 2));
  process.exit(0);
}
