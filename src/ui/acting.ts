import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { useToast } from "./Toast.tsx";
import type { Told } from "./told.ts";

export interface Acting {
  readonly busy: boolean;
  /** `done` hears the answer; `refused` hears a refusal in words where the page wants to say it itself instead of in a toast. */
  readonly act: <T>(work: () => Promise<T>, done?: (result: T) => void, refused?: (why: string) => void) => Promise<void>;
}

/** One thing the reader does: busy while it runs, what these keys have read is read again afterwards, a refusal said in words and nothing typed lost. The keys are a constant. */
export function useActing(told: (error: unknown) => Told, keys: readonly string[]): Acting {
  const queries = useQueryClient();
  const toast = useToast();
  const [busy, setBusy] = useState(false);
  const act = useCallback(async <T,>(work: () => Promise<T>, done?: (result: T) => void, refused?: (why: string) => void): Promise<void> => {
    setBusy(true);
    try {
      // In a line of its own: `done?.(await work())` does not even begin the work when nobody waits for the answer.
      const result = await work();
      done?.(result);
    } catch (error) {
      const { text, number } = told(error);
      const why = number === undefined ? text : `${text} ${number}`;
      if (refused === undefined) toast(why, "cinnabar");
      else refused(why);
    } finally {
      setBusy(false);
      await Promise.all(keys.map((key) => queries.invalidateQueries({ queryKey: [key] })));
    }
  }, [told, keys, queries, toast]);
  return { busy, act };
}
