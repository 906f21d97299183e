import { indexNames, searchNames, type NameIndex } from "../names/names.ts";
import { findAt, foldInPlace } from "./text.ts";

/** A trade item as the catalogue has it, with the names people use for it. */
export interface BuyItem {
  readonly id: string;
  readonly zh: string;
  readonly spec: string;
  readonly potCm: number | null;
  readonly speciesId: string | null;
  /** The species' Chinese name and its aliases; without a species the first word of the item's name stands for it. */
  readonly species: readonly string[];
  readonly variety: string | null;
}

/** What a name in a message may mean. */
export interface Meaning {
  readonly species: string;
  /** Folded; null when the name is that of the whole species. */
  readonly variety: string | null;
}

interface IndexedItem {
  readonly item: BuyItem;
  readonly species: string;
  readonly variety: string | null;
  /** Folded words of name and spec, for what is said besides species and variety. */
  readonly words: string;
}
interface Name {
  readonly text: string;
  readonly meanings: readonly Meaning[];
}
export interface BuyIndex {
  readonly items: readonly IndexedItem[];
  /** Names by their first character, the longest first. */
  readonly names: ReadonlyMap<string, readonly Name[]>;
  readonly spelled: NameIndex;
  readonly spelledMeanings: ReadonlyMap<string, Meaning>;
}

const tight = (text: string): string => foldInPlace(text).replaceAll(/\s+/g, "");
const LEAST_NAME = 2;

/** Made once for a catalogue. `others` are species without an item: known by name, so that a message that names one is understood and refused by name. */
export function indexItems(items: readonly BuyItem[], others: readonly { readonly id: string; readonly names: readonly string[] }[] = []): BuyIndex {
  const indexed = items.map((item): IndexedItem => {
    const pieces = item.zh.split(/\s+/);
    return { item, species: item.speciesId ?? tight(pieces[0] ?? item.zh), variety: item.variety !== null ? tight(item.variety) : item.speciesId === null && pieces[1] !== undefined ? tight(pieces[1]) : null, words: tight(`${item.zh}|${item.spec}`) };
  });
  const meanings = new Map<string, Meaning[]>();
  const add = (name: string, meaning: Meaning): void => {
    const text = foldInPlace(name).trim();
    if (text.length < LEAST_NAME) return;
    const known = meanings.get(text) ?? [];
    if (!known.some((one) => one.species === meaning.species && one.variety === meaning.variety)) meanings.set(text, [...known, meaning]);
  };
  for (const { item, species, variety } of indexed) {
    for (const name of item.species.length === 0 ? [item.zh.split(/\s+/)[0]!] : item.species) add(name, { species, variety: null });
    if (variety !== null) add(variety, { species, variety });
  }
  for (const other of others) for (const name of other.names) add(name, { species: other.id, variety: null });
  const names = new Map<string, Name[]>();
  for (const [text, means] of meanings) names.set(text[0]!, [...(names.get(text[0]!) ?? []), { text, meanings: means }]);
  for (const [first, list] of names) names.set(first, list.toSorted((a, b) => b.text.length - a.text.length));
  const spelled = [...meanings].flatMap(([text, means]) => (/\p{Script=Han}/u.test(text) ? means.map((meaning, n) => ({ id: `${text}#${n}`, zh: text, meaning })) : []));
  return { items: indexed, names, spelled: indexNames(spelled), spelledMeanings: new Map(spelled.map(({ id, meaning }) => [id, meaning])) };
}

const LATIN = /[a-z][a-z']*/y;
/** A name spelled in pinyin counts only when it is written out to its end. */
const WHOLE_PINYIN = 67;

export interface NameMark {
  readonly to: number;
  readonly meanings: readonly Meaning[];
  /** Spelled in pinyin or initials, which several plants may share. */
  readonly spelled: boolean;
}

/** The longest name of the catalogue that begins here. A name in letters and digits is not a part of a longer word: V3 is not in V31. */
export function nameAt(index: BuyIndex, text: string, at: number): NameMark | null {
  const within = (place: number): boolean => /[a-z0-9]/.test(text[place] ?? "");
  for (const { text: name, meanings } of index.names.get(text[at] ?? "") ?? []) {
    if (!text.startsWith(name, at)) continue;
    const loose = (within(at) && within(at - 1)) || (within(at + name.length - 1) && within(at + name.length));
    if (!loose) return { to: at + name.length, meanings, spelled: false };
  }
  const latin = within(at - 1) ? null : findAt(LATIN, text, at);
  if (latin === null || latin.groups[0]!.length < LEAST_NAME || within(latin.to)) return null;
  const found = searchNames(index.spelled, latin.groups[0]!).filter(({ score }) => score >= WHOLE_PINYIN);
  const meanings = found.flatMap(({ id }) => index.spelledMeanings.get(id) ?? []);
  return meanings.length === 0 ? null : { to: latin.to, meanings, spelled: true };
}

/** What a line says of the goods. */
export interface Wanted {
  readonly meanings: readonly Meaning[];
  readonly spelled: boolean;
  /** Folded words that describe the plant: 双梗, 满花, 大红. */
  readonly words: readonly string[];
  readonly potTenths: number | null;
}

export interface Candidate {
  readonly itemId: string;
  /** 0 to 100. */
  readonly score: number;
}

const MAX_CANDIDATES = 6;
const SCORES = { species: 60, spelled: 50, variety: 30, word: 8, size: 10, wrongSize: -20, otherVariety: -45, unsaidVariety: -3 } as const;
const LEAST_SCORE = 35;
/** Pots are named roundly: five inches are sold as 16 and as 17 cm. */
const SIZE_PLAY_TENTHS = 12;

/** The items a line may mean, best first; equal ones in the order of the catalogue. */
export function candidatesOf(index: BuyIndex, wanted: Wanted): Candidate[] {
  const species = new Set(wanted.meanings.map((one) => one.species));
  const varieties = new Set(wanted.meanings.flatMap((one) => (one.variety === null ? [] : [`${one.species}/${one.variety}`])));
  return index.items.flatMap((known) => (species.has(known.species) ? [{ itemId: known.item.id, score: scoreOf(known, wanted, varieties) }] : []))
    .filter(({ score }) => score >= LEAST_SCORE).toSorted((a, b) => b.score - a.score).slice(0, MAX_CANDIDATES);
}

function scoreOf({ item, species, variety, words }: IndexedItem, wanted: Wanted, varieties: ReadonlySet<string>): number {
  const named = variety !== null && varieties.has(`${species}/${variety}`);
  const kind = named ? SCORES.variety : varieties.size > 0 ? SCORES.otherVariety : variety === null ? 0 : SCORES.unsaidVariety;
  const said = wanted.words.filter((word) => word.length >= LEAST_NAME && words.includes(plain(word))).length * SCORES.word;
  const size = wanted.potTenths === null || item.potCm === null ? 0 : Math.abs(item.potCm * 10 - wanted.potTenths) <= SIZE_PLAY_TENTHS ? SCORES.size : SCORES.wrongSize;
  return Math.max(0, Math.min(100, (wanted.spelled ? SCORES.spelled : SCORES.species) + kind + said + size));
}

/** "7花以上" is in "7 花以上" and, said shortly, "7花" too. */
const plain = (word: string): string => word.replaceAll(/\s+/g, "").replace(/以上$/, "");
