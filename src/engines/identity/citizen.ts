/**
 * Citizen identity number (公民身份号码), GB 11643-1999, and how personal numbers are shown.
 *
 * Eighteen characters: division 6, date of birth 8, sequence 3 (odd for men), check 1. Weights 7 9 10 5 8 4 2 1 6 3 7 9 10 5 8 4 2,
 * Σ mod 11 picks the check character from 1 0 X 9 8 7 6 5 4 3 2 (ISO 7064 MOD 11-2).
 * The number is only ever checked, encrypted and masked; pages show the mask.
 */
import { isDay } from "../calendar/day.ts";
import { foldCode } from "./uscc.ts";
import { isProvince } from "./province.ts";

export const CITIZEN_ID_LENGTH = 18;
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_CHARACTERS = "10X98765432";
const CHECK_INDEX = CITIZEN_ID_LENGTH - 1;

export type CitizenIdReason = "length" | "character" | "division" | "birth_date" | "not_born_yet" | "check";

export type CheckedCitizenId =
  | { readonly ok: true; readonly id: string; readonly division: string; readonly birthDate: string; readonly sex: "male" | "female" }
  | { readonly ok: false; readonly reason: CitizenIdReason; /** 1-based; 0 when the length is at fault. */ readonly position: number; readonly message: string };

/** Checks a number as typed. `today` (YYYY-MM-DD), if given, refuses a birth date after it. Messages never repeat the number. */
export function checkCitizenId(text: string, today?: string): CheckedCitizenId {
  const id = foldCode(text);
  const bad = [...id].findIndex((char, i) => !(char >= "0" && char <= "9") && !(char === "X" && i === CHECK_INDEX));
  if (bad >= 0) return refuse("character", bad + 1, `character ${bad + 1} must be a digit${bad === CHECK_INDEX ? " or X" : ""}`);
  if (id.length !== CITIZEN_ID_LENGTH) return refuse("length", 0, `an identity number has ${CITIZEN_ID_LENGTH} characters, this one has ${id.length}`);
  if (!isProvince(id.slice(0, 2))) return refuse("division", 1, "characters 1–2 name no province");
  const birthDate = `${id.slice(6, 10)}-${id.slice(10, 12)}-${id.slice(12, 14)}`;
  if (!isDay(birthDate) || birthDate < "1800-01-01") return refuse("birth_date", 7, "characters 7–14 are not a date of birth");
  if (today !== undefined && birthDate > today) return refuse("not_born_yet", 7, "characters 7–14 are a date of birth in the future");
  if (id[CHECK_INDEX] !== citizenCheckCharacter(id.slice(0, CHECK_INDEX))) {
    return refuse("check", CITIZEN_ID_LENGTH, "character 18: the check character does not fit the other 17; one of them was misread");
  }
  return { ok: true, id, division: id.slice(0, 6), birthDate, sex: Number(id[16]) % 2 === 1 ? "male" : "female" };
}

function refuse(reason: CitizenIdReason, position: number, message: string): CheckedCitizenId {
  return { ok: false, reason, position, message };
}

/** The 18th character for the first 17 digits. */
export function citizenCheckCharacter(first17: string): string {
  if (!/^\d{17}$/.test(first17)) throw new RangeError("17 digits are needed");
  const sum = WEIGHTS.reduce((acc, weight, i) => acc + weight * Number(first17[i]), 0);
  return CHECK_CHARACTERS[sum % 11] ?? "";
}

const ID_HEAD = 4;
const ID_TAIL = 2;

/** 3707************10: neither the day of birth nor enough of the rest to rebuild it. Short input is hidden whole. */
export function maskCitizenId(id: string): string {
  return mask(foldCode(id), ID_HEAD, ID_TAIL, CITIZEN_ID_LENGTH);
}

const MOBILE_LENGTH = 11;

export type CheckedMobile =
  | { readonly ok: true; readonly mobile: string }
  | { readonly ok: false; readonly reason: "length" | "character" | "prefix"; readonly position: number; readonly message: string };

/** A mainland mobile number: 11 digits from 13 to 19. A leading +86, 86 or 0086 and blanks are dropped. */
export function checkMobile(text: string): CheckedMobile {
  const mobile = foldCode(text).replace(/^(\+|00)?86(?=1)/, "");
  const bad = [...mobile].findIndex((char) => !(char >= "0" && char <= "9"));
  if (bad >= 0) return { ok: false, reason: "character", position: bad + 1, message: `character ${bad + 1} must be a digit` };
  if (mobile.length !== MOBILE_LENGTH) return { ok: false, reason: "length", position: 0, message: `a mobile number has ${MOBILE_LENGTH} digits, this one has ${mobile.length}` };
  if (!/^1[3-9]/.test(mobile)) return { ok: false, reason: "prefix", position: mobile.startsWith("1") ? 2 : 1, message: "a mobile number begins with 13 to 19" };
  return { ok: true, mobile };
}

const MOBILE_HEAD = 3;
const MOBILE_TAIL = 4;

/** 138****1234. Anything that is not 11 characters long is hidden whole. */
export function maskPhone(mobile: string): string {
  return mask(foldCode(mobile), MOBILE_HEAD, MOBILE_TAIL, MOBILE_LENGTH);
}

/** 王**, 欧***: the first character of a personal name. */
export function maskName(name: string): string {
  const [first = "", ...others] = name.trim();
  return first + "*".repeat(Math.max(1, others.length));
}

function mask(text: string, head: number, tail: number, length: number): string {
  if (text.length !== length) return "*".repeat(text.length);
  return text.slice(0, head) + "*".repeat(length - head - tail) + text.slice(-tail);
}
