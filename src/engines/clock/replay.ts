/** Replays journal groups: what follows from their inputs, and the first difference from what they record. */
import { clearEvents } from "./events.ts";
import type { EventArray } from "./event-codec.ts";
import { encodeEvents, eventFieldName, eventKindOf } from "./event-codec.ts";
import { decodeInput } from "./input-codec.ts";
import type { Journal, JournalGroup } from "./journal.ts";
import { createJournal, groupHash, inputsRoot } from "./journal.ts";
import { apply } from "./session.ts";
import type { Sha256 } from "./sha256.ts";
import { sha256 as pureSha256 } from "./sha256.ts";
import type { SessionConfig, SessionInput } from "./types.ts";

/** The first difference between what was recorded and what follows from the inputs. */
export interface Difference {
  /** Line of the export, from 1. */
  readonly line: number;
  /** Group number; null for the header. */
  readonly group: number | null;
  /** Index of the input in its group, from 0, where one can be named. */
  readonly input: number | null;
  /** What differs, such as "awarded.price", "prev", "hash", "seed". */
  readonly what: string;
  readonly expected: string;
  readonly recorded: string;
}

/** A difference, its values as text. */
export function differs(line: number, group: number | null, input: number | null, what: string, expected: unknown, recorded: unknown): Difference {
  return { line, group, input, what, expected: asText(expected), recorded: asText(recorded) };
}

function asText(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "nothing");
}

export function isDifference(value: object): value is Difference {
  return "what" in value;
}

/** A group as read: shapes of the inner lists are not known yet. */
export interface ParsedGroup {
  readonly n: unknown;
  readonly prev: unknown;
  readonly inputs: readonly unknown[];
  readonly events: readonly unknown[];
  readonly hash: unknown;
}

export function parseGroup(text: string): ParsedGroup | null {
  const value = parseJson(text) as Partial<ParsedGroup> | null | undefined;
  if (value === null || typeof value !== "object" || !Array.isArray(value.inputs) || !Array.isArray(value.events)) return null;
  return value as ParsedGroup;
}

/** The value, or undefined if the text is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What follows from the inputs of a group; `ends[i]` is the number of events up to and with input i. */
export interface ReplayedGroup {
  readonly inputs: readonly SessionInput[];
  readonly events: readonly EventArray[];
  readonly ends: readonly number[];
}

/** Feeds one group to a journal's session. Returns what follows from its inputs, or the first difference. */
export function replayGroup(journal: Journal, recorded: ParsedGroup, line: number): ReplayedGroup | Difference {
  const { state, sha256 } = journal;
  const n = journal.n + 1;
  if (recorded.n !== n) return differs(line, n, null, "n", n, recorded.n);
  if (recorded.prev !== journal.digest) return differs(line, n, null, "prev", journal.digest, recorded.prev);
  const inputs: SessionInput[] = [];
  const ends: number[] = [];
  for (const [i, array] of recorded.inputs.entries()) {
    try {
      const input = decodeInput(array);
      apply(state, input);
      inputs.push(input);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      return differs(line, n, i, "input", error.message, array);
    }
    ends.push(state.events.count);
  }
  const events = encodeEvents(state.events);
  clearEvents(state.events);
  const text = JSON.stringify(events);
  if (text !== JSON.stringify(recorded.events)) return firstEventDifference(events, recorded.events, ends, line, n);
  const texts = recorded.inputs.map((input) => JSON.stringify(input));
  const hash = groupHash(sha256, n, journal.digest, inputsRoot(sha256, texts), sha256(text));
  if (recorded.hash !== hash) return differs(line, n, null, "hash", hash, recorded.hash);
  journal.n = n;
  journal.digest = hash;
  return { events, inputs, ends };
}

function firstEventDifference(derived: readonly EventArray[], recorded: readonly unknown[], ends: readonly number[], line: number, n: number): Difference {
  const count = Math.max(derived.length, recorded.length);
  for (let e = 0; e < count; e += 1) {
    const right = derived[e];
    const written = recorded[e];
    if (JSON.stringify(right) === JSON.stringify(written)) continue;
    const input = causeOf(e, ends);
    if (right === undefined || !Array.isArray(written) || right[0] !== written[0]) {
      return differs(line, n, input, `event ${e}`, named(right), named(written));
    }
    const cell = Array.from({ length: Math.max(right.length, written.length) }, (_, i) => i).find(
      (i) => JSON.stringify(right[i]) !== JSON.stringify(written[i]),
    )!;
    const what = `${eventKindOf(right[0]) ?? "event"}.${eventFieldName(right, cell)}`;
    return differs(line, n, input, what, right[cell], written[cell]);
  }
  throw new Error("two lists that differ have a first difference");
}

/** Index of the input that caused event `e`; an event too many is laid to the last input. */
function causeOf(e: number, ends: readonly number[]): number | null {
  const input = ends.findIndex((end) => e < end);
  if (input >= 0) return input;
  return ends.length === 0 ? null : ends.length - 1;
}

function named(array: unknown): unknown {
  if (!Array.isArray(array)) return array;
  return `${eventKindOf(array[0]) ?? "unknown event"} ${JSON.stringify(array)}`;
}

/**
 * The journal of a session that was interrupted, ready to go on: replays the stored groups and checks them.
 * Throws Error naming the first difference if the store does not hold what it should.
 * The first input afterwards is `rerun`.
 */
export function resumeJournal(
  config: SessionConfig,
  seed: string,
  groups: Iterable<JournalGroup>,
  sha256: Sha256 = pureSha256,
): Journal {
  const journal = createJournal(config, seed, sha256);
  for (const { n, prev, inputs, events, hash } of groups) {
    const parsed: ParsedGroup = { n, prev, inputs: JSON.parse(inputs), events: JSON.parse(events), hash };
    const replayed = replayGroup(journal, parsed, n + 1);
    if (isDifference(replayed)) {
      const { group, what, expected, recorded } = replayed;
      throw new Error(`journal of ${config.id}, group ${group}: ${what} should be ${expected}, is ${recorded}`);
    }
  }
  return journal;
}
