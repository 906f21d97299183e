/**
 * The state of one auction session: flat rows of numbers for what presses touch (buyers, windows, answers), one
 * record a clock and a lot. Nothing is allocated per press.
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

/** How many of his latest answers are remembered for each buyer, as long as they are among the latest ANSWERS of all. */
export const PRESS_MEMORY = 8;
export const ANSWERS = 16_384;

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

/** The presses of the open window, in order of acceptance: a row of WINDOW_ROW whole numbers each, and its press id. */
export interface HoldWindow {
  count: number;
  end: number;
  rows: Int32Array;
  pressIds: Float64Array;
  /** 1 for every buyer with a live press in the window. */
  pressed: Uint8Array;
}

/** Columns of a window row. RANK is twice the response time; limit orders take the odd numbers. Lowest wins. */
export const W_BUYER = 0;
export const W_RANK = 1;
export const W_STEP = 2;
export const W_TAU = 3;
export const W_PRICE = 4;
export const W_QUANTITY = 5;
export const W_VIA_LIMIT = 6;
export const WINDOW_ROW = 8;

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

/** A lot; an object, because all that happens to it happens once a run, and to one lot at a time. */
export interface LotState {
  readonly clock: number;
  status: number;
  remaining: number;
  /** Start price of the next run. */
  restartPrice: number;
  minPress: number;
  readonly stepValue: number;
  floorPrice: number;
  startPrice: number;
  offered: number;
  readonly hasPhoto: boolean;
  readonly nextChannel: number;
}

export interface LotBook {
  count: number;
  readonly all: LotState[];
  readonly ids: string[];
  readonly sellers: string[];
  readonly byId: Map<string, number>;
  /** Limit orders by lot: highest price first, then first placed. */
  readonly limits: Map<number, LimitOrder[]>;
  /** By lot: runs published so far; also the number of the next run. */
  readonly runs: number[];
}

export interface BuyerBook {
  count: number;
  readonly ids: string[];
  readonly byId: Map<string, number>;
  /** SEAT_ROW numbers a buyer: all that a press needs to know of him. */
  seats: Float64Array;
  /** In minor units, by buyer; what is held is limit − used − free. */
  limit: Float64Array;
  used: Float64Array;
  /** A ring of the latest ANSWERS answers of all buyers, ANSWER_ROW numbers each, in the order given. */
  readonly answers: Float64Array;
  /** Answers given so far; the n-th, counted from 1, is at place n mod ANSWERS. */
  answered: number;
}

/**
 * Columns of a buyer's row, which is half a cache line. FREE is what he may still commit, in minor units: his limit
 * less what he has used and what is held. PAYER is a buyer's index or NONE.
 */
export const FREE = 0;
export const PAYER = 1;
/** Highest press id answered; only ids up to it can be repetitions. */
export const NEWEST_ID = 2;
/** Number of the buyer's latest answer, 0 for none. */
export const LAST_ANSWER = 3;
export const SEAT_ROW = 4;

/** Columns of an answer: what was answered, the buyer's answer before that one, and his highest id before it. */
export const A_PRESS_ID = 0;
export const A_ANSWER = 1;
export const A_BEFORE = 2;
export const A_HIGHEST_BEFORE = 3;
export const ANSWER_ROW = 4;

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

const FIRST_BUYERS = 64;
const FIRST_WINDOW = 32;

function createWindow(): HoldWindow {
  return {
    count: 0,
    end: NEVER,
    rows: new Int32Array(FIRST_WINDOW * WINDOW_ROW),
    pressIds: new Float64Array(FIRST_WINDOW),
    pressed: new Uint8Array(FIRST_BUYERS),
  };
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
    due: NEVER,
    floorDue: NEVER,
    limitDue: NEVER,
    window: createWindow(),
    pending: { pause: false, skip: false, withdraw: null },
    last: { lot: NONE, run: NONE, t0: 0, stepMs: settings.stepMs, marginMs: settings.marginMs, step: 0, tau: 0, windowEnd: 0 },
  };
}

function createLots(): LotBook {
  return { count: 0, all: [], ids: [], sellers: [], byId: new Map(), limits: new Map(), runs: [] };
}

function createBuyers(): BuyerBook {
  return {
    count: 0,
    ids: [],
    byId: new Map(),
    seats: new Float64Array(FIRST_BUYERS * SEAT_ROW),
    limit: new Float64Array(FIRST_BUYERS),
    used: new Float64Array(FIRST_BUYERS),
    answers: new Float64Array(ANSWERS * ANSWER_ROW),
    answered: 0,
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
    buyers: createBuyers(),
    totals: { offered: 0, sold: 0, passed: 0, withdrawn: 0, value: 0 },
    events: createEventBuffer(),
  };
}

function copyInto<A extends Float64Array | Int32Array | Uint8Array>(larger: A, column: ArrayLike<number>): A {
  larger.set(column);
  return larger;
}

/** Room for twice as many buyers, in the book and in every window. */
export function growBuyers(state: SessionState): void {
  const { buyers } = state;
  buyers.seats = copyInto(new Float64Array(buyers.seats.length * 2), buyers.seats);
  buyers.limit = copyInto(new Float64Array(buyers.limit.length * 2), buyers.limit);
  buyers.used = copyInto(new Float64Array(buyers.used.length * 2), buyers.used);
  for (const { window } of state.clocks) window.pressed = copyInto(new Uint8Array(window.pressed.length * 2), window.pressed);
}

/** Room for twice as many presses in a window. */
export function growWindow(window: HoldWindow): void {
  window.rows = copyInto(new Int32Array(window.rows.length * 2), window.rows);
  window.pressIds = copyInto(new Float64Array(window.pressIds.length * 2), window.pressIds);
}

/** Sets when a clock acts by itself next, and keeps the earliest of all clocks. */
export function setDue(state: SessionState, clock: ClockState, due: number): void {
  const wasEarliest = clock.due === state.nextDue;
  clock.due = due;
  if (due <= state.nextDue) state.nextDue = due;
  else if (wasEarliest) state.nextDue = earliestDue(state.clocks);
}

function earliestDue(clocks: readonly ClockState[]): number {
  let earliest = NEVER;
  for (let i = 0; i < clocks.length; i += 1) if (clocks[i]!.due < earliest) earliest = clocks[i]!.due;
  return earliest;
}
