import { ledger } from "../../kernel/ledger/contract.ts";
import type { Handlers } from "../../kernel/machinery/module.ts";
import type { settlement } from "./contract.ts";
import { closedThrough } from "./months.ts";
import type { Side } from "./rules.ts";
import { firstOpenDay } from "./sale.ts";
import type { Tables, TransferRow } from "./store.ts";

type Noun = Pick<Handlers<typeof settlement, Tables>, "transfer">;
type End = { readonly partyId: string; readonly side: Side } | { readonly market: NonNullable<TransferRow["market_account"]> };

export const transferHandlers: Noun = {
  async transfer(scene, input) {
    const { tx, now, actor, newId, refuse, ask, emit } = scene;
    const { kind, amount, currency, memo, saleId, from, to, cause, causeId } = input;
    const payer = "partyId" in from ? from : null;
    const payee = "partyId" in to ? to : null;
    if ((payer === null && payee === null) || payer?.partyId === payee?.partyId) return refuse("needs_two_ends", { kind });
    const ends = {
      payer_id: payer?.partyId ?? null, payer_side: payer?.side ?? null, payee_id: payee?.partyId ?? null, payee_side: payee?.side ?? null,
      market_account: "market" in from ? from.market : "market" in to ? to.market : null,
    };
    const earlier = await tx.selectFrom("settlement.transfer").selectAll().where("cause", "=", cause).where("cause_id", "=", causeId).executeTakeFirst();
    if (earlier !== undefined) {
      const same = earlier.kind === kind && earlier.amount === amount && earlier.currency === currency
        && (Object.keys(ends) as (keyof typeof ends)[]).every((key) => earlier[key] === ends[key]);
      return same ? { transferId: earlier.id, businessDate: earlier.business_date, repeated: true } : refuse("cause_reused", { cause, causeId });
    }
    const parties = [payer?.partyId, payee?.partyId].filter((id) => id !== undefined);
    const known = await tx.selectFrom("kernel.party").select("id").where("id", "in", parties).execute();
    const missing = parties.find((id) => !known.some((row) => row.id === id));
    if (missing !== undefined) return refuse("unknown_party", { party: missing });
    const closed = await closedThrough(tx);
    const businessDate = firstOpenDay(input.businessDate ?? scene.businessDate, closed);
    const day = await tx.selectFrom("settlement.day").select("currency").where("business_date", "=", businessDate).executeTakeFirst();
    if (day !== undefined && day.currency !== currency) return refuse("wrong_currency", { currency, market: day.currency });
    const transferId = newId();
    const { setId } = await ask(ledger.actions.post, {
      kind: "transfer", cause: "settlement.transfer", causeId: transferId, businessDate, memo,
      lines: [{ ...accountOf(from, payee), currency, amount }, { ...accountOf(to, payer), currency, amount: -amount }],
    });
    await tx.insertInto("settlement.transfer").values({
      id: transferId, at: now, business_date: businessDate, kind, ...ends, amount, currency, memo, sale_id: saleId, cause, cause_id: causeId, account_id: actor.accountId, posting_set_id: setId,
    }).execute();
    await emit("transferred", { transferId, kind, payerId: ends.payer_id, payeeId: ends.payee_id, amount, currency, businessDate, saleId, cause, causeId });
    return { transferId, businessDate, repeated: false };
  },
};

/** A deposit and an advance belong to the party at the other end; income and adjustments belong to nobody. */
const ITS_OWN = ["packaging_deposit", "contract_deposit", "advance_due"] as const;
function accountOf(end: End, other: { readonly partyId: string } | null) {
  if ("market" in end) return { account: end.market, partyId: (ITS_OWN as readonly string[]).includes(end.market) ? (other?.partyId ?? null) : null };
  return { account: end.side === "seller" ? "grower_payable" as const : "buyer_receivable" as const, partyId: end.partyId };
}
