import { sql } from "kysely";
import type { Handlers } from "../../kernel/machinery/module.ts";
import { endAdvance } from "./advance.ts";
import { noteDayPaid } from "./close.ts";
import type { settlement } from "./contract.ts";
import type { PayableView } from "./money-views.ts";
import { lockPapers, pay } from "./payment.ts";
import type { SettlementScene } from "./sale.ts";
import type { Tables } from "./store.ts";

/** What a module that instructs a licensed payer asks of the books: what is due, that it took it, and what came of it. */
type Noun = Pick<Handlers<typeof settlement, Tables>, "payable" | "handOver" | "payerSaid">;

export const payerHandlers: Noun = {
  async payable({ tx }, { way, dueBy, limit }) {
    const { rows } = await sql<PayableView>`
      select 'statement' as kind, s.id, s.no, s.side, s.business_date as "businessDate", s.due_on as "dueOn", s.party_id as "partyId", p.name, coalesce(p.bank_name, '') as "bankName", p.bank_account as "bankAccount", s.due as amount, s.currency
        from settlement.statement s join kernel.party p on p.id = s.party_id join settlement.day d on d.business_date = s.business_date
        where d.state = 'closed' and s.way = ${way} and s.due > 0 and s.due_on <= ${dueBy}::date and p.bank_account is not null
          and not exists (select from settlement.payment paid where paid.statement_id = s.id) and not exists (select from settlement.handover h where h.statement_id = s.id and h.ended_at is null)
          and not exists (select from settlement.bank_line l where l.statement_id = s.id and l.failed_at is null)
      union all
      select 'advance', a.id, a.no, 'seller', a.business_date, a.business_date, a.party_id, p.name, coalesce(p.bank_name, ''), p.bank_account, a.amount, a.currency
        from settlement.advance a join kernel.party p on p.id = a.party_id where a.state = 'open' and a.way = ${way} and p.bank_account is not null
      order by 6, 3 limit ${limit}`.execute(tx);
    return { payables: rows };
  },

  async handOver(scene, { kind, id, amount, simulated }) {
    const { tx, now, newId } = scene;
    // An advance has its own state: open until the payer has answered.
    if (kind === "advance") return { handed: (await lockedAdvance(scene, id, amount)) !== null };
    const [row] = await lockPapers(scene, [id]);
    const taken = await sql<{ taken: boolean }>`select exists (select from settlement.payment where statement_id = ${id}::uuid) or exists (select from settlement.bank_line where statement_id = ${id}::uuid and failed_at is null)
      or exists (select from settlement.handover where statement_id = ${id}::uuid and ended_at is null) as taken`.execute(tx);
    if (row === undefined || row.due !== amount || taken.rows[0]!.taken) return { handed: false };
    await tx.insertInto("settlement.handover").values({ id: newId(), statement_id: id, at: now, simulated, ended_at: null, failure: null }).execute();
    return { handed: true };
  },

  async payerSaid(scene, { kind, id, amount, outcome }) {
    const { tx, now, refuse, emit } = scene;
    if (kind === "advance") {
      if ((await lockedAdvance(scene, id, amount)) === null) return refuse("not_at_payer", { no: id });
      await endAdvance(scene, id, outcome);
      return { noted: true };
    }
    const [row] = await lockPapers(scene, [id]);
    const live = await tx.selectFrom("settlement.handover").select("id").where("statement_id", "=", id).where("ended_at", "is", null).forUpdate().executeTakeFirst();
    if (row === undefined || live === undefined || row.due !== amount) return refuse("not_at_payer", { no: row?.no ?? id });
    await tx.updateTable("settlement.handover").set({ ended_at: now, failure: outcome.kind === "failed" ? outcome.reason : null }).where("id", "=", live.id).execute();
    if (outcome.kind === "failed") {
      await emit("paymentFailed", { statementId: row.id, no: row.no, side: row.side, partyId: row.party_id, reason: outcome.reason });
      return { noted: true };
    }
    await pay(scene, row, outcome.reference);
    await noteDayPaid(scene, row.business_date);
    return { noted: true };
  },
};

async function lockedAdvance({ tx }: SettlementScene, id: string, amount: number): Promise<string | null> {
  const row = await tx.selectFrom("settlement.advance").select(["id", "amount"]).where("id", "=", id).where("state", "=", "open").where("way", "=", "split").forUpdate().executeTakeFirst();
  return row === undefined || row.amount !== amount ? null : row.id;
}
