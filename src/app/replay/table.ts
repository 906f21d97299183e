import { basename } from "node:path";
import { MAX_PRICE, MAX_UNITS_PER_ROW, meanWithinRange } from "../../engines/recorded-day/figures.ts";
import type { GridFormat, GridLine } from "./grid.ts";
import { DAY_UNIT, type Field, findHeader, type Header } from "./header.ts";
import { MAX_NAME_CHARS, MAX_ROWS_PER_FILE } from "./limits.ts";
import type { ProblemCode, ProblemLog, ProblemPlace } from "./problem.ts";
import {
  CATEGORY_NAMES, isRecordedDate, parseCategory, parseUnit, type RecordedRow, UNIT_NAMES, UNKNOWN_MARKET,
} from "./recorded-row.ts";
import type { Source } from "./source.ts";

export interface TableCounts {
  /** Lines below the header, blank ones not counted. */
  rows: number;
  /** Of these, the ones that could not be read. */
  refused: number;
}

/** A row that could be read, and what to warn of if it is really replayed. */
export interface TableRow {
  readonly row: RecordedRow;
  readonly warnings: readonly Warning[];
}

export interface Warning {
  readonly code: ProblemCode;
  readonly place: ProblemPlace;
}

/** Reads the rows of one file. What cannot be read goes to the log with row, column and reason. */
export function* readTable(
  file: string, source: Source, dateIfUnknown: string | undefined, counts: TableCounts, log: ProblemLog,
): Generator<TableRow> {
  const lines = source.lines[Symbol.iterator]();
  const header = findHeader(file, lines, log);
  if (header === null) return;
  const named = nameOf(file);
  const date = named.date ?? dateIfUnknown;
  if (!header.at.has("date") && date === undefined) {
    log.add("date-unknown", { file });
    return;
  }
  for (let next = lines.next(); next.done !== true; next = lines.next()) {
    if (counts.rows === MAX_ROWS_PER_FILE) {
      log.add("too-many-rows", { file, row: next.value.row, limit: MAX_ROWS_PER_FILE });
      return;
    }
    counts.rows += 1;
    const row = readRow({ file, format: source.format, header, line: next.value, log }, date ?? "", named.market);
    if (row === null) counts.refused += 1;
    else yield row;
  }
  if (counts.rows === 0) log.add("no-rows", { file });
}

/** Market and date in the name of a day file, `0000000001_2026-05-29.xls`. */
function nameOf(file: string): { market: string; date: string | undefined } {
  const name = basename(file);
  const market = /^([0-9A-Za-z]{1,20})_\d{4}-\d{2}-\d{2}/.exec(name)?.[1] ?? UNKNOWN_MARKET;
  const date = /\d{4}-\d{2}-\d{2}/.exec(name)?.[0];
  return { market, date: date !== undefined && isRecordedDate(date) ? date : undefined };
}

interface Reading {
  readonly file: string;
  readonly format: GridFormat;
  readonly header: Header;
  readonly line: GridLine;
  readonly log: ProblemLog;
}

function readRow(reading: Reading, dateOfFile: string, marketOfFile: string): TableRow | null {
  if (!wellFormed(reading)) return null;
  const { file, header, line } = reading;
  const has = (field: Field): boolean => header.at.has(field);
  // Every column is read before the row is refused, so that one look at the report mends the whole row.
  const date = has("date") ? readDate(reading) : dateOfFile;
  const market = has("market") ? readMarket(reading) : marketOfFile;
  const item = readName(reading, "item");
  const variety = readName(reading, "variety");
  const grade = readName(reading, "grade");
  const unit = has("unit") ? readName(reading, "unit") : DAY_UNIT;
  const unitKind = unit === null ? null : parseUnit(unit);
  if (unit !== null && unitKind === null) report(reading, "unknown-unit", "unit", UNIT_NAMES);
  const volume = readWhole(reading, "volume", MAX_UNITS_PER_ROW);
  const min = readWhole(reading, "min", MAX_PRICE);
  const max = readWhole(reading, "max", MAX_PRICE);
  const mean = readWhole(reading, "mean", MAX_PRICE);
  if (date === null || market === null || item === null || variety === null || grade === null) return null;
  if (unit === null || unitKind === null || volume === null || min === null || max === null || mean === null) return null;
  const category = has("category") ? parseCategory(textAt(reading, "category")) : null;
  const marketName = textAt(reading, "marketName").slice(0, MAX_NAME_CHARS) || null;
  const row: RecordedRow = {
    file, row: line.row, date, market, marketName, category, item, variety, grade, unit, unitKind, volume, min, mean, max,
  };
  return { row, warnings: warningsOf(reading, row) };
}

function warningsOf(reading: Reading, row: RecordedRow): Warning[] {
  const warnings: Warning[] = [];
  if (row.category === null && reading.header.at.has("category")) {
    warnings.push({ code: "unknown-category", place: placeOf(reading, "category", CATEGORY_NAMES) });
  }
  if (row.min > row.max) warnings.push({ code: "min-above-max", place: placeOf(reading, "min") });
  else if (!meanWithinRange(row)) warnings.push({ code: "mean-outside-range", place: placeOf(reading, "mean") });
  return warnings;
}

/** The line has the header's columns and none that cannot be trusted. */
function wellFormed({ file, format, header, line, log }: Reading): boolean {
  if (line.fault !== undefined) {
    const { code, cell } = line.fault;
    const column = cell === null ? undefined : header.names[cell];
    const value = cell === null ? undefined : line.cells[cell];
    log.add(code, {
      file, row: line.row, limit: header.columns, ...(column === undefined ? {} : { column }), ...(value === undefined ? {} : { value }),
    });
    return false;
  }
  // A workbook does not store empty cells at the end of a row; a CSV writes their commas.
  const fits = format === "csv" ? line.cells.length === header.columns : line.cells.length <= header.columns;
  if (!fits) log.add("column-count", { file, row: line.row, value: line.cells.join(","), limit: header.columns });
  return fits;
}

function textAt({ header, line }: Reading, field: Field): string {
  const index = header.at.get(field);
  return index === undefined ? "" : (line.cells[index] ?? "").trim();
}

function placeOf(reading: Reading, field: Field, limit?: number | string): ProblemPlace {
  const { file, header, line } = reading;
  const column = header.names[header.at.get(field) ?? -1];
  return {
    file, row: line.row, value: textAt(reading, field), ...(column === undefined ? {} : { column }), ...(limit === undefined ? {} : { limit }),
  };
}

function report(reading: Reading, code: ProblemCode, field: Field, limit?: number | string): null {
  reading.log.add(code, placeOf(reading, field, limit));
  return null;
}

function readName(reading: Reading, field: Field): string | null {
  const text = textAt(reading, field);
  if (text === "") return report(reading, "missing", field);
  if (text.length > MAX_NAME_CHARS) return report(reading, "name-too-long", field, MAX_NAME_CHARS);
  if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text)) return report(reading, "control-character", field);
  // No flower is called so; a spreadsheet that opened the name again would compute it.
  if (text.startsWith("=")) return report(reading, "formula", field);
  return text;
}

function readDate(reading: Reading): string | null {
  const text = textAt(reading, "date");
  return isRecordedDate(text) ? text : report(reading, text === "" ? "missing" : "bad-date", "date");
}

function readMarket(reading: Reading): string | null {
  const text = textAt(reading, "market");
  return /^[0-9A-Za-z_-]{1,20}$/.test(text) ? text : report(reading, text === "" ? "missing" : "bad-market", "market");
}

/** A whole number from 1 to `most`, in plain digits or with commas between thousands. */
function readWhole(reading: Reading, field: Field, most: number): number | null {
  const text = textAt(reading, field);
  if (text === "") return report(reading, "missing", field);
  if (/^-[\d,.]+$/.test(text)) return report(reading, "negative", field);
  if (!/^(\d+|\d{1,3}(,\d{3})+)$/.test(text)) return report(reading, "not-whole", field);
  const value = Number(text.replaceAll(",", ""));
  if (value > most) return report(reading, "too-large", field, most);
  return value === 0 ? report(reading, "zero", field) : value;
}
