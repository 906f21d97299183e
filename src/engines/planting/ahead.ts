import { addDays, type DayText, daysBetween, mondayOf } from "../calendar/day.ts";

const DAYS = 7;

/** `count` Mondays from the week of a day on. */
export const mondaysFrom = (day: DayText, count: number): DayText[] => Array.from({ length: count }, (_, week) => addDays(mondayOf(day), DAYS * week));

/**
 * Units of a batch over the weeks of its window, in proportion to the days that fall into each; whole units that sum to `units`,
 * what rounding leaves over goes to the largest fractions, earlier weeks first (largest remainder). from ≤ to, else RangeError.
 */
export function overWeeks(from: DayText, to: DayText, units: number): { readonly week: DayText; readonly units: number }[] {
  const days = daysBetween(from, to) + 1;
  if (days < 1) throw new RangeError(`a window from ${from} to ${to} runs backwards`);
  const cells: { week: DayText; units: number; rest: number }[] = [];
  for (let week = mondayOf(from); week <= to; week = addDays(week, DAYS)) {
    const first = week < from ? from : week;
    const last = addDays(week, DAYS - 1) > to ? to : addDays(week, DAYS - 1);
    const exact = (units * (daysBetween(first, last) + 1)) / days;
    cells.push({ week, units: Math.floor(exact), rest: exact - Math.floor(exact) });
  }
  let over = units - cells.reduce((sum, cell) => sum + cell.units, 0);
  for (const cell of cells.toSorted((a, b) => b.rest - a.rest || (a.week < b.week ? -1 : 1))) {
    if (over <= 0) break;
    cell.units += 1;
    over -= 1;
  }
  return cells.map(({ week, units: whole }) => ({ week, units: whole }));
}
