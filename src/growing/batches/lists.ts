import { sql } from "kysely";
import { addDays, mondayOf } from "../../engines/calendar/day.ts";
import type { Handlers } from "../../kernel/machinery/module.ts";
import { batchRows, viewsOf, wanted } from "./cards.ts";
import { capacityOf } from "./capacity.ts";
import type { batches } from "./contract.ts";
import { promisesOf } from "./promises.ts";
import { isOver } from "./rules.ts";
import { growerFor, maySee, searched, type BatchScene } from "./scene.ts";
import type { Tables } from "./store.ts";

type Noun = Pick<Handlers<typeof batches, Tables>, "copyLast" | "mine" | "batch" | "desk" | "totals" | "calendar" | "forGrower">;

/** Items a grower is offered to copy from. */
const ITEMS_TO_COPY = 12;
const DAYS_PER_WEEK = 7;

export const listHandlers: Noun = {
  async copyLast(scene, { growerId, itemId }) {
    const { tx } = scene;
    const grower = growerFor(scene, growerId);
    let found = batchRows(tx).where("b.grower_id", "=", grower);
    if (itemId !== undefined) found = found.where("b.item_id", "=", itemId);
    const row = await found.orderBy("b.created_at", "desc").orderBy("b.no", "desc").limit(1).executeTakeFirst();
    const items = await tx.selectFrom("batches.batch as b").innerJoin("kernel.trade_item as i", "i.id", "b.item_id").select(["i.id", "i.zh", "i.en", "i.unit", "i.packing"])
      .where("b.grower_id", "=", grower).groupBy("i.id").orderBy(sql`max(b.created_at)`, "desc").limit(ITEMS_TO_COPY).execute();
    return {
      last: row === undefined ? null : (await viewsOf(scene, [row]))[0]!,
      items: items.map((one) => ({ itemId: one.id, zh: one.zh, en: one.en, unit: one.unit, packing: one.packing as unknown as Record<string, number> })),
    };
  },

  async mine(scene, { limit, offset, ...wish }) {
    const growerId = scene.actor.partyId ?? scene.refuse("not_allowed");
    return { ...(await wanted(scene, { ...wish, growerId }, { limit, offset })), today: scene.businessDate };
  },

  async batch(scene, { batchId, no }) {
    const { tx, actor, businessDate, refuse } = scene;
    const row = await batchRows(tx).where((of) => (batchId === undefined ? of("b.no", "=", (no ?? "").toUpperCase()) : of("b.id", "=", batchId))).executeTakeFirst();
    if (row === undefined || !maySee(actor, row.grower_id)) return refuse("not_found", { batch: batchId ?? no ?? "" });
    const versions = await tx.selectFrom("batches.batch_version").selectAll().where("batch_id", "=", row.id).orderBy("version", "desc").execute();
    const lots = await tx.selectFrom("batches.batch_lot as x").innerJoin("kernel.lot as l", "l.id", "x.lot_id").select(["l.id", "l.no", "l.declared", "l.unit", "l.status", "l.business_date", "x.cause"]).where("x.batch_id", "=", row.id).orderBy("x.at").orderBy("l.no").execute();
    return {
      batch: (await viewsOf(scene, [row]))[0]!, today: businessDate, promises: (await promisesOf(tx, [row.id])).get(row.id) ?? [],
      versions: versions.map((one) => ({ version: one.version, at: one.at.toISOString(), kind: one.kind, by: one.account_name, as: one.declared_as, reason: one.reason, text: one.text, photoId: one.photo_id, changes: [...one.changes] })),
      lots: lots.map((one) => ({ lotId: one.id, no: one.no, declared: one.declared, unit: one.unit, status: one.status, businessDate: one.business_date, cause: one.cause })),
    };
  },

  async desk(scene, { limit, offset, ...wish }) {
    return { ...(await wanted(scene, wish, { limit, offset })), today: scene.businessDate };
  },

  async totals(scene, input) {
    const { tx, businessDate } = scene;
    const first = mondayOf(businessDate);
    const weeks = Array.from({ length: input.weeks }, (_, at) => addDays(first, at * DAYS_PER_WEEK));
    const text = searched(input.query);
    const week = sql<string>`greatest(date_trunc('week', b.ready_from)::date, ${first}::date)`;
    let found = tx.selectFrom("batches.batch as b").innerJoin("batches.standing as s", "s.id", "b.id").innerJoin("kernel.trade_item as i", "i.id", "b.item_id")
      .select([
        "i.id", "i.zh", "i.en", "b.unit", week.as("week"), sql<number>`count(*)`.as("batches"), sql<string[]>`array_agg(distinct b.grower_id::text)`.as("growers"), sql<number>`sum(b.expected)::bigint`.as("expected"), sql<number>`sum(b.promised)::bigint`.as("promised"),
        sql<number>`sum(b.fulfilled + s.brought)::bigint`.as("gone"), sql<number>`sum(s.free)::bigint`.as("left"), sql<number>`sum(s.short)::bigint`.as("short"),
      ])
      .where("b.state", "in", ["growing", "ready"]).where("b.ready_from", "<", addDays(first, input.weeks * DAYS_PER_WEEK));
    if (text !== "") found = found.where((of) => of.or([of("i.zh", "ilike", `%${text}%`), of("i.en", "ilike", `%${text}%`), of("i.pinyin", "like", `%${text}%`), of("i.initials", "like", `%${text}%`)]));
    const rows = await found.groupBy(["i.id", "b.unit", sql.ref("week")]).orderBy("i.zh").orderBy("week").execute();
    const items = [...Map.groupBy(rows, (row) => `${row.id} ${row.unit}`).values()].map((own) => ({
      itemId: own[0]!.id, zh: own[0]!.zh, en: own[0]!.en, unit: own[0]!.unit, growers: new Set(own.flatMap(({ growers }) => growers)).size,
      cells: own.map(({ week: on, batches: count, expected, promised, gone, left, short }) => ({ week: on, batches: count, expected, promised, gone, left, short })),
    }));
    return { weeks, today: businessDate, items };
  },

  calendar: (scene, { growerId, ...window }) => calendarOf(scene, growerFor(scene, growerId), window),
  forGrower: (scene, { growerId, ...window }) => calendarOf(scene, growerId, window),
};

async function calendarOf(scene: Pick<BatchScene, "tx" | "actor" | "businessDate">, growerId: string, { from, to }: { from?: string | undefined; to?: string | undefined }) {
  const { tx, businessDate } = scene;
  let found = batchRows(tx).where("b.grower_id", "=", growerId);
  if (from !== undefined) found = found.where("b.ready_to", ">=", from);
  if (to !== undefined) found = found.where("b.ready_from", "<=", to);
  const rows = (await found.orderBy("b.ready_from").orderBy("b.no").execute()).filter((row) => from !== undefined || to !== undefined || !isOver(row.state));
  const promises = await promisesOf(tx, rows.map(({ id }) => id));
  const views = await viewsOf(scene, rows);
  return { growerId, today: businessDate, capacity: await capacityOf(tx, growerId), batches: views.map((one) => ({ ...one, promises: promises.get(one.id) ?? [] })) };
}
