import { sql } from "kysely";
import { NOBODY, type Actor, type Handlers, type Tx } from "../../kernel/machinery/module.ts";
import type { pooled } from "./contract.ts";
import { lineOf, roundOpen, sideOf, termsOf, type PooledScene, type ReadScene } from "./course.ts";
import { boardsOf, overlooks, type OrderBoard } from "./board.ts";
import { depositsHeld } from "./deposits.ts";
import { itemPm } from "./delivery-rules.ts";
import { insteadPrice, priceNow } from "./pricing.ts";
import { deedsOf, estimateOf, PER_MILLE, type Line, type PromiseState, type State } from "./rules.ts";
import type { Order, Tables } from "./store.ts";
import type { BasisView, InvitationView, OrderRow, OrderView, PromiseView, SubstituteView, WhyView } from "./views.ts";

type Noun = Pick<Handlers<typeof pooled, Tables>, "orders" | "order" | "invitations" | "calendar">;

const orderRows = (tx: Tx<Tables>) => tx.selectFrom("pooled.pooled_order as o").innerJoin("kernel.party as e", "e.id", "o.enterprise_id").leftJoin("kernel.party as h", "h.id", "o.hub_id")
  .selectAll("o").select(["e.name as enterprise", "h.name as hub_name"]);
type Row = Awaited<ReturnType<ReturnType<typeof orderRows>["executeTakeFirstOrThrow"]>>;
/** Orders for the desk are found by the number, the title and the enterprise. */
interface Wish {
  readonly state?: State | undefined;
  readonly query: string;
}

/**
 * Who sees an order: its enterprise, its hub, the growers who were asked, the market's manager and auditor; graders and cashiers
 * once goods are due. A draft is its author's until it is handed over. To everybody else there is no such order.
 */
function seen<Q extends ReturnType<typeof orderRows>>(rows: Q, actor: Actor): Q {
  if (actor.system) return rows;
  const own = actor.partyId ?? NOBODY;
  const isStaff = actor.partyId === null;
  const overseer = isStaff && actor.roles.some((role) => role === "operator" || role === "auditor");
  const later = isStaff && actor.roles.some((role) => role === "grader" || role === "cashier");
  return (rows as ReturnType<typeof orderRows>).where((of) => of.or([
    of.and([of("o.enterprise_id", "=", own), of.or([of("o.state", "<>", "draft"), of("o.made_by", "=", "enterprise")])]),
    of.and([of("o.hub_id", "=", own), of.or([of("o.state", "<>", "draft"), of("o.made_by", "=", "hub")])]),
    of.exists(of.selectFrom("pooled.invitation as i").select("i.id").whereRef("i.order_id", "=", "o.id").where("i.grower_id", "=", own).where("i.excluded", "=", "none")),
    of.exists(of.selectFrom("pooled.promise as p").select("p.id").whereRef("p.order_id", "=", "o.id").where("p.grower_id", "=", own)),
    ...(overseer ? [of.or([of("o.state", "<>", "draft"), of.and([of("o.made_by", "=", "hub"), of("o.hub_id", "is", null)])])] : []),
    ...(later ? [of("o.state", "in", ["allocated", "closed"])] : []),
  ])) as Q;
}

/** An order that its reader may see, found by id or by the number on its paper. */
export async function visible({ tx, actor, refuse }: Pick<PooledScene, "tx" | "actor" | "refuse">, { orderId, no }: { orderId?: string | undefined; no?: string | undefined }): Promise<Row> {
  const row = await seen(orderRows(tx), actor).where((of) => (orderId === undefined ? of("o.no", "=", (no ?? "").toUpperCase()) : of("o.id", "=", orderId))).executeTakeFirst();
  return row ?? refuse("not_found", { order: orderId ?? no ?? "" });
}

export async function rowOf(scene: ReadScene, orderId: string): Promise<OrderRow> {
  return (await rowViews(scene, [await orderRows(scene.tx).where("o.id", "=", orderId).executeTakeFirstOrThrow()]))[0]!.view;
}

/** The orders under way with their boards, the next due first. */
export async function runningRows(scene: ReadScene): Promise<BoardedRow[]> {
  const rows = await rowViews(scene, await orderRows(scene.tx).where("o.state", "in", ["asked", "open", "allocated"]).execute());
  return rows.toSorted(({ view: a }, { view: b }) => (a.firstOn < b.firstOn ? -1 : a.firstOn > b.firstOn ? 1 : a.no < b.no ? -1 : 1));
}

/** An order as lists show it, with the figures it was made of. */
export interface BoardedRow {
  readonly view: OrderRow;
  readonly board: OrderBoard;
}
async function rowViews(scene: ReadScene, rows: readonly Row[]): Promise<BoardedRow[]> {
  if (rows.length === 0) return [];
  const market = await scene.tx.selectFrom("kernel.market").select(["name_zh", "name_en"]).executeTakeFirst();
  const boards = await boardsOf(scene, rows);
  const items = await itemNames(scene.tx, [...new Set(rows.flatMap((row) => termsOf(row).lines.map((line) => line.itemId)))]);
  return rows.map((row) => {
    const board = boards.get(row.id)!;
    return { board, view: rowView(scene, row, board, items, hubOf(row, market)) };
  });
}

/** The hub by name: the co-op, or the market itself. */
export const hubOf = ({ hub_name }: Pick<Row, "hub_name">, market: { readonly name_zh: string; readonly name_en: string } | undefined): { zh: string; en: string } => ({ zh: hub_name ?? market?.name_zh ?? "", en: hub_name ?? market?.name_en ?? "" });

const MOST_NAMED = 3;
function rowView({ actor, now }: ReadScene, row: Row, board: OrderBoard, items: ReadonlyMap<string, { zh: string; en: string }>, hub: { zh: string; en: string }): OrderRow {
  const terms = termsOf(row);
  const side = sideOf(actor, row);
  const due = row.answer_by;
  const asked = board.askedOf.get(actor.partyId ?? NOBODY);
  const can = deedsOf({
    state: row.state, madeBy: row.made_by, answering: roundOpen(row) && due! > now && asked !== undefined, roundOpen: roundOpen(row) && (due! <= now || (board.waiting === 0 && terms.rule !== "sealed_bid")), round: row.round, unplaced: board.unplaced, standing: board.promised, accepted: board.held,
    consentAsked: board.consentAsked,
  }, side);
  const names = [...new Set(terms.lines.map((line) => line.itemId))].map((id) => items.get(id) ?? { zh: "", en: "" });
  const more = names.length > MOST_NAMED ? " …" : "";
  return {
    id: row.id, no: row.no, title: row.title, state: row.state, enterpriseId: row.enterprise_id, enterprise: row.enterprise, hubId: row.hub_id, hub, rule: row.rule, currency: row.currency, createdAt: row.created_at.toISOString(), answerBy: due === null || !roundOpen(row) ? null : due.toISOString(),
    firstOn: board.firstOn, lastOn: board.lastOn, round: row.round, ordered: board.ordered, accepted: board.accepted, promised: board.promised, graded: board.graded, shipped: board.shipped, growers: board.growers, lines: terms.lines.length,
    itemsZh: names.slice(0, MOST_NAMED).map((name) => name.zh).join("、") + more, itemsEn: names.slice(0, MOST_NAMED).map((name) => name.en).join(", ") + more, value: board.value, waiting: side === "grower" ? (asked?.waiting ?? 0) : waitingFor(row, side, board, now), risks: [...new Set(board.drops.flatMap((drop) => drop.risks.map((one) => one.risk)))], can,
  };
}

/** Whether an order waits for the reader's own hand. */
function waitingFor(row: Pick<Order, "state" | "answer_by">, side: ReturnType<typeof sideOf>, board: OrderBoard, now: Date): number {
  if (side === "enterprise") return board.consentAsked ? 1 : 0;
  return side === "hub" && (row.state === "asked" || (roundOpen(row) && row.answer_by! <= now)) ? 1 : 0;
}

export async function itemNames(tx: Tx<Tables>, ids: readonly string[]): Promise<Map<string, { zh: string; en: string; unit: string; packing: Record<string, number> }>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.selectFrom("kernel.trade_item").select(["id", "zh", "en", "unit", "packing"]).where("id", "in", ids).execute();
  return new Map(rows.map((row) => [row.id, { zh: row.zh, en: row.en, unit: row.unit, packing: row.packing as unknown as Record<string, number> }]));
}

/** What waits is counted over so many orders, the open ones first. */
const MOST_WAITING = 200;
const OPEN_FIRST = sql`case o.state when 'asked' then 0 when 'open' then 1 when 'draft' then 2 when 'allocated' then 3 else 4 end`;

export const listHandlers: Noun = {
  async orders(scene, { state, query, limit, offset }) {
    const found = await ordersFor(scene as unknown as PooledScene, { state, query }, { limit, offset });
    // Where nothing is sifted and one page holds them all, there is nothing more to look at.
    const everything = state === undefined && query === "" && found.orders.length === found.total && found.total <= MOST_WAITING;
    const all = everything ? found : await ordersFor(scene as unknown as PooledScene, { query: "" }, { limit: MOST_WAITING, offset: 0 });
    return { ...found, waiting: all.orders.reduce((sum, row) => sum + row.waiting, 0) };
  },

  async order(scene, { orderId, no }) {
    return orderView(scene as unknown as PooledScene, await visible(scene as unknown as PooledScene, { orderId, no }));
  },

  async invitations(scene, { orderId, waiting, limit, offset }) {
    const { actor } = scene;
    const all = await invitationViews(scene as unknown as PooledScene, (rows) => (orderId === undefined ? rows : rows.where("i.order_id", "=", orderId)).where("i.grower_id", "=", actor.partyId ?? NOBODY));
    const open = all.filter((one) => one.can.includes("answer") && one.state === "waiting");
    const shown = waiting ? open : all.toSorted((a, b) => Number(b.state === "waiting") - Number(a.state === "waiting"));
    return { invitations: shown.slice(offset, offset + limit), total: shown.length, waiting: open.length };
  },

  async calendar(scene, { from, to, growerId, open, limit, offset }) {
    const found = await promisesFor(scene as unknown as PooledScene, { from, to, growerId });
    const shown = open ? found.filter((one) => one.state === "standing") : found;
    return { promises: shown.slice(offset, offset + limit), total: shown.length, open: found.filter((one) => one.state === "standing").reduce((sum, one) => sum + one.open, 0) };
  },
};

async function ordersFor(scene: PooledScene, { state, query }: Wish, { limit, offset }: { limit: number; offset: number }): Promise<{ orders: OrderRow[]; total: number }> {
  let found = seen(orderRows(scene.tx), scene.actor);
  if (state !== undefined) found = found.where("o.state", "=", state);
  const text = query.replaceAll(/[%_\\]/g, "").toLowerCase();
  if (text !== "") found = found.where((of) => of.or([of("o.no", "ilike", `%${text}%`), of("o.title", "ilike", `%${text}%`), of("e.name", "ilike", `%${text}%`), of("e.pinyin", "like", `%${text}%`)]));
  const { total } = await found.clearSelect().select(sql<number>`count(*)`.as("total")).executeTakeFirstOrThrow();
  const rows = await found.orderBy(OPEN_FIRST).orderBy("o.created_at", "desc").orderBy("o.id").limit(limit).offset(offset).execute();
  return { orders: (await rowViews(scene, rows)).map(({ view }) => view), total: Number(total) };
}

async function orderView(scene: PooledScene, row: Row): Promise<OrderView> {
  const { tx, actor, businessDate } = scene;
  const terms = termsOf(row);
  const side = sideOf(actor, row);
  const { view, board } = (await rowViews(scene, [row]))[0]!;
  const names = await itemNames(tx, terms.lines.flatMap((line) => [line.itemId, ...line.substitutes.map((one) => one.itemId), ...(line.price.kind === "index" ? [line.price.reference.itemId] : [])]));
  const steps = await tx.selectFrom("pooled.step").selectAll().where("order_id", "=", row.id).orderBy("seq", "desc").execute();
  const own = side === "grower" ? actor.partyId! : undefined;
  const promises = await promiseViews(scene, (rows) => (own === undefined ? rows : rows.where("p.grower_id", "=", own)).where("p.order_id", "=", row.id));
  const run = await tx.selectFrom("pooled.run").select("hash").where("order_id", "=", row.id).orderBy("seq", "desc").limit(1).executeTakeFirst();
  const held = await depositsHeld(scene, row.id);
  // Until the sheet is out the enterprise does not read who answered what.
  const readable = (step: { kind: string }): boolean => (side !== "grower" && (side !== "enterprise" || row.state !== "open")) || PUBLIC_STEPS.has(step.kind);
  return {
    order: view, terms: terms as OrderView["terms"],
    lines: terms.lines.map((line, at) => {
      const item = names.get(line.itemId)!;
      // Names of growers beside a risk are for those who can act on it.
      const drops = board.drops.filter((drop) => drop.line === at + 1).map((drop) => (side === "grower" ? { ...drop, risks: [] } : drop));
      return { n: at + 1, itemId: line.itemId, itemZh: item.zh, itemEn: item.en, unit: item.unit, packing: item.packing, terms: line as OrderView["terms"]["lines"][number], price: line.price.kind === "fixed" ? line.price.price : null, drops };
    }),
    promises, steps: steps.filter((step) => readable(step) || step.account_id === actor.accountId).map((step) => ({ at: step.at.toISOString(), kind: step.kind, by: step.account_name, text: step.text, quantity: step.quantity, amount: step.amount })),
    itemNames: Object.fromEntries([...names].map(([id, { zh, en }]) => [id, { zh, en }])), depositHeld: held.filter((one) => own === undefined || one.party_id === own).reduce((sum, one) => sum + one.held, 0), sheetHash: run?.hash ?? null, stuck: row.stuck_at === null || row.stuck_what === "" || !overlooks(actor, row) ? null : { what: row.stuck_what, why: row.stuck_why, at: row.stuck_at.toISOString() },
    expectedMargin: side === "grower" ? 0 : board.margin, today: businessDate,
  };
}
/** What of an order's history every grower who was asked may read. */
const PUBLIC_STEPS = new Set(["drafted", "asked", "published", "growers_asked", "allocated", "reinvited", "reallocated", "cancelled", "closed"]);

const invitationRows = (tx: Tx<Tables>) => tx.selectFrom("pooled.invitation as i").innerJoin("pooled.pooled_order as o", "o.id", "i.order_id").innerJoin("pooled.drop as d", "d.id", "i.drop_id").innerJoin("kernel.party as e", "e.id", "o.enterprise_id").innerJoin("kernel.trade_item as t", (on) => on.on(sql<boolean>`t.id = coalesce(i.instead_id, d.item_id)`))
  .selectAll("i").select(["o.no", "o.title", "o.terms", "o.currency", "o.state as order_state", "o.round as order_round", "o.answer_by", "d.line", "d.due_on", "d.place", "d.unit", "d.item_id as ordered_id", "t.id as item_id", "d.price as drop_price", "e.name as enterprise", "t.zh", "t.en", "t.packing"]).where("i.excluded", "=", "none");
const MOST_ROWS = 5_000;

/** A grower's own invitations, what is due first first. His ask is his own; nobody else's is read here. */
export async function invitationViews(scene: ReadScene, narrowed: (rows: ReturnType<typeof invitationRows>) => ReturnType<typeof invitationRows>): Promise<InvitationView[]> {
  const { tx, now } = scene;
  const rows = await narrowed(invitationRows(tx)).orderBy("o.created_at", "desc").orderBy("d.due_on").orderBy("d.line").orderBy("d.n").limit(MOST_ROWS).execute();
  const names = await itemNames(tx, [...new Set(rows.flatMap((row) => (row.instead_id === null ? [] : [row.instead_id, row.ordered_id])))]);
  const views: InvitationView[] = [];
  for (const row of rows) {
    const terms = termsOf(row);
    const line = terms.lines[row.line - 1]!;
    const open = roundOpen({ state: row.order_state, answer_by: row.answer_by }) && row.round === row.order_round && row.answer_by! > now;
    views.push({
      id: row.id, orderId: row.order_id, orderNo: row.no, title: row.title, enterprise: row.enterprise, round: row.round, dropId: row.drop_id, line: row.line, dueOn: row.due_on, place: row.place, itemId: row.item_id, itemZh: row.zh, itemEn: row.en, grade: line.grade,
      spec: line.spec as InvitationView["spec"], unit: row.unit, step: line.step, minBatch: line.minBatch, packing: row.packing as unknown as Record<string, number>, price: line.price as InvitationView["price"], priceNow: insteadPrice(line, row.instead_id, row.drop_price ?? (open ? await priceNow(scene, line.price, row.due_on) : estimateOf(line))), ...(row.instead_id === null ? {} : { substitute: substituteView(line, row.instead_id, names) }), currency: row.currency, marginPm: terms.marginPm,
      depositPercent: terms.deposit.grower, quota: row.quota, available: row.available, why: row.why as WhyView | null, basis: row.basis as BasisView, state: row.state, accepted: row.accepted, extra: row.extra, ask: row.ask, answerBy: (row.answer_by ?? row.answered_at ?? now).toISOString(),
      answeredAt: row.answered_at?.toISOString() ?? null, answeredBy: row.account_name, can: open ? ["answer"] : [],
    });
  }
  return views;
}

/** A substitute as people read it. */
export function substituteView(line: Line, insteadId: string, names: ReadonlyMap<string, { zh: string; en: string }>): SubstituteView {
  const [own, ordered] = [names.get(insteadId), names.get(line.itemId)];
  return { itemId: insteadId, itemZh: own?.zh ?? "", itemEn: own?.en ?? "", forZh: ordered?.zh ?? "", forEn: ordered?.en ?? "", pricePm: itemPm(line, insteadId) ?? PER_MILLE };
}

const promiseRows = (tx: Tx<Tables>) => tx.selectFrom("pooled.promise as p").innerJoin("pooled.pooled_order as o", "o.id", "p.order_id").innerJoin("pooled.drop as d", "d.id", "p.drop_id").innerJoin("kernel.party as e", "e.id", "o.enterprise_id").innerJoin("kernel.party as g", "g.id", "p.grower_id").innerJoin("kernel.trade_item as t", (on) => on.on(sql<boolean>`t.id = coalesce(p.instead_id, d.item_id)`))
  .selectAll("p").select(["o.no", "o.title", "o.terms", "o.currency", "o.state as order_state", "o.hub_id", "o.enterprise_id", "d.line", "d.due_on", "d.place", "d.unit", "d.item_id as ordered_id", "t.id as item_id", "d.price as drop_price", "d.state as drop_state", "e.name as enterprise", "g.name as grower", "t.zh", "t.en", "t.packing"])
  .select((of) => [
    of.selectFrom("pooled.parcel as c").select(sql<string>`coalesce(sum(c.announced), 0)`.as("n")).whereRef("c.promise_id", "=", "p.id").where("c.state", "=", "expected").as("announced"),
    of.selectFrom("pooled.parcel as c").select(sql<string>`coalesce(sum(c.accepted), 0)`.as("n")).whereRef("c.promise_id", "=", "p.id").where("c.state", "in", ["accepted", "shipped"]).as("delivered"),
    of.selectFrom("pooled.parcel as c").select(sql<string>`coalesce(sum(c.accepted), 0)`.as("n")).whereRef("c.promise_id", "=", "p.id").where("c.state", "=", "shipped").as("gone"),
  ]);

/** Promises with what has come for them, by day. */
export async function promiseViews({ tx, actor }: ReadScene, narrowed: (rows: ReturnType<typeof promiseRows>) => ReturnType<typeof promiseRows>): Promise<PromiseView[]> {
  const rows = await narrowed(promiseRows(tx)).orderBy("d.due_on").orderBy("d.line").orderBy("d.n").orderBy("p.made_at").orderBy("p.id").limit(MOST_ROWS).execute();
  const names = await itemNames(tx, [...new Set(rows.flatMap((row) => (row.instead_id === null ? [] : [row.instead_id, row.ordered_id])))]);
  return rows.map((row): PromiseView => {
    const line = lineOf(row, row);
    const [announced, accepted, shipped] = [Number(row.announced), Number(row.delivered), Number(row.gone)];
    const open = Math.max(0, row.quantity - row.withdrawn - row.defaulted - accepted - announced);
    const own = actor.system || actor.partyId === row.grower_id || (actor.partyId === null && actor.roles.includes("operator"));
    const live = own && row.state === "standing" && row.drop_state === "open" && row.order_state === "allocated" && open > 0;
    return {
      id: row.id, orderId: row.order_id, orderNo: row.no, title: row.title, enterprise: row.enterprise, dropId: row.drop_id, line: row.line, dueOn: row.due_on, place: row.place, itemId: row.item_id, itemZh: row.zh, itemEn: row.en, grade: line.grade, unit: row.unit, step: line.step, packing: row.packing as unknown as Record<string, number>,
      growerId: row.grower_id, grower: row.grower, source: row.source, state: row.state as PromiseState, quantity: row.quantity, announced, accepted, shipped, open, price: insteadPrice(line, row.instead_id, row.price ?? row.drop_price), priceAtLeast: line.price.kind === "index" ? insteadPrice(line, row.instead_id, line.price.floor) : null, ...(row.instead_id === null ? {} : { substitute: substituteView(line, row.instead_id, names) }), currency: row.currency, deposit: row.deposit, why: row.why as WhyView | null,
      can: live ? ["bring", "withdraw"] : [],
    };
  });
}

/** A grower's own promises; the manager may ask for anybody's. */
export function promisesFor(scene: PooledScene, { from, to, growerId }: { from?: string | undefined; to?: string | undefined; growerId?: string | undefined }): Promise<PromiseView[]> {
  const { actor } = scene;
  const whose = actor.partyId ?? growerId;
  return promiseViews(scene, (rows) => {
    let found = whose === undefined ? rows : rows.where("p.grower_id", "=", whose);
    if (from !== undefined) found = found.where("d.due_on", ">=", from);
    return to === undefined ? found : found.where("d.due_on", "<=", to);
  });
}
