import { sql } from "kysely";
import { batches } from "../../growing/batches/contract.ts";
import type { Actor, Handlers, Tx } from "../../kernel/machinery/module.ts";
import type { pooled } from "./contract.ts";
import { lineOf, type PooledScene } from "./course.ts";
import { farthestFirst, minutesOf, splitFreight } from "./delivery-rules.ts";
import { parcelRows } from "./parcels.ts";
import type { Collection, Tables } from "./store.ts";

const MINUTE_MS = 60_000;
type Noun = Pick<Handlers<typeof pooled, Tables>, "planRound" | "cancelRound" | "rounds">;

export const roundHandlers: Noun = {
  async planRound(scene, { on, leavesAt, plate, driver, capacity, freight, split, parcelIds }) {
    const inner = scene as unknown as PooledScene;
    const { tx, now, actor, businessDate, newId, ask, refuse } = inner;
    if (on < businessDate) return refuse("not_now", { no: on, state: "past" });
    // Numbers of a day are given out one after another.
    await sql`select pg_advisory_xact_lock(hashtext('pooled.round'))`.execute(tx);
    const parcels = await parcelRows(tx).where("c.id", "in", parcelIds).orderBy("c.id").forUpdate("c").execute();
    const over = parcels.find((one) => one.state !== "expected");
    if (parcels.length < new Set(parcelIds).size) return refuse("not_found", { parcel: parcelIds.find((id) => !parcels.some((one) => one.id === id)) ?? "" });
    if (over !== undefined) return refuse("not_now", { no: over.lot_no, state: over.state });
    const taken = parcels.find((one) => one.collection_id !== null);
    if (taken !== undefined) return refuse("on_another_round", { lot: taken.lot_no, grower: taken.grower });
    const load = parcels.reduce((sum, one) => sum + one.announced, 0);
    if (load > capacity) return refuse("over_capacity", { load, capacity });
    const { towns } = await ask(batches.actions.towns, {});
    const { n } = await tx.selectFrom("pooled.collection").select((of) => of.fn.countAll<number>().as("n")).where("on_day", "=", on).executeTakeFirstOrThrow();
    const round = await tx.insertInto("pooled.collection").values({ id: newId(), no: `R${on.replaceAll("-", "")}-${String(Number(n) + 1).padStart(2, "0")}`, on_day: on, leaves_at: new Date(leavesAt), plate, driver, capacity, freight, split, account_name: actor.accountName, at: now }).returningAll().executeTakeFirstOrThrow();
    for (const parcel of parcels) await tx.updateTable("pooled.parcel").set({ collection_id: round.id, km: towns.find((one) => one.town === parcel.town)?.km ?? null }).where("id", "=", parcel.id).execute();
    await shareAgain(inner, round.id);
    return roundView(tx, actor, round);
  },

  async cancelRound({ tx, actor, refuse }, { roundId }) {
    const round = await tx.selectFrom("pooled.collection").selectAll().where("id", "=", roundId).forUpdate().executeTakeFirst() ?? refuse("not_found", { round: roundId });
    if (round.state !== "planned") return refuse("not_now", { no: round.no, state: round.state });
    await tx.updateTable("pooled.parcel").set({ collection_id: null, freight: 0, km: null }).where("collection_id", "=", roundId).execute();
    const done = await tx.updateTable("pooled.collection").set({ state: "cancelled" }).where("id", "=", roundId).returningAll().executeTakeFirstOrThrow();
    return roundView(tx, actor, done);
  },

  async rounds({ tx, actor }, { on }) {
    const rows = await tx.selectFrom("pooled.collection").selectAll().where("on_day", "=", on).orderBy("leaves_at").orderBy("no").execute();
    const views = [];
    for (const row of rows) views.push(await roundView(tx, actor, row));
    return { rounds: actor.partyId === null || actor.system ? views : views.filter((one) => one.stops.length > 0) };
  },
};

/** The stops of a round, the farthest first; a grower sees his own only. */
async function roundView(tx: Tx<Tables>, actor: Actor, round: Collection) {
  const parcels = await parcelRows(tx).where("c.collection_id", "=", round.id).where("c.state", "<>", "cancelled").orderBy("c.id").execute();
  const ordered = farthestFirst([...Map.groupBy(parcels, (one) => one.grower_id)].map(([growerId, own]) => ({
    growerId, grower: own[0]!.grower, town: own[0]!.town, km: own[0]!.km, units: own.reduce((sum, one) => sum + one.announced, 0), freight: own.reduce((sum, one) => sum + one.freight, 0), parcelIds: own.map((one) => one.id),
    goods: own.map((one) => ({ lotNo: one.lot_no, orderNo: one.no, itemZh: one.zh, itemEn: one.en, unit: one.unit, units: one.announced, step: lineOf(one, one).step, state: one.state })),
  })));
  const { arrivals, back } = minutesOf(ordered);
  const after = (minutes: number): string => new Date(round.leaves_at.getTime() + minutes * MINUTE_MS).toISOString();
  const stops = ordered.map((stop, at) => ({ n: at + 1, arrivesAt: after(arrivals[at]!), ...stop }));
  return {
    id: round.id, no: round.no, on: round.on_day, leavesAt: round.leaves_at.toISOString(), plate: round.plate, driver: round.driver, capacity: round.capacity, load: parcels.reduce((sum, one) => sum + one.announced, 0), freight: round.freight, split: round.split, state: round.state, backAt: after(back),
    stops: actor.partyId === null || actor.system ? stops : stops.filter((stop) => stop.growerId === actor.partyId),
  };
}

/** The cost of a trip over those it fetches, anew while it is only planned: who takes his parcel back before leaves the rest to share. */
export async function shareAgain({ tx }: Pick<PooledScene, "tx">, roundId: string): Promise<void> {
  const round = await tx.selectFrom("pooled.collection").selectAll().where("id", "=", roundId).forUpdate().executeTakeFirstOrThrow();
  if (round.state !== "planned") return;
  const parcels = await tx.selectFrom("pooled.parcel").select(["id", "announced", "km", "state"]).where("collection_id", "=", roundId).orderBy("id").execute();
  const live = parcels.filter((one) => one.state !== "cancelled");
  const shares = splitFreight(round.freight, round.split, live.map((one) => ({ units: one.announced, km: one.km })));
  for (const one of parcels) {
    const at = live.indexOf(one);
    await tx.updateTable("pooled.parcel").set({ freight: at < 0 ? 0 : shares[at]! }).where("id", "=", one.id).execute();
  }
}

/** A trip of which the first parcel has come has been driven: nobody's share changes any more, also not that of who was not at home. */
export async function roundDriven({ tx }: Pick<PooledScene, "tx">, roundIds: readonly (string | null)[]): Promise<void> {
  const ids = [...new Set(roundIds.filter((id) => id !== null))];
  if (ids.length > 0) await tx.updateTable("pooled.collection").set({ state: "done" }).where("id", "in", ids).where("state", "=", "planned").execute();
}
