import { allocateRound } from "./allocating.ts";
import { oneAtATime, type PooledScene } from "./course.ts";
import type { Tools } from "./runs.ts";
import { byItself, notStuck } from "./stuck.ts";

export const LOOK_EVERY_MS = 20_000;

/** One order whose answers are in, in one transaction. Answers 1 when there was one, so that the next run takes the next. */
export const allocateDue = (tools: Tools) => async (scene: PooledScene): Promise<number> => {
  const { tx, now } = scene;
  const due = await tx.selectFrom("pooled.pooled_order as o").select(["o.id", "o.no"]).where("o.state", "in", ["open", "allocated"]).where("o.answer_by", "<=", now).where(notStuck(now)).orderBy("o.stuck_at", (by) => by.nullsFirst()).orderBy("o.answer_by").orderBy("o.id").limit(1).executeTakeFirst();
  if (due === undefined) return 0;
  await oneAtATime(scene);
  const order = await tx.selectFrom("pooled.pooled_order").selectAll().where("id", "=", due.id).where("state", "in", ["open", "allocated"]).where("answer_by", "<=", now).forUpdate().executeTakeFirst();
  if (order === undefined) return 1;
  await byItself(scene, { orderId: order.id, no: order.no }, "sheet", async () => void (await allocateRound(scene, tools, order)));
  return 1;
};
