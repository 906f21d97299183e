/** Event rows to objects (for the host) and to arrays (for the journal). */
import type { EventBuffer, EventKind, SessionEvent } from "./events.ts";
import { EVENT_FIELDS, EVENT_KINDS, ROW } from "./events.ts";
import { DESK_REFUSALS, INPUT_KINDS, LIMIT_ENDS, NEXT_CHANNELS, PASS_REASONS, PRESS_REFUSALS } from "./types.ts";

/** What stands in a journal for one event: [code, t, fields…]; strings and lists stand for themselves. */
export type EventArray = readonly (number | string | readonly number[])[];

const truth = (n: number): boolean => n === 1;

/** Fields whose number means something; every other field is its number. */
const MEANING: Readonly<Record<string, (n: number) => unknown>> = {
  refusal: (n) => PRESS_REFUSALS[n - 1],
  answer: (n) => (n === 0 ? "accepted" : PRESS_REFUSALS[n - 1]),
  deskRefusal: (n) => DESK_REFUSALS[n - 1],
  passReason: (n) => PASS_REASONS[n],
  nextChannel: (n) => NEXT_CHANNELS[n],
  limitEnd: (n) => LIMIT_ENDS[n],
  action: (n) => INPUT_KINDS[n],
  clipped: truth,
  decided: truth,
  byDraw: truth,
  viaLimit: truth,
};

/** Fields whose number points into the notes. */
const IN_NOTES: ReadonlySet<string> = new Set(["actor", "reason", "seed", "order"]);

const PLANS = EVENT_KINDS.map((kind) => ({ kind, fields: EVENT_FIELDS[kind] as readonly string[] }));

/** Row `i` of the buffer as its journal array. */
export function encodeEvent(buffer: EventBuffer, i: number): EventArray {
  const at = i * ROW;
  const code = buffer.rows[at]!;
  const { fields } = PLANS[code]!;
  const array: (number | string | readonly number[])[] = [code, buffer.rows[at + 1]!];
  for (let f = 0; f < fields.length; f += 1) {
    const value = buffer.rows[at + 2 + f]!;
    array.push(IN_NOTES.has(fields[f]!) ? buffer.notes[value]! : value);
  }
  return array;
}

/** All events of the buffer as journal arrays. */
export function encodeEvents(buffer: EventBuffer): EventArray[] {
  return Array.from({ length: buffer.count }, (_, i) => encodeEvent(buffer, i));
}

/** A journal array as an object. Throws RangeError if its code or length is wrong. */
export function eventOfArray(array: EventArray): SessionEvent {
  const plan = PLANS[array[0] as number];
  if (plan === undefined || array.length !== plan.fields.length + 2) throw new RangeError(`no such event: ${JSON.stringify(array)}`);
  const event: Record<string, unknown> = { kind: plan.kind, t: array[1] };
  plan.fields.forEach((field, f) => {
    const value = array[f + 2]!;
    const meaning = MEANING[field];
    event[field] = meaning === undefined ? value : meaning(value as number);
  });
  return event as unknown as SessionEvent;
}

/** All events of the buffer as objects. */
export function decodeEvents(buffer: EventBuffer): SessionEvent[] {
  return encodeEvents(buffer).map(eventOfArray);
}

/** Name of an event's field, for messages; `i` counts from 0 in the journal array. */
export function eventFieldName(array: EventArray, i: number): string {
  if (i === 0) return "code";
  if (i === 1) return "t";
  return PLANS[array[0] as number]?.fields[i - 2] ?? `field ${i}`;
}

/** Kind of an event row, for messages. */
export function eventKindOf(code: unknown): EventKind | undefined {
  return EVENT_KINDS[code as number];
}
