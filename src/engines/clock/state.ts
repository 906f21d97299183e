/**
 * The state of one auction session: flat arrays for what is many (lots, buyers, presses of a window),
 * one small record per clock. Nothing is allocated per press.
 */
import type { EventBuffer } from "./events.ts";
import { createEventBuffer } from "./events.ts";
import type { Sha256 } from "./sha256.ts";
import type { ClockSettings, SessionConfig } from "./types.ts";

/** A time no input can reach. */
export const NEVER = 0x7fff_ffff;
/** No lot, no buyer, no press. */
export const NONE = -1;

/** Phase of the session. */
export const NEW = 0;
export const OPEN = 1;
export const CLOSED = 2;

/** Phases of a clock. IDLE: not started. RUNNING: a programme is published. HOLDING: a window is open. */
export const IDLE = 0;
export const RUNNING = 1;
export const HOLDING = 2;
export const PAUSED = 3;
export const FINISHED = 4;

/** Where a lot is. */
export const ANNOUNCED = 0;
export const QUEUED = 1;
export const ON_CLOCK = 2;
export const SOLD_OUT = 3;
export const PASSED = 4;
export const WITHDRAWN = 5;

/** How many of its latest press ids each buyer's answers are remembered for. */
export const PRESS_MEMORY = 8;

/** A limit order in the book of a lot. */
export interface LimitOrder {
  readonly buyer: number;
  readonly price: number;
  readonly quantity: number;
  readonly pressId: number;
  readonly placedAt: number;
}

/** What was decided last on a clock, so that a press that comes too late can be told by how much it was beaten. */
export interface LastDecision {
  lot: number;
  run: number;
  t0: number;
  stepMs: number;
  marginMs: number;
  step: number;
  tau: number;
  windowEnd: number;
}

/**
 * The presses of the open window, in order of acceptance: a row of WINDOW_ROW numbers each. One row is one line of
 * the processor's cache, which is what makes a press cheap; the same goes for SEAT_ROW.
 */
export interface HoldWindow {
  count: number;
  end: number;
  rows: Float64Array;
}

/** Columns of a window row. RANK is twice the response time; limit orders take the odd numbers. Lowest wins. */
export const WINDOW_ROW = 8;
export const W_BUYER = 0;
export const W_RANK = 1;
export const W_STEP = 2;
export const W_TAU = 3;
export const W_PRICE = 4;
export const W_QUANTITY = 5;
export const W_PRESS_ID = 6;
export const W_VIA_LIMIT = 7;

/** What the desk asked for while a window was open; carried out once it is decided. */
export interface Pending {
  pause: boolean;
  skip: boolean;
  withdraw: { readonly actor: string; readonly reason: string } | null;
}

export interface ClockState {
  readonly index: number;
  /** In force for the run on the clock; `nextSettings` take over when the next programme is published. */
  settings: ClockSettings;
  nextSettings: ClockSettings;
  phase: number;
  /** Order as drawn, never changed afterwards; the queue is what is still to come, from `head`. */
  drawn: readonly number[];
  queue: number[];
  head: number;
  /** The run on the clock: a copy of its programme and of the settings it was published with. */
  lot: number;
  run: number;
  t0: number;
  quantity: number;
  minPress: number;
  startPrice: number;
  stepValue: number;
  stepMs: number;
  floorPrice: number;
  lastStep: number;
  holdMs: number;
  marginMs: number;
  /** Counts the runs of this clock, so that "has this buyer pressed in this run" is one comparison. */
  runSerial: number;
  /** When this clock has to act by itself next, NEVER if it waits for the desk. */
  due: number;
  /** The moment the last step's slowest presses have had their chance. */
  floorDue: number;
  /** When the next limit order fires in this run. */
  limitDue: number;
  readonly window: HoldWindow;
  readonly pending: Pending;
  readonly last: LastDecision;
}

export interface LotBook {
  count: number;
  readonly ids: string[];
  readonly sellers: string[];
  readonly byId: Map<string, number>;
  /** Limit orders by lot: highest price first, then first placed. */
  readonly limits: Map<number, LimitOrder[]>;
  clock: Uint8Array;
  status: Uint8Array;
  hasPhoto: Uint8Array;
  nextChannel: Uint8Array;
  offered: Int32Array;
  remaining: Int32Array;
  minPress: Int32Array;
  startPrice: Int32Array;
  stepValue: Int32Array;
  floorPrice: Int32Array;
  /** Start price of the next run. */
  restartPrice: Int32Array;
  /** Runs published so far; also the number of the next run. */
  runs: Int32Array;
}

export interface BuyerBook {
  count: number;
  readonly ids: string[];
  readonly byId: Map<string, number>;
  /** SEAT_ROW numbers a buyer. */
  seats: Float64Array;
  /** runSerial of the last run this buyer pressed in: [buyer × clocks + clock]. */
  pressedRun: Int32Array;
}

/** Columns of a buyer's row. Amounts are minor units; PAYER is a buyer's index or NONE. */
export const LIMIT = 0;
export const USED = 1;
export const HELD = 2;
export const PAYER = 3;
/** Highest press id answered; only ids up to it can be repetitions. */
export const NEWEST_ID = 4;
/** Highest press id whose answer has been forgotten; ids up to it are stale. */
export const FORGOTTEN_ID = 5;
/** Which of the remembered answers is the oldest. */
export const MEMORY_AT = 6;
/** From here on PRESS_MEMORY pairs of press id and answer. */
export const MEMORY = 8;
export const SEAT_ROW = MEMORY + 2 * PRESS_MEMORY;

export interface Totals {
  offered: number;
  sold: number;
  passed: number;
  withdrawn: number;
  /** Σ price × quantity of all awards. */
  value: number;
}

export interface SessionState {
  readonly config: SessionConfig;
  readonly seed: string;
  readonly sha256: Sha256;
  phase: number;
  now: number;
  /** The earliest `due` of all clocks. */
  nextDue: number;
  readonly clocks: readonly ClockState[];
  readonly lots: LotBook;
  readonly buyers: BuyerBook;
  readonly totals: Totals;
  readonly events: EventBuffer;
}

const FIRST_LOTS = 64;
const FIRST_BUYERS = 64;
const FIRST_WINDOW = 32;

function createWindow(): HoldWindow {
  return { count: 0, end: NEVER, rows: new Float64Array(FIRST_WINDOW * WINDOW_ROW) };
}

function createClock(index: number, settings: ClockSettings): ClockState {
  return {
    index,
    settings,
    nextSettings: settings,
    phase: IDLE,
    drawn: [],
    queue: [],
    head: 0,
    lot: NONE,
    run: NONE,
    t0: NEVER,
    quantity: 0,
    minPress: 0,
    startPrice: 0,
    stepValue: 1,
    stepMs: settings.stepMs,
    floorPrice: 0,
    lastStep: 0,
    holdMs: settings.holdMs,
    marginMs: settings.marginMs,
    runSerial: 0,
    due: NEVER,
    floorDue: NEVER,
    limitDue: NEVER,
    window: createWindow(),
    pending: { pause: false, skip: false, withdraw: null },
    last: { lot: NONE, run: NONE, t0: 0, stepMs: settings.stepMs, marginMs: settings.marginMs, step: 0, tau: 0, windowEnd: 0 },
  };
}

function createLots(): LotBook {
  return {
    count: 0,
    ids: [],
    sellers: [],
    byId: new Map(),
    limits: new Map(),
    clock: new Uint8Array(FIRST_LOTS),
    status: new Uint8Array(FIRST_LOTS),
    hasPhoto: new Uint8Array(FIRST_LOTS),
    nextChannel: new Uint8Array(FIRST_LOTS),
    offered: new Int32Array(FIRST_LOTS),
    remaining: new Int32Array(FIRST_LOTS),
    minPress: new Int32Array(FIRST_LOTS),
    startPrice: new Int32Array(FIRST_LOTS),
    stepValue: new Int32Array(FIRST_LOTS),
    floorPrice: new Int32Array(FIRST_LOTS),
    restartPrice: new Int32Array(FIRST_LOTS),
    runs: new Int32Array(FIRST_LOTS),
  };
}

function createBuyers(clocks: number): BuyerBook {
  return {
    count: 0,
    ids: [],
    byId: new Map(),
    seats: new Float64Array(FIRST_BUYERS * SEAT_ROW),
    pressedRun: new Int32Array(FIRST_BUYERS * clocks),
  };
}

/** An empty session, not yet open. `config` and `seed` have been checked by `createSession`. */
export function createState(config: SessionConfig, seed: string, sha256: Sha256): SessionState {
  return {
    config,
    seed,
    sha256,
    phase: NEW,
    now: 0,
    nextDue: NEVER,
    clocks: config.clocks.map((settings, index) => createClock(index, settings)),
    lots: createLots(),
    buyers: createBuyers(config.clocks.length),
    totals: { offered: 0, sold: 0, passed: 0, withdrawn: 0, value: 0 },
    events: createEventBuffer(),
  };
}

/** Doubles every typed array of a record of parallel arrays; whatever is not a typed array stays. */
export function growArrays(record: object): void {
  for (const [name, column] of Object.entries(record)) {
    const larger = doubled(column);
    if (larger !== null) Reflect.set(record, name, larger);
  }
}

function doubled(column: unknown): Float64Array | Int32Array | Uint8Array | null {
  if (column instanceof Float64Array) return copyInto(new Float64Array(column.length * 2), column);
  if (column instanceof Int32Array) return copyInto(new Int32Array(column.length * 2), column);
  if (column instanceof Uint8Array) return copyInto(new Uint8Array(column.length * 2), column);
  return null;
}

function copyInto<A extends Float64Array | Int32Array | Uint8Array>(larger: A, column: ArrayLike<number>): A {
  larger.set(column);
  return larger;
}

/** A clock's `due` has changed: finds the earliest again. Ties are settled by clock index in `settleBefore`. */
export function refreshNextDue(state: SessionState): void {
  let earliest = NEVER;
  for (const clock of state.clocks) if (clock.due < earliest) earliest = clock.due;
  state.nextDue = earliest;
}
