/**
 * Money on screen and paper: integer minor units to text and back.
 *
 * Decimals follow ISO 4217 (CNY and TWD 2, KRW and JPY 0). The text does not depend on the ICU data of the machine,
 * so that a bill printed on the server and the same bill in a browser read alike.
 */
import { toSafeNumber } from "./rounding.ts";

export const CURRENCIES = ["CNY", "KRW", "TWD", "JPY"] as const;
export type Currency = (typeof CURRENCIES)[number];
export type MoneyLocale = "zh" | "en";
/** `symbol` ¥1,234.50 · `word` 1,234.50元 or CNY 1,234.50 · `bare` 1,234.50, for columns · `plain` 1234.50, for files and input fields. */
export type MoneyStyle = "symbol" | "word" | "bare" | "plain";

interface CurrencyFacts {
  readonly decimals: number;
  readonly symbol: string;
  readonly zhWord: string;
  /** Spellings taken on input for this currency, after width folding; longest first. */
  readonly prefixes: readonly string[];
  readonly suffixes: readonly string[];
}

const FACTS: Record<Currency, CurrencyFacts> = {
  CNY: { decimals: 2, symbol: "¥", zhWord: "元", prefixes: ["CNY", "RMB", "CN¥", "¥"], suffixes: ["人民币", "元", "块", "圆", "CNY"] },
  KRW: { decimals: 0, symbol: "₩", zhWord: "韩元", prefixes: ["KRW", "₩"], suffixes: ["韩元", "韩圆", "원", "KRW"] },
  TWD: { decimals: 2, symbol: "NT$", zhWord: "新台币", prefixes: ["TWD", "NT$"], suffixes: ["新台币", "元", "TWD"] },
  JPY: { decimals: 0, symbol: "JP¥", zhWord: "日元", prefixes: ["JPY", "JP¥", "¥"], suffixes: ["日元", "日圆", "円", "JPY"] },
};

/** Digits after the decimal point. */
export function currencyDecimals(currency: Currency): number {
  return FACTS[currency].decimals;
}

/** minor: any safe integer. A negative amount starts with "-", before the symbol. */
export function formatMoney(minor: number, currency: Currency, locale: MoneyLocale = "zh", style: MoneyStyle = "symbol"): string {
  if (!Number.isSafeInteger(minor)) throw new RangeError(`minor units must be a safe integer, got ${minor}`);
  const { decimals, symbol, zhWord } = FACTS[currency];
  const digits = String(Math.abs(minor)).padStart(decimals + 1, "0");
  const whole = digits.slice(0, digits.length - decimals);
  const fraction = decimals === 0 ? "" : `.${digits.slice(-decimals)}`;
  const sign = minor < 0 ? "-" : "";
  if (style === "plain") return `${sign}${whole}${fraction}`;
  const grouped = `${whole.replace(/\B(?=(\d{3})+$)/g, ",")}${fraction}`;
  if (style === "bare") return `${sign}${grouped}`;
  if (style === "symbol") return `${sign}${symbol}${grouped}`;
  return locale === "zh" ? `${sign}${grouped}${zhWord}` : `${sign}${currency} ${grouped}`;
}

export const MONEY_FAULTS = ["empty", "not_a_number", "misplaced_separator", "too_many_decimals", "wrong_currency", "negative", "too_large"] as const;
export type MoneyFault = (typeof MONEY_FAULTS)[number];
export type ParsedMoney =
  | { readonly ok: true; readonly minor: number }
  | { readonly ok: false; readonly fault: MoneyFault; readonly message: string };

const WAN = 4;
const YI = 8;

/**
 * Text as people type it, to minor units: "¥1,234.5", "￥１，２３４．５", "1234.5元", "1.2万", "-3".
 *
 * Full-width characters are folded; commas must stand at thousands; 万 and 亿 multiply by 10^4 and 10^8. Nothing is rounded: a third
 * decimal of a fen is refused. A negative amount is refused unless `allowNegative`.
 */
export function parseMoney(text: string, currency: Currency = "CNY", options: { readonly allowNegative?: boolean } = {}): ParsedMoney {
  const refuse = (fault: MoneyFault, why: string): ParsedMoney => ({ ok: false, fault, message: `"${text}": ${why}` });
  let rest = fold(text);
  if (rest === "") return refuse("empty", "no amount was given");
  const negative = rest.startsWith("-");
  if (negative) rest = rest.slice(1);
  const bare = stripCurrency(rest, currency);
  if (bare === undefined) return refuse("wrong_currency", `the currency written is not ${currency}`);
  const match = /^([\d,]*)(?:\.(\d*))?([万亿]?)$/.exec(bare);
  const [, whole = "", fraction = "", power = ""] = match ?? [];
  if (match === null || whole.replaceAll(",", "") + fraction === "") return refuse("not_a_number", "this is not an amount of money");
  if (whole.includes(",") && !/^\d{1,3}(,\d{3})+$/.test(whole)) {
    return refuse("misplaced_separator", "a comma must be followed by exactly three digits; use a point for decimals");
  }
  const { decimals } = FACTS[currency];
  const shift = decimals + (power === "万" ? WAN : power === "亿" ? YI : 0);
  const significant = fraction.replace(/0+$/, "");
  if (significant.length > shift) {
    return refuse("too_many_decimals", `${currency} has ${decimals} decimals; nothing smaller can be paid`);
  }
  const size = BigInt(whole.replaceAll(",", "") + significant.padEnd(shift, "0"));
  if (size > BigInt(Number.MAX_SAFE_INTEGER)) return refuse("too_large", "the amount is larger than the books can hold");
  if (negative && size > 0n && options.allowNegative !== true) return refuse("negative", "a negative amount is not allowed here");
  return { ok: true, minor: toSafeNumber(negative && size > 0n ? -size : size, "amount") };
}

/** Full-width ASCII to ASCII, yen and won signs to one form each, blanks away. */
function fold(text: string): string {
  return text
    .replace(/[！-～]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0))
    .replace(/￥/g, "¥")
    .replace(/￦/g, "₩")
    .replace(/[−—]/g, "-")
    .replace(/。/g, ".")
    .replace(/[\s\u3000]/g, "")
    .toUpperCase();
}

/** The text without its currency words, or undefined when the words name another currency. */
function stripCurrency(text: string, currency: Currency): string | undefined {
  const { prefixes, suffixes } = FACTS[currency];
  const prefix = prefixes.find((p) => text.startsWith(p));
  const afterPrefix = prefix === undefined ? text : text.slice(prefix.length);
  const suffix = suffixes.find((s) => afterPrefix.endsWith(s));
  const bare = suffix === undefined ? afterPrefix : afterPrefix.slice(0, -suffix.length);
  const foreign = CURRENCIES.some((other) =>
    other === currency ? false : [...FACTS[other].prefixes, ...FACTS[other].suffixes].some((word) => bare.startsWith(word) || bare.endsWith(word)),
  );
  return foreign ? undefined : bare;
}
