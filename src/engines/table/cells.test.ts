import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromDayNumber, toDayNumber } from "../calendar/day.ts";
import { letterOf, numberText, type Cell } from "./cell.ts";
import type { ColumnType, Given, TableContext } from "./column.ts";
import { dayOfSerial, serialOfDay } from "./days.ts";
import { bareQuantity, count, decimal, money, price, quantity, unit } from "./figure-columns.ts";
import { foldAll, foldLetters, foldTitle, tidy } from "./fold.ts";
import { choice, code, day, flag, text, uuid } from "./words-columns.ts";

const seed = Number(process.env["SEED"] ?? 20260105);
console.log(`cells: seed ${seed}`);

const CONTEXT: TableContext = { currency: "CNY", language: "zh", date1904: false };
const date = (value: number): Cell => ({ odd: "date", value, text: "" });
/** The value, or why there is none. */
function reads<T>(type: ColumnType<T>, cell: Cell, context: Partial<TableContext> = {}): T | string {
  const read = type.read(cell as Given, { ...CONTEXT, ...context });
  return read.ok ? read.value : read.reason;
}

describe("text as people type it", () => {
  test("full-width digits and letters become narrow, Chinese and its punctuation stay", () => {
    expect(foldLetters("ＶＩＰ１２号（大）")).toBe("VIP12号（大）");
    expect(foldAll("　Ａ－１２　（大）")).toBe("A-12 (大)");
    expect(foldTitle(" ＊数 量： ")).toBe("数量");
    expect(tidy("\ufeff\u200b 红掌\u00a0大\r\n二\u200e ")).toBe("红掌 大\n二");
  });

  test("a note keeps what was typed; a name does not keep its line breaks", () => {
    expect(reads(text({ asTyped: true }), "第一行\r\n２０２６")).toBe("第一行\n２０２６");
    expect(reads(text(), "  红掌 \n 粉冠军　１４cm")).toBe("红掌 粉冠军 14cm");
    expect(reads(text({ most: 3 }), "蝴蝶兰花")).toBe("too_long");
    expect(reads(text(), "bell\u0007")).toBe("bad_text");
    expect(reads(text(), 13_800_138_000)).toBe("13800138000");
    expect(reads(text(), date(46_027))).toBe("2026-01-05");
  });

  test("a code is never made of a date or of a number that has lost its end", () => {
    expect(reads(code({ upper: true }), " ｐhal－2 ")).toBe("PHAL-2");
    expect(reads(code(), 7)).toBe("7");
    expect(reads(code(), date(46_085))).toBe("became_date");
    expect(reads(code(), 6_228_480_012_345_678_000)).toBe("digits_lost");
    expect(reads(code({ pattern: /^[A-Z]+-\d+$/, example: "PHAL-2" }), "兰花")).toBe("bad_code");
    expect(reads(uuid(), "0193A5E0-0000-7000-8000-000000000001")).toBe("0193a5e0-0000-7000-8000-000000000001");
    expect(reads(uuid(), "0193")).toBe("bad_id");
  });

  test.each([["是", true], ["Ｙ", true], [1, true], ["√", true], [true, true], ["否", false], ["no", false], ["0", false], ["另算", true], ["也许", "bad_flag"], [2, "bad_flag"]])("%s is yes or no: %s", (cell, meaning) => expect(reads(flag({ yes: ["另算"] }), cell)).toBe(meaning));

  test("a choice is known by its code and by its word in both languages, and two choices never share a word", () => {
    const channel = choice({ clock: { zh: "拍卖钟", en: "clock", also: ["钟"] }, stall: { zh: "档口", en: "stall" } });
    expect(["拍卖钟", "Clock", "钟", " 档 口 ", "stall", "网上"].map((cell) => reads(channel, cell))).toEqual(["clock", "clock", "clock", "stall", "stall", "bad_choice"]);
    expect(channel.write("stall", { ...CONTEXT, language: "en" })).toBe("stall");
    expect(() => choice({ a: { zh: "甲", en: "x" }, b: { zh: "乙", en: "X" } })).toThrow(/means both/);
  });
});

describe("days", () => {
  test.each([
    "2026-01-05", "2026-1-5", "2026/1/5", "2026.1.5", "2026年1月5日", "２０２６年１月５日", "20260105", "2026-01-05 08:30:00", "2026-01-05T00:00:00", "115.01.05", "115/1/5", "民國115年1月5日", "中华民国115年1月5日", "1150105", "民國 115/01/05",
  ])("%s is 5 January 2026", (typed) => expect(reads(day(), typed)).toBe("2026-01-05"));

  test.each([
    ["1月5日", "bad_day"], ["明天", "bad_day"], ["2026-01", "bad_day"], ["26-01-05", "bad_day.two_digit_year"], ["1/5/2026", "bad_day.order"], ["2026-02-30", "bad_day.no_such_day"], ["2026-13-01", "bad_day.no_such_day"],
    // In another zone it may be another day here.
    ["2026-01-04T16:00:00Z", "bad_day"],
  ])("%s is refused as %s", (typed, reason) => expect(reads(day(), typed)).toBe(reason));

  test("day numbers of both calendars of Excel, a bare number that is one, and one that is a year", () => {
    expect(reads(day(), date(46_027))).toBe("2026-01-05");
    expect(reads(day(), date(46_027.75))).toBe("2026-01-05");
    expect(reads(day(), date(44_565), { date1904: true })).toBe("2026-01-05");
    expect(reads(day(), 46_027)).toBe("2026-01-05");
    expect(reads(day(), 20_260_105)).toBe("2026-01-05");
    expect(reads(day(), 2026)).toBe("bad_day");
    expect([1, 59, 61].map((serial) => dayOfSerial(serial, false))).toEqual(["1900-01-01", "1900-02-28", "1900-03-01"].map((found) => ({ ok: true, day: found })));
    expect(dayOfSerial(60, false)).toEqual({ ok: false, fault: "bad_day.no_such_day" });
  });

  test("every day written as a day number is the same day again", () => {
    const [first, last] = [toDayNumber("1900-01-01"), toDayNumber("2173-01-01")];
    fc.assert(fc.property(fc.integer({ min: first, max: last }).map(fromDayNumber), (one) => {
      expect(dayOfSerial(serialOfDay(one), false)).toEqual({ ok: true, day: one });
    }), { seed });
  });
});

describe("figures", () => {
  const parts = (cell: Cell): unknown => {
    const read = reads(quantity(), cell);
    return typeof read === "string" ? read : read.parts.map((part) => `${part.quantity} ${part.unit ?? "-"}`).join(", ");
  };
  test.each([
    ["1万盆", "10000 pot"], ["１２０", "120 -"], ["3,000 盆", "3000 pot"], ["2箱", "2 box"], ["2车1层", "2 trolley, 1 layer"], [120, "120 -"], ["1.5万", "15000 -"], ["十二", "12 -"], ["3件", "3 piece"],
    ["-5盆", "bad_quantity.negative"], [-5, "bad_quantity.negative"], ["（5）", "bad_quantity.negative"], [3.5, "bad_quantity.not_whole"], ["3筐", "bad_quantity.unknown_unit"], ["2车1", "bad_quantity.missing_unit"], ["很多", "bad_quantity.not_a_number"], [true, "bad_quantity.not_a_number"],
  ])("the quantity %s is %s", (cell, meaning) => expect(parts(cell)).toBe(meaning));

  test.each([["盆", "pot"], ["Boxes", "box"], ["台车", "trolley"], ["12盆", "bad_unit"], ["筐", "bad_unit"], ["", "bad_unit"], ["万", "bad_unit"], ["万盆", "bad_unit"]])("the unit %s is %s", (cell, meaning) => expect(reads(unit(), cell)).toBe(meaning));

  test.each([
    [3.3, 330], ["3.3", 330], ["3.30", 330], ["￥１，２３４．５", 123_450], ["1.2万", 1_200_000], [0.1 + 0.2, 30], [1e9, 100_000_000_000], ["3.305", "bad_money.too_many_decimals"], [3.305, "bad_money.too_many_decimals"], ["-3", "bad_money.negative"], [-0.01, "bad_money.negative"],
    ["(1,234.50)", "bad_money.negative"], ["1,23", "bad_money.misplaced_separator"], ["$3", "bad_money.not_a_number"], ["₩3", "bad_money.wrong_currency"], [date(46_027), "bad_money.not_a_number"], ["十八", "bad_money.not_a_number"], [1e20, "bad_money.too_large"],
  ])("the amount %s is %s", (cell, meaning) => expect(reads(money(), cell)).toBe(meaning));

  test("a price is above nothing; an amount may be below where the list says so; won have no decimals", () => {
    expect(reads(price(), 0)).toBe("bad_price.not_positive");
    expect(reads(money({ negative: true }), "（1,234.50）")).toBe(-123_450);
    expect(reads(money(), 3.5, { currency: "KRW" })).toBe("bad_money.too_many_decimals");
    expect(money().write(330, CONTEXT)).toEqual({ number: "3.30", format: "#,##0.00" });
    expect(money().write(3_300, { ...CONTEXT, currency: "KRW" })).toEqual({ number: "3300", format: "#,##0" });
  });

  test.each([["1,200", 1200], [12, 12], ["1.5万", 15_000], ["12.0", 12], ["1.5", "not_whole"], [-1, "too_small"], [101_000, "too_large"], ["12盆", "bad_number"], ["", "bad_number"]])("the count %s is %s", (cell, meaning) => expect(reads(count({ most: 100_000 }), cell)).toBe(meaning));

  test("a measure keeps its decimals, and not one more than its column", () => {
    expect(reads(decimal({ places: 1 }), "−12.5")).toBe(-12.5);
    expect(reads(decimal({ places: 1 }), 12.55)).toBe("too_many_decimals");
  });

  test("whatever is written is read back", () => {
    const written = <T>(type: ColumnType<T>, value: T): unknown => {
      const cell = type.write(value, CONTEXT);
      return reads(type, typeof cell !== "object" || cell === null ? cell : "day" in cell ? date(serialOfDay(cell.day)) : Number(cell.number));
    };
    fc.assert(fc.property(fc.integer({ min: 0, max: 9_000_000_000_000 }), fc.nat(), fc.boolean(), (minor, n, yes) => {
      expect(written(money(), minor)).toBe(minor);
      expect(written(quantity(), bareQuantity(n))).toEqual(bareQuantity(n));
      expect(written(quantity(), bareQuantity(n, "box"))).toEqual(bareQuantity(n, "box"));
      expect(written(count(), n)).toBe(n);
      expect(written(flag(), yes)).toBe(yes);
    }), { seed });
  });
});

test("columns have the letters and numbers the look they have in a spreadsheet", () => {
  expect([0, 25, 26, 51, 52, 701, 702].map(letterOf)).toEqual(["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
  expect([3.3, 0.1 + 0.2, 1e-7, -0, 123_456_789_012_345_680_000, 1.1 * 3].map(numberText)).toEqual(["3.3", "0.3", "0.0000001", "0", "123456789012346000000", "3.3"]);
});
