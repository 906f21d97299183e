/**
 * Money on screen. Amounts are integers of the currency's minor unit (fen for CNY); nothing here divides
 * with floating point, so what is shown is exact. Currency codes follow ISO 4217.
 */
export interface CurrencyFace {
  readonly symbol: string;
  /** Digits after the decimal point, 0–3. */
  readonly digits: number;
  readonly zh: string;
  readonly en: string;
}

const FACES: Readonly<Record<string, CurrencyFace>> = {
  CNY: { symbol: "¥", digits: 2, zh: "元", en: "CNY" },
  KRW: { symbol: "₩", digits: 0, zh: "韩元", en: "KRW" },
  TWD: { symbol: "NT$", digits: 2, zh: "新台币", en: "TWD" },
  JPY: { symbol: "JP¥", digits: 0, zh: "日元", en: "JPY" },
  EUR: { symbol: "€", digits: 2, zh: "欧元", en: "EUR" },
  USD: { symbol: "US$", digits: 2, zh: "美元", en: "USD" },
};

export function currencyFace(currency: string): CurrencyFace {
  return FACES[currency] ?? { symbol: `${currency} `, digits: 2, zh: currency, en: currency };
}

export interface MoneyParts {
  /** "-" or "" (a true minus sign, U+2212, so that columns read well). */
  readonly sign: string;
  readonly symbol: string;
  /** Whole units, grouped by thousands. */
  readonly whole: string;
  /** "" when the currency has no minor unit, else "." and its digits. */
  readonly fraction: string;
}

const GROUP = /\B(?=(?:\d{3})+$)/g;

/** Throws RangeError when `minor` is not a safe integer: a wrong amount must never be drawn. */
export function moneyParts(minor: number, currency = "CNY"): MoneyParts {
  if (!Number.isSafeInteger(minor)) throw new RangeError(`money must be a safe integer of minor units, got ${minor}`);
  const face = currencyFace(currency);
  const digits = String(Math.abs(minor)).padStart(face.digits + 1, "0");
  const cut = digits.length - face.digits;
  return {
    sign: minor < 0 ? "−" : "",
    symbol: face.symbol,
    whole: digits.slice(0, cut).replace(GROUP, ","),
    fraction: face.digits === 0 ? "" : `.${digits.slice(cut)}`,
  };
}

/** "¥1,234.50", "−¥0.05", "₩12,000". `symbol: false` leaves the sign of the currency out, for columns that name it once. */
export function formatMoney(minor: number, currency = "CNY", { symbol = true }: { readonly symbol?: boolean } = {}): string {
  const parts = moneyParts(minor, currency);
  return `${parts.sign}${symbol ? parts.symbol : ""}${parts.whole}${parts.fraction}`;
}

/** 1234567 → "1,234,567". For quantities; the unit stands beside it. */
export function formatCount(count: number): string {
  if (!Number.isSafeInteger(count)) throw new RangeError(`a count must be a safe integer, got ${count}`);
  return `${count < 0 ? "−" : ""}${String(Math.abs(count)).replace(GROUP, ",")}`;
}

const TYPED = /^(\d{1,16})(?:\.(\d+))?$/;

/**
 * What a person typed, as minor units: "18.5" → 1850. Accepts full-width digits and marks, grouping commas
 * and the currency's sign. Returns null when it is no amount or has more decimals than the currency knows.
 */
export function parseMoney(typed: string, currency = "CNY"): number | null {
  const face = currencyFace(currency);
  const plain = typed
    .normalize("NFKC")
    .replace(/[,，\s]/g, "")
    .replace("。", ".")
    .replace(/^(?:¥|₩|NT\$|US\$|€)/, "")
    .replace(/元$/, "");
  const match = TYPED.exec(plain);
  if (!match) return null;
  const fraction = match[2] ?? "";
  if (fraction.length > face.digits) return null;
  const minor = Number(`${match[1]}${fraction.padEnd(face.digits, "0")}`);
  return Number.isSafeInteger(minor) ? minor : null;
}
