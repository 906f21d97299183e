/** Reads a workbook in a thread of its own, because a damaged one can keep its parser busy for ever. Started by `sheet.ts`. */
import { parentPort, workerData } from "node:worker_threads";
import { read, type CellObject } from "@e965/xlsx";
import type { SheetAnswer, SheetLine } from "./sheet.ts";

const { bytes, maxRows, maxColumns } = workerData as { bytes: Uint8Array; maxRows: number; maxColumns: number };
// The parser tells of records it does not know only through the console; a worker has no reader for that.
console.error = () => {};
parentPort?.postMessage(answer());

function answer(): SheetAnswer {
  try {
    const book = read(bytes, { type: "array", dense: true, sheets: 0, sheetRows: maxRows + 1, cellHTML: false, cellText: false, cellStyles: false });
    const sheet = book.Sheets[book.SheetNames[0] ?? ""];
    const data: (CellObject | undefined)[][] = sheet?.["!data"] ?? [];
    // By keys, not by length: a hostile sheet may put one cell into row 900,000,000.
    const lines = Object.keys(data).slice(0, maxRows + 1).flatMap((key) => lineOf(Number(key) + 1, data[Number(key)] ?? []));
    return { ok: true, lines, date1904: book.Workbook?.WBProps?.date1904 === true };
  } catch (error) {
    return { ok: false, fault: "broken", why: error instanceof Error ? error.message : String(error) };
  }
}

function lineOf(row: number, cells: readonly (CellObject | undefined)[]): SheetLine[] {
  const values: SheetLine["cells"] = {};
  for (const key of Object.keys(cells).slice(0, maxColumns)) {
    const cell = cells[Number(key)];
    if (cell === undefined || (cell.f === undefined && (cell.v === undefined || cell.v === null || cell.v === ""))) continue;
    if (cell.f !== undefined) values[Number(key)] = { kind: "formula", text: cell.f };
    else if (cell.t === "n") values[Number(key)] = { kind: "number", text: String(cell.v), number: Number(cell.v) };
    else if (cell.t === "e") values[Number(key)] = { kind: "formula", text: String(cell.w ?? cell.v) };
    else values[Number(key)] = { kind: "text", text: String(cell.v) };
  }
  return Object.keys(values).length === 0 ? [] : [{ row, cells: values }];
}
