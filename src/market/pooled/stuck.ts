import type { ExpressionBuilder, SqlBool, Expression } from "kysely";
import { Refusal } from "../../kernel/machinery/refusal.ts";
import { addStep, type PooledScene } from "./course.ts";
import type { Order } from "./store.ts";

/** An order that could not do by itself what was due is looked at again after this long; the others go on meanwhile. */
export const AGAIN_MS = 10 * 60_000;
const NUMBER_DIGITS = 8;

/** What an order does by itself: its round's sheet, or the end of a drop. */
export type Due = "sheet" | "drop";

/** Orders that are not waiting for their next try. */
export const notStuck = (now: Date) => (of: ExpressionBuilder<{ o: Pick<Order, "stuck_at"> }, "o">): Expression<SqlBool> => of.or([of("o.stuck_at", "is", null), of("o.stuck_at", "<=", new Date(now.getTime() - AGAIN_MS))]);

/**
 * Lets one order do what is due. Whatever goes wrong is taken back for this order alone: it is marked, the hub's people read on it
 * that it waits and why, and the log has the fault under the order's number and the number they can read out.
 */
export async function byItself(scene: PooledScene, due: { readonly orderId: string; readonly no: string }, what: Due, work: () => Promise<void>): Promise<void> {
  const { tx, now, newId } = scene;
  const number = `#${newId().slice(-NUMBER_DIGITS)}`;
  const done = await scene.contain(`${due.no} ${what} ${number}`, work);
  const order = await tx.selectFrom("pooled.pooled_order").select(["stuck_at", "stuck_why"]).where("id", "=", due.orderId).forUpdate().executeTakeFirstOrThrow();
  if (done.ok) {
    if (order.stuck_at !== null) await tx.updateTable("pooled.pooled_order").set({ stuck_at: null, stuck_what: "", stuck_why: "" }).where("id", "=", due.orderId).execute();
    return;
  }
  const why = done.error instanceof Refusal ? done.error.code : number;
  await tx.updateTable("pooled.pooled_order").set({ stuck_at: now, stuck_what: what, stuck_why: why }).where("id", "=", due.orderId).execute();
  // The history says it once, not at every try.
  if (order.stuck_at === null) await addStep(scene, due.orderId, { kind: "stuck", text: why });
}
