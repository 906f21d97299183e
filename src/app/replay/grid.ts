import type { ProblemCode } from "./problem.ts";

/** A line of a table before anyone has judged what it says, whatever kind of file it came from. */
export interface GridLine {
  /** Row number as an editor or a spreadsheet shows it, from 1. */
  readonly row: number;
  readonly cells: readonly string[];
  /** The line cannot be trusted; index of the cell, or null when the whole line is meant. */
  readonly fault?: { readonly code: ProblemCode; readonly cell: number | null };
}

export type GridFormat = "xls" | "xlsx" | "html" | "csv";
