import { sql } from "kysely";
import { initialsOf } from "../../engines/names/pinyin.ts";
import type { Tx } from "../../kernel/machinery/module.ts";
import { verdictsOn } from "./licences.ts";
import { deedsOf, isOver, type State } from "./rules.ts";
import { searched, sideOf, type BatchScene } from "./scene.ts";
import type { Tables } from "./store.ts";
import type { BatchView } from "./views.ts";

export type ReadScene = Pick<BatchScene, "tx" | "actor" | "businessDate">;

export const batchRows = (tx: Tx<Tables>) => tx.selectFrom("batches.batch as b").innerJoin("batches.standing as s", "s.id", "b.id").innerJoin("kernel.trade_item as i", "i.id", "b.item_id").innerJoin("kernel.party as p", "p.id", "b.grower_id")
  .selectAll("b").select(["s.brought", "s.free", "s.short", "i.code", "i.zh", "i.en", "i.packing", "p.name as grower", "p.town", "p.demo"]);
type Row = Awaited<ReturnType<ReturnType<typeof batchRows>["execute"]>>[number];

export async function viewsOf({ tx, actor, businessDate }: ReadScene, rows: readonly Row[]): Promise<BatchView[]> {
  const verdicts = await verdictsOn(tx, rows.map((row) => ({ itemId: row.item_id, growerId: row.grower_id, on: row.ready_from })));
  return rows.map((row, at): BatchView => ({
    id: row.id, no: row.no, version: row.version, state: row.state, growerId: row.grower_id, grower: row.grower, town: row.town, demo: row.demo, itemId: row.item_id, itemCode: row.code, itemZh: row.zh, itemEn: row.en, unit: row.unit,
    packing: row.packing as unknown as Record<string, number>, planted: row.planted, expected: row.expected, promised: row.promised, fulfilled: row.fulfilled, brought: row.brought, left: row.free, short: row.short, readyFrom: row.ready_from, readyTo: row.ready_to,
    overdue: !isOver(row.state) && row.ready_to < businessDate, grade: row.grade, attributes: row.attributes, place: row.place, note: row.note, photoId: row.photo_id, createdAt: row.created_at.toISOString(), changedAt: row.changed_at.toISOString(),
    declaredBy: row.account_name, declaredAs: row.declared_as, licence: verdicts[at]!, can: deedsOf(row.state, sideOf(actor, row.grower_id)),
  }));
}

/** One batch, for whoever has just done something with it. */
export async function viewOf(scene: ReadScene, batchId: string): Promise<BatchView> {
  return (await viewsOf(scene, [await batchRows(scene.tx).where("b.id", "=", batchId).executeTakeFirstOrThrow()]))[0]!;
}

export interface Wish {
  readonly query: string;
  readonly state?: State | undefined;
  readonly itemId?: string | undefined;
  readonly growerId?: string | undefined;
  /** Windows that touch these days. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly short: boolean;
}

const LIVE_FIRST = sql`case when b.state in ('growing', 'ready') then 0 else 1 end`;

/** Batches that are wanted, those on the bench before those that are over, each by the day they will be ready. */
export async function wanted(scene: ReadScene, wish: Wish, { limit, offset }: { limit: number; offset: number }): Promise<{ batches: BatchView[]; total: number; short: number }> {
  const { tx } = scene;
  let found = batchRows(tx);
  if (wish.growerId !== undefined) found = found.where("b.grower_id", "=", wish.growerId);
  if (wish.itemId !== undefined) found = found.where("b.item_id", "=", wish.itemId);
  if (wish.state !== undefined) found = found.where("b.state", "=", wish.state);
  if (wish.from !== undefined) found = found.where("b.ready_to", ">=", wish.from);
  if (wish.to !== undefined) found = found.where("b.ready_from", "<=", wish.to);
  const text = searched(wish.query);
  if (text !== "") {
    const growers = await tx.selectFrom("batches.batch as b").innerJoin("kernel.party as p", "p.id", "b.grower_id").select(["p.id", "p.name"]).distinct().execute();
    const byInitials = growers.filter((one) => initialsOf(one.name).includes(text)).map(({ id }) => id);
    found = found.where((of) => of.or([
      of("b.no", "ilike", `%${text}%`), of("p.name", "ilike", `%${text}%`), of("p.pinyin", "like", `%${text}%`), of("p.town", "ilike", `%${text}%`), of("b.place", "ilike", `%${text}%`), of("i.code", "ilike", `%${text}%`),
      of("i.zh", "ilike", `%${text}%`), of("i.en", "ilike", `%${text}%`), of("i.pinyin", "like", `%${text}%`), of("i.initials", "like", `%${text}%`), ...(byInitials.length === 0 ? [] : [of("b.grower_id", "in", byInitials)]),
    ]));
  }
  const { short } = await found.clearSelect().select(sql<number>`count(*)`.as("short")).where("s.short", ">", 0).executeTakeFirstOrThrow();
  if (wish.short) found = found.where("s.short", ">", 0);
  const { total } = await found.clearSelect().select(sql<number>`count(*)`.as("total")).executeTakeFirstOrThrow();
  const rows = await found.orderBy(LIVE_FIRST).orderBy("b.ready_from").orderBy("b.no").limit(limit).offset(offset).execute();
  return { batches: await viewsOf(scene, rows), total, short };
}
