import { randomBytes, randomUUID } from "node:crypto";
import { read, utils } from "@e965/xlsx";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createChance, whole } from "../../engines/clock/chance.ts";
import { gb18030 } from "../../engines/gb18030/gb18030.ts";
import { ledger } from "../../kernel/ledger/contract.ts";
import { lots } from "../../kernel/lots/contract.ts";
import { AS_SYSTEM } from "../../kernel/machinery/runtime.ts";
import { openTestMarket, type Person } from "../../../tests/market.ts";
import { settlement } from "../settlement/contract.ts";
import type { PaperView } from "../settlement/views.ts";
import { bank } from "./contract.ts";

const actions = bank.actions;
const money = (minor: number): string => (minor / 100).toFixed(2);

interface Row {
  readonly day: string;
  readonly amount: number;
  readonly name?: string;
  readonly account?: string;
  readonly remark?: string;
  readonly serial?: string;
}

/** A market with closed days and a bank account, and a bank that prints statements. */
async function bankMarket(seed: number, days: readonly string[], size = { growers: 3, buyers: 3 }) {
  const chance = createChance(seed);
  let now = new Date(`${days[0]}T14:00:00+08:00`);
  const market = await openTestMarket({ world: { now: () => now, random: (bytes) => randomBytes(bytes) } });
  const growers: Person[] = [];
  const buyers: Person[] = [];
  for (let n = 0; n < size.growers; n++) growers.push(await market.person(`花农${n}`, ["grower"]));
  for (let n = 0; n < size.buyers; n++) buyers.push(await market.person(`采购${n}`, ["buyer"], 100_000_000_00));
  const sun = await market.staff("结算员 孙丽", ["cashier"]);
  const item = await market.item("蝴蝶兰 双梗");
  let deal = 0;
  for (const day of days) {
    now = new Date(`${day}T14:00:00+08:00`);
    for (const grower of growers) {
      const { id } = await market.runtime.call(lots.actions.create, { itemId: item.id, growerId: grower.partyId, declared: 500 }, AS_SYSTEM);
      await market.runtime.call(lots.actions.move, { lotId: id, kind: "intake", quantity: 500, cause: "test", causeId: "dock" }, AS_SYSTEM);
      for (const buyer of buyers) await market.runtime.call(settlement.actions.recordSale, { channel: "clock", lotId: id, buyerId: buyer.partyId, quantity: whole(chance, 1, 90), price: whole(chance, 5_00, 60_00), currency: "CNY", fromHold: false, creditHeld: false, cause: "award", causeId: String(++deal) }, AS_SYSTEM);
    }
    await market.runtime.call(settlement.actions.closeDay, { businessDate: day }, sun.call);
    await market.runtime.settle();
  }
  const last = days.at(-1)!;
  now = new Date(new Date(`${last}T10:00:00+08:00`).getTime() + 2 * 86_400_000);
  const account = await market.runtime.call(actions.addAccount, { label: "结算专户", bankName: "示例银行", number: "370100000001" }, sun.call);
  const papers = async (): Promise<PaperView[]> => (await Promise.all(days.flatMap((businessDate) => (["seller", "buyer"] as const).map((side) => market.runtime.call(settlement.actions.papers, { businessDate, side }, sun.call))))).flatMap((found) => found.papers);
  const give = (base64: string, dryRun = false) => market.runtime.call(actions.importStatement, { accountId: account.id, base64, dryRun }, { ...sun.call, key: randomUUID() });
  const lines = (more: object = {}) => market.runtime.call(actions.lines, { accountId: account.id, limit: 1_000, ...more }, sun.call);
  return { market, sun, growers, buyers, account, papers, give, lines, at: (iso: string) => { now = new Date(iso); } };
}

/** As the bank prints it: titles above, its own headings, a running balance, totals below. */
function statement(rows: readonly Row[], opening = 1_000_000_00, balances = true): string {
  let balance = opening;
  const body = rows.map((row) => {
    balance += row.amount;
    return [row.day, row.amount < 0 ? money(-row.amount) : "", row.amount > 0 ? money(row.amount) : "", balances ? money(balance) : "", row.name ?? "", row.account === undefined ? "" : `\t${row.account}`, "人民币", "转账", row.remark ?? "", row.serial ?? ""].join(",");
  });
  return ["示例银行 账户明细查询", "交易日期,借方发生额,贷方发生额,余额,对方户名,对方账号,币种,摘要,附言,交易流水号", ...body, "合计,,,,,,,,,"].join("\r\n");
}
const base64 = (text: string): string => Buffer.from(text, "utf8").toString("base64");

describe("a bank statement comes in", () => {
  const [DAY, NEXT] = ["2026-11-22", "2026-11-23"] as const;
  let stage: Awaited<ReturnType<typeof bankMarket>>;
  let papers: PaperView[];
  const of = (party: string, side: "seller" | "buyer"): PaperView => papers.find((paper) => paper.party === party && paper.side === side)!;
  const bankAccounts = async (): Promise<Map<string, string>> => new Map((await stage.market.database.pool.query<{ name: string; bank_account: string }>("select name, bank_account from kernel.party")).rows.map((row) => [row.name, row.bank_account]));

  beforeAll(async () => {
    stage = await bankMarket(7, [DAY]);
    papers = await stage.papers();
  });
  afterAll(() => stage.market.close());
  const sums = async () => {
    const { sums } = await stage.lines();
    expect(sums.matched + sums.explained + sums.open).toBe(sums.all);
    return sums;
  };

  test("in GBK, with its own headings, titles and totals; the sure lines book themselves, a fee and a wrong amount stay", async () => {
    const accounts = await bankAccounts();
    const text = statement([
      { day: NEXT, amount: -of("花农0", "seller").due, name: "花农0", remark: `货款 ${of("花农0", "seller").no}`, serial: "1" }, { day: NEXT, amount: -of("花农1", "seller").due, name: "花农1", account: accounts.get("花农1")!, serial: "2" },
      { day: NEXT, amount: of("采购0", "buyer").due, name: "采购0", remark: of("采购0", "buyer").no, serial: "3" }, { day: NEXT, amount: of("采购1", "buyer").due - 10_00, name: "采购1", remark: of("采购1", "buyer").no, serial: "4" }, { day: NEXT, amount: -15_00, remark: "代付手续费", serial: "5" },
    ]);
    const bytes = gb18030((raw) => new TextDecoder("gb18030").decode(raw)).encode(text);
    const dry = await stage.give(Buffer.from(bytes).toString("base64"), true);
    expect(dry).toMatchObject({ applied: false, problems: [], created: 5, unchanged: 0, encoding: "GB18030" });
    expect(await stage.give(Buffer.from(bytes).toString("base64"))).toMatchObject({ applied: true, created: 5, booked: 3, open: 2 });
    expect(await sums()).toMatchObject({ open: of("采购1", "buyer").due - 10_00 - 15_00 });
    papers = await stage.papers();
    expect(papers.filter((paper) => paper.state === "paid").map((paper) => paper.party).toSorted()).toEqual(["花农0", "花农1", "采购0"].toSorted());
    const { lines } = await stage.lines({ state: "open" });
    expect(lines.map((line) => [line.why, line.candidates[0]?.difference])).toEqual([["unmatched", undefined], ["amount_differs", -10_00]]);
  });

  test("the same file again changes nothing; nor do its lines in a longer one, in Excel, newest first", async () => {
    const before = await stage.lines();
    const { base64: book } = await stage.market.runtime.call(actions.exportLines, { accountId: stage.account.id, from: DAY, to: NEXT }, stage.sun.call);
    expect(await stage.give(book)).toMatchObject({ problems: [], created: 0, unchanged: 5, booked: 0 });
    expect(await stage.lines()).toEqual(before);
    const rows = utils.sheet_to_json<Record<string, unknown>>(read(Buffer.from(book, "base64")).Sheets["银行流水"]!);
    expect(rows.map((row) => row["对账状态 State"])).toEqual(["已对上", "已对上", "已对上", "未对上", "未对上"]);
  });

  test("a line missing in the middle, both columns filled, and no table at all are named; nothing is taken", async () => {
    const all = statement([{ day: NEXT, amount: 100_00, serial: "a" }, { day: NEXT, amount: 200_00, serial: "b" }, { day: NEXT, amount: 300_00, serial: "c" }]).split("\r\n");
    const holed = await stage.give(base64(all.filter((_, at) => at !== 3).join("\r\n")));
    expect(holed).toMatchObject({ applied: false, problems: [{ row: 4, reason: "balance_breaks", detail: "1000400.00" }] });
    const both = await stage.give(base64("交易日期,收入,支出\r\n2026-11-23,1.00,2.00"));
    expect(both.problems).toMatchObject([{ reason: "both_ways" }]);
    expect((await stage.lines()).total).toBe(5);
  });

  test("a fee is explained; a short payment is matched with its reason, which frees the buyer's credit; taking it back books it back", async () => {
    const { lines } = await stage.lines({ state: "open" });
    const call = stage.sun.call;
    const [fee, short] = [lines[0]!, lines[1]!];
    await stage.market.runtime.call(actions.explain, { lineIds: [fee.id], code: "bank_fee", reason: "代付手续费 11 月" }, call);
    const paper = short.candidates[0]!.papers[0]!;
    const credit = async () => (await stage.market.runtime.call(ledger.actions.credit, { partyId: stage.buyers[1]!.partyId, currency: "CNY" }, AS_SYSTEM)).used;
    expect(await credit()).toBeGreaterThan(0);
    const match = (more: object) => stage.market.runtime.call(actions.match, { lineIds: [short.id], statementIds: [paper.statementId], reason: "对方银行扣了手续费", ...more }, call);
    await expect(match({})).rejects.toMatchObject({ code: "amounts_differ" });
    const done = await match({ code: "bank_fee" });
    expect(done.difference).toBe(-10_00);
    expect(await credit()).toBe(0);
    await expect(match({ code: "bank_fee" })).rejects.toMatchObject({ code: "line_resolved" });
    expect(await sums()).toMatchObject({ open: 0 });
    await stage.market.runtime.call(actions.undo, { resolutionId: done.resolutionId, reason: "对错了人" }, call);
    expect(await credit()).toBeGreaterThan(0);
    expect((await stage.papers()).find((one) => one.no === paper.no)).toMatchObject({ state: "at_bank" });
    await expect(stage.market.runtime.call(actions.undo, { resolutionId: done.resolutionId, reason: "再撤一次" }, call)).rejects.toMatchObject({ code: "undone_before" });
    await match({ code: "bank_fee" });
    expect(await credit()).toBe(0);
    await expect(stage.market.database.pool.query("update bank.resolution set reason = '改写'")).rejects.toThrow(/append_only/);
    await expect(stage.market.database.pool.query("update bank.line set amount = 1")).rejects.toThrow(/append_only/);
  });

  test("a payment that comes back makes its paper due again, for the next file, and its second payment is matched too", async () => {
    const paper = of("花农0", "seller");
    const back = statement([{ day: "2026-11-24", amount: paper.due, name: "花农0", remark: `退汇 ${paper.no} 户名不符`, serial: "6" }], 0);
    expect(await stage.give(base64(back))).toMatchObject({ created: 1, booked: 1, open: 0 });
    expect((await stage.papers()).find((one) => one.no === paper.no)).toMatchObject({ state: "failed", failure: expect.stringContaining("户名不符") as string });
    await stage.market.runtime.call(settlement.actions.makeBankFile, { businessDate: DAY, kind: "payout" }, stage.sun.call);
    stage.at("2026-11-25T09:00:00+08:00");
    expect(await stage.give(base64(statement([{ day: "2026-11-25", amount: -paper.due, name: "花农0", remark: paper.no, serial: "7" }], 5)))).toMatchObject({ created: 1, booked: 1 });
    expect((await stage.papers()).find((one) => one.no === paper.no)).toMatchObject({ state: "paid" });
    const { lines } = await stage.lines();
    const returned = lines.find((line) => line.resolution?.kind === "returned")!;
    await expect(stage.market.runtime.call(actions.undo, { resolutionId: returned.resolution!.id, reason: "不是退汇" }, stage.sun.call)).rejects.toMatchObject({ code: "came_back_since" });
    const { total } = await stage.market.runtime.call(ledger.actions.balances, {}, AS_SYSTEM);
    expect(total).toBe(0);
  });

  test("what stands in the books alone is listed, and explained; the bank and the clearing accounts agree day by day but for what is told", async () => {
    const paper = of("采购2", "buyer");
    stage.at("2026-11-25T10:00:00+08:00");
    await stage.market.runtime.call(settlement.actions.markPaid, { statementIds: [paper.id], reference: "现金" }, stage.sun.call);
    const items = async () => (await stage.market.runtime.call(actions.bookItems, {}, stage.sun.call)).items.filter((item) => item.kind === "paid_without_line");
    expect(await items()).toMatchObject([{ no: paper.no, amount: paper.due }]);
    await stage.market.runtime.call(actions.note, { statementId: paper.id, code: "cash", reason: "付现金，已存保险柜" }, stage.sun.call);
    expect(await items()).toEqual([]);
    const { days } = await stage.market.runtime.call(actions.days, { from: DAY, to: "2026-11-30" }, stage.sun.call);
    const rest = Object.fromEntries(days.map((day) => [day.day, day.rest]));
    expect(rest).toEqual({ "2026-11-25": -paper.due, "2026-11-24": 0, "2026-11-23": 0 });
  });
});

const SEED = Number(process.env["HUALIAN_SEED"] ?? 20_261_127);
const ROUNDS = Number(process.env["HUALIAN_ROUNDS"] ?? 3);

describe("random statements: shuffled, split, doubled, returned, wrong", () => {
  for (let round = 0; round < ROUNDS; round++) {
    test(`every line ends as matched, explained or open, and nothing is booked that the bank did not say (seed ${SEED + round})`, async () => {
      const chance = createChance(SEED + round);
      const days = ["2026-11-20", "2026-11-21"];
      const stage = await bankMarket(SEED + round, days, { growers: 4, buyers: 4 });
      const { market, sun } = stage;
      try {
        const accounts = new Map((await market.database.pool.query<{ id: string; bank_account: string }>("select id, bank_account from kernel.party")).rows.map((row) => [row.id, row.bank_account]));
        const [rows, sure, unsure] = [[] as Row[], new Set<string>(), new Set<string>()];
        let serial = 0;
        for (const paper of await stage.papers()) {
          const way = paper.side === "seller" ? -1 : 1;
          const put = (amount: number, remark: string, day = "2026-11-22", account?: string): void => void rows.push({ day, amount, name: paper.party, remark, ...(account === undefined ? {} : { account }), ...(whole(chance, 0, 1) === 0 ? {} : { serial: String(++serial) }) });
          const kind = whole(chance, 0, 6);
          if (kind === 0) { put(way * paper.due, paper.no); sure.add(paper.no); }
          if (kind === 1) { put(way * paper.due, "货款", "2026-11-22", accounts.get(paper.partyId)!); sure.add(paper.no); }
          if (kind === 2) { const part = whole(chance, 1, paper.due - 1); put(way * part, `${paper.no} 一`); put(way * (paper.due - part), `${paper.no} 二`); unsure.add(paper.no); }
          if (kind === 3) { put(way * paper.due, paper.no); put(way * paper.due, paper.no); sure.add(paper.no); }
          if (kind === 4) { put(way * paper.due, paper.no); put(-way * paper.due, `退汇 ${paper.no}`, "2026-11-23"); unsure.add(paper.no); }
          if (kind === 5) { put(way * (paper.due + whole(chance, 1, 500)), paper.no); unsure.add(paper.no); }
          if (kind === 6) unsure.add(paper.no);
        }
        for (let n = 0; n < 3; n++) rows.push({ day: "2026-11-22", amount: -15_00, remark: "手续费" }, { day: "2026-11-23", amount: whole(chance, 1, 99), remark: "结息" });
        // In any order within a day; two files that overlap in whole days, each sent twice, newest first or oldest first.
        const shuffled = (of: readonly Row[]): Row[] => of.map((row) => ({ row, at: whole(chance, 0, 1_000_000) })).toSorted((a, b) => a.at - b.at).map(({ row }) => row);
        const [first, second] = [shuffled(rows.filter((row) => row.day === "2026-11-22")), shuffled(rows.filter((row) => row.day === "2026-11-23"))];
        const check = async (): Promise<void> => {
          const { lines, sums } = await stage.lines();
          const by = (state: string): number => lines.filter((line) => line.state === state).reduce((sum, line) => sum + line.amount, 0);
          expect(sums).toEqual({ all: lines.reduce((sum, line) => sum + line.amount, 0), matched: by("matched"), explained: by("explained"), open: by("open") });
          const { balances, total, unbalancedSets } = await market.runtime.call(ledger.actions.balances, {}, AS_SYSTEM);
          expect({ total, unbalancedSets }).toEqual({ total: 0, unbalancedSets: 0 });
          // The clearing accounts hold what the decisions that stand say was matched with papers.
          const clearing = balances.filter((row) => row.account.startsWith("clearing")).reduce((sum, row) => sum + row.amount, 0);
          const held = await market.database.pool.query<{ sum: string }>("select coalesce(sum(papers_sum), 0) as sum from bank.resolution where undone_at is null");
          expect(clearing).toBe(Number(held.rows[0]!.sum));
          const paid = await market.database.pool.query<{ no: string }>("select s.no from settlement.payment p join settlement.statement s on s.id = p.statement_id");
          const answered = await market.database.pool.query<{ no: string }>("select statement_no as no from bank.settled where not undone group by 1 having sum(case what when 'taken_back' then -1 when 'failed' then 0 else 1 end) = 1");
          expect(paid.rows.map((row) => row.no).toSorted()).toEqual(answered.rows.map((row) => row.no).toSorted());
        };
        // Some banks print no balance; then three fees of one day are alike in everything.
        // The bank's own balance goes on from day to day, whichever days a file begins with.
        const opening = 1_000_000_00;
        const carried = opening + first.reduce((sum, row) => sum + row.amount, 0);
        for (const [file, from] of [[[first], opening], [[first, second], opening], [[second], carried], [[first, second], opening]] as const) {
          if (file.flat().length === 0) continue;
          const lines = statement(file.flat(), from, round % 2 === 0).split("\r\n");
          const text = [...lines.slice(0, 2), ...(whole(chance, 0, 1) === 0 ? lines.slice(2, -1) : lines.slice(2, -1).toReversed()), lines.at(-1)!].join("\r\n");
          await stage.give(base64(text));
          await check();
        }
        expect((await stage.lines()).total).toBe(rows.length);
        const paid = (await stage.papers()).filter((paper) => paper.state === "paid").map((paper) => paper.no);
        expect(paid.toSorted()).toEqual([...sure].toSorted());

        // Somebody works through the list by its first suggestion; now and then he errs and takes it back.
        const reason = "按工作单办理";
        for (let step = 0; step < 200; step++) {
          const { lines } = await stage.lines({ state: "open" });
          const line = lines[whole(chance, 0, Math.max(0, lines.length - 1))];
          if (line === undefined) break;
          const [best] = line.candidates;
          const decided = line.why === "unmatched" || line.why === "twice" || best === undefined
            ? await market.runtime.call(actions.explain, { lineIds: [line.id], code: line.why === "twice" ? "twice" : "other", reason }, sun.call)
            : line.why === "returned" ? await market.runtime.call(actions.returned, { lineId: line.id, statementId: best.papers[0]!.statementId, reason }, sun.call)
              : await market.runtime.call(actions.match, { lineIds: best.lineIds, statementIds: best.papers.map((paper) => paper.statementId), ...(best.difference === 0 ? {} : { code: "other" as const }), reason }, sun.call);
          if (whole(chance, 0, 4) === 0) await market.runtime.call(actions.undo, { resolutionId: decided.resolutionId, reason: "点错了" }, sun.call);
          if (step % 5 === 0) await check();
        }
        await check();
        expect((await stage.lines()).sums.open).toBe(0);
        const items = (await market.runtime.call(actions.bookItems, {}, sun.call)).items;
        expect(items.filter((item) => item.kind === "paid_without_line")).toEqual([]);
      } finally {
        await market.close();
      }
    }, 120_000);
  }
});
