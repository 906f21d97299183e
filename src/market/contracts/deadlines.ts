import { addDays } from "../../engines/calendar/day.ts";
import { confirm } from "./calls.ts";
import { lockLotsBehind, partsOf, periodsOf, termsOf, type ContractScene } from "./course.ts";
import { closeWhenDone, handOver } from "./delivery.ts";
import { closeCall, closePeriod, endContract } from "./ending.ts";
import { letGo } from "./parts.ts";
import type { CallOff, Contract } from "./store.ts";

export const LOOK_EVERY_MS = 20_000;
/** A contract that cannot go on, for a lack of credit or a grade, is looked at again after this long. */
const AGAIN_MS = 10 * 60_000;

/**
 * One contract whose time has come, in one transaction: silence confirms, goods that stand ready are handed over, call-offs and
 * periods close, the contract ends. Answers 1 when it did something, so that the next run takes the next one.
 */
export async function actOnDeadlines(scene: ContractScene): Promise<number> {
  const { tx, now } = scene;
  const due = await dueContract(scene);
  if (due === undefined) return 0;
  await lockLotsBehind(scene, { contractId: due });
  const contract = await tx.selectFrom("contracts.contract").selectAll().where("id", "=", due).where("state", "=", "running").forUpdate().executeTakeFirst();
  if (contract === undefined) return 1;
  const acted = await actOn(scene, contract);
  // Without this the same contract would be found again at once and hold up the others.
  if ((await stands(scene, contract.id)) && (!acted || contract.stuck_at !== null)) await tx.updateTable("contracts.contract").set({ stuck_at: acted ? null : now }).where("id", "=", contract.id).execute();
  return 1;
}

async function dueContract({ tx, now, businessDate }: ContractScene): Promise<string | undefined> {
  const row = await tx.selectFrom("contracts.contract as k").select("k.id").where("k.state", "=", "running")
    .where((of) => of.or([of("k.stuck_at", "is", null), of("k.stuck_at", "<=", new Date(now.getTime() - AGAIN_MS))]))
    .where((of) => of.or([
      of.exists(of.selectFrom("contracts.call_off as c").select("c.id").whereRef("c.contract_id", "=", "k.id").where("c.state", "=", "called").where((or) => or.or([or("c.answer_by", "<=", now), or("c.due_on", "<", businessDate)]))),
      of.exists(of.selectFrom("contracts.call_off as c").select("c.id").whereRef("c.contract_id", "=", "k.id").where("c.state", "=", "confirmed").where("c.due_on", "<", businessDate)),
      of.exists(of.selectFrom("contracts.period as p").select("p.n").whereRef("p.contract_id", "=", "k.id").where("p.closed_on", "is", null).where("p.to_on", "<", businessDate)),
    ])).orderBy("k.stuck_at", (by) => by.nullsFirst()).orderBy("k.id").limit(1).executeTakeFirst();
  return row?.id;
}

const stands = async ({ tx }: ContractScene, id: string): Promise<boolean> => (await tx.selectFrom("contracts.contract").select("state").where("id", "=", id).executeTakeFirst())?.state === "running";

async function actOn(scene: ContractScene, contract: Contract): Promise<boolean> {
  const { tx, now, businessDate } = scene;
  const { graceDays } = termsOf(contract);
  let acted = false;
  const calls = await tx.selectFrom("contracts.call_off").selectAll().where("contract_id", "=", contract.id).where("state", "in", ["called", "confirmed"]).orderBy("due_on").orderBy("seq").execute();
  for (const call of calls) {
    // A default of an earlier one has ended all of them.
    if (!(await stands(scene, contract.id))) return true;
    if (call.state === "called") {
      if (call.answer_by > now && call.due_on >= businessDate) continue;
      await confirm(scene, contract, call, { confirmed: call.asked, reason: "", silent: true });
      acted = true;
    } else if (call.due_on < businessDate && (await settleCall(scene, contract, call, addDays(call.due_on, graceDays) < businessDate))) acted = true;
  }
  const periods = await periodsOf(scene, contract.id);
  for (const period of periods) {
    if (!(await stands(scene, contract.id))) return true;
    if (period.closed_on !== null || addDays(period.to_on, graceDays) >= businessDate) continue;
    const open = await tx.selectFrom("contracts.call_off").select("id").where("contract_id", "=", contract.id).where("period_n", "=", period.n).where("state", "in", ["called", "confirmed"]).limit(1).executeTakeFirst();
    if (open !== undefined) continue;
    await closePeriod(scene, contract, period);
    acted = true;
  }
  if ((await stands(scene, contract.id)) && (await periodsOf(scene, contract.id)).every((one) => one.closed_on !== null)) {
    await endContract(scene, contract);
    return true;
  }
  return acted;
}

/** After the day goods that stand ready are handed over without anybody's hand; after the grace what is left over ends. */
async function settleCall(scene: ContractScene, contract: Contract, call: CallOff, graceOver: boolean): Promise<boolean> {
  const { tx } = scene;
  let acted = false;
  let notTaken = 0;
  let problem: string | null = null;
  for (const part of (await partsOf(scene, call.id)).filter((one) => one.state === "held")) {
    const done = await scene.attempt(() => handOver(scene, contract, call, part));
    if (done.ok) acted = true;
    else {
      problem = done.refusal.code;
      // Goods that were right and stood there, and could not be booked for want of the buyer's credit, are his to answer for.
      if (graceOver && done.refusal.code === "over_credit") {
        notTaken += part.quantity;
        await letGo(scene, [part], "released");
      }
    }
  }
  if (problem !== call.problem || notTaken > 0) await tx.updateTable("contracts.call_off").set({ problem, not_taken: call.not_taken + notTaken }).where("id", "=", call.id).execute();
  if (graceOver) {
    await closeCall(scene, contract, await tx.selectFrom("contracts.call_off").selectAll().where("id", "=", call.id).executeTakeFirstOrThrow());
    return true;
  }
  return (await closeWhenDone(scene, contract, call)) || acted;
}
