import { NOBODY } from "../../kernel/machinery/module.ts";
import { ledger } from "../../kernel/ledger/contract.ts";
import { lots } from "../../kernel/lots/contract.ts";
import type { OffersScene } from "./lines.ts";
import { packingOf, stepOf } from "./lines.ts";
import { takeFrom, type PriceStep } from "./rules.ts";

/**
 * Holding and giving back. Everything that moves stock takes its locks in one order: lots by id (every lot behind the lines
 * concerned, so that who meets at a line has met at a lot before), purchases, supply lines by id, credit. The clock, intake and
 * settlement begin with the lot too.
 */

/** What the movements of stock and credit name as their cause. */
export const CAUSE = "offers";

export interface LockedLine {
  readonly id: string;
  readonly kind: "presale" | "catalogue" | "offer";
  readonly growerId: string;
  readonly itemId: string;
  readonly price: number;
  readonly currency: string;
  readonly quantity: number;
  taken: number;
  readonly minQuantity: number;
  readonly from: Date;
  readonly until: Date;
  readonly ended: boolean;
  readonly buyerId: string | null;
  readonly groupId: string | null;
  readonly requestId: string | null;
  readonly byHand: boolean;
  readonly unit: string;
  readonly packing: Readonly<Record<string, number>>;
  readonly steps: readonly PriceStep[];
  readonly lots: readonly LockedLot[];
}
export interface LockedLot {
  readonly id: string;
  readonly no: string;
  readonly status: string;
  /** What can still be promised of it, kept true through this transaction. */
  left: number;
}

/** Locks every lot behind these supply lines and behind what these purchases still hold, before anything else is locked. */
export async function lockLotsOf({ tx }: Pick<OffersScene, "tx">, { lineIds = [], purchaseIds = [] }: { lineIds?: readonly string[]; purchaseIds?: readonly string[] }): Promise<void> {
  const live = tx.selectFrom("offers.purchase_line as pl").where("pl.purchase_id", "in", [NOBODY, ...purchaseIds]).where("pl.state", "in", ["reserved", "placed", "confirmed"]);
  await tx.selectFrom("kernel.lot as lot").select("lot.id").where((of) => of.or([
    of("lot.id", "in", of.selectFrom("offers.backing as b").select("b.lot_id").where((or) => or.or([or("b.line_id", "in", [NOBODY, ...lineIds]), or("b.line_id", "in", live.select("pl.line_id"))]))),
    of("lot.id", "in", of.selectFrom("offers.part as p").select("p.lot_id").where("p.state", "in", ["promised", "held"]).where("p.purchase_line_id", "in", live.select("pl.id"))),
  ])).orderBy("lot.id").forUpdate().execute();
}

/** The lines with everything a purchase needs, locked until the transaction ends; the lots behind them have been locked before. */
export async function lockLines({ tx }: OffersScene, lineIds: readonly string[]): Promise<Map<string, LockedLine>> {
  if (lineIds.length === 0) return new Map();
  const rows = await tx.selectFrom("offers.line as l").innerJoin("kernel.trade_item as i", "i.id", "l.item_id").selectAll("l").select(["i.unit", "i.packing"])
    .where("l.id", "in", lineIds).orderBy("l.id").forUpdate("l").execute();
  const ids = rows.map((row) => row.id);
  if (ids.length === 0) return new Map();
  const backings = await tx.selectFrom("offers.backing").selectAll().where("line_id", "in", ids).orderBy("place").execute();
  const steps = await tx.selectFrom("offers.price_step").selectAll().where("line_id", "in", ids).execute();
  const locked = await lotsNow({ tx }, [...new Set(backings.map((one) => one.lot_id))]);
  const backingBy = Map.groupBy(backings, (one) => one.line_id);
  const stepsBy = Map.groupBy(steps, (one) => one.line_id);
  return new Map(rows.map((row) => [row.id, {
    id: row.id, kind: row.kind, growerId: row.grower_id, itemId: row.item_id, price: row.price, currency: row.currency, quantity: row.quantity, taken: row.taken, minQuantity: row.min_quantity,
    from: row.from_at, until: row.until_at, ended: row.state === "ended", buyerId: row.buyer_id, groupId: row.group_id, requestId: row.request_id, byHand: row.by_hand,
    unit: row.unit, packing: packingOf(row.packing), steps: (stepsBy.get(row.id) ?? []).map(stepOf),
    lots: (backingBy.get(row.id) ?? []).map((one) => locked.get(one.lot_id)!),
  }]));
}

export async function lockLots({ tx }: Pick<OffersScene, "tx">, lotIds: readonly string[]): Promise<Map<string, LockedLot>> {
  if (lotIds.length === 0) return new Map();
  await tx.selectFrom("kernel.lot").select("id").where("id", "in", lotIds).orderBy("id").forUpdate().execute();
  return lotsNow({ tx }, lotIds);
}

/** Asked after the locks are had, so that what others did while we waited is counted. */
async function lotsNow({ tx }: Pick<OffersScene, "tx">, lotIds: readonly string[]): Promise<Map<string, LockedLot>> {
  if (lotIds.length === 0) return new Map();
  const rows = await tx.selectFrom("offers.lot_left as s").innerJoin("kernel.lot as lot", "lot.id", "s.lot_id").select(["s.lot_id", "s.stock", "lot.no", "lot.status"]).where("s.lot_id", "in", lotIds).execute();
  return new Map(rows.map((row) => [row.lot_id, { id: row.lot_id, no: row.no, status: row.status, left: row.stock }]));
}

export interface NewPart {
  readonly id: string;
  readonly purchase_line_id: string;
  readonly lot_id: string;
  readonly quantity: number;
  readonly state: "promised" | "held";
  readonly sale_id: null;
}

/** Takes a quantity of a line for a purchase line: held on lots that are there, promised of lots that are still to come. */
export async function take(scene: OffersScene, line: LockedLine, purchaseLineId: string, quantity: number): Promise<NewPart[]> {
  const { ask, refuse, newId } = scene;
  const left = Math.max(0, Math.min(line.quantity - line.taken, line.lots.reduce((sum, lot) => sum + Math.max(0, lot.left), 0)));
  const takes = quantity > left ? null : takeFrom(line.lots.map((lot) => ({ lotId: lot.id, left: lot.left })), quantity);
  if (takes === null) return refuse("not_enough_left", { left, asked: quantity });
  const parts: NewPart[] = [];
  for (const one of takes) {
    const lot = line.lots.find(({ id }) => id === one.lotId)!;
    const id = newId();
    if (lot.status !== "declared") await ask(lots.actions.move, { lotId: lot.id, kind: "hold", quantity: one.quantity, cause: CAUSE, causeId: id });
    lot.left -= one.quantity;
    parts.push({ id, purchase_line_id: purchaseLineId, lot_id: lot.id, quantity: one.quantity, state: lot.status === "declared" ? "promised" : "held", sale_id: null });
  }
  line.taken += quantity;
  return parts;
}

/** Gives back what is held or promised for these purchase lines; says which lots and how much of which supply line. */
export async function giveBack(scene: OffersScene, purchaseLineIds: readonly string[]): Promise<{ lotIds: string[]; byLine: Map<string, number> }> {
  const { tx, ask } = scene;
  const byLine = new Map<string, number>();
  if (purchaseLineIds.length === 0) return { lotIds: [], byLine };
  const parts = await tx.selectFrom("offers.part as p").innerJoin("offers.purchase_line as pl", "pl.id", "p.purchase_line_id").selectAll("p").select("pl.line_id")
    .where("p.purchase_line_id", "in", purchaseLineIds).where("p.state", "in", ["promised", "held"]).orderBy("p.lot_id").execute();
  for (const part of parts) {
    if (part.state === "held") await ask(lots.actions.move, { lotId: part.lot_id, kind: "release", quantity: part.quantity, cause: CAUSE, causeId: part.id });
    byLine.set(part.line_id, (byLine.get(part.line_id) ?? 0) + part.quantity);
  }
  if (parts.length > 0) await tx.updateTable("offers.part").set({ state: "released" }).where("id", "in", parts.map((part) => part.id)).execute();
  await addTaken(scene, new Map([...byLine].map(([lineId, quantity]) => [lineId, -quantity])));
  return { lotIds: [...new Set(parts.map((part) => part.lot_id))], byLine };
}

/** Writes how much more (or less) of each supply line is taken; by id, so that two purchases meet in one order. */
export async function addTaken({ tx }: OffersScene, changes: ReadonlyMap<string, number>): Promise<void> {
  for (const [lineId, change] of [...changes].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    if (change !== 0) await tx.updateTable("offers.line").set((of) => ({ taken: of("taken", "+", change) })).where("id", "=", lineId).execute();
  }
}

/** Holds more of the buyer's credit for a purchase, or gives some back; each change once, by its number. */
export async function moveCredit({ tx, ask }: OffersScene, purchase: { id: string; buyer_id: string; currency: string }, change: number): Promise<void> {
  if (change === 0) return;
  const { credit_moves } = await tx.updateTable("offers.purchase").set((of) => ({ credit_held: of("credit_held", "+", change), credit_moves: of("credit_moves", "+", 1) }))
    .where("id", "=", purchase.id).returning("credit_moves").executeTakeFirstOrThrow();
  const movement = { partyId: purchase.buyer_id, currency: purchase.currency, amount: Math.abs(change), cause: CAUSE, causeId: `${purchase.id}:${credit_moves}` };
  await ask(change > 0 ? ledger.actions.hold : ledger.actions.release, movement);
}

/** Tells screens that some figures are others now. */
export async function tellStock({ emit }: OffersScene, lotIds: Iterable<string>, lineIds: Iterable<string>): Promise<void> {
  const [lotsChanged, linesChanged] = [[...new Set(lotIds)], [...new Set(lineIds)]];
  if (lotsChanged.length + linesChanged.length > 0) await emit("stockChanged", { lotIds: lotsChanged, lineIds: linesChanged });
}
