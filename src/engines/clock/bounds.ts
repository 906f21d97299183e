/** Bounds of what may enter a session. Each function answers whether a thing fits; nothing here changes anything. */
import { lastStepOf } from "./programme.ts";
import type { LotBook } from "./state.ts";
import type { ClockSettings, LotCorrection, LotEntry, SessionConfig } from "./types.ts";
import {
  MAX_CLOCKS,
  MAX_GRACE_MS,
  MAX_HOLD_MS,
  MAX_PRICE,
  MAX_QUANTITY,
  MAX_STEP_MS,
  MAX_STEPS,
  MAX_T,
  MIN_STEP_MS,
  NEXT_CHANNELS,
} from "./types.ts";

const MAX_MARGIN_MS = 1_000;
const MAX_DELAY_MS = 2_000;
const MAX_TOLERANCE_MS = 1_000;
const MAX_RESTART_STEPS = 10_000;
const HEX_SHA256 = /^[0-9a-f]{64}$/;

function within(value: number, least: number, most: number): boolean {
  return Number.isSafeInteger(value) && value >= least && value <= most;
}

export function fitSettings(s: ClockSettings): boolean {
  return (
    within(s.stepMs, MIN_STEP_MS, MAX_STEP_MS) &&
    within(s.holdMs, 0, MAX_HOLD_MS) &&
    within(s.marginMs, 0, MAX_MARGIN_MS) &&
    within(s.graceMs, 0, MAX_GRACE_MS) &&
    within(s.restartSteps, 0, MAX_RESTART_STEPS) &&
    within(s.takeAllBelow, 0, MAX_QUANTITY)
  );
}

function fitPrices(startPrice: number, stepValue: number, floorPrice: number): boolean {
  return (
    within(floorPrice, 1, MAX_PRICE) &&
    within(startPrice, floorPrice, MAX_PRICE) &&
    within(stepValue, 1, MAX_PRICE) &&
    lastStepOf({ startPrice, stepValue, floorPrice }) <= MAX_STEPS
  );
}

export function fitLot(lot: LotEntry): boolean {
  return (
    within(lot.quantity, 1, MAX_QUANTITY) &&
    within(lot.minPress, 1, lot.quantity) &&
    fitPrices(lot.startPrice, lot.stepValue, lot.floorPrice) &&
    NEXT_CHANNELS.includes(lot.nextChannel)
  );
}

/** Whether a press claims a moment and a quantity that there can be. */
export function fitPress(tau: number, quantity: number): boolean {
  return (tau | 0) === tau && tau <= MAX_T && tau >= -MAX_T && (quantity | 0) === quantity && quantity >= 1 && quantity <= MAX_QUANTITY;
}

/** Whether the lot still fits after the correction. */
export function fitCorrection(lots: LotBook, lot: number, change: LotCorrection): boolean {
  const quantity = change.quantity ?? lots.offered[lot]!;
  return (
    within(quantity, 1, MAX_QUANTITY) &&
    within(change.minPress ?? lots.minPress[lot]!, 1, quantity) &&
    fitPrices(change.startPrice ?? lots.startPrice[lot]!, lots.stepValue[lot]!, change.floorPrice ?? lots.floorPrice[lot]!)
  );
}

/** Throws RangeError naming what in a session's header is out of bounds. */
export function checkConfig(config: SessionConfig): void {
  const { clocks, maxDelayMs, futureToleranceMs, seedCommitment } = config;
  if (clocks.length < 1 || clocks.length > MAX_CLOCKS) throw new RangeError(`a session has 1–${MAX_CLOCKS} clocks, not ${clocks.length}`);
  const unfit = clocks.findIndex((settings) => !fitSettings(settings));
  if (unfit >= 0) throw new RangeError(`settings of clock ${unfit} are out of bounds`);
  if (!within(maxDelayMs, 0, MAX_DELAY_MS)) throw new RangeError(`maxDelayMs ${maxDelayMs} is not within 0–${MAX_DELAY_MS}`);
  if (!within(futureToleranceMs, 0, MAX_TOLERANCE_MS)) {
    throw new RangeError(`futureToleranceMs ${futureToleranceMs} is not within 0–${MAX_TOLERANCE_MS}`);
  }
  if (!HEX_SHA256.test(seedCommitment)) throw new RangeError("seedCommitment is not a hex SHA-256");
}
