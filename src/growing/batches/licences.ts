import { sql } from "kysely";
import { addDays } from "../../engines/calendar/day.ts";
import { isExclusionViolation, isUniqueViolation } from "../../kernel/db/errors.ts";
import type { Handlers, Tx } from "../../kernel/machinery/module.ts";
import type { batches } from "./contract.ts";
import { judge, type LicenceFacts } from "./rules.ts";
import { growerFor, oversees, searched, type BatchScene } from "./scene.ts";
import type { Tables } from "./store.ts";
import type { LicenceView, RightView, VerdictView } from "./views.ts";

type Noun = Pick<Handlers<typeof batches, Tables>, "rights" | "protect" | "endRight" | "licences" | "license" | "endLicence" | "mayGrow" | "verdict">;

const FREE: VerdictView = { verdict: "allowed", protected: false, certificate: null, holder: null, licenceId: null, licenceTo: null, limit: null, used: null };
/** Until when a paper counts: its last day, or the day before it was ended. */
const until = (to: string, endedOn: string | null): string => (endedOn === null || endedOn > to ? to : addDays(endedOn, -1));

/** Units of a grower's batches that fall into each licence: those ready while it runs, what failed left out. */
function usedOf(tx: Tx<Tables>) {
  return tx.selectFrom("batches.licence as l").innerJoin("batches.protection as r", "r.id", "l.protection_id")
    .innerJoin("kernel.trade_item as i", (join) => join.on((of) => of.or([of("i.id", "=", of.ref("r.item_id")), of("i.variety_id", "=", of.ref("r.variety_id"))])))
    .innerJoin("batches.batch as b", (join) => join.onRef("b.item_id", "=", "i.id").onRef("b.grower_id", "=", "l.grower_id").on("b.state", "<>", "failed").onRef("b.ready_from", ">=", "l.from_on").on(sql<boolean>`b.ready_from <= least(l.to_on, l.ended_on - 1)`))
    .select(["l.id", sql<number>`sum(b.expected)::bigint`.as("used")]).groupBy("l.id");
}

export interface Question {
  readonly itemId: string;
  readonly growerId: string;
  readonly on: string;
  readonly more?: number;
}

/** The verdicts on many questions with three queries. Of several rights in an item the first that forbids it speaks. */
export async function verdictsOn(tx: Tx<Tables>, questions: readonly Question[]): Promise<VerdictView[]> {
  const itemIds = [...new Set(questions.map(({ itemId }) => itemId))];
  if (itemIds.length === 0) return [];
  const rights = await tx.selectFrom("batches.protection as r")
    .innerJoin("kernel.trade_item as i", (join) => join.on((of) => of.or([of("i.id", "=", of.ref("r.item_id")), of("i.variety_id", "=", of.ref("r.variety_id"))])))
    .select(["r.id", "r.holder", "r.holder_id", "r.certificate", "r.from_on", "r.to_on", "r.ended_on", "i.id as item_id"]).where("i.id", "in", itemIds).orderBy("r.from_on").orderBy("r.id").execute();
  if (rights.length === 0) return questions.map(() => FREE);
  const growerIds = [...new Set(questions.map(({ growerId }) => growerId))];
  const licences = await tx.selectFrom("batches.licence as l").leftJoin(usedOf(tx).as("u"), "u.id", "l.id").selectAll("l").select("u.used")
    .where("l.protection_id", "in", [...new Set(rights.map(({ id }) => id))]).where("l.grower_id", "in", growerIds).orderBy("l.from_on").execute();
  return questions.map(({ itemId, growerId, on, more }) => {
    const judged = rights.filter((right) => right.item_id === itemId).map((right) => {
      const facts = { from: right.from_on, to: until(right.to_on, right.ended_on), holderId: right.holder_id };
      const own = licences.filter((one) => one.protection_id === right.id && one.grower_id === growerId)
        .map((one): LicenceFacts & { id: string } => ({ id: one.id, from: one.from_on, to: until(one.to_on, one.ended_on), limit: one.quantity_limit, used: one.used ?? 0 }));
      const { verdict, licence } = judge(facts, own, { growerId, on, ...(more === undefined ? {} : { more }) });
      const inForce = facts.from <= on && on <= facts.to;
      return { verdict, inForce, right, licence: licence as (LicenceFacts & { id: string }) | null };
    }).filter(({ inForce }) => inForce);
    const one = judged.find(({ verdict }) => verdict !== "allowed") ?? judged[0];
    if (one === undefined) return FREE;
    const { verdict, right, licence } = one;
    return { verdict, protected: true, certificate: right.certificate, holder: right.holder, licenceId: licence?.id ?? null, licenceTo: licence?.to ?? null, limit: licence?.limit ?? null, used: licence?.used ?? null };
  });
}

const rightRows = (tx: Tx<Tables>) => tx.selectFrom("batches.protection as r").leftJoin("kernel.variety as v", "v.id", "r.variety_id").leftJoin("kernel.species as s", "s.id", "v.species_id").leftJoin("kernel.trade_item as i", "i.id", "r.item_id")
  .selectAll("r").select([
    sql<string>`coalesce(i.zh, s.zh || ' ' || v.zh)`.as("zh"), sql<string>`coalesce(nullif(i.en, ''), i.zh, s.en || ' ' || coalesce(nullif(v.en, ''), v.zh))`.as("en"),
    (of) => of.selectFrom("batches.licence as l").select(sql<number>`count(*)`.as("n")).whereRef("l.protection_id", "=", "r.id").where("l.ended_on", "is", null).as("licences"),
  ]).orderBy("r.from_on", "desc").orderBy("r.certificate");
type RightRow = Awaited<ReturnType<ReturnType<typeof rightRows>["execute"]>>[number];
const rightOf = (row: RightRow): RightView => ({
  id: row.id, varietyId: row.variety_id, itemId: row.item_id, zh: row.zh, en: row.en, holder: row.holder, holderId: row.holder_id, certificate: row.certificate, from: row.from_on, to: row.to_on, note: row.note, licences: row.licences ?? 0, endedOn: row.ended_on,
});
async function rightBy(tx: Tx<Tables>, rightId: string): Promise<RightView> {
  return rightOf(await rightRows(tx).where("r.id", "=", rightId).executeTakeFirstOrThrow());
}

const licenceRows = (tx: Tx<Tables>) => tx.selectFrom("batches.licence as l").innerJoin("batches.protection as r", "r.id", "l.protection_id").innerJoin("kernel.party as p", "p.id", "l.grower_id")
  .leftJoin("kernel.variety as v", "v.id", "r.variety_id").leftJoin("kernel.species as s", "s.id", "v.species_id").leftJoin("kernel.trade_item as i", "i.id", "r.item_id").leftJoin(usedOf(tx).as("u"), "u.id", "l.id")
  .selectAll("l").select(["r.certificate", "p.name as grower", "p.pinyin", "u.used", sql<string>`coalesce(i.zh, s.zh || ' ' || v.zh)`.as("zh"), sql<string>`coalesce(nullif(i.en, ''), i.zh, s.en || ' ' || coalesce(nullif(v.en, ''), v.zh))`.as("en")]);
type LicenceRow = Awaited<ReturnType<ReturnType<typeof licenceRows>["execute"]>>[number];

const licenceOf = (row: LicenceRow, today: string): LicenceView => ({
  id: row.id, rightId: row.protection_id, zh: row.zh, en: row.en, certificate: row.certificate, growerId: row.grower_id, grower: row.grower, from: row.from_on, to: row.to_on, limit: row.quantity_limit, used: row.used ?? 0, note: row.note, endedOn: row.ended_on,
  state: today > until(row.to_on, row.ended_on) ? "over" : today < row.from_on ? "coming" : "running",
});

export interface LicenceWish {
  readonly growerId?: string | undefined;
  readonly rightId?: string | undefined;
  readonly query: string;
}
export async function licencesFor({ tx, actor, businessDate }: Pick<BatchScene, "tx" | "actor" | "businessDate">, wish: LicenceWish, { limit, offset }: { limit: number; offset: number }): Promise<{ licences: LicenceView[]; total: number }> {
  const text = searched(wish.query);
  let found = licenceRows(tx);
  if (!oversees(actor)) found = found.where("l.grower_id", "=", actor.partyId);
  if (wish.growerId !== undefined) found = found.where("l.grower_id", "=", wish.growerId);
  if (wish.rightId !== undefined) found = found.where("l.protection_id", "=", wish.rightId);
  if (text !== "") found = found.where((of) => of.or([of("p.name", "ilike", `%${text}%`), of("p.pinyin", "ilike", `%${text}%`), of("r.certificate", "ilike", `%${text}%`), of("v.zh", "ilike", `%${text}%`), of("i.zh", "ilike", `%${text}%`), of("s.zh", "ilike", `%${text}%`)]));
  const { total } = await found.clearSelect().select(sql<number>`count(*)`.as("total")).executeTakeFirstOrThrow();
  const rows = await found.orderBy("l.to_on", "desc").orderBy("p.name").orderBy("l.id").limit(limit).offset(offset).execute();
  return { licences: rows.map((row) => licenceOf(row, businessDate)), total };
}
async function licenceBy({ tx, businessDate }: BatchScene, licenceId: string): Promise<LicenceView> {
  return licenceOf(await licenceRows(tx).where("l.id", "=", licenceId).executeTakeFirstOrThrow(), businessDate);
}

export const licenceHandlers: Noun = {
  async rights({ tx }, { query }) {
    const text = searched(query);
    const all = (await rightRows(tx).execute()).map(rightOf);
    return { rights: text === "" ? all : all.filter(({ zh, en, holder, certificate }) => searched(`${zh} ${en} ${holder} ${certificate}`).includes(text)) };
  },

  async protect({ tx, actor, now, newId, refuse }, { varietyId, itemId, holder, holderId, certificate, from, to, note }) {
    if ((varietyId === null) === (itemId === null)) return refuse("variety_or_item");
    if (to < from) return refuse("backwards", { from, to });
    if (varietyId !== null && (await tx.selectFrom("kernel.variety").select("id").where("id", "=", varietyId).executeTakeFirst()) === undefined) return refuse("unknown_variety", { variety: varietyId });
    if (itemId !== null && (await tx.selectFrom("kernel.trade_item").select("id").where("id", "=", itemId).executeTakeFirst()) === undefined) return refuse("unknown_item", { item: itemId });
    if (holderId !== null && (await tx.selectFrom("kernel.party").select("id").where("id", "=", holderId).executeTakeFirst()) === undefined) return refuse("not_found", { party: holderId });
    const id = newId();
    try {
      await tx.insertInto("batches.protection").values({ id, variety_id: varietyId, item_id: itemId, holder, holder_id: holderId, certificate, from_on: from, to_on: to, note, at: now, account_name: actor.accountName }).execute();
    } catch (error) {
      if (isUniqueViolation(error)) return refuse("certificate_taken", { certificate });
      throw error;
    }
    return rightBy(tx, id);
  },

  async endRight({ tx, businessDate, refuse }, { rightId, reason }) {
    const right = await tx.selectFrom("batches.protection").select(["certificate", "ended_on"]).where("id", "=", rightId).forUpdate().executeTakeFirst();
    if (right === undefined) return refuse("not_found", { right: rightId });
    if (right.ended_on !== null) return refuse("ended_before", { certificate: right.certificate, on: right.ended_on });
    await tx.updateTable("batches.protection").set({ ended_on: businessDate, ended_why: reason }).where("id", "=", rightId).execute();
    return rightBy(tx, rightId);
  },

  licences: (scene, { limit, offset, ...wish }) => licencesFor(scene, wish, { limit, offset }),

  async license(scene, { rightId, growerId, from, to, limit, note }) {
    const { tx, actor, now, newId, refuse } = scene;
    const right = await tx.selectFrom("batches.protection").selectAll().where("id", "=", rightId).forUpdate().executeTakeFirst();
    if (right === undefined) return refuse("not_found", { right: rightId });
    if (right.ended_on !== null) return refuse("ended_before", { certificate: right.certificate, on: right.ended_on });
    if (to < from) return refuse("backwards", { from, to });
    if (from < right.from_on || to > right.to_on) return refuse("outside_protection", { certificate: right.certificate, from: right.from_on, to: right.to_on });
    await mustBeGrower(scene, growerId);
    const id = newId();
    try {
      await tx.insertInto("batches.licence").values({ id, protection_id: rightId, grower_id: growerId, from_on: from, to_on: to, quantity_limit: limit, note, at: now, account_name: actor.accountName }).execute();
    } catch (error) {
      if (isExclusionViolation(error)) return refuse("licence_overlaps", { certificate: right.certificate });
      throw error;
    }
    return licenceBy(scene, id);
  },

  async endLicence(scene, { licenceId, reason }) {
    const { tx, businessDate, refuse } = scene;
    const licence = await tx.selectFrom("batches.licence as l").innerJoin("batches.protection as r", "r.id", "l.protection_id").select(["l.ended_on", "r.certificate"]).where("l.id", "=", licenceId).forUpdate("l").executeTakeFirst();
    if (licence === undefined) return refuse("not_found", { licence: licenceId });
    if (licence.ended_on !== null) return refuse("ended_before", { certificate: licence.certificate, on: licence.ended_on });
    await tx.updateTable("batches.licence").set({ ended_on: businessDate, ended_why: reason }).where("id", "=", licenceId).execute();
    return licenceBy(scene, licenceId);
  },

  mayGrow: async (scene, { growerId, ...asked }) => verdictOf(scene, { ...asked, growerId: growerFor(scene, growerId) }),
  verdict: (scene, asked) => verdictOf(scene, asked),
};

async function verdictOf({ tx, refuse }: Pick<BatchScene, "tx" | "refuse">, asked: Question): Promise<VerdictView> {
  if ((await tx.selectFrom("kernel.trade_item").select("id").where("id", "=", asked.itemId).executeTakeFirst()) === undefined) return refuse("unknown_item", { item: asked.itemId });
  return (await verdictsOn(tx, [asked]))[0]!;
}

async function mustBeGrower({ tx, refuse }: BatchScene, growerId: string): Promise<void> {
  const party = await tx.selectFrom("kernel.party").select(["name", "roles"]).where("id", "=", growerId).executeTakeFirst();
  if (party === undefined) return refuse("not_found", { grower: growerId });
  if (!party.roles.includes("grower")) refuse("not_a_grower", { name: party.name });
}
