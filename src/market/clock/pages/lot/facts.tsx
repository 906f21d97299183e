import type { ReactNode } from "react";
import { UNIT_WORDS, isUnit } from "../../../../engines/units/units.ts";
import type { Fact } from "../../../../ui/Facts.tsx";
import { MoneyText } from "../../../../ui/MoneyText.tsx";
import { usePreferences, useWords } from "../../../../ui/Preferences.tsx";
import type { Language } from "../../../../ui/Preferences.tsx";
import { formatCount } from "../../../../ui/money.ts";
import type { QueueEntry } from "../../views.ts";
import { en as moduleEn } from "../../words.en.ts";
import { zh as moduleZh } from "../../words.zh.ts";
import { en } from "../words.en.ts";
import { zh } from "../words.zh.ts";

/** "盆", "pots": a sales unit after a number. */
export function unitAfter(unit: string, quantity: number, language: Language): string {
  if (!isUnit(unit)) return unit;
  const words = UNIT_WORDS[unit];
  return language === "zh" ? words.zh : quantity === 1 ? words.en : words.enPlural;
}

export function quantityOf(quantity: number, unit: string, language: Language): string {
  return `${formatCount(quantity)} ${unitAfter(unit, quantity, language)}`;
}

/** The item in the reader's language; an item without an English name keeps its Chinese one. */
export function itemName(entry: Pick<QueueEntry, "itemZh" | "itemEn">, language: Language): string {
  return language === "en" && entry.itemEn !== "" ? entry.itemEn : entry.itemZh;
}

/** The part of a lot's number that people say: L20261122-0037 → 0037. The whole number stands in its tooltip and on every list. */
export function shortNo(lotNo: string): string {
  return lotNo.split("-").at(-1) ?? lotNo;
}

/** Packing from the small to the large: "8 盆 / 48 盆 / 192 盆". The unit itself needs no line. */
function packingText(entry: QueueEntry, language: Language): string {
  return Object.entries(entry.packing)
    .filter(([unit, count]) => unit !== entry.unit && count > 1)
    .toSorted((a, b) => a[1] - b[1])
    .map(([unit, count]) => `${unitAfter(unit, 1, language)} ${formatCount(count)}`)
    .join(" · ");
}

/** Smallest package of the lot in sales units, 1 where it travels loose. */
export function packOf(entry: Pick<QueueEntry, "packing" | "unit">): number {
  return Math.min(...Object.entries(entry.packing).filter(([unit, count]) => unit !== entry.unit && count > 1).map(([, count]) => count), Number.MAX_SAFE_INTEGER) % Number.MAX_SAFE_INTEGER || 1;
}

/** Grade, town and grower: the line under the lot's name. */
export function useLotNote(): (entry: QueueEntry) => string {
  const words = useWords(zh, en).lot;
  return (entry) => [entry.grade === null ? words.unknownGrade : words.gradeOf(entry.grade), entry.town, entry.quality === null ? entry.grower : `${entry.grower} ${words.quality(entry.quality)}`].filter(Boolean).join(" · ");
}

/**
 * What a buyer is told of a lot beside its number, photo, name, note, quantity and the prices on the dial:
 * together with those the eighteen items of information of the contract.
 */
export function useLotFacts(entry: QueueEntry | undefined, currency: string): readonly Fact[] {
  const words = useWords(zh, en).lot;
  const names = useWords(moduleZh, moduleEn);
  const { language } = usePreferences();
  if (entry === undefined) return [];
  const value = (raw: string | number | boolean): ReactNode => (typeof raw === "boolean" ? (raw ? "✓" : "✗") : String(raw));
  return [
    { label: words.recent, value: entry.recentPrice === null ? words.none : <MoneyText minor={entry.recentPrice} currency={currency} />, tone: "river" },
    { label: words.pot, value: entry.potCm === null ? words.none : words.cm(entry.potCm) },
    { label: words.minPress, value: quantityOf(entry.minPress, entry.unit, language) },
    ...Object.entries(entry.attributes).slice(0, 6).map(([key, raw]) => ({ label: names.attributes[key] ?? key, value: value(raw) })),
    { label: words.step, value: <MoneyText minor={entry.stepValue} currency={currency} /> },
    { label: words.potExtra, value: entry.potExtra ? words.potExtraYes : words.potExtraNo, tone: entry.potExtra ? "pollen" : undefined },
    { label: words.spec, value: entry.spec === "" ? words.none : entry.spec, wide: true },
    { label: words.packing, value: packingText(entry, language) || words.none, wide: true },
    { label: words.category, value: names.categories[entry.category] ?? entry.category },
    ...(entry.note === "" ? [] : [{ label: words.note, value: entry.note, wide: true }]),
  ];
}
