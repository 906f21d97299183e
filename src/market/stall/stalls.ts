import { isUniqueViolation } from "../../kernel/db/errors.ts";
import type { Handlers } from "../../kernel/machinery/module.ts";
import { parties } from "../../kernel/parties/contract.ts";
import type { stall } from "./contract.ts";
import { marketOf, rightOf, stallViewOf, type StallScene } from "./right.ts";
import type { Tables } from "./store.ts";

type Noun = Pick<Handlers<typeof stall, Tables>, "openStall" | "changeStall" | "stalls" | "mine">;
const WALK_IN = "散客";

export const stallHandlers: Noun = {
  async openStall(scene, { partyId, hall, number, name }) {
    const { tx, now, newId, refuse, emit } = scene;
    const party = await tx.selectFrom("kernel.party").select(["name", "roles"]).where("id", "=", partyId).executeTakeFirst();
    if (party === undefined) return refuse("not_found", { party: partyId });
    if (!party.roles.includes("merchant") && !party.roles.includes("grower")) return refuse("cannot_sell", { name: party.name });
    await needWalkIn(scene);
    const row = { id: newId(), party_id: partyId, hall, number, name, open: true, created_at: now };
    try {
      await tx.insertInto("stall.stall").values(row).execute();
    } catch (error) {
      if (isUniqueViolation(error)) return refuse("number_taken", { number });
      throw error;
    }
    const view = await stallViewOf(scene, row);
    await emit("stallOpened", view);
    return view;
  },

  async changeStall(scene, { stallId, name, open }) {
    const set = { ...(name === undefined ? {} : { name }), ...(open === undefined ? {} : { open }) };
    const { tx, refuse } = scene;
    if (Object.keys(set).length > 0) await tx.updateTable("stall.stall").set(set).where("id", "=", stallId).execute();
    const row = await tx.selectFrom("stall.stall").selectAll().where("id", "=", stallId).executeTakeFirst();
    return row === undefined ? refuse("not_found", { stall: stallId }) : stallViewOf(scene, row);
  },

  async stalls({ tx }, { query, limit, offset }) {
    const text = `%${query.replaceAll(/[%_\\]/g, "").toLowerCase()}%`;
    const found = tx.selectFrom("stall.stall as s").innerJoin("kernel.party as p", "p.id", "s.party_id")
      .where((of) => of.or([of("s.number", "ilike", text), of("s.name", "ilike", text), of("p.name", "ilike", text), of("p.pinyin", "like", text)]));
    const { total } = await found.select((of) => of.fn.countAll<number>().as("total")).executeTakeFirstOrThrow();
    const rows = await found.selectAll("s").select("p.name as keeper").orderBy("s.number").limit(limit).offset(offset).execute();
    return { total, stalls: rows.map((row) => ({ id: row.id, hall: row.hall, number: row.number, name: row.name, partyId: row.party_id, keeper: row.keeper, open: row.open })) };
  },

  async mine(scene) {
    const { tx, actor } = scene;
    if (actor.partyId === null) return { stalls: [] };
    const rows = await tx.selectFrom("stall.stall").selectAll().where("party_id", "=", actor.partyId).orderBy("number").execute();
    const mine = [];
    for (const row of rows) {
      const right = await rightOf(scene, row);
      if (right !== null) mine.push({ stall: await stallViewOf(scene, row), right });
    }
    return { stalls: mine };
  },
};

/** Registered with the first stall; two that open at once agree on one. */
async function needWalkIn(scene: StallScene): Promise<void> {
  const { tx, ask } = scene;
  const there = await tx.selectFrom("stall.walk_in").select("party_id").executeTakeFirst();
  if (there !== undefined) return;
  const party = await ask(parties.actions.register, { kind: "person", name: WALK_IN, roles: ["buyer"], demo: (await marketOf(scene)).demo });
  await tx.insertInto("stall.walk_in").values({ party_id: party.id }).onConflict((conflict) => conflict.doNothing()).execute();
}
