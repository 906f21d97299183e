import { sql } from "kysely";
import { NOBODY, type Actor, type Handlers, type Tx } from "../../kernel/machinery/module.ts";
import type { claims } from "./contract.ts";
import { isBuyerOf, isGrowerOf, settingsOf, type ClaimScene } from "./course.ts";
import { deedsOf, mostRefund } from "./rules.ts";
import type { Tables } from "./store.ts";
import type { ClaimRow } from "./views.ts";

type Noun = Pick<Handlers<typeof claims, Tables>, "claim" | "mine" | "desk">;
const STAFF = ["grader", "operator", "cashier", "auditor"] as const;
const isDesk = (actor: Actor): boolean => actor.system || STAFF.some((role) => actor.roles.includes(role));

export const claimRows = (tx: Tx<Tables>) => tx.selectFrom("claims.claim as c").innerJoin("kernel.trade_item as i", "i.id", "c.item_id").innerJoin("kernel.party as g", "g.id", "c.grower_id").innerJoin("kernel.party as b", "b.id", "c.buyer_id")
  .selectAll("c").select(["i.zh", "i.en", "g.name as grower", "b.name as buyer"]);
type Row = Awaited<ReturnType<ReturnType<typeof claimRows>["executeTakeFirstOrThrow"]>>;

export async function oneRow({ tx, actor, now }: Pick<ClaimScene, "tx" | "actor" | "now">, id: string): Promise<ClaimRow> {
  return rowView(await claimRows(tx).where("c.id", "=", id).executeTakeFirstOrThrow(), actor, now);
}

export function rowView(row: Row, actor: Actor, now: Date): ClaimRow {
  const overdue = row.state !== "closed" && (row.escalated_at !== null || (row.due_at !== null && row.due_at <= now));
  return {
    id: row.id, no: row.no, state: row.state, filedAt: row.filed_at.toISOString(), dueAt: row.due_at?.toISOString() ?? null, overdue, escalated: row.escalated_at !== null && row.state !== "closed",
    saleId: row.sale_id, saleDate: row.sale_date, channel: row.channel, lotId: row.lot_id, lotNo: row.lot_no, itemZh: row.zh, itemEn: row.en, grade: row.grade,
    growerId: row.grower_id, grower: row.grower, buyerId: row.buyer_id, buyer: row.buyer, quantity: row.quantity, unit: row.unit, price: row.price, gross: row.gross, currency: row.currency,
    units: row.units, fault: row.fault, ask: row.ask, askAmount: row.ask_amount, askGrade: row.ask_grade, offered: row.offered,
    outcome: row.outcome, outcomeAmount: row.outcome_amount, closedAt: row.closed_at?.toISOString() ?? null, moneyDate: row.money_date,
    can: deedsOf({ state: row.state, overdue }, {
      buyer: isBuyerOf(actor, row), grower: isGrowerOf(actor, row), grader: actor.roles.includes("grader"), operator: actor.roles.includes("operator"), ruledByHim: row.ruled_by === actor.accountId,
    }),
  };
}

export const listHandlers: Noun = {
  async claim({ tx, actor, now, refuse }, { claimId, no }) {
    const row = await claimRows(tx).where((of) => (claimId === undefined ? of("c.no", "=", (no ?? "").toUpperCase()) : of("c.id", "=", claimId))).executeTakeFirst();
    if (row === undefined || !(isDesk(actor) || isBuyerOf(actor, row) || isGrowerOf(actor, row))) return refuse("not_found", { claim: claimId ?? no ?? "" });
    const photos = await tx.selectFrom("claims.photo").selectAll().where("claim_id", "=", row.id).orderBy("seq").execute();
    const points = await tx.selectFrom("claims.temperature").selectAll().where("claim_id", "=", row.id).orderBy("at").execute();
    const steps = await tx.selectFrom("claims.step").selectAll().where("claim_id", "=", row.id).orderBy("seq").execute();
    const { refunded } = await tx.selectFrom("claims.claim").select(sql<number>`coalesce(sum(outcome_amount), 0)::bigint`.as("refunded")).where("sale_id", "=", row.sale_id).where("id", "<>", row.id).executeTakeFirstOrThrow();
    return {
      claim: rowView(row, actor, now), text: row.text, boxLabel: row.box_label, silentPercent: settingsOf(row).silentPercent,
      mostRefund: mostRefund({ units: row.units, price: row.price, gross: row.gross, refunded }),
      photos: photos.map((one) => ({ photoId: one.photo_id, takenAt: one.taken_at.toISOString(), place: one.place, latE6: one.lat_e6, lonE6: one.lon_e6, by: one.by })),
      temperatures: points.map((one) => ({ at: one.at.toISOString(), centi: one.centi })),
      ruling: row.ruling === null || row.ruled_at === null ? null
        : { outcome: row.ruling, amount: row.ruling_amount, grade: row.ruling_grade, goods: row.ruling_goods, reason: row.ruling_reason, by: row.ruled_name ?? "", at: row.ruled_at.toISOString() },
      steps: steps.map((one) => ({ at: one.at.toISOString(), kind: one.kind, by: one.account_name, as: one.by, text: one.text, amount: one.amount, grade: one.grade as ClaimRow["grade"], outcome: one.outcome })),
    };
  },

  async mine({ tx, actor, now }, { as, open, limit, offset }) {
    const own = actor.partyId ?? NOBODY;
    let found = claimRows(tx).where((of) => of.or([...(as === "grower" ? [] : [of("c.buyer_id", "=", own)]), ...(as === "buyer" ? [] : [of("c.grower_id", "=", own)])]));
    const { waiting } = await found.clearSelect().select(sql<number>`count(*) filter (where (c.state = 'filed' and c.grower_id = ${own}::uuid) or (c.state = 'offered' and c.buyer_id = ${own}::uuid))`.as("waiting")).executeTakeFirstOrThrow();
    if (open !== undefined) found = found.where("c.state", open ? "<>" : "=", "closed");
    const { total } = await found.clearSelect().select(sql<number>`count(*)`.as("total")).executeTakeFirstOrThrow();
    const rows = await found.orderBy("c.filed_at", "desc").orderBy("c.id").limit(limit).offset(offset).execute();
    return { claims: rows.map((row) => rowView(row, actor, now)), total, waiting };
  },

  async desk({ tx, actor, now }, { state, query, limit, offset }) {
    let found = claimRows(tx);
    if (state !== undefined) found = found.where("c.state", "=", state);
    const text = query.replaceAll(/[%_\\]/g, "").toLowerCase();
    if (text !== "") {
      found = found.where((of) => of.or([
        of("c.no", "ilike", `%${text}%`), of("c.lot_no", "ilike", `%${text}%`), of("i.zh", "ilike", `%${text}%`), of("i.pinyin", "like", `%${text}%`),
        of("g.name", "ilike", `%${text}%`), of("g.pinyin", "like", `%${text}%`), of("b.name", "ilike", `%${text}%`), of("b.pinyin", "like", `%${text}%`),
      ]));
    }
    const { total, escalated } = await found.clearSelect().select([sql<number>`count(*)`.as("total"), sql<number>`count(*) filter (where c.escalated_at is not null and c.state <> 'closed')`.as("escalated")]).executeTakeFirstOrThrow();
    const rows = await found.orderBy(sql`c.state = 'closed'`).orderBy(sql`c.escalated_at is null`).orderBy("c.due_at").orderBy("c.filed_at", "desc").limit(limit).offset(offset).execute();
    return { claims: rows.map((row) => rowView(row, actor, now)), total, escalated };
  },
};
