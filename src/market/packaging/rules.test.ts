import { describe, expect, test } from "vitest";
import { checkDigitFits } from "../../kernel/print/fields.ts";
import { ACTS, ROUTES, chargeOf, graiOf, handOverDeeds, lossRate, readNumbers, sideOf, takeOldest } from "./rules.ts";

describe("the rules of the pool", () => {
  const layers = [{ id: "a", left: 3, deposit: 80_00 }, { id: "b", left: 5, deposit: 90_00 }];

  test("the oldest come back first, each at the deposit that was paid for it", () => {
    expect(takeOldest(layers, 2)).toEqual({ uses: [{ id: "a", quantity: 2, deposit: 80_00 }], deposit: 160_00 });
    expect(takeOldest(layers, 4)).toEqual({ uses: [{ id: "a", quantity: 3, deposit: 80_00 }, { id: "b", quantity: 1, deposit: 90_00 }], deposit: 330_00 });
    expect(takeOldest(layers, 8)?.deposit).toBe(690_00);
    expect(takeOldest(layers, 9)).toBeNull();
  });

  test("damage costs nothing, the deposit of these very pieces, or new ones", () => {
    const facts = { deposit: 170_00, quantity: 2, replacement: 600_00 };
    expect([chargeOf("none", facts), chargeOf("deposit", facts), chargeOf("replacement", facts)]).toEqual([0, 170_00, 1_200_00]);
  });

  test("every movement leads somewhere else than it comes from, unless it is between two parties", () => {
    for (const act of ACTS) expect(act === "transfer" || !(ROUTES[act].from as readonly string[]).includes(ROUTES[act].to), act).toBe(true);
  });

  test("a number is one of GS1 with a check digit that fits, and is read off whatever a scanner gives", () => {
    const number = graiOf(1, 42);
    expect(number).toBe("00299999000010000042");
    expect(checkDigitFits(number.slice(1, 14))).toBe(true);
    expect(readNumbers(`(8003)${number}`)).toEqual([number]);
    expect(readNumbers(`https://market.example/packaging/t/${number}`)).toEqual([number]);
    expect(readNumbers("T-1，T-2\nT-1  ")).toEqual(["T-1", "T-2"]);
  });

  test("a rate says nothing where nothing came back, and is never rounded away", () => {
    expect(lossRate({ returned: 0, damaged: 0, lost: 0 })).toBeNull();
    expect(lossRate({ returned: 2_999_999, damaged: 0, lost: 1 })).toBe(1);
    expect(lossRate({ returned: 95, damaged: 3, lost: 2 })).toBe(50_000);
  });

  test("who sells has it on his statement, and only the two of a hand-over decide it", () => {
    expect([sideOf(["grower"]), sideOf(["buyer", "merchant"]), sideOf(["buyer"]), sideOf(["agent"])]).toEqual(["seller", "seller", "buyer", "buyer"]);
    expect(handOverDeeds("proposed", { giver: true, receiver: false })).toEqual(["withdraw"]);
    expect(handOverDeeds("proposed", { giver: false, receiver: true })).toEqual(["confirm", "decline"]);
    expect(handOverDeeds("confirmed", { giver: true, receiver: true })).toEqual([]);
  });
});
