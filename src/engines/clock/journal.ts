/**
 * The journal of a session: groups of inputs with the events they caused, each chained to the one before by
 * SHA-256. The host writes one group a commit and only then tells anybody its events; the hash of the last group
 * is the digest of the session, which is published.
 *
 *   header line  {"format":…,"config":{…}}                          H₀ = sha256(header line)
 *   group line   {"n":1,"prev":H₀,"inputs":[…],"events":[…],"hash":H₁}   Hₙ = sha256("n|Hₙ₋₁|root|sha256(events)")
 *
 * where root is the Merkle root over the texts of the inputs (merkle.ts), and events the text of the list.
 */
import type { SessionEvent } from "./events.ts";
import { clearEvents } from "./events.ts";
import { encodeEvents, eventOfArray } from "./event-codec.ts";
import { encodeInput } from "./input-codec.ts";
import { leafHash, merkleRoot } from "./merkle.ts";
import { apply, createSession } from "./session.ts";
import type { Sha256 } from "./sha256.ts";
import { sha256 as pureSha256 } from "./sha256.ts";
import type { SessionState } from "./state.ts";
import type { SessionConfig, SessionInput } from "./types.ts";

export const JOURNAL_FORMAT = "hualian-clock-journal/1";

/** A group as it is stored: `inputs` and `events` are texts of JSON lists. */
export interface JournalGroup {
  /** From 1. */
  readonly n: number;
  readonly prev: string;
  readonly inputs: string;
  readonly events: string;
  readonly hash: string;
}

/** A session with its journal. `texts` are the inputs of the group that is still open. */
export interface Journal {
  readonly state: SessionState;
  readonly sha256: Sha256;
  /** Number and hash of the last sealed group (0 and the header's hash before the first). */
  n: number;
  digest: string;
  texts: string[];
}

/** First line of the export. */
export function headerLine(config: SessionConfig): string {
  return JSON.stringify({ format: JOURNAL_FORMAT, config });
}

/** Line of the export for a stored group. */
export function groupLine(group: JournalGroup): string {
  return `{"n":${group.n},"prev":"${group.prev}","inputs":${group.inputs},"events":${group.events},"hash":"${group.hash}"}`;
}

/** Hash of a group from its parts: `root` over the inputs, `eventsHash` = sha256 of the text of the events. */
export function groupHash(sha256: Sha256, n: number, prev: string, root: string, eventsHash: string): string {
  return sha256(`${n}|${prev}|${root}|${eventsHash}`);
}

/** Root over the texts of a group's inputs. */
export function inputsRoot(sha256: Sha256, texts: readonly string[]): string {
  const leaves = texts.map((text) => leafHash(sha256, text));
  return merkleRoot(sha256, leaves);
}

/** A fresh session with an empty journal. Errors as `createSession`. */
export function createJournal(config: SessionConfig, seed: string, sha256: Sha256 = pureSha256): Journal {
  const state = createSession(config, seed, sha256);
  return { state, sha256, n: 0, digest: sha256(headerLine(config)), texts: [] };
}

/**
 * Tells the session an input and writes it into the open group. Returns what `apply` returns. An input that is
 * malformed or runs backwards throws and leaves no trace in the journal.
 */
export function record(journal: Journal, input: SessionInput): number {
  const text = encodeInput(input);
  const answer = apply(journal.state, input);
  journal.texts.push(text);
  return answer;
}

/**
 * Lets time pass to `t`. Only if that makes something happen is it an input worth a line: everything due before an
 * input follows from that input's own `t`. Returns whether something happened.
 */
export function recordAdvance(journal: Journal, t: number): boolean {
  if (journal.state.nextDue >= t) return false;
  record(journal, { kind: "advance", t });
  return true;
}

/** A sealed group: what to store, and the events to tell once it is stored. */
export interface SealedGroup {
  readonly group: JournalGroup;
  readonly events: readonly SessionEvent[];
  /** Texts of the inputs, for receipts. */
  readonly texts: readonly string[];
}

/** Closes the open group, or returns null if it is empty. */
export function seal(journal: Journal): SealedGroup | null {
  const { state, sha256, texts } = journal;
  if (texts.length === 0) return null;
  const arrays = encodeEvents(state.events);
  clearEvents(state.events);
  const events = JSON.stringify(arrays);
  const n = journal.n + 1;
  const prev = journal.digest;
  const hash = groupHash(sha256, n, prev, inputsRoot(sha256, texts), sha256(events));
  journal.n = n;
  journal.digest = hash;
  journal.texts = [];
  return { group: { n, prev, inputs: `[${texts.join(",")}]`, events, hash }, events: arrays.map(eventOfArray), texts };
}
