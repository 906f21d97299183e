import { NOBODY, type Actor, type Scene, type Tx } from "../../kernel/machinery/module.ts";
import { ledger } from "../../kernel/ledger/contract.ts";
import type { agents } from "./contract.ts";
import type { ClientRow, Side, Tables } from "./store.ts";
import type { CommissionRule } from "./rules.ts";

type Refuses<A> = { [N in keyof A]: A[N] extends { readonly refuses: readonly (infer R)[] } ? R : never }[keyof A];
export type AgentScene = Scene<Tables, Refuses<(typeof agents)["actions"]> & string, (typeof agents)["events"]>;

/** Nobody's party has the id of zeros, so that somebody without a party sees nothing rather than everything. */
export const partyOf = (actor: Actor): string => actor.partyId ?? NOBODY;

/** A client of whoever asks, or the asker himself as a client; another's is not found. */
export async function clientOf({ tx, actor, refuse }: Pick<AgentScene, "tx" | "actor" | "refuse">, clientId: string): Promise<{ readonly client: ClientRow; readonly as: Side }> {
  const client = await tx.selectFrom("agents.client").selectAll().where("id", "=", clientId).executeTakeFirst();
  const as = client === undefined ? null : sideOf(actor, client);
  return client === undefined || as === null ? refuse("not_found", { client: clientId }) : { client, as };
}

/** His own client, for what only the agent does. */
export async function ownClient(scene: Pick<AgentScene, "tx" | "actor" | "refuse">, clientId: string): Promise<ClientRow> {
  const { client, as } = await clientOf(scene, clientId);
  return as === "agent" ? client : scene.refuse("not_found", { client: clientId });
}

export function sideOf(actor: Actor, who: { readonly agent_id: string; readonly party_id: string }): Side | null {
  return actor.partyId === who.agent_id ? "agent" : actor.partyId === who.party_id ? "client" : null;
}

export interface Market {
  readonly currency: string;
  readonly zh: string;
  readonly en: string;
  readonly demo: boolean;
}
const UNNAMED: Market = { currency: "CNY", zh: "花卉市场", en: "Flower market", demo: false };
export async function marketOf(tx: Tx<Tables>): Promise<Market> {
  const row = await tx.selectFrom("kernel.market").select(["currency", "name_zh as zh", "name_en as en", "demo"]).executeTakeFirst();
  return row ?? UNNAMED;
}

/** What clients owe an agent, as the ledger says. */
export async function balancesOf({ ask }: Pick<AgentScene, "ask">, agentId: string, currency: string, partyId?: string): Promise<(partyId: string) => number> {
  const { debts } = await ask(ledger.actions.owed, { creditorId: agentId, currency, ...(partyId === undefined ? {} : { partyId }) });
  const known = new Map(debts.map((debt) => [debt.partyId, debt.balance]));
  return (party) => known.get(party) ?? 0;
}

/** JSON columns come back as values. */
export const ruleOf = (row: { readonly commission: string }): CommissionRule => row.commission as unknown as CommissionRule;
export const packingOf = (packing: unknown): Record<string, number> => packing as Record<string, number>;

/** Lists are numbered through the business day, so that people can read them out. */
export async function nextNumber(tx: Tx<Tables>, businessDate: string): Promise<string> {
  const { last } = await tx.insertInto("agents.counter").values({ business_date: businessDate, last: 1 })
    .onConflict((conflict) => conflict.column("business_date").doUpdateSet((of) => ({ last: of("agents.counter.last", "+", 1) }))).returning("last").executeTakeFirstOrThrow();
  return `P${businessDate.replaceAll("-", "")}-${String(last).padStart(4, "0")}`;
}
