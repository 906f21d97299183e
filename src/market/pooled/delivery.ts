import type { Handlers, Hearing } from "../../kernel/machinery/module.ts";
import { hear } from "../../kernel/machinery/module.ts";
import { intake } from "../intake/contract.ts";
import { settlement } from "../settlement/contract.ts";
import { bringHandlers, dropParcel } from "./bring.ts";
import type { deliveryActions } from "./contract-delivery.ts";
import type { pooled } from "./contract.ts";
import { CAUSE, type PooledScene } from "./course.ts";
import { stepOf, tellParcel } from "./delivering.ts";
import { dockHandlers } from "./dock.ts";
import { endingHandlers } from "./ending.ts";
import { faultHandlers } from "./faults.ts";
import { moneyHandlers } from "./money.ts";
import { parcelHandlers } from "./parcel-list.ts";
import { paperHandlers } from "./papers.ts";
import { remedyHandlers } from "./remedies.ts";
import { roundHandlers } from "./rounds.ts";
import type { Tools } from "./runs.ts";
import { shipHandlers } from "./ship.ts";
import type { Tables } from "./store.ts";

/** Everything from a promise to its papers; the module takes it in beside the way to the sheet. */
export const deliveryHandlers = (tools: Tools): Pick<Handlers<typeof pooled, Tables>, keyof typeof deliveryActions> => ({
  ...bringHandlers, ...roundHandlers, ...dockHandlers, ...parcelHandlers, ...shipHandlers, ...remedyHandlers(tools), ...faultHandlers, ...endingHandlers, ...moneyHandlers, ...paperHandlers,
});

async function gone(scene: PooledScene, lotId: string): Promise<void> {
  const parcels = await scene.tx.selectFrom("pooled.parcel").selectAll().where("lot_id", "=", lotId).where("state", "=", "expected").orderBy("id").execute();
  for (const parcel of parcels) {
    const promise = await scene.tx.selectFrom("pooled.promise").selectAll().where("id", "=", parcel.promise_id).executeTakeFirstOrThrow();
    const order = await scene.tx.selectFrom("pooled.pooled_order").selectAll().where("id", "=", promise.order_id).forUpdate().executeTakeFirstOrThrow();
    const still = await scene.tx.selectFrom("pooled.parcel").select("state").where("id", "=", parcel.id).executeTakeFirst();
    if (still?.state !== "expected") continue;
    await dropParcel(scene, parcel);
    await stepOf(scene, order, "bring_cancelled", { quantity: parcel.announced });
    await tellParcel(scene, order, promise.grower_id, { ...parcel, state: "cancelled" });
  }
}

export const deliveryHears: readonly Hearing<Tables>[] = [
  /** A lot that its grower or the desk called off will not come for the order either. */
  hear(intake, "lotCancelled", (scene, { payload }) => gone(scene as unknown as PooledScene, payload.lotId)),
  hear(intake, "lotRefused", (scene, { payload }) => gone(scene as unknown as PooledScene, payload.lotId)),
  /** A sale that is taken back stays a delivery that came, and is nobody's money any more. */
  hear(settlement, "saleReversed", async ({ tx }, { payload: { sale, businessDate } }) => {
    if (sale.cause === CAUSE) await tx.updateTable("pooled.parcel").set({ taken_back_on: businessDate }).where("sale_id", "=", sale.id).execute();
  }),
];
