import { lots } from "../../kernel/lots/contract.ts";
import { catalogue } from "../../kernel/catalogue/contract.ts";
import { files } from "../../kernel/files/contract.ts";
import { batches } from "../../growing/batches/contract.ts";
import { contracts } from "../contracts/contract.ts";
import { offers } from "../offers/contract.ts";
import { cardOf, growerFor, lockedLot, signature, type IntakeScene, type LockedLot } from "./cards.ts";
import type { LotCard } from "./contract.ts";
import { MAX_DAYS_AHEAD, dayFits, readQuantity } from "./rules.ts";

export interface Declaration {
  readonly growerId?: string | undefined;
  readonly itemId: string;
  readonly quantity: string;
  readonly floorPrice: number | null;
  readonly photoId: string | null;
  readonly note: string;
  readonly potExtra?: boolean | undefined;
  readonly plannedOn?: string | undefined;
  readonly batchId?: string | undefined;
}

export interface Change {
  readonly quantity?: string | undefined;
  readonly floorPrice?: number | null | undefined;
  readonly photoId?: string | null | undefined;
  readonly note?: string | undefined;
  readonly plannedOn?: string | undefined;
}

export async function declareLot(scene: IntakeScene, input: Declaration): Promise<LotCard> {
  const { tx, actor, ask, emit, businessDate } = scene;
  const growerId = growerFor(scene, input.growerId);
  await checkGrower(scene, growerId);
  const plannedOn = checkDay(scene, input.plannedOn ?? businessDate);
  const item = await ask(catalogue.actions.item, { itemId: input.itemId });
  const quantity = quantityOf(scene, input.quantity, item.unit, item.packing);
  if (input.photoId !== null) await ask(files.actions.photo, { photoId: input.photoId });
  const lot = await ask(lots.actions.create, {
    itemId: item.id, growerId, declared: quantity, floorPrice: input.floorPrice, photoId: input.photoId, note: input.note, potExtra: input.potExtra ?? item.potExtra,
  });
  const declaredAs = actor.system ? "system" : actor.partyId !== growerId ? "staff" : actor.delegate ? "delegate" : "grower";
  await tx.insertInto("intake.declaration").values({ lot_id: lot.id, planned_on: plannedOn, written: input.quantity, declared_as: declaredAs, ...signature(scene) }).execute();
  if (input.batchId !== undefined) await ask(batches.actions.bring, { batchId: input.batchId, lotId: lot.id });
  await emit("lotDeclared", { lotId: lot.id, no: lot.no, growerId, itemId: item.id, quantity, unit: item.unit, plannedOn });
  return cardOf(tx, actor, lot.id);
}

export async function changeLot(scene: IntakeScene, lotId: string, change: Change): Promise<LotCard> {
  const { tx, actor, ask, emit, refuse } = scene;
  const lot = await lockedLot(scene, lotId);
  mustBeExpected(scene, lot);
  const declared = change.quantity === undefined ? lot.declared : quantityOf(scene, change.quantity, lot.unit, lot.packing);
  const changed = [
    ...(declared !== lot.declared || (change.quantity ?? lot.written) !== lot.written ? ["quantity"] : []),
    ...(change.floorPrice !== undefined && change.floorPrice !== lot.floor_price ? ["floorPrice"] : []),
    ...(change.photoId !== undefined && change.photoId !== lot.photo_id ? ["photo"] : []),
    ...(change.note !== undefined && change.note !== lot.note ? ["note"] : []),
    ...(change.plannedOn !== undefined && change.plannedOn !== lot.planned_on ? ["plannedOn"] : []),
  ];
  if (changed.length === 0) return cardOf(tx, actor, lotId);
  if (declared < lot.declared) {
    const { quantity: promised } = await ask(offers.actions.promised, { lotId });
    if (declared < promised) return refuse("promised_already", { lot: lot.no, promised });
  }
  if (change.photoId != null && changed.includes("photo")) await ask(files.actions.photo, { photoId: change.photoId });
  if (changed.includes("plannedOn")) checkDay(scene, change.plannedOn!);
  await ask(lots.actions.change, { lotId, declared, floorPrice: change.floorPrice, photoId: change.photoId, note: change.note });
  await tx.updateTable("intake.declaration").set({ planned_on: change.plannedOn ?? lot.planned_on, written: change.quantity ?? lot.written }).where("lot_id", "=", lotId).execute();
  await emit("lotChanged", { lotId, no: lot.no, growerId: lot.grower_id, changed });
  return cardOf(tx, actor, lotId);
}

export async function cancelLot(scene: IntakeScene, lotId: string, reason: string): Promise<LotCard> {
  const { tx, actor, ask, emit, refuse } = scene;
  const lot = await lockedLot(scene, lotId);
  if (lot.state === "cancelled") return cardOf(tx, actor, lotId);
  if (lot.state !== "expected") return refuse("already_received", { lot: lot.no, state: lot.state });
  await ask(lots.actions.change, { lotId, status: "cancelled" });
  await ask(offers.actions.gone, { lotId, reason });
  await ask(contracts.actions.gone, { lotId, reason });
  await emit("lotCancelled", { lotId, no: lot.no, growerId: lot.grower_id, reason });
  return cardOf(tx, actor, lotId);
}

export function mustBeExpected({ refuse }: IntakeScene, lot: LockedLot): void {
  if (lot.state === "cancelled" || lot.state === "refused" || lot.state === "closed") refuse("lot_is_over", { lot: lot.no, state: lot.state });
  if (lot.state !== "expected") refuse("already_received", { lot: lot.no, state: lot.state });
}

export function quantityOf({ refuse }: IntakeScene, written: string, unit: string, packing: Readonly<Record<string, number>>, least = 1): number {
  const read = readQuantity(written, unit, packing, least);
  return read.ok ? read.quantity : refuse("bad_quantity", { written, fault: read.fault, why: read.message });
}

function checkDay({ refuse, businessDate }: IntakeScene, plannedOn: string): string {
  return dayFits(plannedOn, businessDate) ? plannedOn : refuse("day_out_of_range", { day: plannedOn, today: businessDate, ahead: MAX_DAYS_AHEAD });
}

async function checkGrower({ tx, refuse }: IntakeScene, growerId: string): Promise<void> {
  const party = await tx.selectFrom("kernel.party").select(["name", "roles", "status"]).where("id", "=", growerId).executeTakeFirst();
  if (party === undefined) return refuse("not_found", { grower: growerId });
  if (!party.roles.includes("grower")) refuse("not_a_grower", { name: party.name });
  if (party.status === "suspended") refuse("grower_suspended", { name: party.name });
}
