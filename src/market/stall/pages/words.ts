import { UNIT_WORDS, isUnit } from "../../../engines/units/units.ts";
import { formatCount } from "../../../ui/money.ts";
import { usePreferences, useWords } from "../../../ui/Preferences.tsx";
import { useTold } from "../../../ui/told.ts";
import type { Told } from "../../../ui/told.ts";
import { en as moduleEn } from "../words.en.ts";
import { zh as moduleZh } from "../words.zh.ts";
import type { Words } from "../words.zh.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";
import type { PageWords } from "./words.zh.ts";

/** Refusals of those whom the stall asks: the ledger about credit, lots about stock. Their own words are for their own pages. */
const ASKED = {
  zh: { over_party_credit: "超出这位客户的赊账额度。请收一部分钱，或请老板提高额度。", below_used: "额度不能低于已经欠的。", not_enough_stock: "批次 {lot} 的货刚被别处卖走，只剩 {free}。", own_lot: "不能卖给自己。", already_acts: "{name} 已经能代办。", delegates_cannot_appoint: "只有老板本人能添加帮手。" },
  en: { over_party_credit: "This passes the customer's credit. Take some money, or have the owner raise the limit.", below_used: "The limit cannot be below what is owed.", not_enough_stock: "Lot {lot} was just sold elsewhere; {free} left.", own_lot: "A stall does not sell to itself.", already_acts: "{name} acts already.", delegates_cannot_appoint: "Only the owner himself adds helpers." },
};

export const usePageWords = (): PageWords => useWords(zh, en);
export const useTerms = (): Words => useWords(moduleZh, moduleEn);
export const useStallTold = (): ((error: unknown) => Told) => useTold({ zh: moduleZh.refusals, en: moduleEn.refusals }, ASKED);

/** "1,200 盆", "1,200 pots"; and the bare word of a unit. */
export function useUnits(): { readonly amount: (quantity: number, unit: string) => string; readonly unit: (unit: string) => string } {
  const { language } = usePreferences();
  const word = (unit: string, quantity: number): string => {
    if (!isUnit(unit)) return unit;
    return language === "zh" ? UNIT_WORDS[unit].zh : quantity === 1 ? UNIT_WORDS[unit].en : UNIT_WORDS[unit].enPlural;
  };
  return { amount: (quantity, unit) => `${formatCount(quantity)} ${word(unit, quantity)}`, unit: (unit) => word(unit, 1) };
}

export function useName(): (item: { readonly zh: string; readonly en: string }) => string {
  const { language } = usePreferences();
  return ({ zh: chinese, en: english }) => (language === "zh" || english === "" ? chinese : english);
}

/** "2026-12-01 10:23" on the market's own wall clock, wherever the reader is. */
export const marketTime = (iso: string, utcOffsetMinutes: number): string => new Date(Date.parse(iso) + utcOffsetMinutes * 60_000).toISOString().slice(0, 16).replace("T", " ");
/** In the reader's own time, for lists. */
export const clockTime = (iso: string): string => marketTime(iso, -new Date(iso).getTimezoneOffset());

/** An id the device makes; over plain http in the hall there is no randomUUID. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
