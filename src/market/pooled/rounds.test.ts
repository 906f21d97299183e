import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addDays } from "../../engines/calendar/day.ts";
import { batches } from "../../growing/batches/contract.ts";
import { parties } from "../../kernel/parties/contract.ts";
import { intake } from "../intake/contract.ts";
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
    for (const ask of asks.values()) for (const text of [...shown.map((one) => JSON.stringify(one)), ...logged.map((row) => row.text as string)]) expect(text).not.toMatch(new RegExp(`[:\\[] ?${ask}[,}\\]]`));
    expect(logged.length).toBeGreaterThan(8);
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

  test("counts goods that are in, within what a grower carries a day, and says why others are not asked", async () => {
    const { growers: [, li, zhang], operator, grader, market } = stage;
    const sun = await market.person("孙木兰", ["grower"]);
    const soon = addDays(stage.today(), 4);
    for (const [grower, counted] of [[sun, 120], [zhang!, 80]] as const) {
      const lot = await run().call(intake.actions.declareLot, { itemId: stage.itemId, quantity: String(counted) }, grower.call);
      await run().call(intake.actions.receive, { lotId: lot.id, counted: String(counted) }, grader.call);
      await run().call(intake.actions.grade, { lotId: lot.id, grade: "A" }, grader.call);
    }
    await run().call(parties.actions.suspend, { partyId: zhang!.partyId, suspended: true, reason: "检查中" }, operator.call);
    await run().call(batches.actions.setCapacity, { unit: "pot", perDay: 64 }, sun.call);
    const lines = [stage.line({ quantity: 160, drops: [{ dueOn: soon, place: "济南仓", quantity: 80 }, { dueOn: addDays(soon, 1), place: "济南仓", quantity: 80 }] })];
    const order = await stage.published(stage.terms({ lines, rule: "proportional" }));
    const [first, second] = (await run().call(actions.candidates, { orderId: order.id }, operator.call)).drops;
    const seen = (drop: typeof first) => Object.fromEntries(drop!.candidates.map((one) => [one.grower, [one.available, one.quota, one.excluded]]));
    expect(seen(first)).toMatchObject({ 孙木兰: [64, 64, "none"], 张秀英: [0, 0, "suspended"] });
    // What the first day takes is not there for the second.
    expect(seen(second)).toMatchObject({ 孙木兰: [56, 56, "none"] });
    expect(first!.candidates.find((one) => one.grower === "孙木兰")!.basis).toMatchObject({ inLots: 120, inBatches: 0, capacity: 64, quality: 900, lots: [{ free: 120 }] });
    await expect(stage.invitations(order.id, li!)).resolves.toEqual([]);
    await stage.answer(order.id, sun, (one) => ({ accepted: one.quota }));
    await run().call(actions.allocate, { orderId: order.id }, operator.call);
    expect((await run().call(actions.calendar, {}, sun.call)).promises.map((one) => [one.dueOn, one.quantity])).toEqual([[soon, 64], [addDays(soon, 1), 56]]);
    // The lot is not held yet, and yet it is counted: nobody is asked for it again.
    await expect(stage.published(stage.terms({ lines: [stage.line({ quantity: 80, drops: [{ dueOn: soon, place: "青岛仓", quantity: 80 }] })] }))).rejects.toMatchObject({ code: "nobody_can" });
  });

  test("by index says what would be paid now and at least, fills by score, and counts deposits at the floor", async () => {
    const { operator, growers: [wang], enterprise } = stage;
    const price = { kind: "index" as const, floor: 15_00, cap: null, factorPpm: 950_000, premium: 0, basis: "day" as const, publications: 1, missing: { rule: "base" as const, base: 16_00 }, reference: { itemId: stage.itemId, grade: "A" as const, venue: null, lagDays: 1 } };
    const order = await stage.published(stage.terms({ rule: "priority", lines: [stage.line({ quantity: 80, drops: [{ dueOn: DUE, place: "济南仓", quantity: 80 }], price })] }));
    expect(await stage.invitations(order.id, wang!)).toMatchObject([{ priceNow: 16_00, price: { floor: 15_00 }, why: { rule: "priority" } }]);
    await stage.answer(order.id, wang!, (one) => ({ accepted: one.quota, extra: 0 }));
    await run().call(actions.allocate, { orderId: order.id }, operator.call);
    const { promises, lines } = await run().call(actions.order, { orderId: order.id }, enterprise.call);
    expect(promises).toMatchObject([{ quantity: 80, price: null, priceAtLeast: 15_00, deposit: 80 * 15_00 * 5 / 100, why: { binding: "quota" } }]);
    expect(lines[0]!.drops[0]).toMatchObject({ promised: 80, gap: 0, price: null });
  });
});
