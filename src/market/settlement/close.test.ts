import { createHash, randomBytes } from "node:crypto";
import { read, utils } from "@e965/xlsx";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ledger } from "../../kernel/ledger/contract.ts";
import { lots } from "../../kernel/lots/contract.ts";
import { AS_SYSTEM } from "../../kernel/machinery/runtime.ts";
import { openTestMarket, type Person, type TestMarket } from "../../../tests/market.ts";
import { settlement } from "./contract.ts";
import { seedFees } from "./seed.ts";

const DAY = "2026-11-22";
const NEXT = "2026-11-23";
const actions = settlement.actions;

describe("a day is closed", () => {
  let market: TestMarket;
  let now = new Date("2026-11-22T14:00:00+08:00");
  let [wang, li, luhua, jinan, sun, wu] = [] as unknown as Person[];
  let redLot = "";
  let whiteLot = "";
  let firstSale = "";

  beforeAll(async () => {
    market = await openTestMarket({ world: { now: () => now, random: (bytes) => randomBytes(bytes) } });
    wang = await market.person("王桂兰", ["grower"]);
    li = await market.person("李长海", ["grower"]);
    luhua = await market.person("鲁花批发", ["buyer"], 100_000_00);
    jinan = await market.person("济南花市", ["buyer"], 100_000_00);
    sun = await market.staff("结算员 孙丽", ["cashier"]);
    wu = await market.staff("复核员 吴涛", ["cashier"]);
    await seedFees(market.runtime, "2026-01-01");
    redLot = await lot(wang!, 300);
    whiteLot = await lot(li!, 100);
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
  const overview = (businessDate: string) => market.runtime.call(actions.dayOverview, { businessDate }, sun!.call);
  const papers = async (businessDate: string, side: "seller" | "buyer") => (await market.runtime.call(actions.papers, { businessDate, side }, sun!.call)).papers;
  const balances = async () => {
    const { balances, total } = await market.runtime.call(ledger.actions.balances, {}, AS_SYSTEM);
    expect(total).toBe(0);
    return Object.fromEntries(balances.filter((row) => row.amount !== 0).map((row) => [`${row.account}${row.party === null ? "" : ` ${row.party}`}`, row.amount]));
  };

  test("while it is open, a grower sees what the day would come to", async () => {
    firstSale = (await sell(redLot, luhua!, 120, 18_35)).id;
    await sell(redLot, jinan!, 33, 17_99);
    await sell(whiteLot, luhua!, 7, 12_01);
    const { drafts, papers, unpaid } = await market.runtime.call(actions.myStatements, {}, wang!.call);
    expect({ papers, unpaid }).toEqual({ papers: [], unpaid: 0 });
    // 120 × 18.35 + 33 × 17.99 = 2795.67; 3 % = 83.8701 → 83.87; one lot: 2.00 handling and 1.00 crate deposit.
    expect(drafts).toHaveLength(1);
    expect(drafts[0]).toMatchObject({ businessDate: DAY, gross: 2_795_67, fees: 85_87, packaging: 1_00, total: 2_708_80, due: 2_708_80, linesTotal: 2 });
  });

  test("the books agree before the close, and only a cashier may close, and only a day that has come", async () => {
    const view = await overview(DAY);
    expect(view).toMatchObject({ balanced: true, differences: 0, can: ["close"], sales: { deals: 3, gross: 2_879_74, growers: 2, buyers: 2 } });
    await expect(market.runtime.call(actions.closeDay, { businessDate: DAY }, wang!.call)).rejects.toMatchObject({ code: "not_allowed" });
    await expect(market.runtime.call(actions.closeDay, { businessDate: NEXT }, sun!.call)).rejects.toMatchObject({ code: "future_day" });
    await expect(market.runtime.call(actions.closeDay, { businessDate: "2026-11-01" }, sun!.call)).rejects.toMatchObject({ code: "no_trade" });
  });

  test("stock still held by a sale under way is named first", async () => {
    await market.runtime.call(lots.actions.move, { lotId: whiteLot, kind: "hold", quantity: 5, cause: "queue", causeId: "1" }, AS_SYSTEM);
    await expect(market.runtime.call(actions.closeDay, { businessDate: DAY }, sun!.call)).rejects.toMatchObject({ code: "stock_still_held", detail: { lots: 1 } });
    await market.runtime.call(lots.actions.move, { lotId: whiteLot, kind: "release", quantity: 5, cause: "queue", causeId: "1" }, AS_SYSTEM);
  });

  test("the close writes every paper by itself, step by step, and everything agrees to the fen", async () => {
    const started = await market.runtime.call(actions.closeDay, { businessDate: DAY }, sun!.call);
    expect(started).toMatchObject({ state: "closing", papersDone: 0, papersTotal: 4 });
    await market.runtime.settle();
    const view = await overview(DAY);
    expect(view.day).toMatchObject({ state: "closed", papersDone: 4, closingBy: "结算员 孙丽" });
    expect(view.items).toEqual([]);
    expect(view.checks.filter((check) => check.difference !== 0 || check.pending)).toEqual([]);

    const [statementLi, statementWang] = await papers(DAY, "seller");
    expect(statementWang).toMatchObject({ party: "王桂兰", gross: 2_795_67, fees: 85_87, packaging: 1_00, total: 2_708_80, due: 2_708_80, state: "at_bank", example: true });
    expect(statementLi).toMatchObject({ party: "李长海", gross: 84_07, fees: 2_52 + 2_00, packaging: 1_00, due: 84_07 - 5_52 });
    const [billJinan, billLuhua] = await papers(DAY, "buyer");
    // 120 × 18.35 + 7 × 12.01 = 2286.07; 2 % = 45.7214 → 45.72; two deals at 0.50; the seat 5.00.
    expect(billLuhua).toMatchObject({ party: "鲁花批发", gross: 2_286_07, fees: 45_72 + 1_00 + 5_00, due: 2_337_79 });
    expect(billJinan).toMatchObject({ gross: 593_67, fees: 11_87 + 50 + 5_00, due: 611_04 });
    expect(await balances()).toEqual({
      "buyer_receivable 鲁花批发": 2_337_79, "buyer_receivable 济南花市": 611_04, "grower_payable 王桂兰": -2_708_80, "grower_payable 李长海": -78_55,
      "packaging_deposit 王桂兰": -1_00, "packaging_deposit 李长海": -1_00, fee_income: -(85_87 + 4_52 + 51_72 + 17_37),
    });
  });

  test("anybody can compute a fee again from what stands on the paper", async () => {
    const { papers: [mine] } = await market.runtime.call(actions.myStatements, {}, wang!.call);
    const { charges, lines, path } = await market.runtime.call(actions.paper, { statementId: mine!.id }, wang!.call);
    const commission = charges.find((charge) => charge.code === "seller_commission")!;
    expect(commission).toMatchObject({ basis: "rate_on_gross", value: 30_000, basisAmount: 2_795_67, computed: 83_87, limited: "none", amount: 83_87 });
    expect(lines.reduce((sum, line) => sum + line.quantity * line.price, 0)).toBe(commission.basisAmount);
    expect(path).toBe(`/papers/${mine!.no}`);
  });

  test("the day and a paper go out as workbooks whose figures a spreadsheet can add up", async () => {
    const open = async (file: Promise<{ base64: string }>) => read(Buffer.from((await file).base64, "base64"), { cellNF: true });
    const day = await open(market.runtime.call(actions.workbook, { businessDate: DAY }, sun!.call));
    const sales = utils.sheet_to_json<Record<string, unknown>>(day.Sheets[day.SheetNames[0]!]!);
    // Sales of the same millisecond stand in any order.
    const figures = sales.map((row) => [row["采购商"], row["数量"], row["单价"], row["金额"]]).toSorted((a, b) => Number(b[1]) - Number(a[1]));
    expect(figures).toEqual([["鲁花批发", 120, 18.35, 2_202], ["济南花市", 33, 17.99, 593.67], ["鲁花批发", 7, 12.01, 84.07]]);
    expect(day.Sheets[day.SheetNames[0]!]!["J2"]).toMatchObject({ t: "n", z: "#,##0.00" });
    const { papers: [mine] } = await market.runtime.call(actions.myStatements, {}, wang!.call);
    const paper = await open(market.runtime.call(actions.paperWorkbook, { statementId: mine!.id }, wang!.call));
    expect(paper.SheetNames[0]).toBe(mine!.no);
    expect(utils.sheet_to_json<unknown[]>(paper.Sheets[paper.SheetNames[2]!]!, { header: 1 }).at(-1)?.[1]).toBe(2_708.8);
  });

  test("a grower or buyer sees his own papers and nobody else's", async () => {
    const { papers: [wangs] } = await market.runtime.call(actions.myStatements, {}, wang!.call);
    const { papers: [luhuas] } = await market.runtime.call(actions.myBills, {}, luhua!.call);
    for (const [person, paper] of [[li!, wangs!], [luhua!, wangs!], [jinan!, luhuas!], [wang!, luhuas!]] as const) {
      await expect(market.runtime.call(actions.paper, { statementId: paper.id }, person.call)).rejects.toMatchObject({ code: "not_found" });
      await expect(market.runtime.call(actions.paper, { no: paper.no }, person.call)).rejects.toMatchObject({ code: "not_found" });
      await expect(market.runtime.call(actions.paperWorkbook, { statementId: paper.id }, person.call)).rejects.toMatchObject({ code: "not_found" });
    }
    await expect(market.runtime.call(actions.draft, { businessDate: DAY, side: "seller", partyId: wang!.partyId }, li!.call)).rejects.toMatchObject({ code: "not_found" });
    await expect(market.runtime.call(actions.slip, { businessDate: DAY, buyerId: luhua!.partyId }, jinan!.call)).rejects.toMatchObject({ code: "not_found" });
    for (const staffOnly of [actions.dayOverview, actions.bankFiles, actions.papers, actions.reversals] as const) {
      await expect(market.runtime.call(staffOnly as typeof actions.dayOverview, { businessDate: DAY, side: "seller" } as never, wang!.call)).rejects.toMatchObject({ code: "not_allowed" });
    }
    expect((await market.runtime.call(actions.slip, { businessDate: DAY }, luhua!.call)).lines.map((line) => [line.grower, line.quantity])).toEqual([["王桂兰", 120], ["李长海", 7]]);
  });

  test("the bank gets one line per payee with control totals; the screen shows the last four digits", async () => {
    const { files } = await market.runtime.call(actions.bankFiles, { businessDate: DAY }, sun!.call);
    expect(files.map(({ no, kind, lines, total }) => ({ no, kind, lines, total }))).toEqual([
      { no: "P20261122-1", kind: "payout", lines: 2, total: 2_708_80 + 78_55 }, { no: "D20261122-1", kind: "debit", lines: 2, total: 2_337_79 + 611_04 },
    ]);
    const { lines } = await market.runtime.call(actions.bankLines, { fileId: files[0]!.id }, sun!.call);
    expect(lines.map((line) => line.accountMasked)).toEqual(["••••••••1002", "••••••••1001"]);
    expect(JSON.stringify(lines)).not.toContain("62280000");
    for (const [encoding, decoder] of [["utf8", "utf-8"], ["gb18030", "gb18030"]] as const) {
      const taken = await market.runtime.call(actions.takeBankFile, { fileId: files[0]!.id, encoding }, { ...sun!.call, key: `take-${encoding}` });
      const bytes = Buffer.from(taken.base64, "base64");
      expect(createHash("sha256").update(bytes).digest("hex")).toBe(taken.sha256);
      const rows = new TextDecoder(decoder).decode(bytes).trimEnd().split("\r\n");
      expect(rows).toHaveLength(4);
      expect(rows[2]).toMatch(/^2,王桂兰,示例银行,\d{12},2708\.80,CNY,S20261122-0002,2026-11-22,货款20261122$/);
      expect(rows[3]).toBe("合计,2笔,,,2787.35,CNY,P20261122-1,2026-11-22,");
    }
    const audit = await market.database.pool.query("select account_name, input from kernel.audit where action = 'takeBankFile'");
    expect(audit.rows.map((row: { account_name: string }) => row.account_name)).toEqual(["结算员 孙丽", "结算员 孙丽"]);
    const kept = await market.database.pool.query("select output from kernel.request where action = 'settlement.takeBankFile'");
    expect(kept.rows).toEqual([{ output: null }, { output: null }]);
  });

  test("a sale for a closed day stands on the first day after it", async () => {
    const late = await market.runtime.call(actions.recordSale, { channel: "clock", lotId: whiteLot, buyerId: jinan!.partyId, quantity: 1, price: 11_00, currency: "CNY", fromHold: false, creditHeld: false, businessDate: DAY, cause: "award", causeId: "late" }, AS_SYSTEM);
    expect(late.sale.businessDate).toBe(NEXT);
    await expect(market.database.pool.query(`insert into settlement.sale select gen_random_uuid(), at, '${DAY}', channel, lot_id, lot_no, item_id, grade, grower_id, buyer_id,
      quantity, unit, price, gross, currency, 'forged', '2', gen_random_uuid() from settlement.sale limit 1`)).rejects.toThrow(/day_closed/);
    await expect(market.database.pool.query("update settlement.day set state = 'open'")).rejects.toThrow(/day_goes_forward/);
    await expect(market.database.pool.query("update settlement.statement set due = 0")).rejects.toThrow(/append_only/);
  });

  test("paying a bill frees the credit; a payment sent back goes into the next file", async () => {
    now = new Date("2026-11-23T09:00:00+08:00");
    const credit = async () => (await market.runtime.call(ledger.actions.credit, { partyId: luhua!.partyId, currency: "CNY" }, AS_SYSTEM)).used;
    expect(await credit()).toBe(2_286_07);
    const bills = await papers(DAY, "buyer");
    const luhuas = bills.find((bill) => bill.party === "鲁花批发")!;
    await market.runtime.call(actions.markPaid, { statementIds: [luhuas.id], reference: "流水 8801" }, sun!.call);
    expect(await market.runtime.call(actions.markPaid, { statementIds: [luhuas.id] }, wu!.call)).toMatchObject({ marked: 0, repeated: 1 });
    expect(await credit()).toBe(0);

    const wangs = (await papers(DAY, "seller")).find((paper) => paper.party === "王桂兰")!;
    await market.runtime.call(actions.markFailed, { statementIds: [wangs.id], reason: "户名不符" }, sun!.call);
    expect((await overview(DAY)).items).toMatchObject([{ code: "bank_refused", blocks: false, expected: 2_708_80, subject: `${wangs.no} 王桂兰 · 户名不符` }]);
    expect(await overview(DAY)).toMatchObject({ balanced: true, can: ["mark", "make_payout_file", "make_debit_file"] });
    expect(await market.runtime.call(actions.makeBankFile, { businessDate: DAY, kind: "payout" }, sun!.call)).toMatchObject({ no: "P20261122-2", lines: 1, total: 2_708_80 });
    await expect(market.runtime.call(actions.makeBankFile, { businessDate: DAY, kind: "payout" }, sun!.call)).rejects.toMatchObject({ code: "nothing_due" });
  });

  test("a sale is taken back by two people, on the next day, with its fees computed again", async () => {
    const proposed = await market.runtime.call(actions.proposeReversal, { saleId: firstSale, reason: "到货冻伤，双方同意退货", goods: "written_off" }, sun!.call);
    expect(proposed.can).toEqual(["reject"]);
    await expect(market.runtime.call(actions.decideReversal, { reversalId: proposed.id, confirm: true }, sun!.call)).rejects.toMatchObject({ code: "second_person_needed" });
    await expect(market.runtime.call(actions.proposeReversal, { saleId: firstSale, reason: "再来一次", goods: "returned" }, wu!.call)).rejects.toMatchObject({ code: "already_reversed" });
    expect((await overview(DAY)).items.map((item) => item.code)).toContain("proposal_open");
    const decided = await market.runtime.call(actions.decideReversal, { reversalId: proposed.id, confirm: true }, wu!.call);
    expect(decided).toMatchObject({ state: "confirmed", businessDate: NEXT, decidedBy: "复核员 吴涛" });
    await expect(market.runtime.call(actions.decideReversal, { reversalId: proposed.id, confirm: false }, wu!.call)).rejects.toMatchObject({ code: "decided_before" });
    expect(await market.runtime.call(lots.actions.get, { lotId: redLot }, AS_SYSTEM)).toMatchObject({ onHand: 300 - 153 });

    await market.runtime.call(actions.closeDay, { businessDate: NEXT }, sun!.call);
    await market.runtime.settle();
    const view = await overview(NEXT);
    expect(view).toMatchObject({ balanced: true, sales: { gross: 11_00, reversedGross: 2_202_00, net: 11_00 - 2_202_00 }, day: { state: "closed" } });
    const wangs = (await papers(NEXT, "seller")).find((paper) => paper.party === "王桂兰")!;
    // The commission of the 22nd was 83.87 on 2795.67 and is 17.81 on 593.67 without the sale; the lot still has a deal, so handling stays.
    expect(wangs).toMatchObject({ gross: 0, corrections: 1, corrected: -2_202_00, fees: -66_06, packaging: 0, total: -2_135_94, due: 0, carriedOut: -2_135_94, state: "nothing_due" });
    const { charges, corrections } = await market.runtime.call(actions.paper, { statementId: wangs.id }, wang!.call);
    expect(charges.find((charge) => charge.code === "seller_commission")).toMatchObject({ corrects: DAY, was: 83_87, charged: 17_81, amount: -66_06 });
    expect(corrections).toMatchObject([{ saleId: firstSale, reversed: { on: NEXT, reason: "到货冻伤，双方同意退货" } }]);
  });

  test("when everything is paid the day is paid, and what was taken back is carried to the next paper", async () => {
    const open = [...(await papers(DAY, "seller")), ...(await papers(DAY, "buyer"))].filter((paper) => paper.can.includes("mark_paid"));
    expect(await market.runtime.call(actions.markPaid, { statementIds: open.map((paper) => paper.id) }, sun!.call)).toMatchObject({ marked: 3, dayPaid: true });
    expect((await overview(DAY)).day).toMatchObject({ state: "paid" });

    now = new Date("2026-11-24T09:00:00+08:00");
    await sell(redLot, jinan!, 140, 20_00);
    await market.runtime.call(actions.closeDay, { businessDate: "2026-11-24" }, sun!.call);
    await market.runtime.settle();
    const wangs = (await papers("2026-11-24", "seller")).find((paper) => paper.party === "王桂兰")!;
    expect(wangs).toMatchObject({ gross: 2_800_00, fees: 86_00, packaging: 1_00, total: 2_713_00, carriedIn: -2_135_94, due: 577_06 });
    const luhuas = (await papers(NEXT, "buyer")).find((paper) => paper.party === "鲁花批发")!;
    expect(luhuas).toMatchObject({ corrected: -2_202_00, due: 0, state: "nothing_due" });
    expect(luhuas.carriedOut).toBe(luhuas.total);
    await balances();
  });
});
