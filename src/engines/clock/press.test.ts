import { describe, expect, test } from "vitest";
import { answerOf } from "./answers.ts";
import { creditOf } from "./credit.ts";
import type { EventOf } from "./events.ts";
import { endOf } from "./programme.ts";
import { only, Scene, sceneLot, WHOM } from "./scene.ts";
import type { SceneOptions } from "./scene.ts";
import type { LotEntry } from "./types.ts";

const RICH = 1_000_000;

/** Three rich buyers and one lot of 100 pots, on the clock since t = 0; T0 is 1,000. */
function hall(options: SceneOptions = {}, lot: Partial<LotEntry> = {}): Scene {
  const scene = new Scene(options).buyers(RICH, RICH, RICH).lots(0, sceneLot("orchid", lot)).start(0);
  scene.hear();
  return scene;
}

function refusals(scene: Scene): string[] {
  return only(scene.hear(), "pressRefused").map((event) => event.refusal);
}

describe("a press", () => {
  test("books the price on the buyer's screen, not the price at arrival", () => {
    const scene = hall();
    scene.press(0, 410, 30, { delay: 90 });
    const [accepted] = only(scene.hear(), "pressAccepted");
    // Step 10 was on the screen; when the press arrived the clock showed step 12.
    expect(accepted).toMatchObject({ t: 1_500, step: 10, price: 450, quantity: 30, clipped: false });
  });

  test("of a far-away buyer who was earlier beats the near one whose press came first", () => {
    const scene = hall();
    scene.press(0, 430, 30, { delay: 2 });
    scene.press(1, 410, 20, { delay: 90 });
    expect(only(scene.hear(), "awarded")).toEqual([]);
    scene.advance(3_000);
    const events = scene.hear();
    expect(only(events, "awarded")[0]).toMatchObject({ t: 1_432 + 250, buyer: 1, price: 450, quantity: 20, remainder: 80 });
    expect(only(events, "lost")[0]).toMatchObject({ buyer: 0, beatenBySteps: 0, beatenByMs: 20, byDraw: false });
  });

  test("counts on the very last millisecond of the hold window, and not on the next", () => {
    const scene = hall({ clocks: [{ marginMs: 100 }] });
    scene.press(0, 400, 30);
    scene.press(1, 390, 30, { delay: 200, late: 60 });
    expect(scene.state.now).toBe(1_650);
    expect(only(scene.hear(), "pressAccepted")).toHaveLength(2);
    scene.press(2, 380, 30, { delay: 200, late: 71 });
    const events = scene.hear();
    expect(only(events, "awarded")[0]).toMatchObject({ t: 1_650, buyer: 1 });
    expect(only(events, "pressRefused")[0]).toMatchObject({ refusal: "too_late", decided: true });
  });

  test("that comes too late is told by how much it was beaten, or how late it was", () => {
    const scene = hall();
    scene.press(0, 400, 30);
    const { lot, run, t0 } = scene.on();
    scene.advance(2_000);
    scene.hear();
    const late = (tau: number, t: number, delay: number, pressId: number): void => {
      scene.tell({ kind: "press", t, clock: 0, lot, run, buyer: 1, tau, quantity: 10, delay, pressId });
    };
    late(480, t0 + 1_000, 600, 1);
    late(950, t0 + 1_000, 50, 2);
    expect(only(scene.hear(), "pressRefused")).toMatchObject([
      // He claims 480, but delay is credited to 200 ms and margin is 50: 750 counts.
      { refusal: "too_late", beatenBySteps: 8, beatenByMs: 350, lateMs: 350 },
      { refusal: "too_late", beatenBySteps: 13, beatenByMs: 550, lateMs: 350 },
    ]);
  });

  test("cannot claim to be earlier than its line explains: it is clipped and flagged", () => {
    const scene = hall();
    scene.press(0, 100, 30, { delay: 40, late: 500 });
    // Arrived 640 after T0, delay 40, margin 50: not earlier than 550.
    expect(only(scene.hear(), "pressAccepted")[0]).toMatchObject({ tau: 550, step: 13, price: 435, clipped: true });
  });

  test("cannot claim a step its buyer has not seen; a hair of clock error is forgiven", () => {
    const scene = hall();
    scene.press(0, 400, 30, { late: -21 });
    expect(refusals(scene)).toEqual(["step_not_shown"]);
    scene.press(1, 400, 30, { late: -20 });
    expect(only(scene.hear(), "pressAccepted")[0]).toMatchObject({ tau: 380, clipped: true });
  });

  test("before T0 is refused, and so is one for a step below the floor", () => {
    const scene = hall();
    scene.press(0, -30, 30);
    expect(refusals(scene)).toEqual(["before_start"]);
    scene.press(0, endOf(scene.on()) - 1_000, 30);
    expect(refusals(scene)).toEqual(["past_floor"]);
  });

  test("on the last step still counts when the line is slow; then the lot passes", () => {
    const slow = hall();
    const lastMoment = endOf(slow.on()) - 1_000 - 1;
    slow.press(0, lastMoment, 30, { delay: 200, late: 50 });
    expect(only(slow.hear(), "pressAccepted")[0]).toMatchObject({ step: 80, price: 100, clipped: false });

    const nobody = hall();
    nobody.advance(endOf(nobody.on()) + 250);
    expect(only(nobody.hear(), "lotPassed")).toEqual([]);
    nobody.advance(endOf(nobody.on()) + 251);
    expect(only(nobody.hear(), "lotPassed")[0]).toMatchObject({
      lot: 0,
      remainder: 100,
      passReason: "floor_reached",
      nextChannel: "direct_stock",
    });
  });

  test("for a run that is over is refused by name", () => {
    const scene = hall();
    scene.press(0, 400, 30);
    scene.advance(2_000);
    scene.press(1, 100, 30);
    scene.advance(4_000);
    scene.hear();
    const press = (run: number, lot: number, pressId: number): void => {
      scene.tell({ kind: "press", t: 4_000, clock: 0, lot, run, buyer: 2, tau: 1, quantity: 10, delay: 0, pressId });
    };
    press(0, 0, 1);
    press(1, 0, 2);
    press(7, 0, 3);
    press(0, 9, 4);
    expect(refusals(scene)).toEqual(["old_run", "too_late", "unknown_run", "unknown_run"]);
  });

  test("sent twice is answered twice and counts once", () => {
    const scene = hall();
    expect(scene.press(0, 400, 30, { pressId: 77 })).toBe(0);
    expect(scene.press(0, 400, 30, { pressId: 77, late: 100 })).toBe(0);
    expect(scene.press(1, 400, 200, { pressId: 5, late: 100 })).toBe(0);
    const events = scene.hear();
    expect(only(events, "pressAccepted")).toHaveLength(2);
    expect(only(events, "pressRepeated")).toMatchObject([{ buyer: 0, pressId: 77, answer: "accepted" }]);
    expect(creditOf(scene.state.buyers, 0).held).toBe(450 * 30);
  });

  test("may overtake another of the same buyer; an id too old to remember is stale", () => {
    const scene = hall();
    scene.press(0, 400, 30, { pressId: 20 });
    expect(scene.press(0, 401, 30, { pressId: 19 })).toBe(answerOf("already_pressed"));
    for (let id = 30; id < 37; id += 1) scene.press(0, 402, 30, { pressId: id });
    expect(scene.press(0, 402, 30, { pressId: 19 })).toBe(answerOf("already_pressed"));
    expect(scene.press(0, 402, 30, { pressId: 20 })).toBe(answerOf("stale_press"));
    expect(scene.press(0, 402, 30, { pressId: 18 })).toBe(answerOf("stale_press"));
  });

  test("a buyer's second press in a run is refused, whatever it claims", () => {
    const scene = hall();
    scene.press(0, 400, 30);
    scene.press(0, 390, 50, { delay: 30 });
    expect(refusals(scene)).toEqual(["already_pressed"]);
  });

  test("nonsense is refused by name and harms nobody", () => {
    const scene = hall();
    const press = (change: object): void => {
      const { lot, run } = scene.on();
      const whole = { clock: 0, lot, run, buyer: 0, tau: 400, quantity: 10, delay: 0, pressId: 1 };
      scene.tell({ kind: "press", t: 1_400, ...whole, ...change });
    };
    for (const change of [
      { clock: 9 },
      { clock: -1 },
      { buyer: 3 },
      { buyer: 0.5 },
      { quantity: 0 },
      { quantity: 1e9 },
      { quantity: Number.NaN },
      { tau: 1e12 },
      { delay: -1 },
      { pressId: 0 },
      { lot: 1.5 },
    ]) {
      press(change);
    }
    expect(refusals(scene)).toEqual([
      "unknown_clock",
      "unknown_clock",
      "unknown_buyer",
      "unknown_buyer",
      ...Array.from({ length: 7 }, () => "bad_press"),
    ]);
    press({});
    expect(only(scene.hear(), "pressAccepted")).toHaveLength(1);
    expect(() => press({ t: 1_399 })).toThrow(RangeError);
  });

  test("after the session has closed is refused", () => {
    const scene = hall();
    scene.advance(60_000);
    scene.tell({ kind: "close", t: 60_000, ...WHOM });
    scene.hear();
    scene.press(0, 100_000, 10);
    expect(refusals(scene)).toEqual(["session_closed"]);
  });
});

function won(scene: Scene, quantity: number): EventOf<"awarded"> {
  scene.press(0, 400, quantity);
  scene.advance(2_000);
  return only(scene.hear(), "awarded")[0]!;
}

describe("how much a press takes", () => {
  test("asking for more than there is gets the rest; less than the minimum is raised to it", () => {
    expect(won(hall(), 500)).toMatchObject({ quantity: 100, remainder: 0 });
    expect(won(hall(), 3)).toMatchObject({ quantity: 10, remainder: 90 });
    expect(won(hall({}, { quantity: 8, minPress: 8 }), 3)).toMatchObject({ quantity: 8, remainder: 0 });
  });

  test("a remainder too small to sell goes to the winner, if he can pay for it", () => {
    const rule = { clocks: [{ takeAllBelow: 20 }] };
    expect(won(hall(rule), 80)).toMatchObject({ quantity: 80, remainder: 20 });
    expect(won(hall(rule), 81)).toMatchObject({ quantity: 100, remainder: 0 });
    const poor = new Scene(rule).buyers(81 * 450 + 1).lots(0, sceneLot("x")).start(0);
    expect(won(poor, 81)).toMatchObject({ quantity: 81, remainder: 19 });
  });

  test("the remainder restarts some steps above the last price, never above the start of the run", () => {
    const scene = hall({ clocks: [{ restartSteps: 4, graceMs: 700 }] });
    scene.press(0, 405, 30);
    scene.advance(2_000);
    expect(scene.on()).toMatchObject({ lot: 0, run: 1, quantity: 70, startPrice: 450 + 20, t0: 700 + 405 + 250 + 700 });
    scene.press(1, 40, 20);
    scene.advance(4_000);
    expect(scene.on()).toMatchObject({ run: 2, quantity: 50, startPrice: 470 });
  });

  test("a rest below the minimum can still be bought whole", () => {
    const scene = hall({}, { minPress: 60 });
    scene.press(0, 400, 60);
    scene.advance(2_000);
    scene.press(1, 400, 60);
    scene.advance(5_000);
    const events = scene.hear();
    expect(only(events, "awarded")).toMatchObject([{ quantity: 60 }, { quantity: 40, remainder: 0 }]);
    expect(only(events, "lotSoldOut")).toHaveLength(1);
  });
});

describe("an exact tie", () => {
  test("is decided by the committed seed, and not by who arrived first", () => {
    const winners = new Set<string>();
    for (let seed = 0; seed < 20; seed += 1) {
      const outcome = [[0, 1], [1, 0]].map((order) => {
        const scene = hall({ seed: `seed ${seed}` });
        for (const buyer of order) scene.press(buyer, 400, 30, { delay: 20 });
        scene.advance(2_000);
        const events = scene.hear();
        expect(only(events, "lost")[0]).toMatchObject({ beatenBySteps: 0, beatenByMs: 0, byDraw: true });
        return only(events, "awarded")[0]!.buyer;
      });
      expect(outcome[0]).toBe(outcome[1]);
      winners.add(String(outcome[0]));
    }
    expect(winners.size).toBe(2);
  });
});
