/**
 * What a session says. The engine writes events as rows of numbers into a buffer that is used over and over
 * (no object per press); `decodeEvent` makes an object of a row for whoever needs one.
 */
import type { DeskRefusal, InputKind, LimitEnd, NextChannel, PassReason, PressRefusal } from "./types.ts";

/**
 * Every event and its fields, in the order of the row. The position in this table is the code of the event:
 * append only, never reorder, or old journals stop verifying.
 *
 * Private to one buyer: pressAccepted, pressRefused, pressRepeated, lost, creditSet, and all limit… events.
 * `beatenBySteps`, `beatenByMs`: the loser's step and response time minus the winner's (negative: he was earlier
 * on his screen, but his press came `lateMs` after the window had closed).
 */
export const EVENT_FIELDS = {
  sessionOpened: [],
  buyerAdded: ["buyer", "creditLimit", "payer"],
  creditSet: ["buyer", "creditLimit", "used", "held"],
  lotAdded: ["lot", "clock", "quantity"],
  orderDrawn: ["clock", "order"],
  programmePublished: ["clock", "lot", "run", "quantity", "startPrice", "stepValue", "stepMs", "floorPrice", "lastStep", "t0"],
  pressAccepted: ["clock", "lot", "run", "buyer", "pressId", "step", "tau", "price", "quantity", "clipped"],
  pressRefused: ["clock", "lot", "run", "buyer", "pressId", "refusal", "decided", "beatenBySteps", "beatenByMs", "lateMs"],
  pressRepeated: ["clock", "lot", "run", "buyer", "pressId", "answer"],
  awarded: ["clock", "lot", "run", "buyer", "step", "tau", "price", "quantity", "remainder", "viaLimit"],
  lost: ["clock", "lot", "run", "buyer", "pressId", "beatenBySteps", "beatenByMs", "byDraw", "viaLimit"],
  lotPassed: ["clock", "lot", "remainder", "passReason", "nextChannel"],
  lotSoldOut: ["clock", "lot"],
  lotWithdrawn: ["clock", "lot", "remainder", "actor", "reason"],
  lotSkipped: ["clock", "lot", "remainder"],
  lotCorrected: ["clock", "lot", "quantity", "minPress", "startPrice", "floorPrice"],
  intervention: ["action", "clock", "lot", "actor", "reason"],
  inputRefused: ["action", "clock", "lot", "deskRefusal"],
  clockConfigured: ["clock"],
  clockPaused: ["clock", "lot", "price"],
  clockResumed: ["clock", "lot"],
  clockFinished: ["clock"],
  lotRerun: ["clock", "lot", "run"],
  limitPlaced: ["lot", "buyer", "pressId", "price", "quantity"],
  limitRefused: ["lot", "buyer", "pressId", "refusal"],
  limitFired: ["clock", "lot", "run", "buyer", "pressId", "step", "price", "quantity"],
  limitEnded: ["lot", "buyer", "pressId", "limitEnd"],
  seedRevealed: ["seed"],
  sessionClosed: ["offered", "sold", "passed", "withdrawn", "value"],
} as const satisfies Record<string, readonly string[]>;

/** Fields that are not plain numbers once decoded. In a row they are numbers (strings stand in the notes). */
interface NamedFields {
  refusal: PressRefusal;
  deskRefusal: DeskRefusal;
  passReason: PassReason;
  nextChannel: NextChannel;
  limitEnd: LimitEnd;
  action: InputKind;
  /** "accepted", or the code of the refusal given the first time. */
  answer: "accepted" | PressRefusal;
  clipped: boolean;
  decided: boolean;
  byDraw: boolean;
  viaLimit: boolean;
  actor: string;
  reason: string;
  seed: string;
  order: readonly number[];
}

type Fields = typeof EVENT_FIELDS;
export type EventKind = keyof Fields;
type ValueOf<F extends string> = F extends keyof NamedFields ? NamedFields[F] : number;
export type EventOf<K extends EventKind> = { readonly kind: K; readonly t: number } & {
  readonly [F in Fields[K][number]]: ValueOf<F>;
};
export type SessionEvent = { [K in EventKind]: EventOf<K> }[EventKind];

export const EVENT_KINDS = Object.keys(EVENT_FIELDS) as EventKind[];

/** Code of an event kind in a row. */
export const CODE = Object.fromEntries(EVENT_KINDS.map((kind, code) => [kind, code])) as Record<EventKind, number>;

const WIDTH = 12;
const FIRST_ROWS = 1_024;

/** Numbers in a row: code, t, and up to ten fields. */
export const ROW = WIDTH;

/** Rows of numbers, used over and over; `notes` holds the strings, lists and nothing else. */
export interface EventBuffer {
  rows: Float64Array;
  /** Each of the rows by itself, over the same memory: a field's place in its row is then a constant. */
  each: readonly Float64Array[];
  count: number;
  notes: (string | readonly number[])[];
}

export function createEventBuffer(): EventBuffer {
  const rows = new Float64Array(FIRST_ROWS * WIDTH);
  return { rows, each: eachOf(rows), count: 0, notes: [] };
}

function eachOf(rows: Float64Array): Float64Array[] {
  return Array.from({ length: rows.length / WIDTH }, (_, i) => rows.subarray(i * WIDTH, (i + 1) * WIDTH));
}

/** Forgets all events; the rows stay allocated. */
export function clearEvents(buffer: EventBuffer): void {
  buffer.count = 0;
  if (buffer.notes.length > 0) buffer.notes = [];
}

/** A fresh row; what its fields held before is still in it. */
export function openRow(buffer: EventBuffer, code: number, t: number): Float64Array {
  const row = buffer.each[buffer.count] ?? growRows(buffer);
  buffer.count += 1;
  row[0] = code;
  row[1] = t;
  return row;
}

/** Makes room for twice as many rows and returns the first new one. */
function growRows(buffer: EventBuffer): Float64Array {
  const larger = new Float64Array(buffer.rows.length * 2);
  larger.set(buffer.rows);
  buffer.rows = larger;
  buffer.each = eachOf(larger);
  return buffer.each[buffer.count]!;
}

/** Writes a short event. Rows with more fields are written in place by the functions that make them. */
export function emit(buffer: EventBuffer, code: number, t: number, a = 0, b = 0, c = 0, d = 0, e = 0, f = 0): void {
  const row = openRow(buffer, code, t);
  row[2] = a;
  row[3] = b;
  row[4] = c;
  row[5] = d;
  row[6] = e;
  row[7] = f;
}

/** Stores a string or list beside the rows and returns the number that stands for it. */
export function note(buffer: EventBuffer, value: string | readonly number[]): number {
  return buffer.notes.push(value) - 1;
}
