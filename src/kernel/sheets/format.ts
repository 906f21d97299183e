/** What a file is, told by its bytes; a name proves nothing, least of all ".xls". */
import { decode, type Decoded } from "./encoding.ts";
import { SheetFault } from "./fault.ts";
import { isXlsx } from "./xlsx-read.ts";
import { isZip, readZip } from "./zip.ts";

export type Told =
  | { readonly format: "xlsx" | "xls" | "xlsb" | "ods"; readonly text: null }
  | { readonly format: "xml" | "html" | "csv"; readonly text: Decoded };

const COMPOUND = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
/** A record that opens a workbook of Excel 2 to 4, which had no container around it. */
const BARE_WORKBOOKS = [[0x09, 0x00, 0x04, 0x00], [0x09, 0x02, 0x06, 0x00], [0x09, 0x04, 0x06, 0x00], [0x09, 0x08]];

export function tell(bytes: Uint8Array): Told {
  const begins = (mark: readonly number[]): boolean => mark.every((byte, at) => bytes[at] === byte);
  if (bytes.length === 0) throw new SheetFault("empty", "");
  if (isZip(bytes)) return { format: zipped(bytes), text: null };
  if (begins(COMPOUND)) {
    // A workbook with a password is wrapped into such a container whole.
    if (holds(bytes, "EncryptedPackage")) throw new SheetFault("encrypted", "");
    return { format: "xls", text: null };
  }
  if (BARE_WORKBOOKS.some(begins)) return { format: "xls", text: null };
  const text = decode(bytes);
  const head = text.text.slice(0, 2_000).replace(/^\ufeff/, "").trimStart();
  if (text.text.includes("\0") || /^(?:%PDF|\{\\rtf|MIME-Version:|From: )/i.test(head)) throw new SheetFault("unknown_format", "");
  if (!head.startsWith("<")) return { format: "csv", text };
  return { format: /<(?:\w+:)?Workbook[\s>]/.test(head) && !/<html/i.test(head) ? "xml" : "html", text: declared(bytes, text) };
}

function zipped(bytes: Uint8Array): "xlsx" | "xlsb" | "ods" {
  const parts = readZip(bytes);
  if (isXlsx(parts)) return "xlsx";
  const names = [...parts.keys()];
  if (names.some((name) => name.endsWith("workbook.bin"))) return "xlsb";
  if (names.includes("content.xml")) return "ods";
  throw new SheetFault("unknown_format", "zip");
}

const holds = (bytes: Uint8Array, name: string): boolean => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(Buffer.from(name, "utf16le"));

/** A page that says its own encoding is believed where its bytes allow it. */
function declared(bytes: Uint8Array, guessed: Decoded): Decoded {
  if (guessed.encoding !== "GB18030" && guessed.encoding !== "Big5") return guessed;
  const said = /(?:charset|encoding)\s*=\s*["']?([\w-]+)/i.exec(guessed.text.slice(0, 2_000))?.[1]?.toLowerCase();
  const encoding = said === "big5" ? "Big5" : said === "gb2312" || said === "gbk" || said === "gb18030" ? "GB18030" : null;
  if (encoding === null || encoding === guessed.encoding) return guessed;
  return { text: new TextDecoder(encoding).decode(bytes), encoding };
}
