/** What the desk does: takes files in, gives outliers their reason, leaves out by rule, says which item a source means. */
import { sql } from "kysely";
import type { Status } from "../../engines/collection/standard.ts";
import type { Handlers, Scene } from "../../kernel/machinery/module.ts";
import type { collection, ObservationView } from "./contract.ts";
import { judgeOutliers, mergeStaged } from "./merge.ts";
import type { Tables } from "./store.ts";
import { OBSERVATION_COLUMNS, batchOf, observationOf, observationRows, searched, UNSAID_UNIT, type ObservationRow } from "./views.ts";

type Noun = Pick<Handlers<typeof collection, Tables>, "takeStaged" | "explain" | "exclude" | "setMarket" | "map" | "mapGrade" | "grades" | "unmapped">;
export type CollectionScene = Scene<Tables, string, (typeof collection)["events"]>;

/** Whether the source is known; what is written under an unknown one would belong to nobody. */
async function isSource(tx: CollectionScene["tx"], code: string): Promise<boolean> {
  return (await tx.selectFrom("collection.source").select("code").where("code", "=", code).executeTakeFirst()) !== undefined;
}

export const deskHandlers: Noun = {
  async takeStaged({ tx, now, emit }, { source, name, sha256, by, rows, accepted, missing, named, duplicates, from, to, problems }) {
    const { id } = await tx.insertInto("collection.batch")
      .values({ source, kind: "file", name, sha256, by_id: null, by_name: by, at: now, rows, accepted, missing, named, duplicates, from_date: from, to_date: to }).returning("id").executeTakeFirstOrThrow();
    if (problems.length > 0) await tx.insertInto("collection.problem").values(problems.map((one) => ({ batch_id: id, row: one.row, column_name: one.column, value: one.value, reason: one.reason }))).execute();
    const merged = await mergeStaged(tx, source, id);
    const outliers = await judgeOutliers(tx, id);
    const batch = batchOf(await tx.updateTable("collection.batch").set({ ...merged, outliers }).where("id", "=", id).returningAll().executeTakeFirstOrThrow());
    if (merged.added + merged.corrected > 0) await emit("batchTaken", { batchId: id, source, added: merged.added, corrected: merged.corrected, from, to });
    return batch;
  },

  async explain(scene, { seriesId, businessDate, reason }) {
    const row = await latest(scene, seriesId, businessDate);
    if (!row.outlier || row.status !== "kept") return scene.refuse("not_an_outlier", { date: businessDate });
    return nextVersion(scene, row, { status: "kept", reason }, `outlier: ${reason}`);
  },

  async exclude(scene, { seriesId, businessDate, reason }) {
    const row = await latest(scene, seriesId, businessDate);
    if ((reason === null) === (row.status !== "excluded")) return scene.refuse("already_so", { date: businessDate });
    if (reason === null && (row.mean ?? 0) <= 0) return scene.refuse("nothing_to_keep", { date: businessDate });
    if (reason !== null && row.status !== "kept") return scene.refuse("nothing_to_keep", { date: businessDate });
    return nextVersion(scene, row, { status: reason === null ? "kept" : "excluded", reason }, reason ?? "taken back in");
  },

  async setMarket({ tx, refuse }, { source, market, side }) {
    const row = await tx.updateTable("collection.market").set({ side }).where("source", "=", source).where("name", "=", market).returningAll().executeTakeFirst();
    return row === undefined ? refuse("not_found", { market }) : { source, market, side };
  },

  async map({ tx, refuse }, { source, species, variety, itemId, stems }) {
    if (itemId === null) await tx.deleteFrom("collection.mapping").where("source", "=", source).where("species", "=", species).where("variety", "=", variety).execute();
    else {
      if (!(await isSource(tx, source))) return refuse("not_found", { source });
      if ((await tx.selectFrom("kernel.trade_item").select("id").where("id", "=", itemId).executeTakeFirst()) === undefined) return refuse("not_found", { item: itemId });
      await tx.insertInto("collection.mapping").values({ source, species, variety, item_id: itemId, stems }).onConflict((same) => same.columns(["source", "species", "variety"]).doUpdateSet({ item_id: itemId, stems })).execute();
    }
    const done = await tx.updateTable("collection.series").set({ item_id: itemId, mapped_stems: itemId === null ? null : stems }).where("source", "=", source).where("species", "=", species).where("variety", "=", variety).executeTakeFirst();
    return done.numUpdatedRows === 0n ? refuse("no_such_series", { species, variety }) : { series: Number(done.numUpdatedRows) };
  },

  async mapGrade({ tx, refuse }, { source, grade, itemGrade }) {
    if (!(await isSource(tx, source))) return refuse("not_found", { source });
    if (itemGrade === null) await tx.deleteFrom("collection.grade_mapping").where("source", "=", source).where("grade", "=", grade).execute();
    else await tx.insertInto("collection.grade_mapping").values({ source, grade, item_grade: itemGrade }).onConflict((same) => same.columns(["source", "grade"]).doUpdateSet({ item_grade: itemGrade })).execute();
    const done = await tx.updateTable("collection.series").set({ item_grade: itemGrade }).where("source", "=", source).where("grade", "=", grade).executeTakeFirst();
    return { series: Number(done.numUpdatedRows) };
  },

  async grades({ tx }, { source }) {
    const rows = await tx.selectFrom("collection.series").select(["grade", "item_grade"]).select(sql<number>`count(*)::int`.as("n")).where("source", "=", source).groupBy(["grade", "item_grade"]).orderBy("grade").execute();
    return { grades: rows.map((row) => ({ grade: row.grade, itemGrade: row.item_grade, series: row.n })) };
  },

  async unmapped({ tx }, { source, mapped, query, limit, offset }) {
    let series = tx.selectFrom("collection.series as s").leftJoin("kernel.trade_item as i", "i.id", "s.item_id").innerJoin("collection.source as c", "c.code", "s.source").where("c.kind", "=", "file");
    if (source !== undefined) series = series.where("s.source", "=", source);
    const text = searched(query);
    if (text !== "") series = series.where((of) => of.or([of("s.species", "ilike", `%${text}%`), of("s.variety", "ilike", `%${text}%`), of("i.zh", "ilike", `%${text}%`)]));
    const { all, tied } = await series.select(sql<number>`count(distinct (s.source, s.species, s.variety))::int`.as("all")).select(sql<number>`count(distinct (s.source, s.species, s.variety)) filter (where s.item_id is not null)::int`.as("tied")).executeTakeFirstOrThrow();
    if (mapped !== undefined) series = series.where("s.item_id", mapped ? "is not" : "is", null);
    const { total } = await series.select(sql<number>`count(distinct (s.source, s.species, s.variety))::int`.as("total")).executeTakeFirstOrThrow();
    const rows = await series
      .leftJoin((of) => of.selectFrom("collection.observation").select("series_id").select(sql<number>`count(*)::int`.as("days")).select(sql<number>`coalesce(sum(quantity), 0)::bigint`.as("quantity")).where("superseded", "=", false).where("status", "=", "kept").groupBy("series_id").as("o"), (join) => join.onRef("o.series_id", "=", "s.id"))
      .select(["s.source", "s.species", "s.variety"]).select(sql<string | null>`min(s.unit)`.as("unit")).select(sql<number>`count(*)::int`.as("series")).select(sql<number>`coalesce(sum(o.days), 0)::int`.as("days")).select(sql<number>`coalesce(sum(o.quantity), 0)::bigint`.as("quantity"))
      .select(["s.item_id", "i.zh", "i.en"]).select(sql<number | null>`max(s.mapped_stems)`.as("stems"))
      .groupBy(["s.source", "s.species", "s.variety", "s.item_id", "i.zh", "i.en"]).orderBy("quantity", "desc").orderBy("days", "desc").orderBy("s.species").orderBy("s.variety").limit(limit).offset(offset).execute();
    return {
      items: rows.map((row) => ({ source: row.source, species: row.species, variety: row.variety, unit: (row.unit ?? UNSAID_UNIT) as never, series: row.series, days: row.days, quantity: row.quantity, itemId: row.item_id, itemZh: row.zh, itemEn: row.en, stems: row.stems })),
      total, share: { mapped: tied, all },
    };
  },
};

async function latest({ tx, refuse }: Scene<Tables, string>, seriesId: number, businessDate: string): Promise<ObservationRow> {
  const row = await observationRows(tx).select(OBSERVATION_COLUMNS).where("o.series_id", "=", seriesId).where("o.business_date", "=", businessDate).where("o.superseded", "=", false).forUpdate("o").executeTakeFirst();
  return row ?? refuse("not_found", { series: seriesId });
}

/** A further version with the same figures and another standing; it belongs to a batch of its own, so that who did it is known. */
async function nextVersion(scene: CollectionScene, row: ObservationRow, standing: { status: Status; reason: string | null }, name: string): Promise<ObservationView> {
  const { tx, actor, now, emit } = scene;
  const { id } = await tx.insertInto("collection.batch")
    .values({ source: row.source, kind: "desk", name, sha256: null, by_id: actor.accountId, by_name: actor.accountName, at: now, rows: 1, accepted: standing.status === "kept" ? 1 : 0, missing: 0, named: 0, duplicates: 0, corrected: 1, from_date: row.business_date, to_date: row.business_date })
    .returning("id").executeTakeFirstOrThrow();
  await tx.updateTable("collection.observation").set({ superseded: true }).where("series_id", "=", row.series_id).where("business_date", "=", row.business_date).where("version", "=", row.version).execute();
  await tx.insertInto("collection.observation").values({
    series_id: row.series_id, business_date: row.business_date, version: row.version + 1, outlier: row.outlier, quantity: row.quantity, min: row.min, max: row.max, mean: row.mean, problem: null, batch_id: id, row: row.row, ...standing,
  }).execute();
  await judgeOutliers(tx, id);
  await emit("batchTaken", { batchId: id, source: row.source, added: 0, corrected: 1, from: row.business_date, to: row.business_date });
  return observationOf(await latest(scene, row.series_id, row.business_date));
}
