/**
 * A buyer's receipt: his press, word for word, with the hashes that tie it to the published digest of the session.
 * It shows that the press was in the journal before the session was published, and shows nobody else's press.
 */
import { decodeInput } from "./input-codec.ts";
import type { JournalGroup, SealedGroup } from "./journal.ts";
import { groupHash, inputsRoot } from "./journal.ts";
import { leafHash, merklePath, rootOfPath } from "./merkle.ts";
import type { Sha256 } from "./sha256.ts";
import { sha256 as pureSha256 } from "./sha256.ts";

export interface PressReceipt {
  readonly session: string;
  readonly buyer: number;
  readonly pressId: number;
  /** Group number, place of the press in it, and number of its inputs. */
  readonly n: number;
  readonly index: number;
  readonly count: number;
  /** The text of the input as it stands in the journal. */
  readonly input: string;
  readonly path: readonly string[];
  readonly eventsHash: string;
  readonly prev: string;
  readonly hash: string;
}

/** Receipt for the press or limit order at `index` of a sealed group. Throws RangeError if there is none there. */
export function makeReceipt(session: string, sealed: SealedGroup, index: number, sha256: Sha256 = pureSha256): PressReceipt {
  const { group, texts } = sealed;
  const text = texts[index];
  const input = text === undefined ? null : decodeInput(JSON.parse(text));
  if (text === undefined || input === null || !("pressId" in input)) throw new RangeError(`no press at ${index} of group ${group.n}`);
  const leaves = texts.map((one) => leafHash(sha256, one));
  return {
    session,
    buyer: input.buyer,
    pressId: input.pressId,
    n: group.n,
    index,
    count: texts.length,
    input: text,
    path: merklePath(sha256, leaves, index),
    eventsHash: sha256(group.events),
    prev: group.prev,
    hash: group.hash,
  };
}

/** One link of the published chain: enough to get from any group's hash to the digest, and no more. */
export interface ChainLink {
  readonly n: number;
  readonly root: string;
  readonly eventsHash: string;
  readonly hash: string;
}

/** The link a stored group contributes to the published chain. */
export function linkOf(group: JournalGroup, sha256: Sha256 = pureSha256): ChainLink {
  const texts = (JSON.parse(group.inputs) as unknown[]).map((input) => JSON.stringify(input));
  return { n: group.n, root: inputsRoot(sha256, texts), eventsHash: sha256(group.events), hash: group.hash };
}

/**
 * Checks a receipt against the published chain of its session and the published digest. Returns null if it holds,
 * else a sentence that says what does not.
 */
export function checkReceipt(
  receipt: PressReceipt,
  chain: readonly ChainLink[],
  digest: string,
  sha256: Sha256 = pureSha256,
): string | null {
  const { n, index, count, input, path, eventsHash, prev, hash } = receipt;
  const named = decodeInput(JSON.parse(input));
  if (!("pressId" in named) || named.pressId !== receipt.pressId || named.buyer !== receipt.buyer) {
    return "the receipt names another press than its input";
  }
  const root = rootOfPath(sha256, leafHash(sha256, input), index, count, path);
  if (groupHash(sha256, n, prev, root, eventsHash) !== hash) return `the press does not belong to group ${n} with hash ${hash}`;
  if (chain[n - 1]?.hash !== hash) return `the published chain has another group ${n}`;
  for (let i = n; i < chain.length; i += 1) {
    const link = chain[i]!;
    if (groupHash(sha256, i + 1, chain[i - 1]!.hash, link.root, link.eventsHash) !== link.hash) {
      return `the published chain breaks at group ${i + 1}`;
    }
  }
  return chain.at(-1)?.hash === digest ? null : "the published chain does not end in the published digest";
}
