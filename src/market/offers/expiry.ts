import { NOBODY } from "../../kernel/machinery/module.ts";
import { type OffersScene } from "./lines.ts";
import { tellOrder } from "./purchases.ts";
import { giveBack, lockLotsOf, moveCredit, tellStock } from "./stock.ts";

/** Things that run out are looked for this often, and when somebody wants what they hold. */
export const EXPIRE_EVERY_MS = 5_000;
/** In one transaction, so that a long night is worked off in steps. */
const AT_ONCE = 20;

type Purchase = { id: string; buyer_id: string; currency: string };

/** Gives back what a cart holds that ran out; its lines stay to be seen and to be asked for again. */
export async function expirePurchase(scene: OffersScene, purchase: Purchase): Promise<void> {
  const rows = await scene.tx.selectFrom("offers.purchase_line").select(["id", "line_id", "quantity", "price"]).where("purchase_id", "=", purchase.id).where("state", "=", "reserved").execute();
  await endLines(scene, purchase, rows, { state: "expired" });
}

type EndedLine = { id: string; line_id: string; quantity: number; price: number };

/** Ends lines of a purchase: stock and credit go back, the lines stay to be seen with nothing on them. */
export async function endLines(scene: OffersScene, purchase: Purchase, rows: readonly EndedLine[], { state, reason = "" }: { state: "expired" | "cancelled"; reason?: string }): Promise<void> {
  const { tx, now } = scene;
  if (rows.length === 0) return;
  const { lotIds } = await giveBack(scene, rows.map((row) => row.id));
  await tx.updateTable("offers.purchase_line").set({ state, quantity: 0, reason, changed_at: now }).where("id", "in", rows.map((row) => row.id)).execute();
  await moveCredit(scene, purchase, -rows.reduce((sum, row) => sum + row.quantity * row.price, 0));
  await tellStock(scene, lotIds, rows.map((row) => row.line_id));
  await tellOrder(scene, purchase.id);
}

/** Carts that ran out: all of them, or those that hold what these lines stand on. */
export async function deadCarts({ tx, now }: OffersScene, onLines?: readonly string[]): Promise<string[]> {
  let due = tx.selectFrom("offers.purchase as p").select("p.id").where("p.state", "=", "cart").where("p.expires_at", "<=", now);
  if (onLines !== undefined) {
    due = due.where((of) => of.exists(of.selectFrom("offers.purchase_line as pl").innerJoin("offers.part as part", "part.purchase_line_id", "pl.id").innerJoin("offers.backing as b", "b.lot_id", "part.lot_id")
      .select("part.id").whereRef("pl.purchase_id", "=", "p.id").where("part.state", "in", ["promised", "held"]).where("b.line_id", "in", [NOBODY, ...onLines])));
  }
  return (await due.orderBy("p.expires_at").limit(AT_ONCE).execute()).map((row) => row.id);
}

/** Expires these carts, whose lots are locked. One that somebody works on just now is left to him. */
export async function expireCarts(scene: OffersScene, ids: readonly string[]): Promise<number> {
  if (ids.length === 0) return 0;
  const rows = await scene.tx.selectFrom("offers.purchase as p").select(["p.id", "p.buyer_id", "p.currency"]).where("p.id", "in", ids).where("p.state", "=", "cart").where("p.expires_at", "<=", scene.now)
    .orderBy("p.id").forUpdate("p").skipLocked().execute();
  for (const row of rows) await expirePurchase(scene, row);
  return rows.length;
}

/** Lines whose grower did not answer in time. */
async function expireUnanswered(scene: OffersScene): Promise<number> {
  const { tx, now } = scene;
  const late = await tx.selectFrom("offers.purchase_line").select("purchase_id").distinct().where("state", "=", "placed").where("answer_by", "<=", now).limit(AT_ONCE).execute();
  if (late.length === 0) return 0;
  const ids = late.map((row) => row.purchase_id);
  await lockLotsOf(scene, { purchaseIds: ids });
  const due = await tx.selectFrom("offers.purchase as p").select(["p.id", "p.buyer_id", "p.currency"]).where("p.id", "in", ids).orderBy("p.id").forUpdate("p").skipLocked().execute();
  for (const purchase of due) {
    const rows = await tx.selectFrom("offers.purchase_line").select(["id", "line_id", "quantity", "price"]).where("purchase_id", "=", purchase.id).where("state", "=", "placed").where("answer_by", "<=", now).execute();
    await endLines(scene, purchase, rows, { state: "expired" });
  }
  return due.length;
}

async function expireRequests({ tx, now, emit }: OffersScene): Promise<number> {
  const rows = await tx.updateTable("offers.request").set({ state: "expired" }).where("state", "=", "open").where("until_at", "<=", now).returning(["id", "no", "buyer_id", "state"]).execute();
  for (const row of rows) await emit("requestChanged", { requestId: row.id, no: row.no, buyerId: row.buyer_id, state: row.state });
  return rows.length;
}

/** Everything that has run out by now. */
export async function expireAll(scene: OffersScene): Promise<number> {
  const dead = await deadCarts(scene);
  if (dead.length > 0) await lockLotsOf(scene, { purchaseIds: dead });
  const carts = await expireCarts(scene, dead);
  // One kind of work in a transaction: the next run does the next.
  return carts > 0 ? carts : (await expireUnanswered(scene)) + (await expireRequests(scene));
}
