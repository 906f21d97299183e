import { divideHalfUp } from "../../engines/fees/rounding.ts";

/** Records older than this say nothing about a grower of today. */
export const SCORE_WINDOW_DAYS = 365;
/** Units every grower is credited with before he has brought any, at `PRIOR_PM`: a newcomer is neither punished nor first. */
export const SCORE_PRIOR = 500;
export const PRIOR_PM = 900;

/** Units of a grower's promises whose day is past, within the window. */
export interface Record_ {
  /** What stood to be brought: promised, less what he was not to blame for. */
  readonly promised: number;
  readonly delivered: number;
  /** Of what was delivered: not late; at the grade that was ordered. */
  readonly onTime: number;
  readonly asOrdered: number;
  /** Units he returned with as off-grade. */
  readonly offGrade: number;
}
export const NO_RECORD: Record_ = { promised: 0, delivered: 0, onTime: 0, asOrdered: 0, offGrade: 0 };

/** Per mille each. */
export interface Points {
  readonly fulfilment: number;
  readonly punctuality: number;
  readonly quality: number;
}
const part = (good: number, all: number): number => Number(divideHalfUp(1_000n * (BigInt(good) + (BigInt(SCORE_PRIOR) * BigInt(PRIOR_PM)) / 1_000n), BigInt(all) + BigInt(SCORE_PRIOR)));

/**
 * The published formula, per mille, each (good + 450) ÷ (all + 500), half up:
 * fulfilment = delivered of promised; punctuality = delivered in time of promised; quality = at the ordered grade of what came to the dock.
 */
export function pointsOf({ promised, delivered, onTime, asOrdered, offGrade }: Record_): Points {
  return { fulfilment: part(Math.min(delivered, promised), promised), punctuality: part(Math.min(onTime, promised), promised), quality: part(asOrdered, delivered + offGrade) };
}
