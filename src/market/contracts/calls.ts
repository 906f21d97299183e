import { addDays, daysBetween } from "../../engines/calendar/day.ts";
import { readWritten } from "../../engines/units/written.ts";
import type { Handlers } from "../../kernel/machinery/module.ts";
import type { contracts } from "./contract.ts";
import { addStep, held, heldCall, lockLotsBehind, mustStand, packingOf, periodsOf, sideOfActor, standsOf, tellCall, termsOf, type ContractScene } from "./course.ts";
import { closeCall } from "./ending.ts";
import { callOf } from "./lists.ts";
import { callMost, MAX_QUANTITY } from "./rules.ts";
import type { CallOff, Contract, Tables } from "./store.ts";

type Noun = Pick<Handlers<typeof contracts, Tables>, "callOff" | "cancelCallOff" | "answerCallOff">;
const HOUR_MS = 3_600_000;

export const callHandlers: Noun = {
  async callOff(scene, { contractId, dueOn, quantity: written, note }) {
    const { tx, now, actor, newId, businessDate, refuse, emit } = scene;
    const { contract, side } = await held(scene, contractId);
    if (side !== "buyer") return refuse("not_allowed");
    mustStand(scene, contract, "running");
    const terms = termsOf(contract);
    const asked = await quantityOf(scene, contract, written, 1);
    if (daysBetween(businessDate, dueOn) < terms.leadDays) return refuse("too_short_notice", { days: terms.leadDays, from: addDays(businessDate, terms.leadDays) });
    const periods = await periodsOf(scene, contract.id);
    const period = periods.find((one) => one.from_on <= dueOn && dueOn <= one.to_on && one.closed_on === null);
    if (period === undefined) return refuse("no_period", { day: dueOn });
    const most = callMost(contract, await standsOf(scene, contract.id), period.n);
    if (asked > most) return refuse("beyond_band", { most, asked, period: period.n });
    const { seq } = await tx.selectFrom("contracts.call_off").select((of) => of.fn.coalesce(of.fn.max("seq"), of.lit(0)).as("seq")).where("contract_id", "=", contract.id).executeTakeFirstOrThrow();
    const call = await tx.insertInto("contracts.call_off").values({
      id: newId(), contract_id: contract.id, seq: Number(seq) + 1, period_n: period.n, due_on: dueOn, written, asked, stands: asked, answer_by: new Date(now.getTime() + terms.answerHours * HOUR_MS), note,
      called_at: now, account_name: actor.accountName,
    }).returningAll().executeTakeFirstOrThrow();
    await addStep(scene, contract.id, { kind: "called", side, quantity: asked, text: `#${call.seq} ${dueOn}` });
    await emit("calledOff", { callOffId: call.id, contractId: contract.id, no: contract.no, sellerId: contract.seller_id, buyerId: contract.buyer_id, dueOn, quantity: asked, unit: contract.unit });
    return callOf(scene, call.id);
  },

  async cancelCallOff(scene, { callOffId, reason }) {
    const { contract, call } = await heldCall(scene, callOffId, (one) => sideOfActor(scene.actor, one) === "buyer");
    mustStand(scene, contract, "running");
    // Once the grower has said yes he cuts for it; what is not taken then is a deviation.
    if (call.state !== "called") return scene.refuse("not_now", { no: `${contract.no}-${call.seq}`, state: call.state });
    await tellCall(scene, contract, await change(scene, call, { state: "cancelled", stands: 0, reason }));
    await addStep(scene, contract.id, { kind: "call_cancelled", side: "buyer", quantity: call.asked, text: `#${call.seq} ${reason}`.trim() });
    return callOf(scene, callOffId);
  },

  async answerCallOff(scene, { callOffId, quantity: written, reason }) {
    const { refuse } = scene;
    const named = await scene.tx.selectFrom("contracts.call_off").select("contract_id").where("id", "=", callOffId).executeTakeFirst();
    if (named !== undefined) await lockLotsBehind(scene, { contractId: named.contract_id });
    const { contract, call } = await heldCall(scene, callOffId, (one) => sideOfActor(scene.actor, one) === "seller");
    mustStand(scene, contract, "running");
    if (call.state !== "called") return refuse("not_now", { no: `${contract.no}-${call.seq}`, state: call.state });
    const confirmed = written === undefined ? call.asked : await quantityOf(scene, contract, written, 0);
    if (confirmed > call.asked) return refuse("more_than_asked", { asked: call.asked });
    if (confirmed < call.asked && reason.length < 2) return refuse("reason_needed");
    await confirm(scene, contract, call, { confirmed, reason, silent: false });
    return callOf(scene, callOffId);
  },
};

export async function confirm(scene: ContractScene, contract: Contract, call: CallOff, { confirmed, reason, silent }: { confirmed: number; reason: string; silent: boolean }): Promise<void> {
  const row = await change(scene, call, { state: "confirmed", confirmed, stands: confirmed, reason, silent });
  await tellCall(scene, contract, row);
  await addStep(scene, contract.id, { kind: silent ? "silence_confirmed" : confirmed < call.asked ? "confirmed_less" : "confirmed", side: silent ? "deadline" : "seller", quantity: confirmed, text: `#${call.seq} ${reason}`.trim() });
  // Who brings nothing has nothing left to bring on the day.
  if (confirmed === 0) await closeCall(scene, contract, row);
}

type Change = Partial<Pick<CallOff, "state" | "stands" | "confirmed" | "reason" | "silent">>;
const change = ({ tx }: ContractScene, call: CallOff, to: Change): Promise<CallOff> => tx.updateTable("contracts.call_off").set(to).where("id", "=", call.id).returningAll().executeTakeFirstOrThrow();

async function quantityOf(scene: ContractScene, contract: Contract, written: string, least: number): Promise<number> {
  const read = readWritten(written, contract.unit, await packingOf(scene, contract.item_id), { least, most: MAX_QUANTITY });
  return read.ok ? read.quantity : scene.refuse("bad_quantity", { written, fault: read.fault, why: read.message });
}
