import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { useToast } from "../../../ui/Toast.tsx";
import { useStallTold } from "./words.ts";

/** One thing the reader does: busy while it runs, the stall read again afterwards, a refusal said in words. */
export function useAct(): { readonly busy: boolean; readonly act: <T>(work: () => Promise<T>, done?: (result: T) => void) => Promise<void> } {
  const queries = useQueryClient();
  const toast = useToast();
  const told = useStallTold();
  const [busy, setBusy] = useState(false);
  const act = useCallback(async <T,>(work: () => Promise<T>, done?: (result: T) => void): Promise<void> => {
    setBusy(true);
    try {
      done?.(await work());
    } catch (error) {
      const said = told(error);
      toast(said.number === undefined ? said.text : `${said.text} ${said.number}`, "cinnabar");
    } finally {
      setBusy(false);
      await queries.invalidateQueries({ queryKey: ["stall"] });
    }
  }, [queries, toast, told]);
  return { busy, act };
}
