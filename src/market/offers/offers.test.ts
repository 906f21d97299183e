import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { AS_SYSTEM } from "../../kernel/machinery/runtime.ts";
import type { Person } from "../../../tests/market.ts";
import { settlement } from "../settlement/contract.ts";
import { offers } from "./contract.ts";
import { buy, openStage, type Stage } from "./trial.ts";

const DAY = "2026-11-27";

describe("catalogue, customer offers and purchase requests stand on one stock", () => {
  let stage: Stage;
  let wang: Person;
  let li: Person;
  let lu: Person;
  let hua: Person;
  let agent: Person;
  let lotId = "";
  let groupId = "";
  let catalogueLine = "";

  beforeAll(async () => {
    stage = await openStage("2026-11-27T02:00:00Z");
    [wang, li] = [await stage.market.person("王桂兰", ["grower"]), await stage.market.person("李秀英", ["grower"])];
    [lu, hua, agent] = [await stage.market.person("鲁花批发", ["buyer"], 100_000_00), await stage.market.person("花满楼", ["buyer"], 10_000_00), await stage.market.person("代拍人小陈", ["agent"], 100_000_00)];
    lotId = (await stage.declare(wang, 300)).id;
    await stage.receive(lotId, 300);
  });
  afterAll(() => stage.close());
  const run = () => stage.market.runtime;
  const entry = (change: object = {}) => ({ lotIds: [lotId], quantity: "200", price: 20_00, from: DAY, to: "2026-12-03", ...change });

  test("a week's catalogue is of real quantities, in any unit, with volume prices and a group's own", async () => {
    const { buyers } = await run().call(offers.actions.findBuyers, { query: "lh" }, wang.call);
    expect(buyers.map((buyer) => buyer.name)).toEqual(["鲁花批发"]);
    const group = await run().call(offers.actions.saveGroup, { name: "老客户", buyerIds: [lu.partyId] }, wang.call);
    groupId = group.id;
    await expect(run().call(offers.actions.saveCatalogue, entry({ quantity: "10车" }), wang.call)).rejects.toMatchObject({ code: "more_than_there_is", detail: { most: 300 } });
    await expect(run().call(offers.actions.saveCatalogue, entry(), li.call)).rejects.toMatchObject({ code: "not_found" });
    await expect(run().call(offers.actions.saveCatalogue, entry({ steps: [{ level: "unit", groupId: "00000000-0000-4000-8000-000000000001", price: 1_00 }] }), wang.call)).rejects.toMatchObject({ code: "unknown_group" });
    const line = await run().call(offers.actions.saveCatalogue, entry({ quantity: "1车1层1箱", steps: [{ level: "layer", price: 18_00 }, { level: "unit", groupId, price: 19_00 }, { level: "layer", groupId, price: 17_00 }] }), wang.call);
    catalogueLine = line.id;
    expect(line).toMatchObject({ quantity: 200, left: 200, state: "open" });
    const seen = async (person: Person) => (await run().call(offers.actions.line, { lineId: line.id }, person.call));
    expect(await seen(lu)).toMatchObject({ price: 19_00, steps: [{ level: "layer", from: 32, price: 17_00, groupId: null }] });
    expect(await seen(hua)).toMatchObject({ price: 20_00, steps: [{ level: "layer", from: 32, price: 18_00 }] });
  });

  test("buyers find it by name, pinyin or initials, with what is left of it", async () => {
    for (const query of ["大辣椒", "hudielan", "hdl", "Big Chili", "王桂"]) {
      const found = await run().call(offers.actions.market, { query }, hua.call);
      expect([query, found.total, found.lines[0]?.left]).toEqual([query, 1, 200]);
    }
    expect((await run().call(offers.actions.market, { query: "红掌" }, hua.call)).total).toBe(0);
    expect(await run().call(offers.actions.market, { category: "orchid", kind: "catalogue" }, hua.call)).toMatchObject({ total: 1, kinds: [{ kind: "catalogue", lines: 1 }] });
  });

  test("what stands in the cart is held on the lot and on the credit; what another channel sells is gone here", async () => {
    expect(await run().call(offers.actions.reserve, { lineId: catalogueLine, quantity: "1层" }, lu.call)).toMatchObject({ amount: 32 * 17_00, items: [{ price: 17_00, level: "layer", groupPrice: true }] });
    expect(await stage.left(lotId)).toMatchObject({ onHand: 300, held: 32 });
    await run().call(settlement.actions.recordSale, { channel: "stall", lotId, buyerId: hua.partyId, quantity: 200, price: 1_00, currency: "CNY", fromHold: false, creditHeld: false, cause: "stall", causeId: "1" }, AS_SYSTEM);
    expect(await run().call(offers.actions.line, { lineId: catalogueLine }, hua.call)).toMatchObject({ left: 68 });
    await expect(run().call(offers.actions.reserve, { lineId: catalogueLine, quantity: "69" }, hua.call)).rejects.toMatchObject({ code: "not_enough_left" });
    expect(await run().call(offers.actions.stockLeft, { lotIds: [lotId], lineIds: [catalogueLine], itemIds: [stage.itemId] }, hua.call))
      .toEqual({ lots: [{ lotId, itemId: stage.itemId, left: 68 }], items: [{ itemId: stage.itemId, left: 68 }], lines: [{ lineId: catalogueLine, left: 68 }] });
  });

  test("changing the cart gives back first, so that the last pots can be asked for again in another quantity", async () => {
    expect(await run().call(offers.actions.reserve, { lineId: catalogueLine, quantity: "100" }, lu.call)).toMatchObject({ quantity: 100, amount: 100 * 17_00, items: [{ place: 1 }] });
    expect(await stage.left(lotId)).toMatchObject({ onHand: 100, held: 100 });
    expect(await run().call(offers.actions.reserve, { lineId: catalogueLine, quantity: "0" }, lu.call)).toBeNull();
    expect(await stage.left(lotId)).toMatchObject({ onHand: 100, held: 0 });
    expect(await stage.credit(lu)).toMatchObject({ held: 0 });
  });

  test("credit says no before the stock is touched", async () => {
    await expect(run().call(offers.actions.reserve, { lineId: catalogueLine, quantity: "100" }, (await stage.market.person("没有额度", ["buyer"])).call)).rejects.toMatchObject({ code: "over_credit" });
    expect(await stage.left(lotId)).toMatchObject({ held: 0 });
  });

  test("an order books itself: sales on the books, debt on the credit, the order booked", async () => {
    const orderId = await buy(stage, lu, [{ lineId: catalogueLine, quantity: "10" }]);
    expect(await run().call(offers.actions.order, { orderId }, lu.call)).toMatchObject({ state: "confirmed" });
    await stage.settle();
    const order = await run().call(offers.actions.order, { orderId }, lu.call);
    expect(order).toMatchObject({ state: "booked", amount: 190_00, items: [{ state: "booked", price: 19_00, parts: [{ state: "sold", quantity: 10 }], can: [] }], path: `/o/${order.no}` });
    expect(await stage.credit(lu)).toMatchObject({ held: 0, used: 190_00 });
    expect(await stage.left(lotId)).toMatchObject({ onHand: 90, held: 0 });
    await expect(run().call(offers.actions.cancelOrder, { orderId }, lu.call)).rejects.toMatchObject({ code: "too_late" });
    await stage.settle();
    expect((await run().call(settlement.actions.sales, { businessDate: DAY }, AS_SYSTEM)).sales.filter((sale) => sale.channel === "catalogue")).toHaveLength(1);
  });

  test("a cart runs out by itself: goods and credit are free, and its lines can be had again at one touch", async () => {
    await run().call(offers.actions.reserve, { lineId: catalogueLine, quantity: "90" }, lu.call);
    stage.later(14);
    await expect(run().call(offers.actions.reserve, { lineId: catalogueLine, quantity: "1" }, hua.call)).rejects.toMatchObject({ code: "not_enough_left" });
    stage.later(1);
    await stage.settle();
    expect([await stage.left(lotId), await stage.credit(lu)]).toMatchObject([{ onHand: 90, held: 0 }, { held: 0 }]);
    expect(await run().call(offers.actions.cart, {}, lu.call)).toMatchObject({ cart: null, lapsed: { state: "expired", items: [{ lineId: catalogueLine, ordered: 90, quantity: 0, state: "expired" }] } });
    await expect(run().call(offers.actions.place, {}, lu.call)).rejects.toMatchObject({ code: "cart_empty" });
  });

  test("who wants what a dead cart still holds gets it before any timer has run; its owner is told when he places it", async () => {
    await run().call(offers.actions.reserve, { lineId: catalogueLine, quantity: "90" }, lu.call);
    stage.later(16);
    expect(await run().call(offers.actions.reserve, { lineId: catalogueLine, quantity: "80" }, agent.call)).toMatchObject({ quantity: 80 });
    expect(await stage.credit(lu)).toMatchObject({ held: 0 });
    await run().call(offers.actions.reserve, { lineId: catalogueLine, quantity: "10" }, lu.call);
    stage.later(16);
    await expect(run().call(offers.actions.place, {}, lu.call)).rejects.toMatchObject({ code: "cart_expired" });
    expect(await stage.credit(lu)).toMatchObject({ held: 0 });
    await stage.settle();
    expect(await stage.left(lotId)).toMatchObject({ onHand: 90, held: 0 });
  });

  test("however often a cart is touched, it does not keep stock for more than an hour", async () => {
    await run().call(offers.actions.reserve, { lineId: catalogueLine, quantity: "5" }, lu.call);
    for (let n = 0; n < 5; n++) {
      stage.later(11);
      await run().call(offers.actions.reserve, { lineId: catalogueLine, quantity: String(6 + n) }, lu.call);
    }
    stage.later(6);
    await stage.settle();
    expect(await stage.left(lotId)).toMatchObject({ held: 0 });
  });

  test("a grower who wants to confirm does, or declines with the reason, or lets the time pass", async () => {
    const line = await run().call(offers.actions.saveCatalogue, entry({ quantity: "30", byHand: true }), wang.call);
    const [one, two, three] = [await buy(stage, lu, [{ lineId: line.id, quantity: "5" }]), await buy(stage, hua, [{ lineId: line.id, quantity: "6" }]), await buy(stage, agent, [{ lineId: line.id, quantity: "7" }])];
    await stage.settle();
    const seen = async (orderId: string) => (await run().call(offers.actions.order, { orderId }, wang.call)).items[0]!;
    expect(await seen(one)).toMatchObject({ state: "placed", can: ["answer"] });
    await expect(run().call(offers.actions.answerLines, { orderLineIds: [(await seen(one)).id], confirm: true }, li.call)).rejects.toMatchObject({ code: "not_found" });
    await run().call(offers.actions.answerLines, { orderLineIds: [(await seen(one)).id], confirm: true }, wang.call);
    await expect(run().call(offers.actions.answerLines, { orderLineIds: [(await seen(two)).id], confirm: false }, wang.call)).rejects.toMatchObject({ code: "reason_needed" });
    await run().call(offers.actions.answerLines, { orderLineIds: [(await seen(two)).id], confirm: false, reason: "留给老客户" }, wang.call);
    stage.later(12 * 60);
    await stage.settle();
    expect([(await seen(one)).state, (await seen(two)).state, (await seen(three)).state]).toEqual(["booked", "cancelled", "expired"]);
    expect(await stage.left(lotId)).toMatchObject({ onHand: 85, held: 0 });
    expect((await stage.credit(hua)).held + (await stage.credit(agent)).held).toBe(0);
  });

  test("an offer is for one customer or one group and ends when it says; nobody else sees it", async () => {
    const wish = { lotIds: [lotId], quantity: "20", price: 15_00, until: "2026-11-28T10:00:00.000Z" };
    await expect(run().call(offers.actions.saveOffer, wish, wang.call)).rejects.toMatchObject({ code: "for_whom" });
    await expect(run().call(offers.actions.saveOffer, { ...wish, buyerId: li.partyId }, wang.call)).rejects.toMatchObject({ code: "unknown_buyer" });
    const forHua = await run().call(offers.actions.saveOffer, { ...wish, buyerId: hua.partyId }, wang.call);
    const forGroup = await run().call(offers.actions.saveOffer, { ...wish, groupId }, wang.call);
    const offersOf = async (person: Person) => (await run().call(offers.actions.market, { kind: "offer" }, person.call)).lines.map((line) => line.id);
    expect([await offersOf(hua), await offersOf(lu), await offersOf(agent), await offersOf(li)]).toEqual([[forHua.id], [forGroup.id], [], []]);
    await expect(run().call(offers.actions.reserve, { lineId: forHua.id, quantity: "1" }, lu.call)).rejects.toMatchObject({ code: "not_found" });
    await expect(run().call(offers.actions.line, { lineId: forHua.id }, agent.call)).rejects.toMatchObject({ code: "not_found" });
    expect((await run().call(offers.actions.stockLeft, { lineIds: [forHua.id, forGroup.id] }, lu.call)).lines.map((one) => one.lineId)).toEqual([forGroup.id]);
    expect(JSON.stringify(await run().call(offers.actions.line, { lineId: forGroup.id }, lu.call))).not.toContain(groupId);
    await expect(run().call(offers.actions.dropGroup, { groupId }, wang.call)).rejects.toMatchObject({ code: "group_in_use" });
    stage.at("2026-11-28T10:00:00Z");
    expect(await offersOf(hua)).toEqual([]);
    await expect(run().call(offers.actions.reserve, { lineId: forHua.id, quantity: "1" }, hua.call)).rejects.toMatchObject({ code: "not_open" });
  });

  test("a buyer asks, growers answer with lots and a price, he takes what he needs from two of them", async () => {
    const other = (await stage.declare(li, 50)).id;
    await stage.receive(other, 50);
    const request = await run().call(offers.actions.askFor, { itemId: stage.itemId, spec: "双梗，含苞三成", quantity: "60", wantedOn: "2026-11-29", price: 14_00 }, hua.call);
    expect(request).toMatchObject({ no: "Q20261128-0001", state: "open", quantity: 60, can: ["accept", "cancel"] });
    const board = (await run().call(offers.actions.requests, {}, wang.call)).requests[0]!;
    expect(board).toMatchObject({ buyer: null, mine: false, can: ["answer"] });
    expect((await run().call(offers.actions.requests, {}, lu.call)).total).toBe(0);
    const answer = { quantity: "40", requestId: request.id, until: "2026-11-29T10:00:00.000Z" };
    const [dear, cheap] = [await run().call(offers.actions.saveOffer, { ...answer, lotIds: [lotId], price: 14_50 }, wang.call), await run().call(offers.actions.saveOffer, { ...answer, lotIds: [other], price: 13_80 }, li.call)];
    await expect(run().call(offers.actions.saveOffer, { ...answer, lotIds: [lotId], price: 14_00 }, wang.call)).rejects.toMatchObject({ code: "answered_already" });
    const [seen] = (await run().call(offers.actions.requests, {}, hua.call)).requests;
    expect(seen!.answers.map((line) => [line.grower, line.price])).toEqual([["李秀英", 13_80], ["王桂兰", 14_50]]);
    expect((await run().call(offers.actions.requests, {}, wang.call)).requests[0]!.answers.map((line) => line.id)).toEqual([dear.id]);
    await expect(run().call(offers.actions.acceptAnswer, { requestId: request.id, lineId: cheap.id, quantity: "40" }, lu.call)).rejects.toMatchObject({ code: "not_found" });
    await run().call(offers.actions.acceptAnswer, { requestId: request.id, lineId: cheap.id, quantity: "40" }, hua.call);
    await run().call(offers.actions.acceptAnswer, { requestId: request.id, lineId: dear.id, quantity: "20" }, hua.call);
    await stage.settle();
    expect((await run().call(offers.actions.requests, {}, hua.call)).requests[0]).toMatchObject({ state: "filled", filled: 60 });
    const { sales } = await run().call(settlement.actions.sales, { businessDate: "2026-11-28" }, AS_SYSTEM);
    expect(sales.filter((sale) => sale.channel === "offer").map((sale) => [sale.quantity, sale.price]).toSorted()).toEqual([[20, 14_50], [40, 13_80]]);
    const late = await run().call(offers.actions.askFor, { spec: "金桔 大盆", quantity: "10", wantedOn: "2026-11-28" }, hua.call);
    stage.at("2026-11-29T00:00:00Z");
    await stage.settle();
    expect((await run().call(offers.actions.requests, { state: "expired" }, hua.call)).requests.map((one) => one.id)).toEqual([late.id]);
  });

  test("after midnight the business day goes on until its cut-over: what is for today can be had, and ends with the day", async () => {
    // Two in the morning of the 30th in Qingzhou, where the day turns at four.
    stage.at("2026-11-29T18:00:00Z");
    const tonight = (await stage.declare(wang, 40)).id;
    await stage.receive(tonight, 40);
    const line = await run().call(offers.actions.saveCatalogue, { ...entry({ quantity: "10", from: "2026-11-29", to: "2026-11-29" }), lotIds: [tonight] }, wang.call);
    expect(line).toMatchObject({ state: "open", until: "2026-11-29T20:00:00.000Z" });
    await run().call(offers.actions.askFor, { spec: "夜里要的", quantity: "3", wantedOn: "2026-11-29" }, hua.call);
    await stage.settle();
    expect((await run().call(offers.actions.requests, { state: "open" }, hua.call)).total).toBe(1);
    stage.at("2026-11-29T20:00:00Z");
    await stage.settle();
    expect((await run().call(offers.actions.requests, { state: "open" }, hua.call)).total).toBe(0);
    expect(await run().call(offers.actions.line, { lineId: line.id }, wang.call)).toMatchObject({ state: "over" });
  });

  test("a line of the cart is changed together with a new one, and each keeps a place of its own", async () => {
    const day = (await run().call(offers.actions.overview, {}, AS_SYSTEM)).businessDate;
    const ids: string[] = [];
    for (const price of [5_00, 6_00]) {
      const { id } = await stage.declare(li, 50);
      await stage.receive(id, 50);
      ids.push((await run().call(offers.actions.saveCatalogue, { lotIds: [id], quantity: "50", price, from: day, to: day }, li.call)).id);
    }
    await run().call(offers.actions.emptyCart, {}, hua.call);
    await run().call(offers.actions.reserve, { lineId: ids[0]!, quantity: "10" }, hua.call);
    await run().call(offers.actions.reserveMany, { lines: [{ lineId: ids[1]!, quantity: "3" }, { lineId: ids[0]!, quantity: "4" }] }, hua.call);
    const { cart } = await run().call(offers.actions.cart, {}, hua.call);
    expect(cart!.items.map((item) => [item.place, item.lineId, item.quantity])).toEqual([[1, ids[0], 4], [2, ids[1], 3]]);
    await run().call(offers.actions.emptyCart, {}, hua.call);
  });

  test("nobody reads another's cart, order, group or answer; a grower sees of an order only his own lines", async () => {
    const theirs = (await stage.declare(li, 40)).id;
    await stage.receive(theirs, 40);
    const [mine, his] = [await run().call(offers.actions.saveCatalogue, entry({ quantity: "20", from: "2026-11-29" }), wang.call), await run().call(offers.actions.saveCatalogue, { ...entry({ quantity: "20", from: "2026-11-29" }), lotIds: [theirs] }, li.call)];
    const orderId = await buy(stage, lu, [{ lineId: mine.id, quantity: "2" }, { lineId: his.id, quantity: "3" }]);
    await stage.settle();
    expect((await run().call(offers.actions.order, { orderId }, lu.call)).items).toHaveLength(2);
    expect((await run().call(offers.actions.order, { orderId }, wang.call)).items.map((item) => item.grower)).toEqual(["王桂兰"]);
    expect((await run().call(offers.actions.orders, { side: "sold" }, li.call)).orders.find((order) => order.id === orderId)).toMatchObject({ lines: 1, quantity: 3 });
    for (const person of [hua, agent]) await expect(run().call(offers.actions.order, { orderId }, person.call)).rejects.toMatchObject({ code: "not_found" });
    const no = (await run().call(offers.actions.order, { orderId }, lu.call)).no!;
    await expect(run().call(offers.actions.order, { no }, hua.call)).rejects.toMatchObject({ code: "not_found" });
    expect((await run().call(offers.actions.groups, {}, li.call)).groups).toEqual([]);
    await expect(run().call(offers.actions.saveGroup, { groupId, name: "抢来的", buyerIds: [] }, li.call)).rejects.toMatchObject({ code: "not_found" });
    await expect(run().call(offers.actions.endLine, { lineId: mine.id }, li.call)).rejects.toMatchObject({ code: "not_found" });
    await expect(run().call(offers.actions.cancelOrder, { orderId }, hua.call)).rejects.toMatchObject({ code: "not_found" });
    await expect(run().call(offers.actions.reserve, { lineId: mine.id, quantity: "1" }, (await stage.market.person("又种又买", ["grower", "buyer"], 1_000_00)).call)).resolves.toMatchObject({ quantity: 1 });
    const cashier = await stage.market.staff("孙丽", ["cashier"]);
    expect(await run().call(offers.actions.overview, {}, cashier.call)).toMatchObject({ openRequests: 0, carts: 1, reserved: 1, toConfirm: 0 });
  });
});
