import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { useToast } from "../../../ui/Toast.tsx";
import { useBankTold } from "./words.ts";

/** One thing the reader does: busy while it runs, the bank and the papers read again afterwards, a refusal said in words. */
export function useAct(): { readonly busy: boolean; readonly act: <T>(work: () => Promise<T>, done?: (result: T) => void) => Promise<void> } {
  const queries = useQueryClient();
  const toast = useToast();
  const told = useBankTold();
  const [busy, setBusy] = useState(false);
  const act = useCallback(async <T,>(work: () => Promise<T>, done?: (result: T) => void): Promise<void> => {
    setBusy(true);
    try {
      const result = await work();
      done?.(result);
    } catch (error) {
      const { text, number } = told(error);
      toast(number === undefined ? text : `${text} ${number}`, "cinnabar");
    } finally {
      setBusy(false);
      await Promise.all([queries.invalidateQueries({ queryKey: ["bank"] }), queries.invalidateQueries({ queryKey: ["settlement"] })]);
    }
  }, [queries, toast, told]);
  return { busy, act };
}
