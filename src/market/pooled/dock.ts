import { sql } from "kysely";
import { acceptanceNumber, gradeSamples, meansOf, missingAttributes, sampleSize } from "../../engines/grading/grading.ts";
import { readWritten } from "../../engines/units/written.ts";
import { calendar } from "../../kernel/calendar/contract.ts";
import { files } from "../../kernel/files/contract.ts";
import { lots } from "../../kernel/lots/contract.ts";
import { parties } from "../../kernel/parties/contract.ts";
import { NOBODY, type Handlers } from "../../kernel/machinery/module.ts";
import { intake } from "../intake/contract.ts";
import type { pooled } from "./contract.ts";
import { CAUSE, lineOf, type PooledScene } from "./course.ts";
import { heldPromise, lockLots, openNow, parcelsOf, stepOf, tellParcel, type Held } from "./delivering.ts";
import { belowSpec } from "./delivery-rules.ts";
import { parcelRows, parcelView, parcelViews, type Inspection, type ParcelRows } from "./parcels.ts";
import { roundDriven } from "./rounds.ts";
import { MAX_QUANTITY, type Grade } from "./rules.ts";
import type { Parcel, Tables } from "./store.ts";

type Noun = Pick<Handlers<typeof pooled, Tables>, "dock" | "inspect">;

export const dockHandlers: Noun = {
  async dock(scene, { on, query, state, limit, offset }) {
    const { tx, ask, businessDate } = scene;
    const day = on ?? businessDate;
    const { market } = await ask(calendar.actions.today, {});
    const text = query.replaceAll(/[%_\\]/g, "").toLowerCase();
    // By the time at the dock, else by the day it is fetched, else by the day it is due; what is overdue stays on today's list until it comes.
    const expectedOn = sql<string>`coalesce((c.slot_at at time zone 'UTC' + make_interval(mins => ${market.utcOffsetMinutes}))::date, (select k.on_day from pooled.collection k where k.id = c.collection_id), d.due_on)`;
    const ofDay = (rows: ParcelRows): ParcelRows => rows.where((of) => of.or([
      of.and([of("c.state", "in", ["expected", "cancelled"]), of(expectedOn, "=", day)]), of("c.received_on", "=", day), ...(day === businessDate ? [of.and([of("c.state", "=", "expected"), of(expectedOn, "<", day)])] : []),
    ]));
    const found = (rows: ParcelRows): ParcelRows => {
      const wished = state === undefined ? ofDay(rows) : ofDay(rows).where("c.state", "=", state);
      return text === "" ? wished : wished.where((of) => of.or([of("l.no", "ilike", `%${text}%`), of("g.name", "ilike", `%${text}%`), of("g.pinyin", "like", `%${text}%`), of("t.zh", "ilike", `%${text}%`), of("t.pinyin", "like", `%${text}%`)]));
    };
    const counts = await ofDay(parcelRows(tx)).clearSelect().select(["c.state", (of) => of.fn.countAll<number>().as("n")]).groupBy("c.state").execute();
    const { total } = await found(parcelRows(tx)).clearSelect().select((of) => of.fn.countAll<number>().as("total")).executeTakeFirstOrThrow();
    const count = (...states: readonly string[]): number => counts.filter((row) => states.includes(row.state)).reduce((sum, row) => sum + Number(row.n), 0);
    return { on: day, parcels: await parcelViews(scene, found, { limit, offset }), total: Number(total), expected: count("expected"), accepted: count("accepted", "shipped"), returned: count("returned") };
  },

  async inspect(scene, input) {
    const inner = scene as unknown as PooledScene;
    const { tx, ask, refuse, actor } = inner;
    const named = await tx.selectFrom("pooled.parcel").select(["promise_id", "lot_id"]).where("id", "=", input.parcelId).executeTakeFirst() ?? refuse("not_found", { parcel: input.parcelId });
    await lockLots(inner, [named.lot_id]);
    const held = await heldPromise(inner, named.promise_id, () => true);
    const { order, drop, promise } = held;
    const parcel = await tx.selectFrom("pooled.parcel").selectAll().where("id", "=", input.parcelId).executeTakeFirstOrThrow();
    if (parcel.state !== "expected" || order.state !== "allocated" || drop.state !== "open") return refuse("not_now", { no: order.no, state: parcel.state });
    // Who may act for the grower is not neutral, in whichever seat he sits today.
    const { acts } = await ask(parties.actions.actsFor, { accountId: actor.accountId ?? NOBODY, partyId: promise.grower_id });
    if (acts || actor.partyId === promise.grower_id) return refuse("own_goods");
    if (input.photoId !== null) await ask(files.actions.photo, { photoId: input.photoId });
    const item = await tx.selectFrom("kernel.trade_item as t").innerJoin("kernel.lot as l", "l.item_id", "t.id").select("t.packing").where("l.id", "=", named.lot_id).executeTakeFirstOrThrow();
    const read = readWritten(input.counted, drop.unit, item.packing as unknown as Record<string, number>, { least: 1, most: MAX_QUANTITY });
    if (!read.ok) return refuse("bad_quantity", { written: input.counted, fault: read.fault, why: read.message });
    if (input.damaged > read.quantity) return refuse("more_damaged", { counted: read.quantity, damaged: input.damaged });
    const judged = judge(inner, held, { counted: read.quantity, samples: input.samples, damaged: input.damaged, note: input.note });
    const row = await take(inner, held, parcel, { ...judged, counted: read.quantity, written: input.counted, photoId: input.photoId });
    await roundDriven(inner, [parcel.collection_id]);
    await stepOf(inner, order, row.state === "accepted" ? "accepted" : "returned", { quantity: row.state === "accepted" ? row.accepted : read.quantity, text: judged.grade ?? "" });
    await tellParcel(inner, order, promise.grower_id, row);
    return parcelView(inner, parcel.id);
  },
};

interface Judged {
  readonly grade: Grade | null;
  /** The order takes this grade. */
  readonly taken: boolean;
  readonly conforming: number;
  readonly inspection: Inspection;
}

function judge({ refuse }: PooledScene, { order, drop }: Held, { counted, samples, damaged, note }: { counted: number; samples: readonly Readonly<Record<string, number>>[]; damaged: number; note: string }): Judged {
  const { spec, sampling } = lineOf(order, drop);
  const size = sampleSize(sampling, counted);
  if (samples.length < size) refuse("too_few_samples", { needed: size, given: samples.length });
  const [lacking] = missingAttributes(spec, samples);
  if (lacking !== undefined) refuse("attribute_missing", { attribute: lacking });
  const { grade, tried, failing } = gradeSamples<Grade>(spec, sampling, samples);
  const taken = grade !== null && spec.find((one) => one.grade === grade)!.pricePm !== null;
  return {
    grade, taken, conforming: taken ? counted - damaged : 0,
    inspection: { way: "dock", plan: sampling, size, acceptance: acceptanceNumber(sampling, samples.length), samples, tried: tried.map((one) => ({ grade: one.grade, defects: one.defects, passed: one.passed })), failing, damaged, note },
  };
}

/** Counts the lot in and grades it at the desk in the same breath, and holds what conforms, as far as the promise reaches. */
async function take(scene: PooledScene, { order, drop, promise }: Held, parcel: Parcel, judged: Judged & { counted: number; written: string; photoId: string | null }): Promise<Parcel> {
  const { tx, now, actor, ask, refuse, businessDate } = scene;
  const { counted, conforming, grade, inspection } = judged;
  const lotId = parcel.lot_id;
  const before = await tx.selectFrom("kernel.lot").select(["no", "status", "grade"]).where("id", "=", lotId).executeTakeFirstOrThrow();
  if (before.status === "declared") await ask(intake.actions.receive, { lotId, counted: judged.written, reason: inspection.note.length > 1 ? inspection.note : `${order.no} 统购验收` });
  const spec = lineOf(order, drop).spec;
  if (before.grade === null) await ask(intake.actions.grade, { lotId, grade: grade ?? belowSpec(spec), attributes: cardAttributes(inspection.samples), defects: inspection.failing.map(({ limit }) => limit.attribute), photoId: judged.photoId });
  const lot = await tx.selectFrom("kernel.lot").select(["on_hand", "held"]).where("id", "=", lotId).executeTakeFirstOrThrow();
  const open = openNow(promise, (await parcelsOf(scene, [promise.id])).filter((one) => one.id !== parcel.id && one.state !== "expected"));
  const free = lot.on_hand - lot.held;
  if (counted > free && before.status !== "declared") return refuse("not_enough_stock", { lot: before.no, free, asked: counted });
  const accepted = Math.min(conforming, open, free);
  if (accepted > 0) await ask(lots.actions.move, { lotId, kind: "hold", quantity: accepted, cause: CAUSE, causeId: parcel.id });
  return tx.updateTable("pooled.parcel").set({
    state: accepted > 0 ? "accepted" : "returned", counted, accepted, rejected: counted - conforming, surplus: conforming - accepted, received_on: businessDate, grade, inspection: JSON.stringify(inspection), photo_id: judged.photoId, inspected_at: now,
    inspector_id: actor.accountId, inspector_name: actor.accountName,
  }).where("id", "=", parcel.id).returningAll().executeTakeFirstOrThrow();
}

/** A lot's card takes so many measures. */
const MOST_ON_CARD = 20;
const cardAttributes = (samples: Inspection["samples"]): Record<string, number> => Object.fromEntries(Object.entries(meansOf(samples)).slice(0, MOST_ON_CARD));
