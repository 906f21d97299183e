import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { demoUscc } from "../../engines/identity/demo.ts";
import { ledger } from "../../kernel/ledger/contract.ts";
import { AS_SYSTEM, type Call } from "../../kernel/machinery/runtime.ts";
import { parties } from "../../kernel/parties/contract.ts";
import type { Person } from "../../../tests/market.ts";
import { intake } from "../intake/contract.ts";
import { settlement } from "../settlement/contract.ts";
import { pooled } from "./contract.ts";
import type { Terms } from "./rules.ts";
import { DUE, openStage, type Stage } from "./trial.ts";

const { actions } = pooled;
const samples = Array.from({ length: 5 }, () => ({ heightCm: 60 }));

describe("how orders end", () => {
  let stage: Stage;
  let clerk: Call;
  let hubId: string;
  const call = ((...given: Parameters<Stage["market"]["runtime"]["call"]>) => stage.market.runtime.call(...given)) as Stage["market"]["runtime"]["call"];
  beforeAll(async () => {
    stage = await openStage(["王桂兰", "李守田", "张秀英"]);
    const hub = await call(parties.actions.register, { kind: "organisation", name: "弥河花卉合作社", uscc: demoUscc(7, "93"), roles: ["grower"] }, AS_SYSTEM);
    hubId = hub.id;
    const person = await stage.market.person("合作社 小刘", ["grower"]);
    await call(parties.actions.join, { accountId: person.accountId, partyId: hub.id, role: "member" }, AS_SYSTEM);
    clerk = { ...person.call, actor: { ...person.call.actor, partyId: hub.id } };
    for (const grower of stage.growers) await stage.plant(grower, 2_000, { readyTo: "2026-12-30" });
  });
  afterAll(() => stage.close());

  /** An order of 80 pots that is divided; everybody takes his quota. */
  const divided = async (change: Partial<Terms>, price: Terms["lines"][number]["price"] = { kind: "fixed", price: 10_00 }, by: Person = stage.enterprise, ask: (n: number) => number | undefined = () => undefined, hub: Call = stage.operator.call) => {
    const terms = stage.terms({ lines: [stage.line({ quantity: 240, price, drops: [{ dueOn: DUE, place: "济南仓", quantity: 240 }] })], deposit: { enterprise: 0, grower: 0 }, ...change });
    const draft = await call(actions.saveDraft, { title: "统购", hubId: hub === clerk ? hubId : null, terms: terms as never }, by.call);
    await call(actions.askHub, { orderId: draft.id }, by.call);
    await call(actions.publish, { orderId: draft.id }, hub);
    for (const [n, grower] of stage.growers.entries()) await stage.answer(draft.id, grower, (row) => ({ accepted: terms.rule === "sealed_bid" ? 80 : row.quota, ...(ask(n) === undefined ? {} : { ask: ask(n)! }) }));
    return draft.id;
  };
  /** So much of what a grower promised is brought and graded. */
  const brought = async (orderId: string, n: number, units: number) => {
    const { promises } = await call(actions.calendar, {}, stage.growers[n]!.call);
    const promise = promises.find((one) => one.orderId === orderId)!;
    const parcel = await call(actions.bring, { promiseId: promise.id, quantity: String(units) }, stage.growers[n]!.call);
    await call(actions.inspect, { parcelId: parcel.id, counted: String(units), samples }, stage.grader.call);
    return { dropId: promise.dropId, parcelId: parcel.id };
  };
  const ship = (of: { dropId: string; parcelId: string }, by: Call = stage.operator.call) => call(actions.ship, { dropId: of.dropId, parcelIds: [of.parcelId], plate: "鲁A1" }, by);
  const orders: Record<string, string> = {};
  const standing = (name: string, by: Call = stage.operator.call) => call(actions.order, { orderId: orders[name]! }, by);
  const money = (name: string, by: Call = stage.operator.call) => call(actions.settlement, { orderId: orders[name]! }, by);

  test("orders of every price, divided before the day", async () => {
    const index = { kind: "index" as const, floor: 8_00, cap: null, factorPpm: 900_000, premium: 50, basis: "day" as const, publications: 1, missing: { rule: "base" as const, base: 9_00 }, reference: { itemId: stage.itemId, grade: "A" as const, venue: null, lagDays: 1 } };
    orders["index"] = await divided({}, index);
    orders["sealed"] = await divided({ rule: "sealed_bid" }, { kind: "sealed", ceiling: 12_00 }, stage.enterprise, (n) => 9_00 + 50 * n);
    orders["back"] = await divided({});
    const poor = await stage.market.person("小超市", ["buyer"], 500_00);
    orders["poor"] = await divided({}, undefined, poor);
    orders["coop"] = await divided({}, undefined, poor, undefined, clerk);
    orders["deposit"] = await divided({ deposit: { enterprise: 10, grower: 10 }, penalties: { short: 20, late: 5, withdrawn: 5, sideSold: 20, refused: 15 } });
    stage.later(25);
    await stage.settle();
    for (const name of Object.keys(orders)) expect((await standing(name)).order, name).toMatchObject({ state: "allocated", promised: 240 });
  });

  test("the co-op reads that the enterprise's credit is short, not how much it has; growers read nothing of it", async () => {
    expect((await standing("coop", clerk)).order.risks).toContain("no_credit");
    expect((await standing("coop", stage.growers[0]!.call)).order.risks).toEqual([]);
    await expect(call(ledger.actions.credit, { partyId: (await standing("coop", clerk)).order.enterpriseId, currency: "CNY" }, clerk)).rejects.toThrow();
    await expect(call(ledger.actions.freeCredit, { partyId: hubId, currency: "CNY" }, clerk)).rejects.toMatchObject({ code: "not_allowed" });
  });

  test("by index: before the stated day is over there is no price; then the published mean makes it, to the fen", async () => {
    stage.on("2026-12-08");
    const early = await brought(orders["index"]!, 0, 40);
    await expect(ship(early)).rejects.toMatchObject({ code: "no_price_yet", detail: { day: "2026-12-09" } });
    // On the ninth three growers sell 60 pots each at 12.00, and the day is closed.
    stage.on("2026-12-09");
    for (const [n, grower] of stage.growers.entries()) {
      const lot = await call(intake.actions.declareLot, { itemId: stage.itemId, quantity: "60" }, grower.call);
      await call(intake.actions.receive, { lotId: lot.id, counted: "60" }, stage.grader.call);
      await call(intake.actions.grade, { lotId: lot.id, grade: "A" }, stage.grader.call);
      await call(settlement.actions.recordSale, { channel: "catalogue", lotId: lot.id, buyerId: stage.enterprise.partyId, quantity: 60, price: 12_00, currency: "CNY", fromHold: false, creditHeld: false, cause: "test", causeId: `spot ${n}` }, AS_SYSTEM);
    }
    stage.on(DUE);
    await stage.settle();
    // Deposits stand on the papers of the two days before; days close one after another.
    for (const businessDate of ["2026-11-30", "2026-12-01", "2026-12-09"]) {
      await call(settlement.actions.closeDay, { businessDate }, AS_SYSTEM);
      await stage.market.runtime.settle();
    }
    await stage.settle();
    expect(await ship(early)).toMatchObject({ units: 40, gross: 40 * (10_80 + 50) });
    expect((await money("index")).invoice!.lines).toMatchObject([{ price: 11_30, units: 40, way: "index" }]);
    expect((await standing("index", stage.enterprise.call)).lines[0]!.drops[0]).toMatchObject({ price: 11_30 });
  });

  test("the editor counts what an order would cost today: fixed, sealed at the ceiling, by the index that is out, and says where none is", async () => {
    const at = (price: Terms["lines"][number]["price"]) => call(actions.previewPrice, { terms: stage.terms({ lines: [stage.line({ quantity: 240, price, drops: [{ dueOn: "2026-12-20", place: "济南仓", quantity: 160 }, { dueOn: "2026-12-21", place: "济南仓", quantity: 80 }] })] }) as never }, stage.enterprise.call);
    const index = (grade: "A" | "C") => ({ kind: "index" as const, floor: 8_00, cap: 10_50, factorPpm: 900_000, premium: 0, basis: "mean" as const, publications: 3, missing: { rule: "last" as const, base: 9_00 }, reference: { itemId: stage.itemId, grade, venue: null, lagDays: 1 } });
    expect(await at({ kind: "fixed", price: 10_00 })).toMatchObject({ drops: [{ gross: 1_600_00, margin: 48_00, way: "fixed" }, { gross: 800_00, margin: 24_00 }], gross: 2_400_00, margin: 72_00, deposit: 240_00 });
    expect(await at({ kind: "sealed", ceiling: 12_00 })).toMatchObject({ gross: 2_880_00, drops: [{ way: "ceiling" }, {}] });
    expect(await at(index("A"))).toMatchObject({ drops: [{ price: 10_50, way: "last", bound: "cap", publishedOn: "2026-12-09" }, {}] });
    expect(await at(index("C"))).toMatchObject({ drops: [{ price: 9_00, way: "base", bound: "none", publishedOn: null }, {}] });
  });

  test("by sealed asks: all are paid the highest ask taken, whatever they asked", async () => {
    const [first, last] = [await brought(orders["sealed"]!, 0, 80), await brought(orders["sealed"]!, 2, 80)];
    await ship(first);
    await ship(last);
    const { statements, balanced } = await money("sealed");
    expect(statements.filter((one) => one.delivered > 0).map((one) => one.lines.map((line) => line.price))).toEqual([[10_00], [10_00]]);
    expect(balanced).toBe(true);
  });

  test("a sale taken back by two people is nobody's money, and the delivery still came", async () => {
    const gone = await brought(orders["back"]!, 0, 80);
    await ship(gone);
    const { rows: [row] } = await stage.market.database.pool.query("select sale_id from pooled.parcel where id = $1", [gone.parcelId]);
    const [one, two] = [await stage.market.staff("结算员 甲", ["cashier"]), await stage.market.staff("结算员 乙", ["cashier"])];
    const proposed = await call(settlement.actions.proposeReversal, { saleId: row.sale_id as string, reason: "发错了地方", goods: "returned" }, one.call);
    await call(settlement.actions.decideReversal, { reversalId: proposed.id, confirm: true }, two.call);
    await stage.settle();
    const { invoice, statements, balanced, differences } = await money("back");
    expect(invoice).toMatchObject({ gross: 800_00, credited: 800_00, due: 0 });
    expect(statements.find((row) => row.growerId === stage.growers[0]!.partyId)).toMatchObject({ delivered: 80, deductions: [{ kind: "taken_back", amount: 800_00 }], net: 0 });
    expect([balanced, differences]).toEqual([true, []]);
  });

  test("goods of an enterprise without credit are let go when the time is over: free again, and it pays for refusing", async () => {
    const [first, second] = [await brought(orders["poor"]!, 0, 40), await brought(orders["poor"]!, 1, 80)];
    await brought(orders["deposit"]!, 0, 80);
    await brought(orders["deposit"]!, 1, 40);
    stage.on("2026-12-12");
    await stage.settle();
    const { statements, balanced } = await money("poor");
    // 500.00 reach for the forty pots of the first, not for the eighty of the second.
    expect(Object.fromEntries(statements.map((one) => [one.grower, [one.delivered, one.deductions.find((each) => each.kind === "refused")?.amount ?? 0]]))).toEqual({ 王桂兰: [40, 0], 李守田: [0, -(80 * 10_00 * 10) / 100], 张秀英: [0, 0] });
    expect(balanced).toBe(true);
    const { rows } = await stage.market.database.pool.query("select c.state, l.held from pooled.parcel c join kernel.lot l on l.id = c.lot_id where c.id = any($1) order by c.accepted desc", [[first.parcelId, second.parcelId]]);
    expect(rows.map((row) => [row.state, Number(row.held)])).toEqual([["shipped", 0], ["returned", 0]]);
  });

  test("penalties are drawn from the deposit of whoever pays, as far as it reaches; the rest goes back, and the account is empty", async () => {
    const { steps, depositHeld, order } = await standing("deposit");
    expect([order.state, depositHeld]).toEqual(["closed", 0]);
    const { rows } = await stage.market.database.pool.query("select g.name, c.kind, sum(c.amount)::int as amount from pooled.charge c join kernel.party g on g.id = c.party_id where c.order_id = $1 and c.kind like 'deposit%' group by 1, 2 order by 1, 2", [orders["deposit"]]);
    const of = (name: string) => Object.fromEntries(rows.filter((row) => row.name === name).map((row) => [row.kind, row.amount]));
    // Each put down 80 × 10.00 × 10 %. Li lacks 40 at 20 %: all of his. Zhang lacks 80: his deposit and as much again from his paper. Wang owes nothing.
    expect(of("王桂兰")).toEqual({ deposit: 80_00, deposit_back: 80_00 });
    expect(of("李守田")).toEqual({ deposit: 80_00, deposit_forfeit: 80_00 });
    expect(of("张秀英")).toEqual({ deposit: 80_00, deposit_forfeit: 80_00 });
    expect(of("济南花市")).toEqual({ deposit: 240_00, deposit_back: 240_00 });
    expect(steps.filter((step) => step.kind === "deposit_forfeit").map((step) => step.amount)).toEqual([80_00, 80_00]);
    expect(await money("deposit")).toMatchObject({ balanced: true, differences: [] });
    expect(await stage.balances()).toEqual({ total: 0, deposits: [] });
  });
});
