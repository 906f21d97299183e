import { letterOf } from "../../engines/names/letters.ts";
import type { Handlers } from "../../kernel/machinery/module.ts";
import type { index, CellView, Frequency } from "./contract.ts";
import { fixedRecords, inGroup, itemsAbout, type IndexScene } from "./fixing.ts";
import { pointsOf, sellersInOrder, WINDOW, type Published } from "./measures.ts";
import { publishedBefore } from "./publishing.ts";
import { cellKey, commandOf, inputCsv, priceOf, spanOf, type Cell } from "./rules.ts";
import type { Publication, SeriesRow, Tables } from "./store.ts";
import { groupsOf, groupWords, marketOf, methodView, pointsOfSeries, revisionsOf, seriesOf, type Pick } from "./views.ts";

const TREND = 26;
const REVISIONS_SHOWN = 50;

type All = Handlers<typeof index, Tables>;
type Reads = { readonly [N in "headlines" | "series" | "point" | "records" | "inputs" | "revisions" | "published"]: All[N] };


export const readingHandlers: Reads = {
  async headlines(scene, { frequency }) {
    const groups = [];
    for (const group of await groupsOf(scene as IndexScene, frequency)) {
      const { points } = await pointsOfSeries(scene as IndexScene, { group, frequency }, { limit: TREND });
      const newest = points.at(-1) ?? null;
      const series = await seriesOf(scene as IndexScene, group, frequency);
      groups.push({ group, ...groupWords(group), base: series?.base_period ?? null, newest, lastShown: newest?.value === null ? (points.findLast((point) => point.value !== null) ?? null) : null, trend: points.map(({ period, value }) => ({ period, value })) });
    }
    return { market: await marketOf(scene as IndexScene), asOf: scene.now.toISOString(), frequency, groups };
  },

  async series(scene, { group, frequency, from, to, limit }) {
    const series = await seriesOf(scene as IndexScene, group, frequency);
    const { points, total } = await pointsOfSeries(scene as IndexScene, { group, frequency }, { from, to, limit });
    return { market: await marketOf(scene as IndexScene), group, ...groupWords(group), frequency, method: series === undefined ? null : methodView(series), points, total };
  },

  async point(scene, asked) {
    const { number, series, line } = await numberOf(scene as IndexScene, asked);
    const { points } = await pointsOfSeries(scene as IndexScene, asked, { from: spanOf(asked.frequency, asked.period).from, to: spanOf(asked.frequency, asked.period).to, limit: 1 });
    const point = points.at(-1)!;
    const method = methodView(series);
    const before = line.slice(0, -1);
    const shown = number.value === null ? null : line.at(-1)!;
    const added = shown === null || before.length === 0 ? null : pointsOf(before, shown);
    const file = fileOf(asked);
    const { most } = number.measures;
    return {
      market: await marketOf(scene as IndexScene), group: asked.group, ...groupWords(asked.group), frequency: asked.frequency, method, point,
      cells: shown === null ? [] : await cellViews(scene as IndexScene, shown.cells, before.at(-1)?.cells ?? [], added?.byCode ?? null), splicePoints: added?.splice ?? null, digest: number.digest, rows: number.rows, command: commandOf(file, method), file,
      mostInfluence: most === null || number.value === null ? null : { seller: most.seller, without: most.without, differencePoints: number.value - most.without },
      revisions: (await revisionsOf(scene as IndexScene, asked, REVISIONS_SHOWN)).revisions, ...(await neighbours(scene as IndexScene, asked)),
    };
  },

  async records(scene, { frequency, period, itemId, grade, venue }) {
    const all = (await fixedRecords(scene as IndexScene, frequency, [period])).get(period) ?? [];
    const own = all.filter((record) => cellKey(record) === cellKey({ itemId, grade, venue }));
    if (own.length === 0) return scene.refuse("not_found", { period });
    const inside = own.filter((record) => record.inside);
    if (inside.length === 0) return scene.refuse("withheld", {});
    const letters = new Map(sellersInOrder(inside).map((seller, at) => [seller, letterOf(at)]));
    return {
      records: inside.map((record) => ({ businessDate: record.businessDate, seller: letters.get(record.sellerId)!, quantity: record.quantity, value: record.value, deals: record.deals })).toSorted((a, b) => (a.businessDate < b.businessDate ? -1 : a.businessDate > b.businessDate ? 1 : a.seller < b.seller ? -1 : 1)),
      quantity: inside.reduce((sum, record) => sum + record.quantity, 0), value: inside.reduce((sum, record) => sum + record.value, 0),
    };
  },

  async inputs(scene, asked) {
    const { number, series, line } = await numberOf(scene as IndexScene, asked);
    if (number.value === null) return scene.refuse("withheld", {});
    const name = fileOf(asked);
    return { name, csv: inputCsv(line), rows: number.rows, digest: number.digest, command: commandOf(name, methodView(series)), value: number.value };
  },

  revisions: (scene, { limit }) => revisionsOf(scene as IndexScene, null, limit),

  async published(scene, { date, ...asked }) {
    const { points } = await pointsOfSeries(scene as IndexScene, asked, { to: date, limit: WINDOW });
    // A week that has not ended on the date was not known then.
    const known = points.filter((point) => point.to <= date);
    const last = known.findLast((point) => point.value !== null);
    return { value: last?.value ?? null, period: last?.period ?? null, vintage: last?.vintage ?? null, publishedAt: last?.publishedAt ?? null, newestWithheld: known.at(-1)?.withheld ?? null };
  },
};

const fileOf = ({ group, frequency, period }: Pick & { readonly period: string }): string => `hualian-index-${group}-${frequency}-${period}.csv`;

/** A number, its series, and the published line up to it; the last one is the number itself when it has a value. */
export async function numberOf(scene: IndexScene, { group, frequency, period }: Pick & { readonly period: string }): Promise<{ number: Publication; series: SeriesRow; line: Published[] }> {
  const number = await scene.tx.selectFrom("index.publication").selectAll().where("group_code", "=", group).where("frequency", "=", frequency).where("period", "=", period).where("vintage", "=", 1).executeTakeFirst();
  const series = await seriesOf(scene, group, frequency);
  if (number === undefined || series === undefined) return scene.refuse("not_found", { period });
  if (number.value === null) return { number, series, line: [] };
  const all = await publishedBefore(scene, { group, frequency, series });
  return { number, series, line: all.slice(0, all.findIndex((one) => one.period === period) + 1) };
}

async function cellViews(scene: IndexScene, cells: readonly Cell[], before: readonly Cell[], points: ReadonlyMap<string, number> | null): Promise<CellView[]> {
  const items = await itemsAbout(scene, cells.map((cell) => cell.itemId));
  const earlier = new Map(before.map((cell) => [cell.code, cell]));
  return cells.map((cell): CellView => {
    const item = items.get(cell.itemId)!;
    const previous = earlier.get(cell.code);
    return {
      code: cell.code, itemId: cell.itemId, itemZh: item.zh, itemEn: item.en, category: cell.category, unit: item.unit, grade: (cell.grade || null) as CellView["grade"], venue: cell.venue === "stall" ? "stall" : null,
      price: priceOf(cell), quantity: cell.quantity, value: cell.value, sellers: cell.sellers, previousPrice: previous === undefined ? null : priceOf(previous), points: points?.get(cell.code) ?? (points === null ? null : 0),
    };
  });
}

async function neighbours(scene: IndexScene, { group, frequency, period }: Pick & { readonly period: string }): Promise<{ previous: string | null; next: string | null }> {
  const rows = await scene.tx.selectFrom("index.publication as n").innerJoin("index.period as p", (join) => join.onRef("p.frequency", "=", "n.frequency").onRef("p.period", "=", "n.period").on("p.edition", "=", 1))
    .select("n.period").where("n.group_code", "=", group).where("n.frequency", "=", frequency).where("n.vintage", "=", 1).orderBy("p.from_day").execute();
  const at = rows.findIndex((row) => row.period === period);
  return { previous: rows[at - 1]?.period ?? null, next: rows[at + 1]?.period ?? null };
}

/** What a party's part of a number is; for the desk, with its name. */
export async function windowRecords(scene: IndexScene, asked: Pick & { readonly frequency: Frequency }, line: readonly Published[]) {
  const window = line.slice(-WINDOW);
  const records = await fixedRecords(scene, asked.frequency, window.map((one) => one.period));
  return window.map((one) => ({ ...one, records: inGroup(records.get(one.period) ?? [], asked.group) }));
}
