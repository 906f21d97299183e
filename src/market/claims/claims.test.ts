import { read as readBook, utils } from "@e965/xlsx";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { files } from "../../kernel/files/contract.ts";
import { ledger } from "../../kernel/ledger/contract.ts";
import { lots } from "../../kernel/lots/contract.ts";
import { readPdf } from "../../kernel/print/trial-pdf.ts";
import { realWorld } from "../../kernel/machinery/ids.ts";
import { AS_SYSTEM } from "../../kernel/machinery/runtime.ts";
import { openTestMarket, type Person, type TestMarket } from "../../../tests/market.ts";
import { settlement, type SaleView } from "../settlement/contract.ts";
import { claims } from "./contract.ts";
import { actOnDeadlines } from "./deadlines.ts";
import { DEFAULT_SETTINGS } from "./rules.ts";

const PNG = Buffer.from("89504e470d0a1a0a0000000d4948445200000040000000300802000000", "hex").toString("base64");
const HOUR = 3_600_000;
const { actions } = claims;

describe("a complaint", () => {
  const clock = { now: new Date("2026-11-27T02:00:00Z") };
  let market: TestMarket;
  let [grower, buyer, stranger, grader, operator, cashier]: Person[] = [];
  let lotId: string;
  let n = 0;

  beforeAll(async () => {
    market = await openTestMarket({ world: { ...realWorld, now: () => clock.now } });
    grower = await market.person("王桂兰", ["grower"]);
    buyer = await market.person("鲁花批发", ["buyer"], 100_000_00);
    stranger = await market.person("别家花店", ["buyer"], 1_000_00);
    [grader, operator, cashier] = [await market.staff("质检员", ["grader"]), await market.staff("经理", ["operator"]), await market.staff("出纳", ["cashier"])];
    const item = await market.item("红掌 14 cm");
    const lot = await market.runtime.call(lots.actions.create, { itemId: item.id, growerId: grower.partyId, declared: 5_000 }, AS_SYSTEM);
    lotId = lot.id;
    await market.runtime.call(lots.actions.change, { lotId, grade: "A", status: "received" }, AS_SYSTEM);
    await market.runtime.call(lots.actions.move, { lotId, kind: "intake", quantity: 5_000, cause: "test", causeId: "dock" }, AS_SYSTEM);
  });
  afterAll(() => market.close());
  beforeEach(() => { clock.now = new Date(clock.now.getTime() + HOUR); });

  const sell = async (quantity = 10, price = 18_50, money: "market" | "direct" = "market"): Promise<SaleView> => {
    const { sale } = await market.runtime.call(settlement.actions.recordSale, {
      channel: money === "direct" ? "stall" : "clock", lotId, buyerId: buyer!.partyId, quantity, price, currency: "CNY", fromHold: false, creditHeld: false, money, cause: "test", causeId: String(++n),
    }, AS_SYSTEM);
    await market.runtime.settle();
    return sale;
  };
  const photo = async (person = buyer!) => ({
    photoId: (await market.runtime.call(files.actions.keepPhoto, { base64: PNG }, person.call)).id, takenAt: clock.now.toISOString(), place: { text: "济南 堤口路仓库", latE6: 36_680_000, lonE6: 116_950_000 },
  });
  type Asked = { kind: "refund"; amount: number } | { kind: "regrade"; grade: "B" | "C" } | { kind: "return" };
  const file = async (sale: SaleView, units: number, ask: Asked, by = buyer!) =>
    market.runtime.call(actions.file, { saleId: sale.id, units, fault: "wilted", text: "三盆萎蔫", boxLabel: "箱 7", photos: [await photo(by)], ask }, by.call);
  const draft = async (side: "seller" | "buyer", person: Person, businessDate: string) => market.runtime.call(settlement.actions.draft, { businessDate, side }, person.call);
  const history = async (claimId: string) => (await market.runtime.call(actions.claim, { claimId }, buyer!.call)).steps.map((step) => `${step.as} ${step.kind}`);
  const total = async () => (await market.runtime.call(ledger.actions.balances, {}, AS_SYSTEM)).total;

  test("is accepted by the grower: the refund stands on both papers of the day, and no fen comes from nowhere", async () => {
    const sale = await sell();
    const before = [await draft("seller", grower!, sale.businessDate), await draft("buyer", buyer!, sale.businessDate)];
    const claim = await file(sale, 3, { kind: "refund", amount: 30_00 });
    expect(claim).toMatchObject({ state: "filed", units: 3, askAmount: 30_00, grower: "王桂兰", can: ["withdraw"] });
    expect((await market.runtime.call(actions.mine, { as: "grower" }, grower!.call)).claims[0]!.can).toEqual(["answer"]);
    const closed = await market.runtime.call(actions.answer, { claimId: claim.id, answer: "accept", text: "路上冻了" }, grower!.call);
    expect(closed).toMatchObject({ state: "closed", outcome: "refund", outcomeAmount: 30_00, moneyDate: sale.businessDate, can: [] });
    const after = [await draft("seller", grower!, sale.businessDate), await draft("buyer", buyer!, sale.businessDate)];
    expect(after.map((paper, side) => paper.transfers - before[side]!.transfers)).toEqual([-30_00, -30_00]);
    expect(after[1]!.transferLines[0]).toMatchObject({ kind: "claim", amount: -30_00, saleId: sale.id });
    expect(await total()).toBe(0);
    expect(await history(claim.id)).toEqual(["buyer filed", "grower accepted"]);
  });

  test("shows its evidence with time and place, to its two parties and the desk alone", async () => {
    const sale = await sell();
    const claim = await market.runtime.call(actions.file, {
      saleId: sale.id, units: 2, fault: "cold", photos: [await photo()], ask: { kind: "refund", amount: 5_00 },
      temperatures: [{ at: new Date(clock.now.getTime() + 60_000).toISOString(), centi: 350 }, { at: sale.at, centi: 1_240 }],
    }, buyer!.call);
    const seen = await market.runtime.call(actions.claim, { no: claim.no }, grower!.call);
    expect(seen.photos).toEqual([expect.objectContaining({ place: "济南 堤口路仓库", latE6: 36_680_000, by: "buyer", takenAt: clock.now.toISOString() })]);
    expect(seen.temperatures.map((point) => point.centi)).toEqual([1_240, 350]);
    expect((await market.runtime.call(actions.claim, { claimId: claim.id }, grader!.call)).claim.no).toBe(claim.no);
    await expect(market.runtime.call(actions.claim, { claimId: claim.id }, stranger!.call)).rejects.toMatchObject({ code: "not_found" });
    await expect(market.runtime.call(actions.withdraw, { claimId: claim.id }, stranger!.call)).rejects.toMatchObject({ code: "not_found" });
    const otherGrower = await market.person("李家", ["grower"]);
    await expect(market.runtime.call(actions.answer, { claimId: claim.id, answer: "accept" }, otherGrower.call)).rejects.toMatchObject({ code: "not_found" });
    await expect(file(await sell(), 1, { kind: "refund", amount: 1 }, stranger!)).rejects.toMatchObject({ code: "not_found" });
  });

  test("has its bounds: window, units, value, evidence, one at a time", async () => {
    const sale = await sell(10, 10_00);
    await expect(file(sale, 11, { kind: "refund", amount: 1_00 })).rejects.toMatchObject({ code: "too_many_units" });
    await expect(file(sale, 2, { kind: "refund", amount: 20_01 })).rejects.toMatchObject({ code: "too_much" });
    await expect(file(sale, 2, { kind: "return" })).rejects.toMatchObject({ code: "return_is_whole" });
    const early = { ...(await photo()), takenAt: new Date(clock.now.getTime() - 5 * HOUR).toISOString() };
    await expect(market.runtime.call(actions.file, { saleId: sale.id, units: 1, fault: "other", photos: [early], ask: { kind: "refund", amount: 1 } }, buyer!.call)).rejects.toMatchObject({ code: "evidence_time" });
    const first = await file(sale, 6, { kind: "refund", amount: 60_00 });
    await expect(file(sale, 1, { kind: "refund", amount: 1_00 })).rejects.toMatchObject({ code: "claim_open" });
    await market.runtime.call(actions.answer, { claimId: first.id, answer: "accept" }, grower!.call);
    await expect(file(sale, 5, { kind: "refund", amount: 1_00 })).rejects.toMatchObject({ code: "too_many_units" });
    const second = await file(sale, 4, { kind: "refund", amount: 40_00 });
    await market.runtime.call(actions.answer, { claimId: second.id, answer: "accept" }, grower!.call);
    await expect(market.runtime.call(settlement.actions.refundForClaim, { saleId: sale.id, claimId: lotId, amount: 1, memo: "一分" }, AS_SYSTEM)).rejects.toMatchObject({ code: "over_sale" });
    // And where no code asks, the database does.
    await expect(market.database.pool.query("insert into settlement.claim_refund select gen_random_uuid(), sale_id, at, 1, null, (select id from settlement.receipt limit 1) from settlement.claim_refund where sale_id = $1 limit 1", [sale.id]))
      .rejects.toThrow(/refund_within_sale|claim_refund_check/);
    const late = await sell();
    clock.now = new Date(clock.now.getTime() + 25 * HOUR);
    await expect(file(late, 1, { kind: "refund", amount: 1_00 })).rejects.toMatchObject({ code: "window_closed" });
    expect((await market.runtime.call(actions.claimable, { saleId: late.id }, buyer!.call)).sales[0]).toMatchObject({ why: "window_closed", unitsLeft: 10 });
  });

  test("a refunded sale is not taken back as well, and a sale taken back is not refunded", async () => {
    const sale = await sell();
    const claim = await file(sale, 1, { kind: "refund", amount: 2_00 });
    await market.runtime.call(actions.answer, { claimId: claim.id, answer: "accept" }, grower!.call);
    await expect(market.runtime.call(settlement.actions.proposeReversal, { saleId: sale.id, reason: "两边都要", goods: "returned" }, cashier!.call)).rejects.toMatchObject({ code: "refunded_before" });
    const other = await sell();
    const open = await file(other, 1, { kind: "refund", amount: 2_00 });
    const second = await market.staff("复核", ["cashier"]);
    const { id } = await market.runtime.call(settlement.actions.proposeReversal, { saleId: other.id, reason: "录错了", goods: "returned" }, cashier!.call);
    await market.runtime.call(settlement.actions.decideReversal, { reversalId: id, confirm: true }, second.call);
    const ended = await market.runtime.call(actions.answer, { claimId: open.id, answer: "accept" }, grower!.call);
    expect(ended).toMatchObject({ outcome: "void", outcomeAmount: 0 });
    expect(await total()).toBe(0);
  });

  test("is silent: within the share it is accepted as asked, above it the market judges, and what is overdue there goes to the top", async () => {
    await actOnDeadlines(market.runtime);
    const [small, large] = [await sell(10, 10_00), await sell(10, 10_00)];
    const accepted = await file(small, 10, { kind: "refund", amount: 30_00 });
    const judged = await file(large, 10, { kind: "refund", amount: 30_01 });
    expect(await actOnDeadlines(market.runtime)).toBe(0);
    clock.now = new Date(clock.now.getTime() + DEFAULT_SETTINGS.answerHours * HOUR);
    expect(await actOnDeadlines(market.runtime)).toBeGreaterThanOrEqual(2);
    expect((await market.runtime.call(actions.claim, { claimId: accepted.id }, buyer!.call)).claim).toMatchObject({ outcome: "refund", outcomeAmount: 30_00 });
    expect((await market.runtime.call(actions.claim, { claimId: judged.id }, buyer!.call)).claim).toMatchObject({ state: "arbitration" });
    clock.now = new Date(clock.now.getTime() + DEFAULT_SETTINGS.arbitrationHours * HOUR);
    await actOnDeadlines(market.runtime);
    const desk = await market.runtime.call(actions.desk, {}, grader!.call);
    expect(desk.claims[0]).toMatchObject({ escalated: true, overdue: true, can: ["rule"] });
    expect(desk.escalated).toBeGreaterThan(0);
    expect(await history(judged.id)).toEqual(["buyer filed", "deadline silence_judged", "deadline escalated"]);
  });

  test("a deadline acts also when nobody looks but the one who comes too late, and keeps what it did", async () => {
    const sale = await sell(10, 10_00);
    const claim = await file(sale, 4, { kind: "refund", amount: 10_00 });
    await market.runtime.call(actions.answer, { claimId: claim.id, answer: "offer", amount: 6_00, text: "一半算我的" }, grower!.call);
    clock.now = new Date(clock.now.getTime() + DEFAULT_SETTINGS.replyHours * HOUR);
    await expect(market.runtime.call(actions.reply, { claimId: claim.id, accept: false }, buyer!.call)).rejects.toMatchObject({ code: "deadline_passed" });
    expect((await market.runtime.call(actions.claim, { claimId: claim.id }, buyer!.call)).claim).toMatchObject({ state: "closed", outcome: "refund", outcomeAmount: 6_00 });
    expect(await history(claim.id)).toEqual(["buyer filed", "grower offered", "deadline silence_took"]);
  });

  test("is contested and judged: the grader decides, the manager confirms, nobody alone", async () => {
    const sale = await sell(10, 18_50);
    const claim = await file(sale, 3, { kind: "refund", amount: 50_00 });
    await expect(market.runtime.call(actions.answer, { claimId: claim.id, answer: "contest" }, grower!.call)).rejects.toMatchObject({ code: "reason_needed" });
    await market.runtime.call(actions.answer, { claimId: claim.id, answer: "contest", text: "出库时是好的", photos: [await photo(grower!)] }, grower!.call);
    await market.runtime.call(actions.rule, { claimId: claim.id, ruling: { outcome: "regrade", grade: "B" }, reason: "按 B 级算" }, grader!.call);
    await market.runtime.call(actions.confirmRuling, { claimId: claim.id, confirm: false, reason: "看清第二张照片" }, operator!.call);
    const both = await market.staff("身兼二职", ["grader", "operator"]);
    await market.runtime.call(actions.rule, { claimId: claim.id, ruling: { outcome: "regrade", grade: "B" }, reason: "仍按 B 级算" }, both.call);
    await expect(market.runtime.call(actions.confirmRuling, { claimId: claim.id, confirm: true }, both.call)).rejects.toMatchObject({ code: "second_person_needed" });
    const done = await market.runtime.call(actions.confirmRuling, { claimId: claim.id, confirm: true }, operator!.call);
    expect(done).toMatchObject({ outcome: "regrade", outcomeAmount: 11_10 });
    expect(await history(claim.id)).toEqual(["buyer filed", "grower contested", "market ruled", "market sent_back", "market ruled", "market confirmed"]);
  });

  test.each(["market", "direct"] as const)("a return of %s money brings the goods back when a second person has seen them", async (money) => {
    const stock = async () => (await market.runtime.call(lots.actions.get, { lotId }, AS_SYSTEM)).onHand;
    if (money === "direct") await market.runtime.call(ledger.actions.setPartyLimit, { partyId: buyer!.partyId, creditorId: grower!.partyId, currency: "CNY", limit: 100_000_00, cause: "test", causeId: "limit" }, AS_SYSTEM);
    const before = await stock();
    const sale = await sell(10, 18_50, money);
    if (money === "direct") await market.runtime.call(ledger.actions.matchDirect, { partyId: buyer!.partyId, creditorId: grower!.partyId, currency: "CNY", cause: "test", causeId: sale.id }, AS_SYSTEM);
    const claim = await file(sale, 10, { kind: "return" });
    expect(await market.runtime.call(actions.answer, { claimId: claim.id, answer: "accept" }, grower!.call)).toMatchObject({ state: "confirming" });
    await expect(market.runtime.call(actions.confirmRuling, { claimId: claim.id, confirm: true }, operator!.call)).rejects.toMatchObject({ code: "goods_needed" });
    const done = await market.runtime.call(actions.confirmRuling, { claimId: claim.id, confirm: true, goods: "returned" }, operator!.call);
    expect(done).toMatchObject({ outcome: "return", outcomeAmount: 185_00 });
    expect(await stock()).toBe(before);
    const { rows: [reversal] } = await market.database.pool.query("select proposed_by, decided_by, direct from settlement.reversal where sale_id = $1", [sale.id]);
    expect(reversal).toEqual({ proposed_by: grower!.accountId, decided_by: operator!.accountId, direct: money === "direct" });
    expect(await total()).toBe(0);
  });

  test("a refund of a direct sale makes the customer owe his seller that much less, and leaves the market's papers alone", async () => {
    const owed = async () => (await market.runtime.call(ledger.actions.owed, { creditorId: grower!.partyId, currency: "CNY" }, AS_SYSTEM)).total;
    const before = await owed();
    const sale = await sell(10, 10_00, "direct");
    const claim = await file(sale, 2, { kind: "refund", amount: 20_00 });
    await market.runtime.call(actions.answer, { claimId: claim.id, answer: "accept" }, grower!.call);
    expect(await owed()).toBe(before + 80_00);
    expect((await market.database.pool.query("select 1 from settlement.transfer where sale_id = $1", [sale.id])).rowCount).toBe(0);
    expect(await total()).toBe(0);
  });

  test("counts in the grower's index, which anybody can compute again from its lines", async () => {
    await market.runtime.settle();
    await market.runtime.call(actions.publishQuality, {}, AS_SYSTEM);
    const lines = await market.runtime.call(actions.qualityLines, { limit: 500 }, grower!.call);
    expect(lines.lines.reduce((sum, line) => sum + line.quantity, 0)).toBe(lines.sold);
    expect(lines.lines.reduce((sum, line) => sum + line.claimedUnits, 0)).toBe(lines.claimed);
    expect(lines.share).toBe(Math.ceil((lines.claimed * 1_000_000) / lines.sold));
    const { growers } = await market.runtime.call(actions.quality, { growerIds: [grower!.partyId] }, stranger!.call);
    expect(growers).toEqual([{ growerId: grower!.partyId, class: lines.class, share: lines.share }]);
    const table = await market.runtime.call(actions.qualityTable, {}, stranger!.call);
    expect(table.growers[0]).toMatchObject({ grower: "王桂兰", sold: null, claimed: null });
    await expect(market.runtime.call(actions.qualityLines, { growerId: grower!.partyId }, (await market.person("李四", ["grower"])).call)).rejects.toMatchObject({ code: "not_found" });
    // Eight weeks later nothing of it is left in the window.
    clock.now = new Date(clock.now.getTime() + 57 * 24 * HOUR);
    expect((await market.runtime.call(actions.qualityLines, {}, grower!.call)).sold).toBe(0);
  });

  test("costs what the operator's sheet says, by the class the grower had; claims before keep their rules", async () => {
    const sale = await sell();
    const old = await file(sale, 1, { kind: "refund", amount: 1_00 });
    await market.runtime.call(actions.setTerms, { settings: { ...DEFAULT_SETTINGS, levy: { A: 1_00, B: 5_00, C: 9_00 } }, reason: "公布后执行" }, operator!.call);
    const fresh = await file(await sell(), 1, { kind: "refund", amount: 1_00 });
    for (const { id } of [old, fresh]) await market.runtime.call(actions.answer, { claimId: id, answer: "accept" }, grower!.call);
    const { rows } = await market.database.pool.query("select cause_id, amount, market_account from settlement.transfer where kind = 'levy'");
    expect(rows).toEqual([{ cause_id: fresh.id, amount: expect.any(Number) as number, market_account: "fee_income" }]);
    await expect(market.runtime.call(actions.setTerms, { settings: { ...DEFAULT_SETTINGS, classBFrom: 60_000 }, reason: "倒置" }, operator!.call)).rejects.toMatchObject({ code: "bad_input" });
  });

  test("the day closes with all of it, every sum agreeing", async () => {
    const { rows } = await market.database.pool.query<{ business_date: string }>("select business_date from settlement.day where state = 'open' order by business_date");
    for (const { business_date: businessDate } of rows) {
      const overview = await market.runtime.call(settlement.actions.dayOverview, { businessDate }, cashier!.call);
      expect({ on: businessDate, differences: overview.differences }).toEqual({ on: businessDate, differences: 0 });
    }
    expect(rows.length).toBeGreaterThan(1);
  });

  test("its evidence goes out line by line in the order of time, and the lists to whom they are for", async () => {
    const claim = await file(await sell(), 2, { kind: "refund", amount: 5_00 });
    const out = await market.runtime.call(actions.giveEvidence, { claimId: claim.id }, grower!.call);
    const rows: unknown[][] = utils.sheet_to_json(Object.values(readBook(Buffer.from(out.base64, "base64")).Sheets)[0]!, { header: 1, defval: null });
    expect(rows.map((row) => row[0])).toEqual(["类别 Kind", "照片", "经过"]);
    expect(rows[1]).toEqual(expect.arrayContaining(["济南 堤口路仓库", 36.68, 116.95]));
    expect(rows[2]).toEqual(expect.arrayContaining(["提出投诉 · 三盆萎蔫"]));
    await expect(market.runtime.call(actions.giveEvidence, { claimId: claim.id }, stranger!.call)).rejects.toMatchObject({ code: "not_found" });
    const all = (await market.runtime.call(actions.desk, { limit: 500 }, grader!.call)).total;
    expect((await market.runtime.call(actions.giveDesk, { language: "en" }, grader!.call)).rows).toBe(all);
    expect((await market.runtime.call(actions.giveMine, { as: "buyer" }, stranger!.call)).rows).toBe(0);
    expect((await market.runtime.call(actions.giveQuality, {}, stranger!.call)).name).toMatch(/^质量等级/);
    expect((await market.runtime.call(actions.giveQualityLines, { claimedOnly: true }, grower!.call)).rows).toBeGreaterThan(0);
  });

  test("its sheet says the goods, the evidence, every step and the judgement, and carries the code that opens it", async () => {
    const claim = await file(await sell(), 2, { kind: "refund", amount: 20_00 });
    await market.runtime.call(actions.answer, { claimId: claim.id, answer: "contest", text: "出库时是好的" }, grower!.call);
    await market.runtime.call(actions.rule, { claimId: claim.id, ruling: { outcome: "refund", amount: 12_00 }, reason: "两盆花苞冻伤" }, grader!.call);
    await market.runtime.call(actions.confirmRuling, { claimId: claim.id, confirm: true }, operator!.call);
    const printed = await market.runtime.call(actions.printJudgement, { claimId: claim.id, origin: "http://192.168.1.20:4600" }, grower!.call);
    const text = readPdf(Buffer.from(printed.base64, "base64")).pages.flat().join("|");
    for (const part of [claim.no, "鲁花批发", "王桂兰", "12.00", "20.00", "出库时是好的", "两盆花苞冻伤", "质检员", "经理", "堤口路"]) expect(text.replaceAll(/[|\s]/g, "")).toContain(part.replaceAll(/\s/g, ""));
    const english = readPdf(Buffer.from((await market.runtime.call(actions.printJudgement, { claimId: claim.id, language: "en" }, buyer!.call)).base64, "base64")).pages.flat().join(" ");
    expect(english).toContain("Judgement of a complaint");
    await expect(market.runtime.call(actions.printJudgement, { claimId: claim.id }, stranger!.call)).rejects.toMatchObject({ code: "not_found" });
  });
});
