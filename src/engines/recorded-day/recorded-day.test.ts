import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Deal, MAX_PRICE, MAX_UNITS_PER_ROW, type PlannedLot, type RecordedFigures, summariseDeals } from "./figures.ts";
import { planRow } from "./lots.ts";

const SEED = Number(process.env["HUALIAN_SEED"] ?? 20260529);
console.log(`recorded-day: property tests run with seed ${SEED} (set HUALIAN_SEED to change it)`);

const cast = { seed: "a Friday", buyers: 300, sellers: 80 };
const plan = (figures: RecordedFigures, key = "row", seed = cast.seed): PlannedLot[] =>
  planRow(figures, { ...cast, seed, key });
const dealsOf = (lots: readonly PlannedLot[]): Deal[] => lots.flatMap((lot) => [...lot.deals]);

/** Rows a market could have published: any volume and range, the mean anywhere inside, small figures as likely as large. */
const possibleRow: fc.Arbitrary<RecordedFigures> = fc
  .tuple(
    fc.oneof(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 9_000 }), fc.integer({ min: 1, max: MAX_UNITS_PER_ROW })),
    fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 100, max: 80_000 }), fc.integer({ min: 1, max: MAX_PRICE })),
    fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 30 }), fc.integer({ min: 0, max: 70_000 }), fc.integer({ min: 0, max: MAX_PRICE })),
    fc.double({ min: 0, max: 1, noNaN: true }),
  )
  .map(([volume, min, range, where]) => {
    const max = Math.min(MAX_PRICE, min + range);
    return { volume, min, max, mean: min + Math.round((max - min) * where) };
  });

describe("one recorded row becomes lots", () => {
  it("sells a bunch of gerberas as it was published: 73 bunches, 510 to 600 won, mean 538", () => {
    const lots = plan({ volume: 73, min: 510, max: 600, mean: 538 });
    const day = summariseDeals(dealsOf(lots));
    expect(day).toMatchObject({ units: 73, min: 510, max: 600 });
    expect(Math.round(day.value / day.units)).toBe(538);
    expect(new Set(dealsOf(lots).map((deal) => deal.price)).size).toBeGreaterThan(2);
  });

  it("keeps volume, range and mean for any row a market could publish", () => {
    fc.assert(
      fc.property(possibleRow, fc.string(), (figures, seed) => {
        const day = summariseDeals(dealsOf(plan(figures, "row", seed)));
        expect(day.units).toBe(figures.volume);
        expect(day.min).toBeGreaterThanOrEqual(figures.min);
        expect(day.max).toBeLessThanOrEqual(figures.max);
        expect(Math.round(day.value / day.units)).toBe(figures.mean);
      }),
      { seed: SEED, numRuns: 2_000 },
    );
  });

  it("reaches the lowest and the highest price of every row that was really sold that way", () => {
    const soldRow = fc
      .array(fc.record({ quantity: fc.integer({ min: 1, max: 200 }), price: fc.integer({ min: 10, max: 60_000 }) }), { minLength: 1, maxLength: 12 })
      .map(summariseDeals);
    fc.assert(
      fc.property(soldRow, ({ units, min, mean, max }) => {
        const figures = { volume: units, min: min ?? 0, max: max ?? 0, mean: Math.round(mean ?? 0) };
        const day = summariseDeals(dealsOf(plan(figures)));
        expect([day.min, day.max]).toEqual([figures.min, figures.max]);
      }),
      { seed: SEED, numRuns: 2_000 },
    );
  });

  it("gives lots the clock can run: falling prices, each on a step, above the floor and below the start", () => {
    fc.assert(
      fc.property(possibleRow, (figures) => {
        for (const lot of plan(figures)) {
          expect(lot.quantity).toBe(summariseDeals(lot.deals).units);
          expect(lot.stepValue).toBeGreaterThanOrEqual(1);
          let last = lot.startPrice - lot.stepValue;
          for (const deal of lot.deals) {
            expect(deal.quantity).toBeGreaterThanOrEqual(lot.minPress);
            expect(deal.price).toBeLessThanOrEqual(last);
            expect(deal.price).toBeGreaterThanOrEqual(lot.floorPrice);
            expect((lot.startPrice - deal.price) % lot.stepValue).toBe(0);
            last = deal.price;
          }
        }
      }),
      { seed: SEED, numRuns: 1_000 },
    );
  });

  it("takes every buyer and grower from the cast", () => {
    for (const lot of plan({ volume: 8_900, min: 100, max: 900, mean: 400 })) {
      expect(lot.seller).toBeLessThan(cast.sellers);
      for (const deal of lot.deals) expect(deal.buyer).toBeLessThan(cast.buyers);
    }
  });
});

describe("the same seed", () => {
  const row = { volume: 400, min: 1_000, max: 5_200, mean: 2_700 };

  it("gives the same lots to the unit, and another seed or another row gives others", () => {
    expect(plan(row)).toEqual(plan(row));
    expect(plan(row, "row", "another Friday")).not.toEqual(plan(row));
    expect(plan(row, "another row")).not.toEqual(plan(row));
  });

  it("gives this lot on every machine", () => {
    expect(planRow({ volume: 10, min: 500, max: 600, mean: 530 }, { seed: "1", key: "1", buyers: 9, sellers: 9 })).toMatchInlineSnapshot(`
      [
        {
          "deals": [
            {
              "buyer": 6,
              "price": 530,
              "quantity": 2,
            },
            {
              "buyer": 1,
              "price": 520,
              "quantity": 2,
            },
          ],
          "floorPrice": 500,
          "minPress": 1,
          "quantity": 4,
          "seller": 8,
          "startPrice": 600,
          "stepValue": 10,
        },
        {
          "deals": [
            {
              "buyer": 7,
              "price": 600,
              "quantity": 2,
            },
            {
              "buyer": 5,
              "price": 500,
              "quantity": 4,
            },
          ],
          "floorPrice": 500,
          "minPress": 1,
          "quantity": 6,
          "seller": 2,
          "startPrice": 660,
          "stepValue": 10,
        },
      ]
    `);
  });
});

describe("rows that need care", () => {
  it("sells everything at the mean when the mean lies outside its own range", () => {
    const deals = dealsOf(plan({ volume: 135, min: 14_000, max: 15_000, mean: 1_074 }));
    expect(summariseDeals(deals)).toMatchObject({ units: 135, min: 1_074, max: 1_074 });
    expect(dealsOf(plan({ volume: 12, min: 700, max: 500, mean: 600 })).every((deal) => deal.price === 600)).toBe(true);
  });

  it("sells a single unit at the mean", () => {
    expect(dealsOf(plan({ volume: 1, min: 500, max: 900, mean: 640 }))).toMatchObject([{ quantity: 1, price: 640 }]);
  });

  it("keeps the number of deals bounded for the largest row", () => {
    const deals = dealsOf(plan({ volume: MAX_UNITS_PER_ROW, min: 1, max: MAX_PRICE, mean: 777 }));
    expect(deals.length).toBeLessThan(250);
  });

  it("refuses figures no market could have recorded", () => {
    for (const wrong of [{ volume: 0 }, { volume: 1.5 }, { min: -1 }, { mean: Number.NaN }, { max: MAX_PRICE + 1 }]) {
      expect(() => plan({ volume: 10, min: 1, mean: 1, max: 1, ...wrong })).toThrow(RangeError);
    }
    expect(() => planRow({ volume: 1, min: 1, mean: 1, max: 1 }, { ...cast, key: "", buyers: 0 })).toThrow(/buyers/);
  });
});
