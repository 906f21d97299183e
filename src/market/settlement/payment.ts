import { ledger } from "../../kernel/ledger/contract.ts";
import type { Handlers } from "../../kernel/machinery/module.ts";
import { firstFreeDay } from "./months.ts";
import { noteDayPaid, repayBill } from "./close.ts";
import type { settlement } from "./contract.ts";
import type { SettlementScene } from "./sale.ts";
import type { StatementRow, Tables } from "./store.ts";

type Noun = Pick<Handlers<typeof settlement, Tables>, "markPaid" | "markFailed">;

export const paymentHandlers: Noun = {
  async markPaid(scene, { statementIds, reference, on }) {
    const { tx, refuse } = scene;
    const statements = await lockPapers(scene, statementIds);
    const handed = await tx.selectFrom("settlement.handover").select("statement_id").where("statement_id", "in", statementIds).where("ended_at", "is", null).executeTakeFirst();
    if (handed !== undefined) return refuse("at_payer", { no: statements.find((row) => row.id === handed.statement_id)?.no ?? "" });
    const paid = new Set((await tx.selectFrom("settlement.payment").select("statement_id").where("statement_id", "in", statementIds).execute()).map((row) => row.statement_id));
    const fresh = statements.filter((row) => !paid.has(row.id));
    const nothing = fresh.find((row) => row.due === 0);
    if (nothing !== undefined) return refuse("nothing_due", { no: nothing.no });
    for (const row of fresh) await pay(scene, row, reference, on);
    let dayPaid = false;
    for (const date of new Set(statements.map((row) => row.business_date))) dayPaid = (await noteDayPaid(scene, date)) || dayPaid;
    return { marked: fresh.length, repeated: paid.size, amount: fresh.reduce((sum, row) => sum + row.due, 0), dayPaid };
  },

  async markFailed(scene, { statementIds, reason }) {
    const { tx, now, refuse, emit } = scene;
    for (const row of await lockPapers(scene, statementIds)) {
      const paid = await tx.selectFrom("settlement.payment").select("at").where("statement_id", "=", row.id).executeTakeFirst();
      if (paid !== undefined) return refuse("not_at_bank", { no: row.no });
      const changed = await tx.updateTable("settlement.bank_line").set({ failed_at: now, failure: reason }).where("statement_id", "=", row.id).where("failed_at", "is", null).executeTakeFirst();
      if (changed.numUpdatedRows !== 1n) return refuse("not_at_bank", { no: row.no });
      await emit("paymentFailed", { statementId: row.id, no: row.no, side: row.side, partyId: row.party_id, reason });
    }
    return { marked: statementIds.length };
  },
};

/** The papers, with their days locked in order, so that a payment and a reversal of the same day wait for one another. */
export async function lockPapers({ tx, refuse }: SettlementScene, ids: readonly string[]): Promise<StatementRow[]> {
  const rows = await tx.selectFrom("settlement.statement").selectAll().where("id", "in", [...ids]).orderBy("no").execute();
  const missing = ids.find((id) => !rows.some((row) => row.id === id));
  if (missing !== undefined) return refuse("not_found", { statement: missing });
  const days = await tx.selectFrom("settlement.day").select(["business_date", "state"]).where("business_date", "in", [...new Set(rows.map((row) => row.business_date))])
    .orderBy("business_date").forUpdate().execute();
  const running = days.find((day) => day.state === "closing");
  if (running !== undefined) return refuse("not_closed", { date: running.business_date });
  return rows;
}

/** The bank has moved the money: from our clearing account to the grower, or from the buyer to it. */
export async function pay(scene: SettlementScene, row: StatementRow, reference: string, on?: string): Promise<void> {
  const { tx, now, actor, ask, emit } = scene;
  // A paper that was paid, taken back and is paid again is another fact each time.
  const { back } = await tx.selectFrom("settlement.payment_taken_back").select((of) => of.fn.countAll<number>().as("back")).where("statement_id", "=", row.id).executeTakeFirstOrThrow();
  const causeId = back === 0 ? row.id : `${row.id}/${back + 1}`;
  const businessDate = await firstFreeDay(scene, on);
  const { party_id: partyId, currency, due } = row;
  const { setId } = await ask(ledger.actions.post, {
    kind: row.side === "seller" ? "payout" : "receipt", cause: "settlement.statement", causeId, businessDate, memo: `${row.no} ${reference}`.trim(),
    lines: row.side === "seller"
      ? [{ account: "grower_payable", partyId, currency, amount: due }, { account: "clearing_out", currency, amount: -due }]
      : [{ account: "clearing_in", currency, amount: due }, { account: "buyer_receivable", partyId, currency, amount: -due }],
  });
  await tx.insertInto("settlement.payment").values({ statement_id: row.id, at: now, business_date: businessDate, amount: due, reference, account_id: actor.accountId, posting_set_id: setId }).execute();
  if (row.side === "buyer") await repayBill(scene, row, causeId);
  await emit("paymentNoted", { statementId: row.id, no: row.no, side: row.side, partyId, amount: due, currency });
}
