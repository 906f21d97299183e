import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { QueueEntry } from "../../views.ts";
import type { ServerMessage, WireProgramme } from "../../wire.ts";
import { AHEAD, openBook } from "./lotBook.ts";

const lot = (n: number, change: Partial<QueueEntry> = {}): QueueEntry => ({
  entryId: `e${n}`, sessionId: "s", lotId: `l${n}`, lot: n, clock: 0, place: n + 1, status: "queued", lotNo: `1-${n}`, photoId: null, itemId: "i", itemZh: "蝴蝶兰", itemEn: "", category: "orchid", potCm: null, spec: "", attributes: {},
  grade: null, remaining: 100, quantity: 100, unit: "pot", packing: {}, potExtra: false, grower: "", quality: null, town: null, note: "", minPress: 1, startPrice: 100, stepValue: 1, floorPrice: 10, recentPrice: null, nextChannel: "direct_stock",
  passReason: null, outcomeReason: "", sold: 0, value: 0, lastPrice: null, can: [], ...change,
});
const programme = (n: number): ServerMessage => ({ k: "programme", clock: 0, lot: n, entryId: `e${n}`, run: 0, quantity: 100, startPrice: 100, stepValue: 1, stepMs: 40, floorPrice: 10, lastStep: 90, t0: 0 } satisfies { k: "programme" } & WireProgramme);
const snapshot: ServerMessage = { k: "snapshot", session: "s", now: 0, stalled: false, clocks: [{ clock: 0, phase: "running", programme: null, waiting: 100 }], seat: null, wins: [] };

/** A market with a queue of its own, as the server would answer from it. */
function market(lots: number) {
  let queue = Array.from({ length: lots }, (_, n) => lot(n));
  const asked: number[] = [];
  return {
    asked,
    change: (n: number, to: Partial<QueueEntry>) => { queue = queue.map((one, at) => (at === n ? { ...one, ...to } : one)); },
    fetch: async (_clock: number, limit: number) => {
      asked.push(limit);
      const rank = (one: QueueEntry): number => (one.status === "running" ? 0 : one.status === "queued" ? 1 : 2);
      return { entries: queue.toSorted((a, b) => rank(a) - rank(b)).slice(0, limit), total: queue.length };
    },
  };
}

describe("the screen's book of lots", () => {
  beforeEach(() => { vi.useFakeTimers(); });
  afterEach(() => { vi.useRealTimers(); });

  it("reads a clock's next lots with the snapshot, and asks for more before they run out", async () => {
    const hall = market(100);
    const book = openBook(hall.fetch, 0);
    book.hear(snapshot);
    await vi.runAllTimersAsync();
    expect(book.get().upcoming[0]).toHaveLength(AHEAD);
    for (let n = 0; n < AHEAD - 9; n += 1) {
      hall.change(n, { status: "sold", remaining: 0 });
      book.hear(programme(n));
      book.hear({ k: "sold", clock: 0, lot: n });
    }
    await vi.runAllTimersAsync();
    expect(hall.asked.length).toBeGreaterThan(1);
    expect(book.get().upcoming[0]?.[0]?.lot).toBe(AHEAD - 9);
    book.close();
  });

  it("believes what it heard live over a list that follows behind", async () => {
    const hall = market(3);
    const book = openBook(hall.fetch, 0);
    book.hear(snapshot);
    await vi.runAllTimersAsync();
    book.hear(programme(0));
    book.hear({ k: "award", clock: 0, lot: 0, run: 0, step: 5, price: 95, quantity: 60, remaining: 40 });
    book.hear({ k: "passed", clock: 0, lot: 0, quantity: 40, reason: "floor_reached", next: "direct_stock" });
    book.refresh();
    await vi.runAllTimersAsync();
    expect(book.get().byLot.get(0)).toMatchObject({ status: "passed", remaining: 40, sold: 60, value: 5_700 });
    expect(book.get().upcoming[0]?.map((entry) => entry.lot)).toEqual([1, 2]);
  });

  it("knows the difference between a list that is empty and one that was not read", async () => {
    const book = openBook(market(0).fetch, 0);
    expect(book.get().upcoming[0]).toBeUndefined();
    book.hear(snapshot);
    await vi.runAllTimersAsync();
    expect(book.get().upcoming[0]).toEqual([]);
  });

  it("says when the market could not be reached, and tries again when asked", async () => {
    let down = true;
    const hall = market(2);
    const book = openBook((clock, limit) => (down ? Promise.reject(new Error("away")) : hall.fetch(clock, limit)), 0);
    book.hear(snapshot);
    await vi.runAllTimersAsync();
    expect(book.get().failed).toBe(true);
    down = false;
    book.refresh();
    await vi.runAllTimersAsync();
    expect(book.get()).toMatchObject({ failed: false });
    expect(book.get().upcoming[0]).toHaveLength(2);
  });
});
