/** The text as the reader's rules see it, character for character in the same place, so that what was not understood can be shown where it stands. */

const SIGNS: Readonly<Record<string, string>> = { "，": ",", "、": ",", "；": ";", "。": ";", "：": ":", "（": "(", "）": ")", "￥": "¥", "～": "~", "—": "-", "–": "-", "−": "-", "×": "*", "＊": "*", "≦": "≤", "【": "(", "】": ")", "\t": " ", "\u3000": " ", "\u00a0": " ", "\r": " " };
const HALF_WIDTH = 0xfee0;

/** Half width, lower case, one kind of sign; as long as the text itself. */
export function foldInPlace(text: string): string {
  let folded = "";
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at]!;
    const sign = SIGNS[char];
    const half = sign ?? (char >= "！" && char <= "～" ? String.fromCharCode(char.charCodeAt(0) - HALF_WIDTH) : char);
    const low = half.toLowerCase();
    // A few letters get longer in lower case; they stay as they are, because every place must stay where it is.
    folded += low.length === 1 ? low : half;
  }
  return folded;
}

export interface Found {
  readonly groups: readonly (string | undefined)[];
  readonly to: number;
}

/** What a sticky expression finds exactly at a place. */
export function findAt(expression: RegExp, text: string, at: number): Found | null {
  expression.lastIndex = at;
  const found = expression.exec(text);
  return found === null || found[0] === "" ? null : { groups: [...found], to: at + found[0].length };
}

/** Numbers as typed: 1,200 · 18.5 · .5 */
export const NUMBER = String.raw`(?:(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?|\.\d+)`;
export const HAN_NUMBER = "[一二两俩三四五六七八九十百千万半]+";
export const UNIT = "(?:盆|钵|棵|颗|株|支|枝|梗|扎|把|束|件|箱|层|台车|花车|车|pots?|plants?|spikes?|stems?|bunch(?:es)?|pieces?|box(?:es)?|layers?|trolleys?)";

const HAN_DIGITS = "零一二三四五六七八九";
/** 十二 → 12, 两百 → 200; null for what is not a whole number below ten thousand. */
export function hanNumber(text: string): number | null {
  const found = /^(?:(.)千)?(?:(.)百)?零?(?:(.?)十)?(.)?$/.exec(text.replaceAll(/[两俩]/g, "二"));
  if (found === null) return null;
  const [, thousands, hundreds, tens, ones] = found;
  const digit = (char: string | undefined, bare: number): number => (char === undefined ? 0 : char === "" ? bare : HAN_DIGITS.indexOf(char));
  const digits = [digit(thousands, -1), digit(hundreds, -1), digit(tens, 1), digit(ones, -1)];
  return text === "" || digits.some((one) => one < 0) ? null : digits.reduce((sum, one) => sum * 10 + one, 0);
}
