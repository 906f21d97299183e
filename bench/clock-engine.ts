/**
 * How many presses the clock reducer decides a second, and how many whole lots, beside two order books from npm
 * doing one million limit orders each in the same process, and a plain typed-array book for context. Orders and
 * presses are made beforehand; what is timed is deciding them. The clock's work includes windows, credit, repeated
 * ids, awards, and telling every loser.
 *
 *   node bench/clock-engine.ts [--json]
 */
import { createHash } from "node:crypto";
import { cpus, loadavg } from "node:os";
import { createChance, whole } from "../src/engines/clock/chance.ts";
import { clearEvents, ROW } from "../src/engines/clock/events.ts";
import { press } from "../src/engines/clock/press.ts";
import { Scene, sceneLot } from "../src/engines/clock/scene.ts";
import { apply } from "../src/engines/clock/session.ts";
import { playHall, reactingCrowd } from "../src/engines/clock/simulated-buyers.ts";
import type { SessionState } from "../src/engines/clock/state.ts";
import { FINISHED } from "../src/engines/clock/state.ts";
import { median } from "./median.ts";

const ORDERS = 1_000_000;
const RUNS = 5;
const CLOCKS = 12;
const BUYERS = 6_300;
const SEED = 20_261_122;
/** Events are forgotten after each of these many presses, as a host forgets them after a group commit. */
const GROUP = 256;
const PRESS_WIDTH = 9;
const LOTS_FOR_PRESSES = 12_000;
/** How many buyers want the lot on the clock. */
const BIDDERS_PER_RUN = 8;
const LOTS_PER_CLOCK = 10_000;

const BAR_RATIO = 30;
const BAR_LOTS = 100_000;

export interface Timing {
  /** Processor time of this thread, in ms; the median counts. */
  readonly medianMs: number;
  readonly perSecond: number;
  readonly runsMs: readonly number[];
  readonly medianWallMs: number;
}

/** One that is timed: `open` makes a fresh thing, untimed, and `work` does `count` of what is counted. */
interface Contestant<T> {
  readonly name: string;
  readonly count: number;
  readonly open: () => T;
  readonly work: (fresh: T) => void;
}

/** Times a contestant once, and says so later. */
interface Stopwatch {
  readonly name: string;
  readonly once: () => void;
  readonly timing: () => Timing;
}

function stopwatch<T>({ name, count, open, work }: Contestant<T>): Stopwatch {
  const cpu: number[] = [];
  const wall: number[] = [];
  const once = (): void => {
    const fresh = open();
    const from = performance.now();
    const used = process.threadCpuUsage();
    work(fresh);
    const { user, system } = process.threadCpuUsage(used);
    cpu.push((user + system) / 1_000);
    wall.push(performance.now() - from);
  };
  // Compile and warm up; not counted.
  work(open());
  const timing = (): Timing => ({ medianMs: median(cpu), perSecond: (count / median(cpu)) * 1_000, runsMs: cpu, medianWallMs: median(wall) });
  return { name, once, timing };
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

interface Presses extends Contestant<SessionState> {
  readonly accepted: number;
  readonly awards: number;
}

function presses(): Presses {
  const { stream, accepted, awards } = recordPresses(LOTS_FOR_PRESSES, BIDDERS_PER_RUN);
  const open = (): SessionState => openHall(LOTS_FOR_PRESSES);
  return { name: "hualian clock: presses decided", count: ORDERS, open, work: (hall) => replayPresses(hall, stream), accepted, awards };
}

interface WholeLots extends Contestant<SessionState> {
  /** One digest a run, over every event of it. */
  readonly digests: string[];
}

/** Whole lots, from programme to sold out, each press buying all; every event goes into a hash. */
function wholeLots(): WholeLots {
  const lots = LOTS_PER_CLOCK * CLOCKS;
  const digests: string[] = [];
  const work = (state: SessionState): void => {
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
  return { name: "hualian clock: whole lots", count: lots, open: () => openHall(LOTS_PER_CLOCK), work, digests };
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

function peer(name: string, orders: readonly PeerOrder[], open: () => PeerBook): Contestant<PeerBook> {
  const work = (book: PeerBook): void => {
    for (const order of orders) book.limit(order as never);
  };
  return { name: `${name}: limit orders`, count: ORDERS, open, work };
}

interface PlainBook {
  readonly bids: Int32Array;
  readonly asks: Int32Array;
}

/** For context: the least a matching book can be, quantities by price in a typed array; no orders, no ids, no answers. */
function plainBook(orders: readonly PeerOrder[]): Contestant<PlainBook> {
  const flat = new Int32Array(ORDERS * 3);
  orders.forEach((order, i) => flat.set([order.side === "buy" ? 1 : 0, order.size, order.price], i * 3));
  const open = (): PlainBook => ({ bids: new Int32Array(2_000), asks: new Int32Array(2_000) });
  const work = ({ bids, asks }: PlainBook): void => {
    let highest = 0;
    let lowest = 1_999;
    for (let i = 0; i < flat.length; i += 3) {
      let size = flat[i + 1]!;
      const price = flat[i + 2]!;
      if (flat[i] === 1) {
        for (; size > 0 && lowest <= price; lowest += asks[lowest] === 0 ? 1 : 0) {
          const dealt = Math.min(size, asks[lowest]!);
          asks[lowest]! -= dealt;
          size -= dealt;
        }
        bids[price]! += size;
        if (size > 0 && price > highest) highest = price;
      } else {
        for (; size > 0 && highest >= price; highest -= bids[highest] === 0 ? 1 : 0) {
          const dealt = Math.min(size, bids[highest]!);
          bids[highest]! -= dealt;
          size -= dealt;
        }
        asks[price]! += size;
        if (size > 0 && price < lowest) lowest = price;
      }
    }
  };
  return { name: "plain typed-array book (context)", count: ORDERS, open, work };
}

/** Runs the bench; with `json` nothing is printed but the result is the same. */
export async function run(options: { json: boolean }): Promise<object> {
  const nodejsOrderBook = await import("nodejs-order-book");
  const hftLimitOrderBook = await import("hft-limit-order-book");
  const orders = peerOrders();
  const stream = presses();
  const lots = wholeLots();
  const ours = stopwatch(stream);
  const whole = stopwatch(lots);
  const first = stopwatch(peer("nodejs-order-book", orders, () => new nodejsOrderBook.OrderBook() as unknown as PeerBook));
  const second = stopwatch(peer("hft-limit-order-book", orders, () => new hftLimitOrderBook.OrderBook() as unknown as PeerBook));
  const plain = stopwatch(plainBook(orders));
  // In turns, so that whatever else the machine does slows all of them alike.
  for (let i = 0; i < RUNS; i += 1) for (const one of [ours, first, whole, second, plain]) one.once();

  const timings = [ours, whole, first, second, plain].map(({ name, timing }) => ({ name, ...timing() }));
  const ratio = ours.timing().perSecond / Math.max(first.timing().perSecond, second.timing().perSecond);
  const identical = lots.digests.every((digest) => digest === lots.digests[0]);
  const passed = ratio >= BAR_RATIO && whole.timing().perSecond >= BAR_LOTS && identical;
  const result = {
    bench: "clock-engine",
    node: process.version,
    cpu: cpus()[0]?.model ?? "unknown",
    loadAverage: loadavg()[0],
    runs: RUNS,
    orders: ORDERS,
    presses: { ...ours.timing(), accepted: stream.accepted, awards: stream.awards, clocks: CLOCKS, buyers: BUYERS },
    wholeLots: { ...whole.timing(), lots: lots.count, identical, digest: lots.digests[0] },
    peers: { "nodejs-order-book": first.timing(), "hft-limit-order-book": second.timing() },
    context: { plainTypedArrayBook: plain.timing() },
    ratioToFasterPeer: ratio,
    bars: { ratio: BAR_RATIO, lotsPerSecond: BAR_LOTS },
    passed,
  };
  if (options.json) return result;
  console.log(`node ${process.version}, ${result.cpu}, one core, load ${result.loadAverage?.toFixed(1)}; ${ORDERS.toLocaleString("en")} presses or orders, ${RUNS} runs in turns`);
  for (const { name, perSecond, medianMs, medianWallMs } of timings) {
    const speed = (perSecond / 1e6).toFixed(3).padStart(8);
    console.log(`${name.padEnd(36)} ${speed} M/s   median ${medianMs.toFixed(0)} ms of processor, ${medianWallMs.toFixed(0)} ms of wall time`);
  }
  console.log(`presses: ${stream.accepted} accepted, ${stream.awards} awards, ${CLOCKS} clocks, ${BUYERS} buyers`);
  console.log(`ratio to the faster peer: ${ratio.toFixed(1)} (bar ${BAR_RATIO})`);
  console.log(`whole lots: ${lots.count} a run, events bit-identical in all ${lots.digests.length} runs: ${identical} (${lots.digests[0]?.slice(0, 16)}…)`);
  console.log(passed ? "bars met" : "BARS MISSED");
  return result;
}

if (import.meta.main) {
  const json = process.argv.includes("--json");
  const result = await run({ json });
  if (json) console.log(JSON.stringify(result, null, 2));
}
