import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { contractPrice } from "../../engines/contract-price/contract-price.ts";
import { AS_SYSTEM } from "../../kernel/machinery/runtime.ts";
import type { Person } from "../../../tests/market.ts";
import { settlement } from "../settlement/contract.ts";
import { contracts } from "./contract.ts";
import { weeklyPlan, type PriceTerms } from "./rules.ts";
import { openStage, salesOf, type Stage } from "./trial.ts";

const { actions } = contracts;

describe("a price that follows the published sheet", () => {
  let stage: Stage;
  let formula: Extract<PriceTerms, { kind: "formula" }>;
  let growers: Person[] = [];
  let n = 0;

  beforeAll(async () => {
    stage = await openStage();
    growers = [await stage.market.person("王", ["grower"]), await stage.market.person("李", ["grower"]), await stage.market.person("张", ["grower"])];
    formula = {
      kind: "formula", floor: 10_00, cap: 20_00, factorPpm: 950_000, premium: 30, basis: "mean", publications: 2, missing: { rule: "base", base: 12_34 },
      reference: { itemId: stage.itemId, grade: "A", venue: null, lagDays: 1 },
    };
  });
  afterAll(() => stage.close());

  /** A day of trade by so many growers at these prices, closed in the evening. */
  async function trade(day: string, by: readonly [number, number][]): Promise<void> {
    stage.on(day);
    const cashier = await stage.market.staff(`结算员 ${day}`, ["cashier"]);
    for (const [who, price] of by) {
      const lotId = await stage.lot(10, "A", growers[who]);
      await stage.market.runtime.call(settlement.actions.recordSale, { channel: "clock", lotId, buyerId: stage.buyer.partyId, quantity: 10, price, currency: "CNY", fromHold: false, creditHeld: false, cause: "award", causeId: String(++n) }, AS_SYSTEM);
    }
    const { rows } = await stage.market.database.pool.query<{ date: string }>("select business_date::text as date from settlement.day where state = 'open' and business_date <= $1 order by 1", [day]);
    for (const { date } of rows) {
      await stage.market.runtime.call(settlement.actions.closeDay, { businessDate: date, despiteHeldStock: true }, cashier.call);
      await stage.market.runtime.settle();
    }
    await stage.market.runtime.settle();
  }
  const preview = () => stage.market.runtime.call(actions.preview, { price: formula as never }, stage.grower.call);

  test("shows what it would have come to, and where nothing is published says so", async () => {
    expect(await preview()).toMatchObject({ now: { way: "base", price: 12_34, figures: [] }, days: [], published: 0 });
    await trade("2026-11-30", [[0, 16_00], [1, 16_00], [2, 16_01]]);
    await trade("2026-12-01", [[0, 17_00], [1, 17_00], [2, 17_00]]);
    // Two growers only: the line is withheld from the public, so the contract may not read it either.
    await trade("2026-12-02", [[0, 30_00], [1, 30_00]]);
    stage.on("2026-12-03");
    const seen = await preview();
    expect(seen.published).toBe(2);
    expect(seen.now).toMatchObject({ way: "formula", figures: [{ date: "2026-11-30", minor: 16_00 }, { date: "2026-12-01", minor: 17_00 }], reference: 16_50, linked: 15_98, price: 15_98 });
    expect(seen.days.map((day) => [day.referenceDate, day.way, day.price])).toEqual([["2026-11-30", "base", 12_34], ["2026-12-01", "formula", 15_98], ["2026-12-02", "formula", 15_98]]);
  });

  test("prices a call-off once, keeps every figure, and anybody computes it again", async () => {
    stage.on("2026-12-03");
    const contract = await stage.signed(stage.terms({ price: formula, periods: weeklyPlan("2026-12-03", 2, 1_000) }));
    const call = await stage.called(contract.id, "2026-12-05", 500);
    await trade("2026-12-04", [[0, 24_00], [1, 24_00], [2, 24_00]]);
    stage.on("2026-12-05");
    const done = await stage.market.runtime.call(actions.deliver, { callOffId: call.id }, stage.buyer.call);
    // (17.00 + 24.00) / 2 × 0.95 + 0.30 = 19.775 → 19.78
    expect(done.price).toMatchObject({ price: 19_78, way: "formula", referenceDate: "2026-12-04", figures: [{ date: "2026-12-01", minor: 17_00 }, { date: "2026-12-04", minor: 24_00 }], bound: "none" });
    expect((await salesOf(stage, "2026-12-05"))[0]).toMatchObject({ price: 19_78, gross: 500 * 19_78 });
    const points = done.price!.figures.map((one) => ({ date: one.date, mean: one.minor, withheld: false, complete: true }));
    expect(contractPrice(formula, points, done.price!.referenceDate, "2026-10-01")).toEqual(done.price);
    await expect(stage.market.database.pool.query("update contracts.call_off set price = 1 where id = $1", [call.id])).rejects.toThrow(/a price is set once/);
    // The cap holds when the sheet runs away, the floor when it falls.
    await trade("2026-12-09", [[0, 90_00], [1, 90_00], [2, 90_00]]);
    stage.on("2026-12-09");
    const dear = await stage.called(contract.id, "2026-12-11", 100);
    stage.on("2026-12-11");
    expect((await stage.market.runtime.call(actions.deliver, { callOffId: dear.id }, stage.buyer.call)).price).toMatchObject({ price: 20_00, bound: "cap" });
  });

  test("terms that cannot be meant do not reach the other side", async () => {
    const { market, grower, buyer } = stage;
    const save = (price: PriceTerms) => market.runtime.call(actions.saveDraft, { as: "seller", partnerId: buyer.partyId, terms: stage.terms({ price, periods: weeklyPlan("2027-01-04", 2, 1_000) }) as never }, grower.call);
    const draft = await save({ ...formula, cap: 9_00 });
    await expect(market.runtime.call(actions.propose, { contractId: draft.id }, grower.call)).rejects.toMatchObject({ code: "terms_incomplete", detail: { fault: "cap_below_floor" } });
    await expect(save({ ...formula, basis: "day" })).rejects.toMatchObject({ code: "bad_input" });
  });
});
