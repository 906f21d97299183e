import type { Actor, Scene } from "../../kernel/machinery/module.ts";
import { settlement } from "../settlement/contract.ts";
import { claims } from "./contract.ts";
import { hoursAfter, isAccepted, silenceAccepts, type ClaimSettings, type Outcome, type QualityClass } from "./rules.ts";
import type { Claim, Side, StepKind, Tables } from "./store.ts";

type Refuses<A> = { [N in keyof A]: A[N] extends { readonly refuses: readonly (infer R)[] } ? R : never }[keyof A];
export type ClaimScene = Scene<Tables, Refuses<(typeof claims)["actions"]> & string, (typeof claims)["events"]>;

/** A claim in hand: locked, its deadline looked at, so that nobody acts on a claim whose time has run out. */
export interface Held {
  readonly claim: Claim;
  /** A deadline has just acted on it. */
  readonly acted: boolean;
}

export const settingsOf = (claim: Pick<Claim, "settings">): ClaimSettings => claim.settings as unknown as ClaimSettings;
export const isBuyerOf = (actor: Actor, claim: Pick<Claim, "buyer_id">): boolean => actor.partyId === claim.buyer_id;
export const isGrowerOf = (actor: Actor, claim: Pick<Claim, "grower_id">): boolean => actor.partyId === claim.grower_id;

export async function heldClaim(scene: ClaimScene, claimId: string, may: (claim: Claim) => boolean): Promise<Held> {
  const claim = await scene.tx.selectFrom("claims.claim").selectAll().where("id", "=", claimId).forUpdate().executeTakeFirst();
  if (claim === undefined || !may(claim)) return scene.refuse("not_found", { claim: claimId });
  const after = await applyDeadline(scene, claim);
  return { claim: after ?? claim, acted: after !== null };
}

/** What the deadline has done stays done, even though the one who came too late hears no. */
export function mustStand({ refuse, refuseAndKeep }: ClaimScene, { claim, acted }: Held, ...states: readonly Claim["state"][]): void {
  if (states.includes(claim.state)) return;
  if (acted) refuseAndKeep("deadline_passed", { no: claim.no });
  else refuse("not_now", { no: claim.no, state: claim.state });
}

interface Step {
  readonly kind: StepKind;
  readonly by: Side;
  readonly text?: string;
  readonly amount?: number | null;
  readonly grade?: string | null;
  readonly outcome?: Outcome | null;
}

export async function addStep({ tx, now, actor }: ClaimScene, claimId: string, step: Step): Promise<void> {
  const { last } = await tx.selectFrom("claims.step").select((of) => of.fn.max("seq").as("last")).where("claim_id", "=", claimId).executeTakeFirstOrThrow();
  const silent = step.by === "deadline";
  await tx.insertInto("claims.step").values({
    claim_id: claimId, seq: Number(last ?? 0) + 1, at: now, kind: step.kind, by: step.by, account_id: silent ? null : actor.accountId, account_name: silent ? "" : actor.accountName,
    text: step.text ?? "", amount: step.amount ?? null, grade: step.grade ?? null, outcome: step.outcome ?? null,
  }).execute();
}

type Change = Partial<Pick<Claim, "due_at" | "escalated_at" | "offered" | "ruling" | "ruling_amount" | "ruling_grade" | "ruling_goods" | "ruling_reason" | "ruled_by" | "ruled_name" | "ruled_at">>;

/** One step on its way: the new state, the history line and the word to whoever listens. */
export async function advance(scene: ClaimScene, claim: Claim, state: Exclude<Claim["state"], "closed">, change: Change, step: Step): Promise<Claim> {
  const row = await scene.tx.updateTable("claims.claim").set({ state, ...change }).where("id", "=", claim.id).returningAll().executeTakeFirstOrThrow();
  await addStep(scene, claim.id, step);
  await scene.emit("claimMoved", { claimId: claim.id, no: claim.no, growerId: claim.grower_id, buyerId: claim.buyer_id, state, step: step.kind });
  return row;
}

export const toArbitration = (scene: ClaimScene, claim: Claim, step: Step): Promise<Claim> =>
  advance(scene, claim, "arbitration", { due_at: hoursAfter(scene.now, settingsOf(claim).arbitrationHours) }, step);

export interface Ending {
  readonly outcome: Outcome;
  readonly amount: number;
  readonly step: Step;
  /** A return: who proposed it, what became of the goods. The one who acts now is the second person. */
  readonly taken?: { readonly proposedBy: { readonly accountId: string; readonly name: string }; readonly proposedAt: Date; readonly goods: "returned" | "written_off"; readonly reason: string };
}

/** Ends a claim, and does with the money what was decided; where the sale was taken back meanwhile, there is nothing left to decide. */
export async function close(scene: ClaimScene, claim: Claim, ending: Ending): Promise<Claim> {
  const { tx, now, ask, emit } = scene;
  const costs = isAccepted(ending.outcome);
  const sale = costs ? await ask(settlement.actions.saleForClaim, { saleId: claim.sale_id }) : null;
  const void_ = sale?.reversed === true;
  const outcome = void_ ? "void" : ending.outcome;
  const amount = void_ ? 0 : ending.amount;
  const moneyDate = void_ || !costs ? null : await settle(scene, claim, ending);
  const row = await tx.updateTable("claims.claim").set({
    state: "closed", due_at: null, outcome, outcome_amount: amount, closed_at: now, money_date: moneyDate, confirmed_by: ending.step.kind === "confirmed" ? scene.actor.accountId : null,
  }).where("id", "=", claim.id).returningAll().executeTakeFirstOrThrow();
  await addStep(scene, claim.id, void_ ? { kind: "void", by: "market", outcome } : { ...ending.step, outcome, amount });
  const accepted = isAccepted(outcome);
  if (accepted) await chargeLevy(scene, claim);
  await emit("claimClosed", {
    claimId: claim.id, no: claim.no, saleId: claim.sale_id, growerId: claim.grower_id, buyerId: claim.buyer_id, units: claim.units, outcome, amount, currency: claim.currency, accepted,
  });
  if (accepted) await ask(claims.actions.publishQuality, { growerId: claim.grower_id });
  return row;
}

async function settle({ ask, businessDate }: ClaimScene, claim: Claim, { outcome, amount, taken }: Ending): Promise<string> {
  if (outcome === "return") {
    if (taken === undefined) throw new Error("a return names who proposed it");
    const { reason, goods, proposedBy, proposedAt } = taken;
    const done = await ask(settlement.actions.reverseForClaim, { saleId: claim.sale_id, claimId: claim.id, reason: `${claim.no} ${reason}`.slice(0, 300), goods, proposedBy, proposedAt: proposedAt.toISOString() });
    return done.businessDate;
  }
  const done = await ask(settlement.actions.refundForClaim, { saleId: claim.sale_id, claimId: claim.id, amount, memo: `${claim.no} · ${claim.lot_no} × ${claim.units}` });
  return done.businessDate ?? businessDate;
}

/** The class a grower had before this claim decides what it costs him besides; the operator's sheet says how much, and by default nothing. */
async function chargeLevy({ tx, ask }: ClaimScene, claim: Claim): Promise<void> {
  const row = await tx.selectFrom("claims.published").select("class").where("grower_id", "=", claim.grower_id).executeTakeFirst();
  const before: QualityClass = row?.class ?? "A";
  const amount = settingsOf(claim).levy[before];
  if (amount === 0) return;
  await ask(settlement.actions.transfer, {
    kind: "levy", amount, currency: claim.currency, memo: `${claim.no} · ${before}`, saleId: claim.sale_id, from: { partyId: claim.grower_id, side: "seller" }, to: { market: "fee_income" },
    cause: "claims.levy", causeId: claim.id,
  });
}

/** What a passed deadline does by itself; null when none has passed. */
export async function applyDeadline(scene: ClaimScene, claim: Claim): Promise<Claim | null> {
  if (claim.state === "closed" || claim.due_at === null || claim.due_at > scene.now) return null;
  if (claim.state === "filed") {
    const { ask, ask_amount: amount, units, price } = claim;
    if (ask !== "return" && silenceAccepts({ ask, amount, units, price }, settingsOf(claim).silentPercent)) {
      return close(scene, claim, { outcome: ask, amount, step: { kind: "silence_accepted", by: "deadline", grade: claim.ask_grade } });
    }
    return toArbitration(scene, claim, { kind: "silence_judged", by: "deadline" });
  }
  if (claim.state === "offered") return close(scene, claim, { outcome: "refund", amount: claim.offered!, step: { kind: "silence_took", by: "deadline" } });
  return advance(scene, claim, claim.state, { due_at: null, escalated_at: scene.now }, { kind: "escalated", by: "deadline" });
}
