/**
 * Unified social credit code (统一社会信用代码), GB 32100-2015.
 *
 * Eighteen characters: registering department 1, category 1, administrative division 6, subject code 9, check character 1.
 * Alphabet 0–9 A–Z without I O S V Z, valued 0 to 30 in that order; weights 3^(i−1) mod 31; check value = 31 − Σ mod 31,
 * and 31 counts as 0.
 */
import { isProvince } from "./province.ts";

export const USCC_LENGTH = 18;
export const USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const MODULUS = 31;
const DIVISION_START = 2;
const SUBJECT_START = 8;
const CHECK_INDEX = USCC_LENGTH - 1;

/** Who registered the body and what it is: the first two characters. */
export const USCC_KINDS = {
  "11": "机关", "12": "事业单位", "13": "编办管理的群众团体", "19": "机构编制其他",
  "21": "外国常驻新闻机构", "29": "外交其他",
  "31": "律师执业机构", "32": "公证处", "33": "基层法律服务所", "34": "司法鉴定机构", "35": "仲裁委员会", "39": "司法行政其他",
  "41": "外国在华文化中心", "49": "文化其他",
  "51": "社会团体", "52": "民办非企业单位", "53": "基金会", "59": "民政其他",
  "61": "外国旅游部门常驻代表机构", "62": "港澳台地区旅游部门常驻内地代表机构", "69": "旅游其他",
  "71": "宗教活动场所", "72": "宗教院校", "79": "宗教其他",
  "81": "基层工会", "89": "工会其他",
  "91": "企业", "92": "个体工商户", "93": "农民专业合作社", "99": "工商其他",
  A1: "军队事业单位", A9: "中央军委其他",
  N1: "组级集体经济组织", N2: "村级集体经济组织", N3: "乡镇级集体经济组织", N9: "农业其他",
  Y1: "其他",
} as const;
export type UsccKind = keyof typeof USCC_KINDS;

export type UsccReason = "length" | "character" | "department" | "division" | "check";

export type CheckedUscc =
  | {
      readonly ok: true;
      /** Upper case, without blanks. */
      readonly code: string;
      readonly kind: UsccKind;
      readonly kindName: string;
      /** Six digits, GB/T 2260. */
      readonly division: string;
    }
  | {
      readonly ok: false;
      readonly reason: UsccReason;
      /** 1-based place of the first character at fault; 0 when the length is. */
      readonly position: number;
      readonly message: string;
    };

/**
 * Checks a code as typed: blanks and hyphens are dropped, full-width characters folded, small letters raised.
 * The first fault from the left is reported; the check character comes last.
 */
export function checkUscc(text: string): CheckedUscc {
  const code = foldCode(text);
  const bad = [...code].findIndex((char) => !USCC_ALPHABET.includes(char));
  if (bad >= 0) {
    const char = code[bad] ?? "";
    const why = "IOSVZ".includes(char) ? `the letter ${char} is never used; read it again (I–1, O–0, S–5, Z–2)` : `"${char}" is not a character of such a code`;
    return refuse("character", bad + 1, `character ${bad + 1}: ${why}`);
  }
  if (code.length !== USCC_LENGTH) return refuse("length", 0, `a credit code has ${USCC_LENGTH} characters, this one has ${code.length}`);
  const kind = code.slice(0, DIVISION_START);
  if (!isKind(kind)) return refuse("department", kindPosition(kind), `characters 1–2: "${kind}" names no registering department and category`);
  const division = code.slice(DIVISION_START, SUBJECT_START);
  const letter = [...division].findIndex((char) => char > "9");
  if (letter >= 0) {
    const position = DIVISION_START + letter + 1;
    return refuse("division", position, `character ${position}: the administrative division (characters 3–8) consists of digits`);
  }
  // 100000 is the State itself, for bodies registered centrally.
  if (!isProvince(division.slice(0, 2)) && !division.startsWith("10")) {
    return refuse("division", DIVISION_START + 1, `characters 3–4: "${division.slice(0, 2)}" is no province`);
  }
  const expected = usccCheckCharacter(code.slice(0, CHECK_INDEX));
  if (code[CHECK_INDEX] !== expected) {
    return refuse("check", USCC_LENGTH, `character 18: the check character does not fit the other 17; one of them was misread`);
  }
  return { ok: true, code, kind, kindName: USCC_KINDS[kind], division };
}

function refuse(reason: UsccReason, position: number, message: string): CheckedUscc {
  return { ok: false, reason, position, message };
}

function isKind(kind: string): kind is UsccKind {
  return Object.hasOwn(USCC_KINDS, kind);
}

function kindPosition(kind: string): number {
  return Object.keys(USCC_KINDS).some((known) => known[0] === kind[0]) ? 2 : 1;
}

/** The 18th character for the first 17, which must be of the alphabet. */
export function usccCheckCharacter(first17: string): string {
  if (first17.length !== WEIGHTS.length) throw new RangeError(`17 characters are needed, got ${first17.length}`);
  const sum = WEIGHTS.reduce((acc, weight, i) => acc + weight * valueOf(first17[i] ?? ""), 0);
  return USCC_ALPHABET[(MODULUS - (sum % MODULUS)) % MODULUS] ?? "";
}

function valueOf(char: string): number {
  const value = USCC_ALPHABET.indexOf(char);
  if (value < 0 || char === "") throw new RangeError(`"${char}" is not a character of a credit code`);
  return value;
}

/** Blanks and hyphens away, full-width to ASCII, upper case. */
export function foldCode(text: string): string {
  return text
    .replace(/[！-～]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0))
    .replace(/[\s\u3000-]/g, "")
    .toUpperCase();
}
