/**
 * The published programme of one run, and the two pure functions every screen and the engine share.
 * This file imports nothing, so a browser can load it alone.
 */

/** Everything a screen needs to draw the price at any moment of a run, published before T0. */
export interface Programme {
  readonly clock: number;
  readonly lot: number;
  /** Run number inside the lot, from 0; each remainder, resumption or re-run is a new run. */
  readonly run: number;
  /** Sales units on offer in this run. */
  readonly quantity: number;
  /** Minor units per sales unit at step 0. */
  readonly startPrice: number;
  readonly stepValue: number;
  readonly stepMs: number;
  readonly floorPrice: number;
  /** Number of the last step; its price is exactly the floor. */
  readonly lastStep: number;
  /** Session milliseconds at which step 0 appears. */
  readonly t0: number;
}

type PriceLine = Pick<Programme, "startPrice" | "stepValue" | "floorPrice">;
type TimeLine = Pick<Programme, "t0" | "stepMs" | "lastStep">;

/** Number of the last step: the first step at which the falling price has come down to the floor. */
export function lastStepOf(line: PriceLine): number {
  return Math.max(0, Math.ceil((line.startPrice - line.floorPrice) / line.stepValue));
}

/** Price at a step, in minor units: start − step·stepValue, never below the floor. `step` is an integer ≥ 0. */
export function priceAt(line: PriceLine, step: number): number {
  return Math.max(line.floorPrice, line.startPrice - step * line.stepValue);
}

/** Step on the screen at session time `t` (ms): −1 before T0, never beyond the last step. */
export function stepAt(line: TimeLine, t: number): number {
  if (t < line.t0) return -1;
  return Math.min(line.lastStep, Math.floor((t - line.t0) / line.stepMs));
}

/** First step whose price is at or below `limit`; more than `lastStep` when the limit lies below the floor. */
export function firstStepAtOrBelow(line: PriceLine, limit: number): number {
  if (limit < line.floorPrice) return lastStepOf(line) + 1;
  return Math.max(0, Math.ceil((line.startPrice - limit) / line.stepValue));
}

/** Session time (ms) at which the last step leaves the screen. */
export function endOf(line: TimeLine): number {
  return line.t0 + (line.lastStep + 1) * line.stepMs;
}
