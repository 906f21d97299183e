import { lots } from "../../kernel/lots/contract.ts";
import type { Shelf } from "./rules.ts";
import type { StallScene } from "./right.ts";
import { signature } from "./right.ts";
import type { StallRow } from "./store.ts";

export interface Goods {
  readonly itemId: string;
  readonly zh: string;
  readonly lotNo: string | null;
}

/** The lots of an item at a stall with something free, oldest arrival first; or the one lot that was scanned. */
export async function shelfOf({ tx, refuse }: StallScene, stall: StallRow, { itemId, lotNo }: Goods): Promise<Shelf[]> {
  let found = tx.selectFrom("stall.arrival as a").innerJoin("kernel.lot as l", "l.id", "a.lot_id").select(["l.id", "l.no", "l.on_hand", "l.held"])
    .where("a.stall_id", "=", stall.id).where("a.item_id", "=", itemId);
  if (lotNo !== null) found = found.where("l.no", "=", lotNo);
  else found = found.whereRef("l.on_hand", ">", "l.held");
  const rows = await found.orderBy("a.at").orderBy("l.id").execute();
  if (lotNo !== null && rows.length === 0) return refuse("unknown_lot", { lot: lotNo });
  return rows.map((row) => ({ lotId: row.id, free: row.on_hand - row.held }));
}

export const freeOn = (shelf: readonly Shelf[]): number => shelf.reduce((sum, lot) => sum + lot.free, 0);

/** What is there but not in the books: counted up on the lot that came last, or on a lot of its own when the item never came. */
export async function countUp(scene: StallScene, stall: StallRow, goods: Goods, missing: number, why: { readonly cause: string; readonly causeId: string; readonly reason: string }): Promise<string> {
  const { tx, ask } = scene;
  let found = tx.selectFrom("stall.arrival as a").innerJoin("kernel.lot as l", "l.id", "a.lot_id").select("l.id").where("a.stall_id", "=", stall.id).where("a.item_id", "=", goods.itemId);
  if (goods.lotNo !== null) found = found.where("l.no", "=", goods.lotNo);
  const last = await found.orderBy("a.at", "desc").orderBy("l.id", "desc").limit(1).executeTakeFirst();
  const lotId = last?.id ?? (await openFound(scene, stall, goods.itemId, missing, why.reason));
  await ask(lots.actions.move, { lotId, kind: "count_up", quantity: missing, ...why });
  return lotId;
}

async function openFound(scene: StallScene, stall: StallRow, itemId: string, quantity: number, reason: string): Promise<string> {
  const { tx, ask } = scene;
  const lot = await ask(lots.actions.create, { itemId, growerId: stall.party_id, declared: quantity, note: reason });
  await ask(lots.actions.change, { lotId: lot.id, status: "received" });
  await tx.insertInto("stall.arrival").values({ lot_id: lot.id, arrival_id: null, stall_id: stall.id, item_id: itemId, kind: "found", purchase_price: null, source: "", sale_id: null, ...signature(scene) }).execute();
  return lot.id;
}

