/**
 * The largest table of a web page that calls itself a workbook, as many programs "export to Excel". Written by hand or by old
 * programs, it may lack every closing tag; cells are told apart by their opening ones.
 */
import type { Cell, Line } from "../../engines/table/cell.ts";
import { createMergeMarker, type Merge } from "../../engines/table/merge.ts";
import { SheetFault } from "./fault.ts";
import { MAX_COLUMNS } from "./limits.ts";
import { unescapeXml } from "./xml.ts";

interface Table {
  readonly rows: Cell[][];
  readonly merges: Merge[];
  /** Of a column that a cell above reaches into: the last row it covers. */
  readonly covered: number[];
}

const TOKEN = /<!--[\s\S]*?-->|<(script|style|head)\b[\s\S]*?<\/\1\s*>|<(\/?)([a-z][\w:]*)((?:"[^"]*"|'[^']*'|[^>"'])*)>|[^<]+|</gi;
const BREAKS = new Set(["br", "p", "div", "li"]);
const MAX_SPAN = 65_534;

export function htmlLines(text: string): Line[] {
  const tables = tablesOf(text);
  const largest = tables.reduce<Table | undefined>((best, one) => (one.rows.length > (best?.rows.length ?? 0) ? one : best), undefined);
  if (largest === undefined) throw new SheetFault("unknown_format", "a page without a table");
  const mark = createMergeMarker(largest.merges, MAX_COLUMNS);
  return largest.rows.flatMap((cells, at) => (cells.some((cell) => cell !== null) ? [mark({ row: at + 1, cells })] : []));
}

function tablesOf(text: string): Table[] {
  const tables: Table[] = [];
  const open: Table[] = [];
  let cell: { column: number; formula: string | null; text: string } | null = null;
  const close = (): void => {
    const row = open[0]?.rows.at(-1);
    if (cell !== null && row !== undefined) row[cell.column] = cellOf(cell.text, cell.formula);
    cell = null;
  };
  for (const [token, , slash, name, attributes = ""] of text.matchAll(TOKEN)) {
    if (name === undefined) {
      if (cell !== null && !token.startsWith("<")) cell.text += token.replaceAll(/\s+/g, " ");
      continue;
    }
    const tag = name.toLowerCase();
    if (tag === "table") {
      // A table within a cell belongs to that cell's text; the outermost one is the table.
      if (slash === "/") {
        if (open.length === 1) close();
        open.pop();
      } else {
        const table: Table = { rows: [], merges: [], covered: [] };
        if (open.length === 0) tables.push(table);
        open.push(table);
      }
    } else if (open.length > 1) {
      if (cell !== null) cell.text += " ";
    } else if (tag === "tr" && open[0] !== undefined) {
      close();
      if (slash === "") open[0].rows.push([]);
    } else if ((tag === "td" || tag === "th") && open[0] !== undefined) {
      close();
      if (slash === "") cell = openCell(open[0], attributes);
    } else if (BREAKS.has(tag) && cell !== null && cell.text.trim() !== "") cell.text += "\n";
  }
  close();
  return tables;
}

/** The first column that no cell above or before reaches into. */
function openCell(table: Table, attributes: string): { column: number; formula: string | null; text: string } {
  if (table.rows.length === 0) table.rows.push([]);
  const cells = table.rows.at(-1)!;
  const row = table.rows.length;
  let column = cells.length;
  while ((table.covered[column] ?? 0) >= row) column += 1;
  const span = (name: string): number => Math.min(MAX_SPAN, Math.max(1, Number(said(attributes, name) ?? 1) || 1));
  const [across, down] = [Math.min(span("colspan"), MAX_COLUMNS), span("rowspan")];
  if (column >= MAX_COLUMNS) throw new SheetFault("too_wide", String(row));
  while (cells.length < column + across) cells.push(null);
  if (across > 1 || down > 1) {
    table.merges.push({ top: row, bottom: row + down - 1, left: column, right: column + across - 1 });
    for (let at = column; at < column + across; at += 1) table.covered[at] = row + down - 1;
  }
  return { column, formula: said(attributes, "x:fmla"), text: "" };
}

function said(attributes: string, name: string): string | null {
  const found = new RegExp(`\\b${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, "i").exec(attributes);
  return found === null ? null : unescapeXml(found[1] ?? found[2] ?? found[3] ?? "");
}

const NAMED: Readonly<Record<string, string>> = { nbsp: "\u00a0", ensp: " ", emsp: " ", yen: "¥", middot: "·", times: "×", ndash: "–", mdash: "—", laquo: "«", raquo: "»", ldquo: "“", rdquo: "”", hellip: "…", copy: "©", deg: "°" };

function cellOf(text: string, formula: string | null): Cell {
  const value = unescapeXml(text.replaceAll(/&(\w+);/g, (whole, name: string) => NAMED[name.toLowerCase()] ?? whole)).split("\n").map((line) => line.trim()).join("\n").trim();
  if (formula !== null && formula !== "") return { odd: "formula", value: value === "" ? null : value, text: formula.replace(/^=/, "") };
  return value === "" ? null : value;
}
