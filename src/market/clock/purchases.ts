import { sql } from "kysely";
import type { Handlers } from "../../kernel/machinery/module.ts";
import type { clock } from "./contract.ts";
import type { Tables } from "./store.ts";

type Noun = Pick<Handlers<typeof clock, Tables>, "wins" | "presses">;

/** What a buyer bought, and how his presses fared. */
export const purchaseHandlers: Noun = {
  async wins({ tx, actor, refuse }, { sessionId, businessDate, limit, offset }) {
    const partyId = actor.partyId ?? refuse("not_allowed");
    const found = tx.selectFrom("clock.award as a").where("a.party_id", "=", partyId)
      .$if(sessionId !== undefined, (query) => query.where("a.session_id", "=", sessionId!)).$if(businessDate !== undefined, (query) => query.where("a.business_date", "=", businessDate!));
    const { total, value } = await found.select((of) => [of.fn.countAll<number>().as("total"), sql<number>`coalesce(sum(a.price * a.quantity), 0)::bigint`.as("value")]).executeTakeFirstOrThrow();
    const rows = await found.innerJoin("clock.session as s", "s.id", "a.session_id").innerJoin("kernel.lot as l", "l.id", "a.lot_id").innerJoin("kernel.trade_item as i", "i.id", "l.item_id")
      .leftJoin("clock.workplace as w", "w.id", "a.workplace_id")
      .selectAll("a").select(["s.currency", "l.no", "l.grade", "l.unit", "i.zh", "i.en", "w.name as workplace"])
      .orderBy("a.at", "desc").orderBy("a.n", "desc").limit(limit).offset(offset).execute();
    return {
      total, value,
      wins: rows.map((row) => ({
        sessionId: row.session_id, lotId: row.lot_id, lotNo: row.no, itemZh: row.zh, itemEn: row.en, grade: row.grade, unit: row.unit, clock: row.clock, run: row.run,
        workplaceId: row.workplace_id, workplace: row.workplace, price: row.price, quantity: row.quantity, gross: row.price * row.quantity, currency: row.currency,
        viaLimit: row.via_limit, at: row.at.toISOString(), saleId: row.sale_id, problem: row.problem,
      })),
    };
  },

  async presses({ tx, actor, refuse }, { sessionId, limit, offset }) {
    const partyId = actor.partyId ?? refuse("not_allowed");
    const found = tx.selectFrom("clock.press as p").innerJoin("clock.seat as t", "t.id", "p.seat_id").where("p.session_id", "=", sessionId).where("t.party_id", "=", partyId);
    const { total } = await found.select((of) => of.fn.countAll<number>().as("total")).executeTakeFirstOrThrow();
    const rows = await found.innerJoin("clock.session as s", "s.id", "p.session_id").innerJoin("clock.queue as q", "q.id", "p.entry_id").innerJoin("kernel.lot as l", "l.id", "q.lot_id")
      .selectAll("p").select(["s.epoch", "q.lot_id", "q.clock", "l.no", "t.workplace_id"]).orderBy("p.n", "desc").orderBy("p.i", "desc").limit(limit).offset(offset).execute();
    return {
      total,
      presses: rows.map((row) => ({
        sessionId, lotId: row.lot_id, lotNo: row.no, clock: row.clock, run: row.run, pressId: row.press_id, workplaceId: row.workplace_id, viaLimit: row.via_limit,
        step: row.step, tau: row.tau, price: row.price, quantity: row.quantity, outcome: row.outcome, beatenBySteps: row.beaten_steps, beatenByMs: row.beaten_ms,
        byDraw: row.by_draw, clipped: row.clipped, at: new Date((row.epoch?.getTime() ?? 0) + row.t).toISOString(), receipt: row.i !== null || row.via_limit,
      })),
    };
  },
};
