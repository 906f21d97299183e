import type { Selectable } from "kysely";
import type { Handlers } from "../../kernel/machinery/module.ts";
import { parties } from "../../kernel/parties/contract.ts";
import type { stall } from "./contract.ts";
import { marketOf, ownerAt, placeAt, type StallScene } from "./right.ts";
import type { StallTables, Tables } from "./store.ts";
import type { HelperView } from "./views.ts";

/** Who helps at a stall, and how far. */
type Noun = Pick<Handlers<typeof stall, Tables>, "helpers" | "setHelper" | "dismissHelper" | "setFloor">;

export const staffHandlers: Noun = {
  async helpers(handed, { stallId }) {
    const scene = handed as StallScene;
    const { tx } = scene;
    await placeAt(scene, stallId);
    const rows = await tx.selectFrom("stall.helper").selectAll().where("stall_id", "=", stallId).orderBy("name").execute();
    const floors = await tx.selectFrom("stall.floor as f").innerJoin("kernel.trade_item as i", "i.id", "f.item_id").select(["f.item_id", "f.price", "i.zh", "i.en", "i.unit"]).where("f.stall_id", "=", stallId).orderBy("i.pinyin").execute();
    return { helpers: rows.map(viewOf), floors: floors.map((row) => ({ itemId: row.item_id, zh: row.zh, en: row.en, unit: row.unit, price: row.price })), currency: (await marketOf(scene)).currency };
  },

  async setHelper(handed, { stallId, login, role, mayCredit, mayCountUp, allowanceMax, returnMax }) {
    const scene = handed as StallScene;
    const { tx, now, ask, actor, refuse } = scene;
    await ownerAt(scene, stallId);
    // An account that acts for the keeper already needs no second appointment; another becomes his delegate.
    const { members } = await ask(parties.actions.members, {});
    const there = members.find((member) => member.login === login && member.revokedAt === null) ?? (await ask(parties.actions.appointDelegate, { login }));
    if (there.accountId === actor.accountId) return refuse("not_oneself");
    const row = { name: there.name, role, may_credit: mayCredit, may_count_up: mayCountUp, allowance_max: allowanceMax, return_max: returnMax, active: true, at: now };
    const written = await tx.insertInto("stall.helper").values({ stall_id: stallId, account_id: there.accountId, ...row }).onConflict((conflict) => conflict.columns(["stall_id", "account_id"]).doUpdateSet(row)).returningAll().executeTakeFirstOrThrow();
    return viewOf(written);
  },

  async dismissHelper(handed, { stallId, accountId }) {
    const scene = handed as StallScene;
    await ownerAt(scene, stallId);
    const row = await scene.tx.updateTable("stall.helper").set({ active: false, at: scene.now }).where("stall_id", "=", stallId).where("account_id", "=", accountId).returningAll().executeTakeFirst();
    if (row === undefined) return scene.refuse("not_a_helper");
    // Who helps at no stall of the keeper any more no longer acts for him; one who is more than a delegate stays what he is.
    const { more } = await scene.tx.selectFrom("stall.helper as h").innerJoin("stall.stall as s", "s.id", "h.stall_id").select((of) => of.fn.countAll<number>().as("more"))
      .where("h.account_id", "=", accountId).where("h.active", "=", true).where("s.party_id", "=", scene.actor.partyId).executeTakeFirstOrThrow();
    if (more === 0) await scene.attempt(() => scene.ask(parties.actions.dismissDelegate, { accountId }));
    return viewOf(row);
  },

  async setFloor(handed, { stallId, itemId, price }) {
    const scene = handed as StallScene;
    await ownerAt(scene, stallId);
    if (price === null) await scene.tx.deleteFrom("stall.floor").where("stall_id", "=", stallId).where("item_id", "=", itemId).execute();
    else await scene.tx.insertInto("stall.floor").values({ stall_id: stallId, item_id: itemId, price }).onConflict((conflict) => conflict.columns(["stall_id", "item_id"]).doUpdateSet({ price })).execute();
    return { itemId, price };
  },
};

const viewOf = (row: Selectable<StallTables["stall.helper"]>): HelperView => ({
  accountId: row.account_id, name: row.name, role: row.role, mayCredit: row.may_credit, mayCountUp: row.may_count_up, allowanceMax: row.allowance_max, returnMax: row.return_max, active: row.active, at: row.at.toISOString(),
});
