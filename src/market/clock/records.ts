import { eventOfArray, type EventArray } from "../../engines/clock/event-codec.ts";
import type { SessionEvent } from "../../engines/clock/events.ts";
import { groupLine, type JournalGroup } from "../../engines/clock/journal.ts";
import { linkOf, makeReceipt } from "../../engines/clock/receipt.ts";
import type { Handlers } from "../../kernel/machinery/module.ts";
import type { clock } from "./contract.ts";
import type { AnyScene } from "./desk.ts";
import { entriesOf, entryOfLot, entryView, type ClockTx } from "./entries.ts";
import { nativeSha256, type Hall } from "./hall.ts";
import { clockViewsOf, rowView, sessionsOf, totalsOf, waitingOf } from "./sessions.ts";
import { stepsOfLot, type Labels } from "./lot-steps.ts";
import type { StoredClocks, Tables } from "./store.ts";

type Noun = Pick<Handlers<typeof clock, Tables>, "board" | "lotReplay" | "journal" | "chain" | "receipt">;
const MAX_REPLAY_STEPS = 5_000;
const MAX_JOURNAL_PAGE_BYTES = 8 * 1024 * 1024;
const GROUPS_PER_QUERY = 200;
const LATEST_AWARDS = 20;
const NEXT_LOTS = 6;

export function recordHandlers(hall: Hall): Noun {
  return {
    async board({ tx, actor, businessDate }, { sessionId }) {
      const row = await boardSession(tx, businessDate, sessionId);
      if (row === undefined) return { session: null, sessionTime: null, totals: null, clocks: [], awards: [] };
      const hosted = hall.hosted(row.id);
      const views = clockViewsOf(hall, row.id, row.clocks as unknown as StoredClocks, await waitingOf(tx, row.id), false);
      const clocks = await Promise.all(views.map(async ({ can: _can, ...view }) => {
        const onClock = view.programme === null ? undefined : await entriesOf(tx).where("q.id", "=", view.programme.entryId).executeTakeFirst();
        const next = await entriesOf(tx).where("q.session_id", "=", row.id).where("q.clock", "=", view.clock).where("q.status", "=", "queued").where("q.ended_at", "is", null)
          .orderBy("q.place").orderBy("q.seq").limit(NEXT_LOTS).execute();
        return { ...view, entry: onClock === undefined ? null : entryView(onClock, actor), next: next.map((entry) => entryView(entry, actor)) };
      }));
      const awards = await tx.selectFrom("clock.award as a").innerJoin("kernel.lot as l", "l.id", "a.lot_id").innerJoin("kernel.trade_item as i", "i.id", "l.item_id")
        .select(["a.clock", "a.lot_id", "l.no", "i.zh", "i.en", "l.grade", "l.unit", "a.price", "a.quantity", "a.at"])
        .where("a.session_id", "=", row.id).orderBy("a.at", "desc").limit(LATEST_AWARDS).execute();
      return {
        session: rowView(row), sessionTime: hosted === undefined ? null : Math.floor(hosted.host.time), totals: await totalsOf(tx, row.id), clocks,
        awards: awards.map((award) => ({
          clock: award.clock, lotId: award.lot_id, lotNo: award.no, itemZh: award.zh, itemEn: award.en, grade: award.grade, unit: award.unit,
          price: award.price, quantity: award.quantity, at: award.at.toISOString(),
        })),
      };
    },

    async lotReplay(scene, { sessionId, lotId }) {
      const { tx, actor, refuse } = scene;
      const entry = await entryOfLot(tx, sessionId, lotId);
      if (entry === undefined) return refuse("not_found", { lot: lotId });
      // While a lot runs its presses are nobody's to see: whoever knew of one could press ahead of the others.
      if (entry.ended_at === null || entry.first_n === null || entry.last_n === null || entry.engine_lot === null) return refuse("not_run_yet", { lot: entry.lot_no });
      const events: SessionEvent[] = [];
      for await (const group of pagesOf(tx, sessionId, entry.first_n - 1, entry.last_n)) {
        for (const event of eventsOf(group.events)) if ("lot" in event && event.lot === entry.engine_lot) events.push(event);
        if (events.length > MAX_REPLAY_STEPS) break;
      }
      const steps = stepsOfLot(events.slice(0, MAX_REPLAY_STEPS), entry.engine_lot, await labelsFor(tx, sessionId, actor.partyId));
      return { entry: entryView(entry, actor), steps, truncated: events.length > MAX_REPLAY_STEPS };
    },

    async journal(scene, { sessionId, from, limit }) {
      const { header, digest } = await published(scene as AnyScene, sessionId);
      const total = 1 + (await countGroups(scene.tx, sessionId));
      const lines = from === 0 ? [header] : [];
      // Line 0 is the header and line n the group n.
      const first = Math.max(0, from - 1);
      let bytes = 0;
      for await (const group of pagesOf(scene.tx, sessionId, first, first + limit - lines.length)) {
        const line = groupLine(group);
        lines.push(line);
        bytes += line.length;
        // A group of a busy second can be long: the reader asks for the next page sooner.
        if (bytes > MAX_JOURNAL_PAGE_BYTES) break;
      }
      const next = from + lines.length;
      return { lines, total, next: next < total ? next : null, digest };
    },

    async chain(scene, { sessionId, from, limit }) {
      const { digest } = await published(scene as AnyScene, sessionId);
      const total = await countGroups(scene.tx, sessionId);
      const groups = await groupsOf(scene.tx, sessionId, from, from + limit);
      const next = from + groups.length;
      return { links: groups.map((group) => linkOf(group, nativeSha256)), total, next: next < total ? next : null, digest };
    },

    async receipt({ tx, actor, refuse }, { sessionId, pressId }) {
      const press = await tx.selectFrom("clock.press as p").innerJoin("clock.seat as t", "t.id", "p.seat_id").select(["p.n", "p.i"])
        .where("p.session_id", "=", sessionId).where("p.press_id", "=", pressId).where("p.via_limit", "=", false).where("t.party_id", "=", actor.partyId).executeTakeFirst();
      const placed = press ?? await tx.selectFrom("clock.limit_order as o").innerJoin("clock.seat as t", "t.id", "o.seat_id").select(["o.n", "o.i"])
        .where("o.session_id", "=", sessionId).where("o.press_id", "=", pressId).where("t.party_id", "=", actor.partyId).executeTakeFirst();
      if (placed === undefined || placed.i === null) return refuse("not_found", { press: pressId });
      const [group] = await groupsOf(tx, sessionId, placed.n - 1, placed.n);
      if (group === undefined) return refuse("not_found", { press: pressId });
      const texts = (JSON.parse(group.inputs) as unknown[]).map((input) => JSON.stringify(input));
      const receipt = makeReceipt(sessionId, { group, events: [], texts }, placed.i, nativeSha256);
      return { ...receipt, path: [...receipt.path] };
    },
  };
}

const eventsOf = (text: string): SessionEvent[] => (JSON.parse(text) as EventArray[]).map(eventOfArray);

/** The session asked for, or the one that is open today, or the latest. */
function boardSession(tx: ClockTx, businessDate: string, sessionId: string | undefined) {
  if (sessionId !== undefined) return sessionsOf(tx).where("s.id", "=", sessionId).where("s.status", "<>", "cancelled").executeTakeFirst();
  return sessionsOf(tx).where("s.status", "in", ["open", "closing", "closed"]).where("s.business_date", "<=", businessDate)
    .orderBy((of) => of("s.status", "=", "open"), "desc").orderBy("s.business_date", "desc").orderBy("s.epoch", "desc").limit(1).executeTakeFirst();
}

function groupsOf(tx: ClockTx, sessionId: string, after: number, upTo: number): Promise<JournalGroup[]> {
  return tx.selectFrom("clock.journal").select(["n", "prev", "inputs", "events", "hash"]).where("session_id", "=", sessionId).where("n", ">", after).where("n", "<=", upTo).orderBy("n").execute();
}

/** The groups after `after` up to `upTo`, a few at a time, because one can be long. */
async function* pagesOf(tx: ClockTx, sessionId: string, after: number, upTo: number): AsyncGenerator<JournalGroup> {
  for (let from = after; from < upTo; from += GROUPS_PER_QUERY) {
    const groups = await groupsOf(tx, sessionId, from, Math.min(upTo, from + GROUPS_PER_QUERY));
    yield* groups;
    if (groups.length < GROUPS_PER_QUERY) return;
  }
}

async function countGroups(tx: ClockTx, sessionId: string): Promise<number> {
  return (await tx.selectFrom("clock.journal").select((of) => of.fn.countAll<number>().as("n")).where("session_id", "=", sessionId).executeTakeFirstOrThrow()).n;
}

async function published({ tx, refuse }: AnyScene, sessionId: string): Promise<{ header: string; digest: string }> {
  const row = await tx.selectFrom("clock.session").select(["header", "digest"]).where("id", "=", sessionId).executeTakeFirst();
  if (row === undefined) return refuse("not_found", { session: sessionId });
  return row.header === null || row.digest === null ? refuse("session_not_closed") : { header: row.header, digest: row.digest };
}

/** How buyers are called in a replay: their own seats as theirs, the others by seat number only where the session shows it. */
async function labelsFor(tx: ClockTx, sessionId: string, partyId: string | null): Promise<Labels> {
  const { anonymous_winners } = await tx.selectFrom("clock.session").select("anonymous_winners").where("id", "=", sessionId).executeTakeFirstOrThrow();
  const seats = await tx.selectFrom("clock.seat").select(["no", "party_id", "engine_buyer"]).where("session_id", "=", sessionId).where("engine_buyer", "is not", null).execute();
  const byBuyer = new Map(seats.map((seat) => [seat.engine_buyer, seat]));
  return {
    shown: !anonymous_winners,
    seatNo: (buyer) => byBuyer.get(buyer)?.no ?? 0,
    mine: (buyer) => partyId !== null && byBuyer.get(buyer)?.party_id === partyId,
  };
}
