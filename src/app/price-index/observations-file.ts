/** Reads `period,item,price,quantity` from a CSV file: columns in any order, others passed over, every fault with its place. */
import { readFileSync, statSync } from "node:fs";
import { createCollector, type SortedRows } from "../../engines/price-index/table.ts";
import { SheetFault } from "../../kernel/sheets/fault.ts";
import { decode } from "../../kernel/sheets/encoding.ts";
import { UsageError } from "../cli/usage.ts";
import { csvLines } from "../replay/csv.ts";
import type { GridLine } from "../replay/grid.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

/** A text must fit into one string of the runtime. */
export const MAX_FILE_BYTES = 500 * 1024 * 1024;
/** More are counted, not listed. */
const PROBLEMS_SHOWN = 20;
const MAX_SHOWN_CHARS = 40;

const COLUMNS = ["period", "item", "price", "quantity"] as const;
type Column = (typeof COLUMNS)[number];
type ProblemCode = keyof typeof zh.problems;

export interface ObservationsFile {
  readonly rows: SortedRows;
  /** Rows of quantity 0. */
  readonly skipped: number;
}

/** needed: the formula looks at quantities; else incomplete ones are ignored. Throws UsageError where there is no such file, an Error with every place (up to a number) where the file cannot be used. */
export function readObservations(file: string, needed: boolean): ObservationsFile {
  const text = textOf(file);
  const problems = createProblems();
  const collector = createCollector();
  let header: Header | null = null;
  let skipped = 0;
  let quantified: boolean | null = null;
  for (const line of csvLines(text)) {
    if (line.fault !== undefined) {
      problems.add(line.fault.code as ProblemCode, line.row);
      continue;
    }
    if (header === null) {
      header = headerOf(line);
      continue;
    }
    const row = observationOf(line, header, problems);
    if (row === null) continue;
    quantified ??= row.quantity !== null;
    if (needed && quantified !== (row.quantity !== null)) problems.add("quantity-missing", line.row, "quantity", "");
    else if (row.quantity === 0) skipped += 1;
    else if (problems.count === 0) collector.add(row.period, row.item, row.price, row.quantity);
  }
  if (header === null) throw new Error(`${zh.header.empty} ${en.header.empty}`);
  problems.end();
  return { rows: collector.rows(needed ? "needed" : "ignored-if-incomplete"), skipped };
}

function textOf(file: string): string {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found === undefined) throw new UsageError(`There is no file ${file}. 没有文件 ${file}。`);
  if (!found.isFile()) throw new UsageError(`${file} is not an ordinary file; give a CSV file. 这不是普通文件，请给出 CSV 文件。`);
  if (found.size > MAX_FILE_BYTES) throw new UsageError(`${file} is larger than ${MAX_FILE_BYTES} bytes; split it by periods, or add up its rows first. 文件太大，请按时期拆分，或先汇总。`);
  try {
    return decode(readFileSync(file)).text.replace(/^\uFEFF/, "");
  } catch (error) {
    if (error instanceof SheetFault) throw new Error(`${file}: the text encoding is not known; save the file as UTF-8. 认不出文字编码，请另存为 UTF-8。`);
    throw error;
  }
}

/** Where each column stands; −1 for a quantity that is not there. */
interface Header extends Readonly<Record<Column, number>> {
  readonly cells: number;
}

function headerOf({ cells }: GridLine): Header {
  const names = cells.map((cell) => cell.trim().toLowerCase());
  const at = (column: Column): number => {
    const place = names.indexOf(column);
    if (place === -1 && column !== "quantity") throw new Error(`${zh.header.missing(column)} ${en.header.missing(column)}`);
    if (place !== names.lastIndexOf(column)) throw new Error(`${zh.header.repeated(column)} ${en.header.repeated(column)}`);
    return place;
  };
  return { period: at("period"), item: at("item"), price: at("price"), quantity: at("quantity"), cells: cells.length };
}

interface Row {
  readonly period: string;
  readonly item: string;
  readonly price: number;
  readonly quantity: number | null;
}

function observationOf({ row, cells }: GridLine, header: Header, problems: Problems): Row | null {
  if (cells.length > header.cells && cells.slice(header.cells).some((cell) => cell.trim() !== "")) {
    problems.add("too-many-cells", row);
    return null;
  }
  const cell = (column: Column): string => cells[header[column]]?.trim() ?? "";
  const [period, item] = [cell("period"), cell("item")];
  const price = numberOf(cell("price"));
  const amount = cell("quantity");
  const quantity = amount === "" ? null : numberOf(amount);
  const before = problems.count;
  if (period === "") problems.add("label-missing", row, "period", period);
  if (item === "") problems.add("label-missing", row, "item", item);
  if (Number.isNaN(price)) problems.add("not-a-number", row, "price", cell("price"));
  else if (price <= 0) problems.add("price-not-positive", row, "price", cell("price"));
  if (quantity !== null && Number.isNaN(quantity)) problems.add("not-a-number", row, "quantity", amount);
  else if (quantity !== null && quantity < 0) problems.add("quantity-negative", row, "quantity", amount);
  return problems.count === before ? { period, item, price, quantity } : null;
}

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/** NaN for what is no finite number. */
function numberOf(text: string): number {
  const value = NUMBER.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(value) ? value : Number.NaN;
}

interface Problems {
  readonly count: number;
  add(code: ProblemCode, row: number, column?: Column, value?: string): void;
  end(): void;
}

function createProblems(): Problems {
  const lines: string[] = [];
  let count = 0;
  return {
    get count() {
      return count;
    },
    add(code, row, column, value = "") {
      count += 1;
      if (lines.length >= PROBLEMS_SHOWN) return;
      // What stands in a file from anywhere must not steer the terminal.
      const shown = value.slice(0, MAX_SHOWN_CHARS).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "·");
      const place = (words: typeof zh): string => (column === undefined ? words.atRow(row) : words.at(row, column, shown));
      lines.push(`  ${place(zh)}：${zh.problems[code]} ${place(en)}: ${en.problems[code]}`);
    },
    end() {
      if (count === 0) return;
      const rest = count - lines.length;
      throw new Error([`${zh.bad(count)} ${en.bad(count)}`, ...lines, ...(rest > 0 ? [`  ${zh.more(rest)} ${en.more(rest)}`] : [])].join("\n"));
    },
  };
}
