import { sql } from "kysely";
import { ledger } from "../../kernel/ledger/contract.ts";
import { lots } from "../../kernel/lots/contract.ts";
import type { Actor, Handlers, Tx } from "../../kernel/machinery/module.ts";
import type { settlement } from "./contract.ts";
import { closedThrough } from "./months.ts";
import { firstOpenDay, viewOf, type SettlementScene } from "./sale.ts";
import type { SaleRow, Tables } from "./store.ts";
import type { ReversalView } from "./views.ts";

type Noun = Pick<Handlers<typeof settlement, Tables>, "proposeReversal" | "decideReversal" | "reversals">;
export const REVERSAL = "settlement.reversal";

export const reversalHandlers: Noun = {
  async proposeReversal({ tx, now, actor, newId, refuse }, { saleId, reason, goods }) {
    // A sale that nobody answers for cannot be taken back by nobody either: it takes a person with an account.
    const proposedBy = actor.accountId ?? refuse("not_signed_in");
    const sale = await tx.selectFrom("settlement.sale").select(["lot_no", "money"]).where("id", "=", saleId).executeTakeFirst();
    if (sale === undefined) return refuse("not_found", { sale: saleId });
    if (sale.money === "direct") return refuse("direct_sale", { lot: sale.lot_no });
    if ((await refundedOf(tx, saleId)) > 0) return refuse("refunded_before", { lot: sale.lot_no });
    const id = newId();
    const written = await tx.insertInto("settlement.reversal").values({
      id, sale_id: saleId, reason, goods, proposed_at: now, proposed_by: proposedBy, proposed_name: actor.accountName,
      decided_at: null, decided_by: null, decided_name: null, business_date: null, posting_set_id: null,
    }).onConflict((conflict) => conflict.column("sale_id").where("state", "<>", "rejected").doNothing()).executeTakeFirst();
    if (written.numInsertedOrUpdatedRows !== 1n) return refuse("already_reversed", { lot: sale.lot_no });
    return view(await rowsOf(tx).where("r.id", "=", id).executeTakeFirstOrThrow(), actor);
  },

  async decideReversal(scene, { reversalId, confirm }) {
    const { tx, now, actor, refuse, emit } = scene;
    const decidedBy = actor.accountId ?? refuse("not_signed_in");
    const reversal = await tx.selectFrom("settlement.reversal").selectAll().where("id", "=", reversalId).forUpdate().executeTakeFirst();
    if (reversal === undefined) return refuse("not_found", { reversal: reversalId });
    if (reversal.state !== "proposed") return refuse("decided_before", { state: reversal.state });
    if (confirm && reversal.proposed_by === decidedBy) return refuse("second_person_needed", { name: reversal.proposed_name });
    const decided = { decided_at: now, decided_by: decidedBy, decided_name: actor.accountName };
    if (!confirm) {
      await tx.updateTable("settlement.reversal").set({ state: "rejected", ...decided }).where("id", "=", reversalId).execute();
    } else {
      const sale = await tx.selectFrom("settlement.sale").selectAll().where("id", "=", reversal.sale_id).executeTakeFirstOrThrow();
      if ((await refundedOf(tx, sale.id)) > 0) return refuse("refunded_before", { lot: sale.lot_no });
      const businessDate = await openDay(scene, sale);
      const setId = await takeBack(scene, sale, { ...reversal, businessDate });
      await tx.updateTable("settlement.reversal").set({ state: "confirmed", ...decided, business_date: businessDate, posting_set_id: setId }).where("id", "=", reversalId).execute();
      await emit("saleReversed", { reversalId, sale: viewOf(sale), businessDate, reason: reversal.reason, goods: reversal.goods });
    }
    return view(await rowsOf(tx).where("r.id", "=", reversalId).executeTakeFirstOrThrow(), actor);
  },

  async reversals({ tx, actor }, { state, saleDate, limit, offset }) {
    let found = rowsOf(tx);
    if (state !== undefined) found = found.where("r.state", "=", state);
    if (saleDate !== undefined) found = found.where("s.business_date", "=", saleDate);
    const { total } = await found.clearSelect().select(sql<number>`count(*)`.as("total")).executeTakeFirstOrThrow();
    const rows = await found.orderBy("r.proposed_at", "desc").limit(limit).offset(offset).execute();
    return { reversals: rows.map((row) => view(row, actor)), total, canPropose: actor.roles.includes("cashier") };
  },
};

/** The day that carries the correction: the sale's own while it is open, else the first open day, which is opened if it has not begun. */
export async function openDay({ tx, businessDate }: SettlementScene, sale: SaleRow): Promise<string> {
  const closed = await closedThrough(tx);
  const own = closed === null || sale.business_date > closed;
  const date = own ? sale.business_date : firstOpenDay(businessDate, closed);
  await tx.insertInto("settlement.day").values({
    business_date: date, currency: sale.currency, fee_sheet: null, closing_at: null, closing_by: null, closing_name: null, closed_at: null, paid_at: null,
  }).onConflict((conflict) => conflict.doNothing()).execute();
  return date;
}

/** What complaints have given back on a sale; such a sale is not taken back as well. */
export async function refundedOf(tx: Tx<Tables>, saleId: string): Promise<number> {
  const { amount } = await tx.selectFrom("settlement.claim_refund").select(sql<number>`coalesce(sum(amount), 0)::bigint`.as("amount")).where("sale_id", "=", saleId).executeTakeFirstOrThrow();
  return amount;
}

/** The sale backwards: goods to the lot (and off it again when they are gone), debt and credit undone, postings reversed. */
export async function takeBack({ tx, ask }: SettlementScene, sale: SaleRow, { id, reason, goods, businessDate }: { id: string; reason: string; goods: string; businessDate: string }): Promise<string> {
  const { currency } = sale;
  // Locked, so that a close or a payment of the sale's own day either sees this reversal or is seen by it.
  await tx.selectFrom("settlement.day").select("state").where("business_date", "=", sale.business_date).forUpdate().execute();
  const moved = { lotId: sale.lot_id, quantity: sale.quantity, cause: REVERSAL, causeId: id, reason };
  await ask(lots.actions.move, { ...moved, kind: "return_in" });
  if (goods === "written_off") await ask(lots.actions.move, { ...moved, kind: "write_off" });
  if (sale.money === "market" && !(await billIsSettled(tx, sale))) await ask(ledger.actions.repay, { partyId: sale.buyer_id, currency, amount: sale.gross, cause: REVERSAL, causeId: id });
  const { setId } = await ask(ledger.actions.post, {
    kind: "sale_reversal", cause: REVERSAL, causeId: id, businessDate, memo: `${sale.lot_no} × ${sale.quantity}`, reverses: sale.posting_set_id,
    lines: [
      { account: "buyer_receivable", partyId: sale.buyer_id, currency, amount: -sale.gross },
      { account: "grower_payable", partyId: sale.grower_id, currency, amount: sale.gross },
    ],
  });
  return setId;
}

/** Whether the credit of the sale was freed already, because its bill was paid or nothing was due on it. */
async function billIsSettled(tx: Tx<Tables>, sale: SaleRow): Promise<boolean> {
  const bill = await tx.selectFrom("settlement.statement as s").leftJoin("settlement.payment as p", "p.statement_id", "s.id").select(["s.due", "p.at"])
    .where("s.side", "=", "buyer").where("s.party_id", "=", sale.buyer_id).where("s.business_date", "=", sale.business_date).executeTakeFirst();
  return bill !== undefined && (bill.due === 0 || bill.at !== null);
}

const rowsOf = (tx: Tx<Tables>) => tx.selectFrom("settlement.reversal as r").innerJoin("settlement.sale as s", "s.id", "r.sale_id")
  .innerJoin("kernel.trade_item as i", "i.id", "s.item_id").innerJoin("kernel.party as g", "g.id", "s.grower_id").innerJoin("kernel.party as b", "b.id", "s.buyer_id")
  .select([
    "r.id", "r.sale_id", "r.reason", "r.goods", "r.state", "r.proposed_at", "r.proposed_by", "r.proposed_name", "r.decided_at", "r.decided_name", "r.business_date",
    "s.business_date as sale_date", "s.lot_no", "s.quantity", "s.unit", "s.price", "s.gross", "s.currency", "i.zh", "i.en", "g.name as grower", "b.name as buyer",
  ]);

const view = (row: Awaited<ReturnType<ReturnType<typeof rowsOf>["executeTakeFirstOrThrow"]>>, actor: Actor): ReversalView => ({
  id: row.id, saleId: row.sale_id, saleDate: row.sale_date, lotNo: row.lot_no, itemZh: row.zh, itemEn: row.en, grower: row.grower, buyer: row.buyer,
  quantity: row.quantity, unit: row.unit, price: row.price, gross: row.gross, currency: row.currency, reason: row.reason, goods: row.goods, state: row.state,
  proposedAt: row.proposed_at.toISOString(), proposedBy: row.proposed_name, decidedAt: row.decided_at?.toISOString() ?? null, decidedBy: row.decided_name, businessDate: row.business_date,
  can: row.state !== "proposed" || !actor.roles.includes("cashier") ? [] : row.proposed_by === actor.accountId ? ["reject"] : ["confirm", "reject"],
});
