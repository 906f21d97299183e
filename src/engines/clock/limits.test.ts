import { describe, expect, test } from "vitest";
import { answerOf } from "./answers.ts";
import { creditOf } from "./credit.ts";
import { only, Scene, sceneLot } from "./scene.ts";
import type { SceneOptions } from "./scene.ts";

const RICH = 1_000_000;

function place(scene: Scene, buyer: number, price: number, quantity: number, t = scene.state.now, lot = 0): number {
  return scene.tell({ kind: "placeLimit", t, lot, buyer, price, quantity, pressId: 1_000 + t * 100 + buyer });
}

/** Lot 0 is announced; limit orders can be placed; then `start(0)` puts T0 at 1,000. */
function announced(options: SceneOptions = {}): Scene {
  return new Scene(options).buyers(RICH, RICH, RICH).lots(0, sceneLot("orchid", { floorPrice: 101 }));
}

describe("a limit order", () => {
  test("fires at the first step at or below its limit, at the price of that step", () => {
    const scene = announced();
    place(scene, 0, 452, 40);
    scene.start(0).advance(1_400);
    expect(only(scene.hear(), "limitFired")).toEqual([]);
    scene.advance(1_401);
    expect(only(scene.hear(), "limitFired")[0]).toMatchObject({ t: 1_400, step: 10, price: 450, quantity: 40 });
    scene.advance(1_651);
    expect(only(scene.hear(), "awarded")[0]).toMatchObject({ t: 1_650, buyer: 0, price: 450, viaLimit: true });
    expect(creditOf(scene.state.buyers, 0).used).toBe(450 * 40);
  });

  test("loses to a live press on the same step, even one that arrives later; by setting it wins", () => {
    for (const liveBeforeLimit of [true, false]) {
      const scene = announced({ clocks: [{ liveBeforeLimit }] });
      place(scene, 0, 450, 40);
      scene.start(0);
      scene.press(1, 439, 10, { delay: 90 });
      scene.advance(3_000);
      const events = scene.hear();
      expect(only(events, "awarded")[0]).toMatchObject({ buyer: liveBeforeLimit ? 1 : 0, viaLimit: !liveBeforeLimit });
      expect(only(events, "lost")[0]).toMatchObject({ viaLimit: liveBeforeLimit, beatenBySteps: 0, byDraw: false });
    }
  });

  test("loses to a slow live press of an earlier step and beats one of a later step", () => {
    const earlier = announced();
    place(earlier, 0, 450, 40);
    earlier.start(0).press(1, 399, 10, { delay: 200 });
    earlier.advance(3_000);
    expect(only(earlier.hear(), "awarded")[0]).toMatchObject({ buyer: 1, step: 9, price: 455 });

    const later = announced();
    place(later, 0, 450, 40);
    later.start(0).press(1, 440, 10);
    later.advance(3_000);
    expect(only(later.hear(), "awarded")[0]).toMatchObject({ buyer: 0, step: 10 });
  });

  test("the highest limit comes first, then the one placed first; the others wait for the remainder", () => {
    const scene = announced({ clocks: [{ restartSteps: 2 }] });
    place(scene, 0, 449, 20);
    place(scene, 1, 446, 30);
    place(scene, 2, 451, 40);
    scene.start(0).advance(20_000);
    const won = only(scene.hear(), "awarded").map(({ run, buyer, price, quantity }) => [run, buyer, price, quantity]);
    // 4.49 and 4.46 both meet step 11 (4.45): the first placed wins, the other fires in the next run.
    expect(won).toEqual([
      [0, 2, 450, 40],
      [1, 0, 445, 20],
      [2, 1, 445, 30],
    ]);
  });

  test("that lost to a live press stays in the book and fires again when the remainder comes down to it", () => {
    const scene = announced();
    place(scene, 0, 450, 40);
    scene.start(0);
    scene.press(1, 410, 10, { delay: 30 });
    scene.advance(10_000);
    expect(only(scene.hear(), "awarded")).toMatchObject([{ run: 0, buyer: 1 }, { run: 1, buyer: 0, quantity: 40 }]);
  });

  test("above the start price fires as the run starts; placed during the run, at the next step", () => {
    const scene = announced();
    place(scene, 0, 900, 40);
    scene.start(0).advance(1_001);
    expect(only(scene.hear(), "limitFired")[0]).toMatchObject({ t: 1_000, step: 0, price: 500 });

    const late = announced().start(0);
    place(late, 0, 480, 40, 1_401);
    late.advance(1_500);
    expect(only(late.hear(), "limitFired")[0]).toMatchObject({ t: 1_440, step: 11, price: 445 });
  });

  test("at the floor fires on the last step", () => {
    const scene = announced();
    place(scene, 0, 101, 40);
    scene.start(0).advance(20_000);
    expect(only(scene.hear(), "awarded")[0]).toMatchObject({ price: 101, step: 80 });
  });

  test("is checked against credit when placed and again when it fires", () => {
    const scene = new Scene({ clocks: [{}, {}] }).buyers(450 * 40, RICH).lots(0, sceneLot("a")).lots(1, sceneLot("b"));
    expect(place(scene, 0, 460, 40)).toBe(answerOf("over_credit"));
    expect(place(scene, 0, 450, 40, 1)).toBe(0);
    expect(place(scene, 1, 450, 50, 1)).toBe(0);
    scene.start(1, 0).start(1, 1);
    scene.press(0, 300, 36, { clock: 1 });
    scene.advance(5_000);
    const events = scene.hear();
    expect(only(events, "limitRefused").map((event) => event.refusal)).toEqual(["over_credit", "over_credit"]);
    // Buyer 0 spent it on the other clock, so the next order of the same step fires in his place.
    expect(only(events, "awarded").map(({ lot, buyer, quantity }) => [lot, buyer, quantity])).toContainEqual([0, 1, 50]);
  });

  test("can be cancelled, ends with its lot, and is refused by name when it makes no sense", () => {
    const scene = announced();
    expect(place(scene, 0, 100, 10)).toBe(answerOf("below_floor"));
    expect(place(scene, 0, 450, 10, 1, 7)).toBe(answerOf("unknown_lot"));
    expect(place(scene, 0, 450, 10, 2)).toBe(0);
    expect(place(scene, 0, 450, 10, 2)).toBe(0);
    expect(place(scene, 0, 460, 10, 3)).toBe(answerOf("limit_exists"));
    expect(place(scene, 1, 300, 10, 3)).toBe(0);
    expect(scene.tell({ kind: "cancelLimit", t: 4, lot: 0, buyer: 0 })).toBe(0);
    expect(scene.tell({ kind: "cancelLimit", t: 4, lot: 0, buyer: 0 })).toBe(answerOf("unknown_limit"));
    scene.start(5);
    scene.press(2, 400, 100);
    scene.advance(3_000);
    const events = scene.hear();
    expect(only(events, "limitEnded").map(({ buyer, limitEnd }) => [buyer, limitEnd])).toEqual([
      [0, "by_buyer"],
      [1, "lot_gone"],
    ]);
    expect(only(events, "pressRepeated")).toHaveLength(1);
    expect(place(scene, 0, 450, 10)).toBe(answerOf("lot_gone"));
  });
});
