import { useWords } from "../../../ui/Preferences.tsx";
import { useTold, type Told } from "../../../ui/told.ts";
import { en as moduleEn } from "../words.en.ts";
import { zh as moduleZh } from "../words.zh.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

/** Refusals of settlement that reach these pages because the bank asks it. */
const ASKED = {
  zh: { not_closed: "这张单据的那一天还没有日结完。", nothing_due: "{no} 没有应收应付。", not_paid: "{no} 没有登记过付款。", not_at_bank: "{no} 不在银行处理中。", credit_used_up: "{no} 退回后采购商又欠这笔钱，但额度已用完，先提高额度。", at_payer: "{no} 在支付机构处理中。" },
  en: { not_closed: "The day of this paper is not closed yet.", nothing_due: "Nothing is due on {no}.", not_paid: "No payment of {no} was noted.", not_at_bank: "{no} is not at the bank.", credit_used_up: "With {no} taken back the buyer owes it again, and his credit is used up; raise his limit first.", at_payer: "{no} is with the payment company." },
};
export const usePageWords = () => useWords(zh, en);
export const useTerms = () => useWords(moduleZh, moduleEn);
export const useBankTold = (): ((error: unknown) => Told) => useTold({ zh: moduleZh.refusals, en: moduleEn.refusals }, ASKED);
