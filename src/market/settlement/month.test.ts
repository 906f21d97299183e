import { randomBytes } from "node:crypto";
import { read, utils } from "@e965/xlsx";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ledger } from "../../kernel/ledger/contract.ts";
import { lots } from "../../kernel/lots/contract.ts";
import { canonical, sha256 } from "../../kernel/machinery/canonical.ts";
import { AS_SYSTEM } from "../../kernel/machinery/runtime.ts";
import { openTestMarket, type Person, type TestMarket } from "../../../tests/market.ts";
import { settlement } from "./contract.ts";
import { seedFees } from "./seed.ts";

const actions = settlement.actions;
const [NOVEMBER, DECEMBER] = ["2026-11", "2026-12"];
const LATER = [{ code: "bank" as const, reason: "银行流水下月补导" }, { code: "vouchers" as const, reason: "花农声明还在收" }, { code: "payments" as const, reason: "一位采购商约定月初付" }];

describe("a month is closed", () => {
  let market: TestMarket;
  let now = new Date("2026-11-28T14:00:00+08:00");
  let [wang, luhua, sun, wu, liu] = [] as unknown as Person[];
  let lotId = "";
  let n = 0;

  beforeAll(async () => {
    market = await openTestMarket({ world: { now: () => now, random: (bytes) => randomBytes(bytes) } });
    wang = await market.person("王桂兰", ["grower"]);
    luhua = await market.person("鲁花批发", ["buyer"], 100_000_00);
    [sun, wu, liu] = [await market.staff("结算员 孙丽", ["cashier"]), await market.staff("复核员 吴涛", ["cashier"]), await market.staff("市场经理 刘建国", ["operator"])];
    await seedFees(market.runtime, "2026-01-01");
    const item = await market.item("蝴蝶兰 双梗");
    ({ id: lotId } = await market.runtime.call(lots.actions.create, { itemId: item.id, growerId: wang.partyId, declared: 900 }, AS_SYSTEM));
    await market.runtime.call(lots.actions.move, { lotId, kind: "intake", quantity: 900, cause: "test", causeId: "dock" }, AS_SYSTEM);
    await sell("2026-11-28", 20);
    await sell("2026-11-29", 30);
    await close("2026-11-28");
  });
  afterAll(() => market.close());

  const sell = async (day: string, quantity: number, more: object = {}) => {
    if (now < new Date(`${day}T14:00:00+08:00`)) now = new Date(`${day}T14:00:00+08:00`);
    return (await market.runtime.call(actions.recordSale, { channel: "clock", lotId, buyerId: luhua!.partyId, quantity, price: 18_00, currency: "CNY", fromHold: false, creditHeld: false, cause: "award", causeId: String(++n), ...more }, AS_SYSTEM)).sale;
  };
  const close = async (businessDate: string): Promise<void> => {
    await market.runtime.call(actions.closeDay, { businessDate }, sun!.call);
    await market.runtime.settle();
  };
  const look = (month = NOVEMBER) => market.runtime.call(actions.month, { month }, sun!.call);
  const open = async (month = NOVEMBER) => (await look(month)).points.filter((point) => !point.ok).map((point) => point.code);

  test("the checklist is computed from the facts: what is open is named, with where to mend it", async () => {
    expect(await open()).toEqual(["over", "days_closed", "books", "bank", "payments"]);
    const view = await look();
    expect(view.points.find((point) => point.code === "days_closed")).toMatchObject({ count: 1, names: ["2026-11-29"], path: "/day/2026-11-29" });
    await expect(market.runtime.call(actions.proposeMonth, { month: NOVEMBER, waive: LATER }, sun!.call)).rejects.toMatchObject({ code: "month_not_ready" });
    await expect(market.runtime.call(actions.month, { month: NOVEMBER }, wang!.call)).rejects.toMatchObject({ code: "not_allowed" });
    now = new Date("2026-12-01T09:00:00+08:00");
    await close("2026-11-29");
    const { sales } = await market.runtime.call(actions.sales, { businessDate: "2026-11-29" }, AS_SYSTEM);
    const proposal = await market.runtime.call(actions.proposeReversal, { saleId: sales[0]!.id, reason: "到货冻伤", goods: "written_off" }, sun!.call);
    expect(await open()).toEqual(["corrections", "bank", "payments"]);
    await market.runtime.call(actions.decideReversal, { reversalId: proposal.id, confirm: false }, wu!.call);
    expect(await open()).toEqual(["bank", "payments"]);
    await expect(market.runtime.call(actions.proposeMonth, { month: NOVEMBER, waive: LATER.slice(0, 1) }, sun!.call)).rejects.toMatchObject({ code: "month_not_ready" });
  });

  test("one proposes, another confirms; the report has its hash, and only what was really open stands on it as left open", async () => {
    const proposed = await market.runtime.call(actions.proposeMonth, { month: NOVEMBER, waive: LATER }, sun!.call);
    expect(proposed).toMatchObject({ state: "proposed", proposedBy: "结算员 孙丽", can: ["withdraw"] });
    await expect(market.runtime.call(actions.decideMonth, { month: NOVEMBER, confirm: true }, sun!.call)).rejects.toMatchObject({ code: "second_person_needed" });
    const closed = await market.runtime.call(actions.decideMonth, { month: NOVEMBER, confirm: true }, liu!.call);
    expect(closed).toMatchObject({ state: "closed", closedBy: "市场经理 刘建国", intact: true });
    expect(closed.sha256).toBe(sha256(canonical(closed.report)));
    expect(closed.report.waived.map((one) => one.code)).toEqual(["bank", "payments"]);
    // (20 + 30) × 18.00; the trial balance sums to zero in every column.
    expect(closed.report).toMatchObject({ seller: { papers: 2, gross: 900_00 }, buyer: { papers: 2, gross: 900_00 }, trial: { opening: 0, closing: 0 }, days: [{ day: "2026-11-28", deals: 1, gross: 360_00 }, { day: "2026-11-29", deals: 1, gross: 540_00 }] });
    expect(closed.report.trial.debit + closed.report.trial.credit).toBe(0);
    for (const row of closed.report.accounts) expect(row.opening + row.debit + row.credit).toBe(row.closing);
    const fees = closed.report.fees.reduce((sum, fee) => sum + fee.amount, 0);
    expect(fees).toBe(closed.report.seller.fees + closed.report.seller.packaging + closed.report.buyer.fees + closed.report.buyer.packaging);
    await expect(market.database.pool.query("update settlement.month set sha256 = repeat('0', 64)")).rejects.toThrow(/month_is_kept/);
    await expect(market.database.pool.query("update settlement.month set state = 'reopened'")).rejects.toThrow(/two people/);
  });

  test("nothing is booked into it: not by the ledger, not by a late sale, not by a payment of the bank's earlier day", async () => {
    const lines = [{ account: "clearing_in" as const, currency: "CNY", amount: 1 }, { account: "adjustment" as const, currency: "CNY", amount: -1 }];
    await expect(market.runtime.call(ledger.actions.post, { kind: "test", cause: "test", causeId: "1", businessDate: "2026-11-30", lines }, AS_SYSTEM)).rejects.toThrow(/month_closed/);
    // No trade was on the 30th, so no day of it is closed; the month is.
    expect((await sell("2026-12-01", 5, { businessDate: "2026-11-30" })).businessDate).toBe("2026-12-01");
    const { papers: [bill] } = await market.runtime.call(actions.papers, { businessDate: "2026-11-28", side: "buyer" }, sun!.call);
    await market.runtime.call(actions.markPaid, { statementIds: [bill!.id], reference: "流水 1", on: "2026-11-29" }, sun!.call);
    const { rows } = await market.database.pool.query<{ business_date: string }>("select business_date::text from settlement.payment where statement_id = $1", [bill!.id]);
    expect(rows).toEqual([{ business_date: "2026-12-01" }]);
    expect(await look()).toMatchObject({ intact: true });
  });

  test("the next month opens with what this one closed with", async () => {
    now = new Date("2027-01-02T09:00:00+08:00");
    await close("2026-12-01");
    const [before, after] = [await look(), await look(DECEMBER)];
    expect(Object.fromEntries(after.report.accounts.map((row) => [row.code, row.opening]).filter(([, amount]) => amount !== 0))).toEqual(Object.fromEntries(before.report.accounts.map((row) => [row.code, row.closing]).filter(([, amount]) => amount !== 0)));
    expect(after.points.find((point) => point.code === "opening")).toMatchObject({ ok: true });
    await market.runtime.call(actions.proposeMonth, { month: DECEMBER, waive: LATER }, wu!.call);
    expect(await market.runtime.call(actions.decideMonth, { month: DECEMBER, confirm: false }, sun!.call)).toMatchObject({ state: "reopened", can: ["propose"] });
    await market.runtime.call(actions.proposeMonth, { month: DECEMBER, waive: LATER }, wu!.call);
    expect(await market.runtime.call(actions.decideMonth, { month: DECEMBER, confirm: true }, sun!.call)).toMatchObject({ state: "closed" });
  });

  test("the workbook adds up", async () => {
    const file = await market.runtime.call(actions.monthWorkbook, { month: NOVEMBER }, sun!.call);
    const book = read(Buffer.from(file.base64, "base64"));
    const rows = utils.sheet_to_json<Record<string, unknown>>(book.Sheets["试算平衡"]!);
    const of = (heading: string): number => rows.filter((row) => row["科目"] !== "合计").reduce((sum, row) => sum + Math.round(Number(row[heading]) * 100), 0);
    expect([of("期末"), of("借方") + of("贷方")]).toEqual([0, 0]);
    expect(rows.find((row) => row["科目"] === "合计")).toMatchObject({ 期初: 0, 期末: 0 });
  });

  test("it is reopened by two people with a reason, the latest month first; the withdrawn report stays readable", async () => {
    await expect(market.runtime.call(actions.proposeReopen, { month: NOVEMBER, reason: "漏了一笔" }, sun!.call)).rejects.toMatchObject({ code: "later_month_closed" });
    const { sha256: hash } = await look(DECEMBER);
    await market.runtime.call(actions.proposeReopen, { month: DECEMBER, reason: "费用算错一项" }, sun!.call);
    await expect(market.runtime.call(actions.decideReopen, { month: DECEMBER, confirm: true }, sun!.call)).rejects.toMatchObject({ code: "second_person_needed" });
    const view = await market.runtime.call(actions.decideReopen, { month: DECEMBER, confirm: true }, wu!.call);
    expect(view).toMatchObject({ state: "reopened", sha256: null, steps: [{ kind: "reopened", by: "复核员 吴涛", reason: "费用算错一项", sha256: hash }, { kind: "reopen_proposed" }, { kind: "closed" }, { kind: "proposed" }, { kind: "withdrawn" }, { kind: "proposed" }] });
    const { months } = await market.runtime.call(actions.months, {}, sun!.call);
    expect(months.map((row) => [row.month, row.state])).toEqual([[DECEMBER, "reopened"], [NOVEMBER, "closed"]]);
    await market.runtime.call(ledger.actions.post, { kind: "test", cause: "test", causeId: "2", businessDate: "2026-12-20", lines: [{ account: "clearing_in", currency: "CNY", amount: 1 }, { account: "adjustment", currency: "CNY", amount: -1 }] }, AS_SYSTEM);
    await expect(market.database.pool.query("delete from settlement.month_step")).rejects.toThrow(/append_only/);
  });
});
