/**
 * Text as a receipt printer with Chinese characters prints it: half-width ASCII in one column, everything else in two.
 */
import { breakLines } from "../lines/lines.ts";
import type { Gb18030 } from "../gb18030/gb18030.ts";

/** What the printer's own fonts hold: `gbk` the two-byte characters, `gb18030` also rare ideographs in four bytes. */
export const CHARSETS = ["gb18030", "gbk"] as const;
export type Charset = (typeof CHARSETS)[number];

/** Stands on paper for a character that the printer cannot print. */
export const UNPRINTABLE = "□";

/** Characters with four bytes, which printers do not know, and the ones with two or one that look the same on paper. */
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  "¥": "￥", "₩": "W", "−": "-", "–": "-", "•": "·", "\u00a0": " ", "✓": "√", "½": "1/2", "²": "2", "³": "3", "ö": "o", "ä": "a",
};
/** Ideographs of the first plane: what a GB 18030 printer prints from four bytes. */
const isIdeograph = (point: number): boolean => (point >= 0x3400 && point <= 0x4dbf) || (point >= 0x4e00 && point <= 0x9fff);

/**
 * The text with every character that the printer has. Control characters go: a name must never be able to carry a
 * command to the printer. Tabs and line breaks become blanks; a text of several lines is split before.
 */
export function printable(text: string, charset: Charset, codec: Gb18030): string {
  let made = "";
  for (const char of text.normalize("NFC")) {
    const point = char.codePointAt(0)!;
    if (char === "\t" || char === "\n") made += " ";
    else if (isControl(point)) continue;
    else if (point < 0x80) made += char;
    else {
      const length = codec.length(point);
      if (length === 2 || (length === 4 && charset === "gb18030" && isIdeograph(point))) made += char;
      else made += LOOK_ALIKES[char] ?? UNPRINTABLE;
    }
  }
  return made;
}

const isControl = (point: number): boolean => point < 0x20 || (point >= 0x7f && point < 0xa0) || (point >= 0x200b && point <= 0x200f) || (point >= 0x202a && point <= 0x202e) || (point >= 0xfe00 && point <= 0xfe0f);

/** Columns of a printable text. */
export function columnsOf(text: string): number {
  let columns = 0;
  for (const char of text) columns += char.codePointAt(0)! < 0x80 ? 1 : 2;
  return columns;
}

export const wrap = (text: string, columns: number): string[] => breakLines(text, columns, columnsOf);

export const ALIGNS = ["start", "center", "end"] as const;
export type Align = (typeof ALIGNS)[number];

/** The text filled with blanks to exactly `columns`; a wider text stays as it is. */
export function pad(text: string, columns: number, align: Align): string {
  const free = Math.max(0, columns - columnsOf(text));
  const left = align === "end" ? free : align === "center" ? Math.floor(free / 2) : 0;
  return " ".repeat(left) + text + " ".repeat(free - left);
}
