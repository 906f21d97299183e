import type { Handlers, Scene, Tx } from "../../kernel/machinery/module.ts";
import type { loss } from "./contract.ts";
import { DEFAULT_SETTINGS, type LossSettings } from "./rules.ts";
import type { Tables } from "./store.ts";

type Noun = Pick<Handlers<typeof loss, Tables>, "terms" | "setTerms">;
type Refuses<A> = { [N in keyof A]: A[N] extends { readonly refuses: readonly (infer R)[] } ? R : never }[keyof A];
export type LossScene = Scene<Tables, Refuses<(typeof loss)["actions"]> & string, (typeof loss)["events"]>;

/** Stands where the market has not been named yet. */
const UNNAMED_CURRENCY = "CNY";
export async function currencyOf(tx: Tx<Tables>): Promise<string> {
  return (await tx.selectFrom("kernel.market").select("currency").executeTakeFirst())?.currency ?? UNNAMED_CURRENCY;
}

export async function currentTerms(tx: Tx<Tables>): Promise<{ settings: LossSettings; since: Date | null }> {
  const row = await tx.selectFrom("loss.terms").select(["settings", "at"]).orderBy("id", "desc").limit(1).executeTakeFirst();
  return row === undefined ? { settings: DEFAULT_SETTINGS, since: null } : { settings: row.settings as unknown as LossSettings, since: row.at };
}
const mutable = (settings: LossSettings) => ({ ...settings, steps: settings.steps.map((step) => ({ ...step })) });

export const termHandlers: Noun = {
  async terms({ tx }) {
    const { settings, since } = await currentTerms(tx);
    return { settings: mutable(settings), since: since?.toISOString() ?? null, currency: await currencyOf(tx) };
  },

  async setTerms({ tx, now, actor }, { settings, reason }) {
    await tx.insertInto("loss.terms").values({ at: now, settings: JSON.stringify(settings), reason, account_id: actor.accountId, account_name: actor.accountName }).execute();
    return { settings, since: now.toISOString() };
  },
};
