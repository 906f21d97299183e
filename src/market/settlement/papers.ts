import { sql } from "kysely";
import type { Actor, Handlers, Tx } from "../../kernel/machinery/module.ts";
import type { settlement } from "./contract.ts";
import { marketOf } from "./day.ts";
import { feeSheetOf, loadPartyDays, partyColumn } from "./party-day.ts";
import { maskAccount, settleParty, type ChargeLine, type SheetFee, type Side } from "./rules.ts";
import { ownParty, type SettlementScene } from "./sale.ts";
import type { ChargeRow, Tables } from "./store.ts";
import type { ChargeView, DraftView, PaperDetail, PaperLine, PaperTransfer, PaperView } from "./views.ts";

type Noun = Pick<Handlers<typeof settlement, Tables>, "papers" | "myStatements" | "myBills" | "paper" | "draft">;
/** Open days shown beside one's papers; more than a few means that nobody closes days. */
const MAX_OPEN_DAYS = 7;
const DRAFT_LINES = 200;

export const paperHandlers: Noun = {
  async papers({ tx, actor }, { businessDate, side, query, state, limit, offset }) {
    let found = paperRows(tx).where("s.business_date", "=", businessDate).where("s.side", "=", side);
    const text = query.replaceAll(/[%_\\]/g, "").toLowerCase();
    if (text !== "") found = found.where((of) => of.or([of("party.name", "ilike", `%${text}%`), of("party.pinyin", "like", `%${text}%`), of("s.no", "ilike", `%${text}%`)]));
    if (state !== undefined) found = found.where(paperState, "=", state);
    const { total } = await found.clearSelect().select(sql<number>`count(*)`.as("total")).executeTakeFirstOrThrow();
    const rows = await found.orderBy("s.no").limit(limit).offset(offset).execute();
    return { papers: rows.map((row) => paperOf(row, actor)), total };
  },

  myStatements: (scene, page) => mine(scene, "seller", page),
  myBills: (scene, page) => mine(scene, "buyer", page),

  async paper(scene, { statementId, no, limit }) {
    const { tx, actor, refuse } = scene;
    if (statementId === undefined && no === undefined) return refuse("not_found", {});
    let found = paperRows(tx);
    found = statementId === undefined ? found.where("s.no", "=", no!.toUpperCase()) : found.where("s.id", "=", statementId);
    const row = await found.executeTakeFirst();
    const own = ownParty(actor);
    // Somebody else's paper and no paper look the same from outside.
    if (row === undefined || (own !== undefined && row.party_id !== own)) return refuse("not_found", { statement: statementId ?? no ?? "" });
    return detailOf(scene, paperOf(row, actor), limit);
  },

  async draft(scene, { businessDate, side, partyId, limit }) {
    const own = ownParty(scene.actor);
    const wanted = own ?? partyId ?? scene.refuse("not_found", {});
    if (own !== undefined && partyId !== undefined && partyId !== own) return scene.refuse("not_found", { party: partyId });
    return draftOf(scene, { businessDate, side, partyId: wanted, limit });
  },
};

/** In SQL, so that a list can be filtered by it. */
const paperState = sql<PaperView["state"]>`case
  when s.due = 0 then 'nothing_due'
  when paid.statement_id is not null then 'paid'
  when live.statement_id is not null or handed.statement_id is not null then 'at_bank'
  when exists (select 1 from settlement.bank_line as l where l.statement_id = s.id and l.failed_at is not null)
    or exists (select 1 from settlement.handover as h where h.statement_id = s.id and h.failure is not null) then 'failed'
  else 'unpaid' end`;

export const paperRows = (tx: Tx<Tables>) => tx.selectFrom("settlement.statement as s").innerJoin("kernel.party as party", "party.id", "s.party_id")
  .leftJoin("settlement.payment as paid", "paid.statement_id", "s.id")
  .leftJoin("settlement.bank_line as live", (join) => join.onRef("live.statement_id", "=", "s.id").on("live.failed_at", "is", null))
  .leftJoin("settlement.handover as handed", (join) => join.onRef("handed.statement_id", "=", "s.id").on("handed.ended_at", "is", null))
  .selectAll("s").select(["party.name as party", "paid.at as paid_at", "handed.id as handed"]).select(paperState.as("state"))
  .select((of) => [
    of.selectFrom("settlement.handover as h").select("h.failure").whereRef("h.statement_id", "=", "s.id").where("h.failure", "is not", null).orderBy("h.ended_at", "desc").limit(1).as("payer_failure"),
    sql<boolean>`coalesce((select h.simulated from settlement.handover h where h.statement_id = s.id and h.failure is null order by h.at desc limit 1), false)`.as("simulated"),
    of.selectFrom("settlement.bank_line as l").select("l.failure").whereRef("l.statement_id", "=", "s.id").where("l.failed_at", "is not", null).orderBy("l.failed_at", "desc").limit(1).as("failure"),
    of.exists(of.selectFrom("settlement.charge as c").select("c.n").whereRef("c.statement_id", "=", "s.id").where("c.example", "=", true)).as("example"),
  ]);

type PaperRow = Awaited<ReturnType<ReturnType<typeof paperRows>["executeTakeFirstOrThrow"]>>;

export function paperOf(row: PaperRow, actor: Actor): PaperView {
  const cashier = actor.roles.includes("cashier");
  const open = row.state === "unpaid" || row.state === "at_bank" || row.state === "failed";
  return {
    id: row.id, no: row.no, side: row.side, businessDate: row.business_date, partyId: row.party_id, party: row.party, currency: row.currency,
    sales: row.sales, quantity: row.quantity, gross: row.gross, corrections: row.corrections, corrected: row.corrected, direct: row.direct, transfers: row.transfers, fees: row.fees, packaging: row.packaging, total: row.total,
    carriedIn: row.carried_in, due: row.due, carriedOut: row.carried_out, state: row.state, paidAt: row.paid_at?.toISOString() ?? null,
    failure: row.state === "failed" ? (row.failure ?? row.payer_failure) : null, example: Boolean(row.example),
    dueOn: row.due_on, way: row.way, simulated: row.simulated,
    // What is with a licensed payer is answered by it alone.
    can: row.handed !== null || !cashier ? [] : [...(open ? ["mark_paid" as const] : []), ...(row.state === "at_bank" ? ["mark_failed" as const] : [])],
  };
}

async function mine(scene: SettlementScene, side: Side, { limit, offset }: { limit: number; offset: number }) {
  const { tx, actor, businessDate, refuse } = scene;
  const partyId = actor.partyId ?? refuse("not_allowed");
  const found = paperRows(tx).where("s.party_id", "=", partyId).where("s.side", "=", side);
  const { total } = await found.clearSelect().select(sql<number>`count(*)`.as("total")).executeTakeFirstOrThrow();
  const rows = await found.orderBy("s.business_date", "desc").limit(limit).offset(offset).execute();
  const sums = await found.clearSelect()
    .select(sql<number>`coalesce(sum(s.due) filter (where paid.statement_id is not null and date_trunc('month', s.business_date) = date_trunc('month', ${businessDate}::date)), 0)::bigint`.as("paidThisMonth"))
    .select(sql<number>`coalesce(sum(s.due) filter (where paid.statement_id is null), 0)::bigint`.as("unpaid")).executeTakeFirstOrThrow();
  const open = await tx.selectFrom("settlement.day as d").select("d.business_date").where("d.state", "in", ["open", "closing"])
    .where((of) => of.not(of.exists(of.selectFrom("settlement.statement as s").select("s.id").whereRef("s.business_date", "=", "d.business_date").where("s.side", "=", side).where("s.party_id", "=", partyId))))
    .orderBy("d.business_date", "desc").limit(MAX_OPEN_DAYS).execute();
  const drafts: DraftView[] = [];
  for (const day of open) {
    const draft = await draftOf(scene, { businessDate: day.business_date, side, partyId, limit: DRAFT_LINES });
    if (draft.linesTotal > 0 || draft.corrections > 0 || draft.transferLines.length > 0) drafts.push(draft);
  }
  return { papers: rows.map((row) => paperOf(row, actor)), total, drafts, currency: (await marketOf(scene)).currency, ...sums };
}

export async function draftOf(scene: SettlementScene, { businessDate, side, partyId, limit }: { businessDate: string; side: Side; partyId: string; limit: number }): Promise<DraftView> {
  const { tx } = scene;
  const day = await tx.selectFrom("settlement.day").selectAll().where("business_date", "=", businessDate).executeTakeFirst();
  const party = await tx.selectFrom("kernel.party").select("name").where("id", "=", partyId).executeTakeFirst();
  if (party === undefined) return scene.refuse("not_found", { party: partyId });
  const currency = day?.currency ?? (await marketOf(scene)).currency;
  const sheet = day?.fee_sheet === null || day === undefined ? await feeSheetOf(scene, businessDate, currency) : (day.fee_sheet as unknown as SheetFee[]);
  const days = await loadPartyDays(tx, { side, date: businessDate, partyIds: [partyId], sheet });
  const partyDay = days.get(partyId)!;
  const result = settleParty(partyDay);
  const { lines, total } = await linesOf(tx, { side, date: businessDate, partyId, limit });
  return {
    side, businessDate, partyId, party: party.name, currency, state: day?.state ?? null, sales: result.sales, quantity: result.quantity, gross: result.gross,
    corrections: result.corrections, corrected: result.corrected, direct: result.direct, transfers: result.transfers, fees: result.fees, packaging: result.packaging, total: result.total,
    carriedIn: partyDay.carriedIn, due: result.due, carriedOut: result.carriedOut, charges: result.charges.map(draftCharge),
    transferLines: await transferLinesOf(tx, { side, date: businessDate, partyId, limit }), lines, linesTotal: total,
  };
}

/** A paper with everything on it; also for its Excel file. */
export async function detailOf(scene: SettlementScene, paper: PaperView, limit: number): Promise<PaperDetail> {
  const { tx } = scene;
  const about = { side: paper.side, date: paper.businessDate, partyId: paper.partyId, limit };
  const { lines, total } = await linesOf(tx, about);
  const corrections = await correctionLinesOf(tx, about);
  const transfers = await transferLinesOf(tx, about);
  const charges = await tx.selectFrom("settlement.charge").selectAll().where("statement_id", "=", paper.id).orderBy("n").execute();
  const party = await tx.selectFrom("kernel.party").select(["bank_name", "bank_account"]).where("id", "=", paper.partyId).executeTakeFirstOrThrow();
  return {
    paper, lines, linesTotal: total, corrections, transfers, charges: charges.map(chargeView), market: (await marketOf(scene)).name,
    bank: party.bank_account === null ? null : { name: party.bank_name ?? "", accountMasked: maskAccount(party.bank_account) }, path: `/papers/${paper.no}`,
  };
}

export async function findPaper(tx: Tx<Tables>, statementId: string, actor: Actor): Promise<PaperView | undefined> {
  const row = await paperRows(tx).where("s.id", "=", statementId).executeTakeFirst();
  const own = ownParty(actor);
  return row === undefined || (own !== undefined && row.party_id !== own) ? undefined : paperOf(row, actor);
}

/** The issued paper of a party, side and day, if there is one. */
export async function paperOfDay(tx: Tx<Tables>, side: Side, businessDate: string, partyId: string, actor: Actor): Promise<PaperView | null> {
  const row = await paperRows(tx).where("s.side", "=", side).where("s.business_date", "=", businessDate).where("s.party_id", "=", partyId).executeTakeFirst();
  return row === undefined ? null : paperOf(row, actor);
}

interface About {
  readonly side: Side;
  readonly date: string;
  readonly partyId: string;
  readonly limit: number;
}

const saleLines = (tx: Tx<Tables>) => tx.selectFrom("settlement.sale as s").innerJoin("kernel.trade_item as i", "i.id", "s.item_id")
  .leftJoin("settlement.lot_grade as g", "g.lot_id", "s.lot_id")
  .leftJoin("settlement.reversal as r", (join) => join.onRef("r.sale_id", "=", "s.id").on("r.state", "=", "confirmed"))
  .select([
    "s.id", "s.at", "s.business_date", "s.channel", "s.lot_id", "s.lot_no", "i.zh", "i.en", "s.grade", "g.first", "s.quantity", "s.unit", "s.price", "s.gross", "s.money",
    "r.business_date as reversed_on", "r.reason", "r.goods",
  ]);
type LineRow = Awaited<ReturnType<ReturnType<typeof saleLines>["executeTakeFirstOrThrow"]>>;

async function linesOf(tx: Tx<Tables>, { side, date, partyId, limit }: About): Promise<{ lines: PaperLine[]; total: number }> {
  const found = saleLines(tx).where(`s.${partyColumn[side]}` as const, "=", partyId).where("s.business_date", "=", date);
  const { total } = await found.clearSelect().select(sql<number>`count(*)`.as("total")).executeTakeFirstOrThrow();
  const rows = await found.orderBy("s.lot_no").orderBy("s.id").limit(limit).execute();
  return { lines: rows.map((row) => lineOf(row)), total };
}

async function correctionLinesOf(tx: Tx<Tables>, { side, date, partyId }: About): Promise<PaperLine[]> {
  const rows = await saleLines(tx).where(`s.${partyColumn[side]}` as const, "=", partyId).where("s.business_date", "<", date).where("r.business_date", "=", date)
    .orderBy("s.business_date").orderBy("s.lot_no").execute();
  return rows.map((row) => lineOf(row));
}

async function transferLinesOf(tx: Tx<Tables>, { side, date, partyId, limit }: About): Promise<PaperTransfer[]> {
  const rows = await tx.selectFrom("settlement.transfer_end as e").innerJoin("settlement.transfer as t", "t.id", "e.id").leftJoin("kernel.party as other", "other.id", "e.other_id")
    .select(["t.id", "t.at", "t.kind", "t.memo", "t.sale_id", "e.amount", "other.name as other"])
    .where("e.side", "=", side).where("e.party_id", "=", partyId).where("e.business_date", "=", date).orderBy("t.id").limit(limit).execute();
  return rows.map((row) => ({ id: row.id, at: row.at.toISOString(), kind: row.kind, memo: row.memo, other: row.other, saleId: row.sale_id, amount: row.amount }));
}

const lineOf = (row: LineRow): PaperLine => ({
  saleId: row.id, at: row.at.toISOString(), businessDate: row.business_date, channel: row.channel, lotId: row.lot_id, lotNo: row.lot_no, itemZh: row.zh, itemEn: row.en,
  grade: row.grade, firstGrade: row.first, quantity: row.quantity, unit: row.unit, price: row.price, gross: row.gross, money: row.money,
  reversed: row.reversed_on === null ? null : { on: row.reversed_on, reason: row.reason ?? "", goods: row.goods ?? "returned" },
});

const chargeView = (row: ChargeRow): ChargeView => ({
  code: row.code, zh: row.zh, en: row.en, account: row.account, corrects: row.corrects, basis: row.basis, value: row.value, minMinor: row.min_minor, maxMinor: row.max_minor,
  channel: row.channel, example: row.example, gross: row.gross, units: row.units, lots: row.lots, transactions: row.transactions, basisAmount: row.basis_amount,
  computed: row.computed, limited: row.limited, charged: row.charged, was: row.was, amount: row.amount,
});

const draftCharge = ({ fee, ...line }: ChargeLine): ChargeView => ({
  code: fee.code, zh: fee.zh, en: fee.en, basis: fee.basis, value: fee.value, minMinor: fee.minMinor, maxMinor: fee.maxMinor, channel: fee.channel, example: fee.example, ...line,
});
