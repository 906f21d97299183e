import { UNIT_WORDS, isUnit } from "../../../engines/units/units.ts";
import { useActing, type Acting } from "../../../ui/acting.ts";
import { usePreferences, useWords } from "../../../ui/Preferences.tsx";
import { useTold, type Told } from "../../../ui/told.ts";
import { en as moduleEn } from "../words.en.ts";
import { zh as moduleZh } from "../words.zh.ts";
import { en } from "./words.en.ts";
import { zh, type PageWords } from "./words.zh.ts";

export { clockTime, useAmount, useDay, useItemName } from "../../../ui/goods.ts";

/** Refusals of those whom these pages ask besides. */
const ASKED = {
  zh: { not_a_photo: "这不是能读的照片，请换一张。", too_large: "照片太大，请换一张。", not_base64: "照片没传完整，请再传一次。" },
  en: { not_a_photo: "This is not a readable photo.", too_large: "The photo is too large.", not_base64: "The photo did not arrive whole; send it again." },
};
const READ_AGAIN = ["batches"];

export const usePageWords = (): PageWords => useWords(zh, en);
export const useTerms = () => useWords(moduleZh, moduleEn);
export const useBatchTold = (): ((error: unknown) => Told) => useTold({ zh: moduleZh.refusals, en: moduleEn.refusals }, ASKED);
export const useAct = (): Acting => useActing(useBatchTold(), READ_AGAIN);

export function useUnitWord(): (unit: string) => string {
  const { language } = usePreferences();
  return (unit) => (isUnit(unit) ? UNIT_WORDS[unit][language === "zh" ? "zh" : "enPlural"] : unit);
}
