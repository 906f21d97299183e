import { createHash } from "node:crypto";
import { sql } from "kysely";
import { addDays } from "../../engines/calendar/day.ts";
import type { Handlers, Tx } from "../../kernel/machinery/module.ts";
import type { CHANNELS } from "../settlement/contract.ts";
import type { agents } from "./contract.ts";
import { commissionOf, stateOf, type CommissionRule } from "./rules.ts";
import { marketOf, ownClient, partyOf, ruleOf, sideOf, type AgentScene } from "./scene.ts";
import type { FillRow, LineRow, Side, Tables } from "./store.ts";
import type { FillView, LineView, ListRowView, ListView } from "./views.ts";

/** What an agent and his client see of a list. */
type Noun = Pick<Handlers<typeof agents, Tables>, "lists" | "list" | "shareLink" | "seen">;
type Channel = (typeof CHANNELS)[number];

export const sightHandlers: Noun = {
  async lists(scene, { as, open, clientId, query, limit, offset }) {
    const { tx, actor } = scene;
    let found = listRows(tx).where(as === "agent" ? "l.agent_id" : "c.party_id", "=", partyOf(actor));
    if (open !== undefined) found = found.where("l.closed_at", open ? "is" : "is not", null);
    if (clientId !== undefined) found = found.where("l.client_id", "=", clientId);
    const text = query.replaceAll(/[%_\\]/g, "");
    if (text !== "") found = found.where((of) => of.or([of("l.no", "ilike", `%${text}%`), of("c.name", "ilike", `%${text}%`), of("c.pinyin", "like", `${text.toLowerCase()}%`)]));
    const { total } = await found.clearSelect().select((of) => of.fn.countAll<number>().as("total")).executeTakeFirstOrThrow();
    const rows = await found.orderBy((of) => of("l.closed_at", "is not", null)).orderBy("l.given_at", "desc").orderBy("l.no", "desc").limit(limit).offset(offset).execute();
    return { lists: await rowViews(tx, rows), total };
  },

  async list(scene, { listId, no }) {
    const { tx, actor, refuse } = scene;
    const row = await listRows(tx).where((of) => (listId === undefined ? of("l.no", "=", (no ?? "").toUpperCase()) : of("l.id", "=", listId))).executeTakeFirst();
    const as = row === undefined ? null : sideOf(actor, row);
    return row === undefined || as === null ? refuse("not_found", { list: listId ?? no ?? "" }) : wholeList(tx, row, as);
  },

  async shareLink(scene, { clientId, on }) {
    const { tx, random } = scene;
    await ownClient(scene, clientId);
    const secret = Buffer.from(random(SECRET_BYTES)).toString("base64url");
    await tx.updateTable("agents.client").set({ link_digest: on ? digestOf(secret) : null }).where("id", "=", clientId).execute();
    return { path: on ? `/my-lists/seen/${secret}` : null };
  },

  async seen({ tx, businessDate, refuse }, { secret }) {
    const client = await tx.selectFrom("agents.client as c").innerJoin("kernel.party as a", "a.id", "c.agent_id").select(["c.id", "c.name", "a.name as agent"]).where("c.link_digest", "=", digestOf(secret)).executeTakeFirst();
    if (client === undefined) return refuse("not_found", {});
    const rows = await listRows(tx).where("l.client_id", "=", client.id).where((of) => of.or([of("l.closed_at", "is", null), of("l.given_on", ">=", addDays(businessDate, -SEEN_DAYS))])).orderBy("l.given_at", "desc").limit(MAX_SEEN).execute();
    const lists = [];
    for (const row of rows) {
      const whole = await wholeList(tx, row, "client");
      lists.push({ ...whole, can: [], items: whole.items.map((line) => ({ ...line, can: [] })) });
    }
    const { zh, en, demo } = await marketOf(tx);
    return { client: client.name, agent: client.agent, market: { zh, en, demo }, lists };
  },
};

/** A hundred and twenty-eight bits: nobody finds a link by trying. */
const SECRET_BYTES = 16;
const SEEN_DAYS = 14;
const MAX_SEEN = 20;
const digestOf = (secret: string): Buffer => createHash("sha256").update(secret).digest();

async function wholeList(tx: Tx<Tables>, row: ListFound, as: Side): Promise<ListView> {
  const [view] = await rowViews(tx, [row]);
  const open = row.closed_at === null;
  return {
    ...view!, source: row.source, rule: ruleOf(row) as ListView["rule"], hidesSuppliers: row.hides_suppliers, as,
    items: await lineViews(tx, row.id, { as, rule: ruleOf(row), hidden: as === "client" && row.hides_suppliers, open }),
    can: open ? ["add", "close", ...(as === "agent" ? ["allocate" as const] : [])] : [],
  };
}

const listRows = (tx: Tx<Tables>) => tx.selectFrom("agents.list as l").innerJoin("agents.client as c", "c.id", "l.client_id").innerJoin("kernel.party as a", "a.id", "l.agent_id")
  .selectAll("l").select(["c.name as client", "c.party_id", "c.hides_suppliers", "a.name as agent"]);
type ListFound = Awaited<ReturnType<ReturnType<typeof listRows>["executeTakeFirstOrThrow"]>>;

async function rowViews(tx: Tx<Tables>, rows: readonly ListFound[]): Promise<ListRowView[]> {
  if (rows.length === 0) return [];
  const { currency } = await marketOf(tx);
  const lines = await tx.selectFrom("agents.line").select(["list_id", "quantity", "filled", "goods", "state", "priority"]).where("list_id", "in", rows.map((row) => row.id)).execute();
  const last = await tx.selectFrom("agents.fill as f").innerJoin("agents.line as n", "n.id", "f.line_id").select(["n.list_id", sql<Date>`max(f.at)`.as("at")]).where("n.list_id", "in", rows.map((row) => row.id)).groupBy("n.list_id").execute();
  return rows.map((row) => {
    const own = lines.filter((line) => line.list_id === row.id);
    const rule = ruleOf(row);
    return {
      id: row.id, no: row.no, clientId: row.client_id, client: row.client, agentId: row.agent_id, agent: row.agent, givenAt: row.given_at.toISOString(), givenOn: row.given_on, wantedOn: row.wanted_on, givenBy: row.given_by, by: row.account_name, note: row.note,
      closedAt: row.closed_at?.toISOString() ?? null, closeReason: row.close_reason, lines: own.length, linesFilled: own.filter((line) => line.filled === line.quantity).length,
      linesClosed: own.filter((line) => stateOf(line) === "closed").length, urgentOpen: own.filter((line) => line.priority === "urgent" && line.state === "open" && line.filled < line.quantity).length,
      units: sum(own, (line) => line.quantity), filled: sum(own, (line) => line.filled), goods: sum(own, (line) => line.goods), commission: sum(own, (line) => commissionOf(rule, line.goods, line.filled).amount), currency,
      lastFillAt: last.find((one) => one.list_id === row.id)?.at.toISOString() ?? null,
    };
  });
}
const sum = <T>(rows: readonly T[], of: (row: T) => number): number => rows.reduce((total, row) => total + of(row), 0);

export async function oneRow({ tx }: Pick<AgentScene, "tx">, listId: string): Promise<ListRowView> {
  return (await rowViews(tx, [await listRows(tx).where("l.id", "=", listId).executeTakeFirstOrThrow()]))[0]!;
}

interface Reader {
  readonly as: Side;
  readonly rule: CommissionRule;
  readonly hidden: boolean;
  readonly open: boolean;
}

async function lineViews(tx: Tx<Tables>, listId: string, reader: Reader, lineId?: string): Promise<LineView[]> {
  let found = tx.selectFrom("agents.line as n").leftJoin("kernel.trade_item as i", "i.id", "n.item_id").selectAll("n").select(["i.zh", "i.en"]).where("n.list_id", "=", listId);
  if (lineId !== undefined) found = found.where("n.id", "=", lineId);
  const lines = await found.orderBy("n.place").execute();
  const fills = lines.length === 0 ? [] : await fillRows(tx).where("f.line_id", "in", lines.map((line) => line.id)).orderBy("f.at").orderBy("f.id").execute();
  return lines.map((line) => lineView(line, fills.filter((fill) => fill.line_id === line.id).map((fill) => fillView(fill, reader.hidden)), reader));
}

function lineView(line: LineRow & { zh: string | null; en: string | null }, fills: FillView[], { as, rule, open }: Reader): LineView {
  const changeable = open && line.state === "open";
  const left = line.state === "closed" ? 0 : line.quantity - line.filled;
  return {
    id: line.id, place: line.place, said: line.said, itemId: line.item_id, itemZh: line.zh ?? line.spec, itemEn: line.en ?? line.spec, spec: line.spec, grade: line.grade, written: line.written, quantity: line.quantity, unit: line.unit, limitPrice: line.limit_price,
    priority: line.priority, substitute: line.substitute, state: stateOf(line), filled: line.filled, left, goods: line.goods, commission: { goods: line.goods, units: line.filled, ...commissionOf(rule, line.goods, line.filled) },
    closedAt: line.closed_at?.toISOString() ?? null, closedBy: line.closed_by, closeReason: line.close_reason, fills,
    can: changeable ? ["change", "close", ...(as === "agent" && left > 0 ? ["fill" as const] : [])] : [],
  };
}

export const fillRows = (tx: Tx<Tables>) => tx.selectFrom("agents.fill as f").innerJoin("agents.purchase as p", "p.sale_id", "f.sale_id").innerJoin("kernel.trade_item as i", "i.id", "p.item_id").innerJoin("kernel.party as s", "s.id", "p.seller_id")
  .selectAll("f").select(["p.channel", "p.lot_no", "p.lot_id", "p.grade", "p.unit", "p.business_date", "i.zh", "i.en", "i.packing", "s.name as seller"]);

export function fillView(fill: FillRow & { channel: string; lot_no: string; grade: FillView["grade"]; unit: string; zh: string; en: string; seller: string }, hidden: boolean): FillView {
  return {
    id: fill.id, at: fill.at.toISOString(), onDay: fill.on_day, saleId: fill.sale_id, channel: fill.channel as Channel, lotNo: fill.lot_no, itemZh: fill.zh, itemEn: fill.en, grade: fill.grade, seller: hidden ? null : fill.seller,
    units: fill.units, unit: fill.unit, price: fill.price, goods: fill.goods, refunded: fill.refunded, by: fill.filled_by, backAt: fill.back_at?.toISOString() ?? null, backWhy: fill.back_why, backReason: fill.back_reason,
  };
}

export async function oneLine({ tx, actor }: Pick<AgentScene, "tx" | "actor">, lineId: string): Promise<LineView> {
  const row = await tx.selectFrom("agents.line as n").innerJoin("agents.list as l", "l.id", "n.list_id").innerJoin("agents.client as c", "c.id", "l.client_id")
    .select(["l.id", "l.commission", "l.closed_at", "c.agent_id", "c.party_id", "c.hides_suppliers"]).where("n.id", "=", lineId).executeTakeFirstOrThrow();
  const as = sideOf(actor, row) ?? "client";
  return (await lineViews(tx, row.id, { as, rule: ruleOf(row), hidden: as === "client" && row.hides_suppliers, open: row.closed_at === null }, lineId))[0]!;
}
