/** The same text typed in several ways, made one. */

const toHalf = (text: string): string => text.replace(/[！-～]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0));

/** Marks that nobody sees: byte order mark, zero-width blanks, direction marks. The joiner of emoji is left. */
const UNSEEN = /[\u200b\u200c\u200e\u200f\u2060\ufeff]/g;
const BLANKS = /[\u00a0\u2000-\u200a\u202f\u205f\u3000]/g;

/** Printable ASCII and Chinese characters with single blanks between: there is nothing to fold, which is so for nearly every cell. */
const CLEAN = /^[!-~\u3400-\u9fff]+(?: [!-~\u3400-\u9fff]+)*$/;
export const isClean = (text: string): boolean => CLEAN.test(text);

/** Unseen marks away, one kind of blank and one kind of line break, nothing around it. What people see is not changed. */
export function tidy(text: string): string {
  return text.replace(UNSEEN, "").replace(BLANKS, " ").replaceAll(/\r\n?/g, "\n").trim();
}

/** Full-width digits and Latin letters to half width; Chinese and its punctuation stay as they are. */
export function foldLetters(text: string): string {
  return text.replace(/[０-９Ａ-Ｚａ-ｚ]/g, toHalf);
}

/** For numbers, codes and comparing: full width to half width with all signs, on one line. */
export function foldAll(text: string): string {
  return isClean(text) ? text : toHalf(tidy(text)).replaceAll(/\s+/g, " ");
}

/** For headings and choices: as `foldAll`, without blanks, case and the marks that forms put around a title. */
export function foldTitle(text: string): string {
  return foldAll(text).toLowerCase().replaceAll(/[\s*:_·]/g, "");
}
