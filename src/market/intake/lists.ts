import { sql } from "kysely";
import { initialsOf } from "../../engines/names/pinyin.ts";
import { lots } from "../../kernel/lots/contract.ts";
import type { Actor } from "../../kernel/machinery/module.ts";
import { cardRows, cardsOf, cardOf, currencyOf, growerFor, maySee, stateInSql, whereState, type IntakeScene } from "./cards.ts";
import type { LotCard } from "./contract.ts";
import { lotNumberIn, type LotState } from "./rules.ts";

export interface MyLots {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly state?: LotState | undefined;
  readonly limit: number;
  readonly offset: number;
}

export async function myLots({ tx, actor, refuse }: IntakeScene, { from, to, state, limit, offset }: MyLots) {
  const growerId = actor.partyId ?? refuse("not_allowed");
  let found = cardRows(tx).where("l.grower_id", "=", growerId);
  if (from !== undefined) found = found.where("d.planned_on", ">=", from);
  if (to !== undefined) found = found.where("d.planned_on", "<=", to);
  if (state !== undefined) found = whereState(found, state);
  const all = found.clearSelect();
  const { total } = await all.select((of) => of.fn.countAll<number>().as("total")).executeTakeFirstOrThrow();
  const money = await all.innerJoin("intake.sale as s", "s.lot_id", "l.id")
    .select((of) => [of.fn.sum<string | null>("s.quantity").as("sold"), of.fn.sum<string | null>("s.gross").as("gross")]).executeTakeFirst();
  const rows = await found.orderBy("d.planned_on", "desc").orderBy("l.no", "desc").limit(limit).offset(offset).execute();
  return { lots: await cardsOf(tx, actor, rows), total, sold: Number(money?.sold ?? 0), gross: Number(money?.gross ?? 0), currency: await currencyOf(tx) };
}

export interface Arrivals {
  readonly on?: string | undefined;
  readonly query: string;
  readonly state?: LotState | undefined;
  readonly limit: number;
  readonly offset: number;
}

export async function arrivals({ tx, actor, businessDate }: IntakeScene, input: Arrivals) {
  const on = input.on ?? businessDate;
  // Who said "yesterday" and comes today is still expected; tomorrow's list begins clean.
  let found = cardRows(tx).where((of) => of.or([of("d.planned_on", "=", on), ...(on === businessDate ? [of.and([of("d.planned_on", "<", on), of("l.status", "=", "declared")])] : [])]));
  const text = input.query.normalize("NFKC").trim().toLowerCase().replaceAll(/[%_\\]/g, "");
  const no = lotNumberIn(input.query, on);
  if (text !== "") {
    const growers = await found.clearSelect().select(["l.grower_id", "p.name"]).distinct().execute();
    const byInitials = growers.filter((one) => initialsOf(one.name).includes(text)).map((one) => one.grower_id);
    found = found.where((of) => of.or([
      of("l.no", "=", no ?? ""), of("l.no", "like", `%-${text.padStart(4, "0")}`), of("p.name", "like", `%${text}%`), of("p.pinyin", "like", `%${text}%`),
      of("i.zh", "ilike", `%${text}%`), of("i.pinyin", "like", `%${text}%`), of("i.initials", "like", `%${text}%`),
      ...(byInitials.length === 0 ? [] : [of("l.grower_id", "in", byInitials)]),
    ]));
  }
  const tally = await found.clearSelect().select([stateInSql.as("state"), sql<number>`count(*)`.as("lots")]).groupBy(stateInSql).execute();
  const counts = { expected: 0, received: 0, graded: 0, offered: 0, closed: 0, cancelled: 0, refused: 0, ...Object.fromEntries(tally.map((one) => [one.state, one.lots])) };
  if (input.state !== undefined) found = whereState(found, input.state);
  const { total } = await found.clearSelect().select((of) => of.fn.countAll<number>().as("total")).executeTakeFirstOrThrow();
  const rows = await found.orderBy("l.no").limit(input.limit).offset(input.offset).execute();
  return { on, lots: await cardsOf(tx, actor, rows), total, counts };
}

export async function copyLast(scene: IntakeScene, input: { growerId?: string | undefined; itemId?: string | undefined }): Promise<{ last: LotCard | null }> {
  const growerId = growerFor(scene, input.growerId);
  let found = cardRows(scene.tx).where("l.grower_id", "=", growerId);
  if (input.itemId !== undefined) found = found.where("l.item_id", "=", input.itemId);
  const row = await found.orderBy("d.at", "desc").orderBy("l.no", "desc").limit(1).executeTakeFirst();
  return { last: row === undefined ? null : ((await cardsOf(scene.tx, scene.actor, [row]))[0] ?? null) };
}

/** What a grower brought before, most often first. */
export async function suggestions(scene: IntakeScene, input: { growerId?: string | undefined; limit: number }) {
  const { tx } = scene;
  const growerId = growerFor(scene, input.growerId);
  const brought = await tx.selectFrom("kernel.lot as l").innerJoin("intake.declaration as d", "d.lot_id", "l.id").innerJoin("kernel.trade_item as i", "i.id", "l.item_id")
    .select([
      "i.id", "i.zh", "i.en", "i.unit", "i.packing", "i.pot_extra", sql<number>`count(*)`.as("times"),
      sql<string>`(array_agg(d.written order by d.at desc))[1]`.as("written"), sql<string | null>`(array_agg(l.floor_price order by d.at desc))[1]`.as("floor_price"),
      sql<string | null>`(array_agg(l.photo_id order by d.at desc) filter (where l.photo_id is not null))[1]`.as("photo_id"),
    ])
    .where("l.grower_id", "=", growerId).groupBy("i.id").orderBy("times", "desc").orderBy(sql`max(d.at)`, "desc").execute();
  return {
    items: brought.slice(0, input.limit).map((row) => ({
      itemId: row.id, zh: row.zh, en: row.en, unit: row.unit, packing: row.packing as unknown as Record<string, number>, potExtra: row.pot_extra, times: row.times,
      lastWritten: row.written, lastFloorPrice: row.floor_price === null ? null : Number(row.floor_price), photoId: row.photo_id,
    })),
    total: brought.length,
  };
}

export async function oneLot(scene: IntakeScene, input: { lotId?: string | undefined; no?: string | undefined }) {
  const { tx, actor, businessDate, refuse, ask } = scene;
  const no = input.no === undefined ? null : lotNumberIn(input.no, businessDate);
  if (input.lotId === undefined && no === null) return refuse("not_found", { lot: input.no ?? "" });
  let found = tx.selectFrom("kernel.lot").select(["id", "grower_id"]);
  found = input.lotId === undefined ? found.where("no", "=", no!) : found.where("id", "=", input.lotId);
  const row = await found.executeTakeFirst();
  if (row === undefined || !maySee(actor, row.grower_id)) return refuse("not_found", { lot: input.no ?? input.lotId ?? "" });
  const { movements } = await ask(lots.actions.movements, { lotId: row.id });
  const sales = await tx.selectFrom("intake.sale").selectAll().where("lot_id", "=", row.id).orderBy("at").execute();
  const shown = movements.filter((one) => MOVES_TOLD.has(one.kind)).map((one) => ({ at: one.at, kind: one.kind, quantity: one.quantity, by: "", as: "", text: one.reason, grade: null }));
  return {
    lot: await cardOf(tx, actor, row.id),
    history: [...(await deedsOn(scene, row.id)), ...shown].toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)),
    sales: sales.map((one) => ({ at: one.at.toISOString(), channel: one.channel, quantity: one.quantity, price: one.price, gross: one.gross })),
  };
}

/** Intake, counts and grades are told by their own lines, with who did them; holds are the clock's business. */
const MOVES_TOLD = new Set(["sale", "direct_sale", "split_out", "split_in", "write_off", "donation", "return_in", "take_back"]);

const line = (kind: string, row: { at: Date; account_name?: string }, quantity: number | null, text: string, as = "", grade: LotCard["grade"] = null) =>
  ({ at: row.at.toISOString(), kind, quantity, by: row.account_name ?? "", as, text, grade });

async function deedsOn({ tx }: IntakeScene, lotId: string) {
  const declared = await tx.selectFrom("intake.declaration as d").innerJoin("kernel.lot as l", "l.id", "d.lot_id").selectAll("d").select("l.declared").where("d.lot_id", "=", lotId).execute();
  const arrived = await tx.selectFrom("intake.arrival").selectAll().where("lot_id", "=", lotId).execute();
  const recounted = await tx.selectFrom("intake.recount").selectAll().where("lot_id", "=", lotId).execute();
  const graded = await tx.selectFrom("intake.grading").selectAll().where("lot_id", "=", lotId).execute();
  const refused = await tx.selectFrom("intake.refusal").selectAll().where("lot_id", "=", lotId).execute();
  const passed = await tx.selectFrom("intake.passing").selectAll().where("lot_id", "=", lotId).execute();
  return [
    ...declared.map((row) => line("declared", row, row.declared, row.written, row.declared_as)),
    ...arrived.map((row) => line("received", row, row.counted, row.reason, "staff")),
    ...recounted.map((row) => line("recounted", row, row.counted, row.reason, "staff")),
    ...graded.map((row) => line(row.seq === 1 ? "graded" : "regraded", row, null, [row.reason, ...row.defects].filter(Boolean).join("，"), "staff", row.grade)),
    ...refused.map((row) => line("refused", row, row.quantity, row.reason, "staff")),
    ...passed.map((row) => line("passed", row, row.quantity, row.reason)),
  ];
}

export const traderOnly = (actor: Actor): boolean => !actor.system && !actor.roles.includes("grader") && !actor.roles.includes("operator");
