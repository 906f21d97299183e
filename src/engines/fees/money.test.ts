import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CURRENCIES, formatMoney, parseMoney } from "./money.ts";
import type { Currency } from "./money.ts";

const seed = Number(process.env["SEED"] ?? 20260603);
console.log(`money properties: seed ${seed}`);

function minor(text: string, currency?: Currency): number | string {
  const parsed = parseMoney(text, currency);
  return parsed.ok ? parsed.minor : parsed.fault;
}

describe("money on paper", () => {
  test("each currency in its own decimals", () => {
    expect(formatMoney(123_450, "CNY")).toBe("¥1,234.50");
    expect(formatMoney(5, "CNY")).toBe("¥0.05");
    expect(formatMoney(-123_456_789, "CNY")).toBe("-¥1,234,567.89");
    expect(formatMoney(123_456, "CNY", "zh", "word")).toBe("1,234.56元");
    expect(formatMoney(123_456, "CNY", "en", "word")).toBe("CNY 1,234.56");
    expect(formatMoney(123_456, "CNY", "zh", "plain")).toBe("1234.56");
    expect(formatMoney(-123_456, "CNY", "zh", "bare")).toBe("-1,234.56");
    expect(formatMoney(4_083, "KRW")).toBe("₩4,083");
    expect(formatMoney(1_250, "TWD")).toBe("NT$12.50");
    expect(formatMoney(800, "JPY")).toBe("JP¥800");
    expect(() => formatMoney(1.5, "CNY")).toThrow("safe integer");
  });
});

describe("money as people type it", () => {
  test.each([
    ["¥1,234.5", 123_450], ["￥１，２３４．５", 123_450], ["18", 1_800], ["18元", 1_800], ["18.50 块", 1_850], ["RMB 3", 300],
    [".5", 50], ["5.", 500], ["1.2万", 1_200_000], ["1.23456万元", 1_234_560], ["0.5亿", 5_000_000_000], ["7.10000", 710],
  ])("%s is %i fen", (text, fen) => expect(minor(text)).toBe(fen));

  test.each([
    ["", "empty"], ["　", "empty"], ["¥", "not_a_number"], ["十八", "not_a_number"], ["1.2.3", "not_a_number"], ["0x10", "not_a_number"], ["1e5", "not_a_number"],
    ["1,23", "misplaced_separator"], ["12,3456", "misplaced_separator"], ["1.005", "too_many_decimals"], ["1.23456789万", "too_many_decimals"],
    ["₩500", "wrong_currency"], ["NT$5", "wrong_currency"], ["-3", "negative"], ["99999999999999999", "too_large"],
  ])("%s is refused as %s", (text, fault) => expect(minor(text)).toBe(fault));

  test("the message repeats what was typed and says how to mend it", () => {
    expect(parseMoney("1,5")).toMatchObject({ message: expect.stringMatching(/"1,5".*point for decimals/) });
  });

  test("won and yen have no decimals, and a negative correction may be allowed", () => {
    expect([minor("4,083", "KRW"), minor("40.5", "KRW"), minor("¥800", "JPY"), minor("12.5", "TWD")]).toEqual([4_083, "too_many_decimals", 800, 1_250]);
    expect(parseMoney("-3.20", "CNY", { allowNegative: true })).toEqual({ ok: true, minor: -320 });
  });

  test("what was formatted is read back unchanged", () => {
    const style = fc.constantFrom("symbol" as const, "word" as const, "bare" as const, "plain" as const);
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.constantFrom(...CURRENCIES), style, fc.constantFrom("zh" as const, "en" as const), (n, currency, s, locale) => {
        expect(parseMoney(formatMoney(n, currency, locale, s), currency, { allowNegative: true })).toEqual({ ok: true, minor: n === 0 ? 0 : n });
      }),
      { seed },
    );
  });
});
