import { readWritten, type WrittenQuantity } from "../../engines/units/written.ts";
import { daysBetween } from "../../engines/calendar/day.ts";

export const KINDS = ["presale", "catalogue", "offer"] as const;
/** presale: of a lot on its way to the clock. catalogue: for everybody, by the week. offer: to one customer or a group. */
export type LineKind = (typeof KINDS)[number];

export const LEVELS = ["unit", "box", "layer", "trolley"] as const;
/** Where a price begins to count: from the first unit, or from one full box, layer or trolley. */
export type Level = (typeof LEVELS)[number];

export const PURCHASE_STATES = ["cart", "placed", "confirmed", "booked", "cancelled", "expired", "short"] as const;
export type PurchaseState = (typeof PURCHASE_STATES)[number];
export const PURCHASE_LINE_STATES = ["reserved", "placed", "confirmed", "booked", "cancelled", "expired", "short"] as const;
export type PurchaseLineState = (typeof PURCHASE_LINE_STATES)[number];

export const MAX_QUANTITY = 1_000_000;
/** Lots behind one supply line. */
export const MAX_LOTS_A_LINE = 20;
/** A week's catalogue may be written ahead this far, in days; so may a customer offer run. */
export const MAX_DAYS_OPEN = 60;
/** However often a cart is changed, it does not keep stock from others for longer than this. */
export const MAX_CART_MINUTES = 60;
/** Lines one call may put into a cart. */
export const MAX_LINES_A_CALL = 200;
export const MAX_LINES_A_CART = 3_000;

export interface PriceStep {
  /** Null for everybody. */
  readonly groupId: string | null;
  readonly level: Level;
  readonly price: number;
}
export interface AppliedPrice {
  readonly price: number;
  readonly level: Level;
  readonly ofGroup: boolean;
}

/** Sales units from which a level counts; null when the item's packing does not know it. */
export function levelFrom(level: Level, packing: Readonly<Record<string, number>>): number | null {
  return level === "unit" ? 1 : (packing[level] ?? null);
}

/**
 * The price of a quantity for a buyer of these groups: the lowest of the prices that apply. A step applies when the quantity
 * fills at least one of its level. More can therefore never cost more a unit, and belonging to a group never costs more.
 */
export function priceFor(base: number, steps: readonly PriceStep[], packing: Readonly<Record<string, number>>, quantity: number, groups: ReadonlySet<string>): AppliedPrice {
  let best: AppliedPrice = { price: base, level: "unit", ofGroup: false };
  for (const step of steps) {
    const from = levelFrom(step.level, packing);
    if (from === null || quantity < from || (step.groupId !== null && !groups.has(step.groupId))) continue;
    if (step.price < best.price) best = { price: step.price, level: step.level, ofGroup: step.groupId !== null };
  }
  return best;
}

/** What is wrong with the steps of a line, or null: each has a level the item knows and is cheaper than what applies before it. */
export function stepsFault(base: number, steps: readonly PriceStep[], packing: Readonly<Record<string, number>>): { code: "no_packing" | "step_not_lower"; level: Level } | null {
  for (const step of steps) {
    const from = levelFrom(step.level, packing);
    if (from === null) return { code: "no_packing", level: step.level };
    const others = steps.filter((other) => other !== step && (other.groupId === null || other.groupId === step.groupId));
    const before = priceFor(base, others, packing, from, new Set(step.groupId === null ? [] : [step.groupId]));
    if (step.price >= before.price) return { code: "step_not_lower", level: step.level };
  }
  return null;
}

export interface Take {
  readonly lotId: string;
  readonly quantity: number;
}

/** Takes a quantity from lots in their order, each down to what is left of it; null when they do not have it together. */
export function takeFrom(lots: readonly { readonly lotId: string; readonly left: number }[], quantity: number): Take[] | null {
  const takes: Take[] = [];
  let wanted = quantity;
  for (const { lotId, left } of lots) {
    const taken = Math.min(Math.max(0, left), wanted);
    if (taken > 0) takes.push({ lotId, quantity: taken });
    wanted -= taken;
    if (wanted === 0) return takes;
  }
  return null;
}

/**
 * Shares what is there among claims that ask for more: each gets the whole part of claim × available / Σ claims, and what is left
 * over goes one by one to the largest fractions, at equal fractions to the earlier claim. Nobody gets more than he asked for, and
 * everything that is there is given. Claims are integers > 0, available an integer ≥ 0; products stay exact in BigInt.
 */
export function cutFairly(claims: readonly number[], available: number): number[] {
  const total = claims.reduce((sum, claim) => sum + claim, 0);
  if (total <= available) return [...claims];
  const whole = claims.map((claim) => Number((BigInt(claim) * BigInt(available)) / BigInt(total)));
  const fraction = claims.map((claim) => (BigInt(claim) * BigInt(available)) % BigInt(total));
  const order = claims.map((_claim, index) => index).toSorted((a, b) => (fraction[a]! === fraction[b]! ? a - b : fraction[a]! > fraction[b]! ? -1 : 1));
  let rest = available - whole.reduce((sum, one) => sum + one, 0);
  for (const index of order) {
    if (rest === 0) break;
    whole[index]! += 1;
    rest -= 1;
  }
  return whole;
}

/** How much of a lot may be sold before the clock. */
export const presaleQuantity = (lot: number, share: number): number => Math.floor((lot * share) / 100);

export interface PresaleHours {
  /** Minutes from 00:00 of the day of sale, local time; negative is the day before. */
  readonly opens: number;
  readonly closes: number;
}

/** The window of a presale for a day of sale, as instants in milliseconds since 1970. */
export function presaleWindow(saleDay: string, hours: PresaleHours, utcOffsetMinutes: number): { readonly from: number; readonly until: number } {
  const midnight = daysBetween("1970-01-01", saleDay) * 86_400_000 - utcOffsetMinutes * 60_000;
  return { from: midnight + hours.opens * 60_000, until: midnight + hours.closes * 60_000 };
}

/** When a business day begins, in milliseconds since 1970: at the market's cut-over hour; what is for a day lasts until the next one begins. */
export const dayBegins = (day: string, { utcOffsetMinutes, cutoverHour }: { readonly utcOffsetMinutes: number; readonly cutoverHour: number }): number =>
  presaleWindow(day, { opens: cutoverHour * 60, closes: cutoverHour * 60 }, utcOffsetMinutes).from;

/** Where an order stands, from where its lines stand: it is as far as the line that is least far. */
export function purchaseState(lines: readonly { readonly state: PurchaseLineState; readonly cut: number }[]): PurchaseState {
  const some = (state: PurchaseLineState): boolean => lines.some((line) => line.state === state);
  if (some("reserved")) return "cart";
  if (some("placed")) return "placed";
  if (some("confirmed")) return "confirmed";
  if (lines.some((line) => line.cut > 0)) return "short";
  if (some("booked")) return "booked";
  return some("expired") ? "expired" : "cancelled";
}

export const readQuantity = (text: string, unit: string, packing: Readonly<Record<string, number>>, least = 1): WrittenQuantity =>
  readWritten(text, unit, packing, { least, most: MAX_QUANTITY });

export interface Rung extends PriceStep {
  /** Sales units from which it counts. */
  readonly from: number;
}

/** The prices of a line as one buyer meets them: what the first unit costs, and each quantity from which it gets cheaper. */
export function ladder(base: number, steps: readonly PriceStep[], packing: Readonly<Record<string, number>>, groups: ReadonlySet<string>): { readonly price: number; readonly rungs: readonly Rung[] } {
  const price = priceFor(base, steps, packing, 1, groups).price;
  const froms = [...new Set(steps.flatMap((step) => levelFrom(step.level, packing) ?? []))].toSorted((a, b) => a - b);
  const rungs: Rung[] = [];
  let before = price;
  for (const from of froms) {
    const best = priceFor(base, steps, packing, from, groups);
    if (best.price >= before) continue;
    before = best.price;
    rungs.push({ level: best.level, from, price: best.price, groupId: null });
  }
  return { price, rungs };
}
