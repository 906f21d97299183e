import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { useToast } from "../../../ui/Toast.tsx";
import { useContractsTold } from "./words.ts";

/** One thing the reader does: busy while it runs, every list of contracts read again afterwards, a refusal said in words. */
export function useAct(): { readonly busy: boolean; readonly act: <T>(work: () => Promise<T>, done?: (result: T) => void) => Promise<void> } {
  const queries = useQueryClient();
  const toast = useToast();
  const told = useContractsTold();
  const [busy, setBusy] = useState(false);
  const act = useCallback(async <T,>(work: () => Promise<T>, done?: (result: T) => void): Promise<void> => {
    setBusy(true);
    try {
      const result = await work();
      done?.(result);
    } catch (error) {
      const said = told(error);
      toast(said.number === undefined ? said.text : `${said.text} ${said.number}`, "cinnabar");
    } finally {
      setBusy(false);
      await queries.invalidateQueries({ queryKey: ["contracts"] });
    }
  }, [told, queries, toast]);
  return { busy, act };
}
