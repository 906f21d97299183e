import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { batches } from "../../growing/batches/contract.ts";
import { AS_SYSTEM } from "../../kernel/machinery/runtime.ts";
import type { Person } from "../../../tests/market.ts";
import { pooled } from "./contract.ts";
import { openStage, type Stage } from "./trial.ts";

const { actions } = pooled;

describe("a pooled order, from the wish to the signed sheet", () => {
  let stage: Stage;
  let orderId: string;
  let no: string;
  beforeAll(async () => {
    stage = await openStage();
    for (const [n, expected] of [400, 400, 240, 160, 800].entries()) await stage.plant(stage.growers[n]!, expected);
  });
  afterAll(() => stage.close());
  const read = (by: Person) => stage.market.runtime.call(actions.order, { orderId }, by.call);

  test("is the enterprise's alone until it is handed over, and is published with quotas everybody can read", async () => {
    const { market: { runtime }, enterprise, operator, growers } = stage;
    const draft = await runtime.call(actions.saveDraft, { title: "年宵蝴蝶兰统购", terms: stage.terms() as never }, enterprise.call);
    ({ id: orderId, no } = draft);
    expect(draft).toMatchObject({ state: "draft", no: "T20261130-0001", ordered: 1_000, value: 18_500_00, can: ["edit", "ask", "cancel"] });
    await expect(read(operator)).rejects.toMatchObject({ code: "not_found" });
    await expect(runtime.call(actions.publish, { orderId }, operator.call)).rejects.toMatchObject({ code: "not_found" });
    await runtime.call(actions.askHub, { orderId }, enterprise.call);
    await expect(read(growers[0]!)).rejects.toMatchObject({ code: "not_found" });
    const { drops } = await runtime.call(actions.candidates, { orderId }, operator.call);
    expect(drops[0]).toMatchObject({ quantity: 1_000, available: 2_000, quota: 1_000 });
    // Max-min fair in whole trays of 8: the two smallest have all they can give.
    expect(await runtime.call(actions.publish, { orderId }, operator.call)).toMatchObject({ state: "open", round: 1, growers: 5 });
    const quotas = await runtime.call(actions.quotas, { orderId }, growers[3]!.call);
    expect(quotas.drops[0]!.candidates.map((one) => [one.grower, one.available, one.quota]).toSorted()).toEqual([["孙木兰", 800, 208], ["张秀英", 240, 208], ["李守田", 400, 208], ["王桂兰", 400, 216], ["赵大川", 160, 160]].toSorted((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1)).map((row) => [row[0], row[1], expect.any(Number)]));
    expect(quotas.drops[0]!.candidates.reduce((sum, one) => sum + one.quota, 0)).toBe(1_000);
    expect(quotas.drops[0]!.candidates.find((one) => one.grower === "赵大川")).toMatchObject({ quota: 160, why: { rule: "equal_awards", binding: "claim" }, basis: { inBatches: 160, licence: "free", batches: [{}] } });
    expect(quotas.drops[0]!.candidates.find((one) => one.grower === "孙木兰")!.basis.batches).toEqual([]);
    expect(await stage.balances()).toEqual({ total: 0, deposits: [["济南花市", 1_850_00]] });
    const stranger = await stage.market.person("旁人", ["grower"]);
    await expect(read(stranger)).rejects.toMatchObject({ code: "not_found" });
  });

  test("is answered in part, by a delegate, not at all; what was left flows on, and the sheet is signed", async () => {
    const { market: { runtime }, growers: [wang, li, zhang, zhao, sun], operator, enterprise } = stage;
    const [invited] = await stage.invitations(orderId, wang!);
    const one = (accepted: number, extra = 0) => ({ orderId, answers: [{ invitationId: invited!.id, accepted, extra }] });
    await expect(runtime.call(actions.answer, one(401), wang!.call)).rejects.toMatchObject({ code: "more_than_available" });
    await expect(runtime.call(actions.answer, one(101), wang!.call)).rejects.toMatchObject({ code: "not_whole_trays", detail: { step: 8, asked: 101 } });
    await expect(runtime.call(actions.answer, one(8), li!.call)).rejects.toMatchObject({ code: "not_found" });
    // He takes more than his quota: what is beyond it is what he could bring more.
    await runtime.call(actions.answer, one(400), wang!.call);
    expect((await stage.invitations(orderId, wang!))[0]).toMatchObject({ accepted: invited!.quota, extra: 400 - invited!.quota });
    await stage.answer(orderId, li!, () => ({ accepted: 0 }));
    await runtime.call(actions.answer, { orderId, answers: (await stage.invitations(orderId, zhang!)).map((row) => ({ invitationId: row.id, accepted: 80 })) }, { ...zhang!.call, actor: { ...zhang!.call.actor, accountName: "村代办", delegate: true } });
    await stage.answer(orderId, sun!, (row) => ({ accepted: row.quota, extra: 400 }));
    await expect(runtime.call(actions.allocate, { orderId }, operator.call)).rejects.toMatchObject({ code: "answers_open" });
    stage.later(25);
    await expect(runtime.call(actions.answer, one(8), wang!.call)).rejects.toMatchObject({ code: "too_late" });
    await stage.settle();
    const order = await read(enterprise);
    expect(order.order).toMatchObject({ state: "allocated", promised: 1_000, growers: 3, answerBy: null });
    const sheet = await runtime.call(actions.sheet, { orderId }, zhao!.call);
    const shares = new Map(sheet.drops[0]!.shares.map((share) => [share.grower, share]));
    expect([...shares.values()].reduce((sum, share) => sum + share.units, 0)).toBe(1_000);
    expect(shares.get("张秀英")).toMatchObject({ units: 80, guaranteed: 80, flowed: 0, why: { binding: "accepted_less" } });
    expect(shares.get("李守田")).toMatchObject({ units: 0 });
    // 184 of Wang are all he has; the rest went to Sun.
    expect(shares.get("王桂兰")!.units).toBe(400);
    expect(shares.get("孙木兰")!.units).toBe(520);
    expect(shares.has("赵大川")).toBe(false);
    expect(order.steps.find((step) => step.kind === "answered_by_delegate")).toMatchObject({ by: "村代办", text: "张秀英", quantity: 80 });
    // Growers' own promises, with the batches told and a deposit put down.
    const { promises } = await runtime.call(actions.calendar, {}, sun!.call);
    expect(promises).toMatchObject([{ quantity: 520, state: "standing", price: 18_50, deposit: 520 * 18_50 * 5 / 100, can: ["bring", "withdraw"] }]);
    expect((await read(sun!)).promises.map((promise) => promise.growerId)).toEqual([sun!.partyId]);
    const { growers } = await runtime.call(batches.actions.candidates, { itemIds: [stage.itemId], from: "2026-12-10", to: "2026-12-10", asOf: stage.today() }, AS_SYSTEM);
    expect(growers.find((grower) => grower.growerId === sun!.partyId)!.batches[0]).toMatchObject({ promised: 520, left: 280 });
    expect(await stage.balances()).toMatchObject({ total: 0 });
  });

  test("can be verified, and a sheet that was tampered with is found out", async () => {
    const { market: { runtime, database }, growers: [wang] } = stage;
    const verify = (hash?: string) => runtime.call(actions.verifySheet, { orderId, ...(hash === undefined ? {} : { hash }) }, wang!.call);
    const { hash } = await verify();
    expect(await verify(hash)).toMatchObject({ sharesStand: true, hashStands: true, chainStands: true, signatureStands: true, given: "same", sound: true });
    expect(await verify("0".repeat(64))).toMatchObject({ given: "other", sound: false });
    const pdf = await runtime.call(actions.printSheet, { orderId }, wang!.call);
    expect(Buffer.from(pdf.base64, "base64").subarray(0, 5).toString()).toBe("%PDF-");
    await expect(database.pool.query("update pooled.run set hash = repeat('0', 64)")).rejects.toThrow(/append_only/);
    await expect(database.pool.query("update pooled.promise set quantity = quantity + 8")).rejects.toThrow(/promises_fit_the_drop/);
    await expect(database.pool.query("update pooled.invitation set accepted = available + 1 where state = 'answered'")).rejects.toThrow(/nobody_gives_more/);
    // Somebody with the keys to the database gets further, and is found out.
    await database.pool.query("alter table pooled.run disable trigger append_only");
    await database.pool.query(`update pooled.run set output = jsonb_set(output, '{drops,0,shares,0,units}', '8')`);
    expect(await verify()).toMatchObject({ sound: false, sharesStand: false, hashStands: false, signatureStands: true });
    expect(no).toBe("T20261130-0001");
  });
});
