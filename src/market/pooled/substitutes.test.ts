import { afterAll, beforeAll, expect, test } from "vitest";
import { catalogue } from "../../kernel/catalogue/contract.ts";
import { AS_SYSTEM } from "../../kernel/machinery/runtime.ts";
import { pooled } from "./contract.ts";
import { DUE, openStage, type Stage } from "./trial.ts";

const { actions } = pooled;
let stage: Stage;
let orderId: string;
let insteadId: string;
beforeAll(async () => {
  stage = await openStage(["王桂兰", "李守田", "张秀英", "赵大川"]);
  const { market: { runtime }, growers: [wang, li, zhang, zhao] } = stage;
  const add = (code: string, zh: string, en: string) => runtime.call(catalogue.actions.addItem, { code, speciesId: null, zh, en, category: "orchid", unit: "pot", packing: { box: 8 } }, AS_SYSTEM);
  insteadId = (await add("phal-3", "蝴蝶兰 火鸟", "Phalaenopsis Firebird")).id;
  const other = (await add("phal-4", "蝴蝶兰 富乐夕阳", "Phalaenopsis Sunset")).id;
  await stage.plant(wang!, 400);
  await stage.plant(li!, 320, { itemId: insteadId });
  // He has both: he is asked for what was ordered.
  await stage.plant(zhang!, 80);
  await stage.plant(zhang!, 400, { itemId: insteadId });
  await stage.plant(zhao!, 400, { itemId: other });
  const lines = [stage.line({ quantity: 640, drops: [{ dueOn: DUE, place: "济南仓", quantity: 640 }], substitutes: [{ itemId: insteadId, pricePm: 900 }, { itemId: other, pricePm: 800 }] })];
  orderId = (await stage.published(stage.terms({ lines }))).id;
});
afterAll(() => stage.close());

test("who has only a substitute is asked from the start, after those who have the goods, by the order's preference", async () => {
  const { market: { runtime }, growers: [, li, , zhao] } = stage;
  const { drops: [drop] } = await runtime.call(actions.quotas, { orderId }, li!.call);
  expect(drop!.candidates.map((one) => [one.grower, one.quota, one.substitute?.itemZh ?? null])).toEqual([["王桂兰", 400, null], ["张秀英", 80, null], ["李守田", 160, "蝴蝶兰 火鸟"], ["赵大川", 0, "蝴蝶兰 富乐夕阳"]]);
  const [asked] = await stage.invitations(orderId, li!);
  expect(asked).toMatchObject({ itemZh: "蝴蝶兰 火鸟", priceNow: 16_65, substitute: { forZh: "蝴蝶兰 大辣椒 双梗", pricePm: 900 } });
  expect((await stage.invitations(orderId, zhao!))[0]).toMatchObject({ quota: 0, available: 400, why: { binding: "item_first" } });
});

test("what others leave flows to the item first, then to the substitutes; sheet and promise say what comes", async () => {
  const { market: { runtime }, growers: [wang, li, zhang, zhao], operator } = stage;
  await stage.answer(orderId, wang!, () => ({ accepted: 320, extra: 0 }));
  await stage.answer(orderId, zhang!, (one) => ({ accepted: one.quota }));
  await stage.answer(orderId, li!, (one) => ({ accepted: one.quota, extra: 40 }));
  await stage.answer(orderId, zhao!, () => ({ accepted: 0, extra: 400 }));
  await runtime.call(actions.allocate, { orderId }, operator.call);
  const sheet = await runtime.call(actions.sheet, { orderId }, li!.call);
  expect(Object.fromEntries(sheet.drops[0]!.shares.map((one) => [one.grower, [one.units, one.substitute?.itemEn ?? null]]))).toEqual({ 王桂兰: [320, null], 张秀英: [80, null], 李守田: [200, "Phalaenopsis Firebird"], 赵大川: [40, "Phalaenopsis Sunset"] });
  expect(await runtime.call(actions.verifySheet, { orderId }, li!.call)).toMatchObject({ sound: true });
  const { promises: [promise] } = await runtime.call(actions.calendar, {}, li!.call);
  expect(promise).toMatchObject({ itemZh: "蝴蝶兰 火鸟", quantity: 200, price: 16_65, deposit: 200 * 16_65 * 5 / 100, substitute: { pricePm: 900 } });
});

test("it is declared, graded, sold and invoiced as what it is, at the substitute's part of the price", async () => {
  const { market: { runtime }, growers: [, li], operator, grader } = stage;
  const { promises: [promise] } = await runtime.call(actions.calendar, {}, li!.call);
  stage.on(DUE);
  const parcel = await runtime.call(actions.bring, { promiseId: promise!.id, quantity: "25箱" }, li!.call);
  expect(parcel).toMatchObject({ itemZh: "蝴蝶兰 火鸟", substitute: { forEn: "Phalaenopsis Big Chili", pricePm: 900 } });
  const judged = await runtime.call(actions.inspect, { parcelId: parcel.id, counted: "25箱", samples: Array.from({ length: 5 }, () => ({ heightCm: 60 })) }, grader.call);
  expect(judged).toMatchObject({ state: "accepted", accepted: 200, grade: "A" });
  await runtime.call(actions.ship, { dropId: promise!.dropId, parcelIds: [parcel.id], plate: "鲁A" }, operator.call);
  const { invoice, statements, balanced } = await runtime.call(actions.settlement, { orderId }, operator.call);
  expect(invoice!.lines).toMatchObject([{ itemZh: "蝴蝶兰 火鸟", units: 200, price: 16_65, substitute: { forZh: "蝴蝶兰 大辣椒 双梗" } }]);
  expect(statements.find((one) => one.growerId === li!.partyId)!.lines).toMatchObject([{ orderedPrice: 16_65, price: 16_65, downgrade: 0 }]);
  expect(balanced).toBe(true);
});
