import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatCount, formatMoney, moneyParts, parseMoney } from "./money.ts";

describe("money on screen is exact to the fen", () => {
  it("shows yuan with both fen digits, always", () => {
    expect(formatMoney(0)).toBe("¥0.00");
    expect(formatMoney(5)).toBe("¥0.05");
    expect(formatMoney(1850)).toBe("¥18.50");
    expect(formatMoney(123_456_789)).toBe("¥1,234,567.89");
    expect(formatMoney(-1205)).toBe("−¥12.05");
    expect(formatMoney(184_50, "CNY", { symbol: false })).toBe("184.50");
  });

  it("does not invent minor units a currency does not have", () => {
    expect(formatMoney(12_500, "KRW")).toBe("₩12,500");
    expect(moneyParts(12_500, "KRW").fraction).toBe("");
    expect(formatMoney(700, "XYZ")).toBe("XYZ 7.00");
  });

  it("stays exact where floating point would not", () => {
    expect(formatMoney(Number.MAX_SAFE_INTEGER)).toBe("¥90,071,992,547,409.91");
  });

  it("refuses to draw a number that is not money", () => {
    for (const wrong of [0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53]) expect(() => formatMoney(wrong)).toThrow(RangeError);
    expect(() => formatCount(1.5)).toThrow(RangeError);
  });

  it("reads what people type: full-width digits, commas, the sign, the word yuan", () => {
    expect(parseMoney("18.5")).toBe(1850);
    expect(parseMoney("１８．５０")).toBe(1850);
    expect(parseMoney("¥1,234.05元")).toBe(123_405);
    expect(parseMoney("18。5")).toBe(1850);
    expect(parseMoney("12500", "KRW")).toBe(12_500);
  });

  it("does not guess", () => {
    for (const typed of ["", "18.505", "1.2.3", "-5", "1e3", "1万", "abc", "."]) expect(parseMoney(typed)).toBeNull();
    expect(parseMoney("12.5", "KRW")).toBeNull();
  });

  it("reads back every amount it writes", () => {
    const seed = Number(process.env["SEED"] ?? 20261122);
    console.log(`seed ${seed}`);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999_999_999 }), fc.constantFrom("CNY", "KRW", "TWD", "USD", "EUR"), (minor, currency) => {
        expect(parseMoney(formatMoney(minor, currency), currency)).toBe(minor);
      }),
      { seed, numRuns: 500 },
    );
  });
});
