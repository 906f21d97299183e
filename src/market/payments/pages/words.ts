import { useActing, type Acting } from "../../../ui/acting.ts";
import { useWords } from "../../../ui/Preferences.tsx";
import { useTold, type Told } from "../../../ui/told.ts";
import { en as moduleEn } from "../words.en.ts";
import { zh as moduleZh, type Words } from "../words.zh.ts";
import { en } from "./words.en.ts";
import { zh, type PageWords } from "./words.zh.ts";

export const usePageWords = (): PageWords => useWords(zh, en);
export const useTerms = (): Words => useWords(moduleZh, moduleEn);
export const useProblem = (): ((error: unknown) => Told) => useTold({ zh: moduleZh.refusals, en: moduleEn.refusals });

const READ_AGAIN = ["payments"];
export const useAct = (): Acting => useActing(useProblem(), READ_AGAIN);

/** "2026-11-27 14:03" in the reader's own time. */
export function clockTime(iso: string): string {
  const at = new Date(iso);
  const two = (n: number): string => String(n).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}:${two(at.getMinutes())}`;
}
