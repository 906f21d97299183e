import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { lots } from "../../kernel/lots/contract.ts";
import { ledger } from "../../kernel/ledger/contract.ts";
import { AS_SYSTEM } from "../../kernel/machinery/runtime.ts";
import type { Person } from "../../../tests/market.ts";
import { clock } from "../clock/contract.ts";
import { intake } from "../intake/contract.ts";
import { settlement } from "../settlement/contract.ts";
import { offers } from "./contract.ts";
import { buy, openStage, type Stage } from "./trial.ts";

describe("a part of a lot is sold before the clock", () => {
  let stage: Stage;
  let wang: Person;
  let lu: Person;
  let hua: Person;
  let lotId = "";
  let lineId = "";

  beforeAll(async () => {
    // The evening of the 27th at 20:00 in Qingzhou; the lot goes to the clock on the 28th.
    stage = await openStage("2026-11-27T02:00:00Z");
    [wang, lu, hua] = [await stage.market.person("王桂兰", ["grower"]), await stage.market.person("鲁花批发", ["buyer"], 100_000_00), await stage.market.person("花满楼", ["buyer"], 100_000_00)];
  });
  afterAll(() => stage.close());
  const run = () => stage.market.runtime;

  test("the grower sets share, price and steps; beyond the market's share it is refused", async () => {
    lotId = (await stage.declare(wang, 200, "2026-11-28")).id;
    const wish = { lotId, saleDay: "2026-11-28", price: 12_00, steps: [{ level: "box" as const, price: 11_50 }, { level: "layer" as const, price: 11_00 }] };
    await expect(run().call(offers.actions.savePresale, { ...wish, share: 60 }, wang.call)).rejects.toMatchObject({ code: "share_too_large", detail: { most: 50 } });
    await expect(run().call(offers.actions.savePresale, { ...wish, share: 50, steps: [{ level: "box", price: 12_00 }] }, wang.call)).rejects.toMatchObject({ code: "step_not_lower" });
    await expect(run().call(offers.actions.savePresale, { ...wish, share: 50 }, lu.call)).rejects.toMatchObject({ code: "not_allowed" });
    const line = await run().call(offers.actions.savePresale, { ...wish, share: 50 }, wang.call);
    lineId = line.id;
    expect(line).toMatchObject({ kind: "presale", state: "waiting", quantity: 100, left: 100, from: "2026-11-27T04:00:00.000Z", until: "2026-11-27T21:55:00.000Z" });
    await expect(run().call(offers.actions.savePresale, { ...wish, share: 40 }, wang.call)).rejects.toMatchObject({ code: "presale_exists" });
  });

  test("before noon of the day before nobody buys; from then on what is promised is counted at once", async () => {
    await expect(run().call(offers.actions.reserve, { lineId, quantity: "2箱" }, lu.call)).rejects.toMatchObject({ code: "not_open" });
    stage.at("2026-11-27T04:00:00Z");
    const cart = await run().call(offers.actions.reserve, { lineId, quantity: "2层1箱" }, lu.call);
    expect(cart).toMatchObject({ state: "cart", amount: 72 * 11_00, items: [{ quantity: 72, price: 11_00, level: "layer", parts: [{ quantity: 72, state: "promised" }] }] });
    expect(await stage.credit(lu)).toMatchObject({ held: 72 * 11_00 });
    expect(await run().call(offers.actions.line, { lineId }, hua.call)).toMatchObject({ left: 28, arrived: false });
    await expect(run().call(offers.actions.reserve, { lineId, quantity: "29" }, hua.call)).rejects.toMatchObject({ code: "not_enough_left", detail: { left: 28 } });
    expect(await run().call(offers.actions.place, {}, lu.call)).toMatchObject({ state: "confirmed", no: "D20261127-0001" });
    await buy(stage, hua, [{ lineId, quantity: "24" }]);
    await stage.settle();
    expect(await stage.left(lotId)).toMatchObject({ onHand: 0, held: 0 });
  });

  test("the grower may change price and share until the lot is scanned in, never below what is promised", async () => {
    const change = (share: number) => run().call(offers.actions.savePresale, { lineId, lotId, saleDay: "2026-11-28", share, price: 12_50 }, wang.call);
    await expect(change(40)).rejects.toMatchObject({ code: "below_taken", detail: { taken: 96 } });
    expect(await change(48)).toMatchObject({ quantity: 96, left: 0, price: 12_50 });
    await expect(run().call(intake.actions.changeLot, { lotId, quantity: "90" }, wang.call)).rejects.toMatchObject({ code: "promised_already" });
    await run().call(intake.actions.changeLot, { lotId, quantity: "250" }, wang.call);
    await stage.settle();
    expect(await run().call(offers.actions.line, { lineId }, wang.call)).toMatchObject({ quantity: 120, left: 24 });
  });

  test("a buyer changes his order while the lot is on its way; the price he agreed to follows the step", async () => {
    const { orders } = await run().call(offers.actions.orders, {}, hua.call);
    const { items } = await run().call(offers.actions.order, { orderId: orders[0]!.id }, hua.call);
    await run().call(offers.actions.changeOrderLine, { orderLineId: items[0]!.id, quantity: "32" }, hua.call);
    expect(await stage.credit(hua)).toMatchObject({ held: 32 * 12_50 });
    await expect(run().call(offers.actions.changeOrderLine, { orderLineId: items[0]!.id, quantity: "20" }, lu.call)).rejects.toMatchObject({ code: "not_found" });
  });

  test("the count tells: promises become sales, and the clock gets what is left", async () => {
    stage.at("2026-11-28T00:30:00Z");
    await stage.receive(lotId, 250);
    // Whoever queues the lot in the same second finds the promised part held.
    expect(await stage.left(lotId)).toMatchObject({ onHand: 250, held: 104 });
    await run().call(intake.actions.grade, { lotId, grade: "A" }, stage.grader.call);
    await stage.settle();
    expect(await stage.left(lotId)).toMatchObject({ onHand: 146, held: 0 });
    const { sales } = await run().call(settlement.actions.sales, { businessDate: "2026-11-28" }, AS_SYSTEM);
    expect(sales.map((sale) => [sale.channel, sale.quantity, sale.price, sale.money]).toSorted()).toEqual([["presale", 32, 12_50, "market"], ["presale", 72, 11_00, "market"]]);
    expect(await stage.credit(lu)).toMatchObject({ held: 0, used: 72 * 11_00 });
    const auctioneer = await stage.market.staff("周敏", ["auctioneer"]);
    const session = await run().call(clock.actions.planSession, { businessDate: "2026-11-28", title: "早场", clocks: [{ name: "一号钟" }] }, auctioneer.call);
    const { entry } = await run().call(clock.actions.queueLot, { sessionId: session.id, clock: 0, lotId, startPrice: 20_00 }, auctioneer.call);
    expect(entry.quantity).toBe(146);
    expect(await run().call(offers.actions.line, { lineId }, lu.call)).toMatchObject({ left: 0 });
    await expect(run().call(offers.actions.savePresale, { lineId, lotId, saleDay: "2026-11-28", share: 50, price: 9_00 }, wang.call)).rejects.toMatchObject({ code: "presale_closed" });
  });

  test("a short count cuts the promises in proportion, orders before carts, and each buyer reads by how much", async () => {
    stage.at("2026-11-28T05:00:00Z");
    const short = await stage.declare(wang, 200, "2026-11-29");
    const line = await run().call(offers.actions.savePresale, { lotId: short.id, saleDay: "2026-11-29", share: 50, price: 10_00 }, wang.call);
    const [first, second] = [await buy(stage, lu, [{ lineId: line.id, quantity: "60" }]), await buy(stage, hua, [{ lineId: line.id, quantity: "35" }])];
    const before = { lu: await stage.credit(lu), hua: await stage.credit(hua) };
    await run().call(offers.actions.reserve, { lineId: line.id, quantity: "5" }, hua.call);
    await stage.receive(short.id, 50, "半路翻车");
    // 60 × 50 ÷ 95 = 31.58 and 35 × 50 ÷ 95 = 18.42: the largest remainder gets the last pot.
    expect(await run().call(offers.actions.order, { orderId: first }, lu.call)).toMatchObject({ state: "confirmed", cut: 28, items: [{ ordered: 60, quantity: 32, cut: 28 }] });
    await stage.settle();
    expect(await run().call(offers.actions.order, { orderId: first }, lu.call)).toMatchObject({ state: "short", items: [{ state: "booked", amount: 320_00 }] });
    expect(await run().call(offers.actions.order, { orderId: second }, hua.call)).toMatchObject({ state: "short", items: [{ ordered: 35, quantity: 18, cut: 17 }] });
    expect(await run().call(offers.actions.cart, {}, hua.call)).toMatchObject({ cart: null, lapsed: { items: [{ ordered: 5, quantity: 0, state: "expired" }] } });
    expect(await stage.credit(lu)).toMatchObject({ held: before.lu.held - 600_00, used: before.lu.used + 320_00 });
    expect(await stage.credit(hua)).toMatchObject({ held: before.hua.held - 350_00, used: before.hua.used + 180_00 });
    expect(await stage.left(short.id)).toMatchObject({ onHand: 0, held: 0 });
    const { total, unbalancedSets } = await run().call(ledger.actions.balances, {}, AS_SYSTEM);
    expect({ total, unbalancedSets }).toEqual({ total: 0, unbalancedSets: 0 });
  });

  test("a lot that does not come falls with its promises, and credit is free again", async () => {
    const never = await stage.declare(wang, 100, "2026-11-29");
    const line = await run().call(offers.actions.savePresale, { lotId: never.id, saleDay: "2026-11-29", share: 50, price: 10_00 }, wang.call);
    const before = await stage.credit(lu);
    const orderId = await buy(stage, lu, [{ lineId: line.id, quantity: "50" }]);
    await run().call(intake.actions.cancelLot, { lotId: never.id, reason: "大棚断电" }, wang.call);
    await stage.settle();
    expect(await run().call(offers.actions.order, { orderId }, lu.call)).toMatchObject({ state: "short", items: [{ state: "short", quantity: 0, cut: 50, reason: "大棚断电" }] });
    expect(await stage.credit(lu)).toEqual(before);
    expect(await run().call(offers.actions.line, { lineId: line.id }, wang.call)).toMatchObject({ state: "ended" });
  });

  test("the database refuses promises beyond the lot, whoever writes them", async () => {
    const small = await stage.declare(wang, 10, "2026-11-29");
    const { rows } = await stage.market.database.pool.query<{ id: string }>("select id from offers.purchase_line limit 1");
    const promise = (quantity: number) => stage.market.database.pool.query("insert into offers.part (id, purchase_line_id, lot_id, quantity, state) values (gen_random_uuid(), $1, $2, $3, 'promised')", [rows[0]!.id, small.id, quantity]);
    await promise(10);
    await expect(promise(1)).rejects.toThrow(/promised_too_much/);
    await expect(run().call(lots.actions.move, { lotId: small.id, kind: "hold", quantity: 1, cause: "test", causeId: "1" }, AS_SYSTEM)).rejects.toMatchObject({ code: "not_enough_stock" });
  });
});
