/**
 * A market morning at full load: 12 clocks, as many real WebSocket connections as the machine carries (aim 6,300, of
 * 1,500 customers), three deals a second, every press journalled in PostgreSQL and every award booked. Measured are the
 * time from a press to its decision, and the time from a decision to the last screen that shows it.
 *
 *   node bench/clock-live.ts [--connections N] [--seconds S] [--json]
 */
import { fork, type ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { cpus, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import type pg from "pg";
import { open, type Opened } from "../src/app/open.ts";
import { calendar } from "../src/kernel/calendar/contract.ts";
import type { Actor } from "../src/kernel/machinery/module.ts";
import { AS_SYSTEM } from "../src/kernel/machinery/runtime.ts";
import { clock } from "../src/market/clock/contract.ts";
import type { Hall } from "../src/market/clock/hall.ts";
import { attachLive } from "../src/market/clock/live.ts";
import { hallOf } from "../src/market/clock/module.ts";
import type { CrowdReport, CrowdTask } from "./clock-live-crowd.ts";

const CLOCKS = 12;
const CUSTOMERS = 1_500;
const CONNECTIONS = 6_300;
const SECONDS = 30;
const WARM_UP_SECONDS = 8;
const HOLD_MS = 250;
const GRACE_MS = 1_000;
const LOTS_PER_CLOCK = 3;
/** Presses fall here after T0, so that a clock makes a deal about every four seconds: one second grace, then press and window. */
const PRESS_FROM_MS = 2_600;
const PRESS_SPREAD_MS = 200;
const PRESSES_PER_RUN = 5;
const BAR_DECISION_MS = HOLD_MS + 50;
const BAR_FAN_OUT_MS = 100;
const SEED = 20_261_122;

const monotonic = (): number => Number(process.hrtime.bigint()) / 1e6;

function quantile(values: readonly number[] | Float64Array, part: number): number {
  const sorted = Float64Array.from(values).toSorted();
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

/** Customers with credit, and lots of a grower, planted by the set; they have done nothing yet. */
async function plant(pool: pg.Pool): Promise<{ buyers: string[]; lots: string[] }> {
  const party = async (role: string, count: number): Promise<string[]> => {
    const ids = Array.from({ length: count }, () => randomUUID());
    await pool.query(
      "insert into kernel.party (id, kind, name, pinyin, roles, demo, created_at) select id, 'person', $2 || ' ' || n, $2 || n, array[$2], true, now() from unnest($1::uuid[]) with ordinality as u (id, n)",
      [ids, role],
    );
    return ids;
  };
  const buyers = await party("buyer", CUSTOMERS);
  const [grower] = await party("grower", 1);
  await pool.query("insert into kernel.credit_line (party_id, currency) select id, 'CNY' from unnest($1::uuid[]) as id", [buyers]);
  await pool.query("insert into kernel.credit_movement (party_id, currency, kind, amount, cause, cause_id, at) select id, 'CNY', 'limit', 10000000000, 'bench', 'limit', now() from unnest($1::uuid[]) as id", [buyers]);
  const item = randomUUID();
  await pool.query("insert into kernel.trade_item (id, code, zh, en, category, unit, created_at) values ($1, 'bench', '蝴蝶兰', 'Phalaenopsis', 'orchid', 'pot', now())", [item]);
  const lots = Array.from({ length: CLOCKS * LOTS_PER_CLOCK }, () => randomUUID());
  await pool.query(
    "insert into kernel.lot (id, no, item_id, grower_id, business_date, unit, declared, grade, status, created_at) select id, 'BENCH-' || n, $2, $3, current_date, 'pot', 1000000, 'A', 'received', now() from unnest($1::uuid[]) with ordinality as u (id, n)",
    [lots, item, grower],
  );
  await pool.query("insert into kernel.lot_movement (lot_id, kind, quantity, cause, cause_id, at) select id, 'intake', 1000000, 'bench', 'dock', now() from unnest($1::uuid[]) as id", [lots]);
  return { buyers, lots };
}

/** A seat for every customer: what `joinSession` writes, in one go. */
async function seatAll(pool: pg.Pool, session: string, buyers: readonly string[]): Promise<void> {
  await pool.query("insert into kernel.credit_movement (party_id, currency, kind, amount, cause, cause_id, at) select id, 'CNY', 'hold', 10000000000, 'clock', $2 || id, now() from unnest($1::uuid[]) as id", [buyers, session]);
  await pool.query(
    "insert into clock.seat (id, session_id, party_id, no, allowance, joined_at) select gen_random_uuid(), $2, id, n, 10000000000, now() from unnest($1::uuid[]) with ordinality as u (id, n)",
    [buyers, session],
  );
}

async function openHall({ runtime, database }: Opened, hall: Hall): Promise<{ session: string; buyers: string[] }> {
  await runtime.call(calendar.actions.setMarket, { nameZh: "负载", nameEn: "Load", currency: "CNY", utcOffsetMinutes: 480, cutoverHour: 4, demo: true }, AS_SYSTEM);
  const { buyers, lots } = await plant(database.pool);
  const { businessDate } = await runtime.call(calendar.actions.today, {}, AS_SYSTEM);
  const { id: session } = await runtime.call(clock.actions.planSession, {
    businessDate, title: "负载", clocks: Array.from({ length: CLOCKS }, (_, n) => ({ name: `${n + 1} 号钟`, stepMs: 40, holdMs: HOLD_MS, graceMs: GRACE_MS, restartSteps: PRESS_FROM_MS / 40 })),
  }, AS_SYSTEM);
  for (const [n, lotId] of lots.entries()) {
    await runtime.call(clock.actions.queueLot, { sessionId: session, clock: n % CLOCKS, lotId, startPrice: 3_000, stepValue: 5, floorPrice: 1_000 }, AS_SYSTEM);
  }
  await runtime.call(clock.actions.openSession, { sessionId: session }, AS_SYSTEM);
  await seatAll(database.pool, session, buyers);
  await hall.attach({ runtime, pool: database.pool });
  await hall.tend();
  return { session, buyers };
}

/** Whom a connection stands for is said in a header here, instead of by log-in. */
function actorOf(buyers: readonly string[], header: unknown): Actor {
  const partyId = buyers[Number(header)] ?? null;
  return { accountId: partyId, accountName: "bench", partyId, roles: ["buyer"], delegate: false, system: false };
}

const once = <T>(child: ChildProcess): Promise<T> => new Promise((resolve) => child.once("message", (message) => resolve(message as T)));
const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

interface Measured {
  readonly report: CrowdReport;
  readonly decided: Map<string, number>;
  readonly connections: number;
  readonly cpu: number;
  readonly rssMiB: number;
  readonly seconds: number;
  readonly backlog: number;
  readonly dropped: Readonly<Record<string, number>>;
}

async function morning(opened: Opened, wanted: number, seconds: number, say: (line: string) => void): Promise<Measured> {
  const hall = hallOf(opened.modules);
  const { session, buyers } = await openHall(opened, hall);
  const server = createServer();
  const live = attachLive(server, {
    hall, limits: { maxConnectionsPerAddress: 100_000, maxConnectionsPerAccount: 100_000, comingBurst: 100_000 },
    identify: async (request) => actorOf(buyers, request.headers["x-bench-buyer"]), address: () => "bench",
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", 4_096, resolve));
  const decided = new Map<string, number>();
  let measuring = false;
  hall.listen(session, {
    group({ events }) {
      if (!measuring) return;
      const at = monotonic();
      for (const event of events) if (event.kind === "awarded") decided.set(`${event.lot}:${event.run}`, at);
    },
  });
  const child = fork(new URL("./clock-live-crowd.ts", import.meta.url), { serialization: "advanced" });
  try {
    const task: CrowdTask = {
      port: (server.address() as AddressInfo).port, session, connections: wanted, buyers: CUSTOMERS, pressesPerRun: PRESSES_PER_RUN, pressFrom: PRESS_FROM_MS, pressSpread: PRESS_SPREAD_MS, seed: SEED,
    };
    child.send(task);
    const { ready } = await once<{ ready: number }>(child);
    say(`${ready} connections open`);
    const { host } = hall.hosted(session)!;
    for (let index = 0; index < CLOCKS; index++) {
      await host.submit({ kind: "startClock", clock: index, actor: "bench", reason: "bench" });
      await sleep(4_000 / CLOCKS);
    }
    await sleep(WARM_UP_SECONDS * 1_000);
    measuring = true;
    const used = process.cpuUsage();
    const from = performance.now();
    await sleep(seconds * 1_000);
    const { user, system } = process.cpuUsage(used);
    const elapsed = (performance.now() - from) / 1_000;
    measuring = false;
    const { rss } = process.memoryUsage();
    const connections = live.connections;
    // The last decisions are still on their way to the screens.
    await sleep(1_000);
    const { backlog } = hall.hosted(session)!.clerk;
    const reported = once<CrowdReport>(child);
    child.send("report");
    return { report: await reported, decided, connections, cpu: (user + system) / 1e6 / elapsed, rssMiB: rss / 2 ** 20, seconds: elapsed, backlog, dropped: { ...live.dropped } };
  } finally {
    child.kill();
    await live.close();
    await new Promise((resolve) => server.close(resolve));
    await hall.close();
  }
}

function summarise({ report, decided, connections, cpu, rssMiB, seconds, backlog, dropped }: Measured) {
  const delays: number[] = [];
  const last: number[] = [];
  for (const { key, at } of report.heard) {
    const told = decided.get(key);
    if (told === undefined) continue;
    for (const heard of at) delays.push(heard - told);
    last.push(Math.max(...at.slice(-1), quantile(at, 1)) - told);
  }
  const decisions = report.presses.filter(({ outcome }) => outcome === "won" || outcome === "lost").map(({ ms }) => ms);
  const outcomes: Record<string, number> = {};
  for (const { outcome } of report.presses) outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
  return {
    connections, lost: report.lost, clocks: CLOCKS, customers: CUSTOMERS, seconds, deals: decided.size, dealsPerSecond: decided.size / seconds,
    decisionMs: { median: quantile(decisions, 0.5), p99: quantile(decisions, 0.99), presses: decisions.length, outcomes },
    fanOutMs: { median: quantile(delays, 0.5), p99: quantile(delays, 0.99), lastScreenMedian: quantile(last, 0.5), deliveries: delays.length },
    server: { cpuCores: cpu, rssMiB }, crowd: { cpuSeconds: report.cpuSeconds, rssMiB: report.rssMiB }, unbooked: backlog, dropped,
  };
}

export async function run({ json, connections = CONNECTIONS, seconds = SECONDS }: { json: boolean; connections?: number; seconds?: number }): Promise<object> {
  const say = (line: string): void => void (json || console.log(line));
  const data = mkdtempSync(join(tmpdir(), "hualian-bench-"));
  chmodSync(data, 0o755);
  const opened = await open({ edition: "market", data });
  try {
    const sum = summarise(await morning(opened, connections, seconds, say));
    const passed = sum.decisionMs.p99 < BAR_DECISION_MS && sum.fanOutMs.p99 <= BAR_FAN_OUT_MS && sum.connections >= connections;
    say(`${sum.connections} WebSocket connections of ${CUSTOMERS} customers at ${CLOCKS} clocks, ${sum.dealsPerSecond.toFixed(2)} deals/s for ${sum.seconds.toFixed(0)} s, hold window ${HOLD_MS} ms`);
    say(`press → decision   median ${sum.decisionMs.median.toFixed(0)} ms, p99 ${sum.decisionMs.p99.toFixed(0)} ms (bar < ${BAR_DECISION_MS}), ${sum.decisionMs.presses} presses`);
    say(`decision → screen  median ${sum.fanOutMs.median.toFixed(0)} ms, p99 ${sum.fanOutMs.p99.toFixed(0)} ms (bar ≤ ${BAR_FAN_OUT_MS}), ${sum.fanOutMs.deliveries} deliveries`);
    say(`server ${sum.server.cpuCores.toFixed(2)} cores, ${sum.server.rssMiB.toFixed(0)} MiB; crowd ${(sum.crowd.cpuSeconds).toFixed(0)} CPU seconds, ${sum.crowd.rssMiB.toFixed(0)} MiB; machine ${cpus().length} cores, ${(totalmem() / 2 ** 30).toFixed(0)} GiB`);
    say(passed ? "bars met" : "BARS MISSED");
    return { bench: "clock-live", passed, bars: { decisionMs: BAR_DECISION_MS, fanOutMs: BAR_FAN_OUT_MS, connections }, ...sum };
  } finally {
    await opened.close();
    rmSync(data, { recursive: true, force: true });
  }
}

function option(name: string, fallback: number): number {
  const at = process.argv.indexOf(name);
  return at < 0 ? fallback : Number(process.argv[at + 1]);
}

if (import.meta.main) {
  const json = process.argv.includes("--json");
  const result = await run({ json, connections: option("--connections", CONNECTIONS), seconds: option("--seconds", SECONDS) });
  if (json) console.log(JSON.stringify(result, null, 2));
  process.exit(0);
}
