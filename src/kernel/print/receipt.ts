import { columnsOf } from "../../engines/escpos/text.ts";
import { DOTS_PER_COLUMN, barcodeModule, type Cell, type ReceiptLine, type Scale } from "../../engines/escpos/write.ts";
import type { Filled, FilledColumn } from "./fill.ts";
import type { ScaleName } from "./template.ts";

/** How much wider and higher the printer's letters get; most printers know nothing between once and twice. */
const SCALE: Readonly<Record<ScaleName, Scale>> = {
  small: { wide: 1, tall: 1 }, normal: { wide: 1, tall: 1 }, large: { wide: 1, tall: 2 }, huge: { wide: 2, tall: 2 }, giant: { wide: 3, tall: 3 },
};
/** A line of normal letters is 24 dots of 1/8 mm, and the gap to the next. */
const MM_PER_LINE = 4;
const DOTS_PER_MM = 8;
/** A QR code of a link has 29 to 41 modules; so many dots a module keep it within the paper and readable by a phone. */
const QR_MODULES = 41;
const MIN_QR_DOTS = 4;
const MAX_QR_DOTS = 10;
const BARCODE_DOTS = 80;
/** A name in less room than this is a column of letters. */
const MIN_NAME_COLUMNS = 12;
const GAP = 1;

/** A filled template as the lines of a receipt of so many columns. */
export function receiptOf(blocks: readonly Filled[], columns: number): ReceiptLine[] {
  const footers = blocks.filter((block) => block.kind === "footer");
  const rest = blocks.filter((block) => block.kind !== "footer");
  // The next paper is torn off above the print head, so the last lines must have left it.
  return [...[...rest, ...footers].flatMap((block) => linesOf(block, columns)), { kind: "feed", lines: 3 }];
}

function linesOf(block: Filled, columns: number): ReceiptLine[] {
  switch (block.kind) {
    case "text": {
      const line: ReceiptLine = { kind: "text", text: block.text, align: block.align, bold: block.bold, scale: SCALE[block.scale] };
      return block.boxed ? [{ kind: "rule", char: "-" }, line, { kind: "rule", char: "-" }] : [line];
    }
    case "fields": return block.facts.flatMap(({ label, value, bold }): ReceiptLine[] => {
      const style = { bold, scale: SCALE[block.scale] };
      if (label === "") return [{ kind: "text", text: value, ...style }];
      if (block.shape === "flow") return [{ kind: "text", text: `${label}: ${value}`, ...style }];
      return [{ kind: "pair", left: label, right: value, ...style }];
    });
    case "table": return tableOf(block, columns);
    case "rule": return [{ kind: "rule", char: block.style === "dashed" ? "." : block.style === "thick" ? "=" : "-" }];
    case "space": return [{ kind: "feed", lines: Math.max(1, Math.round(block.mm / MM_PER_LINE)) }];
    case "code": return codeOf(block, columns);
    case "logo": return [{ kind: "text", text: block.text, align: "center", bold: true, scale: SCALE.huge }];
    case "footer": return [{ kind: "text", text: block.text, align: block.align }];
    case "beside": return [...block.left, ...block.right].flatMap((one) => linesOf(one, columns));
  }
}

/** The printer draws a QR code itself, whatever the template's two-dimensional code is: few know DataMatrix. */
function codeOf(block: Extract<Filled, { kind: "code" }>, columns: number): ReceiptLine[] {
  const caption: ReceiptLine[] = block.caption === "" ? [] : [{ kind: "text", text: block.caption, align: block.align }];
  const line = { align: block.align, data: block.code === "gs1" ? `00${block.data}` : block.data };
  if (block.code === "qr" || block.code === "datamatrix") {
    const dots = Math.round(Math.min(block.mm * DOTS_PER_MM, columns * DOTS_PER_COLUMN) / QR_MODULES);
    return [{ kind: "qr", ...line, dots: Math.min(MAX_QR_DOTS, Math.max(MIN_QR_DOTS, dots)) }, ...caption];
  }
  // A number that no bar code of this paper holds is still there in letters.
  if (barcodeModule(line.data, block.code === "gs1", columns) === 0) return [{ kind: "text", text: block.data, align: block.align }, ...caption];
  return [{ kind: "barcode", ...line, dots: BARCODE_DOTS, gs1: block.code === "gs1" }, ...caption];
}

type Table = Extract<Filled, { kind: "table" }>;

/** Side by side where the names keep enough room; then all names in one column; else each row on two lines, the figures below the names. */
function tableOf(table: Table, columns: number): ReceiptLine[] {
  const whole = sideBySide(table, columns) ?? sideBySide(namesJoined(table), columns);
  if (whole !== null) return whole;
  const names = table.columns.flatMap((column, at) => (column.whole ? [] : [at]));
  const figures = table.columns.flatMap((column, at) => (column.whole ? [at] : []));
  const below = figureCells(table, figures, columns);
  const title = table.titles === null || below === null ? [] : figureLines(table.titles, figures, below, true);
  return [...title, ...table.rows.flatMap((row): ReceiptLine[] => [...nameLines(row, names), ...figureLines(row, figures, below, false)])];
}

function sideBySide(table: Table, columns: number): ReceiptLine[] | null {
  const widths = widthsOf(table, columns);
  if (widths === null) return null;
  const row = (texts: readonly string[], bold = false): ReceiptLine => ({ kind: "cells", bold, cells: texts.map((text, at): Cell => ({ text, columns: widths[at]!, align: table.columns[at]!.align })) });
  return [...(table.titles === null ? [] : [row(table.titles, true)]), ...table.rows.map((texts) => row(texts))];
}

/** The same table with all its names in the place of the first one. */
function namesJoined(table: Table): Table {
  const names = table.columns.flatMap((column, at) => (column.whole ? [] : [at]));
  const [first] = names;
  if (first === undefined) return table;
  const kept = table.columns.flatMap((column, at) => (column.whole || at === first ? [at] : []));
  const joined = (row: readonly string[]): string[] => kept.map((at) => (at === first ? joinNames(row, names) : row[at]!));
  return { ...table, columns: kept.map((at) => table.columns[at]!), titles: table.titles === null ? null : kept.map((at) => table.titles![at]!), rows: table.rows.map(joined) };
}

const joinNames = (row: readonly string[], names: readonly number[]): string => names.map((at) => row[at]!).filter((text) => text !== "").join(" ");

function nameLines(row: readonly string[], names: readonly number[]): ReceiptLine[] {
  const name = joinNames(row, names);
  return name === "" ? [] : [{ kind: "text", text: name }];
}

function figureLines(row: readonly string[], figures: readonly number[], below: readonly number[] | null, bold: boolean): ReceiptLine[] {
  if (figures.length === 0) return [];
  if (below === null) return figures.map((at): ReceiptLine => ({ kind: "pair", left: "", right: row[at]! }));
  return [{ kind: "cells", bold, cells: figures.map((at, n): Cell => ({ text: row[at]!, columns: below[n]!, align: "end" })) }];
}

/** Room for every figure whole, the free columns shared; null when they do not fit on one line. */
function figureCells(table: Table, figures: readonly number[], columns: number): number[] | null {
  const needs = figures.map((at) => neededBy(table, at));
  const free = columns - GAP * (figures.length - 1) - needs.reduce((sum, need) => sum + need, 0);
  if (figures.length === 0 || free < 0) return null;
  return needs.map((need, at) => need + Math.floor(free / needs.length) + (at < free % needs.length ? 1 : 0));
}

const neededBy = (table: Table, at: number): number => Math.max(...[...(table.titles === null ? [] : [table.titles]), ...table.rows].map((row) => columnsOf(row[at]!)));

function widthsOf(table: Table, columns: number): number[] | null {
  const whole = table.columns.map((column, at) => (column.whole ? neededBy(table, at) : 0));
  const names = table.columns.filter((column) => !column.whole);
  const room = columns - GAP * (table.columns.length - 1) - whole.reduce((sum, need) => sum + need, 0);
  if (names.length === 0) return room < 0 ? null : whole.map((need, at) => (at === 0 ? need + room : need));
  const given = share(table.columns, names, room);
  const fits = table.columns.every((column, at) => column.whole || given[at]! >= Math.min(MIN_NAME_COLUMNS, neededBy(table, at)));
  return fits ? table.columns.map((column, at) => (column.whole ? whole[at]! : given[at]!)) : null;
}

/** Divides the room of the names by their shares; what is left over goes to the first. */
function share(all: readonly FilledColumn[], names: readonly FilledColumn[], room: number): number[] {
  const total = names.reduce((sum, column) => sum + column.share, 0);
  const given = all.map((column) => (column.whole ? 0 : Math.floor((Math.max(0, room) * column.share) / total)));
  const first = all.findIndex((column) => !column.whole);
  given[first]! += Math.max(0, room) - given.reduce((sum, part) => sum + part, 0);
  return given;
}
