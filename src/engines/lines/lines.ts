/**
 * Breaking text into lines of a width, for paper: pages measured in points and receipts measured in columns.
 *
 * Chinese may be broken between any two characters, Latin words and numbers between words; no line begins with a closing
 * mark or ends with an opening one (the rules of GB/T 15834 on line heads and ends, and of UAX #14 in their simplest
 * form). A word wider than the line is broken where the line ends.
 */

/** Width of a text in whatever unit the line has; at least additive for the parts of a line. */
export type WidthOf = (text: string) => number;

const NOT_FIRST = new Set("，。、；：！？）》」』】〉”’％℃·…—,.;:!?)]}%>");
const NOT_LAST = new Set("（《「『【〈“‘([{<¥￥$#№");
/** From here on characters stand alone: CJK radicals, ideographs, kana, hangul, full-width forms, and the planes above. */
const FIRST_WIDE = 0x2e80;

/** `width` > 0. Every line break of the text is kept; an empty text is one empty line. Blanks at the ends of broken lines are dropped. */
export function breakLines(text: string, width: number, widthOf: WidthOf): string[] {
  return text.split("\n").flatMap((paragraph) => breakParagraph(paragraph, width, widthOf));
}

function breakParagraph(text: string, width: number, widthOf: WidthOf): string[] {
  const lines: string[] = [];
  let line = "";
  let used = 0;
  for (const piece of pieces(text)) {
    const bare = piece.trimEnd();
    const wide = widthOf(bare);
    if (line !== "" && used + wide > width) {
      lines.push(line.trimEnd());
      line = "";
      used = 0;
    }
    if (wide > width) {
      const parts = chop(bare, width, widthOf);
      lines.push(...parts.slice(0, -1));
      line = parts.at(-1)! + piece.slice(bare.length);
    } else if (line !== "" || bare !== "" || lines.length === 0) line += piece;
    used = widthOf(line);
  }
  return line === "" && lines.length > 0 ? lines : [...lines, line.trimEnd()];
}

/** What is never broken while it fits on a line: a word with the blanks behind it, a Chinese character with its marks. */
export function pieces(text: string): string[] {
  const found: string[] = [];
  let piece = "";
  let before = "";
  for (const char of text) {
    if (before !== "" && mayBreak(before, char)) {
      found.push(piece);
      piece = "";
    }
    piece += char;
    before = char;
  }
  if (piece !== "") found.push(piece);
  return found;
}

function mayBreak(before: string, after: string): boolean {
  if (after === " " || NOT_FIRST.has(after) || NOT_LAST.has(before)) return false;
  if (before === " ") return true;
  return isWide(before) || isWide(after);
}

const isWide = (char: string): boolean => char.codePointAt(0)! >= FIRST_WIDE;

/** A word that no line holds, in parts that fit; a single character wider than the line stands alone. */
function chop(word: string, width: number, widthOf: WidthOf): string[] {
  const parts: string[] = [];
  let part = "";
  for (const char of word) {
    if (part !== "" && widthOf(part + char) > width) {
      parts.push(part);
      part = "";
    }
    part += char;
  }
  return [...parts, part];
}
