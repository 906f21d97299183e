import { useWords } from "../../../ui/Preferences.tsx";
import { useTold, type Told } from "../../../ui/told.ts";
import { en as moduleEn } from "../words.en.ts";
import { zh as moduleZh } from "../words.zh.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

export { clockTime, useAmount, useItemName } from "../../../ui/goods.ts";

/** Refusals of files and settlement that reach these pages because claims asks them. */
const ASKED = {
  zh: { not_a_photo: "这不是能读的照片，请换一张。", too_large: "照片太大，请换一张。", not_base64: "照片没传完整，请再传一次。", already_reversed: "这笔成交已经冲销，或有冲销在等确认。", refunded_before: "这笔成交已经退过款，不能再整笔退货。", over_sale: "超出这笔成交还能退的金额。" },
  en: { not_a_photo: "This is not a readable photo.", too_large: "The photo is too large.", not_base64: "The photo did not arrive whole; send it again.", already_reversed: "The sale was taken back, or is about to be.", refunded_before: "Part of this sale was refunded; it cannot be returned whole.", over_sale: "That is more than is left of this sale." },
};

export const usePageWords = () => useWords(zh, en);
export const useTerms = () => useWords(moduleZh, moduleEn);
export const useClaimsTold = (): ((error: unknown) => Told) => useTold({ zh: moduleZh.refusals, en: moduleEn.refusals }, ASKED);

const PPM_PER_PERCENT = 10_000;
/** Millionths as percent, exact to a hundredth of a percent: 12,345 → "1.24%". */
export const percentOf = (ppm: number): string => `${(Math.ceil(ppm / (PPM_PER_PERCENT / 100)) / 100).toFixed(2)}%`;
