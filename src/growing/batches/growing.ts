import { sql } from "kysely";
import { addDays } from "../../engines/calendar/day.ts";
import type { Handlers } from "../../kernel/machinery/module.ts";
import { viewOf } from "./cards.ts";
import type { batches } from "./contract.ts";
import { goneOf, isOver, mayGo, USUAL_WINDOW_DAYS, type Loss, type VersionKind } from "./rules.ts";
import { asOf, growerFor, heldBatch, itemOf, mustBePhoto, mustFit, mustGrow, say, unitsOf, type BatchScene } from "./scene.ts";
import type { Batch, Tables } from "./store.ts";
import type { BatchView } from "./views.ts";

type Noun = Pick<Handlers<typeof batches, Tables>, "plant" | "change" | "lose" | "advance">;

export interface Planting {
  readonly growerId: string;
  readonly itemId: string;
  readonly expected: number;
  readonly planted: number | null;
  readonly readyFrom: string;
  readonly readyTo: string;
  readonly grade: Batch["grade"];
  readonly attributes: Readonly<Record<string, string | number>>;
  readonly place: string;
  readonly note: string;
  readonly photoId: string | null;
}

export async function enter({ tx, actor, now, businessDate, newId, emit }: BatchScene, unit: string, planting: Planting, kind: VersionKind): Promise<string> {
  const id = newId();
  const { last } = await tx.insertInto("batches.counter").values({ business_date: businessDate, last: 1 })
    .onConflict((conflict) => conflict.column("business_date").doUpdateSet({ last: sql`batches.counter.last + 1` })).returning("last").executeTakeFirstOrThrow();
  const no = `Z${businessDate.replaceAll("-", "")}-${String(last).padStart(4, "0")}`;
  const signed = { account_id: actor.accountId, account_name: actor.accountName, declared_as: asOf(actor, planting.growerId) };
  const { growerId, itemId, expected, planted, readyFrom, readyTo, grade, attributes, place, note, photoId } = planting;
  await tx.insertInto("batches.batch").values({
    id, no, grower_id: growerId, item_id: itemId, unit, planted, expected, ready_from: readyFrom, ready_to: readyTo, grade, attributes: JSON.stringify(attributes), place, note, photo_id: photoId, created_at: now, changed_at: now, ...signed,
  }).execute();
  await tx.insertInto("batches.batch_version").values({ batch_id: id, version: 1, at: now, kind, ...signed, reason: null, text: "", photo_id: null, changes: "[]", expected }).execute();
  await emit("batchPlanted", { batchId: id, no, growerId, itemId, expected, unit, readyFrom, readyTo });
  return id;
}

async function goneFrom({ tx }: BatchScene, batch: Batch): Promise<number> {
  const { brought } = await tx.selectFrom("batches.standing").select("brought").where("id", "=", batch.id).executeTakeFirstOrThrow();
  return goneOf({ fulfilled: batch.fulfilled, brought });
}

/** A batch may be thought smaller, never smaller than what has left it; and whoever was promised of it is told why. */
export async function mayShrink(scene: BatchScene, batch: Batch, expected: number, reason: Loss | null): Promise<void> {
  if (expected >= batch.expected) return;
  if (reason === null) scene.refuse("reason_needed", { no: batch.no });
  const gone = await goneFrom(scene, batch);
  if (expected < gone) scene.refuse("gone_already", { no: batch.no, gone });
}

const mustStand = ({ refuse }: BatchScene, batch: Batch): void => {
  if (isOver(batch.state)) refuse("batch_over", { no: batch.no, state: batch.state });
};
const mustSay = ({ refuse }: BatchScene, reason: Loss | null, text: string): void => {
  if (reason === "other" && text === "") refuse("say_what");
};

async function lose(scene: BatchScene, batch: Batch, expected: number, why: { reason: Loss; text: string; photoId: string | null }): Promise<BatchView> {
  const gone = await goneFrom(scene, batch);
  if (expected < gone) return scene.refuse("gone_already", { no: batch.no, gone });
  await say(scene, batch, { expected, ...(expected === 0 ? { state: "failed" as const } : {}) }, { kind: expected === 0 ? "failed" : "lost", ...why });
  return viewOf(scene, batch.id);
}

export const growingHandlers: Noun = {
  async plant(scene, input) {
    const { businessDate } = scene;
    const growerId = growerFor(scene, input.growerId);
    await mustGrow(scene, growerId);
    const item = await itemOf(scene, input.itemId);
    const readyTo = input.readyTo ?? addDays(input.readyFrom < businessDate ? businessDate : input.readyFrom, USUAL_WINDOW_DAYS);
    mustFit(scene, input.readyFrom, readyTo);
    await mustBePhoto(scene, input.photoId);
    const { grade, attributes, place, note, photoId, readyFrom } = input;
    const expected = unitsOf(scene, input.expected, item);
    const planted = input.planted === null ? null : unitsOf(scene, input.planted, item);
    return viewOf(scene, await enter(scene, item.unit, { growerId, itemId: item.id, expected, planted, readyFrom, readyTo, grade, attributes, place, note, photoId }, "planted"));
  },

  async change(scene, { batchId, version, reason, text, ...wish }) {
    const batch = await heldBatch(scene, batchId, version);
    mustStand(scene, batch);
    const item = await itemOf(scene, batch.item_id);
    const expected = wish.expected === undefined ? batch.expected : unitsOf(scene, wish.expected, item);
    await mayShrink(scene, batch, expected, reason);
    const [readyFrom, readyTo] = [wish.readyFrom ?? batch.ready_from, wish.readyTo ?? batch.ready_to];
    if (readyFrom !== batch.ready_from || readyTo !== batch.ready_to) mustFit(scene, readyFrom, readyTo);
    if (wish.photoId !== undefined && wish.photoId !== batch.photo_id) await mustBePhoto(scene, wish.photoId);
    await say(scene, batch, {
      expected, planted: wish.planted === undefined ? batch.planted : wish.planted === null ? null : unitsOf(scene, wish.planted, item), ready_from: readyFrom, ready_to: readyTo,
      attributes: wish.attributes ?? batch.attributes, grade: wish.grade === undefined ? batch.grade : wish.grade, place: wish.place ?? batch.place, note: wish.note ?? batch.note, photo_id: wish.photoId === undefined ? batch.photo_id : wish.photoId,
    }, { kind: "changed", reason: expected < batch.expected ? reason : null, text });
    return viewOf(scene, batchId);
  },

  async lose(scene, { batchId, version, quantity, reason, text, photoId }) {
    const batch = await heldBatch(scene, batchId, version);
    mustStand(scene, batch);
    mustSay(scene, reason, text);
    await mustBePhoto(scene, photoId);
    return lose(scene, batch, batch.expected - unitsOf(scene, quantity, await itemOf(scene, batch.item_id)), { reason, text, photoId });
  },

  async advance(scene, { batchId, to, reason, text }) {
    const { refuse } = scene;
    const batch = await heldBatch(scene, batchId);
    mustStand(scene, batch);
    if (!mayGo(batch.state, to)) return refuse("not_now", { no: batch.no, state: batch.state });
    if (to !== "failed") {
      await say(scene, batch, { state: to }, { kind: to, text });
      return viewOf(scene, batchId);
    }
    if (reason === null) return refuse("reason_needed", { no: batch.no });
    mustSay(scene, reason, text);
    await say(scene, batch, { state: "failed", expected: Math.min(batch.expected, await goneFrom(scene, batch)) }, { kind: "failed", reason, text });
    return viewOf(scene, batchId);
  },
};
