import { sql } from "kysely";
import { addDays } from "../../engines/calendar/day.ts";
import type { Handlers } from "../../kernel/machinery/module.ts";
import type { collection } from "./contract.ts";
import type { Tables } from "./store.ts";
import { OBSERVATION_COLUMNS, batchOf, observationOf, observationRows, searched } from "./views.ts";

/** What is shown when nobody asks for a day. */
const DAYS_SHOWN = 7;
type Noun = Pick<Handlers<typeof collection, Tables>, "sources" | "rows" | "versions" | "batches" | "problems">;

export const listHandlers: Noun = {
  async sources({ tx }) {
    const rows = await tx.selectFrom("collection.source as c").selectAll("c")
      .select((of) => of.selectFrom("collection.series as s").select(sql<number>`count(*)::int`.as("n")).whereRef("s.source", "=", "c.code").as("series"))
      .select(sql<number>`coalesce((select sum(b.added) from collection.batch b where b.source = c.code), 0)::int`.as("observations"))
      .select(sql<string | null>`(select min(b.from_date) from collection.batch b where b.source = c.code)`.as("from")).select(sql<string | null>`(select max(b.to_date) from collection.batch b where b.source = c.code)`.as("to"))
      .orderBy("c.kind").orderBy("c.code").execute();
    const markets = await tx.selectFrom("collection.market").selectAll().orderBy("name").execute();
    return {
      sources: rows.map((row) => ({
        code: row.code, nameZh: row.name_zh, nameEn: row.name_en, kind: row.kind, currency: row.currency, series: row.series ?? 0, observations: row.observations, from: row.from, to: row.to,
        markets: markets.filter(({ source }) => source === row.code).map(({ name, side }) => ({ name, side })),
      })),
    };
  },

  async rows({ tx }, { source, market, from, to, query, status, batchId, limit, offset }) {
    let found = observationRows(tx).where("s.source", "=", source);
    if (batchId !== undefined) found = found.where("o.batch_id", "=", batchId);
    else found = found.where("o.superseded", "=", false);
    // Without any day asked for, the newest week there is: a source may hold millions of days.
    const newest = from === undefined && to === undefined && batchId === undefined ? (await tx.selectFrom("collection.batch").select((of) => of.fn.max("to_date").as("day")).where("source", "=", source).executeTakeFirst())?.day : undefined;
    if (from !== undefined || newest) found = found.where("o.business_date", ">=", from ?? addDays(newest!, 1 - DAYS_SHOWN));
    if (to !== undefined || newest) found = found.where("o.business_date", "<=", to ?? newest!);
    if (market !== undefined) found = found.where("s.market", "=", market);
    if (status === "outlier") found = found.where("o.outlier", "=", true).where("o.reason", "is", null);
    else if (status !== undefined) found = found.where("o.status", "=", status);
    const text = searched(query);
    if (text !== "") found = found.where((of) => of.or([of("s.species", "ilike", `%${text}%`), of("s.variety", "ilike", `%${text}%`), of("i.zh", "ilike", `%${text}%`), of("i.pinyin", "like", `%${text}%`), of("i.en", "ilike", `%${text}%`)]));
    const { total } = await found.select(sql<number>`count(*)::int`.as("total")).executeTakeFirstOrThrow();
    const rows = await found.select(OBSERVATION_COLUMNS).orderBy("o.business_date", "desc").orderBy("s.species").orderBy("s.variety").orderBy("s.grade").orderBy("o.series_id").orderBy("o.version", "desc").limit(limit).offset(offset).execute();
    return { rows: rows.map(observationOf), total };
  },

  async versions({ tx, actor, refuse }, { seriesId, businessDate }) {
    const rows = await observationRows(tx).innerJoin("collection.batch as b", "b.id", "o.batch_id").select([...OBSERVATION_COLUMNS, "b.by_name", "b.at"]).where("o.series_id", "=", seriesId).where("o.business_date", "=", businessDate).orderBy("o.version", "desc").execute();
    const own = actor.system || actor.roles.some((role) => role !== "collector");
    const source = rows[0]?.source ?? "";
    const collects = own || (await tx.selectFrom("collection.collector").select("code").where("code", "=", source).where("account_id", "=", actor.accountId ?? "").executeTakeFirst()) !== undefined;
    if (rows.length === 0 || !collects) return refuse("not_found", { series: seriesId });
    return { versions: rows.map((row) => ({ ...observationOf(row), by: row.by_name, at: row.at.toISOString() })) };
  },

  async batches({ tx }, { source, batchId, limit, offset }) {
    let found = tx.selectFrom("collection.batch");
    if (source !== undefined) found = found.where("source", "=", source);
    if (batchId !== undefined) found = found.where("id", "=", batchId);
    const { total } = await found.select(sql<number>`count(*)::int`.as("total")).executeTakeFirstOrThrow();
    return { batches: (await found.selectAll().orderBy("id", "desc").limit(limit).offset(offset).execute()).map(batchOf), total };
  },

  async problems({ tx }, { batchId }) {
    const rows = await tx.selectFrom("collection.problem").selectAll().where("batch_id", "=", batchId).orderBy("row").orderBy("column_name").execute();
    const batch = await tx.selectFrom("collection.batch").select("named").where("id", "=", batchId).executeTakeFirst();
    return { problems: rows.map((row) => ({ row: row.row, column: row.column_name, value: row.value, reason: row.reason })), total: batch?.named ?? 0 };
  },
};
