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

/** What a stage of 1,000 lots at 1 ms each writes. */
function written(isTTY: boolean): string {
  let text = "";
  let time = 0;
  const stream = { isTTY, write: (more: string) => (text += more) };
  const progress = createProgress({ stream, now: () => time, words: en });
  progress.stage("opening", "", 0);
  progress.stage("selling", "2026-05-29", 1_000);
  for (let lots = 1; lots <= 1_000; lots++) {
    time += 1;
    progress.step();
  }
  progress.end(600);
  return text;
}

describe("progress", () => {
  it("tells a person at a terminal what is going on and how far, a few times a second", () => {
    const lines = written(true).split("\r").slice(1);
    expect(lines.map((line) => line.replace("\u001b[2K", ""))).toEqual([
      "opening",
      "auction 2026-05-29 0 / 1000", "auction 2026-05-29 200 / 1000", "auction 2026-05-29 400 / 1000", "auction 2026-05-29 600 / 1000",
      "auction 2026-05-29 800 / 1000", "auction 2026-05-29 1000 / 1000",
      "replayed 600 rows in 1.0 s\n",
    ]);
  });

  it("says nothing to a pipe", () => {
    expect(written(false)).toBe("");
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
