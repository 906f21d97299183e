/**
 * The state of one auction session: columns and rows of numbers for lots, buyers and answers, one record a clock
 * and a press in a window. Nothing is allocated per press. A file on the hot path takes what constants it needs apart at
 * its top: the compiler folds a file's own into the code, but looks an imported one up each time it is used.
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

/** A press that holds its credit and waits for the decision. */
export interface WindowPress {
  buyer: number;
  /** Twice the response time; limit orders take the odd numbers. Lowest wins. */
  rank: number;
  step: number;
  tau: number;
  price: number;
  quantity: number;
  pressId: number;
  /** 1 for a limit order that fired, 0 for a live press. */
  viaLimit: number;
}

/** The first `count` of `presses`, in order of acceptance, are those of the open window; the records are used over and over. */
export interface HoldWindow {
  count: number;
  end: number;
  readonly presses: WindowPress[];
}

/** What the desk asked for while a window was open; carried out once it is decided. */
export interface Pending {
  pause: boolean;
  skip: boolean;
  withdraw: { readonly actor: string; readonly reason: string } | null;
}

export interface ClockState {
  readonly index: number;
  /** This clock's bit of PRESSING in a buyer's row. */
  readonly bit: number;
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
  takeAllBelow: number;
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
  /** All below by lot. */
  clock: Int32Array;
  status: Int32Array;
  offered: Int32Array;
  remaining: Int32Array;
  /** Runs published so far; also the number of the next run. */
  runs: Int32Array;
  /** Start price of the next run. */
  restartPrice: Int32Array;
  minPress: Int32Array;
  startPrice: Int32Array;
  stepValue: Int32Array;
  floorPrice: Int32Array;
  /** 1 for a lot with a representative photograph. */
  hasPhoto: Int32Array;
  /** Place in NEXT_CHANNELS. */
  nextChannel: Int32Array;
}

export interface BuyerBook {
  count: number;
  readonly ids: string[];
  readonly byId: Map<string, number>;
  /** A row of SEAT numbers a buyer. */
  seats: Float64Array;
  /** A ring of the latest ANSWERS answers of all buyers, a row of ANSWER numbers each, in the order given. */
  readonly answers: Float64Array;
  /** Answers given so far; the n-th, counted from 1, is at place n mod ANSWERS. */
  answered: number;
}

/** Columns of a buyer's row, which is one cache line, and its WIDTH. Money in minor units. */
export const SEAT = {
  /** What he may still commit: his limit less what he has used and what is held. */
  FREE: 0,
  /** A buyer's index or NONE. */
  PAYER: 1,
  /** Highest press id answered; only ids up to it can be repetitions. */
  NEWEST_ID: 2,
  /** Number of the buyer's latest answer, 0 for none. */
  LAST_ANSWER: 3,
  /** The bits of the clocks in whose open window he has a live press. */
  PRESSING: 4,
  USED: 5,
  LIMIT: 6,
  WIDTH: 8,
} as const;

/** Columns of an answer: what was answered, the buyer's answer before that one, and his highest id before it. */
export const ANSWER = { PRESS_ID: 0, GIVEN: 1, BEFORE: 2, HIGHEST_BEFORE: 3, WIDTH: 4 } as const;
/** A power of two. */
export const ANSWERS = 16_384;

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
const FIRST_LOTS = 64;
const FIRST_WINDOW = 32;

/** Room for one more press in a window. */
export function nobody(): WindowPress {
  return { buyer: 0, rank: 0, step: 0, tau: 0, price: 0, quantity: 0, pressId: 0, viaLimit: 0 };
}

function createClock(index: number, settings: ClockSettings): ClockState {
  return {
    index,
    bit: 1 << index,
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
    takeAllBelow: settings.takeAllBelow,
    due: NEVER,
    floorDue: NEVER,
    limitDue: NEVER,
    window: { count: 0, end: NEVER, presses: Array.from({ length: FIRST_WINDOW }, nobody) },
    pending: { pause: false, skip: false, withdraw: null },
    last: { lot: NONE, run: NONE, t0: 0, stepMs: settings.stepMs, marginMs: settings.marginMs, step: 0, tau: 0, windowEnd: 0 },
  };
}

function createLots(): LotBook {
  const column = () => new Int32Array(FIRST_LOTS);
  return {
    count: 0,
    ids: [],
    sellers: [],
    byId: new Map(),
    limits: new Map(),
    clock: column(),
    status: column(),
    offered: column(),
    remaining: column(),
    runs: column(),
    restartPrice: column(),
    minPress: column(),
    startPrice: column(),
    stepValue: column(),
    floorPrice: column(),
    hasPhoto: column(),
    nextChannel: column(),
  };
}

function createBuyers(): BuyerBook {
  return {
    count: 0,
    ids: [],
    byId: new Map(),
    seats: new Float64Array(FIRST_BUYERS * SEAT.WIDTH),
    answers: new Float64Array(ANSWERS * ANSWER.WIDTH),
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

function twice<A extends Float64Array | Int32Array>(column: A): A {
  const larger = column instanceof Int32Array ? new Int32Array(column.length * 2) : new Float64Array(column.length * 2);
  larger.set(column);
  return larger as A;
}

/** Room for twice as many buyers. */
export function growBuyers(buyers: BuyerBook): void {
  buyers.seats = twice(buyers.seats);
}

/** Room for twice as many lots. */
export function growLots(lots: LotBook): void {
  lots.clock = twice(lots.clock);
  lots.status = twice(lots.status);
  lots.offered = twice(lots.offered);
  lots.remaining = twice(lots.remaining);
  lots.runs = twice(lots.runs);
  lots.restartPrice = twice(lots.restartPrice);
  lots.minPress = twice(lots.minPress);
  lots.startPrice = twice(lots.startPrice);
  lots.stepValue = twice(lots.stepValue);
  lots.floorPrice = twice(lots.floorPrice);
  lots.hasPhoto = twice(lots.hasPhoto);
  lots.nextChannel = twice(lots.nextChannel);
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
