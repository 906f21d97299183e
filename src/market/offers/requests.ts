import { daysBetween, addDays } from "../../engines/calendar/day.ts";
import { catalogue } from "../../kernel/catalogue/contract.ts";
import { NOBODY, type Actor, type Handlers, type Tx } from "../../kernel/machinery/module.ts";
import { isFor, mayBuy, mayTake, quantityOf } from "./cart.ts";
import type { RequestView, offers } from "./contract.ts";
import { groupsOf, isDesk, lineRows, lineViews, type OffersScene } from "./lines.ts";
import { headOf, tellOrder } from "./purchases.ts";
import { dayBegins, MAX_DAYS_OPEN, priceFor, readQuantity } from "./rules.ts";
import { marketOf, nextNumber, settingsOf } from "./settings.ts";
import { addTaken, lockLines, lockLotsOf, moveCredit, take, tellStock } from "./stock.ts";
import type { Tables } from "./store.ts";

type Noun = Pick<Handlers<typeof offers, Tables>, "askFor" | "requests" | "acceptAnswer" | "cancelRequest">;
/** A request in words alone is for pots: what the trade counts in unless it says otherwise. */
const USUAL_UNIT = "pot";

export const requestHandlers: Noun = {
  async askFor(scene, { itemId, spec, quantity: written, wantedOn, price, note }) {
    const { tx, now, actor, businessDate, newId, ask, emit, refuse } = scene;
    const buyerId = actor.partyId ?? refuse("not_allowed");
    const item = itemId === null ? { unit: USUAL_UNIT, packing: {} } : await ask(catalogue.actions.item, { itemId });
    const read = readQuantity(written, item.unit, item.packing);
    if (!read.ok) return refuse("bad_quantity", { written, fault: read.fault, why: read.message });
    if (wantedOn < businessDate) return refuse("window_past", { until: wantedOn });
    if (daysBetween(businessDate, wantedOn) > MAX_DAYS_OPEN) return refuse("too_far_ahead", { days: MAX_DAYS_OPEN });
    const market = await marketOf(tx);
    const id = newId();
    const no = await nextNumber(tx, "Q", businessDate);
    // It is asked for until the end of the business day on which it is wanted.
    const until = new Date(dayBegins(addDays(wantedOn, 1), market));
    await tx.insertInto("offers.request").values({
      id, no, buyer_id: buyerId, item_id: itemId, spec, written, quantity: read.quantity, unit: item.unit, wanted_on: wantedOn, price, currency: market.currency, note, until_at: until, created_at: now, account_name: actor.accountName,
    }).execute();
    await emit("requestChanged", { requestId: id, no, buyerId, state: "open" });
    return oneRequest(scene, id);
  },

  async requests({ tx, actor, now }, { state, query, limit, offset }) {
    const text = query.normalize("NFKC").toLowerCase().replaceAll(/[%_\\]/g, "");
    let found = requestRows(tx, actor);
    if (state !== undefined) found = found.where("r.state", "=", state);
    if (text !== "") found = found.where((of) => of.or([of("r.spec", "ilike", `%${text}%`), of("i.zh", "ilike", `%${text}%`), of("i.pinyin", "like", `%${text}%`), of("i.initials", "like", `%${text}%`), of("r.no", "ilike", `%${text}%`)]));
    const { total } = await found.clearSelect().select((of) => of.fn.countAll<number>().as("total")).executeTakeFirstOrThrow();
    const rows = await found.orderBy("r.created_at", "desc").limit(limit).offset(offset).execute();
    return { requests: await requestViews(tx, actor, now, rows), total };
  },

  async acceptAnswer(scene, { requestId, lineId, quantity: written }) {
    const { tx, now, actor, businessDate, newId, emit, refuse } = scene;
    const buyerId = actor.partyId ?? refuse("not_allowed");
    await mayBuy(scene, buyerId);
    await lockLotsOf(scene, { lineIds: [lineId] });
    const request = await tx.selectFrom("offers.request").selectAll().where("id", "=", requestId).where("buyer_id", "=", buyerId).forUpdate().executeTakeFirst();
    if (request === undefined) return refuse("not_found", { request: requestId });
    if (request.state !== "open") return refuse("request_closed", { no: request.no });
    const line = (await lockLines(scene, [lineId])).get(lineId);
    const groups = await groupsOf(tx, buyerId);
    if (line === undefined || line.requestId !== requestId || !isFor(line, buyerId, groups)) return refuse("not_found", { line: lineId });
    const quantity = quantityOf(scene, line, written);
    mayTake(scene, line, buyerId, quantity);
    const { price, level, ofGroup } = priceFor(line.price, line.steps, line.packing, quantity, groups);
    if (!Number.isSafeInteger(price * quantity)) return refuse("too_much_money", { quantity, price });
    const order = { id: newId(), buyer_id: buyerId, currency: line.currency };
    const orderLineId = newId();
    const { confirmHours } = await settingsOf(tx);
    await tx.insertInto("offers.purchase").values({ ...order, no: await nextNumber(tx, "D", businessDate), state: "placed", started_at: now, expires_at: null, placed_at: now, account_id: actor.accountId, account_name: actor.accountName, note: request.no }).execute();
    await tx.insertInto("offers.purchase_line").values({
      id: orderLineId, purchase_id: order.id, place: 1, line_id: line.id, kind: line.kind, grower_id: line.growerId, item_id: line.itemId, written, ordered: quantity, quantity, price, level, group_price: ofGroup,
      state: line.byHand ? "placed" : "confirmed", answer_by: line.byHand ? new Date(now.getTime() + confirmHours * 3_600_000) : null, business_date: businessDate, changed_at: now,
    }).execute();
    await tx.insertInto("offers.part").values(await take(scene, line, orderLineId, quantity)).execute();
    await addTaken(scene, new Map([[line.id, quantity]]));
    await moveCredit(scene, order, price * quantity);
    const filled = request.filled + quantity;
    const state = filled >= request.quantity ? "filled" as const : "open" as const;
    await tx.updateTable("offers.request").set({ filled, state }).where("id", "=", requestId).execute();
    await emit("requestChanged", { requestId, no: request.no, buyerId, state });
    await tellStock(scene, line.lots.map((lot) => lot.id), [line.id]);
    await tellOrder(scene, order.id);
    await emit("bookingDue", { orderId: order.id });
    return headOf(scene, order.id);
  },

  async cancelRequest(scene, { requestId }) {
    const { tx, now, actor, emit, refuse } = scene;
    const request = await tx.selectFrom("offers.request").select(["no", "state", "buyer_id"]).where("id", "=", requestId).where("buyer_id", "=", actor.partyId ?? NOBODY).forUpdate().executeTakeFirst();
    if (request === undefined) return refuse("not_found", { request: requestId });
    if (request.state !== "open") return refuse("request_closed", { no: request.no });
    await tx.updateTable("offers.request").set({ state: "cancelled" }).where("id", "=", requestId).execute();
    const ended = await tx.updateTable("offers.line").set({ state: "ended", changed_at: now }).where("request_id", "=", requestId).where("state", "=", "open").returning("id").execute();
    await emit("requestChanged", { requestId, no: request.no, buyerId: request.buyer_id, state: "cancelled" });
    await tellStock(scene, [], ended.map((line) => line.id));
    return oneRequest(scene, requestId);
  },
};

/** A buyer's own requests; for growers the open ones and those they answered; for the desk all. */
function requestRows(tx: Tx<Tables>, actor: Actor) {
  const rows = tx.selectFrom("offers.request as r").leftJoin("kernel.trade_item as i", "i.id", "r.item_id").innerJoin("kernel.party as b", "b.id", "r.buyer_id").selectAll("r").select(["i.zh", "i.en", "b.name as buyer"]);
  if (isDesk(actor)) return rows;
  const party = actor.partyId ?? NOBODY;
  const grower = actor.roles.includes("grower");
  return rows.where((of) => of.or([
    of("r.buyer_id", "=", party), ...(grower ? [of("r.state", "=", "open"), of("r.id", "in", of.selectFrom("offers.line as l").select("l.request_id").where("l.grower_id", "=", party).where("l.request_id", "is not", null).$castTo<{ request_id: string }>())] : []),
  ]));
}
type RequestRow = Awaited<ReturnType<ReturnType<typeof requestRows>["execute"]>>[number];

async function requestViews(tx: Tx<Tables>, actor: Actor, now: Date, rows: readonly RequestRow[]): Promise<RequestView[]> {
  if (rows.length === 0) return [];
  const lines = await lineRows(tx).where("l.request_id", "in", rows.map((row) => row.id)).orderBy("l.price").execute();
  const shown = lines.filter((line) => isDesk(actor) || line.grower_id === actor.partyId || (line.state === "open" && line.buyer_id === actor.partyId));
  const views = await lineViews(tx, actor, now, shown);
  return rows.map((row) => {
    const mine = row.buyer_id === actor.partyId;
    const answers = views.filter((view) => view.requestId === row.id);
    const open = row.state === "open";
    return {
      id: row.id, no: row.no, state: row.state, itemId: row.item_id, itemZh: row.zh, itemEn: row.en, spec: row.spec, written: row.written, quantity: row.quantity, unit: row.unit, filled: row.filled, wantedOn: row.wanted_on,
      price: row.price, currency: row.currency, note: row.note, until: row.until_at.toISOString(), createdAt: row.created_at.toISOString(), buyer: mine || isDesk(actor) ? row.buyer : null, mine, answers,
      answerCount: lines.filter((line) => line.request_id === row.id && line.state === "open").length,
      can: [...(open && !mine && actor.roles.includes("grower") ? ["answer" as const] : []), ...(open && mine ? ["accept" as const, "cancel" as const] : [])],
    };
  });
}

async function oneRequest({ tx, actor, now }: OffersScene, requestId: string): Promise<RequestView> {
  const row = await requestRows(tx, actor).where("r.id", "=", requestId).executeTakeFirstOrThrow();
  return (await requestViews(tx, actor, now, [row]))[0]!;
}
