/**
 * Reads the first filled sheet of an .xlsx as it is unpacked, row by row: the memory it takes is that of the shared texts and of
 * one row, the progress it tells is true, and it can be left at any row.
 */
import type { Cell, Line } from "../../engines/table/cell.ts";
import { createMergeMarker, type Merge } from "../../engines/table/merge.ts";
import { SheetFault } from "./fault.ts";
import { MAX_COLUMNS } from "./limits.ts";
import { dateStyles } from "./xlsx-styles.ts";
import { ElementCutter, attribute, unescapeText, unescapeXml } from "./xml.ts";
import { readZip, unpack, unpackText, type Budget, type ZipEntry } from "./zip.ts";

export interface SheetStart {
  readonly sheet: string;
  readonly date1904: boolean;
}
export interface SheetPiece {
  readonly lines: readonly Line[];
  /** Of the sheet read so far. */
  readonly share: number;
}

interface Book {
  readonly bytes: Uint8Array;
  readonly parts: ReadonlyMap<string, ZipEntry>;
  readonly budget: Budget;
  readonly texts: readonly string[];
  readonly dates: ReadonlySet<number>;
}

/** True when the zip is a workbook of the kind read here, and not of another that is zipped as well. */
export const isXlsx = (parts: ReadonlyMap<string, ZipEntry>): boolean => parts.has("[Content_Types].xml") && [...parts.keys()].some((name) => /(?:^|\/)workbook\.xml$/.test(name));

export async function readXlsx(bytes: Uint8Array, budget: Budget, start: (facts: SheetStart) => void, take: (piece: SheetPiece) => boolean): Promise<void> {
  const parts = readZip(bytes);
  const path = await workbookPath(bytes, parts, budget);
  const workbook = bare(await unpackText(bytes, parts.get(path), budget) ?? "");
  const sheets = await sheetsOf(bytes, parts, budget, path, workbook);
  if (sheets.length === 0) throw new SheetFault("broken", "the workbook has no sheet");
  const folder = path.slice(0, path.lastIndexOf("/") + 1);
  const book: Book = { bytes, parts, budget, texts: await sharedTexts(bytes, parts.get(`${folder}sharedStrings.xml`), budget), dates: dateStyles(bare(await unpackText(bytes, parts.get(`${folder}styles.xml`), budget) ?? "")) };
  const date1904 = /<workbookPr[^>]*\sdate1904\s*=\s*["'](?:1|true)["']/.test(workbook);
  for (const [at, { name, entry }] of sheets.entries()) {
    let told = false;
    const first = (): void => {
      if (!told) start({ sheet: name, date1904 });
      told = true;
    };
    const read = await readSheet(book, entry, (piece) => {
      if (piece.lines.length > 0) first();
      return piece.lines.length === 0 && !told ? true : take(piece);
    });
    if (read) return;
    // An empty first sheet is common where programs write; the next one is meant.
    if (at === sheets.length - 1) first();
  }
}

/** What may stand before the root of a part: a declaration and a comment. */
const MAX_PROLOGUE_CHARS = 1_000_000;

/** Without the prefix of a namespace, which some programs put before every name. */
function bare(xml: string): string {
  const prefix = /<(\w+):(?:workbook|worksheet|sst|styleSheet|Relationships)[\s>]/.exec(xml)?.[1];
  return prefix === undefined ? xml : unprefixed(xml, prefix);
}
const unprefixed = (xml: string, prefix: string): string => xml.replaceAll(`<${prefix}:`, "<").replaceAll(`</${prefix}:`, "</");

async function workbookPath(bytes: Uint8Array, parts: ReadonlyMap<string, ZipEntry>, budget: Budget): Promise<string> {
  const links = bare(await unpackText(bytes, parts.get("_rels/.rels"), budget) ?? "");
  const target = [...links.matchAll(/<Relationship\s[^>]*>/g)].map(([tag]) => tag).find((tag) => attribute(tag, "Type")?.endsWith("/officeDocument") === true);
  const said = target === undefined ? null : attribute(target, "Target")?.replace(/^\//, "") ?? null;
  const found = said !== null && parts.has(said) ? said : [...parts.keys()].find((name) => /(?:^|\/)workbook\.xml$/.test(name));
  if (found === undefined) throw new SheetFault("broken", "the workbook has no contents");
  return found;
}

/** The sheets a reader sees, in their order. */
async function sheetsOf(bytes: Uint8Array, parts: ReadonlyMap<string, ZipEntry>, budget: Budget, path: string, workbook: string): Promise<{ name: string; entry: ZipEntry }[]> {
  const cut = path.lastIndexOf("/") + 1;
  const links = bare(await unpackText(bytes, parts.get(`${path.slice(0, cut)}_rels/${path.slice(cut)}.rels`), budget) ?? "");
  const targets = new Map([...links.matchAll(/<Relationship\s[^>]*>/g)].filter(([tag]) => attribute(tag, "Type")?.endsWith("/worksheet") === true).map(([tag]) => [attribute(tag, "Id"), attribute(tag, "Target") ?? ""] as const));
  return [...workbook.matchAll(/<sheet\s[^>]*>/g)].flatMap(([tag]) => {
    const id = /\s\w+:id\s*=\s*["']([^"']+)["']/.exec(tag)?.[1] ?? null;
    const target = targets.get(id);
    const state = attribute(tag, "state") ?? "visible";
    const entry = target === undefined ? undefined : parts.get(target.startsWith("/") ? target.slice(1) : path.slice(0, cut) + target.replace(/^\.\//, ""));
    return entry === undefined || state !== "visible" ? [] : [{ name: attribute(tag, "name") ?? "", entry }];
  });
}

async function sharedTexts(bytes: Uint8Array, entry: ZipEntry | undefined, budget: Budget): Promise<string[]> {
  const texts: string[] = [];
  if (entry === undefined) return texts;
  for await (const { elements } of elementsOf(bytes, entry, budget, "sst", "si")) for (const one of elements) texts.push(textOf(one));
  return texts;
}

/** Of the parts of a text, without the readings written above it. */
function textOf(xml: string): string {
  const spoken = xml.includes("<rPh") ? xml.replaceAll(/<rPh[\s>][\s\S]*?<\/rPh>/g, "") : xml;
  let text = "";
  for (const [, inner] of spoken.matchAll(/<t(?:\s[^>]*)?(?<!\/)>([\s\S]*?)<\/t>/g)) text += inner;
  return unescapeText(text);
}

/** Elements of one name as a part is unpacked, rid of their namespace's prefix. */
async function* elementsOf(bytes: Uint8Array, entry: ZipEntry, budget: Budget, root: string, name: string): AsyncGenerator<{ elements: string[]; share: number }> {
  const decoder = new TextDecoder();
  let prefix: string | null | undefined;
  let cutter = new ElementCutter(name);
  let head = "";
  for await (const { piece, share } of unpack(bytes, entry, budget)) {
    let text = decoder.decode(piece, { stream: true });
    if (prefix === undefined) {
      head += text;
      const found = new RegExp(`<(?:(\\w+):)?${root}[\\s>]`).exec(head);
      if (found === null && head.length > MAX_PROLOGUE_CHARS) throw new SheetFault("broken", `${entry.name} is no ${root}`);
      if (found === null) continue;
      prefix = found[1] ?? null;
      if (prefix !== null) cutter = new ElementCutter(`${prefix}:${name}`);
      [text, head] = [head, ""];
    }
    const elements = cutter.push(text);
    yield { elements: prefix === null ? elements : elements.map((one) => unprefixed(one, prefix!)), share };
  }
}

/** True when the sheet held anything. */
async function readSheet(book: Book, entry: ZipEntry, take: (piece: SheetPiece) => boolean): Promise<boolean> {
  // Merged cells stand behind the rows they cover, so they are looked for first.
  const mark = createMergeMarker(await mergesOf(book, entry), MAX_COLUMNS);
  let [row, any] = [0, false];
  for await (const { elements, share } of elementsOf(book.bytes, entry, book.budget, "worksheet", "row")) {
    const lines: Line[] = [];
    for (const xml of elements) {
      const said = Number(attribute(xml.slice(0, xml.indexOf(">") + 1), "r") ?? row + 1);
      if (!Number.isInteger(said) || said <= row) throw new SheetFault("broken", `row ${row + 1} is out of order`);
      row = said;
      const cells = rowCells(book, xml, row);
      if (cells.length > 0) lines.push(mark({ row, cells }));
    }
    any ||= lines.length > 0;
    if (!take({ lines, share })) return true;
  }
  return any;
}

async function mergesOf(book: Book, entry: ZipEntry): Promise<Merge[]> {
  const merges: Merge[] = [];
  for await (const { elements } of elementsOf(book.bytes, entry, { left: book.budget.left }, "worksheet", "mergeCell")) {
    for (const one of elements) {
      const [, left, top, right, bottom] = /^([A-Z]{1,3})(\d{1,7})(?::([A-Z]{1,3})(\d{1,7}))?$/.exec(attribute(one, "ref") ?? "") ?? [];
      if (left !== undefined && right !== undefined) merges.push({ top: Number(top), bottom: Number(bottom), left: columnOf(left), right: columnOf(right) });
    }
  }
  return merges;
}

function columnOf(letters: string): number {
  let column = 0;
  for (let at = 0; at < letters.length; at += 1) column = column * 26 + letters.charCodeAt(at) - 64;
  return column - 1;
}

function rowCells(book: Book, xml: string, row: number): Cell[] {
  const cells: Cell[] = [];
  let column = -1;
  for (let at = xml.indexOf("<c", 1); at !== -1;) {
    const tagEnd = xml.indexOf(">", at);
    const tag = xml.slice(at, tagEnd + 1);
    const closed = xml[tagEnd - 1] === "/";
    const end = closed ? tagEnd + 1 : xml.indexOf("</c>", tagEnd);
    if (tagEnd === -1 || end === -1) throw new SheetFault("broken", `row ${row} is cut off`);
    const reference = attribute(tag, "r");
    column = reference === null ? column + 1 : columnOf(/^[A-Z]{1,3}/.exec(reference)?.[0] ?? "A");
    const cell = closed ? null : cellOf(book, tag, xml.slice(tagEnd + 1, end));
    if (cell !== null) {
      if (column >= MAX_COLUMNS) throw new SheetFault("too_wide", String(row));
      while (cells.length < column) cells.push(null);
      cells[column] = cell;
    }
    at = xml.indexOf("<c", end);
  }
  return cells;
}

function cellOf(book: Book, tag: string, inner: string): Cell {
  const type = attribute(tag, "t") ?? "n";
  const value = valueOf(book, tag, type, inner);
  if (!/<f[\s>/]/.test(inner)) return value;
  const formula = /<f(?:\s[^>]*)?>([\s\S]*?)<\/f>/.exec(inner)?.[1] ?? "";
  if (typeof value === "object" && value !== null && value.odd === "error") return value;
  return { odd: "formula", value: typeof value === "object" ? (value?.value ?? null) : value, text: unescapeXml(formula) };
}

function valueOf(book: Book, tag: string, type: string, inner: string): Cell {
  if (type === "inlineStr") return textOf(inner) || null;
  const from = inner.indexOf("<v");
  if (from === -1) return null;
  const start = inner.indexOf(">", from) + 1;
  const raw = inner.slice(start, inner.indexOf("</v>", start));
  if (type === "s") return book.texts[Number(raw)] || null;
  if (type === "str") return unescapeText(raw) || null;
  if (type === "b") return raw.trim() === "1" || raw.trim() === "true";
  if (type === "e") return { odd: "error", value: null, text: unescapeXml(raw) };
  if (type === "d") return raw.trim() || null;
  const number = raw.trim() === "" ? Number.NaN : Number(raw);
  if (Number.isNaN(number)) return raw.trim() === "" ? null : unescapeXml(raw);
  return book.dates.has(Number(attribute(tag, "s") ?? -1)) ? { odd: "date", value: number, text: "" } : number;
}
