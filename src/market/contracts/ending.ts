import { sql } from "kysely";
import type { Handlers } from "../../kernel/machinery/module.ts";
import { settlement } from "../settlement/contract.ts";
import type { contracts } from "./contract.ts";
import { addStep, advance, held, lockLotsBehind, mustStand, partsOf, partyOf, sumOf, tellCall, termsOf, type ContractScene } from "./course.ts";
import { returnDeposits } from "./deposits.ts";
import { rowOf } from "./lists.ts";
import { letGo, livePartsOf } from "./parts.ts";
import { priceOn, pricedCall } from "./pricing.ts";
import { callDeviations, gradeFits, otherSide, penaltyOf, periodDeviation, sideOf, type Deviation, type Side } from "./rules.ts";
import type { CallOff, Contract, Period, Tables } from "./store.ts";

type Noun = Pick<Handlers<typeof contracts, Tables>, "endEarly">;
const DEVIATION = "contracts.deviation";

export const endingHandlers: Noun = {
  async endEarly(scene, { contractId, deed, reason }) {
    const { tx, refuse } = scene;
    if (deed === "agree") await lockLotsBehind(scene, { contractId });
    const { contract, side } = await held(scene, contractId);
    mustStand(scene, contract, "running");
    const asked = contract.end_asked_by;
    if (deed === "ask" ? asked !== null : deed === "withdraw" ? asked !== side : asked !== otherSide(side)) return refuse("not_now", { no: contract.no, state: contract.state });
    if (deed === "ask" && reason.length < 2) return refuse("reason_needed");
    if (deed === "agree") await finish(scene, contract, "cancelled", { kind: "end_agreed", side, reason: contract.end_asked_why });
    else {
      await tx.updateTable("contracts.contract").set(deed === "ask" ? { end_asked_by: side, end_asked_why: reason } : { end_asked_by: null, end_asked_why: "" }).where("id", "=", contract.id).execute();
      await addStep(scene, contract.id, { kind: deed === "ask" ? "end_asked" : "end_withdrawn", side, text: reason });
    }
    return rowOf(scene, contractId);
  },
};

/** A call-off that is over: what came stands, and what did not is paid for by the terms. Its live parts have been let go, or are now. */
export async function closeCall(scene: ContractScene, contract: Contract, call: CallOff): Promise<void> {
  const { tx, businessDate } = scene;
  await letGo(scene, await livePartsOf(scene, call), "cut");
  const terms = termsOf(contract);
  const parts = await partsOf(scene, call.id);
  const delivered = sumOf(parts, "sold");
  const priced = await pricedCall(scene, contract, call);
  const row = await tx.updateTable("contracts.call_off").set({ state: "closed", stands: delivered, closed_on: businessDate, problem: null }).where("id", "=", call.id).returningAll().executeTakeFirstOrThrow();
  await tellCall(scene, contract, row);
  await addStep(scene, contract.id, { kind: "call_closed", side: "deadline", quantity: delivered, text: `#${call.seq}` });
  const found = callDeviations(terms, {
    asked: call.asked, dueOn: call.due_on, notTaken: row.not_taken,
    delivered: parts.filter((part) => part.state === "sold").map((part) => ({ quantity: part.quantity, heldOn: part.held_on!, fits: gradeFits(terms, part.grade) })),
  });
  for (const deviation of found) await note(scene, contract, { ...deviation, period: call.period_n, callOffId: call.id, price: priced.price, what: `${contract.no}-${call.seq}` });
  await judgeCount(scene, contract.id);
}

interface Noted extends Deviation {
  readonly period: number;
  readonly callOffId: string | null;
  readonly price: number;
  readonly what: string;
}
const MEMO = { short: "短交", late: "迟交", off_grade: "低等级", not_taken: "未提货", under_called: "要货不足", under_delivered: "供货不足" } as const;

async function note(scene: ContractScene, contract: Contract, { kind, units, percent, period, callOffId, price, what }: Noted): Promise<void> {
  const { tx, now, newId, ask, emit } = scene;
  const side = sideOf(kind);
  const id = newId();
  const amount = penaltyOf(units, price, percent);
  let [transferId, date]: [string | null, string] = [null, scene.businessDate];
  if (amount > 0) {
    const done = await ask(settlement.actions.transfer, {
      kind: "penalty", amount, currency: contract.currency, memo: `${what} ${MEMO[kind]} ${units}`, from: { partyId: partyOf(contract, side), side }, to: { partyId: partyOf(contract, otherSide(side)), side: otherSide(side) },
      cause: DEVIATION, causeId: id,
    });
    [transferId, date] = [done.transferId, done.businessDate];
  }
  await tx.insertInto("contracts.deviation").values({ id, contract_id: contract.id, period_n: period, call_off_id: callOffId, kind, side, units, price, percent, amount, transfer_id: transferId, at: now, business_date: date }).execute();
  await addStep(scene, contract.id, { kind: `deviation_${kind}`, side, quantity: units, amount, text: what, follows: true });
  await emit("deviated", { contractId: contract.id, no: contract.no, sellerId: contract.seller_id, buyerId: contract.buyer_id, kind, side, units, amount, currency: contract.currency });
}

/** So many deviations of one side are a default; whoever had them first. */
async function judgeCount(scene: ContractScene, contractId: string): Promise<void> {
  const contract = await scene.tx.selectFrom("contracts.contract").selectAll().where("id", "=", contractId).executeTakeFirstOrThrow();
  if (contract.state !== "running") return;
  const { deviations: most } = termsOf(contract).default;
  const rows = await scene.tx.selectFrom("contracts.deviation").select("side").where("contract_id", "=", contractId).orderBy("place").execute();
  const counted: Record<Side, number> = { seller: 0, buyer: 0 };
  const side = rows.find((row) => ++counted[row.side] >= most)?.side;
  if (side !== undefined) await finish(scene, contract, "defaulted", { kind: "defaulted", side, reason: "deviations" });
}

/** Ends a running contract: goods back to their lots, deposits back, or a defaulter's to the other side. The lots are locked. */
async function finish(scene: ContractScene, contract: Contract, state: "ended" | "defaulted" | "cancelled", { kind, side, reason }: { kind: string; side: Side | "deadline"; reason: string }): Promise<void> {
  const { tx, now, businessDate } = scene;
  const open = await tx.selectFrom("contracts.call_off").selectAll().where("contract_id", "=", contract.id).where("state", "in", ["called", "confirmed"]).execute();
  for (const call of open) {
    await letGo(scene, await livePartsOf(scene, call), "released");
    const delivered = sumOf(await partsOf(scene, call.id), "sold");
    // What has come of it stays sold; the rest is nobody's fault any more.
    const over = delivered > 0 ? { state: "closed" as const, stands: delivered, closed_on: businessDate } : { state: "cancelled" as const, stands: 0 };
    await tellCall(scene, contract, await tx.updateTable("contracts.call_off").set(over).where("id", "=", call.id).returningAll().executeTakeFirstOrThrow());
  }
  const defaulter = state === "defaulted" ? (side as Side) : null;
  await returnDeposits(scene, contract, defaulter);
  await advance(scene, contract, state, { over_at: now, over_reason: reason, defaulted_side: defaulter, end_asked_by: null }, { kind, side: state === "cancelled" ? side : "deadline", text: reason });
}

const sumsOf = (rows: readonly { asked: number; delivered: number; not_taken: number }[]) =>
  rows.reduce((sum, row) => ({ asked: sum.asked + row.asked, delivered: sum.delivered + row.delivered, notTaken: sum.notTaken + row.not_taken }), { asked: 0, delivered: 0, notTaken: 0 });

/** What was asked, brought and left standing in a contract, by call-off. Goods that were taken back count as not brought. */
async function tally({ tx }: ContractScene, contractId: string) {
  return tx.selectFrom("contracts.call_off as c").select(["c.period_n", "c.asked", "c.not_taken"])
    .select(sql<number>`coalesce((select sum(p.quantity) from contracts.part p where p.call_off_id = c.id and p.state = 'sold'), 0)::integer`.as("delivered")).where("c.contract_id", "=", contractId).where("c.state", "<>", "cancelled").execute();
}

/** A period whose time is over and whose call-offs are closed. */
export async function closePeriod(scene: ContractScene, contract: Contract, period: Period): Promise<void> {
  const { tx, businessDate } = scene;
  const terms = termsOf(contract);
  await tx.updateTable("contracts.period").set({ closed_on: businessDate }).where("contract_id", "=", contract.id).where("n", "=", period.n).execute();
  const sums = sumsOf((await tally(scene, contract.id)).filter((row) => row.period_n === period.n));
  await addStep(scene, contract.id, { kind: "period_closed", side: "deadline", quantity: sums.delivered, text: String(period.n) });
  const found = periodDeviation({ lower: period.lower, ...sums });
  if (found === null) return;
  // Where a period below its band is a default, the deposit answers for it; otherwise it is paid for like a short call-off.
  const isDefault = terms.default.underPeriod === "default";
  const percent = isDefault ? 0 : found.kind === "under_delivered" ? terms.penalties.short : terms.penalties.notTaken;
  const { price } = await priceOn(scene, terms.price, period.to_on);
  await note(scene, contract, { ...found, percent, period: period.n, callOffId: null, price, what: `${contract.no} 第 ${period.n} 期` });
  if (isDefault) await finish(scene, contract, "defaulted", { kind: "defaulted", side: sideOf(found.kind), reason: "period" });
  else await judgeCount(scene, contract.id);
}

/** All periods are over: the whole is judged by its band, and without a default both deposits go back. */
export async function endContract(scene: ContractScene, contract: Contract): Promise<void> {
  const terms = termsOf(contract);
  const found = periodDeviation({ lower: contract.lower, ...sumsOf(await tally(scene, contract.id)) });
  if (found === null) return finish(scene, contract, "ended", { kind: "ended", side: "deadline", reason: "" });
  const { price } = await priceOn(scene, terms.price, contract.ends_on!);
  await note(scene, contract, { ...found, percent: 0, period: 0, callOffId: null, price, what: contract.no });
  await finish(scene, contract, "defaulted", { kind: "defaulted", side: sideOf(found.kind), reason: "whole" });
}
