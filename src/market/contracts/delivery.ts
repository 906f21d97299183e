import type { Handlers } from "../../kernel/machinery/module.ts";
import { settlement } from "../settlement/contract.ts";
import type { contracts } from "./contract.ts";
import { addStep, CAUSE, heldCall, lockLotsBehind, mustStand, partsOf, sideOfActor, sumOf, termsOf, type ContractScene } from "./course.ts";
import { closeCall } from "./ending.ts";
import { callOf } from "./lists.ts";
import { pricedCall } from "./pricing.ts";
import { gradeFits } from "./rules.ts";
import type { CallOff, Contract, Part, Tables } from "./store.ts";

type Noun = Pick<Handlers<typeof contracts, Tables>, "deliver">;
const DESK = ["grader", "operator"] as const;

export const deliveryHandlers: Noun = {
  async deliver(scene, { callOffId, partIds }) {
    const { actor, businessDate, refuse } = scene;
    const named = await scene.tx.selectFrom("contracts.call_off").select("contract_id").where("id", "=", callOffId).executeTakeFirst();
    if (named !== undefined) await lockLotsBehind(scene, { contractId: named.contract_id });
    const { contract, call } = await heldCall(scene, callOffId, (one) => DESK.some((role) => actor.roles.includes(role)) || sideOfActor(actor, one) === "buyer");
    mustStand(scene, contract, "running");
    if (call.state !== "confirmed") return refuse("not_now", { no: `${contract.no}-${call.seq}`, state: call.state });
    if (businessDate < call.due_on) return refuse("too_early", { day: call.due_on });
    const parts = (await partsOf(scene, call.id)).filter((part) => part.state === "held" && (partIds === undefined || partIds.includes(part.id)));
    if (parts.length === 0) return refuse("nothing_held", { no: `${contract.no}-${call.seq}` });
    for (const part of parts) await handOver(scene, contract, call, part);
    await closeWhenDone(scene, contract, call);
    return callOf(scene, callOffId);
  },
};

/** One part becomes a sale: stock from its hold, the price of the call-off, the buyer's credit, both papers. The part's id is the cause. */
export async function handOver(scene: ContractScene, contract: Contract, call: CallOff, part: Part): Promise<void> {
  const { tx, ask, refuse, actor } = scene;
  const lot = await tx.selectFrom("kernel.lot").select(["no", "grade"]).where("id", "=", part.lot_id).executeTakeFirstOrThrow();
  if (gradeFits(termsOf(contract), lot.grade) === "not_agreed") return refuse("grade_not_agreed", { lot: lot.no, grade: lot.grade });
  const { price } = await pricedCall(scene, contract, call);
  const { sale } = await ask(settlement.actions.recordSale, {
    channel: "contract", lotId: part.lot_id, buyerId: contract.buyer_id, quantity: part.quantity, price, currency: contract.currency, fromHold: true, creditHeld: false, cause: CAUSE, causeId: part.id,
  });
  await tx.updateTable("contracts.part").set({ state: "sold", sale_id: sale.id, sold_on: sale.businessDate, grade: lot.grade }).where("id", "=", part.id).execute();
  const side = sideOfActor(actor, contract);
  await addStep(scene, contract.id, { kind: "delivered", side: side ?? (actor.system ? "deadline" : "market"), quantity: part.quantity, amount: sale.gross, text: `#${call.seq} ${lot.no}` });
}

/** Everything confirmed has come: there is nothing to wait for. */
export async function closeWhenDone(scene: ContractScene, contract: Contract, call: CallOff): Promise<boolean> {
  const now = await scene.tx.selectFrom("contracts.call_off").selectAll().where("id", "=", call.id).executeTakeFirstOrThrow();
  if (now.state !== "confirmed" || sumOf(await partsOf(scene, call.id), "sold") < (now.confirmed ?? 0)) return false;
  await closeCall(scene, contract, now);
  return true;
}
