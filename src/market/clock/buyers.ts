import { sql } from "kysely";
import { creditOf } from "../../engines/clock/credit.ts";
import { isUniqueViolation } from "../../kernel/db/errors.ts";
import { calendar } from "../../kernel/calendar/contract.ts";
import { ledger } from "../../kernel/ledger/contract.ts";
import type { Handlers } from "../../kernel/machinery/module.ts";
import { parties } from "../../kernel/parties/contract.ts";
import type { ClockScene } from "./clerk.ts";
import { MAX_WORKPLACES_PER_BUYER, type clock, type SeatView } from "./contract.ts";
import { openSessionOf, type AnyScene } from "./desk.ts";
import type { ClockTx } from "./entries.ts";
import type { Hall } from "./hall.ts";
import { allowanceOf } from "./rules.ts";
import type { Tables } from "./store.ts";

type Noun = Pick<Handlers<typeof clock, Tables>, "joinSession" | "seats" | "workplaces" | "saveWorkplace" | "setDailyLimit">;

export function buyerHandlers(hall: Hall): Noun {
  return {
    async joinSession(scene, { sessionId, workplaceId }) {
      const { tx, actor, refuse } = scene;
      const partyId = actor.partyId ?? refuse("not_allowed");
      // Held to the end, so that the session's books are not closed before this seat is among them.
      await tx.selectFrom("clock.session").select("id").where("id", "=", sessionId).forShare().execute();
      const session = await openSessionOf(scene as AnyScene, sessionId);
      await oneAtATime(tx, partyId);
      await guardStanding(scene as AnyScene, partyId);
      // Seats of one session are numbered one after another; a second request of the same buyer waits and finds the seat taken.
      await sql`select pg_advisory_xact_lock(hashtextextended(${`clock.seat:${sessionId}`}, 0))`.execute(tx);
      await takeOwnSeat(scene as unknown as ClockScene, session, partyId);
      if (workplaceId !== null) await takeWorkplaceSeat(scene as unknown as ClockScene, session, partyId, workplaceId);
      const seats = await seatViews(tx, hall, sessionId, partyId, session.currency);
      return seats.find((seat) => seat.workplaceId === workplaceId) ?? refuse("not_found");
    },

    async seats({ tx, actor, refuse }, { sessionId }) {
      const partyId = actor.partyId ?? refuse("not_allowed");
      const session = await tx.selectFrom("clock.session").select(["currency", "status"]).where("id", "=", sessionId).executeTakeFirst();
      if (session === undefined) return refuse("not_found", { session: sessionId });
      const seats = await seatViews(tx, hall, sessionId, partyId, session.currency);
      return { seats, can: session.status === "open" ? ["joinSession", ...(seats.length > 0 ? ["placeLimits"] : [])] : [] };
    },

    async workplaces({ tx, actor, businessDate, ask, refuse }) {
      const partyId = actor.partyId ?? refuse("not_allowed");
      const { market } = await ask(calendar.actions.today, {});
      const firm = await tx.selectFrom("clock.buyer").select("daily_limit").where("party_id", "=", partyId).executeTakeFirst();
      const rows = await tx.selectFrom("clock.workplace").selectAll().where("party_id", "=", partyId).orderBy("name").execute();
      const used = await usedOn(tx, partyId, businessDate);
      const can = actor.delegate ? [] : ["saveWorkplace"];
      return {
        workplaces: rows.map((row) => ({ id: row.id, name: row.name, dailyLimit: row.daily_limit, active: row.active, usedToday: used.get(row.id) ?? 0, can })),
        total: rows.length, dailyLimit: firm?.daily_limit ?? null, usedToday: [...used.values()].reduce((sum, value) => sum + value, 0), currency: market.currency,
        can: actor.delegate ? [] : ["saveWorkplace", "setDailyLimit"],
      };
    },

    async saveWorkplace(scene, { workplaceId, name, dailyLimit, active }) {
      const { tx, actor, now, businessDate, newId, emit, refuse } = scene;
      const partyId = await ownersParty(scene as unknown as ClockScene);
      await oneAtATime(tx, partyId);
      const { n } = await tx.selectFrom("clock.workplace").select((of) => of.fn.countAll<number>().as("n")).where("party_id", "=", partyId).executeTakeFirstOrThrow();
      if (workplaceId === undefined && n >= MAX_WORKPLACES_PER_BUYER) return refuse("too_many_workplaces", { most: MAX_WORKPLACES_PER_BUYER });
      const set = { name, daily_limit: dailyLimit, active };
      try {
        const row = workplaceId === undefined
          ? await tx.insertInto("clock.workplace").values({ id: newId(), party_id: partyId, created_at: now, ...set }).returningAll().executeTakeFirstOrThrow()
          : await tx.updateTable("clock.workplace").set(set).where("id", "=", workplaceId).where("party_id", "=", partyId).returningAll().executeTakeFirst();
        if (row === undefined) return refuse("not_found", { workplace: workplaceId ?? "" });
        await spreadWorkplaceLimit(scene as unknown as ClockScene, row);
        await emit("workplaceChanged", { partyId, workplaceId: row.id, dailyLimit });
        const used = await usedOn(tx, partyId, businessDate);
        return { id: row.id, name: row.name, dailyLimit: row.daily_limit, active: row.active, usedToday: used.get(row.id) ?? 0, can: actor.delegate ? [] : ["saveWorkplace"] };
      } catch (error) {
        if (isUniqueViolation(error)) return refuse("name_taken", { name });
        throw error;
      }
    },

    async setDailyLimit(scene, { dailyLimit }) {
      const partyId = await ownersParty(scene as unknown as ClockScene);
      await oneAtATime(scene.tx, partyId);
      await scene.tx.insertInto("clock.buyer").values({ party_id: partyId, daily_limit: dailyLimit })
        .onConflict((conflict) => conflict.column("party_id").doUpdateSet({ daily_limit: dailyLimit })).execute();
      await scene.emit("workplaceChanged", { partyId, workplaceId: null, dailyLimit });
      await topUpSeats(scene as unknown as ClockScene, partyId);
      return { dailyLimit };
    },
  };
}

interface OpenSession {
  readonly id: string;
  readonly currency: string;
  readonly business_date: string;
}

/** What a firm may spend in a day is shared by its sessions, so its seats are taken and topped up one after another. */
const oneAtATime = (tx: ClockTx, partyId: string) => sql`select pg_advisory_xact_lock(hashtextextended(${`clock.buyer:${partyId}`}, 0))`.execute(tx);

async function guardStanding({ tx, refuse }: AnyScene, partyId: string): Promise<void> {
  const party = await tx.selectFrom("kernel.party").select("status").where("id", "=", partyId).executeTakeFirst();
  if (party?.status !== "active") refuse("suspended");
}

/** The firm's own seat: holds the credit that it and its workplaces may spend in this session. */
async function takeOwnSeat(scene: ClockScene, session: OpenSession, partyId: string): Promise<void> {
  const { tx, now, newId, ask, emit, refuse } = scene;
  const before = await tx.selectFrom("clock.seat").select("id").where("session_id", "=", session.id).where("party_id", "=", partyId).where("workplace_id", "is", null).executeTakeFirst();
  if (before !== undefined) return;
  const { currency } = session;
  const { free } = await ask(ledger.actions.credit, { partyId, currency });
  if (free < 1) return refuse("no_credit");
  const firm = await tx.selectFrom("clock.buyer").select("daily_limit").where("party_id", "=", partyId).executeTakeFirst();
  const allowance = allowanceOf(free, firm?.daily_limit ?? null, await committedOn(tx, partyId, session.business_date));
  if (allowance < 1) return refuse("daily_limit_used", { limit: firm?.daily_limit ?? 0 });
  const seatId = newId();
  await ask(ledger.actions.hold, { partyId, currency, amount: allowance, cause: "clock", causeId: `${session.id}:${seatId}:join` });
  await tx.insertInto("clock.seat").values({ id: seatId, session_id: session.id, party_id: partyId, workplace_id: null, no: await nextSeat(tx, session.id), allowance, joined_at: now, released_at: null, engine_buyer: null, told_allowance: null }).execute();
  await emit("seatChanged", { sessionId: session.id, seatId });
}

/** A workplace's seat: bounded by its own daily limit, charged to the firm's seat as well. */
async function takeWorkplaceSeat({ tx, now, newId, emit, refuse }: ClockScene, session: OpenSession, partyId: string, workplaceId: string): Promise<void> {
  const place = await tx.selectFrom("clock.workplace").selectAll().where("id", "=", workplaceId).where("party_id", "=", partyId).where("active", "=", true).executeTakeFirst();
  if (place === undefined) return refuse("unknown_workplace");
  const before = await tx.selectFrom("clock.seat").select("id").where("session_id", "=", session.id).where("workplace_id", "=", workplaceId).executeTakeFirst();
  if (before !== undefined) return;
  const allowance = place.daily_limit - (await committedOn(tx, partyId, session.business_date, { workplaceId }));
  if (allowance < 1) return refuse("daily_limit_used", { limit: place.daily_limit });
  const seatId = newId();
  await tx.insertInto("clock.seat").values({ id: seatId, session_id: session.id, party_id: partyId, workplace_id: workplaceId, no: await nextSeat(tx, session.id), allowance, joined_at: now, released_at: null, engine_buyer: null, told_allowance: null }).execute();
  await emit("seatChanged", { sessionId: session.id, seatId });
}

async function nextSeat(tx: ClockTx, sessionId: string): Promise<number> {
  const { most } = await tx.selectFrom("clock.seat").select(sql<number>`coalesce(max(no), 0)`.as("most")).where("session_id", "=", sessionId).executeTakeFirstOrThrow();
  return most + 1;
}

/** What a firm bought on the clock on a day, by workplace ("" for its own seat). */
async function usedOn(tx: ClockTx, partyId: string, businessDate: string): Promise<Map<string, number>> {
  const rows = await tx.selectFrom("clock.award").select(["workplace_id", sql<number>`sum(price * quantity)::bigint`.as("used")])
    .where("party_id", "=", partyId).where("business_date", "=", businessDate)
    .groupBy("workplace_id").execute();
  return new Map(rows.map((row) => [row.workplace_id ?? "", row.used]));
}

/** What a firm (or one of its workplaces) has bought in closed sessions of a day, and may still buy in open ones: all that counts against its daily limit. */
async function committedOn(tx: ClockTx, partyId: string, businessDate: string, { workplaceId, exceptSession }: { workplaceId?: string; exceptSession?: string } = {}): Promise<number> {
  const bought = await tx.selectFrom("clock.award as a").innerJoin("clock.session as s", "s.id", "a.session_id").select(sql<number>`coalesce(sum(a.price * a.quantity), 0)::bigint`.as("sum"))
    .where("a.party_id", "=", partyId).where("a.business_date", "=", businessDate).where("s.status", "=", "closed")
    .$if(workplaceId !== undefined, (query) => query.where("a.workplace_id", "=", workplaceId!)).executeTakeFirstOrThrow();
  const allowed = await tx.selectFrom("clock.seat as t").innerJoin("clock.session as s", "s.id", "t.session_id").select(sql<number>`coalesce(sum(t.allowance), 0)::bigint`.as("sum"))
    .where("t.party_id", "=", partyId).where("s.business_date", "=", businessDate).where("s.status", "<>", "closed")
    .where((of) => (workplaceId === undefined ? of("t.workplace_id", "is", null) : of("t.workplace_id", "=", workplaceId)))
    .$if(exceptSession !== undefined, (query) => query.where("s.id", "<>", exceptSession!)).executeTakeFirstOrThrow();
  return bought.sum + allowed.sum;
}

/** A changed workplace limit reaches its seats in open sessions at once, up or down. */
async function spreadWorkplaceLimit({ tx, emit }: ClockScene, place: { id: string; party_id: string; daily_limit: number; active: boolean }): Promise<void> {
  const seats = await tx.selectFrom("clock.seat as t").innerJoin("clock.session as s", "s.id", "t.session_id").select(["t.id", "t.session_id", "s.business_date"])
    .where("t.workplace_id", "=", place.id).where("t.released_at", "is", null).where("s.status", "=", "open").execute();
  for (const seat of seats) {
    const elsewhere = await committedOn(tx, place.party_id, seat.business_date, { workplaceId: place.id, exceptSession: seat.session_id });
    await tx.updateTable("clock.seat").set({ allowance: place.active ? Math.max(0, place.daily_limit - elsewhere) : 0 }).where("id", "=", seat.id).execute();
    await emit("seatChanged", { sessionId: seat.session_id, seatId: seat.id });
  }
}

/** Credit has become free while the firm sits at a clock: it is held too, as far as the daily limit goes. A limit lowered counts from the next session. */
export async function topUpSeats(scene: ClockScene, partyId: string): Promise<void> {
  const { tx, ask, emit, newId } = scene;
  await oneAtATime(tx, partyId);
  // A session that begins to close meanwhile drops out of what is locked here, or waits for it.
  const seats = await tx.selectFrom("clock.seat as t").innerJoin("clock.session as s", "s.id", "t.session_id").select(["t.id", "t.session_id", "s.currency", "s.business_date"])
    .where("t.party_id", "=", partyId).where("t.workplace_id", "is", null).where("t.released_at", "is", null).where("s.status", "=", "open").orderBy("s.id").forShare("s").execute();
  for (const seat of seats) {
    const { free } = await ask(ledger.actions.credit, { partyId, currency: seat.currency });
    const firm = await tx.selectFrom("clock.buyer").select("daily_limit").where("party_id", "=", partyId).executeTakeFirst();
    const extra = allowanceOf(free, firm?.daily_limit ?? null, await committedOn(tx, partyId, seat.business_date));
    if (extra < 1) continue;
    await ask(ledger.actions.hold, { partyId, currency: seat.currency, amount: extra, cause: "clock", causeId: `${seat.session_id}:${seat.id}:${newId()}` });
    await tx.updateTable("clock.seat").set((of) => ({ allowance: of("allowance", "+", extra) })).where("id", "=", seat.id).execute();
    await emit("seatChanged", { sessionId: seat.session_id, seatId: seat.id });
  }
}

/** The party of an owner; members and delegates may not change what the firm may spend. */
async function ownersParty({ actor, ask, refuse }: ClockScene): Promise<string> {
  const partyId = actor.partyId ?? refuse("not_allowed");
  if (actor.system) return partyId;
  const { members } = await ask(parties.actions.members, {});
  const owner = members.some((member) => member.accountId === actor.accountId && member.role === "owner" && member.revokedAt === null);
  return owner ? partyId : refuse("owners_only");
}

async function seatViews(tx: ClockTx, hall: Hall, sessionId: string, partyId: string, currency: string): Promise<SeatView[]> {
  const rows = await tx.selectFrom("clock.seat as t").leftJoin("clock.workplace as w", "w.id", "t.workplace_id").selectAll("t").select("w.name")
    .where("t.session_id", "=", sessionId).where("t.party_id", "=", partyId).orderBy("t.no").execute();
  const spent = await tx.selectFrom("clock.award").select(["workplace_id", sql<number>`sum(price * quantity)::bigint`.as("used")])
    .where("session_id", "=", sessionId).where("party_id", "=", partyId).groupBy("workplace_id").execute();
  const total = spent.reduce((sum, row) => sum + row.used, 0);
  const book = hall.hosted(sessionId)?.host.state.buyers;
  return rows.map((row) => {
    const buyer = book?.byId.get(row.id);
    const booked = row.workplace_id === null ? total : (spent.find((one) => one.workplace_id === row.workplace_id)?.used ?? 0);
    const { used, held } = buyer === undefined ? { used: booked, held: 0 } : creditOf(book!, buyer);
    return {
      seatId: row.id, sessionId, no: row.no, workplaceId: row.workplace_id, workplace: row.name, allowance: row.allowance, used, held,
      free: Math.max(0, row.allowance - used - held), currency, seated: buyer !== undefined,
    };
  });
}

