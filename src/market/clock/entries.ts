import { sql, type SelectQueryBuilder } from "kysely";
import { isTrader } from "../../kernel/machinery/contract.ts";
import type { Actor, Tx } from "../../kernel/machinery/module.ts";
import type { Hall } from "./hall.ts";
import type { Tables } from "./store.ts";
import type { QueueEntry } from "./views.ts";

export type ClockTx = Tx<Tables>;

/** Staff of the desk, or the product itself. */
export const isDesk = (actor: Actor): boolean => actor.system || actor.roles.includes("auctioneer") || actor.roles.includes("operator");
export const isBuyer = (actor: Actor): boolean => actor.partyId !== null && (actor.roles.includes("buyer") || actor.roles.includes("agent"));
/** Sees names that a session hides from the hall. */
export const isStaff = (actor: Actor): boolean => actor.system || (actor.roles.length > 0 && !isTrader(actor.roles));

/** Queue entries with everything a buyer is shown of them. */
export function entriesOf(tx: ClockTx) {
  return tx.selectFrom("clock.queue as q")
    .innerJoin("clock.session as s", "s.id", "q.session_id")
    .innerJoin("kernel.lot as l", "l.id", "q.lot_id")
    .innerJoin("kernel.trade_item as i", "i.id", "l.item_id")
    .innerJoin("kernel.party as g", "g.id", "l.grower_id")
    .leftJoin("clock.grower_quality as quality", "quality.grower_id", "l.grower_id")
    .selectAll("q")
    .select([
      "s.status as session_status", "s.show_growers", "l.no as lot_no", "l.photo_id", "l.item_id", "l.attributes", "l.grade", "l.unit", "l.pot_extra", "l.note", "l.grower_id",
      "i.zh as item_zh", "i.en as item_en", "i.category", "i.pot_cm", "i.spec", "i.packing", "g.name as grower_name", "g.town", "quality.class as quality",
    ]);
}
export type EntryRow = Awaited<ReturnType<ReturnType<typeof entriesOf>["executeTakeFirstOrThrow"]>>;

/** Running first, then what is to come in drawn (or else announced) order, then what is over, latest first. */
export function inQueueOrder<DB, TB extends keyof DB, O>(query: SelectQueryBuilder<DB, TB, O>): SelectQueryBuilder<DB, TB, O> {
  return query
    .orderBy(sql`case when q.status = 'running' then 0 when q.ended_at is null then 1 else 2 end`)
    .orderBy(sql`q.ended_at desc nulls first`).orderBy(sql`q.clock`).orderBy(sql`q.place nulls last`).orderBy(sql`q.seq`);
}

export function entryView(row: EntryRow, actor: Actor): QueueEntry {
  const mine = actor.partyId !== null && actor.partyId === row.grower_id;
  const named = row.show_growers || mine || isStaff(actor);
  return {
    entryId: row.id, sessionId: row.session_id, lotId: row.lot_id, lot: row.engine_lot, clock: row.clock, place: row.place, status: row.status,
    lotNo: row.lot_no, photoId: row.photo_id, itemId: row.item_id, itemZh: row.item_zh, itemEn: row.item_en, category: row.category, potCm: row.pot_cm, spec: row.spec,
    attributes: row.attributes as unknown as QueueEntry["attributes"], grade: row.grade, remaining: row.quantity - row.sold, quantity: row.quantity, unit: row.unit,
    packing: row.packing as unknown as QueueEntry["packing"], potExtra: row.pot_extra, grower: named ? row.grower_name : `#${row.grower_no}`, quality: row.quality, town: row.town, note: row.note,
    minPress: row.min_press, startPrice: row.start_price, stepValue: row.step_value, floorPrice: row.floor_price, recentPrice: row.recent_price,
    nextChannel: row.next_channel, passReason: row.pass_reason as QueueEntry["passReason"], outcomeReason: row.outcome_reason,
    sold: row.sold, value: row.value, lastPrice: row.last_price, can: mayDo(row, actor),
  };
}

function mayDo(row: EntryRow, actor: Actor): string[] {
  const waits = row.ended_at === null;
  const can: string[] = [];
  if (isDesk(actor) && waits && row.status === "queued" && row.first_n === null) can.push("dequeue", "correctEntry");
  if (isDesk(actor) && waits && row.session_status === "open") can.push("skipLot", "withdrawLot");
  if (isBuyer(actor) && waits && row.session_status === "open" && actor.partyId !== row.grower_id) can.push("placeLimits");
  if (!waits && row.first_n !== null) can.push("lotReplay");
  return can;
}

/** The entry of a lot in a session: the one that waits or runs, else the latest that is over. */
export function entryOfLot(tx: ClockTx, sessionId: string, lotId: string): Promise<EntryRow | undefined> {
  return entriesOf(tx).where("q.session_id", "=", sessionId).where("q.lot_id", "=", lotId)
    .orderBy(sql`q.ended_at desc nulls first`).orderBy("q.seq", "desc").limit(1).executeTakeFirst();
}

/** The engine's number of a queue entry, once the clock has taken note of it. */
export async function engineLotOf(hall: Hall, sessionId: string, entryId: string): Promise<number | undefined> {
  const find = (): number | undefined => hall.hosted(sessionId)?.host.state.lots.byId.get(entryId);
  if (find() === undefined && hall.hosted(sessionId) !== undefined) await hall.catchUp();
  return find();
}
