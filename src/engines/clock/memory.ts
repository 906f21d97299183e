/**
 * Each buyer's latest press ids and the answers they got, so that a press sent twice (a reconnecting phone, a
 * doubled message) is answered twice and acts once. Ids need not arrive in order; an id older than all that is
 * remembered is stale, because whether it was answered can no longer be known.
 *
 * All answers stand in one ring in the order given, each pointing back to the same buyer's answer before: writing
 * one costs next to nothing, and only a repeated or overtaken press has to look back.
 */
import type { BuyerBook } from "./state.ts";
import { ANSWER, ANSWERS, SEAT } from "./state.ts";

const { NEWEST_ID, LAST_ANSWER } = SEAT;
const { PRESS_ID, GIVEN, BEFORE, HIGHEST_BEFORE } = ANSWER;
const SEAT_WIDTH = SEAT.WIDTH;
const ANSWER_WIDTH = ANSWER.WIDTH;
const PLACE = ANSWERS - 1;

/** How many of his latest answers are remembered for each buyer, as long as they are among the latest ANSWERS of all. */
const PRESS_MEMORY = 8;

/** The id has not been seen. */
export const FRESH = -1;
/** The id is older than the memory reaches. */
export const STALE = -2;

/** The answer given to this id before, or FRESH, or STALE. An id above NEWEST_ID is fresh, and need not be asked for. */
export function recall(buyers: BuyerBook, buyer: number, pressId: number): number {
  const { seats, answers, answered } = buyers;
  let nth = seats[buyer * SEAT_WIDTH + LAST_ANSWER]!;
  let forgotten = seats[buyer * SEAT_WIDTH + NEWEST_ID]!;
  for (let i = 0; i < PRESS_MEMORY && nth > 0 && nth > answered - ANSWERS; i += 1) {
    const at = (nth & PLACE) * ANSWER_WIDTH;
    if (answers[at + PRESS_ID] === pressId) return answers[at + GIVEN]!;
    forgotten = answers[at + HIGHEST_BEFORE]!;
    nth = answers[at + BEFORE]!;
  }
  return pressId <= forgotten ? STALE : FRESH;
}

/** Remembers the answer to a fresh id. */
export function remember(buyers: BuyerBook, buyer: number, pressId: number, answer: number): void {
  const { seats, answers } = buyers;
  const seat = buyer * SEAT_WIDTH;
  const nth = buyers.answered + 1;
  buyers.answered = nth;
  const at = (nth & PLACE) * ANSWER_WIDTH;
  const highest = seats[seat + NEWEST_ID]!;
  answers[at + PRESS_ID] = pressId;
  answers[at + GIVEN] = answer;
  answers[at + BEFORE] = seats[seat + LAST_ANSWER]!;
  answers[at + HIGHEST_BEFORE] = highest;
  seats[seat + LAST_ANSWER] = nth;
  if (pressId > highest) seats[seat + NEWEST_ID] = pressId;
}
