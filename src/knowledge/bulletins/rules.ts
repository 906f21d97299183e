import { marksOf, type TextMark } from "../../engines/bulletin/check.ts";
import { isShown, type BulletinData, type BulletinKind, type DataLine, type Language } from "../../engines/bulletin/data.ts";
import { lineName, SECTIONS, type Section, type Texts } from "../../engines/bulletin/draft.ts";
import { figuresOf, moversOf, percentOf, type Pair } from "../../engines/bulletin/figures.ts";
import type { Writing } from "../../engines/bulletin/write.ts";
import type { Output } from "../../kernel/machinery/contract.ts";
import type { BothTexts, bulletins } from "./contract.ts";

/** What an edition's fingerprint is taken of. */
export interface Snapshot {
  readonly bulletin: string;
  readonly kind: BulletinKind;
  readonly edition: number;
  readonly reason: string | null;
  readonly publishedAt: string;
  readonly texts: BothTexts;
  readonly data: BulletinData;
}

export const kindOf = (period: string): BulletinKind => (period.includes("W") ? "week" : "day");
export const writingOf = (data: BulletinData, language: Language): Writing => ({ language, currency: data.currency, utcOffsetMinutes: data.utcOffsetMinutes });

export type Mark = Output<typeof bulletins.actions.draft.output>["marks"][number];
/** What is to be looked at again in all texts of a draft. */
export function allMarks(texts: BothTexts, data: BulletinData): Mark[] {
  const figures = figuresOf(data);
  const of = (language: Language, section: Section): readonly TextMark[] => marksOf(texts[language][section], language, data, figures);
  return (["zh", "en"] as const).flatMap((language) => SECTIONS.flatMap((section) => of(language, section).map((mark) => ({ language, section, ...mark }))));
}

export const sameTexts = (a: BothTexts, b: BothTexts): boolean => (["zh", "en"] as const).every((language) => SECTIONS.every((section) => a[language][section] === b[language][section]));

/** The lines of the table beneath the text: those with trade, the most valuable first. */
export const tableLines = (data: BulletinData): DataLine[] => data.now.lines.filter((line) => isShown(line) && line.sold !== 0).toSorted((a, b) => (b.value ?? 0) - (a.value ?? 0) || (a.key < b.key ? -1 : 1));

export interface MoverRow {
  readonly way: 1 | -1;
  readonly name: { readonly zh: string; readonly en: string };
  readonly pair: Pair;
  /** Tenths of a per cent. */
  readonly change: number;
}
/** Five up, five down, as a table and a chart show them. */
export const moverRows = (data: BulletinData): MoverRow[] =>
  ([1, -1] as const).flatMap((way) => moversOf(data, way).map((pair) => ({ way, pair, name: { zh: lineName(pair.now, "zh"), en: lineName(pair.now, "en") }, change: percentOf(pair.now.mean!, pair.before.mean!)! })));

/** A change with its sign written out: +4.2%, −0.3%, 0.0%. */
export const signedPercent = (tenths: number): string => `${tenths > 0 ? "+" : tenths < 0 ? "−" : ""}${Math.trunc(Math.abs(tenths) / 10)}.${Math.abs(tenths) % 10}%`;

/** Text in pieces of at most `most` characters, broken behind a sentence where there is one. */
export function pieces(text: string, most: number): string[] {
  const found: string[] = [];
  for (const paragraph of text.split("\n")) {
    let rest = paragraph.trim();
    while (rest.length > most) {
      const part = rest.slice(0, most);
      const end = Math.max(part.lastIndexOf("。"), part.lastIndexOf("；"), part.lastIndexOf(". ")) + 1;
      const at = end > 0 ? end : most;
      found.push(rest.slice(0, at).trim());
      rest = rest.slice(at).trim();
    }
    if (rest !== "") found.push(rest);
  }
  return found;
}

export const TEXT_SECTIONS = SECTIONS.filter((name): name is Exclude<Section, "title"> => name !== "title");
export type { Texts };
