/**
 * How many presses the clock reducer decides a second, and how many whole lots, beside two order books from npm
 * doing one million limit orders each in the same process, and a plain typed-array book for context.
 *
 *   node bench/clock-engine.ts [--json]
 */
import { createHash } from "node:crypto";
import { cpus } from "node:os";
import { createChance, whole } from "../src/engines/clock/chance.ts";
import { clearEvents, ROW } from "../src/engines/clock/events.ts";
import { press } from "../src/engines/clock/press.ts";
import { Scene, sceneLot } from "../src/engines/clock/scene.ts";
import { apply } from "../src/engines/clock/session.ts";
import { playHall, reactingCrowd } from "../src/engines/clock/simulated-buyers.ts";
import type { SessionState } from "../src/engines/clock/state.ts";
import { FINISHED } from "../src/engines/clock/state.ts";

const ORDERS = 1_000_000;
const RUNS = 5;
const CLOCKS = 12;
const BUYERS = 6_300;
const SEED = 20_261_122;
/** Events are forgotten after each of these many presses, as a host forgets them after a group commit. */
const GROUP = 256;
const PRESS_WIDTH = 9;

const BAR_RATIO = 30;
const BAR_LOTS = 100_000;

export interface Timing {
  /** Processor time of this thread, so that what else the machine does counts as little as possible. */
  readonly medianMs: number;
  readonly perSecond: number;
  readonly runsMs: readonly number[];
  readonly medianWallMs: number;
}

/** Times `once` on a fresh `open()` each time; the first, untimed, warms up the compiler. */
function time<T>(runs: number, count: number, open: () => T, once: (fresh: T) => void): Timing {
  const cpu: number[] = [];
  const wall: number[] = [];
  once(open());
  for (let i = 0; i < runs; i += 1) {
    const fresh = open();
    const from = performance.now();
    const used = process.threadCpuUsage();
    once(fresh);
    const { user, system } = process.threadCpuUsage(used);
    cpu.push((user + system) / 1_000);
    wall.push(performance.now() - from);
  }
  const medianMs = median(cpu);
  return { medianMs, perSecond: (count / medianMs) * 1_000, runsMs: cpu, medianWallMs: median(wall) };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!;
}

/** A hall of 12 clocks with all clocks started; `lots` on each. */
function openHall(lots: number): SessionState {
  const scene = new Scene({ clocks: Array.from({ length: CLOCKS }, () => ({ graceMs: 500, restartSteps: 20 })) });
  scene.buyers(...Array.from({ length: BUYERS }, () => Number.MAX_SAFE_INTEGER));
  for (let c = 0; c < CLOCKS; c += 1) {
    for (let i = 0; i < lots; i += 1) apply(scene.state, { kind: "addLot", t: 0, clock: c, lot: sceneLot(`${c}/${i}`, { quantity: 240 }) });
    clearEvents(scene.state.events);
  }
  for (let c = 0; c < CLOCKS; c += 1) apply(scene.state, { kind: "startClock", t: 0, clock: c, actor: "bench", reason: "start" });
  return scene.state;
}

/** One million presses of a simulated hall, as rows of nine numbers: what a host would hand to the engine. */
function recordPresses(lots: number, wanted: number): { stream: Int32Array; accepted: number; awards: number } {
  const chance = createChance(SEED);
  const stream = new Int32Array(ORDERS * PRESS_WIDTH);
  let n = 0;
  const lines = Array.from({ length: BUYERS }, (_, b) => ({ oneWayMs: [2, 40, 90][b % 3]!, jitterMs: 40 }));
  const quantity = (): number => whole(chance, 10, 60);
  const crowd = reactingCrowd({ chance, lines, wanted, reactionMs: 200, deviationMs: 40, quantity });
  const { presses, accepted, awards } = playHall(openHall(lots), {
    crowd,
    maxPresses: ORDERS,
    tap: (...row) => {
      stream.set(row, n);
      n += PRESS_WIDTH;
    },
  });
  if (presses < ORDERS) throw new Error(`the hall ran out of lots after ${presses} presses`);
  return { stream, accepted, awards };
}

function replayPresses(state: SessionState, stream: Int32Array): void {
  for (let i = 0, inGroup = 0; i < stream.length; i += PRESS_WIDTH) {
    press(
      state,
      stream[i]!,
      stream[i + 1]!,
      stream[i + 2]!,
      stream[i + 3]!,
      stream[i + 4]!,
      stream[i + 5]!,
      stream[i + 6]!,
      stream[i + 7]!,
      stream[i + 8]!,
    );
    inGroup += 1;
    if (inGroup === GROUP) {
      clearEvents(state.events);
      inGroup = 0;
    }
  }
}

function benchPresses(runs: number): { timing: Timing; accepted: number; awards: number } {
  const lots = 12_000;
  const { stream, accepted, awards } = recordPresses(lots, 8);
  const timing = time(runs, ORDERS, () => openHall(lots), (hall) => replayPresses(hall, stream));
  return { timing, accepted, awards };
}

/** Whole lots, from programme to sold out, each press buying all; every event goes into a hash, compared over the runs. */
function benchLots(runs: number): { timing: Timing; lots: number; digest: string; identical: boolean } {
  const perClock = 10_000;
  const lots = perClock * CLOCKS;
  const digests: string[] = [];
  const play = (state: SessionState): void => {
    const hash = createHash("sha256");
    let pressId = 0;
    for (let done = 0; done < lots; ) {
      for (const clock of state.clocks) {
        if (clock.phase === FINISHED) continue;
        pressId += 1;
        done += 1;
        const t = Math.max(state.now, clock.t0 + 400);
        press(state, t, clock.index, clock.lot, clock.run, pressId % BUYERS, t - clock.t0, 240, 0, pressId);
      }
      apply(state, { kind: "advance", t: state.now + 1_000 });
      hash.update(new Uint8Array(state.events.rows.buffer, 0, state.events.count * ROW * Float64Array.BYTES_PER_ELEMENT));
      clearEvents(state.events);
    }
    if (state.totals.sold !== lots * 240) throw new Error("not every lot was sold");
    digests.push(hash.digest("hex"));
  };
  const timing = time(runs, lots, () => openHall(perClock), play);
  return { timing, lots, digest: digests[0]!, identical: digests.every((digest) => digest === digests[0]) };
}

interface PeerOrder {
  readonly id: string;
  readonly side: "buy" | "sell";
  readonly size: number;
  readonly price: number;
}

interface PeerBook {
  limit(order: never): { done: unknown[]; err: unknown };
}

function peerOrders(): PeerOrder[] {
  const chance = createChance(SEED);
  return Array.from({ length: ORDERS }, (_, i) => ({
    id: `o${i}`,
    side: chance() < 0.5 ? "buy" : "sell",
    size: whole(chance, 1, 100),
    price: whole(chance, 900, 1_099),
  }));
}

function benchPeer(runs: number, orders: readonly PeerOrder[], open: () => PeerBook): Timing {
  return time(runs, ORDERS, open, (book) => {
    for (const order of orders) book.limit(order as never);
  });
}

/** For context: the least a matching book can be, quantities by price in a typed array, no orders, no ids, no answers. */
function benchPlainBook(runs: number, orders: readonly PeerOrder[]): Timing {
  const flat = new Int32Array(ORDERS * 3);
  orders.forEach((order, i) => flat.set([order.side === "buy" ? 1 : 0, order.size, order.price], i * 3));
  const open = (): [Int32Array, Int32Array] => [new Int32Array(2_000), new Int32Array(2_000)];
  return time(runs, ORDERS, open, ([bids, asks]) => {
    let best = 0;
    let worst = 1_999;
    for (let i = 0; i < flat.length; i += 3) {
      let size = flat[i + 1]!;
      const price = flat[i + 2]!;
      if (flat[i] === 1) {
        for (; size > 0 && worst <= price; worst += asks[worst] === 0 ? 1 : 0) {
          const dealt = Math.min(size, asks[worst]!);
          asks[worst]! -= dealt;
          size -= dealt;
        }
        bids[price]! += size;
        if (size > 0 && price > best) best = price;
      } else {
        for (; size > 0 && best >= price; best -= bids[best] === 0 ? 1 : 0) {
          const dealt = Math.min(size, bids[best]!);
          bids[best]! -= dealt;
          size -= dealt;
        }
        asks[price]! += size;
        if (size > 0 && price < worst) worst = price;
      }
    }
  });
}

/** Runs the bench; with `json` nothing is printed but the result is the same. */
export async function run(options: { json: boolean }): Promise<object> {
  const say = (line: string): void => {
    if (!options.json) console.log(line);
  };
  const speed = (name: string, t: Timing): void =>
    say(`${name.padEnd(40)} ${(t.perSecond / 1e6).toFixed(3).padStart(9)} M/s   median of ${t.runsMs.length}: ${t.medianMs.toFixed(0)} ms`);
  const nodejsOrderBook = await import("nodejs-order-book");
  const hftLimitOrderBook = await import("hft-limit-order-book");
  say(`node ${process.version}, ${cpus()[0]?.model ?? "unknown CPU"}, one core; ${ORDERS.toLocaleString("en")} orders or presses`);

  const presses = benchPresses(RUNS);
  speed("hualian clock: presses decided", presses.timing);
  const lots = benchLots(RUNS);
  speed("hualian clock: whole lots", lots.timing);
  const orders = peerOrders();
  const first = benchPeer(RUNS, orders, () => new nodejsOrderBook.OrderBook() as unknown as PeerBook);
  speed("nodejs-order-book: limit orders", first);
  const second = benchPeer(RUNS, orders, () => new hftLimitOrderBook.OrderBook() as unknown as PeerBook);
  speed("hft-limit-order-book: limit orders", second);
  const plain = benchPlainBook(RUNS, orders);
  speed("plain typed-array book (context)", plain);

  const ratio = presses.timing.perSecond / Math.max(first.perSecond, second.perSecond);
  const passed = ratio >= BAR_RATIO && lots.timing.perSecond >= BAR_LOTS && lots.identical;
  say(`presses: ${presses.accepted} accepted, ${presses.awards} awards, ${CLOCKS} clocks, ${BUYERS} buyers`);
  say(`ratio to the faster peer: ${ratio.toFixed(1)} (bar ${BAR_RATIO})`);
  say(`whole lots: ${lots.lots}, replay bit-identical over ${RUNS + 1} runs: ${lots.identical} (${lots.digest.slice(0, 16)}…)`);
  say(passed ? "bars met" : "BARS MISSED");
  return {
    bench: "clock-engine",
    node: process.version,
    cpu: cpus()[0]?.model ?? "unknown",
    orders: ORDERS,
    presses: { ...presses.timing, accepted: presses.accepted, awards: presses.awards, clocks: CLOCKS, buyers: BUYERS },
    wholeLots: { ...lots.timing, lots: lots.lots, identical: lots.identical, digest: lots.digest },
    peers: { "nodejs-order-book": first, "hft-limit-order-book": second },
    context: { plainTypedArrayBook: plain },
    ratioToFasterPeer: ratio,
    bars: { ratio: BAR_RATIO, lotsPerSecond: BAR_LOTS },
    passed,
  };
}

if (import.meta.main) {
  const json = process.argv.includes("--json");
  const result = await run({ json });
  if (json) console.log(JSON.stringify(result, null, 2));
}
