/**
 * Each buyer's latest press ids and the answers they got, so that a press sent twice (a reconnecting phone, a
 * doubled message) is answered twice and acts once. Ids need not arrive in order; an id older than all that is
 * remembered is stale, because whether it was answered can no longer be known.
 */
import type { BuyerBook } from "./state.ts";
import { FORGOTTEN_ID, MEMORY, MEMORY_AT, NEWEST_ID, PRESS_MEMORY, SEAT_ROW } from "./state.ts";

/** The id has not been seen. */
export const FRESH = -1;
/** The id is older than the memory reaches. */
export const STALE = -2;

/** The answer given to this id before, or FRESH, or STALE. */
export function recall(buyers: BuyerBook, buyer: number, pressId: number): number {
  const { seats } = buyers;
  const seat = buyer * SEAT_ROW;
  if (pressId > seats[seat + NEWEST_ID]!) return FRESH;
  const from = seat + MEMORY;
  for (let at = from; at < from + 2 * PRESS_MEMORY; at += 2) if (seats[at] === pressId) return seats[at + 1]!;
  return pressId <= seats[seat + FORGOTTEN_ID]! ? STALE : FRESH;
}

/** Remembers the answer to a fresh id in place of the oldest remembered one. */
export function remember(buyers: BuyerBook, buyer: number, pressId: number, answer: number): void {
  const { seats } = buyers;
  const seat = buyer * SEAT_ROW;
  const oldest = seats[seat + MEMORY_AT]!;
  const at = seat + MEMORY + 2 * oldest;
  const forgotten = seats[at]!;
  if (forgotten > seats[seat + FORGOTTEN_ID]!) seats[seat + FORGOTTEN_ID] = forgotten;
  seats[at] = pressId;
  seats[at + 1] = answer;
  seats[seat + MEMORY_AT] = oldest + 1 === PRESS_MEMORY ? 0 : oldest + 1;
  if (pressId > seats[seat + NEWEST_ID]!) seats[seat + NEWEST_ID] = pressId;
}
