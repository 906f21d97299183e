import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { drawOrder, drawTie } from "./draw.ts";
import { sha256 } from "./sha256.ts";

const never = (): boolean => false;
const odd = (lot: number): boolean => lot % 2 === 1;
const lots = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

/** The published recipe, written again from its description with the platform's hash, as a doubting grower would. */
function recheck(seed: string, session: string, clock: number, n: number): number[] {
  const words: number[] = [];
  for (let i = 0; words.length < n * 4 + 8; i += 1) {
    const digest = createHash("sha256").update(`draw|${seed}|${session}|${clock}|${i}`).digest();
    for (let w = 0; w < 8; w += 1) words.push(digest.readUInt32BE(w * 4));
  }
  const order = lots(n);
  for (let i = n - 1; i > 0; i -= 1) {
    let word = words.shift()!;
    while (word >= 2 ** 32 - (2 ** 32 % (i + 1))) word = words.shift()!;
    const j = word % (i + 1);
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}

describe("the draw of the lot order", () => {
  test("is what anyone gets from the published recipe", () => {
    for (const [seed, n] of [["s", 1], ["s", 2], ["a long seed", 37], ["x", 500]] as const) {
      expect(drawOrder(sha256, seed, "2026-11-22/1", 3, lots(n), never)).toEqual(recheck(seed, "2026-11-22/1", 3, n));
    }
  });

  test("differs by seed, session and clock", () => {
    const draws = [["a", "s", 0], ["b", "s", 0], ["a", "t", 0], ["a", "s", 1]] as const;
    const orders = draws.map(([seed, session, clock]) => drawOrder(sha256, seed, session, clock, lots(30), never).join());
    expect(new Set(orders).size).toBe(4);
  });

  test("gives every lot every place equally often (chi-square over 6,000 draws of 5 lots)", () => {
    const seen = Array.from({ length: 5 }, () => [0, 0, 0, 0, 0]);
    for (let i = 0; i < 6_000; i += 1) {
      drawOrder(sha256, `seed ${i}`, "s", 0, lots(5), never).forEach((lot, place) => {
        seen[lot]![place]! += 1;
      });
    }
    const chiSquare = seen.flat().reduce((sum, n) => sum + (n - 1_200) ** 2 / 1_200, 0);
    // 16 degrees of freedom, one in ten thousand: 44.
    expect(chiSquare).toBeLessThan(44);
  });

  test("puts lots without a photograph last, in drawn order", () => {
    const plain = drawOrder(sha256, "s", "s", 0, lots(20), never);
    const order = drawOrder(sha256, "s", "s", 0, lots(20), odd);
    expect(order).toEqual([...plain.filter((lot) => !odd(lot)), ...plain.filter(odd)]);
  });

  test("breaks a tie of three evenly, and differently for every lot and run", () => {
    const won = [0, 0, 0];
    for (let lot = 0; lot < 300; lot += 1) for (let run = 0; run < 10; run += 1) won[drawTie(sha256, "s", "x", lot, run, 3)]! += 1;
    const chiSquare = won.reduce((sum, n) => sum + (n - 1_000) ** 2 / 1_000, 0);
    // 2 degrees of freedom, one in ten thousand: 18.4.
    expect(chiSquare).toBeLessThan(18.4);
    expect(drawTie(sha256, "s", "x", 4, 2, 3)).toBe(createHash("sha256").update("tie|s|x|4|2|0").digest().readUInt32BE(0) % 3);
  });
});
