import { lots } from "../../kernel/lots/contract.ts";
import type { Handlers } from "../../kernel/machinery/module.ts";
import { settlement } from "../settlement/contract.ts";
import { freeLot } from "./bookings.ts";
import type { ClockScene } from "./clerk.ts";
import type { clock, StuckAward } from "./contract.ts";
import type { Tables } from "./store.ts";

type Noun = Pick<Handlers<typeof clock, Tables>, "stuckAwards" | "settleAward">;

/** Awards the books refused: the journal says they were won, the stock is still held for them, and nobody owes anything yet. */
export const stuckHandlers: Noun = {
  async stuckAwards({ tx, actor }, { sessionId }) {
    const rows = await stuckRows(tx).where("a.session_id", "=", sessionId).orderBy("a.n").execute();
    const operator = actor.roles.includes("operator");
    return {
      awards: rows.map((row): StuckAward => ({
        entryId: row.entry_id, run: row.run, lotId: row.lot_id, lotNo: row.no, buyer: row.buyer, price: row.price, quantity: row.quantity, unit: row.unit, gross: row.price * row.quantity, currency: row.currency, problem: row.problem ?? row.first_problem ?? "",
        deed: row.deed, by: row.account_name, reason: row.reason, can: row.deed === null && operator ? ["book", "release"] : [],
      })),
    };
  },

  async settleAward(scene, { sessionId, entryId, run, deed, reason }) {
    const { tx, now, actor, refuse, emit } = scene;
    const account = actor.accountId ?? refuse("not_signed_in");
    const award = await tx.selectFrom("clock.award").selectAll().where("session_id", "=", sessionId).where("entry_id", "=", entryId).where("run", "=", run).forUpdate().executeTakeFirst();
    if (award === undefined) return refuse("not_found", { entry: entryId });
    const before = await tx.selectFrom("clock.award_deed").select("account_name").where("session_id", "=", sessionId).where("entry_id", "=", entryId).where("run", "=", run).executeTakeFirst();
    if (before !== undefined || award.problem === null) return refuse("award_settled", { by: before?.account_name ?? "" });
    await tx.insertInto("clock.award_deed").values({ session_id: sessionId, entry_id: entryId, run, at: now, deed: deed === "book" ? "booked" : "released", problem: award.problem, reason, account_id: account, account_name: actor.accountName }).execute();
    if (deed === "release") await giveBack(scene as unknown as ClockScene, award, reason);
    else {
      const saleId = await bookNow(scene as unknown as ClockScene, award);
      await tx.updateTable("clock.award").set({ sale_id: saleId, problem: null }).where("session_id", "=", sessionId).where("entry_id", "=", entryId).where("run", "=", run).execute();
      await emit("lotAwarded", { sessionId, lotId: award.lot_id, run, price: award.price, quantity: award.quantity, saleId });
    }
    await emit("awardSettled", { sessionId, lotId: award.lot_id, run, deed, reason });
    return { deed };
  },
};

const stuckRows = (tx: ClockScene["tx"]) => tx.selectFrom("clock.award as a").innerJoin("clock.session as s", "s.id", "a.session_id").innerJoin("kernel.lot as l", "l.id", "a.lot_id").innerJoin("kernel.party as p", "p.id", "a.party_id")
  .leftJoin("clock.award_deed as d", (join) => join.onRef("d.session_id", "=", "a.session_id").onRef("d.entry_id", "=", "a.entry_id").onRef("d.run", "=", "a.run"))
  .select(["a.entry_id", "a.run", "a.lot_id", "a.price", "a.quantity", "a.problem", "l.no", "l.unit", "s.currency", "p.name as buyer", "d.deed", "d.account_name", "d.reason", "d.problem as first_problem"])
  .where((of) => of.or([of("a.problem", "is not", null), of("d.deed", "is not", null)]));

type Award = Awaited<ReturnType<typeof awardOf>>;
const awardOf = (tx: ClockScene["tx"]) => tx.selectFrom("clock.award").selectAll().executeTakeFirstOrThrow();

/** The sale as the clock decided it, under the cause it has always had; from the seat's held credit while the seat holds any. */
async function bookNow({ tx, ask }: ClockScene, award: Award): Promise<string> {
  const { currency } = await tx.selectFrom("clock.session").select("currency").where("id", "=", award.session_id).executeTakeFirstOrThrow();
  const seat = await tx.selectFrom("clock.seat").select("released_at").where("session_id", "=", award.session_id).where("party_id", "=", award.party_id).where("workplace_id", "is", null).forUpdate().executeTakeFirst();
  const { sale } = await ask(settlement.actions.recordSale, {
    channel: "clock", lotId: award.lot_id, buyerId: award.party_id, quantity: award.quantity, price: award.price, currency, fromHold: true, creditHeld: seat !== undefined && seat.released_at === null,
    businessDate: award.business_date, cause: "clock", causeId: `${award.session_id}:${award.entry_id}:${award.run}`,
  });
  return sale.id;
}

/** The stock is free again, and the clock's sums no longer count what was never sold. */
async function giveBack(scene: ClockScene, award: Award, reason: string): Promise<void> {
  const { tx, ask } = scene;
  const causeId = `${award.entry_id}:${award.run}:stuck`;
  const entry = await tx.updateTable("clock.queue").set((of) => ({ sold: of("sold", "-", award.quantity), value: of("value", "-", award.price * award.quantity) })).where("id", "=", award.entry_id).returning("ended_at").executeTakeFirstOrThrow();
  if (entry.ended_at !== null) await freeLot(scene, award.lot_id, award.quantity, causeId, reason);
  else await ask(lots.actions.move, { lotId: award.lot_id, kind: "release", quantity: award.quantity, cause: "clock", causeId, reason });
}
