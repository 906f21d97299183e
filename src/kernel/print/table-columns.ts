import type { Filled } from "./fill.ts";

/** Letters of a table are never smaller than this part of their size; below it the figures would not be read. */
const SMALLEST = 0.6;
const STEP = 0.05;
/** A column of names with less room than four letters is no column. */
const MIN_LETTERS = 4;

type Table = Extract<Filled, { kind: "table" }>;
interface Measure {
  measure(text: string, size: number, bold: boolean): number;
}

/**
 * Widths of a table's columns, and the letter size at which they fit. Columns share the width as the template says;
 * one of figures is never narrower than its widest figure and takes what it lacks from the others. When nothing is left
 * for the names, the letters get smaller: a sum is never broken or cut.
 */
export function columnWidths(table: Table, width: number, wanted: number, gap: number, tools: Measure): { widths: number[]; size: number } {
  const room = width - gap * (table.columns.length - 1);
  for (let factor = 1; ; factor -= STEP) {
    const size = wanted * factor;
    const needs = table.columns.map((column, at) => (column.whole ? widest(table, at, size, tools) : Math.min(widest(table, at, size, tools), MIN_LETTERS * size)));
    const total = needs.reduce((sum, need) => sum + need, 0);
    if (total <= room) return { widths: divide(needs, table.columns.map(({ share }) => share), room), size };
    if (factor - STEP < SMALLEST) return { widths: needs.map((need) => (need * room) / total), size: (size * room) / total };
  }
}

function widest(table: Table, at: number, size: number, tools: Measure): number {
  const titles = table.titles === null ? 0 : tools.measure(table.titles[at]!, size, true);
  return table.rows.reduce((most, row) => Math.max(most, tools.measure(row[at]!, size, false)), titles);
}

/** By shares, yet each at least what it needs. */
function divide(needs: readonly number[], shares: readonly number[], room: number): number[] {
  const fixed = new Set<number>();
  for (;;) {
    const left = room - [...fixed].reduce((sum, at) => sum + needs[at]!, 0);
    const parts = shares.reduce((sum, share, at) => (fixed.has(at) ? sum : sum + share), 0);
    const given = shares.map((share, at) => (fixed.has(at) ? needs[at]! : (left * share) / parts));
    const short = given.findIndex((one, at) => !fixed.has(at) && one < needs[at]!);
    if (short === -1) return given;
    fixed.add(short);
  }
}
