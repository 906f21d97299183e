import { createHash } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { addDays } from "../../engines/calendar/day.ts";
import { demoUscc } from "../../engines/identity/demo.ts";
import { ledger } from "../../kernel/ledger/contract.ts";
import { AS_SYSTEM } from "../../kernel/machinery/runtime.ts";
import { parties } from "../../kernel/parties/contract.ts";
import { intake } from "../intake/contract.ts";
import { settlement } from "../settlement/contract.ts";
import { contracts } from "./contract.ts";
import { FIRST_DAY, openStage, salesOf, stockOf, type Stage } from "./trial.ts";

const { actions } = contracts;

describe("a supply contract", () => {
  let stage: Stage;
  beforeEach(async () => { stage = await openStage(); });
  afterEach(() => stage.close());

  const read = (contractId: string, by = stage.buyer) => stage.market.runtime.call(actions.contract, { contractId }, by.call);
  const balance = async () => {
    const { balances, total } = await stage.market.runtime.call(ledger.actions.balances, {}, AS_SYSTEM);
    return { total, deposits: balances.filter((one) => one.account === "contract_deposit" && one.amount !== 0).map((one) => [one.party, -one.amount]) };
  };

  test("is drafted, shown, signed by both under their own accounts, and puts both deposits down", async () => {
    const { market, grower, buyer } = stage;
    const draft = await market.runtime.call(actions.saveDraft, { as: "seller", partnerId: buyer.partyId, terms: stage.terms() as never }, grower.call);
    expect(draft).toMatchObject({ state: "draft", no: "H20261130-0001", lower: 900, upper: 1_100, mySide: "seller", can: ["edit", "propose", "cancel"] });
    // Until it is shown a draft is its author's alone.
    await expect(read(draft.id)).rejects.toMatchObject({ code: "not_found" });
    await market.runtime.call(actions.propose, { contractId: draft.id }, grower.call);
    await expect(market.runtime.call(actions.saveDraft, { contractId: draft.id, as: "seller", partnerId: buyer.partyId, terms: stage.terms() as never }, grower.call)).rejects.toMatchObject({ code: "not_now" });
    const paper = await market.runtime.call(actions.document, { contractId: draft.id }, buyer.call);
    expect(createHash("sha256").update(paper.text, "utf8").digest("hex")).toBe(paper.hash);
    expect(paper.text).toContain("卖方：王桂兰\n买方：济南花市\n");
    expect(paper.text).toContain("数量：1000 盆，上下 10%，即 900 至 1100；每期上下 20%。\n第 1 期：2026-11-30 至 2026-12-06，500 盆（400 至 600）。\n");
    await expect(market.runtime.call(actions.sign, { contractId: draft.id, hash: "0".repeat(64) }, buyer.call)).rejects.toMatchObject({ code: "text_changed" });
    await expect(market.runtime.call(actions.sign, { contractId: draft.id, hash: paper.hash }, { ...buyer.call, actor: { ...buyer.call.actor, delegate: true } })).rejects.toMatchObject({ code: "delegate_cannot_sign" });
    expect(await market.runtime.call(actions.sign, { contractId: draft.id, hash: paper.hash }, buyer.call)).toMatchObject({ state: "signed", depositHeld: 0 });
    await expect(market.runtime.call(actions.sign, { contractId: draft.id, hash: paper.hash }, buyer.call)).rejects.toMatchObject({ code: "signed_before" });
    await expect(market.runtime.call(actions.sign, { contractId: draft.id, hash: paper.hash }, { ...grower.call, actor: { ...grower.call.actor, accountId: buyer.accountId } })).rejects.toMatchObject({ code: "two_people_needed" });
    expect(await market.runtime.call(actions.sign, { contractId: draft.id, hash: paper.hash }, grower.call)).toMatchObject({ state: "running", depositHeld: 3_000_00 });
    expect(await balance()).toEqual({ total: 0, deposits: expect.arrayContaining([["王桂兰", 1_000_00], ["济南花市", 2_000_00]]) });
    expect((await stage.transfers()).toSorted((a, b) => a.amount - b.amount)).toEqual([{ kind: "deposit", amount: 1_000_00, payer: "王桂兰", payee: null }, { kind: "deposit", amount: 2_000_00, payer: "济南花市", payee: null }]);
    const seen = await read(draft.id);
    expect(seen.signatures.map((one) => [one.side, one.party, one.account])).toEqual([["buyer", "济南花市", "济南花市"], ["seller", "王桂兰", "王桂兰"]]);
    // Nobody else sees it; the manager and the auditor do, the grader and the cashier do not.
    const stranger = await market.person("别家花店", ["buyer"]);
    await expect(read(draft.id, stranger)).rejects.toMatchObject({ code: "not_found" });
    expect((await market.runtime.call(actions.contract, { no: draft.no }, stage.operator.call)).contract.can).toEqual([]);
    await expect(read(draft.id, stage.grader)).rejects.toMatchObject({ code: "not_allowed" });
    expect((await market.runtime.call(actions.mine, {}, stranger.call)).contracts).toEqual([]);
  });

  test("can be verified: any change of the stored terms shows, and so does a wrong hash on paper", async () => {
    const { market, buyer } = stage;
    const contract = await stage.signed(stage.terms());
    const { hash, seal } = await read(contract.id);
    const verify = (given?: string) => market.runtime.call(actions.verify, { no: contract.no, ...(given === undefined ? {} : { hash: given }) }, buyer.call);
    expect(await verify()).toMatchObject({ sound: true, textStands: true, termsStand: true, signaturesStand: true, sealStands: true, given: "none" });
    expect(await verify(hash!)).toMatchObject({ sound: true, given: "terms" });
    expect(await verify(seal!)).toMatchObject({ sound: true, given: "seal" });
    expect(await verify("ab".repeat(32))).toMatchObject({ sound: false, given: "neither" });
    const pdf = await market.runtime.call(actions.printContract, { contractId: contract.id }, buyer.call);
    expect(Buffer.from(pdf.base64, "base64").subarray(0, 5).toString()).toBe("%PDF-");
    expect(pdf.lacking).toBe("");
    const query = (sql: string) => market.database.pool.query(sql);
    await expect(query("update contracts.contract set terms = jsonb_set(terms, '{band}', '50')")).rejects.toThrow(/terms_stand/);
    await expect(query("update contracts.signature set account_name = '别人'")).rejects.toThrow(/append_only/);
    // Somebody with the keys to the database gets further, and is found out.
    await query("alter table contracts.contract disable trigger goes_forward");
    await query("update contracts.contract set facts = jsonb_set(facts, '{terms,deposit,seller}', '1')");
    expect(await verify()).toMatchObject({ sound: false, textStands: false });
  });

  test("never has the industry office as a party, in the code and in the database", async () => {
    const { market, grower, operator } = stage;
    const register = (name: string, uscc: string) => market.runtime.call(parties.actions.register, { kind: "organisation", name, uscc, roles: ["buyer"] }, AS_SYSTEM);
    const organ = await register("某市花卉产业办", demoUscc(1, "11"));
    const institution = await register("花卉中心", demoUscc(2, "12"));
    const park = await register("人民公园", demoUscc(3, "12"));
    const draft = (partnerId: string) => market.runtime.call(actions.saveDraft, { as: "seller", partnerId, terms: stage.terms() as never }, grower.call);
    await expect(draft(organ.id)).rejects.toMatchObject({ code: "office_never_party" });
    await market.runtime.call(actions.nameOffice, { uscc: institution.uscc!, name: institution.name }, operator.call);
    await expect(draft(institution.id)).rejects.toMatchObject({ code: "office_never_party" });
    const { id } = await draft(park.id);
    await expect(draft((await market.person("另一花农", ["grower"])).partyId)).rejects.toMatchObject({ code: "not_a_trader" });
    await expect(draft(grower.partyId)).rejects.toMatchObject({ code: "own_party" });
    for (const office of [organ.id, institution.id]) await expect(market.database.pool.query("update contracts.contract set buyer_id = $1 where id = $2", [office, id])).rejects.toThrow(/office_never_party/);
    // What is named later cannot be shown to anybody any more.
    await expect(market.runtime.call(actions.nameOffice, { uscc: park.uscc!, name: park.name }, operator.call)).rejects.toMatchObject({ code: "contracts_running" });
    expect((await market.runtime.call(actions.partners, { as: "seller", query: "花卉" }, grower.call)).parties).toEqual([]);
    expect((await market.runtime.call(actions.partners, { as: "seller", query: "公园" }, grower.call)).parties).toMatchObject([{ name: "人民公园" }]);
  });

  test("runs its course: called off within the band, held on a lot, handed over as sales, and both deposits come back", async () => {
    const { market, buyer, grower, grader } = stage;
    const contract = await stage.signed(stage.terms());
    await expect(market.runtime.call(actions.callOff, { contractId: contract.id, dueOn: FIRST_DAY, quantity: "10" }, buyer.call)).rejects.toMatchObject({ code: "too_short_notice" });
    await expect(market.runtime.call(actions.callOff, { contractId: contract.id, dueOn: "2026-12-20", quantity: "10" }, buyer.call)).rejects.toMatchObject({ code: "no_period" });
    await expect(market.runtime.call(actions.callOff, { contractId: contract.id, dueOn: "2026-12-02", quantity: "601" }, buyer.call)).rejects.toMatchObject({ code: "beyond_band", detail: { most: 600, asked: 601, period: 1 } });
    const first = await market.runtime.call(actions.callOff, { contractId: contract.id, dueOn: "2026-12-02", quantity: "3车" }, buyer.call);
    expect(first).toMatchObject({ asked: 480, state: "called", period: 1 });
    await market.runtime.call(actions.answerCallOff, { callOffId: first.id }, grower.call);
    const lotId = await stage.lot(500);
    await market.runtime.call(actions.assign, { callOffId: first.id, lots: [{ lotId, quantity: 480 }] }, grower.call);
    expect(await stockOf(stage, lotId)).toMatchObject({ onHand: 500, held: 480 });
    await expect(market.runtime.call(actions.deliver, { callOffId: first.id }, grader.call)).rejects.toMatchObject({ code: "too_early" });
    stage.on("2026-12-02");
    const done = await market.runtime.call(actions.deliver, { callOffId: first.id }, grader.call);
    expect(done).toMatchObject({ state: "closed", delivered: 480, gross: 480 * 18_50 });
    expect(await stockOf(stage, lotId)).toMatchObject({ onHand: 20, held: 0 });
    expect(await salesOf(stage, "2026-12-02")).toMatchObject([{ channel: "contract", quantity: 480, price: 18_50, gross: 8_880_00, cause: "contracts" }]);
    // The second week nobody lifts a hand: silence confirms, and goods that stand ready are handed over when the day is past.
    stage.on("2026-12-08");
    const second = await market.runtime.call(actions.callOff, { contractId: contract.id, dueOn: "2026-12-10", quantity: "500" }, buyer.call);
    stage.nextDay();
    await stage.settle();
    expect(await market.runtime.call(actions.callOffs, {}, grower.call)).toMatchObject({ calls: [{ id: second.id, state: "confirmed", confirmed: 500, silent: true }, {}] });
    await market.runtime.call(actions.assign, { callOffId: second.id, lots: [{ lotId: await stage.lot(500), quantity: 500 }] }, grower.call);
    stage.on("2026-12-11");
    await stage.settle();
    expect(await salesOf(stage, "2026-12-11")).toMatchObject([{ quantity: 500 }]);
    stage.on("2026-12-15");
    await stage.settle();
    expect((await read(contract.id)).contract).toMatchObject({ state: "ended", delivered: 980, deviations: 0, depositHeld: 0, can: ["renew"] });
    expect(await balance()).toEqual({ total: 0, deposits: [] });
    const next = await market.runtime.call(actions.renew, { contractId: contract.id, days: 21 }, buyer.call);
    expect(next).toMatchObject({ state: "draft", madeBy: "buyer", startsOn: addDays(FIRST_DAY, 21) });
    await expect(market.runtime.call(actions.renew, { contractId: contract.id, days: 21 }, grower.call)).rejects.toMatchObject({ code: "not_now" });
  });

  test("holds a declared lot at the dock, before anybody else can take it, and only as far as it reaches", async () => {
    const { market, buyer, grower, grader } = stage;
    const contract = await stage.signed(stage.terms());
    const call = await market.runtime.call(actions.callOff, { contractId: contract.id, dueOn: "2026-12-02", quantity: "450" }, buyer.call);
    await market.runtime.call(actions.answerCallOff, { callOffId: call.id }, grower.call);
    const lot = await market.runtime.call(intake.actions.declareLot, { itemId: stage.itemId, quantity: "450", plannedOn: "2026-12-01" }, grower.call);
    await expect(market.runtime.call(actions.assign, { callOffId: call.id, lots: [{ lotId: lot.id, quantity: 451 }] }, grower.call)).rejects.toMatchObject({ code: "more_than_confirmed" });
    expect(await market.runtime.call(actions.assign, { callOffId: call.id, lots: [{ lotId: lot.id, quantity: 450 }] }, grower.call)).toMatchObject({ earmarked: 450, held: 0 });
    await expect(market.runtime.call(actions.assign, { callOffId: call.id, lots: [{ lotId: lot.id, quantity: 1 }] }, grower.call)).rejects.toMatchObject({ code: "more_than_confirmed" });
    stage.on("2026-12-01");
    await market.runtime.call(intake.actions.receive, { lotId: lot.id, counted: "420", reason: "路上损了三十盆" }, grader.call);
    expect(await stockOf(stage, lot.id)).toMatchObject({ onHand: 420, held: 420 });
    await market.runtime.call(intake.actions.grade, { lotId: lot.id, grade: "B" }, grader.call);
    stage.on("2026-12-02");
    const taken = await market.runtime.call(actions.deliver, { callOffId: call.id }, buyer.call);
    expect(taken).toMatchObject({ delivered: 420, state: "confirmed", can: [] });
    // Thirty are missing when the grace is over: nine within the tolerance are forgiven. All that came was below the grade.
    stage.on("2026-12-04");
    await stage.settle();
    const seen = await read(contract.id);
    expect(seen.deviations.map(({ kind, side, units, percent, amount }) => ({ kind, side, units, percent, amount }))).toEqual([
      { kind: "short", side: "seller", units: 21, percent: 10, amount: Math.round(21 * 18_50 * 0.1) }, { kind: "off_grade", side: "seller", units: 420, percent: 8, amount: 420 * 148 },
    ]);
    expect((await stage.transfers()).filter((one) => one.kind === "penalty").toSorted((a, b) => a.amount - b.amount)).toEqual([{ kind: "penalty", amount: 38_85, payer: "王桂兰", payee: "济南花市" }, { kind: "penalty", amount: 621_60, payer: "王桂兰", payee: "济南花市" }]);
    expect((await balance()).total).toBe(0);
    // What did not come may be called off again, and no more than that.
    expect(seen.periods[0]).toMatchObject({ called: 420, delivered: 420, most: 180 });
  });

  test("one lot serves two call-offs as far as it reaches: received or still to come, the earlier day first", async () => {
    const { market, buyer, grower, grader } = stage;
    const contract = await stage.signed(stage.terms());
    const confirmed = async (dueOn: string, quantity: number) => {
      const call = await market.runtime.call(actions.callOff, { contractId: contract.id, dueOn, quantity: String(quantity) }, buyer.call);
      return market.runtime.call(actions.answerCallOff, { callOffId: call.id }, grower.call);
    };
    const [later, sooner] = [await confirmed("2026-12-04", 200), await confirmed("2026-12-02", 300)];
    const give = (callOffId: string, lotId: string, quantity: number) => market.runtime.call(actions.assign, { callOffId, lots: [{ lotId, quantity }] }, grower.call);
    const here = await stage.lot(120);
    await give(sooner.id, here, 100);
    await expect(give(later.id, here, 30)).rejects.toMatchObject({ code: "not_enough_left", detail: { left: 20, asked: 30 } });
    await expect(give(later.id, await stage.lot(50, "C"), 30)).rejects.toMatchObject({ code: "grade_not_agreed" });
    const other = await market.person("李建军", ["grower"]);
    await expect(give(later.id, await stage.lot(50, "A", other), 30)).rejects.toMatchObject({ code: "not_your_lot" });
    const lot = await market.runtime.call(intake.actions.declareLot, { itemId: stage.itemId, quantity: "250", plannedOn: "2026-12-01" }, grower.call);
    await give(later.id, lot.id, 80);
    await give(sooner.id, lot.id, 150);
    await expect(give(later.id, lot.id, 30)).rejects.toMatchObject({ code: "not_enough_left", detail: { left: 20 } });
    stage.on("2026-12-01");
    await market.runtime.call(intake.actions.receive, { lotId: lot.id, counted: "180", reason: "车没装满" }, grader.call);
    expect(await stockOf(stage, lot.id)).toMatchObject({ onHand: 180, held: 180 });
    const { calls } = await read(contract.id);
    expect(calls.map((call) => [call.dueOn, call.held])).toEqual([["2026-12-04", 30], ["2026-12-02", 250]]);
    // Taken off again, the goods are free for anybody.
    const part = calls[0]!.parts.find((one) => one.state === "held")!;
    await market.runtime.call(actions.unassign, { callOffId: later.id, partId: part.id }, grower.call);
    expect(await stockOf(stage, lot.id)).toMatchObject({ held: 150 });
  });

  test("ends by default of the grower who brings too little, and his deposit goes to the buyer", async () => {
    const { market, buyer, grower } = stage;
    const contract = await stage.signed(stage.terms());
    const call = await market.runtime.call(actions.callOff, { contractId: contract.id, dueOn: "2026-12-03", quantity: "500" }, buyer.call);
    await expect(market.runtime.call(actions.answerCallOff, { callOffId: call.id, quantity: "300" }, grower.call)).rejects.toMatchObject({ code: "reason_needed" });
    await market.runtime.call(actions.answerCallOff, { callOffId: call.id, quantity: "300", reason: "催花晚了" }, grower.call);
    await market.runtime.call(actions.assign, { callOffId: call.id, lots: [{ lotId: await stage.lot(300), quantity: 300 }] }, grower.call);
    stage.on("2026-12-03");
    await market.runtime.call(actions.deliver, { callOffId: call.id }, buyer.call);
    // The missing 200 may still be called again; nobody does, and the week ends below its band.
    stage.on("2026-12-08");
    await stage.settle();
    const seen = await read(contract.id);
    expect(seen.contract).toMatchObject({ state: "defaulted", depositHeld: 0 });
    expect(seen.defaultedSide).toBe("seller");
    expect(seen.deposits.map(({ side, kind, amount }) => [side, kind, amount])).toEqual(expect.arrayContaining([["seller", "put", 1_000_00], ["seller", "back", 1_000_00], ["seller", "forfeit", 1_000_00], ["buyer", "back", 2_000_00]]));
    expect((await stage.transfers()).filter((one) => one.amount === 1_000_00).map((one) => [one.kind, one.payer, one.payee])).toEqual(expect.arrayContaining([["deposit", "王桂兰", null], ["deposit_back", null, "王桂兰"], ["penalty", "王桂兰", "济南花市"]]));
    expect(await balance()).toMatchObject({ total: 0, deposits: [] });
    await expect(market.runtime.call(actions.callOff, { contractId: contract.id, dueOn: "2026-12-10", quantity: "1" }, buyer.call)).rejects.toMatchObject({ code: "not_now" });
  });

  test("ends by default of the buyer who does not call, or who cannot pay for what stands ready", async () => {
    const { market, buyer } = stage;
    const idle = await stage.signed(stage.terms());
    const poor = await stage.signed(stage.terms({ default: { deviations: 1, underPeriod: "deviation" } }));
    const call = await stage.called(poor.id, "2026-12-02", 400);
    await market.runtime.call(ledger.actions.setLimit, { partyId: buyer.partyId, currency: "CNY", limit: 100_00, causeId: "cut" }, AS_SYSTEM);
    stage.on("2026-12-02");
    await expect(market.runtime.call(actions.deliver, { callOffId: call.id }, stage.grader.call)).rejects.toMatchObject({ code: "over_credit" });
    stage.on("2026-12-03");
    await stage.settle();
    expect((await read(poor.id)).calls[0]).toMatchObject({ state: "confirmed", problem: "over_credit", held: 400 });
    stage.on("2026-12-04");
    await stage.settle();
    expect(await read(poor.id)).toMatchObject({ contract: { state: "defaulted" }, defaultedSide: "buyer", deviations: [{ kind: "not_taken", units: 400, amount: 400 * 18_50 * 0.15 }] });
    stage.on("2026-12-08");
    await stage.settle();
    expect(await read(idle.id)).toMatchObject({ contract: { state: "defaulted", depositHeld: 0 }, defaultedSide: "buyer", deviations: [{ kind: "under_called", units: 400, amount: 0 }] });
    expect(await balance()).toMatchObject({ total: 0, deposits: [] });
  });

  test("is ended early only by both; what is held goes back to its lot", async () => {
    const { market, buyer, grower } = stage;
    const contract = await stage.signed(stage.terms());
    const call = await stage.called(contract.id, "2026-12-02", 400);
    const { lotId } = call.parts[0]!;
    const end = (deed: "ask" | "agree" | "withdraw", by: typeof buyer, reason = "") => market.runtime.call(actions.endEarly, { contractId: contract.id, deed, reason }, by.call);
    await expect(end("agree", grower)).rejects.toMatchObject({ code: "not_now" });
    await expect(end("ask", grower)).rejects.toMatchObject({ code: "reason_needed" });
    await end("ask", grower, "温室要翻修");
    await expect(end("agree", grower)).rejects.toMatchObject({ code: "not_now" });
    expect(await end("agree", buyer)).toMatchObject({ state: "cancelled", depositHeld: 0 });
    expect(await stockOf(stage, lotId)).toMatchObject({ onHand: 400, held: 0 });
    expect((await read(contract.id)).calls[0]).toMatchObject({ state: "cancelled" });
    expect(await balance()).toMatchObject({ total: 0, deposits: [] });
  });

  test("a delivery that is taken back has not come, and may be called off again", async () => {
    const { market } = stage;
    const contract = await stage.signed(stage.terms());
    const call = await stage.called(contract.id, "2026-12-02", 600);
    stage.on("2026-12-02");
    await market.runtime.call(actions.deliver, { callOffId: call.id }, stage.grader.call);
    const before = (await read(contract.id)).periods[0]!;
    expect(before).toMatchObject({ called: 600, delivered: 600, most: 0 });
    const [sale] = await salesOf(stage, "2026-12-02");
    const [sun, wu] = [await market.staff("孙丽", ["cashier"]), await market.staff("吴涛", ["cashier"])];
    const { id } = await market.runtime.call(settlement.actions.proposeReversal, { saleId: sale!.id, reason: "整批冻伤", goods: "written_off" }, sun.call);
    await market.runtime.call(settlement.actions.decideReversal, { reversalId: id, confirm: true }, wu.call);
    await stage.settle();
    expect((await read(contract.id)).periods[0]).toMatchObject({ called: 0, delivered: 0, most: 600 });
    expect((await read(contract.id)).calls[0]!.parts[0]).toMatchObject({ state: "returned" });
    await market.runtime.call(actions.callOff, { contractId: contract.id, dueOn: "2026-12-04", quantity: "600" }, stage.buyer.call);
    // And where no code asks, the database refuses what is beyond the band.
    await expect(market.database.pool.query("insert into contracts.call_off (id, contract_id, seq, period_n, due_on, written, asked, stands, answer_by, called_at, account_name, note) values (gen_random_uuid(), $1, 99, 1, '2026-12-04', '1', 1, 1, now(), now(), '', '')", [contract.id])).rejects.toThrow(/beyond_band/);
  });
});
