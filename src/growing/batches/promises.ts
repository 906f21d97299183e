import type { Handlers, Tx } from "../../kernel/machinery/module.ts";
import type { batches } from "./contract.ts";
import { verdictsOn } from "./licences.ts";
import { goneOf, isOver, type PromiseKind } from "./rules.ts";
import { lockedBatch, say, tellShort, type BatchScene } from "./scene.ts";
import type { Batch, Tables } from "./store.ts";
import type { PromiseView, StandingView } from "./views.ts";

type Noun = Pick<Handlers<typeof batches, Tables>, "promise" | "release" | "fulfil" | "bring" | "standing" | "ofLots">;

interface Name {
  readonly batchId: string;
  readonly cause: string;
  readonly causeId: string;
}
interface Deed extends Name {
  readonly deedId: string;
  readonly quantity?: number | undefined;
}

/** The promises of batches with what became of each, in the order they were made. */
export async function promisesOf(tx: Tx<Tables>, batchIds: readonly string[]): Promise<Map<string, PromiseView[]>> {
  if (batchIds.length === 0) return new Map();
  const moves = await tx.selectFrom("batches.promise_move").selectAll().where("batch_id", "in", [...new Set(batchIds)]).orderBy("id").execute();
  const found = new Map<string, PromiseView[]>();
  for (const own of Map.groupBy(moves, (move) => `${move.batch_id} ${move.cause} ${move.cause_id}`).values()) {
    const first = own[0]!;
    const sum = (kind: PromiseKind): number => own.reduce((total, move) => total + (move.kind === kind ? move.quantity : 0), 0);
    const [quantity, released, fulfilled] = [sum("promise"), sum("release"), sum("fulfil")];
    const view: PromiseView = { cause: first.cause, causeId: first.cause_id, label: first.label, dueOn: first.due_on, quantity, released, fulfilled, open: quantity - released - fulfilled, at: first.at.toISOString() };
    found.set(first.batch_id, [...(found.get(first.batch_id) ?? []), view]);
  }
  return found;
}

async function standingsOf(tx: Tx<Tables>, batchIds: readonly string[]) {
  return tx.selectFrom("batches.batch as b").innerJoin("batches.standing as s", "s.id", "b.id")
    .select(["b.id", "b.no", "b.state", "b.grower_id", "b.item_id", "b.ready_from", "b.ready_to", "b.expected", "b.promised", "b.fulfilled", "s.brought", "s.free", "s.short"]).where("b.id", "in", [...batchIds]).orderBy("b.id").execute();
}
type Standing = Awaited<ReturnType<typeof standingsOf>>[number];
const figuresOf = (row: Standing): Omit<StandingView, "repeated"> => ({
  batchId: row.id, no: row.no, state: row.state, expected: row.expected, promised: row.promised, fulfilled: row.fulfilled, brought: row.brought, left: row.free, short: row.short,
});
async function standingOf({ tx }: BatchScene, batchId: string, repeated: boolean): Promise<StandingView> {
  return { ...figuresOf((await standingsOf(tx, [batchId]))[0]!), repeated };
}

async function moved({ tx }: BatchScene, kind: PromiseKind, { batchId, cause, causeId, deedId = "" }: Name & { deedId?: string }) {
  return tx.selectFrom("batches.promise_move").select("quantity").where("batch_id", "=", batchId).where("cause", "=", cause).where("cause_id", "=", causeId).where("kind", "=", kind).where("deed_id", "=", deedId).executeTakeFirst();
}

async function move(scene: BatchScene, batch: Batch, kind: PromiseKind, name: Name & { deedId?: string; label?: string; dueOn?: string | null }, quantity: number): Promise<StandingView> {
  const { tx, actor, now, emit } = scene;
  await tx.insertInto("batches.promise_move").values({
    batch_id: batch.id, kind, quantity, cause: name.cause, cause_id: name.causeId, deed_id: name.deedId ?? "", label: name.label ?? "", due_on: name.dueOn ?? null, account_id: actor.accountId, at: now,
  }).execute();
  const standing = await standingOf(scene, batch.id, false);
  await emit("promiseMoved", { batchId: batch.id, no: batch.no, growerId: batch.grower_id, kind, cause: name.cause, causeId: name.causeId, quantity, left: standing.left, short: standing.short });
  await tellShort(scene, batch.id);
  return standing;
}

/** Releases or fulfils: once a deed, never more than is open under that name; without a quantity all that is open. */
async function settle(scene: BatchScene, kind: "release" | "fulfil", deed: Deed): Promise<StandingView> {
  const { tx, refuse } = scene;
  let batch = await lockedBatch(scene, deed.batchId);
  const before = await moved(scene, kind, deed);
  if (before !== undefined) return deed.quantity === undefined || before.quantity === deed.quantity ? standingOf(scene, batch.id, true) : refuse("key_reused", { batch: batch.no, causeId: deed.causeId });
  const promise = (await promisesOf(tx, [batch.id])).get(batch.id)?.find((one) => one.cause === deed.cause && one.causeId === deed.causeId);
  const open = promise?.open ?? 0;
  const quantity = deed.quantity ?? open;
  if (promise === undefined || quantity > open) return refuse("more_than_promised", { batch: batch.no, open, asked: quantity });
  if (quantity === 0) return standingOf(scene, batch.id, true);
  if (kind === "fulfil") batch = await growTo(scene, batch, quantity);
  return move(scene, batch, kind, deed, quantity);
}

/** What leaves the bench was there: a batch that gives more than was expected of it was underestimated. */
async function growTo(scene: BatchScene, batch: Batch, more: number): Promise<Batch> {
  const { brought } = (await standingsOf(scene.tx, [batch.id]))[0]!;
  const gone = goneOf({ fulfilled: batch.fulfilled, brought }) + more;
  return gone > batch.expected ? say(scene, batch, { expected: gone }, { kind: "more_came" }) : batch;
}

export const promiseHandlers: Noun = {
  async promise(scene, { quantity, ...name }) {
    const { tx, refuse } = scene;
    const batch = await lockedBatch(scene, name.batchId);
    const before = await moved(scene, "promise", name);
    if (before !== undefined) return before.quantity === quantity ? standingOf(scene, batch.id, true) : refuse("key_reused", { batch: batch.no, causeId: name.causeId });
    if (isOver(batch.state)) return refuse("batch_over", { no: batch.no, state: batch.state });
    const [licence] = await verdictsOn(tx, [{ itemId: batch.item_id, growerId: batch.grower_id, on: batch.ready_from }]);
    // Beyond the licence's quantity some of it is allowed; without one nothing is.
    if (licence!.verdict === "not_licensed" || licence!.verdict === "expired") return refuse("licence_missing", { no: batch.no, certificate: licence!.certificate ?? "" });
    const { left } = await standingOf(scene, batch.id, false);
    if (quantity > left) return refuse("not_enough_left", { no: batch.no, left, asked: quantity });
    return move(scene, batch, "promise", name, quantity);
  },

  release: (scene, deed) => settle(scene, "release", deed),
  fulfil: (scene, deed) => settle(scene, "fulfil", deed),

  async bring(scene, { batchId, lotId, cause, causeId }) {
    const { tx, actor, now, refuse } = scene;
    const lot = await tx.selectFrom("kernel.lot").select(["id", "no", "grower_id", "item_id", "declared"]).where("id", "=", lotId).executeTakeFirst();
    if (lot === undefined) return refuse("not_found", { lot: lotId });
    const batch = await lockedBatch(scene, batchId);
    const before = await tx.selectFrom("batches.batch_lot").selectAll().where("lot_id", "=", lotId).executeTakeFirst();
    if (before !== undefined && (before.batch_id !== batchId || (before.cause !== null && cause !== null && (before.cause !== cause || before.cause_id !== causeId)))) return refuse("lot_tied", { lot: lot.no });
    if (before !== undefined && (cause === null || before.cause !== null)) return standingOf(scene, batchId, true);
    if (lot.grower_id !== batch.grower_id) return refuse("not_your_batch", { no: batch.no, lot: lot.no });
    if (lot.item_id !== batch.item_id) return refuse("wrong_item", { no: batch.no, lot: lot.no });
    if (batch.state === "failed") return refuse("batch_over", { no: batch.no, state: batch.state });
    const promise = cause === null ? null : { cause, cause_id: causeId };
    if (before === undefined) await tx.insertInto("batches.batch_lot").values({ lot_id: lotId, batch_id: batchId, cause: promise?.cause ?? null, cause_id: promise?.cause_id ?? null, at: now, account_id: actor.accountId, account_name: actor.accountName }).execute();
    else await tx.updateTable("batches.batch_lot").set(promise!).where("lot_id", "=", lotId).execute();
    await growTo(scene, batch, 0);
    await tellShort(scene, batchId);
    return standingOf(scene, batchId, false);
  },

  async standing({ tx }, { batchIds }) {
    const [rows, promises] = [await standingsOf(tx, batchIds), await promisesOf(tx, batchIds)];
    return { batches: rows.map((row) => ({ ...figuresOf(row), growerId: row.grower_id, itemId: row.item_id, readyFrom: row.ready_from, readyTo: row.ready_to, promises: promises.get(row.id) ?? [] })) };
  },

  async ofLots({ tx }, { lotIds }) {
    if (lotIds.length === 0) return { lots: [] };
    const rows = await tx.selectFrom("batches.batch_lot as x").innerJoin("batches.batch as b", "b.id", "x.batch_id").select(["x.lot_id", "b.id", "b.no"]).where("x.lot_id", "in", lotIds).orderBy("x.lot_id").execute();
    return { lots: rows.map((row) => ({ lotId: row.lot_id, batchId: row.id, no: row.no })) };
  },
};
