import { sql } from "kysely";
import { priceSheetOfDay, type DayLine } from "../../engines/price-sheet/price-sheet.ts";
import { calendar } from "../../kernel/calendar/contract.ts";
import type { Scene, Tx } from "../../kernel/machinery/module.ts";
import type { SheetLineView, SheetView, prices } from "./contract.ts";
import { changeOf } from "./rules.ts";
import type { Tables, VenueKey } from "./store.ts";

export type PriceScene = Scene<Tables, string, (typeof prices)["events"]>;
export type Audience = "public" | "staff";
export interface SheetWish {
  readonly businessDate?: string | undefined;
  readonly query: string;
  readonly category?: string | undefined;
  readonly limit: number;
  readonly offset: number;
}

/** The sheet of a day for an audience. The public sheet is the staff's sheet with the numbers of withheld lines taken out. */
export async function sheetOf(scene: PriceScene, wish: SheetWish, audience: Audience): Promise<SheetView> {
  const { tx } = scene;
  const { market } = await scene.ask(calendar.actions.today, {});
  const businessDate = wish.businessDate ?? (await newestDay(tx)) ?? scene.businessDate;
  const day = await tx.selectFrom("prices.day").selectAll().where("business_date", "=", businessDate).executeTakeFirst();
  const neighbours = await neighbourDays(tx, businessDate);
  const items = await itemsOf(tx, businessDate, wish);
  const today = await linesOf(tx, businessDate, [...items.keys()]);
  const before = neighbours.previousDate === null ? new Map<string, StoredLine>() : keyed(await linesOf(tx, neighbours.previousDate, [...items.keys()]));
  const ordered = today.toSorted((a, b) => order(items, a) - order(items, b) || (a.venue < b.venue ? -1 : a.venue > b.venue ? 1 : a.grade < b.grade ? -1 : 1));
  const lines = ordered.map((line) => lineView(items, line, before.get(keyOf(line)), neighbours.previousDate, audience));
  const shown = lines.filter((line) => line.sold !== null);
  const sum = (pick: (line: SheetLineView) => number | null): number => shown.reduce((total, line) => total + (pick(line) ?? 0), 0);
  return {
    market: { zh: market.nameZh, en: market.nameEn, demo: market.demo }, businessDate, currency: day?.currency ?? market.currency,
    lines: lines.slice(wish.offset, wish.offset + wish.limit), total: lines.length,
    sums: { sold: sum((line) => line.sold), unsold: sum((line) => line.unsold), value: sum((line) => line.value), deals: sum((line) => line.deals), shown: shown.length, withheld: lines.length - shown.length },
    ...neighbours, updatedAt: day?.updated_at.toISOString() ?? null, complete: day?.complete ?? false,
  };
}

interface ItemFacts {
  readonly place: number;
  readonly zh: string;
  readonly en: string;
  readonly category: string;
  readonly unit: string;
}

/** The items that stand on a day's sheet, in the order of the sheet: by category, then by name as a dictionary has it. */
async function itemsOf(tx: Tx<Tables>, businessDate: string, { query, category }: Pick<SheetWish, "query" | "category">): Promise<Map<string, ItemFacts>> {
  const text = query.toLowerCase().replaceAll(/[%_\\]/g, "");
  let found = tx.selectFrom("kernel.trade_item as i").select(["i.id", "i.zh", "i.en", "i.category", "i.unit"])
    .where((of) => of.exists(of.selectFrom("prices.line as l").select("l.grade").whereRef("l.item_id", "=", "i.id").where("l.business_date", "=", businessDate)));
  if (category !== undefined) found = found.where("i.category", "=", category);
  if (text !== "") found = found.where((of) => of.or([of("i.zh", "ilike", `%${text}%`), of("i.pinyin", "like", `%${text}%`), of("i.initials", "like", `%${text}%`), of("i.en", "ilike", `%${text}%`)]));
  const rows = await found.orderBy("i.category").orderBy("i.pinyin").orderBy("i.code").execute();
  return new Map(rows.map(({ id, ...facts }, place) => [id, { place, ...facts }]));
}

/** A line as the engine computes it, with the number of its deals. */
export type StoredLine = DayLine & { readonly deals: number; readonly venue: VenueKey };
const VENUES: readonly VenueKey[] = ["", "stall"];

/** The lines of a day for some items, from the deals and leftovers: the engine's own rule, so that anybody can recompute it. */
export async function linesOf(tx: Tx<Tables>, businessDate: string, itemIds: readonly string[]): Promise<StoredLine[]> {
  if (itemIds.length === 0) return [];
  const sales = await tx.selectFrom("prices.deal").select(["item_id", "grade", "venue", "seller_id", "price"]).select(sql<number>`sum(quantity)::bigint`.as("quantity"))
    .where("business_date", "=", businessDate).where("item_id", "in", [...itemIds]).where("reversed", "=", false).groupBy(["item_id", "grade", "venue", "seller_id", "price"]).execute();
  // Lines whose deals were all taken back, or that nothing was ever left over of, still stand on the sheet.
  const unsold = await tx.selectFrom("prices.line").select(["item_id", "grade", "venue", "unsold", "deals"]).where("business_date", "=", businessDate).where("item_id", "in", [...itemIds]).execute();
  const deals = new Map(unsold.map((row) => [`${row.item_id} ${row.grade} ${row.venue}`, row.deals]));
  return VENUES.flatMap((venue) => {
    const here = <Row extends { readonly venue: VenueKey }>(rows: readonly Row[]): Row[] => rows.filter((row) => row.venue === venue);
    const lines = priceSheetOfDay(
      here(sales).map((row) => ({ tradeItemId: row.item_id, grade: row.grade, sellerId: row.seller_id, price: row.price, quantity: row.quantity })),
      here(unsold).map((row) => ({ tradeItemId: row.item_id, grade: row.grade, quantity: row.unsold })),
    );
    return lines.map((line) => ({ ...line, venue, deals: deals.get(keyOf({ ...line, venue })) ?? 0 }));
  });
}

const keyOf = (line: { tradeItemId: string; grade: string; venue: string }): string => `${line.tradeItemId} ${line.grade} ${line.venue}`;
const keyed = (lines: readonly StoredLine[]): Map<string, StoredLine> => new Map(lines.map((line) => [keyOf(line), line]));
const order = (items: ReadonlyMap<string, ItemFacts>, line: DayLine): number => items.get(line.tradeItemId)?.place ?? 0;

function lineView(items: ReadonlyMap<string, ItemFacts>, line: StoredLine, before: StoredLine | undefined, previousDate: string | null, audience: Audience): SheetLineView {
  const item = items.get(line.tradeItemId)!;
  const about = { itemId: line.tradeItemId, itemZh: item.zh, itemEn: item.en, category: item.category, unit: item.unit, grade: (line.grade || null) as SheetLineView["grade"], venue: line.venue === "" ? null : line.venue };
  const withheld = line.withheld === null ? null : { code: line.withheld.code };
  // That nothing was sold gives nobody's price away; everything else that is withheld shows no number at all.
  const hidden = audience === "public" && line.withheld !== null && line.withheld.code !== "nothing_sold";
  if (hidden) {
    const none = { max: null, upper: null, middle: null, lower: null, min: null, mean: null, sold: null, unsold: null, value: null, deals: null };
    return { ...about, ...none, withheld, previousMean: null, previousDate: null, changeBasisPoints: null };
  }
  const comparable = before !== undefined && (audience === "staff" || before.withheld === null);
  const mean = line.prices?.mean.minor ?? null;
  const previousMean = comparable ? (before.prices?.mean.minor ?? null) : null;
  return {
    ...about, max: line.prices?.max ?? null, upper: line.prices?.upper.minor ?? null, middle: line.prices?.middle.minor ?? null, lower: line.prices?.lower.minor ?? null,
    min: line.prices?.min ?? null, mean, sold: line.soldQuantity, unsold: line.unsoldQuantity, value: line.valueMinor, deals: line.deals, withheld,
    previousMean, previousDate: previousMean === null ? null : previousDate, changeBasisPoints: changeOf(mean, previousMean),
  };
}

export async function newestDay(tx: Tx<Tables>): Promise<string | null> {
  const row = await tx.selectFrom("prices.day").select("business_date").orderBy("business_date", "desc").limit(1).executeTakeFirst();
  return row?.business_date ?? null;
}

async function neighbourDays(tx: Tx<Tables>, date: string): Promise<{ previousDate: string | null; nextDate: string | null }> {
  const rows = await sql<{ previousDate: string | null; nextDate: string | null }>`
    select (select max(business_date) from prices.day where business_date < ${date}::date) as "previousDate",
      (select min(business_date) from prices.day where business_date > ${date}::date) as "nextDate"`.execute(tx);
  return rows.rows[0]!;
}
