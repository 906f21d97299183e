import { sampleSize } from "../../engines/grading/grading.ts";
import type { Tx } from "../../kernel/machinery/module.ts";
import { lineOf, type ReadScene } from "./course.ts";
import { itemNames, substituteView } from "./lists.ts";
import type { BrokenLimit } from "../../engines/grading/grading.ts";
import type { Tables } from "./store.ts";
import type { ParcelView } from "./views.ts";

/** What a grader left of a parcel: enough to grade again from paper. Cover was graded before it was an order's. */
export interface Inspection {
  readonly way: "dock" | "cover";
  readonly plan: { readonly samplePm: number; readonly least: number; readonly most: number; readonly acceptPm: number };
  readonly size: number;
  readonly acceptance: number;
  readonly samples: readonly Readonly<Record<string, number>>[];
  readonly tried: readonly { readonly grade: string; readonly defects: number; readonly passed: boolean }[];
  readonly failing: readonly BrokenLimit[];
  readonly damaged: number;
  readonly note: string;
}
export const MOST_PARCELS = 5_000;

export const parcelRows = (tx: Tx<Tables>) => tx.selectFrom("pooled.parcel as c").innerJoin("pooled.promise as p", "p.id", "c.promise_id").innerJoin("pooled.drop as d", "d.id", "p.drop_id").innerJoin("pooled.pooled_order as o", "o.id", "p.order_id")
  .innerJoin("kernel.lot as l", "l.id", "c.lot_id").innerJoin("kernel.party as g", "g.id", "p.grower_id").innerJoin("kernel.trade_item as t", "t.id", "l.item_id")
  .selectAll("c").select(["p.order_id", "p.drop_id", "p.grower_id", "o.no", "o.terms", "o.hub_id", "d.line", "d.due_on", "d.unit", "l.no as lot_no", "l.item_id", "d.item_id as ordered_id", "g.name as grower", "g.town", "t.zh", "t.en"]);
export type ParcelRows = ReturnType<typeof parcelRows>;

export async function parcelViews({ tx }: Pick<ReadScene, "tx">, narrowed: (rows: ParcelRows) => ParcelRows, page = { limit: MOST_PARCELS, offset: 0 }): Promise<ParcelView[]> {
  const rows = await narrowed(parcelRows(tx)).orderBy("d.due_on").orderBy("c.slot_at").orderBy("c.announced_at").orderBy("c.id").limit(page.limit).offset(page.offset).execute();
  const ordered = await itemNames(tx, [...new Set(rows.filter((row) => row.item_id !== row.ordered_id).flatMap((row) => [row.item_id, row.ordered_id]))]);
  return rows.map((row): ParcelView => {
    const line = lineOf(row, row);
    const inspection = row.inspection as Inspection | null;
    return {
      id: row.id, promiseId: row.promise_id, orderId: row.order_id, orderNo: row.no, dropId: row.drop_id, dueOn: row.due_on, slotAt: row.slot_at?.toISOString() ?? null, roundId: row.collection_id, growerId: row.grower_id, grower: row.grower, town: row.town, lotId: row.lot_id, lotNo: row.lot_no,
      itemZh: row.zh, itemEn: row.en, unit: row.unit, state: row.state, announced: row.announced, counted: row.counted, accepted: row.accepted, rejected: row.rejected, grade: row.grade, orderedGrade: line.grade, price: row.price, late: row.received_on !== null && row.received_on > row.due_on,
      sampleSize: inspection?.size ?? sampleSize(line.sampling, row.announced), sampling: line.sampling, spec: line.spec as ParcelView["spec"], inspectedAt: row.inspected_at?.toISOString() ?? null, inspectedBy: row.inspector_name,
      ...(row.item_id === row.ordered_id ? {} : { substitute: substituteView(line, row.item_id, ordered) }), failing: (inspection?.failing ?? []).map(({ limit, defects }) => ({ attribute: limit.attribute, defects, limit })), photoId: row.photo_id, shipmentId: row.shipment_id,
    };
  });
}

export async function parcelView(scene: Pick<ReadScene, "tx">, parcelId: string): Promise<ParcelView> {
  return (await parcelViews(scene, (rows) => rows.where("c.id", "=", parcelId)))[0]!;
}
