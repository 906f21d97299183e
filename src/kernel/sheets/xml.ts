import { SheetFault } from "./fault.ts";

/** The little of XML that workbooks need, read as it streams by. Nothing is resolved that the file itself declares. */

/** Longer is no row and no text of a spreadsheet: two hundred cells as full as they may be. */
const MAX_ELEMENT_CHARS = 8_000_000;

/** Cuts whole elements of one name out of text that arrives in pieces; elements of that name never nest. */
export class ElementCutter {
  readonly #open: string;
  readonly #close: string;
  #rest = "";

  constructor(name: string) {
    this.#open = `<${name}`;
    this.#close = `</${name}>`;
  }

  push(piece: string): string[] {
    const text = this.#rest + piece;
    const found: string[] = [];
    let from = 0;
    for (;;) {
      const start = this.#begin(text, from);
      if (start === -1) {
        // An opening may be cut in two; it is never longer than this.
        this.#rest = text.slice(Math.max(from, text.length - this.#open.length));
        return found;
      }
      const tagEnd = text.indexOf(">", start);
      const end = tagEnd === -1 ? -1 : text[tagEnd - 1] === "/" ? tagEnd + 1 : endOf(text, this.#close, tagEnd);
      if (end === -1) {
        this.#rest = text.slice(start);
        if (this.#rest.length > MAX_ELEMENT_CHARS) throw new SheetFault("too_large", this.#open.slice(1));
        return found;
      }
      found.push(text.slice(start, end));
      from = end;
    }
  }

  #begin(text: string, from: number): number {
    for (let at = text.indexOf(this.#open, from); at !== -1; at = text.indexOf(this.#open, at + 1)) {
      const after = text[at + this.#open.length];
      // "<row" also begins "<rowBreaks"; what is cut off here is looked at again with the next piece.
      if (after === undefined || after === ">" || after === "/" || after === " " || after === "\n" || after === "\r" || after === "\t") return at;
    }
    return -1;
  }
}

function endOf(text: string, close: string, from: number): number {
  const at = text.indexOf(close, from);
  return at === -1 ? -1 : at + close.length;
}

/** Attributes written otherwise than nearly every program writes them. */
const UNUSUAL = /['\n\r\t]|\s=|=\s/;

/** The value of an attribute within an opening tag; null when it has none. */
export function attribute(tag: string, name: string): string | null {
  const at = tag.indexOf(` ${name}="`);
  if (at !== -1) return unescapeXml(tag.slice(at + name.length + 3, tag.indexOf('"', at + name.length + 3)));
  if (!UNUSUAL.test(tag)) return null;
  const other = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(tag);
  return other === null ? null : unescapeXml(other[1] ?? other[2] ?? "");
}

const NAMED: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

export function unescapeXml(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(/&(?:#x([\da-f]{1,6})|#(\d{1,7})|(\w+));/gi, (whole, hex?: string, decimal?: string, name?: string) => {
    if (name !== undefined) return NAMED[name.toLowerCase()] ?? whole;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

export function escapeXml(text: string): string {
  return /[&<>"]/.test(text) ? text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;") : text;
}

/** What XML cannot hold, workbooks write as _x000B_; a text that looks like such a code has its underscore written as one. */
const UNWRITABLE = /(?![\t\n])\p{Cc}|\p{Cs}|[\ufffe\uffff]|_(?=x[\da-f]{4}_)/giu;
export const escapeText = (text: string): string => escapeXml(text.replace(UNWRITABLE, (char) => `_x${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`));

export function unescapeText(text: string): string {
  const plain = unescapeXml(text);
  return plain.includes("_x") ? plain.replace(/_x([\da-f]{4})_/gi, (_whole, code: string) => String.fromCharCode(Number.parseInt(code, 16))) : plain;
}
