/**
 * A table read by a list's description, in pieces as the file gives them, so that neither the table nor the time is ever taken
 * whole: `take` lines as they come, `finish` once.
 *
 * Nothing is taken silently for something else: what is not understood becomes a problem with its row, column, value and reason;
 * what is left out knowingly (a totals line, the template's example) becomes a remark.
 */
import { isBlank, isOdd, letterOf, numberText, type Cell, type Line, type OutCell } from "./cell.ts";
import type { Given, TableContext } from "./column.ts";
import { dayOfSerial } from "./days.ts";
import { foldAll, foldTitle } from "./fold.ts";
import { findHeader, HEADER_WITHIN, type Header } from "./header.ts";
import { sheetOf, type AnyColumn, type Columns, type Given as GivenValues, type List, type Values } from "./list.ts";
import { ProblemLog, REFUSED, shorten, type Problem, type Refused, type Remark } from "./reasons.ts";
import { exampleOf } from "./template.ts";

export interface TableRow<C extends Columns> {
  readonly row: number;
  /** The key's columns, folded and joined; null when they are blank. */
  readonly key: string | null;
  readonly values: GivenValues<C>;
  /** False once something about the line is wrong. */
  readonly sound: boolean;
  /** The values with everything that is needed; null when the line is not sound. */
  whole(): Values<C> | null;
  /** Nothing stands there, or there is no such column; what could not be read is not blank. */
  blank(column: keyof C & string): boolean;
  /** Names what is wrong with a cell of this line; for what only the list's module can know. */
  wrong(column: keyof C & string, reason: string, detail?: string): null;
  /** Names the cell that the market's own refusal of this line is about. */
  refused(column: keyof C & string, refusal: Refused): null;
}

export interface TableRead<C extends Columns> {
  readonly rows: readonly TableRow<C>[];
  /** Grows with `wrong`; by row and column in `inOrder`. */
  readonly problems: readonly Problem[];
  /** Further ones that are counted only. */
  readonly moreProblems: number;
  readonly remarks: readonly { readonly row: number; readonly remark: Remark }[];
}

export interface TableReading<C extends Columns> {
  take(lines: readonly Line[]): void;
  /** Lines read so far, the heading and blank ones not counted. */
  readonly count: number;
  finish(): TableRead<C>;
}

/** A totals line begins with its word, with or without the sum behind it. */
const TOTALS = /^(?:(?:本[页頁日月单單])?(?:合计|合計|小计|小計|总计|總計|共计|共計|累计|累計)(?:[\d.,¥(-].*)?|(?:sub|grand)?totals?|sum)$/;

export function startReading<C extends Columns>(list: List<C>, context: TableContext): TableReading<C> {
  const early: Line[] = [];
  const rows: Row<C>[] = [];
  const log = new ProblemLog();
  const remarks: { row: number; remark: Remark }[] = [];
  const examples = (["zh", "en"] as const).map((language) => exampleTexts(list, { ...context, language }));
  let reading: Reading<C> | null | undefined;

  const body = (line: Line): void => {
    // Without a heading nothing below it means anything, and the one problem about that says it all.
    if (!reading || line.row <= reading.header.row || line.cells.every((cell) => isBlank(cell))) return;
    const remark = remarkOn(reading, line, examples);
    if (remark === null) rows.push(readRow(reading, line));
    else remarks.push({ row: line.row, remark });
  };
  const begin = (): void => {
    const { header, problems } = findHeader(list, early);
    for (const problem of problems) log.add(problem);
    reading = header === null ? null : readingUnder(list, context, header, log);
    early.forEach(body);
  };
  return {
    get count() { return rows.length; },
    take(lines) {
      for (const line of lines) {
        if (reading !== undefined) body(line);
        else if (early.push(line) === HEADER_WITHIN) begin();
      }
    },
    finish() {
      if (reading === undefined) begin();
      return { rows, remarks, problems: log.list, get moreProblems() { return log.more; } };
    },
  };
}

/** The whole of a short table at once. */
export function readTable<C extends Columns>(list: List<C>, lines: readonly Line[], context: TableContext): TableRead<C> {
  const reading = startReading(list, context);
  reading.take(lines);
  return reading.finish();
}

/** Problems as people work through them: down the rows, along the columns. */
export function inOrder(problems: readonly Problem[]): Problem[] {
  const place = ({ letter }: Problem): number => (letter === "" ? Number.MAX_SAFE_INTEGER : [...letter].reduce((at, char) => at * 26 + char.charCodeAt(0) - 64, 0));
  return problems.toSorted((a, b) => a.row - b.row || place(a) - place(b));
}

interface Place {
  readonly key: string;
  readonly column: AnyColumn;
  readonly at: number;
}

interface Reading<C extends Columns> {
  readonly list: List<C>;
  readonly context: TableContext;
  readonly header: Header;
  /** The list's columns that are in the file. */
  readonly places: readonly Place[];
  readonly log: ProblemLog;
  /** Columns without a heading that have been named already. */
  readonly strays: Set<number>;
  /** By key, the row it stood in first. */
  readonly seen: Map<string, number>;
}

function readingUnder<C extends Columns>(list: List<C>, context: TableContext, header: Header, log: ProblemLog): Reading<C> {
  const places = Object.entries(list.columns).flatMap(([key, column]) => {
    const at = header.at.get(key);
    return at === undefined ? [] : [{ key, column, at }];
  });
  return { list, context, header, places, log, strays: new Set(), seen: new Map() };
}

class Row<C extends Columns> implements TableRow<C> {
  readonly row: number;
  readonly values: GivenValues<C>;
  key: string | null = null;
  /** Most lines are sound and need none. */
  #wrong: Set<string> | null = null;
  readonly #line: Line;
  readonly #reading: Reading<C>;

  constructor(reading: Reading<C>, line: Line, values: GivenValues<C>) {
    this.row = line.row;
    this.values = values;
    this.#line = line;
    this.#reading = reading;
  }

  get sound(): boolean {
    return this.#wrong === null;
  }

  blank(column: keyof C & string): boolean {
    return (this.values[column] ?? null) === null && this.#wrong?.has(column) !== true;
  }

  /** Data in a column without a heading: about no column of the list. */
  stray(): void {
    (this.#wrong ??= new Set()).add("");
  }

  whole(): Values<C> | null {
    // A needed value that is missing has been named, and the line is not sound.
    return this.sound ? (this.values as Values<C>) : null;
  }

  refused(column: keyof C & string, refusal: Refused): null {
    return this.wrong(column, REFUSED, refusal.refused, refusal);
  }

  wrong(column: keyof C & string, reason: string, detail = "", refusal?: Refused): null {
    const { header, list, log } = this.#reading;
    const at = header.at.get(column);
    (this.#wrong ??= new Set()).add(column);
    log.add({
      row: this.row, letter: at === undefined ? "" : letterOf(at), column: shorten((at === undefined ? undefined : header.titles.get(at)) ?? list.columns[column]!.zh),
      value: at === undefined ? "" : shorten(typed(this.#line.cells[at], this.#reading.context)), reason, detail: shorten(detail), ...(refusal === undefined ? {} : { refusal }),
    });
    return null;
  }
}

function readRow<C extends Columns>(reading: Reading<C>, line: Line): Row<C> {
  const { places, context } = reading;
  const values: Record<string, unknown> = {};
  const row = new Row(reading, line, values as GivenValues<C>);
  for (const { key, column, at } of places) if (column.shown !== true) values[key] = readCell(row, key, column, line.cells[at] ?? null, context);
  strayCells(reading, line, row);
  readKey(reading, row);
  return row;
}

function readKey<C extends Columns>({ list, seen }: Reading<C>, row: Row<C>): void {
  const { columns, codes } = list.key;
  const without = columns.filter((name) => row.values[name] === null || row.values[name] === undefined);
  // Half a key names nothing; a part that could not be read has been named already.
  if (without.length > 0 && without.length < columns.length) for (const name of without) if (row.blank(name)) row.wrong(name, "missing");
  if (without.length > 0) return;
  row.key = keyOf(columns.map((name) => row.values[name]));
  const first = seen.get(row.key);
  if (first === undefined) seen.set(row.key, row.row);
  else row.wrong(columns[0]!, codes?.repeated ?? "repeated_key", String(first));
}

/** How a key is compared: the way it was typed does not matter. */
export const keyOf = (parts: readonly unknown[]): string => parts.map((part) => foldAll(String(part)).toUpperCase()).join("\u001f");

function readCell<C extends Columns>(row: Row<C>, key: string, column: AnyColumn, found: Cell, context: TableContext): unknown {
  let cell = found;
  if (isOdd(cell) && cell.odd === "merged") {
    // Blank under a merged cell that covers from the side is what a merged remark looks like, and yet a value may be meant for both.
    if (column.merged !== "down" || cell.value === null) return row.wrong(key, "merged");
    cell = cell.value;
  }
  if (isOdd(cell) && cell.odd === "error") return row.wrong(key, "cell_error", cell.text);
  if (isOdd(cell) && cell.odd === "formula") {
    if (column.formula !== "value" || cell.value === null) return row.wrong(key, "formula", cell.value === null ? "" : String(cell.value));
    cell = cell.value;
  }
  if (isBlank(cell)) return column.needed ? row.wrong(key, "missing") : null;
  const read = column.type.read(cell as Given, context);
  return read.ok ? read.value : row.wrong(key, read.reason, read.detail);
}

/** Data under no heading would be dropped without a word; each such column is named once. */
function strayCells<C extends Columns>({ header, strays, log, context }: Reading<C>, line: Line, row: Row<C>): void {
  for (let at = 0; at < line.cells.length; at += 1) {
    const cell = line.cells[at];
    if (header.titles.has(at) || strays.has(at) || isBlank(cell)) continue;
    strays.add(at);
    row.stray();
    log.add({ row: line.row, letter: letterOf(at), column: "", value: shorten(typed(cell, context)), reason: "no_heading", detail: "" });
  }
}

/** A cell's content as it was typed, for people. */
function typed(cell: Cell | undefined, context: TableContext): string {
  if (!isOdd(cell)) return typeof cell === "number" ? numberText(cell) : String(cell ?? "");
  if (cell.odd === "formula") return `=${cell.text}`;
  if (cell.odd === "error") return cell.text;
  const day = cell.odd === "date" && typeof cell.value === "number" ? dayOfSerial(cell.value, context.date1904) : null;
  return day?.ok === true ? day.day : String(cell.value ?? "");
}

/** The example of a template as it is written, to know it where it was left in: by column, without the blank ones. */
function exampleTexts<C extends Columns>(list: List<C>, context: TableContext): ReadonlyMap<string, string> {
  const [cells = []] = [...sheetOf(list, [exampleOf(list)], context).rows];
  return new Map(Object.keys(list.columns).map((key, at) => [key, outText(cells[at] ?? null)] as const).filter(([, text]) => text !== ""));
}

function outText(cell: OutCell): string {
  if (typeof cell !== "object" || cell === null) return String(cell ?? "");
  return "day" in cell ? cell.day : cell.number;
}

function remarkOn<C extends Columns>(reading: Reading<C>, line: Line, examples: readonly ReadonlyMap<string, string>[]): Remark | null {
  const first = line.cells.find((cell) => !isBlank(cell));
  if (typeof first === "string" && TOTALS.test(foldTitle(first))) return "totals_line";
  const { places, header } = reading;
  const again = places.every(({ at }) => typeof line.cells[at] === "string" && foldTitle(line.cells[at]) === foldTitle(header.titles.get(at)!));
  if (again) return "header_again";
  return examples.some((example) => isExample(reading, line, example)) ? "example_line" : null;
}

/** One filled cell is not enough to know the example by. */
const LEAST_EXAMPLE_CELLS = 2;

function isExample<C extends Columns>({ places, context }: Reading<C>, line: Line, example: ReadonlyMap<string, string>): boolean {
  const alike = places.every(({ key, at }) => sameFigure(typed(line.cells[at], context), example.get(key) ?? ""));
  return alike && example.size >= LEAST_EXAMPLE_CELLS && places.filter(({ key }) => example.has(key)).length === example.size;
}

/** "18.50" of the template comes back as 18.5. */
const sameFigure = (a: string, b: string): boolean => a === b || (a !== "" && b !== "" && Number(a) === Number(b));
