import { sql } from "kysely";
import { headerLine } from "../../engines/clock/journal.ts";
import type { SessionConfig } from "../../engines/clock/types.ts";
import { calendar } from "../../kernel/calendar/contract.ts";
import type { Actor, Handlers } from "../../kernel/machinery/module.ts";
import { freeLot } from "./bookings.ts";
import type { ClockScene } from "./clerk.ts";
import type { clock, SessionView } from "./contract.ts";
import { act, type AnyScene } from "./desk.ts";
import { isBuyer, isDesk, type ClockTx } from "./entries.ts";
import { nativeSha256, type Hall } from "./hall.ts";
import type { StoredClocks, Tables } from "./store.ts";

type Noun = Pick<Handlers<typeof clock, Tables>, "planSession" | "cancelSession" | "openSession" | "closeSession" | "sessions" | "session">;
const SEED_BYTES = 32;

export function sessionHandlers(hall: Hall): Noun {
  return {
    async planSession(scene, input) {
      const { tx, now, actor, newId, random, refuse, ask, emit } = scene;
      // A replay plans the day it was recorded on; people plan today or later.
      if (input.businessDate < scene.businessDate && !actor.system) return refuse("past_day", { today: scene.businessDate });
      const { market } = await ask(calendar.actions.today, {});
      const id = newId();
      const seed = Buffer.from(random(SEED_BYTES)).toString("hex");
      const commitment = nativeSha256(seed);
      await tx.insertInto("clock.session").values({
        id, no: await nextNumber(tx, input.businessDate), title: input.title, business_date: input.businessDate, currency: market.currency, seed, commitment,
        max_delay_ms: input.maxDelayMs, future_tolerance_ms: input.futureToleranceMs, anonymous_winners: input.anonymousWinners, show_growers: input.showGrowers,
        demo: market.demo, clocks: JSON.stringify(input.clocks), created_by: actor.accountId, created_at: now, epoch: null, header: null, closed_at: null, digest: null,
      }).execute();
      await emit("sessionPlanned", { sessionId: id, businessDate: input.businessDate, title: input.title, commitment });
      return sessionViewOf(scene as AnyScene, hall, id);
    },

    async cancelSession(scene, { sessionId, reason }) {
      const { tx, now, refuse, emit } = scene;
      const { numUpdatedRows } = await tx.updateTable("clock.session").set({ status: "cancelled" }).where("id", "=", sessionId).where("status", "=", "planned").executeTakeFirst();
      if (numUpdatedRows === 0n) return refuse((await known(tx, sessionId)) ? "session_not_planned" : "not_found");
      const entries = await tx.updateTable("clock.queue").set({ status: "dequeued", outcome_reason: reason, ended_at: now })
        .where("session_id", "=", sessionId).where("ended_at", "is", null).returning(["id", "lot_id", "quantity"]).execute();
      for (const entry of entries) await freeLot(scene as unknown as ClockScene, entry.lot_id, entry.quantity, `${entry.id}:ended`, reason);
      await emit("sessionCancelled", { sessionId, reason });
      return sessionViewOf(scene as AnyScene, hall, sessionId);
    },

    async openSession(scene, { sessionId }) {
      const { tx, now, refuse, emit } = scene;
      const row = await tx.selectFrom("clock.session").selectAll().where("id", "=", sessionId).forUpdate().executeTakeFirst();
      if (row === undefined) return refuse("not_found", { session: sessionId });
      if (row.status !== "planned") return refuse("session_not_planned", { status: row.status });
      const config: SessionConfig = {
        id: row.id, currency: row.currency, seedCommitment: row.commitment, maxDelayMs: row.max_delay_ms, futureToleranceMs: row.future_tolerance_ms,
        clocks: row.clocks as unknown as StoredClocks,
      };
      // Once this is committed the hall sees an open session without a host, and hosts it.
      await tx.updateTable("clock.session").set({ status: "open", epoch: now, header: headerLine(config) }).where("id", "=", sessionId).execute();
      await emit("sessionOpened", { sessionId, businessDate: row.business_date });
      return sessionViewOf(scene as AnyScene, hall, sessionId);
    },

    async closeSession(scene, { sessionId, reason }) {
      await act(hall, scene as AnyScene, sessionId, { kind: "close", actor: scene.actor.accountName, reason });
      // The books close behind the journal; whoever asks meanwhile sees the session closing.
      await scene.tx.updateTable("clock.session").set({ status: "closing" }).where("id", "=", sessionId).where("status", "=", "open").execute();
      return sessionViewOf(scene as AnyScene, hall, sessionId);
    },

    async sessions({ tx, actor }, { from, to, status, limit, offset }) {
      const found = sessionsOf(tx)
        .$if(from !== undefined, (query) => query.where("s.business_date", ">=", from!)).$if(to !== undefined, (query) => query.where("s.business_date", "<=", to!))
        .$if(status !== undefined, (query) => query.where("s.status", "=", status!));
      const { total } = await found.clearSelect().select((of) => of.fn.countAll<number>().as("total")).executeTakeFirstOrThrow();
      const rows = await found.orderBy("s.business_date", "desc").orderBy("s.created_at", "desc").limit(limit).offset(offset).execute();
      return { sessions: rows.map(rowView), total, can: isDesk(actor) ? ["planSession"] : [] };
    },

    session: (scene, { sessionId }) => sessionViewOf(scene as AnyScene, hall, sessionId),
  };
}

const known = async (tx: ClockTx, id: string): Promise<boolean> =>
  (await tx.selectFrom("clock.session").select("id").where("id", "=", id).executeTakeFirst()) !== undefined;

/** Sessions are numbered through their business day, as C20261122-1. */
async function nextNumber(tx: ClockTx, businessDate: string): Promise<string> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`clock.session:${businessDate}`}, 0))`.execute(tx);
  const { n } = await tx.selectFrom("clock.session").select((of) => of.fn.countAll<number>().as("n")).where("business_date", "=", businessDate).executeTakeFirstOrThrow();
  return `C${businessDate.replaceAll("-", "")}-${n + 1}`;
}

/** Sessions without their secret. */
export function sessionsOf(tx: ClockTx) {
  return tx.selectFrom("clock.session as s")
    .select([
      "s.id", "s.no", "s.title", "s.business_date", "s.status", "s.currency", "s.commitment", "s.digest", "s.epoch", "s.closed_at", "s.demo", "s.clocks",
      "s.anonymous_winners", "s.show_growers", "s.max_delay_ms", "s.future_tolerance_ms",
    ])
    .select((of) => of.selectFrom("clock.queue as q").select((inner) => inner.fn.countAll<number>().as("lots")).whereRef("q.session_id", "=", "s.id").where("q.status", "<>", "dequeued").as("lots"));
}
type SessionRow = Awaited<ReturnType<ReturnType<typeof sessionsOf>["executeTakeFirstOrThrow"]>>;

export const rowView = (row: SessionRow) => ({
  id: row.id, no: row.no, title: row.title, businessDate: row.business_date, status: row.status, currency: row.currency, clocks: (row.clocks as unknown as StoredClocks).length,
  lots: row.lots ?? 0, commitment: row.commitment, digest: row.digest, openedAt: row.epoch?.toISOString() ?? null, closedAt: row.closed_at?.toISOString() ?? null, demo: row.demo,
});

export async function totalsOf(tx: ClockTx, sessionId: string) {
  const sums = await tx.selectFrom("clock.queue").where("session_id", "=", sessionId).where("status", "<>", "dequeued").select([
    sql<number>`count(*)`.as("lots"), sql<number>`count(*) filter (where status = 'sold')`.as("lotsSold"), sql<number>`count(*) filter (where status = 'passed')`.as("lotsPassed"),
    sql<number>`count(*) filter (where status = 'withdrawn')`.as("lotsWithdrawn"), sql<number>`coalesce(sum(quantity), 0)::bigint`.as("offered"),
    sql<number>`coalesce(sum(sold), 0)::bigint`.as("sold"), sql<number>`coalesce(sum(quantity - sold) filter (where status = 'passed'), 0)::bigint`.as("passed"),
    sql<number>`coalesce(sum(quantity - sold) filter (where status = 'withdrawn'), 0)::bigint`.as("withdrawn"), sql<number>`coalesce(sum(value), 0)::bigint`.as("value"),
  ]).executeTakeFirstOrThrow();
  const { awards } = await tx.selectFrom("clock.award").select((of) => of.fn.countAll<number>().as("awards")).where("session_id", "=", sessionId).executeTakeFirstOrThrow();
  return { ...sums, awards };
}

async function sessionViewOf({ tx, actor, refuse }: AnyScene, hall: Hall, sessionId: string): Promise<SessionView> {
  const row = await sessionsOf(tx).where("s.id", "=", sessionId).executeTakeFirst();
  if (row === undefined) return refuse("not_found", { session: sessionId });
  const hosted = hall.hosted(sessionId);
  const { problems } = await tx.selectFrom("clock.award").select((of) => of.fn.countAll<number>().as("problems")).where("session_id", "=", sessionId).where("problem", "is not", null)
    .where((of) => of.not(of.exists(of.selectFrom("clock.award_deed as d").select("d.run").whereRef("d.session_id", "=", "clock.award.session_id").whereRef("d.entry_id", "=", "clock.award.entry_id").whereRef("d.run", "=", "clock.award.run")))).executeTakeFirstOrThrow();
  const clockViews = clockViewsOf(hall, sessionId, row.clocks as unknown as StoredClocks, await waitingOf(tx, sessionId), row.status === "open" && isDesk(actor));
  return {
    ...rowView(row), anonymousWinners: row.anonymous_winners, showGrowers: row.show_growers, maxDelayMs: row.max_delay_ms, futureToleranceMs: row.future_tolerance_ms,
    seed: row.status === "closed" ? await seedOf(tx, sessionId) : null, hosted: hosted !== undefined, sessionTime: hosted === undefined ? null : Math.floor(hosted.host.time),
    clockViews, totals: await totalsOf(tx, sessionId), problems, can: mayDo(row, actor, clockViews),
  };
}

async function seedOf(tx: ClockTx, sessionId: string): Promise<string> {
  return (await tx.selectFrom("clock.session").select("seed").where("id", "=", sessionId).executeTakeFirstOrThrow()).seed;
}

/** Lots still to come on each clock, as far as they are booked. */
export async function waitingOf(tx: ClockTx, sessionId: string): Promise<Map<number, number>> {
  const rows = await tx.selectFrom("clock.queue").select(["clock", (of) => of.fn.countAll<number>().as("waiting")])
    .where("session_id", "=", sessionId).where("ended_at", "is", null).where("status", "=", "queued").groupBy("clock").execute();
  return new Map(rows.map((row) => [row.clock, row.waiting]));
}

export function clockViewsOf(hall: Hall, sessionId: string, clocks: StoredClocks, waiting: ReadonlyMap<number, number>, desk: boolean): SessionView["clockViews"] {
  const hosted = hall.hosted(sessionId);
  const stage = hosted?.stage.clocks;
  return clocks.map((planned, index) => {
    const on = stage?.[index];
    const phase = on?.phase ?? "idle";
    const can = !desk || on === undefined ? [] : { idle: ["startClock", "configureClock"], running: ["pauseClock", "configureClock"], paused: ["resumeClock", "configureClock"], finished: [] }[phase];
    return { clock: index, settings: hosted?.host.state.clocks[index]?.nextSettings ?? planned, phase, programme: on?.programme ?? null, waiting: waiting.get(index) ?? 0, can };
  });
}

function mayDo(row: SessionRow, actor: Actor, clocks: SessionView["clockViews"]): string[] {
  const can: string[] = [];
  if (isDesk(actor) && row.status === "planned") can.push("queueLot", "openSession", "cancelSession");
  if (isDesk(actor) && row.status === "open") {
    can.push("queueLot", "skipLot", "withdrawLot");
    if (clocks.every(({ phase }) => phase !== "running")) can.push("closeSession");
  }
  if (isBuyer(actor) && row.status === "open") can.push("joinSession", "placeLimits");
  if (row.status === "closed") can.push("journal", "chain");
  return can;
}
