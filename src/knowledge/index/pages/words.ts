import { usePreferences, useWords } from "../../../ui/Preferences.tsx";
import { useTold, type Told } from "../../../ui/told.ts";
import { en as moduleEn } from "../words.en.ts";
import { zh as moduleZh } from "../words.zh.ts";
import type { PageWords } from "./words.zh.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

export { useItemName } from "../../../ui/goods.ts";
export const useIndexWords = (): PageWords => useWords(zh, en);
export const useIndexTold = (): ((error: unknown) => Told) => useTold({ zh: moduleZh.refusals, en: moduleEn.refusals });

export function useGroupName(): (group: { readonly zh: string; readonly en: string }) => string {
  const { language } = usePreferences();
  return (group) => group[language];
}

/** As many decimals as are published. */
const DECIMALS = 2;
export const levelText = (value: number): string => value.toFixed(DECIMALS);
/** The sign is written out, so that colour is not the only thing that tells; a change that rounds to nothing has none. */
export function signed(value: number, decimals = DECIMALS): string {
  const text = Math.abs(value).toFixed(decimals);
  return Number(text) === 0 ? text : `${value > 0 ? "+" : "−"}${text}`;
}
export const percentText = (value: number): string => `${signed(value)}%`;
export const shareText = (share: number): string => `${Math.round(share * 100)}%`;
export const wayOf = (value: number | null): "up" | "down" | undefined => (value === null || Number(value.toFixed(DECIMALS)) === 0 ? undefined : value > 0 ? "up" : "down");
/** "11-30 06:05" in the reader's own time, with the year when it is another one than now. */
export function momentOf(iso: string): string {
  const at = new Date(iso);
  const two = (n: number): string => String(n).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}:${two(at.getMinutes())}`;
}
