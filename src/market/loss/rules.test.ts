import { describe, expect, test } from "vitest";
import { DEFAULT_SETTINGS, deedsOf, isLower, isOrdered, needsSecond, pricedDown, ratesOf, suggestionFor } from "./rules.ts";

describe("the rules of fading stock", () => {
  const advice = (days: number, first: number | null, price: number | null = first) => suggestionFor({ days, first, price }, DEFAULT_SETTINGS);

  test("the advice goes down step by step from the price before the first mark-down, then to a donation, then to a write-off", () => {
    expect(advice(1, 20_00)).toEqual({ kind: "none" });
    expect(advice(2, 20_00)).toEqual({ kind: "markdown", percent: 10, price: 18_00 });
    // Ten percent are off already: on the fourth day it is twenty off the first price, not off the second.
    expect(advice(4, 20_00, 18_00)).toEqual({ kind: "markdown", percent: 20, price: 16_00 });
    expect(advice(3, 20_00, 18_00)).toEqual({ kind: "none" });
    expect(advice(9, 20_00, 10_00)).toEqual({ kind: "none" });
    expect([advice(10, 20_00), advice(14, 20_00)]).toEqual([{ kind: "donation" }, { kind: "write_off" }]);
    expect(advice(5, null)).toEqual({ kind: "none" });
  });

  test("a price less a percentage is rounded half up to the fen and never free", () => {
    expect([pricedDown(99, 50), pricedDown(1_01, 50), pricedDown(1, 95)]).toEqual([50, 51, 1]);
  });

  test("clearance, loss and downgrades by the published formula, none of them flattering, and none where there is nothing", () => {
    expect(ratesOf({ opening: 100, received: 200, sold: 285, lost: 6, downgraded: 20 })).toEqual({ offered: 300, clearance: 950_000, loss: 30_000, downgradeShare: 100_000, small: false });
    expect(ratesOf({ opening: 0, received: 3, sold: 1, lost: 1, downgraded: 0 })).toEqual({ offered: 3, clearance: 333_333, loss: 333_334, downgradeShare: 0, small: true });
    expect(ratesOf({ opening: 10, received: 0, sold: 0, lost: 4, downgraded: 0 })).toMatchObject({ clearance: 0, loss: null, downgradeShare: null });
    expect(ratesOf({ opening: 0, received: 0, sold: 0, lost: 0, downgraded: 0 })).toMatchObject({ clearance: null, loss: null });
  });

  test("a grade only goes down, large values need two people, and nobody confirms himself", () => {
    expect([isLower("A", "B"), isLower("B", "A"), isLower("C", "C"), isLower(null, "A")]).toEqual([true, false, false, true]);
    expect([needsSecond(1_999_99, DEFAULT_SETTINGS), needsSecond(2_000_00, DEFAULT_SETTINGS)]).toEqual([false, true]);
    expect(deedsOf("proposed", { proposer: true, market: true })).toEqual(["withdraw"]);
    expect(deedsOf("proposed", { proposer: false, market: true })).toEqual(["confirm", "decline"]);
    expect(deedsOf("done", { proposer: true, market: true })).toEqual([]);
    expect(isOrdered(DEFAULT_SETTINGS)).toBe(true);
    expect(isOrdered({ ...DEFAULT_SETTINGS, donateDays: 5 })).toBe(false);
    expect(isOrdered({ ...DEFAULT_SETTINGS, steps: [{ days: 2, percent: 20 }, { days: 4, percent: 10 }] })).toBe(false);
  });
});
