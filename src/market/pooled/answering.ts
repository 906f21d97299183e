import type { Handlers } from "../../kernel/machinery/module.ts";
import type { pooled } from "./contract.ts";
import { addStep, lineOf, roundOpen, type PooledScene } from "./course.ts";
import { invitationViews } from "./lists.ts";
import type { Invitation, Order, Tables } from "./store.ts";

type Noun = Pick<Handlers<typeof pooled, Tables>, "answer">;

export const answerHandlers: Noun = {
  async answer(scene, { orderId, answers }) {
    const { tx, actor, now, refuse, emit } = scene;
    const own = actor.partyId ?? refuse("not_found", { order: orderId });
    const ids = answers.map((one) => one.invitationId);
    // The order is locked first, so that no answer falls between the deadline's look and its sheet.
    const order = await tx.selectFrom("pooled.pooled_order").selectAll().where("id", "=", orderId).forUpdate().executeTakeFirst();
    const rows = await tx.selectFrom("pooled.invitation as i").innerJoin("pooled.drop as d", "d.id", "i.drop_id").selectAll("i").select(["d.line"]).where("i.order_id", "=", orderId).where("i.grower_id", "=", own).where("i.excluded", "=", "none").where("i.id", "in", ids).orderBy("i.id").execute();
    // To whoever was not asked there is no such order.
    if (order === undefined || rows.length !== new Set(ids).size) return refuse("not_found", { order: orderId });
    if (!roundOpen(order) || rows.some((row) => row.round !== order.round)) return refuse("not_now", { no: order.no, state: order.state });
    if (order.answer_by! <= now) return refuse("too_late", { no: order.no, until: order.answer_by!.toISOString() });
    let [accepted, extra] = [0, 0];
    for (const answer of answers) {
      const row = rows.find((one) => one.id === answer.invitationId)!;
      const given = checked(scene as unknown as PooledScene, order, row, answer);
      await tx.updateTable("pooled.invitation").set({ state: "answered", ...given, answered_at: now, account_id: actor.accountId, account_name: actor.accountName, delegate: actor.delegate }).where("id", "=", row.id).execute();
      accepted += given.accepted;
      extra += given.extra;
    }
    const { name } = await tx.selectFrom("kernel.party").select("name").where("id", "=", own).executeTakeFirstOrThrow();
    // Who acted for him stands in the history; what he asks does not.
    await addStep(scene, order.id, { kind: actor.delegate ? "answered_by_delegate" : "answered", text: name, quantity: accepted });
    await emit("answered", { orderId: order.id, no: order.no, growerId: own, accepted, extra });
    return { invitations: await invitationViews(scene as unknown as PooledScene, (found) => found.where("i.order_id", "=", order.id).where("i.grower_id", "=", own).where("i.round", "=", order.round)) };
  },
};

interface Given {
  readonly accepted: number;
  readonly extra: number;
  readonly ask: number | null;
}
/** Whole trays, at least a batch, within what he has. What he takes beyond his quota is what he could bring more. */
function checked({ refuse }: PooledScene, order: Order, row: Invitation & { line: number }, answer: Given): Given {
  const { step, minBatch, price } = lineOf(order, row);
  const accepted = Math.min(answer.accepted, row.quota);
  const extra = answer.extra + answer.accepted - accepted;
  if (accepted + extra > row.available) return refuse("more_than_available", { available: row.available, asked: accepted + extra });
  if (accepted % step !== 0 || extra % step !== 0) return refuse("not_whole_trays", { step, asked: accepted % step === 0 ? extra : accepted });
  const all = accepted + extra;
  if (all > 0 && all < Math.min(minBatch, row.available)) return refuse("below_minimum", { least: minBatch, asked: all });
  if (accepted > 0 && accepted < Math.min(minBatch, row.quota)) return refuse("below_minimum", { least: minBatch, asked: accepted });
  if (price.kind !== "sealed") return { accepted, extra, ask: null };
  if (all > 0 && answer.ask === null) return refuse("ask_needed", {});
  if (answer.ask !== null && answer.ask > price.ceiling) return refuse("ask_above_ceiling", { ceiling: price.ceiling });
  return { accepted, extra, ask: all === 0 ? null : answer.ask };
}
