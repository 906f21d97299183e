import type { Printed } from "../../engines/escpos/read.ts";
import { columnsOf, type Align } from "../../engines/escpos/text.ts";
import { ROLL_COLUMNS } from "../../engines/escpos/write.ts";
import { drawCode } from "./codes.ts";
import { mm, type Mark, type Page } from "./page.ts";
import type { Roll } from "./template.ts";

/** A roll's paper, and the part of it that the print head reaches, in millimetres. */
const ROLLS = { "58mm": { paper: 58, printed: 48, columns: ROLL_COLUMNS[58] }, "80mm": { paper: 80, printed: 72, columns: ROLL_COLUMNS[80] } } as const;
export const columnsOfRoll = (roll: Roll): 32 | 48 => ROLLS[roll].columns;

const DOT_MM = 1 / 8;
const LETTER_MM = 24 * DOT_MM;
const GAP_MM = 6 * DOT_MM;
const EDGE_MM = 4;
/** From the top of a letter's field down to its base line, in parts of its height. */
const BASE = 0.84;
const CUT_MM = 3;

/** What a receipt printer prints from these bytes, drawn: letters in their columns, codes in their dots. As long as it needs. */
export function rollPage(printed: readonly Printed[], roll: Roll): Page {
  const { paper, printed: reach, columns } = ROLLS[roll];
  const left = (paper - reach) / 2;
  const marks: Mark[] = [];
  let top = EDGE_MM;
  for (const one of printed) {
    if (one.kind === "line") {
      const height = LETTER_MM * one.tall;
      marks.push(...lineMarks(one, mm(left), mm(top), mm(reach / columns), columns));
      top += height + GAP_MM;
    } else if (one.kind === "qr" || one.kind === "barcode") {
      const { drawn, height } = codeMarks(one, left, top, reach);
      marks.push(...drawn);
      top += height + GAP_MM;
    } else if (one.kind === "feed") top += one.lines * (LETTER_MM + GAP_MM);
    else if (one.kind === "cut") {
      marks.push({ kind: "line", x: 0, y: mm(top), width: mm(paper), stroke: 0.5, dashed: true, soft: true });
      top += CUT_MM;
    }
  }
  return { width: mm(paper), height: mm(top + EDGE_MM), marks };
}

function lineMarks(line: Extract<Printed, { kind: "line" }>, left: number, top: number, cell: number, columns: number): Mark[] {
  const free = columns - columnsOf(line.text) * line.wide;
  let column = startOf(line.align, free);
  const size = mm(LETTER_MM) * line.tall;
  const marks: Mark[] = [];
  for (const run of line.text.match(/ +|[!-~]+|[^ -~]+/g) ?? []) {
    const wide = columnsOf(run) * line.wide;
    if (!run.startsWith(" ")) marks.push({ kind: "text", x: left + column * cell, y: top + size * BASE, size, width: wide * cell, bold: line.bold, soft: false, text: run });
    column += wide;
  }
  return marks;
}

const startOf = (align: Align, free: number): number => (align === "end" ? free : align === "center" ? free / 2 : 0);

function codeMarks(code: Extract<Printed, { kind: "qr" | "barcode" }>, left: number, top: number, reach: number): { drawn: Mark[]; height: number } {
  const qr = code.kind === "qr";
  const drawn = qr ? drawCode("qr", code.data) : drawCode(code.gs1 ? "gs1" : "code128", code.gs1 ? code.data.slice(2) : code.data);
  if (drawn === null) return { drawn: [], height: 0 };
  // A module is four units of a drawn QR code and two of a bar code.
  const width = (drawn.width / (qr ? 4 : 2)) * (qr ? code.dots : code.module) * DOT_MM;
  const scale = mm(width) / drawn.width;
  const x = left + startOf(code.align, reach - width);
  return { drawn: [{ kind: "shape", x: mm(x), y: mm(top), scale, path: drawn.path }], height: (drawn.height * scale) / mm(1) };
}
