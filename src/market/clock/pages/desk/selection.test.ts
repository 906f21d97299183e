import { describe, expect, it } from "vitest";
import { itemsOf, spread } from "./selection.ts";

const lots = (...items: readonly string[]) => items.map((itemId, n) => ({ id: `lot ${n}`, itemId, onHand: 10 }));

describe("five hundred lots before the clock", () => {
  it("puts all lots of an item on one clock and loads the clocks alike", () => {
    const day = lots("兰", "兰", "兰", "兰", "红掌", "红掌", "红掌", "月季", "月季", "多肉");
    const placed = spread(day, 2);
    for (const { lots: group } of itemsOf(day)) expect(new Set(group.map(({ id }) => placed.get(id))).size).toBe(1);
    const load = [0, 1].map((clock) => [...placed.values()].filter((one) => one === clock).length);
    expect(load).toEqual([5, 5]);
  });

  it("lists the items by how many lots there are", () => {
    expect(itemsOf(lots("月季", "兰", "兰")).map(({ itemId, lots: group }) => [itemId, group.length])).toEqual([["兰", 2], ["月季", 1]]);
  });

  it("has a place for everything even on one clock", () => {
    expect([...spread(lots("a", "b", "c"), 1).values()]).toEqual([0, 0, 0]);
    expect(spread([], 3).size).toBe(0);
  });
});
