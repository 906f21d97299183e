import { describe, expect, test } from "vitest";
import { answerOf } from "./answers.ts";
import { available, creditOf } from "./credit.ts";
import { only, Scene, sceneLot } from "./scene.ts";

/** Two clocks with a lot of 100 pots each, both at 4.50 yuan 400 ms after T0. */
function twoClocks(...limits: number[]): Scene {
  return new Scene({ clocks: [{}, {}] }).buyers(...limits).lots(0, sceneLot("a")).lots(1, sceneLot("b")).start(0, 0).start(0, 1);
}

describe("credit", () => {
  test("is held at the press, used by the winner and given back to the loser", () => {
    const scene = twoClocks(20_000, 20_000);
    scene.press(0, 400, 30);
    scene.press(1, 410, 40);
    const { buyers } = scene.state;
    expect([creditOf(buyers, 0).held, creditOf(buyers, 1).held]).toEqual([13_500, 18_000]);
    scene.advance(2_000);
    expect([creditOf(buyers, 0).held, creditOf(buyers, 1).held]).toEqual([0, 0]);
    expect([creditOf(buyers, 0).used, creditOf(buyers, 1).used]).toEqual([13_500, 0]);
    expect(available(buyers, 0)).toBe(6_500);
  });

  test("cuts a press to what the buyer can pay, and refuses it if that is less than the minimum", () => {
    const scene = twoClocks(450 * 25 + 449, 450 * 10 - 1);
    scene.press(0, 400, 60);
    expect(only(scene.hear(), "pressAccepted")[0]).toMatchObject({ quantity: 25 });
    expect(scene.press(1, 400, 60)).toBe(answerOf("over_credit"));
    expect(creditOf(scene.state.buyers, 1).held).toBe(0);
  });

  test("is one purse for all clocks: what is held on one cannot be pressed on another", () => {
    const scene = twoClocks(450 * 100);
    scene.press(0, 400, 80, { clock: 0 });
    scene.press(0, 400, 80, { clock: 1 });
    expect(only(scene.hear(), "pressAccepted").map((event) => event.quantity)).toEqual([80, 20]);
    expect(available(scene.state.buyers, 0)).toBe(0);
  });

  test("of a workplace counts against its own daily limit and its buyer's", () => {
    const scene = new Scene({ clocks: [{}, {}] }).buyers(450 * 50);
    scene.tell({ kind: "addBuyer", t: 0, id: "desk 1", creditLimit: 450 * 40, payer: 0 });
    scene.tell({ kind: "addBuyer", t: 0, id: "desk 2", creditLimit: 450 * 40, payer: 0 });
    scene.lots(0, sceneLot("a")).lots(1, sceneLot("b")).start(0, 0).start(0, 1);
    scene.press(1, 400, 100, { clock: 0 });
    scene.press(2, 400, 100, { clock: 1 });
    expect(only(scene.hear(), "pressAccepted").map((event) => event.quantity)).toEqual([40, 10]);
    scene.advance(2_000);
    expect([0, 1, 2].map((buyer) => creditOf(scene.state.buyers, buyer).used)).toEqual([450 * 50, 450 * 40, 450 * 10]);
  });

  test("may be raised and lowered during the session; lowered under the purchases it only stops new ones", () => {
    const scene = twoClocks(10_000);
    expect(scene.press(0, 400, 30)).toBe(0);
    scene.advance(2_000);
    scene.tell({ kind: "setCredit", t: 2_000, buyer: 0, creditLimit: 1_000 });
    expect(available(scene.state.buyers, 0)).toBeLessThan(0);
    expect(scene.press(0, 200, 10)).toBe(answerOf("over_credit"));
    scene.tell({ kind: "setCredit", t: scene.state.now, buyer: 0, creditLimit: 1_000_000 });
    expect(scene.press(0, 260, 10)).toBe(0);
    expect(only(scene.hear(), "creditSet")).toMatchObject([{ creditLimit: 1_000, used: 9_900 }, { creditLimit: 1_000_000 }]);
  });
});
