import { sha256 } from "../../kernel/machinery/canonical.ts";
import { sql } from "kysely";
import type { Scene } from "../../kernel/machinery/module.ts";
import { collection } from "../collection/contract.ts";
import { MAX_LEFT_OUT, prices } from "../prices/contract.ts";
import { ALL_GROUP, type Frequency, type index } from "./contract.ts";
import { cellsOf, judge, periodOf, spanOf, type Cell, type JudgedRecord } from "./rules.ts";
import type { CellRow, Tables } from "./store.ts";

export type IndexScene = Scene<Tables, string, (typeof index)["events"]>;

/** Rows written by one statement; PostgreSQL takes 65,535 values. */
const ROWS_A_STATEMENT = 4_000;

/** The records and cells of a period as they were fixed. */
export interface FixedPeriod {
  readonly period: string;
  readonly records: readonly JudgedRecord[];
  readonly cells: readonly Cell[];
}
export interface FixedRecord extends JudgedRecord {
  readonly category: string;
}

/** One publisher at a time: two closes at once must not fix the same period twice. */
export const holdPublishing = ({ tx }: IndexScene): Promise<unknown> => sql`select pg_advisory_xact_lock(hashtextextended('index.publish', 0))`.execute(tx);

export interface Due {
  readonly frequency: Frequency;
  readonly period: string;
  /** Days with trade that are not closed yet; a period is ready when it is over and has none. */
  readonly openDays: readonly string[];
  readonly ready: boolean;
}

/** Periods with trade after the last one that was fixed, in order. What comes after an unready one waits for it. */
export async function duePeriods(scene: IndexScene, frequency: Frequency, through: string): Promise<Due[]> {
  const last = await scene.tx.selectFrom("index.period").select(sql<string | null>`max(to_day)::text`.as("day")).where("frequency", "=", frequency).where("edition", "=", 1).executeTakeFirst();
  const after = last?.day ?? null;
  const { days } = await scene.ask(prices.actions.tradingDays, { to: through });
  const fresh = days.filter((day) => after === null || day.businessDate > after);
  let blocked = false;
  return [...Map.groupBy(fresh, (day) => periodOf(frequency, day.businessDate))].map(([period, own]): Due => {
    const { to } = spanOf(frequency, period);
    const openDays = own.filter((day) => !day.complete).map((day) => day.businessDate);
    const over = scene.businessDate > to || own.at(-1)!.businessDate === to;
    const ready = !blocked && over && openDays.length === 0;
    blocked ||= !ready;
    return { frequency, period, openDays, ready };
  });
}

/** Writes down the records of a period as they are now, for ever, and what of them is inside. */
export async function fixPeriod(scene: IndexScene, frequency: Frequency, period: string, edition: number, reason: string): Promise<FixedPeriod> {
  const read = await readPeriod(scene, frequency, period);
  await writePeriod(scene, frequency, edition, reason, read);
  return read;
}

/** The records of a period as the price sheet has them now. */
export async function readPeriod(scene: IndexScene, frequency: Frequency, period: string): Promise<FixedPeriod> {
  const span = spanOf(frequency, period);
  // Taken back, sold back within days, between related parties: by the rules of collection, as every statistic.
  const { sales } = await scene.ask(collection.actions.excludedSales, { ...span, limit: MAX_LEFT_OUT });
  const { rows } = await scene.ask(prices.actions.trade, { ...span, without: sales.map((sale) => sale.saleId) });
  const records = judge(rows.map((row) => ({ ...row, grade: row.grade ?? "", venue: row.venue ?? "" })), frequency);
  const about = await itemsAbout(scene, records.map((record) => record.itemId));
  return { period, records, cells: cellsOf(records, (itemId) => about.get(itemId) ?? { code: itemId, category: "" }) };
}

export async function writePeriod(scene: IndexScene, frequency: Frequency, edition: number, reason: string, { period, records, cells }: FixedPeriod): Promise<void> {
  const { tx, now } = scene;
  const { from, to } = spanOf(frequency, period);
  const key = { frequency, period, edition };
  await tx.insertInto("index.period").values({ ...key, from_day: from, to_day: to, fixed_at: now, reason, digest: recordsDigest(records) }).execute();
  for (let at = 0; at < records.length; at += ROWS_A_STATEMENT) {
    await tx.insertInto("index.record").values(records.slice(at, at + ROWS_A_STATEMENT).map((record) => ({
      ...key, business_date: record.businessDate, item_id: record.itemId, grade: record.grade as "", venue: record.venue as "", seller_id: record.sellerId, quantity: record.quantity, value: record.value, deals: record.deals, inside: record.inside,
    }))).execute();
  }
  for (let at = 0; at < cells.length; at += ROWS_A_STATEMENT) {
    await tx.insertInto("index.cell").values(cells.slice(at, at + ROWS_A_STATEMENT).map((cell) => ({
      ...key, item_id: cell.itemId, grade: cell.grade as "", venue: cell.venue as "", code: cell.code, category: cell.category, quantity: cell.quantity, value: cell.value, sellers: cell.sellers,
    }))).execute();
  }
}

export async function itemsAbout({ tx }: IndexScene, itemIds: readonly string[]): Promise<Map<string, { readonly code: string; readonly category: string; readonly zh: string; readonly en: string; readonly unit: string }>> {
  const ids = [...new Set(itemIds)];
  if (ids.length === 0) return new Map();
  const rows = await tx.selectFrom("kernel.trade_item").select(["id", "code", "category", "zh", "en", "unit"]).where("id", "in", ids).execute();
  return new Map(rows.map(({ id, ...about }) => [id, about]));
}

export function recordsDigest(records: readonly JudgedRecord[]): string {
  const lines = records.map((record) => [record.businessDate, record.itemId, record.grade, record.venue, record.sellerId, record.quantity, record.value, record.inside ? 1 : 0].join(",")).toSorted();
  return sha256(lines.join("\n"));
}

const cellOf = (row: CellRow): Cell => ({ code: row.code, itemId: row.item_id, grade: row.grade, venue: row.venue, category: row.category, quantity: row.quantity, value: row.value, sellers: row.sellers });

/** The cells of all periods as they were first fixed, or of some periods from one on. */
export async function fixedCells({ tx }: IndexScene, frequency: Frequency, group: string, periods?: { readonly from?: string; readonly to?: string }): Promise<Map<string, Cell[]>> {
  let found = tx.selectFrom("index.cell as c").innerJoin("index.period as p", (join) => join.onRef("p.frequency", "=", "c.frequency").onRef("p.period", "=", "c.period").onRef("p.edition", "=", "c.edition"))
    .selectAll("c").where("c.frequency", "=", frequency).where("c.edition", "=", 1);
  if (group !== ALL_GROUP) found = found.where("c.category", "=", group);
  if (periods?.from !== undefined) found = found.where("p.from_day", ">=", spanOf(frequency, periods.from).from);
  if (periods?.to !== undefined) found = found.where("p.from_day", "<=", spanOf(frequency, periods.to).from);
  const rows = await found.orderBy("p.from_day").orderBy(sql`c.code collate "C"`).execute();
  const cells = new Map<string, Cell[]>();
  for (const row of rows) {
    const own = cells.get(row.period);
    if (own === undefined) cells.set(row.period, [cellOf(row)]);
    else own.push(cellOf(row));
  }
  return cells;
}

/** The records of some periods as they were first fixed, with the group of their item. */
export async function fixedRecords(scene: IndexScene, frequency: Frequency, periods: readonly string[]): Promise<Map<string, FixedRecord[]>> {
  if (periods.length === 0) return new Map();
  const rows = await scene.tx.selectFrom("index.record as r").innerJoin("kernel.trade_item as i", "i.id", "r.item_id").selectAll("r").select("i.category")
    .where("r.frequency", "=", frequency).where("r.edition", "=", 1).where("r.period", "in", [...periods]).orderBy("r.business_date").execute();
  return Map.groupBy(rows.map((row): FixedRecord & { readonly period: string } => ({
    period: row.period, businessDate: row.business_date, itemId: row.item_id, grade: row.grade, venue: row.venue, sellerId: row.seller_id, quantity: row.quantity, value: row.value, deals: row.deals, inside: row.inside, category: row.category,
  })), (record) => record.period);
}

export const inGroup = <T extends { readonly category: string }>(things: readonly T[], group: string): T[] => (group === ALL_GROUP ? [...things] : things.filter((thing) => thing.category === group));
