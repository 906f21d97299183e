/**
 * Finding a name as people type it: 蝴蝶兰 by "hdl", "hudielan", "hudl", "蝶兰", "phal" or "moth or".
 *
 * Of a character with several readings every one is accepted, because one grower types 蟹爪兰 as "xiezhaolan" and the next as
 * "xiezhualan".
 * In pinyin each character may be written whole ("hu"), by its first letter ("h") or by its initial ("zh"); the last one by any
 * beginning ("lon"). ü is typed v, u or ü. Case, blanks, apostrophes and full width do not matter.
 */
import { allReadings, foldText } from "./pinyin.ts";

/** Something with names. Every text may be left out but zh. */
export interface Named {
  readonly id: string;
  readonly zh: string;
  readonly aliases?: readonly string[] | undefined;
  readonly latin?: string | undefined;
  /** Older or commonly misapplied Latin names; they count a little less, like aliases. */
  readonly otherLatin?: readonly string[] | undefined;
  readonly english?: string | undefined;
}

export type MatchKind = "chinese" | "pinyin" | "latin" | "english";

export interface NameMatch {
  readonly id: string;
  /** Higher is better; only the order has a meaning. */
  readonly score: number;
  readonly kind: MatchKind;
  /** The name that matched: the Chinese name, an alias, the Latin or the English one. */
  readonly matched: string;
}

interface IndexedText {
  readonly text: string;
  readonly folded: string;
  readonly characters: readonly string[];
  readonly readings: readonly (readonly string[])[];
  readonly isAlias: boolean;
}

interface WesternText {
  readonly text: string;
  readonly folded: string;
  readonly kind: "latin" | "english";
  readonly isAlias: boolean;
}

interface IndexedName {
  readonly id: string;
  readonly chinese: readonly IndexedText[];
  readonly western: readonly WesternText[];
}

/** Made once for a list by `indexNames`; plain data. */
export interface NameIndex {
  readonly names: readonly IndexedName[];
}

export const MAX_QUERY_LENGTH = 64;
const DEFAULT_LIMIT = 20;
const ALIAS_PENALTY = 5;

const SCORES = {
  chineseWhole: 100, chinesePrefix: 90, chineseInside: 80,
  pinyinWhole: 72, pinyinPrefix: 62, pinyinInside: 42,
  westernWhole: 70, westernPrefix: 60, westernWord: 50,
} as const;

function chineseText(text: string, isAlias: boolean): IndexedText {
  const folded = foldText(text).replaceAll(" ", "");
  return { text, folded, characters: [...folded], readings: allReadings(folded), isAlias };
}

function westernTexts(kind: WesternText["kind"], texts: readonly string[], isAlias: boolean): WesternText[] {
  return texts.map((text) => ({ text, folded: foldText(text), kind, isAlias }));
}

export function indexNames(names: readonly Named[]): NameIndex {
  return {
    names: names.map((name) => ({
      id: name.id,
      chinese: [chineseText(name.zh, false), ...(name.aliases ?? []).map((alias) => chineseText(alias, true))],
      western: [
        ...westernTexts("latin", name.latin === undefined ? [] : [name.latin], false),
        ...westernTexts("latin", name.otherLatin ?? [], true),
        ...westernTexts("english", name.english === undefined ? [] : [name.english], false),
      ],
    })),
  };
}

/**
 * The best matches, best first; equal ones with the shorter name first, then by id, so that the order is stable.
 * An empty query finds nothing; a query is cut at MAX_QUERY_LENGTH characters.
 */
export function searchNames(index: NameIndex, query: string, limit = DEFAULT_LIMIT): NameMatch[] {
  const folded = foldText(query).slice(0, MAX_QUERY_LENGTH);
  if (folded === "") return [];
  const tight = folded.replaceAll(" ", "");
  const found = index.names.flatMap((name) => {
    const matches = [
      ...name.chinese.map((text) => matchChinese(name.id, text, tight)),
      ...name.western.map((text) => matchWestern(name.id, text, folded)),
    ].filter((match) => match !== undefined);
    const best = matches.toSorted((a, b) => b.score - a.score)[0];
    return best === undefined ? [] : [best];
  });
  return found
    .toSorted((a, b) => b.score - a.score || a.matched.length - b.matched.length || (a.id < b.id ? -1 : 1))
    .slice(0, limit);
}

function matchChinese(id: string, text: IndexedText, query: string): NameMatch | undefined {
  const penalty = text.isAlias ? ALIAS_PENALTY : 0;
  const at = text.folded.indexOf(query);
  if (at >= 0) {
    const score = text.folded === query ? SCORES.chineseWhole : at === 0 ? SCORES.chinesePrefix : SCORES.chineseInside;
    return { id, score: score - penalty, kind: "chinese", matched: text.text };
  }
  for (let start = 0; start < text.readings.length; start += 1) {
    const end = canStart(text, query, start) ? spell(text, query, start) : undefined;
    if (end === undefined) continue;
    const whole = start === 0 && end === text.readings.length;
    const score = whole ? SCORES.pinyinWhole : start === 0 ? SCORES.pinyinPrefix : SCORES.pinyinInside;
    return { id, score: score - penalty, kind: "pinyin", matched: text.text };
  }
  return undefined;
}

/** A cheap look at the first letter, because most names fail there. */
function canStart(text: IndexedText, query: string, start: number): boolean {
  const first = query[0] ?? "";
  return text.readings[start]?.some((reading) => reading.startsWith(first)) === true || query.startsWith(text.characters[start] ?? "\0");
}

/**
 * Whether the query spells characters from `start` on; returns the place after the last one, the furthest there is.
 * Every query position is kept as a set of reached characters, so the work is bounded by query × name, not exponential.
 */
function spell(text: IndexedText, query: string, start: number): number | undefined {
  const { characters } = text;
  let furthest: number | undefined;
  const open: [at: number, char: number][] = [[0, start]];
  const seen = new Set<number>();
  for (let state = open.pop(); state !== undefined; state = open.pop()) {
    const [at, char] = state;
    if (at === query.length) {
      furthest = Math.max(furthest ?? 0, char);
      continue;
    }
    const key = at * (characters.length + 1) + char;
    const readings = text.readings[char];
    if (readings === undefined || seen.has(key)) continue;
    seen.add(key);
    const rest = query.slice(at);
    for (const piece of piecesOf(readings, characters[char] ?? "", rest)) open.push([at + piece, char + 1]);
  }
  return furthest;
}

/** The lengths that one character may take from the front of the rest of the query. */
function piecesOf(readings: readonly string[], character: string, rest: string): Set<number> {
  const lengths = new Set<number>();
  if (rest.startsWith(character)) lengths.add(character.length);
  for (const reading of readings) {
    if (rest.startsWith(reading)) lengths.add(reading.length);
    if (rest[0] === reading[0]) lengths.add(1);
    if (/^[zcs]h/.test(reading) && rest.startsWith(reading.slice(0, 2))) lengths.add(2);
    if (reading.startsWith(rest)) lengths.add(rest.length);
  }
  return lengths;
}

function matchWestern(id: string, text: WesternText, query: string): NameMatch | undefined {
  const { folded, kind, isAlias } = text;
  const score =
    folded === query ? SCORES.westernWhole : folded.startsWith(query) ? SCORES.westernPrefix : ` ${folded}`.includes(` ${query}`) ? SCORES.westernWord : undefined;
  return score === undefined ? undefined : { id, score: score - (isAlias ? ALIAS_PENALTY : 0), kind, matched: text.text };
}
