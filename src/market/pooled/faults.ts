import { NOBODY, type Handlers } from "../../kernel/machinery/module.ts";
import { settlement } from "../settlement/contract.ts";
import type { pooled } from "./contract.ts";
import { sideOf, type PooledScene } from "./course.ts";
import { penaltyOf } from "./delivery-rules.ts";
import { stepOf } from "./delivering.ts";
import { drawDeposit } from "./deposits.ts";
import { visible } from "./lists.ts";
import type { FaultKind } from "./rules.ts";
import type { Order, Tables } from "./store.ts";
import type { FaultView } from "./views.ts";

type Noun = Pick<Handlers<typeof pooled, Tables>, "waive" | "faults">;
const FAULT = "pooled.fault";
const WAIVED = "pooled.waived";

export interface NewFault {
  readonly dropId: string;
  /** Null where the fault is the enterprise's; then `payeeId` says which grower it falls on. */
  readonly growerId: string | null;
  readonly payeeId?: string;
  readonly promiseId: string | null;
  readonly kind: FaultKind;
  readonly units: number;
  readonly price: number;
  readonly percent: number;
  readonly text: string;
}
const MEMO: Readonly<Record<FaultKind, string>> = { short: "短交", late: "迟交", off_grade: "低等级", withdrawn: "退承诺", side_sold: "另卖", refused: "拒收" };

/** Writes a fault down and books what it costs, from the paper of whose it is to the other side's. Answers the amount. */
export async function bookFault(scene: PooledScene, order: Order, fault: NewFault): Promise<number> {
  const { tx, now, actor, newId, ask, emit, businessDate } = scene;
  const id = newId();
  const amount = penaltyOf(fault.units, fault.price, fault.percent);
  const [from, to] = ends(order, fault.growerId, fault.payeeId ?? NOBODY);
  const booked = amount === 0 ? null : await ask(settlement.actions.transfer, { kind: "penalty", amount, currency: order.currency, memo: `${order.no} ${MEMO[fault.kind]} ${fault.units}`, from, to, cause: FAULT, causeId: id });
  const drop = await tx.selectFrom("pooled.drop").select("due_on").where("id", "=", fault.dropId).executeTakeFirstOrThrow();
  await tx.insertInto("pooled.fault").values({
    id, order_id: order.id, drop_id: fault.dropId, grower_id: fault.growerId, promise_id: fault.promiseId, kind: fault.kind, units: fault.units, price: fault.price, percent: fault.percent, amount, transfer_id: booked?.transferId ?? null, text: fault.text, account_id: actor.accountId, at: now,
    business_date: booked?.businessDate ?? businessDate,
  }).execute();
  await drawDeposit(scene, order, { partyId: from.partyId, amount, faultId: id });
  await stepOf(scene, order, `fault_${fault.kind}`, { quantity: fault.units, amount });
  await emit("faulted", { orderId: order.id, no: order.no, growerId: fault.growerId, kind: fault.kind, units: fault.units, amount, currency: order.currency, dueOn: drop.due_on });
  return amount;
}

/** From whose paper to whose: a grower's to the enterprise's, or the other way round. */
function ends(order: Pick<Order, "enterprise_id">, growerId: string | null, payeeId: string) {
  const enterprise = { partyId: order.enterprise_id, side: "buyer" as const };
  return growerId === null ? [enterprise, { partyId: payeeId, side: "seller" as const }] as const : [{ partyId: growerId, side: "seller" as const }, enterprise] as const;
}

export const faultHandlers: Noun = {
  async waive(scene, { faultId, reason }) {
    const inner = scene as unknown as PooledScene;
    const { tx, actor, ask, refuse } = inner;
    const named = await tx.selectFrom("pooled.fault").select("order_id").where("id", "=", faultId).executeTakeFirst();
    const order = await tx.selectFrom("pooled.pooled_order").selectAll().where("id", "=", named?.order_id ?? NOBODY).forUpdate().executeTakeFirst();
    if (order === undefined) return refuse("not_found", { fault: faultId });
    const fault = await tx.selectFrom("pooled.fault").selectAll().where("id", "=", faultId).executeTakeFirstOrThrow();
    if (fault.waived_by !== null || fault.amount === 0) return refuse("not_now", { no: order.no, state: fault.waived_by === null ? "nothing" : "waived" });
    if (fault.account_id === actor.accountId) return refuse("second_person_needed", { name: actor.accountName });
    const grower = fault.grower_id ?? (await tx.selectFrom("pooled.promise").select("grower_id").where("id", "=", fault.promise_id!).executeTakeFirstOrThrow()).grower_id;
    const [from, to] = ends(order, fault.grower_id, grower);
    const { transferId } = await ask(settlement.actions.transfer, { kind: "penalty", amount: fault.amount, currency: order.currency, memo: `${order.no} 免除 ${MEMO[fault.kind]} ${fault.units}`, from: to, to: from, cause: WAIVED, causeId: fault.id });
    await tx.updateTable("pooled.fault").set({ waived_by: actor.accountName, waive_reason: reason, waive_transfer_id: transferId }).where("id", "=", fault.id).execute();
    await stepOf(inner, order, "waived", { amount: fault.amount, text: reason });
    return (await faultViews(inner, { faultId })).faults[0]!;
  },

  async faults(scene, { orderId, growerId, kind, limit, offset }) {
    const inner = scene as unknown as PooledScene;
    const { actor } = inner;
    if (orderId === undefined) {
      // Without an order it is a party's record: one's own, anybody's for the market's people.
      const own = actor.partyId === null ? growerId : actor.partyId;
      return faultViews(inner, { partyId: own, kind }, { limit, offset });
    }
    const order = await visible(inner, { orderId });
    return faultViews(inner, { orderId, kind, partyId: sideOf(actor, order) === "grower" ? actor.partyId! : growerId }, { limit, offset });
  },
};

interface Wish {
  readonly faultId?: string | undefined;
  readonly orderId?: string | undefined;
  readonly partyId?: string | undefined;
  readonly kind?: FaultKind | undefined;
}
export async function faultViews({ tx }: Pick<PooledScene, "tx">, wish: Wish, page = { limit: 10_000, offset: 0 }): Promise<{ faults: FaultView[]; total: number }> {
  let rows = tx.selectFrom("pooled.fault as f").innerJoin("pooled.pooled_order as o", "o.id", "f.order_id").innerJoin("kernel.party as e", "e.id", "o.enterprise_id").leftJoin("pooled.promise as p", "p.id", "f.promise_id").leftJoin("kernel.party as g", "g.id", "f.grower_id");
  if (wish.faultId !== undefined) rows = rows.where("f.id", "=", wish.faultId);
  if (wish.orderId !== undefined) rows = rows.where("f.order_id", "=", wish.orderId);
  if (wish.kind !== undefined) rows = rows.where("f.kind", "=", wish.kind);
  // The other side of a fault is concerned as well.
  if (wish.partyId !== undefined) rows = rows.where((of) => of.or([of("f.grower_id", "=", wish.partyId!), of("o.enterprise_id", "=", wish.partyId!), of.and([of("f.grower_id", "is", null), of("p.grower_id", "=", wish.partyId!)])]));
  const { total } = await rows.select((of) => of.fn.countAll<number>().as("total")).executeTakeFirstOrThrow();
  const found = await rows.selectAll("f").select(["e.name as enterprise", "g.name as grower"]).orderBy("f.place", "desc").limit(page.limit).offset(page.offset).execute();
  return {
    total: Number(total),
    faults: found.map((row) => ({ id: row.id, at: row.at.toISOString(), businessDate: row.business_date, dropId: row.drop_id, growerId: row.grower_id, party: row.grower ?? row.enterprise, kind: row.kind, units: row.units, price: row.price, percent: row.percent, amount: row.amount, text: row.text, waived: row.waived_by !== null })),
  };
}
