/**
 * Calendar days as text 'YYYY-MM-DD' and as day numbers (days since 1970-01-01), proleptic Gregorian.
 *
 * Text sorts and compares as it stands, needs no time zone, and is what PostgreSQL's `date` prints. The arithmetic is
 * the usual days-from-civil method (H. Hinnant, "chrono-compatible low-level date algorithms"), integers only.
 * Years 1600–2399. Every function throws RangeError for a text that is not a day of the calendar.
 */

/** 'YYYY-MM-DD'. */
export type DayText = string;

export interface DayParts {
  readonly year: number;
  /** 1–12. */
  readonly month: number;
  /** 1–31. */
  readonly day: number;
}

export const FIRST_YEAR = 1600;
export const LAST_YEAR = 2399;

const DAYS_PER_ERA = 146_097;
const EPOCH_SHIFT = 719_468;
const DAYS_PER_WEEK = 7;
const MONTHS_PER_YEAR = 12;

export function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** Whether the text is a day of the calendar within 1600–2399. */
export function isDay(text: string): boolean {
  return tryParts(text) !== undefined;
}

export function dayParts(text: DayText): DayParts {
  const parts = tryParts(text);
  if (parts === undefined) throw new RangeError(`"${text}" is not a day of the form YYYY-MM-DD between ${FIRST_YEAR} and ${LAST_YEAR}`);
  return parts;
}

function tryParts(text: string): DayParts | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (match === null) return undefined;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const valid = year >= FIRST_YEAR && year <= LAST_YEAR && month >= 1 && month <= MONTHS_PER_YEAR && day >= 1 && day <= daysInMonth(year, month);
  return valid ? { year, month, day } : undefined;
}

/** The day as text. */
export function dayOf(year: number, month: number, day: number): DayText {
  const text = `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
  dayParts(text);
  return text;
}

/** Days since 1970-01-01; negative before. */
export function toDayNumber(text: DayText): number {
  const { year, month, day } = dayParts(text);
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * DAYS_PER_ERA + dayOfEra - EPOCH_SHIFT;
}

export function fromDayNumber(dayNumber: number): DayText {
  if (!Number.isSafeInteger(dayNumber)) throw new RangeError(`a day number is an integer, got ${dayNumber}`);
  const z = dayNumber + EPOCH_SHIFT;
  const era = Math.floor(z / DAYS_PER_ERA);
  const dayOfEra = z - era * DAYS_PER_ERA;
  const yearOfEra = Math.floor((dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return dayOf(year, month, dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1);
}

export function addDays(text: DayText, days: number): DayText {
  return fromDayNumber(toDayNumber(text) + days);
}

/** to − from in days; negative when `to` is earlier. */
export function daysBetween(from: DayText, to: DayText): number {
  return toDayNumber(to) - toDayNumber(from);
}

/** The same day of a later or earlier month, or that month's last day where it has none (31 January + 1 = 28 February). */
export function addMonths(text: DayText, months: number): DayText {
  const { year, month, day } = dayParts(text);
  const index = year * MONTHS_PER_YEAR + (month - 1) + months;
  const newYear = Math.floor(index / MONTHS_PER_YEAR);
  const newMonth = index - newYear * MONTHS_PER_YEAR + 1;
  return dayOf(newYear, newMonth, Math.min(day, daysInMonth(newYear, newMonth)));
}

/** ISO 8601 day of the week: 1 Monday … 7 Sunday. */
export function weekday(text: DayText): number {
  return weekdayOfNumber(toDayNumber(text));
}

/** 1970-01-01 was a Thursday. */
function weekdayOfNumber(dayNumber: number): number {
  return ((((dayNumber + 3) % DAYS_PER_WEEK) + DAYS_PER_WEEK) % DAYS_PER_WEEK) + 1;
}

export interface IsoWeek {
  /** The year the week belongs to, which differs from the calendar year around New Year. */
  readonly year: number;
  /** 1–53. */
  readonly week: number;
  /** 1 Monday … 7 Sunday. */
  readonly weekday: number;
}

/** ISO 8601 week: week 1 holds the year's first Thursday. */
export function isoWeek(text: DayText): IsoWeek {
  const dayNumber = toDayNumber(text);
  const day = weekdayOfNumber(dayNumber);
  const { year } = dayParts(fromDayNumber(dayNumber - day + 4));
  const week = Math.floor((dayNumber - mondayOfWeekOne(year)) / DAYS_PER_WEEK) + 1;
  return { year, week, weekday: day };
}

/** '2026-W47'. */
export function isoWeekText(text: DayText): string {
  const { year, week } = isoWeek(text);
  return `${year}-W${String(week).padStart(2, "0")}`;
}

/** The Monday of the week that holds a day. */
export const mondayOf = (text: DayText): DayText => addDays(text, 1 - weekday(text));

/** The Monday of an ISO week. Throws RangeError for week 53 of a year that has 52. */
export function isoWeekStart(year: number, week: number): DayText {
  const monday = fromDayNumber(mondayOfWeekOne(year) + (week - 1) * DAYS_PER_WEEK);
  const found = isoWeek(monday);
  if (found.year !== year || found.week !== week) throw new RangeError(`year ${year} has no ISO week ${week}`);
  return monday;
}

/** 4 January always lies in week 1. */
function mondayOfWeekOne(year: number): number {
  const fourth = toDayNumber(dayOf(year, 1, 4));
  return fourth - weekdayOfNumber(fourth) + 1;
}
