import { sql } from "kysely";
import { fitPress } from "../../engines/clock/bounds.ts";
import { decodeInput } from "../../engines/clock/input-codec.ts";
import type { EventOf, SessionEvent } from "../../engines/clock/events.ts";
import type { SessionInput } from "../../engines/clock/types.ts";
import { lots } from "../../kernel/lots/contract.ts";
import type { BookGroup, ClerkSession, ClockScene, Names } from "./clerk.ts";
import type { ClockTables, EntryStatus, PressOutcome } from "./store.ts";

type PressRow = Omit<ClockTables["clock.press"], "by_draw"> & { by_draw: boolean };
/** A statement of the database takes 65,535 values; a press has 17. */
const PRESSES_PER_INSERT = 3_000;

interface Desk {
  readonly scene: ClockScene;
  readonly session: ClerkSession;
  readonly names: Names;
  /** Presses of this batch, so that most are written once, with their outcome. */
  readonly presses: Map<string, PressRow>;
}

/** Books everything of these groups but the awards, and moves the mark. The mark makes it happen once. */
export async function bookGroups(scene: ClockScene, session: ClerkSession, names: Names, groups: readonly BookGroup[]): Promise<void> {
  const { tx } = scene;
  // Not "for update": that would keep the host from writing its journal, whose rows point at the session.
  const { booked_n } = await tx.selectFrom("clock.session").select("booked_n").where("id", "=", session.id).forNoKeyUpdate().executeTakeFirstOrThrow();
  const desk: Desk = { scene, session, names, presses: new Map() };
  let last = booked_n;
  for (const group of groups) {
    if (group.n <= booked_n) continue;
    const places = placesOf(group);
    for (const [i, event] of group.events.entries()) await bookEvent(desk, group.n, i, event, places);
    last = group.n;
  }
  const rows = [...desk.presses.values()];
  for (let from = 0; from < rows.length; from += PRESSES_PER_INSERT) {
    await tx.insertInto("clock.press").values(rows.slice(from, from + PRESSES_PER_INSERT)).onConflict((conflict) => conflict.doNothing()).execute();
  }
  if (last > booked_n) await tx.updateTable("clock.session").set({ booked_n: last }).where("id", "=", session.id).execute();
}

type PressInput = Extract<SessionInput, { kind: "press" | "placeLimit" }>;
type Place = { i: number | null; tau: number; quantity: number };
type Places = (buyer: number, pressId: number, is: (input: PressInput) => boolean) => Place;

/** Where each press stands among the inputs of its group; a limit order that fires stands in an earlier one. */
function placesOf(group: BookGroup): Places {
  let found: Map<string, { i: number; input: PressInput }[]> | null = null;
  return (buyer, pressId, is) => {
    if (found === null) {
      found = new Map();
      for (const [i, array] of (JSON.parse(group.inputs) as unknown[]).entries()) {
        const input = decodeInput(array);
        if (input.kind !== "press" && input.kind !== "placeLimit") continue;
        const key = `${input.buyer}:${input.pressId}`;
        found.set(key, [...(found.get(key) ?? []), { i, input }]);
      }
    }
    // Nonsense sent under the id of a good press is refused and not remembered, so the first that makes sense is the one meant.
    const one = found.get(`${buyer}:${pressId}`)?.find(({ input }) => is(input));
    return one === undefined ? { i: null, tau: 0, quantity: 0 } : { i: one.i, tau: one.input.kind === "press" ? one.input.tau : 0, quantity: one.input.quantity };
  };
}

/** The press an event speaks of; one whose figures the clock refuses never is. */
const pressOf = ({ clock, lot, run }: { clock: number; lot: number; run: number }) => (input: PressInput): boolean =>
  input.kind === "press" && input.clock === clock && input.lot === lot && input.run === run && fitPress(input.tau, input.quantity);

async function bookEvent(desk: Desk, n: number, i: number, event: SessionEvent, places: Places): Promise<void> {
  switch (event.kind) {
    case "buyerAdded":
    case "creditSet":
      return bookSeat(desk, event.buyer, event.creditLimit);
    case "lotAdded":
      return setEntry(desk, event.lot, { engine_lot: event.lot });
    case "orderDrawn":
      return bookOrder(desk, event.order);
    case "programmePublished":
      return bookProgramme(desk, n, event.lot);
    case "lotSkipped":
      return setEntry(desk, event.lot, { status: "queued" });
    case "lotCorrected":
      return bookCorrection(desk, `${n}.${i}`, event);
    case "lotSoldOut":
      return endEntry(desk, n, event, { status: "sold" });
    case "lotPassed":
      return endEntry(desk, n, event, { status: "passed", pass_reason: event.passReason });
    case "lotWithdrawn":
      return endEntry(desk, n, event, { status: "withdrawn", pass_reason: "withdrawn", outcome_reason: event.reason });
    case "intervention":
      return bookIntervention(desk, n, i, event);
    case "limitPlaced":
    case "limitFired":
    case "limitEnded":
    case "limitRefused":
      return bookLimit(desk, n, event, places);
    case "pressAccepted":
    case "pressRefused":
    case "awarded":
    case "lost":
      return bookPress(desk, n, event, places);
    default:
      return;
  }
}

async function bookSeat({ scene, names }: Desk, buyer: number, told: number): Promise<void> {
  await scene.tx.updateTable("clock.seat").set({ engine_buyer: buyer, told_allowance: told }).where("id", "=", names.seatOf(buyer)).execute();
}

async function setEntry({ scene, names }: Desk, lot: number, set: { engine_lot?: number; status?: EntryStatus }): Promise<void> {
  await scene.tx.updateTable("clock.queue").set(set).where("id", "=", names.entryOf(lot)).execute();
}

async function bookOrder({ scene, names }: Desk, order: readonly number[]): Promise<void> {
  const ids = order.map((lot) => names.entryOf(lot));
  await sql`update clock.queue as q set place = o.place from unnest(${ids}::uuid[]) with ordinality as o (id, place) where q.id = o.id`.execute(scene.tx);
}

async function bookProgramme({ scene, names }: Desk, n: number, lot: number): Promise<void> {
  await scene.tx.updateTable("clock.queue").set({ status: "running", first_n: sql<number>`coalesce(first_n, ${n})` }).where("id", "=", names.entryOf(lot)).execute();
}

async function bookCorrection({ scene, names }: Desk, at: string, event: EventOf<"lotCorrected">): Promise<void> {
  const { tx } = scene;
  const id = names.entryOf(event.lot);
  const before = await tx.selectFrom("clock.queue").select(["lot_id", "quantity"]).where("id", "=", id).executeTakeFirstOrThrow();
  const less = before.quantity - event.quantity;
  if (less > 0) await scene.ask(lots.actions.move, { lotId: before.lot_id, kind: "release", quantity: less, cause: "clock", causeId: `${id}:corrected:${at}`, reason: "corrected" });
  const { quantity, minPress, startPrice, floorPrice } = event;
  await tx.updateTable("clock.queue").set({ quantity, min_press: minPress, start_price: startPrice, floor_price: floorPrice }).where("id", "=", id).execute();
}

type Ending = { readonly status: EntryStatus; readonly pass_reason?: string; readonly outcome_reason?: string };

/** The lot has left the clock: what is left of its hold is free again, and whoever comes next is told. */
async function endEntry({ scene, session, names }: Desk, n: number, event: EventOf<"lotSoldOut"> | EventOf<"lotPassed"> | EventOf<"lotWithdrawn">, ending: Ending): Promise<void> {
  const { tx, now } = scene;
  const id = names.entryOf(event.lot);
  const rest = event.kind === "lotSoldOut" ? 0 : event.remainder;
  const entry = await tx.updateTable("clock.queue").set({ ...ending, last_n: n, ended_at: now }).where("id", "=", id).returning(["lot_id", "next_channel"]).executeTakeFirstOrThrow();
  await freeLot(scene, entry.lot_id, rest, `${id}:ended`, ending.outcome_reason ?? ending.pass_reason ?? "");
  const base = { sessionId: session.id, lotId: entry.lot_id, quantity: rest };
  if (event.kind === "lotPassed") await scene.emit("lotPassed", { ...base, reason: event.passReason, nextChannel: event.nextChannel });
  if (event.kind === "lotWithdrawn") await scene.emit("lotWithdrawn", { ...base, reason: event.reason });
}

/** Gives held stock back and takes the lot off offer: closed when nothing of it is left, else ready for another channel. */
export async function freeLot(scene: ClockScene, lotId: string, rest: number, causeId: string, reason: string): Promise<void> {
  if (rest > 0) await scene.ask(lots.actions.move, { lotId, kind: "release", quantity: rest, cause: "clock", causeId, reason });
  const lot = await scene.ask(lots.actions.get, { lotId });
  if (lot.status === "offered") await scene.ask(lots.actions.change, { lotId, status: lot.onHand === 0 ? "closed" : "received" });
}

async function bookIntervention({ scene, session, names }: Desk, n: number, i: number, event: EventOf<"intervention">): Promise<void> {
  await scene.tx.insertInto("clock.intervention").values({
    session_id: session.id, n, i, t: event.t, act: event.action, clock: event.clock < 0 ? null : event.clock,
    entry_id: event.lot < 0 ? null : names.entryOf(event.lot), actor: event.actor, reason: event.reason,
  }).execute();
}

async function bookLimit(desk: Desk, n: number, event: EventOf<"limitPlaced"> | EventOf<"limitFired"> | EventOf<"limitEnded"> | EventOf<"limitRefused">, places: Places): Promise<void> {
  const { scene, session, names } = desk;
  const { lot, buyer, pressId } = event;
  if (lot < 0 || buyer < 0 || pressId < 1) return;
  if (event.kind === "limitPlaced") {
    const { price, quantity } = event;
    const { i } = places(buyer, pressId, (input) => input.kind === "placeLimit" && input.lot === lot);
    await scene.tx.insertInto("clock.limit_order").values({
      session_id: session.id, entry_id: names.entryOf(lot), seat_id: names.seatOf(buyer), press_id: pressId, price, quantity, n, i, filled_price: null, status: "waiting",
    }).execute();
    return;
  }
  if (event.kind === "limitFired") await notePress(desk, { ...event, n, i: null, tau: 0, clipped: false, viaLimit: true, outcome: "pending" });
  const set =
    event.kind === "limitFired" ? { status: "fired" as const }
    : event.kind === "limitEnded" ? { status: event.limitEnd === "by_buyer" ? ("cancelled" as const) : ("ended" as const), end_reason: event.limitEnd }
    : { status: "ended" as const, end_reason: event.refusal };
  // A refusal of an order that never stood in the book finds no row, and leaves none.
  await scene.tx.updateTable("clock.limit_order").set(set)
    .where("session_id", "=", session.id).where("seat_id", "=", names.seatOf(buyer)).where("press_id", "=", pressId)
    .where("status", "in", ["waiting", "fired"]).execute();
}

async function bookPress(desk: Desk, n: number, event: EventOf<"pressAccepted"> | EventOf<"pressRefused"> | EventOf<"awarded"> | EventOf<"lost">, places: Places): Promise<void> {
  if (event.kind === "pressAccepted") return notePress(desk, { ...event, n, i: places(event.buyer, event.pressId, pressOf(event)).i, viaLimit: false, outcome: "pending" });
  if (event.kind === "pressRefused") {
    if (event.refusal !== "too_late") return;
    const { i, tau, quantity } = places(event.buyer, event.pressId, pressOf(event));
    await desk.scene.tx.updateTable("clock.queue").set({ last_n: n }).where("id", "=", desk.names.entryOf(event.lot)).where("last_n", "is not", null).execute();
    return notePress(desk, { ...event, n, i, step: null, tau, price: null, quantity, clipped: false, viaLimit: false, outcome: "too_late" });
  }
  const { lot, run, buyer, viaLimit } = event;
  if (event.kind === "awarded") {
    await decidePress(desk, lot, run, buyer, viaLimit, { outcome: "won", beaten_steps: null, beaten_ms: null, by_draw: false });
    if (viaLimit) await settleLimit(desk, lot, buyer, { status: "filled", filled: event.quantity, filled_price: event.price });
    return;
  }
  await decidePress(desk, lot, run, buyer, viaLimit, { outcome: "lost", beaten_steps: event.beatenBySteps, beaten_ms: event.beatenByMs, by_draw: event.byDraw });
  // A beaten limit order stays in the book for the remainder.
  if (viaLimit) await settleLimit(desk, lot, buyer, { status: "waiting" });
}

async function settleLimit({ scene, names }: Desk, lot: number, buyer: number, set: { status: "filled" | "waiting"; filled?: number; filled_price?: number }): Promise<void> {
  await scene.tx.updateTable("clock.limit_order").set(set).where("entry_id", "=", names.entryOf(lot)).where("seat_id", "=", names.seatOf(buyer)).where("status", "=", "fired").execute();
}

interface NotedPress {
  lot: number; run: number; buyer: number; pressId: number; n: number; i: number | null; t: number;
  step: number | null; tau: number; price: number | null; quantity: number; clipped: boolean; viaLimit: boolean; outcome: PressOutcome;
  beatenBySteps?: number; beatenByMs?: number;
}

const keyOf = (lot: number, run: number, buyer: number, viaLimit: boolean): string => `${lot}:${run}:${buyer}:${viaLimit ? 1 : 0}`;

async function notePress({ session, names, presses }: Desk, press: NotedPress): Promise<void> {
  const { lot, run, buyer, viaLimit, pressId, n, i, t, step, tau, price, quantity, clipped, outcome } = press;
  const key = keyOf(lot, run, buyer, viaLimit);
  // A second press in the same run counts for nothing beside the first.
  if (presses.has(key)) return;
  presses.set(key, {
    session_id: session.id, entry_id: names.entryOf(lot), run, seat_id: names.seatOf(buyer), via_limit: viaLimit, press_id: pressId, n, i, t,
    step, tau, price, quantity, clipped, outcome, beaten_steps: press.beatenBySteps ?? null, beaten_ms: press.beatenByMs ?? null, by_draw: false,
  });
}

async function decidePress({ scene, session, names, presses }: Desk, lot: number, run: number, buyer: number, viaLimit: boolean, decided: Pick<PressRow, "outcome" | "beaten_steps" | "beaten_ms" | "by_draw">): Promise<void> {
  const noted = presses.get(keyOf(lot, run, buyer, viaLimit));
  if (noted !== undefined) {
    Object.assign(noted, decided);
    return;
  }
  await scene.tx.updateTable("clock.press").set(decided)
    .where("session_id", "=", session.id).where("entry_id", "=", names.entryOf(lot)).where("run", "=", run)
    .where("seat_id", "=", names.seatOf(buyer)).where("via_limit", "=", viaLimit).execute();
}
