/** Runs in a thread of its own, because a damaged workbook can keep its parser busy for ever. Started by `workbook.ts`. */
import { parentPort } from "node:worker_threads";
import { type CellObject, read, SSF, type WorkSheet } from "@e965/xlsx";
import { type ArchiveFault, archiveFault } from "./archive.ts";
import type { GridLine } from "./grid.ts";
import { MAX_COLUMNS, MAX_ROWS_PER_FILE, MAX_UNPACKED_BYTES } from "./limits.ts";

export type WorkbookRequest = { readonly id: number; readonly content: Uint8Array | string };
export type WorkbookAnswer =
  | { readonly id: number; readonly lines: GridLine[]; readonly odd: boolean }
  | { readonly id: number; readonly fault: ArchiveFault; readonly detail: string };

const port = parentPort;
if (port === null) throw new Error("The workbook reader runs as a worker thread only");

let oddities = 0;
// The parser tells of records it does not know only through the console.
console.error = () => {
  oddities += 1;
};

port.on("message", ({ id, content }: WorkbookRequest) => {
  port.postMessage(answer(id, content));
});

function answer(id: number, content: Uint8Array | string): WorkbookAnswer {
  oddities = 0;
  try {
    const fault = typeof content !== "string" && isZip(content) ? archiveFault(content, MAX_UNPACKED_BYTES) : null;
    if (fault !== null) return { id, fault, detail: String(MAX_UNPACKED_BYTES) };
    const type = typeof content === "string" ? "string" : "array";
    const book = read(content, { type, dense: true, raw: true, sheets: 0, cellHTML: false, cellText: false, cellNF: true });
    const sheet = book.Sheets[book.SheetNames[0] ?? ""];
    // A legacy workbook that was cut off between two records names its sheet and never ends it.
    if (sheet === undefined) return { id, fault: "workbook-broken", detail: "The first sheet does not end." };
    const date1904 = book.Workbook?.WBProps?.date1904 === true;
    return { id, lines: sheetLines(sheet, date1904), odd: oddities > 0 };
  } catch (error) {
    return { id, fault: "workbook-broken", detail: error instanceof Error ? error.message : String(error) };
  }
}

const isZip = (content: Uint8Array): boolean => content[0] === 0x50 && content[1] === 0x4b;

function sheetLines(sheet: WorkSheet, date1904: boolean): GridLine[] {
  const data: (CellObject | undefined)[][] = sheet["!data"] ?? [];
  const lines: GridLine[] = [];
  // By keys, not by length: a hostile sheet may put one cell into row 900,000,000.
  for (const key of Object.keys(data)) {
    const line = sheetLine(Number(key) + 1, data[Number(key)] ?? [], date1904);
    if (line !== null) lines.push(line);
    if (lines.length > MAX_ROWS_PER_FILE + 10) break;
  }
  return lines;
}

function sheetLine(row: number, cells: readonly (CellObject | undefined)[], date1904: boolean): GridLine | null {
  const texts: string[] = [];
  let formula: number | null = null;
  for (const key of Object.keys(cells)) {
    const index = Number(key);
    const cell = cells[index];
    if (cell === undefined) continue;
    const text = cellText(cell, date1904);
    if (text.trim() === "" && cell.f === undefined) continue;
    if (index >= MAX_COLUMNS) return { row, cells: texts, fault: { code: "column-count", cell: null } };
    while (texts.length < index) texts.push("");
    texts.push(text);
    if (cell.f !== undefined) formula ??= index;
  }
  if (texts.length === 0) return null;
  return formula === null ? { row, cells: texts } : { row, cells: texts, fault: { code: "formula", cell: formula } };
}

/** A day that a spreadsheet program made of a text like 2026-05-29 is a number with a date's format. */
function cellText(cell: CellObject, date1904: boolean): string {
  if (typeof cell.v === "number" && cell.z !== undefined && SSF.is_date(String(cell.z)) && Number.isInteger(cell.v)) {
    const day = SSF.parse_date_code(cell.v, { date1904 }) as { y: number; m: number; d: number } | null;
    if (day !== null) return dayText(day);
  }
  if (typeof cell.v === "string" || typeof cell.v === "number") return String(cell.v);
  return cell.v === undefined || cell.v === null ? "" : `${cell.t}:${String(cell.v)}`;
}

const dayText = ({ y, m, d }: { y: number; m: number; d: number }): string => `${y}-${String(m).padStart(2, "0")}-${String(d).padStart(2, "0")}`;
