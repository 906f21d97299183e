import type { Handlers, Tx } from "../../kernel/machinery/module.ts";
import type { claims } from "./contract.ts";
import { DEFAULT_SETTINGS, type ClaimSettings } from "./rules.ts";
import type { Tables } from "./store.ts";

type Noun = Pick<Handlers<typeof claims, Tables>, "terms" | "setTerms">;
/** As the runtime answers before the market has been named. */
const UNNAMED_CURRENCY = "CNY";

export async function currentTerms(tx: Tx<Tables>): Promise<{ settings: ClaimSettings; since: Date | null }> {
  const row = await tx.selectFrom("claims.terms").selectAll().orderBy("id", "desc").limit(1).executeTakeFirst();
  return row === undefined ? { settings: DEFAULT_SETTINGS, since: null } : { settings: row.settings as unknown as ClaimSettings, since: row.at };
}

export const termHandlers: Noun = {
  async terms({ tx }) {
    const { settings, since } = await currentTerms(tx);
    const market = await tx.selectFrom("kernel.market").select("currency").executeTakeFirst();
    return { settings, since: since?.toISOString() ?? null, currency: market?.currency ?? UNNAMED_CURRENCY };
  },

  async setTerms({ tx, now, actor, emit }, { settings, reason }) {
    await tx.insertInto("claims.terms").values({ at: now, settings: JSON.stringify(settings), reason, account_id: actor.accountId, account_name: actor.accountName }).execute();
    await emit("termsChanged", { settings });
    return { settings, since: now.toISOString() };
  },
};
