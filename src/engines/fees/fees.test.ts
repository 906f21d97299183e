import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { computeFees, feeLineFaults, feeLinesFor, totalFees } from "./fees.ts";
import type { FeeLine, FeeSale } from "./fees.ts";

const seed = Number(process.env["SEED"] ?? 20260602);
console.log(`fee properties: seed ${seed}`);

const base = { payer: "seller", appliesTo: {}, validFrom: "2026-01-01", isExample: true } as const;
const commission: FeeLine = { ...base, code: "commission", basis: "rate_on_gross", rateOrAmount: 30_000 };
const orchidCommission: FeeLine = { ...commission, rateOrAmount: 20_000, appliesTo: { speciesId: "phalaenopsis" } };
const clockCommission: FeeLine = { ...commission, rateOrAmount: 25_000, appliesTo: { channel: "clock" } };
const sheet: FeeLine[] = [
  commission,
  orchidCommission,
  { ...base, code: "trolley", basis: "per_lot", rateOrAmount: 150 },
  { ...base, code: "label", basis: "per_unit", rateOrAmount: 2 },
  { ...base, code: "message", basis: "per_transaction", rateOrAmount: 10 },
  { ...base, code: "pitch", basis: "per_day", rateOrAmount: 500 },
  { ...base, code: "buyer-levy", payer: "buyer", basis: "rate_on_gross", rateOrAmount: 5_000 },
];
const sale = (over: Partial<FeeSale>): FeeSale => ({
  lotId: "L1", channel: "clock", speciesId: "anthurium", quantity: 10, grossMinor: 21_050, ...over,
});
const day = { date: "2026-06-01", payer: "seller" } as const;

const rate = (lines: FeeLine[], over: Partial<FeeSale>) => computeFees(lines, [sale(over)], day)[0]?.line.rateOrAmount;

describe("the fees of one grower's day", () => {
  test("every line shows the figure it was formed from", () => {
    const sales = [sale({}), sale({ grossMinor: 12_345, quantity: 6 }), sale({ lotId: "L2", speciesId: "phalaenopsis", grossMinor: 99_975, quantity: 50 })];
    const charges = computeFees(sheet, sales, day);
    expect(charges.map((c) => [c.line.code, c.basisAmount, c.amountMinor])).toEqual([
      ["commission", 33_395, 1_002],
      ["commission", 99_975, 2_000],
      ["trolley", 2, 300],
      ["label", 66, 132],
      ["message", 3, 30],
      ["pitch", 1, 500],
    ]);
    expect(totalFees(charges)).toBe(3_964);
    expect(charges[1]).toMatchObject({ grossMinor: 99_975, units: 50, lots: 1, transactions: 1, computedMinor: 2_000, limit: "none" });
  });

  test("3 % of 16.50 yuan is 49.5 fen, booked as 50", () => {
    expect(computeFees([commission], [sale({ grossMinor: 1_650 })], day)[0]?.amountMinor).toBe(50);
    expect(computeFees([commission], [sale({ grossMinor: 1_649 })], day)[0]?.amountMinor).toBe(49);
  });

  test("the rate is applied once to the day, not sale by sale", () => {
    const tenSmallSales = Array.from({ length: 10 }, () => sale({ grossMinor: 15 }));
    expect(computeFees([commission], tenSmallSales, day)[0]?.amountMinor).toBe(5);
  });

  test("minimum and maximum bound the amount and say so; a day without sales pays nothing", () => {
    const bounded: FeeLine = { ...commission, minMinor: 100, maxMinor: 5_000 };
    const amount = (grossMinor: number) => computeFees([bounded], [sale({ grossMinor })], day)[0];
    expect(amount(10)).toMatchObject({ computedMinor: 0, amountMinor: 100, limit: "min" });
    expect(amount(100_000)).toMatchObject({ amountMinor: 3_000, limit: "none" });
    expect(amount(10_000_000)).toMatchObject({ computedMinor: 300_000, amountMinor: 5_000, limit: "max" });
    expect(computeFees([bounded], [], day)).toEqual([]);
  });

  test("a gross of 9e13 fen keeps every fen", () => {
    const charge = computeFees([{ ...commission, rateOrAmount: 33_333 }], [sale({ grossMinor: 90_000_000_000_011 })], day)[0];
    expect(charge?.amountMinor).toBe(2_999_970_000_000);
    expect(() => computeFees([commission], Array.from({ length: 200 }, () => sale({ grossMinor: 9e13 })), day)).toThrow("gross of the day");
  });
});

describe("which line of the sheet counts", () => {
  test("a line counts on its first and its last day, not before and not after", () => {
    const summer: FeeLine = { ...commission, validFrom: "2026-06-01", validTo: "2026-06-30" };
    const on = (date: string) => feeLinesFor([summer], { date, payer: "seller" }).length;
    expect([on("2026-05-31"), on("2026-06-01"), on("2026-06-30"), on("2026-07-01")]).toEqual([0, 1, 1, 0]);
  });

  test("role and channel select", () => {
    expect(feeLinesFor(sheet, { ...day, payer: "buyer" }).map((l) => l.code)).toEqual(["buyer-levy"]);
    const codes = (channel: string) => feeLinesFor([commission, clockCommission], { ...day, channel }).map((l) => l.rateOrAmount);
    expect([codes("clock"), codes("stall")]).toEqual([[30_000, 25_000], [30_000]]);
  });

  test("species beats channel beats general; a newer line replaces an older one of the same reach", () => {
    const lines = [commission, clockCommission, orchidCommission];
    expect(rate(lines, { channel: "stall" })).toBe(30_000);
    expect(rate(lines, { channel: "clock" })).toBe(25_000);
    expect(rate(lines, { channel: "clock", speciesId: "phalaenopsis" })).toBe(20_000);
    expect(rate([{ ...commission, rateOrAmount: 28_000, validFrom: "2026-03-01" }, commission], {})).toBe(28_000);
  });

  test("two equal lines are refused by name instead of charging one at random", () => {
    expect(() => computeFees([commission, { ...commission, rateOrAmount: 1 }], [sale({})], day)).toThrow("two lines of fee commission");
  });

  test("a faulty line and a faulty sale are named", () => {
    expect(feeLineFaults({ ...commission, rateOrAmount: 1_000_001, minMinor: 9, maxMinor: 8, validTo: "2025-01-01" })).toHaveLength(3);
    expect(feeLineFaults(commission)).toEqual([]);
    expect(() => computeFees([{ ...commission, rateOrAmount: 0.5 }], [sale({})], day)).toThrow("rateOrAmount");
    expect(() => computeFees([commission], [sale({ quantity: 0 })], day)).toThrow("lot L1: quantity");
  });
});

test("any day of sales: the charge is recomputable from its own basis, lies within its limits and ignores the order of sales", () => {
  const anySale = fc.record({
    lotId: fc.constantFrom("L1", "L2", "L3"),
    channel: fc.constantFrom("clock", "stall"),
    speciesId: fc.constantFrom("phalaenopsis", "anthurium"),
    quantity: fc.integer({ min: 1, max: 10_000 }),
    grossMinor: fc.nat({ max: 9_000_000_000 }),
  });
  const lines = [...sheet, clockCommission].map((line) => ({ ...line, minMinor: 100, maxMinor: 1_000_000 }));
  fc.assert(
    fc.property(fc.array(anySale, { maxLength: 30 }), (sales) => {
      const charges = computeFees(lines, sales, day);
      for (const c of charges) {
        const exact = BigInt(c.basisAmount) * BigInt(c.line.rateOrAmount);
        const minor = c.line.basis === "rate_on_gross" ? Number((exact + 500_000n) / 1_000_000n) : Number(exact);
        expect(c.computedMinor).toBe(minor);
        expect(c.amountMinor).toBe(Math.min(1_000_000, Math.max(100, minor)));
      }
      const gross = sales.reduce((acc, s) => acc + s.grossMinor, 0);
      const charged = charges.filter((c) => c.line.code === "commission").reduce((acc, c) => acc + c.grossMinor, 0);
      expect(charged).toBe(gross);
      expect(computeFees(lines, sales.toReversed(), day)).toEqual(charges);
    }),
    { seed },
  );
});
