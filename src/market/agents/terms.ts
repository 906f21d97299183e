import type { Handlers, Tx } from "../../kernel/machinery/module.ts";
import type { agents } from "./contract.ts";
import { NO_COMMISSION, NO_REBATE, type CommissionRule, type RebateRule } from "./rules.ts";
import { ownClient, partyOf, type AgentScene } from "./scene.ts";
import type { Tables } from "./store.ts";
import type { TermsView } from "./views.ts";

type Noun = Pick<Handlers<typeof agents, Tables>, "terms" | "setTerms">;

export const termHandlers: Noun = {
  async terms(scene, { clientId, agentId }) {
    const { tx, actor, businessDate, refuse } = scene;
    if (clientId !== undefined) {
      const client = await tx.selectFrom("agents.client").selectAll().where("id", "=", clientId).executeTakeFirst();
      if (client === undefined || (client.agent_id !== actor.partyId && client.party_id !== actor.partyId)) return refuse("not_found", { client: clientId });
      return { now: await termsOn(tx, client.agent_id, client.id, businessDate), history: await historyOf(tx, client.agent_id, client.id) };
    }
    const agent = agentId ?? partyOf(actor);
    return { now: await termsOn(tx, agent, null, businessDate), history: await historyOf(tx, agent, null) };
  },

  async setTerms(scene, { clientId, from, commission, rebate, reason }) {
    const { tx, actor, now, businessDate, refuse } = scene;
    if (clientId !== null) await ownClient(scene, clientId);
    // What a past list or month was promised stays promised.
    if (from < businessDate) return refuse("past_day", { day: from });
    await tx.insertInto("agents.terms").values({
      agent_id: partyOf(actor), client_id: clientId, from_day: from, commission: JSON.stringify(commission), rebate: JSON.stringify(rebate), reason, at: now, account_id: actor.accountId, account_name: actor.accountName,
    }).execute();
    return termsOn(tx, partyOf(actor), clientId, from);
  },
};

/** The terms of a client on a day: his own if there are any by then, else the agent's general ones, else none at all. */
export async function termsOn(tx: Tx<Tables>, agentId: string, clientId: string | null, on: string): Promise<TermsView> {
  const row = await tx.selectFrom("agents.terms").selectAll().where("agent_id", "=", agentId).where("from_day", "<=", on)
    .where((of) => of.or([of("client_id", "is", null), ...(clientId === null ? [] : [of("client_id", "=", clientId)])]))
    .orderBy((of) => of("client_id", "is", null)).orderBy("from_day", "desc").orderBy("id", "desc").limit(1).executeTakeFirst();
  return row === undefined ? { commission: NO_COMMISSION as TermsView["commission"], rebate: NO_REBATE as TermsView["rebate"], from: null, own: false, reason: "", at: null, by: "" } : viewOf(row);
}

async function historyOf(tx: Tx<Tables>, agentId: string, clientId: string | null): Promise<TermsView[]> {
  const rows = await tx.selectFrom("agents.terms").selectAll().where("agent_id", "=", agentId)
    .where((of) => (clientId === null ? of("client_id", "is", null) : of.or([of("client_id", "is", null), of("client_id", "=", clientId)]))).orderBy("from_day", "desc").orderBy("id", "desc").limit(50).execute();
  return rows.map(viewOf);
}

interface Row {
  readonly commission: unknown;
  readonly rebate: unknown;
  readonly from_day: string;
  readonly client_id: string | null;
  readonly reason: string;
  readonly at: Date;
  readonly account_name: string;
}
const viewOf = (row: Row): TermsView => ({
  commission: row.commission as CommissionRule as TermsView["commission"], rebate: row.rebate as RebateRule as TermsView["rebate"], from: row.from_day, own: row.client_id !== null, reason: row.reason, at: row.at.toISOString(), by: row.account_name,
});

export const rebateRuleOn = async ({ tx }: Pick<AgentScene, "tx">, agentId: string, clientId: string, on: string): Promise<RebateRule> => (await termsOn(tx, agentId, clientId, on)).rebate;
