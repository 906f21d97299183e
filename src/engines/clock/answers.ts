/** The number that answers a press or a limit order: 0 accepted, else 1 + the refusal's place in its table. */
import type { DeskRefusal, PressRefusal } from "./types.ts";
import { DESK_REFUSALS, PRESS_REFUSALS } from "./types.ts";

/** Accepted. */
export const ACCEPTED = 0;

/** Number of a refusal of a press or limit order. */
export function answerOf(refusal: PressRefusal): number {
  return 1 + PRESS_REFUSALS.indexOf(refusal);
}

/** Number of a refusal of the desk. */
export function deskAnswerOf(refusal: DeskRefusal): number {
  return 1 + DESK_REFUSALS.indexOf(refusal);
}
