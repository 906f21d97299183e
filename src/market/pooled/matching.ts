import { sql } from "kysely";
import { addDays } from "../../engines/calendar/day.ts";
import { scoreOf } from "../../engines/allocation/priority.ts";
import { batches } from "../../growing/batches/contract.ts";
import { contracts } from "../contracts/contract.ts";
import { offers } from "../offers/contract.ts";
import { lineOf, termsOf, type PooledScene } from "./course.ts";
import type { GrowerInput } from "./division.ts";
import { Pool, type DayCapacity, type Source } from "./pool.ts";
import { OWN_ZONE } from "./ruling.ts";
import { canMeet, substitutesOf, tripCost, trucked, type Terms } from "./rules.ts";
import { NO_RECORD, SCORE_WINDOW_DAYS, pointsOf, type Points, type Record_ } from "./score.ts";
import type { DropRow, Order } from "./store.ts";

type Asking = Pick<PooledScene, "tx" | "ask" | "businessDate">;

/** Cut and potted goods that lie in the market serve a drop so many days ahead; for a later one they are not counted on. */
export const LOT_KEEPS_DAYS = 7;
/** Nearness has no points from here on; who is not in the table of towns is taken to live there. */
export const FARTHEST_KM = 200;
/** Thousandths of a fen a unit costs a kilometre on a full truck: about 600 yuan for 2,000 pots over 100 km. */
const CARRY_PER_KM = 300;
const METRES = 1_000;

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly town: string | null;
  readonly suspended: boolean;
  readonly km: number | null;
  readonly points: Points;
  /** 0–1,000. */
  readonly score: number;
  /** By item. */
  readonly licence: ReadonlyMap<string, "free" | "licensed" | "not_licensed">;
  readonly batches: readonly { readonly batchId: string; readonly itemId: string; readonly left: number; readonly readyFrom: string; readonly readyTo: string }[];
  readonly lots: readonly { readonly lotId: string; readonly itemId: string; readonly no: string; readonly free: number }[];
  readonly perDay: ReadonlyMap<string, number>;
}
/** Everybody who could grow something of an order: as the division sees them, and as people read them. */
export interface Supply {
  readonly growers: readonly GrowerInput[];
  readonly people: ReadonlyMap<string, Person>;
}

type Found = Awaited<ReturnType<typeof batchesFor>>[number];
interface LotRow { readonly id: string; readonly no: string; readonly item_id: string; readonly grower_id: string; readonly grade: string | null; readonly attributes: Readonly<Record<string, number | string>>; readonly business_date: string; readonly free: number }

/** What everybody has for the drops of an order, less what stands promised and what other open orders have asked for. */
export async function supplyFor(scene: Asking, order: Order, drops: readonly DropRow[]): Promise<Supply> {
  const terms = termsOf(order);
  const itemIds = [...new Set(drops.flatMap((drop) => [drop.item_id, ...substitutesOf(terms, lineOf(order, drop))]))];
  const found = await batchesFor(scene, itemIds, drops);
  const lots = await freeLots(scene, itemIds);
  const named = [...new Set([...found.map((one) => one.growerId), ...lots.map((one) => one.grower_id)])].filter((id) => id !== order.hub_id && id !== order.enterprise_id);
  if (named.length === 0) return { growers: [], people: new Map() };
  const parties = await scene.tx.selectFrom("kernel.party").select(["id", "name", "town", "status"]).where("id", "in", named).where(sql<boolean>`'grower' = any(roles)`).orderBy("id").execute();
  const known = new Map(found.map((one) => [one.growerId, one]));
  const towns = parties.some((party) => !known.has(party.id)) ? (await scene.ask(batches.actions.towns, {})).towns : [];
  const records = await recordsOf(scene, parties.map((party) => party.id));
  const people = new Map<string, Person>();
  for (const party of parties) {
    const own = lots.filter((lot) => lot.grower_id === party.id);
    const grower = known.get(party.id);
    const km = grower === undefined ? (towns.find((town) => town.town === party.town)?.km ?? null) : grower.distanceKm;
    const points = pointsOf(records.get(party.id) ?? NO_RECORD);
    people.set(party.id, {
      id: party.id, name: party.name, town: party.town, suspended: party.status === "suspended", km, points, score: scoreFor(terms, points, km), licence: await licencesOf(scene, party.id, itemIds, grower, own),
      batches: (grower?.batches ?? []).map((one) => ({ batchId: one.batchId, itemId: one.itemId, left: one.left, readyFrom: one.readyFrom, readyTo: one.readyTo })),
      lots: own.map((lot) => ({ lotId: lot.id, itemId: lot.item_id, no: lot.no, free: lot.free })), perDay: new Map((grower?.capacity ?? await capacityOf(scene, party.id)).map((one) => [one.unit, one.perDay])),
    });
  }
  const holdings = [...people.values()].filter((person) => !person.suspended).map((person) => ({
    id: person.id, sources: [...batchSources(terms, person, known.get(person.id)), ...lotSources(scene, terms, person, lots)], capacity: dayCapacity(person, drops),
  }));
  const rest = await lessOthers(scene, order, new Pool(holdings));
  return {
    people,
    growers: rest.map((holding) => {
      const { km, points, score } = people.get(holding.id)!;
      const { town } = people.get(holding.id)!;
      const truck = trucked(terms) ? { zone: km === null || town === null ? `${OWN_ZONE}${holding.id}` : town, trip: tripCost(terms.truck!, km ?? FARTHEST_KM) } : {};
      return { ...holding, ...truck, score, distance: km === null ? null : Math.round(km * METRES), quality: points.quality, transport: Math.round((km ?? FARTHEST_KM) * CARRY_PER_KM) };
    }),
  };
}

async function batchesFor({ ask, businessDate }: Asking, itemIds: readonly string[], drops: readonly DropRow[]) {
  const days = drops.map((drop) => drop.due_on).toSorted();
  return (await ask(batches.actions.candidates, { itemIds: [...itemIds], from: days[0]!, to: days.at(-1)!, asOf: businessDate })).growers;
}

async function capacityOf({ ask }: Asking, growerId: string) {
  return (await ask(batches.actions.forGrower, { growerId })).capacity;
}

function scoreFor(terms: Terms, points: Points, km: number | null): number {
  const { score } = scoreOf({ quality: points.quality, punctuality: Math.round((points.punctuality + points.fulfilment) / 2), distance: Math.round((km ?? FARTHEST_KM) * METRES), price: 0 }, { weights: terms.weights, farthest: FARTHEST_KM * METRES, cheapest: 0, dearest: 0 });
  return Math.round(score / 1_000);
}

/** A batch of a protected variety without its licence is no offer; one that cannot meet any grade that is taken is none either. */
function batchSources(terms: Terms, person: Person, grower: Found | undefined): Source[] {
  return (grower?.batches ?? []).filter((batch) => batch.licence.verdict === "allowed").map((batch) => ({
    id: batch.batchId, kind: "batch" as const, itemId: batch.itemId, from: batch.readyFrom, to: batch.readyTo, left: batch.left, lines: linesMet(terms, batch.itemId, batch),
  })).filter((source) => source.lines.length > 0 && person.licence.get(source.itemId) !== "not_licensed");
}

function lotSources({ businessDate }: Asking, terms: Terms, person: Person, lots: readonly LotRow[]): Source[] {
  return lots.filter((lot) => lot.grower_id === person.id && person.licence.get(lot.item_id) !== "not_licensed").map((lot) => {
    const from = lot.business_date > businessDate ? lot.business_date : businessDate;
    return { id: lot.id, kind: "lot" as const, itemId: lot.item_id, from, to: addDays(from, LOT_KEEPS_DAYS), left: lot.free, lines: linesMet(terms, lot.item_id, lot) };
  }).filter((source) => source.lines.length > 0);
}

const linesMet = (terms: Terms, itemId: string, goods: Parameters<typeof canMeet>[1]): number[] => terms.lines.flatMap((line, at) => ((line.itemId === itemId || substitutesOf(terms, line).includes(itemId)) && canMeet(line.spec, goods) ? [at + 1] : []));

const dayCapacity = (person: Person, drops: readonly DropRow[]): DayCapacity[] => [...new Map(drops.map((drop) => [`${drop.unit} ${drop.due_on}`, drop])).values()]
  .flatMap((drop) => (person.perDay.has(drop.unit) ? [{ unit: drop.unit, day: drop.due_on, left: person.perDay.get(drop.unit)! }] : []));

async function licencesOf({ ask, businessDate }: Asking, growerId: string, itemIds: readonly string[], grower: Found | undefined, own: readonly LotRow[]): Promise<Person["licence"]> {
  const licence = new Map<string, "free" | "licensed" | "not_licensed">();
  for (const itemId of itemIds) {
    const grown = (grower?.batches ?? []).filter((batch) => batch.itemId === itemId);
    const verdicts = grown.length > 0 ? grown.map((batch) => batch.licence) : own.some((lot) => lot.item_id === itemId) ? [await ask(batches.actions.verdict, { itemId, growerId, on: businessDate })] : [];
    const good = verdicts.find((one) => one.verdict === "allowed");
    if (verdicts.length > 0) licence.set(itemId, good === undefined ? "not_licensed" : good.protected ? "licensed" : "free");
  }
  return licence;
}

/** Lots that are in, less what is held; declared ones, less what offers, contracts and parcels count on; both less what earlier shares stand on. */
async function freeLots({ tx, ask }: Asking, itemIds: readonly string[]): Promise<LotRow[]> {
  const rows = await tx.selectFrom("kernel.lot as l").select(["l.id", "l.no", "l.item_id", "l.grower_id", "l.grade", "l.attributes", "l.business_date", "l.status", "l.declared", "l.on_hand", "l.held"])
    .where("l.item_id", "in", itemIds).where("l.status", "in", ["declared", "received", "offered"])
    .where((of) => of.not(of.exists(of.selectFrom("pooled.parcel as p").select("p.id").whereRef("p.lot_id", "=", "l.id").where("p.state", "=", "expected")))).orderBy("l.no").execute();
  const declared = rows.filter((row) => row.status === "declared").map((row) => row.id);
  const marked = new Map((await ask(contracts.actions.earmarked, { lotIds: declared })).lots.map((one) => [one.lotId, one.quantity]));
  const owed = await lotsOwed(tx, itemIds);
  const free: LotRow[] = [];
  for (const row of rows) {
    const has = row.status === "declared" ? row.declared - (marked.get(row.id) ?? 0) - (await ask(offers.actions.promised, { lotId: row.id })).quantity : row.on_hand - row.held;
    const key = `${row.grower_id} ${row.item_id}`;
    const part = Math.min(Math.max(0, has), owed.get(key) ?? 0);
    owed.set(key, (owed.get(key) ?? 0) - part);
    if (has - part > 0) free.push({ ...row, attributes: row.attributes as unknown as LotRow["attributes"], free: has - part });
  }
  return free;
}

const open = sql<number>`p.quantity - p.withdrawn - p.defaulted - coalesce((select sum(case when c.state = 'expected' then c.announced else c.accepted end) from pooled.parcel c where c.promise_id = p.id and c.state in ('expected', 'accepted', 'shipped')), 0)`;

const itemOfPromise = sql<string>`coalesce(p.instead_id, d.item_id)`;

/** Units that standing promises still count on from lots, by grower and item. */
async function lotsOwed(tx: PooledScene["tx"], itemIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await tx.selectFrom("pooled.promise as p").innerJoin("pooled.drop as d", "d.id", "p.drop_id").select(["p.grower_id", itemOfPromise.as("item_id"), sql<string>`sum(greatest(0, least(${open}, p.quantity - coalesce((select sum((b ->> 'quantity')::int) from jsonb_array_elements(p.batches) b), 0))))`.as("owed")])
    .where(itemOfPromise, "in", itemIds).where("p.state", "=", "standing").where("p.source", "<>", "cover").groupBy(["p.grower_id", itemOfPromise]).execute();
  return new Map(rows.map((row) => [`${row.grower_id} ${row.item_id}`, Number(row.owed)]));
}

/** Takes out of the pool what standing promises need of a day's capacity, and what other open orders ask for. */
async function lessOthers({ tx }: Asking, order: Order, pool: Pool) {
  const standing = await tx.selectFrom("pooled.promise as p").innerJoin("pooled.drop as d", "d.id", "p.drop_id").select(["p.grower_id", "d.unit", "d.due_on", sql<string>`sum(greatest(0, ${open}))`.as("units")]).where("p.state", "=", "standing").where("p.source", "<>", "cover").groupBy(["p.grower_id", "d.unit", "d.due_on"]).execute();
  for (const row of standing) pool.carry(row.grower_id, row.unit, row.due_on, Number(row.units));
  const asked = await tx.selectFrom("pooled.invitation as i").innerJoin("pooled.pooled_order as o", "o.id", "i.order_id").innerJoin("pooled.drop as d", "d.id", "i.drop_id").select(["i.grower_id", sql<string>`coalesce(i.instead_id, d.item_id)`.as("item_id"), "d.unit", "d.due_on", "i.state", "i.quota", "i.accepted", "i.extra"])
    .where("o.id", "<>", order.id).where("o.state", "in", ["open", "allocated"]).where("o.answer_by", "is not", null).whereRef("i.round", "=", "o.round").orderBy("d.due_on").orderBy("o.published_at").orderBy("i.id").execute();
  for (const one of asked) pool.take(one.grower_id, { itemId: one.item_id, line: null, unit: one.unit, dueOn: one.due_on }, one.state === "waiting" ? one.quota : (one.accepted ?? 0) + one.extra);
  return pool.rest();
}

/** What growers promised and brought within the window, of drops whose day is past. */
export async function recordsOf({ tx, businessDate }: Pick<Asking, "tx" | "businessDate">, growerIds: readonly string[]): Promise<Map<string, Record_>> {
  if (growerIds.length === 0) return new Map();
  const brought = sql`from pooled.parcel c where c.promise_id = p.id and c.state in ('accepted', 'shipped')`;
  const rows = await tx.selectFrom("pooled.promise as p").innerJoin("pooled.drop as d", "d.id", "p.drop_id").innerJoin("pooled.pooled_order as o", "o.id", "p.order_id").select([
    "p.grower_id", sql<string>`sum(p.quantity)`.as("promised"), sql<string>`sum((select coalesce(sum(c.accepted), 0) ${brought}))`.as("delivered"), sql<string>`sum((select coalesce(sum(c.accepted), 0) ${brought} and c.received_on <= d.due_on))`.as("on_time"),
    sql<string>`sum((select coalesce(sum(c.accepted), 0) ${brought} and c.grade <= (o.terms -> 'lines' -> (d.line - 1) ->> 'grade')))`.as("as_ordered"), sql<string>`sum((select coalesce(sum(c.rejected), 0) from pooled.parcel c where c.promise_id = p.id))`.as("off_grade"),
  ]).where("p.grower_id", "in", growerIds).where("p.source", "<>", "cover").where("d.due_on", "<", businessDate).where("d.due_on", ">=", addDays(businessDate, -SCORE_WINDOW_DAYS)).groupBy("p.grower_id").execute();
  return new Map(rows.map((row) => [row.grower_id, { promised: Number(row.promised), delivered: Number(row.delivered), onTime: Number(row.on_time), asOrdered: Number(row.as_ordered), offGrade: Number(row.off_grade) }]));
}
