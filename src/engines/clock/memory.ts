/**
 * Each buyer's latest press ids and the answers they got, so that a press sent twice (a reconnecting phone, a
 * doubled message) is answered twice and acts once. Ids need not arrive in order; an id older than all that is
 * remembered is stale, because whether it was answered can no longer be known.
 *
 * All answers stand in one ring in the order given, each pointing back to the same buyer's answer before: writing
 * one costs next to nothing, and only a repeated or overtaken press has to look back.
 */
import type { BuyerBook } from "./state.ts";
import {
  A_ANSWER,
  A_BEFORE,
  A_HIGHEST_BEFORE,
  A_PRESS_ID,
  ANSWER_ROW,
  ANSWERS,
  LAST_ANSWER,
  NEWEST_ID,
  PRESS_MEMORY,
  SEAT_ROW,
} from "./state.ts";

/** The id has not been seen. */
export const FRESH = -1;
/** The id is older than the memory reaches. */
export const STALE = -2;

/** The answer given to this id before, or FRESH, or STALE. */
export function recall(buyers: BuyerBook, buyer: number, pressId: number): number {
  return pressId > buyers.seats[buyer * SEAT_ROW + NEWEST_ID]! ? FRESH : lookBack(buyers, buyer, pressId);
}

function lookBack(buyers: BuyerBook, buyer: number, pressId: number): number {
  const { seats, answers, answered } = buyers;
  let nth = seats[buyer * SEAT_ROW + LAST_ANSWER]!;
  let forgotten = seats[buyer * SEAT_ROW + NEWEST_ID]!;
  for (let i = 0; i < PRESS_MEMORY && nth > 0 && nth > answered - ANSWERS; i += 1) {
    const at = (nth % ANSWERS) * ANSWER_ROW;
    if (answers[at + A_PRESS_ID] === pressId) return answers[at + A_ANSWER]!;
    forgotten = answers[at + A_HIGHEST_BEFORE]!;
    nth = answers[at + A_BEFORE]!;
  }
  return pressId <= forgotten ? STALE : FRESH;
}

/** Remembers the answer to a fresh id. */
export function remember(buyers: BuyerBook, buyer: number, pressId: number, answer: number): void {
  const { seats, answers } = buyers;
  const seat = buyer * SEAT_ROW;
  buyers.answered += 1;
  const at = (buyers.answered % ANSWERS) * ANSWER_ROW;
  const highest = seats[seat + NEWEST_ID]!;
  answers[at + A_PRESS_ID] = pressId;
  answers[at + A_ANSWER] = answer;
  answers[at + A_BEFORE] = seats[seat + LAST_ANSWER]!;
  answers[at + A_HIGHEST_BEFORE] = highest;
  seats[seat + LAST_ANSWER] = buyers.answered;
  if (pressId > highest) seats[seat + NEWEST_ID] = pressId;
}
