import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { access } from "../../kernel/access/contract.ts";
import { catalogue } from "../../kernel/catalogue/contract.ts";
import { lots } from "../../kernel/lots/contract.ts";
import { AS_SYSTEM, type Call } from "../../kernel/machinery/runtime.ts";
import { parties } from "../../kernel/parties/contract.ts";
import { settlement } from "../settlement/contract.ts";
import { readPdf } from "../../kernel/print/trial-pdf.ts";
import { openTestMarket, type Person, type TestMarket } from "../../../tests/market.ts";
import { intake } from "./contract.ts";

const refused = (code: string, detail: object = {}) => expect.objectContaining({ code, detail: expect.objectContaining(detail) });

describe("from the grower's word to a graded lot", () => {
  let market: TestMarket;
  let wang: Person;
  let li: Person;
  let grader: Person;
  let itemId: string;
  const { actions } = intake;

  beforeAll(async () => {
    market = await openTestMarket();
    wang = await market.person("王桂兰", ["grower"]);
    li = await market.person("李建军", ["grower"]);
    grader = await market.staff("韩雪", ["grader"]);
    const item = await market.runtime.call(catalogue.actions.addItem, {
      code: "phal-double", speciesId: null, zh: "蝴蝶兰 大辣椒 双梗", category: "orchid", unit: "pot", packing: { box: 6, layer: 24, trolley: 144 }, potExtra: true,
    }, AS_SYSTEM);
    itemId = item.id;
  });
  afterAll(() => market.close());

  const declare = (quantity: string, by: Person = wang, more: object = {}) => market.runtime.call(actions.declareLot, { itemId, quantity, ...more }, by.call);

  test("a grower writes two trolleys and a layer, and the market knows 312 pots", async () => {
    const lot = await declare("2车1层", wang, { floorPrice: 18_00, note: "腊月二十前" });
    expect(lot).toMatchObject({ state: "expected", declared: 312, written: "2车1层", unit: "pot", floorPrice: 1800, potExtra: true, declaredAs: "grower", declaredBy: "王桂兰", onHand: 0 });
    expect(lot.can).toEqual(["change", "cancel", "copy", "label"]);
    const { last } = await market.runtime.call(actions.copyLast, {}, wang.call);
    expect(last).toMatchObject({ id: lot.id, note: "腊月二十前" });
    expect((await market.runtime.call(actions.suggestions, {}, wang.call)).items).toMatchObject([{ itemId, times: 1, lastWritten: "2车1层", lastFloorPrice: 1800 }]);
  });

  test("what cannot be read is refused with what was written and why", async () => {
    await expect(declare("很多盆")).rejects.toEqual(refused("bad_quantity", { written: "很多盆", fault: "not_a_number" }));
    await expect(declare("3筐")).rejects.toEqual(refused("bad_quantity", { fault: "unknown_unit" }));
    await expect(declare("100扎")).rejects.toEqual(refused("bad_quantity", { fault: "no_conversion" }));
    await expect(declare("0盆")).rejects.toEqual(refused("bad_quantity", { fault: "too_small" }));
    await expect(declare("10盆", wang, { plannedOn: "2020-01-01" })).rejects.toEqual(refused("day_out_of_range", { day: "2020-01-01" }));
    await expect(declare("10盆", wang, { photoId: "00000000-0000-7000-8000-000000000000" })).rejects.toMatchObject({ code: "not_found" });
  });

  test("the same request sent twice over a bad line is one lot", async () => {
    const call: Call = { ...wang.call, key: "the-same-tap-twice" };
    const first = await market.runtime.call(actions.declareLot, { itemId, quantity: "50" }, call);
    const again = await market.runtime.call(actions.declareLot, { itemId, quantity: "50" }, call);
    expect(again.id).toBe(first.id);
    await expect(market.runtime.call(actions.declareLot, { itemId, quantity: "51" }, call)).rejects.toMatchObject({ code: "key_reused" });
  });

  test("a lot is changed and cancelled until it is received, and not afterwards", async () => {
    const lot = await declare("100盆");
    const changed = await market.runtime.call(actions.changeLot, { lotId: lot.id, quantity: "20箱", floorPrice: 15_50 }, wang.call);
    expect(changed).toMatchObject({ declared: 120, written: "20箱", floorPrice: 1550 });
    await market.runtime.call(actions.receive, { lotId: lot.id, counted: "20箱" }, grader.call);
    await expect(market.runtime.call(actions.changeLot, { lotId: lot.id, quantity: "1" }, wang.call)).rejects.toEqual(refused("already_received", { lot: lot.no }));
    await expect(market.runtime.call(actions.cancelLot, { lotId: lot.id }, wang.call)).rejects.toEqual(refused("already_received"));
    const other = await declare("5盆");
    expect((await market.runtime.call(actions.cancelLot, { lotId: other.id, reason: "冻了" }, wang.call)).state).toBe("cancelled");
    expect((await market.runtime.call(actions.cancelLot, { lotId: other.id }, wang.call)).state).toBe("cancelled");
  });

  test("the dock counts: a difference needs its reason, the stock is what was counted", async () => {
    const lot = await declare("100盆");
    await expect(market.runtime.call(actions.receive, { lotId: lot.id, counted: "97" }, grader.call)).rejects.toEqual(refused("reason_needed", { declared: 100, counted: 97 }));
    const received = await market.runtime.call(actions.receive, { lotId: lot.id, counted: "97", reason: "路上碰坏三盆" }, grader.call);
    expect(received).toMatchObject({ state: "received", counted: 97, difference: -3, onHand: 97 });
    expect(received.can).toEqual(["grade", "recount", "refuse", "copy", "label"]);
    expect(await market.runtime.call(actions.receive, { lotId: lot.id, counted: "97", reason: "again" }, grader.call)).toMatchObject({ onHand: 97 });
    await expect(market.runtime.call(actions.receive, { lotId: lot.id, counted: "96", reason: "other" }, grader.call)).rejects.toEqual(refused("already_received"));
    expect(await market.runtime.call(actions.recount, { lotId: lot.id, counted: "98", reason: "角落里还有一盆" }, grader.call)).toMatchObject({ onHand: 98, counted: 97 });
    expect(await market.runtime.call(actions.recount, { lotId: lot.id, counted: "16箱", reason: "又倒两盆" }, grader.call)).toMatchObject({ onHand: 96 });
    const { movements } = await market.runtime.call(lots.actions.movements, { lotId: lot.id }, wang.call);
    expect(movements.map((one) => [one.kind, one.quantity])).toEqual([["intake", 97], ["count_up", 1], ["count_down", 2]]);
  });

  test("two hands receive the same lot at once and it is taken in once", async () => {
    const lot = await declare("40盆");
    await Promise.all(Array.from({ length: 8 }, () => market.runtime.call(actions.receive, { lotId: lot.id, counted: "40" }, grader.call)));
    expect((await market.runtime.call(lots.actions.get, { lotId: lot.id }, AS_SYSTEM)).onHand).toBe(40);
  });

  test("grading follows receipt; the first grade stays on record when it is changed with a reason", async () => {
    const lot = await declare("60盆");
    await expect(market.runtime.call(actions.grade, { lotId: lot.id, grade: "A" }, grader.call)).rejects.toEqual(refused("not_received"));
    await market.runtime.call(actions.receive, { lotId: lot.id, counted: "60" }, grader.call);
    const judgement = { lotId: lot.id, grade: "A" as const, attributes: { heightCm: 65, spikes: 2, flowers: 14 }, defects: ["mechanical"] };
    expect(await market.runtime.call(actions.grade, judgement, grader.call)).toMatchObject({ state: "graded", grade: "A", attributes: { heightCm: 65, spikes: 2, flowers: 14 }, defects: ["mechanical"] });
    await expect(market.runtime.call(actions.grade, { ...judgement, grade: "B" }, grader.call)).rejects.toEqual(refused("already_graded", { grade: "A" }));
    expect(await market.runtime.call(actions.regrade, { ...judgement, grade: "B", reason: "复检有灰霉" }, grader.call)).toMatchObject({ grade: "B" });
    const told = await market.runtime.call(actions.lot, { no: lot.no }, wang.call);
    expect(told.history.map((one) => [one.kind, one.grade])).toEqual([["declared", null], ["received", null], ["graded", "A"], ["regraded", "B"]]);
    expect(told.history.at(-1)).toMatchObject({ by: "韩雪", text: expect.stringContaining("灰霉") });
  });

  test("a refused lot leaves with its stock, and what stands on a clock cannot be refused or regraded", async () => {
    const atGate = await declare("30盆");
    expect(await market.runtime.call(actions.refuse, { lotId: atGate.id, reason: "有蓟马" }, grader.call)).toMatchObject({ state: "refused", refusal: "有蓟马", onHand: 0 });
    const inYard = await declare("30盆");
    await market.runtime.call(actions.receive, { lotId: inYard.id, counted: "30" }, grader.call);
    expect(await market.runtime.call(actions.refuse, { lotId: inYard.id, reason: "灰霉" }, grader.call)).toMatchObject({ state: "refused", onHand: 0 });
    const offered = await declare("30盆");
    await market.runtime.call(actions.receive, { lotId: offered.id, counted: "30" }, grader.call);
    await market.runtime.call(actions.grade, { lotId: offered.id, grade: "C" }, grader.call);
    await market.runtime.call(lots.actions.move, { lotId: offered.id, kind: "hold", quantity: 30, cause: "clock", causeId: "run-1" }, AS_SYSTEM);
    await expect(market.runtime.call(actions.refuse, { lotId: offered.id, reason: "too late" }, grader.call)).rejects.toEqual(refused("already_offered"));
    await expect(market.runtime.call(actions.regrade, { lotId: offered.id, grade: "A", reason: "too late" }, grader.call)).rejects.toEqual(refused("already_offered"));
  });

  test("the database itself refuses a grade before the arrival, a rewritten count and a silent difference", async () => {
    const lot = await declare("10盆");
    const { pool } = market.database;
    await expect(pool.query("insert into intake.grading (lot_id, seq, grade, account_name, at) values ($1, 1, 'A', 'x', now())", [lot.id])).rejects.toThrow(/foreign key/);
    await expect(pool.query("insert into intake.arrival (lot_id, declared, counted, account_name, at) values ($1, 10, 9, 'x', now())", [lot.id])).rejects.toThrow(/difference_has_a_reason/);
    await expect(pool.query("update intake.arrival set counted = 1")).rejects.toThrow(/append_only/);
    await expect(pool.query("delete from intake.grading")).rejects.toThrow(/append_only/);
  });

  test("labels come in one file, a sheet each, with what the desk counted and graded; on a roll they are bytes", async () => {
    const zhao = await market.person("赵秀英", ["grower"]);
    const [first, second] = [await declare("120", wang), await declare("30", zhao)];
    await market.runtime.call(actions.receive, { lotId: first.id, counted: "118", reason: "路上碰坏" }, grader.call);
    await market.runtime.call(actions.grade, { lotId: first.id, grade: "B" }, grader.call);
    const file = await market.runtime.call(actions.printLabels, { lotIds: [first.id, second.id], origin: "http://10.0.0.2" }, grader.call);
    const { pages } = readPdf(Buffer.from(file.base64, "base64"));
    expect(file).toMatchObject({ name: `${first.no}+1.pdf`, pages: 2 });
    expect(pages[0]).toEqual(expect.arrayContaining([first.no, "B", "118 盆", "王桂兰", "蝴蝶兰 大辣椒 双梗"]));
    expect(pages[1]).toEqual(expect.arrayContaining([second.no, "30 盆", "赵秀英"]));
    const roll = await market.runtime.call(actions.printLabels, { lotIds: [second.id], size: "58mm", as: "escpos", origin: "http://10.0.0.2" }, zhao.call);
    expect(Buffer.from(roll.base64, "base64").includes(`http://10.0.0.2/l/${second.no}`)).toBe(true);
  });

  test("the desk finds a lot by its number, its tail, the label's address and the grower's pinyin", async () => {
    const lot = await declare("77盆", li);
    const find = async (query: string) => (await market.runtime.call(actions.arrivals, { query }, grader.call)).lots.map((one) => one.no);
    expect(await find(lot.no)).toEqual([lot.no]);
    expect(await find(`https://market.example/l/${lot.no.toLowerCase()}`)).toEqual([lot.no]);
    expect(await find(String(Number(lot.no.slice(-4))))).toContain(lot.no);
    expect(await find("lijianjun")).toEqual([lot.no]);
    expect(await find("ljj")).toEqual([lot.no]);
    expect(await find("dalajiao")).toContain(lot.no);
    expect(await find("' or 1=1 --")).toEqual([]);
    const all = await market.runtime.call(actions.arrivals, { limit: 2 }, grader.call);
    expect(all.lots).toHaveLength(2);
    expect(all.total).toBe(Object.values(all.counts).reduce((a, b) => a + b, 0));
    expect((await market.runtime.call(actions.arrivals, { state: "expected", query: "ljj" }, grader.call)).counts.expected).toBe(1);
  });

  test("a lot announced for tomorrow is on tomorrow's list, and on today's once it comes early", async () => {
    const tomorrow = new Date(Date.parse(`${(await market.runtime.call(actions.arrivals, {}, grader.call)).on}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
    const lot = await declare("9盆", li, { plannedOn: tomorrow });
    const on = async (day?: string) => (await market.runtime.call(actions.arrivals, day === undefined ? {} : { on: day }, grader.call)).lots.some((one) => one.id === lot.id);
    expect([await on(), await on(tomorrow)]).toEqual([false, true]);
    await market.runtime.call(actions.receive, { lotId: lot.id, counted: "9" }, grader.call);
    expect([await on(), await on(tomorrow)]).toEqual([true, false]);
  });

  test("what is sold through any channel shows in the grower's list with its money, once", async () => {
    const buyer = await market.person("采购商", ["buyer"], 1_000_000_00);
    const lot = await declare("80盆", li);
    await market.runtime.call(actions.receive, { lotId: lot.id, counted: "80" }, grader.call);
    const sell = (quantity: number, price: number, causeId: string) => market.runtime.call(settlement.actions.recordSale, {
      channel: "stall", lotId: lot.id, buyerId: buyer.partyId, quantity, price, currency: "CNY", fromHold: false, creditHeld: false, cause: "test", causeId,
    }, AS_SYSTEM);
    await sell(30, 18_00, "one");
    await sell(30, 18_00, "one");
    await sell(20, 17_50, "two");
    await market.runtime.settle();
    const mine = await market.runtime.call(actions.myLots, {}, li.call);
    expect(mine.lots.find((one) => one.id === lot.id)).toMatchObject({ sold: 50, gross: 30 * 1800 + 20 * 1750, onHand: 30 });
    expect(mine).toMatchObject({ sold: 50, gross: 89_000, currency: "CNY" });
    expect((await market.runtime.call(actions.lot, { lotId: lot.id }, li.call)).sales).toMatchObject([{ quantity: 30, price: 1800 }, { quantity: 20, price: 1750 }]);
  });
});

describe("whose lots they are", () => {
  let market: TestMarket;
  let wang: Person;
  let li: Person;
  let itemId: string;
  const { actions } = intake;

  beforeAll(async () => {
    market = await openTestMarket();
    wang = await market.person("王桂兰", ["grower"]);
    li = await market.person("李建军", ["grower"]);
    itemId = (await market.item("红掌 14 cm")).id;
  });
  afterAll(() => market.close());

  test("one grower neither reads nor touches another's lot; it is not found rather than forbidden", async () => {
    const lot = await market.runtime.call(actions.declareLot, { itemId, quantity: "100" }, wang.call);
    const notFound = expect.objectContaining({ code: "not_found" });
    await expect(market.runtime.call(actions.lot, { lotId: lot.id }, li.call)).rejects.toEqual(notFound);
    await expect(market.runtime.call(actions.lot, { no: lot.no }, li.call)).rejects.toEqual(notFound);
    await expect(market.runtime.call(actions.label, { lotId: lot.id }, li.call)).rejects.toEqual(notFound);
    await expect(market.runtime.call(actions.printLabels, { lotIds: [lot.id] }, li.call)).rejects.toEqual(notFound);
    await expect(market.runtime.call(actions.changeLot, { lotId: lot.id, quantity: "1" }, li.call)).rejects.toEqual(notFound);
    await expect(market.runtime.call(actions.cancelLot, { lotId: lot.id }, li.call)).rejects.toEqual(notFound);
    await expect(market.runtime.call(actions.copyLast, { growerId: wang.partyId }, li.call)).rejects.toEqual(notFound);
    await expect(market.runtime.call(actions.suggestions, { growerId: wang.partyId }, li.call)).rejects.toEqual(notFound);
    await expect(market.runtime.call(actions.declareLot, { growerId: wang.partyId, itemId, quantity: "1" }, li.call)).rejects.toEqual(notFound);
    expect((await market.runtime.call(actions.myLots, {}, li.call)).total).toBe(0);
    expect((await market.runtime.call(actions.exportLots, {}, li.call)).rows).toBe(0);
    for (const action of [actions.receive, actions.recount, actions.grade, actions.regrade, actions.refuse, actions.arrivals]) {
      await expect(market.runtime.run("intake", action.name, {}, li.call)).rejects.toMatchObject({ code: "not_allowed" });
    }
  });

  test("a delegate declares in the grower's name; both names are on the lot and on the trail, until he is dismissed", async () => {
    const son = await market.staff("王小兵", []);
    await market.runtime.call(parties.actions.appointDelegate, { login: son.login }, wang.call);
    const { token, who } = await market.runtime.call(access.actions.logIn, { login: son.login, password: son.password }, AS_SYSTEM);
    expect(who).toMatchObject({ name: "王小兵", party: { id: wang.partyId, name: "王桂兰", delegate: true }, roles: ["grower"] });
    const asSon: Call = { ...wang.call, actor: { accountId: son.accountId, accountName: "王小兵", partyId: wang.partyId, roles: ["grower"], delegate: true, system: false } };
    const lot = await market.runtime.call(actions.declareLot, { itemId, quantity: "12" }, asSon);
    expect(lot).toMatchObject({ grower: "王桂兰", declaredBy: "王小兵", declaredAs: "delegate" });
    expect((await market.runtime.call(actions.myLots, {}, wang.call)).lots.some((one) => one.id === lot.id)).toBe(true);
    const { lines } = await market.runtime.call(access.actions.trail, { module: "intake" }, wang.call);
    expect(lines.find((line) => line.delegate)).toMatchObject({ accountName: "王小兵", action: "declareLot", outcome: "done" });
    expect((await market.runtime.call(access.actions.trail, { module: "intake" }, li.call)).lines.every((line) => line.accountName === "李建军")).toBe(true);
    await market.runtime.call(parties.actions.dismissDelegate, { accountId: son.accountId }, wang.call);
    expect((await market.runtime.call(access.actions.authenticate, { token }, AS_SYSTEM)).who).toMatchObject({ party: null, roles: [] });
  });

  test("the desk declares for a grower who stands before it, and says whose goods they are", async () => {
    const grader = await market.staff("韩雪", ["grader"]);
    await expect(market.runtime.call(actions.declareLot, { itemId, quantity: "8" }, grader.call)).rejects.toMatchObject({ code: "grower_needed" });
    const lot = await market.runtime.call(actions.declareLot, { itemId, quantity: "8", growerId: li.partyId }, grader.call);
    expect(lot).toMatchObject({ grower: "李建军", declaredBy: "韩雪", declaredAs: "staff" });
    const buyer = await market.person("采购商", ["buyer"]);
    await expect(market.runtime.call(actions.declareLot, { itemId, quantity: "8", growerId: buyer.partyId }, grader.call)).rejects.toMatchObject({ code: "not_a_grower" });
    await market.runtime.call(parties.actions.suspend, { partyId: li.partyId, suspended: true, reason: "欠费" }, AS_SYSTEM);
    await expect(market.runtime.call(actions.declareLot, { itemId, quantity: "8", growerId: li.partyId }, grader.call)).rejects.toMatchObject({ code: "grower_suspended" });
  });
});
