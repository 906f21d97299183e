/** What only the library reads: .xls of Excel 5 to 2003, .xlsb, .ods and the XML of Excel 2003. It reads a file whole, so its progress jumps. */
import { SSF, read, set_cptable, type CellObject, type WorkSheet } from "@e965/xlsx";
import type { Cell, Line } from "../../engines/table/cell.ts";
import { createMergeMarker } from "../../engines/table/merge.ts";
import { SheetFault } from "./fault.ts";
import { MAX_COLUMNS } from "./limits.ts";

export interface LegacySheet {
  readonly sheet: string;
  readonly date1904: boolean;
  readonly lines: readonly Line[];
}

/** At most `maxRows` lines and one more. */
export async function readLegacy(content: Uint8Array | string, maxRows: number): Promise<LegacySheet> {
  // Workbooks from before 1997 hold GBK; the tables for it are large and seldom needed.
  set_cptable(await import("@e965/xlsx/dist/cpexcel.full"));
  const book = parse(content);
  const names = book.SheetNames.filter((_name, at) => (book.Workbook?.Sheets?.[at]?.Hidden ?? 0) === 0);
  const date1904 = book.Workbook?.WBProps?.date1904 === true;
  for (const name of names) {
    const sheet = book.Sheets[name];
    const lines = sheet === undefined ? [] : linesOf(sheet, maxRows);
    if (lines.length > 0) return { sheet: name, date1904, lines };
  }
  return { sheet: names[0] ?? "", date1904, lines: [] };
}

function parse(content: Uint8Array | string): ReturnType<typeof read> {
  try {
    return read(content, { type: typeof content === "string" ? "string" : "array", dense: true, raw: true, cellNF: true, cellHTML: false, cellText: false });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new SheetFault(/password|encrypt/i.test(why) ? "encrypted" : "broken", why);
  }
}

function linesOf(sheet: WorkSheet, maxRows: number): Line[] {
  const data: (CellObject | undefined)[][] = sheet["!data"] ?? [];
  const mark = createMergeMarker((sheet["!merges"] ?? []).map(({ s, e }) => ({ top: s.r + 1, bottom: e.r + 1, left: s.c, right: e.c })), MAX_COLUMNS);
  const lines: Line[] = [];
  // By keys, not by length: a hostile sheet may put one cell into row 900,000,000.
  for (const key of Object.keys(data)) {
    const row = Number(key) + 1;
    const cells = cellsOf(data[Number(key)] ?? [], row);
    if (cells.length > 0 && lines.push(mark({ row, cells })) > maxRows) break;
  }
  return lines;
}

function cellsOf(found: readonly (CellObject | undefined)[], row: number): Cell[] {
  const cells: Cell[] = [];
  for (const key of Object.keys(found)) {
    const cell = cellOf(found[Number(key)]);
    if (cell === null) continue;
    if (Number(key) >= MAX_COLUMNS) throw new SheetFault("too_wide", String(row));
    while (cells.length < Number(key)) cells.push(null);
    cells.push(cell);
  }
  return cells;
}

const isDateFormat = (format: unknown): boolean => typeof format === "string" && (SSF as { is_date(format: string): boolean }).is_date(format);

function cellOf(cell: CellObject | undefined): Cell {
  if (cell === undefined) return null;
  const value = plainOf(cell);
  if (cell.t === "e") return { odd: "error", value: null, text: ERRORS[Number(cell.v)] ?? "#N/A" };
  if (cell.f !== undefined) return { odd: "formula", value, text: cell.f };
  if (typeof value === "number" && isDateFormat(cell.z)) return { odd: "date", value, text: "" };
  return value;
}

function plainOf({ v, t }: CellObject): string | number | boolean | null {
  if (typeof v === "number" || typeof v === "boolean") return v;
  return v === undefined || v === null || v === "" || t === "z" ? null : String(v);
}

const ERRORS: Readonly<Record<number, string>> = { 0x00: "#NULL!", 0x07: "#DIV/0!", 0x0f: "#VALUE!", 0x17: "#REF!", 0x1d: "#NAME?", 0x24: "#NUM!", 0x2a: "#N/A" };
