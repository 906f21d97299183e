import { sql } from "kysely";
import { ledger } from "../../kernel/ledger/contract.ts";
import type { Actor, Handlers, Tx } from "../../kernel/machinery/module.ts";
import { settlement } from "./contract.ts";
import { marketOf } from "./day.ts";
import type { AdvanceView } from "./money-views.ts";
import { feeSheetOf, loadPartyDays } from "./party-day.ts";
import { mostAdvance, settleParty } from "./rules.ts";
import { ownParty, type SettlementScene } from "./sale.ts";
import type { Tables } from "./store.ts";
import { moneyRulesOn, termsInForce } from "./terms.ts";

type Noun = Pick<Handlers<typeof settlement, Tables>, "advanceOffer" | "takeAdvance" | "advances" | "endAdvance">;
const MINUTE_MS = 60_000;
const NEVER = new Date(0);
const ADVANCE = "settlement.advance";

export const advanceHandlers: Noun = {
  async advanceOffer(scene, { partyId }) {
    return offerOf(scene, whose(scene, partyId));
  },

  async takeAdvance(scene, { partyId, amount }) {
    const { tx, now, actor, newId, refuse, ask, emit, businessDate } = scene;
    const party = whose(scene, partyId);
    // Locked, so that two telephones asking at once, or the close, wait for one another.
    const day = await tx.selectFrom("settlement.day").selectAll().where("business_date", "=", businessDate).forNoKeyUpdate().executeTakeFirst();
    if (day !== undefined && day.state !== "open") return refuse("day_is_closing", { date: businessDate });
    const offer = await offerOf(scene, party);
    if (!offer.allowed) return refuse("no_advance_term");
    if (amount > offer.most) return refuse("over_advance", { most: offer.most });
    const id = newId();
    const { last } = await tx.selectFrom("settlement.advance").select(sql<number>`count(*)`.as("last")).where("business_date", "=", businessDate).executeTakeFirstOrThrow();
    const no = `V${businessDate.replaceAll("-", "")}-${String(last + 1).padStart(4, "0")}`;
    const { transferId } = await ask(settlement.actions.transfer, {
      kind: "advance", amount, currency: offer.currency, memo: no, saleId: null, from: { partyId: party, side: "seller" }, to: { market: "advance_due" }, businessDate, cause: ADVANCE, causeId: id,
    });
    const { way } = (await termsInForce(tx, "seller", businessDate, [party])).get(party)!;
    await tx.insertInto("settlement.advance").values({
      id, no, at: now, business_date: businessDate, party_id: party, currency: offer.currency, amount, booked: offer.booked, most: offer.most, share: offer.share, way, transfer_id: transferId,
      done_at: null, failure: null, posting_set_id: null, back_transfer_id: null, account_id: actor.accountId, account_name: actor.accountName,
    }).execute();
    await emit("advanceGranted", { advanceId: id, no, partyId: party, businessDate, amount, currency: offer.currency, way });
    return viewOf(await rowsOf(tx).where("a.id", "=", id).executeTakeFirstOrThrow(), actor);
  },

  async advances({ tx, actor }, { businessDate, openOnly, limit, offset }) {
    let found = rowsOf(tx);
    const own = ownParty(actor);
    if (own !== undefined) found = found.where("a.party_id", "=", own);
    if (businessDate !== undefined) found = found.where("a.business_date", "=", businessDate);
    if (openOnly) found = found.where("a.state", "=", "open");
    const { total } = await found.clearSelect().select(sql<number>`count(*)`.as("total")).executeTakeFirstOrThrow();
    const rows = await found.orderBy("a.at", "desc").limit(limit).offset(offset).execute();
    return { advances: rows.map((row) => viewOf(row, actor)), total };
  },

  async endAdvance(scene, { advanceId, outcome }) {
    const { tx, actor, refuse } = scene;
    const row = await tx.selectFrom("settlement.advance").selectAll().where("id", "=", advanceId).forUpdate().executeTakeFirst();
    if (row === undefined) return refuse("not_found", { advance: advanceId });
    if (row.state !== "open") return refuse("decided_before", { state: row.state });
    // What a licensed payer was told to pay is answered by it alone.
    if (row.way === "split") return refuse("at_payer", { no: row.no });
    await endAdvance(scene, advanceId, outcome);
    return viewOf(await rowsOf(tx).where("a.id", "=", advanceId).executeTakeFirstOrThrow(), actor);
  },
};

type Outcome = { readonly kind: "paid"; readonly reference: string } | { readonly kind: "failed"; readonly reason: string };

/** Books an advance as paid, or gives it back to the seller's statement. The caller has locked it and seen that it is open. */
export async function endAdvance(scene: SettlementScene, advanceId: string, outcome: Outcome): Promise<void> {
  const { tx, now, ask, emit } = scene;
  const { id, no, party_id: partyId, amount, currency } = await tx.selectFrom("settlement.advance").selectAll().where("id", "=", advanceId).executeTakeFirstOrThrow();
  if (outcome.kind === "paid") {
    const { setId } = await ask(ledger.actions.post, {
      kind: "advance_paid", cause: ADVANCE, causeId: id, memo: `${no} ${outcome.reference}`.trim(),
      lines: [{ account: "advance_due", partyId, currency, amount }, { account: "clearing_out", currency, amount: -amount }],
    });
    await tx.updateTable("settlement.advance").set({ state: "paid", done_at: now, reference: outcome.reference, posting_set_id: setId }).where("id", "=", id).execute();
  } else {
    const { transferId } = await ask(settlement.actions.transfer, {
      kind: "advance_back", amount, currency, memo: `${no} ${outcome.reason}`.slice(0, 200), saleId: null, from: { market: "advance_due" }, to: { partyId, side: "seller" }, cause: `${ADVANCE}_back`, causeId: id,
    });
    await tx.updateTable("settlement.advance").set({ state: "failed", done_at: now, failure: outcome.reason, back_transfer_id: transferId }).where("id", "=", id).execute();
  }
  await emit("advanceEnded", { advanceId: id, no, partyId, amount, currency, outcome: outcome.kind });
}

/** A seller asks for himself; the cashier for anybody. */
function whose({ actor, refuse }: SettlementScene, partyId: string | undefined): string {
  const own = ownParty(actor);
  if (own !== undefined && partyId !== undefined && partyId !== own) return refuse("not_found", { party: partyId });
  return own ?? partyId ?? refuse("not_found", {});
}

async function offerOf(scene: SettlementScene, partyId: string) {
  const { tx, now, businessDate } = scene;
  const { currency } = await marketOf(scene);
  const term = (await termsInForce(tx, "seller", businessDate, [partyId])).get(partyId)!;
  const rules = await moneyRulesOn(tx, businessDate);
  // Without a waiting time no sale ever counts whole: the share bounds all of them.
  const settledBefore = rules.advanceAfterMinutes === 0 ? NEVER : new Date(now.getTime() - rules.advanceAfterMinutes * MINUTE_MS);
  const { whole, fresh } = await tx.selectFrom("settlement.sale as s")
    .select([
      sql<number>`coalesce(sum(s.gross) filter (where s.at <= ${settledBefore}), 0)::bigint`.as("whole"), sql<number>`coalesce(sum(s.gross) filter (where s.at > ${settledBefore}), 0)::bigint`.as("fresh"),
    ]).where("s.grower_id", "=", partyId).where("s.business_date", "=", businessDate).where("s.money", "=", "market")
    .where((of) => of.not(of.exists(of.selectFrom("settlement.reversal as r").select("r.id").whereRef("r.sale_id", "=", "s.id").where("r.state", "=", "confirmed")))).executeTakeFirstOrThrow();
  const { advanced } = await tx.selectFrom("settlement.advance").select(sql<number>`coalesce(sum(amount), 0)::bigint`.as("advanced"))
    .where("party_id", "=", partyId).where("business_date", "=", businessDate).where("state", "<>", "failed").executeTakeFirstOrThrow();
  const days = await loadPartyDays(tx, { side: "seller", date: businessDate, partyIds: [partyId], sheet: await feeSheetOf(scene, businessDate, currency) });
  const party = days.get(partyId)!;
  const result = settleParty(party);
  // Everything between the booked sales and what the paper would come to, with the advances themselves taken out again.
  const costs = Math.max(0, whole + fresh - (result.total + party.carriedIn + advanced));
  const allowed = term.kind === "days" && term.days === 0 && rules.advanceShare > 0;
  const most = allowed ? mostAdvance({ whole, fresh, share: rules.advanceShare, costs, advanced }) : 0;
  return { partyId, businessDate, allowed, booked: whole + fresh, whole, fresh, share: rules.advanceShare, costs, advanced, most, currency };
}

const rowsOf = (tx: Tx<Tables>) => tx.selectFrom("settlement.advance as a").innerJoin("kernel.party as p", "p.id", "a.party_id").selectAll("a").select("p.name as party");

const viewOf = (row: Awaited<ReturnType<ReturnType<typeof rowsOf>["executeTakeFirstOrThrow"]>>, actor: Actor): AdvanceView => ({
  id: row.id, no: row.no, at: row.at.toISOString(), businessDate: row.business_date, partyId: row.party_id, party: row.party, amount: row.amount, currency: row.currency, way: row.way, state: row.state,
  doneAt: row.done_at?.toISOString() ?? null, reference: row.reference, failure: row.failure, by: row.account_name,
  can: row.state === "open" && row.way === "bank_file" && actor.roles.includes("cashier") ? ["mark_paid", "mark_failed"] : [],
});
