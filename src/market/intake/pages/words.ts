import { UNIT_WORDS, isUnit } from "../../../engines/units/units.ts";
import { formatCount } from "../../../ui/money.ts";
import { usePreferences, useWords } from "../../../ui/Preferences.tsx";
import { useTold } from "../../../ui/told.ts";
import type { Told } from "../../../ui/told.ts";
import { en as moduleEn } from "../words.en.ts";
import { zh as moduleZh } from "../words.zh.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

/** Refusals of files and lots that reach these pages because intake asks them; their own words are theirs alone. */
const ASKED = {
  zh: { not_a_photo: "这不是能读的照片，请换一张。", too_large: "照片太大，请换一张。", not_base64: "照片没传完整，请再传一次。", unknown_item: "没有这个商品，请重新选。", not_enough_stock: "库存不够：只剩 {free}。", batch_over: "在圃 {no} 已经绝收，不能从它送货。", wrong_item: "和在圃 {no} 的商品不同，请重选或点“不是这批”。" },
  en: { not_a_photo: "This is not a readable photo.", too_large: "The photo is too large.", not_base64: "The photo did not arrive whole; send it again.", unknown_item: "There is no such item.", not_enough_stock: "Not enough stock: {free} left.", batch_over: "Batch {no} has failed; nothing comes from it.", wrong_item: "Another item than batch {no}; choose again or say that it is not this one." },
};

export const usePageWords = () => useWords(zh, en);
export const useIntakeWords = () => useWords(moduleZh, moduleEn);
export const useIntakeTold = (): ((error: unknown) => Told) => useTold({ zh: moduleZh.refusals, en: moduleEn.refusals }, ASKED);

/** "1,200 盆", "1,200 pots"; and the bare word of a unit. */
export function useUnits(): { readonly amount: (quantity: number, unit: string) => string; readonly unit: (unit: string) => string } {
  const { language } = usePreferences();
  const word = (unit: string, quantity: number): string => {
    if (!isUnit(unit)) return unit;
    if (language === "zh") return UNIT_WORDS[unit].zh;
    return quantity === 1 ? UNIT_WORDS[unit].en : UNIT_WORDS[unit].enPlural;
  };
  return { amount: (quantity, unit) => `${formatCount(quantity)} ${word(unit, quantity)}`, unit: (unit) => word(unit, 1) };
}

/** The item in the reader's language; a species without an English name keeps its Chinese one. */
export function useItemName(): (item: { readonly itemZh: string; readonly itemEn: string }) => string {
  const { language } = usePreferences();
  return ({ itemZh, itemEn }) => (language === "zh" || itemEn === "" ? itemZh : itemEn);
}

/** Times of the market's day, not of the reader's machine alone: short, 24 hours. */
export function useTimes(): { readonly at: (iso: string) => string; readonly day: (day: string) => string } {
  const { language } = usePreferences();
  const locale = language === "zh" ? "zh-CN" : "en-GB";
  const time = new Intl.DateTimeFormat(locale, { month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit", hour12: false });
  const date = new Intl.DateTimeFormat(locale, { month: language === "zh" ? "long" : "short", day: "numeric", timeZone: "UTC" });
  return { at: (iso) => time.format(new Date(iso)), day: (day) => date.format(new Date(`${day}T00:00:00Z`)) };
}

/** The part of a lot's number that people say: L20261122-0037 → 0037. */
export const shortNo = (no: string): string => no.split("-").at(-1) ?? no;
