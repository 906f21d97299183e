import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sumAccounts, totals, type Balance } from "./BalancesPage.tsx";
import { runUp } from "./EntriesPage.tsx";
import { parseRate } from "./FeeDialogs.tsx";

const balance = (account: string, partyId: string | null, amount: number, currency = "CNY"): Balance => ({ account, partyId, party: partyId, withId: null, with: null, currency, amount, postings: 1 });

describe("balances on screen", () => {
  const books = [balance("buyer_receivable", "lu", 300_00), balance("buyer_receivable", "jin", 120_00), balance("grower_payable", "wang", -410_00), balance("fee_income", null, -10_00), balance("clearing_in", null, 500, "KRW"), balance("buyer_receivable", "kim", -500, "KRW")];

  test("an account sums its parties, debits and credits apart", () => {
    expect(sumAccounts(books).find((one) => one.account === "buyer_receivable" && one.currency === "CNY")).toMatchObject({ parties: 2, debit: 420_00, credit: 0, amount: 420_00, postings: 2 });
    expect(sumAccounts(books).find((one) => one.account === "fee_income")).toMatchObject({ parties: 0, debit: 0, credit: -10_00 });
  });

  test("won and fen are never added to each other; each sums to zero by itself", () => {
    expect(totals(books)).toEqual([{ currency: "CNY", amount: 0 }, { currency: "KRW", amount: 0 }]);
    expect(totals([...books, balance("rounding", null, 1)])).toContainEqual({ currency: "CNY", amount: 1 });
  });

  test("the running sum of an account ends in its sum, however postings of other accounts stand between", () => {
    const entry = fc.record({ account: fc.constantFrom("buyer_receivable", "grower_payable"), currency: fc.constantFrom("CNY", "KRW"), amount: fc.integer({ min: -1e9, max: 1e9 }) })
      .map((one) => ({ ...one, at: "2026-11-22T10:00:00Z", businessDate: "2026-11-22", kind: "sale", cause: "c", causeId: "1", memo: "", withId: null }));
    fc.assert(fc.property(fc.array(entry), (entries) => {
      const lines = runUp(entries);
      for (const line of lines) {
        const before = entries.slice(0, line.n + 1).filter((one) => one.account === line.account && one.currency === line.currency);
        expect(line.running).toBe(before.reduce((sum, one) => sum + one.amount, 0));
      }
    }));
  });
});

describe("a rate as the market manager types it", () => {
  test.each([["3", 30_000], ["2.5", 25_000], ["0.0001", 1], ["100", 1_000_000], ["０.５", 5_000]])("%s per cent", (typed, millionths) => {
    expect(parseRate(typed)).toBe(millionths);
  });
  test.each(["", "-1", "100.0001", "1000", "2,5", "0.00001", "三"])("refuses %s", (typed) => {
    expect(parseRate(typed)).toBeNull();
  });
});
