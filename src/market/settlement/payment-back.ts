import { sql } from "kysely";
import { ledger } from "../../kernel/ledger/contract.ts";
import type { Handlers } from "../../kernel/machinery/module.ts";
import type { settlement } from "./contract.ts";
import { firstFreeDay } from "./months.ts";
import type { SettlementScene } from "./sale.ts";
import type { Tables } from "./store.ts";

type Noun = Pick<Handlers<typeof settlement, Tables>, "payablePapers" | "takeBackPayment" | "clearingDays" | "closedThrough" | "noteBankMonth">;
const CLEARING = ["clearing_in", "clearing_out"] as const;

export const paymentBackHandlers: Noun = {
  async payablePapers({ tx }, { paidSince }) {
    const { rows } = await sql<{ id: string; no: string; side: "seller" | "buyer"; business_date: string; party_id: string; name: string; line_name: string | null; bank_account: string | null; line_account: string | null; due: number; currency: string; file_no: string | null; failed: boolean; paid_on: string | null; reference: string | null }>`
      select s.id, s.no, s.side, s.business_date, s.party_id, p.name, l.name as line_name, p.bank_account, l.bank_account as line_account, s.due, s.currency, f.no as file_no,
        exists (select 1 from settlement.bank_line x where x.statement_id = s.id and x.failed_at is not null) as failed, paid.business_date as paid_on, paid.reference
      from settlement.statement s join kernel.party p on p.id = s.party_id
      left join settlement.bank_line l on l.statement_id = s.id and l.failed_at is null left join settlement.bank_file f on f.id = l.file_id
      left join settlement.payment paid on paid.statement_id = s.id join settlement.day d on d.business_date = s.business_date
      where s.due > 0 and d.state in ('closed', 'paid') and (paid.statement_id is null or paid.business_date >= ${paidSince}::date) order by s.business_date, s.no`.execute(tx);
    return {
      papers: rows.map((row) => ({
        statementId: row.id, no: row.no, side: row.side, businessDate: row.business_date, partyId: row.party_id, party: row.name, names: [...new Set([row.name, row.line_name ?? row.name])], account: row.line_account ?? row.bank_account, due: row.due, currency: row.currency,
        state: row.paid_on !== null ? "paid" as const : row.file_no !== null ? "at_bank" as const : row.failed ? "failed" as const : "unpaid" as const, fileNo: row.file_no, paidOn: row.paid_on, reference: row.reference,
      })),
    };
  },

  async takeBackPayment(scene, { statementId, reason, returned, on }) {
    const { tx, now, actor, newId, refuse, ask, emit } = scene;
    const row = await tx.selectFrom("settlement.statement").selectAll().where("id", "=", statementId).executeTakeFirst();
    if (row === undefined) return refuse("not_found", { statement: statementId });
    const day = await tx.selectFrom("settlement.day").select("state").where("business_date", "=", row.business_date).forUpdate().executeTakeFirstOrThrow();
    if (day.state === "closing") return refuse("not_closed", { date: row.business_date });
    const paid = await tx.selectFrom("settlement.payment").selectAll().where("statement_id", "=", statementId).executeTakeFirst();
    if (paid === undefined) return refuse("not_paid", { no: row.no });
    const id = newId();
    const businessDate = await firstFreeDay(scene, on);
    const { party_id: partyId, currency } = row;
    const { amount } = paid;
    const { setId } = await ask(ledger.actions.post, {
      kind: row.side === "seller" ? "payout_back" : "receipt_back", cause: "settlement.payment_taken_back", causeId: id, memo: `${row.no} ${reason}`.slice(0, 200), businessDate, reverses: paid.posting_set_id,
      lines: row.side === "seller"
        ? [{ account: "clearing_out", currency, amount }, { account: "grower_payable", partyId, currency, amount: -amount }]
        : [{ account: "buyer_receivable", partyId, currency, amount }, { account: "clearing_in", currency, amount: -amount }],
    });
    await tx.insertInto("settlement.payment_taken_back").values({
      id, statement_id: statementId, at: now, business_date: businessDate, amount, paid_at: paid.at, paid_on: paid.business_date, reference: paid.reference, payment_set_id: paid.posting_set_id, posting_set_id: setId, reason, account_id: actor.accountId, account_name: actor.accountName,
    }).execute();
    await tx.deleteFrom("settlement.payment").where("statement_id", "=", statementId).execute();
    if (row.side === "buyer") await owesAgain(scene, row, id);
    if (day.state === "paid") await tx.updateTable("settlement.day").set({ state: "closed", paid_at: null }).where("business_date", "=", row.business_date).execute();
    if (returned) await tx.updateTable("settlement.bank_line").set({ failed_at: now, failure: reason.slice(0, 200) }).where("statement_id", "=", statementId).where("failed_at", "is", null).execute();
    await emit("paymentTakenBack", { statementId, no: row.no, side: row.side, partyId, amount, currency, reason });
    return { amount, businessDate };
  },

  async clearingDays({ tx }, { from, to }) {
    const rows = await tx.selectFrom("settlement.ledger_of_day").select(["business_date", "code", sql<number>`sum(amount)::bigint`.as("amount")]).where("code", "in", [...CLEARING]).where("business_date", ">=", from).where("business_date", "<=", to).groupBy(["business_date", "code"]).orderBy("business_date").execute();
    const days = new Map<string, { in: number; out: number }>();
    for (const row of rows) {
      const sums = days.get(row.business_date) ?? { in: 0, out: 0 };
      days.set(row.business_date, row.code === "clearing_in" ? { ...sums, in: row.amount } : { ...sums, out: row.amount });
    }
    return { days: [...days].map(([day, sums]) => ({ day, ...sums })) };
  },

  async closedThrough({ tx }) {
    const { through } = await tx.selectFrom("settlement.month").select((of) => of.fn.max("last_day").as("through")).where("state", "=", "closed").executeTakeFirstOrThrow();
    return { through };
  },

  async noteBankMonth({ tx, now }, { accountId, month, openLines, openAmount, ...more }) {
    const figures = { ...more, open_lines: openLines, open_amount: openAmount, at: now };
    await tx.insertInto("settlement.bank_month").values({ account_id: accountId, month, ...figures }).onConflict((conflict) => conflict.columns(["account_id", "month"]).doUpdateSet(figures)).execute();
    return {};
  },
};

/** What the bill's sales had freed when it was paid is used again; a buyer who has spent it meanwhile needs a higher limit first. */
async function owesAgain({ tx, ask, refuse, attempt }: SettlementScene, row: { id: string; no: string; party_id: string; business_date: string; currency: string }, backId: string): Promise<void> {
  const { amount } = await tx.selectFrom("settlement.sale as s").select(sql<number>`coalesce(sum(s.gross), 0)::bigint`.as("amount"))
    .where("s.buyer_id", "=", row.party_id).where("s.business_date", "=", row.business_date).where("s.money", "=", "market")
    .where((of) => of.not(of.exists(of.selectFrom("settlement.reversal as r").select("r.id").whereRef("r.sale_id", "=", "s.id").where("r.state", "=", "confirmed")))).executeTakeFirstOrThrow();
  if (amount === 0) return;
  const change = { partyId: row.party_id, currency: row.currency, amount, cause: "settlement.payment_taken_back", causeId: backId };
  const held = await attempt(() => ask(ledger.actions.hold, change));
  if (!held.ok) return refuse("credit_used_up", { no: row.no });
  await ask(ledger.actions.capture, change);
}
