import { addDays, daysBetween } from "../../engines/calendar/day.ts";
import { isUniqueViolation } from "../../kernel/db/errors.ts";
import type { Handlers } from "../../kernel/machinery/module.ts";
import type { LineView, offers } from "./contract.ts";
import { lineRows, lineViews, packingOf, type OffersScene } from "./lines.ts";
import { dayBegins, MAX_DAYS_OPEN, presaleQuantity, presaleWindow, readQuantity, stepsFault, type LineKind, type PriceStep } from "./rules.ts";
import { marketOf, settingsOf } from "./settings.ts";
import { lockLots, tellStock } from "./stock.ts";
import type { Tables } from "./store.ts";

type Noun = Pick<Handlers<typeof offers, Tables>, "savePresale" | "saveCatalogue" | "saveOffer" | "endLine">;

export const publishHandlers: Noun = {
  async savePresale(scene, { lotId, share, saleDay, ...wish }) {
    const { tx, now, businessDate, refuse } = scene;
    const goods = await goodsOf(scene, [lotId]);
    const lot = goods.lots[0]!;
    if (lot.status !== "declared") return refuse("presale_closed", { lot: lot.no });
    const { presaleShare, presaleOpens, presaleCloses } = await settingsOf(tx);
    if (share > presaleShare) return refuse("share_too_large", { most: presaleShare });
    const ahead = daysBetween(businessDate, saleDay);
    if (ahead > MAX_DAYS_OPEN) return refuse("too_far_ahead", { days: MAX_DAYS_OPEN });
    const { utcOffsetMinutes } = await marketOf(tx);
    const window = presaleWindow(saleDay, { opens: presaleOpens, closes: presaleCloses }, utcOffsetMinutes);
    if (window.until <= now.getTime()) return refuse("window_past", { until: new Date(window.until).toISOString() });
    const quantity = Math.max(1, presaleQuantity(lot.declared, share));
    return save(scene, wish, goods, { kind: "presale", quantity, from: new Date(window.from), until: new Date(window.until), share, saleDay, presaleLot: lotId });
  },

  async saveCatalogue(scene, { lotIds, quantity: written, from, to, ...wish }) {
    const { tx, businessDate, refuse } = scene;
    const goods = await goodsOf(scene, lotIds);
    const quantity = quantityFor(scene, goods, written);
    await mustBeThere(scene, goods, quantity, wish.lineId);
    if (to < from || to < businessDate) return refuse("window_past", { until: to });
    if (daysBetween(businessDate, to) > MAX_DAYS_OPEN) return refuse("too_far_ahead", { days: MAX_DAYS_OPEN });
    const market = await marketOf(tx);
    return save(scene, wish, goods, { kind: "catalogue", quantity, from: new Date(dayBegins(from, market)), until: new Date(dayBegins(addDays(to, 1), market)) });
  },

  async saveOffer(scene, { lotIds, quantity: written, buyerId, groupId, requestId, until, ...wish }) {
    const { tx, now, actor, refuse } = scene;
    const goods = await goodsOf(scene, lotIds);
    const quantity = quantityFor(scene, goods, written);
    await mustBeThere(scene, goods, quantity, wish.lineId);
    const request = requestId === null ? null : ((await tx.selectFrom("offers.request").select(["buyer_id", "state", "no", "unit"]).where("id", "=", requestId).forShare().executeTakeFirst()) ?? refuse("not_found", { request: requestId }));
    if (request !== null && request.state !== "open") return refuse("request_closed", { no: request.no });
    const forBuyer = request?.buyer_id ?? buyerId;
    if ((forBuyer === null) === (groupId === null)) return refuse("for_whom");
    if (forBuyer !== null) await mustBeBuyer(scene, forBuyer);
    if (groupId !== null && (await tx.selectFrom("offers.customer_group").select("id").where("id", "=", groupId).where("grower_id", "=", actor.partyId).executeTakeFirst()) === undefined) return refuse("unknown_group");
    const end = new Date(until);
    if (end <= now) return refuse("window_past", { until });
    if (end.getTime() - now.getTime() > MAX_DAYS_OPEN * 86_400_000) return refuse("too_far_ahead", { days: MAX_DAYS_OPEN });
    return save(scene, wish, goods, { kind: "offer", quantity, from: now, until: end, buyerId: forBuyer, groupId, requestId });
  },

  async endLine(scene, { lineId }) {
    const { tx, now, actor, emit, refuse } = scene;
    const line = await tx.updateTable("offers.line").set({ state: "ended", changed_at: now }).where("id", "=", lineId).where("grower_id", "=", actor.partyId).returning(["kind", "grower_id", "item_id"]).executeTakeFirst();
    if (line === undefined) return refuse("not_found", { line: lineId });
    await emit("lineChanged", { lineId, kind: line.kind, growerId: line.grower_id, itemId: line.item_id, state: "ended" });
    await tellStock(scene, [], [lineId]);
    return viewOf(scene, lineId);
  },
};

interface Wish {
  readonly lineId?: string | undefined;
  readonly price: number;
  readonly steps: readonly PriceStep[];
  readonly minQuantity: number;
  readonly byHand: boolean;
  readonly note: string;
}
interface Goods {
  readonly growerId: string;
  readonly itemId: string;
  readonly unit: string;
  readonly packing: Readonly<Record<string, number>>;
  readonly lots: readonly { readonly id: string; readonly no: string; readonly status: string; readonly declared: number; readonly left: number }[];
}
interface Shape {
  readonly kind: LineKind;
  readonly quantity: number;
  readonly from: Date;
  readonly until: Date;
  readonly share?: number;
  readonly saleDay?: string;
  readonly presaleLot?: string;
  readonly buyerId?: string | null;
  readonly groupId?: string | null;
  readonly requestId?: string | null;
}

/** The grower's own lots of one item, locked, with what is left of each; another's lot is not found. */
async function goodsOf(scene: OffersScene, lotIds: readonly string[]): Promise<Goods> {
  const { tx, actor, refuse } = scene;
  const ids = [...new Set(lotIds)];
  const locked = await lockLots(scene, ids);
  const rows = await tx.selectFrom("kernel.lot as l").innerJoin("kernel.trade_item as i", "i.id", "l.item_id").select(["l.id", "l.no", "l.status", "l.declared", "l.grower_id", "l.item_id", "i.unit", "i.packing"]).where("l.id", "in", ids).execute();
  const first = rows.find((row) => row.id === ids[0]);
  if (first === undefined || rows.length < ids.length || rows.some((row) => row.grower_id !== actor.partyId)) return refuse("not_found", { lots: ids.length });
  if (rows.some((row) => row.item_id !== first.item_id)) return refuse("lots_differ");
  const over = rows.find((row) => row.status === "closed" || row.status === "cancelled");
  if (over !== undefined) return refuse("lot_is_over", { lot: over.no });
  const lots = ids.map((id) => rows.find((row) => row.id === id)!).map((row) => ({ id: row.id, no: row.no, status: row.status, declared: row.declared, left: locked.get(row.id)!.left }));
  return { growerId: first.grower_id, itemId: first.item_id, unit: first.unit, packing: packingOf(first.packing), lots };
}

function quantityFor({ refuse }: OffersScene, goods: Goods, written: string): number {
  const read = readQuantity(written, goods.unit, goods.packing);
  return read.ok ? read.quantity : refuse("bad_quantity", { written, fault: read.fault, why: read.message });
}

/** Real quantities only: what the lots have free, and what this line has taken of them already. */
async function mustBeThere({ tx, refuse }: OffersScene, goods: Goods, quantity: number, lineId: string | undefined): Promise<void> {
  const own = lineId === undefined ? undefined : await tx.selectFrom("offers.line").select("taken").where("id", "=", lineId).executeTakeFirst();
  const most = goods.lots.reduce((sum, lot) => sum + Math.max(0, lot.left), 0) + (own?.taken ?? 0);
  if (quantity > most) refuse("more_than_there_is", { most, asked: quantity });
}

export async function mustBeBuyer({ tx, refuse }: OffersScene, buyerId: string): Promise<void> {
  const party = await tx.selectFrom("kernel.party").select("roles").where("id", "=", buyerId).executeTakeFirst();
  if (party === undefined || !(party.roles.includes("buyer") || party.roles.includes("agent"))) refuse("unknown_buyer");
}

async function save(scene: OffersScene, wish: Wish, goods: Goods, shape: Shape): Promise<LineView> {
  const { tx, now, actor, newId, emit, refuse } = scene;
  await checkSteps(scene, wish, goods);
  const before = wish.lineId === undefined ? null : await lockedLine(scene, wish.lineId, shape);
  const set = {
    item_id: goods.itemId, price: wish.price, quantity: shape.quantity, min_quantity: Math.min(wish.minQuantity, shape.quantity), share: shape.share ?? null, presale_lot: shape.presaleLot ?? null, sale_day: shape.saleDay ?? null,
    from_at: before !== null && shape.kind === "offer" ? before.from_at : shape.from, until_at: shape.until, buyer_id: shape.buyerId ?? null, group_id: shape.groupId ?? null, request_id: shape.requestId ?? null,
    by_hand: wish.byHand, note: wish.note, changed_at: now, account_name: actor.accountName,
  };
  const id = before?.id ?? newId();
  try {
    if (before === null) await tx.insertInto("offers.line").values({ ...set, id, kind: shape.kind, grower_id: goods.growerId, currency: (await marketOf(tx)).currency, created_at: now }).execute();
    else await tx.updateTable("offers.line").set(set).where("id", "=", id).execute();
  } catch (error) {
    if (isUniqueViolation(error)) return refuse(shape.kind === "presale" ? "presale_exists" : "answered_already", { lot: goods.lots[0]!.no });
    throw error;
  }
  await tx.deleteFrom("offers.backing").where("line_id", "=", id).execute();
  await tx.insertInto("offers.backing").values(goods.lots.map((lot, place) => ({ line_id: id, lot_id: lot.id, place }))).execute();
  await tx.deleteFrom("offers.price_step").where("line_id", "=", id).execute();
  if (wish.steps.length > 0) await tx.insertInto("offers.price_step").values(wish.steps.map((step) => ({ line_id: id, group_id: step.groupId, level: step.level, price: step.price }))).execute();
  await emit("lineChanged", { lineId: id, kind: shape.kind, growerId: goods.growerId, itemId: goods.itemId, state: "open" });
  await tellStock(scene, [], [id]);
  return viewOf(scene, id);
}

async function checkSteps({ tx, actor, refuse }: OffersScene, wish: Wish, goods: Goods): Promise<void> {
  const groupIds = [...new Set(wish.steps.flatMap((step) => step.groupId ?? []))];
  const known = groupIds.length === 0 ? [] : await tx.selectFrom("offers.customer_group").select("id").where("id", "in", groupIds).where("grower_id", "=", actor.partyId).execute();
  if (known.length < groupIds.length) return refuse("unknown_group");
  if (new Set(wish.steps.map((step) => `${step.groupId} ${step.level}`)).size < wish.steps.length) return refuse("step_not_lower", { level: wish.steps[0]!.level });
  const fault = stepsFault(wish.price, wish.steps, goods.packing);
  if (fault !== null) refuse(fault.code, { level: fault.level });
}

async function lockedLine({ tx, actor, refuse }: OffersScene, lineId: string, shape: Shape) {
  const row = await tx.selectFrom("offers.line").select(["id", "kind", "taken", "state", "from_at", "presale_lot"]).where("id", "=", lineId).where("grower_id", "=", actor.partyId).forUpdate().executeTakeFirst();
  if (row === undefined || row.kind !== shape.kind || row.presale_lot !== (shape.presaleLot ?? null)) return refuse("not_found", { line: lineId });
  if (row.state === "ended") return refuse("line_ended");
  return shape.quantity < row.taken ? refuse("below_taken", { taken: row.taken, asked: shape.quantity }) : row;
}

async function viewOf({ tx, actor, now }: OffersScene, lineId: string): Promise<LineView> {
  const row = await lineRows(tx).where("l.id", "=", lineId).executeTakeFirstOrThrow();
  return (await lineViews(tx, actor, now, [row]))[0]!;
}
