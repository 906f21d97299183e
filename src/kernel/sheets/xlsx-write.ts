/**
 * Writes .xlsx: numbers as numbers, days as days, and every text as text, whatever it begins with. The sheet is packed as its rows
 * come, so that fifty thousand of them take little memory and keep nobody waiting; the same rows give the same bytes.
 */
import { setImmediate as nextTurn } from "node:timers/promises";
import { letterOf, type OutCell, type OutSheet } from "../../engines/table/cell.ts";
import { serialOfDay } from "../../engines/table/days.ts";
import { MAX_CELL_CHARS, MAX_SHEET_ROWS } from "./limits.ts";
import { escapeText, escapeXml } from "./xml.ts";
import { ZipWriter } from "./zip.ts";

const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml";
/** Rows between which others get their turn. */
const TURN_EVERY = 500;
const ROWS_MEASURED = 200;
const [NARROWEST, WIDEST] = [8, 40];
const MAX_SHEET_NAME = 31;
const DAY_FORMAT = "yyyy-mm-dd";
const PIECE_CHARS = 64 * 1024;

/** Looks 0 to 2 are there always: plain, a heading, a text that stays one when it is edited. Numbers with a format follow. */
const [HEADING, TEXT, FIRST_OWN] = [1, 2, 3];
const FIRST_OWN_FORMAT = 164;

class Shared {
  readonly texts = new Map<string, number>();
  readonly formats = new Map<string, number>();

  text(value: string): number {
    if (value.length > MAX_CELL_CHARS) throw new RangeError(`a cell holds ${MAX_CELL_CHARS} characters, got ${value.length}`);
    const found = this.texts.get(value) ?? this.texts.size;
    this.texts.set(value, found);
    return found;
  }

  look(format: string): number {
    const found = this.formats.get(format) ?? FIRST_OWN + this.formats.size;
    this.formats.set(format, found);
    return found;
  }
}

export async function writeWorkbook(sheets: readonly OutSheet[]): Promise<Buffer> {
  if (sheets.length === 0) throw new RangeError("a workbook has at least one sheet");
  const zip = new ZipWriter();
  const shared = new Shared();
  const names = sheetNames(sheets);
  await zip.add("[Content_Types].xml", [contentTypes(sheets.length)]);
  await zip.add("_rels/.rels", [`${DECLARATION}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${LINKS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`]);
  await zip.add("xl/workbook.xml", [`${DECLARATION}<workbook ${MAIN} xmlns:r="${LINKS}"><sheets>${names.map((name, at) => `<sheet name="${escapeXml(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`).join("")}</sheets></workbook>`]);
  await zip.add("xl/_rels/workbook.xml.rels", [workbookLinks(sheets.length)]);
  for (const [at, sheet] of sheets.entries()) await zip.add(`xl/worksheets/sheet${at + 1}.xml`, sheetXml(sheet, shared));
  await zip.add("xl/styles.xml", [styles(shared)]);
  await zip.add("xl/sharedStrings.xml", textsXml(shared));
  return zip.end();
}

/** What a program calls a sheet must be short, its own, and free of the signs that formulas need. */
function sheetNames(sheets: readonly OutSheet[]): string[] {
  const taken = new Set<string>();
  return sheets.map(({ name }, at) => {
    const clean = name.replaceAll(/[[\]:*?/\\\p{Cc}]/gu, " ").trim().replaceAll(/^'+|'+$/g, "").slice(0, MAX_SHEET_NAME) || `Sheet${at + 1}`;
    let own = clean;
    for (let n = 2; taken.has(own.toLowerCase()); n += 1) own = `${clean.slice(0, MAX_SHEET_NAME - String(n).length - 1)} ${n}`;
    taken.add(own.toLowerCase());
    return own;
  });
}

async function* sheetXml(sheet: OutSheet, shared: Shared): AsyncGenerator<string> {
  const rows = sheet.rows[Symbol.iterator]();
  const first: (readonly OutCell[])[] = [];
  let next = rows.next();
  for (; next.done !== true && first.length < ROWS_MEASURED; next = rows.next()) first.push(next.value);
  const { head } = sheet;
  const freeze = head === undefined ? "" : '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>';
  yield `${DECLARATION}<worksheet ${MAIN}><sheetViews><sheetView workbookViewId="0">${freeze}</sheetView></sheetViews>${columnsXml(sheet, first)}<sheetData>`;
  let row = 0;
  const one = (cells: readonly OutCell[], look = 0): string => {
    if (row >= MAX_SHEET_ROWS) throw new RangeError(`a sheet holds ${MAX_SHEET_ROWS} rows`);
    return rowXml((row += 1), cells, look, shared);
  };
  if (head !== undefined) yield one(head, HEADING);
  for (const cells of first) yield one(cells);
  for (let piece = ""; ; next = rows.next()) {
    if (next.done !== true) piece += one(next.value);
    if (next.done !== true && row % TURN_EVERY !== 0) continue;
    yield piece;
    if (next.done === true) break;
    piece = "";
    await nextTurn();
  }
  yield "</sheetData></worksheet>";
}

function rowXml(row: number, cells: readonly OutCell[], look: number, shared: Shared): string {
  let xml = "";
  for (const [column, cell] of cells.entries()) {
    if (cell !== null && cell !== "") xml += cellXml(`${letterOf(column)}${row}`, cell, look, shared);
  }
  return `<row r="${row}">${xml}</row>`;
}

function cellXml(at: string, cell: Exclude<OutCell, null>, look: number, shared: Shared): string {
  if (typeof cell === "string") return `<c r="${at}" s="${look === 0 ? TEXT : look}" t="s"><v>${shared.text(cell)}</v></c>`;
  if (typeof cell === "boolean") return `<c r="${at}" t="b"><v>${cell ? 1 : 0}</v></c>`;
  if (typeof cell === "number") return `<c r="${at}"><v>${finite(cell)}</v></c>`;
  if ("day" in cell) return `<c r="${at}" s="${shared.look(DAY_FORMAT)}"><v>${serialOfDay(cell.day)}</v></c>`;
  return `<c r="${at}" s="${shared.look(cell.format)}"><v>${finite(Number(cell.number)) === 0 ? 0 : cell.number}</v></c>`;
}

function finite(value: number): number {
  if (!Number.isFinite(value)) throw new RangeError(`a cell holds a number, got ${value}`);
  return value;
}

function columnsXml({ head = [], widths, hidden = [] }: OutSheet, first: readonly (readonly OutCell[])[]): string {
  const count = Math.max(head.length, widths?.length ?? 0, ...first.map((cells) => cells.length));
  if (count === 0) return "";
  const measured = (column: number): number => Math.max(NARROWEST, ...[head[column] ?? "", ...first.map((cells) => shownText(cells[column] ?? null))].map(widthOf)) + 2;
  const columns = Array.from({ length: count }, (_, column) => {
    const width = widths?.[column] ?? Math.min(WIDEST, measured(column));
    return `<col min="${column + 1}" max="${column + 1}" width="${width}" customWidth="1"${hidden.includes(column) ? ' hidden="1"' : ""}/>`;
  });
  return `<cols>${columns.join("")}</cols>`;
}

function shownText(cell: OutCell): string {
  if (typeof cell !== "object" || cell === null) return String(cell ?? "");
  return "day" in cell ? cell.day : cell.number;
}
/** A Chinese character is as wide as two Latin ones. */
const widthOf = (text: string): number => [...text].reduce((width, char) => width + (char.charCodeAt(0) > 0xff ? 2 : 1), 0);

function* textsXml({ texts }: Shared): Generator<string> {
  yield `${DECLARATION}<sst ${MAIN} uniqueCount="${texts.size}">`;
  let piece = "";
  for (const text of texts.keys()) {
    piece += `<si><t xml:space="preserve">${escapeText(text)}</t></si>`;
    if (piece.length < PIECE_CHARS) continue;
    yield piece;
    piece = "";
  }
  yield `${piece}</sst>`;
}

function styles({ formats }: Shared): string {
  const own = [...formats.keys()];
  const codes = own.map((format, at) => `<numFmt numFmtId="${FIRST_OWN_FORMAT + at}" formatCode="${escapeXml(format)}"/>`).join("");
  const looks = own.map((_format, at) => `<xf numFmtId="${FIRST_OWN_FORMAT + at}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>`).join("");
  return `${DECLARATION}<styleSheet ${MAIN}>${own.length === 0 ? "" : `<numFmts count="${own.length}">${codes}</numFmts>`}`
    + '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    + '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE3E8E5"/></patternFill></fill></fills>'
    + '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    + `<cellXfs count="${FIRST_OWN + own.length}"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>`
    + '<xf numFmtId="49" fontId="1" fillId="2" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1"/>'
    + `<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>${looks}</cellXfs></styleSheet>`;
}

function contentTypes(sheets: number): string {
  const part = (name: string, type: string): string => `<Override PartName="/xl/${name}.xml" ContentType="${TYPES}.${type}+xml"/>`;
  return `${DECLARATION}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>`
    + `${part("workbook", "sheet.main")}${Array.from({ length: sheets }, (_, at) => part(`worksheets/sheet${at + 1}`, "worksheet")).join("")}${part("styles", "styles")}${part("sharedStrings", "sharedStrings")}</Types>`;
}

function workbookLinks(sheets: number): string {
  const link = (id: number, type: string, target: string): string => `<Relationship Id="rId${id}" Type="${LINKS}/${type}" Target="${target}.xml"/>`;
  const own = Array.from({ length: sheets }, (_, at) => link(at + 1, "worksheet", `worksheets/sheet${at + 1}`)).join("");
  return `${DECLARATION}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${own}${link(sheets + 1, "styles", "styles")}${link(sheets + 2, "sharedStrings", "sharedStrings")}</Relationships>`;
}
