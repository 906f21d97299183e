import { UNIT_WORDS, isUnit } from "../engines/units/units.ts";
import { usePreferences } from "./Preferences.tsx";
import { formatCount } from "./money.ts";

/** "120 盆", "120 pots". */
export function useAmount(): (quantity: number, unit: string) => string {
  const { language } = usePreferences();
  return (quantity, unit) => {
    if (!isUnit(unit)) return `${formatCount(quantity)} ${unit}`;
    const word = UNIT_WORDS[unit];
    return `${formatCount(quantity)} ${language === "zh" ? word.zh : quantity === 1 ? word.en : word.enPlural}`;
  };
}

/** The item in the reader's language; one without an English name keeps its Chinese one. */
export function useItemName(): (thing: { readonly itemZh: string; readonly itemEn: string }) => string {
  const { language } = usePreferences();
  return ({ itemZh, itemEn }) => (language === "zh" || itemEn === "" ? itemZh : itemEn);
}

/** "11-27 14:03" in the reader's own time. */
export function clockTime(iso: string): string {
  const at = new Date(iso);
  const two = (n: number): string => String(n).padStart(2, "0");
  return `${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}:${two(at.getMinutes())}`;
}
