import { describe, expect, it } from "vitest";
import { readFace } from "../../../../ui/clock/reading.ts";
import { momentAt, stepTime, tellStory } from "./story.ts";
import type { Step } from "./story.ts";

/** Two runs of one lot: B and A press within the window of the first, C comes after it; the rest passes. */
const STEPS: readonly Step[] = [
  { kind: "programme", t: 9_000, run: 0, quantity: 100, startPrice: 2_000, stepValue: 10, stepMs: 40, floorPrice: 1_000, lastStep: 100, t0: 10_000 },
  { kind: "press", t: 11_040, run: 0, who: "A", mine: true, step: 25, tau: 1_010, price: 1_750, quantity: 60, clipped: false, viaLimit: false },
  { kind: "press", t: 11_060, run: 0, who: "B", mine: false, step: 24, tau: 972, price: 1_760, quantity: 60, clipped: false, viaLimit: false },
  { kind: "award", t: 11_290, run: 0, who: "B", mine: false, step: 24, tau: 972, price: 1_760, quantity: 60, remaining: 40, viaLimit: false },
  { kind: "lost", t: 11_290, run: 0, who: "A", mine: true, beatenBySteps: 1, beatenByMs: 38, byDraw: false },
  { kind: "programme", t: 11_290, run: 1, quantity: 40, startPrice: 1_860, stepValue: 10, stepMs: 40, floorPrice: 1_000, lastStep: 86, t0: 12_290 },
  { kind: "too_late", t: 11_310, run: 0, who: "C", mine: false, beatenBySteps: 2, beatenByMs: 90, lateMs: 20 },
  { kind: "end", t: 15_970, how: "passed", quantity: 40, reason: "floor_reached" },
];
const story = tellStory(STEPS)!;

describe("the replay of a lot", () => {
  it("puts every press where it stood on its buyer's screen, and where it arrived", () => {
    expect(story.runs[0]?.presses.map(({ who, at, arrived, price, outcome }) => [who, at, arrived, price, outcome])).toEqual([
      ["A", 11_010, 11_040, 1_750, "lost"],
      ["B", 10_972, 11_060, 1_760, "won"],
      ["C", 11_062, 11_310, 1_740, "late"],
    ]);
    expect(stepTime(story, STEPS[1]!)).toBe(11_010);
  });

  it("shades the window from the first arrival to the decision, late presses left out", () => {
    expect(story.runs[0]?.hold).toEqual({ from: 11_040, to: 11_290 });
    expect(story.runs[1]?.hold).toBeNull();
  });

  it("shows at each moment what all screens showed: the open window to nobody", () => {
    const at = (t: number) => { const { state, programme } = momentAt(story, t); return readFace(state, programme, t, story.topPrice); };
    expect(at(9_500)).toMatchObject({ phase: "coming" });
    expect(at(10_972)).toMatchObject({ phase: "running", step: 24, price: 1_760 });
    // A press is in the host's hands, and the price goes on falling on every screen.
    expect(at(11_200)).toMatchObject({ phase: "running", step: 30, price: 1_700 });
    expect(at(11_290)).toMatchObject({ phase: "sold", price: 1_760 });
    expect(at(12_000)).toMatchObject({ phase: "coming" });
    expect(at(12_290)).toMatchObject({ phase: "running", price: 1_860 });
    expect(at(15_980)).toMatchObject({ phase: "passed" });
  });

  it("spans the lot from its first programme to its end", () => {
    expect(story).toMatchObject({ topPrice: 2_000, floorPrice: 1_000 });
    expect(story.from).toBeLessThanOrEqual(9_000);
    expect(story.to).toBeGreaterThan(15_970);
    expect(tellStory([])).toBeNull();
  });

  it("stands still where the desk paused the run", () => {
    const paused = tellStory([STEPS[0]!, { kind: "desk", t: 10_400, act: "pause", actor: "周敏", reason: "核对照片" }, { ...(STEPS[0] as Extract<Step, { kind: "programme" }>), run: 1, t: 20_000, startPrice: 1_900, t0: 21_000 }])!;
    expect(paused.runs[0]?.ended).toBe(10_400);
    expect(momentAt(paused, 15_000).state).toEqual({ kind: "paused", at: 10_400 });
  });
});
