/** Which records an index is made of, and what may be said of a group: stated on the page, the same for everybody. */
import { addDays, daysBetween, isoWeekStart, isoWeekText, mondayOf } from "../../engines/calendar/day.ts";
import { festivalAxis } from "../../engines/calendar/festivals.ts";
import { withheldReason } from "../../engines/price-sheet/price-sheet.ts";
import type { Frequency } from "./contract.ts";

const DAYS_IN_WEEK = 7;
const SUNDAY = 6;
/** A week's place on the festival axis is that of its Thursday, as its year is. */
const THURSDAY = 3;

export const periodOf = (frequency: Frequency, day: string): string => (frequency === "week" ? isoWeekText(day) : day);

/** The first and last day of a period. Throws RangeError for a week its year has not. */
export function spanOf(frequency: Frequency, period: string): { readonly from: string; readonly to: string } {
  if (frequency === "day") return { from: period, to: period };
  const from = isoWeekStart(Number(period.slice(0, 4)), Number(period.slice(6)));
  return { from, to: addDays(from, SUNDAY) };
}

/** Weeks and days from the nearest Spring Festival, so that two years can be laid upon each other. */
export function festivalPlaceOf(frequency: Frequency, period: string): { readonly springFestival: string; readonly weeks: number; readonly days: number } {
  const { from } = spanOf(frequency, period);
  const middle = frequency === "week" ? addDays(from, THURSDAY) : from;
  const { springFestival, offset } = festivalAxis(middle);
  return { springFestival, weeks: Math.round(daysBetween(mondayOf(springFestival), mondayOf(middle)) / DAYS_IN_WEEK), days: frequency === "week" ? daysBetween(springFestival, from) : offset };
}

export interface TradeRecord {
  readonly businessDate: string;
  readonly itemId: string;
  readonly grade: string;
  readonly venue: string;
  readonly sellerId: string;
  readonly quantity: number;
  /** Minor units. */
  readonly value: number;
  readonly deals: number;
}
export type JudgedRecord<R extends TradeRecord = TradeRecord> = R & { readonly inside: boolean };

export const cellKey = (record: { readonly itemId: string; readonly grade: string | null; readonly venue: string | null }): string => `${record.itemId} ${record.grade ?? ""} ${record.venue ?? ""}`;

/**
 * Marks the records that are inside. A cell (item × grade × venue) is inside when at least three sellers stand behind it and none has more than
 * 80 % of its quantity or value. The price sheet shows each open day, so what a week would add to its open days must be as open as they are: else
 * the week is made of its open days alone, and nobody learns the others by subtraction.
 */
export function judge<R extends TradeRecord>(records: readonly R[], frequency: Frequency): JudgedRecord<R>[] {
  return [...Map.groupBy(records, cellKey).values()].flatMap((cell) => {
    if (frequency === "day") return marked(cell, () => isOpen(cell));
    const days = [...Map.groupBy(cell, (record) => record.businessDate)];
    const shown = new Set(days.filter(([, day]) => quantitiesOpen(day)).map(([date]) => date));
    const others = cell.filter((record) => !shown.has(record.businessDate));
    if (shown.size === 0) return marked(cell, () => isOpen(cell));
    if (others.length === 0 || isOpen(others)) return marked(cell, () => isOpen(cell));
    const inside = cell.filter((record) => shown.has(record.businessDate));
    return marked(cell, (record) => shown.has(record.businessDate) && isOpen(inside));
  });
}

const marked = <R extends TradeRecord>(cell: readonly R[], inside: (record: R) => boolean): JudgedRecord<R>[] => cell.map((record) => ({ ...record, inside: inside(record) }));

const bySeller = (records: readonly TradeRecord[], figure: (record: TradeRecord) => number): number[] =>
  [...Map.groupBy(records, (record) => record.sellerId).values()].map((own) => own.reduce((sum, record) => sum + figure(record), 0));

/** The price sheet's own rule. */
const quantitiesOpen = (records: readonly TradeRecord[]): boolean => withheldReason(bySeller(records, (record) => record.quantity)) === null;
const isOpen = (records: readonly TradeRecord[]): boolean => quantitiesOpen(records) && withheldReason(bySeller(records, (record) => record.value)) === null;

/** Why a group's number may not be said; null when it may. By value, of the records inside. */
export function groupWithheld(records: readonly JudgedRecord[]): "nothing_sold" | "nothing_open" | "too_few_sellers" | "one_seller_dominates" | null {
  if (records.length === 0) return "nothing_sold";
  const all = withheldReason(bySeller(records, (record) => record.value));
  if (all !== null) return all.code;
  const inside = records.filter((record) => record.inside);
  if (inside.length === 0) return "nothing_open";
  return withheldReason(bySeller(inside, (record) => record.value))?.code ?? null;
}

/** One item of the index in one period. */
export interface Cell {
  readonly code: string;
  readonly itemId: string;
  readonly grade: string;
  readonly venue: string;
  readonly category: string;
  readonly quantity: number;
  readonly value: number;
  readonly sellers: number;
}

/** A cell's name in exported inputs: stable, readable, without a comma. */
export const codeOf = (itemCode: string, grade: string, venue: string): string => `${itemCode.replaceAll(/[",\r\n]/g, "_")}/${grade || "-"}/${venue || "market"}`;

/** The cells of the records inside, in order of code. `about` gives an item's code and category. */
export function cellsOf(records: readonly JudgedRecord[], about: (itemId: string) => { readonly code: string; readonly category: string }): Cell[] {
  const inside = Map.groupBy(records.filter((record) => record.inside), cellKey);
  return [...inside.values()].map((own): Cell => {
    const [first] = own;
    const { code, category } = about(first!.itemId);
    return {
      code: codeOf(code, first!.grade, first!.venue), itemId: first!.itemId, grade: first!.grade, venue: first!.venue, category,
      quantity: own.reduce((sum, record) => sum + record.quantity, 0), value: own.reduce((sum, record) => sum + record.value, 0), sellers: new Set(own.map((record) => record.sellerId)).size,
    };
  }).toSorted((a, b) => (a.code < b.code ? -1 : 1));
}

export const INPUT_HEAD = "period,item,price,quantity";

/** The inputs as the file that `hualian index` reads: price in minor units per sales unit with all its digits. */
export function inputCsv(periods: readonly { readonly period: string; readonly cells: readonly Cell[] }[]): string {
  let text = `${INPUT_HEAD}\n`;
  for (const { period, cells } of periods) for (const cell of cells) text += `${period},${figuresOf(cell)}\n`;
  return text;
}

/** A cell stands in the file of everything and in its category's; its digits are written once. */
const written = new WeakMap<Cell, string>();
function figuresOf(cell: Cell): string {
  const known = written.get(cell) ?? `${cell.code},${priceOf(cell)},${cell.quantity}`;
  written.set(cell, known);
  return known;
}

/** Unit value, minor units per sales unit, not rounded: the number that stands in the file is the number that was computed with. */
export const priceOf = (cell: { readonly value: number; readonly quantity: number }): number => cell.value / cell.quantity;

/** The command that computes a number again from its file. */
export function commandOf(file: string, method: { readonly window: number; readonly initial: number }): string {
  return `hualian index ${file} --formula ccdi --window ${method.window} --splice mean_pub${method.initial === method.window ? "" : ` --first ${method.initial}`}`;
}
