import { sql } from "kysely";
import type { Tx } from "../../kernel/machinery/module.ts";
import { settlement } from "./contract.ts";
import { marketOf } from "./day.ts";
import { MAY_POINTS, MUST_POINTS, type MonthReport, type PointView } from "./month-views.ts";
import { lastDayOf } from "./months.ts";
import type { SettlementScene } from "./sale.ts";
import type { Tables } from "./store.ts";

const MOST_NAMES = 12;
type Waived = MonthReport["waived"];

/** What the books say of a month, computed from the facts each time. */
export async function reportOf(scene: SettlementScene, month: string, waived: Waived): Promise<MonthReport> {
  const { tx, ask } = scene;
  const [from, to] = [`${month}-01`, lastDayOf(month)];
  const { name, currency } = await marketOf(scene);
  const accounts = await trialOf(tx, from, to, currency);
  const add = (pick: (row: MonthReport["accounts"][number]) => number): number => accounts.reduce((sum, row) => sum + pick(row), 0);
  const { buyers } = await ask(settlement.actions.voucherBuyers, { from, to });
  return {
    month, from, to, currency, market: { zh: name.zh, en: name.en }, accounts, trial: { opening: add((row) => row.opening), debit: add((row) => row.debit), credit: add((row) => row.credit), closing: add((row) => row.closing) },
    ...(await papersOf(tx, from, to)), fees: await feesOf(tx, from, to), transfers: await transfersOf(tx, from, to), ...(await daysOf(tx, from, to)), bank: await bankOf(tx, from),
    vouchers: { buyers: buyers.length, made: buyers.filter((one) => one.file === "made").length, lacking: buyers.reduce((sum, one) => sum + one.lacking, 0) }, waived,
  };
}

export async function trialOf(tx: Tx<Tables>, from: string, to: string, currency: string): Promise<MonthReport["accounts"]> {
  const { rows } = await sql<MonthReport["accounts"][number]>`
    select code, coalesce(sum(debit + credit) filter (where business_date < ${from}::date), 0)::bigint as opening,
      coalesce(sum(debit) filter (where business_date >= ${from}::date), 0)::bigint as debit, coalesce(sum(credit) filter (where business_date >= ${from}::date), 0)::bigint as credit, coalesce(sum(debit + credit), 0)::bigint as closing
    from settlement.account_of_day where business_date <= ${to}::date and currency = ${currency} group by code order by code`.execute(tx);
  return rows;
}

async function papersOf(tx: Tx<Tables>, from: string, to: string): Promise<Pick<MonthReport, "seller" | "buyer">> {
  const { rows } = await sql<MonthReport["seller"] & { side: "seller" | "buyer" }>`
    select s.side, count(*)::int as papers, sum(s.gross)::bigint as gross, sum(s.corrected)::bigint as corrected, sum(s.direct)::bigint as direct, sum(s.transfers)::bigint as transfers, sum(s.fees)::bigint as fees, sum(s.packaging)::bigint as packaging,
      sum(s.total)::bigint as total, sum(s.due)::bigint as due, coalesce(sum(p.amount), 0)::bigint as paid
    from settlement.statement s left join settlement.payment p on p.statement_id = s.id where s.business_date between ${from}::date and ${to}::date group by s.side`.execute(tx);
  const zero = { papers: 0, gross: 0, corrected: 0, direct: 0, transfers: 0, fees: 0, packaging: 0, total: 0, due: 0, paid: 0 };
  const of = (side: "seller" | "buyer"): MonthReport["seller"] => {
    const { side: _side, ...found } = rows.find((row) => row.side === side) ?? { side, ...zero };
    return found;
  };
  return { seller: of("seller"), buyer: of("buyer") };
}

async function feesOf(tx: Tx<Tables>, from: string, to: string): Promise<MonthReport["fees"]> {
  const { rows } = await sql<MonthReport["fees"][number]>`
    select c.code, max(c.zh) as zh, max(c.en) as en, s.side, sum(c.amount)::bigint as amount from settlement.charge c join settlement.statement s on s.id = c.statement_id
    where s.business_date between ${from}::date and ${to}::date group by c.code, s.side order by s.side desc, c.code`.execute(tx);
  return rows;
}

async function transfersOf(tx: Tx<Tables>, from: string, to: string): Promise<MonthReport["transfers"]> {
  const { rows } = await sql<MonthReport["transfers"][number]>`select kind, count(*)::int as count, sum(amount)::bigint as amount from settlement.transfer where business_date between ${from}::date and ${to}::date group by kind order by kind`.execute(tx);
  return rows;
}

async function daysOf(tx: Tx<Tables>, from: string, to: string): Promise<Pick<MonthReport, "days" | "reversals">> {
  const { rows } = await sql<MonthReport["days"][number]>`
    select d.business_date as day, (select count(*)::int from settlement.sale s where s.business_date = d.business_date) as deals, (select coalesce(sum(gross), 0)::bigint from settlement.sale s where s.business_date = d.business_date) as gross,
      (select coalesce(sum(s.gross), 0)::bigint from settlement.reversal r join settlement.sale s on s.id = r.sale_id where r.state = 'confirmed' and r.business_date = d.business_date) as reversed
    from settlement.day d where d.business_date between ${from}::date and ${to}::date order by d.business_date`.execute(tx);
  const back = await sql<{ count: number; gross: number }>`
    select count(*)::int as count, coalesce(sum(s.gross), 0)::bigint as gross from settlement.reversal r join settlement.sale s on s.id = r.sale_id where r.state = 'confirmed' and r.business_date between ${from}::date and ${to}::date`.execute(tx);
  return { days: rows, reversals: back.rows[0]! };
}

async function bankOf(tx: Tx<Tables>, from: string): Promise<MonthReport["bank"]> {
  const rows = await tx.selectFrom("settlement.bank_month").selectAll().where("month", "=", from).orderBy("label").execute();
  return rows.map((row) => ({ label: row.label, through: row.through, lines: row.lines, openLines: row.open_lines, openAmount: row.open_amount }));
}

/** The checklist: each point from the facts, with what is in the way and where to mend it. */
export async function pointsOf(scene: SettlementScene, report: MonthReport): Promise<PointView[]> {
  const { tx, businessDate } = scene;
  const { from, to, month } = report;
  const found: Record<PointView["code"], Omit<PointView, "code" | "must" | "waived">> = {
    over: point(businessDate > to, 0, [], "/day", null), order: await orderPoint(tx, month), days_closed: await daysPoint(tx, from, to), corrections: await correctionsPoint(tx, to), books: await booksPoint(tx, from, to), ledger: await ledgerPoint(tx, report), opening: await openingPoint(tx, report),
    bank: bankPoint(report), vouchers: await vouchersPoint(scene, report), payments: await paymentsPoint(tx, from, to),
  };
  const must: readonly string[] = MUST_POINTS;
  return [...MUST_POINTS, ...MAY_POINTS].map((code) => ({ code, must: must.includes(code), waived: report.waived.find((one) => one.code === code)?.reason ?? null, ...found[code] }));
}

const point = (ok: boolean, count: number, names: readonly string[], path: string, amount: number | null = null) => ({ ok, count, amount, names: names.slice(0, MOST_NAMES), path });

/** Months are closed in their order, so that each opens with what the one before closed with. */
async function orderPoint(tx: Tx<Tables>, month: string) {
  const { rows } = await sql<{ month: string }>`
    select distinct to_char(business_date, 'YYYY-MM') as month from settlement.account_of_day where business_date < ${`${month}-01`}::date
      and not exists (select 1 from settlement.month m where m.state = 'closed' and m.month = date_trunc('month', business_date)::date) order by 1`.execute(tx);
  const { closed } = await tx.selectFrom("settlement.month").select((of) => of.fn.countAll<number>().as("closed")).where("state", "=", "closed").executeTakeFirstOrThrow();
  // The very first month that is closed stands for all that lies before it.
  return point(closed === 0 || rows.length === 0, closed === 0 ? 0 : rows.length, closed === 0 ? [] : rows.map((row) => row.month), rows[0] === undefined ? "/months" : `/months/${rows[0].month}`);
}

async function daysPoint(tx: Tx<Tables>, from: string, to: string) {
  const rows = await tx.selectFrom("settlement.day").select("business_date").where("business_date", ">=", from).where("business_date", "<=", to).where("state", "in", ["open", "closing"]).orderBy("business_date").execute();
  return point(rows.length === 0, rows.length, rows.map((row) => row.business_date), rows[0] === undefined ? "/day" : `/day/${rows[0].business_date}`);
}

async function correctionsPoint(tx: Tx<Tables>, to: string) {
  const { rows } = await sql<{ name: string }>`
    select s.lot_no as name from settlement.reversal r join settlement.sale s on s.id = r.sale_id where r.state = 'proposed' and s.business_date <= ${to}::date
    union all select no from settlement.correction where state = 'proposed' and proposed_on <= ${to}::date`.execute(tx);
  return point(rows.length === 0, rows.length, rows.map((row) => row.name), "/reversals");
}

/** Sales less what was taken back = both sides' papers = what the ledger has of it. */
async function booksPoint(tx: Tx<Tables>, from: string, to: string) {
  const { rows } = await sql<{ sold: number; seller: number; buyer: number; receivable: number; payable: number }>`
    select ((select coalesce(sum(gross), 0) from settlement.sale where business_date between ${from}::date and ${to}::date)
        - (select coalesce(sum(s.gross), 0) from settlement.reversal r join settlement.sale s on s.id = r.sale_id where r.state = 'confirmed' and r.business_date between ${from}::date and ${to}::date))::bigint as sold,
      (select coalesce(sum(gross + corrected), 0)::bigint from settlement.statement where side = 'seller' and business_date between ${from}::date and ${to}::date) as seller,
      (select coalesce(sum(gross + corrected), 0)::bigint from settlement.statement where side = 'buyer' and business_date between ${from}::date and ${to}::date) as buyer,
      (select coalesce(sum(amount), 0)::bigint from settlement.ledger_of_day where kind in ('sale', 'sale_reversal') and code = 'buyer_receivable' and business_date between ${from}::date and ${to}::date) as receivable,
      (select coalesce(-sum(amount), 0)::bigint from settlement.ledger_of_day where kind in ('sale', 'sale_reversal') and code = 'grower_payable' and business_date between ${from}::date and ${to}::date) as payable`.execute(tx);
  const { sold, ...others } = rows[0]!;
  const off = Object.values(others).filter((amount) => amount !== sold);
  return point(off.length === 0, off.length, [], `/day/${to}`, off.length === 0 ? null : sold - off[0]!);
}

async function ledgerPoint(tx: Tx<Tables>, { trial, to }: MonthReport) {
  const { rows } = await sql<{ off: number }>`select count(*)::int as off from (select business_date from settlement.account_of_day where business_date <= ${to}::date group by business_date, currency having sum(debit + credit) <> 0) as x`.execute(tx);
  const off = rows[0]!.off;
  return point(off === 0 && trial.opening === 0 && trial.closing === 0 && trial.debit + trial.credit === 0, off, [], "/ledger", trial.closing === 0 ? null : trial.closing);
}

/** Where the month before was closed, this one opens with what that one closed with. */
async function openingPoint(tx: Tx<Tables>, report: MonthReport) {
  const before = await tx.selectFrom("settlement.month").select(["month", "report"]).where("state", "=", "closed").where("month", "<", report.from).orderBy("month", "desc").limit(1).executeTakeFirst();
  if (before === undefined) return point(true, 0, [], "/ledger");
  const closing = new Map((before.report as unknown as MonthReport).accounts.map((row) => [row.code, row.closing]));
  const off = report.accounts.filter((row) => row.opening !== (closing.get(row.code) ?? 0)).map((row) => row.code);
  return point(off.length === 0, off.length, off, "/ledger");
}

function bankPoint({ bank, to }: MonthReport) {
  const open = bank.reduce((sum, row) => sum + row.openLines, 0);
  const short = bank.filter((row) => row.through < to).map((row) => `${row.label} ${row.through}`);
  return point(bank.length > 0 && open === 0 && short.length === 0, open, short, "/bank", open === 0 ? null : bank.reduce((sum, row) => sum + row.openAmount, 0));
}

async function vouchersPoint({ ask }: SettlementScene, { from, to }: MonthReport) {
  const { buyers } = await ask(settlement.actions.voucherBuyers, { from, to });
  const open = buyers.filter((one) => one.file !== "made" && one.lines > one.lackingLines);
  return point(open.length === 0, open.length, open.map((one) => one.buyer), `/vouchers?month=${from.slice(0, 7)}`);
}

async function paymentsPoint(tx: Tx<Tables>, from: string, to: string) {
  const { rows } = await sql<{ no: string; due: number }>`
    select s.no, s.due from settlement.statement s where s.business_date between ${from}::date and ${to}::date and s.due > 0 and s.due_on <= ${to}::date and not exists (select 1 from settlement.payment p where p.statement_id = s.id) order by s.no`.execute(tx);
  return point(rows.length === 0, rows.length, rows.map((row) => row.no), `/day/${to}`, rows.reduce((sum, row) => sum + row.due, 0));
}
