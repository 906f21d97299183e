/** Which period comes first, by what their labels say. */
import { IndexFault } from "./fault.ts";

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
/** The year at the end: 31/12/2026, 31.12.2026. */
const YEAR_LAST = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/;
const YEAR_FIRST = /^(\d{4})(?!\d)/;
const MONTHS = 12;

/**
 * The labels in the order of time: by value when all are numbers; day and month told apart when all end in the year; else by
 * natural order, in which runs of digits count as numbers (t2 before t10, 2024-W9 before 2024-W10, 2024年9月 before 2024年10月).
 * Throws `ambiguous-dates` when days and months cannot be told apart.
 */
export function inOrder(labels: readonly string[]): string[] {
  const key = keyOf(labels);
  if (key === null) return labels.toSorted(natural);
  const keyed = labels.map((label) => ({ label, at: key(label) }));
  return keyed.toSorted((a, b) => a.at - b.at).map(({ label }) => label);
}

/** A number for each label when labels can be read as such; null when they are read as text. */
function keyOf(labels: readonly string[]): ((label: string) => number) | null {
  if (labels.every((label) => NUMBER.test(label))) {
    // 2024.1 and 2024.10 are one number and two periods: then they are no numbers.
    return new Set(labels.map(Number)).size === labels.length ? Number : null;
  }
  const dates = labels.map((label) => YEAR_LAST.exec(label));
  if (!dates.every((date) => date !== null)) return null;
  const dayFirst = dates.some((date) => Number(date[1]) > MONTHS);
  const monthFirst = dates.some((date) => Number(date[2]) > MONTHS);
  if (dayFirst === monthFirst && labels.length > 1) {
    throw new IndexFault("ambiguous-dates", { value: labels[0]! }, `In dates like "${labels[0]!}" day and month cannot be told apart. Write them as 2026-12-31.`);
  }
  return (label) => {
    const [, first, second, year] = YEAR_LAST.exec(label)!.map(Number) as [number, number, number, number];
    const [month, day] = dayFirst ? [second, first] : [first, second];
    return (year * 100 + month) * 100 + day;
  };
}

const PIECES = /\d+|\D+/g;

function natural(a: string, b: string): number {
  const [left, right] = [a.match(PIECES) ?? [], b.match(PIECES) ?? []];
  for (let at = 0; at < Math.min(left.length, right.length); at += 1) {
    const [one, other] = [left[at]!, right[at]!];
    if (one === other) continue;
    const [first, second] = [Number(one), Number(other)];
    if (!Number.isNaN(first) && !Number.isNaN(second) && first !== second) return first - second;
    return one < other ? -1 : 1;
  }
  return left.length - right.length || (a < b ? -1 : 1);
}

/**
 * For each period the earlier one its year's index is linked to: the last period of the year before (December, the last week),
 * the first period of all in the first year. Where labels do not begin with a year, every `length` − 1 periods are a year.
 * The first period is linked to itself. `labels` in order of time.
 */
export function yearlyLinks(labels: readonly string[], length: number): Int32Array {
  const links = new Int32Array(labels.length);
  const years = labels.map((label) => YEAR_FIRST.exec(label)?.[1]);
  const known = years.every((year) => year !== undefined);
  for (let at = 1; at < labels.length; at += 1) {
    const turned = known ? years[at] !== years[at - 1] : (at - 1) % (length - 1) === 0;
    links[at] = turned ? at - 1 : links[at - 1]!;
  }
  return links;
}
