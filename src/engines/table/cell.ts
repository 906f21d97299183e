/**
 * A table as it comes out of a file, before anyone has judged what it says.
 *
 * Most cells are plain values and are kept bare, so that a million of them can cross from the reader's thread at little cost.
 */
export type Plain = string | number | boolean | null;

/**
 * What is more than its value. formula: `text` is the formula, `value` what the file last computed. error: `text` is "#N/A".
 * date: `value` is a spreadsheet's day number. merged: covered by a merged cell; `value` is that of the cell above it in the same
 * column which covers it, null when it is covered from the side.
 */
export interface OddCell {
  readonly odd: "formula" | "error" | "date" | "merged";
  readonly value: Plain;
  readonly text: string;
}
export type Cell = Plain | OddCell;

export interface Line {
  /** As a spreadsheet numbers it, from 1. */
  readonly row: number;
  /** By column; what is missing at the end is blank. */
  readonly cells: readonly Cell[];
}

/** What is written into a cell. `number` is decimal text, so that money is never divided; `day` is YYYY-MM-DD. */
export type OutCell = Plain | { readonly number: string; readonly format: string } | { readonly day: string };

export interface OutSheet {
  readonly name: string;
  /** Stays in sight when the sheet is scrolled. */
  readonly head?: readonly string[] | undefined;
  readonly rows: Iterable<readonly OutCell[]>;
  /** In characters; made from the headings and the first rows where left out. */
  readonly widths?: readonly number[] | undefined;
  /** Columns that are there for the machine only. */
  readonly hidden?: readonly number[] | undefined;
}

export const isOdd = (cell: Cell | undefined): cell is OddCell => typeof cell === "object" && cell !== null;

export function isBlank(cell: Cell | undefined): boolean {
  if (typeof cell === "string") return cell.trim() === "";
  if (isOdd(cell)) return cell.odd === "merged" || (cell.odd === "date" && cell.value === null);
  return cell === undefined || cell === null;
}

/** The letters above a column: 0 is A, 26 is AA. */
export function letterOf(column: number): string {
  let letters = "";
  for (let rest = column; rest >= 0; rest = Math.floor(rest / 26) - 1) letters = String.fromCharCode(65 + (rest % 26)) + letters;
  return letters;
}

/** Nothing that is counted or paid is smaller. */
const SMALLEST_PLACE = 20;

/** A number as a spreadsheet shows it: 15 significant digits (the rest is the noise of binary fractions), never with an exponent. */
export function numberText(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const shown = Number(value.toPrecision(15));
  const text = String(shown === 0 ? 0 : shown);
  if (!text.includes("e")) return text;
  return Math.abs(shown) >= 1 ? BigInt(shown).toString() : shown.toFixed(SMALLEST_PLACE).replace(/\.?0+$/, "");
}
