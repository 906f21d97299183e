import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { priceSheetOfDay, sheetLine, withheldReason } from "./price-sheet.ts";
import type { ExactPrice, SheetSale } from "./price-sheet.ts";

const seed = Number(process.env["SEED"] ?? 20260604);
console.log(`price sheet properties: seed ${seed}`);

const atLeast = (a: ExactPrice, b: ExactPrice) => BigInt(a.numerator) * BigInt(b.denominator) >= BigInt(b.numerator) * BigInt(a.denominator);
const whole = (price: number): ExactPrice => ({ numerator: price, denominator: 1, minor: price });
const sale = (tradeItemId: string, grade: string, sellerId: string, price: number, quantity: number) => ({ tradeItemId, grade, sellerId, price, quantity });

describe("a morning of anthuriums", () => {
  test("ten pots at ten prices: the dearest two, the middle six, the cheapest two", () => {
    const sales = [1000, 900, 800, 700, 600, 500, 400, 300, 200, 100].map((price) => ({ price, quantity: 1 }));
    const { prices, ...totals } = sheetLine(sales, 3);
    expect(totals).toEqual({ soldQuantity: 10, unsoldQuantity: 3, valueMinor: 5500 });
    expect([prices?.max, prices?.upper.minor, prices?.middle.minor, prices?.lower.minor, prices?.min, prices?.mean.minor]).toEqual([1000, 950, 550, 150, 100, 550]);
  });

  test("a sale across a boundary is split, even inside one pot", () => {
    // Seven pots: the classes hold 1.4, 4.2 and 1.4 pots.
    const { prices } = sheetLine([{ price: 100, quantity: 5 }, { price: 400, quantity: 1 }, { price: 200, quantity: 1 }], 0);
    // Upper: 1 pot at 400 and 0.4 at 200 = 480 / 1.4; middle: 0.6 at 200 and 3.6 at 100 = 480 / 4.2.
    expect(prices?.upper).toEqual({ numerator: 2400, denominator: 7, minor: 343 });
    expect(prices?.middle).toEqual({ numerator: 2400, denominator: 21, minor: 114 });
    expect(prices?.lower).toEqual({ numerator: 700, denominator: 7, minor: 100 });
    expect(prices?.mean).toEqual({ numerator: 1100, denominator: 7, minor: 157 });
  });

  test("a single pot is its own upper, middle and lower price", () => {
    const { prices } = sheetLine([{ price: 2150, quantity: 1 }], 0);
    expect([prices?.upper.minor, prices?.middle.minor, prices?.lower.minor]).toEqual([2150, 2150, 2150]);
  });

  test("nothing sold is no data, not a price of zero", () => {
    expect(sheetLine([], 40)).toEqual({ prices: null, soldQuantity: 0, unsoldQuantity: 40, valueMinor: 0 });
  });

  test("half a fen goes up", () => {
    expect(sheetLine([{ price: 1, quantity: 1 }, { price: 2, quantity: 1 }], 0).prices?.mean).toEqual({ numerator: 3, denominator: 2, minor: 2 });
  });

  test("bad figures are named", () => {
    expect(() => sheetLine([{ price: 1.5, quantity: 1 }], 0)).toThrow("sale 0: price");
    expect(() => sheetLine([{ price: 1, quantity: 0 }], 0)).toThrow("sale 0: quantity");
    expect(() => sheetLine([], -1)).toThrow("unsold");
    expect(() => sheetLine([{ price: 2 ** 40, quantity: 2 ** 12 }], 0)).toThrow("five times the value");
  });
});

test("any day: max ≥ upper ≥ middle ≥ lower ≥ min, and 20/60/20 recombine to the mean without a remainder", () => {
  const anySale = fc.record({ price: fc.nat({ max: 5_000_000 }), quantity: fc.integer({ min: 1, max: 100_000 }) });
  fc.assert(
    fc.property(fc.array(anySale, { minLength: 1, maxLength: 60 }), (sales: SheetSale[]) => {
      const line = sheetLine(sales, 0);
      const p = line.prices;
      if (p === null) throw new Error("sold but no prices");
      const row = [whole(p.max), p.upper, p.middle, p.lower, whole(p.min)];
      row.slice(1).forEach((price, i) => expect(atLeast(row[i] ?? price, price)).toBe(true));
      expect([p.upper.denominator, p.middle.denominator, p.lower.denominator]).toEqual([line.soldQuantity, 3 * line.soldQuantity, line.soldQuantity]);
      expect(p.upper.numerator + p.middle.numerator + p.lower.numerator).toBe(5 * line.valueMinor);
      expect(p.mean).toMatchObject({ numerator: line.valueMinor, denominator: line.soldQuantity });
      expect(sheetLine(sales.toReversed(), 0)).toEqual(line);
      // Selling each lot in two parts at the same price moves nothing.
      const halves = sales.flatMap(({ price, quantity }) => (quantity < 2 ? [{ price, quantity }] : [{ price, quantity: 1 }, { price, quantity: quantity - 1 }]));
      expect(sheetLine(halves, 0)).toEqual(line);
    }),
    { seed },
  );
});

describe("what the public may see", () => {
  test("two growers are too few, a third one opens the line, one above 80 % closes it", () => {
    expect(withheldReason([])).toEqual({ code: "nothing_sold" });
    expect(withheldReason([50, 50])).toEqual({ code: "too_few_sellers", sellers: 2, needed: 3 });
    expect(withheldReason([50, 50, 0])).toMatchObject({ code: "too_few_sellers" });
    expect(withheldReason([80, 10, 10])).toBeNull();
    expect(withheldReason([81, 10, 9])).toEqual({ code: "one_seller_dominates", limitPercent: 80 });
  });

  test("the day's sheet has a line for each item and grade, also for what nobody bought", () => {
    const sheet = priceSheetOfDay(
      [sale("phalaenopsis-v3", "B", "g1", 1500, 10), sale("phalaenopsis-v3", "A", "g1", 1800, 40), sale("phalaenopsis-v3", "A", "g2", 1700, 30), sale("phalaenopsis-v3", "A", "g3", 1900, 30)],
      [{ tradeItemId: "anthurium", grade: "A", quantity: 5 }, { tradeItemId: "phalaenopsis-v3", grade: "A", quantity: 2 }],
    );
    expect(sheet.map((l) => [l.tradeItemId, l.grade, l.soldQuantity, l.unsoldQuantity, l.sellers, l.prices?.mean.minor ?? null, l.withheld?.code ?? null])).toEqual([
      ["anthurium", "A", 0, 5, 0, null, "nothing_sold"],
      ["phalaenopsis-v3", "A", 100, 2, 3, 1800, null],
      ["phalaenopsis-v3", "B", 10, 0, 1, 1500, "too_few_sellers"],
    ]);
  });
});
