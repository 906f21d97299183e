import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sealedBid, type Ask } from "./bids.ts";
import { USUAL_TIES } from "./types.ts";

const SEED = Number(process.env["HUALIAN_SEED"] ?? 1961);
console.log(`bids: property tests run with seed ${SEED} (set HUALIAN_SEED to change it)`);
const tie = { by: USUAL_TIES, salt: "order 7" };

describe("sealed asks for 100 pots, at 5.00 yuan at most", () => {
  const asks: Ask[] = [{ id: "Li", claim: 50, ask: 420 }, { id: "Wang", claim: 60, ask: 450 }, { id: "Zhao", claim: 90, ask: 450 }, { id: "Chen", claim: 80, ask: 480 }, { id: "Liu", claim: 80, ask: 510 }];

  test("the lowest first, the last price shared in proportion, one price for all", () => {
    const { shares, clearing, unplaced } = sealedBid({ estate: 100, step: 5, asks, tie, ceiling: 500 });
    expect(Object.fromEntries(shares.map(({ id, units }) => [id, units]))).toEqual({ Li: 50, Wang: 20, Zhao: 30, Chen: 0, Liu: 0 });
    expect([clearing, unplaced]).toEqual([450, 0]);
    expect(Object.fromEntries(shares.map(({ id, why }) => [id, why.bound]))).toEqual({ Li: "accepted", Wang: "shared", Zhao: "shared", Chen: "filled", Liu: "above-ceiling" });
    expect(shares.every(({ why }) => why.clearing === 450)).toBe(true);
  });
  test("what only asks above the ceiling could fill stays unplaced, and says so", () => {
    const { clearing, left } = sealedBid({ estate: 400, step: 5, asks, tie, ceiling: 500 });
    expect(clearing).toBe(480);
    expect(left).toEqual([{ reason: "too-few-claims", units: 40 }, { reason: "above-ceiling", units: 80 }]);
  });
  test("no ask under the ceiling, no price", () => {
    expect(sealedBid({ estate: 10, step: 5, asks, tie, ceiling: 400 })).toMatchObject({ clearing: null, given: 0, unplaced: 10 });
  });
});

const asked = fc.array(fc.record({ claim: fc.integer({ min: 0, max: 60 }), ask: fc.integer({ min: 0, max: 6 }), minBatch: fc.integer({ min: 0, max: 20 }) }), { minLength: 1, maxLength: 8 }).map((list) => list.map((one, i): Ask => ({ id: `g${i}`, ...one })));

test("nobody is paid below his ask or the buyer above his ceiling; no pot is lost; without batches nobody dear is taken while somebody cheaper has trays left", () => {
  fc.assert(fc.property(asked, fc.integer({ min: 0, max: 200 }), fc.integer({ min: 1, max: 7 }), fc.constantFrom("leave" as const, "one" as const), (asks, estate, step, loose) => {
    const ceiling = 4;
    const result = sealedBid({ estate, step, asks, tie, ceiling, loose });
    expect(result.given + result.unplaced).toBe(estate);
    expect(result.left.reduce((sum, { units }) => sum + units, 0)).toBe(result.unplaced);
    for (const { id, units, why } of result.shares) {
      const one = asks.find((ask) => ask.id === id)!;
      expect(units).toBeLessThanOrEqual(one.claim);
      // An ask at the ceiling is good, one above it is not.
      expect(why.bound === "above-ceiling").toBe(one.ask > ceiling);
      expect(units === 0 || (units >= one.minBatch! && why.ask <= result.clearing! && result.clearing! <= ceiling)).toBe(true);
    }
    expect(sealedBid({ estate, step, asks: asks.toReversed(), tie, ceiling, loose })).toEqual(result);
    const plain = sealedBid({ estate, step, asks: asks.map((one) => ({ ...one, minBatch: 0 })), tie, ceiling });
    for (const { id, units, why } of plain.shares) if (why.ask < (plain.clearing ?? 0)) expect(units).toBe(Math.floor(asks.find((one) => one.id === id)!.claim / step) * step);
  }), { seed: SEED, numRuns: 500 });
});
