import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { useWords } from "../../../ui/Preferences.tsx";
import { useToast } from "../../../ui/Toast.tsx";
import { useTold, type Told } from "../../../ui/told.ts";
import { en as moduleEn } from "../words.en.ts";
import { zh as moduleZh, type Words } from "../words.zh.ts";
import { en } from "./words.en.ts";
import { zh, type PageWords } from "./words.zh.ts";

export const usePageWords = (): PageWords => useWords(zh, en);
export const useTerms = (): Words => useWords(moduleZh, moduleEn);
export const useProblem = (): ((error: unknown) => Told) => useTold({ zh: moduleZh.refusals, en: moduleEn.refusals });

/** One thing the reader does: busy while it runs, everything of payments read again afterwards, a refusal said in words. */
export function useAct(): { readonly busy: boolean; readonly act: <T>(work: () => Promise<T>, done?: (result: T) => void) => Promise<void> } {
  const queries = useQueryClient();
  const toast = useToast();
  const problem = useProblem();
  const [busy, setBusy] = useState(false);
  const act = useCallback(async <T,>(work: () => Promise<T>, done?: (result: T) => void): Promise<void> => {
    setBusy(true);
    try {
      done?.(await work());
    } catch (error) {
      const told = problem(error);
      toast(told.number === undefined ? told.text : `${told.text} ${told.number}`, "cinnabar");
    } finally {
      setBusy(false);
      await queries.invalidateQueries({ queryKey: ["payments"] });
    }
  }, [problem, queries, toast]);
  return { busy, act };
}

/** "2026-11-27 14:03" in the reader's own time. */
export function clockTime(iso: string): string {
  const at = new Date(iso);
  const two = (n: number): string => String(n).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}:${two(at.getMinutes())}`;
}
