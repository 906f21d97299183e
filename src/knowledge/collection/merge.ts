/** What has been staged, into the observations: new ones, new versions of changed ones, nothing for the same again. */
import { sql } from "kysely";
import { addDays, toDayNumber } from "../../engines/calendar/day.ts";
import { RecentPrices } from "../../engines/collection/outliers.ts";
import { LEAST_SPREAD, OUTLIER_DEVIATIONS, RECENT_DAYS } from "../../engines/collection/standard.ts";
import type { Tx } from "../../kernel/machinery/module.ts";
import type { Tables } from "./store.ts";

export interface Merged {
  readonly added: number;
  readonly corrected: number;
  readonly unchanged: number;
}

/** Series of a file that are not known yet, with what the mappings say about them. */
async function takeSeries(tx: Tx<Tables>, source: string): Promise<void> {
  await sql`insert into collection.market (source, name) select distinct ${source}, market from collection.staged_series on conflict do nothing`.execute(tx);
  await sql`
    insert into collection.series (source, key, market, species, variety, grade, category, pot_cm, pack, unit, stems, channel, currency, item_id, item_grade, mapped_stems)
    select ${source}, s.key, s.market, s.species, s.variety, s.grade, s.category, s.pot_cm, s.pack, s.unit, s.stems, s.channel, s.currency, m.item_id, g.item_grade, m.stems
    from collection.staged_series s
    left join collection.mapping m on m.source = ${source} and m.species = s.species and m.variety = s.variety
    left join collection.grade_mapping g on g.source = ${source} and g.grade = s.grade
    order by s.number
    on conflict (source, key) do update
      set unit = coalesce(excluded.unit, series.unit), stems = coalesce(excluded.stems, series.stems), category = coalesce(nullif(excluded.category, ''), series.category)
      where (series.unit is null and excluded.unit is not null) or (series.stems is null and excluded.stems is not null) or (series.category = '' and excluded.category <> '')`.execute(tx);
}

/** Merges under one batch. What an earlier file said and this one says otherwise becomes a further version. */
export async function mergeStaged(tx: Tx<Tables>, source: string, batchId: number): Promise<Merged> {
  await takeSeries(tx, source);
  await sql`analyze collection.staged`.execute(tx);
  await sql`create temporary table fresh on commit drop as
    select s.id as series_id, t.business_date, t.status, t.quantity, t.min, t.max, t.mean, t.problem, t.reason, t.row, o.version as before, o.status as status_before, o.reason as reason_before
    from collection.staged t join collection.staged_series n on n.number = t.series join collection.series s on s.source = ${source} and s.key = n.key
    left join collection.observation o on o.series_id = s.id and o.business_date = t.business_date and not o.superseded
    where o.version is null or (t.quantity, t.min, t.max, t.mean) is distinct from (o.quantity, o.min, o.max, o.mean) or t.problem is distinct from o.problem or (t.reason is not null and t.reason is distinct from o.reason)`.execute(tx);
  await sql`update collection.observation o set superseded = true from fresh f where f.before is not null and o.series_id = f.series_id and o.business_date = f.business_date and o.version = f.before`.execute(tx);
  await sql`
    insert into collection.observation (series_id, business_date, version, status, quantity, min, max, mean, problem, reason, batch_id, row)
    select series_id, business_date, coalesce(before, 0) + 1, status, quantity, min, max, mean, problem, reason, ${batchId}::int, row from fresh`.execute(tx);
  const { rows: [counts] } = await sql<{ added: number; corrected: number; all: number }>`
    select (select count(*)::int from fresh where before is null) as added, (select count(*)::int from fresh where before is not null) as corrected, (select count(*)::int from collection.staged) as all`.execute(tx);
  return { added: counts!.added, corrected: counts!.corrected, unchanged: counts!.all - counts!.added - counts!.corrected };
}

/** Days read back at a time when long series are judged. */
const BATCH = 20_000;

interface JudgedRow {
  readonly series_id: number;
  readonly business_date: string;
  readonly version: number;
  readonly mean: number;
  readonly outlier: boolean;
  /** Earlier ones are read for what they say about later ones. */
  readonly due: boolean;
}

/**
 * Says again which prices are outliers in every series that a batch has touched, from its first day on: the same prices give the same
 * outliers, in whatever order they came. A series whose prices all lie within the least spread can hold none and is not read.
 */
export async function judgeOutliers(tx: Tx<Tables>, batchId: number): Promise<number> {
  const reach = OUTLIER_DEVIATIONS * LEAST_SPREAD;
  await sql`create temporary table touched on commit drop as
    select series_id, min(business_date) as since from collection.observation where batch_id = ${batchId} group by series_id`.execute(tx);
  await sql`delete from touched t using (
      select o.series_id from collection.observation o join touched u on u.series_id = o.series_id where o.status = 'kept' and not o.superseded group by o.series_id
      having ln(max(o.mean)) - ln(min(o.mean)) <= ${reach} and not bool_or(o.outlier)) calm where calm.series_id = t.series_id`.execute(tx);
  await sql`declare judged no scroll cursor for
    select o.series_id, o.business_date, o.version, o.mean, o.outlier, o.business_date >= t.since as due from collection.observation o join touched t on t.series_id = o.series_id
    where o.status = 'kept' and not o.superseded and o.business_date >= t.since - ${RECENT_DAYS}::int order by o.series_id, o.business_date`.execute(tx);
  const changed: JudgedRow[] = [];
  let series = -1;
  let recent = new RecentPrices();
  for (;;) {
    const { rows } = await sql<JudgedRow>`fetch ${sql.raw(String(BATCH))} from judged`.execute(tx);
    for (const row of rows) {
      if (row.series_id !== series) {
        series = row.series_id;
        recent = new RecentPrices();
      }
      const day = toDayNumber(row.business_date);
      const outlier = recent.judges(day, row.mean);
      recent.add(day, row.mean);
      if (row.due && outlier !== row.outlier) changed.push({ ...row, outlier });
    }
    if (rows.length < BATCH) break;
  }
  await sql`close judged`.execute(tx);
  await markOutliers(tx, changed);
  const { rows: [found] } = await sql<{ n: number }>`select count(*)::int as n from collection.observation where batch_id = ${batchId} and outlier and not superseded and reason is null`.execute(tx);
  return found!.n;
}

async function markOutliers(tx: Tx<Tables>, changed: readonly JudgedRow[]): Promise<void> {
  if (changed.length === 0) return;
  await sql`update collection.observation o set outlier = c.outlier
    from unnest(${changed.map((row) => row.series_id)}::int[], ${changed.map((row) => row.business_date)}::date[], ${changed.map((row) => row.version)}::smallint[], ${changed.map((row) => row.outlier)}::boolean[]) as c (series_id, business_date, version, outlier)
    where o.series_id = c.series_id and o.business_date = c.business_date and o.version = c.version`.execute(tx);
}

/** The days before one that its price is held against. */
export const recentSince = (businessDate: string): string => addDays(businessDate, -RECENT_DAYS);
