/**
 * The verifier: derives every event of a session again from its inputs alone, and names the first difference.
 * Three things are checked that nobody needs to take the market's word for: the chain of hashes, the replay, and
 * (audit.ts) a second reckoning of draws, awards, credit and quantities that does not use the reducer.
 */
import { createAudit } from "./audit.ts";
import { checkConfig } from "./bounds.ts";
import { eventKindOf, eventOfArray } from "./event-codec.ts";
import { createJournal, headerLine, JOURNAL_FORMAT } from "./journal.ts";
import type { Difference, ReplayedGroup } from "./replay.ts";
import { differs, isDifference, parseGroup, parseJson, replayGroup } from "./replay.ts";
import type { Audit } from "./audit.ts";
import type { Sha256 } from "./sha256.ts";
import { sha256 as pureSha256 } from "./sha256.ts";
import type { SessionConfig } from "./types.ts";

export type Verification =
  | {
      readonly ok: true;
      readonly session: string;
      readonly groups: number;
      readonly inputs: number;
      readonly events: number;
      readonly awards: number;
      /** Whether the session is closed, that is, whether its last word was checked too. */
      readonly closed: boolean;
      readonly digest: string;
    }
  | { readonly ok: false; readonly difference: Difference };

export interface VerifyOptions {
  /** Needed for a session that has not revealed its seed yet. */
  readonly seed?: string;
  /** The published digest; without it a journal rewritten from end to end by someone who knows the seed verifies. */
  readonly digest?: string;
  readonly sha256?: Sha256;
}

const HEADER_LINE = 1;

function readHeader(line: string | undefined): SessionConfig | Difference {
  const header = parseJson(line ?? "") as { format?: unknown; config?: SessionConfig } | undefined;
  if (header?.format !== JOURNAL_FORMAT || header.config === undefined) {
    return differs(HEADER_LINE, null, null, "format", JOURNAL_FORMAT, header?.format ?? line?.slice(0, 80));
  }
  try {
    checkConfig(header.config);
  } catch (error) {
    return differs(HEADER_LINE, null, null, "config", (error as Error).message, header.config);
  }
  return header.config;
}

/** The seed as the last group reveals it. */
function revealedSeed(lines: readonly string[]): string | undefined {
  const events = parseGroup(lines.at(-1) ?? "")?.events ?? [];
  const reveal = events.find((event) => Array.isArray(event) && eventKindOf(event[0]) === "seedRevealed");
  return reveal === undefined ? undefined : String((reveal as unknown[])[2]);
}

/** The seed stands in the last group of a closed session: where that is no group the file was cut off or added to. */
function noSeed(lines: readonly string[]): Difference {
  const last = lines.length > 1 ? lines.at(-1)! : null;
  if (last !== null && parseGroup(last) === null) return differs(lines.length, null, null, "line", "a group", last.slice(0, 80));
  return differs(lines.length, null, null, "seed", "the last group of a closed session, which reveals the seed, or a seed that was given", "none");
}

function fail(difference: Difference): Verification {
  return { ok: false, difference };
}

function auditGroup(audit: Audit, { inputs, events, ends }: ReplayedGroup, line: number, n: number): Difference | null {
  for (const [i, input] of inputs.entries()) {
    const caused = events.slice(i === 0 ? 0 : ends[i - 1], ends[i]).map(eventOfArray);
    const wrong = audit.check(input, caused);
    if (wrong !== null) return differs(line, n, i, wrong.what, wrong.expected, wrong.recorded);
  }
  return null;
}

/**
 * Verifies an exported journal: `lines` are the header line and the group lines, in order, without line ends.
 * Never throws on a bad journal; the answer names the first difference.
 */
export function verifyJournal(lines: readonly string[], options: VerifyOptions = {}): Verification {
  const sha256 = options.sha256 ?? pureSha256;
  const config = readHeader(lines[0]);
  if (isDifference(config)) return fail(config);
  const headerHash = sha256(headerLine(config));
  const first = parseGroup(lines[1] ?? "");
  if (first !== null && first.prev !== headerHash) return fail(differs(2, 1, null, "prev", headerHash, first.prev));
  const seed = revealedSeed(lines) ?? options.seed;
  if (seed === undefined) return fail(noSeed(lines));
  if (sha256(seed) !== config.seedCommitment) return fail(differs(lines.length, null, null, "seed", config.seedCommitment, sha256(seed)));
  const journal = createJournal(config, seed, sha256);
  const audit = createAudit(config, seed, sha256);
  let inputs = 0;
  let events = 0;
  for (let i = 1; i < lines.length; i += 1) {
    const parsed = parseGroup(lines[i]!);
    if (parsed === null) return fail(differs(i + 1, journal.n + 1, null, "line", "a group", lines[i]!.slice(0, 80)));
    const replayed = replayGroup(journal, parsed, i + 1);
    if (isDifference(replayed)) return fail(replayed);
    inputs += replayed.inputs.length;
    events += replayed.events.length;
    const finding = auditGroup(audit, replayed, i + 1, journal.n);
    if (finding !== null) return fail(finding);
  }
  if (options.digest !== undefined && options.digest !== journal.digest) {
    return fail(differs(lines.length, journal.n, null, "digest", options.digest, journal.digest));
  }
  const { session, awards, closed } = audit.summary();
  return { ok: true, session, groups: journal.n, inputs, events, awards, closed, digest: journal.digest };
}
