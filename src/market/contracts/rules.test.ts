import { describe, expect, test } from "vitest";
import { bandOf, callDeviations, callMost, deedsOf, faultsOf, gradeFits, penaltyOf, periodDeviation, weeklyPlan, type Terms } from "./rules.ts";

const terms: Terms = {
  itemId: "a", grade: "B", lowestGrade: "C", substitutes: [], quantity: 1_000, band: 10, periodBand: 20, periods: weeklyPlan("2026-12-01", 3, 1_000), price: { kind: "fixed", price: 10_00 }, deposit: { seller: 0, buyer: 0 }, leadDays: 1, answerHours: 12, graceDays: 1,
  penalties: { short: 10, shortTolerance: 2, late: 5, offGrade: 8, notTaken: 15 }, default: { deviations: 3, underPeriod: "default" }, note: "",
};

describe("the rules of a contract", () => {
  test("a band never reaches a pot that only rounding would give", () => {
    expect(bandOf(10_000, 10)).toEqual({ lower: 9_000, upper: 11_000 });
    expect(bandOf(333, 10)).toEqual({ lower: 300, upper: 366 });
    expect(bandOf(5, 10)).toEqual({ lower: 5, upper: 5 });
  });
  test("weeks hold the whole quantity", () => {
    expect(terms.periods.map((one) => [one.from, one.to, one.planned])).toEqual([["2026-12-01", "2026-12-07", 334], ["2026-12-08", "2026-12-14", 333], ["2026-12-15", "2026-12-21", 333]]);
    expect(faultsOf(terms, "2026-12-01")).toEqual([]);
    expect(faultsOf({ ...terms, periods: [...terms.periods, terms.periods[0]!], lowestGrade: "A" }, "2026-12-02")).toEqual(["periods_overlap", "begins_before_today", "plan_differs", "grades_turned"]);
    expect(faultsOf({ ...terms, periods: [] }, "2026-12-01")).toEqual(["no_periods", "plan_differs"]);
  });
  test("what can be called leaves the later weeks what they need to keep their band", () => {
    const weeks = [{ n: 1, lower: 80, upper: 150, open: true, stands: 0 }, { n: 2, lower: 80, upper: 150, open: true, stands: 0 }];
    expect(callMost({ lower: 180, upper: 220 }, weeks, 1)).toBe(140);
    expect(callMost({ lower: 180, upper: 220 }, [{ ...weeks[0]!, stands: 140 }, weeks[1]!], 1)).toBe(0);
    expect(callMost({ lower: 180, upper: 220 }, [{ ...weeks[0]!, stands: 140, open: false }, weeks[1]!], 2)).toBe(80);
    expect(callMost({ lower: 180, upper: 220 }, [{ ...weeks[0]!, open: false }, weeks[1]!], 1)).toBe(0);
  });
  test("grades: as agreed or better, lower with a penalty, or not at all", () => {
    expect((["A", "B", "C", "D", null] as const).map((grade) => gradeFits(terms, grade))).toEqual(["agreed", "agreed", "lower", "not_agreed", "not_agreed"]);
    expect(gradeFits({ grade: null, lowestGrade: null }, null)).toBe("agreed");
  });
  test("deviations: short beyond the tolerance, late by the day the goods stood in the market, the buyer's own apart", () => {
    const delivered = [{ quantity: 60, heldOn: "2026-12-02", fits: "agreed" as const }, { quantity: 20, heldOn: "2026-12-03", fits: "lower" as const }];
    expect(callDeviations(terms, { asked: 100, dueOn: "2026-12-02", delivered, notTaken: 5 })).toEqual([
      { kind: "short", units: 13, percent: 10 }, { kind: "late", units: 20, percent: 5 }, { kind: "off_grade", units: 20, percent: 8 }, { kind: "not_taken", units: 5, percent: 15 },
    ]);
    expect(callDeviations(terms, { asked: 100, dueOn: "2026-12-02", delivered: [{ quantity: 98, heldOn: "2026-12-01", fits: "agreed" }], notTaken: 0 })).toEqual([]);
    expect(penaltyOf(3, 5, 10)).toBe(2);
  });
  test("a period below its band is laid to whoever caused more of it", () => {
    expect(periodDeviation({ lower: 90, asked: 100, delivered: 90, notTaken: 0 })).toBeNull();
    expect(periodDeviation({ lower: 90, asked: 100, delivered: 80, notTaken: 0 })).toEqual({ kind: "under_delivered", units: 10 });
    expect(periodDeviation({ lower: 90, asked: 50, delivered: 50, notTaken: 0 })).toEqual({ kind: "under_called", units: 40 });
    expect(periodDeviation({ lower: 90, asked: 50, delivered: 20, notTaken: 0 })).toEqual({ kind: "under_called", units: 40 });
    expect(periodDeviation({ lower: 90, asked: 100, delivered: 60, notTaken: 40 })).toEqual({ kind: "under_called", units: 30 });
  });
  test("nobody but the two finds a button, and each only what is his", () => {
    const at = (state: "draft" | "proposed" | "signed" | "running" | "ended", signed: readonly ("seller" | "buyer")[] = []) => ({ state, madeBy: "seller" as const, signed, endAskedBy: null });
    expect(deedsOf(at("running"), null)).toEqual([]);
    expect(deedsOf(at("draft"), "buyer")).toEqual([]);
    expect(deedsOf(at("proposed"), "buyer")).toEqual(["decline", "sign"]);
    expect(deedsOf(at("signed", ["seller"]), "seller")).toEqual(["cancel"]);
    expect(deedsOf(at("running"), "seller")).toEqual(["end_early"]);
    expect(deedsOf(at("ended", ["seller", "buyer"]), "buyer")).toEqual(["renew"]);
  });
});
