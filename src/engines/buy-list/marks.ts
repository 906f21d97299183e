import { parseQuantity } from "../units/parse.ts";
import { findAt, HAN_NUMBER, NUMBER, UNIT, type Found } from "./text.ts";

export const GRADES = ["A", "B", "C", "D", "E"] as const;
export type Grade = (typeof GRADES)[number];
/** urgent: 急. first: 优先, before what is said without a word. */
export const PRIORITIES = ["urgent", "first", "normal"] as const;
export type Priority = (typeof PRIORITIES)[number];

export interface QuantityMark {
  readonly to: number;
  /** As `engines/units/parse` reads it: "200", "1万盆", "2车1层". */
  readonly written: string;
  readonly unit: boolean;
  /** Why it is no quantity, in the words of `parseQuantity`; null when it is one. */
  readonly fault: string | null;
}

const PART = `(?:${NUMBER}\\s*(?:万|千|百|w(?![a-z])|k(?![a-z]))?|${HAN_NUMBER})\\s*(?:${UNIT}|个)`;
const ONE = new RegExp(String.raw`(?:[x*]\s*)?(${PART})`, "y");
const COUNTED = new RegExp(String.raw`(?:[x*]\s*)?(${PART}(?:\s*${PART})*)`, "y");
const POWERED = new RegExp(String.raw`(?:[x*]\s*)?(${NUMBER}\s*(?:万|千|w(?![a-z])|k(?![a-z]))(?:\d+\s*${UNIT}?)?)`, "y");
const TIMES = new RegExp(String.raw`[x*]\s*(${NUMBER})(?![\d.]|\s*(?:寸|cm|公分|块|元|毛))`, "y");

/** A quantity that cannot be anything else: with a unit, with 万, or behind a multiplication sign. */
export function quantityAt(text: string, at: number): QuantityMark | null {
  const counted = findAt(COUNTED, text, at);
  if (counted !== null) {
    const all = mark(counted, true);
    // "100盆 200盆" are two quantities and no sum.
    return all.fault === "repeated_unit" ? mark(findAt(ONE, text, at)!, true) : all;
  }
  const other = findAt(POWERED, text, at) ?? findAt(TIMES, text, at);
  return other === null ? null : mark(other, false);
}

function mark({ groups, to }: Found, unit: boolean): QuantityMark {
  const written = groups[1]!.replaceAll(/\s+/g, "").replaceAll(/(?<=\d)w/g, "万").replaceAll(/(?<=\d)k/g, "千").replaceAll("个", "");
  const read = parseQuantity(written, "pot");
  return { to, written, unit: unit && !groups[1]!.endsWith("个"), fault: read.ok ? null : read.fault };
}

const GRADE_WORDS: Readonly<Record<string, Grade>> = { 特: "A", 一: "B", 二: "C", 三: "D" };
const HAN_GRADE = /([特一二三])[级等]品?(?:货)?(?:及?以上|起)?/y;
const LETTER_GRADE = /([a-e])(?:\s*[-/~和或,]?\s*([a-e]))?\s*(?:级|等|货)(?:货)?(?:及?以上|起|都行|都可以)?/y;
const LONE_GRADE = /([a-e])(?![a-z0-9])/y;

/** The lowest grade that is accepted: "AB级" and "B级以上" are B. */
export function gradeAt(text: string, at: number): { readonly to: number; readonly grade: Grade } | null {
  const han = findAt(HAN_GRADE, text, at);
  if (han !== null) return { to: han.to, grade: GRADE_WORDS[han.groups[1]!]! };
  if (/[a-z0-9]/.test(text[at - 1] ?? "")) return null;
  const letters = findAt(LETTER_GRADE, text, at) ?? findAt(LONE_GRADE, text, at);
  if (letters === null) return null;
  const lowest = [letters.groups[1], letters.groups[2]].filter((letter) => letter !== undefined).toSorted().at(-1)!;
  return { to: letters.to, grade: lowest.toUpperCase() as Grade };
}

/** A Chinese inch (寸) of a pot's mouth is a thirtieth of a metre. */
const TENTHS_A_CUN = 100 / 3;
/** Nobody's pot: above this a length is the height of the plant. */
const WIDEST_POT_TENTHS = 450;
const CUN = new RegExp(String.raw`(${NUMBER}|[一二三四五六七八九十])寸(?:盆|口径?)?`, "y");
const CM = new RegExp(String.raw`(?:φ\s*)?(${NUMBER})\s*(?:cm|公分|厘米|#|号盆?)(?:盆|口径?)?`, "y");

/** The pot in tenths of a centimetre. */
export function sizeAt(text: string, at: number): { readonly to: number; readonly tenths: number } | null {
  const cun = findAt(CUN, text, at);
  if (cun !== null) {
    const han = "零一二三四五六七八九十".indexOf(cun.groups[1]!);
    return { to: cun.to, tenths: Math.round((han > 0 ? han : Number(cun.groups[1])) * TENTHS_A_CUN) };
  }
  const cm = findAt(CM, text, at);
  const tenths = cm === null ? 0 : Math.round(Number(cm.groups[1]!.replaceAll(",", "")) * 10);
  return cm === null || tenths > WIDEST_POT_TENTHS ? null : { to: cm.to, tenths };
}

const EXACT = /(?:不可|不能|不要|别|勿)(?:替代?|代替?|换)/y;
const SUBSTITUTE = /(?:可以?|能)(?:替代?|代替?|换|调)(?:换)?|没有就换?|都行|也行|都可以?|也可以?|可替/y;
const URGENT = /特急|加急|急用|急要|急需|急!*|必须[要有]?|务必|一定要|urgent/y;
const FIRST = /优先|先买|先要|重点|priority/y;

export type WishMark = { readonly to: number } & ({ readonly priority: Priority } | { readonly substitute: boolean });
export function wishAt(text: string, at: number): WishMark | null {
  const exact = findAt(EXACT, text, at);
  if (exact !== null) return { to: exact.to, substitute: false };
  const substitute = findAt(SUBSTITUTE, text, at);
  if (substitute !== null) return { to: substitute.to, substitute: true };
  const urgent = findAt(URGENT, text, at);
  if (urgent !== null) return { to: urgent.to, priority: "urgent" };
  const first = findAt(FIRST, text, at);
  return first === null ? null : { to: first.to, priority: "first" };
}

/** What belongs to the plant and looks like a quantity: 双梗, 3梗, 5花以上, 7头, 1.2米, 60cm high, 3层果. */
const SPEC = new RegExp(String.raw`(?:[单双多]|[一二三四五六七八九]|${NUMBER})\s*(?:层果|花球|条|苗|花|头|叶|杆|果|球|箭|根|辫|米|m(?![a-z]))(?:以上)?|[单双多]梗|[2-9三四五六七]\s*梗(?!\d)|(?:4[6-9]|[5-9]\d|\d{3})\s*(?:cm|公分|厘米)`, "y");
export const specAt = (text: string, at: number): Found | null => findAt(SPEC, text, at);

const DAY = /\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}日?|\d{1,2}月\d{1,2}[日号]?|\d{1,2}[日号](?=[到要发])|1[3-9]\d{9}(?!\d)|\d{1,2}:\d{2}/y;
const FILLER = /老板娘?|你好|您好|麻烦|帮我|帮忙|给我|我要|想要|需要|再要|还要|要货|到货|发货|来点|谢谢|辛苦了?|一下|今天|明天|后天|明早|早上|晚上|上午|下午|还有|另外|然后|以及|数量|规格|品种|品名|左右|大概|大约|合计|总共|一共|每样|最多|至少|最少|不少于|价格|单价|采购单|订单|清单|盆栽|要|来|买|订|拿|收|配|了|的|吧|哈|啊|哦|呢|和|跟|加|约|共|都|pls|please|hi/y;
export const dayAt = (text: string, at: number): Found | null => findAt(DAY, text, at);
export const fillerAt = (text: string, at: number): Found | null => findAt(FILLER, text, at);
