import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ageing, found, measure, piecesOf, potsOf, priceLine, restOf } from "./rules.ts";
import { slipOf } from "./slip.ts";

const seed = Number(process.env["SEED"] ?? 20261127);
const phal = { unit: "pot", packing: { box: 12, layer: 72 } };
const combo = { unit: "spike", packing: { pot: 3, box: 18 } };

describe("what a line costs", () => {
  test("quantities in any unit, prices for any unit", () => {
    expect(measure(phal, "1层2箱")).toEqual({ ok: true, quantity: 96 });
    expect(measure(phal, "0")).toMatchObject({ ok: false, fault: "too_small" });
    expect(priceLine(phal, 12, { price: 100_00, per: "box", potPrice: null, lump: null })).toMatchObject({ total: 100_00 });
    expect(priceLine(phal, 5, { price: 100_00, per: "box", potPrice: null, lump: null })).toMatchObject({ total: 41_67 });
    expect(priceLine(phal, 5, { price: 18_50, per: "bunch", potPrice: null, lump: null })).toEqual({ ok: false });
    expect(priceLine(phal, 5, { price: 0, per: "pot", potPrice: null, lump: null })).toEqual({ ok: false });
  });

  test("pots are counted by what stands in one, and a haggled sum has them in it", () => {
    expect([potsOf(phal, 7), potsOf(combo, 7)]).toEqual([7, 3]);
    expect(priceLine(combo, 9, { price: 6_00, per: "spike", potPrice: 5_00, lump: null })).toMatchObject({ goods: 54_00, pots: 3, total: 69_00 });
    expect(priceLine(combo, 9, { price: 6_00, per: "spike", potPrice: 5_00, lump: 60_00 })).toMatchObject({ total: 60_00 });
  });

  test("as sales: every piece and every fen, from the lots in their order, never more than a lot has", () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 6 }), fc.integer({ min: 1, max: 200 }), fc.integer({ min: 0, max: 100_000 }), (free, quantity, more) => {
      const total = quantity + more;
      const shelf = free.map((one, index) => ({ lotId: `${index}`, free: one }));
      const pieces = piecesOf(quantity, total, shelf);
      if (free.reduce((sum, one) => sum + one, 0) < quantity) {
        expect(pieces).toBeNull();
        return;
      }
      expect(pieces!.reduce((sum, piece) => sum + piece.quantity, 0)).toBe(quantity);
      expect(pieces!.reduce((sum, piece) => sum + piece.quantity * piece.price, 0)).toBe(total);
      for (const lot of shelf) expect(pieces!.filter((piece) => piece.lotId === lot.lotId).reduce((sum, piece) => sum + piece.quantity, 0)).toBeLessThanOrEqual(lot.free);
      expect(Math.max(...pieces!.map((piece) => piece.price)) - Math.min(...pieces!.map((piece) => piece.price))).toBeLessThanOrEqual(1);
    }), { seed });
  });

  test("what stays after a return can always be sold, and nothing is given back twice", () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 0, max: 1_000_000 }), fc.array(fc.integer({ min: 1, max: 300 }), { maxLength: 5 }), (quantity, more, backs) => {
      let [left, total] = [quantity, quantity + more];
      let given = 0;
      for (const back of backs) {
        if (back > left) continue;
        const rest = restOf(total, left, back);
        expect(rest).toBeGreaterThanOrEqual(left - back);
        given += total - rest;
        [left, total] = [left - back, rest];
      }
      expect(given + total).toBe(quantity + more);
      if (left === 0) expect(total).toBe(0);
    }), { seed });
  });
});

describe("the credit book", () => {
  const debts = [{ on: "2026-12-30", due: 50_00 }, { on: "2026-10-01", due: 100_00 }, { on: "2026-11-20", due: 30_00 }, { on: "2026-12-10", due: 20_00 }];

  test("ages count to the day, and money on account pays the oldest first", () => {
    expect(ageing(debts, 0, "2026-12-31")).toEqual({ upTo7: 50_00, upTo30: 20_00, upTo60: 30_00, older: 100_00, credit: 0 });
    expect(ageing(debts, 110_00, "2026-12-31")).toEqual({ upTo7: 50_00, upTo30: 20_00, upTo60: 20_00, older: 0, credit: 0 });
    expect(ageing(debts, 250_00, "2026-12-31")).toEqual({ upTo7: 0, upTo30: 0, upTo60: 0, older: 0, credit: 50_00 });
  });

  test("what a bill was overpaid is money for the others", () => {
    expect(ageing([{ on: "2026-12-30", due: -40_00 }, { on: "2026-12-01", due: 60_00 }], 0, "2026-12-31")).toMatchObject({ upTo30: 20_00, credit: 0 });
  });

  test("a customer is found by initials, pinyin, name and the tail of his number", () => {
    const zhao = { nickname: "赵记花店", pinyin: "zhaojihuadian", initials: "zjhd", phoneTail: "5678" };
    expect(["zj", "zhaoji", "花店", "78", "5678", "56", ""].every((query) => found(zhao, query))).toBe(true);
    expect(["jh", "77", "李"].some((query) => found(zhao, query))).toBe(false);
  });
});

test("a slip says what stands: what came back is gone, what was paid back is taken off, nothing is reckoned elsewhere", () => {
  const line = { name: "蝴蝶兰", written: "6", quantity: 6, unit: "pot", price: 20_00, per: "pot", lump: false, pots: 6, potPrice: 2_00, total: 132_00 };
  const slip = slipOf({
    stall: { hall: "一号厅", number: "S07", name: "顺发花行" }, market: { zh: "试验市场", en: "Test market", demo: true }, id: "x", no: "S07-0001", provisional: false, at: "2026-12-01 10:00", customer: "老赵", by: "小李", currency: "CNY", void: false,
    lines: [line, { ...line, quantity: 0, total: 0 }], payments: [{ method: "cash", amount: 100_00 }, { method: "wechat", amount: 50_00 }, { method: "cash", amount: -100_00 }],
  });
  expect(slip).toMatchObject({ head: ["试验市场", "一号厅 S07 顺发花行"], total: 132_00, paid: 50_00, due: 82_00, payments: [{ method: "wechat", amount: 50_00 }], path: "/stall/bills/x" });
  expect(slip.lines).toEqual([{ name: "蝴蝶兰", written: "6", price: 20_00, per: "pot", pots: { count: 6, price: 2_00 }, total: 132_00 }]);
});
