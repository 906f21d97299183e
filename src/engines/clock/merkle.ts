/**
 * The tree over the inputs of one journal group: a buyer can be shown that his press is in it without being shown
 * anybody else's. Leaves and nodes are hashed with different prefixes, so that one cannot be passed off as the other;
 * the last of an odd level moves up unchanged.
 */
import type { Sha256 } from "./sha256.ts";

export function leafHash(sha256: Sha256, inputText: string): string {
  return sha256(`leaf|${inputText}`);
}

function nodeHash(sha256: Sha256, left: string, right: string): string {
  return sha256(`node|${left}${right}`);
}

function levelAbove(sha256: Sha256, level: readonly string[]): string[] {
  const above: string[] = [];
  for (let i = 0; i < level.length; i += 2) {
    const right = level[i + 1];
    above.push(right === undefined ? level[i]! : nodeHash(sha256, level[i]!, right));
  }
  return above;
}

/** Root over leaf hashes; of no leaves at all, the hash of the empty text. */
export function merkleRoot(sha256: Sha256, leaves: readonly string[]): string {
  let level = leaves;
  while (level.length > 1) level = levelAbove(sha256, level);
  return level[0] ?? sha256("");
}

/** Sibling hashes from leaf `index` up to the root. */
export function merklePath(sha256: Sha256, leaves: readonly string[], index: number): string[] {
  const path: string[] = [];
  let level = leaves;
  for (let at = index; level.length > 1; at >>= 1) {
    const sibling = level[at ^ 1];
    if (sibling !== undefined) path.push(sibling);
    level = levelAbove(sha256, level);
  }
  return path;
}

/** Root that a leaf at `index` of `count` has with this path; the empty text if the path has the wrong length. */
export function rootOfPath(sha256: Sha256, leaf: string, index: number, count: number, path: readonly string[]): string {
  let hash = leaf;
  let used = 0;
  for (let at = index, size = count; size > 1; at >>= 1, size = (size + 1) >> 1) {
    if ((at ^ 1) >= size) continue;
    const sibling = path[used++];
    if (sibling === undefined) return "";
    hash = at % 2 === 0 ? nodeHash(sha256, hash, sibling) : nodeHash(sha256, sibling, hash);
  }
  return used === path.length ? hash : "";
}
