/**
 * Days as people and spreadsheets write them, to YYYY-MM-DD: 2026-01-05, 2026/1/5, 2026.1.5, 2026年1月5日, 20260105, 115.01.05,
 * 民國115年1月5日, 1150105, a spreadsheet's day number. A time of day behind it is left out.
 *
 * Nothing is guessed: a day without its year, with a year of two digits or with the year last is refused. Three digits are a
 * year of the Republic (民國 1 = 1912), because no market sells in the first millennium.
 */
import { FIRST_YEAR, LAST_YEAR, dayOf, daysInMonth, fromDayNumber, toDayNumber, type DayText } from "../calendar/day.ts";
import { foldAll } from "./fold.ts";

export type DayFault = "bad_day" | "bad_day.two_digit_year" | "bad_day.order" | "bad_day.no_such_day";
export type ReadDay = { readonly ok: true; readonly day: DayText } | { readonly ok: false; readonly fault: DayFault };

const REPUBLIC_BEGAN = 1911;
/** Day number of 1899-12-31, on which Excel counts 0, and of 1904-01-01, on which old Macintosh books do. */
const EPOCH_1900 = toDayNumber("1899-12-31");
const EPOCH_1904 = toDayNumber("1904-01-01");
/** Excel believes in 29 February 1900. */
const FALSE_LEAP_DAY = 60;
/** Later is not a day but a number: 2173 is far enough, and 20260105 is written out. */
const LAST_SERIAL = 100_000;
/** 1927. A bare 2026 is a year, not a day of 1905. */
const FIRST_BARE_SERIAL = 10_000;

const bad = (fault: DayFault): ReadDay => ({ ok: false, fault });

/** A spreadsheet's day number; a fraction is the time of day. */
export function dayOfSerial(serial: number, date1904: boolean): ReadDay {
  const whole = Math.floor(serial);
  if (whole < 1 || whole > LAST_SERIAL) return bad("bad_day");
  if (date1904) return { ok: true, day: fromDayNumber(EPOCH_1904 + whole) };
  if (whole === FALSE_LEAP_DAY) return bad("bad_day.no_such_day");
  return { ok: true, day: fromDayNumber(EPOCH_1900 + whole - (whole > FALSE_LEAP_DAY ? 1 : 0)) };
}

/** The day number of a day in a 1900 workbook. Days before 1900-03-01 are shifted by Excel's false leap day. */
export function serialOfDay(day: DayText): number {
  const days = toDayNumber(day) - EPOCH_1900;
  return days >= FALSE_LEAP_DAY ? days + 1 : days;
}

/** Without a zone: a time in another zone may be another day here. */
const TIME = /[T ] ?(?:[上下]午 ?)?\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[AP]M)?$/i;
const PARTED = /^(\d{1,4}) ?([-/.年]) ?(\d{1,2}) ?[-/.月] ?(\d{1,4}) ?[日号號]?$/;

export function dayOfText(text: string): ReadDay {
  let rest = foldAll(text).replace(TIME, "").trim();
  const named = /^(?:中[华華])?民[国國]/.exec(rest);
  if (named !== null) rest = rest.slice(named[0].length).trim();
  const compact = /^(\d{3,4})(\d{2})(\d{2})$/.exec(rest);
  if (compact !== null) return dayFrom(compact[1]!, compact[2]!, compact[3]!, named !== null);
  const [, year, , month, day] = PARTED.exec(rest) ?? [];
  if (year === undefined || month === undefined || day === undefined) return bad("bad_day");
  if (year.length <= 2 && day.length > 2) return bad("bad_day.order");
  if (day.length > 2) return bad("bad_day");
  if (year.length <= 2 && named === null) return bad("bad_day.two_digit_year");
  return dayFrom(year, month, day, named !== null);
}

/** A bare number in a day column: a day number, or a day written in digits. Small ones are years or counts typed into the wrong column. */
export function dayOfNumber(value: number, date1904: boolean): ReadDay {
  if (value > LAST_SERIAL && Number.isInteger(value)) return dayOfText(String(value));
  return value < FIRST_BARE_SERIAL ? bad("bad_day") : dayOfSerial(value, date1904);
}

function dayFrom(yearText: string, monthText: string, dayText: string, republic: boolean): ReadDay {
  const year = Number(yearText) + (republic || yearText.length === 3 ? REPUBLIC_BEGAN : 0);
  const [month, day] = [Number(monthText), Number(dayText)];
  if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return bad("bad_day.no_such_day");
  return { ok: true, day: dayOf(year, month, day) };
}
