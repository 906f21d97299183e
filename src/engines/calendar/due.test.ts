import { describe, expect, test } from "vitest";
import { ageOf, dueDay, isBankDay, nextBankDay, type PaymentTerm } from "./due.ts";

const term = (kind: PaymentTerm["kind"], days: number, counting: PaymentTerm["counting"]): PaymentTerm => ({ kind, days, counting });

describe("when an amount is due", () => {
  // 2026-11-27 is a Friday.
  test.each([
    ["T+0", term("days", 0, "calendar"), "2026-11-27", "2026-11-27"],
    ["T+1", term("days", 1, "calendar"), "2026-11-27", "2026-11-28"],
    ["T+1 bank days over a weekend", term("days", 1, "bank"), "2026-11-27", "2026-11-30"],
    ["T+0 bank days on a Sunday", term("days", 0, "bank"), "2026-11-29", "2026-11-30"],
    ["T+3 bank days", term("days", 3, "bank"), "2026-11-27", "2026-12-02"],
    ["end of month", term("month_end", 0, "calendar"), "2026-11-02", "2026-11-30"],
    ["end of month + 10", term("month_end", 10, "calendar"), "2026-12-31", "2027-01-10"],
    ["end of February in a leap year", term("month_end", 0, "calendar"), "2028-02-03", "2028-02-29"],
    ["end of month on a Sunday, bank days", term("month_end", 0, "bank"), "2026-05-04", "2026-06-01"],
    ["over the turn of the year", term("days", 1, "calendar"), "2026-12-31", "2027-01-01"],
  ] as const)("%s", (_name, agreed, from, due) => expect(dueDay(agreed, from)).toBe(due));

  test("holidays the market entered are no bank days, and a Saturday it entered as open is one", () => {
    const exceptions = new Map([["2026-10-01", false], ["2026-10-02", false], ["2026-10-10", true]]);
    expect(dueDay(term("days", 1, "bank"), "2026-09-30", exceptions)).toBe("2026-10-05");
    expect(isBankDay("2026-10-10", exceptions)).toBe(true);
    expect(nextBankDay("2026-10-09", exceptions)).toBe("2026-10-10");
  });

  test("nonsense is refused", () => {
    expect(() => dueDay(term("days", -1, "calendar"), "2026-11-27")).toThrow(RangeError);
    expect(() => dueDay(term("days", 366, "calendar"), "2026-11-27")).toThrow(RangeError);
    const closed = new Map(Array.from({ length: 90 }, (_, n) => [new Date(Date.UTC(2026, 10, 1 + n)).toISOString().slice(0, 10), false] as const));
    expect(() => nextBankDay("2026-11-02", closed)).toThrow(RangeError);
  });

  test.each([[-3, "not_due"], [0, "not_due"], [1, "upTo7"], [7, "upTo7"], [8, "upTo30"], [30, "upTo30"], [31, "older"]] as const)("%i days overdue is %s", (days, bucket) => expect(ageOf(days)).toBe(bucket));
});
