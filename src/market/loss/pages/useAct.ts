import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { useToast } from "../../../ui/Toast.tsx";
import { useLossTold } from "./words.ts";

/** One thing the reader does: busy while it runs, every list read again afterwards, a refusal said in words and nothing typed lost. */
export function useAct(): { readonly busy: boolean; readonly act: <T>(work: () => Promise<T>, done?: (result: T) => void, refused?: (why: string) => void) => Promise<void> } {
  const queries = useQueryClient();
  const toast = useToast();
  const told = useLossTold();
  const [busy, setBusy] = useState(false);
  const act = useCallback(async <T,>(work: () => Promise<T>, done?: (result: T) => void, refused?: (why: string) => void): Promise<void> => {
    setBusy(true);
    try {
      const result = await work();
      done?.(result);
    } catch (error) {
      const said = told(error);
      const why = said.number === undefined ? said.text : `${said.text} ${said.number}`;
      if (refused === undefined) toast(why, "cinnabar");
      else refused(why);
    } finally {
      setBusy(false);
      await queries.invalidateQueries({ queryKey: ["loss"] });
    }
  }, [told, queries, toast]);
  return { busy, act };
}
