/**
 * Quantities as people write them: "12盆", "３箱", "1万盆", "2车1层", "1.5万", "两箱", "1,200 pots".
 *
 * Several parts are allowed when each names its unit and the units differ. A number without a unit gets the unit of the form it
 * was typed into. Nothing is guessed: "1万2盆" is refused, because people mean both 12,000 and 10,002 by it.
 */
import { UNITS, UNIT_WORDS, badQuantity, convertQuantity } from "./units.ts";
import type { ConversionTable, Unit, UnitResult } from "./units.ts";

export const QUANTITY_FAULTS = ["empty", "not_a_number", "negative", "unknown_unit", "missing_unit", "repeated_unit", "not_whole", "misplaced_separator", "too_large"] as const;
export type QuantityFault = (typeof QUANTITY_FAULTS)[number];

export interface QuantityPart {
  /** Integer ≥ 0. */
  readonly quantity: number;
  readonly unit: Unit;
}

export type ParsedQuantity =
  | { readonly ok: true; readonly parts: readonly QuantityPart[] }
  | { readonly ok: false; readonly fault: QuantityFault; readonly message: string };

/** Other words for the units; the longest match wins. */
const SPELLINGS: readonly (readonly [string, Unit])[] = [
  ...UNITS.flatMap((unit) => [[UNIT_WORDS[unit].zh, unit], [UNIT_WORDS[unit].en, unit], [UNIT_WORDS[unit].enPlural, unit]] as const),
  ...([["钵", "pot"], ["棵", "plant"], ["颗", "plant"], ["枝", "spike"], ["把", "bunch"], ["束", "bunch"], ["台车", "trolley"], ["花车", "trolley"]] as const),
];
const BY_LENGTH = SPELLINGS.toSorted((a, b) => b[0].length - a[0].length);

const POWERS: Record<string, number> = { 十: 1, 百: 2, 千: 3, 万: 4, 亿: 8 };
const CHINESE_DIGITS = "零一二三四五六七八九";
const PART = /^(?<arabic>\d[\d,]*(?:\.\d+)?|\.\d+)?(?<han>[零〇一二两俩三四五六七八九十百千万亿]*)(?<word>[^\d.,零〇一二两俩三四五六七八九十百千万亿-]*)/;

class Refusal extends Error {
  readonly fault: QuantityFault;
  constructor(fault: QuantityFault, message: string) {
    super(message);
    this.fault = fault;
  }
}

/** Parts of a quantity in the order written. `defaultUnit` serves a single number without a unit. */
export function parseQuantity(text: string, defaultUnit: Unit): ParsedQuantity {
  try {
    return { ok: true, parts: readParts(fold(text), defaultUnit) };
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    return { ok: false, fault: refusal.fault, message: `"${text}": ${refusal.message}` };
  }
}

/** Full-width to ASCII; the signs people put between parts become nothing; a comma stays only between digits. */
function fold(text: string): string {
  return text
    .replace(/[！-～]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0))
    .replace(/[−—]/g, "-")
    .toLowerCase()
    .replace(/(\d)\s+(?=\d)/g, "$1|")
    .replace(/[\s\u3000、+又加]/g, "")
    .replace(/(?<!\d),|,(?!\d)/g, "");
}

function readParts(folded: string, defaultUnit: Unit): QuantityPart[] {
  if (folded === "") throw new Refusal("empty", "no quantity was given");
  if (folded.startsWith("-")) throw new Refusal("negative", "a quantity cannot be negative");
  const parts: QuantityPart[] = [];
  let rest = folded;
  while (rest !== "") {
    const match = PART.exec(rest);
    const { arabic = "", han = "", word = "" } = match?.groups ?? {};
    if (arabic + han === "") throw new Refusal("not_a_number", `there is no number before "${rest}"`);
    rest = rest.slice(arabic.length + han.length + word.length);
    const alone = parts.length === 0 && rest === "";
    if (word === "" && rest.startsWith(".")) throw new Refusal("not_a_number", "a number has only one decimal point");
    if (word === "" && !alone) throw new Refusal("missing_unit", `"${arabic}${han}" needs its unit when several parts are given`);
    const unit = word === "" ? defaultUnit : unitOf(word);
    if (parts.some((part) => part.unit === unit)) throw new Refusal("repeated_unit", `${UNIT_WORDS[unit].zh} is given twice`);
    parts.push({ quantity: numberOf(arabic, han), unit });
  }
  return parts;
}

function unitOf(word: string): Unit {
  const found = BY_LENGTH.find(([spelling]) => spelling === word);
  if (found === undefined) {
    throw new Refusal("unknown_unit", `"${word}" is not a unit; use one of ${UNITS.map((unit) => UNIT_WORDS[unit].zh).join(" ")}`);
  }
  return found[1];
}

function numberOf(arabic: string, han: string): number {
  const value = arabic === "" ? chineseNumber(han) : arabicNumber(arabic, han);
  if (!Number.isSafeInteger(value)) throw new Refusal("too_large", "the quantity is too large");
  return value;
}

/** "1,200", "1.5" + "万". Decimals are allowed as far as the power of ten makes them whole. */
function arabicNumber(arabic: string, power: string): number {
  const [whole = "", fraction = ""] = arabic.split(".");
  if (whole.includes(",") && !/^\d{1,3}(,\d{3})+$/.test(whole)) {
    throw new Refusal("misplaced_separator", "a comma must be followed by exactly three digits");
  }
  const shift = [...power].reduce((acc, char) => acc + (POWERS[char] ?? Number.NaN), 0);
  if (Number.isNaN(shift)) throw new Refusal("not_a_number", `"${arabic}${power}" mixes two ways of writing a number`);
  const significant = fraction.replace(/0+$/, "");
  if (significant.length > shift) throw new Refusal("not_whole", `${arabic}${power} is not a whole quantity`);
  return Number(whole.replaceAll(",", "") + significant.padEnd(shift, "0"));
}

/** 十二, 两百三十, 一万五千. A trailing digit without its power (一万五) is refused as ambiguous. */
function chineseNumber(han: string): number {
  const text = han.replaceAll("〇", "零").replace(/[两俩]/g, "二");
  const [, yi, wan, low = ""] = /^(?:(.*)亿)?(?:(.*)万)?(.*)$/.exec(text) ?? [];
  const parts = [yi === undefined ? 0 : belowWan(yi, han) * 10 ** 8, wan === undefined ? 0 : belowWan(wan, han) * 10 ** 4, low === "" ? 0 : belowWan(low, han)];
  const ambiguous = /[百千万亿][一二三四五六七八九]$/.test(text);
  if (ambiguous) throw new Refusal("not_a_number", `"${han}" can be read in two ways; write it in digits`);
  return parts.reduce((a, b) => a + b, 0);
}

function belowWan(text: string, whole: string): number {
  const match = /^(?:(.)千)?零?(?:(.)百)?零?(?:(.?)十)?零?(.)?$/.exec(text);
  const digits = match === null ? [-1] : match.slice(1).map(chineseDigit);
  if (digits.includes(-1) || text === "") throw new Refusal("not_a_number", `"${whole}" is not a number`);
  return digits.reduce((acc, value) => acc * 10 + value, 0);
}

/** A power left out is 0; a bare 十 means one ten; -1 for a character that is no digit. */
function chineseDigit(char: string | undefined): number {
  if (char === undefined) return 0;
  return char === "" ? 1 : CHINESE_DIGITS.indexOf(char);
}

/** All parts together in one unit of the item. */
export function totalQuantity(table: ConversionTable, parts: readonly QuantityPart[], unit: Unit): UnitResult<number> {
  let total = 0;
  for (const part of parts) {
    const converted = convertQuantity(table, part.quantity, part.unit, unit);
    if (!converted.ok) return converted;
    total += converted.value;
  }
  return Number.isSafeInteger(total) ? { ok: true, value: total } : badQuantity("the quantity is too large");
}
