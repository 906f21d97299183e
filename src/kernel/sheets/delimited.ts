/** Tables as text: commas, tabs, semicolons or bars between the fields, quotes around those that hold them (RFC 4180). */
import type { Cell, Line } from "../../engines/table/cell.ts";
import { SheetFault } from "./fault.ts";
import { MAX_CELL_CHARS, MAX_COLUMNS } from "./limits.ts";

const DELIMITERS = [",", "\t", ";", "|"] as const;
const LOOKED_AT = 4_000;

/** The lines with the row numbers a spreadsheet gives them, and the share of the text read. */
export function* delimitedLines(text: string): Generator<{ readonly line: Line; readonly share: number }> {
  let at = text.startsWith("\ufeff") ? 1 : 0;
  // A first line that names the separator is Excel's own invention; it counts as no row.
  const said = /^sep=(.)\r?\n/i.exec(text.slice(at, at + 10));
  if (said !== null) at += said[0].length;
  const delimiter = said?.[1] ?? delimiterOf(text.slice(at, at + LOOKED_AT));
  for (let row = 1; at < text.length; row += 1) {
    const { cells, next } = record(text, at, delimiter, row);
    if (cells.length > 0) yield { line: { row, cells }, share: next / text.length };
    at = next;
  }
}

/** The one that the first lines use most, outside of quotes. */
function delimiterOf(head: string): string {
  const bare = head.replaceAll(/"[^"]*"/g, "");
  const counts = DELIMITERS.map((one) => [one, bare.split(one).length - 1] as const);
  return counts.reduce((best, one) => (one[1] > best[1] ? one : best))[0];
}

function record(text: string, from: number, delimiter: string, row: number): { cells: Cell[]; next: number } {
  const cells: Cell[] = [];
  let at = from;
  for (let column = 0; ; column += 1) {
    const field = text[at] === '"' ? quoted(text, at, row) : plain(text, at, delimiter);
    at = field.next;
    const cell = cellOf(field.value, field.quoted);
    if (cell !== null) {
      if (column >= MAX_COLUMNS) throw new SheetFault("too_wide", String(row));
      while (cells.length < column) cells.push(null);
      cells.push(cell);
    }
    if (text[at] === delimiter) {
      at += 1;
      continue;
    }
    // Whatever stands between a closing quote and the next separator belongs to nothing; a line end closes the record.
    while (at < text.length && text[at] !== "\n" && text[at] !== "\r" && text[at] !== delimiter) at += 1;
    if (text[at] === delimiter) {
      at += 1;
      continue;
    }
    if (text[at] === "\r") at += 1;
    if (text[at] === "\n") at += 1;
    return { cells, next: at };
  }
}

function plain(text: string, from: number, delimiter: string): { value: string; next: number; quoted: false } {
  let at = from;
  while (at < text.length && text[at] !== delimiter && text[at] !== "\n" && text[at] !== "\r") at += 1;
  return { value: text.slice(from, at), next: at, quoted: false };
}

function quoted(text: string, from: number, row: number): { value: string; next: number; quoted: true } {
  let value = "";
  let at = from + 1;
  for (;;) {
    const end = text.indexOf('"', at);
    if (end === -1 || value.length + end - at > MAX_CELL_CHARS) throw new SheetFault("open_quote", String(row));
    value += text.slice(at, end);
    if (text[end + 1] !== '"') return { value, next: end + 1, quoted: true };
    value += '"';
    at = end + 2;
  }
}

/** ="007" keeps zeros from a spreadsheet and '=1 keeps it from computing: both are text. What it would compute is a formula. */
function cellOf(value: string, wasQuoted: boolean): Cell {
  if (value === "" || (!wasQuoted && value.trim() === "")) return null;
  const kept = /^="([^"]*)"$/.exec(value);
  if (kept !== null) return kept[1] === "" ? null : kept[1]!;
  if (/^'[=+\-@\d]/.test(value)) return value.slice(1);
  return value.startsWith("=") && value.length > 1 ? { odd: "formula", value: null, text: value.slice(1) } : value;
}
