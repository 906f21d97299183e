import { UNIT_WORDS, isUnit } from "../../../engines/units/units.ts";
import { usePreferences, useWords } from "../../../ui/Preferences.tsx";
import { useTold, type Told } from "../../../ui/told.ts";
import { en as moduleEn } from "../words.en.ts";
import { zh as moduleZh } from "../words.zh.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

export { clockTime, useAmount, useItemName } from "../../../ui/goods.ts";

/** Refusals of the ledger, the lots and the settlement that reach these pages because a contract asks them. */
const ASKED = {
  zh: { over_credit: "买方的授信额度不够，货还留着。请先还款或提高额度，再交货。", not_enough_stock: "这个批次没有那么多可用的货了。", not_held: "额度或货已被别的操作用掉，请刷新后再试。", wrong_currency: "币种与当日不同，请联系结算员。" },
  en: { over_credit: "The buyer's credit is too small; the goods stay held. Pay or raise the limit, then hand over.", not_enough_stock: "The lot has not as much left.", not_held: "Somebody else has used it; reload and try again.", wrong_currency: "Another currency than the day's; ask the cashier." },
};

export const usePageWords = () => useWords(zh, en);
export const useTerms = () => useWords(moduleZh, moduleEn);
export const useContractsTold = (): ((error: unknown) => Told) => {
  const faults = useTerms().faults;
  const told = useTold({ zh: moduleZh.refusals, en: moduleEn.refusals }, ASKED);
  return (error) => {
    const said = told(error);
    return { ...said, text: said.text.replace(/[（(](\w+)[）)]/u, (whole, code: string) => (faults[code] === undefined ? whole : `（${faults[code]}）`)) };
  };
};

export function useUnit(): (unit: string) => string {
  const { language } = usePreferences();
  return (unit) => (isUnit(unit) ? UNIT_WORDS[unit][language] : unit);
}
/** Month and day are enough inside one contract. */
export const shortDay = (day: string): string => day.slice(5);
