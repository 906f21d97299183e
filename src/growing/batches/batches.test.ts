import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTestMarket, type Person, type TestMarket } from "../../../tests/market.ts";
import { addDays } from "../../engines/calendar/day.ts";
import { access } from "../../kernel/access/contract.ts";
import { calendar } from "../../kernel/calendar/contract.ts";
import { catalogue } from "../../kernel/catalogue/contract.ts";
import type { Action, ActionShape } from "../../kernel/machinery/contract.ts";
import { AS_SYSTEM, type Call } from "../../kernel/machinery/runtime.ts";
import { parties } from "../../kernel/parties/contract.ts";
import { intake } from "../../market/intake/contract.ts";
import { batches } from "./contract.ts";
import type { BatchView } from "./views.ts";

const { actions } = batches;

describe("what stands on the benches", () => {
  let market: TestMarket;
  let wang: Person;
  let li: Person;
  let operator: Person;
  let buyer: Person;
  let item: { id: string; unit: string };
  let today: string;
  const on = (days: number): string => addDays(today, days);
  const run = <S extends ActionShape>(action: Action<string, string, S>, input: NonNullable<S["input"]["~standard"]["types"]>["input"], call: Call = wang.call) => market.runtime.call(action, input, call);
  const refusal = async (work: Promise<unknown>): Promise<string> => work.then(() => "nothing", (error: { code?: string }) => error.code ?? String(error));
  const plant = (expected: string, more: { readyFrom?: string; readyTo?: string; itemId?: string } = {}, call: Call = wang.call): Promise<BatchView> =>
    run(actions.plant, { itemId: item.id, expected, readyFrom: on(20), readyTo: on(30), attributes: { heightCm: 65, spikes: 2 }, grade: "A", place: "3 号棚", ...more }, call);
  const facts = async (name: string): Promise<Record<string, unknown>[]> => (await market.database.pool.query<{ payload: Record<string, unknown> }>("select payload from kernel.event where module = 'batches' and name = $1 order by id", [name])).rows.map(({ payload }) => payload);

  beforeAll(async () => {
    market = await openTestMarket();
    [wang, li, buyer] = [await market.person("王桂兰", ["grower"]), await market.person("李建军", ["grower"]), await market.person("鲁中批发", ["buyer"], 1_000_000)];
    operator = await market.staff("刘经理", ["operator"]);
    item = await market.item("蝴蝶兰 双梗");
    today = (await run(calendar.actions.today, {})).businessDate;
  });
  afterAll(() => market.close());

  test("a grower enters a batch; nobody else but the market sees it", async () => {
    const batch = await plant("1200");
    expect(batch).toMatchObject({ state: "growing", expected: 1_200, left: 1_200, promised: 0, short: 0, version: 1, grade: "A", declaredAs: "grower", overdue: false, licence: { verdict: "allowed", protected: false } });
    expect(batch.no).toMatch(/^Z\d{8}-\d{4}$/);
    expect((await run(actions.batch, { no: batch.no }, operator.call)).batch.id).toBe(batch.id);
    expect(await refusal(run(actions.batch, { batchId: batch.id }, li.call))).toBe("not_found");
    expect(await refusal(run(actions.change, { batchId: batch.id, expected: "5" }, li.call))).toBe("not_found");
    expect(await refusal(run(actions.mine, {}, buyer.call))).toBe("not_allowed");
    expect(await refusal(plant("10", { readyFrom: on(-3), readyTo: on(-1) }))).toBe("bad_window");
    expect(await refusal(plant("3 车"))).toBe("bad_quantity");
    expect((await run(actions.copyLast, {})).last?.id).toBe(batch.id);
  });

  test("his delegate changes it, and every version says who did what; a smaller one says why", async () => {
    const batch = await plant("1000");
    const account = await run(access.actions.openAccount, { login: "helper-of-wang", name: "小张", password: "peony-2026-garden", mustChange: false, demo: true }, AS_SYSTEM);
    await run(parties.actions.join, { accountId: account.id, partyId: wang.partyId, role: "delegate" }, AS_SYSTEM);
    const helper: Call = { ...wang.call, actor: { ...wang.call.actor, accountId: account.id, accountName: "小张", delegate: true } };
    expect(await refusal(run(actions.change, { batchId: batch.id, expected: "900" }, helper))).toBe("reason_needed");
    await run(actions.change, { batchId: batch.id, version: 1, expected: "900", readyFrom: on(22), reason: "estimate" }, helper);
    expect(await refusal(run(actions.change, { batchId: batch.id, version: 1, note: "三号棚" }))).toBe("changed_meanwhile");
    const lost = await run(actions.lose, { batchId: batch.id, quantity: "150", reason: "frost", text: "夜里停电" });
    expect(lost).toMatchObject({ expected: 750, version: 3 });
    const { versions } = await run(actions.batch, { batchId: batch.id });
    expect(versions.map(({ kind, as, by, reason }) => [kind, as, by, reason])).toEqual([["lost", "grower", "王桂兰", "frost"], ["changed", "delegate", "小张", "estimate"], ["planted", "grower", "王桂兰", null]]);
    expect(versions[1]!.changes).toEqual([{ field: "expected", from: "1000", to: "900" }, { field: "readyFrom", from: on(20), to: on(22) }]);
    await expect(market.database.pool.query("update batches.batch set expected = 5000 where id = $1", [batch.id])).rejects.toThrow("versions_are_kept");
    await expect(market.database.pool.query("update batches.batch set promised = 5 where id = $1", [batch.id])).rejects.toThrow("promises_move_by_log");
    await expect(market.database.pool.query("delete from batches.batch_version where batch_id = $1", [batch.id])).rejects.toThrow("append_only");
  });

  test("promises: once a name, never more than is left, given back and brought in parts", async () => {
    const { id: batchId, no } = await plant("1000");
    const quota = { batchId, cause: "pooled", causeId: "order-1/wang" };
    expect(await run(actions.promise, { ...quota, quantity: 600, label: "盛源超市", dueOn: on(21) }, AS_SYSTEM)).toMatchObject({ promised: 600, left: 400, repeated: false });
    expect(await run(actions.promise, { ...quota, quantity: 600 }, AS_SYSTEM)).toMatchObject({ promised: 600, repeated: true });
    expect(await refusal(run(actions.promise, { ...quota, quantity: 500 }, AS_SYSTEM))).toBe("key_reused");
    expect(await refusal(run(actions.promise, { ...quota, causeId: "order-2/wang", quantity: 401 }, AS_SYSTEM))).toBe("not_enough_left");
    expect(await refusal(run(actions.promise, { ...quota, quantity: 1 }, wang.call))).toBe("not_allowed");
    expect(await run(actions.release, { ...quota, deedId: "fewer", quantity: 100 }, AS_SYSTEM)).toMatchObject({ promised: 500, left: 500 });
    expect(await run(actions.fulfil, { ...quota, deedId: "truck-1", quantity: 300 }, AS_SYSTEM)).toMatchObject({ promised: 200, fulfilled: 300, left: 500 });
    expect(await run(actions.fulfil, { ...quota, deedId: "truck-1", quantity: 300 }, AS_SYSTEM)).toMatchObject({ fulfilled: 300, repeated: true });
    expect(await refusal(run(actions.fulfil, { ...quota, deedId: "truck-2", quantity: 201 }, AS_SYSTEM))).toBe("more_than_promised");
    expect(await run(actions.release, { ...quota, deedId: "rest" }, AS_SYSTEM)).toMatchObject({ promised: 0, fulfilled: 300, left: 700 });
    expect(await run(actions.release, { ...quota, deedId: "rest again" }, AS_SYSTEM)).toMatchObject({ repeated: true });
    expect((await run(actions.standing, { batchIds: [batchId] }, AS_SYSTEM)).batches[0]).toMatchObject({ no, promises: [{ causeId: "order-1/wang", quantity: 600, released: 300, fulfilled: 300, open: 0, label: "盛源超市", dueOn: on(21) }] });
    expect(await refusal(run(actions.lose, { batchId, quantity: "800", reason: "pest" }))).toBe("gone_already");
    await expect(market.database.pool.query("insert into batches.promise_move (batch_id, kind, quantity, cause, cause_id, at) values ($1, 'promise', 701, 'x', 'y', now())", [batchId])).rejects.toThrow("promised_within_expected");
  });

  test("frost: the batch is short, the promise due last is named first; a better count makes it whole", async () => {
    const batch = await plant("1000");
    await run(actions.promise, { batchId: batch.id, cause: "pooled", causeId: "early", quantity: 500, dueOn: on(21) }, AS_SYSTEM);
    await run(actions.promise, { batchId: batch.id, cause: "pooled", causeId: "late", quantity: 400, dueOn: on(28) }, AS_SYSTEM);
    expect(await run(actions.lose, { batchId: batch.id, quantity: "300", reason: "frost" })).toMatchObject({ expected: 700, promised: 900, left: 0, short: 200 });
    expect((await facts("batchShort")).at(-1)).toMatchObject({ no: batch.no, short: 200, reason: "frost", causes: [{ causeId: "late", open: 400 }, { causeId: "early", open: 500 }] });
    expect((await run(actions.desk, { short: true }, operator.call)).batches.map(({ id }) => id)).toContain(batch.id);
    expect(await refusal(run(actions.promise, { batchId: batch.id, cause: "pooled", causeId: "third", quantity: 1 }, AS_SYSTEM))).toBe("not_enough_left");
    await run(actions.change, { batchId: batch.id, expected: "950" });
    expect((await facts("batchWhole")).at(-1)).toMatchObject({ no: batch.no });
    expect((await run(actions.advance, { batchId: batch.id, to: "failed", reason: "disease" }))).toMatchObject({ state: "failed", expected: 0, short: 900, can: ["copy"] });
    expect(await refusal(run(actions.change, { batchId: batch.id, note: "?" }))).toBe("batch_over");
  });

  test("a lot declared from a batch is taken off it; goods brought elsewhere make a promise short, and one for the promise does not", async () => {
    const batch = await plant("500");
    await run(actions.promise, { batchId: batch.id, cause: "pooled", causeId: "q", quantity: 400 }, AS_SYSTEM);
    await run(actions.advance, { batchId: batch.id, to: "ready" });
    const lot = await run(intake.actions.declareLot, { itemId: item.id, quantity: "200", batchId: batch.id });
    expect((await run(actions.batch, { batchId: batch.id })).batch).toMatchObject({ brought: 200, left: 0, short: 100 });
    // The order takes that lot for its promise: it was not brought elsewhere after all.
    expect(await run(actions.bring, { batchId: batch.id, lotId: lot.id, cause: "pooled", causeId: "q" }, AS_SYSTEM)).toMatchObject({ brought: 0, short: 0, left: 100 });
    expect(await run(actions.fulfil, { batchId: batch.id, cause: "pooled", causeId: "q", deedId: lot.id, quantity: 200 }, AS_SYSTEM)).toMatchObject({ brought: 0, promised: 200, fulfilled: 200, left: 100 });
    const other = await run(intake.actions.declareLot, { itemId: item.id, quantity: "150", batchId: batch.id });
    expect((await run(actions.batch, { batchId: batch.id })).batch).toMatchObject({ brought: 150, short: 50 });
    await run(intake.actions.cancelLot, { lotId: other.id });
    while ((await market.runtime.pump()) > 0);
    expect((await run(actions.batch, { batchId: batch.id })).batch).toMatchObject({ brought: 0, short: 0, left: 100 });
    expect((await facts("batchWhole")).at(-1)).toMatchObject({ no: batch.no });
    expect((await run(actions.ofLots, { lotIds: [lot.id] }, AS_SYSTEM)).lots).toMatchObject([{ batchId: batch.id }]);
    // A lot of somebody else, of something else, or of a batch that failed does not come from here.
    expect(await refusal(run(intake.actions.declareLot, { itemId: item.id, quantity: "10", batchId: batch.id }, li.call))).toBe("not_your_batch");
    expect(await refusal(run(intake.actions.declareLot, { itemId: (await market.item("红掌")).id, quantity: "10", batchId: batch.id }))).toBe("wrong_item");
  });

  test("a batch that gives more than was expected grows to it", async () => {
    const batch = await plant("100");
    await run(actions.promise, { batchId: batch.id, cause: "pooled", causeId: "big", quantity: 100 }, AS_SYSTEM);
    await run(intake.actions.declareLot, { itemId: item.id, quantity: "130", batchId: batch.id });
    const { batch: after, versions } = await run(actions.batch, { batchId: batch.id });
    expect([after.expected, after.brought, after.short, versions[0]!.kind]).toEqual([130, 130, 100, "more_came"]);
  });

  test("protected varieties: who may grow what, and nothing unlicensed is promised", async () => {
    const protectedItem = await market.item("红掌 新星");
    expect(await refusal(run(actions.protect, { holder: "所", certificate: "CNA1", from: on(-10), to: on(10) }, operator.call))).toBe("variety_or_item");
    const right = await run(actions.protect, { itemId: protectedItem.id, holder: "示例育种所", certificate: "CNA20260001", from: on(-100), to: on(3_000) }, operator.call);
    const ask = async (person: Person, day: string, more = 0) => (await run(actions.verdict, { itemId: protectedItem.id, growerId: person.partyId, on: day, more }, AS_SYSTEM)).verdict;
    expect([await ask(wang, on(20)), await ask(wang, on(-101))]).toEqual(["not_licensed", "allowed"]);
    const licence = await run(actions.license, { rightId: right.id, growerId: wang.partyId, from: on(0), to: on(60), limit: 1_000 }, operator.call);
    expect(await refusal(run(actions.license, { rightId: right.id, growerId: wang.partyId, from: on(60), to: on(90) }, operator.call))).toBe("licence_overlaps");
    expect([await ask(wang, on(20)), await ask(wang, on(20), 1_001), await ask(wang, on(61)), await ask(li, on(20))]).toEqual(["allowed", "over_quantity", "expired", "not_licensed"]);
    const mine = await plant("800", { itemId: protectedItem.id });
    expect(mine.licence).toMatchObject({ verdict: "allowed", protected: true, certificate: "CNA20260001", limit: 1_000, used: 800 });
    expect(await ask(wang, on(20), 201)).toBe("over_quantity");
    const his = await plant("800", { itemId: protectedItem.id }, li.call);
    expect(his.licence.verdict).toBe("not_licensed");
    expect(await refusal(run(actions.promise, { batchId: his.id, cause: "pooled", causeId: "z", quantity: 1 }, AS_SYSTEM))).toBe("licence_missing");
    expect((await run(actions.promise, { batchId: mine.id, cause: "pooled", causeId: "z", quantity: 1 }, AS_SYSTEM)).promised).toBe(1);
    expect((await run(actions.licences, {}, li.call)).total).toBe(0);
    expect((await run(actions.licences, {})).licences).toMatchObject([{ certificate: "CNA20260001", used: 800, state: "running" }]);
    expect(await run(actions.endLicence, { licenceId: licence.id, reason: "不再种" }, operator.call)).toMatchObject({ state: "over", endedOn: today });
    expect(await ask(wang, on(20))).toBe("expired");
    expect(await refusal(run(actions.mayGrow, { itemId: protectedItem.id, growerId: li.partyId, on: today }))).toBe("not_found");
  });

  test("candidates: what is left in the window, capacity, distance and licence, in one answer", async () => {
    const cyclamen = await run(catalogue.actions.addItem, { code: "cyclamen-12", speciesId: null, zh: "仙客来 12cm", category: "bedding", unit: "pot", packing: { box: 8 } }, AS_SYSTEM);
    const chen = (await run(parties.actions.register, { kind: "person", name: "陈国栋", roles: ["grower"], town: "益都街道" }, AS_SYSTEM)).id;
    await run(actions.setTown, { town: "益都街道", km: 6.5 }, operator.call);
    await run(actions.setCapacity, { growerId: chen, unit: "pot", perDay: 800, perTrip: 1_600 }, operator.call);
    const entered = async (growerId: string, expected: string, from: number) => run(actions.plant, { growerId, itemId: cyclamen.id, expected, readyFrom: on(from), readyTo: on(from + 10) }, operator.call);
    const early = await entered(chen, "100 箱", 10);
    await entered(chen, "400", 40);
    const full = await entered(li.partyId, "300", 12);
    await run(actions.promise, { batchId: full.id, cause: "pooled", causeId: "all", quantity: 300 }, AS_SYSTEM);
    const { growers } = await run(actions.candidates, { itemIds: [cyclamen.id], from: on(15), to: on(25), asOf: today }, AS_SYSTEM);
    expect(growers).toMatchObject([{ growerId: chen, distanceKm: 6.5, town: "益都街道", capacity: [{ unit: "pot", perDay: 800, perTrip: 1_600 }], batches: [{ batchId: early.id, left: 800, licence: { verdict: "allowed" } }] }]);
    const { items } = await run(actions.totals, { query: "xkl" }, operator.call);
    expect(items).toMatchObject([{ zh: "仙客来 12cm", growers: 2 }]);
    expect(items[0]!.cells.reduce((sum, cell) => sum + cell.left, 0)).toBe(1_200);
    expect((await run(actions.desk, { query: "益都" }, operator.call)).total).toBe(2);
    const calendarOf = await run(actions.calendar, { growerId: li.partyId }, operator.call);
    expect(calendarOf.batches.find(({ id }) => id === full.id)?.promises).toMatchObject([{ causeId: "all", open: 300 }]);
    expect((await run(actions.towns, {}, operator.call)).without).toEqual([]);
  });
});
