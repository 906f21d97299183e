import { createHash } from "node:crypto";
import { letterOf } from "../../engines/names/letters.ts";
import { ALL_GROUP, type Frequency } from "./contract.ts";
import { duePeriods, fixedCells, fixedRecords, fixPeriod, holdPublishing, inGroup, itemsAbout, type FixedPeriod, type FixedRecord, type IndexScene } from "./fixing.ts";
import { comparable, comparison, effectsOf, firstWindow, intervalOf, isOutsized, METHOD_VERSION, named, nextValue, NOTHING, seedOf, sellersInOrder, SPLICE, totals, WINDOW, type Measures, type PeriodCells, type Published } from "./measures.ts";
import { groupWithheld, INPUT_HEAD, inputCsv, type Cell } from "./rules.ts";
import type { SeriesRow, WithheldCode } from "./store.ts";

const PER_CENT = 100;

export interface Outcome {
  readonly published: number;
  readonly withheld: number;
  readonly periods: { frequency: Frequency; period: string }[];
}
export interface Act {
  readonly reason: string;
  readonly by: string;
}

/** Publishes what is ready, days and weeks, in order. Asked twice it does nothing the second time. */
export async function publishReady(scene: IndexScene, through: string, act: Act): Promise<Outcome> {
  await holdPublishing(scene);
  const outcomes: Outcome[] = [];
  for (const frequency of ["day", "week"] as const) {
    const ready = (await duePeriods(scene, frequency, through)).filter((due) => due.ready);
    if (ready.length === 0) continue;
    const fixed: FixedPeriod[] = [];
    for (const { period } of ready) fixed.push(await fixPeriod(scene, frequency, period, 1, act.reason));
    const numbers = await publishPeriods(scene, frequency, fixed, act);
    outcomes.push({ ...numbers, periods: ready.map(({ period }) => ({ frequency, period })) });
  }
  return { published: sum(outcomes, (one) => one.published), withheld: sum(outcomes, (one) => one.withheld), periods: outcomes.flatMap((one) => one.periods) };
}

const sum = <T>(things: readonly T[], figure: (thing: T) => number): number => things.reduce((total, thing) => total + figure(thing), 0);

async function publishPeriods(scene: IndexScene, frequency: Frequency, fixed: readonly FixedPeriod[], act: Act): Promise<{ published: number; withheld: number }> {
  const about = await itemsAbout(scene, fixed.flatMap((period) => period.records.map((record) => record.itemId)));
  const fresh = fixed.map((period): FreshPeriod => ({ ...period, records: period.records.map((record) => ({ ...record, category: about.get(record.itemId)?.category ?? "" })) }));
  const begun = await scene.tx.selectFrom("index.series").selectAll().where("frequency", "=", frequency).execute();
  const traded = new Set(fresh.flatMap((period) => period.records.map((record) => record.category)));
  const groups = [...new Set([ALL_GROUP, ...begun.map((series) => series.group_code), ...traded])].filter((group) => group !== "").toSorted();
  let [published, withheld] = [0, 0];
  for (const group of groups) {
    const numbers = await publishGroup(scene, { frequency, group, series: begun.find((series) => series.group_code === group) ?? null }, fresh, act);
    published += numbers.filter((number) => number.withheld === null).length;
    withheld += numbers.filter((number) => number.withheld !== null).length;
  }
  return { published, withheld };
}

interface FreshPeriod {
  readonly period: string;
  readonly records: readonly FixedRecord[];
  readonly cells: readonly Cell[];
}
export interface GroupSeries {
  readonly frequency: Frequency;
  readonly group: string;
  readonly series: SeriesRow | null;
}
interface Judged {
  readonly period: string;
  readonly records: readonly FixedRecord[];
  readonly cells: readonly Cell[];
  readonly withheld: WithheldCode | null;
  readonly value: number | null;
}

async function publishGroup(scene: IndexScene, about: GroupSeries, fresh: readonly FreshPeriod[], act: Act): Promise<Judged[]> {
  const before = await publishedBefore(scene, about);
  const judged = valuesOf(before, fresh.map((period) => ({ period: period.period, records: inGroup(period.records, about.group), cells: inGroup(period.cells, about.group) })));
  // A group that was not traded has no number on that day; a week of a series that runs says so.
  const told = judged.filter((one) => one.withheld !== "nothing_sold" || (about.frequency === "week" && before.length > 0));
  const shown = told.filter((one) => one.withheld === null);
  if (about.series === null && shown.length > 0) await beginSeries(scene, about, shown.slice(0, WINDOW).map((one) => one.period));
  const digests = digestsFrom(before);
  const line: Published[] = [...before];
  for (const one of told) {
    const { rows, digest } = one.withheld === null ? digests.add(one) : digests.now();
    const measures = one.withheld === null ? await measuresOf(scene, about, line, one, digest, one === shown.at(-1)) : NOTHING;
    await writeNumber(scene, about, { ...one, vintage: 1, previous: line.at(-1)?.period ?? null, measures, rows, digest }, act);
    if (one.value !== null) line.push({ period: one.period, cells: one.cells, value: one.value });
  }
  return told;
}

/** The published numbers of a series with the cells they were made of, in order. */
export async function publishedBefore(scene: IndexScene, { frequency, group, series }: GroupSeries, until?: string): Promise<Published[]> {
  if (series === null) return [];
  const rows = await scene.tx.selectFrom("index.publication as n").innerJoin("index.period as p", (join) => join.onRef("p.frequency", "=", "n.frequency").onRef("p.period", "=", "n.period").on("p.edition", "=", 1))
    .select(["n.period", "n.value"]).where("n.group_code", "=", group).where("n.frequency", "=", frequency).where("n.vintage", "=", 1).where("n.value", "is not", null).orderBy("p.from_day").execute();
  const last = until === undefined ? rows.length : rows.findIndex((row) => row.period === until);
  const wanted = rows.slice(0, last === -1 ? 0 : last);
  if (wanted.length === 0) return [];
  const cells = await fixedCells(scene, frequency, group, { from: wanted[0]!.period, to: wanted.at(-1)!.period });
  return wanted.map((row) => ({ period: row.period, value: row.value!, cells: cells.get(row.period) ?? [] }));
}

/** Which periods have a number, and which. The first window of a new series is computed whole, every later number is linked to those before. */
function valuesOf(before: readonly Published[], fresh: readonly Omit<Judged, "withheld" | "value">[]): Judged[] {
  const accepted: PeriodCells[] = [...before];
  const judged = fresh.map((period) => {
    const withheld: WithheldCode | null = groupWithheld(period.records) ?? (comparable(period.cells, accepted) ? null : "not_comparable");
    if (withheld === null) accepted.push(period);
    return { ...period, withheld };
  });
  const line: Published[] = [...before];
  if (line.length === 0 && accepted.length > 0) {
    const first = accepted.slice(0, WINDOW);
    firstWindow(first).forEach((value, at) => line.push({ ...first[at]!, value }));
  }
  for (const next of accepted.slice(line.length)) line.push({ ...next, value: nextValue(line, next) });
  const values = new Map(line.map((period) => [period.period, period.value]));
  return judged.map((period) => ({ ...period, value: period.withheld === null ? values.get(period.period)! : null }));
}

async function beginSeries({ tx, now }: IndexScene, { group, frequency }: GroupSeries, first: readonly string[]): Promise<void> {
  await tx.insertInto("index.series").values({ group_code: group, frequency, base_period: first[0]!, formula: "ccdi", splice: SPLICE, window_length: WINDOW, first_window: first.length, method_version: METHOD_VERSION, begun_at: now }).execute();
}

/** SHA-256 of the input file up to and with each number: what `sha256sum` says of the exported file. */
function digestsFrom(before: readonly PeriodCells[]) {
  const hash = createHash("sha256").update(inputCsv(before));
  let rows = sum(before, (period) => period.cells.length);
  const now = (): { rows: number; digest: string } => ({ rows, digest: hash.copy().digest("hex") });
  return {
    now,
    add(period: PeriodCells): { rows: number; digest: string } {
      hash.update(inputCsv([period]).slice(INPUT_HEAD.length + 1));
      rows += period.cells.length;
      return now();
    },
  };
}

async function measuresOf(scene: IndexScene, about: GroupSeries, line: readonly Published[], one: Judged, digest: string, newest: boolean): Promise<Measures> {
  const inside = totals(one.cells);
  const sellers = sellersInOrder(one.records);
  const base: Measures = { ...NOTHING, coverage: Math.round((inside.value * PER_CENT) / totals(one.records).value), cells: one.cells.length, sellers: sellers.length, ...inside };
  const previous = line.at(-1);
  if (previous === undefined) return base;
  const window = newest && about.frequency === "week" ? line.slice(1 - WINDOW) : [previous];
  const records = await fixedRecords(scene, about.frequency, window.map((period) => period.period));
  const sampled = window.map((period) => ({ period: period.period, value: period.value, records: named(inGroup(records.get(period.period) ?? [], about.group), period.cells) }));
  const next = { period: one.period, value: one.value!, records: named(one.records, one.cells) };
  const interval = intervalOf(sampled.at(-1)!, next, seedOf(digest));
  const most = newest && about.frequency === "week" ? await raiseAlarms(scene, about, one, effectsOf([...sampled, next], one.value!)) : null;
  return { ...base, ...comparison(previous, one), ...interval, most: most === null ? null : { seller: letterOf(sellers.indexOf(most.sellerId)), without: most.without } };
}

/** Raises an alarm for each party that moves the number by more than the limit; answers with the one that moves it most. */
async function raiseAlarms(scene: IndexScene, { group, frequency }: GroupSeries, one: Judged, effects: ReturnType<typeof effectsOf>): Promise<{ sellerId: string; without: number } | null> {
  const value = one.value!;
  for (const effect of effects.filter((each) => isOutsized(each, value))) {
    const row = { group_code: group, frequency, period: one.period, seller_id: effect.sellerId, value, without: effect.without, raised_at: scene.now };
    const raised = await scene.tx.insertInto("index.alarm").values(row).onConflict((conflict) => conflict.doNothing()).executeTakeFirst();
    if (raised.numInsertedOrUpdatedRows === 1n) await scene.emit("alarmRaised", { group, frequency, period: one.period, partyId: effect.sellerId, differencePoints: effect.without === null ? null : value - effect.without });
  }
  const most = effects.find((effect) => effect.without !== null);
  return most === undefined ? null : { sellerId: most.sellerId, without: most.without! };
}

export interface NumberRow {
  readonly period: string;
  readonly vintage: number;
  readonly withheld: WithheldCode | null;
  readonly value: number | null;
  readonly previous: string | null;
  readonly measures: Measures;
  readonly rows: number;
  readonly digest: string;
}

export async function writeNumber(scene: IndexScene, { group, frequency }: GroupSeries, number: NumberRow, act: Act): Promise<void> {
  const { period, vintage, withheld, value, previous, measures, rows, digest } = number;
  await scene.tx.insertInto("index.publication").values({
    group_code: group, frequency, period, vintage, at: scene.now, reason: act.reason, by_name: act.by, method_version: METHOD_VERSION, withheld, value, previous, measures: JSON.stringify(measures), rows, digest,
  }).execute();
  if (vintage === 1) await scene.emit("published", { group, frequency, period, vintage, value, withheld });
}

