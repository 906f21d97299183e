import { ledger } from "../../kernel/ledger/contract.ts";
import type { Handlers } from "../../kernel/machinery/module.ts";
import { settleBetween } from "./between.ts";
import type { settlement } from "./contract.ts";
import { openDay, refundedOf, REVERSAL, takeBack } from "./reversal.ts";
import { viewOf } from "./sale.ts";
import type { Tables } from "./store.ts";

/** Sales whose price the buyer settles with the seller himself, and the money that goes between the two. */
type Noun = Pick<Handlers<typeof settlement, Tables>, "reverseDirect" | "recordReceipt">;

export const directHandlers: Noun = {
  async reverseDirect(scene, { saleId, reason, goods }) {
    const { tx, now, actor, newId, refuse, emit } = scene;
    const by = actor.accountId ?? refuse("not_signed_in");
    const sale = await tx.selectFrom("settlement.sale").selectAll().where("id", "=", saleId).forShare().executeTakeFirst();
    if (sale === undefined) return refuse("not_found", { sale: saleId });
    if (sale.money !== "direct") return refuse("not_direct", { lot: sale.lot_no });
    if ((await refundedOf(tx, saleId)) > 0) return refuse("refunded_before", { lot: sale.lot_no });
    const businessDate = await openDay(scene, sale);
    const id = newId();
    const written = await tx.insertInto("settlement.reversal").values({
      id, sale_id: saleId, reason, goods, proposed_at: now, proposed_by: by, proposed_name: actor.accountName, direct: true,
      decided_at: null, decided_by: null, decided_name: null, business_date: null, posting_set_id: null,
    }).onConflict((conflict) => conflict.column("sale_id").where("state", "<>", "rejected").doNothing()).executeTakeFirst();
    if (written.numInsertedOrUpdatedRows !== 1n) return refuse("already_reversed", { lot: sale.lot_no });
    const setId = await takeBack(scene, sale, { id, reason, goods, businessDate });
    await settleBetween(scene, { kind: "direct_reversal", cause: REVERSAL, causeId: id, sale, businessDate, amount: -sale.gross });
    await tx.updateTable("settlement.reversal").set({ state: "confirmed", decided_at: now, decided_by: by, decided_name: actor.accountName, business_date: businessDate, posting_set_id: setId })
      .where("id", "=", id).execute();
    await emit("saleReversed", { reversalId: id, sale: viewOf(sale), businessDate, reason, goods });
    return { reversalId: id, businessDate, gross: sale.gross };
  },

  async recordReceipt(scene, input) {
    const { tx, now, actor, businessDate, newId, refuse, ask, emit } = scene;
    const { payerId, payeeId, method, amount, currency, memo, cause, causeId } = input;
    const earlier = await tx.selectFrom("settlement.receipt").selectAll().where("cause", "=", cause).where("cause_id", "=", causeId).executeTakeFirst();
    if (earlier !== undefined) {
      const same = earlier.payer_id === payerId && earlier.payee_id === payeeId && earlier.method === method && earlier.amount === amount && earlier.currency === currency;
      return same ? { receiptId: earlier.id, repeated: true } : refuse("cause_reused", { cause, causeId });
    }
    const { setId } = await ask(ledger.actions.post, {
      kind: "direct_receipt", cause, causeId, memo,
      lines: [
        { account: "direct_due", partyId: payeeId, withId: payerId, currency, amount },
        { account: "direct_owed", partyId: payerId, withId: payeeId, currency, amount: -amount },
      ],
    });
    const receiptId = newId();
    await tx.insertInto("settlement.receipt").values({
      id: receiptId, at: now, business_date: businessDate, payer_id: payerId, payee_id: payeeId, method, amount, currency, memo, cause, cause_id: causeId,
      account_id: actor.accountId, posting_set_id: setId,
    }).execute();
    await emit("receiptRecorded", { receiptId, payerId, payeeId, method, amount, currency, cause, causeId });
    return { receiptId, repeated: false };
  },
};
