import { ACCEPTED } from "../../engines/clock/answers.ts";
import { creditOf } from "../../engines/clock/credit.ts";
import { NONE } from "../../engines/clock/state.ts";
import { DESK_REFUSALS, type LotEntry } from "../../engines/clock/types.ts";
import { freeLot } from "./bookings.ts";
import type { ClockScene } from "./clerk.ts";
import type { Hosted } from "./hall.ts";

type InScene = <T>(work: (scene: ClockScene) => Promise<T>) => Promise<T>;

/** What the clock knows already of growers and seats, read once when a session is taken up. */
export async function learn(inScene: InScene, { facts, growerOf, seatOf }: Hosted): Promise<void> {
  await inScene(async ({ tx }) => {
    const lots = await tx.selectFrom("clock.queue as q").innerJoin("kernel.lot as l", "l.id", "q.lot_id").select(["q.id", "l.grower_id"]).where("q.session_id", "=", facts.id).execute();
    for (const lot of lots) growerOf.set(lot.id, lot.grower_id);
    const seats = await tx.selectFrom("clock.seat").select(["id", "party_id", "no", "workplace_id"]).where("session_id", "=", facts.id).execute();
    for (const seat of seats) seatOf.set(seat.id, { partyId: seat.party_id, no: seat.no, workplaceId: seat.workplace_id });
  });
}

/** Tells the clock the lots that were queued since. One it will not take is free again, with the clock's reason. */
export async function feedLots(inScene: InScene, { facts, host, growerOf }: Hosted): Promise<void> {
  const rows = await inScene(({ tx }) =>
    tx.selectFrom("clock.queue as q").innerJoin("kernel.lot as l", "l.id", "q.lot_id").selectAll("q").select("l.grower_id")
      .where("q.session_id", "=", facts.id).where("q.ended_at", "is", null).where("q.engine_lot", "is", null).orderBy("q.seq").execute());
  for (const row of rows) growerOf.set(row.id, row.grower_id);
  // Those whose booking lags behind are on the clock already.
  const fresh = rows.filter((row) => !host.state.lots.byId.has(row.id));
  await Promise.all(fresh.map(async (row) => {
    const lot: LotEntry = {
      // The published journal knows a grower by his number in the session only.
      id: row.id, sellerId: `#${row.grower_no}`, quantity: row.quantity, minPress: row.min_press, startPrice: row.start_price, stepValue: row.step_value,
      floorPrice: row.floor_price, hasPhoto: row.has_photo, nextChannel: row.next_channel,
    };
    const { answer } = await host.submit({ kind: "addLot", clock: row.clock, lot });
    if (answer === ACCEPTED) return;
    const why = DESK_REFUSALS[answer - 1] ?? "refused";
    await inScene(async (scene) => {
      const { numUpdatedRows } = await scene.tx.updateTable("clock.queue").set({ status: "dequeued", outcome_reason: why, ended_at: scene.now })
        .where("id", "=", row.id).where("ended_at", "is", null).executeTakeFirst();
      if (numUpdatedRows === 0n) return;
      await freeLot(scene, row.lot_id, row.quantity, `${row.id}:ended`, why);
      await scene.emit("lotDequeued", { sessionId: facts.id, entryId: row.id, lotId: row.lot_id, reason: why });
    });
  }));
}

/** Tells the clock new seats, and allowances that have changed. A firm's own seat comes before those of its workplaces. */
export async function feedSeats(inScene: InScene, hosted: Hosted): Promise<void> {
  const { facts, host, seatOf } = hosted;
  const rows = await inScene(({ tx }) =>
    tx.selectFrom("clock.seat").selectAll().where("session_id", "=", facts.id)
      .where((of) => of.or([of("engine_buyer", "is", null), of("told_allowance", "<>", of.ref("allowance"))])).orderBy("no").execute());
  const told = rows.map((row) => {
    seatOf.set(row.id, { partyId: row.party_id, no: row.no, workplaceId: row.workplace_id });
    const { buyers } = host.state;
    const buyer = buyers.byId.get(row.id);
    if (buyer === undefined) {
      const own = row.workplace_id === null ? undefined : hosted.seatId(row.party_id, null);
      const payer = own === undefined ? NONE : (buyers.byId.get(own) ?? NONE);
      return host.submit({ kind: "addBuyer", id: row.id, creditLimit: row.allowance, payer });
    }
    return creditOf(buyers, buyer).limit === row.allowance ? null : host.submit({ kind: "setCredit", buyer, creditLimit: row.allowance });
  });
  await Promise.all(told);
}
