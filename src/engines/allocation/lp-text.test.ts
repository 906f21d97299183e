import { expect, test } from "vitest";
import { lpText } from "./lp-text.ts";
import type { Column } from "./model.ts";

const column = (more: Partial<Column>): Column => ({ name: "Li 李", lower: 0, upper: Infinity, cost: 0, whole: false, ...more });

test("a model is written as every solver reads it: bounds on both sides, whole numbers, names by place", () => {
  const text = lpText({
    columns: [column({ cost: 3, upper: 40, whole: true }), column({ cost: -0.5, lower: -Infinity }), column({ lower: 2, upper: 2 })],
    rows: [
      { name: "order", terms: [{ column: 0, factor: 1 }, { column: 1, factor: -2 }], lower: 1, upper: 9 },
      { name: "most", terms: [{ column: 2, factor: 1 }], lower: -Infinity, upper: 5 },
      { name: "same", terms: [], lower: 0, upper: 0 },
    ],
  });
  expect(text).toBe(`Minimize
 obj: + 3 x0 - 0.5 x1
Subject To
 r0: + 1 x0 - 2 x1 >= 1
 s0: + 1 x0 - 2 x1 <= 9
 r1: + 1 x2 <= 5
 r2: 0 x0 = 0
Bounds
 0 <= x0 <= 40
 -inf <= x1 <= +inf
 2 <= x2 <= 2
General
 x0
End
`);
});

test("long sums are broken into short lines; what is no number is refused", () => {
  const columns = Array.from({ length: 300 }, () => column({ cost: 123_456_789 }));
  const text = lpText({ columns, rows: [{ name: "all", terms: columns.map((_, i) => ({ column: i, factor: 1 / 3 })), lower: 1, upper: 1 }] });
  expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThan(510);
  expect(() => lpText({ columns: [column({ cost: Number.NaN })], rows: [] })).toThrow(RangeError);
  expect(() => lpText({ columns: [], rows: [] })).toThrow(RangeError);
});
