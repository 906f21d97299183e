import { lots } from "../../kernel/lots/contract.ts";
import { files } from "../../kernel/files/contract.ts";
import { contracts } from "../contracts/contract.ts";
import { offers } from "../offers/contract.ts";
import { cardOf, lockedLot, signature, type IntakeScene, type LockedLot } from "./cards.ts";
import type { LotCard } from "./contract.ts";
import { mustBeExpected, quantityOf } from "./declare.ts";

export async function receive(scene: IntakeScene, lotId: string, written: string, reason: string): Promise<LotCard> {
  const { tx, actor, ask, emit, refuse, businessDate } = scene;
  const lot = await lockedLot(scene, lotId);
  const counted = quantityOf(scene, written, lot.unit, lot.packing);
  const arrived = await tx.selectFrom("intake.arrival").select("counted").where("lot_id", "=", lotId).executeTakeFirst();
  // Two hands with the same count at the same lot are one receipt; another count is a recount.
  if (arrived?.counted === counted && lot.refusal === null) return cardOf(tx, actor, lotId);
  mustBeExpected(scene, lot);
  if (counted !== lot.declared && reason.length < 2) return refuse("reason_needed", { lot: lot.no, declared: lot.declared, counted });
  await ask(lots.actions.move, { lotId, kind: "intake", quantity: counted, cause: "intake", causeId: lotId, reason });
  await ask(lots.actions.change, { lotId, status: "received" });
  // What was sold before the count is held before anybody else can take it.
  await ask(offers.actions.arrived, { lotId });
  await ask(contracts.actions.arrived, { lotId });
  await tx.insertInto("intake.arrival").values({ lot_id: lotId, declared: lot.declared, counted, reason, ...signature(scene) }).execute();
  // A lot that comes late or early belongs to the day on which it stands in the hall.
  await tx.updateTable("intake.declaration").set({ planned_on: businessDate }).where("lot_id", "=", lotId).execute();
  await emit("lotReceived", { lotId, no: lot.no, growerId: lot.grower_id, itemId: lot.item_id, counted, declared: lot.declared, unit: lot.unit });
  return cardOf(tx, actor, lotId);
}

export async function recount(scene: IntakeScene, lotId: string, written: string, reason: string): Promise<LotCard> {
  const { tx, actor, ask, emit } = scene;
  const lot = await lockedLot(scene, lotId);
  mustBeInYard(scene, lot, { evenEmpty: true });
  const counted = quantityOf(scene, written, lot.unit, lot.packing, 0);
  const seq = await nextSeq(scene, "intake.recount", lotId);
  const difference = counted - lot.on_hand;
  if (difference !== 0) {
    await ask(lots.actions.move, { lotId, kind: difference > 0 ? "count_up" : "count_down", quantity: Math.abs(difference), cause: "recount", causeId: `${lotId}:${seq}`, reason });
  }
  await tx.insertInto("intake.recount").values({ lot_id: lotId, seq, before: lot.on_hand, counted, reason, ...signature(scene) }).execute();
  await emit("lotRecounted", { lotId, no: lot.no, before: lot.on_hand, counted, reason });
  return cardOf(tx, actor, lotId);
}

export interface Judgement {
  readonly grade: "A" | "B" | "C" | "D" | "E";
  readonly attributes: Readonly<Record<string, string | number>>;
  readonly defects: readonly string[];
  readonly photoId: string | null;
}

export async function grade(scene: IntakeScene, lotId: string, judgement: Judgement): Promise<LotCard> {
  const lot = await lockedLot(scene, lotId);
  // What was sold on the grower's word before the lot came is graded all the same; a second grade would change what buyers know.
  mustBeInYard(scene, lot, { evenPromised: lot.state === "received" });
  if (lot.state === "graded") {
    if (lot.grade === judgement.grade) return cardOf(scene.tx, scene.actor, lotId);
    return scene.refuse("already_graded", { lot: lot.no, grade: lot.grade });
  }
  return judge(scene, lot, judgement, "");
}

export async function regrade(scene: IntakeScene, lotId: string, judgement: Judgement, reason: string): Promise<LotCard> {
  const lot = await lockedLot(scene, lotId);
  if (lot.state === "received" || lot.state === "expected") return scene.refuse("not_graded", { lot: lot.no });
  mustBeInYard(scene, lot);
  return judge(scene, lot, judgement, reason);
}

async function judge(scene: IntakeScene, lot: LockedLot, judgement: Judgement, reason: string): Promise<LotCard> {
  const { tx, actor, ask, emit } = scene;
  if (judgement.photoId !== null) await ask(files.actions.photo, { photoId: judgement.photoId });
  const seq = await nextSeq(scene, "intake.grading", lot.id);
  await tx.insertInto("intake.grading").values({
    lot_id: lot.id, seq, grade: judgement.grade, attributes: JSON.stringify(judgement.attributes), defects: [...judgement.defects],
    photo_id: judgement.photoId, reason, ...signature(scene),
  }).execute();
  if (lot.grade !== null) await ask(lots.actions.move, { lotId: lot.id, kind: "regrade", quantity: 0, cause: "regrade", causeId: `${lot.id}:${seq}`, reason: `${lot.grade} → ${judgement.grade} ${reason}`.trim() });
  await ask(lots.actions.change, { lotId: lot.id, grade: judgement.grade, ...(judgement.photoId === null ? {} : { photoId: judgement.photoId }) });
  await emit("lotGraded", { lotId: lot.id, no: lot.no, growerId: lot.grower_id, itemId: lot.item_id, grade: judgement.grade, before: lot.grade });
  return cardOf(tx, actor, lot.id);
}

export async function refuseLot(scene: IntakeScene, lotId: string, reason: string): Promise<LotCard> {
  const { tx, actor, ask, emit, refuse } = scene;
  const lot = await lockedLot(scene, lotId);
  if (lot.state === "refused") return cardOf(tx, actor, lotId);
  if (lot.state === "cancelled" || lot.state === "closed" || (lot.state !== "expected" && lot.state !== "offered" && lot.on_hand === 0)) return refuse("lot_is_over", { lot: lot.no, state: lot.state });
  if (lot.state === "offered" || lot.held > 0) return refuse("already_offered", { lot: lot.no });
  if (lot.on_hand > 0) await ask(lots.actions.move, { lotId, kind: "take_back", quantity: lot.on_hand, cause: "refusal", causeId: lotId, reason });
  await ask(lots.actions.change, { lotId, status: lot.state === "expected" ? "cancelled" : "closed" });
  if (lot.state === "expected") {
    await ask(offers.actions.gone, { lotId, reason });
    await ask(contracts.actions.gone, { lotId, reason });
  }
  await tx.insertInto("intake.refusal").values({ lot_id: lotId, quantity: lot.on_hand, reason, ...signature(scene) }).execute();
  await emit("lotRefused", { lotId, no: lot.no, growerId: lot.grower_id, quantity: lot.on_hand, reason });
  return cardOf(tx, actor, lotId);
}

/** Received, perhaps graded, and not yet on a clock: what is announced to buyers is not changed under their hands. */
function mustBeInYard({ refuse }: IntakeScene, lot: LockedLot, { evenEmpty = false, evenPromised = false } = {}): void {
  if (lot.state === "expected") refuse("not_received", { lot: lot.no });
  if (lot.state === "offered" || (lot.held > 0 && !evenPromised)) refuse("already_offered", { lot: lot.no });
  if (lot.state !== "received" && lot.state !== "graded") refuse("lot_is_over", { lot: lot.no, state: lot.state });
  if (!evenEmpty && lot.on_hand === 0) refuse("lot_is_over", { lot: lot.no, state: lot.state });
}

async function nextSeq({ tx }: IntakeScene, table: "intake.recount" | "intake.grading", lotId: string): Promise<number> {
  const row = await tx.selectFrom(table).select((of) => of.fn.max("seq").as("last")).where("lot_id", "=", lotId).executeTakeFirst();
  return Number(row?.last ?? 0) + 1;
}
