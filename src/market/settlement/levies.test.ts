import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ledger } from "../../kernel/ledger/contract.ts";
import { lots } from "../../kernel/lots/contract.ts";
import { AS_SYSTEM } from "../../kernel/machinery/runtime.ts";
import { openTestMarket, type Person, type TestMarket } from "../../../tests/market.ts";
import { settlement } from "./contract.ts";
import { settleParty, type SettledSale, type SheetFee } from "./rules.ts";
import { CHANNELS } from "./views.ts";

const actions = settlement.actions;
const DAY = "2026-11-27";
const SEED = Number(process.env["HUALIAN_SEED"] ?? 20_261_127);

describe("several commissions and levies on one day", () => {
  let market: TestMarket;
  let [wang, luhua, sun] = [] as unknown as Person[];

  beforeAll(async () => {
    market = await openTestMarket({ world: { now: () => new Date(`${DAY}T10:00:00+08:00`), random: (bytes) => randomBytes(bytes) } });
    [wang, luhua] = [await market.person("王桂兰", ["grower", "merchant"]), await market.person("鲁花批发", ["buyer"], 10_000_000_00)];
    sun = await market.staff("结算员 孙丽", ["cashier"]);
    const line = (code: string, basis: SheetFee["basis"], value: number, more: { channel?: string; min?: number; max?: number } = {}) => market.runtime.call(ledger.actions.addFee, {
      code, zh: code, en: code, payer: "seller", basis, value, minMinor: more.min ?? null, maxMinor: more.max ?? null, channel: more.channel ?? null, currency: "CNY", validFrom: "2026-01-01", validTo: null, example: false,
    }, AS_SYSTEM);
    await line("commission", "rate_on_gross", 30_000);
    await line("commission", "rate_on_gross", 12_500, { channel: "stall" });
    await line("hall_levy", "rate_on_gross", 8_333, { max: 20_00 });
    await line("plant_levy", "per_unit", 5);
    await line("handling", "per_lot", 2_00, { channel: "clock" });
    await line("insurance", "rate_on_gross", 100, { min: 1_00 });
    await line("packaging_pot", "per_unit", 3, { channel: "catalogue" });
    const item = await market.item("蝴蝶兰");
    let n = 0;
    for (const [channel, quantity, price] of [["clock", 33, 18_35], ["clock", 7, 12_01], ["stall", 41, 16_66], ["catalogue", 50, 21_07]] as const) {
      const { id } = await market.runtime.call(lots.actions.create, { itemId: item.id, growerId: wang!.partyId, declared: 100 }, AS_SYSTEM);
      await market.runtime.call(lots.actions.move, { lotId: id, kind: "intake", quantity: 100, cause: "test", causeId: "dock" }, AS_SYSTEM);
      await market.runtime.call(actions.recordSale, { channel, money: channel === "stall" ? "direct" : "market", lotId: id, buyerId: luhua!.partyId, quantity, price, currency: "CNY", fromHold: false, creditHeld: false, cause: "sale", causeId: String(++n) }, AS_SYSTEM);
    }
    await market.runtime.call(actions.closeDay, { businessDate: DAY }, sun!.call);
    await market.runtime.settle();
  });
  afterAll(() => market.close());

  test("each is formed once for the party's day, on the sales it belongs to, with its own bounds", async () => {
    const { papers: [mine] } = await market.runtime.call(actions.myStatements, {}, wang!.call);
    const { charges, paper } = await market.runtime.call(actions.paper, { statementId: mine!.id }, wang!.call);
    const amounts = Object.fromEntries(charges.map((one) => [`${one.code}${one.channel === null ? "" : ` ${one.channel}`}`, [one.basisAmount, one.computed, one.limited, one.amount]]));
    // Clock 33 × 18.35 + 7 × 12.01 = 689.62, catalogue 50 × 21.07 = 1,053.50, stall 41 × 16.66 = 683.06 between the two.
    expect(amounts).toEqual({
      commission: [689_62 + 1_053_50, 52_29, "none", 52_29],
      "commission stall": [683_06, 8_54, "none", 8_54],
      hall_levy: [2_426_18, 20_22, "max", 20_00],
      plant_levy: [131, 6_55, "none", 6_55],
      "handling clock": [2, 4_00, "none", 4_00],
      insurance: [2_426_18, 24, "min", 1_00],
      "packaging_pot catalogue": [50, 1_50, "none", 1_50],
    });
    expect(paper).toMatchObject({ gross: 2_426_18, direct: 683_06, fees: 52_29 + 8_54 + 20_00 + 6_55 + 4_00 + 1_00, packaging: 1_50 });
    expect(paper.total).toBe(paper.gross - paper.direct - paper.fees - paper.packaging);
    expect(await market.runtime.call(actions.dayOverview, { businessDate: DAY }, sun!.call)).toMatchObject({ balanced: true, differences: 0 });
  });

  test("the page of the day says the same: three channels, one of them between the two", async () => {
    const view = await market.runtime.call(actions.partyDay, { businessDate: DAY }, wang!.call);
    expect(view.seller?.channels.map(({ channel, money, gross }) => [channel, money, gross])).toEqual([["catalogue", "market", 1_053_50], ["clock", "market", 689_62], ["stall", "direct", 683_06]]);
    expect(view.seller?.channels.reduce((sum, one) => sum + one.gross, 0)).toBe(view.seller?.gross);
    expect(view.buyer).toBeNull();
    await expect(market.runtime.call(actions.partyDay, { businessDate: DAY, partyId: wang!.partyId }, luhua!.call)).rejects.toMatchObject({ code: "not_found" });
    const book = await market.runtime.call(actions.partyDayWorkbook, { businessDate: DAY, partyId: wang!.partyId }, sun!.call);
    expect(book.rows).toBeGreaterThan(4 + 3 + 7);
  });
});

describe("whatever is levied", () => {
  const fee = fc.record({
    code: fc.constantFrom("commission", "levy", "hall", "seat", "packaging_crate"), basis: fc.constantFrom("rate_on_gross" as const, "per_unit" as const, "per_lot" as const, "per_transaction" as const, "per_day" as const),
    value: fc.integer({ min: 0, max: 300_000 }), min: fc.option(fc.integer({ min: 0, max: 500 }), { nil: null }), span: fc.option(fc.integer({ min: 0, max: 5_000 }), { nil: null }), channel: fc.option(fc.constantFrom(...CHANNELS), { nil: null }),
  });
  const sale: fc.Arbitrary<SettledSale> = fc.record({
    lotId: fc.constantFrom("a", "b", "c"), channel: fc.constantFrom(...CHANNELS), speciesId: fc.constant(""), quantity: fc.integer({ min: 1, max: 500 }), grossMinor: fc.integer({ min: 1, max: 9_999_999 }), money: fc.constantFrom("market" as const, "direct" as const),
  });

  test(`the paper is the sum of its lines, to the fen (seed ${SEED})`, () => {
    fc.assert(fc.property(fc.array(fee, { minLength: 1, maxLength: 7 }), fc.array(sale, { maxLength: 12 }), fc.array(fc.integer({ min: -50_000, max: 50_000 }), { maxLength: 4 }), fc.integer({ min: -10_000, max: 0 }), fc.constantFrom("seller" as const, "buyer" as const), (lines, sales, transfers, carriedIn, side) => {
      // One code has one line for all channels and one for each channel, as the fee sheet demands.
      const sheet: SheetFee[] = [...new Map(lines.map((one) => [`${one.code} ${one.channel}`, one])).values()].map((one, n) => ({
        id: String(n), code: one.code, zh: one.code, en: one.code, payer: side, basis: one.basis, value: one.value, minMinor: one.min, maxMinor: one.span === null ? null : (one.min ?? 0) + one.span, channel: one.channel, currency: "CNY", validFrom: DAY, validTo: null, example: false,
      }));
      const paper = settleParty({ side, date: DAY, sheet, sales, transfers, corrections: [], carriedIn });
      const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
      const of = (account: "fee" | "packaging"): number => sum(paper.charges.filter((one) => one.account === account).map((one) => one.amount));
      expect([paper.fees, paper.packaging]).toEqual([of("fee"), of("packaging")]);
      const sign = side === "seller" ? -1 : 1;
      expect(paper.total).toBe(sum(sales.map((one) => one.grossMinor)) - sum(sales.filter((one) => one.money === "direct").map((one) => one.grossMinor)) + sum(transfers) + sign * (paper.fees + paper.packaging));
      expect(paper.total + carriedIn).toBe(paper.due + paper.carriedOut);
      // Every sale is charged by at most one line of a code, so that no code is charged twice.
      for (const [, group] of Map.groupBy(paper.charges, (one) => one.fee.code)) expect(sum(group.map((one) => one.transactions))).toBeLessThanOrEqual(sales.length);
      for (const { charged, fee: { minMinor, maxMinor } } of paper.charges) {
        if (minMinor !== null) expect(charged).toBeGreaterThanOrEqual(minMinor);
        if (maxMinor !== null) expect(charged).toBeLessThanOrEqual(maxMinor);
      }
    }), { seed: SEED, numRuns: 500 });
  });
});
