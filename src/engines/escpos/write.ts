/**
 * A receipt as ESC/POS bytes, the command language of receipt printers (Epson's reference; every command used here is
 * also in the manuals of the common Chinese makers). Widths are in columns of 12 dots: 32 on 58 mm paper, 48 on 80 mm.
 *
 * Errors: RangeError for data that no symbol of the paper's width can hold, or a size out of range.
 */
import type { Gb18030 } from "../gb18030/gb18030.ts";
import { columnsOf, pad, printable, wrap, type Align, type Charset } from "./text.ts";

export const DOTS_PER_COLUMN = 12;
/** Columns of a roll of so many millimetres. */
export const ROLL_COLUMNS = { 58: 32, 80: 48 } as const;
export const MAX_SCALE = 8;

/** How often wider and higher than normal, 1–8 each. */
export interface Scale {
  readonly wide: number;
  readonly tall: number;
}
export interface Style {
  readonly align?: Align;
  readonly bold?: boolean;
  readonly scale?: Scale;
}
export interface Cell {
  readonly text: string;
  readonly columns: number;
  readonly align: Align;
}

export type ReceiptLine =
  | ({ readonly kind: "text"; readonly text: string } & Style)
  /** Cells side by side with a column between them; a long text continues below in its own cell. */
  | { readonly kind: "cells"; readonly cells: readonly Cell[]; readonly bold?: boolean }
  /** A label and what it comes to, at the two ends of a line; on two lines when one is too short. */
  | { readonly kind: "pair"; readonly left: string; readonly right: string; readonly bold?: boolean; readonly scale?: Scale }
  | { readonly kind: "rule"; readonly char: "-" | "=" | "." }
  /** `dots`: width of a module, 1–16. Data: ASCII or UTF-8, at most MAX_QR_BYTES. */
  | { readonly kind: "qr"; readonly data: string; readonly dots: number; readonly align?: Align }
  /** Code 128; `gs1` begins with FNC1. `dots`: height. Data: printable ASCII. */
  | { readonly kind: "barcode"; readonly data: string; readonly dots: number; readonly gs1?: boolean; readonly align?: Align }
  | { readonly kind: "feed"; readonly lines: number }
  | { readonly kind: "cut" }
  | { readonly kind: "drawer" };

export interface Printer {
  readonly columns: number;
  readonly charset: Charset;
}

const ESC = 0x1b;
const GS = 0x1d;
const FS = 0x1c;
const LF = 0x0a;
const ALIGN_CODE = { start: 0, center: 1, end: 2 } as const;
const PLAIN: Required<Style> = { align: "start", bold: false, scale: { wide: 1, tall: 1 } };
/** Version 40 at error correction M holds so many bytes; a receipt's link is far shorter. */
export const MAX_QR_BYTES = 2_331;
export const MAX_BARCODE_LENGTH = 80;
const CODE128_MODULES = 11;
/** Start, check and stop signs, and a quiet zone on both sides. */
const CODE128_FRAME = 2 * CODE128_MODULES + 13 + 20;
/** Below a quarter of a millimetre a module is no longer read by a phone. */
const MIN_MODULE_DOTS = 2;
const MAX_MODULE_DOTS = 3;

/** Dots of a module of this bar code on a paper of so many columns; 0 when it cannot be printed readably. */
export function barcodeModule(data: string, gs1: boolean, columns: number): number {
  if (!/^[\x20-\x7e]+$/.test(data) || data.length > MAX_BARCODE_LENGTH) return 0;
  const symbols = (isPairs(data) ? data.length / 2 : data.length) + (gs1 ? 1 : 0);
  const module = Math.min(MAX_MODULE_DOTS, Math.floor((columns * DOTS_PER_COLUMN) / (symbols * CODE128_MODULES + CODE128_FRAME)));
  return module < MIN_MODULE_DOTS ? 0 : module;
}

const isPairs = (data: string): boolean => /^(?:\d\d)+$/.test(data);

/** Bytes of a whole receipt: the printer is set up, told every line, and left as it was found. */
export function writeReceipt(lines: readonly ReceiptLine[], printer: Printer, codec: Gb18030): Uint8Array {
  const out = new Out(printer, codec);
  out.raw(ESC, 0x40, FS, 0x26);
  for (const line of lines) writeLine(out, line);
  out.style(PLAIN);
  return out.bytes();
}

function writeLine(out: Out, line: ReceiptLine): void {
  const { columns } = out.printer;
  switch (line.kind) {
    case "text": {
      const style = { ...PLAIN, ...line };
      const room = Math.max(1, Math.floor(columns / style.scale.wide));
      for (const part of out.clean(line.text).flatMap((text) => wrap(text, room))) out.line(part, style);
      return;
    }
    case "cells": {
      const cells = line.cells.map((cell) => out.clean(cell.text).flatMap((text) => wrap(text, cell.columns)));
      const rows = Math.max(...cells.map((parts) => parts.length));
      for (let row = 0; row < rows; row++) {
        const text = line.cells.map((cell, at) => pad(cells[at]![row] ?? "", cell.columns, cell.align)).join(" ");
        out.line(text.trimEnd(), { ...PLAIN, bold: line.bold ?? false });
      }
      return;
    }
    case "pair": return writePair(out, line);
    case "rule": return out.line(line.char.repeat(columns), PLAIN);
    case "qr": return writeQr(out, line);
    case "barcode": return writeBarcode(out, line);
    case "feed":
      if (line.lines < 1 || line.lines > 255) throw new RangeError(`a printer feeds 1 to 255 lines, not ${line.lines}`);
      return out.raw(ESC, 0x64, line.lines);
    case "cut": return out.raw(GS, 0x56, 66, 0);
    case "drawer": return out.raw(ESC, 0x70, 0, 25, 250);
  }
}

function writePair(out: Out, { left, right, bold = false, scale = PLAIN.scale }: Extract<ReceiptLine, { kind: "pair" }>): void {
  const room = Math.max(1, Math.floor(out.printer.columns / scale.wide));
  const [label, value] = [out.clean(left).join(" "), out.clean(right).join(" ")];
  const style = { ...PLAIN, bold, scale };
  const free = room - columnsOf(value);
  if (columnsOf(label) + 1 <= free) return out.line(label + " ".repeat(free - columnsOf(label)) + value, style);
  for (const part of wrap(label, room)) out.line(part, style);
  for (const part of wrap(value, room)) out.line(pad(part, room, "end"), style);
}

/** Model 2, error correction M, as in ISO/IEC 18004. The printer draws it from the data. */
function writeQr(out: Out, { data, dots, align = "center" }: Extract<ReceiptLine, { kind: "qr" }>): void {
  const bytes = utf8(data);
  if (bytes.length === 0 || bytes.length > MAX_QR_BYTES) throw new RangeError(`a QR code holds 1 to ${MAX_QR_BYTES} bytes, not ${bytes.length}`);
  if (dots < 1 || dots > 16) throw new RangeError(`a module of a QR code is 1 to 16 dots wide, not ${dots}`);
  const size = bytes.length + 3;
  out.style({ ...PLAIN, align });
  out.raw(GS, 0x28, 0x6b, 4, 0, 49, 65, 50, 0);
  out.raw(GS, 0x28, 0x6b, 3, 0, 49, 67, dots);
  out.raw(GS, 0x28, 0x6b, 3, 0, 49, 69, 49);
  out.raw(GS, 0x28, 0x6b, size & 0xff, size >> 8, 49, 80, 48, ...bytes);
  out.raw(GS, 0x28, 0x6b, 3, 0, 49, 81, 48);
}

function writeBarcode(out: Out, { data, dots, gs1 = false, align = "center" }: Extract<ReceiptLine, { kind: "barcode" }>): void {
  if (!/^[\x20-\x7e]+$/.test(data) || data.length > MAX_BARCODE_LENGTH) throw new RangeError(`a bar code holds 1 to ${MAX_BARCODE_LENGTH} printable ASCII characters`);
  if (dots < 1 || dots > 255) throw new RangeError(`a bar code is 1 to 255 dots high, not ${dots}`);
  const module = barcodeModule(data, gs1, out.printer.columns);
  if (module === 0) throw new RangeError(`"${data}" is too long for a bar code on this paper`);
  const code = isPairs(data)
    ? [0x7b, 0x43, ...(gs1 ? [0x7b, 0x31] : []), ...data.match(/\d\d/g)!.map(Number)]
    : [0x7b, 0x42, ...(gs1 ? [0x7b, 0x31] : []), ...[...data].flatMap((char) => (char === "{" ? [0x7b, 0x7b] : [char.charCodeAt(0)]))];
  out.style({ ...PLAIN, align });
  // Its own text below would come in the printer's Latin font; the paper says the number in words anyway.
  out.raw(GS, 0x48, 0, GS, 0x68, dots, GS, 0x77, module, GS, 0x6b, 73, code.length, ...code);
  out.raw(LF);
}

class Out {
  readonly printer: Printer;
  readonly #codec: Gb18030;
  readonly #bytes: number[] = [];
  #style: Required<Style> = PLAIN;

  constructor(printer: Printer, codec: Gb18030) {
    this.printer = printer;
    this.#codec = codec;
  }

  raw(...bytes: readonly number[]): void {
    for (const byte of bytes) this.#bytes.push(byte);
  }

  /** The lines of a text as the printer can print them. */
  clean(text: string): string[] {
    return text.replaceAll("\r\n", "\n").split("\n").map((line) => printable(line, this.printer.charset, this.#codec));
  }

  line(text: string, style: Required<Style>): void {
    this.style(style);
    this.raw(...this.#codec.encode(text), LF);
  }

  /** Only what changes is told. */
  style({ align, bold, scale }: Required<Style>): void {
    if (scale.wide < 1 || scale.wide > MAX_SCALE || scale.tall < 1 || scale.tall > MAX_SCALE) throw new RangeError(`a printer enlarges 1 to ${MAX_SCALE} times, not ${scale.wide} × ${scale.tall}`);
    if (align !== this.#style.align) this.raw(ESC, 0x61, ALIGN_CODE[align]);
    if (bold !== this.#style.bold) this.raw(ESC, 0x45, bold ? 1 : 0);
    if (scale.wide !== this.#style.scale.wide || scale.tall !== this.#style.scale.tall) this.raw(GS, 0x21, ((scale.wide - 1) << 4) | (scale.tall - 1));
    this.#style = { align, bold, scale };
  }

  bytes(): Uint8Array {
    return Uint8Array.from(this.#bytes);
  }
}

/** Engines have no TextEncoder; links are short. */
function utf8(text: string): number[] {
  return [...text].flatMap((char) => {
    const point = char.codePointAt(0)!;
    if (point < 0x80) return [point];
    if (point < 0x800) return [0xc0 | (point >> 6), 0x80 | (point & 0x3f)];
    if (point < 0x10000) return [0xe0 | (point >> 12), 0x80 | ((point >> 6) & 0x3f), 0x80 | (point & 0x3f)];
    return [0xf0 | (point >> 18), 0x80 | ((point >> 12) & 0x3f), 0x80 | ((point >> 6) & 0x3f), 0x80 | (point & 0x3f)];
  });
}
