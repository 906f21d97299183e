import { sql } from "kysely";
import { initialsOf } from "../../engines/names/pinyin.ts";
import { isForeignKeyViolation, isUniqueViolation } from "../../kernel/db/errors.ts";
import { NOBODY, type Handlers } from "../../kernel/machinery/module.ts";
import type { offers } from "./contract.ts";
import { type OffersScene } from "./lines.ts";
import type { Tables } from "./store.ts";

type Noun = Pick<Handlers<typeof offers, Tables>, "groups" | "saveGroup" | "dropGroup" | "findBuyers">;
const MOST_FOUND = 20;

export const groupHandlers: Noun = {
  async groups({ tx, actor }) {
    const groups = await tx.selectFrom("offers.customer_group").select(["id", "name"]).where("grower_id", "=", actor.partyId ?? NOBODY).orderBy("name").execute();
    const members = groups.length === 0 ? [] : await tx.selectFrom("offers.group_member as m").innerJoin("kernel.party as p", "p.id", "m.buyer_id").select(["m.group_id", "p.id", "p.name", "p.town"])
      .where("m.group_id", "in", groups.map((group) => group.id)).orderBy("p.pinyin").execute();
    return { groups: groups.map(({ id, name }) => ({ id, name, buyers: members.filter((one) => one.group_id === id).map((one) => ({ id: one.id, name: one.name, town: one.town })) })) };
  },

  async saveGroup(scene, { groupId, name, buyerIds }) {
    const { tx, actor, now, newId, emit, refuse } = scene;
    const growerId = actor.partyId ?? refuse("not_allowed");
    const ids = [...new Set(buyerIds)];
    const buyers = ids.length === 0 ? [] : await tx.selectFrom("kernel.party").select(["id", "name", "town", "roles"]).where("id", "in", ids).execute();
    if (buyers.length < ids.length || buyers.some((buyer) => !buyer.roles.includes("buyer") && !buyer.roles.includes("agent"))) return refuse("unknown_buyer");
    const id = groupId ?? newId();
    try {
      if (groupId === undefined) await tx.insertInto("offers.customer_group").values({ id, grower_id: growerId, name, created_at: now }).execute();
      else {
        const changed = await tx.updateTable("offers.customer_group").set({ name }).where("id", "=", id).where("grower_id", "=", growerId).executeTakeFirst();
        if (changed.numUpdatedRows === 0n) return refuse("not_found", { group: id });
      }
    } catch (error) {
      if (isUniqueViolation(error)) return refuse("name_taken", { name });
      throw error;
    }
    await tx.deleteFrom("offers.group_member").where("group_id", "=", id).execute();
    if (ids.length > 0) await tx.insertInto("offers.group_member").values(ids.map((buyer_id) => ({ group_id: id, buyer_id }))).execute();
    await emit("groupChanged", { groupId: id, growerId });
    return { id, name, buyers: buyers.map((buyer) => ({ id: buyer.id, name: buyer.name, town: buyer.town })) };
  },

  async dropGroup(scene, { groupId }) {
    const { tx, actor, emit, refuse } = scene;
    const growerId = actor.partyId ?? NOBODY;
    try {
      const dropped = await tx.deleteFrom("offers.customer_group").where("id", "=", groupId).where("grower_id", "=", growerId).executeTakeFirst();
      if (dropped.numDeletedRows === 0n) return refuse("not_found", { group: groupId });
    } catch (error) {
      if (isForeignKeyViolation(error)) return refuse("group_in_use");
      throw error;
    }
    await emit("groupChanged", { groupId, growerId });
    return { dropped: true };
  },

  async findBuyers({ tx, actor }, { query }) {
    const text = query.normalize("NFKC").trim().toLowerCase().replaceAll(/[%_\\]/g, "");
    if (text === "") return { buyers: await customersOf({ tx, actor }) };
    const rows = await tx.selectFrom("kernel.party").select(["id", "name", "town", "pinyin", "roles"]).where("status", "=", "active").where(sql<boolean>`roles && array['buyer', 'agent']`).orderBy("pinyin").execute();
    const found = rows.filter((row) => row.id !== actor.partyId && (row.name.toLowerCase().includes(text) || row.pinyin.includes(text) || initialsOf(row.name).includes(text)));
    return { buyers: found.slice(0, MOST_FOUND).map(({ id, name, town }) => ({ id, name, town })) };
  },
};

/** Who bought from this grower last, for a form that has not been typed into. */
async function customersOf({ tx, actor }: Pick<OffersScene, "tx" | "actor">) {
  const rows = await tx.selectFrom("offers.purchase_line as pl").innerJoin("offers.purchase as p", "p.id", "pl.purchase_id").innerJoin("kernel.party as b", "b.id", "p.buyer_id").select(["b.id", "b.name", "b.town"])
    .where("pl.grower_id", "=", actor.partyId ?? NOBODY).where("p.placed_at", "is not", null).groupBy(["b.id"]).orderBy((of) => of.fn.max("p.placed_at"), "desc").limit(MOST_FOUND).execute();
  return rows;
}
