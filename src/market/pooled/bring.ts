import { localTime } from "../../engines/calendar/business-date.ts";
import { addDays } from "../../engines/calendar/day.ts";
import { readWritten } from "../../engines/units/written.ts";
import { batches } from "../../growing/batches/contract.ts";
import { calendar } from "../../kernel/calendar/contract.ts";
import type { Handlers } from "../../kernel/machinery/module.ts";
import { intake } from "../intake/contract.ts";
import { sql } from "kysely";
import type { pooled } from "./contract.ts";
import { CAUSE, lineOf, termsOf, type PooledScene } from "./course.ts";
import { heldPromise, lockLots, mustRun, openNow, openOnBenches, parcelsOf, releaseBenches, speaksFor, stepOf, tellGap, tellParcel, type Held } from "./delivering.ts";
import { DOCK_FROM_MINUTES, DOCK_PLACES, DOCK_STEP_MINUTES, DOCK_TO_MINUTES, isSlot, itemPm, saidEarly } from "./delivery-rules.ts";
import { promiseViews } from "./lists.ts";
import { parcelView } from "./parcels.ts";
import { shareAgain } from "./rounds.ts";
import { MAX_QUANTITY } from "./rules.ts";
import type { Parcel, Tables } from "./store.ts";

type Noun = Pick<Handlers<typeof pooled, Tables>, "bring" | "cancelBring" | "withdraw" | "slots">;
/** A lot may be announced so far ahead (see intake); what is due later is planned for the last day it may be. */
const MAX_PLANNED_DAYS = 60;
const MINUTE_MS = 60_000;

export const bringHandlers: Noun = {
  async bring(scene, { promiseId, quantity: written, lotId, slotAt, photoId }) {
    const inner = scene as unknown as PooledScene;
    const { tx, now, actor, newId } = inner;
    if (lotId !== null) await lockLots(inner, [lotId]);
    const held = await heldPromise(inner, promiseId, (_, promise) => speaksFor(actor, promise.grower_id));
    mustRun(inner, held);
    const { order, drop, promise } = held;
    if (inner.businessDate > addDays(drop.due_on, termsOf(order).graceDays)) return inner.refuse("not_now", { no: order.no, state: "over" });
    const item = await tx.selectFrom("kernel.trade_item").select("packing").where("id", "=", promise.instead_id ?? drop.item_id).executeTakeFirstOrThrow();
    const read = readWritten(written, drop.unit, item.packing as unknown as Record<string, number>, { least: 1, most: MAX_QUANTITY });
    if (!read.ok) return inner.refuse("bad_quantity", { written, fault: read.fault, why: read.message });
    const open = openNow(promise, await parcelsOf(inner, [promise.id]));
    if (read.quantity > open) return inner.refuse("more_than_open", { open, asked: read.quantity });
    const slot = slotAt === null ? null : await takeSlot(inner, held, new Date(slotAt));
    const lot = lotId === null ? await declared(inner, held, { written, photoId, plannedOn: slot?.day ?? drop.due_on }) : await ownLot(inner, held, lotId, read.quantity);
    const parcel = await tx.insertInto("pooled.parcel").values({
      id: newId(), promise_id: promise.id, lot_id: lot, announced: read.quantity, slot_at: slot === null ? null : new Date(slotAt!), announced_at: now, account_id: actor.accountId, account_name: actor.accountName, delegate: actor.delegate, own_lot: lotId !== null,
    }).returningAll().executeTakeFirstOrThrow();
    await tieToBench(inner, held, lot);
    await stepOf(inner, order, "brought", { quantity: read.quantity });
    await tellParcel(inner, order, promise.grower_id, parcel);
    return parcelView(inner, parcel.id);
  },

  async cancelBring(scene, { parcelId, reason }) {
    const inner = scene as unknown as PooledScene;
    const { tx, actor, ask, refuse } = inner;
    const named = await tx.selectFrom("pooled.parcel").select(["promise_id", "lot_id"]).where("id", "=", parcelId).executeTakeFirst() ?? refuse("not_found", { parcel: parcelId });
    await lockLots(inner, [named.lot_id]);
    const { order, promise } = await heldPromise(inner, named.promise_id, (_, one) => speaksFor(actor, one.grower_id));
    const parcel = await tx.selectFrom("pooled.parcel").selectAll().where("id", "=", parcelId).executeTakeFirstOrThrow();
    if (parcel.state !== "expected") return refuse("not_now", { no: order.no, state: parcel.state });
    const lot = await tx.selectFrom("kernel.lot").select("status").where("id", "=", parcel.lot_id).executeTakeFirstOrThrow();
    // A lot that was declared for this parcel goes with it; one he had before stays his.
    if (!parcel.own_lot && lot.status === "declared") await ask(intake.actions.cancelLot, { lotId: parcel.lot_id, reason });
    await dropParcel(inner, parcel);
    await stepOf(inner, order, "bring_cancelled", { quantity: parcel.announced, text: reason });
    await tellParcel(inner, order, promise.grower_id, { ...parcel, state: "cancelled" });
    return parcelView(inner, parcelId);
  },

  async withdraw(scene, { promiseId, quantity, reason }) {
    const inner = scene as unknown as PooledScene;
    const { tx, businessDate, refuse } = inner;
    const held = await heldPromise(inner, promiseId, (_, one) => speaksFor(inner.actor, one.grower_id));
    mustRun(inner, held);
    const { order, drop, promise } = held;
    const parcels = await parcelsOf(inner, [promise.id]);
    const open = openNow(promise, parcels);
    if (quantity > open) return refuse("more_than_open", { open, asked: quantity });
    const withdrawn = promise.withdrawn + quantity;
    const late = saidEarly(businessDate, drop.due_on) ? 0 : quantity;
    await tx.updateTable("pooled.promise").set({ withdrawn, withdrawn_late: promise.withdrawn_late + late, state: withdrawn === promise.quantity ? "withdrawn" : "standing" }).where("id", "=", promise.id).execute();
    await releaseBenches(inner, [promise], quantity);
    await stepOf(inner, order, "withdrawn", { quantity, text: reason });
    await tellGap(inner, order, drop, "withdrawn");
    return (await promiseViews(inner, (rows) => rows.where("p.id", "=", promise.id)))[0]!;
  },

  async slots(scene, { on }) {
    const { market } = await scene.ask(calendar.actions.today, {});
    const midnight = Date.parse(`${on}T00:00:00Z`) - market.utcOffsetMinutes * MINUTE_MS;
    const times = Array.from({ length: (DOCK_TO_MINUTES - DOCK_FROM_MINUTES) / DOCK_STEP_MINUTES }, (_, n) => new Date(midnight + (DOCK_FROM_MINUTES + n * DOCK_STEP_MINUTES) * MINUTE_MS));
    const rows = await scene.tx.selectFrom("pooled.parcel").select(["slot_at", (of) => of.fn.countAll<number>().as("taken")]).where("slot_at", "in", times).where("state", "<>", "cancelled").groupBy("slot_at").execute();
    return { slots: times.map((at) => ({ at: at.toISOString(), taken: Number(rows.find((row) => row.slot_at?.getTime() === at.getTime())?.taken ?? 0), places: DOCK_PLACES })) };
  },
};

/** A time at the dock: one of its half hours, still to come, not after the grace, with a place left. Whoever asks for the same time waits here. */
async function takeSlot(scene: PooledScene, { order, drop }: Held, at: Date): Promise<{ day: string }> {
  const { tx, now, ask, refuse } = scene;
  const { market } = await ask(calendar.actions.today, {});
  const { day, minutes } = localTime(at.getTime(), market.utcOffsetMinutes);
  const last = addDays(drop.due_on, termsOf(order).graceDays);
  if (!isSlot(minutes) || at.getTime() % (DOCK_STEP_MINUTES * MINUTE_MS) !== 0 || at <= now || day > last) return refuse("slot_wrong", { last });
  await sql`select pg_advisory_xact_lock(hashtext(${`pooled.slot ${at.toISOString()}`}))`.execute(tx);
  const { taken } = await tx.selectFrom("pooled.parcel").select((of) => of.fn.countAll<number>().as("taken")).where("slot_at", "=", at).where("state", "<>", "cancelled").executeTakeFirstOrThrow();
  return Number(taken) < DOCK_PLACES ? { day } : refuse("slot_full", { places: DOCK_PLACES });
}

async function declared(scene: PooledScene, { order, drop, promise }: Held, { written, photoId, plannedOn }: { written: string; photoId: string | null; plannedOn: string }): Promise<string> {
  const { businessDate } = scene;
  const last = addDays(businessDate, MAX_PLANNED_DAYS);
  const lot = await scene.ask(intake.actions.declareLot, { growerId: promise.grower_id, itemId: promise.instead_id ?? drop.item_id, quantity: written, photoId, note: `${order.no} ${drop.place}`.slice(0, 300), plannedOn: plannedOn < businessDate ? businessDate : plannedOn > last ? last : plannedOn });
  return lot.id;
}

/** One of his lots that is in the market already, or on its way there. */
async function ownLot({ tx, refuse }: PooledScene, { order, drop, promise }: Held, lotId: string, quantity: number): Promise<string> {
  const lot = await tx.selectFrom("kernel.lot").select(["no", "grower_id", "item_id", "status", "declared", "on_hand", "held"]).where("id", "=", lotId).executeTakeFirst();
  if (lot === undefined || lot.grower_id !== promise.grower_id) return refuse("not_your_lot", { lot: lot?.no ?? lotId });
  if (itemPm(lineOf(order, drop), lot.item_id) === null) return refuse("wrong_item", { lot: lot.no });
  const { told } = await tx.selectFrom("pooled.parcel").select((of) => of.fn.coalesce(of.fn.sum<string>("announced"), sql<string>`0`).as("told")).where("lot_id", "=", lotId).where("state", "=", "expected").executeTakeFirstOrThrow();
  const free = (lot.status === "declared" ? lot.declared : lot.status === "received" || lot.status === "offered" ? lot.on_hand - lot.held : 0) - Number(told);
  return quantity <= free ? lotId : refuse("not_enough_left", { lot: lot.no, left: Math.max(0, free), asked: quantity });
}

/** Ties a lot to the bench it was cut from, where the promise stands on one. A bench that will not have it, such as one that failed, does not keep goods away. */
async function tieToBench(scene: PooledScene, { promise }: Held, lotId: string): Promise<void> {
  const open = (await openOnBenches(scene, [promise])).toSorted((a, b) => b.open - a.open || (a.batchId < b.batchId ? -1 : 1))[0];
  if (open !== undefined) await scene.attempt(() => scene.ask(batches.actions.bring, { batchId: open.batchId, lotId, cause: CAUSE, causeId: promise.id }));
}

/** A parcel that will not come, off its round as well. */
export async function dropParcel(scene: Pick<PooledScene, "tx">, parcel: Pick<Parcel, "id" | "collection_id">): Promise<void> {
  await scene.tx.updateTable("pooled.parcel").set({ state: "cancelled" }).where("id", "=", parcel.id).execute();
  if (parcel.collection_id !== null) await shareAgain(scene, parcel.collection_id);
}
