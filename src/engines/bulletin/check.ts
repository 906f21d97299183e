/**
 * Looks over an edited text. A number that is bound to the data cannot be wrong; one that was typed freely is compared
 * with every figure the data has, and marked for the editor when it is unknown, has the wrong measure (points for per
 * cent), or contradicts the line that its sentence names. Nothing is forbidden: the editor may know what the data does not.
 */
import type { BulletinData, Language } from "./data.ts";
import { figuresOf, type Figure, type Figures } from "./figures.ts";
import { figureText, tokensOf, type Writing } from "./write.ts";

export const MARK_CODES = ["unknown_figure", "unknown_number", "not_bound", "wrong_measure", "contradicts"] as const;
export interface TextMark {
  readonly code: (typeof MARK_CODES)[number];
  readonly at: number;
  readonly text: string;
  /** The figure that says it, or that the sentence contradicts. */
  readonly figure: string | null;
  /** What the figure would stand for, with its unit and word of direction: a figure brings its own. */
  readonly from: number;
  readonly to: number;
}

const WORD_BEFORE = /(?:上涨|下跌|增长|下降|(?:up|down) |[¥￥₩$]|CNY )$/;
const UNIT_AFTER = /^\s*(?:(?:元|块)(?:\/[盆株支梗扎件箱层车])?|个?百分点|percentage points?|[%％]|per cent|percent|个?点(?!钟|半)|points?|[盆株支梗扎件箱层车]|(?:pot|plant|spike|stem|piece|trolley|layer)s?|bunch(?:es)?|box(?:es)?)/;

type Measure = "money" | "percent" | "percentage_points" | "points" | "quantity" | "none";
const MEASURES: readonly (readonly [Measure, RegExp])[] = [
  ["percentage_points", /^\s*(?:个?百分点|percentage points?)/i], ["percent", /^\s*(?:%|％|per cent|percent)/i], ["points", /^\s*(?:个?点(?!钟|半)|points?)/i],
  ["money", /^\s*(?:元|块|韩元|日元)/], ["quantity", /^\s*(?:盆|株|支|梗|扎|件|箱|层|车|pots?|plants?|spikes?|stems?|bunch(?:es)?|pieces?|box(?:es)?|layers?|trolleys?)/i],
];
const NUMBER = /[0-9０-９](?:[0-9０-９,，]*[0-9０-９])?(?:[.．][0-9０-９]+)?/g;
/** Dates and weeks name a time; they are no figures. */
const DATES = /\d{4}-\d{2}-\d{2}|\d{4}-W\d{2}|(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日)?|\d{4}年(?:第\d{1,2}周)?|第\d{1,2}周|week \d{1,2}(?: of \d{4})?|\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December)(?: \d{4})?|\d{1,2}:\d{2}/g;
const SENTENCE_END = /[。；;!?！？\n]|\.\s/;

interface Known {
  readonly figure: Figure;
  readonly digits: string;
  readonly measure: Measure;
}

/** What is to be looked at again in one text of a bulletin, in order of place. */
export function marksOf(text: string, language: Language, data: BulletinData, figures: Figures = figuresOf(data)): TextMark[] {
  const writing: Writing = { language, currency: data.currency, utcOffsetMinutes: data.utcOffsetMinutes };
  const tokens = tokensOf(text);
  const marks: TextMark[] = tokens.filter(({ key }) => !figures.has(key)).map(({ key, at }) => ({ code: "unknown_figure", at, text: `{${key}}`, figure: null, from: at, to: at + key.length + 2 }));
  const known = [...figures.values()].flatMap((figure) => knownOf(figure, writing));
  // Names of goods hold numbers of their own (a 12 cm pot), and so do dates; both are blanked at equal length.
  const names = [...new Set(data.now.lines.flatMap((line) => [line.item.zh, line.item.en, line.mark.zh, line.mark.en]))].filter((name) => /\d/.test(name)).toSorted((a, b) => b.length - a.length);
  let bare = text;
  for (const { at, length } of tokens) bare = blank(bare, at, length);
  for (const name of names) bare = bare.replaceAll(name, (found) => " ".repeat(found.length));
  bare = bare.replaceAll(DATES, (found) => " ".repeat(found.length));
  for (const match of bare.matchAll(NUMBER)) {
    const mark = judge(match[0], measureAt(bare, match.index, match[0].length), sentenceAt(text, match.index), known, data);
    const end = match.index + match[0].length;
    const from = match.index - (WORD_BEFORE.exec(bare.slice(0, match.index))?.[0].length ?? 0);
    marks.push({ ...mark, at: match.index, text: match[0], from, to: end + (UNIT_AFTER.exec(bare.slice(end))?.[0].length ?? 0) });
  }
  return marks.toSorted((a, b) => a.at - b.at);
}

function judge(typed: string, measure: Measure, sentence: string, known: readonly Known[], data: BulletinData): Pick<TextMark, "code" | "figure"> {
  const digits = normal(typed);
  const named = data.now.lines.filter((line) => sentence.includes(line.item.zh) || (line.item.en !== "" && sentence.includes(line.item.en))).map((line) => line.key);
  const same = known.filter((one) => one.digits === digits);
  const ofNamed = known.filter((one) => one.figure.source.line !== null && named.includes(one.figure.source.line) && one.measure === measure);
  if (ofNamed.length > 0 && !ofNamed.some((one) => one.digits === digits)) return { code: "contradicts", figure: ofNamed[0]!.figure.key };
  const fitting = [...ofNamed, ...same].find((one) => one.digits === digits && (measure === "none" || one.measure === measure));
  if (fitting !== undefined) return { code: "not_bound", figure: fitting.figure.key };
  const other = same.find((one) => isRelative(one.measure) && isRelative(measure));
  return other === undefined ? { code: "unknown_number", figure: null } : { code: "wrong_measure", figure: other.figure.key };
}

const isRelative = (measure: Measure): boolean => measure === "percent" || measure === "points" || measure === "percentage_points";

function knownOf(figure: Figure, writing: Writing): Known[] {
  const digits = [...figureText(figure, writing).matchAll(NUMBER)][0]?.[0];
  if (digits === undefined || figure.kind === "period" || figure.kind === "time") return [];
  const measure: Measure = figure.kind === "share" || figure.kind === "percent" ? "percent" : figure.kind === "level" || figure.kind === "points" ? "points" : figure.kind === "count" ? "none" : figure.kind;
  return [{ figure, digits: normal(digits), measure }];
}

/** "１,２３４.50" → "1234.5". */
function normal(typed: string): string {
  const plain = typed.normalize("NFKC").replaceAll(",", "").replace(/^0+(?=\d)/, "");
  return plain.includes(".") ? plain.replace(/0+$/, "").replace(/\.$/, "") : plain;
}

function measureAt(text: string, at: number, length: number): Measure {
  const after = text.slice(at + length, at + length + 24);
  const found = MEASURES.find(([, pattern]) => pattern.test(after));
  if (found !== undefined) return found[0];
  return /(?:[¥￥₩$]|CNY|KRW|TWD|JPY)\s*$/.test(text.slice(0, at)) ? "money" : "none";
}

function sentenceAt(text: string, at: number): string {
  const before = text.slice(0, at).split(SENTENCE_END).at(-1) ?? "";
  return before + (text.slice(at).split(SENTENCE_END)[0] ?? "");
}

const blank = (text: string, at: number, length: number): string => text.slice(0, at) + " ".repeat(length) + text.slice(at + length);
