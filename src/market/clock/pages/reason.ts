import { useWords } from "../../../ui/Preferences.tsx";
import { en } from "../words.en.ts";
import { zh } from "../words.zh.ts";

/** A reason in words: people's own stand as they were written, the host's are codes. */
export function useReason(): (reason: string) => string {
  const reasons: Readonly<Record<string, string>> = useWords(zh, en).hostReasons;
  return (reason) => reasons[reason] ?? reason;
}
