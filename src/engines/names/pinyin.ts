/**
 * Chinese text in Latin letters, without tones: for search columns, sorting, and the name search in `names.ts`.
 *
 * Readings come from the package pinyin-pro (pure JavaScript, no dependencies), which takes the reading of a character from the
 * words around it. ü is written v (绿萝 → lvluo), as on a keyboard.
 */
import { customPinyin, pinyin } from "pinyin-pro";

/** Plants that the package reads as something else: the tree 朴树 as the singer, the fruits of 金弹子 as a bouncing. */
export const PLANT_READINGS = { 朴树: "pò shù", 金弹子: "jīn dàn zǐ" } as const;
customPinyin(PLANT_READINGS);

/** 蝴蝶兰 → "hudielan"; 绿萝 → "lvluo". Characters without a reading stay as they are, in small letters. */
export function pinyinOf(text: string): string {
  return contextReadings(text).join("");
}

/** 蝴蝶兰 → "hdl". */
export function initialsOf(text: string): string {
  return contextReadings(text).map((reading) => reading.slice(0, 1)).join("");
}

/** A text by which a plain comparison sorts in pinyin order: syllables apart, so that 安 (an) comes before 昂 (ang). */
export function pinyinSortKey(text: string): string {
  return contextReadings(text).join(" ");
}

function contextReadings(text: string): string[] {
  return pinyin(foldText(text), { toneType: "none", type: "array", v: true }).filter((reading) => reading.trim() !== "");
}

/** Readings per character, the one in context first. */
export function allReadings(text: string): string[][] {
  const inContext = pinyin(text, { toneType: "none", type: "array", v: true });
  const characters = [...text];
  return characters.map((char, i) => {
    const alone = pinyin(char, { toneType: "none", type: "array", multiple: true, v: true });
    const first = inContext.length === characters.length ? [inContext[i] ?? char] : [];
    const known = [...first, ...alone];
    return [...new Set(known.flatMap((reading) => (reading.includes("v") && reading.length > 1 ? [reading, reading.replace("v", "u")] : [reading])))];
  });
}

/** Full width to ASCII, small letters, no marks that people leave out; blanks are kept single. */
export function foldText(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/ü/g, "v")
    .replace(/['’‘"“”]/g, "")
    .replace(/[·.×\-_]/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}
