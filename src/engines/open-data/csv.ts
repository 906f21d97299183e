import type { Cell, Dataset } from "./dataset.ts";

/** RFC 4180 in UTF-8: comma, CRLF, quotes where they are needed; null is empty. */
export const csvOfRows = (rows: readonly (readonly Cell[])[]): string => rows.map((row) => `${row.map(cellText).join(",")}\r\n`).join("");

/** A dataset under the names of its columns. */
export const csvText = ({ shape, rows }: Dataset): string => csvOfRows([shape.columns.map((column) => column.name), ...rows]);

const cellText = (cell: Cell): string => {
  const text = cell === null ? "" : String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** Reads what `csvText` writes; for those who check it. */
export function csvRows(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = "";
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at]!;
    if (quoted) {
      if (char !== '"') cell += char;
      else if (text[at + 1] === '"') { cell += '"'; at += 1; } else quoted = false;
    } else if (char === '"') quoted = true;
    else if (char === ",") { row.push(cell); cell = ""; } else if (char === "\r" && text[at + 1] === "\n") { rows.push([...row, cell]); row = []; cell = ""; at += 1; } else cell += char;
  }
  return rows;
}
