import { mondayOf } from "../../engines/calendar/day.ts";
import { calendar } from "../../kernel/calendar/contract.ts";
import type { Handlers } from "../../kernel/machinery/module.ts";
import type { guidance } from "./contract.ts";
import { USUAL_ASSUMPTION, USUAL_SOURCE, type Assumption } from "./rules.ts";
import type { GuidanceScene } from "./scene.ts";
import type { Tables } from "./store.ts";
import type { ArrivalView, AssumptionView } from "./views.ts";

type Noun = Pick<Handlers<typeof guidance, Tables>, "arrivals" | "enterArrival" | "withdrawArrival" | "assumptions" | "assume">;

const arrivalRows = (tx: GuidanceScene["tx"]) => tx.selectFrom("guidance.arrival as a").innerJoin("kernel.species as s", "s.id", "a.species_id").selectAll("a").select(["s.zh", "s.en"]);
type ArrivalRow = Awaited<ReturnType<ReturnType<typeof arrivalRows>["execute"]>>[number];
const arrivalView = (row: ArrivalRow): ArrivalView => ({ id: row.id, speciesId: row.species_id, zh: row.zh, en: row.en, unit: row.unit, week: row.week, units: row.units, origin: row.origin, source: row.source, by: row.account_name, at: row.at.toISOString(), demo: row.demo });

export const estimateHandlers: Noun = {
  async arrivals({ tx, businessDate }, { from }) {
    const rows = await arrivalRows(tx).where("a.withdrawn_at", "is", null).where("a.week", ">=", mondayOf(from ?? businessDate)).orderBy("a.week").orderBy("s.zh").orderBy("a.id").limit(1_000).execute();
    return { arrivals: rows.map(arrivalView) };
  },

  async enterArrival(scene, { speciesId, unit, week, units, origin, source }) {
    const { tx, actor, now, businessDate, refuse, emit, newId } = scene;
    await mustKnow(scene, speciesId);
    const monday = mondayOf(week);
    if (monday < mondayOf(businessDate)) return refuse("week_is_past", { week });
    const id = newId();
    const { market: { demo } } = await scene.ask(calendar.actions.today, {});
    await tx.insertInto("guidance.arrival").values({ id, species_id: speciesId, unit, week: monday, units, origin, source, at: now, account_id: actor.accountId, account_name: actor.accountName, withdrawn_at: null, withdrawn_by: null, demo: actor.system && demo }).execute();
    await emit("arrivalEntered", { arrivalId: id, speciesId, week: monday, units });
    return arrivalView(await arrivalRows(tx).where("a.id", "=", id).executeTakeFirstOrThrow());
  },

  async withdrawArrival({ tx, actor, now, refuse, emit }, { arrivalId }) {
    const row = await arrivalRows(tx).where("a.id", "=", arrivalId).forUpdate("a").executeTakeFirst();
    if (row === undefined) return refuse("not_found", { arrival: arrivalId });
    if (row.withdrawn_at !== null) return refuse("withdrawn_before", { by: row.withdrawn_by });
    await tx.updateTable("guidance.arrival").set({ withdrawn_at: now, withdrawn_by: actor.accountName }).where("id", "=", arrivalId).execute();
    await emit("arrivalWithdrawn", { arrivalId, speciesId: row.species_id, week: row.week });
    return arrivalView(row);
  },

  async assumptions({ tx }) {
    const rows = await assumptionRows(tx).orderBy("s.zh").execute();
    return { usual: { speciesId: "", zh: "", en: "", ...USUAL_ASSUMPTION, source: USUAL_SOURCE, by: null, at: null }, species: rows.map(assumptionView) };
  },

  async assume(scene, { speciesId, elasticityPermille, costPermille, costSpreadPermille, headroomPermille, source }) {
    const { tx, actor, now, emit } = scene;
    await mustKnow(scene, speciesId);
    const row = { elasticity_permille: elasticityPermille, cost_permille: costPermille, cost_spread_permille: costSpreadPermille, headroom_permille: headroomPermille, source, at: now, account_name: actor.accountName };
    await tx.insertInto("guidance.assumption").values({ species_id: speciesId, ...row }).onConflict((conflict) => conflict.column("species_id").doUpdateSet(row)).execute();
    await emit("assumptionSet", { speciesId });
    return assumptionView(await assumptionRows(tx).where("a.species_id", "=", speciesId).executeTakeFirstOrThrow());
  },
};

const assumptionRows = (tx: GuidanceScene["tx"]) => tx.selectFrom("guidance.assumption as a").innerJoin("kernel.species as s", "s.id", "a.species_id").selectAll("a").select(["s.zh", "s.en"]);
type AssumptionRow = Awaited<ReturnType<ReturnType<typeof assumptionRows>["execute"]>>[number];
const assumptionView = (row: AssumptionRow): AssumptionView => ({
  speciesId: row.species_id, zh: row.zh, en: row.en, elasticityPermille: row.elasticity_permille, costPermille: row.cost_permille, costSpreadPermille: row.cost_spread_permille, headroomPermille: row.headroom_permille, source: row.source, by: row.account_name, at: row.at.toISOString(),
});

/** What is assumed of a species: what somebody entered with a source, else the usual. */
export async function assumptionOf(tx: GuidanceScene["tx"], speciesId: string | null): Promise<Assumption & Pick<AssumptionView, "source" | "by" | "at">> {
  const row = speciesId === null ? undefined : await assumptionRows(tx).where("a.species_id", "=", speciesId).executeTakeFirst();
  if (row === undefined) return { ...USUAL_ASSUMPTION, source: USUAL_SOURCE, by: null, at: null };
  const { speciesId: _id, zh: _zh, en: _en, ...rest } = assumptionView(row);
  return rest;
}

async function mustKnow({ tx, refuse }: GuidanceScene, speciesId: string): Promise<void> {
  if ((await tx.selectFrom("kernel.species").select("id").where("id", "=", speciesId).executeTakeFirst()) === undefined) refuse("unknown_species", { species: speciesId });
}
