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

/** A day, short: "12月5日", "5 Dec"; with its year where it is not this one. */
export function useDay(): (day: string, today?: string) => string {
  const { language } = usePreferences();
  const locale = language === "zh" ? "zh-CN" : "en-GB";
  const short = { month: language === "zh" ? "long" : "short", day: "numeric", timeZone: "UTC" } as const;
  const format = { near: new Intl.DateTimeFormat(locale, short), far: new Intl.DateTimeFormat(locale, { ...short, year: "numeric" }) };
  return (day, today) => (today === undefined || today.slice(0, 4) === day.slice(0, 4) ? format.near : format.far).format(new Date(`${day}T00:00:00Z`));
}
