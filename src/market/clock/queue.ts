import { sql } from "kysely";
import { addDays } from "../../engines/calendar/day.ts";
import { lots } from "../../kernel/lots/contract.ts";
import { isUniqueViolation } from "../../kernel/db/errors.ts";
import type { Handlers, Scene } from "../../kernel/machinery/module.ts";
import { freeLot } from "./bookings.ts";
import type { ClockScene } from "./clerk.ts";
import { MAX_LOTS_PER_SESSION, type clock } from "./contract.ts";
import { act, type AnyScene } from "./desk.ts";
import { engineLotOf, entriesOf, entryOfLot, entryView, inQueueOrder, type EntryRow } from "./entries.ts";
import type { Hall } from "./hall.ts";
import { defaultFloor, proposeStart, RECENT_DAYS, stepFor, tooManySteps } from "./rules.ts";
import type { StoredClocks, Tables } from "./store.ts";
import type { StartProposal } from "./views.ts";

type Noun = Pick<Handlers<typeof clock, Tables>, "proposeStart" | "queueLot" | "dequeue" | "correctEntry" | "queue" | "lotResults">;
type Scened = Pick<Scene<Tables>, "tx" | "businessDate">;
/** Sales looked at for one proposal, newest first. */
const MAX_RECENT_SALES = 500;

export function queueHandlers(hall: Hall): Noun {
  return {
    async proposeStart(scene, { lotId }) {
      const lot = await scene.tx.selectFrom("kernel.lot").select(["item_id", "grade", "floor_price"]).where("id", "=", lotId).executeTakeFirst();
      return lot === undefined ? scene.refuse("not_found", { lot: lotId }) : proposalFor(scene, lot);
    },

    async queueLot(scene, input) {
      const { tx, now, newId, actor, refuse, ask, emit } = scene;
      const { sessionId, lotId } = input;
      const session = await sessionForQueue(scene as AnyScene, hall, sessionId, input.clock);
      const lot = await tx.selectFrom("kernel.lot").selectAll().where("id", "=", lotId).forUpdate().executeTakeFirst();
      if (lot === undefined) return refuse("not_found", { lot: lotId });
      if (lot.status !== "received" && lot.status !== "offered") return refuse("lot_not_ready", { lot: lot.no, status: lot.status });
      if (session.lots >= MAX_LOTS_PER_SESSION) return refuse("too_many_lots", { most: MAX_LOTS_PER_SESSION });
      const free = lot.on_hand - lot.held;
      if (free < 1) return refuse("nothing_free", { lot: lot.no });
      const quantity = input.quantity ?? free;
      if (input.minPress > quantity) return refuse("min_press_too_large", { minPress: input.minPress, quantity });
      const proposal = await proposalFor(scene, lot);
      const prices = pricesOf(scene as AnyScene, input, proposal, lot.floor_price);
      const entryId = newId();
      await ask(lots.actions.move, { lotId, kind: "hold", quantity, cause: "clock", causeId: entryId, reason: session.title });
      const growerNo = await growerNumber(tx, sessionId, lot.grower_id);
      try {
        await tx.insertInto("clock.queue").values({
          id: entryId, session_id: sessionId, lot_id: lotId, clock: input.clock, quantity, min_press: input.minPress, start_price: prices.startPrice, step_value: prices.stepValue,
          floor_price: prices.floorPrice, next_channel: input.nextChannel, has_photo: lot.photo_id !== null, grower_no: growerNo, recent_price: proposal.median, proposal: JSON.stringify(proposal),
          engine_lot: null, place: null, last_price: null, pass_reason: null, first_n: null, last_n: null, queued_by: actor.accountId, queued_at: now, ended_at: null,
        }).execute();
      } catch (error) {
        if (isUniqueViolation(error)) return refuse("lot_queued", { lot: lot.no });
        throw error;
      }
      if (lot.status === "received") await ask(lots.actions.change, { lotId, status: "offered" });
      await emit("lotQueued", { sessionId, entryId, lotId, clock: input.clock, quantity, ...prices });
      return { entry: entryView(await entry(tx, entryId), actor), proposal };
    },

    async dequeue(scene, { sessionId, lotId, reason }) {
      const { tx, now, actor, refuse, emit } = scene;
      const row = await waiting(scene as AnyScene, sessionId, lotId);
      if (row.session_status === "planned") {
        await tx.updateTable("clock.queue").set({ status: "dequeued", outcome_reason: reason, ended_at: now }).where("id", "=", row.id).execute();
        await freeLot(scene as unknown as ClockScene, lotId, row.quantity, `${row.id}:ended`, reason);
        await emit("lotDequeued", { sessionId, entryId: row.id, lotId, reason });
        return entryView(await entry(tx, row.id), actor);
      }
      const lot = (await engineLotOf(hall, sessionId, row.id)) ?? refuse("not_hosted");
      if (hall.hosted(sessionId)?.stage.hasRun(lot) === true) return refuse("run_started", { lot: row.lot_no });
      await act(hall, scene as AnyScene, sessionId, { kind: "withdraw", lot, actor: actor.accountName, reason });
      return entryView({ ...row, status: "withdrawn", outcome_reason: reason, ended_at: now }, actor);
    },

    async correctEntry(scene, { sessionId, lotId, reason, ...change }) {
      const { tx, actor, refuse, ask } = scene;
      const row = await waiting(scene as AnyScene, sessionId, lotId);
      const after = {
        quantity: change.quantity ?? row.quantity, minPress: change.minPress ?? row.min_press, startPrice: change.startPrice ?? row.start_price, floorPrice: change.floorPrice ?? row.floor_price,
      };
      if (after.floorPrice > after.startPrice || after.minPress > after.quantity || tooManySteps({ ...after, stepValue: row.step_value })) return refuse("out_of_bounds");
      await guardGrowersFloor(scene as AnyScene, lotId, after.floorPrice);
      const more = after.quantity - row.quantity;
      if (row.session_status === "open") {
        if (more > 0) return refuse("only_downwards", { quantity: row.quantity });
        const lot = (await engineLotOf(hall, sessionId, row.id)) ?? refuse("not_hosted");
        await act(hall, scene as AnyScene, sessionId, { kind: "correct", lot, change: after, actor: actor.accountName, reason });
        // The books follow the journal: the clerk frees the stock and writes the figures.
        return entryView({ ...row, quantity: after.quantity, min_press: after.minPress, start_price: after.startPrice, floor_price: after.floorPrice }, actor);
      }
      const kind = more > 0 ? "hold" : "release";
      if (more !== 0) await ask(lots.actions.move, { lotId, kind, quantity: Math.abs(more), cause: "clock", causeId: `${row.id}:corrected:${scene.newId()}`, reason });
      await tx.updateTable("clock.queue").set({ quantity: after.quantity, min_press: after.minPress, start_price: after.startPrice, floor_price: after.floorPrice }).where("id", "=", row.id).execute();
      return entryView(await entry(tx, row.id), actor);
    },

    async queue({ tx, actor }, { sessionId, clock: index, limit, offset }) {
      const found = entriesOf(tx).where("q.session_id", "=", sessionId).where("q.status", "<>", "dequeued").$if(index !== undefined, (query) => query.where("q.clock", "=", index!));
      const { total } = await found.clearSelect().select((of) => of.fn.countAll<number>().as("total")).executeTakeFirstOrThrow();
      const rows = await inQueueOrder(found).limit(limit).offset(offset).execute();
      return { entries: rows.map((row) => entryView(row, actor)), total };
    },

    async lotResults({ tx, actor }, { sessionId, limit, offset }) {
      const found = entriesOf(tx).where("q.session_id", "=", sessionId).where("q.status", "<>", "dequeued").where("l.grower_id", "=", actor.partyId);
      const { total } = await found.clearSelect().select((of) => of.fn.countAll<number>().as("total")).executeTakeFirstOrThrow();
      const rows = await inQueueOrder(found).limit(limit).offset(offset).execute();
      return { entries: rows.map((row) => entryView(row, actor)), total };
    },
  };
}

const entry = (tx: Scened["tx"], entryId: string): Promise<EntryRow> => entriesOf(tx).where("q.id", "=", entryId).executeTakeFirstOrThrow();

async function sessionForQueue({ tx, refuse }: AnyScene, hall: Hall, sessionId: string, index: number) {
  // The row lock keeps the session from being opened or cancelled between this look and our commit.
  const session = await tx.selectFrom("clock.session").select(["id", "title", "status", "clocks"]).where("id", "=", sessionId).forShare().executeTakeFirst();
  if (session === undefined) return refuse("not_found", { session: sessionId });
  if (session.status !== "planned" && session.status !== "open") return refuse("session_closed");
  if (index >= (session.clocks as unknown as StoredClocks).length) return refuse("unknown_clock", { clock: index });
  const hosted = hall.hosted(sessionId);
  if (hosted !== undefined && hosted.stage.clocks[index]?.phase !== "idle") return refuse("clock_started", { clock: index });
  const { lots: queued } = await tx.selectFrom("clock.queue").select((of) => of.fn.countAll<number>().as("lots")).where("session_id", "=", sessionId).executeTakeFirstOrThrow();
  return { title: session.title, lots: queued };
}

/** Recent sales of the lot's item, and the start price they propose. */
async function proposalFor({ tx, businessDate }: Scened, lot: { item_id: string; grade: string | null; floor_price: number | null }): Promise<StartProposal> {
  const rows = await tx.selectFrom("clock.recent_sale").select(["grade", "business_date", "price", "quantity"])
    .where("item_id", "=", lot.item_id).where("business_date", ">=", addDays(businessDate, -RECENT_DAYS))
    .orderBy("business_date", "desc").orderBy("sale_id", "desc").limit(MAX_RECENT_SALES).execute();
  return proposeStart(rows.map((row) => ({ grade: row.grade, businessDate: row.business_date, price: row.price, quantity: row.quantity })), lot.grade, lot.floor_price);
}

type Wanted = { startPrice?: number | undefined; stepValue?: number | undefined; floorPrice?: number | undefined };

/** The prices asked for, filled up with what is proposed; refused by name when they do not fit together. */
function pricesOf({ refuse }: AnyScene, input: Wanted, proposal: StartProposal, growersFloor: number | null) {
  const startPrice = input.startPrice ?? proposal.startPrice ?? refuse("no_start_price");
  const floorPrice = input.floorPrice ?? growersFloor ?? Math.min(startPrice, defaultFloor(startPrice));
  if (growersFloor !== null && floorPrice < growersFloor) return refuse("below_growers_floor", { floor: growersFloor });
  if (floorPrice > startPrice) return refuse("floor_above_start", { floor: floorPrice, start: startPrice });
  const proposed = input.startPrice === undefined ? proposal.stepValue : stepFor(startPrice, floorPrice);
  const prices = { startPrice, stepValue: input.stepValue ?? proposed, floorPrice };
  return tooManySteps(prices) ? refuse("too_many_steps", prices) : prices;
}

/** The centre may set a floor above the grower's own, never below it. */
async function guardGrowersFloor({ tx, refuse }: AnyScene, lotId: string, floor: number): Promise<void> {
  const { floor_price } = await tx.selectFrom("kernel.lot").select("floor_price").where("id", "=", lotId).executeTakeFirstOrThrow();
  if (floor_price !== null && floor < floor_price) refuse("below_growers_floor", { floor: floor_price });
}

/** A grower's number in the session: the same for all his lots. Lots of one session are numbered one after another. */
async function growerNumber(tx: Scened["tx"], sessionId: string, growerId: string): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`clock.grower:${sessionId}`}, 0))`.execute(tx);
  const before = await tx.selectFrom("clock.queue as q").innerJoin("kernel.lot as l", "l.id", "q.lot_id").select("q.grower_no")
    .where("q.session_id", "=", sessionId).where("l.grower_id", "=", growerId).limit(1).executeTakeFirst();
  if (before !== undefined) return before.grower_no;
  const { most } = await tx.selectFrom("clock.queue").select(sql<number>`coalesce(max(grower_no), 0)`.as("most")).where("session_id", "=", sessionId).executeTakeFirstOrThrow();
  return most + 1;
}

/**
 * A lot that still waits for its first run in a session that is planned or open. While the session is planned, it is
 * kept from being opened, and the entry from being changed by others, until our commit; once it is open the clock puts
 * everybody in a line, and a lock held while we wait for the clock would keep the clock waiting for us.
 */
async function waiting(scene: AnyScene, sessionId: string, lotId: string): Promise<EntryRow> {
  const { tx } = scene;
  let row = await entryOfLot(tx, sessionId, lotId);
  if (row?.session_status === "planned") {
    await tx.selectFrom("clock.session").select("id").where("id", "=", sessionId).forShare().execute();
    await tx.selectFrom("clock.queue").select("id").where("id", "=", row.id).forUpdate().execute();
    row = await entryOfLot(tx, sessionId, lotId);
  }
  if (row === undefined || row.ended_at !== null) return scene.refuse("not_queued", { lot: row?.lot_no ?? lotId });
  if (row.first_n !== null) return scene.refuse("run_started", { lot: row.lot_no });
  if (row.session_status !== "planned" && row.session_status !== "open") return scene.refuse("not_queued", { lot: row.lot_no });
  return row;
}
