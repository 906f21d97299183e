/**
 * Who wins, if all are equally quick but sit at different distances: three groups of buyers with one-way delays of 2,
 * 40 and 90 ms and up to 40 ms of jitter each way, 20,000 lots through the real host and its journal, on virtual time.
 * Session time on the screens comes from the product's own ping filter over the same lines. Beside it, who would have
 * won the same presses by order of arrival, as open-source clocks do it.
 *
 *   node bench/fairness.ts [--json]
 */
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { open } from "../src/app/open.ts";
import { createChance, normal, whole } from "../src/engines/clock/chance.ts";
import { VirtualClock } from "../src/market/clock/host-clock.ts";
import { clockSync } from "../src/market/clock/screen.ts";
import { openBareSession, type BareSession } from "./bare-session.ts";

const LOTS = 20_000;
const GROUPS = [{ delay: 2, buyers: 10 }, { delay: 40, buyers: 10 }, { delay: 90, buyers: 10 }] as const;
const JITTER_MS = 40;
/** Reaction to the price everybody waits for: published human reaction times to something expected. */
const REACTION_MS = 200;
const REACTION_SPREAD_MS = 40;
const STEP_MS = 40;
const HOLD_MS = 250;
const GRACE_MS = 300;
/** Pings a screen has behind it when it trades, as in screen.ts after a minute. */
const PINGS = 18;
const BAR_POINTS = 2;
const SEED = 20_261_122;
const LOTS_PER_BREATH = 100;

interface Buyer {
  readonly seat: number;
  readonly group: number;
  readonly delay: number;
  /** Session time on his screen minus true session time: what his pings make of his line. */
  readonly error: number;
  /** One-way delay as the host measured it, on other pings of the same line. */
  readonly measured: number;
}

function quickest(chance: () => number, delay: number): { rtt: number; offset: number } {
  const sync = clockSync();
  for (let n = 0; n < PINGS; n++) {
    const there = delay + chance() * JITTER_MS;
    const back = delay + chance() * JITTER_MS;
    // True session time equals the screen's own clock here, so what the filter makes of it is its error.
    sync.sample(n * 1_000, n * 1_000 + there + back, n * 1_000 + there);
  }
  return { rtt: sync.roundTrip()!, offset: sync.at(0) };
}

function crowd(chance: () => number): Buyer[] {
  return GROUPS.flatMap(({ delay, buyers }, group) => Array.from({ length: buyers }, () => ({ group, delay, error: quickest(chance, delay).offset, measured: Math.floor(quickest(chance, delay).rtt / 2) })))
    .map((buyer, seat) => ({ seat, ...buyer }));
}

interface Shares {
  readonly byScreen: number[];
  readonly byArrival: number[];
  readonly decided: number;
  /** The press that really was first in time lost. */
  readonly wrongByScreen: number;
  readonly wrongByArrival: number;
  readonly presses: number;
  readonly refused: number;
}

/** Lot after lot: all wait for the same price, react, and press; the host hears them as their lines let it. */
async function trade({ host }: BareSession, time: VirtualClock, buyers: readonly Buyer[], chance: () => number): Promise<Shares> {
  const byScreen = GROUPS.map(() => 0);
  const byArrival = GROUPS.map(() => 0);
  const trulyFirst = new Map<number, number>();
  let decided = 0;
  let wrongByScreen = 0;
  let wrongByArrival = 0;
  let refused = 0;
  host.listen({
    group({ events }) {
      for (const event of events) {
        if (event.kind === "pressRefused") refused += event.refusal === "too_late" ? 0 : 1;
        if (event.kind !== "awarded") continue;
        decided += 1;
        byScreen[buyers[event.buyer]!.group]! += 1;
        if (trulyFirst.get(event.lot) !== event.buyer) wrongByScreen += 1;
      }
    },
  });
  let pressId = 1;
  for (let n = 0; n < LOTS; n++) {
    const on = host.state.clocks[0]!;
    const { lot, run, t0 } = on;
    const wanted = whole(chance, 20, 60) * STEP_MS;
    const presses = buyers.map(({ seat, group, delay, error, measured }) => {
      // He sees the price when his screen shows it, that is, early or late by his screen's error.
      const pressed = t0 + wanted - error + Math.max(80, normal(chance, REACTION_MS, REACTION_SPREAD_MS));
      return { seat, group, pressed, arrival: pressed + delay + chance() * JITTER_MS, tau: Math.floor(pressed + error - t0), delay: measured };
    }).toSorted((a, b) => a.arrival - b.arrival);
    const first = presses.reduce((least, one) => (one.pressed < least.pressed ? one : least));
    trulyFirst.set(lot, first.seat);
    byArrival[presses[0]!.group]! += 1;
    if (presses[0]! !== first) wrongByArrival += 1;
    for (const { seat, arrival, tau, delay } of presses) {
      time.advance(Math.max(time.now(), Math.ceil(arrival)));
      void host.submit({ kind: "press", clock: 0, lot, run, buyer: seat, tau, quantity: 1, delay, pressId: pressId++ });
    }
    time.advance(time.now() + HOLD_MS + 2);
    if (n % LOTS_PER_BREATH === 0) await host.idle();
  }
  await host.idle();
  return { byScreen, byArrival, decided, wrongByScreen, wrongByArrival, presses: pressId - 1, refused };
}

export async function run({ json }: { json: boolean }): Promise<object> {
  const say = (line: string): void => void (json || console.log(line));
  const data = mkdtempSync(join(tmpdir(), "hualian-bench-"));
  chmodSync(data, 0o755);
  const opened = await open({ edition: "market", data, background: false });
  try {
    const time = new VirtualClock();
    const chance = createChance(SEED);
    const session = await openBareSession(opened.database.pool, time, [{ holdMs: HOLD_MS, stepMs: STEP_MS, graceMs: GRACE_MS }]);
    const buyers = crowd(chance);
    for (const { seat } of buyers) void session.host.submit({ kind: "addBuyer", id: `b${seat}`, creditLimit: 1e12, payer: -1 });
    for (let n = 0; n < LOTS; n++) {
      void session.host.submit({ kind: "addLot", clock: 0, lot: { id: `${n}`, sellerId: "g", quantity: 1, minPress: 1, startPrice: 3_000, stepValue: 10, floorPrice: 1_000, hasPhoto: true, nextChannel: "direct_stock" } });
    }
    await session.host.submit({ kind: "startClock", clock: 0, actor: "bench", reason: "bench" });
    const from = performance.now();
    const shares = await trade(session, time, buyers, chance);
    const seconds = (performance.now() - from) / 1_000;
    await session.end();
    const percent = (wins: number): number => (wins / shares.decided) * 100;
    const total = GROUPS.reduce((sum, { buyers: count }) => sum + count, 0);
    const groups = GROUPS.map(({ delay, buyers: count }, n) => ({
      delayMs: delay, jitterMs: JITTER_MS, buyers: count, shareOfBuyers: (count / total) * 100, winShare: percent(shares.byScreen[n]!), winShareByArrival: percent(shares.byArrival[n]!),
    }));
    const worst = Math.max(...groups.map((group) => Math.abs(group.winShare - group.shareOfBuyers)));
    const worstByArrival = Math.max(...groups.map((group) => Math.abs(group.winShareByArrival - group.shareOfBuyers)));
    const passed = worst <= BAR_POINTS && shares.decided === LOTS;
    say(`${LOTS} lots, ${total} buyers, reaction ${REACTION_MS} ± ${REACTION_SPREAD_MS} ms, hold window ${HOLD_MS} ms, seed ${SEED}; ${shares.presses} presses journalled in ${seconds.toFixed(0)} s`);
    say("one-way delay   share of buyers   wins here   wins by order of arrival");
    for (const group of groups) say(`${String(group.delayMs).padStart(3)} + ≤${JITTER_MS} ms     ${group.shareOfBuyers.toFixed(1).padStart(8)} %     ${group.winShare.toFixed(1).padStart(7)} %   ${group.winShareByArrival.toFixed(1).padStart(12)} %`);
    say(`widest gap: ${worst.toFixed(2)} points here (bar ${BAR_POINTS}), ${worstByArrival.toFixed(1)} by order of arrival; the truly first press lost ${percent(shares.wrongByScreen).toFixed(1)} % of lots here, ${percent(shares.wrongByArrival).toFixed(1)} % by arrival`);
    say(passed ? "bar met" : "BAR MISSED");
    return { bench: "fairness", passed, bars: { points: BAR_POINTS }, lots: LOTS, decided: shares.decided, presses: shares.presses, refused: shares.refused, groups, widestGap: worst, widestGapByArrival: worstByArrival, wrongWinner: percent(shares.wrongByScreen), wrongWinnerByArrival: percent(shares.wrongByArrival), seed: SEED, seconds };
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
