import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { useToast } from "../../../ui/Toast.tsx";
import { useProblem } from "./words.ts";

/** One thing the reader does: busy while it runs, everything of offers read again afterwards, a refusal said in words. */
export function useAct(): { readonly busy: boolean; readonly act: <T>(work: () => Promise<T>, done?: (result: T) => void) => Promise<void> } {
  const queries = useQueryClient();
  const toast = useToast();
  const problem = useProblem();
  const [busy, setBusy] = useState(false);
  const act = useCallback(async <T,>(work: () => Promise<T>, done?: (result: T) => void): Promise<void> => {
    setBusy(true);
    try {
      const result = await work();
      done?.(result);
    } catch (error) {
      const told = problem(error);
      toast(told.number === undefined ? told.text : `${told.text} ${told.number}`, "cinnabar");
    } finally {
      setBusy(false);
      await queries.invalidateQueries({ queryKey: ["offers"] });
    }
  }, [problem, queries, toast]);
  return { busy, act };
}
