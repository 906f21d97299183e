import { addDays } from "../../engines/calendar/day.ts";
import { batches } from "../../growing/batches/contract.ts";
import { lots } from "../../kernel/lots/contract.ts";
import { NOBODY, type Handlers } from "../../kernel/machinery/module.ts";
import { makePromises } from "./allocating.ts";
import { divisionInput } from "./asking.ts";
import { boardOf } from "./board.ts";
import type { pooled } from "./contract.ts";
import { CAUSE, lineOf, oneAtATime, sideOf, type PooledScene, type ReadScene } from "./course.ts";
import { acceptedOf, heldDrop, heldPromise, lockLots, missingOfDrop, mustRun, parcelsOf, releaseBenches, stepOf, tellGap, tellParcel } from "./delivering.ts";
import { itemPm, takenAs } from "./delivery-rules.ts";
import { divide } from "./division.ts";
import { dropParcel } from "./bring.ts";
import { promiseViews, visible } from "./lists.ts";
import { recordsOf } from "./matching.ts";
import type { Inspection } from "./parcels.ts";
import { keepRun, type Tools } from "./runs.ts";
import { NO_RECORD, pointsOf } from "./score.ts";
import type { DropRow, Order, Tables } from "./store.ts";
import type { DropView } from "./views.ts";

type Noun = Pick<Handlers<typeof pooled, Tables>, "gaps" | "declareDefault" | "reallocate" | "cover" | "askConsent" | "consent">;
const MOST_STOCK = 60;

/** A grower who said he could bring more of a drop than he was given. */
interface Willing {
  readonly growerId: string;
  readonly units: number;
  readonly ask: number | null;
  /** The substitute he was asked for. */
  readonly itemId: string | null;
}

/** What those who answered the last round for a drop could still bring, by their own word; who gave up or failed a share of the order is not asked again. */
export async function willingFor({ tx }: Pick<PooledScene, "tx">, order: Order, drop: DropRow): Promise<Willing[]> {
  const answers = await tx.selectFrom("pooled.invitation").selectAll().distinctOn("grower_id").where("drop_id", "=", drop.id).where("state", "=", "answered").orderBy("grower_id").orderBy("round", "desc").execute();
  const promises = await tx.selectFrom("pooled.promise").selectAll().where("order_id", "=", order.id).execute();
  const failed = new Set(promises.filter((one) => one.defaulted > 0 || (one.drop_id === drop.id && one.withdrawn > 0)).map((one) => one.grower_id));
  return answers.filter((one) => !failed.has(one.grower_id)).map((one) => {
    const given = promises.filter((promise) => promise.drop_id === drop.id && promise.grower_id === one.grower_id).reduce((sum, promise) => sum + promise.quantity, 0);
    return { growerId: one.grower_id, units: one.accepted! + one.extra - given, ask: one.ask, itemId: one.instead_id };
  }).filter((one) => one.units > 0);
}

export const remedyHandlers = (tools: Tools): Noun => ({
  async gaps(scene, { orderId }) {
    const inner = scene as unknown as PooledScene;
    const order = await visible(inner, { orderId });
    if (sideOf(inner.actor, order) !== "hub") return inner.refuse("not_found", { order: orderId });
    const drops = await inner.tx.selectFrom("pooled.drop").selectAll().where("order_id", "=", orderId).where("state", "=", "open").orderBy("due_on").orderBy("line").orderBy("n").execute();
    const board = await boardOf(inner, order);
    const found = [];
    for (const drop of drops) {
      const missing = order.state === "allocated" ? await missingOfDrop(inner, drop) : 0;
      if (missing <= 0 && drop.consent_asked === null) continue;
      const willing = await willingFor(inner, order, drop);
      found.push({ drop: board.drops.find((one) => one.id === drop.id)!, missing: Math.max(0, missing), willing: await named(inner, willing, drop), stock: await stockFor(inner, order, drop, willing), consentAsked: drop.consent_asked ?? 0 });
    }
    return { drops: found };
  },

  async declareDefault(scene, { promiseId, reason }) {
    const inner = scene as unknown as PooledScene;
    const { tx, refuse } = inner;
    const held = await heldPromise(inner, promiseId, (order) => sideOf(inner.actor, order) === "hub");
    mustRun(inner, held);
    const { order, drop, promise } = held;
    const parcels = await parcelsOf(inner, [promise.id]);
    const accepted = acceptedOf(parcels);
    const open = promise.quantity - promise.withdrawn - promise.defaulted - accepted;
    if (open <= 0) return refuse("not_now", { no: order.no, state: promise.state });
    if (!(await mayDeclare(inner, order, drop, promise.grower_id, parcels.some((one) => one.state === "returned")))) return refuse("too_early", { day: drop.due_on });
    for (const parcel of parcels.filter((one) => one.state === "expected")) {
      await dropParcel(inner, parcel);
      await tellParcel(inner, order, promise.grower_id, { ...parcel, state: "cancelled" });
    }
    await tx.updateTable("pooled.promise").set({ defaulted: promise.defaulted + open, state: accepted === 0 ? "defaulted" : "standing" }).where("id", "=", promise.id).execute();
    await releaseBenches(inner, [promise]);
    await stepOf(inner, order, "defaulted", { quantity: open, text: reason });
    await tellGap(inner, order, drop, "defaulted");
    return (await promiseViews(inner, (rows) => rows.where("p.id", "=", promise.id)))[0]!;
  },

  async reallocate(scene, { dropId, growerIds }) {
    const inner = scene as unknown as PooledScene;
    const { refuse, emit } = inner;
    await oneAtATime(inner);
    const { order, drop } = await heldDrop(inner, dropId);
    if ((await missingOfDrop(inner, drop)) <= 0) return refuse("nothing_missing", { no: order.no });
    const willing = (await willingFor(inner, order, drop)).filter((one) => growerIds === undefined || growerIds.includes(one.growerId));
    if (willing.length === 0) return refuse("nobody_can", { no: order.no });
    const { input } = await divisionInput(inner, order, [drop], willing.map((one) => ({ dropId, growerId: one.growerId, quota: 0, accepted: 0, extra: one.units, ask: one.ask, has: 0, ...(one.itemId === null ? {} : { itemId: one.itemId }) })));
    // What is missing may be less than anybody's trip was worth at first.
    const narrowed = { ...input, drops: input.drops.map((one) => ({ ...one, minBatch: Math.min(one.minBatch, one.estate) })), growers: input.growers.filter((grower) => willing.some((one) => one.growerId === grower.id)) };
    const output = await divide(narrowed, tools.solving);
    const given = output.drops.reduce((sum, one) => sum + one.given, 0);
    if (given === 0) return refuse("nobody_can", { no: order.no });
    const run = await keepRun(inner, tools, order, { kind: "reallocation", input: narrowed, output });
    await makePromises(inner, order, { drops: [drop], run, output, source: "reallocation" });
    await stepOf(inner, order, "reallocated", { quantity: given, text: run.hash.slice(0, 12) });
    await emit("allocated", { orderId: order.id, no: order.no, round: order.round, hash: run.hash, growerIds: output.drops.flatMap((one) => one.shares.filter((share) => share.units > 0).map((share) => share.growerId)).toSorted(), given, unplaced: output.drops.reduce((sum, one) => sum + one.unplaced, 0) });
    return dropOf(inner, order, dropId);
  },

  async cover(scene, { dropId, lotId, quantity }) {
    const inner = scene as unknown as PooledScene;
    const { tx, now, actor, ask, newId, refuse, businessDate } = inner;
    await lockLots(inner, [lotId]);
    const { order, drop } = await heldDrop(inner, dropId);
    const missing = await missingOfDrop(inner, drop);
    if (missing <= 0) return refuse("nothing_missing", { no: order.no });
    const line = lineOf(order, drop);
    const lot = await tx.selectFrom("kernel.lot").select(["id", "no", "grower_id", "item_id", "grade", "status", "on_hand", "held"]).where("id", "=", lotId).executeTakeFirst() ?? refuse("not_found", { lot: lotId });
    if (itemPm(line, lot.item_id) === null) return refuse("wrong_item", { lot: lot.no });
    if (takenAs(line.spec, lot.grade) === null) return refuse("grade_not_agreed", { lot: lot.no, grade: lot.grade });
    const agreed = lot.grower_id === order.hub_id ? quantity : ((await willingFor(inner, order, drop)).find((one) => one.growerId === lot.grower_id)?.units ?? 0);
    if (quantity > agreed) return refuse("not_agreed", { lot: lot.no, agreed });
    const free = lot.status === "received" || lot.status === "offered" ? lot.on_hand - lot.held : 0;
    if (quantity > Math.min(free, missing)) return refuse("not_enough_left", { lot: lot.no, left: Math.min(free, missing), asked: quantity });
    const promise = { id: newId(), order_id: order.id, drop_id: drop.id, grower_id: lot.grower_id, source: "cover" as const, run_id: null, instead_id: lot.item_id === drop.item_id ? null : lot.item_id, quantity, price: null, batches: "[]", made_at: now };
    await tx.insertInto("pooled.promise").values(promise).execute();
    const inspection: Inspection = { way: "cover", plan: line.sampling, size: 0, acceptance: 0, samples: [], tried: [], failing: [], damaged: 0, note: "" };
    const parcel = await tx.insertInto("pooled.parcel").values({
      id: newId(), promise_id: promise.id, lot_id: lotId, announced: quantity, state: "accepted", slot_at: null, announced_at: now, account_id: actor.accountId, account_name: actor.accountName, delegate: false, own_lot: true, counted: quantity, accepted: quantity, received_on: businessDate, grade: lot.grade,
      inspection: JSON.stringify(inspection), inspected_at: now,
    }).returningAll().executeTakeFirstOrThrow();
    await ask(lots.actions.move, { lotId, kind: "hold", quantity, cause: CAUSE, causeId: parcel.id });
    await stepOf(inner, order, "covered", { quantity, text: lot.no });
    await tellParcel(inner, order, lot.grower_id, parcel);
    return dropOf(inner, order, dropId);
  },

  async askConsent(scene, { dropId, quantity, reason }) {
    const inner = scene as unknown as PooledScene;
    const { order, drop } = await heldDrop(inner, dropId);
    const missing = await missingOfDrop(inner, drop);
    if (quantity > missing) return inner.refuse("nothing_missing", { no: order.no, missing: Math.max(0, missing) });
    await inner.tx.updateTable("pooled.drop").set({ consent_asked: quantity, consent_reason: reason }).where("id", "=", dropId).execute();
    await stepOf(inner, order, "consent_asked", { quantity, text: reason });
    return dropOf(inner, order, dropId);
  },

  async consent(scene, { dropId, agrees }) {
    const inner = scene as unknown as PooledScene;
    const { order, drop } = await heldDrop(inner, dropId, "enterprise");
    if (drop.consent_asked === null) return inner.refuse("not_now", { no: order.no, state: "not_asked" });
    // Somebody may have filled a part meanwhile; nobody's promise is taken back for a consent.
    const units = agrees ? Math.max(0, Math.min(drop.consent_asked, await missingOfDrop(inner, drop))) : 0;
    await inner.tx.updateTable("pooled.drop").set({ quantity: drop.quantity - units, consent_asked: null }).where("id", "=", dropId).execute();
    await stepOf(inner, order, agrees ? "consented" : "consent_refused", { quantity: units });
    return dropOf(inner, order, dropId);
  },
});

/** From the day itself on; before it where goods came and did not conform, or where he has failed this order already. */
async function mayDeclare({ tx, businessDate }: PooledScene, order: Order, drop: DropRow, growerId: string, returned: boolean): Promise<boolean> {
  if (businessDate >= drop.due_on || returned) return true;
  const failed = await tx.selectFrom("pooled.promise").select("id").where("order_id", "=", order.id).where("grower_id", "=", growerId).where((of) => of.or([of("defaulted", ">", 0), of("state", "in", ["short", "defaulted"])])).limit(1).executeTakeFirst();
  return failed !== undefined;
}

export const dropOf = async (scene: ReadScene, order: Order, dropId: string): Promise<DropView> => (await boardOf(scene, order)).drops.find((one) => one.id === dropId)!;

async function named(scene: PooledScene, willing: readonly Willing[], drop: DropRow) {
  if (willing.length === 0) return [];
  const ids = willing.map((one) => one.growerId);
  const rows = await scene.tx.selectFrom("kernel.party").select(["id", "name"]).where("id", "in", ids).execute();
  const records = await recordsOf(scene, ids);
  const { growers } = await scene.ask(batches.actions.candidates, { itemIds: [drop.item_id], from: drop.due_on, to: addDays(drop.due_on, 1), asOf: scene.businessDate, growerIds: ids });
  return willing.map((one) => ({ growerId: one.growerId, grower: rows.find((row) => row.id === one.growerId)?.name ?? "", units: one.units, km: growers.find((row) => row.growerId === one.growerId)?.distanceKm ?? null, score: pointsOf(records.get(one.growerId) ?? NO_RECORD).fulfilment }));
}

/** What lies free in the market and may fill a gap: the hub's own goods, and those of growers who said they could bring more. */
async function stockFor({ tx }: PooledScene, order: Order, drop: DropRow, willing: readonly Willing[]) {
  const line = lineOf(order, drop);
  const owners = [...willing.map((one) => one.growerId), ...(order.hub_id === null ? [] : [order.hub_id])];
  const rows = await tx.selectFrom("kernel.lot as l").innerJoin("kernel.party as g", "g.id", "l.grower_id").select(["l.id", "l.no", "l.grade", "l.grower_id", "l.on_hand", "l.held", "g.name"])
    .where("l.grower_id", "in", [NOBODY, ...owners]).where("l.item_id", "in", [line.itemId, ...line.substitutes.map((one) => one.itemId)]).where("l.status", "in", ["received", "offered"]).whereRef("l.on_hand", ">", "l.held").orderBy("l.no").limit(MOST_STOCK).execute();
  return rows.filter((row) => takenAs(line.spec, row.grade) !== null).map((row) => ({ lotId: row.id, no: row.no, owner: row.name, own: row.grower_id === order.hub_id, grade: row.grade, free: row.on_hand - row.held }));
}
