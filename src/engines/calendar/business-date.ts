/**
 * The business date of a market: the day a sale is booked on.
 *
 * A night market crosses midnight, so its day runs from cut-over to cut-over, not from midnight to midnight. A cut-over
 * of 05:00 books 02:00 on 2 June under 1 June; a cut-over of −06:00 lets the next day begin at 18:00 of the evening before.
 * China and Korea keep no summer time, so a fixed offset is exact (Asia/Shanghai +480 min, Asia/Seoul +540 min).
 */
import { fromDayNumber, toDayNumber } from "./day.ts";
import type { DayText } from "./day.ts";

export const SHANGHAI_OFFSET_MINUTES = 480;
export const SEOUL_OFFSET_MINUTES = 540;

export interface MarketDay {
  /** Minutes the market's wall clock is ahead of UTC, −720 to 840. */
  readonly utcOffsetMinutes: number;
  /** Minutes after local midnight at which the business day begins, −720 to 720; 0 is midnight. */
  readonly cutOverMinutes: number;
}

const MS_PER_MINUTE = 60_000;
const MINUTES_PER_DAY = 1_440;
const MS_PER_DAY = MS_PER_MINUTE * MINUTES_PER_DAY;
const HALF_DAY = 720;

/** The business date of a moment in epoch milliseconds. */
export function businessDate(epochMs: number, market: MarketDay): DayText {
  if (!Number.isSafeInteger(epochMs)) throw new RangeError(`epoch milliseconds must be an integer, got ${epochMs}`);
  return fromDayNumber(Math.floor((epochMs + shiftMs(market)) / MS_PER_DAY));
}

/** The moment at which a business date begins, and the first moment that no longer belongs to it, in epoch milliseconds. */
export function businessDaySpan(date: DayText, market: MarketDay): { readonly startMs: number; readonly endMs: number } {
  const startMs = toDayNumber(date) * MS_PER_DAY - shiftMs(market);
  return { startMs, endMs: startMs + MS_PER_DAY };
}

/** The wall clock of the market: calendar day (by midnight) and minutes since midnight. */
export function localTime(epochMs: number, utcOffsetMinutes: number): { readonly day: DayText; readonly minutes: number } {
  const market = { utcOffsetMinutes, cutOverMinutes: 0 };
  const day = businessDate(epochMs, market);
  return { day, minutes: Math.floor((epochMs - businessDaySpan(day, market).startMs) / MS_PER_MINUTE) };
}

function shiftMs(market: MarketDay): number {
  const { utcOffsetMinutes, cutOverMinutes } = market;
  if (!Number.isInteger(utcOffsetMinutes) || utcOffsetMinutes < -HALF_DAY || utcOffsetMinutes > 840) {
    throw new RangeError(`utcOffsetMinutes must be an integer from -720 to 840, got ${utcOffsetMinutes}`);
  }
  if (!Number.isInteger(cutOverMinutes) || Math.abs(cutOverMinutes) > HALF_DAY) {
    throw new RangeError(`cutOverMinutes must be an integer from -720 to 720, got ${cutOverMinutes}`);
  }
  return (utcOffsetMinutes - cutOverMinutes) * MS_PER_MINUTE;
}

/** "2026-12-01 10:23" on the market's own wall clock; for papers and tables. */
export function momentText(epochMs: number, utcOffsetMinutes: number): string {
  const { day, minutes } = localTime(epochMs, utcOffsetMinutes);
  return `${day} ${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}
