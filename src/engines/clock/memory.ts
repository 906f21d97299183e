/**
 * Each buyer's latest press ids and the answers they got, so that a press sent twice (a reconnecting phone, a
 * doubled message) is answered twice and acts once. Ids need not arrive in order; an id older than all that is
 * remembered is stale, because whether it was answered can no longer be known.
 */
import type { BuyerBook } from "./state.ts";
import { PRESS_MEMORY } from "./state.ts";

/** The id has not been seen. */
export const FRESH = -1;
/** The id is older than the memory reaches. */
export const STALE = -2;

/** The answer given to this id before, or FRESH, or STALE. */
export function recall(buyers: BuyerBook, buyer: number, pressId: number): number {
  if (pressId > buyers.newestId[buyer]!) return FRESH;
  const from = buyer * PRESS_MEMORY;
  for (let i = from; i < from + PRESS_MEMORY; i += 1) {
    if (buyers.memoryIds[i] === pressId) return buyers.memoryAnswers[i]!;
  }
  return pressId <= buyers.forgottenId[buyer]! ? STALE : FRESH;
}

/** Remembers the answer to a fresh id in place of the oldest remembered one. */
export function remember(buyers: BuyerBook, buyer: number, pressId: number, answer: number): void {
  const cell = buyers.memoryAt[buyer]!;
  const at = buyer * PRESS_MEMORY + cell;
  const forgotten = buyers.memoryIds[at]!;
  if (forgotten > buyers.forgottenId[buyer]!) buyers.forgottenId[buyer] = forgotten;
  buyers.memoryIds[at] = pressId;
  buyers.memoryAnswers[at] = answer;
  buyers.memoryAt[buyer] = cell + 1 === PRESS_MEMORY ? 0 : cell + 1;
  if (pressId > buyers.newestId[buyer]!) buyers.newestId[buyer] = pressId;
}
