import { sql } from "kysely";
import type { Actor, Scene } from "../../kernel/machinery/module.ts";
import { pooled } from "./contract.ts";
import type { Line, State, Terms } from "./rules.ts";
import type { DropRow, Order, Tables } from "./store.ts";

type Refuses<A> = { [N in keyof A]: A[N] extends { readonly refuses: readonly (infer R)[] } ? R : never }[keyof A];
export type PooledScene = Scene<Tables, Refuses<(typeof pooled)["actions"]> & string, (typeof pooled)["events"]>;
export type ReadScene = Pick<PooledScene, "tx" | "actor" | "now" | "businessDate" | "ask">;

/** What the movements of stock, the sales and the promises of batches name as their cause. */
export const CAUSE = "pooled";
export const termsOf = (order: Pick<Order, "terms">): Terms => order.terms as Terms;
/** The line of the terms a drop is a part of; lines are counted from 1. */
export const lineOf = (order: Pick<Order, "terms">, drop: Pick<DropRow, "line">): Line => termsOf(order).lines[drop.line - 1]!;

export type OrderSide = "enterprise" | "hub" | "grower" | "looker";
/** On which side somebody stands; everybody who is neither enterprise nor hub looks as a grower or as staff. */
export function sideOf(actor: Actor, order: Pick<Order, "enterprise_id" | "hub_id">): OrderSide {
  if (actor.system) return "hub";
  if (actor.partyId === null) return order.hub_id === null && actor.roles.includes("operator") ? "hub" : "looker";
  if (actor.partyId === order.enterprise_id) return "enterprise";
  return actor.partyId === order.hub_id ? "hub" : "grower";
}

/** The order in hand, locked, for one of the sides; to anybody else it does not exist, and a draft does not to the side that did not make it. */
export async function heldOrder({ tx, actor, refuse }: Pick<PooledScene, "tx" | "actor" | "refuse">, orderId: string, ...sides: readonly OrderSide[]): Promise<{ order: Order; side: OrderSide }> {
  const order = await tx.selectFrom("pooled.pooled_order").selectAll().where("id", "=", orderId).forUpdate().executeTakeFirst();
  if (order === undefined) return refuse("not_found", { order: orderId });
  const side = sideOf(actor, order);
  const hidden = !sides.includes(side) || (order.state === "draft" && side !== order.made_by);
  return hidden ? refuse("not_found", { order: orderId }) : { order, side };
}

export function mustStand({ refuse }: Pick<PooledScene, "refuse">, order: Pick<Order, "no" | "state">, ...states: readonly State[]): void {
  if (!states.includes(order.state)) refuse("not_now", { no: order.no, state: order.state });
}

export interface Step {
  readonly kind: string;
  readonly text?: string;
  readonly quantity?: number | null;
  readonly amount?: number | null;
}
export async function addStep({ tx, now, actor }: Pick<PooledScene, "tx" | "now" | "actor">, orderId: string, step: Step): Promise<void> {
  await tx.insertInto("pooled.step").values((of) => ({
    order_id: orderId, seq: of.selectFrom("pooled.step").select(sql<number>`coalesce(max(seq), 0) + 1`.as("seq")).where("order_id", "=", orderId), at: now, kind: step.kind,
    account_id: actor.accountId, account_name: actor.system ? "" : actor.accountName, text: step.text ?? "", quantity: step.quantity ?? null, amount: step.amount ?? null,
  })).execute();
}

type Change = Partial<Pick<Order, "round" | "answer_by" | "asked_at" | "published_at" | "allocated_at" | "over_at" | "over_reason" | "deposit" | "stuck_at" | "stuck_what" | "stuck_why">>;
/** One step of an order: the new state, a line of its history and the word to whoever listens. */
export async function advance(scene: Pick<PooledScene, "tx" | "now" | "actor" | "emit">, order: Order, state: State, change: Change, step: Step): Promise<Order> {
  const row = await scene.tx.updateTable("pooled.pooled_order").set({ state, ...change }).where("id", "=", order.id).returningAll().executeTakeFirstOrThrow();
  await addStep(scene, order.id, step);
  await scene.emit("orderMoved", { orderId: order.id, no: order.no, enterpriseId: order.enterprise_id, hubId: order.hub_id, state, step: step.kind });
  return row;
}

/** The drops of an order, locked by id after the order itself. */
export const lockDrops = async ({ tx }: Pick<PooledScene, "tx">, orderId: string): Promise<DropRow[]> => tx.selectFrom("pooled.drop").selectAll().where("order_id", "=", orderId).orderBy("id").forUpdate().execute();
export const dropsOf = async ({ tx }: Pick<PooledScene, "tx">, orderId: string): Promise<DropRow[]> => tx.selectFrom("pooled.drop").selectAll().where("order_id", "=", orderId).orderBy("line").orderBy("n").execute();

/** The lots and batches of a region are asked for by one order at a time, or two would be promised the same pots. */
export const oneAtATime = async ({ tx }: Pick<PooledScene, "tx">): Promise<void> => void (await sql`select pg_advisory_xact_lock(hashtext('pooled.asking'))`.execute(tx));

/** A round is open from its publication to its sheet. */
export const roundOpen = (order: Pick<Order, "state" | "answer_by">): boolean => order.answer_by !== null && (order.state === "open" || order.state === "allocated");
