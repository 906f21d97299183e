/**
 * Lunar dates (农历) as growers and buyers speak of them: 腊月二十, 正月初一.
 *
 * The astronomy is that of the package tyme4ts (pure JavaScript, no dependencies; GB/T 33661-2017 rules on Beijing time).
 * Years 1900–2100. It weighs about 300 kB, so a browser page should load this file lazily; `day.ts` does without it.
 */
import { LunarYear, SolarTerm } from "tyme4ts";
import { dayOf, dayParts, fromDayNumber, toDayNumber } from "./day.ts";
import type { DayText } from "./day.ts";

export interface LunarDate {
  /** The lunar year by the Gregorian year its first day falls in. */
  readonly year: number;
  /** 1–12. */
  readonly month: number;
  readonly leap: boolean;
  /** 1–30. */
  readonly day: number;
  /** Days of this lunar month, 29 or 30. */
  readonly monthDays: number;
  /** e.g. 腊月二十, 闰六月初一. */
  readonly label: string;
  /** e.g. "month 12, day 20", "leap month 6, day 1". */
  readonly labelEn: string;
}

export const LUNAR_FIRST_YEAR = 1900;
export const LUNAR_LAST_YEAR = 2100;

const MONTH_NAMES = ["正月", "二月", "三月", "四月", "五月", "六月", "七月", "八月", "九月", "十月", "冬月", "腊月"];
const DIGITS = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];

/** 初一 … 初十, 十一 … 十九, 二十, 廿一 … 廿九, 三十. */
export function lunarDayName(day: number): string {
  if (!Number.isInteger(day) || day < 1 || day > 30) throw new RangeError(`a lunar day lies between 1 and 30, got ${day}`);
  if (day <= 10) return `初${DIGITS[day]}`;
  if (day === 20) return "二十";
  if (day === 30) return "三十";
  return `${day < 20 ? "十" : "廿"}${DIGITS[day % 10]}`;
}

export function lunarMonthName(month: number, leap = false): string {
  const name = MONTH_NAMES[month - 1];
  if (name === undefined) throw new RangeError(`a lunar month lies between 1 and 12, got ${month}`);
  return leap ? `闰${name}` : name;
}

interface LunarMonthSpan {
  readonly month: number;
  readonly leap: boolean;
  readonly firstDay: number;
  readonly days: number;
}

/** The months of a lunar year never change, and finding one costs some 300 µs; at most 202 years are ever kept. */
const monthsOfYears = new Map<number, readonly LunarMonthSpan[]>();

function monthsOf(year: number): readonly LunarMonthSpan[] {
  const known = monthsOfYears.get(year);
  if (known !== undefined) return known;
  const months = LunarYear.fromYear(year)
    .getMonths()
    .map((month): LunarMonthSpan => {
      const first = month.getFirstDay().getSolarDay();
      const firstDay = toDayNumber(dayOf(first.getYear(), first.getMonth(), first.getDay()));
      return { month: Math.abs(month.getMonthWithLeap()), leap: month.isLeap(), firstDay, days: month.getDayCount() };
    });
  monthsOfYears.set(year, months);
  return months;
}

/** The lunar date of a calendar day. */
export function lunarDate(text: DayText): LunarDate {
  const { year } = dayParts(text);
  assertYear(year);
  const dayNumber = toDayNumber(text);
  for (const lunarYear of [year, year - 1]) {
    const span = monthsOf(lunarYear).findLast((month) => month.firstDay <= dayNumber);
    if (span === undefined) continue;
    const day = dayNumber - span.firstDay + 1;
    return { year: lunarYear, month: span.month, leap: span.leap, day, monthDays: span.days, label: lunarMonthName(span.month, span.leap) + lunarDayName(day), labelEn: `${span.leap ? "leap " : ""}month ${span.month}, day ${day}` };
  }
  throw new RangeError(`${text} lies before the lunar years known`);
}

/**
 * The calendar day of a lunar date. `leap` asks for the leap month of that number.
 * Throws RangeError when that year has no such month or that month no such day.
 */
export function solarDayOfLunar(year: number, month: number, day: number, leap = false): DayText {
  assertYear(year);
  const span = monthsOf(year).find((candidate) => candidate.month === month && candidate.leap === leap);
  if (span === undefined || day < 1 || day > span.days) {
    throw new RangeError(`lunar year ${year} has no ${lunarMonthName(month, leap)}${lunarDayName(day)}`);
  }
  return fromDayNumber(span.firstDay + day - 1);
}

/** 清明, the fifth solar term, on 4 to 6 April. */
export function qingming(year: number): DayText {
  assertYear(year);
  const solar = SolarTerm.fromName(year, "清明").getSolarDay();
  return dayOf(solar.getYear(), solar.getMonth(), solar.getDay());
}

function assertYear(year: number): void {
  if (!Number.isInteger(year) || year < LUNAR_FIRST_YEAR || year > LUNAR_LAST_YEAR) {
    throw new RangeError(`lunar dates are given for ${LUNAR_FIRST_YEAR} to ${LUNAR_LAST_YEAR}, got ${year}`);
  }
}
