import { daysBetween } from "../../engines/calendar/day.ts";
import { divideHalfUp } from "../../engines/fees/rounding.ts";
import { parseQuantity, totalQuantity } from "../../engines/units/parse.ts";
import { conversionTable, isUnit, unitRatio, type Conversion, type ConversionTable, type Unit } from "../../engines/units/units.ts";

/** owner: everything. seller: bills, receipts and small returns, within limits. */
export const RIGHTS = ["owner", "seller"] as const;
export type Right = (typeof RIGHTS)[number];
export const METHODS = ["cash", "wechat", "alipay", "bank", "card", "other", "allowance"] as const;
export type Method = (typeof METHODS)[number];
/** brought: came from outside. bought: won or bought in this market. own: the keeper's own lot fetched from intake. found: counted up. */
export const ARRIVAL_KINDS = ["brought", "bought", "own", "found"] as const;
export type ArrivalKind = (typeof ARRIVAL_KINDS)[number];

export const MAX_LINES = 60;
export const MAX_PAYMENTS = 8;
/** Bills of one sync call; a device with more of them calls again. */
export const MAX_SYNC = 20;
export const MAX_QUANTITY = 1_000_000;
export const MAX_TOTAL = 100_000_000_00;
/** A device whose clock is ahead by more is not believed; the bill then counts as made when it came. */
export const MAX_CLOCK_AHEAD_MS = 5 * 60_000;

export interface Packed {
  readonly unit: string;
  /** Sales units in one of each larger unit. */
  readonly packing: Readonly<Record<string, number>>;
}
export type Measured = { readonly ok: true; readonly quantity: number } | { readonly ok: false; readonly fault: string; readonly message: string };

function tableOf({ unit, packing }: Packed): ConversionTable | null {
  if (!isUnit(unit)) return null;
  const conversions: Conversion[] = Object.entries(packing).flatMap(([larger, count]) => (isUnit(larger) && larger !== unit ? [{ larger, smaller: unit, count }] : []));
  const table = conversionTable(conversions);
  return table.ok ? table.value : null;
}

/** "2箱", "12", "1车3层" in sales units of the item. */
export function measure(item: Packed, written: string): Measured {
  const table = tableOf(item);
  if (table === null) return { ok: false, fault: "bad_item", message: `the packing of this item contradicts itself` };
  const parsed = parseQuantity(written, item.unit as Unit);
  if (!parsed.ok) return { ok: false, fault: parsed.fault, message: parsed.message };
  const total = totalQuantity(table, parsed.parts, item.unit as Unit);
  if (!total.ok) return { ok: false, fault: total.fault.code, message: total.fault.message };
  if (total.value < 1) return { ok: false, fault: "too_small", message: "at least 1" };
  return total.value > MAX_QUANTITY ? { ok: false, fault: "too_large", message: `at most ${MAX_QUANTITY}` } : { ok: true, quantity: total.value };
}

/** The units a quantity or price of this item may be written in: its own first, then the packings, small ones first. */
export function unitsOf({ unit, packing }: Packed): string[] {
  return [unit, ...Object.entries(packing).filter(([larger]) => larger !== unit && isUnit(larger)).toSorted((a, b) => a[1] - b[1]).map(([larger]) => larger)];
}

/** How many pots a quantity stands in: a pot that is not the sales unit may hold several of it. */
export function potsOf({ unit, packing }: Packed, quantity: number): number {
  return unit === "pot" ? quantity : Math.ceil(quantity / (packing["pot"] ?? 1));
}

export interface Asked {
  /** Minor units for one `per`. */
  readonly price: number;
  readonly per: string;
  /** For each pot on top; null when the pot is in the price or not charged. */
  readonly potPrice: number | null;
  /** One price for all of it, haggled; the pots are in it. */
  readonly lump: number | null;
}
export type Priced = { readonly ok: true; readonly goods: number; readonly pots: number; readonly total: number } | { readonly ok: false };

/**
 * What a line costs. goods = price × quantity in the unit the price is for, rounded half up to the minor unit; pots are added on top.
 * A total below one minor unit for each piece cannot be booked as sales.
 */
export function priceLine(item: Packed, quantity: number, asked: Asked): Priced {
  const table = tableOf(item);
  if (table === null || !isUnit(asked.per)) return { ok: false };
  const pots = asked.potPrice === null ? 0 : potsOf(item, quantity);
  if (asked.lump !== null) return asked.lump < quantity || asked.lump > MAX_TOTAL ? { ok: false } : { ok: true, goods: asked.lump, pots, total: asked.lump };
  const ratio = unitRatio(table, asked.per, item.unit as Unit);
  if (!ratio.ok) return { ok: false };
  const goods = Number(divideHalfUp(BigInt(asked.price) * BigInt(quantity) * BigInt(ratio.value.denominator), BigInt(ratio.value.numerator)));
  const total = goods + pots * (asked.potPrice ?? 0);
  return Number.isSafeInteger(total) && total >= quantity && total <= MAX_TOTAL ? { ok: true, goods, pots, total } : { ok: false };
}

export interface Shelf {
  readonly lotId: string;
  readonly free: number;
}
export interface Piece {
  readonly lotId: string;
  readonly quantity: number;
  readonly price: number;
}

/**
 * A line as sales: from the lots in the order given, at a price per unit that is whole in minor units. A total that does not divide
 * takes two prices one minor unit apart, so that the sales sum to the total exactly. Null when the lots hold too little.
 */
export function piecesOf(quantity: number, total: number, shelf: readonly Shelf[]): Piece[] | null {
  const low = Math.floor(total / quantity);
  const dearer = total - low * quantity;
  const steps = [{ price: low, left: quantity - dearer }, { price: low + 1, left: dearer }].filter((step) => step.left > 0);
  const pieces: Piece[] = [];
  for (const { lotId, free } of shelf) {
    let rest = free;
    for (const step of steps) {
      const taken = Math.min(rest, step.left);
      if (taken === 0) continue;
      pieces.push({ lotId, quantity: taken, price: step.price });
      rest -= taken;
      step.left -= taken;
    }
  }
  return steps.every((step) => step.left === 0) ? pieces : null;
}

/** What stays of a line's total when some of it comes back: in proportion, rounded half up, and never below one minor unit a piece. */
export function restOf(total: number, quantity: number, back: number): number {
  const left = quantity - back;
  return left === 0 ? 0 : Math.max(left, Number(divideHalfUp(BigInt(total) * BigInt(left), BigInt(quantity))));
}

export const AGES = [7, 30, 60] as const;
export interface Aged {
  readonly upTo7: number;
  readonly upTo30: number;
  readonly upTo60: number;
  readonly older: number;
  /** What the customer has paid beyond his debts. */
  readonly credit: number;
}

/** Debts by age. Money for a bill counts for that bill; what goes beyond, and money on account, pays the oldest debt first. */
export function ageing(debts: readonly { readonly on: string; readonly due: number }[], onAccount: number, today: string): Aged {
  let money = onAccount + debts.reduce((sum, debt) => sum + Math.max(0, -debt.due), 0);
  const aged = { upTo7: 0, upTo30: 0, upTo60: 0, older: 0 };
  for (const { on, due } of debts.filter((debt) => debt.due > 0).toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))) {
    const paid = Math.min(money, due);
    money -= paid;
    const days = daysBetween(on, today);
    const key = days <= AGES[0] ? "upTo7" : days <= AGES[1] ? "upTo30" : days <= AGES[2] ? "upTo60" : "older";
    aged[key] += due - paid;
  }
  return { ...aged, credit: money };
}

export interface Sought {
  readonly nickname: string;
  readonly pinyin: string;
  readonly initials: string;
  readonly phoneTail: string;
}

/** By name, pinyin, initials or the tail of the phone number. */
export function found(customer: Sought, query: string): boolean {
  const text = query.trim().toLowerCase();
  if (text === "") return true;
  if (/^\d+$/.test(text) && (customer.phoneTail.endsWith(text) || customer.phoneTail.startsWith(text))) return true;
  return customer.nickname.toLowerCase().includes(text) || customer.initials.startsWith(text) || customer.pinyin.includes(text);
}

/** S07-0012: the stall, and its bills of the business day in order. */
export const billNo = (stall: string, seq: number): string => `${stall}-${String(seq).padStart(4, "0")}`;
/** Until the market has numbered it: which device, and its own count. */
export const offlineNo = (stall: string, device: string, seq: number): string => `${stall}-${device}${String(seq).padStart(3, "0")}`;
