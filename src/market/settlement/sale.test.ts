import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { lots } from "../../kernel/lots/contract.ts";
import { ledger } from "../../kernel/ledger/contract.ts";
import { AS_SYSTEM } from "../../kernel/machinery/runtime.ts";
import { openTestMarket, type Person, type TestMarket } from "../../../tests/market.ts";
import { settlement } from "./contract.ts";

describe("booking a sale", () => {
  let market: TestMarket;
  let grower: Person;
  let buyer: Person;
  let lotId: string;

  beforeAll(async () => {
    market = await openTestMarket();
    grower = await market.person("王桂兰", ["grower"]);
    buyer = await market.person("鲁花批发", ["buyer"], 10_000_00);
    const item = await market.item("红掌 14 cm");
    const lot = await market.runtime.call(lots.actions.create, { itemId: item.id, growerId: grower.partyId, declared: 500 }, AS_SYSTEM);
    lotId = lot.id;
    await market.runtime.call(lots.actions.move, { lotId, kind: "intake", quantity: 500, cause: "test", causeId: "dock" }, AS_SYSTEM);
  });
  afterAll(() => market.close());

  const sell = (causeId: string, change: Partial<{ quantity: number; price: number; fromHold: boolean; creditHeld: boolean; buyerId: string; currency: string }> = {}) =>
    market.runtime.call(settlement.actions.recordSale, {
      channel: "clock", lotId, buyerId: buyer.partyId, quantity: 10, price: 18_50, currency: "CNY", fromHold: false, creditHeld: false, cause: "award", causeId, ...change,
    }, AS_SYSTEM);

  test("stock leaves the lot, credit becomes debt, the ledger says who owes whom", async () => {
    const { sale, repeated } = await sell("1");
    expect(repeated).toBe(false);
    expect(sale).toMatchObject({ growerId: grower.partyId, quantity: 10, unit: "pot", price: 18_50, gross: 185_00 });
    expect(await market.runtime.call(lots.actions.get, { lotId }, AS_SYSTEM)).toMatchObject({ onHand: 490, held: 0 });
    expect(await market.runtime.call(ledger.actions.credit, { partyId: buyer.partyId, currency: "CNY" }, AS_SYSTEM)).toMatchObject({ used: 185_00, held: 0 });
    const { balances, total } = await market.runtime.call(ledger.actions.balances, {}, AS_SYSTEM);
    expect(total).toBe(0);
    expect(balances.map(({ account, party, amount }) => [account, party, amount])).toEqual([["buyer_receivable", "鲁花批发", 185_00], ["grower_payable", "王桂兰", -185_00]]);
  });

  test("what the clock had held is taken from the hold", async () => {
    await market.runtime.call(lots.actions.move, { lotId, kind: "hold", quantity: 40, cause: "queue", causeId: "1" }, AS_SYSTEM);
    await market.runtime.call(ledger.actions.hold, { partyId: buyer.partyId, currency: "CNY", amount: 10 * 18_50, cause: "press", causeId: "1" }, AS_SYSTEM);
    await sell("held", { fromHold: true, creditHeld: true });
    expect(await market.runtime.call(lots.actions.get, { lotId }, AS_SYSTEM)).toMatchObject({ onHand: 480, held: 30 });
    expect(await market.runtime.call(ledger.actions.credit, { partyId: buyer.partyId, currency: "CNY" }, AS_SYSTEM)).toMatchObject({ used: 370_00, held: 0 });
    await expect(sell("not-held", { fromHold: true, creditHeld: true })).rejects.toMatchObject({ code: "not_held" });
  });

  test("the same cause is booked once, also by ten hands at once, and never with other figures", async () => {
    const tries = await Promise.all(Array.from({ length: 10 }, () => sell("twice")));
    expect(new Set(tries.map(({ sale }) => sale.id)).size).toBe(1);
    expect(tries.filter(({ repeated }) => !repeated)).toHaveLength(1);
    await expect(sell("twice", { quantity: 11 })).rejects.toMatchObject({ code: "cause_reused" });
    expect(await market.runtime.call(lots.actions.get, { lotId }, AS_SYSTEM)).toMatchObject({ onHand: 470 });
  });

  test("every no has a name, and leaves nothing behind", async () => {
    const before = await market.database.pool.query("select count(*) from kernel.event");
    await expect(sell("much", { quantity: 441 })).rejects.toMatchObject({ code: "not_enough_stock" });
    await expect(sell("dear", { price: 9_000_00 })).rejects.toMatchObject({ code: "over_credit" });
    await expect(sell("self", { buyerId: grower.partyId })).rejects.toMatchObject({ code: "own_lot" });
    await expect(sell("nobody", { buyerId: "00000000-0000-4000-8000-000000000000" })).rejects.toMatchObject({ code: "unknown_buyer" });
    await expect(sell("won", { currency: "KRW" })).rejects.toMatchObject({ code: "wrong_currency" });
    await expect(sell("huge", { quantity: 1_000_000, price: 100_000_000_00 })).rejects.toMatchObject({ code: "too_much_money" });
    expect((await market.database.pool.query("select count(*) from kernel.event")).rows).toEqual(before.rows);
    expect(await market.runtime.call(lots.actions.get, { lotId }, AS_SYSTEM)).toMatchObject({ onHand: 470, held: 30 });
  });

  test("the database refuses a gross that is not quantity × price, and a changed sale", async () => {
    const { pool } = market.database;
    await expect(pool.query("update settlement.sale set price = 1")).rejects.toThrow(/append_only/);
    await expect(pool.query(`insert into settlement.sale select gen_random_uuid(), at, business_date, channel, lot_id, lot_no, item_id, grade, grower_id, buyer_id,
      quantity, unit, price, gross + 1, currency, 'forged', '1', (select id from kernel.posting_set where id not in (select posting_set_id from settlement.sale) limit 1) from settlement.sale limit 1`))
      .rejects.toThrow(/gross_is_quantity_times_price|posting_set_id/);
  });

  test("a trader sees only his own sales", async () => {
    const today = (await sell("today")).sale.businessDate;
    const stranger = await market.person("别家花店", ["buyer"]);
    const seenBy = async (person: Person) => (await market.runtime.call(settlement.actions.sales, { businessDate: today }, person.call)).total;
    const cashier = await market.staff("出纳", ["cashier"]);
    expect([await seenBy(grower), await seenBy(buyer), await seenBy(stranger), await seenBy(cashier)]).toEqual([4, 4, 0, 4]);
  });
});
