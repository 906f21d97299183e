/**
 * Codes for demonstration data that pass every check and can belong to nobody.
 *
 * Credit codes: the subject part begins with DEM0, and its own inner check character (GB 11714) is wrong on purpose, which no
 * registered body's should be. Identity numbers: the division 379999 does not exist. Mobile numbers: China reserves none for
 * examples; the prefix 154 is used because no operator was known to issue it. Nothing may ever be sent to one all the same.
 * Same seed, same code; seeds 0 … 923,520 give different credit codes, 0 … 999 different identity numbers for one birth date.
 */
import { citizenCheckCharacter } from "./citizen.ts";
import { USCC_ALPHABET, usccCheckCharacter, foldCode } from "./uscc.ts";
import type { UsccKind } from "./uscc.ts";

const DEMO_SUBJECT = "DEM0";
const DEMO_DIGITS = 4;
const BASE = USCC_ALPHABET.length;
const DEMO_CODES = BASE ** DEMO_DIGITS;
/** Coprime to 31^4, so that neighbouring seeds do not look alike and no two meet. */
const SPREAD = 387_420_489 % DEMO_CODES;

/** A valid credit code for a demonstration party. seed: integer ≥ 0; division: six digits, 青州市 370781 by default. */
export function demoUscc(seed: number, kind: UsccKind = "91", division = "370781"): string {
  assertSeed(seed);
  if (!/^\d{6}$/.test(division)) throw new RangeError(`a division has six digits, got "${division}"`);
  let rest = Number((BigInt(seed) * BigInt(SPREAD)) % BigInt(DEMO_CODES));
  let digits = "";
  for (let i = 0; i < DEMO_DIGITS; i += 1) {
    digits += USCC_ALPHABET[rest % BASE];
    rest = Math.floor(rest / BASE);
  }
  const subject = DEMO_SUBJECT + digits;
  const wrong = organisationCheckCharacter(subject) === "1" ? "2" : "1";
  const first17 = kind + division + subject + wrong;
  return first17 + usccCheckCharacter(first17);
}

/** Whether a code was made by `demoUscc`, so that production can refuse it and pages can mark it. */
export function isDemoUscc(code: string): boolean {
  return foldCode(code).slice(8, 12) === DEMO_SUBJECT;
}

const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];
const LETTER_SHIFT = 55;

/** GB 11714: check character of an eight-character organisation code. Here letters count A = 10 … Z = 35. */
export function organisationCheckCharacter(first8: string): string {
  if (!/^[0-9A-Z]{8}$/.test(first8)) throw new RangeError(`eight characters 0–9 A–Z are needed, got "${first8}"`);
  const sum = ORGANISATION_WEIGHTS.reduce((acc, weight, i) => {
    const char = first8[i] ?? "0";
    return acc + weight * (char <= "9" ? Number(char) : char.charCodeAt(0) - LETTER_SHIFT);
  }, 0);
  const check = (11 - (sum % 11)) % 11;
  return check === 10 ? "X" : String(check);
}

const DEMO_DIVISION = "379999";

/** A valid identity number in a division that does not exist. birthDate: YYYY-MM-DD. */
export function demoCitizenId(seed: number, birthDate = "1975-05-01"): string {
  assertSeed(seed);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(birthDate)) throw new RangeError(`a birth date is YYYY-MM-DD, got "${birthDate}"`);
  const first17 = DEMO_DIVISION + birthDate.replaceAll("-", "") + String(seed % 1000).padStart(3, "0");
  return first17 + citizenCheckCharacter(first17);
}

/** A well-formed mobile number, 154 0000 xxxx. */
export function demoMobile(seed: number): string {
  assertSeed(seed);
  return `1540000${String(seed % 10_000).padStart(4, "0")}`;
}

function assertSeed(seed: number): void {
  if (!Number.isSafeInteger(seed) || seed < 0) throw new RangeError(`a seed is an integer of at least 0, got ${seed}`);
}
