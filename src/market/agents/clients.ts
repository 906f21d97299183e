import { sql } from "kysely";
import { initialsOf, pinyinOf } from "../../engines/names/pinyin.ts";
import type { Handlers, Tx } from "../../kernel/machinery/module.ts";
import { parties } from "../../kernel/parties/contract.ts";
import type { agents } from "./contract.ts";
import { balancesOf, marketOf, partyOf, type AgentScene } from "./scene.ts";
import type { ClientRow, Tables } from "./store.ts";
import { termsOn } from "./terms.ts";
import type { ClientView } from "./views.ts";

type Noun = Pick<Handlers<typeof agents, Tables>, "directory" | "clients" | "saveClient" | "settings" | "setSettings">;

export const clientHandlers: Noun = {
  async directory({ tx, actor, businessDate }) {
    const rows = await tx.selectFrom("kernel.party as p").select(["p.id", "p.name", "p.town"]).where(sql<boolean>`'agent' = any(p.roles)`).where("p.status", "=", "active").where("p.id", "<>", partyOf(actor)).orderBy("p.pinyin").limit(500).execute();
    const mine = await tx.selectFrom("agents.client").select(["id", "agent_id"]).where("party_id", "=", partyOf(actor)).execute();
    const found = [];
    for (const row of rows) {
      const own = mine.find((one) => one.agent_id === row.id);
      found.push({ id: row.id, name: row.name, town: row.town, mine: own !== undefined, terms: await termsOn(tx, row.id, own?.id ?? null, businessDate) });
    }
    return { agents: found };
  },

  async clients(scene, { query, limit, offset }) {
    const { tx, actor } = scene;
    const { currency } = await marketOf(tx);
    const balance = await balancesOf(scene, partyOf(actor), currency);
    const all = await tx.selectFrom("agents.client").select("party_id").where("agent_id", "=", partyOf(actor)).execute();
    const found = searched(clientRows(tx).where("c.agent_id", "=", partyOf(actor)), query);
    const { total } = await found.clearSelect().select((of) => of.fn.countAll<number>().as("total")).executeTakeFirstOrThrow();
    const rows = await found.orderBy("c.pinyin").orderBy("c.id").limit(limit).offset(offset).execute();
    return { clients: rows.map((row) => viewOf(row, balance(row.party_id), currency)), total, owed: all.reduce((sum, row) => sum + balance(row.party_id), 0), currency };
  },

  async saveClient(scene, { clientId, name, phone, town, note, hidesSuppliers }) {
    const { tx, now, actor, refuse, ask } = scene;
    const earlier = await tx.selectFrom("agents.client").select(["agent_id"]).where("id", "=", clientId).executeTakeFirst();
    if (earlier !== undefined && earlier.agent_id !== actor.partyId) return refuse("not_found", { client: clientId });
    const called = { name, pinyin: pinyinOf(name), initials: initialsOf(name), town, note, hides_suppliers: hidesSuppliers };
    if (earlier !== undefined) {
      await tx.updateTable("agents.client").set({ ...called, ...(phone === null ? {} : { phone_tail: phone.slice(-4) }) }).where("id", "=", clientId).execute();
      return oneClient(scene, clientId);
    }
    const { demo } = await marketOf(tx);
    // He is known to the market, so that he can owe and be owed; the whole number stands there only.
    const party = await ask(parties.actions.register, { kind: "person", name, roles: ["buyer"], phone, town: town === "" ? null : town, demo });
    await tx.insertInto("agents.client").values({ id: clientId, agent_id: partyOf(actor), party_id: party.id, ...called, phone_tail: phone?.slice(-4) ?? "", came: "contact", created_at: now }).execute();
    return oneClient(scene, clientId);
  },

  async settings({ tx, actor }) {
    return settingOf(tx, partyOf(actor));
  },

  async setSettings({ tx, actor }, { byRule, share }) {
    await tx.insertInto("agents.setting").values({ agent_id: partyOf(actor), by_rule: byRule, share }).onConflict((conflict) => conflict.column("agent_id").doUpdateSet({ by_rule: byRule, share })).execute();
    return { byRule, share };
  },
};

export async function settingOf(tx: Tx<Tables>, agentId: string) {
  const row = await tx.selectFrom("agents.setting").selectAll().where("agent_id", "=", agentId).executeTakeFirst();
  return { byRule: row?.by_rule ?? true, share: row?.share ?? ("arrival" as const) };
}

const clientRows = (tx: Tx<Tables>) => tx.selectFrom("agents.client as c").innerJoin("kernel.party as a", "a.id", "c.agent_id").selectAll("c").select("a.name as agent")
  .select([
    sql<number>`(select count(*) from agents.list l where l.client_id = c.id and l.closed_at is null)`.as("open_lists"),
    sql<number>`(select count(*) from agents.line n join agents.list l on l.id = n.list_id where l.client_id = c.id and n.state = 'open' and n.filled < n.quantity)`.as("open_lines"),
    sql<Date | null>`(select max(e.at) from agents.entry e where e.client_id = c.id)`.as("last_at"),
  ]);
type Row = Awaited<ReturnType<ReturnType<typeof clientRows>["executeTakeFirstOrThrow"]>>;

function searched(found: ReturnType<typeof clientRows>, query: string) {
  const text = query.replaceAll(/[%_\\]/g, "").toLowerCase();
  return text === "" ? found : found.where((of) => of.or([of("c.name", "ilike", `%${text}%`), of("c.pinyin", "like", `${text}%`), of("c.initials", "like", `${text}%`), of("c.phone_tail", "like", `%${text}`), of("c.town", "ilike", `%${text}%`)]));
}

/** The telephone and the agent's own note are the agent's. */
export function viewOf(row: Row, balance: number, currency: string, own = true): ClientView {
  return {
    id: row.id, agentId: row.agent_id, agent: row.agent, name: row.name, phoneTail: own ? row.phone_tail : "", town: row.town, note: own ? row.note : "", hidesSuppliers: row.hides_suppliers, came: row.came, pinyin: row.pinyin, initials: row.initials,
    linked: row.link_digest !== null, balance, currency, openLists: row.open_lists, openLines: row.open_lines, lastAt: row.last_at?.toISOString() ?? null,
  };
}

export async function oneClient(scene: AgentScene, clientId: string): Promise<ClientView> {
  const row = await clientRows(scene.tx).where("c.id", "=", clientId).executeTakeFirstOrThrow();
  const { currency } = await marketOf(scene.tx);
  const balance = await balancesOf(scene, row.agent_id, currency, row.party_id);
  return viewOf(row, balance(row.party_id), currency, scene.actor.partyId === row.agent_id);
}

/** Somebody who comes himself becomes a client of the agent by giving his first list. */
export async function clientHimself(scene: AgentScene, agentId: string): Promise<ClientRow> {
  const { tx, now, actor, newId, refuse } = scene;
  const partyId = partyOf(actor);
  const agent = await tx.selectFrom("kernel.party").select("id").where("id", "=", agentId).where("status", "=", "active").where(sql<boolean>`'agent' = any(roles)`).executeTakeFirst();
  if (agent === undefined || agentId === partyId) return refuse("unknown_agent", { agent: agentId });
  const party = await tx.selectFrom("kernel.party").select(["name", "town", "phone"]).where("id", "=", partyId).executeTakeFirst();
  if (party === undefined) return refuse("not_found", { party: partyId });
  const name = party.name.slice(0, 60);
  await tx.insertInto("agents.client").values({
    id: newId(), agent_id: agentId, party_id: partyId, name, pinyin: pinyinOf(name), initials: initialsOf(name), phone_tail: party.phone?.slice(-4) ?? "", town: party.town ?? "", note: "", hides_suppliers: false, came: "party", created_at: now,
  }).onConflict((conflict) => conflict.columns(["agent_id", "party_id"]).doNothing()).execute();
  return tx.selectFrom("agents.client").selectAll().where("agent_id", "=", agentId).where("party_id", "=", partyId).executeTakeFirstOrThrow();
}
