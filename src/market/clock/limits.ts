import { ACCEPTED } from "../../engines/clock/answers.ts";
import { PRESS_REFUSALS } from "../../engines/clock/types.ts";
import type { Handlers } from "../../kernel/machinery/module.ts";
import { MAX_LIMIT_ORDERS_PER_BUYER, type clock } from "./contract.ts";
import { act, openSessionOf, type AnyScene } from "./desk.ts";
import { entryOfLot } from "./entries.ts";
import type { Hall, Hosted } from "./hall.ts";
import { HostRefusal } from "./host.ts";
import type { Tables } from "./store.ts";

type Noun = Pick<Handlers<typeof clock, Tables>, "placeLimits" | "cancelLimit" | "limits">;

export function limitHandlers(hall: Hall): Noun {
  return {
    async placeLimits(scene, { sessionId, workplaceId, orders }) {
      const { tx, actor, refuse } = scene;
      const partyId = actor.partyId ?? refuse("not_allowed");
      const { hosted, buyer } = await seatAtClock(hall, scene as AnyScene, sessionId, workplaceId);
      const { waiting } = await tx.selectFrom("clock.limit_order as o").innerJoin("clock.seat as t", "t.id", "o.seat_id").select((of) => of.fn.countAll<number>().as("waiting"))
        .where("t.session_id", "=", sessionId).where("t.party_id", "=", partyId).where("o.status", "in", ["waiting", "fired"]).executeTakeFirstOrThrow();
      if (waiting + orders.length > MAX_LIMIT_ORDERS_PER_BUYER) return refuse("too_many_limit_orders", { most: MAX_LIMIT_ORDERS_PER_BUYER, waiting });
      const lots = await lotsOf(tx, sessionId, orders.map((order) => order.lotId), hosted);
      const told = orders.map(async ({ lotId, price, quantity, pressId }) => {
        const lot = lots.get(lotId);
        const answer = (refusal: string | null) => ({ lotId, pressId, accepted: refusal === null, refusal });
        if (lot === undefined) return answer("unknown_lot");
        if (lot.growerId === partyId) return answer("own_lot");
        try {
          const ack = await hosted.host.submit({ kind: "placeLimit", lot: lot.engineLot, buyer, price, quantity, pressId });
          return answer(ack.answer === ACCEPTED ? null : PRESS_REFUSALS[ack.answer - 1]!);
        } catch (error) {
          if (error instanceof HostRefusal) return answer(error.code);
          throw error;
        }
      });
      return { orders: await Promise.all(told) };
    },

    async cancelLimit(scene, { sessionId, lotId, workplaceId }) {
      const { buyer, hosted } = await seatAtClock(hall, scene as AnyScene, sessionId, workplaceId);
      const entry = await entryOfLot(scene.tx, sessionId, lotId);
      const lot = entry === undefined ? undefined : hosted.host.state.lots.byId.get(entry.id);
      if (lot === undefined) return scene.refuse("unknown_limit");
      await act(hall, scene as AnyScene, sessionId, { kind: "cancelLimit", lot, buyer });
      return { cancelled: true };
    },

    async limits({ tx, actor, refuse }, { sessionId, limit, offset }) {
      const partyId = actor.partyId ?? refuse("not_allowed");
      const found = tx.selectFrom("clock.limit_order as o").innerJoin("clock.seat as t", "t.id", "o.seat_id").innerJoin("clock.queue as q", "q.id", "o.entry_id")
        .innerJoin("kernel.lot as l", "l.id", "q.lot_id").innerJoin("kernel.trade_item as i", "i.id", "l.item_id").leftJoin("clock.workplace as w", "w.id", "t.workplace_id")
        .where("o.session_id", "=", sessionId).where("t.party_id", "=", partyId);
      const { total } = await found.select((of) => of.fn.countAll<number>().as("total")).executeTakeFirstOrThrow();
      const rows = await found.selectAll("o").select(["q.lot_id", "q.clock", "l.no as lot_no", "i.zh", "i.en", "t.workplace_id", "w.name as workplace"])
        .orderBy("o.n", "desc").orderBy("o.press_id", "desc").limit(limit).offset(offset).execute();
      return {
        total,
        limits: rows.map((row) => ({
          sessionId, lotId: row.lot_id, lotNo: row.lot_no, itemZh: row.zh, itemEn: row.en, clock: row.clock, workplaceId: row.workplace_id, workplace: row.workplace,
          pressId: row.press_id, price: row.price, quantity: row.quantity, status: row.status, filled: row.filled, filledPrice: row.filled_price, endReason: row.end_reason,
          can: row.status === "waiting" ? ["cancelLimit"] : [],
        })),
      };
    },
  };
}

/** The engine's number of this buyer's seat. A seat taken a moment ago may not have reached the clock yet. */
async function seatAtClock(hall: Hall, scene: AnyScene, sessionId: string, workplaceId: string | null): Promise<{ hosted: Hosted; buyer: number }> {
  await openSessionOf(scene, sessionId);
  const seat = await scene.tx.selectFrom("clock.seat").select("id").where("session_id", "=", sessionId).where("party_id", "=", scene.actor.partyId)
    .where((of) => (workplaceId === null ? of("workplace_id", "is", null) : of("workplace_id", "=", workplaceId))).executeTakeFirst();
  if (seat === undefined) return scene.refuse("no_seat");
  if (hall.hosted(sessionId)?.host.state.buyers.byId.has(seat.id) !== true) await hall.catchUp();
  const hosted = hall.hosted(sessionId) ?? scene.refuse("not_hosted");
  const buyer = hosted.host.state.buyers.byId.get(seat.id) ?? scene.refuse("busy");
  return { hosted, buyer };
}

/** The engine's numbers and the growers of lots of a session. */
async function lotsOf(tx: AnyScene["tx"], sessionId: string, lotIds: readonly string[], hosted: Hosted): Promise<Map<string, { engineLot: number; growerId: string }>> {
  const rows = await tx.selectFrom("clock.queue as q").innerJoin("kernel.lot as l", "l.id", "q.lot_id").select(["q.id", "q.lot_id", "l.grower_id"])
    .where("q.session_id", "=", sessionId).where("q.lot_id", "in", [...new Set(lotIds)]).orderBy("q.seq").execute();
  const lots = new Map<string, { engineLot: number; growerId: string }>();
  for (const row of rows) {
    const engineLot = hosted.host.state.lots.byId.get(row.id);
    // A lot queued again after it had left the clock has several entries; the last one counts.
    if (engineLot !== undefined) lots.set(row.lot_id, { engineLot, growerId: row.grower_id });
  }
  return lots;
}
