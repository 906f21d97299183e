/** A source's file, of whatever make, to rows: text in a stream however long, workbooks in the sheets' own reader, JSON as a list of objects. */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open, readFile as readBytes, stat } from "node:fs/promises";
import { basename } from "node:path";
import { CsvRecords, OpenQuote } from "../../engines/collection/csv.ts";
import type { FileFacts, SourceFormat } from "../../engines/collection/formats.ts";
import { HEADER_WITHIN, RowReader, headerIn, type Header } from "../../engines/collection/reading.ts";
import { Tally, type TakenRow } from "../../engines/collection/tally.ts";
import { isOdd, numberText, type Cell } from "../../engines/table/cell.ts";
import { dayOfSerial } from "../../engines/table/days.ts";
import { decode } from "../../kernel/sheets/encoding.ts";
import { SheetFault } from "../../kernel/sheets/fault.ts";
import { MAX_SHEET_ROWS } from "../../kernel/sheets/limits.ts";
import { readFile as readSheet } from "../../kernel/sheets/reader.ts";

/** Looked at to tell what a file is. */
const HEAD_BYTES = 64 * 1024;
const CHUNK_BYTES = 1024 * 1024;
/** A JSON list is held whole while it is read. */
const MAX_JSON_BYTES = 256 * 1024 * 1024;
const ENCODINGS: Readonly<Record<string, string>> = { "UTF-8": "utf-8", "UTF-16": "utf-16le", GB18030: "gb18030", Big5: "big5" };

export interface SourceFileOptions extends Omit<FileFacts, "name" | "sheet"> {
  /** Told now and then: rows so far and the share of the file. */
  readonly progress?: (rows: number, share: number) => void;
  /** Each row to be stored; what it returns is waited for before more is read. */
  readonly take?: (row: TakenRow) => Promise<void> | undefined;
}

export interface SourceFile {
  readonly tally: Tally;
  /** Headings that mean nothing to the source. */
  readonly leftOut: readonly string[];
  /** What the file itself does not say and what was taken instead. */
  readonly assumed: Readonly<Record<string, string | number>>;
  readonly bytes: number;
}

export class UnreadableFile extends Error {}

export async function fileDigest(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES })) hash.update(chunk as Buffer);
  return hash.digest("hex");
}

/** Reads the whole file and counts what it comes to. Throws UnreadableFile for what is no table at all. */
export async function readSourceFile(path: string, format: SourceFormat, options: SourceFileOptions): Promise<SourceFile> {
  const { size } = await stat(path);
  const head = await headOf(path, size);
  const reading = new FileReading(basename(path), format, options);
  try {
    if (isWorkbook(head)) await reading.workbook(path);
    else if (/^\s*[[{]/.test(textOf(head).text.replace(/^\ufeff/, ""))) await reading.json(path, size);
    else await reading.text(path, textOf(head).encoding, size);
  } catch (error) {
    if (error instanceof SheetFault) throw new UnreadableFile(`${basename(path)} cannot be read as a table (${error.fault}${error.message === "" ? "" : `: ${error.message}`}). Save it as .xlsx or CSV and try again. 无法读取该文件。`);
    if (error instanceof OpenQuote) throw new UnreadableFile(`${basename(path)}: ${error.message} 引号没有闭合。`);
    throw error;
  }
  return { ...reading.outcome(), bytes: size };
}

async function headOf(path: string, size: number): Promise<Buffer> {
  const file = await open(path);
  try {
    const head = Buffer.alloc(Math.min(HEAD_BYTES, size));
    await file.read(head, 0, head.length, 0);
    return head;
  } finally {
    await file.close();
  }
}

/** A zip, a compound file, an old bare workbook, or a page saved as .xls. */
function isWorkbook(head: Buffer): boolean {
  if (head.subarray(0, 2).toString("latin1") === "PK" || head.subarray(0, 4).equals(Buffer.from([0xd0, 0xcf, 0x11, 0xe0])) || (head[0] === 0x09 && head[1] !== undefined && head[1] <= 0x08)) return true;
  return /^\s*</.test(head.subarray(0, 200).toString("latin1").replace(/^\u00ef\u00bb\u00bf/, ""));
}

/** Cut after a line end, so that no character is cut in half. */
function textOf(head: Buffer): { text: string; encoding: string } {
  const end = head.length < HEAD_BYTES ? head.length : head.lastIndexOf(0x0a) + 1 || head.length;
  const { text, encoding } = decode(head.subarray(0, end));
  return { text, encoding: encoding === "UTF-16" && head[0] === 0xfe ? "utf-16be" : ENCODINGS[encoding]! };
}

class FileReading {
  readonly #name: string;
  readonly #format: SourceFormat;
  readonly #options: SourceFileOptions;
  readonly #tally: Tally;
  #sheet = "";
  #reader: RowReader | null = null;
  #lookedAt = 0;
  #hopeless = false;
  #busy: Promise<void> | undefined;

  constructor(name: string, format: SourceFormat, options: SourceFileOptions) {
    this.#name = name;
    this.#format = format;
    this.#options = options;
    this.#tally = new Tally(format);
  }

  async text(path: string, encoding: string, size: number): Promise<void> {
    const decoder = new TextDecoder(encoding, { fatal: true });
    const records = new CsvRecords((row, cells) => this.#row(row, cells));
    let read = 0;
    for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES })) {
      read += (chunk as Buffer).length;
      records.take(decoded(decoder, chunk as Buffer, this.#name));
      await this.#rest();
      this.#options.progress?.(this.#tally.rows, read / size);
      if (this.#hopeless) return;
    }
    records.take(decoded(decoder, undefined, this.#name));
    records.end();
    await this.#rest();
  }

  async workbook(path: string): Promise<void> {
    let date1904 = false;
    await readSheet(await readBytes(path), {
      maxRows: MAX_SHEET_ROWS,
      start: (facts) => {
        this.#sheet = facts.sheet;
        ({ date1904 } = facts);
      },
      take: (lines, share) => {
        for (const { row, cells } of lines) this.#row(row, cells.map((cell) => cellText(cell, date1904)));
        this.#options.progress?.(this.#tally.rows, share);
      },
    });
    await this.#rest();
  }

  async json(path: string, size: number): Promise<void> {
    if (size > MAX_JSON_BYTES) throw new UnreadableFile(`${this.#name} is larger than ${MAX_JSON_BYTES} bytes, which is the most for JSON; give it as CSV. 文件过大，请改用 CSV。`);
    let list: unknown;
    try {
      list = JSON.parse((await readBytes(path, "utf8")).replace(/^\ufeff/, ""));
    } catch (error) {
      throw new UnreadableFile(`${this.#name} is no JSON: ${(error as Error).message} 不是有效的 JSON。`);
    }
    if (!Array.isArray(list) || !list.every((one) => typeof one === "object" && one !== null && !Array.isArray(one))) throw new UnreadableFile(`${this.#name} must be a list of objects, one for each price. 应为对象数组。`);
    const names = [...new Set(list.slice(0, HEADER_WITHIN).flatMap((one) => Object.keys(one as object)))];
    this.#row(0, names);
    for (const [index, one] of list.entries()) {
      this.#row(index + 1, names.map((name) => jsonText((one as Record<string, unknown>)[name])));
      if (this.#busy !== undefined) await this.#rest();
    }
  }

  #row(row: number, cells: string[]): void {
    if (this.#hopeless) return;
    if (this.#reader === null) {
      this.#look(cells);
      return;
    }
    if (cells.every((cell) => cell.trim() === "")) return;
    const read = this.#reader.read(row, cells);
    if (Array.isArray(read)) {
      this.#tally.bad(read);
      return;
    }
    const taken = this.#tally.take(read, this.#reader.header);
    if (taken === null || this.#options.take === undefined) return;
    const busy = this.#options.take(taken);
    if (busy !== undefined) this.#busy = this.#busy === undefined ? busy : this.#busy.then(() => busy);
  }

  #look(cells: string[]): void {
    const header = headerIn(this.#format, cells);
    this.#lookedAt += 1;
    if (header === null && this.#lookedAt < HEADER_WITHIN) return;
    this.#hopeless = !this.#begin(header ?? { at: new Map(), titles: [], unknown: [] });
  }

  #begin(header: Header): boolean {
    const { date, market, item, unit, stems } = this.#options;
    this.#reader = new RowReader(this.#format, { name: this.#name, sheet: this.#sheet, date, market, item, unit, stems }, header);
    const missing = this.#reader.missing();
    this.#tally.problem(missing);
    return missing.length === 0;
  }

  async #rest(): Promise<void> {
    const busy = this.#busy;
    this.#busy = undefined;
    await busy;
  }

  outcome(): Omit<SourceFile, "bytes"> {
    if (this.#reader === null) this.#hopeless = !this.#begin({ at: new Map(), titles: [], unknown: [] });
    const { header } = this.#reader!;
    const { date, market, item, unit, stems } = this.#options;
    const said = this.#format.defaults({ name: this.#name, sheet: this.#sheet, date, market, item, unit, stems });
    const assumed = Object.fromEntries(Object.entries(said).filter(([field, value]) => value !== undefined && !header.at.has(field as never)));
    return { tally: this.#tally, leftOut: header.unknown, assumed: assumed as Record<string, string | number> };
  }
}

function decoded(decoder: TextDecoder, chunk: Buffer | undefined, name: string): string {
  try {
    return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true });
  } catch {
    throw new UnreadableFile(`${name} changes its encoding on the way or is damaged; save it as UTF-8. 文件编码有误，请另存为 UTF-8。`);
  }
}

/** A formula is shown as one, so that it is named where a figure is wanted; what covers several rows is not guessed at. */
function cellText(cell: Cell, date1904: boolean): string {
  if (typeof cell === "string") return cell;
  if (typeof cell === "number") return numberText(cell);
  if (!isOdd(cell)) return cell === null ? "" : String(cell);
  if (cell.odd === "date" && typeof cell.value === "number") {
    const day = dayOfSerial(cell.value, date1904);
    return day.ok ? day.day : numberText(cell.value);
  }
  if (cell.odd === "formula") return `=${cell.text}`;
  return cell.odd === "error" ? cell.text : "";
}

function jsonText(value: unknown): string {
  if (typeof value === "string") return value;
  return typeof value === "number" ? numberText(value) : value === null || value === undefined ? "" : JSON.stringify(value);
}
