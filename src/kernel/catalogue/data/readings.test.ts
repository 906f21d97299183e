import { expect, test } from "vitest";
import { PLANT_READINGS, allReadings, pinyinSortKey } from "../../../engines/names/pinyin.ts";
import { SPECIES } from "./species.ts";
import { VARIETIES } from "./varieties.ts";

/** How plant names read the characters that have several readings. Read by hand: a new character is added here after looking it up. */
const READINGS: Readonly<Record<string, string>> = {
  万: "wan", 乐: "le", 佛: "fo", 侧: "ce", 信: "xin", 六: "liu", 内: "nei", 单: "dan", 南: "nan", 卡: "ka", 参: "shen", 叶: "ye", 合: "he", 和: "he", 咖: "ka", 地: "di", 堇: "jin", 大: "da", 奇: "qi", 奥: "ao", 女: "nv", 娜: "na",
  宿: "su", 射: "she", 尾: "wei", 广: "guang", 弟: "di", 弹: "dan", 得: "de", 摩: "mo", 无: "wu", 景: "jing", 朱: "zhu", 朴: "po", 杉: "shan", 枝: "zhi", 枸: "gou", 柏: "bai", 桔: "ju", 楂: "zha", 洞: "dong", 番: "fan", 石: "shi", 祭: "ji",
  竺: "zhu", 繁: "fan", 红: "hong", 络: "luo", 肋: "lei", 脉: "mai", 脚: "jiao", 色: "se", 芍: "shao", 苣: "ju", 苹: "ping", 落: "luo", 蔓: "man", 薄: "bo", 虹: "hong", 虾: "xia", 蜡: "la", 蟆: "ma", 血: "xue", 角: "jiao", 解: "jie",
  车: "che", 那: "na", 酢: "cu", 长: "chang", 阿: "a", 雀: "que", 露: "lu", 革: "ge", 顿: "dun", 龟: "gui",
  // Dictionaries have 爪 as zhao here; growers say zhua, and the name search takes both.
  爪: "zhua",
};
/** Names that read such a character otherwise. */
const EXCEPTIONS: Readonly<Record<string, string>> = { 桔梗: "jie geng", 洋桔梗: "yang jie geng" };

const NAMES = [...SPECIES, ...VARIETIES].map(({ zh }) => zh).filter((zh) => /^[\u4e00-\u9fff]+$/.test(zh));

/** Several readings, where u for ü, a way of typing, does not count. */
function isAmbiguous(character: string): boolean {
  const readings = allReadings(character)[0] ?? [];
  return readings.filter((reading) => !readings.some((other) => other !== reading && other.replace("v", "u") === reading)).length > 1;
}

test("every name is stored as a florist reads it", () => {
  const misread = NAMES.flatMap((zh) => {
    const syllables = pinyinSortKey(zh).split(" ");
    const wanted = EXCEPTIONS[zh]?.split(" ") ?? [...zh].map((character, i) => READINGS[character] ?? (isAmbiguous(character) ? "?" : syllables[i]));
    return syllables.join(" ") === wanted.join(" ") ? [] : [`${zh}: ${syllables.join(" ")}, not ${wanted.join(" ")}`];
  });
  expect(misread).toEqual([]);
});

test("no reading is written down for a character or name that is not there", () => {
  const used = new Set(NAMES.join(""));
  expect(Object.keys(READINGS).filter((character) => !used.has(character) || !isAmbiguous(character))).toEqual([]);
  expect([...Object.keys(EXCEPTIONS), ...Object.keys(PLANT_READINGS)].filter((zh) => !NAMES.includes(zh))).toEqual([]);
});
