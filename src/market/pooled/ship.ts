import { lots } from "../../kernel/lots/contract.ts";
import { addDays } from "../../engines/calendar/day.ts";
import { NOBODY, type Handlers } from "../../kernel/machinery/module.ts";
import { settlement } from "../settlement/contract.ts";
import type { pooled } from "./contract.ts";
import { CAUSE, lineOf, sideOf, termsOf, type PooledScene } from "./course.ts";
import { fulfilBenches, heldDrop, lockLots, promisesOf, stepOf, tellParcel } from "./delivering.ts";
import { itemPm, pricedAt, splitRefused, takenAs } from "./delivery-rules.ts";
import { bookFault } from "./faults.ts";
import { pricedDrop } from "./pricing.ts";
import { PER_MILLE } from "./rules.ts";
import type { DropRow, Order, Parcel, Promise_, Shipment, Tables } from "./store.ts";
import type { ShipmentView } from "./views.ts";

type Noun = Pick<Handlers<typeof pooled, Tables>, "ship" | "receive">;

export const shipHandlers: Noun = {
  async ship(scene, { dropId, parcelIds, plate, driver }) {
    const inner = scene as unknown as PooledScene;
    const named = await inner.tx.selectFrom("pooled.parcel").select("lot_id").where("id", "in", parcelIds).execute();
    await lockLots(inner, named.map((one) => one.lot_id));
    const { order, drop } = await heldDrop(inner, dropId);
    const shipment = await shipParcels(inner, order, drop, { parcelIds, plate, driver });
    return shipmentView(inner, shipment);
  },

  async receive(scene, { shipmentId, refused, reason }) {
    const inner = scene as unknown as PooledScene;
    const { tx, now, actor, refuse } = inner;
    const named = await tx.selectFrom("pooled.shipment").select("order_id").where("id", "=", shipmentId).executeTakeFirst();
    const order = await tx.selectFrom("pooled.pooled_order").selectAll().where("id", "=", named?.order_id ?? NOBODY).forUpdate().executeTakeFirst();
    const side = order === undefined ? "looker" : sideOf(actor, order);
    if (order === undefined || (side !== "enterprise" && side !== "hub")) return refuse("not_found", { shipment: shipmentId });
    const shipment = await tx.selectFrom("pooled.shipment").selectAll().where("id", "=", shipmentId).executeTakeFirstOrThrow();
    if (shipment.received_at !== null) return refuse("not_now", { no: shipment.no, state: "received" });
    const parcels = await tx.selectFrom("pooled.parcel").selectAll().where("shipment_id", "=", shipmentId).orderBy("id").execute();
    const shipped = parcels.reduce((sum, one) => sum + one.accepted, 0);
    if (refused > shipped) return refuse("more_than_shipped", { shipped, refused });
    if (refused > 0 && reason.length < 2) return refuse("reason_needed");
    const done = await tx.updateTable("pooled.shipment").set({ received_at: now, refused, reason }).where("id", "=", shipmentId).returningAll().executeTakeFirstOrThrow();
    await stepOf(inner, order, "received", { quantity: shipped - refused, text: shipment.no });
    const shares = splitRefused(refused, parcels.map((one) => one.accepted));
    for (const [at, parcel] of parcels.entries()) {
      if (shares[at]! === 0) continue;
      const promise = await tx.selectFrom("pooled.promise").selectAll().where("id", "=", parcel.promise_id).executeTakeFirstOrThrow();
      await bookFault(inner, order, { dropId: shipment.drop_id, growerId: null, payeeId: promise.grower_id, promiseId: promise.id, kind: "refused", units: shares[at]!, price: parcel.price!, percent: termsOf(order).penalties.refused, text: reason });
    }
    return shipmentView(inner, done);
  },
};

/** A truck leaves: each parcel becomes a sale, from its hold, at its grade's price. The lots, the order and the drop are locked. */
export async function shipParcels(scene: PooledScene, order: Order, drop: DropRow, { parcelIds, plate, driver }: { parcelIds: readonly string[]; plate: string; driver: string }): Promise<Shipment> {
  const { tx, now, actor, newId, ask, refuse } = scene;
  const promises = await promisesOf(scene, drop.id);
  const parcels = await tx.selectFrom("pooled.parcel").selectAll().where("id", "in", parcelIds).where("promise_id", "in", [NOBODY, ...promises.map((one) => one.id)]).where("state", "=", "accepted").orderBy("id").execute();
  if (parcels.length === 0 || parcels.length < new Set(parcelIds).size) return refuse("nothing_held", { no: order.no });
  const priced = await pricedFor(scene, order, drop);
  const { n } = await tx.selectFrom("pooled.shipment").select((of) => of.fn.countAll<number>().as("n")).where("order_id", "=", order.id).executeTakeFirstOrThrow();
  const shipment = await tx.insertInto("pooled.shipment").values({ id: newId(), no: `${order.no}-${Number(n) + 1}`, order_id: order.id, drop_id: drop.id, plate, driver, account_name: actor.system ? "" : actor.accountName, shipped_at: now }).returningAll().executeTakeFirstOrThrow();
  const gone: { promise: Promise_; parcel: Parcel }[] = [];
  let gross = 0;
  for (const parcel of parcels) {
    const promise = promises.find((one) => one.id === parcel.promise_id)!;
    const price = await priceOf(scene, order, priced, promise, parcel);
    const { sale } = await ask(settlement.actions.recordSale, { channel: "pooled", lotId: parcel.lot_id, buyerId: order.enterprise_id, quantity: parcel.accepted, price, currency: order.currency, fromHold: true, creditHeld: false, cause: CAUSE, causeId: parcel.id });
    const row = await tx.updateTable("pooled.parcel").set({ state: "shipped", price, shipment_id: shipment.id, sale_id: sale.id }).where("id", "=", parcel.id).returningAll().executeTakeFirstOrThrow();
    gross += sale.gross;
    gone.push({ promise, parcel: row });
    await tellParcel(scene, order, promise.grower_id, row);
  }
  await fulfilBenches(scene, gone);
  await stepOf(scene, order, "shipped", { quantity: gone.reduce((sum, one) => sum + one.parcel.accepted, 0), amount: gross, text: shipment.no });
  return shipment;
}

/** The drop with its price, made for good when goods leave; before the day whose sheet it follows there is none. */
async function pricedFor(scene: PooledScene, order: Order, drop: DropRow): Promise<DropRow> {
  const { price } = lineOf(order, drop);
  if (drop.price === null && price.kind === "index") {
    const on = addDays(drop.due_on, -price.reference.lagDays);
    if (on > scene.businessDate) return scene.refuse("no_price_yet", { day: on });
  }
  return pricedDrop(scene, order, drop);
}

/** What a parcel's units are sold at: the price of the promise or of the drop × its grade × what a substitute counts for. */
async function priceOf({ tx, refuse }: PooledScene, order: Order, drop: DropRow, promise: Promise_, parcel: Parcel): Promise<number> {
  const line = lineOf(order, drop);
  const base = promise.price ?? drop.price ?? ceilingOf(line.price) ?? refuse("no_price_yet", { day: drop.due_on });
  const { item_id } = await tx.selectFrom("kernel.lot").select("item_id").where("id", "=", parcel.lot_id).executeTakeFirstOrThrow();
  return pricedAt(base, takenAs(line.spec, parcel.grade) ?? PER_MILLE, itemPm(line, item_id) ?? PER_MILLE);
}
/** Where asks were sealed, goods nobody was asked for cost what the order would have paid at most. */
const ceilingOf = (price: ReturnType<typeof lineOf>["price"]): number | null => (price.kind === "sealed" ? price.ceiling : null);

export async function shipmentView({ tx }: Pick<PooledScene, "tx">, shipment: Shipment): Promise<ShipmentView> {
  const order = await tx.selectFrom("pooled.pooled_order").select(["no", "currency"]).where("id", "=", shipment.order_id).executeTakeFirstOrThrow();
  const drop = await tx.selectFrom("pooled.drop").select("place").where("id", "=", shipment.drop_id).executeTakeFirstOrThrow();
  const parcels = await tx.selectFrom("pooled.parcel").select(["accepted", "price"]).where("shipment_id", "=", shipment.id).execute();
  return {
    id: shipment.id, no: shipment.no, orderId: shipment.order_id, orderNo: order.no, dropId: shipment.drop_id, place: drop.place, plate: shipment.plate, driver: shipment.driver, shippedAt: shipment.shipped_at.toISOString(), receivedAt: shipment.received_at?.toISOString() ?? null,
    units: parcels.reduce((sum, one) => sum + one.accepted, 0), gross: parcels.reduce((sum, one) => sum + one.accepted * one.price!, 0), refused: shipment.refused, parcels: parcels.length, currency: order.currency,
  };
}

/** Goods that were right and for which no truck came: free again, and the enterprise's to answer for. */
export async function letGo(scene: PooledScene, parcel: Parcel): Promise<void> {
  await scene.ask(lots.actions.move, { lotId: parcel.lot_id, kind: "release", quantity: parcel.accepted, cause: CAUSE, causeId: parcel.id });
  await scene.tx.updateTable("pooled.parcel").set({ state: "returned", accepted: 0, surplus: parcel.surplus + parcel.accepted }).where("id", "=", parcel.id).execute();
}
