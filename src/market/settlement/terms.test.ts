import { randomBytes } from "node:crypto";
import { utils, write } from "@e965/xlsx";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ledger } from "../../kernel/ledger/contract.ts";
import { lots } from "../../kernel/lots/contract.ts";
import { AS_SYSTEM } from "../../kernel/machinery/runtime.ts";
import { openTestMarket, type Person, type TestMarket } from "../../../tests/market.ts";
import { settlement } from "./contract.ts";
import type { TermFigures } from "./money-views.ts";
import { mostAdvance } from "./rules.ts";
import { seedFees } from "./seed.ts";

const actions = settlement.actions;
// A Friday.
const FRIDAY = "2026-11-27";

describe("when money is due, and what is paid before", () => {
  let market: TestMarket;
  let now = new Date(`${FRIDAY}T10:00:00+08:00`);
  let [wang, li, luhua, jinan, sun, wu, liu] = [] as unknown as Person[];
  let [redLot, whiteLot] = ["", ""];

  beforeAll(async () => {
    market = await openTestMarket({ world: { now: () => now, random: (bytes) => randomBytes(bytes) } });
    [wang, li] = [await market.person("王桂兰", ["grower"]), await market.person("李长海", ["grower"])];
    [luhua, jinan] = [await market.person("鲁花批发", ["buyer"], 100_000_00), await market.person("济南花市", ["buyer"], 100_000_00)];
    [sun, wu, liu] = [await market.staff("结算员 孙丽", ["cashier"]), await market.staff("复核员 吴涛", ["cashier"]), await market.staff("市场经理 刘建国", ["operator"])];
    await seedFees(market.runtime, "2026-01-01");
    [redLot, whiteLot] = [await lot(wang!, 1_000), await lot(li!, 1_000)];
  });
  afterAll(() => market.close());

  async function lot(grower: Person, quantity: number): Promise<string> {
    const item = await market.item("蝴蝶兰 双梗");
    const { id } = await market.runtime.call(lots.actions.create, { itemId: item.id, growerId: grower.partyId, declared: quantity }, AS_SYSTEM);
    await market.runtime.call(lots.actions.move, { lotId: id, kind: "intake", quantity, cause: "test", causeId: "dock" }, AS_SYSTEM);
    return id;
  }
  let n = 0;
  const sell = async (lotId: string, buyer: Person, quantity: number, price: number) =>
    (await market.runtime.call(actions.recordSale, { channel: "clock", lotId, buyerId: buyer.partyId, quantity, price, currency: "CNY", fromHold: false, creditHeld: false, cause: "award", causeId: String(++n) }, AS_SYSTEM)).sale;
  const setTerm = (partyId: string | null, side: "seller" | "buyer", term: TermFigures | null, validFrom = FRIDAY) => market.runtime.call(actions.setTerm, { partyId, side, term, validFrom, reason: "合同约定" }, liu!.call);
  const papers = async (businessDate: string, side: "seller" | "buyer") => (await market.runtime.call(actions.papers, { businessDate, side }, sun!.call)).papers;
  const close = async (businessDate: string): Promise<void> => {
    await market.runtime.call(actions.closeDay, { businessDate }, sun!.call);
    await market.runtime.settle();
    expect(await market.runtime.call(actions.dayOverview, { businessDate }, sun!.call)).toMatchObject({ balanced: true, differences: 0 });
  };
  const balanceOf = async (account: string, party: string): Promise<number> =>
    (await market.runtime.call(ledger.actions.balances, {}, AS_SYSTEM)).balances.find((row) => row.account === account && row.party === party)?.amount ?? 0;

  test("terms belong to the manager, begin today or later, and the market's own cannot be empty", async () => {
    await expect(market.runtime.call(actions.setTerm, { partyId: null, side: "buyer", term: null, validFrom: FRIDAY, reason: "试试" }, liu!.call)).rejects.toMatchObject({ code: "default_needs_term" });
    await expect(setTerm(null, "seller", { kind: "days", days: 1, counting: "bank", way: "bank_file" }, "2026-11-26")).rejects.toMatchObject({ code: "term_in_the_past" });
    await expect(market.runtime.call(actions.setTerm, { partyId: null, side: "buyer", term: null, validFrom: FRIDAY, reason: "试试" }, sun!.call)).rejects.toMatchObject({ code: "not_allowed" });
    await setTerm(null, "seller", { kind: "days", days: 1, counting: "bank", way: "bank_file" });
    await setTerm(luhua!.partyId, "buyer", { kind: "month_end", days: 10, counting: "calendar", way: "bank_file" });
    const view = await market.runtime.call(actions.terms, {}, sun!.call);
    expect(view.defaults.map(({ side, term }) => [side, term.days, term.counting])).toEqual([["seller", 1, "bank"], ["buyer", 0, "calendar"]]);
    expect(view.lines.map(({ party, term, inForce }) => [party, term?.kind, inForce])).toEqual([["鲁花批发", "month_end", true]]);
    expect(await market.runtime.call(actions.myTerms, {}, luhua!.call)).toMatchObject({ buyer: { kind: "month_end", days: 10 } });
  });

  test("an advance is never more than the share of what is booked, stands on the statement, and leaves the ledger at zero", async () => {
    await sell(redLot, luhua!, 100, 10_00);
    const offer = () => market.runtime.call(actions.advanceOffer, {}, wang!.call);
    expect(await offer()).toMatchObject({ allowed: false, booked: 1_000_00, most: 0 });
    await expect(market.runtime.call(actions.takeAdvance, { amount: 1 }, wang!.call)).rejects.toMatchObject({ code: "no_advance_term" });
    await setTerm(wang!.partyId, "seller", { kind: "days", days: 0, counting: "calendar", way: "bank_file" });
    await market.runtime.call(actions.setMoneyRules, { rules: { advanceShare: 600_000, advanceAfterMinutes: 120, correctionLimit: 500_00 }, validFrom: FRIDAY, reason: "试行预付" }, liu!.call);
    // 60 % of 1,000.00 fresh, less 3 % commission, 2.00 handling and 1.00 crate.
    expect(await offer()).toMatchObject({ allowed: true, whole: 0, fresh: 1_000_00, costs: 33_00, most: 567_00 });
    await expect(market.runtime.call(actions.takeAdvance, { amount: 567_01 }, wang!.call)).rejects.toMatchObject({ code: "over_advance", detail: { most: 567_00 } });
    await expect(market.runtime.call(actions.takeAdvance, { partyId: li!.partyId, amount: 1 }, wang!.call)).rejects.toMatchObject({ code: "not_found" });
    const [one, two] = await Promise.allSettled([400_00, 400_00].map((amount) => market.runtime.call(actions.takeAdvance, { amount }, wang!.call)));
    expect([one!.status, two!.status].toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(await balanceOf("advance_due", "王桂兰")).toBe(-400_00);
    // Without a waiting time nothing ever counts whole.
    expect(await market.runtime.call(actions.advanceOffer, {}, wang!.call)).toMatchObject({ advanced: 400_00, most: 167_00 });
    await market.runtime.call(actions.setMoneyRules, { rules: { advanceShare: 600_000, advanceAfterMinutes: 0, correctionLimit: 0 }, validFrom: FRIDAY, reason: "一律按比例" }, liu!.call);
    now = new Date(`${FRIDAY}T12:29:00+08:00`);
    expect(await market.runtime.call(actions.advanceOffer, {}, wang!.call)).toMatchObject({ whole: 0, most: 167_00 });
    await market.runtime.call(actions.setMoneyRules, { rules: { advanceShare: 600_000, advanceAfterMinutes: 120, correctionLimit: 0 }, validFrom: FRIDAY, reason: "过投诉期全额" }, liu!.call);
    // Two hours later the same sale counts whole.
    now = new Date(`${FRIDAY}T12:30:00+08:00`);
    expect(await offer()).toMatchObject({ whole: 1_000_00, fresh: 0, costs: 33_00, advanced: 400_00, most: 567_00 });
    const second = await market.runtime.call(actions.takeAdvance, { amount: 500_00 }, wang!.call);
    await expect(market.runtime.call(actions.endAdvance, { advanceId: second.id, outcome: { kind: "paid" } }, wang!.call)).rejects.toMatchObject({ code: "not_allowed" });
    await market.runtime.call(actions.endAdvance, { advanceId: second.id, outcome: { kind: "failed", reason: "账号冻结" } }, sun!.call);
    const [first] = (await market.runtime.call(actions.advances, { openOnly: true }, sun!.call)).advances;
    await market.runtime.call(actions.endAdvance, { advanceId: first!.id, outcome: { kind: "paid", reference: "网银 1187" } }, sun!.call);
    await expect(market.runtime.call(actions.endAdvance, { advanceId: first!.id, outcome: { kind: "paid" } }, sun!.call)).rejects.toMatchObject({ code: "decided_before" });
    expect(await balanceOf("advance_due", "王桂兰")).toBe(0);
    expect(await offer()).toMatchObject({ advanced: 400_00, most: 567_00 });
  });

  test("the database itself refuses an advance above what is booked", async () => {
    const { pool } = market.database;
    await expect(pool.query("update settlement.advance set amount = amount + 1")).rejects.toThrow(/append_only/);
    await expect(pool.query(`insert into settlement.advance (id, no, at, business_date, party_id, currency, amount, booked, most, share, way, transfer_id, account_name)
      select gen_random_uuid(), 'V-forged', at, business_date, party_id, currency, 600001, 999999, 999999, 1, way, gen_random_uuid(), 'x' from settlement.advance limit 1`)).rejects.toThrow(/advance_over_booked/);
  });

  test("each paper says when it is due, and the bank's file takes only what is due by the day it is executed", async () => {
    await sell(whiteLot, jinan!, 10, 20_00);
    now = new Date(`${FRIDAY}T20:00:00+08:00`);
    await close(FRIDAY);
    const [ofLi, ofWang] = await papers(FRIDAY, "seller");
    expect([ofLi!.dueOn, ofWang!.dueOn]).toEqual(["2026-11-30", FRIDAY]);
    expect(ofWang).toMatchObject({ gross: 1_000_00, transfers: -400_00, fees: 32_00, packaging: 1_00, due: 567_00, state: "at_bank" });
    const [ofJinan, ofLuhua] = await papers(FRIDAY, "buyer");
    expect([ofJinan!.dueOn, ofLuhua!.dueOn]).toEqual([FRIDAY, "2026-12-10"]);
    expect([ofJinan!.state, ofLuhua!.state]).toEqual(["at_bank", "unpaid"]);
    const { items } = await market.runtime.call(actions.dayOverview, { businessDate: FRIDAY }, sun!.call);
    expect(items.map(({ code, statementId }) => [code, statementId])).toEqual([["not_due", ofLuhua!.id]]);
    await expect(market.runtime.call(actions.makeDueFile, { kind: "debit" }, sun!.call)).rejects.toMatchObject({ code: "nothing_due" });
    await expect(market.runtime.call(actions.makeDueFile, { kind: "debit", by: "2026-12-10" }, sun!.call)).rejects.toMatchObject({ code: "too_early" });
  });

  test("credit stays taken until the bill is paid, however long its term", async () => {
    const used = async () => (await market.runtime.call(ledger.actions.credit, { partyId: luhua!.partyId, currency: "CNY" }, AS_SYSTEM)).used;
    expect(await used()).toBe(1_000_00);
    now = new Date("2026-12-09T09:00:00+08:00");
    const file = await market.runtime.call(actions.makeDueFile, { kind: "debit" }, sun!.call);
    expect(file).toMatchObject({ lines: 1, businessDate: FRIDAY });
    expect(await used()).toBe(1_000_00);
    const { lines } = await market.runtime.call(actions.bankLines, { fileId: file.id }, sun!.call);
    await market.runtime.call(actions.markPaid, { statementIds: [lines[0]!.statementId] }, sun!.call);
    expect(await used()).toBe(0);
  });

  test.each([
    ["2026-11-27", { notDue: 1 }], ["2026-11-28", { upTo7: 1 }], ["2026-12-04", { upTo7: 1 }], ["2026-12-05", { upTo30: 1 }], ["2026-12-27", { upTo30: 1 }], ["2026-12-28", { older: 1 }],
  ] as const)("the age of an unpaid bill on %s", async (day, bucket) => {
    now = new Date(`${day}T21:00:00+08:00`);
    const bill = (await papers(FRIDAY, "buyer")).find((paper) => paper.party === "济南花市")!;
    const { rows: [row], sums } = await market.runtime.call(actions.ageing, { side: "buyer" }, sun!.call);
    const key = Object.keys(bucket)[0] as "notDue";
    expect(row).toMatchObject({ party: "济南花市", [key]: bill.due, total: bill.due, oldestDueOn: FRIDAY });
    expect(sums).toMatchObject({ [key]: bill.due, total: bill.due });
    expect((await market.runtime.call(actions.myAgeing, {}, jinan!.call)).rows).toMatchObject([{ side: "buyer", [key]: bill.due }]);
    expect((await market.runtime.call(actions.myAgeing, {}, luhua!.call)).rows).toEqual([]);
    expect((await market.runtime.call(actions.exportAgeing, { side: "buyer" }, sun!.call)).rows).toBe(1);
  });

  test("holidays entered by the manager move a due day of bank days; papers written before keep theirs", async () => {
    now = new Date("2026-12-29T10:00:00+08:00");
    await market.runtime.call(actions.setBankDays, { days: [{ day: "2026-12-30", open: false, note: "系统维护" }, { day: "2026-12-31", open: false }, { day: "2027-01-01", open: false, note: "元旦" }] }, liu!.call);
    await sell(whiteLot, jinan!, 10, 20_00);
    await close("2026-12-29");
    expect((await papers("2026-12-29", "seller"))[0]).toMatchObject({ dueOn: "2027-01-04", state: "at_bank" });
    expect((await papers(FRIDAY, "seller")).map((paper) => paper.dueOn)).toEqual(["2026-11-30", FRIDAY]);
  });

  test("terms go out as a workbook and come back without a change; a table of new ones is tried first, then all or nothing", async () => {
    const file = await market.runtime.call(actions.exportTerms, {}, liu!.call);
    const send = (base64: string, dryRun: boolean) => market.runtime.call(actions.importTerms, { base64, dryRun }, liu!.call);
    expect(await send(file.base64, false)).toMatchObject({ applied: true, rows: file.rows, created: 0, changed: 0, unchanged: file.rows, problems: [] });
    const book = (rows: unknown[][]): string => {
      const made = utils.book_new();
      utils.book_append_sheet(made, utils.aoa_to_sheet([["户名", "方向", "开始", "怎么算", "加几天", "数什么天", "方式", "原因"], ...rows]), "账期");
      return Buffer.from(write(made, { type: "buffer", bookType: "xlsx" }) as Uint8Array).toString("base64");
    };
    const bad = await send(book([["济南花市", "向买方收", "2026-12-01", "成交日起算", 7, "自然日", "银行文件", "试试"], ["没有这户", "付给卖方", "2027-01-01", "成交日起算", "", "", "", ""]]), false);
    expect(bad).toMatchObject({ applied: false, created: 0, problems: [{ row: 2, reason: "past_day" }, { row: 3, reason: "unknown_party" }, { row: 3, reason: "missing" }] });
    const good = book([["济南花市", "向买方收", "2027-01-01", "月底起算", 10, "银行工作日", "持牌分账", "年度合同"], ["王桂兰", "付给卖方", "2027-01-01", "随市场默认", "", "", "", "协议到期"]]);
    expect(await send(good, true)).toMatchObject({ applied: false, created: 2, problems: [] });
    expect(await send(good, false)).toMatchObject({ applied: true, created: 2 });
    expect(await send(good, false)).toMatchObject({ applied: true, created: 0, changed: 0, unchanged: 2 });
    expect(await send(book([["济南花市", "向买方收", "2027-01-01", "月底起算", 15, "银行工作日", "持牌分账", "改为 15 天"]]), false)).toMatchObject({ applied: true, created: 0, changed: 1 });
    now = new Date("2027-01-04T10:00:00+08:00");
    expect(await market.runtime.call(actions.myTerms, {}, jinan!.call)).toMatchObject({ buyer: { kind: "month_end", days: 15, counting: "bank", way: "split" } });
    expect(await market.runtime.call(actions.myTerms, {}, wang!.call)).toMatchObject({ seller: { kind: "days", days: 1, counting: "bank" } });
    await expect(market.runtime.call(actions.importTerms, { base64: file.base64, dryRun: true }, sun!.call)).rejects.toMatchObject({ code: "not_allowed" });
  });

  test("the bound of an advance on borderline figures", () => {
    const facts = { whole: 0, fresh: 0, share: 0, costs: 0, advanced: 0 };
    expect(mostAdvance({ ...facts, fresh: 3, share: 500_000 })).toBe(1);
    expect(mostAdvance({ ...facts, whole: 100, costs: 101 })).toBe(0);
    expect(mostAdvance({ ...facts, whole: 100, fresh: 99, share: 999_999, advanced: 1 })).toBe(197);
    expect(mostAdvance({ ...facts, fresh: 90_000_000_000_000, share: 1_000_000 })).toBe(90_000_000_000_000);
  });

  void wu;
});
