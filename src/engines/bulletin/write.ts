/**
 * Figures as text. A direction is part of the figure and follows its sign, so that a word can never say the opposite of
 * its number; points (点) and per cent are written out, so that one can never be read as the other.
 */
import { momentText } from "../calendar/business-date.ts";
import { dayParts } from "../calendar/day.ts";
import { formatMoney, type Currency } from "../fees/money.ts";
import { UNIT_WORDS } from "../units/units.ts";
import type { Language, Name } from "./data.ts";
import type { Figure, Figures } from "./figures.ts";

export interface Writing {
  readonly language: Language;
  readonly currency: Currency;
  readonly utcOffsetMinutes: number;
}

const WAYS = {
  price: { zh: { up: "上涨", down: "下跌" }, en: { up: "up", down: "down" } },
  amount: { zh: { up: "增长", down: "下降" }, en: { up: "up", down: "down" } },
} as const;
export const UNCHANGED: Name = { zh: "持平", en: "unchanged" };
/** Moved, but by less than the last digit that is shown. */
export const HARDLY: Name = { zh: "基本持平", en: "little changed" };
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/** An integer as decimals without floating point: 425, 2 → "4.25". Grouped by thousands. */
export function decimals(value: number, places: number): string {
  const digits = String(Math.abs(value)).padStart(places + 1, "0");
  const whole = digits.slice(0, digits.length - places).replace(/\B(?=(?:\d{3})+$)/g, ",");
  return `${value < 0 ? "-" : ""}${whole}${places === 0 ? "" : `.${digits.slice(-places)}`}`;
}

/** '2026-11-27' → 2026年11月27日, 27 November 2026; '2026-W48' → 2026年第48周, week 48 of 2026. */
export function periodText(period: string, language: Language): string {
  const week = /^(\d{4})-W(\d{2})$/.exec(period);
  if (week !== null) return language === "zh" ? `${week[1]}年第${Number(week[2])}周` : `week ${Number(week[2])} of ${week[1]}`;
  const { year, month, day } = dayParts(period);
  return language === "zh" ? `${year}年${month}月${day}日` : `${day} ${MONTHS[month - 1]} ${year}`;
}

export function figureText(figure: Figure, { language, currency, utcOffsetMinutes }: Writing): string {
  const zh = language === "zh";
  switch (figure.kind) {
    case "money": {
      const amount = formatMoney(figure.value, currency, language, "word");
      return figure.per === null ? amount : zh ? `${amount}/${UNIT_WORDS[figure.per].zh}` : `${amount} a ${UNIT_WORDS[figure.per].en}`;
    }
    case "quantity": {
      const unit = UNIT_WORDS[figure.unit];
      return zh ? `${decimals(figure.value, 0)}${unit.zh}` : `${decimals(figure.value, 0)} ${figure.value === 1 ? unit.en : unit.enPlural}`;
    }
    case "count": return decimals(figure.value, 0);
    case "percent": {
      if (figure.way === 0) return UNCHANGED[language];
      if (figure.value === 0) return HARDLY[language];
      const word = WAYS[figure.of][language][figure.way > 0 ? "up" : "down"];
      return zh ? `${word}${decimals(Math.abs(figure.value), 1)}%` : `${word} ${decimals(Math.abs(figure.value), 1)} per cent`;
    }
    case "share": return zh ? `${decimals(figure.value, 1)}%` : `${decimals(figure.value, 1)} per cent`;
    case "points": {
      if (figure.value === 0) return UNCHANGED[language];
      const word = WAYS.price[language][figure.value > 0 ? "up" : "down"];
      return zh ? `${word}${decimals(Math.abs(figure.value), 2)}点` : `${word} ${decimals(Math.abs(figure.value), 2)} points`;
    }
    case "level": return zh ? `${decimals(figure.value, 2)}点` : `${decimals(figure.value, 2)} points`;
    case "period": return periodText(figure.value, language);
    case "time": return momentText(Date.parse(figure.value), utcOffsetMinutes);
  }
}

/** A piece of a text: words, or a figure with its name. An unknown name stays as it was typed. */
export type Run = { readonly text: string; readonly figure: string | null };

const TOKEN = /\{([A-Za-z0-9_.]{1,60})\}/g;

/** A text with its {names of figures} filled in. */
export function runsOf(text: string, figures: Figures, writing: Writing): Run[] {
  const runs: Run[] = [];
  let at = 0;
  for (const match of text.matchAll(TOKEN)) {
    const figure = figures.get(match[1]!);
    if (figure === undefined) continue;
    if (match.index > at) runs.push({ text: text.slice(at, match.index), figure: null });
    runs.push({ text: figureText(figure, writing), figure: figure.key });
    at = match.index + match[0].length;
  }
  if (at < text.length) runs.push({ text: text.slice(at), figure: null });
  return runs;
}
export const plainText = (text: string, figures: Figures, writing: Writing): string => runsOf(text, figures, writing).map((run) => run.text).join("");
export const tokensOf = (text: string): { readonly key: string; readonly at: number; readonly length: number }[] => [...text.matchAll(TOKEN)].map((match) => ({ key: match[1]!, at: match.index, length: match[0].length }));
