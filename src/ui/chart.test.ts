import { describe, expect, test } from "vitest";
import { axisTicks, linePath, roundLevels, scaleOf } from "./chart.ts";

const BOX = { width: 400, height: 200, left: 40, right: 10, top: 10, bottom: 20 };

describe("a chart's geometry", () => {
  test("levels are round numbers that hold every value", () => {
    expect(roundLevels(97.3, 118.9)).toEqual([90, 100, 110, 120]);
    expect(roundLevels(0.993, 1.004)).toEqual([0.99, 0.995, 1, 1.005]);
    for (const [low, high] of [[100, 100], [3, 3.000_001], [-5, 12]] as const) {
      const levels = roundLevels(low, high);
      expect(levels[0]!).toBeLessThanOrEqual(low);
      expect(levels.at(-1)!).toBeGreaterThanOrEqual(high);
    }
  });

  test("a withheld week breaks the line, and a lone week is a dot", () => {
    const points = [100, null, 104, 106].map((value, x) => ({ x, label: String(x), value }));
    const path = linePath(points, scaleOf([{ key: "a", name: "a", points }], BOX));
    expect(path.match(/M/g)).toHaveLength(2);
    expect(path).toContain("h0.01");
    expect(path).not.toContain("NaN");
  });

  test("words that would touch are left out, the newest never", () => {
    const ticks = Array.from({ length: 30 }, (_, x) => ({ x, label: String(x) }));
    const kept = axisTicks(ticks, (x) => x * 10, 64);
    expect(kept.at(-1)!.x).toBe(29);
    for (let at = 1; at < kept.length; at += 1) expect((kept[at]!.x - kept[at - 1]!.x) * 10).toBeGreaterThanOrEqual(64);
  });

  test("the point under the finger is the nearest in time", () => {
    const lines = [{ key: "a", name: "a", points: [90, 100, 110].map((value, x) => ({ x, label: String(x), value })) }];
    const scale = scaleOf(lines, BOX);
    expect(scale.nearest(lines, scale.x(1) + 3, 0)).toEqual({ line: 0, at: 1 });
  });
});
