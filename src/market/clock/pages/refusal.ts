import { useWords } from "../../../ui/Preferences.tsx";
import { useTold } from "../../../ui/told.ts";
import type { Told } from "../../../ui/told.ts";
import { en } from "../words.en.ts";
import { zh } from "../words.zh.ts";

/** The sentence of a refusal that came over the live channel, where there is no more to it than its code. */
export function useRefusal(): (code: string) => string {
  const own: Readonly<Record<string, string>> = useWords(zh, en).refusals;
  return (code) => own[code] ?? code;
}

/** Anything a call may end with, in words. */
export const useProblem = (): ((error: unknown) => Told) => useTold({ zh: zh.refusals, en: en.refusals });

/** The same on one line, with the number of a fault for whoever has to read it out. */
export function useProblemLine(): (error: unknown) => string {
  const problem = useProblem();
  return (error) => {
    const { text, number } = problem(error);
    return number === undefined ? text : `${text} ${number}`;
  };
}
