import { UNIT_WORDS, isUnit } from "../../../engines/units/units.ts";
import { useActing, type Acting } from "../../../ui/acting.ts";
import { usePreferences, useWords } from "../../../ui/Preferences.tsx";
import { formatMoney } from "../../../ui/money.ts";
import { useTold, type Told } from "../../../ui/told.ts";
import { en as moduleEn } from "../words.en.ts";
import { zh as moduleZh } from "../words.zh.ts";
import { en } from "./words.en.ts";
import { zh, type PageWords } from "./words.zh.ts";

export { useAmount, useDay, useItemName } from "../../../ui/goods.ts";

const READ_AGAIN = ["guidance"];

export const usePageWords = (): PageWords => useWords(zh, en);
export const useTerms = () => useWords(moduleZh, moduleEn);
export const useGuidanceTold = (): ((error: unknown) => Told) => useTold({ zh: moduleZh.refusals, en: moduleEn.refusals });
export const useAct = (): Acting => useActing(useGuidanceTold(), READ_AGAIN);

export function useUnitWord(): (unit: string) => string {
  const { language } = usePreferences();
  return (unit) => (isUnit(unit) ? UNIT_WORDS[unit][language === "zh" ? "zh" : "en"] : unit);
}

/** Figures of a model, in yuan and cents as people read them; it is an estimate, so no more is shown than the cent. */
export const money = (fen: number, currency: string): string => formatMoney(Math.round(fen), currency);
export const percent = (share: number): string => `${Math.round(100 * share)}%`;
