import { sql } from "kysely";
import { MAX_PUBLIC_SHARE_PERCENT, MIN_PUBLIC_SELLERS } from "../../engines/price-sheet/price-sheet.ts";
import { calendar } from "../../kernel/calendar/contract.ts";
import { ALL_GROUP, type Frequency, type MethodView, type PointView, type RevisionView } from "./contract.ts";
import type { IndexScene } from "./fixing.ts";
import { festivalPlaceOf, spanOf } from "./rules.ts";
import type { Publication, SeriesRow } from "./store.ts";

const PER_CENT = 100;

/** What the catalogue's categories are called on a list of groups; a category it has no words for keeps its code. */
export const GROUP_WORDS: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  all: { zh: "全部盆花", en: "All goods" }, orchid: { zh: "兰花", en: "Orchids" }, flowering: { zh: "盆花", en: "Flowering pot plants" }, foliage: { zh: "观叶", en: "Foliage" }, aroid: { zh: "天南星", en: "Aroids" }, bedding: { zh: "花坛", en: "Bedding" },
  bonsai: { zh: "盆景", en: "Penjing" }, bromeliad: { zh: "凤梨", en: "Bromeliads" }, bulb: { zh: "球根", en: "Bulbs" }, fern: { zh: "蕨类", en: "Ferns" }, fruiting: { zh: "观果", en: "Fruiting plants" }, palm: { zh: "棕榈", en: "Palms" }, shrub: { zh: "木本", en: "Shrubs" },
  succulent: { zh: "多肉", en: "Succulents" }, cut: { zh: "鲜切花", en: "Cut flowers" },
};
export const groupWords = (group: string): { readonly zh: string; readonly en: string } => GROUP_WORDS[group] ?? { zh: group, en: group };
/** Everything first, then the trade's own order, then what has no words. */
export const groupPlace = (group: string): number => { const at = Object.keys(GROUP_WORDS).indexOf(group); return at === -1 ? Object.keys(GROUP_WORDS).length : at; };

export async function marketOf(scene: IndexScene): Promise<{ zh: string; en: string; demo: boolean; currency: string }> {
  const { market } = await scene.ask(calendar.actions.today, {});
  return { zh: market.nameZh, en: market.nameEn, demo: market.demo, currency: market.currency };
}

export function methodView(series: SeriesRow): MethodView {
  return { formula: "ccdi", splice: series.splice, window: series.window_length, initial: series.first_window, version: series.method_version, base: series.base_period, minSellers: MIN_PUBLIC_SELLERS, maxSharePercent: MAX_PUBLIC_SHARE_PERCENT };
}

export const seriesOf = ({ tx }: IndexScene, group: string, frequency: Frequency): Promise<SeriesRow | undefined> =>
  tx.selectFrom("index.series").selectAll().where("group_code", "=", group).where("frequency", "=", frequency).executeTakeFirst();

export interface Pick {
  readonly group: string;
  readonly frequency: Frequency;
}

/** The published numbers of a series in order, newest last, at most `limit` of the newest ones within the days. */
export async function pointsOfSeries(scene: IndexScene, { group, frequency }: Pick, { from, to, limit }: { readonly from?: string | undefined; readonly to?: string | undefined; readonly limit: number }): Promise<{ points: PointView[]; total: number }> {
  let found = scene.tx.selectFrom("index.publication as n").innerJoin("index.period as p", (join) => join.onRef("p.frequency", "=", "n.frequency").onRef("p.period", "=", "n.period").on("p.edition", "=", 1))
    .where("n.group_code", "=", group).where("n.frequency", "=", frequency).where("n.vintage", "=", 1);
  if (from !== undefined) found = found.where("p.to_day", ">=", from);
  if (to !== undefined) found = found.where("p.from_day", "<=", to);
  const { total } = await found.select(sql<number>`count(*)::int`.as("total")).executeTakeFirstOrThrow();
  const rows = await found.selectAll("n").select((of) => [
    of.selectFrom("index.publication as r").select(sql<number>`count(*)::int`.as("n")).whereRef("r.group_code", "=", "n.group_code").whereRef("r.frequency", "=", "n.frequency").whereRef("r.period", "=", "n.period").where("r.vintage", ">", 1).as("revisions"),
    of.selectFrom("index.publication as b").select("b.value").whereRef("b.group_code", "=", "n.group_code").whereRef("b.frequency", "=", "n.frequency").whereRef("b.period", "=", "n.previous").where("b.vintage", "=", 1).as("before"),
  ]).orderBy("p.from_day", "desc").limit(limit).execute();
  return { points: rows.toReversed().map((row) => pointView(row, row.before, row.revisions ?? 0)), total };
}

/** Points are of the index, per cent of the number before: two things, never put together. */
function pointView(row: Publication, before: number | null, revisions: number): PointView {
  const { from, to } = spanOf(row.frequency, row.period);
  const { measures, value } = row;
  const changed = value !== null && before !== null;
  return {
    period: row.period, from, to, vintage: row.vintage, publishedAt: row.at.toISOString(), withheld: row.withheld, value,
    previous: changed ? row.previous : null, changePoints: changed ? value - before : null, changePercent: changed ? (value / before - 1) * PER_CENT : null,
    standardError: measures.standardError, low: measures.low, high: measures.high, matchedShare: measures.matchedShare, coverage: measures.coverage, cells: measures.cells, sellers: measures.sellers, quantity: measures.quantity, valueMinor: measures.value,
    laspeyres: measures.laspeyres, paasche: measures.paasche, fisher: measures.fisher, unitValue: measures.unitValue, festival: festivalPlaceOf(row.frequency, row.period), revisions,
  };
}

export async function revisionsOf({ tx }: IndexScene, only: (Pick & { readonly period: string }) | null, limit: number): Promise<{ revisions: RevisionView[]; total: number }> {
  let found = tx.selectFrom("index.publication as r").innerJoin("index.publication as n", (join) => join.onRef("n.group_code", "=", "r.group_code").onRef("n.frequency", "=", "r.frequency").onRef("n.period", "=", "r.period").on("n.vintage", "=", 1)).where("r.vintage", ">", 1);
  if (only !== null) found = found.where("r.group_code", "=", only.group).where("r.frequency", "=", only.frequency).where("r.period", "=", only.period);
  const { total } = await found.select(sql<number>`count(*)::int`.as("total")).executeTakeFirstOrThrow();
  const rows = await found.select(["r.group_code", "r.frequency", "r.period", "r.vintage", "r.at", "r.value", "r.withheld", "r.reason", "r.digest", "n.value as first"]).orderBy("r.at", "desc").orderBy("r.group_code").orderBy("r.vintage", "desc").limit(limit).execute();
  return {
    total, revisions: rows.map((row) => ({
      group: row.group_code, frequency: row.frequency, period: row.period, vintage: row.vintage, at: row.at.toISOString(), value: row.value, withheld: row.withheld, publishedValue: row.first,
      differencePoints: row.value === null || row.first === null ? null : row.value - row.first, reason: row.reason, digest: row.digest,
    })),
  };
}

/** Groups that have a series, everything first. */
export async function groupsOf({ tx }: IndexScene, frequency: Frequency): Promise<string[]> {
  const rows = await tx.selectFrom("index.publication").select("group_code").distinct().where("frequency", "=", frequency).execute();
  return [...new Set([ALL_GROUP, ...rows.map((row) => row.group_code)])].toSorted((a, b) => groupPlace(a) - groupPlace(b) || (a < b ? -1 : 1));
}
