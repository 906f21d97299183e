import { isUniqueViolation } from "../../kernel/db/errors.ts";
import { ledger } from "../../kernel/ledger/contract.ts";
import type { Handlers, Scene, Tx } from "../../kernel/machinery/module.ts";
import type { packaging } from "./contract.ts";
import { sideOf } from "./rules.ts";
import type { Kind, Tables } from "./store.ts";
import type { KindView } from "./views.ts";

type Noun = Pick<Handlers<typeof packaging, Tables>, "kinds" | "setKind" | "setValue" | "values">;
type Refuses<A> = { [N in keyof A]: A[N] extends { readonly refuses: readonly (infer R)[] } ? R : never }[keyof A];
export type PackagingScene = Scene<Tables, Refuses<(typeof packaging)["actions"]> & string, (typeof packaging)["events"]>;

/** Stands where the market has not been named yet. */
const UNNAMED_CURRENCY = "CNY";

export async function currencyOf(tx: Tx<Tables>): Promise<string> {
  return (await tx.selectFrom("kernel.market").select("currency").executeTakeFirst())?.currency ?? UNNAMED_CURRENCY;
}

/** What a kind costs on a day. */
export const valueOn = (tx: Tx<Tables>, kindId: string, on: string) =>
  tx.selectFrom("packaging.kind_value").selectAll().where("kind_id", "=", kindId).where("valid_from", "<=", on).orderBy("valid_from", "desc").limit(1).executeTakeFirst();

/** Locked, so that movements of one kind stand in a line. */
export async function heldKind({ tx, refuse }: Pick<PackagingScene, "tx" | "refuse">, kindId: string): Promise<Kind> {
  return (await tx.selectFrom("packaging.kind").selectAll().where("id", "=", kindId).forNoKeyUpdate().executeTakeFirst()) ?? refuse("not_found", { kind: kindId });
}

/** Whether a line of the fee sheet takes the deposit of this party already, so that nobody pays it twice. */
export async function paidByFee({ ask, businessDate }: Pick<PackagingScene, "ask" | "businessDate">, kind: Pick<Kind, "fee_code">, roles: readonly string[]): Promise<boolean> {
  if (kind.fee_code === null) return false;
  const { fees } = await ask(ledger.actions.feeSheet, { on: businessDate });
  return fees.some((fee) => fee.code === kind.fee_code && fee.payer === sideOf(roles));
}

async function viewsOf({ tx, ask, businessDate }: Pick<PackagingScene, "tx" | "ask" | "businessDate">, kinds: readonly Kind[]): Promise<KindView[]> {
  const currency = await currencyOf(tx);
  const values = kinds.length === 0 ? [] : await tx.selectFrom("packaging.kind_value").selectAll().distinctOn("kind_id").where("kind_id", "in", kinds.map((kind) => kind.id)).where("valid_from", "<=", businessDate).orderBy("kind_id").orderBy("valid_from", "desc").execute();
  const { fees } = kinds.some((kind) => kind.fee_code !== null) ? await ask(ledger.actions.feeSheet, { on: businessDate }) : { fees: [] };
  return kinds.map((kind) => {
    const value = values.find((one) => one.kind_id === kind.id);
    return {
      id: kind.id, code: kind.code, zh: kind.zh, en: kind.en, family: kind.family, numbered: kind.numbered, feeCode: kind.fee_code, overdueDays: kind.overdue_days,
      deposit: value?.deposit ?? null, replacement: value?.replacement ?? null, currency: value?.currency ?? currency, since: value?.valid_from ?? null,
      byFee: kind.fee_code === null ? [] : [...new Set(fees.filter((fee) => fee.code === kind.fee_code).map((fee) => fee.payer))],
    };
  });
}

export const kindHandlers: Noun = {
  async kinds(scene) {
    const kinds = await scene.tx.selectFrom("packaging.kind").selectAll().orderBy("asset_type").execute();
    return { kinds: await viewsOf(scene, kinds), currency: await currencyOf(scene.tx) };
  },

  async setKind(scene, { code, zh, en, family, numbered, feeCode, overdueDays }) {
    const { tx, now, newId, refuse } = scene;
    const before = await tx.selectFrom("packaging.kind").selectAll().where("code", "=", code).forUpdate().executeTakeFirst();
    if (before !== undefined && (before.family !== family || before.numbered !== numbered)) return refuse("kind_fixed", { code });
    const said = { zh, en, fee_code: feeCode, overdue_days: overdueDays };
    const kind = before === undefined
      ? await tx.insertInto("packaging.kind").values({ id: newId(), code, family, numbered, created_at: now, ...said }).returningAll().executeTakeFirstOrThrow()
      : await tx.updateTable("packaging.kind").set(said).where("id", "=", before.id).returningAll().executeTakeFirstOrThrow();
    return (await viewsOf(scene, [kind]))[0]!;
  },

  async setValue(scene, { kindId, validFrom, deposit, replacement, reason }) {
    const { tx, now, actor, businessDate, refuse, emit } = scene;
    const kind = await heldKind(scene, kindId);
    if (replacement < deposit) return refuse("replacement_below_deposit");
    const first = await tx.selectFrom("packaging.kind_value").select("valid_from").where("kind_id", "=", kindId).limit(1).executeTakeFirst();
    // Only the very first value may reach back: with it nothing was given out yet.
    if (first !== undefined && validFrom < businessDate) return refuse("value_in_the_past", { today: businessDate });
    const currency = await currencyOf(tx);
    try {
      await tx.insertInto("packaging.kind_value").values({ kind_id: kindId, valid_from: validFrom, deposit, replacement, currency, reason, at: now, account_id: actor.accountId, account_name: actor.accountName }).execute();
    } catch (error) {
      if (isUniqueViolation(error)) return refuse("value_set", { day: validFrom });
      throw error;
    }
    await emit("valueSet", { kindId, validFrom, deposit, replacement, currency });
    return (await viewsOf(scene, [kind]))[0]!;
  },

  async values({ tx }, { kindId }) {
    const rows = await tx.selectFrom("packaging.kind_value").selectAll().where("kind_id", "=", kindId).orderBy("valid_from", "desc").execute();
    return { values: rows.map((row) => ({ validFrom: row.valid_from, deposit: row.deposit, replacement: row.replacement, currency: row.currency, reason: row.reason, by: row.account_name, at: row.at.toISOString() })) };
  },
};
