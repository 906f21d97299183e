import { sql } from "kysely";
import { addDays } from "../../engines/calendar/day.ts";
import { NOBODY, type Handlers } from "../../kernel/machinery/module.ts";
import { mayBuy, mayTake, quantityOf, isFor } from "./cart.ts";
import type { offers } from "./contract.ts";
import { endLines } from "./expiry.ts";
import { groupsOf, type OffersScene } from "./lines.ts";
import { headOf, headRows, headView, mayChange, purchaseOf, purchaseRows, tellOrder } from "./purchases.ts";
import { dayBegins, priceFor } from "./rules.ts";
import { marketOf } from "./settings.ts";
import { addTaken, giveBack, lockLines, lockLotsOf, moveCredit, take, tellStock } from "./stock.ts";
import type { Tables } from "./store.ts";

type Noun = Pick<Handlers<typeof offers, Tables>, "orders" | "order" | "changeOrderLine" | "cancelOrder" | "answerLines">;

export const orderHandlers: Noun = {
  async orders({ tx, actor }, { state, from, to, query, side, buyerId, limit, offset }) {
    const party = actor.partyId ?? NOBODY;
    const market = await marketOf(tx);
    const beginning = (day: string): Date => new Date(dayBegins(day, market));
    const text = query.toLowerCase().replaceAll(/[%_\\]/g, "");
    const narrowed = <Q extends ReturnType<typeof headRows>>(rows: Q): Q => {
      let found = rows.where("p.placed_at", "is not", null) as Q;
      if (state !== undefined) found = found.where("p.state", "=", state) as Q;
      if (from !== undefined) found = found.where("p.placed_at", ">=", beginning(from)) as Q;
      if (to !== undefined) found = found.where("p.placed_at", "<", beginning(addDays(to, 1))) as Q;
      if (side === "bought") found = found.where("p.buyer_id", "=", party) as Q;
      if (buyerId !== undefined) found = found.where("p.buyer_id", "=", buyerId) as Q;
      if (side === "sold") found = found.where("pl.grower_id", "=", party) as Q;
      if (text !== "") found = found.where((of) => of.or([of("p.no", "ilike", `%${text}%`), of("b.name", "ilike", `%${text}%`), of("b.pinyin", "like", `%${text}%`)])) as Q;
      return found;
    };
    const rows = await narrowed(headRows(tx, actor)).orderBy("p.placed_at", "desc").limit(limit).offset(offset).execute();
    const { total } = await (narrowed(purchaseRows(tx, actor) as never) as unknown as ReturnType<typeof purchaseRows>).select(sql<number>`count(distinct p.id)`.as("total")).executeTakeFirstOrThrow();
    return { orders: rows.map(headView), total };
  },

  async order(scene, { orderId, no }) {
    if ((orderId === undefined) === (no === undefined)) return scene.refuse("not_found", { order: orderId ?? no ?? "" });
    const row = await purchaseRows(scene.tx, scene.actor).select("p.id").where((of) => (orderId === undefined ? of("p.no", "=", no!.toUpperCase()) : of("p.id", "=", orderId))).limit(1).executeTakeFirst();
    return row === undefined ? scene.refuse("not_found", { order: orderId ?? no ?? "" }) : purchaseOf(scene, row.id);
  },

  async changeOrderLine(scene, { orderLineId, quantity: written }) {
    const { tx, now, actor, businessDate, refuse, emit } = scene;
    const buyerId = actor.partyId ?? refuse("not_allowed");
    const order = await lockedOrderOf(scene, orderLineId, buyerId);
    const before = await changeable(scene, order.id, orderLineId);
    const first = (await lockLines(scene, [before.line_id])).get(before.line_id)!;
    const quantity = quantityOf(scene, first, written);
    if (quantity === 0) {
      await endLines(scene, order, [before], { state: "cancelled" });
      return headOf(scene, order.id);
    }
    await mayBuy(scene, buyerId);
    const groups = await groupsOf(tx, buyerId);
    if (!isFor(first, buyerId, groups)) return refuse("not_open", { until: first.until.toISOString() });
    // Less is always allowed; more only while the line is open.
    if (quantity > before.quantity) mayTake(scene, first, buyerId, quantity);
    else if (quantity < first.minQuantity) return refuse("below_minimum", { least: first.minQuantity });
    const { lotIds } = await giveBack(scene, [before.id]);
    const line = (await lockLines(scene, [before.line_id])).get(before.line_id)!;
    const { price, level, ofGroup } = priceFor(line.price, line.steps, line.packing, quantity, groups);
    if (!Number.isSafeInteger(price * quantity)) return refuse("too_much_money", { quantity, price });
    const parts = await take(scene, line, before.id, quantity);
    await tx.insertInto("offers.part").values(parts).execute();
    await addTaken(scene, new Map([[line.id, quantity]]));
    await tx.updateTable("offers.purchase_line").set({ written, ordered: quantity, quantity, price, level, group_price: ofGroup, business_date: businessDate, changed_at: now }).where("id", "=", before.id).execute();
    await moveCredit(scene, order, price * quantity - before.price * before.quantity);
    await tellStock(scene, [...lotIds, ...line.lots.map((lot) => lot.id)], [line.id]);
    await tellOrder(scene, order.id);
    await emit("bookingDue", { orderId: order.id });
    return headOf(scene, order.id);
  },

  async cancelOrder(scene, { orderId, reason }) {
    const { tx, actor, refuse } = scene;
    await lockLotsOf(scene, { purchaseIds: [orderId] });
    const order = await tx.selectFrom("offers.purchase").select(["id", "buyer_id", "currency"]).where("id", "=", orderId).where("buyer_id", "=", actor.partyId ?? NOBODY).where("placed_at", "is not", null).forUpdate().executeTakeFirst();
    if (order === undefined) return refuse("not_found", { order: orderId });
    const rows = (await linesWithParts(scene, order.id)).filter((row) => mayChange(row.state, row.parts));
    if (rows.length === 0) return refuse("too_late");
    await endLines(scene, order, rows, { state: "cancelled", reason });
    return headOf(scene, orderId);
  },

  async answerLines(scene, { orderLineIds, confirm, reason }) {
    const { tx, now, actor, businessDate, refuse, emit } = scene;
    if (!confirm && reason.length < 2) return refuse("reason_needed");
    const named = await tx.selectFrom("offers.purchase_line").select("purchase_id").distinct().where("id", "in", orderLineIds).where("grower_id", "=", actor.partyId ?? NOBODY).execute();
    await lockLotsOf(scene, { purchaseIds: named.map((row) => row.purchase_id) });
    const orders = await tx.selectFrom("offers.purchase as p").select(["p.id", "p.buyer_id", "p.currency"])
      .where("p.id", "in", (of) => of.selectFrom("offers.purchase_line as pl").select("pl.purchase_id").where("pl.id", "in", orderLineIds).where("pl.grower_id", "=", actor.partyId ?? NOBODY)).orderBy("p.id").forUpdate().execute();
    const rows = await tx.selectFrom("offers.purchase_line").select(["id", "purchase_id", "line_id", "quantity", "price", "state"]).where("id", "in", orderLineIds).where("grower_id", "=", actor.partyId ?? NOBODY).execute();
    if (rows.length < new Set(orderLineIds).size) return refuse("not_found", { lines: orderLineIds.length - rows.length });
    if (rows.some((row) => row.state !== "placed")) return refuse("not_waiting");
    for (const order of orders) {
      const mine = rows.filter((row) => row.purchase_id === order.id);
      if (!confirm) {
        await endLines(scene, order, mine, { state: "cancelled", reason });
        continue;
      }
      await tx.updateTable("offers.purchase_line").set({ state: "confirmed", answer_by: null, business_date: businessDate, changed_at: now }).where("id", "in", mine.map((row) => row.id)).execute();
      await tellOrder(scene, order.id);
      await emit("bookingDue", { orderId: order.id });
    }
    return { answered: rows.length };
  },
};

async function lockedOrderOf(scene: OffersScene, orderLineId: string, buyerId: string) {
  const { tx, refuse } = scene;
  const named = await tx.selectFrom("offers.purchase_line as pl").innerJoin("offers.purchase as p", "p.id", "pl.purchase_id").select(["pl.line_id", "p.id"]).where("pl.id", "=", orderLineId).where("p.buyer_id", "=", buyerId).executeTakeFirst();
  if (named === undefined) return refuse("not_found", { line: orderLineId });
  await lockLotsOf(scene, { lineIds: [named.line_id] });
  const order = await tx.selectFrom("offers.purchase as p").select(["p.id", "p.buyer_id", "p.currency"]).where("p.buyer_id", "=", buyerId).where("p.placed_at", "is not", null)
    .where("p.id", "in", (of) => of.selectFrom("offers.purchase_line as pl").select("pl.purchase_id").where("pl.id", "=", orderLineId)).forUpdate().executeTakeFirst();
  return order ?? refuse("not_found", { line: orderLineId });
}

async function changeable(scene: OffersScene, orderId: string, orderLineId: string) {
  const row = (await linesWithParts(scene, orderId, orderLineId))[0];
  return row === undefined || !mayChange(row.state, row.parts) ? scene.refuse("too_late") : row;
}

async function linesWithParts({ tx }: OffersScene, orderId: string, only?: string) {
  const rows = await tx.selectFrom("offers.purchase_line").select(["id", "line_id", "quantity", "price", "state"]).where("purchase_id", "=", orderId).$if(only !== undefined, (query) => query.where("id", "=", only!)).execute();
  if (rows.length === 0) return [];
  const parts = await tx.selectFrom("offers.part").select(["purchase_line_id", "state"]).where("purchase_line_id", "in", rows.map((row) => row.id)).execute();
  const byLine = Map.groupBy(parts, (part) => part.purchase_line_id);
  return rows.map((row) => ({ ...row, parts: byLine.get(row.id) ?? [] }));
}

