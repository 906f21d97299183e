/**
 * Reads a series from a CSV text of two columns, date and value: ISO days (2017-03-01), months (2017-03), and days of the Republic
 * of China's years (087/12/01 = 1998-12-01). Empty fields, zero and "NA" are missing, unless zero is said to be a value.
 */
import { dayOf, daysInMonth, toDayNumber } from "../calendar/day.ts";
import type { Series } from "./series.ts";

export interface SeriesFault {
  /** Line of the text, from 1. */
  readonly line: number;
  readonly code: "date" | "value" | "columns" | "repeated";
  readonly text: string;
}

export interface SeriesReading {
  readonly series: Series;
  /** Days that had no value. */
  readonly missing: number;
  readonly faults: readonly SeriesFault[];
}

const ROC_OFFSET = 1911;
const MISSING = new Set(["", "na", "nan", "null", "-", "--"]);
const MAX_FAULT_TEXT = 60;

/** The day number of a date as written, or undefined. */
export function readDate(text: string): number | undefined {
  const match = /^(\d{2,4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?$/.exec(text);
  if (match === null) return undefined;
  const written = Number(match[1]);
  const year = (match[1] as string).length === 4 && written >= 1600 ? written : written + ROC_OFFSET;
  const [month, day] = [Number(match[2]), Number(match[3] ?? 1)];
  if (year < 1600 || year > 2399 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
  return toDayNumber(dayOf(year, month, day));
}

/** Never throws: what cannot be read is a fault with its line. The first line may be a heading. Rows need not be in order. */
export function readSeries(text: string, options: { readonly zeroIsValue?: boolean } = {}): SeriesReading {
  const found = new Map<number, number>();
  const faults: SeriesFault[] = [];
  const missing = new Set<number>();
  const seen = new Set<number>();
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/);
  lines.forEach((raw, index) => {
    if (raw.trim() === "") return;
    const fault = (code: SeriesFault["code"]): number => faults.push({ line: index + 1, code, text: raw.slice(0, MAX_FAULT_TEXT) });
    const cells = raw.split(raw.includes("\t") ? "\t" : raw.includes(";") ? ";" : ",").map((cell) => cell.trim().replaceAll(/^"|"$/g, ""));
    const day = readDate(cells[0] ?? "");
    if (day === undefined) {
      // A first line without a date is a heading.
      if (index > 0) fault("date");
      return;
    }
    if (cells.length < 2) return void fault("columns");
    if (seen.has(day)) return void fault("repeated");
    seen.add(day);
    const written = (cells[1] as string).toLowerCase();
    const value = Number(written);
    if (MISSING.has(written) || (value === 0 && options.zeroIsValue !== true)) return void missing.add(day);
    if (!Number.isFinite(value)) return void fault("value");
    found.set(day, value);
  });
  const days = Int32Array.from(found.keys()).toSorted();
  return { series: { days, values: Float64Array.from(days, (day) => found.get(day) as number) }, missing: missing.size, faults };
}
