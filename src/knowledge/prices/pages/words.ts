import { UNIT_WORDS, isUnit } from "../../../engines/units/units.ts";
import { usePreferences, useWords } from "../../../ui/Preferences.tsx";
import { useTold } from "../../../ui/told.ts";
import type { Told } from "../../../ui/told.ts";
import { en } from "../words.en.ts";
import { zh } from "../words.zh.ts";
import type { Words } from "../words.zh.ts";

export const usePriceWords = (): Words => useWords(zh, en);
export const useProblem = (): ((error: unknown) => Told) => useTold({ zh: zh.refusals, en: en.refusals });

/** The name of a thing that has one in each language; the Chinese one always exists. */
export function useItemName(): (thing: { readonly itemZh: string; readonly itemEn: string }) => string {
  const { language } = usePreferences();
  return ({ itemZh, itemEn }) => (language === "zh" || itemEn === "" ? itemZh : itemEn);
}

/** The bare word of a unit: 盆, pot. */
export function useUnit(): (unit: string) => string {
  const { language } = usePreferences();
  return (unit) => (isUnit(unit) ? UNIT_WORDS[unit][language] : unit);
}

const BASIS_POINTS_IN_PERCENT = 100;
/** "+4.2%"; the sign is written out, so that colour is not the only thing that tells. */
export const changeText = (basisPoints: number): string =>
  `${basisPoints > 0 ? "+" : basisPoints < 0 ? "−" : ""}${(Math.abs(basisPoints) / BASIS_POINTS_IN_PERCENT).toFixed(1)}%`;

/** "14:03" in the reader's own time. */
export function hourMinute(iso: string): string {
  const at = new Date(iso);
  return `${String(at.getHours()).padStart(2, "0")}:${String(at.getMinutes()).padStart(2, "0")}`;
}
