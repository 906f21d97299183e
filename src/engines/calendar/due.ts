/**
 * When an amount is due: a payment term, counted from a business date.
 *
 *   days       base = the business date
 *   month_end  base = the last day of the business date's month
 *   counting calendar: base + n calendar days, whatever day that is.
 *   counting bank:     n bank days after the base; a base that is due itself (n = 0) and is no bank day moves to the next one.
 *
 * A bank day is Monday to Friday, except the days the market has entered as closed (public holidays), and including the
 * weekend days it has entered as open (made-up working days). No holiday list is guessed.
 */
import { addDays, dayOf, dayParts, daysInMonth, weekday, type DayText } from "./day.ts";

export const TERM_KINDS = ["days", "month_end"] as const;
export const DAY_COUNTINGS = ["calendar", "bank"] as const;
/** The longest term that is an agreement and not a slip of the pen. */
export const MAX_TERM_DAYS = 365;
/** So many days in a row without a bank day mean that the entered days are wrong. */
const MAX_CLOSED_RUN = 60;
const SATURDAY = 6;

export interface PaymentTerm {
  readonly kind: (typeof TERM_KINDS)[number];
  /** 0 … MAX_TERM_DAYS. */
  readonly days: number;
  readonly counting: (typeof DAY_COUNTINGS)[number];
}

/** Days that differ from the week's rule: true is open, false is closed. */
export type BankDays = ReadonlyMap<DayText, boolean>;

export const isBankDay = (day: DayText, exceptions: BankDays): boolean => exceptions.get(day) ?? weekday(day) < SATURDAY;

/** The first bank day after a day. Throws RangeError when the entered days leave none for two months. */
export function nextBankDay(day: DayText, exceptions: BankDays): DayText {
  for (let n = 1; n <= MAX_CLOSED_RUN; n += 1) {
    const next = addDays(day, n);
    if (isBankDay(next, exceptions)) return next;
  }
  throw new RangeError(`no bank day within ${MAX_CLOSED_RUN} days after ${day}`);
}

/** The day an amount of a business date is due. Throws RangeError for a term out of its bounds. */
export function dueDay(term: PaymentTerm, businessDate: DayText, exceptions: BankDays = new Map()): DayText {
  if (!Number.isInteger(term.days) || term.days < 0 || term.days > MAX_TERM_DAYS) throw new RangeError(`a term has 0 to ${MAX_TERM_DAYS} days, got ${term.days}`);
  const { year, month } = dayParts(businessDate);
  const base = term.kind === "days" ? businessDate : dayOf(year, month, daysInMonth(year, month));
  if (term.counting === "calendar") return addDays(base, term.days);
  let due = base;
  for (let n = 0; n < term.days; n += 1) due = nextBankDay(due, exceptions);
  return isBankDay(due, exceptions) ? due : nextBankDay(due, exceptions);
}

export const AGE_BUCKETS = ["not_due", "upTo7", "upTo30", "older"] as const;
export type AgeBucket = (typeof AGE_BUCKETS)[number];
const SHORT_OVERDUE = 7;
const LONG_OVERDUE = 30;

/** How old an unpaid amount is: not due (its due day included), 1–7, 8–30, more than 30 days after its due day. */
export function ageOf(daysOverdue: number): AgeBucket {
  if (daysOverdue <= 0) return "not_due";
  return daysOverdue <= SHORT_OVERDUE ? "upTo7" : daysOverdue <= LONG_OVERDUE ? "upTo30" : "older";
}
