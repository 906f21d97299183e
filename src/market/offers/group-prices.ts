/** The prices of customer groups as one cell of a table: "老客户: 箱 17.80, 车 16.80; 批发: 18.00". A price without a level counts from the first unit. */
import { formatMoney, parseMoney, type Currency } from "../../engines/fees/money.ts";
import { foldAll } from "../../engines/table/fold.ts";
import type { Level, PriceStep } from "./rules.ts";

const LEVEL_WORDS: Readonly<Record<Level, readonly string[]>> = { unit: ["", "单件", "unit"], box: ["箱", "box"], layer: ["层", "layer"], trolley: ["车", "trolley"] };
const MARKS = /[:;,]/g;

interface Shown extends PriceStep {
  readonly group: string | null;
}

/** Empty where no group has a price of its own. */
export function writeSteps(steps: readonly Shown[], currency: string): string {
  const groups = Map.groupBy(steps.filter((step) => step.groupId !== null), (step) => step.groupId);
  return [...groups.values()].map((own) => `${(own[0]!.group ?? "").replaceAll(MARKS, " ")}: ${inOrder(own).map((step) => [LEVEL_WORDS[step.level][0], formatMoney(step.price, currency as Currency, "zh", "plain")].filter((part) => part !== "").join(" ")).join(", ")}`).toSorted().join("; ");
}

const ORDER: readonly Level[] = ["unit", "box", "layer", "trolley"];
const inOrder = (steps: readonly Shown[]): Shown[] => steps.toSorted((a, b) => ORDER.indexOf(a.level) - ORDER.indexOf(b.level));

export type ReadSteps = { readonly ok: true; readonly steps: readonly PriceStep[] } | { readonly ok: false; readonly reason: "unknown_group_named" | "bad_group_price"; readonly detail: string };

/** `groups` by their names; what is not understood is handed back as it was written. */
export function readSteps(cell: string, groups: readonly { readonly id: string; readonly name: string }[], currency: string): ReadSteps {
  const steps: PriceStep[] = [];
  for (const part of foldAll(cell).replaceAll("、", ",").split(";").map((one) => one.trim()).filter((one) => one !== "")) {
    const at = part.indexOf(":");
    const name = part.slice(0, Math.max(0, at)).trim();
    const group = groups.find((one) => foldAll(one.name.replaceAll(MARKS, " ")) === name);
    if (at < 0 || group === undefined) return { ok: false, reason: at < 0 ? "bad_group_price" : "unknown_group_named", detail: at < 0 ? part : name };
    for (const priced of part.slice(at + 1).split(",").map((one) => one.trim())) {
      const [, word = "", figure = ""] = /^(\D*?)\s*([\d.]+)$/.exec(priced) ?? [];
      const level = ORDER.find((one) => LEVEL_WORDS[one].includes(word.trim()));
      const money = parseMoney(figure, currency as Currency, { allowNegative: false });
      if (level === undefined || !money.ok || money.minor < 1) return { ok: false, reason: "bad_group_price", detail: priced };
      steps.push({ groupId: group.id, level, price: money.minor });
    }
  }
  return { ok: true, steps };
}
