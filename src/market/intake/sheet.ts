import { Worker } from "node:worker_threads";
import { utils, write } from "@e965/xlsx";

export interface SheetCell {
  readonly kind: "text" | "number" | "formula";
  readonly text: string;
  readonly number?: number;
}
export interface SheetLine {
  /** As Excel numbers it, from 1. */
  readonly row: number;
  readonly cells: Record<number, SheetCell>;
}
export type SheetAnswer =
  | { readonly ok: true; readonly lines: readonly SheetLine[]; readonly date1904: boolean }
  | { readonly ok: false; readonly fault: "broken" | "slow" | "too_large"; readonly why: string };

const TIME_LIMIT_MS = 20_000;
const MEMORY_MB = 256;
const MAX_COLUMNS = 60;
/** A few kilobytes of zip can unpack to gigabytes; no honest list of lots comes near this. */
const MAX_UNPACKED_BYTES = 64 * 1024 * 1024;

/** The filled lines of the first sheet, at most `maxRows` and one more, so that the caller sees that there are too many. */
export async function readSheet(bytes: Uint8Array, maxRows: number): Promise<SheetAnswer> {
  const unpacked = unpackedSize(bytes);
  if (unpacked > MAX_UNPACKED_BYTES) return { ok: false, fault: "too_large", why: `the workbook unpacks to ${unpacked} bytes` };
  const worker = new Worker(new URL("./sheet-worker.ts", import.meta.url), { workerData: { bytes, maxRows, maxColumns: MAX_COLUMNS }, resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB } });
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<SheetAnswer>((resolve) => {
      timer = setTimeout(() => resolve({ ok: false, fault: "slow", why: `reading took more than ${TIME_LIMIT_MS / 1000} s` }), TIME_LIMIT_MS);
      worker.once("message", resolve);
      worker.once("error", (error) => resolve({ ok: false, fault: "broken", why: String(error) }));
      worker.once("exit", (code) => resolve({ ok: false, fault: "broken", why: `the reader ended with code ${code}` }));
    });
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}

const CENTRAL_ENTRY = 0x02014b50;
const CENTRAL_ENTRY_BYTES = 46;

/** The sum of the unpacked sizes that a zip's directory states; 0 for what is no zip (a legacy workbook). */
function unpackedSize(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 4 || view.getUint32(0, true) !== 0x04034b50) return 0;
  let total = 0;
  for (let at = 0; at + CENTRAL_ENTRY_BYTES <= bytes.length; at += 1) {
    if (view.getUint32(at, true) !== CENTRAL_ENTRY) continue;
    total += view.getUint32(at + 24, true);
    at += CENTRAL_ENTRY_BYTES - 1;
  }
  return total;
}

/** A workbook of one sheet as base64. Text stays text, whatever it begins with: a note "=1+1" is never a formula. */
export function writeSheet(name: string, rows: readonly (readonly (string | number | null)[])[], widths: readonly number[]): string {
  const sheet = utils.aoa_to_sheet([]);
  rows.forEach((row, r) => row.forEach((value, c) => {
    if (value === null || value === "") return;
    sheet[utils.encode_cell({ r, c })] = typeof value === "number" ? { t: "n", v: value } : { t: "s", v: escapeCodes(value), z: "@" };
  }));
  sheet["!ref"] = utils.encode_range({ s: { r: 0, c: 0 }, e: { r: Math.max(0, rows.length - 1), c: widths.length - 1 } });
  sheet["!cols"] = widths.map((wch) => ({ wch }));
  const book = utils.book_new();
  utils.book_append_sheet(book, sheet, name);
  // Shared strings: text written into the cell itself is unescaped twice when it is read again.
  return Buffer.from(write(book, { type: "buffer", bookType: "xlsx", bookSST: true, compression: true }) as Uint8Array).toString("base64");
}

/** "_x0041_" is how the format writes a character's code, so a text that looks like one has its underscore written as a code. */
const escapeCodes = (text: string): string => text.replaceAll(/_(?=x[\da-f]{4}_)/gi, "_x005F_");
