import { describe, expect, it } from "vitest";
import { summariseDeals } from "../../engines/recorded-day/figures.ts";
import { createProgress } from "./progress.ts";
import type { RecordedRow } from "./recorded-row.ts";
import { sheetFaults, sheetLine } from "./sheet.ts";
import { zh } from "./words.zh.ts";
import { en } from "./words.en.ts";

const row: RecordedRow = {
  file: "a.xls", row: 2, date: "2026-05-29", market: "0000000001", marketName: null, category: "cut",
  item: "장미", variety: "빨강", grade: "특1", unit: "속", unitKind: "bunch", volume: 60, min: 500, mean: 600, max: 900,
};
const sold = (...deals: [quantity: number, price: number][]) =>
  summariseDeals(deals.map(([quantity, price]) => ({ quantity, price })));

describe("a line of the replayed sheet", () => {
  it("stands beside what was recorded", () => {
    expect(sheetLine(row, sold([30, 500], [10, 900], [20, 601]))).toEqual({
      item: "장미", variety: "빨강", grade: "특1", unit: "속", unitsRecorded: 60, unitsSold: 60,
      minRecorded: 500, meanRecorded: 600, maxRecorded: 900, min: 500, mean: 600.33, max: 900,
      date: "2026-05-29", market: "0000000001",
    });
    expect(sheetLine(row, sold())).toMatchObject({ unitsSold: 0, min: null, mean: null, max: null });
  });

  it("says which promise it breaks", () => {
    expect(sheetFaults(sheetLine(row, sold([60, 600])))).toEqual([]);
    expect(sheetFaults(sheetLine(row, sold([59, 600])))).toEqual(["units-differ"]);
    expect(sheetFaults(sheetLine(row, sold([30, 499], [30, 700])))).toEqual(["below-recorded-min"]);
    expect(sheetFaults(sheetLine(row, sold([50, 540], [10, 901])))).toEqual(["above-recorded-max"]);
    expect(sheetFaults(sheetLine(row, sold([60, 619])))).toEqual(["mean-off"]);
    expect(sheetFaults(sheetLine({ ...row, volume: 49 }, sold([49, 700])))).toEqual([]);
    expect(sheetFaults(sheetLine({ ...row, mean: 90 }, sold([60, 90])))).toEqual([]);
    expect(sheetFaults(sheetLine(row, sold()))).toEqual(["units-differ", "mean-off"]);
  });
});

/** What 1,000 rows at 10 ms each write. */
function written(isTTY: boolean, quiet: boolean): string {
  let text = "";
  let time = 0;
  const stream = { isTTY, write: (more: string) => (text += more) };
  const progress = createProgress({ stream, total: 1_000, quiet, now: () => time, words: en });
  for (let rows = 10; rows <= 1_000; rows += 10) {
    time += 10;
    progress.done(rows);
  }
  progress.end();
  return text;
}

describe("progress", () => {
  it("tells a person at a terminal how far and how fast, a few times a second", () => {
    const lines = written(true, false).split("\r").slice(1);
    expect(lines).toHaveLength(7);
    expect(lines.at(-2)).toContain("replayed 1000 of 1000 rows, 1000 rows a second");
    expect(lines.at(-1)).toContain("replayed 1000 rows in 1.0 s\n");
  });

  it("says nothing to a pipe or beside --json", () => {
    expect(written(false, false)).toBe("");
    expect(written(true, true)).toBe("");
  });
});

describe("the sentences", () => {
  it("say the limit in both languages or in neither", () => {
    for (const [code, { reason, mend }] of Object.entries(zh.problems)) {
      const english = en.problems[code as keyof typeof zh.problems];
      expect([code, english.reason.includes("{limit}") || english.mend.includes("{limit}")])
        .toEqual([code, reason.includes("{limit}") || mend.includes("{limit}")]);
    }
  });
});
