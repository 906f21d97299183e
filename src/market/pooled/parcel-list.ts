import type { Handlers } from "../../kernel/machinery/module.ts";
import type { pooled } from "./contract.ts";
import { sideOf, type PooledScene } from "./course.ts";
import { visible } from "./lists.ts";
import { parcelViews } from "./parcels.ts";
import { shipmentView } from "./ship.ts";
import type { Tables } from "./store.ts";
import type { ShipmentView } from "./views.ts";

/** What came and what left for one order; a grower sees what he brought himself, and no trucks. */
export const parcelHandlers: Pick<Handlers<typeof pooled, Tables>, "parcels"> = {
  async parcels(scene, { orderId }) {
    const inner = scene as unknown as PooledScene;
    const { tx, actor } = inner;
    const order = await visible(inner, { orderId });
    const own = sideOf(actor, order) === "grower" ? actor.partyId : null;
    const parcels = await parcelViews(inner, (rows) => (own === null ? rows : rows.where("p.grower_id", "=", own)).where("p.order_id", "=", orderId));
    const shipments: ShipmentView[] = [];
    if (own === null) for (const shipment of await tx.selectFrom("pooled.shipment").selectAll().where("order_id", "=", orderId).orderBy("shipped_at", "desc").execute()) shipments.push(await shipmentView(inner, shipment));
    return { parcels, shipments };
  },
};
