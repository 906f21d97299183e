import { usePreferences } from "../../../ui/Preferences.tsx";
import { fillIn, useTold } from "../../../ui/told.ts";
import type { Told } from "../../../ui/told.ts";
import { RefusedError } from "../../machinery/client.ts";
import { shapeOf, type KindName } from "../kinds.ts";
import type { TemplateProblem } from "../rules.ts";
import { en } from "../words.en.ts";
import { zh } from "../words.zh.ts";

const REFUSALS = { zh: zh.refusals, en: en.refusals };

/** Whatever a call of the print centre may end with, in words; a field is called what it is called on the paper. */
export function usePrintTold(): (error: unknown, kind?: KindName) => Told {
  const tell = useTold(REFUSALS);
  const say = useProblemWords();
  return (error, kind) => {
    const told = tell(error);
    if (kind === undefined || !(error instanceof RefusedError)) return told;
    const { refused, detail } = error.body;
    if (typeof detail["field"] !== "string" || !(refused in REFUSALS.zh)) return told;
    return { ...told, text: say(kind, { code: refused as TemplateProblem["code"], field: detail["field"], block: Number(detail["block"] ?? 0) }) };
  };
}

export function useProblemWords(): (kind: KindName, problem: TemplateProblem) => string {
  const { language } = usePreferences();
  return (kind, { code, field, block }) => {
    const shape = shapeOf(kind);
    const named = Object.hasOwn(shape.fields, field) ? shape.fields[field] : Object.hasOwn(shape.tables, field) ? shape.tables[field] : undefined;
    return fillIn(REFUSALS[language][code], { block, size: field, field: named === undefined ? field : named[language] });
  };
}
