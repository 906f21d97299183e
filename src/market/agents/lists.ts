import { parseQuantity } from "../../engines/units/parse.ts";
import type { Handlers } from "../../kernel/machinery/module.ts";
import { clientHimself } from "./clients.ts";
import type { agents } from "./contract.ts";
import { MAX_LINES_A_LIST, MAX_QUANTITY, readQuantity } from "./rules.ts";
import { clientOf, nextNumber, packingOf, sideOf, type AgentScene } from "./scene.ts";
import { oneLine, oneRow } from "./sight.ts";
import type { ClientRow, LineRow, ListRow, Side, Tables } from "./store.ts";
import { termsOn } from "./terms.ts";
import type { LineInput } from "./views.ts";

type Noun = Pick<Handlers<typeof agents, Tables>, "giveList" | "addLines" | "changeLine" | "closeLine" | "closeList">;

export const listHandlers: Noun = {
  async giveList(scene, { listId, clientId, agentId, wantedOn, source, note, lines }) {
    const earlier = await scene.tx.selectFrom("agents.list").select("id").where("id", "=", listId).executeTakeFirst();
    if (earlier !== undefined) {
      await heldList(scene, listId);
      return oneRow(scene, listId);
    }
    const { client, as } = await whose(scene, clientId, agentId);
    if (wantedOn !== undefined && wantedOn < scene.businessDate) return scene.refuse("past_day", { day: wantedOn });
    await openList(scene, { listId, client, as, wantedOn: wantedOn ?? scene.businessDate, source, note }, lines);
    return oneRow(scene, listId);
  },

  async addLines(scene, { listId, lines }) {
    const { list } = await openedList(scene, listId);
    await writeLines(scene, list.id, lines);
    await told(scene, list);
    return oneRow(scene, listId);
  },

  async changeLine(scene, { lineId, ...wanted }) {
    const { line, list } = await heldLine(scene, lineId);
    await changeLine(scene, line, wanted);
    await told(scene, list);
    return oneLine(scene, lineId);
  },

  async closeLine(scene, { lineId, reason }) {
    const { line, list, as } = await heldLine(scene, lineId);
    await scene.tx.updateTable("agents.line").set({ state: "closed", closed_at: scene.now, closed_by: as, close_reason: reason }).where("id", "=", line.id).execute();
    await told(scene, list);
    return oneLine(scene, lineId);
  },

  async closeList(scene, { listId, reason }) {
    const { list, as } = await openedList(scene, listId);
    const { tx, now, actor } = scene;
    await tx.updateTable("agents.line").set({ state: "closed", closed_at: now, closed_by: as, close_reason: reason }).where("list_id", "=", list.id).where("state", "=", "open").whereRef("filled", "<", "quantity").execute();
    await tx.updateTable("agents.list").set({ closed_at: now, closed_name: actor.accountName, close_reason: reason }).where("id", "=", list.id).execute();
    await told(scene, list);
    return oneRow(scene, listId);
  },
};

/** A client of the agent who asks, or the asker himself as the client of the agent he names. */
export async function whose(scene: AgentScene, clientId: string | undefined, agentId: string | undefined): Promise<{ client: ClientRow; as: Side }> {
  if (clientId !== undefined) return clientOf(scene, clientId);
  if (agentId === undefined) return scene.refuse("unknown_agent", { agent: "" });
  return { client: await clientHimself(scene, agentId), as: "client" };
}

export interface NewList {
  readonly listId: string;
  readonly client: ClientRow;
  readonly as: Side;
  readonly wantedOn: string;
  readonly source: string;
  readonly note: string;
}

export async function openList(scene: AgentScene, { listId, client, as, wantedOn, source, note }: NewList, lines: readonly LineInput[]): Promise<void> {
  const { tx, now, actor, businessDate, emit } = scene;
  const no = await nextNumber(tx, businessDate);
  const { commission } = await termsOn(tx, client.agent_id, client.id, businessDate);
  await tx.insertInto("agents.list").values({
    id: listId, no, agent_id: client.agent_id, client_id: client.id, given_at: now, given_on: businessDate, wanted_on: wantedOn, given_by: as, account_id: actor.accountId, account_name: actor.accountName, source, note, commission: JSON.stringify(commission),
  }).execute();
  await writeLines(scene, listId, lines);
  await emit("listGiven", { listId, no, clientId: client.id, agentId: client.agent_id, givenBy: as, lines: lines.length });
}

export async function writeLines(scene: AgentScene, listId: string, lines: readonly LineInput[]): Promise<void> {
  const { tx, newId, refuse } = scene;
  const { last } = await tx.selectFrom("agents.line").select((of) => of.fn.coalesce(of.fn.max("place"), of.lit(0)).as("last")).where("list_id", "=", listId).executeTakeFirstOrThrow();
  if (last + lines.length > MAX_LINES_A_LIST) return refuse("too_many_lines", { most: MAX_LINES_A_LIST });
  const ids = [...new Set(lines.flatMap((line) => line.itemId ?? []))];
  const items = ids.length === 0 ? [] : await tx.selectFrom("kernel.trade_item").select(["id", "unit", "packing"]).where("id", "in", ids).execute();
  const rows = lines.map((line, n) => {
    const item = items.find((one) => one.id === line.itemId);
    if (line.itemId !== null && item === undefined) return refuse("unknown_item", { line: n + 1 });
    const { quantity, unit } = amountOf(scene, line.quantity, item === undefined ? null : { unit: item.unit, packing: packingOf(item.packing) }, n + 1);
    return {
      id: newId(), list_id: listId, place: last + n + 1, said: line.said, item_id: line.itemId, spec: line.spec, substitute: line.substitute, grade: line.grade, written: line.quantity, quantity, unit, limit_price: line.limitPrice, priority: line.priority,
    };
  });
  await tx.insertInto("agents.line").values(rows).execute();
}

/** "2箱" in the sales unit of the item; without an item one unit as it was written. */
function amountOf({ refuse }: Pick<AgentScene, "refuse">, written: string, item: { unit: string; packing: Record<string, number> } | null, line: number): { quantity: number; unit: string } {
  if (item !== null) {
    const read = readQuantity(written, item.unit, item.packing);
    return read.ok ? { quantity: read.quantity, unit: item.unit } : refuse("bad_quantity", { line, written, why: read.message });
  }
  const read = parseQuantity(written, "pot");
  const [part, ...more] = read.ok ? read.parts : [];
  if (part === undefined || more.length > 0 || part.quantity < 1 || part.quantity > MAX_QUANTITY) return refuse("bad_quantity", { line, written, why: read.ok ? "" : read.message });
  return { quantity: part.quantity, unit: part.unit };
}

interface Change {
  readonly quantity?: string | undefined;
  readonly limitPrice?: number | null | undefined;
  readonly grade?: LineRow["grade"] | undefined;
  readonly priority?: LineRow["priority"] | undefined;
  readonly substitute?: boolean | undefined;
  readonly itemId?: string | undefined;
}

export async function changeLine(scene: AgentScene, line: LineRow, wanted: Change): Promise<void> {
  const { tx, refuse } = scene;
  const itemId = wanted.itemId ?? line.item_id;
  // What was bought for a line is of its item; another item is another line.
  if (itemId !== line.item_id && line.filled > 0) return refuse("item_stays", { line: line.place });
  const item = itemId === null ? undefined : await tx.selectFrom("kernel.trade_item").select(["unit", "packing"]).where("id", "=", itemId).executeTakeFirst();
  if (itemId !== null && item === undefined) return refuse("unknown_item", { line: line.place });
  const again = wanted.quantity !== undefined || itemId !== line.item_id;
  const written = wanted.quantity ?? line.written;
  const amount = again ? amountOf(scene, written, item === undefined ? null : { unit: item.unit, packing: packingOf(item.packing) }, line.place) : { quantity: line.quantity, unit: line.unit };
  if (amount.quantity < line.filled) return refuse("below_filled", { filled: line.filled });
  await tx.updateTable("agents.line").set({
    item_id: itemId, written, ...amount, limit_price: wanted.limitPrice === undefined ? line.limit_price : wanted.limitPrice, grade: wanted.grade === undefined ? line.grade : wanted.grade,
    priority: wanted.priority ?? line.priority, substitute: wanted.substitute ?? line.substitute,
  }).where("id", "=", line.id).execute();
}

/** A list of the asker's, locked; another's is not found. */
export async function heldList({ tx, actor, refuse }: AgentScene, listId: string): Promise<{ list: ListRow; client: ClientRow; as: Side }> {
  const list = await tx.selectFrom("agents.list").selectAll().where("id", "=", listId).forUpdate().executeTakeFirst();
  if (list === undefined) return refuse("not_found", { list: listId });
  const client = await tx.selectFrom("agents.client").selectAll().where("id", "=", list.client_id).executeTakeFirstOrThrow();
  const as = sideOf(actor, client);
  return as === null ? refuse("not_found", { list: listId }) : { list, client, as };
}

export async function openedList(scene: AgentScene, listId: string): ReturnType<typeof heldList> {
  const held = await heldList(scene, listId);
  return held.list.closed_at === null ? held : scene.refuse("list_closed", { no: held.list.no });
}

/** A line that can still be changed, locked with its list. */
async function heldLine(scene: AgentScene, lineId: string): Promise<{ line: LineRow; list: ListRow; as: Side }> {
  const { tx, refuse } = scene;
  const first = await tx.selectFrom("agents.line").select("list_id").where("id", "=", lineId).executeTakeFirst();
  if (first === undefined) return refuse("not_found", { line: lineId });
  const { list, as } = await heldList(scene, first.list_id);
  const line = await tx.selectFrom("agents.line").selectAll().where("id", "=", lineId).forUpdate().executeTakeFirstOrThrow();
  if (line.state === "closed" || list.closed_at !== null) return refuse("line_closed", { line: line.place });
  return { line, list, as };
}

const told = ({ emit }: AgentScene, list: ListRow): Promise<void> => emit("listChanged", { listId: list.id, no: list.no, clientId: list.client_id, agentId: list.agent_id });
