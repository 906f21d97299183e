import { pinyin } from "pinyin-pro";

/** Full pinyin without tones or spaces, lower case: 蝴蝶兰 → hudielan. Other letters stay as they are. */
export function pinyinOf(text: string): string {
  return pinyin(text, { toneType: "none", type: "array", nonZh: "consecutive", v: true }).join("").toLowerCase().replaceAll(/\s+/g, "");
}

/** First letters of the pinyin: 蝴蝶兰 → hdl. */
export function initialsOf(text: string): string {
  return pinyin(text, { pattern: "first", toneType: "none", type: "array", nonZh: "consecutive" }).join("").toLowerCase().replaceAll(/\s+/g, "");
}
