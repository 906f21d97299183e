import { usePreferences, useWords } from "../../../ui/Preferences.tsx";
import { formatMoney } from "../../../ui/money.ts";
import { useTold, type Told } from "../../../ui/told.ts";
import { en as moduleEn } from "../words.en.ts";
import { zh as moduleZh } from "../words.zh.ts";
import type { MovementRow } from "../views.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

/** Refusals of those whom packaging asks. */
const ASKED = {
  zh: { not_a_photo: "这不是能读的照片，请换一张。", too_large: "照片太大，请换一张。", not_base64: "照片没传完整，请再传一次。", wrong_currency: "币种与市场不同，请市场经理重定押金。" },
  en: { not_a_photo: "This is not a readable photo.", too_large: "The photo is too large.", not_base64: "The photo did not arrive whole; send it again.", wrong_currency: "The currency is not the market's; the manager sets the deposit again." },
};

export const usePageWords = () => useWords(zh, en);
export const useTerms = () => useWords(moduleZh, moduleEn);
export const usePackagingTold = (): ((error: unknown) => Told) => useTold({ zh: moduleZh.refusals, en: moduleEn.refusals }, ASKED);

export function useKindName(): (thing: { readonly kindZh: string; readonly kindEn: string }) => string {
  const { language } = usePreferences();
  return ({ kindZh, kindEn }) => (language === "zh" ? kindZh : kindEn);
}

/** "退押金 ¥80.00 · 赔偿 ¥600.00", or nothing. */
export function useMoneyOf(): (row: MovementRow) => string {
  const { money } = usePageWords();
  return ({ depositTaken, depositBack, charge, currency }) => [
    ...(depositTaken > 0 ? [money.taken(formatMoney(depositTaken, currency))] : []), ...(depositBack > 0 ? [money.back(formatMoney(depositBack, currency))] : []), ...(charge > 0 ? [money.charge(formatMoney(charge, currency))] : []),
  ].join(" · ");
}

const PPM_PER_PERCENT = 10_000;
/** Millionths as percent to a hundredth: 12,345 → "1.24%". */
export const percentOf = (ppm: number): string => `${(Math.ceil(ppm / (PPM_PER_PERCENT / 100)) / 100).toFixed(2)}%`;
