import { sql } from "kysely";
import { ledger } from "../../kernel/ledger/contract.ts";
import type { Handlers, Tx } from "../../kernel/machinery/module.ts";
import type { settlement } from "./contract.ts";
import { firstOpenDay } from "./sale.ts";
import type { Tables } from "./store.ts";
import type { ItemView } from "./views.ts";

/** What one party owes another outside a sale, as a client owes his agent. It passes no paper of the market. */
type Noun = Pick<Handlers<typeof settlement, Tables>, "chargeBetween">;

export const agencyHandlers: Noun = {
  async chargeBetween(scene, input) {
    const { tx, now, actor, newId, refuse, ask, emit } = scene;
    const { kind, debtorId, creditorId, amount, currency, memo, saleId, reverses, cause, causeId } = input;
    if (debtorId === creditorId) return refuse("needs_two_ends", { kind });
    const earlier = await tx.selectFrom("settlement.between_charge").selectAll().where("cause", "=", cause).where("cause_id", "=", causeId).executeTakeFirst();
    if (earlier !== undefined) {
      const same = earlier.kind === kind && earlier.debtor_id === debtorId && earlier.creditor_id === creditorId && earlier.amount === amount && earlier.currency === currency && earlier.reverses === reverses;
      return same ? { chargeId: earlier.id, businessDate: earlier.business_date, repeated: true } : refuse("cause_reused", { cause, causeId });
    }
    if (reverses !== null) {
      const first = await tx.selectFrom("settlement.between_charge").selectAll().where("id", "=", reverses).forUpdate().executeTakeFirst();
      if (first === undefined) return refuse("not_found", { charge: reverses });
      const { back } = await tx.selectFrom("settlement.between_charge").select(sql<number>`coalesce(sum(amount), 0)::bigint`.as("back")).where("reverses", "=", reverses).executeTakeFirstOrThrow();
      const fits = first.reverses === null && first.debtor_id === debtorId && first.creditor_id === creditorId && first.currency === currency && Math.sign(first.amount) !== Math.sign(amount);
      if (!fits || Math.abs(back + amount) > Math.abs(first.amount)) return refuse("over_charge", { left: Math.abs(first.amount + back) });
    }
    const { closed } = await tx.selectFrom("settlement.day").select((of) => of.fn.max("business_date").as("closed")).where("state", "<>", "open").executeTakeFirstOrThrow();
    const businessDate = firstOpenDay(scene.businessDate, closed);
    const day = await tx.selectFrom("settlement.day").select("currency").where("business_date", "=", businessDate).executeTakeFirst();
    if (day !== undefined && day.currency !== currency) return refuse("wrong_currency", { currency, market: day.currency });
    const chargeId = newId();
    const { setId } = await ask(ledger.actions.post, {
      kind: "between", cause: "settlement.between", causeId: chargeId, businessDate, memo,
      lines: [
        { account: "direct_owed", partyId: debtorId, withId: creditorId, currency, amount },
        { account: "direct_due", partyId: creditorId, withId: debtorId, currency, amount: -amount },
      ],
    });
    await tx.insertInto("settlement.between_charge").values({
      id: chargeId, at: now, business_date: businessDate, kind, debtor_id: debtorId, creditor_id: creditorId, amount, currency, memo, sale_id: saleId, reverses, cause, cause_id: causeId,
      account_id: actor.accountId, posting_set_id: setId,
    }).execute();
    await emit("chargedBetween", { chargeId, kind, debtorId, creditorId, amount, currency, businessDate, saleId, reverses, cause, causeId });
    return { chargeId, businessDate, repeated: false };
  },
};

/** For the books of a day: what parties charged each other on it. */
export async function chargedOn(tx: Tx<Tables>, date: string): Promise<number> {
  const { amount } = await tx.selectFrom("settlement.between_charge").select(sql<number>`coalesce(sum(amount), 0)::bigint`.as("amount")).where("business_date", "=", date).executeTakeFirstOrThrow();
  return amount;
}

/** Every charge of the day that the ledger has otherwise. */
export async function wrongCharges(tx: Tx<Tables>, date: string): Promise<readonly Pick<ItemView, "code" | "subject" | "partyId" | "saleId" | "expected" | "found">[]> {
  const rows = await tx.selectFrom("settlement.between_books").selectAll().where("business_date", "=", date).where(sql<boolean>`(posted is distinct from amount)`).execute();
  return rows.map((row) => ({ code: "between_posting", subject: row.memo, partyId: row.debtor_id, saleId: row.sale_id, expected: row.amount, found: row.posted }));
}
