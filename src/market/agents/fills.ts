import { sql } from "kysely";
import type { Handlers } from "../../kernel/machinery/module.ts";
import { settlement } from "../settlement/contract.ts";
import { settingOf } from "./clients.ts";
import type { agents } from "./contract.ts";
import { MAX_LINES_MATCHED, commissionOf, laterRefund, shareOut, type Goods, type OpenLine } from "./rules.ts";
import { partyOf, ruleOf, type AgentScene } from "./scene.ts";
import { oneLine } from "./sight.ts";
import type { FillRow, LineRow, PurchaseRow, Tables } from "./store.ts";

/** What was bought goes to the lines of clients, and what they owe goes into the one ledger. */
type Noun = Pick<Handlers<typeof agents, Tables>, "allocate" | "allocateByRule" | "takeBack">;

export const fillHandlers: Noun = {
  async allocate(scene, { fillId, saleId, lineId, units }) {
    const { tx, actor, refuse } = scene;
    const earlier = await tx.selectFrom("agents.fill").selectAll().where("id", "=", fillId).executeTakeFirst();
    if (earlier !== undefined) return earlier.sale_id === saleId && earlier.line_id === lineId && earlier.units === units ? ownLine(scene, lineId) : refuse("fill_id_reused");
    const purchase = await heldPurchase(scene, saleId);
    if (purchase === undefined || purchase.agent_id !== actor.partyId) return refuse("not_found", { sale: saleId });
    if (purchase.reversed) return refuse("sale_reversed", { lot: purchase.lot_no });
    if (units > purchase.quantity - purchase.allocated) return refuse("not_enough_free", { free: purchase.quantity - purchase.allocated });
    const place = await placeOf(scene, lineId);
    if (place === undefined || place.agent_id !== actor.partyId) return refuse("not_found", { line: lineId });
    if (place.line.state === "closed" || place.closed_at !== null) return refuse("line_closed", { line: place.line.place });
    if (place.line.unit !== purchase.unit) return refuse("other_unit", { line: place.line.unit, lot: purchase.unit });
    if (units > place.line.quantity - place.line.filled) return refuse("not_enough_open", { open: place.line.quantity - place.line.filled });
    // What the client has said he pays at most is his word; the agent may ask him to change it, not pass it.
    if (place.line.limit_price !== null && purchase.price > place.line.limit_price) return refuse("above_limit", { line: place.line.place });
    await fill(scene, purchase, place, { id: fillId, units, by: "hand" });
    return oneLine(scene, lineId);
  },

  async allocateByRule(scene, { listId }) {
    const free = await scene.tx.selectFrom("agents.purchase").select("sale_id").where("agent_id", "=", partyOf(scene.actor)).where("reversed", "=", false).whereRef("allocated", "<", "quantity").orderBy("at").orderBy("sale_id").limit(MAX_LINES_MATCHED).execute();
    const done = { fills: 0, units: 0 };
    for (const { sale_id: saleId } of free) {
      const given = await shareByRule(scene, saleId, listId);
      done.fills += given.fills;
      done.units += given.units;
    }
    return done;
  },

  async takeBack(scene, { fillId, reason }) {
    const { tx, actor, refuse } = scene;
    const first = await tx.selectFrom("agents.fill as f").innerJoin("agents.purchase as p", "p.sale_id", "f.sale_id").select(["f.line_id", "f.sale_id", "p.agent_id"]).where("f.id", "=", fillId).executeTakeFirst();
    if (first === undefined || first.agent_id !== actor.partyId) return refuse("not_found", { fill: fillId });
    await heldPurchase(scene, first.sale_id);
    const place = (await placeOf(scene, first.line_id))!;
    const standing = await tx.selectFrom("agents.fill").selectAll().where("id", "=", fillId).where("back_at", "is", null).executeTakeFirst();
    if (standing === undefined) return refuse("taken_back");
    await takeBackFill(scene, standing, place, { why: "moved", reason });
    return oneLine(scene, first.line_id);
  },
};

async function ownLine(scene: AgentScene, lineId: string) {
  const place = await placeOf(scene, lineId);
  return place?.agent_id === scene.actor.partyId ? oneLine(scene, lineId) : scene.refuse("not_found", { line: lineId });
}

/** A line with whose it is, locked. */
export interface Place {
  readonly line: LineRow;
  readonly list_id: string;
  readonly no: string;
  readonly closed_at: Date | null;
  readonly commission: string;
  readonly client_id: string;
  readonly agent_id: string;
  readonly party_id: string;
}

/** Purchases are locked before lines, so that two who fill never wait for each other in a ring. */
export const heldPurchase = ({ tx }: Pick<AgentScene, "tx">, saleId: string): Promise<PurchaseRow | undefined> => tx.selectFrom("agents.purchase").selectAll().where("sale_id", "=", saleId).forUpdate().executeTakeFirst();

export async function placeOf({ tx }: Pick<AgentScene, "tx">, lineId: string): Promise<Place | undefined> {
  const line = await tx.selectFrom("agents.line").selectAll().where("id", "=", lineId).forUpdate().executeTakeFirst();
  if (line === undefined) return undefined;
  const row = await tx.selectFrom("agents.list as l").innerJoin("agents.client as c", "c.id", "l.client_id").select(["l.id as list_id", "l.no", "l.closed_at", "l.commission", "c.id as client_id", "c.agent_id", "c.party_id"]).where("l.id", "=", line.list_id).executeTakeFirstOrThrow();
  return { line, ...row };
}

/** Gives what is free of a purchase to the lines it fits, by the agent's rule. */
export async function shareByRule(scene: AgentScene, saleId: string, listId?: string): Promise<{ fills: number; units: number }> {
  const { tx, newId } = scene;
  const purchase = await heldPurchase(scene, saleId);
  if (purchase === undefined || purchase.reversed || purchase.allocated >= purchase.quantity) return { fills: 0, units: 0 };
  const { goods, lines } = await openLinesFor(scene, purchase, listId);
  const { share } = await settingOf(tx, purchase.agent_id);
  const parts = shareOut(purchase.quantity - purchase.allocated, goods, lines, share);
  let left: PurchaseRow = purchase;
  for (const part of parts) {
    const place = (await placeOf(scene, part.lineId))!;
    await fill(scene, left, place, { id: newId(), units: part.units, by: "rule" });
    left = (await heldPurchase(scene, saleId))!;
  }
  return { fills: parts.length, units: parts.reduce((sum, part) => sum + part.units, 0) };
}

/** Open lines of the agent's clients for these goods, in the order in which the lists came. */
async function openLinesFor({ tx }: AgentScene, purchase: PurchaseRow, listId?: string): Promise<{ goods: Goods; lines: readonly OpenLine[] }> {
  const item = await tx.selectFrom("kernel.trade_item").select("species_id").where("id", "=", purchase.item_id).executeTakeFirstOrThrow();
  let found = tx.selectFrom("agents.line as n").innerJoin("agents.list as l", "l.id", "n.list_id").innerJoin("kernel.trade_item as i", "i.id", "n.item_id")
    .select(["n.id", "n.item_id", "i.species_id", "n.substitute", "n.grade", "n.unit", "n.limit_price", "n.priority", sql<number>`n.quantity - n.filled`.as("open")])
    .where("l.agent_id", "=", purchase.agent_id).where("l.closed_at", "is", null).where("n.state", "=", "open").whereRef("n.filled", "<", "n.quantity")
    .where((of) => of.or([of("n.item_id", "=", purchase.item_id), ...(item.species_id === null ? [] : [of.and([of("n.substitute", "=", true), of("i.species_id", "=", item.species_id)])])]));
  if (listId !== undefined) found = found.where("l.id", "=", listId);
  const rows = await found.orderBy("l.given_at").orderBy("l.no").orderBy("n.place").limit(MAX_LINES_MATCHED).forUpdate("n").execute();
  return {
    goods: { itemId: purchase.item_id, speciesId: item.species_id, grade: purchase.grade, unit: purchase.unit, price: purchase.price },
    lines: rows.map((row) => ({ id: row.id, itemId: row.item_id, speciesId: row.species_id, substitute: row.substitute, grade: row.grade, unit: row.unit, limit: row.limit_price, priority: row.priority, open: row.open })),
  };
}

/** Units of a purchase become a client's: he owes their price, and the commission of the line becomes what it is now. */
async function fill(scene: AgentScene, purchase: PurchaseRow, place: Place, { id, units, by }: { id: string; units: number; by: "rule" | "hand" }): Promise<void> {
  const { tx, now, actor, ask, emit } = scene;
  const goods = units * purchase.price;
  const { chargeId, businessDate } = await ask(settlement.actions.chargeBetween, {
    kind: "agency_goods", debtorId: place.party_id, creditorId: place.agent_id, amount: goods, currency: purchase.currency, memo: `${place.no} ${purchase.lot_no} × ${units}`, saleId: purchase.sale_id, cause: "agents.fill", causeId: id,
  });
  const row = await tx.insertInto("agents.fill").values({
    id, line_id: place.line.id, sale_id: purchase.sale_id, units, price: purchase.price, goods, at: now, on_day: businessDate, filled_by: by, account_name: actor.accountName, charge_id: chargeId,
  }).returningAll().executeTakeFirstOrThrow();
  const free = purchase.quantity - purchase.allocated;
  const share = laterRefund(purchase.refund_left, units, free);
  if (share > 0) {
    await tx.updateTable("agents.purchase").set({ refund_left: purchase.refund_left - share }).where("sale_id", "=", purchase.sale_id).execute();
    await refundFill(scene, row, place, { amount: share, currency: purchase.currency, claimId: null });
  }
  await settleCommission(scene, place, purchase.currency);
  await emit("lineFilled", { fillId: id, listId: place.list_id, lineId: place.line.id, clientId: place.client_id, agentId: place.agent_id, saleId: purchase.sale_id, units, price: purchase.price, goods, currency: purchase.currency, by });
}

/** Part of what a client owes for a fill is given back; it takes back that much of the fill's own charge. */
export async function refundFill(scene: AgentScene, row: FillRow, place: Place, { amount, currency, claimId }: { amount: number; currency: string; claimId: string | null }): Promise<void> {
  const { tx, now, newId, ask, emit } = scene;
  const id = newId();
  const { chargeId, businessDate } = await ask(settlement.actions.chargeBetween, {
    kind: "agency_goods", debtorId: place.party_id, creditorId: place.agent_id, amount: -amount, currency, memo: `${place.no} · 退`, saleId: row.sale_id, reverses: row.charge_id, cause: "agents.refund", causeId: id,
  });
  await tx.insertInto("agents.refund").values({ id, fill_id: row.id, claim_id: claimId, at: now, on_day: businessDate, amount, charge_id: chargeId }).execute();
  await tx.updateTable("agents.fill").set((of) => ({ refunded: of("refunded", "+", amount) })).where("id", "=", row.id).execute();
  await emit("fillRefunded", { fillId: row.id, lineId: place.line.id, clientId: place.client_id, agentId: place.agent_id, amount, currency });
}

/** The whole of a fill is undone by a charge that takes back what is left of its own. */
export async function takeBackFill(scene: AgentScene, row: FillRow, place: Place, { why, reason }: { why: "moved" | "reversed"; reason: string }): Promise<void> {
  const { tx, now, actor, businessDate, ask, emit } = scene;
  const { currency } = await tx.selectFrom("agents.purchase").select("currency").where("sale_id", "=", row.sale_id).executeTakeFirstOrThrow();
  const rest = row.goods - row.refunded;
  const charged = rest === 0 ? null : await ask(settlement.actions.chargeBetween, {
    kind: "agency_goods", debtorId: place.party_id, creditorId: place.agent_id, amount: -rest, currency, memo: `${place.no} · ${why === "moved" ? "改分配" : "成交冲销"}`, saleId: row.sale_id, reverses: row.charge_id, cause: "agents.fill_back", causeId: row.id,
  });
  if (row.refunded > 0) await tx.updateTable("agents.purchase").set((of) => ({ refund_left: of("refund_left", "+", row.refunded) })).where("sale_id", "=", row.sale_id).execute();
  await tx.updateTable("agents.fill").set({ back_at: now, back_on: charged?.businessDate ?? businessDate, back_why: why, back_name: actor.accountName, back_reason: reason }).where("id", "=", row.id).execute();
  await settleCommission(scene, place, currency);
  await emit("fillTakenBack", { fillId: row.id, listId: place.list_id, lineId: place.line.id, clientId: place.client_id, agentId: place.agent_id, saleId: row.sale_id, units: row.units, goods: rest, currency, why });
}

/** The commission of a line is computed anew from all its goods; the difference is charged, up or down. */
export async function settleCommission(scene: AgentScene, place: Place, currency: string): Promise<void> {
  const { tx, now, ask } = scene;
  const line = await tx.selectFrom("agents.line").select(["goods", "filled"]).where("id", "=", place.line.id).executeTakeFirstOrThrow();
  const last = await tx.selectFrom("agents.commission").select(["n", "computed"]).where("line_id", "=", place.line.id).orderBy("n", "desc").limit(1).executeTakeFirst();
  const { amount: computed } = commissionOf(ruleOf(place), line.goods, line.filled);
  const amount = computed - (last?.computed ?? 0);
  if (amount === 0) return;
  const n = (last?.n ?? 0) + 1;
  const { chargeId, businessDate } = await ask(settlement.actions.chargeBetween, {
    kind: "agency_commission", debtorId: place.party_id, creditorId: place.agent_id, amount, currency, memo: `${place.no} #${place.line.place} · 佣金`, cause: "agents.commission", causeId: `${place.line.id}/${n}`,
  });
  await tx.insertInto("agents.commission").values({ line_id: place.line.id, n, at: now, on_day: businessDate, goods: line.goods, units: line.filled, computed, amount, charge_id: chargeId }).execute();
}
