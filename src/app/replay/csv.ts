import type { GridLine } from "./grid.ts";
import { MAX_FIELD_CHARS } from "./limits.ts";

/**
 * Lines of a comma-separated text (RFC 4180: quotes, doubled quotes, line breaks inside quotes; CRLF, LF or CR).
 * Blank lines are passed over but counted. A quote that never ends costs only its own line: reading goes on at the next.
 */
export function* csvLines(text: string): Generator<GridLine> {
  let at = 0;
  let row = 1;
  while (at < text.length) {
    const record = readRecord(text, at);
    if (record.fault !== undefined) {
      yield { row, cells: record.cells, fault: { code: record.fault, cell: record.cells.length - 1 } };
      at = skipLine(text, at);
      row += 1;
      continue;
    }
    if (record.cells.length > 1 || record.cells[0]?.trim() !== "") yield { row, cells: record.cells };
    row += record.breaks;
    at = record.end;
  }
}

interface CsvRecord {
  readonly cells: string[];
  readonly end: number;
  /** Line breaks passed, the one that ends the record included. */
  readonly breaks: number;
  readonly fault?: "quote-open" | "quote-junk";
}

function readRecord(text: string, start: number): CsvRecord {
  const cells: string[] = [];
  let at = start;
  let breaks = 0;
  for (;;) {
    if (text[at] === '"') {
      const field = readQuoted(text, at);
      cells.push(field.value);
      if (!field.closed) return { cells, end: at, breaks, fault: "quote-open" };
      at = field.end;
      breaks += field.breaks;
      if (at < text.length && text[at] !== "," && !isBreak(text[at])) return { cells, end: at, breaks, fault: "quote-junk" };
    } else {
      let end = at;
      while (end < text.length && text[end] !== "," && !isBreak(text[end])) end++;
      cells.push(text.slice(at, end));
      at = end;
    }
    if (text[at] === ",") {
      at += 1;
      continue;
    }
    return { cells, end: afterBreak(text, at), breaks: breaks + 1 };
  }
}

interface QuotedField {
  readonly value: string;
  readonly end: number;
  readonly breaks: number;
  readonly closed: boolean;
}

function readQuoted(text: string, start: number): QuotedField {
  let value = "";
  let breaks = 0;
  let at = start + 1;
  while (at < text.length && value.length <= MAX_FIELD_CHARS) {
    const char = text[at] ?? "";
    if (char !== '"') {
      value += char;
      // A carriage return before a line feed is counted with the line feed.
      if (char === "\n" || (char === "\r" && text[at + 1] !== "\n")) breaks += 1;
      at += 1;
    } else if (text[at + 1] === '"') {
      value += char;
      at += 2;
    } else {
      return { value, end: at + 1, breaks, closed: true };
    }
  }
  return { value, end: at, breaks, closed: false };
}

function isBreak(char: string | undefined): boolean {
  return char === "\n" || char === "\r";
}

function afterBreak(text: string, at: number): number {
  return text[at] === "\r" && text[at + 1] === "\n" ? at + 2 : at + 1;
}

function skipLine(text: string, start: number): number {
  let at = start;
  while (at < text.length && !isBreak(text[at])) at++;
  return afterBreak(text, at);
}
