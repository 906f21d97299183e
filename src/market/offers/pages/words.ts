import { UNIT_WORDS, isUnit } from "../../../engines/units/units.ts";
import { formatCount } from "../../../ui/money.ts";
import { usePreferences, useWords } from "../../../ui/Preferences.tsx";
import { useTold, type Told } from "../../../ui/told.ts";
import { en as moduleEn } from "../words.en.ts";
import { zh as moduleZh } from "../words.zh.ts";
import { en } from "./words.en.ts";
import { zh, type PageWords } from "./words.zh.ts";

/** Refusals of the ledger and the lots that reach these pages because offers asks them. */
const ASKED = {
  zh: { over_credit: "超出您的授信额度。请先付款，或少订一些。", not_enough_stock: "余量不足：只剩 {free}，刚刚被别人买走。", unknown_item: "没有这个商品，请重新选。" },
  en: { over_credit: "This is beyond your credit. Pay first, or order less.", not_enough_stock: "Not enough left: {free}. Somebody has just bought it.", unknown_item: "There is no such item." },
};

export const usePageWords = (): PageWords => useWords(zh, en);
export const useImportProblems = () => useWords(moduleZh, moduleEn).importProblems;
export const useProblem = (): ((error: unknown) => Told) => useTold({ zh: moduleZh.refusals, en: moduleEn.refusals }, ASKED);

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

/** The item in the reader's language; one without an English name keeps its Chinese one. */
export function useItemName(): (item: { readonly itemZh: string | null; readonly itemEn: string | null }) => string {
  const { language } = usePreferences();
  return ({ itemZh, itemEn }) => (language === "zh" || itemEn === "" || itemEn === null ? (itemZh ?? "") : itemEn);
}

export interface Times {
  readonly at: (iso: string) => string;
  readonly day: (day: string) => string;
}

/** Kept for each language: making a format costs more than a hundred uses of it, and a long order has a thousand lines. */
const TIMES = new Map<string, Times>();

export function useTimes(): Times {
  const { language } = usePreferences();
  const locale = language === "zh" ? "zh-CN" : "en-GB";
  const known = TIMES.get(locale);
  if (known !== undefined) return known;
  const time = new Intl.DateTimeFormat(locale, { month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit", hour12: false });
  const date = new Intl.DateTimeFormat(locale, { month: language === "zh" ? "long" : "short", day: "numeric", timeZone: "UTC" });
  const times: Times = { at: (iso) => time.format(new Date(iso)), day: (day) => date.format(new Date(`${day}T00:00:00Z`)) };
  TIMES.set(locale, times);
  return times;
}
