import type { Handlers } from "../../kernel/machinery/module.ts";
import type { settlement } from "./contract.ts";
import { viewOf } from "./sale.ts";
import type { Tables } from "./store.ts";

type Noun = Pick<Handlers<typeof settlement, Tables>, "booked" | "soldBy">;

/** What the books say of single sales and transfers, for whoever booked them and has to explain them. */
export const bookedHandlers: Noun = {
  async booked({ tx }, { saleIds, transferIds }) {
    const sales = saleIds.length === 0 ? [] : await tx.selectFrom("settlement.sale").selectAll().where("id", "in", saleIds).orderBy("id").execute();
    const books = saleIds.length === 0 ? [] : await tx.selectFrom("settlement.sale_books").select(["sale_id", "receivable", "payable"]).where("sale_id", "in", saleIds).execute();
    const reversals = saleIds.length === 0 ? [] : await tx.selectFrom("settlement.reversal").select(["sale_id", "business_date"]).where("sale_id", "in", saleIds).where("state", "=", "confirmed").execute();
    const refunds = saleIds.length === 0 ? [] : await tx.selectFrom("settlement.claim_refund as r").innerJoin("settlement.transfer as t", "t.id", "r.transfer_id").select(["r.sale_id", "r.amount", "t.business_date"]).where("r.sale_id", "in", saleIds).orderBy("r.at").execute();
    const transfers = transferIds.length === 0 ? [] : await tx.selectFrom("settlement.transfer").select(["id", "kind", "business_date", "amount", "memo"]).where("id", "in", transferIds).orderBy("id").execute();
    const ends = transferIds.length === 0 ? [] : await tx.selectFrom("settlement.transfer_books").select(["id", "party_id", "side", "amount", "posted"]).where("id", "in", transferIds).execute();
    return {
      sales: sales.map((row) => {
        const book = books.find((one) => one.sale_id === row.id);
        // Both halves of a sale say the same, or the ledger does not know it.
        const posted = book?.receivable != null && book.payable === -book.receivable ? book.receivable : null;
        return { ...viewOf(row), posted, reversedOn: reversals.find((one) => one.sale_id === row.id)?.business_date ?? null, refunds: refunds.filter((one) => one.sale_id === row.id).map((one) => ({ businessDate: one.business_date, amount: one.amount })) };
      }),
      transfers: transfers.map((row) => ({
        transferId: row.id, kind: row.kind, businessDate: row.business_date, amount: row.amount, memo: row.memo, ends: ends.filter((one) => one.id === row.id).map((one) => ({ partyId: one.party_id, side: one.side, amount: one.amount, posted: one.posted })),
      })),
    };
  },

  async soldBy({ tx }, { growerId, itemIds, from, to }) {
    const rows = await tx.selectFrom("settlement.sale").selectAll().where("grower_id", "=", growerId).where("item_id", "in", itemIds).where("business_date", ">=", from).where("business_date", "<=", to)
      .where((of) => of.not(of.exists(of.selectFrom("settlement.reversal as r").select("r.id").whereRef("r.sale_id", "=", "settlement.sale.id").where("r.state", "=", "confirmed")))).orderBy("id").execute();
    return { sales: rows.map(viewOf) };
  },
};
