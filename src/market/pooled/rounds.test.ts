import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ORDER_DEEDS } from "./rules.ts";
import { pooled } from "./contract.ts";
import { DUE, openStage, type Stage } from "./trial.ts";

const { actions } = pooled;

describe("pooled orders by other rules, further rounds and files", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage(["王桂兰", "李守田", "张秀英"]);
    for (const grower of stage.growers) await stage.plant(grower, 400);
  });
  afterAll(() => stage.close());
  const run = () => stage.market.runtime;
  const sheetOf = (orderId: string) => run().call(actions.sheet, { orderId }, stage.operator.call);

  test("sealed asks are nobody's to read before the deadline, and one price is paid to all who were taken", async () => {
    const { growers: [wang, li, zhang], operator, enterprise } = stage;
    const line = stage.line({ quantity: 600, drops: [{ dueOn: DUE, place: "济南仓", quantity: 600 }], price: { kind: "sealed", ceiling: 20_00 } });
    await expect(stage.published(stage.terms({ lines: [line] }))).rejects.toMatchObject({ code: "terms_wrong", detail: { fault: "sealed_both" } });
    const order = await stage.published(stage.terms({ lines: [line], rule: "sealed_bid" }));
    const asks = new Map([[wang!, 17_77], [li!, 19_99], [zhang!, 18_88]]);
    const [invited] = await stage.invitations(order.id, wang!);
    const answer = (ask: number | null) => run().call(actions.answer, { orderId: order.id, answers: [{ invitationId: invited!.id, accepted: 400, ask }] }, wang!.call);
    await expect(answer(null)).rejects.toMatchObject({ code: "ask_needed" });
    await expect(answer(20_01)).rejects.toMatchObject({ code: "ask_above_ceiling" });
    for (const [grower, ask] of asks) await stage.answer(order.id, grower, () => ({ accepted: 400, ask }));
    // All have answered, and still nothing is opened before the time.
    await expect(run().call(actions.allocate, { orderId: order.id }, operator.call)).rejects.toMatchObject({ code: "answers_open" });
    const shown = [await run().call(actions.order, { orderId: order.id }, operator.call), await run().call(actions.quotas, { orderId: order.id }, operator.call), await run().call(actions.order, { orderId: order.id }, li!.call), await run().call(actions.orders, {}, enterprise.call)];
    const { rows: logged } = await stage.market.database.pool.query("select payload::text as text from kernel.event where module = 'pooled' union all select input::text from kernel.audit where module = 'pooled' and action = 'answer'");
    for (const ask of asks.values()) for (const text of [...shown.map((one) => JSON.stringify(one)), ...logged.map((row) => row.text as string)]) expect(text).not.toContain(String(ask));
    expect(shown[1]).toMatchObject({ drops: [{ candidates: [{}, {}, {}] }] });
    stage.later(25);
    await stage.settle();
    const [drop] = (await sheetOf(order.id)).drops;
    expect(drop).toMatchObject({ given: 600, clearing: 18_88 });
    expect(drop!.shares.map((share) => [share.grower, share.units, share.ask]).toSorted()).toEqual([["张秀英", 200, 18_88], ["李守田", 0, 19_99], ["王桂兰", 400, 17_77]].toSorted());
    expect((await run().call(actions.order, { orderId: order.id }, enterprise.call)).promises.map((promise) => promise.price)).toEqual([18_88, 18_88]);
    expect(await run().call(actions.verifySheet, { orderId: order.id }, li!.call)).toMatchObject({ sound: true });
  });

  test("by least cost through the solver, again in a further round for what is unplaced, and each sheet follows the one before", async () => {
    const { growers: [wang, li, zhang], operator } = stage;
    // Wang's bench is empty after the order before; who has goods later is asked in the second round.
    const order = await stage.published(stage.terms({ rule: "least_cost", fairnessPm: 200, capPercent: 90, lines: [stage.line({ quantity: 640, minBatch: 40, drops: [{ dueOn: DUE, place: "济南仓", quantity: 640 }] })] }));
    const quotas = await run().call(actions.quotas, { orderId: order.id }, operator.call);
    expect(quotas.drops[0]!.candidates.filter((one) => one.excluded === "none").map((one) => [one.grower, one.available]).toSorted()).toEqual([["张秀英", 200], ["李守田", 400]].toSorted());
    await expect(run().call(actions.answer, { orderId: order.id, answers: (await stage.invitations(order.id, li!)).map((one) => ({ invitationId: one.id, accepted: 32 })) }, li!.call)).rejects.toMatchObject({ code: "below_minimum" });
    for (const grower of [li!, zhang!]) await stage.answer(order.id, grower, (one) => ({ accepted: one.quota, extra: one.available - one.quota }));
    // Everybody has answered: the hub need not wait.
    const divided = await run().call(actions.allocate, { orderId: order.id }, operator.call);
    expect(divided).toMatchObject({ state: "allocated", promised: 600, risks: expect.arrayContaining(["short_promised"]) });
    expect(divided.can).toContain("reinvite");
    expect(divided.can.every((deed) => (ORDER_DEEDS as readonly string[]).includes(deed))).toBe(true);
    expect(await run().call(actions.verifySheet, { orderId: order.id }, zhang!.call)).toMatchObject({ sound: true });
    await expect(run().call(actions.reinvite, { orderId: order.id, answerHours: 4 }, operator.call)).rejects.toMatchObject({ code: "nobody_can" });
    await stage.plant(wang!, 80);
    expect(await run().call(actions.reinvite, { orderId: order.id, answerHours: 4 }, operator.call)).toMatchObject({ state: "allocated", round: 2, promised: 600 });
    await stage.answer(order.id, wang!, () => ({ accepted: 40 }));
    await stage.settle();
    stage.later(5);
    await stage.settle();
    const second = await sheetOf(order.id);
    const first = await run().call(actions.sheet, { orderId: order.id, round: 1 }, operator.call);
    expect(second).toMatchObject({ seq: 2, sheets: 2, round: 2, previous: first.hash, drops: [{ estate: 40, given: 40, unplaced: 0 }] });
    expect(await run().call(actions.verifySheet, { orderId: order.id }, wang!.call)).toMatchObject({ sound: true, chainStands: true });
    await expect(run().call(actions.reinvite, { orderId: order.id, answerHours: 4 }, operator.call)).rejects.toMatchObject({ code: "nothing_unplaced" });
  });

  test("goes out to Excel and comes back as it was; a changed line changes the draft, a cancelled order gives the deposit back", async () => {
    const { growers: [wang], operator, enterprise } = stage;
    const lines = [stage.line({ quantity: 160, drops: [{ dueOn: DUE, place: "济南仓", quantity: 80 }, { dueOn: "2026-12-12", place: "济南仓", quantity: 80 }] })];
    const draft = await run().call(actions.saveDraft, { title: "小单", terms: stage.terms({ lines }) as never }, enterprise.call);
    const file = await run().call(actions.exportOrder, { orderId: draft.id }, enterprise.call);
    expect(file.rows).toBe(2);
    expect(await run().call(actions.importOrder, { orderId: draft.id, base64: file.base64, dryRun: false }, enterprise.call)).toMatchObject({ applied: true, created: 0, changed: 0, unchanged: 2, problems: [] });
    const csv = (text: string) => Buffer.from(text, "utf8").toString("base64");
    const head = "行,商品编码,等级,交货日,地点,数量,单价,整盘数,起送量";
    const wrong = await run().call(actions.importOrder, { orderId: draft.id, base64: csv(`${head}\n1,phal-2,A,2026-12-12,济南仓,96,18.50,8,0\n1,phal-2,B,2026-12-14,济南仓,80,18.50,8,0\n2,nothing,A,2026-12-14,济南仓,80,9.00,8,0\n`), dryRun: false }, enterprise.call);
    expect(wrong).toMatchObject({ applied: false, problems: [{ row: 3, reason: "line_says_two" }, { row: 4, reason: "unknown_item", value: "nothing" }] });
    const right = await run().call(actions.importOrder, { orderId: draft.id, base64: csv(`${head}\n1,phal-2,A,2026-12-12,济南仓,96,18.50,8,0\n2,phal-2,B,2026-12-14,青岛仓,80,12.00,8,0\n`), dryRun: false }, enterprise.call);
    expect(right).toMatchObject({ applied: true, created: 1, changed: 1 });
    const { terms } = await run().call(actions.order, { orderId: draft.id }, enterprise.call);
    expect(terms.lines).toMatchObject([{ quantity: 176, grade: "A" }, { quantity: 80, grade: "B", price: { kind: "fixed", price: 12_00 }, drops: [{ place: "青岛仓" }] }]);
    expect((await run().call(actions.exportCalendar, {}, wang!.call)).rows).toBe(2);
    const before = await stage.balances();
    await stage.plant(wang!, 200);
    await run().call(actions.askHub, { orderId: draft.id }, enterprise.call);
    await run().call(actions.publish, { orderId: draft.id }, operator.call);
    expect(await stage.balances()).not.toEqual(before);
    await expect(run().call(actions.cancel, { orderId: draft.id, reason: "不要了" }, enterprise.call)).rejects.toMatchObject({ code: "not_now" });
    expect(await run().call(actions.cancel, { orderId: draft.id, reason: "企业撤单" }, operator.call)).toMatchObject({ state: "cancelled", can: [] });
    expect(await stage.balances()).toEqual(before);
    await expect(run().call(actions.sheet, { orderId: draft.id }, operator.call)).rejects.toMatchObject({ code: "no_sheet_yet" });
  });
});
