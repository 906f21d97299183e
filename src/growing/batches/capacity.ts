import { sql } from "kysely";
import { isUnit } from "../../engines/units/units.ts";
import type { Handlers, Tx } from "../../kernel/machinery/module.ts";
import type { batches } from "./contract.ts";
import { growerFor, sideOf, type BatchScene } from "./scene.ts";
import type { Tables } from "./store.ts";
import type { CapacityView } from "./views.ts";

type Noun = Pick<Handlers<typeof batches, Tables>, "capacity" | "setCapacity" | "towns" | "setTown">;

const METRES = 1_000;

export async function capacitiesOf(tx: Tx<Tables>, growerIds: readonly string[]): Promise<Map<string, CapacityView[]>> {
  if (growerIds.length === 0) return new Map();
  const rows = await tx.selectFrom("batches.capacity").selectAll().where("grower_id", "in", [...growerIds]).orderBy("unit").execute();
  return new Map([...Map.groupBy(rows, (row) => row.grower_id)].map(([growerId, own]) => [growerId, own.map((row) => ({ unit: row.unit, perDay: row.per_day, perTrip: row.per_trip }))]));
}
export const capacityOf = async (tx: Tx<Tables>, growerId: string): Promise<CapacityView[]> => (await capacitiesOf(tx, [growerId])).get(growerId) ?? [];

export async function distancesOf(tx: Tx<Tables>): Promise<Map<string, number>> {
  const rows = await tx.selectFrom("batches.town").select(["town", "metres"]).execute();
  return new Map(rows.map((row) => [row.town, row.metres / METRES]));
}

async function townsOf({ tx }: Pick<BatchScene, "tx">) {
  const growers = await tx.selectFrom("kernel.party").select(["town", sql<number>`count(*)`.as("growers")]).where(sql<boolean>`'grower' = any(roles)`).where("town", "is not", null).groupBy("town").orderBy("town").execute();
  const rows = await tx.selectFrom("batches.town").selectAll().orderBy("metres").orderBy("town").execute();
  const named = new Set(rows.map(({ town }) => town));
  return {
    towns: rows.map((row) => ({ town: row.town, km: row.metres / METRES, growers: growers.find(({ town }) => town === row.town)?.growers ?? 0, by: row.account_name, at: row.at.toISOString() })),
    without: growers.flatMap(({ town }) => (town === null || named.has(town) ? [] : [town])),
  };
}

export const capacityHandlers: Noun = {
  async capacity(scene, { growerId }) {
    const grower = growerFor(scene, growerId);
    return { growerId: grower, capacity: await capacityOf(scene.tx, grower) };
  },

  async setCapacity(scene, { growerId, unit, perDay, perTrip }) {
    const { tx, actor, now, refuse } = scene;
    const grower = growerFor(scene, growerId);
    if (sideOf(actor, grower) === "looker") return refuse("not_found", { grower });
    const party = await tx.selectFrom("kernel.party").select(["name", "roles"]).where("id", "=", grower).executeTakeFirst();
    if (party?.roles.includes("grower") !== true) return refuse("not_a_grower", { name: party?.name ?? "" });
    if (!isUnit(unit)) return refuse("unknown_unit", { unit });
    if (perDay === null) await tx.deleteFrom("batches.capacity").where("grower_id", "=", grower).where("unit", "=", unit).execute();
    else {
      const said = { per_day: perDay, per_trip: perTrip, at: now, account_name: actor.accountName };
      await tx.insertInto("batches.capacity").values({ grower_id: grower, unit, ...said }).onConflict((conflict) => conflict.columns(["grower_id", "unit"]).doUpdateSet(said)).execute();
    }
    return { growerId: grower, capacity: await capacityOf(tx, grower) };
  },

  towns: (scene) => townsOf(scene),

  async setTown(scene, { town, km }) {
    const { tx, actor, now } = scene;
    if (km === null) await tx.deleteFrom("batches.town").where("town", "=", town).execute();
    else {
      const said = { metres: Math.round(km * METRES), at: now, account_name: actor.accountName };
      await tx.insertInto("batches.town").values({ town, ...said }).onConflict((conflict) => conflict.column("town").doUpdateSet(said)).execute();
    }
    return townsOf(scene);
  },
};
