import { describe, expect, test } from "vitest";
import type { RecordedRow } from "../replay/recorded-row.ts";
import { reportOf, reportText } from "./report.ts";

const row = (date: string, variety: string, volume: number, mean: number): RecordedRow => ({
  file: "day.csv", row: 1, date, market: "1", marketName: null, category: "foliage", item: "스킨답서스", variety, grade: "특2", unit: "분", unitKind: "pot", volume, min: mean, mean, max: mean,
});

describe("the formulas side by side", () => {
  test("no price moves and more of the cheap is sold: every index says 1, the mean price says less, and the mix says why", () => {
    const [report] = reportOf([row("2026-05-26", "소", 100, 1_000), row("2026-05-26", "대", 100, 5_000), row("2026-06-02", "소", 300, 1_000), row("2026-06-02", "대", 100, 5_000)]);
    const second = report!.lines[1]!;
    expect(second).toMatchObject({ period: "2026-W23", matchedItems: 2, matchedShare: 1, laspeyres: 1, paasche: 1, fisher: 1 });
    expect(second.ccdi).toBeCloseTo(1, 12);
    expect(second.unitValue).toBeCloseTo(2_000 / 3_000, 12);
    expect(second.mix).toBeCloseTo(second.unitValue / second.fisher, 12);
    expect(reportText([report!])).toContain("−33.33%");
  });

  test("an edge of a week is left out and named, and one week alone is no report", () => {
    const whole = ["2026-05-26", "2026-06-02"].map((date) => row(date, "소", 100, 1_000));
    expect(reportOf([row("2026-05-23", "소", 3, 1_000), ...whole])[0]!.left).toEqual(["2026-W21"]);
    expect(reportOf(whole.slice(0, 1))).toEqual([]);
  });
});
