import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ledger } from "../../kernel/ledger/contract.ts";
import { lots } from "../../kernel/lots/contract.ts";
import { AS_SYSTEM } from "../../kernel/machinery/runtime.ts";
import { openTestMarket, type Person, type TestMarket } from "../../../tests/market.ts";
import { settlement } from "./contract.ts";

const DAY = "2026-11-22";
const actions = settlement.actions;

describe("no difference is hidden", () => {
  let market: TestMarket;
  let grower: Person;
  let buyer: Person;
  let cashier: Person;
  let lotId: string;

  beforeAll(async () => {
    const now = new Date("2026-11-22T14:00:00+08:00");
    market = await openTestMarket({ world: { now: () => now, random: (bytes) => randomBytes(bytes) } });
    grower = await market.person("王桂兰", ["grower"]);
    buyer = await market.person("鲁花批发", ["buyer"], 100_000_00);
    cashier = await market.staff("孙丽", ["cashier"]);
    const item = await market.item("蝴蝶兰");
    lotId = (await market.runtime.call(lots.actions.create, { itemId: item.id, growerId: grower.partyId, declared: 100 }, AS_SYSTEM)).id;
    await market.runtime.call(lots.actions.move, { lotId, kind: "intake", quantity: 100, cause: "test", causeId: "dock" }, AS_SYSTEM);
    for (let n = 1; n <= 3; n++) {
      await market.runtime.call(actions.recordSale, { channel: "clock", lotId, buyerId: buyer.partyId, quantity: 5, price: 10_00, currency: "CNY", fromHold: false, creditHeld: false, cause: "award", causeId: String(n) }, AS_SYSTEM);
    }
  });
  afterAll(() => market.close());

  const look = async () => {
    const { items, balanced, differences, checks } = await market.runtime.call(actions.dayOverview, { businessDate: DAY }, cashier.call);
    return { balanced, differences, items: items.map(({ code, expected, found }) => [code, expected, found]), off: checks.filter((check) => check.difference !== 0).map((check) => check.code) };
  };
  const close = () => market.runtime.call(actions.closeDay, { businessDate: DAY }, cashier.call);

  test("honest books have no items", async () => {
    expect(await look()).toEqual({ balanced: true, differences: 0, items: [], off: [] });
  });

  test("stock that left a lot without a sale is found at its lot, and the day stays open", async () => {
    await market.runtime.call(lots.actions.move, { lotId, kind: "direct_sale", quantity: 2, cause: "backdoor", causeId: "1" }, AS_SYSTEM);
    expect(await look()).toMatchObject({ balanced: false, items: [["lot_outflow", 15, 17]] });
    await expect(close()).rejects.toMatchObject({ code: "differences", detail: { count: 1 } });
  });

  test("a posting without a sale is found, and so is a sale whose posting says something else, though their sums agree", async () => {
    const { setId } = await market.runtime.call(ledger.actions.post, {
      kind: "sale", cause: "backdoor", causeId: "2", memo: "没有成交", lines: [{ account: "buyer_receivable", partyId: buyer.partyId, currency: "CNY", amount: 30_00 }, { account: "grower_payable", partyId: grower.partyId, currency: "CNY", amount: -30_00 }],
    }, AS_SYSTEM);
    expect(await look()).toMatchObject({ items: [["lot_outflow", 15, 17], ["posting_without_sale", 0, 30_00]], off: ["receivable", "payable"] });
    // A forged sale of two pots takes that posting for its own: stock and ledger now agree in sum, but not sale by sale.
    await market.database.pool.query(`insert into settlement.sale select gen_random_uuid(), at, business_date, channel, lot_id, lot_no, item_id, grade, grower_id, buyer_id, 2, unit, 10_00, 20_00, currency, 'backdoor', '1', $1 from settlement.sale limit 1`, [setId]);
    const seen = await look();
    expect(seen.items).toEqual([["sale_receivable", 20_00, 30_00], ["sale_payable", 20_00, 30_00]]);
    expect(seen.off).toEqual(["receivable", "payable"]);
    await expect(close()).rejects.toMatchObject({ code: "differences" });
    expect((await market.runtime.call(actions.days, {}, cashier.call)).days).toMatchObject([{ businessDate: DAY, state: "open" }]);
  });

  test("another module's posting on a party's account is listed but does not stop the close of other days", async () => {
    await market.runtime.call(ledger.actions.post, { kind: "goodwill", cause: "test", causeId: "1", lines: [{ account: "adjustment", currency: "CNY", amount: 5_00 }, { account: "grower_payable", partyId: grower.partyId, currency: "CNY", amount: -5_00 }] }, AS_SYSTEM);
    const { items } = await market.runtime.call(actions.dayOverview, { businessDate: DAY }, cashier.call);
    expect(items.find((item) => item.code === "other_posting")).toMatchObject({ blocks: false, subject: "goodwill · grower_payable", found: -5_00 });
  });
});
