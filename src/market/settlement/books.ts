import { sql } from "kysely";
import { addDays } from "../../engines/calendar/day.ts";
import type { Tx } from "../../kernel/machinery/module.ts";
import { chargedOn, wrongCharges } from "./agency.ts";
import { heldStock } from "./day.ts";
import type { Side } from "./rules.ts";
import type { Tables } from "./store.ts";
import type { CheckView, ItemView } from "./views.ts";

/**
 * The books of a day, side by side: what was sold, what left the lots, what the ledger says, what the papers say, what
 * goes to the bank. Every difference is an item; sums that happen to agree do not hide one.
 */
export interface Books {
  readonly checks: readonly CheckView[];
  readonly items: readonly ItemView[];
  /** Items that keep a day from being closed. */
  readonly differences: number;
}

/** So many lots are named where stock is held; the others are counted. */
const HELD_NAMED = 4;
/** Ledger entries that settlement itself writes on a day; everything else on a party's account is listed. */
const OWN_KINDS = ["sale", "sale_reversal", "direct", "direct_reversal", "transfer", "fees", "payout", "receipt"] as const;

export async function booksOf(tx: Tx<Tables>, date: string, today: string = date): Promise<Books> {
  const [sold, ledger, papers, bank] = [await soldOn(tx, date), await ledgerOn(tx, date), await papersOn(tx, date), await bankOn(tx, date)];
  const transfers = await transfersOn(tx, date);
  const issued = papers.state === "closed" || papers.state === "paid";
  const waiting = issued ? await waitingOn(tx, date) : [];
  const items = [...(await itemsOfSales(tx, date)), ...(await itemsOfPapers(tx, date, papers.state)), ...waiting.map((row) => waitingItem(row, today)), ...(await listedItems(tx, date))];
  const listed = (side: Side): number => waiting.reduce((sum, row) => sum + (row.side === side ? row.due : 0), 0);
  const check = (code: CheckView["code"], expected: number, found: number, pending = false, explained = 0): CheckView =>
    ({ code, expected, found, listed: explained, difference: pending ? 0 : expected - found - explained, pending });
  const of = (kind: string, code: string): number => ledger.get(`${kind} ${code}`) ?? 0;
  const net = sold.gross - sold.reversed;
  const checks = [
    check("stock", net, sold.moved - sold.returned),
    check("receivable", net, of("sale", "buyer_receivable") + of("sale_reversal", "buyer_receivable")),
    check("payable", net, -of("sale", "grower_payable") - of("sale_reversal", "grower_payable")),
    check("statements", net, papers.seller.gross, !issued),
    check("bills", net, papers.buyer.gross, !issued),
    check("direct", sold.direct, of("direct", "direct_owed") + of("direct_reversal", "direct_owed")),
    check("seller_transfers", transfers.seller, -of("transfer", "grower_payable")),
    check("buyer_transfers", transfers.buyer, of("transfer", "buyer_receivable")),
    check("between", await chargedOn(tx, date), of("between", "direct_owed")),
    check("fees", papers.seller.fees + papers.buyer.fees, -of("fees", "fee_income"), papers.state === "open"),
    check("packaging", papers.seller.packaging + papers.buyer.packaging, -of("fees", "packaging_deposit"), papers.state === "open"),
    check("payout_file", papers.seller.due, bank.payout, !issued, listed("seller")),
    check("debit_file", papers.buyer.due, bank.debit, !issued, listed("buyer")),
    check("ledger_zero", 0, [...ledger.values()].reduce((sum, amount) => sum + amount, 0)),
  ];
  return { checks, items, differences: items.filter((item) => item.blocks).length + checks.filter((one) => one.difference !== 0).length };
}

export const blockingDifferences = async (tx: Tx<Tables>, date: string): Promise<number> => (await booksOf(tx, date)).differences;

const big = (expression: string) => sql<number>`coalesce(${sql.raw(expression)}, 0)::bigint`;

async function soldOn(tx: Tx<Tables>, date: string) {
  const sales = await tx.selectFrom("settlement.sale_books").where("business_date", "=", date)
    .select([big("sum(gross)").as("gross"), big("sum(moved * price)").as("moved")]).executeTakeFirstOrThrow();
  const reversals = await tx.selectFrom("settlement.reversal_books").where("business_date", "=", date)
    .select([big("sum(gross)").as("reversed"), big("sum(returned * (gross / quantity))").as("returned")]).executeTakeFirstOrThrow();
  const { direct } = (await sql<{ direct: number }>`
    select coalesce(sum(amount), 0)::bigint as direct from (
      select s.gross as amount from settlement.sale s where s.business_date = ${date}::date and s.money = 'direct'
      union all select -s.gross from settlement.reversal r join settlement.sale s on s.id = r.sale_id
        where r.business_date = ${date}::date and r.state = 'confirmed' and s.money = 'direct'
    ) as one`.execute(tx)).rows[0]!;
  return { ...sales, ...reversals, direct };
}

async function transfersOn(tx: Tx<Tables>, date: string): Promise<Readonly<Record<Side, number>>> {
  const rows = await tx.selectFrom("settlement.transfer_end").where("business_date", "=", date).groupBy("side").select(["side", big("sum(amount)").as("amount")]).execute();
  const of = (side: Side): number => rows.find((row) => row.side === side)?.amount ?? 0;
  return { seller: of("seller"), buyer: of("buyer") };
}

async function ledgerOn(tx: Tx<Tables>, date: string): Promise<Map<string, number>> {
  const rows = await tx.selectFrom("settlement.ledger_of_day").select(["kind", "code", "amount"]).where("business_date", "=", date).execute();
  return new Map(rows.map((row) => [`${row.kind} ${row.code}`, row.amount]));
}

async function papersOn(tx: Tx<Tables>, date: string) {
  const day = await tx.selectFrom("settlement.day").select("state").where("business_date", "=", date).executeTakeFirst();
  const rows = await tx.selectFrom("settlement.statement").where("business_date", "=", date).groupBy("side")
    .select(["side", big("sum(gross + corrected)").as("gross"), big("sum(fees)").as("fees"), big("sum(packaging)").as("packaging"), big("sum(due)").as("due")]).execute();
  const zero = { gross: 0, fees: 0, packaging: 0, due: 0 };
  const of = (side: Side) => rows.find((row) => row.side === side) ?? zero;
  return { state: day?.state ?? "open", seller: of("seller"), buyer: of("buyer") };
}

async function bankOn(tx: Tx<Tables>, date: string) {
  const rows = await tx.selectFrom("settlement.bank_line as l").innerJoin("settlement.bank_file as f", "f.id", "l.file_id")
    .innerJoin("settlement.statement as s", "s.id", "l.statement_id")
    .where("s.business_date", "=", date).where("l.failed_at", "is", null).groupBy("f.kind").select(["f.kind", big("sum(l.amount)").as("amount")]).execute();
  // Cash and transfers that never went through a file count as handed to the bank: they are paid.
  const direct = await tx.selectFrom("settlement.payment as p").innerJoin("settlement.statement as s", "s.id", "p.statement_id")
    .where("s.business_date", "=", date)
    .where((of) => of.not(of.exists(of.selectFrom("settlement.bank_line as l").select("l.line").whereRef("l.statement_id", "=", "p.statement_id").where("l.failed_at", "is", null))))
    .groupBy("s.side").select(["s.side", big("sum(p.amount)").as("amount")]).execute();
  const of = (kind: "payout" | "debit", side: Side): number =>
    (rows.find((row) => row.kind === kind)?.amount ?? 0) + (direct.find((row) => row.side === side)?.amount ?? 0);
  return { payout: of("payout", "seller"), debit: of("debit", "buyer") };
}

type Found = Partial<ItemView> & Pick<ItemView, "code" | "subject">;
const item = (found: Found): ItemView => ({ blocks: true, saleId: null, partyId: null, statementId: null, expected: null, found: null, money: true, ...found });

/** Every sale against its lot and its posting, both ways: something sold that nobody booked, and something booked that nobody sold. */
async function itemsOfSales(tx: Tx<Tables>, date: string): Promise<ItemView[]> {
  const sales = await tx.selectFrom("settlement.sale_books").selectAll().where("business_date", "=", date)
    .where(sql<boolean>`(moved is distinct from quantity or receivable is distinct from gross or payable is distinct from -gross)`).execute();
  const reversals = await tx.selectFrom("settlement.reversal_books").selectAll().where("business_date", "=", date)
    .where(sql<boolean>`(returned is distinct from quantity or receivable is distinct from -gross or payable is distinct from gross)`).execute();
  const lots = await tx.selectFrom("settlement.lot_outflow").selectAll().where(sql<boolean>`moved <> sold`)
    .where((of) => of("lot_id", "in", of.selectFrom("settlement.sale").select("lot_id").where("business_date", "=", date)
      .union(of.selectFrom("kernel.lot").select("id as lot_id").where("business_date", "=", date)))).execute();
  const direct = await tx.selectFrom("settlement.direct_books").selectAll().where("business_date", "=", date).where(sql<boolean>`(posted is distinct from amount)`).execute();
  const transfers = await tx.selectFrom("settlement.transfer_books").selectAll().where("business_date", "=", date).where(sql<boolean>`(posted is distinct from amount)`).execute();
  const stray = await tx.selectFrom("settlement.posted_sale").selectAll().where("business_date", "=", date).where("sale_id", "is", null).execute();
  return [
    ...sales.flatMap((row) => {
      const about = { subject: row.lot_no, saleId: row.sale_id };
      return [
        ...(row.moved === row.quantity ? [] : [item({ code: "sale_stock", ...about, expected: row.quantity, found: row.moved, money: false })]),
        ...(row.receivable === row.gross ? [] : [item({ code: "sale_receivable", ...about, expected: row.gross, found: row.receivable })]),
        ...(row.payable === -row.gross ? [] : [item({ code: "sale_payable", ...about, expected: row.gross, found: row.payable === null ? null : -row.payable })]),
      ];
    }),
    ...reversals.map((row) => row.returned === row.quantity
      ? item({ code: "reversal_posting", subject: row.lot_no, saleId: row.sale_id, expected: -row.gross, found: row.receivable })
      : item({ code: "reversal_stock", subject: row.lot_no, saleId: row.sale_id, expected: row.quantity, found: row.returned, money: false })),
    ...lots.map((row) => item({ code: "lot_outflow", subject: row.lot_no, expected: row.sold, found: row.moved, money: false })),
    ...direct.map((row) => item({ code: "direct_posting", subject: row.subject, saleId: row.sale_id, expected: row.amount, found: row.posted })),
    ...transfers.map((row) => item({ code: "transfer_posting", subject: row.memo, partyId: row.party_id, expected: row.amount, found: row.posted })),
    ...(await wrongCharges(tx, date)).map(item),
    ...stray.map((row) => item({ code: "posting_without_sale", subject: row.memo, expected: 0, found: row.amount })),
  ];
}

/** Every paper against the sales of its party. A party still waiting for its paper while the close runs is no difference. */
async function itemsOfPapers(tx: Tx<Tables>, date: string, state: string): Promise<ItemView[]> {
  if (state === "open") return [];
  const rows = await sql<{ side: Side; party_id: string; name: string; no: string | null; statement_id: string | null; expected: number; found: number | null }>`
    with entry as (
      select s.grower_id, s.buyer_id, s.gross from settlement.sale s where s.business_date = ${date}::date
      union all
      select s.grower_id, s.buyer_id, -s.gross from settlement.reversal r join settlement.sale s on s.id = r.sale_id
        where r.business_date = ${date}::date and r.state = 'confirmed'
    ), expected as (
      select 'seller' as side, grower_id as party_id, sum(gross)::bigint as amount from entry group by grower_id
      union all select 'buyer', buyer_id, sum(gross)::bigint from entry group by buyer_id
    )
    select e.side, e.party_id, p.name, st.no, st.id as statement_id, e.amount as expected, (st.gross + st.corrected) as found
    from expected e join kernel.party p on p.id = e.party_id
    left join settlement.statement st on st.side = e.side and st.party_id = e.party_id and st.business_date = ${date}::date
    left join settlement.close_task t on t.side = e.side and t.party_id = e.party_id and t.business_date = ${date}::date
    where coalesce(st.gross + st.corrected, 0) <> e.amount and not (st.id is null and t.done = false)`.execute(tx);
  const transfers = await sql<{ side: Side; party_id: string; name: string; no: string | null; statement_id: string | null; expected: number; found: number | null }>`
    with expected as (select side, party_id, sum(amount)::bigint as amount from settlement.transfer_end where business_date = ${date}::date group by side, party_id),
      paper as (select * from settlement.statement where business_date = ${date}::date)
    select coalesce(e.side, st.side) as side, p.id as party_id, p.name, st.no, st.id as statement_id, coalesce(e.amount, 0)::bigint as expected, st.transfers as found
    from expected e full join paper st on st.side = e.side and st.party_id = e.party_id join kernel.party p on p.id = coalesce(e.party_id, st.party_id)
    left join settlement.close_task t on t.side = e.side and t.party_id = e.party_id and t.business_date = ${date}::date
    where coalesce(st.transfers, 0) <> coalesce(e.amount, 0) and not (st.id is null and t.done = false)`.execute(tx);
  const wrong = transfers.rows.map((row) => item({
    code: row.statement_id === null ? "paper_missing" : "paper_transfers", subject: row.no ?? row.name, partyId: row.party_id, statementId: row.statement_id, expected: row.expected, found: row.found,
  }));
  return rows.rows.map((row) => item({
    code: row.statement_id === null ? "paper_missing" : "paper_sum", subject: row.no ?? row.name, partyId: row.party_id, statementId: row.statement_id,
    expected: row.expected, found: row.found,
  })).concat(wrong);
}

type Waiting = Awaited<ReturnType<typeof waitingOn>>[number];

/** Papers whose money is neither paid nor under way at the bank. */
function waitingOn(tx: Tx<Tables>, date: string) {
  return tx.selectFrom("settlement.statement as s").innerJoin("kernel.party as p", "p.id", "s.party_id")
    .leftJoin("settlement.payment as paid", "paid.statement_id", "s.id")
    .leftJoin("settlement.bank_line as live", (join) => join.onRef("live.statement_id", "=", "s.id").on("live.failed_at", "is", null))
    .select(["s.id", "s.no", "s.side", "s.party_id", "p.name", "s.due", "p.bank_account", "s.due_on", "s.way"])
    .select((of) => of.exists(of.selectFrom("settlement.handover as h").select("h.id").whereRef("h.statement_id", "=", "s.id").where("h.ended_at", "is", null)).as("handed"))
    .select((of) => of.selectFrom("settlement.bank_line as l").select("l.failure").whereRef("l.statement_id", "=", "s.id").where("l.failed_at", "is not", null).orderBy("l.failed_at", "desc").limit(1).as("failure"))
    .where("s.business_date", "=", date).where("s.due", ">", 0).where("paid.statement_id", "is", null).where("live.statement_id", "is", null).orderBy("s.no").execute();
}

const waitingItem = (row: Waiting, today: string): ItemView => item({
  code: row.handed || (row.way === "split" && row.failure === null && row.due_on <= today) ? "at_payer" : row.failure !== null ? "bank_refused" : row.bank_account === null ? "no_bank_account" : row.due_on > addDays(today, 1) ? "not_due" : "not_in_file", blocks: false,
  subject: `${row.no} ${row.name}${row.due_on > today ? ` · ${row.due_on}` : ""}${row.failure === null ? "" : ` · ${row.failure}`}`, partyId: row.party_id, statementId: row.id, expected: row.due, found: 0,
});

/** What belongs to the day without being wrong: proposals, stock under way, other modules' postings. */
async function listedItems(tx: Tx<Tables>, date: string): Promise<ItemView[]> {
  const proposals = await tx.selectFrom("settlement.reversal as r").innerJoin("settlement.sale as s", "s.id", "r.sale_id")
    .select(["s.id", "s.lot_no", "s.gross"]).where("r.state", "=", "proposed").where("s.business_date", "=", date).orderBy("r.proposed_at").execute();
  const held = await heldStock(tx, date).select(["no", "held"]).orderBy("no").execute();
  const other = await tx.selectFrom("settlement.ledger_of_day").select(["kind", "code", "amount"]).where("business_date", "=", date)
    .where("code", "in", ["buyer_receivable", "grower_payable"]).where("kind", "not in", [...OWN_KINDS]).execute();
  return [
    ...proposals.map((row) => item({ code: "proposal_open", blocks: false, subject: row.lot_no, saleId: row.id, expected: row.gross })),
    // One item for all of them: while a session runs there are many, and each is on the clock's own desk.
    ...(held.length === 0 ? [] : [item({ code: "stock_held", blocks: false, subject: held.slice(0, HELD_NAMED).map((row) => row.no).join(" ") + (held.length > HELD_NAMED ? " …" : ""), found: held.length, money: false })]),
    ...other.map((row) => item({ code: "other_posting", blocks: false, subject: `${row.kind} · ${row.code}`, found: row.amount })),
  ];
}
