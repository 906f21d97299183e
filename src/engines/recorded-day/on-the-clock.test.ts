/** The planned lots on the real clock: what it awards is what was planned. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fitLot } from "../clock/bounds.ts";
import { apply, createSession, nextDue, takeEvents } from "../clock/session.ts";
import { sha256 } from "../clock/sha256.ts";
import { DEFAULT_CLOCK_SETTINGS, type LotEntry } from "../clock/types.ts";
import { type Deal, MAX_PRICE, MAX_UNITS_PER_ROW, type PlannedLot, type RecordedFigures, summariseDeals } from "./figures.ts";
import { planRow, stopAt } from "./lots.ts";

const SEED = Number(process.env["HUALIAN_SEED"] ?? 20260529);
console.log(`recorded-day on the clock: seed ${SEED} (set HUALIAN_SEED to change it)`);

const BUYERS = 20;
const plan = (figures: RecordedFigures): PlannedLot[] => planRow(figures, { seed: String(SEED), key: "row", buyers: BUYERS, sellers: 5 });

function entryOf(lot: PlannedLot, index: number): LotEntry {
  const { quantity, minPress, startPrice, stepValue, floorPrice } = lot;
  return {
    id: `lot ${index}`, sellerId: `grower ${lot.seller}`, quantity, minPress, startPrice, stepValue, floorPrice,
    hasPhoto: true, nextChannel: "direct_stock",
  };
}

interface ClockOutcome {
  readonly awards: Map<number, (Deal & { buyer: number })[]>;
  readonly passed: number;
}

/** Runs the lots through one clock; at every programme the next planned buyer of that lot presses. */
function runOnClock(lots: readonly PlannedLot[], restartSteps: number): ClockOutcome {
  const seed = "committed";
  const clocks = [{ ...DEFAULT_CLOCK_SETTINGS, name: "1", restartSteps }];
  const session = createSession(
    { id: "2026-05-29/1", currency: "KRW", seedCommitment: sha256(seed), maxDelayMs: 200, futureToleranceMs: 20, clocks }, seed,
  );
  apply(session, { kind: "open", t: 0 });
  for (let i = 0; i < BUYERS; i++) {
    apply(session, { kind: "addBuyer", t: 0, id: `buyer ${i}`, creditLimit: Number.MAX_SAFE_INTEGER, payer: -1 });
  }
  for (const [index, lot] of lots.entries()) expect(apply(session, { kind: "addLot", t: 0, clock: 0, lot: entryOf(lot, index) })).toBe(0);
  apply(session, { kind: "startClock", t: 0, clock: 0, actor: "auctioneer", reason: "replay" });
  const awards: ClockOutcome["awards"] = new Map(lots.map((_, index) => [index, []]));
  let passed = 0;
  let pressId = 0;
  for (let finished = false; !finished; ) {
    for (const event of takeEvents(session)) {
      if (event.kind === "lotPassed") passed += event.remainder;
      if (event.kind === "clockFinished") finished = true;
      if (event.kind === "awarded") awards.get(event.lot)?.push({ quantity: event.quantity, price: event.price, buyer: event.buyer });
      if (event.kind !== "programmePublished") continue;
      const deal = lots[event.lot]?.deals[awards.get(event.lot)?.length ?? 0];
      if (deal === undefined) throw new Error("The clock offers a lot that is sold");
      const { tau } = stopAt(event, deal.price);
      pressId += 1;
      const { lot, run, t0 } = event;
      const press = { lot, run, buyer: deal.buyer, tau, quantity: deal.quantity, pressId };
      expect(apply(session, { kind: "press", t: t0 + tau, clock: 0, delay: 0, ...press })).toBe(0);
    }
    if (!finished) apply(session, { kind: "advance", t: nextDue(session) + 1 });
  }
  return { awards, passed };
}

describe("a planned row on the real clock", () => {
  const row = fc
    .record({ volume: fc.integer({ min: 1, max: 2_000 }), min: fc.integer({ min: 1, max: 40_000 }), range: fc.integer({ min: 0, max: 40_000 }), where: fc.double({ min: 0, max: 1, noNaN: true }) })
    .map(({ volume, min, range, where }) => ({ volume, min, max: min + range, mean: min + Math.round(range * where) }));

  it("is sold deal by deal as planned, nothing passes, whatever the restart rule", () => {
    fc.assert(
      fc.property(row, fc.integer({ min: 0, max: 40 }), (figures, restartSteps) => {
        const lots = plan(figures);
        const { awards, passed } = runOnClock(lots, restartSteps);
        expect(passed).toBe(0);
        for (const [index, lot] of lots.entries()) expect(awards.get(index)).toEqual(lot.deals);
        const sold = summariseDeals([...awards.values()].flat());
        expect([sold.units, Math.round(sold.value / sold.units)]).toEqual([figures.volume, figures.mean]);
      }),
      { seed: SEED, numRuns: 150 },
    );
  });

  it("is sold at its mean when that lies below its own lowest price", () => {
    const { awards, passed } = runOnClock(plan({ volume: 135, min: 14_000, max: 15_000, mean: 1_074 }), 10);
    expect(summariseDeals([...awards.values()].flat())).toMatchObject({ units: 135, min: 1_074, max: 1_074 });
    expect(passed).toBe(0);
  });

  it("fits the bounds of the clock even for the wildest row", () => {
    const wild = fc.record({
      volume: fc.integer({ min: 1, max: MAX_UNITS_PER_ROW }), min: fc.integer({ min: 1, max: MAX_PRICE }),
      mean: fc.integer({ min: 1, max: MAX_PRICE }), max: fc.integer({ min: 1, max: MAX_PRICE }),
    });
    // One programme has too few steps for prices this far apart, so such a row needs several lots.
    const fewUnitsFarApart = fc
      .record({ volume: fc.integer({ min: 2, max: 60 }), mean: fc.integer({ min: 1, max: MAX_PRICE }) })
      .map((figures) => ({ ...figures, min: 1, max: MAX_PRICE }));
    fc.assert(
      fc.property(fc.oneof(wild, fewUnitsFarApart), (figures) => {
        for (const [index, lot] of plan(figures).entries()) {
          expect(fitLot(entryOf(lot, index))).toBe(true);
          expect(lot.deals.at(-1)?.price).toBeGreaterThanOrEqual(lot.floorPrice);
        }
      }),
      { seed: SEED, numRuns: 500 },
    );
  });

  it("names a price that stands on no step", () => {
    expect(() => stopAt({ startPrice: 500, stepValue: 20, stepMs: 40 }, 490)).toThrow(/no step/);
    expect(() => stopAt({ startPrice: 500, stepValue: 20, stepMs: 40 }, 520)).toThrow(RangeError);
    expect(stopAt({ startPrice: 500, stepValue: 20, stepMs: 40 }, 440)).toEqual({ step: 3, tau: 120 });
  });
});
