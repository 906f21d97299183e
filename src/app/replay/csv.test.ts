import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csvLines } from "./csv.ts";

const SEED = Number(process.env["HUALIAN_SEED"] ?? 20260529);
console.log(`replay/csv: property tests run with seed ${SEED} (set HUALIAN_SEED to change it)`);

const cellsOf = (text: string): (readonly string[])[] => [...csvLines(text)].map((line) => line.cells);

describe("comma-separated lines", () => {
  it("come back as they were written, whatever stands in the cells and whichever line break is used", () => {
    const cell = fc.string({ unit: fc.constantFrom("a", "장", ",", '"', "\n", "\r", " ", "3", "\uFEFF"), maxLength: 8 });
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 6 });
    fc.assert(
      fc.property(table, fc.constantFrom("\n", "\r\n", "\r"), fc.boolean(), (rows, lineBreak, ended) => {
        const lines = rows.map((row) => row.map((text) => `"${text.replaceAll('"', '""')}"`).join(","));
        expect(cellsOf(lines.join(lineBreak) + (ended ? lineBreak : ""))).toEqual(rows);
      }),
      { seed: SEED, numRuns: 500 },
    );
  });

  it("keep the row number an editor shows, over blank lines and line breaks inside quotes", () => {
    const lines = [...csvLines('a,b\r\n\r\n"c\r\nd","e\rf"\r\n  \r\ng,h')];
    expect(lines.map((line) => [line.row, line.cells])).toEqual([
      [1, ["a", "b"]], [3, ["c\r\nd", "e\rf"]], [7, ["g", "h"]],
    ]);
  });

  it("lose only their own line to a quote that never ends", () => {
    const lines = [...csvLines('a,b\nc,"d\ne,f\ng,h')];
    expect(lines.map((line) => [line.row, line.fault?.code ?? "read"])).toEqual([
      [1, "read"], [2, "quote-open"], [3, "read"], [4, "read"],
    ]);
  });

  it("end, with every line accounted for, on any text at all", () => {
    const text = fc.string({ unit: fc.constantFrom('"', ",", "\n", "\r", "x"), maxLength: 60 });
    fc.assert(
      fc.property(text, (hostile) => {
        const rows = [...csvLines(hostile)].map((line) => line.row);
        expect(rows).toEqual(rows.toSorted((a, b) => a - b));
        expect(new Set(rows).size).toBe(rows.length);
      }),
      { seed: SEED, numRuns: 2_000 },
    );
  });

  it("stay bounded when every line of a large file opens a quote", () => {
    let faults = 0;
    for (const line of csvLines('"x,\n'.repeat(50_000))) if (line.fault !== undefined) faults += 1;
    // Each quote closes the one before it or is left open: none swallows the file.
    expect(faults).toBeGreaterThan(20_000);
  });
});
