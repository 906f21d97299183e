import { ledger } from "../../kernel/ledger/contract.ts";
import type { Handlers } from "../../kernel/machinery/module.ts";
import { settleBetween } from "./between.ts";
import { settlement } from "./contract.ts";
import { openDay, refundedOf, REVERSAL, takeBack } from "./reversal.ts";
import { viewOf, type SettlementScene } from "./sale.ts";
import type { SaleRow, Tables } from "./store.ts";

/** What a complaint about the goods does to a sale and its money. The decision is the claims module's; the books are kept here. */
type Noun = Pick<Handlers<typeof settlement, Tables>, "saleForClaim" | "refundForClaim" | "reverseForClaim">;

export const claimHandlers: Noun = {
  async saleForClaim(scene, { saleId }) {
    const sale = await lockedSale(scene, saleId);
    return { sale: viewOf(sale), ...(await standing(scene, saleId)) };
  },

  async refundForClaim(scene, { saleId, claimId, amount, memo }) {
    const { tx, now, refuse, ask } = scene;
    const sale = await lockedSale(scene, saleId);
    const earlier = await tx.selectFrom("settlement.claim_refund").selectAll().where("claim_id", "=", claimId).executeTakeFirst();
    if (earlier !== undefined) return earlier.sale_id === saleId && earlier.amount === amount ? { businessDate: null, repeated: true } : refuse("cause_reused", { cause: "claims.claim", causeId: claimId });
    const { refunded, reversed } = await standing(scene, saleId);
    if (reversed) return refuse("already_reversed", { lot: sale.lot_no });
    if (refunded + amount > sale.gross) return refuse("over_sale", { left: sale.gross - refunded });
    const refund = { claim_id: claimId, sale_id: saleId, at: now, amount };
    const cause = { cause: "claims.claim", causeId: claimId };
    if (sale.money === "market") {
      const { transferId, businessDate } = await ask(settlement.actions.transfer, {
        kind: "claim", amount, currency: sale.currency, memo, saleId, from: { partyId: sale.grower_id, side: "seller" }, to: { partyId: sale.buyer_id, side: "buyer" }, ...cause,
      });
      await tx.insertInto("settlement.claim_refund").values({ ...refund, transfer_id: transferId, receipt_id: null }).execute();
      return { businessDate, repeated: false };
    }
    // The price never passed through the market, so what is given back does not either: the customer owes that much less.
    const { receiptId } = await ask(settlement.actions.recordReceipt, {
      payerId: sale.buyer_id, payeeId: sale.grower_id, method: "allowance", amount, currency: sale.currency, memo, ...cause,
    });
    await tx.insertInto("settlement.claim_refund").values({ ...refund, transfer_id: null, receipt_id: receiptId }).execute();
    await ask(ledger.actions.matchDirect, { partyId: sale.buyer_id, creditorId: sale.grower_id, currency: sale.currency, ...cause });
    return { businessDate: scene.businessDate, repeated: false };
  },

  async reverseForClaim(scene, { saleId, claimId, reason, goods, proposedBy, proposedAt }) {
    const { tx, now, actor, refuse, ask, newId, emit } = scene;
    const confirmedBy = actor.accountId ?? refuse("not_signed_in");
    if (confirmedBy === proposedBy.accountId) return refuse("second_person_needed", { name: proposedBy.name });
    const sale = await lockedSale(scene, saleId);
    if ((await standing(scene, saleId)).refunded > 0) return refuse("refunded_before", { lot: sale.lot_no });
    const businessDate = await openDay(scene, sale);
    const id = newId();
    const direct = sale.money === "direct";
    const written = await tx.insertInto("settlement.reversal").values({
      id, sale_id: saleId, reason, goods, proposed_at: new Date(proposedAt), proposed_by: proposedBy.accountId, proposed_name: proposedBy.name, direct,
      decided_at: null, decided_by: null, decided_name: null, business_date: null, posting_set_id: null,
    }).onConflict((conflict) => conflict.column("sale_id").where("state", "<>", "rejected").doNothing()).executeTakeFirst();
    if (written.numInsertedOrUpdatedRows !== 1n) return refuse("already_reversed", { lot: sale.lot_no });
    const setId = await takeBack(scene, sale, { id, reason, goods, businessDate });
    if (direct) await settleBetween(scene, { kind: "direct_reversal", cause: REVERSAL, causeId: id, sale, businessDate, amount: -sale.gross });
    await tx.updateTable("settlement.reversal").set({ state: "confirmed", decided_at: now, decided_by: confirmedBy, decided_name: actor.accountName, business_date: businessDate, posting_set_id: setId })
      .where("id", "=", id).execute();
    if (direct) await ask(ledger.actions.matchDirect, { partyId: sale.buyer_id, creditorId: sale.grower_id, currency: sale.currency, cause: "claims.claim", causeId: claimId });
    await emit("saleReversed", { reversalId: id, sale: viewOf(sale), businessDate, reason, goods });
    return { reversalId: id, businessDate };
  },
};

/** Locked, so that refunds and reversals of one sale stand in a line. */
async function lockedSale({ tx, refuse }: Pick<SettlementScene, "tx" | "refuse">, saleId: string): Promise<SaleRow> {
  const sale = await tx.selectFrom("settlement.sale").selectAll().where("id", "=", saleId).forNoKeyUpdate().executeTakeFirst();
  return sale ?? refuse("not_found", { sale: saleId });
}

async function standing({ tx }: Pick<SettlementScene, "tx">, saleId: string): Promise<{ refunded: number; reversed: boolean }> {
  const reversal = await tx.selectFrom("settlement.reversal").select("id").where("sale_id", "=", saleId).where("state", "=", "confirmed").executeTakeFirst();
  return { refunded: await refundedOf(tx, saleId), reversed: reversal !== undefined };
}
