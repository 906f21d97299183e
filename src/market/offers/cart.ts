import { ledger } from "../../kernel/ledger/contract.ts";
import type { Handlers } from "../../kernel/machinery/module.ts";
import type { offers } from "./contract.ts";
import { deadCarts, expireCarts, expirePurchase } from "./expiry.ts";
import { groupsOf, type OffersScene } from "./lines.ts";
import { headOf, newestLapsed, purchaseOf } from "./purchases.ts";
import { MAX_CART_MINUTES, MAX_LINES_A_CART, priceFor, purchaseState, readQuantity } from "./rules.ts";
import { marketOf, nextNumber, settingsOf } from "./settings.ts";
import { addTaken, giveBack, lockLines, lockLotsOf, moveCredit, take, tellStock, type LockedLine, type NewPart } from "./stock.ts";
import type { Tables } from "./store.ts";

type Noun = Pick<Handlers<typeof offers, Tables>, "cart" | "reserve" | "reserveMany" | "emptyCart" | "place">;

export const cartHandlers: Noun = {
  async cart(scene) {
    const { tx, actor, ask, refuse } = scene;
    const buyerId = actor.partyId ?? refuse("not_allowed");
    const { currency } = await marketOf(tx);
    const { free } = await ask(ledger.actions.credit, { partyId: buyerId, currency });
    const row = await tx.selectFrom("offers.purchase").select("id").where("buyer_id", "=", buyerId).where("state", "=", "cart").executeTakeFirst();
    return { cart: row === undefined ? null : await purchaseOf(scene, row.id), lapsed: row === undefined ? await newestLapsed(scene, buyerId) : null, credit: { free, currency } };
  },

  async reserve(scene, want) {
    const cart = await putIntoCart(scene, [want]);
    return cart === null ? null : purchaseOf(scene, cart);
  },
  async reserveMany(scene, { lines }) {
    const cart = (await putIntoCart(scene, lines)) ?? scene.refuse("bad_quantity", { written: "0" });
    return headOf(scene, cart);
  },

  async emptyCart(scene) {
    const { tx, actor, refuse } = scene;
    const cart = await cartWithLots(scene, actor.partyId ?? refuse("not_allowed"));
    if (cart === undefined) return { lines: 0 };
    const rows = await tx.selectFrom("offers.purchase_line as pl").leftJoin("offers.part as p", "p.purchase_line_id", "pl.id").select(["pl.id", "pl.line_id", "p.lot_id"]).where("pl.purchase_id", "=", cart.id).execute();
    const lineIds = [...new Set(rows.map((row) => row.id))];
    await moveCredit(scene, cart, -(await forget(scene, lineIds)));
    await tx.deleteFrom("offers.purchase").where("id", "=", cart.id).execute();
    await tellStock(scene, rows.flatMap((row) => row.lot_id ?? []), rows.map((row) => row.line_id));
    return { lines: lineIds.length };
  },

  async place(scene, { note }) {
    const { tx, actor, now, businessDate, emit, refuse, refuseAndKeep } = scene;
    const cart = (await cartWithLots(scene, actor.partyId ?? refuse("not_allowed"), now)) ?? refuse("cart_empty");
    if (cart.expires_at! <= now) {
      await expirePurchase(scene, cart);
      return refuseAndKeep("cart_expired");
    }
    const { confirmHours } = await settingsOf(tx);
    await tx.updateTable("offers.purchase_line").set({ state: "confirmed", changed_at: now, business_date: businessDate }).where("purchase_id", "=", cart.id).where("state", "=", "reserved").execute();
    await tx.updateTable("offers.purchase_line").set({ state: "placed", answer_by: new Date(now.getTime() + confirmHours * 3_600_000) })
      .where("purchase_id", "=", cart.id).where("state", "=", "confirmed").where("line_id", "in", (of) => of.selectFrom("offers.line").select("id").where("by_hand", "=", true)).execute();
    const lines = await tx.selectFrom("offers.purchase_line").select(["state", "cut", "grower_id"]).where("purchase_id", "=", cart.id).execute();
    const no = await nextNumber(tx, "D", businessDate);
    const state = purchaseState(lines);
    await tx.updateTable("offers.purchase").set({ no, state, placed_at: now, note, account_id: actor.accountId, account_name: actor.accountName }).where("id", "=", cart.id).execute();
    await emit("orderChanged", { orderId: cart.id, no, buyerId: cart.buyer_id, growerIds: [...new Set(lines.map((line) => line.grower_id))], state });
    await emit("bookingDue", { orderId: cart.id });
    return headOf(scene, cart.id);
  },
};

export interface Want {
  readonly lineId: string;
  readonly quantity: string;
}
type CartRow = { id: string; buyer_id: string; currency: string; started_at: Date; expires_at: Date | null };

const lockedCart = ({ tx }: OffersScene, buyerId: string): Promise<CartRow | undefined> =>
  tx.selectFrom("offers.purchase").select(["id", "buyer_id", "currency", "started_at", "expires_at"]).where("buyer_id", "=", buyerId).where("state", "=", "cart").forUpdate().executeTakeFirst();

/** The cart and, before it, the lots of what it holds: always, or only when it has run out by then and will give them back. */
async function cartWithLots(scene: OffersScene, buyerId: string, ranOutBy?: Date): Promise<CartRow | undefined> {
  const cart = await scene.tx.selectFrom("offers.purchase").select(["id", "expires_at"]).where("buyer_id", "=", buyerId).where("state", "=", "cart").executeTakeFirst();
  if (cart !== undefined && (ranOutBy === undefined || cart.expires_at! <= ranOutBy)) await lockLotsOf(scene, { purchaseIds: [cart.id] });
  return lockedCart(scene, buyerId);
}

/** Reserves all of it or nothing; returns the cart, or null when nothing is left in it. */
export async function putIntoCart(scene: OffersScene, asked: readonly Want[]): Promise<string | null> {
  const { tx, actor, now, refuse } = scene;
  const wants = [...new Map(asked.map((want) => [want.lineId, want])).values()];
  const buyerId = actor.partyId ?? refuse("not_allowed");
  await mayBuy(scene, buyerId);
  const lineIds = wants.map((want) => want.lineId);
  const dead = await deadCarts(scene, lineIds);
  const own = await tx.selectFrom("offers.purchase").select("id").where("buyer_id", "=", buyerId).where("state", "=", "cart").where("expires_at", "<=", now).execute();
  await lockLotsOf(scene, { lineIds, purchaseIds: [...dead, ...own.map((row) => row.id)] });
  let cart = await lockedCart(scene, buyerId);
  if (cart !== undefined && cart.expires_at! <= now) {
    await expirePurchase(scene, cart);
    cart = undefined;
  }
  cart ??= await newCart(scene, buyerId);
  await expireCarts(scene, dead);
  let lines = await lockLines(scene, lineIds);
  const groups = await groupsOf(tx, buyerId);
  const before = await tx.selectFrom("offers.purchase_line").select(["id", "line_id", "place"]).where("purchase_id", "=", cart.id).where("state", "=", "reserved").where("line_id", "in", lineIds).execute();
  // Taken out first, so that what is changed may use what it gives back.
  const credit = await forget(scene, before.map((row) => row.id));
  if (before.length > 0) lines = await lockLines(scene, lineIds);
  const basket = await fill(scene, cart.id, { wants, lines, groups, buyerId, places: new Map(before.map((row) => [row.line_id, row.place])) });
  await moveCredit(scene, cart, basket.amount - credit);
  await tellStock(scene, basket.lotIds, lineIds);
  const { left } = await tx.selectFrom("offers.purchase_line").select((of) => of.fn.countAll<number>().as("left")).where("purchase_id", "=", cart.id).executeTakeFirstOrThrow();
  if (left > MAX_LINES_A_CART) return refuse("cart_full", { most: MAX_LINES_A_CART });
  if (left === 0) {
    await tx.deleteFrom("offers.purchase").where("id", "=", cart.id).execute();
    return null;
  }
  const { reserveMinutes } = await settingsOf(tx);
  const keeps = Math.min(now.getTime() + reserveMinutes * 60_000, cart.started_at.getTime() + MAX_CART_MINUTES * 60_000);
  await tx.updateTable("offers.purchase").set({ expires_at: new Date(keeps) }).where("id", "=", cart.id).execute();
  return cart.id;
}

export async function mayBuy({ tx, refuse }: OffersScene, buyerId: string): Promise<void> {
  const party = await tx.selectFrom("kernel.party").select(["name", "status"]).where("id", "=", buyerId).executeTakeFirst();
  if (party?.status === "suspended") refuse("buyer_suspended", { name: party.name });
}

async function newCart({ tx, actor, now, newId }: OffersScene, buyerId: string): Promise<CartRow> {
  const { currency } = await marketOf(tx);
  const row = { id: newId(), buyer_id: buyerId, currency, started_at: now, expires_at: now };
  await tx.insertInto("offers.purchase").values({ ...row, no: null, placed_at: null, account_id: actor.accountId, account_name: actor.accountName }).execute();
  return row;
}

interface Filling {
  readonly wants: readonly Want[];
  readonly lines: ReadonlyMap<string, LockedLine>;
  readonly groups: ReadonlySet<string>;
  readonly buyerId: string;
  /** Where lines that are only changed stood before. */
  readonly places: ReadonlyMap<string, number>;
}

async function fill(scene: OffersScene, purchaseId: string, { wants, lines, groups, buyerId, places }: Filling): Promise<{ amount: number; lotIds: Set<string> }> {
  const { tx, now, newId, refuse } = scene;
  const { last } = await tx.selectFrom("offers.purchase_line").select((of) => of.fn.coalesce(of.fn.max("place"), of.lit(0)).as("last")).where("purchase_id", "=", purchaseId).executeTakeFirstOrThrow();
  const rows = [];
  const parts: NewPart[] = [];
  const taken = new Map<string, number>();
  let amount = 0;
  // A line that was taken out to be changed comes back to its place; nobody else gets it meanwhile.
  let place = Math.max(Number(last), ...places.values());
  for (const want of wants) {
    const line = lines.get(want.lineId);
    if (line === undefined || !isFor(line, buyerId, groups)) return refuse("not_found", { line: want.lineId });
    const quantity = quantityOf(scene, line, want.quantity);
    if (quantity === 0) continue;
    mayTake(scene, line, buyerId, quantity);
    const { price, level, ofGroup } = priceFor(line.price, line.steps, line.packing, quantity, groups);
    if (!Number.isSafeInteger(amount + price * quantity)) return refuse("too_much_money", { quantity, price });
    const id = newId();
    parts.push(...(await take(scene, line, id, quantity)));
    taken.set(line.id, (taken.get(line.id) ?? 0) + quantity);
    amount += price * quantity;
    rows.push({
      id, purchase_id: purchaseId, place: places.get(line.id) ?? ++place, line_id: line.id, kind: line.kind, grower_id: line.growerId, item_id: line.itemId, written: want.quantity, ordered: quantity, quantity,
      price, level, group_price: ofGroup, state: "reserved" as const, answer_by: null, business_date: null, changed_at: now,
    });
  }
  if (rows.length > 0) {
    await tx.insertInto("offers.purchase_line").values(rows).execute();
    await tx.insertInto("offers.part").values(parts).execute();
    await addTaken(scene, taken);
  }
  return { amount, lotIds: new Set([...lines.values()].flatMap((line) => line.lots.map((lot) => lot.id))) };
}

export const isFor = (line: LockedLine, buyerId: string, groups: ReadonlySet<string>): boolean =>
  (line.buyerId === null && line.groupId === null) || line.buyerId === buyerId || (line.groupId !== null && groups.has(line.groupId)) || line.growerId === buyerId;

export function quantityOf({ refuse }: OffersScene, line: LockedLine, written: string): number {
  const read = readQuantity(written, line.unit, line.packing, 0);
  return read.ok ? read.quantity : refuse("bad_quantity", { written, fault: read.fault, why: read.message });
}

export function mayTake({ now, refuse }: OffersScene, line: LockedLine, buyerId: string, quantity: number): void {
  if (line.growerId === buyerId) refuse("own_line");
  if (line.ended || line.from > now || line.until <= now) refuse("not_open", { from: line.from.toISOString(), until: line.until.toISOString() });
  if (quantity < line.minQuantity) refuse("below_minimum", { least: line.minQuantity });
}

/** Takes lines out of a cart as if they had never been in it; the movements of stock keep the memory. Returns the money they stood for. */
async function forget(scene: OffersScene, lineIds: readonly string[]): Promise<number> {
  const { tx } = scene;
  if (lineIds.length === 0) return 0;
  await giveBack(scene, lineIds);
  await tx.deleteFrom("offers.part").where("purchase_line_id", "in", lineIds).execute();
  const rows = await tx.deleteFrom("offers.purchase_line").where("id", "in", lineIds).returning(["quantity", "price"]).execute();
  return rows.reduce((sum, row) => sum + row.quantity * row.price, 0);
}
