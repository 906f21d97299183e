/**
 * Chance that anyone can recheck: the order of the lots and the breaking of exact ties follow from a secret seed
 * whose SHA-256 was published before the lots were announced, and which is revealed when the session closes.
 */
import type { Sha256 } from "./sha256.ts";

/** What is published before lots are announced. */
export function seedCommitment(sha256: Sha256, seed: string): string {
  return sha256(seed);
}

const WORDS_PER_HASH = 8;

/**
 * An endless row of unsigned 32-bit numbers: word j of SHA-256("draw|seed|session|clock|i"), i = 0, 1, 2 …,
 * big-endian words in order.
 */
function createWords(sha256: Sha256, seed: string, session: string, clock: number): () => number {
  let block = 0;
  let hex = "";
  let word = WORDS_PER_HASH;
  return () => {
    if (word === WORDS_PER_HASH) {
      hex = sha256(`draw|${seed}|${session}|${clock}|${block}`);
      block += 1;
      word = 0;
    }
    const value = Number.parseInt(hex.slice(word * 8, word * 8 + 8), 16);
    word += 1;
    return value;
  };
}

/**
 * The order of a clock's lots: Fisher–Yates (Durstenfeld) from the last place down over the lots in the order
 * they were announced, place i changing with place (word mod (i + 1)); a word at or beyond the largest multiple
 * of i + 1 below 2³² is thrown away, so that every order is equally likely. Then, if `lastOnes` says so of a lot,
 * it moves behind the others, keeping the drawn order within both parts.
 */
export function drawOrder(
  sha256: Sha256,
  seed: string,
  session: string,
  clock: number,
  lots: readonly number[],
  isLast: (lot: number) => boolean,
): number[] {
  const order = [...lots];
  const nextWord = createWords(sha256, seed, session, clock);
  for (let i = order.length - 1; i > 0; i -= 1) {
    const places = i + 1;
    const fair = 0x1_0000_0000 - (0x1_0000_0000 % places);
    let word = nextWord();
    while (word >= fair) word = nextWord();
    const j = word % places;
    const held = order[i]!;
    order[i] = order[j]!;
    order[j] = held;
  }
  return [...order.filter((lot) => !isLast(lot)), ...order.filter(isLast)];
}

/** The lot a buyer draws in an exact tie (same step, same response time): the lexically lowest hex wins. */
export function tieTicket(sha256: Sha256, seed: string, session: string, lot: number, run: number, buyer: number): string {
  return sha256(`tie|${seed}|${session}|${lot}|${run}|${buyer}`);
}
