import { batches } from "../../growing/batches/contract.ts";
import type { Actor } from "../../kernel/machinery/module.ts";
import { addStep, CAUSE, heldOrder, mustStand, type PooledScene } from "./course.ts";
import { openOf } from "./delivery-rules.ts";
import type { DropRow, Order, Parcel, Promise_ } from "./store.ts";

/** What everything between a promise and its money has in common. Lots are locked first, by id; then the order, which stands for all that is its own. */
export interface Held {
  readonly order: Order;
  readonly drop: DropRow;
  readonly promise: Promise_;
}

/** A grower speaks for his own promises, the market's manager for everybody's. */
export const speaksFor = (actor: Actor, growerId: string): boolean => actor.system || actor.partyId === growerId || (actor.partyId === null && actor.roles.includes("operator"));

export async function lockLots({ tx }: Pick<PooledScene, "tx">, lotIds: readonly string[]): Promise<void> {
  if (lotIds.length > 0) await tx.selectFrom("kernel.lot").select("id").where("id", "in", [...new Set(lotIds)]).orderBy("id").forUpdate().execute();
}

/** A promise with its order, which is locked; what nobody may see is not found. */
export async function heldPromise(scene: Pick<PooledScene, "tx" | "actor" | "refuse">, promiseId: string, may: (order: Order, promise: Promise_) => boolean): Promise<Held> {
  const { tx, refuse } = scene;
  const named = await tx.selectFrom("pooled.promise").select("order_id").where("id", "=", promiseId).executeTakeFirst();
  const order = named === undefined ? undefined : await tx.selectFrom("pooled.pooled_order").selectAll().where("id", "=", named.order_id).forUpdate().executeTakeFirst();
  if (order === undefined) return refuse("not_found", { promise: promiseId });
  const promise = await tx.selectFrom("pooled.promise").selectAll().where("id", "=", promiseId).executeTakeFirstOrThrow();
  if (!may(order, promise)) return refuse("not_found", { promise: promiseId });
  return { order, promise, drop: await tx.selectFrom("pooled.drop").selectAll().where("id", "=", promise.drop_id).executeTakeFirstOrThrow() };
}

/** The promise still runs: the sheet is out, the drop is not settled. */
export function mustRun(scene: Pick<PooledScene, "refuse">, { order, drop, promise }: Held): void {
  mustStand(scene, order, "allocated");
  if (drop.state !== "open" || promise.state !== "standing") scene.refuse("not_now", { no: order.no, state: drop.state === "open" ? promise.state : drop.state });
}

/** A drop of an order the hub holds; both are locked. */
export async function heldDrop(scene: PooledScene, dropId: string, side: "hub" | "enterprise" = "hub"): Promise<{ order: Order; drop: DropRow }> {
  const named = await scene.tx.selectFrom("pooled.drop").select("order_id").where("id", "=", dropId).executeTakeFirst();
  if (named === undefined) return scene.refuse("not_found", { drop: dropId });
  const { order } = await heldOrder(scene, named.order_id, side);
  mustStand(scene, order, "allocated");
  const drop = await scene.tx.selectFrom("pooled.drop").selectAll().where("id", "=", dropId).forUpdate().executeTakeFirstOrThrow();
  return drop.state === "open" ? { order, drop } : scene.refuse("not_now", { no: order.no, state: drop.state });
}

export const parcelsOf = ({ tx }: Pick<PooledScene, "tx">, promiseIds: readonly string[]): Promise<Parcel[]> =>
  promiseIds.length === 0 ? Promise.resolve([]) : tx.selectFrom("pooled.parcel").selectAll().where("promise_id", "in", promiseIds).orderBy("id").execute();
export const promisesOf = ({ tx }: Pick<PooledScene, "tx">, dropId: string): Promise<Promise_[]> => tx.selectFrom("pooled.promise").selectAll().where("drop_id", "=", dropId).orderBy("id").execute();

export const acceptedOf = (parcels: readonly Parcel[]): number => parcels.reduce((sum, one) => sum + (one.state === "accepted" || one.state === "shipped" ? one.accepted : 0), 0);
export const announcedOf = (parcels: readonly Parcel[]): number => parcels.reduce((sum, one) => sum + (one.state === "expected" ? one.announced : 0), 0);
/** What is still to be brought, what is on its way not counted. */
export const openNow = (promise: Promise_, parcels: readonly Parcel[]): number => openOf(promise, acceptedOf(parcels), announcedOf(parcels));

/** What a drop lacks: wanted, less everything that stands promised. */
export async function missingOfDrop({ tx }: Pick<PooledScene, "tx">, drop: Pick<DropRow, "id" | "quantity">): Promise<number> {
  const rows = await tx.selectFrom("pooled.promise").select(["quantity", "withdrawn", "defaulted"]).where("drop_id", "=", drop.id).execute();
  return drop.quantity - rows.reduce((sum, row) => sum + row.quantity - row.withdrawn - row.defaulted, 0);
}

export async function tellGap(scene: PooledScene, order: Order, drop: DropRow, why: string): Promise<void> {
  const missing = await missingOfDrop(scene, drop);
  if (missing > 0) await scene.emit("gapOpened", { orderId: order.id, no: order.no, dropId: drop.id, missing, why });
}

export async function tellParcel(scene: PooledScene, order: Order, growerId: string, parcel: Pick<Parcel, "id" | "lot_id" | "state" | "accepted" | "announced">): Promise<void> {
  await scene.emit("parcelMoved", { parcelId: parcel.id, orderId: order.id, no: order.no, growerId, lotId: parcel.lot_id, state: parcel.state, quantity: parcel.state === "accepted" || parcel.state === "shipped" ? parcel.accepted : parcel.announced });
}

/** What is open on the benches for promises, by promise and batch. */
export async function openOnBenches({ ask }: Pick<PooledScene, "ask">, promises: readonly Promise_[]): Promise<{ promiseId: string; batchId: string; open: number }[]> {
  const ids = [...new Set(promises.flatMap((one) => (one.batches as { batchId: string }[]).map(({ batchId }) => batchId)))];
  if (ids.length === 0) return [];
  const { batches: found } = await ask(batches.actions.standing, { batchIds: ids });
  return found.flatMap((batch) => batch.promises.filter((one) => one.cause === CAUSE && one.open > 0 && promises.some((promise) => promise.id === one.causeId)).map((one) => ({ promiseId: one.causeId, batchId: batch.batchId, open: one.open })));
}

const byBatch = <T extends { readonly batchId: string }>(a: T, b: T): number => (a.batchId < b.batchId ? -1 : a.batchId > b.batchId ? 1 : 0);

/** Gives so many units of promises back to the benches; without a number all that is open. Batches are asked in the order of their ids. */
export async function releaseBenches(scene: PooledScene, promises: readonly Promise_[], units?: number): Promise<void> {
  let left = units ?? Number.POSITIVE_INFINITY;
  for (const { promiseId, batchId, open } of (await openOnBenches(scene, promises)).toSorted(byBatch)) {
    const part = Math.min(open, left);
    left -= part;
    if (part > 0) await scene.ask(batches.actions.release, { batchId, cause: CAUSE, causeId: promiseId, deedId: scene.newId(), quantity: part });
  }
}

/** Tells the benches what has left them for promises: first the batch a lot was cut from, then the others the promise stands on. */
export async function fulfilBenches(scene: PooledScene, shipped: readonly { readonly promise: Promise_; readonly parcel: Pick<Parcel, "id" | "lot_id" | "accepted"> }[]): Promise<void> {
  const open = await openOnBenches(scene, shipped.map((one) => one.promise));
  if (open.length === 0) return;
  const { lots } = await scene.ask(batches.actions.ofLots, { lotIds: shipped.map((one) => one.parcel.lot_id) });
  const deeds: { batchId: string; causeId: string; deedId: string; quantity: number }[] = [];
  for (const { promise, parcel } of shipped) {
    let left = parcel.accepted;
    const own = lots.find((one) => one.lotId === parcel.lot_id)?.batchId;
    const of = open.filter((one) => one.promiseId === promise.id).toSorted((a, b) => Number(b.batchId === own) - Number(a.batchId === own) || byBatch(a, b));
    for (const one of of) {
      const part = Math.min(one.open, left);
      one.open -= part;
      left -= part;
      if (part > 0) deeds.push({ batchId: one.batchId, causeId: promise.id, deedId: parcel.id, quantity: part });
    }
  }
  for (const deed of deeds.toSorted(byBatch)) await scene.ask(batches.actions.fulfil, { ...deed, cause: CAUSE });
}

export const stepOf = (scene: PooledScene, order: Order, kind: string, { text = "", quantity, amount }: { text?: string; quantity?: number; amount?: number } = {}): Promise<void> => addStep(scene, order.id, { kind, text, quantity: quantity ?? null, amount: amount ?? null });
