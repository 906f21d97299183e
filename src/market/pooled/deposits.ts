import { mulDivHalfUp } from "../../engines/fees/rounding.ts";
import { settlement } from "../settlement/contract.ts";
import { addStep, termsOf, type PooledScene } from "./course.ts";
import { valueOf } from "./rules.ts";
import type { Order } from "./store.ts";

const ACCOUNT = { market: "contract_deposit" } as const;
type Booking = Pick<PooledScene, "tx" | "now" | "actor" | "newId" | "ask">;
export interface DepositMove {
  readonly partyId: string;
  readonly side: "buyer" | "seller";
  /** deposit_forfeit: back to the paper from which a penalty of the same day goes to the other side. */
  readonly kind: "deposit" | "deposit_back" | "deposit_forfeit";
  readonly amount: number;
  /** Names the deed; the same is booked once. */
  readonly causeId: string;
  readonly dropId: string | null;
}
export const percentOf = (amount: number, percent: number): number => mulDivHalfUp(amount, percent, 100);

/** Between a party's paper of the day and the market's deposit account under its name. */
export async function moveDeposit({ tx, now, newId, ask }: Booking, order: Order, { partyId, side, kind, amount, causeId, dropId }: DepositMove): Promise<void> {
  if (amount === 0) return;
  const paper = { partyId, side };
  const { transferId, businessDate, repeated } = await ask(settlement.actions.transfer, {
    kind: kind === "deposit_forfeit" ? "deposit_back" : kind, amount, currency: order.currency, memo: `${order.no} ${kind === "deposit_forfeit" ? "定金抵违约金" : "统购定金"}`, ...(kind === "deposit" ? { from: paper, to: ACCOUNT } : { from: ACCOUNT, to: paper }), cause: "pooled.deposit", causeId,
  });
  if (repeated) return;
  await tx.insertInto("pooled.charge").values({ id: newId(), order_id: order.id, drop_id: dropId, party_id: partyId, kind, amount, transfer_id: transferId, at: now, business_date: businessDate }).execute();
}

/** The enterprise's deposit goes down when growers are asked on its word. Answers the amount. */
export async function putEnterpriseDeposit(scene: Booking, order: Order): Promise<number> {
  const terms = termsOf(order);
  const amount = percentOf(valueOf(terms), terms.deposit.enterprise);
  await moveDeposit(scene, order, { partyId: order.enterprise_id, side: "buyer", kind: "deposit", amount, causeId: `${order.id}:enterprise`, dropId: null });
  if (amount > 0) await addStep(scene, order.id, { kind: "deposit_put", amount });
  return amount;
}

/**
 * What a penalty costs is drawn from the deposit of whoever pays it, as far as that reaches; the paper of the day bears the rest.
 * Whoever put nothing down pays it all from his paper.
 */
export async function drawDeposit(scene: Booking, order: Order, { partyId, amount, faultId }: { readonly partyId: string; readonly amount: number; readonly faultId: string }): Promise<number> {
  const held = (await depositsHeld(scene, order.id)).find((one) => one.party_id === partyId)?.held ?? 0;
  const drawn = Math.min(held, amount);
  await moveDeposit(scene, order, { partyId, side: partyId === order.enterprise_id ? "buyer" : "seller", kind: "deposit_forfeit", amount: drawn, causeId: `${faultId}:forfeit`, dropId: null });
  if (drawn > 0) await addStep(scene, order.id, { kind: "deposit_forfeit", amount: drawn });
  return drawn;
}

/** Whatever of an order still lies on the deposit account goes back to whoever put it there. */
export async function returnDeposits(scene: Booking, order: Order): Promise<void> {
  for (const { party_id, held } of await depositsHeld(scene, order.id)) {
    await moveDeposit(scene, order, { partyId: party_id, side: party_id === order.enterprise_id ? "buyer" : "seller", kind: "deposit_back", amount: held, causeId: `${order.id}:${party_id}:back`, dropId: null });
    await addStep(scene, order.id, { kind: "deposit_back", amount: held });
  }
}

export async function depositsHeld({ tx }: Pick<PooledScene, "tx">, orderId: string): Promise<{ party_id: string; held: number }[]> {
  const rows = await tx.selectFrom("pooled.charge").select(["party_id", "kind", "amount"]).where("order_id", "=", orderId).where("kind", "in", ["deposit", "deposit_back", "deposit_forfeit"]).orderBy("party_id").execute();
  const held = new Map<string, number>();
  for (const { party_id, kind, amount } of rows) held.set(party_id, (held.get(party_id) ?? 0) + (kind === "deposit" ? amount : -amount));
  return [...held].map(([party_id, sum]) => ({ party_id, held: sum })).filter((one) => one.held > 0);
}
