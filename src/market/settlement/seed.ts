import type { Currency } from "../../engines/fees/money.ts";
import { currencyDecimals } from "../../engines/fees/money.ts";
import { ledger } from "../../kernel/ledger/contract.ts";
import { AS_SYSTEM, type Runtime } from "../../kernel/machinery/runtime.ts";

/**
 * An example fee sheet: figures in the usual range of flower markets, made up, and marked so on every paper. Money
 * amounts are for a currency with two decimals and shrink for one without.
 */
export const EXAMPLE_FEES = [
  { code: "seller_commission", zh: "花农佣金", en: "Grower's commission", payer: "seller", basis: "rate_on_gross", value: 30_000, minMinor: null },
  { code: "seller_handling", zh: "上钟服务费", en: "Handling", payer: "seller", basis: "per_lot", value: 2_00, minMinor: null },
  { code: "packaging_crate", zh: "周转箱押金", en: "Crate deposit", payer: "seller", basis: "per_lot", value: 1_00, minMinor: null },
  { code: "buyer_commission", zh: "采购佣金", en: "Buyer's commission", payer: "buyer", basis: "rate_on_gross", value: 20_000, minMinor: 1_00 },
  { code: "buyer_transaction", zh: "成交手续费", en: "Transaction fee", payer: "buyer", basis: "per_transaction", value: 50, minMinor: null },
  { code: "buyer_day", zh: "席位日费", en: "Seat for the day", payer: "buyer", basis: "per_day", value: 5_00, minMinor: null },
] as const;

/** Adds the example fee sheet from a date on. Done once: a line that is there already is left as it is. */
export async function seedFees(runtime: Runtime, from: string): Promise<void> {
  const { currency } = await runtime.market();
  const { fees } = await runtime.call(ledger.actions.feeSheet, { on: from }, AS_SYSTEM);
  const there = new Set(fees.filter((fee) => fee.currency === currency).map((fee) => fee.code));
  // The amounts above are written in hundredths; a won has no hundredths.
  const whole = currencyDecimals(currency as Currency) === 0;
  const scaled = (value: number): number => (whole ? Math.round(value / 100) : value);
  for (const fee of EXAMPLE_FEES) {
    if (there.has(fee.code)) continue;
    await runtime.call(ledger.actions.addFee, {
      ...fee, value: fee.basis === "rate_on_gross" ? fee.value : scaled(fee.value), minMinor: fee.minMinor === null ? null : scaled(fee.minMinor), maxMinor: null,
      channel: null, currency, validFrom: from, validTo: null, example: true,
    }, AS_SYSTEM);
  }
}
