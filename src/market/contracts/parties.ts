import { sql } from "kysely";
import type { Handlers } from "../../kernel/machinery/module.ts";
import type { contracts } from "./contract.ts";
import type { ContractScene } from "./course.ts";
import { isStateOrgan, type Side } from "./rules.ts";
import type { Tables } from "./store.ts";

type Noun = Pick<Handlers<typeof contracts, Tables>, "partners" | "offices" | "nameOffice">;
const ROLES_OF = { seller: ["grower", "merchant"], buyer: ["buyer", "agent"] } as const;
const MOST_FOUND = 10;

export const partyHandlers: Noun = {
  async partners({ tx, actor }, { as, query }) {
    const text = query.replaceAll(/[%_\\]/g, "").toLowerCase();
    if (text === "") return { parties: [] };
    const wanted: readonly string[] = ROLES_OF[as === "seller" ? "buyer" : "seller"];
    const rows = await tx.selectFrom("kernel.party as p").select(["p.id", "p.name", "p.town", "p.phone", "p.uscc"]).where("p.status", "=", "active").where("p.id", "<>", actor.partyId ?? "00000000-0000-0000-0000-000000000000")
      .where(sql<boolean>`p.roles && ${sql.val([...wanted])}::text[]`)
      .where((of) => of.or([of("p.name", "ilike", `%${text}%`), of("p.pinyin", "like", `%${text}%`), of("p.phone", "like", `%${text}`)]))
      .where((of) => of.not(of.exists(of.selectFrom("contracts.office as o").select("o.uscc").whereRef("o.uscc", "=", "p.uscc"))))
      .orderBy("p.name").limit(MOST_FOUND).execute();
    return { parties: rows.filter((row) => !isStateOrgan(row.uscc)).map((row) => ({ id: row.id, name: row.name, town: row.town, phoneTail: row.phone?.slice(-4) ?? "" })) };
  },

  async offices({ tx }) {
    const rows = await tx.selectFrom("contracts.office").selectAll().orderBy("at").execute();
    return { offices: rows.map((row) => ({ uscc: row.uscc, name: row.name, at: row.at.toISOString(), by: row.account_name })) };
  },

  async nameOffice({ tx, now, actor, refuse }, { uscc, name }) {
    const bound = await tx.selectFrom("contracts.contract as c").innerJoin("kernel.party as p", (join) => join.on((of) => of.or([of("p.id", "=", of.ref("c.seller_id")), of("p.id", "=", of.ref("c.buyer_id"))])))
      .select("c.no").where("p.uscc", "=", uscc).where("c.state", "not in", ["ended", "defaulted", "cancelled"]).limit(1).executeTakeFirst();
    // What already runs is ended by its parties first; nothing is torn up by a setting.
    if (bound !== undefined) return refuse("contracts_running", { no: bound.no });
    await tx.insertInto("contracts.office").values({ uscc, name, at: now, account_id: actor.accountId, account_name: actor.accountName }).onConflict((conflict) => conflict.doNothing()).execute();
    return { uscc };
  },
};

/** Two parties that trade, neither of them the industry office; asked when they are named, and again when they bind themselves. */
export async function mustBeParties({ tx, refuse }: ContractScene, ids: Readonly<Record<Side, string>>): Promise<void> {
  if (ids.seller === ids.buyer) refuse("own_party");
  for (const side of ["seller", "buyer"] as const) {
    const party = await tx.selectFrom("kernel.party").select(["name", "uscc", "roles", "status"]).where("id", "=", ids[side]).executeTakeFirst() ?? refuse("not_found", { party: ids[side] });
    const named = party.uscc === null ? undefined : await tx.selectFrom("contracts.office").select("uscc").where("uscc", "=", party.uscc).executeTakeFirst();
    if (named !== undefined || isStateOrgan(party.uscc)) refuse("office_never_party", { name: party.name });
    const allowed: readonly string[] = ROLES_OF[side];
    if (!party.roles.some((role) => allowed.includes(role))) refuse("not_a_trader", { name: party.name, side });
    if (party.status === "suspended") refuse("party_suspended", { name: party.name });
  }
}
