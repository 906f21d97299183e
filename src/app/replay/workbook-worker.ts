/** Runs in a thread of its own, because a damaged workbook can keep its parser busy for ever. Started by `workbook.ts`. */
import { parentPort } from "node:worker_threads";
import { type CellObject, read, type WorkSheet } from "@e965/xlsx";
import type { GridLine } from "./grid.ts";
import { MAX_COLUMNS, MAX_ROWS_PER_FILE } from "./limits.ts";

export type WorkbookRequest = { readonly id: number; readonly content: Uint8Array | string };
export type WorkbookAnswer =
  | { readonly id: number; readonly lines: GridLine[]; readonly odd: boolean }
  | { readonly id: number; readonly broken: string };

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
    const type = typeof content === "string" ? "string" : "array";
    const book = read(content, { type, dense: true, raw: true, sheets: 0, cellHTML: false, cellText: false });
    const sheet = book.Sheets[book.SheetNames[0] ?? ""];
    return { id, lines: sheet === undefined ? [] : sheetLines(sheet), odd: oddities > 0 };
  } catch (error) {
    return { id, broken: error instanceof Error ? error.message : String(error) };
  }
}

function sheetLines(sheet: WorkSheet): GridLine[] {
  const data: (CellObject | undefined)[][] = sheet["!data"] ?? [];
  const lines: GridLine[] = [];
  // By keys, not by length: a hostile sheet may put one cell into row 900,000,000.
  for (const key of Object.keys(data)) {
    const line = sheetLine(Number(key) + 1, data[Number(key)] ?? []);
    if (line !== null) lines.push(line);
    if (lines.length > MAX_ROWS_PER_FILE + 10) break;
  }
  return lines;
}

function sheetLine(row: number, cells: readonly (CellObject | undefined)[]): GridLine | null {
  const texts: string[] = [];
  let formula: number | null = null;
  for (const key of Object.keys(cells)) {
    const index = Number(key);
    const cell = cells[index];
    if (cell === undefined) continue;
    const text = cellText(cell);
    if (text.trim() === "" && cell.f === undefined) continue;
    if (index >= MAX_COLUMNS) return { row, cells: texts, fault: { code: "column-count", cell: null } };
    while (texts.length < index) texts.push("");
    texts.push(text);
    if (cell.f !== undefined) formula ??= index;
  }
  if (texts.length === 0) return null;
  return formula === null ? { row, cells: texts } : { row, cells: texts, fault: { code: "formula", cell: formula } };
}

function cellText(cell: CellObject): string {
  if (typeof cell.v === "string" || typeof cell.v === "number") return String(cell.v);
  return cell.v === undefined || cell.v === null ? "" : `${cell.t}:${String(cell.v)}`;
}
