import { lots } from "../../kernel/lots/contract.ts";
import { hear, type Handlers } from "../../kernel/machinery/module.ts";
import { settlement } from "../settlement/contract.ts";
import { offers } from "./contract.ts";
import type { OffersScene } from "./lines.ts";
import { tellOrder } from "./purchases.ts";
import { cutFairly, presaleQuantity } from "./rules.ts";
import { addTaken, CAUSE, moveCredit, tellStock } from "./stock.ts";
import type { Tables } from "./store.ts";

type Noun = Pick<Handlers<typeof offers, Tables>, "promised" | "arrived" | "gone">;
/** Sales booked in one transaction; an order of a thousand lines takes several, and nobody waits for it. */
const SALES_A_STEP = 100;

/** An order's lines become sales behind its back: each step books some, and says so when more is left. */
export const bookingHeard = hear<Tables, typeof offers, "bookingDue">(offers, "bookingDue", async (scene, { payload }) => {
  const { tx, emit } = scene;
  const more = await bookStep(scene as unknown as OffersScene, payload.orderId);
  if (more) await emit("bookingDue", payload);
  else if ((await tx.selectFrom("offers.purchase").select("id").where("id", "=", payload.orderId).executeTakeFirst()) !== undefined) await tellOrder(scene as unknown as OffersScene, payload.orderId);
});

async function bookStep(scene: OffersScene, orderId: string): Promise<boolean> {
  const { tx, ask, now } = scene;
  const wanted = tx.selectFrom("offers.part as p").innerJoin("offers.purchase_line as pl", "pl.id", "p.purchase_line_id").where("pl.purchase_id", "=", orderId).where("pl.state", "=", "confirmed").where("p.state", "=", "held").orderBy("p.lot_id").limit(SALES_A_STEP);
  await tx.selectFrom("kernel.lot").select("id").where("id", "in", wanted.select("p.lot_id")).orderBy("id").forUpdate().execute();
  const order = await tx.selectFrom("offers.purchase").select(["id", "buyer_id", "currency"]).where("id", "=", orderId).forUpdate().executeTakeFirst();
  if (order === undefined) return false;
  const parts = await wanted.select(["p.id", "p.lot_id", "p.quantity", "pl.price", "pl.kind", "pl.business_date"]).execute();
  let booked = 0;
  for (const part of parts) {
    const { sale } = await ask(settlement.actions.recordSale, {
      channel: part.kind, lotId: part.lot_id, buyerId: order.buyer_id, quantity: part.quantity, price: part.price, currency: order.currency, fromHold: true, creditHeld: true,
      ...(part.business_date === null ? {} : { businessDate: part.business_date }), cause: CAUSE, causeId: part.id,
    });
    await tx.updateTable("offers.part").set({ state: "sold", sale_id: sale.id }).where("id", "=", part.id).execute();
    booked += sale.gross;
  }
  // The sale has turned this much of the hold into a debt; it is no longer the purchase's to give back.
  if (booked > 0) await tx.updateTable("offers.purchase").set((of) => ({ credit_held: of("credit_held", "-", booked) })).where("id", "=", orderId).execute();
  await tx.updateTable("offers.purchase_line as pl").set({ state: "booked", changed_at: now }).where("pl.purchase_id", "=", orderId).where("pl.state", "=", "confirmed")
    .where((of) => of.not(of.exists(of.selectFrom("offers.part as p").select("p.id").whereRef("p.purchase_line_id", "=", "pl.id").where("p.state", "in", ["held", "promised"])))).execute();
  return parts.length === SALES_A_STEP;
}

export const arrivalHandlers: Noun = {
  async promised({ tx }, { lotId }) {
    const row = await tx.selectFrom("offers.part").select((of) => of.fn.sum<string | null>("quantity").as("quantity")).where("lot_id", "=", lotId).where("state", "=", "promised").executeTakeFirst();
    return { quantity: Number(row?.quantity ?? 0) };
  },

  async arrived(scene, { lotId }) {
    const { tx, refuse } = scene;
    const lot = (await tx.selectFrom("kernel.lot").select(["on_hand", "held"]).where("id", "=", lotId).executeTakeFirst()) ?? refuse("not_found", { lot: lotId });
    const settled = await settlePromises(scene, lotId, lot.on_hand - lot.held, "");
    // The share counts from what is really there; what was promised beyond it stands as far as the whole lot reaches.
    const presale = await tx.selectFrom("offers.line").select(["id", "share", "taken"]).where("presale_lot", "=", lotId).where("state", "=", "open").forUpdate().executeTakeFirst();
    if (presale !== undefined) {
      const quantity = Math.max(1, presale.taken, presaleQuantity(lot.on_hand, presale.share!));
      await tx.updateTable("offers.line").set({ quantity }).where("id", "=", presale.id).execute();
    }
    const lines = await tx.selectFrom("offers.backing").select("line_id").where("lot_id", "=", lotId).execute();
    if (lines.length > 0) await tellStock(scene, [lotId], lines.map((line) => line.line_id));
    return settled;
  },

  async gone(scene, { lotId, reason }) {
    const { tx, now, emit } = scene;
    const { promised } = await settlePromises(scene, lotId, 0, reason);
    // A line that other lots still stand behind goes on with them.
    const ended = await tx.updateTable("offers.line as l").set({ state: "ended", changed_at: now }).where("l.state", "=", "open")
      .where((of) => of.exists(of.selectFrom("offers.backing as b").select("b.lot_id").whereRef("b.line_id", "=", "l.id").where("b.lot_id", "=", lotId)))
      .where((of) => of.not(of.exists(of.selectFrom("offers.backing as b").select("b.lot_id").whereRef("b.line_id", "=", "l.id").where("b.lot_id", "<>", lotId)))).returning(["id", "kind", "grower_id", "item_id"]).execute();
    for (const line of ended) await emit("lineChanged", { lineId: line.id, kind: line.kind, growerId: line.grower_id, itemId: line.item_id, state: "ended" });
    return { promised };
  },
};

/** Promises of a lot meet what is there: orders first, then carts; where it is short, each group is cut in proportion. */
async function settlePromises(scene: OffersScene, lotId: string, available: number, reason: string): Promise<{ promised: number; kept: number }> {
  const claims = await scene.tx.selectFrom("offers.part as p").innerJoin("offers.purchase_line as pl", "pl.id", "p.purchase_line_id").innerJoin("offers.purchase as o", "o.id", "pl.purchase_id")
    .select(["p.id", "p.quantity", "pl.id as purchase_line_id", "pl.line_id", "pl.price", "pl.state", "pl.grower_id", "o.id as order_id", "o.buyer_id", "o.currency", "o.placed_at"])
    .where("p.lot_id", "=", lotId).where("p.state", "=", "promised").orderBy("o.placed_at").orderBy("p.id").execute();
  if (claims.length === 0) return { promised: 0, kept: 0 };
  // The lot is locked: whoever changes a promise of it waits for us, so the claims stand while their purchases are locked by id.
  await scene.tx.selectFrom("offers.purchase").select("id").where("id", "in", claims.map((claim) => claim.order_id)).orderBy("id").forUpdate().execute();
  const [orders, carts] = [claims.filter((claim) => claim.placed_at !== null), claims.filter((claim) => claim.placed_at === null)];
  const forOrders = cutFairly(orders.map((claim) => claim.quantity), available);
  const rest = available - forOrders.reduce((sum, one) => sum + one, 0);
  const keeps = [...forOrders, ...cutFairly(carts.map((claim) => claim.quantity), rest)];
  for (const [index, claim] of [...orders, ...carts].entries()) await keep(scene, lotId, claim, keeps[index]!, reason);
  for (const orderId of new Set(claims.map((claim) => claim.order_id))) {
    await tellOrder(scene, orderId);
    await scene.emit("bookingDue", { orderId });
  }
  return { promised: claims.reduce((sum, claim) => sum + claim.quantity, 0), kept: keeps.reduce((sum, one) => sum + one, 0) };
}

interface Claim {
  readonly id: string;
  readonly quantity: number;
  readonly purchase_line_id: string;
  readonly line_id: string;
  readonly price: number;
  readonly state: string;
  readonly grower_id: string;
  readonly order_id: string;
  readonly buyer_id: string;
  readonly currency: string;
  readonly placed_at: Date | null;
}

/** One promise: what is kept of it is held on the lot, what is cut is given back and the buyer told. */
async function keep(scene: OffersScene, lotId: string, claim: Claim, kept: number, reason: string): Promise<void> {
  const { tx, ask, now, newId, businessDate, emit } = scene;
  const cut = claim.quantity - kept;
  if (kept > 0) {
    await ask(lots.actions.move, { lotId, kind: "hold", quantity: kept, cause: CAUSE, causeId: claim.id });
    await tx.updateTable("offers.part").set({ state: "held", quantity: kept }).where("id", "=", claim.id).execute();
    await tx.updateTable("offers.purchase_line").set({ business_date: businessDate }).where("id", "=", claim.purchase_line_id).execute();
  } else await tx.updateTable("offers.part").set({ state: "cut" }).where("id", "=", claim.id).execute();
  if (cut === 0) return;
  if (kept > 0) await tx.insertInto("offers.part").values({ id: newId(), purchase_line_id: claim.purchase_line_id, lot_id: lotId, quantity: cut, state: "cut", sale_id: null }).execute();
  // A cart was no order yet: what it loses is only gone from it, and it can be filled again.
  const ordered = claim.placed_at !== null;
  const { quantity } = await tx.updateTable("offers.purchase_line").set((of) => ({ quantity: of("quantity", "-", cut), cut: of("cut", "+", ordered ? cut : 0), reason, changed_at: now }))
    .where("id", "=", claim.purchase_line_id).returning("quantity").executeTakeFirstOrThrow();
  if (quantity === 0) await tx.updateTable("offers.purchase_line").set({ state: ordered ? "short" : "expired" }).where("id", "=", claim.purchase_line_id).execute();
  await addTaken(scene, new Map([[claim.line_id, -cut]]));
  await moveCredit(scene, { id: claim.order_id, buyer_id: claim.buyer_id, currency: claim.currency }, -cut * claim.price);
  if (ordered) await emit("orderShort", { orderId: claim.order_id, orderLineId: claim.purchase_line_id, buyerId: claim.buyer_id, growerId: claim.grower_id, lotId, cut, left: quantity });
}
