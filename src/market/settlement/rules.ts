import { computeFees, type FeeBasis, type FeeCharge, type FeeLine, type FeeSale } from "../../engines/fees/fees.ts";

export const SIDES = ["seller", "buyer"] as const;
/** Whose paper it is: a grower's statement or a buyer's bill. */
export type Side = (typeof SIDES)[number];

/** Whether the price passes through the market, or the buyer settles it with the seller himself. */
export const MONEY = ["market", "direct"] as const;
export type Money = (typeof MONEY)[number];

/** A sale as the fees see it, and whether its price passes through the market. */
export interface SettledSale extends FeeSale {
  readonly money: Money;
}

export const DAY_STATES = ["open", "closing", "closed", "paid"] as const;
export type DayState = (typeof DAY_STATES)[number];

/** A day only goes forward. What was closed is corrected on a later day. */
export const NEXT_STATE: Readonly<Record<DayState, DayState | null>> = { open: "closing", closing: "closed", closed: "paid", paid: null };

/** Fee lines of this family are crates and trays: they are kept apart on the paper and posted to the packaging account. */
const PACKAGING = "packaging";
export const isPackaging = (code: string): boolean => code === PACKAGING || code.startsWith(`${PACKAGING}_`);

/** A line of the dated fee sheet as the ledger tells it. */
export interface SheetFee {
  readonly id: string;
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  readonly payer: Side;
  readonly basis: FeeBasis;
  readonly value: number;
  readonly minMinor: number | null;
  readonly maxMinor: number | null;
  readonly channel: string | null;
  readonly currency: string;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly example: boolean;
}

/** An earlier day of which sales were taken back today: what stood before today, and what stands now. */
export interface Correction {
  readonly date: string;
  readonly sheet: readonly SheetFee[];
  readonly before: readonly SettledSale[];
  readonly after: readonly SettledSale[];
}

export interface PartyDay {
  readonly side: Side;
  readonly date: string;
  readonly sheet: readonly SheetFee[];
  /** Sales of the day that were not taken back on the same day. */
  readonly sales: readonly SettledSale[];
  /** Amounts outside sales, each as it changes this paper's total: what a seller gets, what a buyer pays. */
  readonly transfers: readonly number[];
  readonly corrections: readonly Correction[];
  /** What the party's last paper left below zero: zero or negative. */
  readonly carriedIn: number;
}

export interface ChargeLine {
  readonly fee: SheetFee;
  /** The earlier day that is corrected, or null. */
  readonly corrects: string | null;
  readonly account: "fee" | "packaging";
  readonly gross: number;
  readonly units: number;
  readonly lots: number;
  readonly transactions: number;
  readonly basisAmount: number;
  readonly computed: number;
  readonly limited: FeeCharge["limit"];
  /** What the line comes to, what it had come to before the correction, and the difference that is charged or given back. */
  readonly charged: number;
  readonly was: number;
  readonly amount: number;
}

export interface PartyResult {
  readonly sales: number;
  readonly quantity: number;
  readonly gross: number;
  readonly corrections: number;
  readonly corrected: number;
  /** The part of gross and corrected that the two settle between themselves. */
  readonly direct: number;
  readonly transfers: number;
  readonly charges: readonly ChargeLine[];
  readonly fees: number;
  readonly packaging: number;
  readonly total: number;
  readonly due: number;
  readonly carriedOut: number;
}

/**
 * What one party's day comes to.
 *
 * seller: total = gross + corrected − direct + transfers − fees − packaging; buyer: total = gross + corrected − direct + transfers + fees + packaging.
 * due = max(0, total + carriedIn), and what is below zero is carried to the party's next paper.
 * A sale taken back on an earlier day's account changes that day's fees: they are computed again without it, on the fee
 * sheet that day was closed with, and the difference per line is charged or given back here.
 */
export function settleParty(party: PartyDay): PartyResult {
  const charges = [
    ...chargesOf(party.sheet, party.sales, party).map((charge) => lineOf(charge, null, 0)),
    ...party.corrections.flatMap((correction) => correctionLines(correction, party.side)),
  ];
  const gross = sum(party.sales, (sale) => sale.grossMinor);
  const corrected = sum(party.corrections, ({ before, after }) => sum(after, (sale) => sale.grossMinor) - sum(before, (sale) => sale.grossMinor));
  const direct = sum(party.sales, directOf) + sum(party.corrections, ({ before, after }) => sum(after, directOf) - sum(before, directOf));
  const transfers = sum(party.transfers, (amount) => amount);
  const through = safe(gross + corrected - direct + transfers);
  const fees = sum(charges.filter((line) => line.account === "fee"), (line) => line.amount);
  const packaging = sum(charges.filter((line) => line.account === "packaging"), (line) => line.amount);
  const total = safe(party.side === "seller" ? through - fees - packaging : through + fees + packaging);
  const open = safe(total + party.carriedIn);
  return {
    sales: party.sales.length, quantity: sum(party.sales, (sale) => sale.quantity), gross,
    corrections: sum(party.corrections, ({ before, after }) => before.length - after.length), corrected, direct, transfers,
    charges, fees, packaging, total, due: Math.max(0, open), carriedOut: Math.min(0, open),
  };
}

const directOf = (sale: SettledSale): number => (sale.money === "direct" ? sale.grossMinor : 0);

type NamedCharge = FeeCharge & { readonly fee: SheetFee };

function chargesOf(sheet: readonly SheetFee[], sales: readonly FeeSale[], at: { readonly date: string; readonly side: Side }): NamedCharge[] {
  if (sales.length === 0) return [];
  const named = new Map(sheet.map((fee) => [engineLine(fee), fee] as const));
  return computeFees([...named.keys()], sales, { date: at.date, payer: at.side }).map((charge) => ({ ...charge, fee: named.get(charge.line)! }));
}

function correctionLines({ date, sheet, before, after }: Correction, side: Side): ChargeLine[] {
  const was = new Map(chargesOf(sheet, before, { date, side }).map((charge) => [charge.fee.id, charge]));
  const now = new Map(chargesOf(sheet, after, { date, side }).map((charge) => [charge.fee.id, charge]));
  return sheet.flatMap((fee) => {
    const [old, fresh] = [was.get(fee.id), now.get(fee.id)];
    if (old === undefined && fresh === undefined) return [];
    if (fresh !== undefined) return [lineOf(fresh, date, old?.amountMinor ?? 0)];
    const nothing = { gross: 0, units: 0, lots: 0, transactions: 0, basisAmount: 0, computed: 0, limited: "none" as const, charged: 0 };
    const paid = old?.amountMinor ?? 0;
    return [{ fee, corrects: date, account: accountOf(fee), ...nothing, was: paid, amount: 0 - paid }];
  });
}

const lineOf = (charge: NamedCharge, corrects: string | null, was: number): ChargeLine => ({
  fee: charge.fee, corrects, account: accountOf(charge.fee), gross: charge.grossMinor, units: charge.units, lots: charge.lots, transactions: charge.transactions,
  basisAmount: charge.basisAmount, computed: charge.computedMinor, limited: charge.limit, charged: charge.amountMinor, was, amount: charge.amountMinor - was,
});

const accountOf = (fee: SheetFee): "fee" | "packaging" => (isPackaging(fee.code) ? "packaging" : "fee");

const engineLine = (fee: SheetFee): FeeLine => ({
  code: fee.code, payer: fee.payer, basis: fee.basis, rateOrAmount: fee.value, minMinor: fee.minMinor ?? undefined, maxMinor: fee.maxMinor ?? undefined,
  appliesTo: { channel: fee.channel ?? undefined }, validFrom: fee.validFrom, validTo: fee.validTo ?? undefined, isExample: fee.example,
});

/** Sums and differences of money stay exact or stop: a rounded statement must never be written. */
function safe(value: number): number {
  if (!Number.isSafeInteger(value)) throw new RangeError(`an amount of ${value} is beyond exact integers`);
  return value;
}
const sum = <T>(items: readonly T[], pick: (item: T) => number): number => items.reduce((total, item) => safe(total + pick(item)), 0);

export interface AdvanceFacts {
  /** Booked through the market today and not taken back: what is past the waiting time, and what is fresh. */
  readonly whole: number;
  readonly fresh: number;
  /** The part of the fresh sales that may be advanced, in millionths. */
  readonly share: number;
  /** What the day's paper takes off so far: fees, packaging, transfers to pay, what was carried in. Advances do not count here. */
  readonly costs: number;
  readonly advanced: number;
}

/**
 * The most that may still be advanced: whole + ⌊fresh × share ÷ 1,000,000⌋ − costs − what was advanced. Rounded down, so that
 * it never exceeds the share; never below zero; and never more than what is booked.
 */
export function mostAdvance({ whole, fresh, share, costs, advanced }: AdvanceFacts): number {
  const part = Number((BigInt(fresh) * BigInt(share)) / 1_000_000n);
  return Math.max(0, Math.min(safe(whole + part - costs - advanced), safe(whole + fresh - advanced)));
}

/** Shows the last four digits only; the full number stands in the bank's file alone. */
export const maskAccount = (account: string): string => `${"•".repeat(Math.max(0, Math.min(8, account.length - 4)))}${account.slice(-4)}`;

/** A rate is written in millionths; a hundredth of a hundred is ten thousand of them. */
const MILLIONTHS_IN_PERCENT = 10_000;
export const percent = (millionths: number): string => `${millionths / MILLIONTHS_IN_PERCENT}%`;
