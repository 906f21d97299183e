import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { ROUNDING_PLACES } from "../../src/engines/fees/rounding-places.ts";
import { allocateProportionally } from "../../src/engines/fees/rounding.ts";
import { computeFees, type FeeLine } from "../../src/engines/fees/fees.ts";
import { parseMoney } from "../../src/engines/fees/money.ts";
import { money } from "../../src/engines/table/figure-columns.ts";
import { normalisePrice } from "../../src/engines/units/price.ts";
import { conversionTable } from "../../src/engines/units/units.ts";
import { sheetLine } from "../../src/engines/price-sheet/price-sheet.ts";
import { contractPrice, type PriceFormula } from "../../src/engines/contract-price/contract-price.ts";
import { commissionOf, rebateOf } from "../../src/market/agents/rules.ts";
import { bandOf, penaltyOf } from "../../src/market/contracts/rules.ts";
import { pricedDown, ratesOf } from "../../src/market/loss/rules.ts";
import { lossRate } from "../../src/market/packaging/rules.ts";
import { regradeRefund, shareOf } from "../../src/market/claims/rules.ts";
import { defaultFloor, proposeStart } from "../../src/market/clock/rules.ts";
import { cutFairly, presaleQuantity } from "../../src/market/offers/rules.ts";
import { mostAdvance, settleParty, type SettledSale, type SheetFee } from "../../src/market/settlement/rules.ts";
import { piecesOf, potsOf, priceLine, restOf } from "../../src/market/stall/rules.ts";

const DAY = "2026-11-27";
const line = (rateOrAmount: number, more: Partial<FeeLine> = {}): FeeLine => ({ code: "c", payer: "seller", basis: "rate_on_gross", rateOrAmount, appliesTo: {}, validFrom: DAY, isExample: false, ...more });
const fee = (gross: number[], rate: number, more: Partial<FeeLine> = {}): number =>
  computeFees([line(rate, more)], gross.map((grossMinor, n) => ({ lotId: String(n), channel: "clock", speciesId: "", quantity: 1, grossMinor })), { date: DAY, payer: "seller" })[0]?.amountMinor ?? 0;
const sold = (grossMinor: number): SettledSale => ({ lotId: "l", channel: "clock", speciesId: "", quantity: 1, grossMinor, money: "market" });
const sheet: SheetFee[] = [{ id: "1", code: "c", zh: "费", en: "fee", payer: "seller", basis: "rate_on_gross", value: 500_000, minMinor: null, maxMinor: null, channel: null, currency: "CNY", validFrom: DAY, validTo: null, example: false }];
const context = { currency: "CNY", date1904: false, language: "zh" } as const;
const spikes = (): Parameters<typeof normalisePrice>[0] => {
  const made = conversionTable([{ larger: "bunch", smaller: "stem", count: 3 }]);
  if (!made.ok) throw new Error("the units contradict themselves");
  return made.value;
};

/** For each place, the figures at the border: what the code gives, and what the rule says. */
const BORDERS: Readonly<Record<(typeof ROUNDING_PLACES)[number]["code"], () => readonly (readonly [unknown, unknown])[]>> = {
  // 0.5 fen up, 0.4999… down; and once over the day: two sales of 0.5 fen each make 1 fen and not 2.
  fee_rate: () => [[fee([1], 500_000), 1], [fee([1], 499_999), 0], [fee([3], 500_000), 2], [fee([1, 1], 500_000), 1]],
  fee_limits: () => [[fee([1], 500_000, { minMinor: 1 }), 1], [fee([99], 500_000, { maxMinor: 49 }), 49], [fee([99], 500_000, { maxMinor: 50 }), 50], [fee([], 500_000, { minMinor: 100 }), 0]],
  fee_correction: () => {
    const [a, b] = [sold(1), sold(2)];
    const given = settleParty({ side: "seller", date: "2026-11-28", sheet: [], sales: [], transfers: [], carriedIn: 0, corrections: [{ date: DAY, sheet, before: [a, b], after: [b] }] });
    // 3 × 50 % = 1.5 → 2; 2 × 50 % = 1; the difference is −1, not −0.5.
    return [[given.charges.map(({ was, charged, amount }) => [was, charged, amount]), [[2, 1, -1]]]];
  },
  advance: () => [[mostAdvance({ whole: 0, fresh: 1, share: 999_999, costs: 0, advanced: 0 }), 0], [mostAdvance({ whole: 0, fresh: 3, share: 500_000, costs: 0, advanced: 0 }), 1]],
  stall_price: () => {
    const priced = (price: number, quantity: number) => priceLine({ unit: "stem", packing: { bunch: 2 } }, quantity, { price, per: "bunch", potPrice: null, lump: null });
    return [[priced(101, 1), { ok: true, goods: 51, pots: 0, total: 51 }], [priced(101, 3), { ok: true, goods: 152, pots: 0, total: 152 }], [priced(100, 1), { ok: true, goods: 50, pots: 0, total: 50 }]];
  },
  stall_lump: () => [[piecesOf(3, 100, [{ lotId: "l", free: 3 }]), [{ lotId: "l", quantity: 2, price: 33 }, { lotId: "l", quantity: 1, price: 34 }]]],
  stall_return: () => [[restOf(101, 2, 1), 51], [restOf(100, 3, 2), 33], [restOf(3, 3, 1), 2], [restOf(100, 3, 3), 0]],
  stall_pots: () => [[potsOf({ unit: "spike", packing: { pot: 2 } }, 3), 2], [potsOf({ unit: "spike", packing: { pot: 2 } }, 4), 2]],
  claim_regrade: () => [
    // 5 × 50 % = 2.5 → 3, so 2 a unit comes back; 5 × 49 % = 2.45 → 2, so 3.
    [regradeRefund({ units: 10, price: 5, sold: "A", grade: "B" }, { A: 100, B: 50, C: 1, D: 1, E: 1 }), 20], [regradeRefund({ units: 10, price: 5, sold: "A", grade: "B" }, { A: 100, B: 49, C: 1, D: 1, E: 1 }), 30],
  ],
  quality_share: () => [[shareOf(1, 3), 333_334], [shareOf(1, 100_000_000), 1], [shareOf(0, 5), 0]],
  presale_share: () => [[presaleQuantity(33, 50), 16], [presaleQuantity(199, 50), 99]],
  cut_fairly: () => [[cutFairly([1, 1, 1], 2), [1, 1, 0]], [cutFairly([5, 3], 4), [3, 1]]],
  split_amount: () => [[allocateProportionally(100, [1, 1, 1]), [34, 33, 33]], [allocateProportionally(-100, [1, 1, 1]), [-34, -33, -33]]],
  contract_price: () => {
    const price = (figures: number[], factorPpm: number, premium = 0, floor = 1, cap: number | null = null) => contractPrice(
      { basis: figures.length === 1 ? "day" : "mean", publications: figures.length, factorPpm, premium, floor, cap, missing: { rule: "base", base: 1 } } as PriceFormula,
      figures.map((mean, n) => ({ date: `2026-11-${String(27 - n).padStart(2, "0")}`, mean, complete: true, withheld: false })) as never, DAY, "2026-10-01").price;
    // (1 + 2) ÷ 2 × 1 = 1.5 → 2, once; a rounded mean of 2 times 0.5 would give 1, the exact 0.75 gives 1 too, 0.7 of 3 ÷ 2 is 1.05 → 1.
    return [[price([1, 2], 1_000_000), 2], [price([3, 4], 100_000), 1], [price([1], 500_000), 1], [price([1], 499_999, 5), 5], [price([100], 1_000_000, 0, 1, 99), 99]];
  },
  contract_band: () => [[bandOf(33, 10), { lower: 30, upper: 36 }], [bandOf(100, 10), { lower: 90, upper: 110 }]],
  contract_penalty: () => [[penaltyOf(1, 50, 1), 1], [penaltyOf(1, 49, 1), 0], [penaltyOf(3, 50, 1), 2]],
  agent_commission: () => {
    const rule = { tiers: [{ from: 0, ppm: 500_000 }], perUnit: 2, minimum: 0, cap: null };
    return [[commissionOf(rule, 1, 3).amount, 1 + 6], [commissionOf({ ...rule, minimum: 8 }, 1, 3).amount, 8], [commissionOf({ ...rule, cap: 6 }, 1, 3).amount, 6]];
  },
  agent_rebate: () => [[rebateOf({ tiers: [{ from: 0, ppm: 500_000 }] }, 1), 1], [rebateOf({ tiers: [{ from: 0, ppm: 499_999 }] }, 1), 0], [rebateOf({ tiers: [] }, 1_000), 0]],
  mark_down: () => [[pricedDown(5, 50), 3], [pricedDown(1, 99), 1], [pricedDown(101, 50), 51]],
  clearance_rate: () => [[ratesOf({ opening: 0, received: 3, sold: 2, lost: 0, downgraded: 0 }).clearance, 666_666]],
  loss_rate: () => [[ratesOf({ opening: 0, received: 3, sold: 2, lost: 1, downgraded: 0 }).loss, 333_334]],
  crate_loss: () => [[lossRate({ returned: 2, damaged: 0, lost: 1 }), 333_334]],
  unit_price: () => {
    const per = (minor: number) => normalisePrice(spikes(), { minor, per: "bunch", potExtra: false }, "stem");
    return [[per(100), expect.objectContaining({ value: expect.objectContaining({ minor: 33, exact: false }) as unknown })], [per(101), expect.objectContaining({ value: expect.objectContaining({ minor: 34 }) as unknown })]];
  },
  sheet_mean: () => [[sheetLine([{ price: 1, quantity: 1 }, { price: 2, quantity: 1 }], 0).prices?.mean.minor, 2], [sheetLine([{ price: 1, quantity: 2 }, { price: 2, quantity: 1 }], 0).prices?.mean.minor, 1]],
  clock_start: () => {
    const { startPrice, stepValue, median } = proposeStart([{ businessDate: DAY, grade: "A", price: 1_001, quantity: 1 }], "A", null);
    return [[startPrice !== null && startPrice % stepValue === 0 && median !== null && startPrice > median, true]];
  },
  clock_floor: () => [[defaultFloor(1), 1], [defaultFloor(1_000) * 1 <= 1_000, true], [Number.isInteger(defaultFloor(999)), true]],
  typed_money: () => [[parseMoney("1.005").ok, false], [parseMoney("1.00500").ok, false], [parseMoney("1.0500"), { ok: true, minor: 105 }]],
  sheet_money: () => [[money().read(3.3, context), expect.objectContaining({ value: 330 })], [money().read(0.1 + 0.2, context), expect.objectContaining({ value: 30 })], [money().read(1.005, context), expect.not.objectContaining({ value: 101 })]],
};

describe("every rounding rule that is stated", () => {
  test.each(ROUNDING_PLACES)("$code: $en", ({ code, file }) => {
    const borders = BORDERS[code]();
    expect(borders.length).toBeGreaterThan(0);
    for (const [given, expected] of borders) expect(given).toEqual(expected);
    expect(existsSync(new URL(`../../src/${file}`, import.meta.url)), `${file} is there`).toBe(true);
  });

  test("stands on the page that people read, in both languages", () => {
    const page = (name: string): string => readFileSync(new URL(`../../docs/guide/${name}`, import.meta.url), "utf8");
    const [zh, en] = [page("rounding.md"), page("rounding.en.md")];
    expect(ROUNDING_PLACES.filter((place) => !zh.includes(place.zh)).map(({ code }) => code)).toEqual([]);
    expect(ROUNDING_PLACES.filter((place) => !en.includes(place.en)).map(({ code }) => code)).toEqual([]);
  });
});
