import { useWords } from "../../../ui/Preferences.tsx";
import { useTold } from "../../../ui/told.ts";
import type { Told } from "../../../ui/told.ts";
import { en as moduleEn } from "../words.en.ts";
import { zh as moduleZh } from "../words.zh.ts";
import type { Words } from "../words.zh.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";
import type { PageWords } from "./words.zh.ts";

export { useItemName } from "../../../ui/goods.ts";

export const usePageWords = (): PageWords => useWords(zh, en);
export const useTerms = (): Words => useWords(moduleZh, moduleEn);

/** Anything a call may end with, in words. */
export const useProblem = (): ((error: unknown) => Told) => useTold({ zh: moduleZh.refusals, en: moduleEn.refusals });

/** "2026-11-22 14:03" in the reader's own time. */
export function clockTime(iso: string): string {
  const at = new Date(iso);
  const two = (n: number): string => String(n).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}:${two(at.getMinutes())}`;
}
