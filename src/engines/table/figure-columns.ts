/** Columns that hold figures: quantities with their unit, counts, measures, money. Nothing is rounded and nothing is guessed. */
import { currencyDecimals, formatMoney, parseMoney, type Currency } from "../fees/money.ts";
import { parseQuantity } from "../units/parse.ts";
import { UNITS, UNIT_WORDS, type Unit } from "../units/units.ts";
import { numberText, type OutCell } from "./cell.ts";
import { fails, gives, type ColumnType, type Given, type Read } from "./column.ts";
import { foldAll, foldTitle } from "./fold.ts";

/** As a bookkeeper writes a minus: (1,234.50). */
const IN_BRACKETS = /^\((.+)\)$/;

function figureText(cell: Given): string {
  const text = typeof cell === "number" ? numberText(cell) : typeof cell === "string" ? foldAll(cell) : "";
  return text.replace(IN_BRACKETS, "-$1");
}

export interface QuantityPart {
  readonly quantity: number;
  /** null where the number stands alone; the list knows what it is counted in. */
  readonly unit: Unit | null;
}

/** "2车1层" has two parts and no total yet: what a trolley holds depends on the item. */
export interface Quantity {
  readonly written: string;
  readonly parts: readonly QuantityPart[];
}

export const bareQuantity = (quantity: number, unit: Unit | null = null): Quantity => ({ written: unit === null ? String(quantity) : `${quantity}${UNIT_WORDS[unit].zh}`, parts: [{ quantity, unit }] });

const ENDS_IN_NUMBER = /[\d.〇零一二两俩三四五六七八九十百千万亿]$/;

/** A quantity as people write it: 120, 1万盆, １２０, "3,000 盆", 2箱, 2车1层. Whole and not negative. */
export function quantity({ example = bareQuantity(120) }: { readonly example?: Quantity } = {}): ColumnType<Quantity> {
  return {
    kind: "quantity", example, detail: UNITS.map((unit) => UNIT_WORDS[unit].zh).join(" "),
    read: (cell) => {
      if (typeof cell === "object" || typeof cell === "boolean") return fails("bad_quantity.not_a_number");
      const written = figureText(cell);
      const parsed = parseQuantity(written, "piece");
      if (!parsed.ok) return fails(`bad_quantity.${parsed.fault}`, parsed.message);
      const bare = parsed.parts.length === 1 && ENDS_IN_NUMBER.test(written);
      return gives({ written, parts: bare ? [{ quantity: parsed.parts[0]!.quantity, unit: null }] : parsed.parts });
    },
    write: (value) => (value.parts.length === 1 && value.parts[0]!.unit === null ? value.parts[0]!.quantity : value.written),
    same: (a, b) => a.parts.length === b.parts.length && a.parts.every((part, at) => part.quantity === b.parts[at]!.quantity && part.unit === b.parts[at]!.unit),
  };
}

/** The unit that stands in a column of its own beside the number. */
export function unit({ example = "pot" as Unit } = {}): ColumnType<Unit> {
  const detail = UNITS.map((one) => UNIT_WORDS[one].zh).join(" ");
  return {
    kind: "unit", example, detail,
    read: (cell) => {
      const word = typeof cell === "string" ? foldTitle(cell) : "";
      const parsed = word === "" || /\d/.test(word) ? null : parseQuantity(`1${word}`, "piece");
      const part = parsed?.ok === true && parsed.parts.length === 1 && !ENDS_IN_NUMBER.test(word) ? parsed.parts[0]! : null;
      // "万盆" is a unit with a number before it.
      return part === null || part.quantity !== 1 ? fails("bad_unit", detail) : gives(part.unit);
    },
    write: (value, { language }) => UNIT_WORDS[value][language],
    same: (a, b) => a === b,
  };
}

export interface NumberOptions {
  readonly least?: number;
  readonly most?: number;
  readonly example?: number;
}

/** A whole number without a unit. */
export function count({ least = 0, most = Number.MAX_SAFE_INTEGER, example = 1 }: NumberOptions = {}): ColumnType<number> {
  return decimalColumn("count", 0, least, most, example);
}

/** A measure such as 12.5 cm, with at most `places` decimals. */
export function decimal({ places, least = -Number.MAX_SAFE_INTEGER, most = Number.MAX_SAFE_INTEGER, example = 1 }: NumberOptions & { readonly places: number }): ColumnType<number> {
  return decimalColumn("decimal", places, least, most, example);
}

function decimalColumn(kind: "count" | "decimal", places: number, least: number, most: number, example: number): ColumnType<number> {
  return {
    kind, example, detail: String(places),
    read: (cell) => {
      if (typeof cell === "number" && Number.isInteger(cell) && cell >= least && cell <= most) return gives(cell === 0 ? 0 : cell);
      const [, sign = "", whole = "", fraction = "", power = ""] = /^(-?)(\d+|\d{1,3}(?:,\d{3})+)?(?:\.(\d*))?([万亿]?)$/.exec(figureText(cell).replaceAll(" ", "").replace(/[−—]/, "-")) ?? [];
      if (whole + fraction === "") return fails("bad_number");
      const shift = power === "万" ? 4 : power === "亿" ? 8 : 0;
      const significant = fraction.replace(/0+$/, "");
      if (significant.length > shift + places) return places === 0 ? fails("not_whole") : fails("too_many_decimals", String(places));
      const value = Number(`${sign}${whole.replaceAll(",", "")}.${fraction}e${shift}`);
      if (value < least) return fails("too_small", String(least));
      return value > most ? fails("too_large", String(most)) : gives(value === 0 ? 0 : value);
    },
    write: (value) => value,
    same: (a, b) => a === b,
  };
}

/** An amount in integer minor units. 3.3 is 3.30; a third decimal of a fen is refused. */
export function money({ negative, example = 18_50 }: { readonly negative?: true; readonly example?: number } = {}): ColumnType<number> {
  return moneyColumn("money", negative === true, example);
}

/** A price: an amount above nothing. */
export function price({ example = 18_50 }: { readonly example?: number } = {}): ColumnType<number> {
  return moneyColumn("price", false, example);
}

function moneyColumn(kind: "money" | "price", allowNegative: boolean, example: number): ColumnType<number> {
  return {
    kind, example, detail: "",
    read: (cell, { currency }): Read<number> => {
      const minor = typeof cell === "number" ? minorOf(cell, currency) : null;
      if (minor !== null) return gives(minor);
      const read = parseMoney(figureText(cell), currency, { allowNegative });
      // A cell that is not text at all reads as an empty amount, and is none.
      if (!read.ok) return fails(`bad_${kind}.${read.fault === "empty" ? "not_a_number" : read.fault}`, currency);
      return kind === "price" && read.minor <= 0 ? fails("bad_price.not_positive", currency) : gives(read.minor);
    },
    write: (value, { currency }) => moneyCell(value, currency),
    same: (a, b) => a === b,
  };
}

/** The minor units of a number that is exactly so many of them and more than none; null for any other, to be read as text with its reasons. */
function minorOf(value: number, currency: Currency): number | null {
  const scale = 10 ** currencyDecimals(currency);
  const minor = Math.round(value * scale);
  return minor > 0 && Number.isSafeInteger(minor) && minor / scale === value ? minor : null;
}

/** Money as a number that a spreadsheet adds up, with the decimals of its currency. */
export function moneyCell(minor: number, currency: string): OutCell {
  const known = currency as Currency;
  const decimals = currencyDecimals(known);
  return { number: formatMoney(minor, known, "zh", "plain"), format: decimals === 0 ? "#,##0" : `#,##0.${"0".repeat(decimals)}` };
}
