import { describe, expect, it } from "vitest";
import { priceAt } from "../../engines/clock/programme.ts";
import { readFace, WINDING_MS } from "./reading.ts";
import type { FaceProgramme } from "./reading.ts";
import { countdownText } from "./useDial.ts";

/** A lot of 1,240 pots from ¥32.00 to ¥9.00, a quarter yuan every 80 ms, beginning at session time 10,000. */
const PROGRAMME: FaceProgramme = { startPrice: 3200, stepValue: 25, stepMs: 80, floorPrice: 900, lastStep: 92, t0: 10_000, quantity: 1240 };
const LIVE = { kind: "live" } as const;

describe("what a buyer sees on the clock", () => {
  it("counts down to T0 with the start price standing and no hand", () => {
    const reading = readFace(LIVE, PROGRAMME, 5_500);
    expect(reading).toMatchObject({ phase: "coming", price: 3200, hand: null, countdown: 4_500, step: -1 });
  });

  it("winds itself in the last seconds: lamps light from the floor up, all of them at T0", () => {
    expect(readFace(LIVE, PROGRAMME, 10_000 - WINDING_MS).litFrom).toBeGreaterThan(1);
    expect(readFace(LIVE, PROGRAMME, 10_000 - WINDING_MS / 2).litFrom).toBeCloseTo(0.5, 9);
    expect(readFace(LIVE, PROGRAMME, 10_000).litFrom).toBe(0);
  });

  it("shows at every millisecond exactly the price the engine books for that step", () => {
    for (let t = 10_000; t < 10_000 + 93 * 80; t += 7) {
      const reading = readFace(LIVE, PROGRAMME, t);
      expect(reading.phase).toBe("running");
      expect(reading.step).toBe(Math.floor((t - 10_000) / 80));
      expect(reading.price).toBe(priceAt(PROGRAMME, reading.step));
    }
  });

  it("lets the hand glide but never ahead of the next step's price", () => {
    const middle = readFace(LIVE, PROGRAMME, 10_000 + 80 * 10 + 40);
    expect(middle.step).toBe(10);
    expect(middle.hand).toBeCloseTo(10.5 / 92, 9);
  });

  it("waits at the floor until the host speaks", () => {
    expect(readFace(LIVE, PROGRAMME, 10_000 + 93 * 80)).toMatchObject({ phase: "floor", price: 900, step: 92, hand: 1 });
  });

  it("holds the price I pressed at while the window is open, whatever time does", () => {
    const held = readFace({ kind: "hold", step: 53 }, PROGRAMME, 999_999);
    expect(held).toMatchObject({ phase: "hold", price: 1875, step: 53 });
  });

  it("shows no price it cannot vouch for while reconnecting", () => {
    expect(readFace({ kind: "reconnecting" }, PROGRAMME, 12_000)).toMatchObject({ price: null, hand: null });
    expect(readFace(LIVE, null, 12_000).phase).toBe("waiting");
  });

  it("stands still where the auctioneer paused it", () => {
    const paused = readFace({ kind: "paused", at: 10_000 + 80 * 20 }, PROGRAMME, 500_000);
    expect(paused).toMatchObject({ phase: "paused", step: 20, price: 2700, countdown: 0 });
  });
});

describe("the countdown", () => {
  it("says minutes, then seconds, then tenths, and never below nought", () => {
    expect(countdownText(599_001)).toBe("10:00");
    expect(countdownText(61_000)).toBe("1:01");
    expect(countdownText(59_900)).toBe("1:00");
    expect(countdownText(4_200)).toBe("5");
    expect(countdownText(2_940)).toBe("3.0");
    expect(countdownText(-20)).toBe("0.0");
  });
});
