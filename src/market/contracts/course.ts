import { sql } from "kysely";
import type { Actor, Scene } from "../../kernel/machinery/module.ts";
import { contracts } from "./contract.ts";
import type { PartState, PeriodStand, Side, State, Terms } from "./rules.ts";
import type { CallOff, Contract, Part, Period, Tables } from "./store.ts";

type Refuses<A> = { [N in keyof A]: A[N] extends { readonly refuses: readonly (infer R)[] } ? R : never }[keyof A];
export type ContractScene = Scene<Tables, Refuses<(typeof contracts)["actions"]> & string, (typeof contracts)["events"]>;

/** What the movements of stock, the sales and the transfers name as their cause. */
export const CAUSE = "contracts";
const OVERSEERS = ["operator", "auditor"] as const;

export const termsOf = (contract: Pick<Contract, "terms">): Terms => contract.terms as Terms;
export const isOverseer = (actor: Actor): boolean => actor.system || OVERSEERS.some((role) => actor.roles.includes(role));

/** On which side of a contract somebody stands; null for the market's people. */
export function sideOfActor(actor: Actor, contract: Pick<Contract, "seller_id" | "buyer_id">): Side | null {
  return actor.partyId === null ? null : actor.partyId === contract.seller_id ? "seller" : actor.partyId === contract.buyer_id ? "buyer" : null;
}
export const partyOf = (contract: Pick<Contract, "seller_id" | "buyer_id">, side: Side): string => (side === "seller" ? contract.seller_id : contract.buyer_id);

/** The contract in hand, locked; to whoever is not a party it does not exist, and a draft does not to the other side. */
export async function held({ tx, actor, refuse }: ContractScene, contractId: string): Promise<{ contract: Contract; side: Side }> {
  const contract = await tx.selectFrom("contracts.contract").selectAll().where("id", "=", contractId).forUpdate().executeTakeFirst();
  const side = contract === undefined ? null : sideOfActor(actor, contract);
  const hidden = side === null || (contract?.state === "draft" && contract.made_by !== side);
  return contract === undefined || hidden ? refuse("not_found", { contract: contractId }) : { contract, side };
}

export function mustStand({ refuse }: ContractScene, contract: Contract, ...states: readonly State[]): void {
  if (!states.includes(contract.state)) refuse("not_now", { no: contract.no, state: contract.state });
}

interface Step {
  readonly kind: string;
  readonly side: Side | "market" | "deadline";
  readonly text?: string;
  readonly quantity?: number | null;
  readonly amount?: number | null;
  /** It follows from the terms; nobody did it with his own hand. */
  readonly follows?: true;
}

export async function addStep({ tx, now, actor }: ContractScene, contractId: string, step: Step): Promise<void> {
  const silent = step.side === "deadline" || step.follows === true;
  await tx.insertInto("contracts.step").values((of) => ({
    contract_id: contractId, seq: of.selectFrom("contracts.step").select(sql<number>`coalesce(max(seq), 0) + 1`.as("seq")).where("contract_id", "=", contractId), at: now, kind: step.kind, side: step.side,
    account_id: silent ? null : actor.accountId, account_name: silent ? "" : actor.accountName, text: step.text ?? "", quantity: step.quantity ?? null, amount: step.amount ?? null,
  })).execute();
}

type Change = Partial<Pick<Contract, "text" | "hash" | "seal" | "proposed_at" | "running_at" | "over_at" | "over_reason" | "defaulted_side" | "end_asked_by" | "end_asked_why">> & { facts?: string | null };

/** One step of a contract: the new state, a line of its history and the word to whoever listens. */
export async function advance(scene: ContractScene, contract: Contract, state: State, change: Change, step: Step): Promise<Contract> {
  const row = await scene.tx.updateTable("contracts.contract").set({ state, ...change }).where("id", "=", contract.id).returningAll().executeTakeFirstOrThrow();
  await addStep(scene, contract.id, step);
  await scene.emit("contractMoved", { contractId: contract.id, no: contract.no, sellerId: contract.seller_id, buyerId: contract.buyer_id, state, step: step.kind });
  return row;
}

export async function tellCall({ emit }: ContractScene, contract: Contract, call: CallOff): Promise<void> {
  await emit("callOffMoved", { callOffId: call.id, contractId: contract.id, no: `${contract.no}-${call.seq}`, sellerId: contract.seller_id, buyerId: contract.buyer_id, state: call.state, quantity: call.stands });
}

/** Lots before contracts, lots by id: whoever meets at a lot has met there first (see offers). */
export async function lockLots({ tx }: ContractScene, lotIds: readonly string[]): Promise<void> {
  if (lotIds.length > 0) await tx.selectFrom("kernel.lot").select("id").where("id", "in", lotIds).orderBy("id").forUpdate().execute();
}
/** Locks the lots on which live parts of these call-offs, or of a whole contract, stand. */
export async function lockLotsBehind(scene: ContractScene, what: { readonly callOffId: string } | { readonly contractId: string }): Promise<void> {
  const parts = scene.tx.selectFrom("contracts.part as p").innerJoin("contracts.call_off as c", "c.id", "p.call_off_id").select("p.lot_id").distinct().where("p.state", "in", ["earmarked", "held"]);
  const rows = await ("callOffId" in what ? parts.where("c.id", "=", what.callOffId) : parts.where("c.contract_id", "=", what.contractId)).execute();
  await lockLots(scene, rows.map((row) => row.lot_id));
}

/** A call-off with its contract, which is locked; found by one of the two parties, or by whoever `sees` lets. */
export async function heldCall(scene: ContractScene, callOffId: string, may: (contract: Contract) => boolean): Promise<{ contract: Contract; call: CallOff }> {
  const { tx, refuse } = scene;
  const named = await tx.selectFrom("contracts.call_off").select("contract_id").where("id", "=", callOffId).executeTakeFirst();
  const contract = named === undefined ? undefined : await tx.selectFrom("contracts.contract").selectAll().where("id", "=", named.contract_id).forUpdate().executeTakeFirst();
  if (contract === undefined || !may(contract)) return refuse("not_found", { callOff: callOffId });
  return { contract, call: await tx.selectFrom("contracts.call_off").selectAll().where("id", "=", callOffId).executeTakeFirstOrThrow() };
}

export const partsOf = ({ tx }: Pick<ContractScene, "tx">, callOffId: string): Promise<Part[]> => tx.selectFrom("contracts.part").selectAll().where("call_off_id", "=", callOffId).orderBy("id").execute();
export const sumOf = (parts: readonly Pick<Part, "quantity" | "state">[], ...states: readonly PartState[]): number => parts.filter((part) => states.includes(part.state)).reduce((sum, part) => sum + part.quantity, 0);

export const periodsOf = ({ tx }: Pick<ContractScene, "tx">, contractId: string): Promise<Period[]> => tx.selectFrom("contracts.period").selectAll().where("contract_id", "=", contractId).orderBy("n").execute();

export async function packingOf({ tx }: Pick<ContractScene, "tx">, itemId: string): Promise<Readonly<Record<string, number>>> {
  const item = await tx.selectFrom("kernel.trade_item").select("packing").where("id", "=", itemId).executeTakeFirstOrThrow();
  return item.packing as unknown as Record<string, number>;
}

/** What stands against the band in each period. */
export async function standsOf(scene: Pick<ContractScene, "tx">, contractId: string): Promise<PeriodStand[]> {
  const rows = await scene.tx.selectFrom("contracts.call_off").select(["period_n", (of) => of.fn.sum<string>("stands").as("stands")]).where("contract_id", "=", contractId).groupBy("period_n").execute();
  const periods = await periodsOf(scene, contractId);
  return periods.map((one) => ({ n: one.n, lower: one.lower, upper: one.upper, open: one.closed_on === null, stands: Number(rows.find((row) => row.period_n === one.n)?.stands ?? 0) }));
}
