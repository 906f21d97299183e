import { createChance, normal, whole } from "../../engines/clock/chance.ts";
import { currencyDecimals, type Currency } from "../../engines/fees/money.ts";
import { calendar } from "../../kernel/calendar/contract.ts";
import type { ItemView } from "../../kernel/catalogue/contract.ts";
import { ledger } from "../../kernel/ledger/contract.ts";
import { lots as lotContract } from "../../kernel/lots/contract.ts";
import { AS_SYSTEM, Runtime } from "../../kernel/machinery/runtime.ts";
import { MAX_MARKS, settlement } from "./contract.ts";
import type { TermFigures } from "./money-views.ts";

const lotActions = lotContract.actions;

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

export interface PastTrade {
  readonly growers: readonly string[];
  readonly buyers: readonly string[];
  readonly items: readonly ItemView[];
  /** How many business days before today; the last of them is closed but not yet paid. */
  readonly days: number;
  readonly salesPerDay: number;
  readonly seed: number;
}

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const SALE_EVERY_MS = 40_000;
const GRADE_FACTOR = { A: 1, B: 0.78 } as const;
/** Four growers bring grade A, so that this line may be shown; the one with grade B shows what is withheld. */
const LOT_GRADES = ["A", "A", "A", "A", "B"] as const;
/** Sold by list and by offer, not on a clock: no session is invented that nobody can replay. */
const PAST_CHANNELS = ["catalogue", "offer", "presale"] as const;

/**
 * Plants some days of trade before today, each with its lots, sales and close, so that a demonstration has statements,
 * bills and prices to compare. Every step goes through the actions, in a market whose clock stands on that day.
 */
export async function seedPastTrade(runtime: Runtime, { growers, buyers, items, days, salesPerDay, seed }: PastTrade): Promise<number> {
  const chance = createChance(seed);
  const { currency } = await runtime.market();
  const minor = currencyDecimals(currency as Currency) === 0 ? 10 : 100;
  const goods = items.filter((_, index) => index % 4 === 0).slice(0, 8).map((item) => ({ item, yuan: whole(chance, 8, 60) }));
  let sold = 0;
  for (let back = days; back >= 1; back--) {
    const clock = { now: new Date(Math.floor(runtime.world.now().getTime() / DAY_MS) * DAY_MS - back * DAY_MS + 2 * HOUR_MS) };
    const then = new Runtime(runtime.db, runtime.modules, { now: () => clock.now, random: (bytes) => runtime.world.random(bytes) });
    const { businessDate } = await then.call(calendar.actions.today, {}, AS_SYSTEM);
    // A day that was planted and closed before is not planted again.
    const before = await then.call(settlement.actions.dayOverview, { businessDate, itemLimit: 0 }, AS_SYSTEM);
    if (before.day !== null && before.day.state !== "open") continue;
    const lots: { id: string; price: number }[] = [];
    for (const { item, yuan } of goods) {
      const drift = 1 + normal(chance, 0, 0.05);
      const from = whole(chance, 0, growers.length - 1);
      for (const [n, grade] of LOT_GRADES.entries()) {
        const grower = growers[(from + n) % growers.length]!;
        const lot = await then.call(lotActions.create, { itemId: item.id, growerId: grower, declared: 400, note: "演示" }, AS_SYSTEM);
        await then.call(lotActions.change, { lotId: lot.id, grade, status: "received" }, AS_SYSTEM);
        await then.call(lotActions.move, { lotId: lot.id, kind: "intake", quantity: 400, cause: "seed", causeId: "dock" }, AS_SYSTEM);
        lots.push({ id: lot.id, price: yuan * drift * GRADE_FACTOR[grade] });
      }
    }
    for (let n = 0; n < salesPerDay; n++) {
      clock.now = new Date(clock.now.getTime() + SALE_EVERY_MS);
      const lot = lots[n % lots.length]!;
      const yuan = Math.max(0.5, lot.price * (1 + normal(chance, 0, 0.08)));
      await then.call(settlement.actions.recordSale, {
        channel: PAST_CHANNELS[n % PAST_CHANNELS.length]!, lotId: lot.id, buyerId: buyers[whole(chance, 0, buyers.length - 1)]!, quantity: 4 * whole(chance, 1, 12), price: Math.round(yuan * 10) * (minor / 10),
        currency, fromHold: false, creditHeld: false, cause: "seed", causeId: `${lot.id}-${n}`,
      }, AS_SYSTEM);
      sold += 1;
    }
    clock.now = new Date(clock.now.getTime() + 8 * HOUR_MS);
    await closeAndPay(then, businessDate, back > 1);
  }
  return sold;
}

async function closeAndPay(then: Runtime, businessDate: string, paid: boolean): Promise<void> {
  const { actions } = settlement;
  const { day } = await then.call(actions.dayOverview, { businessDate, itemLimit: 0 }, AS_SYSTEM);
  if (day?.state === "open") await then.call(actions.closeDay, { businessDate, despiteHeldStock: true }, AS_SYSTEM);
  for (let state = "closing"; state === "closing"; ) ({ state } = await then.call(actions.closeStep, { businessDate }, AS_SYSTEM));
  if (!paid) return;
  for (const side of ["seller", "buyer"] as const) {
    const { papers } = await then.call(actions.papers, { businessDate, side, limit: 2_000 }, AS_SYSTEM);
    const due = papers.filter((paper) => paper.due > 0 && paper.state !== "paid").map((paper) => paper.id);
    for (let from = 0; from < due.length; from += MAX_MARKS) await then.call(actions.markPaid, { statementIds: due.slice(from, from + MAX_MARKS), reference: "演示" }, AS_SYSTEM);
  }
}

/**
 * Terms as a market has them: a cooperative that is paid the same day and may take an advance, a grower paid through a
 * licensed payer, a buyer who pays at the end of the month; corrections by two from 500.00 on. Made up, like the rest.
 */
export async function seedTerms(runtime: Runtime, { growers, buyers, on }: { readonly growers: readonly string[]; readonly buyers: readonly string[]; readonly on: string }): Promise<void> {
  const { currency } = await runtime.market();
  const hundredths = currencyDecimals(currency as Currency) === 0 ? 1 : 100;
  const set = (name: string, partyId: string | undefined, side: "seller" | "buyer", term: TermFigures): Promise<unknown> | undefined =>
    partyId === undefined ? undefined : runtime.call(settlement.actions.setTerm, { partyId, side, term, validFrom: on, reason: "演示" }, { ...AS_SYSTEM, key: `seed-term-${name}` });
  await set("advance", growers[0], "seller", { kind: "days", days: 0, counting: "calendar", way: "bank_file" });
  await set("split", growers[1], "seller", { kind: "days", days: 0, counting: "calendar", way: "split" });
  await set("week", growers[2], "seller", { kind: "days", days: 7, counting: "bank", way: "bank_file" });
  await set("month", buyers[0], "buyer", { kind: "month_end", days: 10, counting: "calendar", way: "bank_file" });
  await runtime.call(settlement.actions.setMoneyRules, { rules: { advanceShare: 600_000, advanceAfterMinutes: 1_440, correctionLimit: 500 * hundredths }, validFrom: on, reason: "演示" }, { ...AS_SYSTEM, key: "seed-money-rules" });
}
