import { parseMills } from "../../../engines/collection/figures.ts";
import { MILLS } from "../../../engines/collection/standard.ts";
import { CURRENCIES, currencyDecimals } from "../../../engines/fees/money.ts";
import { useActing, type Acting } from "../../../ui/acting.ts";
import { usePreferences, useWords } from "../../../ui/Preferences.tsx";
import { useTold, type Told } from "../../../ui/told.ts";
import { en as moduleEn } from "../words.en.ts";
import { zh as moduleZh } from "../words.zh.ts";
import { en } from "./words.en.ts";
import { zh, type PageWords } from "./words.zh.ts";

const READ_AGAIN = ["collection"];
const PLACES = 3;

export const usePageWords = (): PageWords => useWords(zh, en);
export const useTerms = () => useWords(moduleZh, moduleEn);
export const useCollectionTold = (): ((error: unknown) => Told) => useTold({ zh: moduleZh.refusals, en: moduleEn.refusals });
export const useAct = (): Acting => useActing(useCollectionTold(), READ_AGAIN);

/** The name of a thing that has one in each language; the Chinese one always exists. */
export function useName(): (zhName: string | null, enName: string | null) => string {
  const { language } = usePreferences();
  return (zhName, enName) => (language === "zh" || !enName ? (zhName ?? "") : enName);
}

const SYMBOLS: Readonly<Record<string, string>> = { CNY: "¥", KRW: "₩", TWD: "NT$", USD: "US$", EUR: "€", JPY: "JP¥" };

/** "¥18.55", "₩5,237", "NT$13.44": with the decimals of the currency and a third one where the price has it. */
export function priceText(mills: number, currency: string, perUnit = 1): string {
  const known = CURRENCIES.find((one) => one === currency);
  const least = known === undefined ? 0 : currencyDecimals(known);
  const text = (mills / perUnit / MILLS).toLocaleString("en", { minimumFractionDigits: least, maximumFractionDigits: Math.max(least, PLACES) });
  return `${SYMBOLS[currency] ?? `${currency} `}${text}`;
}

/** A bound that nobody quotes: in the currency's own decimals. */
export function roughText(mills: number, currency: string): string {
  const known = CURRENCIES.find((one) => one === currency);
  const step = MILLS / 10 ** (known === undefined ? 0 : currencyDecimals(known));
  return priceText(Math.round(mills / step) * step, currency);
}

/** What somebody typed as a price: null for nothing, undefined for what cannot be read. */
export function typedMills(text: string): number | null | undefined {
  const read = parseMills(text.trim());
  return typeof read === "string" || (read !== null && read <= 0) ? undefined : read;
}
