/** Prices and quantities as files write them, to exact integers. */
import { foldAll } from "../table/fold.ts";
import { MAX_MILLS, MAX_QUANTITY, MILLS } from "./standard.ts";

export const FIGURE_FAULTS = ["not_a_number", "too_many_decimals", "too_large", "not_whole"] as const;
export type FigureFault = (typeof FIGURE_FAULTS)[number];

const ZERO = 48;
const POINT = 46;
const PLACES = 3;
const SAFE_DIGITS = 15;
/** What binary fractions in a workbook leave behind: 0.9775000000000001. Digits beyond so many are noise, not a price. */
const SIGNIFICANT = 15;

/**
 * A decimal of at most three places to mills; "" is null. "1,250.5", "￥18.55" and full width are read too.
 * Returns the fault as text when it is none.
 */
export function parseMills(text: string): number | null | FigureFault {
  if (text === "") return null;
  const quick = plain(text);
  return quick === undefined ? slow(text, PLACES, MAX_MILLS) : quick;
}

/** A whole number; "" is null. "320.0" is whole. */
export function parseQuantity(text: string): number | null | FigureFault {
  if (text === "") return null;
  const quick = plain(text);
  const mills = quick === undefined ? slow(text, PLACES, MAX_QUANTITY * MILLS) : quick;
  if (typeof mills !== "number") return mills === "too_many_decimals" ? "not_whole" : mills;
  if (mills % MILLS !== 0) return "not_whole";
  return Math.abs(mills) > MAX_QUANTITY * MILLS ? "too_large" : mills / MILLS;
}

/** Nearly every cell is digits with at most three decimals; undefined sends any other to the slow reading. */
function plain(text: string): number | undefined {
  if (text.length > SAFE_DIGITS - PLACES) return undefined;
  let value = 0;
  let places = -1;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === POINT && places < 0 && at > 0) places = 0;
    else if (code >= ZERO && code < ZERO + 10 && places < PLACES) {
      value = value * 10 + code - ZERO;
      if (places >= 0) places += 1;
    } else return undefined;
  }
  for (let place = Math.max(places, 0); place < PLACES; place += 1) value *= 10;
  return value > MAX_MILLS ? undefined : value;
}

const NUMBER = /^([-−—]?)(\d+|\d{1,3}(?:,\d{3})+)?(?:\.(\d*))?$/;

function slow(text: string, places: number, most: number): number | null | FigureFault {
  const bare = foldAll(text).replaceAll(" ", "").replace(/^([-−—]?)[¥$￥₩]|(?:NT\$|元)/i, "$1").replace(/(?:元|원)$/, "");
  if (bare === "") return null;
  const [, sign = "", whole = "", fraction = ""] = NUMBER.exec(/e/i.test(bare) && Number.isFinite(Number(bare)) ? String(Number(bare)) : bare) ?? [];
  if (whole + fraction === "") return "not_a_number";
  const digits = whole.replaceAll(",", "");
  let decimals = fraction.replace(/0+$/, "");
  if (digits.length + decimals.length > SIGNIFICANT) {
    const rounded = Number(`${digits}.${decimals}`).toPrecision(SIGNIFICANT);
    decimals = (rounded.split(".")[1] ?? "").replace(/0+$/, "");
  }
  if (decimals.length > places) return "too_many_decimals";
  const value = Number(digits) * MILLS + Number(decimals.padEnd(places, "0"));
  if (value > most) return "too_large";
  return sign === "" || value === 0 ? value : -value;
}

/** Mills as decimal text without zeros at the end: 18550 → "18.55". */
export function millsText(mills: number): string {
  const whole = Math.floor(Math.abs(mills) / MILLS);
  const rest = String(Math.abs(mills) % MILLS).padStart(PLACES, "0").replace(/0+$/, "");
  return `${mills < 0 ? "-" : ""}${whole}${rest === "" ? "" : `.${rest}`}`;
}
