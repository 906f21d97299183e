/**
 * Fees of a trading day: which lines of the dated fee sheet apply, and what each comes to.
 *
 * The rule, so that a grower with a pocket calculator finds the same fen:
 *   1. A line is in force from `validFrom` to `validTo`, both included, by business date.
 *   2. Lines of one code are alternatives. Each sale is charged by the most specific line of the code that fits it:
 *      species and channel before species before channel before neither; of equals the one with the later `validFrom`.
 *   3. Amounts are formed once per line over the party's whole day, not per sale:
 *        rate_on_gross    Σ gross × rate / 1,000,000, rounded half up to the minor unit, once
 *        per_unit         Σ sales units × amount
 *        per_lot          number of different lots sold from or bought from × amount
 *        per_transaction  number of sales × amount
 *        per_day          amount, once, if the party has at least one sale that the line fits
 *   4. `minMinor` and `maxMinor` then bound that amount. A line that fits no sale charges nothing, not its minimum.
 *
 * Money is in minor units of one currency (fen for CNY). Integers only; a day's gross may reach 9e13.
 */
import { divideHalfUp, toSafeNumber } from "./rounding.ts";

export const RATE_SCALE = 1_000_000;

export const FEE_PAYERS = ["seller", "buyer"] as const;
export type FeePayer = (typeof FEE_PAYERS)[number];

export const FEE_BASES = ["rate_on_gross", "per_unit", "per_lot", "per_transaction", "per_day"] as const;
export type FeeBasis = (typeof FEE_BASES)[number];

/** One line of the dated fee sheet. */
export interface FeeLine {
  /** Lines that share a code are alternatives of one fee, e.g. "commission". */
  readonly code: string;
  readonly payer: FeePayer;
  readonly basis: FeeBasis;
  /** `rate_on_gross`: millionths (3 % = 30,000; at most 1,000,000). All others: minor units. Integer ≥ 0. */
  readonly rateOrAmount: number;
  readonly minMinor?: number | undefined;
  readonly maxMinor?: number | undefined;
  /** Left out means any. */
  readonly appliesTo: { readonly channel?: string | undefined; readonly speciesId?: string | undefined };
  /** First business date in force, YYYY-MM-DD. */
  readonly validFrom: string;
  /** Last business date in force; left out means until further notice. */
  readonly validTo?: string | undefined;
  /** Made-up figures of a demonstration carry this flag to every paper they are printed on. */
  readonly isExample: boolean;
}

/** One sale of the day, seen from the party that pays the fee. */
export interface FeeSale {
  readonly lotId: string;
  readonly channel: string;
  readonly speciesId: string;
  /** Sales units, integer > 0. */
  readonly quantity: number;
  /** Price × quantity in minor units, integer ≥ 0. */
  readonly grossMinor: number;
}

/** What a line came to, with everything needed to recompute it. */
export interface FeeCharge {
  readonly line: FeeLine;
  /** The sales this line was charged on. All four figures are given whatever the basis. */
  readonly grossMinor: number;
  readonly units: number;
  readonly lots: number;
  readonly transactions: number;
  /** The one of the figures above (or 1 for per_day) that the amount was formed from. */
  readonly basisAmount: number;
  /** After rounding, before minimum and maximum. */
  readonly computedMinor: number;
  readonly limit: "none" | "min" | "max";
  readonly amountMinor: number;
}

const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** Everything wrong with a fee line, in words; empty when it may be used. */
export function feeLineFaults(line: FeeLine): string[] {
  const faults: string[] = [];
  const amount = (value: number | undefined, name: string) => {
    if (value !== undefined && (!Number.isSafeInteger(value) || value < 0)) {
      faults.push(`${name} must be an integer of at least 0, got ${value}`);
    }
  };
  if (line.code === "") faults.push("code is empty");
  amount(line.rateOrAmount, "rateOrAmount");
  amount(line.minMinor, "minMinor");
  amount(line.maxMinor, "maxMinor");
  if (line.basis === "rate_on_gross" && line.rateOrAmount > RATE_SCALE) {
    faults.push(`a rate of ${line.rateOrAmount} millionths is more than the whole gross`);
  }
  if (line.minMinor !== undefined && line.maxMinor !== undefined && line.minMinor > line.maxMinor) {
    faults.push(`minMinor ${line.minMinor} is above maxMinor ${line.maxMinor}`);
  }
  if (!DATE.test(line.validFrom)) faults.push(`validFrom ${line.validFrom} is not YYYY-MM-DD`);
  if (line.validTo !== undefined && !DATE.test(line.validTo)) faults.push(`validTo ${line.validTo} is not YYYY-MM-DD`);
  if (line.validTo !== undefined && line.validTo < line.validFrom) {
    faults.push(`validTo ${line.validTo} is before validFrom ${line.validFrom}`);
  }
  return faults;
}

/** The lines of a sheet in force on a business date for a role and, if given, a channel. Sheet order is kept. */
export function feeLinesFor(
  sheet: readonly FeeLine[],
  at: { readonly date: string; readonly payer: FeePayer; readonly channel?: string | undefined },
): FeeLine[] {
  return sheet.filter(
    (line) =>
      line.payer === at.payer &&
      line.validFrom <= at.date &&
      (line.validTo === undefined || at.date <= line.validTo) &&
      (at.channel === undefined || line.appliesTo.channel === undefined || line.appliesTo.channel === at.channel),
  );
}

/**
 * The charges of one party in one role on one business date.
 *
 * Charges come in sheet order; lines that fit no sale are left out. Throws RangeError for a faulty line, a faulty sale,
 * or two lines of one code that fit the same sale equally well (the sheet does not say which one counts).
 */
export function computeFees(
  sheet: readonly FeeLine[],
  sales: readonly FeeSale[],
  at: { readonly date: string; readonly payer: FeePayer },
): FeeCharge[] {
  for (const sale of sales) assertSale(sale);
  const lines = feeLinesFor(sheet, at);
  for (const line of lines) {
    const faults = feeLineFaults(line);
    if (faults.length > 0) throw new RangeError(`fee line ${line.code}: ${faults.join("; ")}`);
  }
  const byCode = Map.groupBy(lines, (line) => line.code);
  const charged = new Map<FeeLine, FeeSale[]>();
  for (const alternatives of byCode.values()) {
    for (const sale of sales) {
      const line = mostSpecific(alternatives, sale);
      if (line === undefined) continue;
      const taken = charged.get(line);
      if (taken === undefined) charged.set(line, [sale]);
      else taken.push(sale);
    }
  }
  return lines.flatMap((line) => {
    const taken = charged.get(line);
    return taken === undefined ? [] : [chargeOf(line, taken)];
  });
}

/** Sum of the charges in minor units. */
export function totalFees(charges: readonly FeeCharge[]): number {
  return toSafeNumber(sum(charges, (charge) => charge.amountMinor), "total of the fees");
}

function assertSale(sale: FeeSale): void {
  if (!Number.isSafeInteger(sale.quantity) || sale.quantity <= 0) {
    throw new RangeError(`sale of lot ${sale.lotId}: quantity must be an integer above 0, got ${sale.quantity}`);
  }
  if (!Number.isSafeInteger(sale.grossMinor) || sale.grossMinor < 0) {
    throw new RangeError(`sale of lot ${sale.lotId}: grossMinor must be an integer of at least 0, got ${sale.grossMinor}`);
  }
}

function fits(line: FeeLine, sale: FeeSale): boolean {
  const { channel, speciesId } = line.appliesTo;
  return (channel === undefined || channel === sale.channel) && (speciesId === undefined || speciesId === sale.speciesId);
}

function specificity(line: FeeLine): number {
  return (line.appliesTo.speciesId === undefined ? 0 : 2) + (line.appliesTo.channel === undefined ? 0 : 1);
}

function mostSpecific(alternatives: readonly FeeLine[], sale: FeeSale): FeeLine | undefined {
  let best: FeeLine | undefined;
  let tied = false;
  for (const line of alternatives) {
    if (!fits(line, sale)) continue;
    const order =
      best === undefined
        ? 1
        : specificity(line) - specificity(best) || (line.validFrom === best.validFrom ? 0 : line.validFrom > best.validFrom ? 1 : -1);
    if (order > 0) {
      best = line;
      tied = false;
    } else if (order === 0) tied = true;
  }
  if (tied && best !== undefined) {
    throw new RangeError(
      `two lines of fee ${best.code} from ${best.validFrom} fit a sale of ${sale.speciesId} on channel ${sale.channel} equally well`,
    );
  }
  return best;
}

function sum<T>(items: readonly T[], pick: (item: T) => number): bigint {
  return items.reduce((acc, item) => acc + BigInt(pick(item)), 0n);
}

function chargeOf(line: FeeLine, sales: readonly FeeSale[]): FeeCharge {
  const grossMinor = toSafeNumber(sum(sales, (sale) => sale.grossMinor), "gross of the day");
  const units = toSafeNumber(sum(sales, (sale) => sale.quantity), "units of the day");
  const lots = new Set(sales.map((sale) => sale.lotId)).size;
  const transactions = sales.length;
  const basisAmount = { rate_on_gross: grossMinor, per_unit: units, per_lot: lots, per_transaction: transactions, per_day: 1 }[line.basis];
  const scale = line.basis === "rate_on_gross" ? RATE_SCALE : 1;
  const computed = divideHalfUp(BigInt(basisAmount) * BigInt(line.rateOrAmount), BigInt(scale));
  const computedMinor = toSafeNumber(computed, `fee ${line.code}`);
  let limit: FeeCharge["limit"] = "none";
  let amountMinor = computedMinor;
  if (line.minMinor !== undefined && amountMinor < line.minMinor) {
    amountMinor = line.minMinor;
    limit = "min";
  } else if (line.maxMinor !== undefined && amountMinor > line.maxMinor) {
    amountMinor = line.maxMinor;
    limit = "max";
  }
  return { line, grossMinor, units, lots, transactions, basisAmount, computedMinor, limit, amountMinor };
}
