import { sql } from "kysely";
import { CURRENCIES } from "../../engines/fees/money.ts";
import type { Actor, Handlers, Tx } from "../../kernel/machinery/module.ts";
import { giveOut } from "../../kernel/sheets/exchange.ts";
import { settlement } from "./contract.ts";
import { CORRECTIONS, correctionLine } from "./corrections-list.ts";
import { marketOf } from "./day.ts";
import type { CorrectionView } from "./money-views.ts";
import type { Side } from "./rules.ts";
import type { SettlementScene } from "./sale.ts";
import type { Tables } from "./store.ts";
import { moneyRulesOn } from "./terms.ts";

type Noun = Pick<Handlers<typeof settlement, Tables>, "proposeCorrection" | "takeBackCorrection" | "decideCorrection" | "corrections" | "exportCorrections">;
type End = { readonly partyId: string; readonly side: Side } | { readonly market: "adjustment" };
const MARKET_WORDS = { zh: "市场调整", en: "Market adjustment" } as const;
const MAX_ROWS = 50_000;

export const correctionHandlers: Noun = {
  async proposeCorrection(scene, { from, to, amount, reason }) {
    return propose(scene, { from, to, amount, reason, corrects: null });
  },

  async takeBackCorrection(scene, { correctionId, reason }) {
    const { tx, refuse } = scene;
    const first = await tx.selectFrom("settlement.correction").selectAll().where("id", "=", correctionId).forUpdate().executeTakeFirst();
    if (first === undefined) return refuse("not_found", { correction: correctionId });
    if (first.state !== "confirmed") return refuse("correction_not_booked", { no: first.no });
    const later = await tx.selectFrom("settlement.correction").select("no").where("corrects", "=", first.id).where("state", "<>", "rejected").executeTakeFirst();
    if (later !== undefined) return refuse("corrected_before", { no: later.no });
    const end = (partyId: string | null, side: Side | null): End => (partyId === null || side === null ? { market: "adjustment" } : { partyId, side });
    return propose(scene, { from: end(first.payee_id, first.payee_side), to: end(first.payer_id, first.payer_side), amount: first.amount, reason, corrects: first.id });
  },

  async decideCorrection(scene, { correctionId, confirm }) {
    const { tx, now, actor, refuse } = scene;
    const decidedBy = actor.accountId ?? refuse("not_signed_in");
    const row = await tx.selectFrom("settlement.correction").selectAll().where("id", "=", correctionId).forUpdate().executeTakeFirst();
    if (row === undefined) return refuse("not_found", { correction: correctionId });
    if (row.state !== "proposed") return refuse("decided_before", { state: row.state });
    if (confirm && row.needs_second && row.proposed_by === decidedBy) return refuse("second_person_needed", { name: row.proposed_name });
    if (confirm) await book(scene, row, decidedBy);
    else await tx.updateTable("settlement.correction").set({ state: "rejected", decided_at: now, decided_by: decidedBy, decided_name: actor.accountName }).where("id", "=", row.id).execute();
    return viewOf(await rowsOf(tx).where("c.id", "=", row.id).executeTakeFirstOrThrow(), actor);
  },

  async corrections(scene, { state, query, limit, offset }) {
    const { tx, actor, businessDate } = scene;
    let found = rowsOf(tx);
    const text = query.replaceAll(/[%_\\]/g, "").toLowerCase();
    if (state !== undefined) found = found.where("c.state", "=", state);
    if (text !== "") {
      found = found.where((of) => of.or([of("c.no", "ilike", `%${text}%`), of("c.reason", "ilike", `%${text}%`), of("payer.name", "ilike", `%${text}%`), of("payer.pinyin", "like", `%${text}%`), of("payee.name", "ilike", `%${text}%`), of("payee.pinyin", "like", `%${text}%`)]));
    }
    const { total, waiting } = await found.clearSelect().select([sql<number>`count(*)`.as("total"), sql<number>`count(*) filter (where c.state = 'proposed')`.as("waiting")]).executeTakeFirstOrThrow();
    const rows = await found.orderBy(sql`c.state <> 'proposed'`).orderBy("c.at", "desc").orderBy("c.no", "desc").limit(limit).offset(offset).execute();
    return {
      corrections: rows.map((row) => viewOf(row, actor)), total, waiting, limit: (await moneyRulesOn(tx, businessDate)).correctionLimit, currency: (await marketOf(scene)).currency, can: actor.roles.includes("cashier") ? ["propose" as const] : [],
    };
  },

  async exportCorrections(scene, { from, to, language }) {
    const { tx, actor } = scene;
    const rows = await rowsOf(tx).where("c.proposed_on", ">=", from).where("c.proposed_on", "<=", to).orderBy("c.at").orderBy("c.no").limit(MAX_ROWS).execute();
    const { currency } = await marketOf(scene);
    return giveOut(CORRECTIONS, rows.map((row) => correctionLine(viewOf(row, actor), MARKET_WORDS[language])), { currency: CURRENCIES.find((one) => one === currency) ?? "CNY", language }, `${from}_${to}`);
  },
};

async function propose(scene: SettlementScene, { from, to, amount, reason, corrects }: { from: End; to: End; amount: number; reason: string; corrects: string | null }): Promise<CorrectionView> {
  const { tx, now, actor, newId, refuse, emit, businessDate } = scene;
  // A correction nobody answers for cannot be made: it takes a person with an account.
  const proposedBy = actor.accountId ?? refuse("not_signed_in");
  const [payer, payee] = ["partyId" in from ? from : null, "partyId" in to ? to : null];
  if (payer?.partyId === payee?.partyId) return refuse("needs_two_ends", { kind: "correction" });
  const parties = [payer?.partyId, payee?.partyId].filter((id) => id !== undefined);
  const known = await tx.selectFrom("kernel.party").select("id").where("id", "in", parties).execute();
  const missing = parties.find((id) => !known.some((row) => row.id === id));
  if (missing !== undefined) return refuse("unknown_party", { party: missing });
  const { currency } = await marketOf(scene);
  const id = newId();
  // One after another, so that numbers have no gap and none is given twice.
  await sql`select pg_advisory_xact_lock(7240473)`.execute(tx);
  const { last } = await tx.selectFrom("settlement.correction").select(sql<number>`count(*)`.as("last")).where("proposed_on", "=", businessDate).executeTakeFirstOrThrow();
  const no = `G${businessDate.replaceAll("-", "")}-${String(last + 1).padStart(3, "0")}`;
  const row = await tx.insertInto("settlement.correction").values({
    id, no, at: now, proposed_on: businessDate, payer_id: payer?.partyId ?? null, payer_side: payer?.side ?? null, payee_id: payee?.partyId ?? null, payee_side: payee?.side ?? null, amount, currency, reason, corrects,
    proposed_by: proposedBy, proposed_name: actor.accountName, decided_at: null, decided_by: null, decided_name: null, business_date: null, transfer_id: null,
  }).returningAll().executeTakeFirstOrThrow();
  await emit("correctionProposed", { correctionId: id, no, amount, currency, needsSecond: row.needs_second });
  if (!row.needs_second) await book(scene, row, proposedBy);
  return viewOf(await rowsOf(tx).where("c.id", "=", id).executeTakeFirstOrThrow(), actor);
}

type Row = Awaited<ReturnType<ReturnType<typeof rowsOf>["executeTakeFirstOrThrow"]>>;
type Stored = Omit<Row, "payer" | "payee" | "corrects_no" | "corrected_by">;

/** The correction as a transfer: it stands on both papers of its day. */
async function book({ tx, now, actor, ask, emit }: SettlementScene, row: Stored, decidedBy: string): Promise<void> {
  const end = (partyId: string | null, side: Side | null): End => (partyId === null || side === null ? { market: "adjustment" } : { partyId, side });
  const { transferId, businessDate } = await ask(settlement.actions.transfer, {
    kind: "correction", amount: row.amount, currency: row.currency, memo: `${row.no} ${row.reason}`, saleId: null, from: end(row.payer_id, row.payer_side), to: end(row.payee_id, row.payee_side), cause: "settlement.correction", causeId: row.id,
  });
  await tx.updateTable("settlement.correction").set({ state: "confirmed", decided_at: now, decided_by: decidedBy, decided_name: actor.accountName, business_date: businessDate, transfer_id: transferId }).where("id", "=", row.id).execute();
  await emit("correctionBooked", { correctionId: row.id, no: row.no, transferId, amount: row.amount, currency: row.currency, businessDate });
}

const rowsOf = (tx: Tx<Tables>) => tx.selectFrom("settlement.correction as c").leftJoin("kernel.party as payer", "payer.id", "c.payer_id").leftJoin("kernel.party as payee", "payee.id", "c.payee_id")
  .selectAll("c").select(["payer.name as payer", "payee.name as payee"]).select((of) => [
    of.selectFrom("settlement.correction as f").select("f.no").whereRef("f.id", "=", "c.corrects").as("corrects_no"),
    of.selectFrom("settlement.correction as l").select("l.no").whereRef("l.corrects", "=", "c.id").where("l.state", "<>", "rejected").limit(1).as("corrected_by"),
  ]);

function viewOf(row: Row, actor: Actor): CorrectionView {
  const cashier = actor.roles.includes("cashier");
  return {
    id: row.id, no: row.no, at: row.at.toISOString(), payerId: row.payer_id, payer: row.payer, payerSide: row.payer_side, payeeId: row.payee_id, payee: row.payee, payeeSide: row.payee_side,
    amount: row.amount, currency: row.currency, reason: row.reason, corrects: row.corrects_no, correctedBy: row.corrected_by, limitAt: row.limit_at, needsSecond: row.needs_second, state: row.state,
    proposedBy: row.proposed_name, decidedAt: row.decided_at?.toISOString() ?? null, decidedBy: row.decided_name, businessDate: row.business_date,
    can: !cashier ? [] : row.state === "proposed" ? [...(row.proposed_by === actor.accountId ? [] : ["confirm" as const]), "reject"] : row.state === "confirmed" && row.corrected_by === null ? ["take_back"] : [],
  };
}
