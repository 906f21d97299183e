import { describe, expect, test } from "vitest";
import { ITEMS } from "./items.ts";
import { speciesById } from "./species.ts";
import { VARIETIES } from "./varieties.ts";

const codeOf = ([speciesId, variety, spec, , potCm]: (typeof ITEMS)[number]) => [speciesId, variety, potCm, spec].join("/");

describe("the region's trade items", () => {
  test("at least 70, none twice, each of a known species and variety", () => {
    expect(ITEMS.length).toBeGreaterThanOrEqual(70);
    expect(new Set(ITEMS.map(codeOf)).size).toBe(ITEMS.length);
    expect(ITEMS.filter(([speciesId]) => speciesById(speciesId) === undefined).map(codeOf)).toEqual([]);
    expect(ITEMS.filter(([speciesId, variety]) => variety !== null && !VARIETIES.some(({ id }) => id === `${speciesId}--${variety}`)).map(codeOf)).toEqual([]);
  });

  test("each stands in a pot that is usual for its species, and says its make in both languages", () => {
    expect(ITEMS.filter(([speciesId, , , , potCm]) => speciesById(speciesId)?.potsCm.includes(potCm) !== true).map(codeOf)).toEqual([]);
    expect(ITEMS.filter(([, , zh, en]) => zh.trim() === "" || /[\u4e00-\u9fff]/.test(en) || en.trim() === "").map(codeOf)).toEqual([]);
  });

  test("packings are whole numbers; small pots come many to a box and large ones few", () => {
    for (const [, , , , potCm, [box, layer, trolley]] of ITEMS) {
      expect([box, layer, trolley].every((n) => Number.isInteger(n) && n > 0)).toBe(true);
      if (potCm >= 24) expect(box).toBeLessThanOrEqual(4);
      if (potCm <= 10) expect(box).toBeGreaterThanOrEqual(12);
    }
  });
});
