/** Files as the world sends them, made here part by part and byte by byte. */
import { utils, write, type WorkSheet } from "@e965/xlsx";
import type { Line } from "../../engines/table/cell.ts";
import { inOrder, startReading, type TableRead, type TableReading } from "../../engines/table/read.ts";
import { CONTEXT, ORDERS, type OrderColumns } from "../../engines/table/trial.ts";
import { readFile, type FileFacts, type ReadOptions } from "./reader.ts";
import { ZipWriter } from "./zip.ts";

export interface Reading {
  readonly facts: FileFacts;
  readonly table: TableRead<OrderColumns>;
  /** "3 C bad_quantity.negative" */
  readonly faults: readonly string[];
}

/** A file of orders, read as every list is read. */
export async function readOrders(bytes: Uint8Array, options: Partial<Pick<ReadOptions, "maxRows" | "signal" | "timeLimitMs">> = {}): Promise<Reading> {
  let reading: TableReading<OrderColumns> | undefined;
  const facts = await readFile(bytes, { maxRows: 10_000, ...options, start: ({ date1904 }) => { reading = startReading(ORDERS, { ...CONTEXT, date1904 }); }, take: (lines) => reading!.take(lines) });
  const table = reading!.finish();
  return { facts, table, faults: inOrder(table.problems).map(({ row, letter, reason }) => `${row} ${letter} ${reason}`) };
}

export async function linesOf(bytes: Uint8Array): Promise<readonly Line[]> {
  const lines: Line[] = [];
  await readFile(bytes, { maxRows: 10_000, take: (more) => lines.push(...more) });
  return lines;
}

const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

export interface Parts {
  /** The rows of the sheets, as XML. */
  readonly sheets: readonly string[];
  /** What stands behind the rows: merged cells. */
  readonly behind?: string;
  readonly texts?: readonly string[];
  readonly styles?: string;
  readonly workbookPr?: string;
  readonly states?: readonly string[];
}

/** The parts of a workbook, before they are packed. */
export function workbookParts({ sheets, behind = "", texts = [], styles = "", workbookPr = "", states = [] }: Parts): Record<string, string> {
  return {
    "[Content_Types].xml": "<Types/>",
    "_rels/.rels": `<Relationships><Relationship Id="rId1" Type="${LINKS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "xl/workbook.xml": `<workbook ${MAIN} xmlns:r="${LINKS}">${workbookPr}<sheets>${sheets.map((_xml, at) => `<sheet name="表${at + 1}" sheetId="${at + 1}" state="${states[at] ?? "visible"}" r:id="rId${at + 1}"/>`).join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships>${sheets.map((_xml, at) => `<Relationship Id="rId${at + 1}" Type="${LINKS}/worksheet" Target="worksheets/sheet${at + 1}.xml"/>`).join("")}</Relationships>`,
    "xl/sharedStrings.xml": `<sst ${MAIN}>${texts.join("")}</sst>`,
    "xl/styles.xml": styles,
    ...Object.fromEntries(sheets.map((xml, at) => [`xl/worksheets/sheet${at + 1}.xml`, `<?xml version="1.0"?><worksheet ${MAIN}><sheetData>${xml}</sheetData>${behind}</worksheet>`])),
  };
}

export async function packed(parts: Readonly<Record<string, string | Iterable<string>>>): Promise<Buffer> {
  const zip = new ZipWriter();
  for (const [name, text] of Object.entries(parts)) await zip.add(name, typeof text === "string" ? [text] : text);
  return zip.end();
}

export const workbook = (parts: Parts): Promise<Buffer> => packed(workbookParts(parts));

/** Cells of a row in the order of the columns: text inline, numbers as they are, and XML for what is neither. */
export const row = (at: number, ...cells: (string | number | { readonly xml: string } | null)[]): string =>
  `<row r="${at}">${cells.map((cell, column) => {
    const place = `${String.fromCharCode(65 + column)}${at}`;
    if (cell === null) return "";
    if (typeof cell === "object") return cell.xml.replace("<c", `<c r="${place}"`);
    return typeof cell === "number" ? `<c r="${place}"><v>${cell}</v></c>` : `<c r="${place}" t="inlineStr"><is><t>${cell}</t></is></c>`;
  }).join("")}</row>`;

export const HEAD = ["编号", "客户", "数量", "单价", "金额", "日期", "加急", "等级", "备注"] as const;

/** A workbook of Excel 97 to 2003. */
export const oldWorkbook = (sheet: WorkSheet): Buffer => {
  const book = utils.book_new();
  utils.book_append_sheet(book, sheet, "订货");
  return write(book, { type: "buffer", bookType: "biff8" }) as Buffer;
};

const TABLES = new Map<string, ReadonlyMap<string, readonly [number, number]>>();

/** Text in an encoding of two bytes, by the decoder's own table turned round. */
export function encoded(text: string, encoding: "gbk" | "big5"): Buffer {
  let table = TABLES.get(encoding);
  if (table === undefined) {
    const made = new Map<string, readonly [number, number]>();
    const decoder = new TextDecoder(encoding);
    for (let lead = 0x81; lead <= 0xfe; lead += 1) {
      for (let trail = 0x40; trail <= 0xfe; trail += 1) {
        const char = decoder.decode(Uint8Array.of(lead, trail));
        if ([...char].length === 1 && char !== "\ufffd" && !made.has(char)) made.set(char, [lead, trail]);
      }
    }
    TABLES.set(encoding, (table = made));
  }
  const known = table;
  return Buffer.from([...text].flatMap((char) => {
    const code = char.charCodeAt(0);
    const pair = code < 0x80 ? [code] : known.get(char);
    if (pair === undefined) throw new Error(`${char} is not in ${encoding}`);
    return [...pair];
  }));
}
