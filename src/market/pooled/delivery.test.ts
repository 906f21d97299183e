import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { demoUscc } from "../../engines/identity/demo.ts";
import { batches } from "../../growing/batches/contract.ts";
import { lots } from "../../kernel/lots/contract.ts";
import { AS_SYSTEM, type Call } from "../../kernel/machinery/runtime.ts";
import { parties } from "../../kernel/parties/contract.ts";
import type { Person } from "../../../tests/market.ts";
import { intake } from "../intake/contract.ts";
import { settlement } from "../settlement/contract.ts";
import { pooled } from "./contract.ts";
import { DUE, openStage, type Stage } from "./trial.ts";

const { actions } = pooled;
const tall = (n: number) => Array.from({ length: n }, () => ({ heightCm: 60 }));
const small = (n: number) => Array.from({ length: n }, () => ({ heightCm: 40 }));

describe("an order on its way from promises to papers", () => {
  let stage: Stage;
  let orderId = "";
  let coop: Call;
  let dropId = "";
  const [wang, li, zhang] = [0, 1, 2].map((n) => () => stage.growers[n]!) as [() => Person, () => Person, () => Person];
  const call = ((...given: Parameters<Stage["market"]["runtime"]["call"]>) => stage.market.runtime.call(...given)) as Stage["market"]["runtime"]["call"];
  const promiseOf = async (grower: Person, which = 0) => (await call(actions.calendar, {}, grower.call)).promises[which]!;
  const stockOf = (lotId: string) => call(lots.actions.get, { lotId }, AS_SYSTEM);
  const drop = async () => (await call(actions.order, { orderId }, coop)).lines[0]!.drops[0]!;
  let firstTruck = "";

  beforeAll(async () => {
    stage = await openStage(["王桂兰", "李守田", "张秀英"]);
    const { market, enterprise } = stage;
    const hub = await call(parties.actions.register, { kind: "organisation", name: "弥河花卉合作社", uscc: demoUscc(7, "93"), roles: ["grower"] }, AS_SYSTEM);
    const clerk = await market.person("合作社 小刘", ["grower"]);
    await call(parties.actions.join, { accountId: clerk.accountId, partyId: hub.id, role: "member" }, AS_SYSTEM);
    coop = { ...clerk.call, actor: { ...clerk.call.actor, partyId: hub.id } };
    for (const [grower, units] of [[wang(), 400], [li(), 200], [zhang(), 200]] as const) await stage.plant(grower, units);
    const draft = await call(actions.saveDraft, { title: "年宵统购", hubId: hub.id, terms: stage.terms({ lines: [stage.line({ quantity: 600 })] }) as never }, enterprise.call);
    await call(actions.askHub, { orderId: draft.id }, enterprise.call);
    orderId = (await call(actions.publish, { orderId: draft.id }, coop)).id;
    await stage.answer(orderId, wang(), () => ({ accepted: 400 }));
    for (const grower of [li(), zhang()]) await stage.answer(orderId, grower, (one) => ({ accepted: one.quota }));
    await call(actions.allocate, { orderId }, coop);
    dropId = (await drop()).id;
  });
  afterAll(() => stage?.close());

  test("goods are announced in a few taps, with a time at the dock, and fetched the farthest first", async () => {
    const { operator } = stage;
    stage.on("2026-12-08");
    const mine = await promiseOf(wang());
    expect(mine).toMatchObject({ quantity: 200, open: 200, can: ["bring", "withdraw"] });
    await expect(call(actions.bring, { promiseId: mine.id, quantity: "26箱" }, wang().call)).rejects.toMatchObject({ code: "more_than_open", detail: { open: 200, asked: 208 } });
    await expect(call(actions.bring, { promiseId: mine.id, quantity: "25箱", slotAt: "2026-12-09T06:10:00Z" }, wang().call)).rejects.toMatchObject({ code: "slot_wrong" });
    await expect(call(actions.bring, { promiseId: mine.id, quantity: "8" }, li().call)).rejects.toMatchObject({ code: "not_found" });
    const parcel = await call(actions.bring, { promiseId: mine.id, quantity: "25箱", slotAt: "2026-12-09T06:00:00Z" }, wang().call);
    expect(parcel).toMatchObject({ state: "expected", announced: 200, sampleSize: 5, orderedGrade: "A" });
    expect((await call(actions.slots, { on: "2026-12-09" }, wang().call)).slots.find((slot) => slot.taken > 0)).toEqual({ at: "2026-12-09T06:00:00.000Z", taken: 1, places: 6 });
    // A slip of the finger is taken back, its lot with it.
    const slip = await call(actions.bring, { promiseId: (await promiseOf(li())).id, quantity: "8" }, li().call);
    await call(actions.cancelBring, { parcelId: slip.id }, li().call);
    expect((await stockOf(slip.lotId)).status).toBe("cancelled");
    const his = await call(actions.bring, { promiseId: (await promiseOf(li())).id, quantity: "200" }, li().call);
    const round = await call(actions.planRound, { on: "2026-12-09", leavesAt: "2026-12-09T01:00:00Z", plate: "鲁V12345", driver: "老孙", capacity: 400, freight: 100_00, parcelIds: [parcel.id, his.id] }, operator.call);
    expect(round.stops.map((stop) => [stop.units, stop.freight])).toEqual([[200, 50_00], [200, 50_00]]);
    expect(round.stops[0]!.goods).toMatchObject([{ units: 200, step: 8, state: "expected", unit: "pot" }]);
    expect([round.stops[0]!.arrivesAt, round.stops[1]!.arrivesAt < round.backAt]).toEqual(["2026-12-09T01:30:00.000Z", true]);
    await expect(call(actions.planRound, { on: "2026-12-09", leavesAt: "2026-12-09T01:00:00Z", plate: "鲁V1", driver: "老孙", capacity: 400, parcelIds: [his.id] }, operator.call)).rejects.toMatchObject({ code: "on_another_round" });
    expect((await call(actions.rounds, { on: "2026-12-09" }, li().call)).rounds[0]!.stops).toHaveLength(1);
  });

  test("a neutral grader counts and measures; what conforms is held, the rest stays the grower's", async () => {
    const { market, grader } = stage;
    stage.on("2026-12-09");
    const { parcels } = await call(actions.dock, {}, grader.call);
    const [ours, his] = [parcels.find((one) => one.growerId === wang().partyId)!, parcels.find((one) => one.growerId === li().partyId)!];
    // Who may act for the grower does not judge his goods, whatever seat he sits in.
    const nephew = await market.staff("李家侄子", ["grader"]);
    await call(parties.actions.join, { accountId: nephew.accountId, partyId: li().partyId, role: "delegate" }, AS_SYSTEM);
    await expect(call(actions.inspect, { parcelId: his.id, counted: "200", samples: tall(5) }, nephew.call)).rejects.toMatchObject({ code: "own_goods" });
    await expect(call(actions.inspect, { parcelId: ours.id, counted: "25箱", samples: tall(4) }, grader.call)).rejects.toMatchObject({ code: "too_few_samples", detail: { needed: 5, given: 4 } });
    await expect(call(actions.inspect, { parcelId: ours.id, counted: "25箱", samples: [...tall(4), {}] }, grader.call)).rejects.toMatchObject({ code: "attribute_missing" });
    expect(await call(actions.inspect, { parcelId: ours.id, counted: "25箱", samples: tall(5) }, grader.call)).toMatchObject({ state: "accepted", grade: "A", accepted: 200, rejected: 0, failing: [], late: false });
    // 192 came of 200, eight of them broken, and they are too small for grade A.
    expect(await call(actions.inspect, { parcelId: his.id, counted: "192", samples: [...small(4), ...tall(1)], damaged: 8 }, grader.call)).toMatchObject({ state: "accepted", grade: "B", accepted: 184, rejected: 8, failing: [{ attribute: "heightCm", defects: 4 }] });
    expect(await stockOf(his.lotId)).toMatchObject({ onHand: 192, held: 184, grade: "B" });
    // Nothing was typed twice: intake knows count and grade.
    expect((await call(intake.actions.lot, { lotId: his.lotId }, grader.call)).lot).toMatchObject({ state: "graded", counted: 192, attributes: { heightCm: 44 } });
    await expect(market.database.pool.query("update pooled.parcel set accepted = accepted + 17, counted = counted + 17 where id = $1", [his.id])).rejects.toThrow(/parcels_fit_the_promise/);
    // Zhang sells the same goods elsewhere while his promise waits.
    const lot = await call(intake.actions.declareLot, { itemId: stage.itemId, quantity: "24" }, zhang().call);
    await call(intake.actions.receive, { lotId: lot.id, counted: "24" }, grader.call);
    await call(intake.actions.grade, { lotId: lot.id, grade: "A" }, grader.call);
    const florist = await market.person("花店", ["buyer"], 10_000_000_00);
    await call(settlement.actions.recordSale, { channel: "catalogue", lotId: lot.id, buyerId: florist.partyId, quantity: 24, price: 20_00, currency: "CNY", fromHold: false, creditHeld: false, cause: "test", causeId: "side" }, AS_SYSTEM);
  });

  test("a truck leaves: each parcel is a sale at its grade's price, and the benches know", async () => {
    const { grader, enterprise } = stage;
    stage.on(DUE);
    const { parcels } = await call(actions.dock, { on: "2026-12-09" }, grader.call);
    await expect(call(actions.ship, { dropId, parcelIds: parcels.map((one) => one.id), plate: "鲁A1" }, stage.operator.call)).rejects.toMatchObject({ code: "not_found" });
    const truck = await call(actions.ship, { dropId, parcelIds: parcels.filter((one) => one.state === "accepted").map((one) => one.id), plate: "鲁A1" }, coop);
    expect(truck).toMatchObject({ units: 384, gross: 200 * 18_50 + 184 * 14_80, parcels: 2 });
    firstTruck = truck.id;
    const { growers } = await call(batches.actions.candidates, { itemIds: [stage.itemId], from: DUE, to: DUE, asOf: stage.today() }, AS_SYSTEM);
    expect(growers.find((grower) => grower.growerId === wang().partyId)!.batches[0]).toMatchObject({ fulfilled: 200, promised: 0, left: 200 });
    await expect(call(actions.settleDrop, { dropId }, coop)).rejects.toMatchObject({ code: "too_early" });
    await expect(call(actions.receive, { shipmentId: firstTruck, refused: 385, reason: "太多" }, enterprise.call)).rejects.toMatchObject({ code: "more_than_shipped" });
    await expect(call(actions.receive, { shipmentId: firstTruck, refused: 8 }, enterprise.call)).rejects.toMatchObject({ code: "reason_needed" });
    expect(await call(actions.receive, { shipmentId: firstTruck, refused: 8, reason: "没地方放" }, enterprise.call)).toMatchObject({ refused: 8 });
  });

  test("one does not come: his share goes to another, stock covers a part, and the enterprise lets the rest go", async () => {
    const { grader, enterprise } = stage;
    await expect(call(actions.reallocate, { dropId }, coop)).rejects.toMatchObject({ code: "nothing_missing" });
    expect(await call(actions.declareDefault, { promiseId: (await promiseOf(zhang())).id, reason: "电话没人接" }, coop)).toMatchObject({ state: "defaulted", open: 0 });
    const { drops: [gap] } = await call(actions.gaps, { orderId }, coop);
    expect(gap).toMatchObject({ missing: 200, willing: [{ grower: "王桂兰", units: 200 }] });
    expect(await call(actions.reallocate, { dropId }, coop)).toMatchObject({ gap: 0, promised: 600 });
    expect(await call(actions.verifySheet, { orderId }, wang().call)).toMatchObject({ sound: true });
    const more = (await call(actions.calendar, { open: true }, wang().call)).promises.find((one) => one.source === "reallocation")!;
    expect(more).toMatchObject({ quantity: 200, price: 18_50 });
    stage.on("2026-12-11");
    const late = await call(actions.bring, { promiseId: more.id, quantity: "12箱" }, wang().call);
    expect(await call(actions.inspect, { parcelId: late.id, counted: "96", samples: tall(5) }, grader.call)).toMatchObject({ accepted: 96, late: true });
    expect(await call(actions.withdraw, { promiseId: more.id, quantity: 104, reason: "冻了" }, wang().call)).toMatchObject({ open: 0 });
    const lot = await call(intake.actions.declareLot, { itemId: stage.itemId, quantity: "40" }, coop);
    await call(intake.actions.receive, { lotId: lot.id, counted: "40" }, grader.call);
    await expect(call(actions.cover, { dropId, lotId: lot.id, quantity: 40 }, coop)).rejects.toMatchObject({ code: "grade_not_agreed" });
    await call(intake.actions.grade, { lotId: lot.id, grade: "A" }, grader.call);
    expect(await call(actions.cover, { dropId, lotId: lot.id, quantity: 40 }, coop)).toMatchObject({ gap: 64 });
    await expect(call(actions.askConsent, { dropId, quantity: 65, reason: "冻害" }, coop)).rejects.toMatchObject({ code: "nothing_missing" });
    await call(actions.askConsent, { dropId, quantity: 64, reason: "冻害" }, coop);
    expect(await call(actions.consent, { dropId, agrees: true }, enterprise.call)).toMatchObject({ gap: 0, consented: 64, quantity: 536 });
    const { parcels } = await call(actions.dock, {}, grader.call);
    const ready = parcels.filter((one) => one.state === "accepted").map((one) => one.id);
    expect(ready).toHaveLength(2);
    await expect(call(actions.settleDrop, { dropId }, coop)).rejects.toMatchObject({ code: "goods_still_held", detail: { units: 136 } });
    await call(actions.ship, { dropId, parcelIds: ready, plate: "鲁A1" }, coop);
  });

  test("after the grace the drop settles by itself: one invoice, a statement each, and the ledger at zero", async () => {
    const { enterprise, operator } = stage;
    stage.on("2026-12-12");
    await stage.settle();
    const whole = await call(actions.settlement, { orderId }, coop);
    const of = (name: string) => whole.statements.find((one) => one.grower === name)!;
    const kinds = (name: string) => Object.fromEntries(of(name).deductions.map((one) => [one.kind === "refused" ? "refused" : one.kind, one.amount]));
    // 64 units were let go: 3 of Li's 16, 40 of Zhang's 200, 21 of the 104 Wang withdrew too late.
    expect(kinds("王桂兰")).toEqual({ margin: 164_28, freight: 50_00, late: 96 * 18_50 * 5 / 100, short: 83 * 1_85, refused: -7_40 });
    expect(kinds("李守田")).toEqual({ margin: 81_70, freight: 50_00, short: 13 * 1_85, refused: -5_92 });
    expect(kinds("张秀英")).toEqual({ short: 160 * 1_85, side_sold: 24 * 18_50 * 20 / 100 });
    expect(of("弥河花卉合作社")).toMatchObject({ gross: 40 * 18_50, deductions: [], net: 740_00 });
    expect(of("李守田")).toMatchObject({ promised: 200, delivered: 184, lines: [{ grade: "B", orderedPrice: 18_50, price: 14_80, downgrade: 184 * 3_70 }] });
    const gross = 296 * 18_50 + 184 * 14_80 + 40 * 18_50;
    const credited = 83 * 1_85 + 88_80 + 13 * 1_85 + 160 * 1_85 + 88_80 - 13_32;
    expect(whole).toMatchObject({ balanced: true, differences: [], margin: 245_98, freight: 100_00, invoice: { gross, credited, due: gross - credited, deposit: 0 } });
    expect(whole.statements.reduce((sum, one) => sum + one.net, 0) + whole.margin + whole.freight).toBe(whole.invoice!.due);
    expect(whole.invoice!.bills.reduce((sum, bill) => sum + bill.amount, 0)).toBe(whole.invoice!.due);
    expect(await stage.balances()).toEqual({ total: 0, deposits: [] });
    expect((await call(actions.order, { orderId }, enterprise.call)).order).toMatchObject({ state: "closed" });
    // Each sees his own; a fault's evidence is named.
    expect(await call(actions.settlement, { orderId }, li().call)).toMatchObject({ invoice: null, statements: [{ grower: "李守田" }] });
    expect(await call(actions.settlement, { orderId }, enterprise.call)).toMatchObject({ statements: [], margin: 245_98 });
    expect((await call(actions.faults, { orderId, kind: "side_sold" }, coop)).faults[0]!.text).toMatch(/catalogue 24/);
    // A second person waives a penalty; the invoice follows.
    const { faults } = await call(actions.faults, { orderId, kind: "short", growerId: li().partyId }, coop);
    await call(actions.waive, { faultId: faults[0]!.id, reason: "冻害，大家都有" }, operator.call);
    await expect(call(actions.waive, { faultId: faults[0]!.id, reason: "再免一次" }, operator.call)).rejects.toMatchObject({ code: "not_now" });
    expect(await call(actions.settlement, { orderId }, coop)).toMatchObject({ balanced: true, invoice: { due: gross - credited + 13 * 1_85 } });
  });

  test("papers: invoice and statements as PDF, the money as a workbook, and no goods left held", async () => {
    const { enterprise } = stage;
    const pdf = await call(actions.printInvoice, { orderId }, enterprise.call);
    expect(Buffer.from(pdf.base64, "base64").subarray(0, 5).toString()).toBe("%PDF-");
    expect(pdf.lacking).toBe("");
    expect(Buffer.from((await call(actions.printStatement, { orderId }, coop)).base64, "base64").subarray(0, 5).toString()).toBe("%PDF-");
    await expect(call(actions.printInvoice, { orderId }, wang().call)).rejects.toMatchObject({ code: "nothing_yet" });
    expect((await call(actions.exportSettlement, { orderId, language: "en" }, coop)).rows).toBeGreaterThan(10);
    const held = await stage.market.database.pool.query("select sum(held) as held from kernel.lot");
    expect(Number(held.rows[0].held)).toBe(0);
  });
});
