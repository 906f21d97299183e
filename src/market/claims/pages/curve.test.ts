import { expect, test } from "vitest";
import { readCurve } from "./curve.ts";

test("a logger's lines are read with full-width marks and units, and the first that cannot be is named", () => {
  const read = readCurve("2026-11-27 03:20, 4.5\n\n2026-11-27 04:20，-0.25 ℃\n2026-11-27T05:20:30;12");
  expect(read).toMatchObject({ ok: true });
  if (read.ok) expect(read.points.map((point) => point.centi)).toEqual([450, -25, 1_200]);
  expect(readCurve("2026-11-27 03:20, 4.5\nyesterday, warm")).toEqual({ ok: false, line: 2 });
  expect(readCurve("")).toEqual({ ok: true, points: [] });
});
