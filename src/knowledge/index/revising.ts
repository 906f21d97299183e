import { sha256 } from "../../kernel/machinery/canonical.ts";
import { sql } from "kysely";
import { BASE_VALUE, type Frequency } from "./contract.ts";
import { holdPublishing, inGroup, itemsAbout, readPeriod, recordsDigest, writePeriod, type FixedPeriod, type FixedRecord, type IndexScene } from "./fixing.ts";
import { comparable, firstWindow, nextValue, NOTHING, sellersInOrder, totals, type Measures, type PeriodCells, type Published } from "./measures.ts";
import { publishedBefore, writeNumber, type GroupSeries } from "./publishing.ts";
import { groupWithheld, inputCsv, periodOf } from "./rules.ts";
import type { SeriesRow, WithheldCode } from "./store.ts";

const BY = "system";

/**
 * A closed day's sheet is another one now. What was published stays; what it would be with the corrected records is written beside it as a new
 * vintage, and is never used for later numbers. Answers with the number of revisions.
 */
export async function reviseDay(scene: IndexScene, businessDate: string, reason: string): Promise<number> {
  await holdPublishing(scene);
  let revisions = 0;
  for (const frequency of ["day", "week"] as const) revisions += await revisePeriod(scene, frequency, periodOf(frequency, businessDate), reason);
  return revisions;
}

async function revisePeriod(scene: IndexScene, frequency: Frequency, period: string, reason: string): Promise<number> {
  const { tx } = scene;
  const last = await tx.selectFrom("index.period").select(["edition", "digest"]).where("frequency", "=", frequency).where("period", "=", period).orderBy("edition", "desc").limit(1).executeTakeFirst();
  if (last === undefined) return 0;
  const now = await readPeriod(scene, frequency, period);
  if (recordsDigest(now.records) === last.digest) return 0;
  await writePeriod(scene, frequency, last.edition + 1, reason, now);
  const about = await itemsAbout(scene, now.records.map((record) => record.itemId));
  const records = now.records.map((record): FixedRecord => ({ ...record, category: about.get(record.itemId)?.category ?? "" }));
  const series = await tx.selectFrom("index.series").selectAll().where("frequency", "=", frequency).execute();
  let revisions = 0;
  for (const one of series) if (await reviseNumber(scene, one, { ...now, records }, reason)) revisions += 1;
  return revisions;
}

async function reviseNumber(scene: IndexScene, series: SeriesRow, corrected: FixedPeriod & { readonly records: readonly FixedRecord[] }, reason: string): Promise<boolean> {
  const { tx } = scene;
  const about: GroupSeries = { frequency: series.frequency, group: series.group_code, series };
  const { period } = corrected;
  const vintages = await tx.selectFrom("index.publication").select(["vintage", "value", "withheld", "digest"]).where("group_code", "=", about.group).where("frequency", "=", about.frequency).where("period", "=", period).orderBy("vintage").execute();
  const [first] = vintages;
  if (first === undefined) return false;
  const records = inGroup(corrected.records, about.group);
  const cells = inGroup(corrected.cells, about.group);
  const withheld: WithheldCode | null = groupWithheld(records);
  const before = await publishedBefore(scene, about, first.value === null ? undefined : period);
  const earlier = first.value === null ? await onlyBefore(scene, about, before, period) : before;
  const reasonNow = withheld ?? (comparable(cells, earlier) ? null : "not_comparable");
  const digest = sha256(inputCsv(reasonNow === null ? [...earlier, { period, cells }] : earlier));
  const newest = vintages.at(-1)!;
  if (digest === newest.digest && reasonNow === newest.withheld) return false;
  const value = reasonNow === null ? await revisedValue(scene, about, series, earlier, { period, cells }) : null;
  const inside = totals(cells);
  const measures: Measures = value === null ? NOTHING : { ...NOTHING, coverage: Math.round((inside.value * 100) / totals(records).value), cells: cells.length, sellers: sellersInOrder(records).length, ...inside };
  const vintage = newest.vintage + 1;
  const rows = earlier.reduce((sum, one) => sum + one.cells.length, 0) + (value === null ? 0 : cells.length);
  await writeNumber(scene, about, { period, vintage, withheld: reasonNow, value, previous: earlier.at(-1)?.period ?? null, measures, rows, digest }, { reason, by: BY });
  await scene.emit("revised", { group: about.group, frequency: about.frequency, period, vintage, value, publishedValue: first.value });
  return true;
}

/** The numbers before a period that has none itself. */
async function onlyBefore({ tx }: IndexScene, { frequency }: GroupSeries, published: readonly Published[], period: string): Promise<Published[]> {
  const rows = await tx.selectFrom("index.period").select(["period", sql<string>`from_day::text`.as("from")]).where("frequency", "=", frequency).where("edition", "=", 1).execute();
  const from = new Map(rows.map((row) => [row.period, row.from]));
  return published.filter((one) => from.get(one.period)! < from.get(period)!);
}

/** Within the first window the whole window is computed again; later, the number is linked to the published ones before it, as it was. */
async function revisedValue(scene: IndexScene, about: GroupSeries, series: SeriesRow, earlier: readonly Published[], corrected: PeriodCells): Promise<number> {
  if (earlier.length === 0) return BASE_VALUE;
  const first = (await publishedBefore(scene, about)).slice(0, series.first_window);
  const inFirst = first.findIndex((one) => one.period === corrected.period);
  if (inFirst === -1) return nextValue(earlier, corrected);
  return firstWindow(first.map((one) => (one.period === corrected.period ? corrected : one)))[inFirst]!;
}
