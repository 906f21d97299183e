import { allocateRound } from "./allocating.ts";
import { oneAtATime, type PooledScene } from "./course.ts";
import type { Tools } from "./runs.ts";

export const LOOK_EVERY_MS = 20_000;
/** An order whose sheet cannot be made now, such as for a batch that is being changed, is looked at again after this long. */
const AGAIN_MS = 10 * 60_000;

/** One order whose answers are in, in one transaction. Answers 1 when there was one, so that the next run takes the next. */
export const allocateDue = (tools: Tools) => async (scene: PooledScene): Promise<number> => {
  const { tx, now } = scene;
  const due = await tx.selectFrom("pooled.pooled_order").select("id").where("state", "in", ["open", "allocated"]).where("answer_by", "<=", now)
    .where((of) => of.or([of("stuck_at", "is", null), of("stuck_at", "<=", new Date(now.getTime() - AGAIN_MS))])).orderBy("stuck_at", (by) => by.nullsFirst()).orderBy("answer_by").orderBy("id").limit(1).executeTakeFirst();
  if (due === undefined) return 0;
  await oneAtATime(scene);
  const order = await tx.selectFrom("pooled.pooled_order").selectAll().where("id", "=", due.id).where("state", "in", ["open", "allocated"]).where("answer_by", "<=", now).forUpdate().executeTakeFirst();
  if (order === undefined) return 1;
  const done = await scene.attempt(() => allocateRound(scene, tools, order));
  // Without this the same order would be found again at once and hold up the others.
  if (!done.ok) await tx.updateTable("pooled.pooled_order").set({ stuck_at: now }).where("id", "=", order.id).execute();
  return 1;
};
