import type { RefusalBody } from "../kernel/machinery/contract.ts";
import { FaultError, RefusedError } from "../kernel/machinery/client.ts";
import { usePreferences } from "./Preferences.tsx";
import type { Language } from "./Preferences.tsx";

/** What a failed call is told as. `number` is a fault's, to be read out; `code` is a refusal's, for a page that reacts to one. */
export interface Told {
  readonly text: string;
  readonly number?: string | undefined;
  readonly code?: string | undefined;
  /** The server was never reached: what was asked may be asked again later. */
  readonly offline?: true | undefined;
}

type Sentences = Readonly<Record<string, string>>;

/** Refusals every action may answer with. */
const COMMON: Record<Language, Sentences> = {
  zh: {
    not_signed_in: "登录已过期，请重新登录。填好的内容还在。",
    not_allowed: "您的身份不能做这件事（需要：{needs}）。",
    not_found: "没有找到，可能已被撤回，或不属于您。",
    bad_input: "有内容填得不对：",
    key_reused: "这次提交与上次内容不同，请刷新后再试。",
    too_many_requests: "操作太快了，请等一会儿再试。",
  },
  en: {
    not_signed_in: "Your log-in has expired. Sign in again; what you typed is kept.",
    not_allowed: "Your role may not do this (needs {needs}).",
    not_found: "Not found. It may have been withdrawn, or it is not yours.",
    bad_input: "Something was filled in wrongly: ",
    key_reused: "This was sent before with other content. Reload and try again.",
    too_many_requests: "Too fast. Wait a moment and try again.",
  },
};
const FAULT: Record<Language, string> = { zh: "系统出错了，请把错误号告诉工作人员。", en: "Something failed on our side. Please read the number out to the staff." };
const OFFLINE: Record<Language, string> = { zh: "连不上市场，请检查网络。", en: "The market cannot be reached. Check the network." };

/** "{lot} is over" with { lot: "L…" } → "L… is over"; what the detail does not name stays empty. */
export function fillIn(sentence: string, detail: RefusalBody["detail"]): string {
  return sentence.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => String(detail[name] ?? ""));
}

/** Turns whatever a call may end with into words. `own` are the refusals of the page's own module; those of modules it asked may be added. */
export function useTold(...own: readonly Record<Language, Sentences>[]): (error: unknown) => Told {
  const { language } = usePreferences();
  return (error) => {
    if (error instanceof RefusedError) {
      const { refused, detail, problems = [] } = error.body;
      const sentence = own.map((words) => words[language][refused]).find((found) => found !== undefined) ?? COMMON[language][refused] ?? refused;
      const fields = refused === "bad_input" ? problems.map((one) => `${one.path} ${one.message}`).join(language === "zh" ? "；" : "; ") : "";
      return { text: fillIn(sentence, detail) + fields, code: refused };
    }
    if (error instanceof FaultError) return { text: FAULT[language], number: error.number };
    return { text: OFFLINE[language], offline: true };
  };
}
