import { FaultError, RefusedError } from "../../../kernel/machinery/client.ts";
import { usePreferences, useWords } from "../../../ui/Preferences.tsx";
import { en as moduleEn } from "../words.en.ts";
import { zh as moduleZh } from "../words.zh.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

export interface Told {
  readonly text: string;
  /** Number of a fault, to be read out. */
  readonly number?: string | undefined;
}

/** The sentence of a refusal code: this module's own, else a common one, else the code itself. */
export function useRefusal(): (code: string) => string {
  const own: Readonly<Record<string, string>> = useWords(moduleZh, moduleEn).refusals;
  const common = useWords(zh, en).problem.common;
  return (code) => own[code] ?? common[code] ?? code;
}

/** Anything a call may end with, in words. Fields that were wrong are named. */
export function useProblem(): (error: unknown) => Told {
  const refusal = useRefusal();
  const words = useWords(zh, en).problem;
  const { language } = usePreferences();
  return (error) => {
    if (error instanceof RefusedError) {
      const fields = (error.body.problems ?? []).map((problem) => `${problem.path} ${problem.message}`).join(language === "zh" ? "；" : "; ");
      return { text: refusal(error.body.refused) + fields };
    }
    if (error instanceof FaultError) return { text: words.fault, number: error.number };
    return { text: words.offline };
  };
}
