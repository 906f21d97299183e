/** Days of a public price sheet put together to one period. */
import { addDays, isoWeekStart, isoWeekText, type DayText } from "../calendar/day.ts";
import { divideHalfUp, toSafeNumber } from "../fees/rounding.ts";
import { isShown, sumOf, type DataLine, type DataPeriod } from "./data.ts";

export interface DaySheet {
  readonly day: DayText;
  readonly complete: boolean;
  readonly vintage: string | null;
  readonly lines: readonly DataLine[];
}

const DAYS_PER_WEEK = 7;
/** 52 weeks: the same weekday, so that market days are compared with market days. */
export const DAYS_TO_LAST_YEAR = 364;
const WEEK = /^(\d{4})-W(\d{2})$/;

/** First and last day of '2026-11-27' or '2026-W48'. Throws RangeError for a week that its year does not have. */
export function spanOf(period: string): { readonly from: DayText; readonly to: DayText } {
  const week = WEEK.exec(period);
  if (week === null) return { from: period, to: addDays(period, 0) };
  const from = isoWeekStart(Number(week[1]), Number(week[2]));
  return { from, to: addDays(from, DAYS_PER_WEEK - 1) };
}
export const weekBefore = (week: string): string => isoWeekText(addDays(spanOf(week).from, -DAYS_PER_WEEK));
/** The same weekday or week 52 weeks earlier. */
export const yearBefore = (period: string): string => (WEEK.test(period) ? isoWeekText(addDays(spanOf(period).from, -DAYS_TO_LAST_YEAR)) : addDays(period, -DAYS_TO_LAST_YEAR));

/**
 * The sheets of a period as one: of each line the sums over the days on which it was shown, the mean as value ÷ volume
 * (half up, minor units), and withheld when it was shown on none of them. Unsold quantities add day by day.
 */
export function periodOf(period: string, sheets: readonly DaySheet[]): DataPeriod {
  const { from, to } = spanOf(period);
  const all = sheets.flatMap((sheet) => sheet.lines);
  const lines = [...Map.groupBy(all, (line) => line.key).values()].map((own): DataLine => {
    const shown = own.filter(isShown);
    const last = own.at(-1)!;
    if (shown.length === 0) return last;
    const sold = sumOf(shown, (line) => line.sold);
    const value = sumOf(shown, (line) => line.value);
    return {
      ...last, sold, value, unsold: sumOf(shown, (line) => line.unsold), deals: sumOf(shown, (line) => line.deals), withheld: sold === 0 ? "nothing_sold" : null,
      mean: sold === 0 ? null : toSafeNumber(divideHalfUp(BigInt(value), BigInt(sold)), "mean price"),
    };
  });
  const vintages = sheets.flatMap((sheet) => (sheet.vintage === null ? [] : [sheet.vintage])).toSorted();
  return { period, from, to, days: sheets.length, complete: sheets.every((sheet) => sheet.complete), vintage: vintages.at(-1) ?? null, lines, hidden: all.filter((line) => !isShown(line)).length };
}
