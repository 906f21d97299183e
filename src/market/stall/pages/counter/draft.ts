import type { Unit } from "../../../../engines/units/units.ts";
import { measure, potsOf, priceLine } from "../../rules.ts";
import type { BillInput, CounterItem, CustomerView, RightView } from "../../views.ts";

/** A bill as it grows under the thumb. */
export interface DraftLine {
  readonly itemId: string;
  readonly zh: string;
  readonly en: string;
  readonly unit: string;
  readonly packing: Readonly<Record<string, number>>;
  readonly quantity: string;
  readonly price: number | null;
  readonly per: string;
  readonly potPrice: number | null;
  readonly lump: number | null;
}
export interface Draft {
  readonly customer: { readonly id: string; readonly nickname: string } | null;
  readonly newCustomer: BillInput["newCustomer"];
  readonly lines: readonly DraftLine[];
}
export const EMPTY: Draft = { customer: null, newCustomer: null, lines: [] };
export type Payments = BillInput["payments"];

/** A line for an item, with what this customer last paid, else what anybody last paid. */
export function lineFor(item: CounterItem, customer: CustomerView | null): DraftLine {
  const own = customer?.prices.find((price) => price.itemId === item.itemId);
  const last = own ?? item.lastPrice;
  return {
    itemId: item.itemId, zh: item.zh, en: item.en, unit: item.unit, packing: item.packing, quantity: "", price: last?.price ?? null, per: last?.per ?? item.unit,
    potPrice: last?.potPrice ?? null, lump: null,
  };
}

/** What the line comes to; null while something is missing or cannot be read. */
export function totalOf(line: DraftLine): number | null {
  const measured = measure(line, line.quantity);
  if (!measured.ok || (line.price === null && line.lump === null)) return null;
  const priced = priceLine(line, measured.quantity, { price: line.price ?? 0, per: line.per, potPrice: line.potPrice, lump: line.lump });
  return priced.ok ? priced.total : null;
}

export const billTotal = (lines: readonly DraftLine[]): number => lines.reduce((sum, line) => sum + (totalOf(line) ?? 0), 0);

export interface LineDoubt {
  readonly kind: "bad" | "noPrice" | "short" | "floor";
  readonly amount: number;
}

/** What is wrong or doubtful about a line: the first two stop it, a helper's floor too, short stock does not. */
export function doubtOf(line: DraftLine, item: CounterItem, taken: number, right: RightView): LineDoubt | null {
  const measured = measure(line, line.quantity);
  if (!measured.ok) return line.quantity === "" ? null : { kind: "bad", amount: 0 };
  const total = totalOf(line);
  if (total === null) return { kind: "noPrice", amount: 0 };
  const goods = total - (line.potPrice === null || line.lump !== null ? 0 : potsOf(line, measured.quantity) * line.potPrice);
  if (right.role === "seller" && item.floor !== null && goods < item.floor * measured.quantity) return { kind: "floor", amount: item.floor };
  return measured.quantity > item.free - taken ? { kind: "short", amount: Math.max(0, item.free - taken) } : null;
}

/** What other lines of the bill already take of an item. */
export function takenOf(lines: readonly DraftLine[], itemId: string, except: number | null): number {
  return lines.reduce((sum, line, index) => {
    if (line.itemId !== itemId || index === except) return sum;
    const measured = measure(line, line.quantity);
    return sum + (measured.ok ? measured.quantity : 0);
  }, 0);
}

export function toBill(draft: Draft, made: { readonly id: string; readonly at: Date; readonly offlineNo: string; readonly payments: Payments }): BillInput {
  return {
    id: made.id, customerId: draft.customer?.id ?? null, newCustomer: draft.newCustomer, madeAt: made.at.toISOString(), offlineNo: made.offlineNo, note: "", countUp: null, payments: [...made.payments], total: billTotal(draft.lines),
    lines: draft.lines.map((line) => ({ itemId: line.itemId, lotNo: null, quantity: line.quantity, price: line.price ?? 0, per: line.per as Unit, potPrice: line.potPrice, lump: line.lump })),
  };
}
