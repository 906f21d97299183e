/**
 * The price sheet of a day (行情表): 最高 上 中 下 平均 成交量 余货 (and 最低) for one trade item and grade.
 *
 * Definition, stated wherever the sheet is shown: the sold units are put in a row by price, dearest first.
 *   upper  (上价) = volume-weighted mean of the dearest 20 % of the sold quantity
 *   middle (中价) = the same of the next 60 %
 *   lower  (下价) = the same of the cheapest 20 %
 *   mean (平均价) = value / volume
 * A sale that straddles a boundary is split there, in fractions of a unit where the boundary falls inside one. To stay
 * in integers every quantity is counted in fifths: of 5V fifths the classes hold V, 3V and V.
 * The layout follows the sheets of the Taiwanese wholesale markets (AMIS: 最高價 上價 中價 下價 平均價 交易量 殘貨量).
 *
 * Prices are integer minor units per normalised unit, ≥ 0; quantities integer normalised units. Σ price × quantity may
 * reach 1.8e15 (five times that must stay a safe integer); beyond it, and for malformed input, RangeError.
 */
import { divideHalfUp, toSafeNumber } from "../fees/rounding.ts";

export interface SheetSale {
  readonly price: number;
  /** Integer > 0. */
  readonly quantity: number;
}

/** An exact price: numerator / denominator minor units, and the same rounded half up. */
export interface ExactPrice {
  readonly numerator: number;
  readonly denominator: number;
  readonly minor: number;
}

export interface SheetPrices {
  readonly max: number;
  readonly upper: ExactPrice;
  readonly middle: ExactPrice;
  readonly lower: ExactPrice;
  readonly min: number;
  readonly mean: ExactPrice;
}

export interface SheetLine {
  /** null when nothing was sold: "no data" is a legal state and is not a price of 0. */
  readonly prices: SheetPrices | null;
  readonly soldQuantity: number;
  readonly unsoldQuantity: number;
  /** Σ price × quantity in minor units. */
  readonly valueMinor: number;
}

const FIFTHS = 5n;
const MIDDLE_FIFTHS = 3n;

/** The sheet line of one trade item and grade. The order of the sales does not matter. */
export function sheetLine(sales: readonly SheetSale[], unsoldQuantity: number): SheetLine {
  if (!Number.isSafeInteger(unsoldQuantity) || unsoldQuantity < 0) {
    throw new RangeError(`unsold quantity must be an integer of at least 0, got ${unsoldQuantity}`);
  }
  sales.forEach(assertSale);
  const volume = sales.reduce((acc, sale) => acc + BigInt(sale.quantity), 0n);
  const value = sales.reduce((acc, sale) => acc + BigInt(sale.price) * BigInt(sale.quantity), 0n);
  toSafeNumber(FIFTHS * value, "five times the value of the day");
  const totals = { soldQuantity: toSafeNumber(volume, "volume"), unsoldQuantity, valueMinor: Number(value) };
  if (volume === 0n) return { ...totals, prices: null };

  const dearestFirst = sales.toSorted((a, b) => b.price - a.price);
  const [upper, middle, lower] = classValues(dearestFirst, [volume, MIDDLE_FIFTHS * volume, volume]);
  const prices: SheetPrices = {
    max: dearestFirst[0]?.price ?? 0,
    upper: exact(upper ?? 0n, volume),
    middle: exact(middle ?? 0n, MIDDLE_FIFTHS * volume),
    lower: exact(lower ?? 0n, volume),
    min: dearestFirst.at(-1)?.price ?? 0,
    mean: exact(value, volume),
  };
  return { ...totals, prices };
}

function assertSale(sale: SheetSale, index: number): void {
  if (!Number.isSafeInteger(sale.price) || sale.price < 0) {
    throw new RangeError(`sale ${index}: price must be an integer of at least 0, got ${sale.price}`);
  }
  if (!Number.isSafeInteger(sale.quantity) || sale.quantity <= 0) {
    throw new RangeError(`sale ${index}: quantity must be an integer above 0, got ${sale.quantity}`);
  }
}

/** Walks the row of sales once and deals its fifths into classes of the given sizes; returns Σ price × fifths of each. */
function classValues(row: readonly SheetSale[], sizes: readonly bigint[]): bigint[] {
  const values = sizes.map(() => 0n);
  let current = 0;
  let room = sizes[0] ?? 0n;
  for (const sale of row) {
    let fifths = FIFTHS * BigInt(sale.quantity);
    while (fifths > 0n) {
      if (room === 0n) {
        current += 1;
        room = sizes[current] ?? fifths;
      }
      const taken = fifths < room ? fifths : room;
      values[current] = (values[current] ?? 0n) + taken * BigInt(sale.price);
      fifths -= taken;
      room -= taken;
    }
  }
  return values;
}

function exact(numerator: bigint, denominator: bigint): ExactPrice {
  return {
    numerator: toSafeNumber(numerator, "numerator"),
    denominator: toSafeNumber(denominator, "denominator"),
    minor: toSafeNumber(divideHalfUp(numerator, denominator), "price"),
  };
}

/** One sale of the day, still with its seller. */
export interface DaySale extends SheetSale {
  readonly tradeItemId: string;
  readonly grade: string;
  readonly sellerId: string;
}

export interface DayUnsold {
  readonly tradeItemId: string;
  readonly grade: string;
  readonly quantity: number;
}

export interface DayLine extends SheetLine {
  readonly tradeItemId: string;
  readonly grade: string;
  readonly sellers: number;
  /** Why this line must not stand on the public sheet; null when it may. */
  readonly withheld: WithheldReason | null;
}

/** The whole sheet of a day, one line per trade item and grade that was offered, in code-point order of both. */
export function priceSheetOfDay(sales: readonly DaySale[], unsold: readonly DayUnsold[]): DayLine[] {
  const salesByKey = Map.groupBy(sales, keyOf);
  const unsoldByKey = Map.groupBy(unsold, keyOf);
  const identities = new Map([...sales, ...unsold].map((entry) => [keyOf(entry), { tradeItemId: entry.tradeItemId, grade: entry.grade }]));
  const lines = [...identities].map(([key, identity]): DayLine => {
    const own = salesByKey.get(key) ?? [];
    const left = (unsoldByKey.get(key) ?? []).reduce((acc, entry) => acc + entry.quantity, 0);
    const bySeller = Map.groupBy(own, (sale) => sale.sellerId);
    const sold = [...bySeller.values()].map((list) => list.reduce((acc, sale) => acc + sale.quantity, 0));
    return { ...identity, ...sheetLine(own, left), sellers: bySeller.size, withheld: withheldReason(sold) };
  });
  return lines.toSorted((a, b) => compareText(a.tradeItemId, b.tradeItemId) || compareText(a.grade, b.grade));
}

/** JSON keeps the two parts apart whatever characters they hold. */
function keyOf(entry: { readonly tradeItemId: string; readonly grade: string }): string {
  return JSON.stringify([entry.tradeItemId, entry.grade]);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export const MIN_PUBLIC_SELLERS = 3;
export const MAX_PUBLIC_SHARE_PERCENT = 80;

export type WithheldReason =
  | { readonly code: "nothing_sold" }
  | { readonly code: "too_few_sellers"; readonly sellers: number; readonly needed: number }
  | { readonly code: "one_seller_dominates"; readonly limitPercent: number };

/**
 * Whether the public may see a line: not when fewer than three sellers stand behind it, or when one of them sold more
 * than 80 % of it, because either would show a single grower's prices. Exactly 80 % may be shown.
 * soldBySeller: quantity sold by each seller, integers ≥ 0; sellers who sold nothing do not count. The share itself is not in
 * the answer, since it would tell what the rule withholds.
 */
export function withheldReason(soldBySeller: readonly number[]): WithheldReason | null {
  const sold = soldBySeller.filter((quantity) => quantity > 0).map(BigInt);
  if (sold.length === 0) return { code: "nothing_sold" };
  if (sold.length < MIN_PUBLIC_SELLERS) return { code: "too_few_sellers", sellers: sold.length, needed: MIN_PUBLIC_SELLERS };
  const total = sold.reduce((acc, quantity) => acc + quantity, 0n);
  const largest = sold.reduce((acc, quantity) => (quantity > acc ? quantity : acc), 0n);
  if (largest * 100n > total * BigInt(MAX_PUBLIC_SHARE_PERCENT)) {
    return { code: "one_seller_dominates", limitPercent: MAX_PUBLIC_SHARE_PERCENT };
  }
  return null;
}
