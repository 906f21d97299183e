import type { Handlers } from "../../kernel/machinery/module.ts";
import type { pooled } from "./contract.ts";
import { addStep, advance, heldOrder, mustStand, termsOf, type PooledScene } from "./course.ts";
import { returnDeposits } from "./deposits.ts";
import { rowOf } from "./lists.ts";
import { mustBeHub, mustBuy } from "./parties.ts";
import { faultsOf, type Terms } from "./rules.ts";
import type { Order, Tables } from "./store.ts";

type Noun = Pick<Handlers<typeof pooled, Tables>, "saveDraft" | "askHub" | "decline" | "cancel">;

export const draftHandlers: Noun = {
  async saveDraft(scene, { orderId, enterpriseId, hubId, title, terms }) {
    const { actor, refuse } = scene;
    if (orderId !== undefined) return changeDraft(scene, orderId, { hubId, title, terms });
    // Whoever buys orders for himself; the hub names for whom.
    const byHub = actor.partyId === null || actor.partyId === hubId;
    const enterprise = byHub ? (enterpriseId ?? refuse("enterprise_needed")) : actor.partyId!;
    if (!byHub && !actor.roles.includes("buyer")) return refuse("not_a_hub", { name: actor.accountName });
    if (actor.partyId === null && hubId !== null) return refuse("not_a_hub", { name: actor.accountName });
    await mustBuy(scene, enterprise);
    await mustBeHub(scene, hubId, enterprise);
    return rowOf(scene, (await newOrder(scene, { enterprise, hubId, title, terms, madeBy: byHub ? "hub" : "enterprise" })).id);
  },

  async askHub(scene, { orderId }) {
    const { order } = await heldOrder(scene, orderId, "enterprise");
    mustStand(scene, order, "draft");
    await mustBuy(scene, order.enterprise_id);
    mustBeWhole(scene, termsOf(order));
    await advance(scene, order, "asked", { asked_at: scene.now }, { kind: "asked" });
    return rowOf(scene, order.id);
  },

  async decline(scene, { orderId, reason }) {
    const { order } = await heldOrder(scene, orderId, "hub");
    mustStand(scene, order, "asked");
    await advance(scene, order, "draft", {}, { kind: "declined", text: reason });
    return rowOf(scene, order.id);
  },

  async cancel(scene, { orderId, reason }) {
    const { tx, now, refuse } = scene;
    const { order, side } = await heldOrder(scene, orderId, "enterprise", "hub");
    const stands = await tx.selectFrom("pooled.promise").select("id").where("order_id", "=", order.id).limit(1).executeTakeFirst();
    // Once growers are asked the enterprise is bound; the hub may end an order nobody has promised anything for.
    const may = order.state === "draft" || order.state === "asked" || (side === "hub" && (order.state === "open" || order.state === "allocated") && stands === undefined);
    if (!may) return refuse("not_now", { no: order.no, state: order.state });
    await tx.updateTable("pooled.invitation").set({ state: "silent" }).where("order_id", "=", order.id).where("state", "=", "waiting").execute();
    const over = await advance(scene, order, "cancelled", { over_at: now, over_reason: reason, answer_by: null }, { kind: "cancelled", text: reason });
    await returnDeposits(scene, over);
    return rowOf(scene, order.id);
  },
};

async function changeDraft(scene: PooledScene, orderId: string, { hubId, title, terms }: { hubId: string | null; title: string; terms: Terms }) {
  const { tx, refuse } = scene;
  const { order, side } = await heldOrder(scene, orderId, "enterprise", "hub");
  const may = side === "enterprise" ? order.state === "draft" && order.made_by === "enterprise" : order.state === "asked" || (order.state === "draft" && order.made_by === "hub");
  if (!may) return refuse("not_now", { no: order.no, state: order.state });
  // The hub does not hand an order on to another hub by editing it.
  const hub = side === "enterprise" ? hubId : order.hub_id;
  await mustBeHub(scene, hub, order.enterprise_id);
  await tx.updateTable("pooled.pooled_order").set({ hub_id: hub, title, rule: terms.rule }).where("id", "=", order.id).execute();
  await saveTerms(scene, order.id, terms);
  await addStep(scene, order.id, { kind: "edited" });
  return rowOf(scene, order.id);
}

export function mustBeWhole({ refuse, businessDate }: Pick<PooledScene, "refuse" | "businessDate">, terms: Terms): void {
  const [fault] = faultsOf(terms, businessDate);
  if (fault !== undefined) refuse("terms_wrong", { fault });
}

async function newOrder(scene: PooledScene, { enterprise, hubId, title, terms, madeBy }: { enterprise: string; hubId: string | null; title: string; terms: Terms; madeBy: "enterprise" | "hub" }): Promise<Order> {
  const { tx, now, actor, newId, businessDate } = scene;
  const { last } = await tx.insertInto("pooled.counter").values({ business_date: businessDate, last: 1 })
    .onConflict((conflict) => conflict.column("business_date").doUpdateSet((of) => ({ last: of("pooled.counter.last", "+", 1) }))).returning("last").executeTakeFirstOrThrow();
  const market = await tx.selectFrom("kernel.market").select("currency").executeTakeFirst();
  const order = await tx.insertInto("pooled.pooled_order").values({
    id: newId(), no: `T${businessDate.replaceAll("-", "")}-${String(last).padStart(4, "0")}`, title, enterprise_id: enterprise, hub_id: hubId, made_by: madeBy, currency: market?.currency ?? "CNY", rule: terms.rule, terms: JSON.stringify(terms), created_at: now, account_id: actor.accountId, account_name: actor.accountName,
  }).returningAll().executeTakeFirstOrThrow();
  await saveTerms(scene, order.id, terms);
  await addStep(scene, order.id, { kind: "drafted" });
  return order;
}

/** The terms and the drops they make. Until it is published an order has no other rows, so drops are made anew. */
export async function saveTerms({ tx, newId, refuse }: Pick<PooledScene, "tx" | "newId" | "refuse">, orderId: string, terms: Terms): Promise<void> {
  const named = terms.lines.flatMap((line) => [{ line, id: line.itemId }, ...line.substitutes.map((one) => ({ line, id: one.itemId })), ...(line.price.kind === "index" ? [{ line, id: line.price.reference.itemId }] : [])]);
  const items = await tx.selectFrom("kernel.trade_item").select(["id", "zh", "unit"]).where("id", "in", named.map(({ id }) => id)).execute();
  const byId = new Map(items.map((item) => [item.id, item]));
  for (const { line, id } of named) {
    const item = byId.get(id) ?? refuse("unknown_item", { item: id });
    const { unit } = byId.get(line.itemId) ?? refuse("unknown_item", { item: line.itemId });
    // A price per stem says nothing about a pot, and ten stems are no ten pots.
    if (item.unit !== unit) refuse("units_differ", { item: item.zh, unit: item.unit });
  }
  await tx.updateTable("pooled.pooled_order").set({ terms: JSON.stringify(terms) }).where("id", "=", orderId).execute();
  await tx.deleteFrom("pooled.drop").where("order_id", "=", orderId).execute();
  const drops = terms.lines.flatMap((line, index) => line.drops.map((drop, n) => ({
    id: newId(), order_id: orderId, line: index + 1, n: n + 1, item_id: line.itemId, unit: byId.get(line.itemId)!.unit, due_on: drop.dueOn, place: drop.place, ordered: drop.quantity, quantity: drop.quantity,
  })));
  await tx.insertInto("pooled.drop").values(drops).execute();
}
