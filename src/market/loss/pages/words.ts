import { useWords } from "../../../ui/Preferences.tsx";
import { useTold, type Told } from "../../../ui/told.ts";
import { en as moduleEn } from "../words.en.ts";
import { zh as moduleZh } from "../words.zh.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

export { clockTime, useAmount, useItemName } from "../../../ui/goods.ts";

/** Refusals of those whom loss asks. */
const ASKED = {
  zh: { not_a_photo: "这不是能读的照片，请换一张。", too_large: "照片太大，请换一张。", not_base64: "照片没传完整，请再传一次。", not_enough_stock: "批次 {lot} 空着的不够：{free}。", lot_closed: "批次 {lot} 已经结束，不能再改。" },
  en: { not_a_photo: "This is not a readable photo.", too_large: "The photo is too large.", not_base64: "The photo did not arrive whole; send it again.", not_enough_stock: "Of lot {lot}, {free} are free.", lot_closed: "Lot {lot} is closed and cannot be changed." },
};

export const usePageWords = () => useWords(zh, en);
export const useTerms = () => useWords(moduleZh, moduleEn);
export const useLossTold = (): ((error: unknown) => Told) => useTold({ zh: moduleZh.refusals, en: moduleEn.refusals }, ASKED);

const PPM_PER_BASIS_POINT = 100;
const BASIS_POINTS = 100;
/** Millionths as percent to a hundredth; the server has rounded so that nothing flatters. */
export const percentOf = (ppm: number): string => `${(Math.round(ppm / PPM_PER_BASIS_POINT) / BASIS_POINTS).toFixed(2)}%`;
