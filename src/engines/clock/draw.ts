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
const WORDS = 0x1_0000_0000;

/** An endless row of unsigned 32-bit numbers: the big-endian words of SHA-256("label|i"), i = 0, 1, 2 … */
function createWords(sha256: Sha256, label: string): () => number {
  let block = 0;
  let hex = "";
  let word = WORDS_PER_HASH;
  return () => {
    if (word === WORDS_PER_HASH) {
      hex = sha256(`${label}|${block}`);
      block += 1;
      word = 0;
    }
    const value = Number.parseInt(hex.slice(word * 8, word * 8 + 8), 16);
    word += 1;
    return value;
  };
}

/**
 * A number from 0 to places − 1: the next word mod `places`; a word at or beyond the largest multiple of `places`
 * below 2³² is thrown away, so that every number is equally likely.
 */
function below(nextWord: () => number, places: number): number {
  const fair = WORDS - (WORDS % places);
  let word = nextWord();
  while (word >= fair) word = nextWord();
  return word % places;
}

/**
 * The order of a clock's lots: Fisher–Yates (Durstenfeld) from the last place down over the lots in the order
 * they were announced, place i changing with place `below(i + 1)` of the words of "draw|seed|session|clock". Then,
 * if `isLast` says so of a lot, it moves behind the others, keeping the drawn order within both parts.
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
  const nextWord = createWords(sha256, `draw|${seed}|${session}|${clock}`);
  for (let i = order.length - 1; i > 0; i -= 1) {
    const j = below(nextWord, i + 1);
    const held = order[i]!;
    order[i] = order[j]!;
    order[j] = held;
  }
  return [...order.filter((lot) => !isLast(lot)), ...order.filter(isLast)];
}

/**
 * Who wins an exact tie (same step, same response time): the place, from 0, among the `tied` buyers in the order of
 * their numbers; `below(tied)` of the words of "tie|seed|session|lot|run".
 */
export function drawTie(sha256: Sha256, seed: string, session: string, lot: number, run: number, tied: number): number {
  return below(createWords(sha256, `tie|${seed}|${session}|${lot}|${run}`), tied);
}
