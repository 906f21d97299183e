import { sql } from "kysely";
import { businessDate } from "../../engines/calendar/business-date.ts";
import { NOBODY, type Actor, type Tx } from "../../kernel/machinery/module.ts";
import type { PurchaseHead, PurchaseLineView, PurchaseView } from "./contract.ts";
import { isDesk, packingOf, type OffersScene } from "./lines.ts";
import { purchaseState } from "./rules.ts";
import { marketOf } from "./settings.ts";
import type { Tables } from "./store.ts";

/** A cart that ran out is offered to be filled again for this long. */
const LAPSED_FOR_MS = 12 * 3_600_000;

/** The lines of purchases the asker may see: a buyer those he ordered, a grower those on his lines, the desk all. */
export function purchaseRows(tx: Tx<Tables>, actor: Actor) {
  const rows = tx.selectFrom("offers.purchase as p").innerJoin("offers.purchase_line as pl", "pl.purchase_id", "p.id").innerJoin("kernel.party as b", "b.id", "p.buyer_id");
  if (isDesk(actor)) return rows;
  const party = actor.partyId ?? NOBODY;
  return rows.where((of) => of.or([of("p.buyer_id", "=", party), of.and([of("pl.grower_id", "=", party), of("p.placed_at", "is not", null)])]));
}

export function headRows(tx: Tx<Tables>, actor: Actor) {
  return purchaseRows(tx, actor).select(["p.id", "p.no", "p.state", "p.buyer_id", "b.name as buyer", "p.placed_at", "p.expires_at", "p.account_name", "p.note", "p.currency"]).select([
    sql<number>`count(*)`.as("lines"), sql<number>`sum(pl.quantity)::bigint`.as("quantity"), sql<number>`sum(pl.quantity * pl.price)::bigint`.as("amount"),
    sql<number>`sum(pl.cut)::bigint`.as("cut"), sql<number>`count(*) filter (where pl.state = 'placed')`.as("to_answer"),
  ]).groupBy(["p.id", "b.name"]);
}
type HeadRow = Awaited<ReturnType<ReturnType<typeof headRows>["execute"]>>[number];

export const headView = (row: HeadRow): PurchaseHead => ({
  id: row.id, no: row.no, state: row.state, buyerId: row.buyer_id, buyer: row.buyer, placedAt: row.placed_at?.toISOString() ?? null, expiresAt: row.expires_at === null || row.placed_at !== null ? null : row.expires_at.toISOString(),
  by: row.account_name, note: row.note, lines: row.lines, quantity: row.quantity, amount: row.amount, cut: row.cut, currency: row.currency, toAnswer: row.to_answer,
});

export async function headOf({ tx, actor, refuse }: OffersScene, purchaseId: string): Promise<PurchaseHead> {
  const row = await headRows(tx, actor).where("p.id", "=", purchaseId).executeTakeFirst();
  return row === undefined ? refuse("not_found", { order: purchaseId }) : headView(row);
}

/** The whole order in four questions, however many lines it has. */
export async function purchaseOf(scene: OffersScene, purchaseId: string): Promise<PurchaseView> {
  const { tx, actor } = scene;
  const head = await headOf(scene, purchaseId);
  const rows = await purchaseRows(tx, actor).innerJoin("kernel.trade_item as i", "i.id", "pl.item_id").innerJoin("kernel.party as g", "g.id", "pl.grower_id").selectAll("pl")
    .select(["i.zh", "i.en", "i.unit", "i.packing", "g.name as grower"]).where("p.id", "=", purchaseId).orderBy("pl.place").execute();
  const parts = await tx.selectFrom("offers.part as part").innerJoin("offers.purchase_line as pl", "pl.id", "part.purchase_line_id").innerJoin("kernel.lot as lot", "lot.id", "part.lot_id")
    .select(["part.purchase_line_id", "part.lot_id", "part.quantity", "part.state", "lot.no", "lot.photo_id", "lot.grade", "lot.status"]).where("pl.purchase_id", "=", purchaseId).orderBy("part.id").execute();
  const byLine = Map.groupBy(parts, (part) => part.purchase_line_id);
  const market = await marketOf(tx);
  const items = rows.map((row) => lineView(row, byLine.get(row.id) ?? [], { actor, buyerId: head.buyerId }));
  return {
    ...head, items, market: { zh: market.zh, en: market.en, demo: market.demo }, path: head.no === null ? null : `/o/${head.no}`,
    businessDate: head.placedAt === null ? null : businessDate(Date.parse(head.placedAt), { utcOffsetMinutes: market.utcOffsetMinutes, cutOverMinutes: market.cutoverHour * 60 }),
    can: [
      ...(head.state === "cart" && head.buyerId === actor.partyId ? ["place" as const] : []), ...(head.state !== "cart" && items.some((item) => item.can.includes("cancel")) ? ["cancel" as const] : []),
      ...(items.some((item) => item.can.includes("answer")) ? ["answer" as const] : []),
    ],
  };
}

type LineRow = { id: string; place: number; line_id: string; kind: PurchaseLineView["kind"]; state: PurchaseLineView["state"]; item_id: string; zh: string; en: string; grower_id: string; grower: string; unit: string; packing: unknown; written: string; ordered: number; quantity: number; cut: number; price: number; level: PurchaseLineView["level"]; group_price: boolean; answer_by: Date | null; reason: string };
type PartRow = { lot_id: string; quantity: number; state: PurchaseLineView["parts"][number]["state"]; no: string; photo_id: string | null; grade: string | null };

function lineView(row: LineRow, parts: readonly PartRow[], { actor, buyerId }: { actor: Actor; buyerId: string }): PurchaseLineView {
  const changeable = buyerId === actor.partyId && (row.state === "reserved" || mayChange(row.state, parts));
  return {
    id: row.id, place: row.place, lineId: row.line_id, kind: row.kind, state: row.state, itemId: row.item_id, itemZh: row.zh, itemEn: row.en, photoId: parts.find((part) => part.photo_id !== null)?.photo_id ?? null,
    grade: parts[0]?.grade ?? null, growerId: row.grower_id, grower: row.grower, unit: row.unit, packing: packingOf(row.packing), written: row.written, ordered: row.ordered, quantity: row.quantity, cut: row.cut,
    price: row.price, level: row.level, groupPrice: row.group_price, amount: row.price * row.quantity,
    parts: parts.filter((part) => part.state !== "released").map((part) => ({ lotId: part.lot_id, lotNo: part.no, quantity: part.quantity, state: part.state })),
    answerBy: row.answer_by?.toISOString() ?? null, reason: row.reason,
    can: [...(changeable ? ["change" as const, "cancel" as const] : []), ...(row.state === "placed" && row.grower_id === actor.partyId ? ["answer" as const] : [])],
  };
}

/** An order can be changed until its lots are scanned in, or while the grower has not confirmed. */
export const mayChange = (state: PurchaseLineView["state"], parts: readonly { readonly state: string }[]): boolean => {
  const live = parts.filter((part) => part.state !== "released");
  return state === "placed" || (state === "confirmed" && live.length > 0 && live.every((part) => part.state === "promised"));
};

export async function newestLapsed(scene: OffersScene, buyerId: string): Promise<PurchaseView | null> {
  const since = new Date(scene.now.getTime() - LAPSED_FOR_MS);
  const row = await scene.tx.selectFrom("offers.purchase as p").select("p.id").where("p.buyer_id", "=", buyerId).where("p.state", "=", "expired").where("p.placed_at", "is", null).where("p.started_at", ">=", since)
    .where((of) => of.not(of.exists(of.selectFrom("offers.purchase as later").select("later.id").where("later.buyer_id", "=", buyerId).whereRef("later.started_at", ">", "p.started_at")))).limit(1).executeTakeFirst();
  return row === undefined ? null : purchaseOf(scene, row.id);
}

/** Writes where an order stands now and tells those it concerns. */
export async function tellOrder({ tx, emit }: OffersScene, purchaseId: string): Promise<void> {
  const order = await tx.selectFrom("offers.purchase").select(["no", "buyer_id"]).where("id", "=", purchaseId).executeTakeFirstOrThrow();
  const lines = await tx.selectFrom("offers.purchase_line").select(["state", "cut", "grower_id"]).where("purchase_id", "=", purchaseId).execute();
  if (lines.length === 0) return;
  const state = purchaseState(lines);
  await tx.updateTable("offers.purchase").set({ state }).where("id", "=", purchaseId).execute();
  await emit("orderChanged", { orderId: purchaseId, no: order.no, buyerId: order.buyer_id, growerIds: [...new Set(lines.map((line) => line.grower_id))], state });
}
