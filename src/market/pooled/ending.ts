import { addDays } from "../../engines/calendar/day.ts";
import type { Handlers } from "../../kernel/machinery/module.ts";
import { settlement } from "../settlement/contract.ts";
import type { pooled } from "./contract.ts";
import { advance, lineOf, termsOf, type PooledScene } from "./course.ts";
import { acceptedOf, heldDrop, lockLots, parcelsOf, promisesOf, releaseBenches, stepOf, tellParcel } from "./delivering.ts";
import { endFaults, forgive, marginOf, missingOf, SIDE_SALE_DAYS, takenAs } from "./delivery-rules.ts";
import { returnDeposits } from "./deposits.ts";
import { bookFault } from "./faults.ts";
import { pricedDrop, worthOfPromise } from "./pricing.ts";
import { dropOf } from "./remedies.ts";
import { roundDriven } from "./rounds.ts";
import { letGo, shipParcels } from "./ship.ts";
import { byItself, notStuck } from "./stuck.ts";
import { GRADE_ORDER, type Grade, type PromiseState } from "./rules.ts";
import type { DropRow, Order, Parcel, Promise_, Tables } from "./store.ts";

type Noun = Pick<Handlers<typeof pooled, Tables>, "settleDrop">;
const CHARGE = "pooled.charge";

export const endingHandlers: Noun = {
  async settleDrop(scene, { dropId }) {
    const inner = scene as unknown as PooledScene;
    const { businessDate, refuse } = inner;
    await lockLotsOf(inner, dropId);
    const { order, drop } = await heldDrop(inner, dropId);
    const promises = await promisesOf(inner, dropId);
    const parcels = await parcelsOf(inner, promises.map((one) => one.id));
    const held = parcels.filter((one) => one.state === "accepted");
    if (held.length > 0) return refuse("goods_still_held", { parcels: held.length, units: held.reduce((sum, one) => sum + one.accepted, 0) });
    const last = addDays(drop.due_on, termsOf(order).graceDays);
    if (businessDate <= last && acceptedOf(parcels) < drop.quantity) return refuse("too_early", { day: addDays(last, 1) });
    await settle(inner, order, drop);
    return dropOf(inner, order, dropId);
  },
};

const lockLotsOf = async (scene: PooledScene, dropId: string): Promise<void> => {
  const rows = await scene.tx.selectFrom("pooled.parcel as c").innerJoin("pooled.promise as p", "p.id", "c.promise_id").select("c.lot_id").where("p.drop_id", "=", dropId).where("c.state", "in", ["expected", "accepted"]).execute();
  await lockLots(scene, rows.map((row) => row.lot_id));
};

/** Ends a drop: what did not come is known, faults are paid for, the hub has its margin and the trips their cost. The order is locked; nothing is held. */
async function settle(scene: PooledScene, order: Order, drop: DropRow): Promise<void> {
  const { tx, businessDate, emit } = scene;
  const promises = await promisesOf(scene, drop.id);
  for (const parcel of (await parcelsOf(scene, promises.map((one) => one.id))).filter((one) => one.state === "expected")) {
    await tx.updateTable("pooled.parcel").set({ state: "cancelled" }).where("id", "=", parcel.id).execute();
    await tellParcel(scene, order, promises.find((one) => one.id === parcel.promise_id)!.grower_id, { ...parcel, state: "cancelled" });
  }
  const parcels = await parcelsOf(scene, promises.map((one) => one.id));
  await roundDriven(scene, parcels.map((one) => one.collection_id));
  const priced = promises.length === 0 ? drop : await pricedDrop(scene, order, drop);
  await judgeFaults(scene, order, priced, promises, parcels);
  for (const promise of promises) await tx.updateTable("pooled.promise").set({ state: endOf(promise, acceptedOf(parcels.filter((one) => one.promise_id === promise.id)) + promise.not_taken) }).where("id", "=", promise.id).execute();
  await releaseBenches(scene, promises);
  const { gross, margin } = await charge(scene, order, drop, promises, parcels);
  await tx.updateTable("pooled.drop").set({ state: "settled", settled_on: businessDate, consent_asked: null }).where("id", "=", drop.id).execute();
  await stepOf(scene, order, "drop_settled", { quantity: acceptedOf(parcels), amount: gross, text: `${drop.due_on} ${drop.place}` });
  await emit("dropSettled", { orderId: order.id, no: order.no, dropId: drop.id, gross, margin, currency: order.currency });
  const open = await tx.selectFrom("pooled.drop").select("id").where("order_id", "=", order.id).where("state", "=", "open").limit(1).executeTakeFirst();
  if (open !== undefined) return;
  await returnDeposits(scene, order);
  await advance(scene, order, "closed", { over_at: scene.now, over_reason: "settled", answer_by: null }, { kind: "closed" });
}

function endOf(promise: Promise_, accepted: number): PromiseState {
  if (accepted > 0) return accepted >= promise.quantity ? "kept" : "short";
  return promise.withdrawn === promise.quantity ? "withdrawn" : promise.defaulted > 0 ? "defaulted" : "short";
}

async function judgeFaults(scene: PooledScene, order: Order, drop: DropRow, promises: readonly Promise_[], parcels: readonly Parcel[]): Promise<void> {
  const terms = termsOf(order);
  const ordered = GRADE_ORDER.indexOf(lineOf(order, drop).grade);
  const own = promises.map((promise) => parcels.filter((one) => one.promise_id === promise.id));
  const missing = promises.map((promise, at) => missingOf({ quantity: promise.quantity, withdrawn: promise.withdrawn, accepted: acceptedOf(own[at]!) + promise.not_taken }) + promise.withdrawn_late);
  const promised = promises.reduce((sum, one) => sum + one.quantity, 0);
  const forgiven = forgive(drop.ordered - drop.quantity, drop.ordered - promised, missing);
  const elsewhere = new Map<string, number>();
  for (const [at, promise] of promises.entries()) {
    const came = own[at]!.filter((one) => one.state === "shipped" || one.state === "accepted");
    const sum = (rows: readonly Parcel[], units: (one: Parcel) => number): number => rows.reduce((total, one) => total + units(one), 0);
    const lacking = missing[at]! - forgiven[at]!;
    const sales = lacking > 0 ? await sideSales(scene, order, drop, promise) : [];
    if (lacking > 0 && !elsewhere.has(promise.grower_id)) elsewhere.set(promise.grower_id, sales.reduce((units, sale) => units + sale.quantity, 0));
    const sold = elsewhere.get(promise.grower_id) ?? 0;
    const lines = endFaults(terms, {
      quantity: promise.quantity, withdrawn: promise.withdrawn, withdrawnLate: promise.withdrawn_late, accepted: acceptedOf(own[at]!) + promise.not_taken, late: couldBeInTime(promise, drop) ? sum(came.filter((one) => one.received_on! > drop.due_on), (one) => one.accepted) : 0,
      belowGrade: sum(came.filter((one) => GRADE_ORDER.indexOf(one.grade!) > ordered), (one) => one.accepted) + sum(own[at]!, (one) => one.rejected), soldElsewhere: sold, forgiven: forgiven[at]!,
    });
    for (const line of lines) {
      if (line.kind === "side_sold") elsewhere.set(promise.grower_id, sold - line.units);
      await bookFault(scene, order, { ...line, dropId: drop.id, growerId: promise.grower_id, promiseId: promise.id, price: worthOfPromise(order, drop, promise), text: line.kind === "side_sold" ? evidenceOf(sales) : "" });
    }
  }
}

/** Who helps out when the day is past is not late. */
const couldBeInTime = (promise: Promise_, drop: DropRow): boolean => promise.source !== "cover" && promise.made_at.toISOString().slice(0, 10) <= drop.due_on;

/** His sales of the same goods by other ways in the days around the drop, since he promised; lots he brought for an order do not count, nor grades the order does not take. */
async function sideSales(scene: PooledScene, order: Order, drop: DropRow, promise: Promise_) {
  const { tx, ask, businessDate } = scene;
  const line = lineOf(order, drop);
  const brought = await tx.selectFrom("pooled.parcel as c").innerJoin("pooled.promise as p", "p.id", "c.promise_id").select("c.lot_id").where("p.grower_id", "=", promise.grower_id).execute();
  const from = [addDays(drop.due_on, -SIDE_SALE_DAYS), promise.made_at.toISOString().slice(0, 10)].toSorted().at(-1)!;
  const { sales } = await ask(settlement.actions.soldBy, { growerId: promise.grower_id, itemIds: [line.itemId, ...line.substitutes.map((one) => one.itemId)], from, to: businessDate });
  return sales.filter((sale) => sale.channel !== "pooled" && (sale.grade === null || takenAs(line.spec, sale.grade as Grade) !== null) && !brought.some((one) => one.lot_id === sale.lotId));
}
const MOST_NAMED = 6;
/** The sales it rests on, by lot, day and way. */
const evidenceOf = (sales: Awaited<ReturnType<typeof sideSales>>): string => sales.slice(0, MOST_NAMED).map((sale) => `${sale.lotNo} ${sale.businessDate} ${sale.channel} ${sale.quantity}`).join("; ") + (sales.length > MOST_NAMED ? " …" : "");

/** The hub's margin and the trips' cost, from each grower's paper: to the co-op's where one is the hub, else the market's income. What is the hub's own bears neither. */
async function charge(scene: PooledScene, order: Order, drop: DropRow, promises: readonly Promise_[], parcels: readonly Parcel[]): Promise<{ gross: number; margin: number }> {
  const terms = termsOf(order);
  let [gross, margin] = [0, 0];
  for (const growerId of [...new Set(promises.map((one) => one.grower_id))].toSorted()) {
    const own = parcels.filter((one) => promises.some((promise) => promise.id === one.promise_id && promise.grower_id === growerId));
    const sold = own.filter((one) => one.state === "shipped" && one.taken_back_on === null).reduce((sum, one) => sum + one.accepted * one.price!, 0);
    gross += sold;
    if (growerId === order.hub_id) continue;
    margin += await chargeOne(scene, order, { kind: "margin", growerId, dropId: drop.id, amount: marginOf(sold, terms.marginPm) });
    await chargeOne(scene, order, { kind: "freight", growerId, dropId: drop.id, amount: own.reduce((sum, one) => sum + one.freight, 0) });
  }
  return { gross, margin };
}

const TRANSFER = { margin: { kind: "hub_margin", memo: "统购服务费" }, freight: { kind: "freight", memo: "集货运费" } } as const;
async function chargeOne({ tx, now, newId, ask }: PooledScene, order: Order, { kind, growerId, dropId, amount }: { kind: "margin" | "freight"; growerId: string; dropId: string; amount: number }): Promise<number> {
  if (amount === 0) return 0;
  const { transferId, businessDate } = await ask(settlement.actions.transfer, {
    kind: TRANSFER[kind].kind, amount, currency: order.currency, memo: `${order.no} ${TRANSFER[kind].memo}`, from: { partyId: growerId, side: "seller" }, to: order.hub_id === null ? { market: "fee_income" } : { partyId: order.hub_id, side: "seller" }, cause: CHARGE, causeId: `${dropId}:${growerId}:${kind}`,
  });
  await tx.insertInto("pooled.charge").values({ id: newId(), order_id: order.id, drop_id: dropId, party_id: growerId, kind, amount, transfer_id: transferId, at: now, business_date: businessDate }).execute();
  return amount;
}

/** One drop whose grace is over, in one transaction. Answers 1 when there was one. */
export async function actOnDrops(scene: PooledScene): Promise<number> {
  const { tx, businessDate, now } = scene;
  const due = await tx.selectFrom("pooled.drop as d").innerJoin("pooled.pooled_order as o", "o.id", "d.order_id").select(["d.id", "d.order_id", "d.due_on", "o.no", "o.terms"]).where("o.state", "=", "allocated").where("d.state", "=", "open").where("d.due_on", "<", businessDate).where(notStuck(now))
    .orderBy("o.stuck_at", (by) => by.nullsFirst()).orderBy("d.due_on").orderBy("d.id").execute();
  const named = due.find((one) => addDays(one.due_on, termsOf(one).graceDays) < businessDate);
  if (named === undefined) return 0;
  await byItself(scene, { orderId: named.order_id, no: named.no }, "drop", () => endDrop(scene, named.order_id, named.id));
  return 1;
}

/**
 * Goods that still stand accepted are sold as they stand, for the enterprise ordered them and they were right; where its credit
 * does not reach they are let go, at its cost.
 */
async function endDrop(scene: PooledScene, orderId: string, dropId: string): Promise<void> {
  const { tx } = scene;
  await lockLotsOf(scene, dropId);
  const order = await tx.selectFrom("pooled.pooled_order").selectAll().where("id", "=", orderId).forUpdate().executeTakeFirstOrThrow();
  const drop = await tx.selectFrom("pooled.drop").selectAll().where("id", "=", dropId).forUpdate().executeTakeFirstOrThrow();
  if (order.state !== "allocated" || drop.state !== "open") return;
  const promises = await promisesOf(scene, drop.id);
  for (const parcel of (await parcelsOf(scene, promises.map((one) => one.id))).filter((one) => one.state === "accepted")) {
    const done = await scene.attempt(() => shipParcels(scene, order, drop, { parcelIds: [parcel.id], plate: "—", driver: "" }));
    if (!done.ok) await refusedGoods(scene, order, drop, promises.find((one) => one.id === parcel.promise_id)!, parcel);
  }
  await settle(scene, order, await tx.selectFrom("pooled.drop").selectAll().where("id", "=", drop.id).executeTakeFirstOrThrow());
}

/** The grower brought them and they conformed: they are nothing he is short of, and the enterprise pays what refusing costs. */
async function refusedGoods(scene: PooledScene, order: Order, drop: DropRow, promise: Promise_, parcel: Parcel): Promise<void> {
  const units = parcel.accepted;
  await letGo(scene, parcel);
  await scene.tx.updateTable("pooled.promise").set((of) => ({ not_taken: of("not_taken", "+", units) })).where("id", "=", promise.id).execute();
  const priced = await pricedDrop(scene, order, drop);
  await bookFault(scene, order, { dropId: drop.id, growerId: null, payeeId: promise.grower_id, promiseId: promise.id, kind: "refused", units, price: worthOfPromise(order, priced, promise), percent: termsOf(order).penalties.refused, text: "" });
}
