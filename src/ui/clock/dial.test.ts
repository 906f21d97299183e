import { describe, expect, it } from "vitest";
import { angleAt, angleForStep, DIAL_SWEEP, dialFraction, dialLabels, lampFractions, MAX_LAMPS, pointAt, shortPrice } from "./dial.ts";

/** ¥32.00 down to ¥9.00 by 25 fen: 92 steps. */
const LINE = { startPrice: 3200, stepValue: 25, floorPrice: 900 };

describe("the hand of the clock", () => {
  it("starts at the lower right, passes twelve half way, and ends at the lower left", () => {
    expect(angleForStep(LINE, 0)).toBe(DIAL_SWEEP / 2);
    expect(angleForStep(LINE, 46)).toBeCloseTo(0, 9);
    expect(angleForStep(LINE, 92)).toBe(-DIAL_SWEEP / 2);
  });

  it("runs backwards, by the same angle every step", () => {
    const turns = Array.from({ length: 92 }, (_, step) => angleForStep(LINE, step) - angleForStep(LINE, step + 1));
    for (const turn of turns) expect(turn).toBeCloseTo(DIAL_SWEEP / 92, 9);
  });

  it("stops at the floor even when the last step would go below it", () => {
    const uneven = { startPrice: 1000, stepValue: 300, floorPrice: 150 };
    expect(angleForStep(uneven, 3)).toBe(-DIAL_SWEEP / 2);
    expect(angleForStep(uneven, 99)).toBe(-DIAL_SWEEP / 2);
  });

  it("keeps its place when a remainder restarts lower on the same dial", () => {
    const remainder = { ...LINE, startPrice: 2000 };
    expect(angleForStep(remainder, 0, LINE.startPrice)).toBeCloseTo(angleForStep(LINE, 48), 9);
  });

  it("stands at the floor when start and floor are the same price", () => {
    expect(dialFraction(900, 900, 900)).toBe(1);
    expect(lampFractions({ startPrice: 900, stepValue: 25, floorPrice: 900 })).toEqual([1]);
  });

  it("points up at twelve, and mirrors left and right", () => {
    expect(angleAt(0.5)).toBe(0);
    expect(pointAt(0.5, 1).y).toBe(-1);
    expect(pointAt(0.25, 1).x).toBeCloseTo(-pointAt(0.75, 1).x, 12);
  });
});

describe("the lamps and prices around the dial", () => {
  it("has one lamp for every step, the first at the top price and the last at the floor", () => {
    const lamps = lampFractions(LINE);
    expect(lamps).toHaveLength(93);
    expect(lamps[0]).toBe(0);
    expect(lamps.at(-1)).toBe(1);
  });

  it("never has more lamps than the eye can part", () => {
    for (const stepValue of [1, 3, 7, 20]) expect(lampFractions({ ...LINE, stepValue }).length).toBeLessThanOrEqual(MAX_LAMPS + 1);
  });

  it("labels round prices only, from high to low, and leaves the floor its own mark", () => {
    const labels = dialLabels(LINE, "CNY");
    expect(labels.map((label) => label.text)).toEqual(["10", "15", "20", "25", "30"]);
    expect(labels.every((label) => label.fraction < 0.97)).toBe(true);
    expect(dialLabels({ startPrice: 12_500, stepValue: 100, floorPrice: 4_000 }, "KRW", 4).map((label) => label.text)).toEqual(["5,000", "10,000"]);
  });

  it("writes short prices without idle zeros, and never drops a digit that counts", () => {
    expect(shortPrice(2000, "CNY")).toBe("20");
    expect(shortPrice(2050, "CNY")).toBe("20.5");
    expect(shortPrice(2005, "CNY")).toBe("20.05");
    expect(shortPrice(10_000, "KRW")).toBe("10,000");
  });
});
