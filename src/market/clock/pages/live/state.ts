/** What a screen knows of a session, made from the live channel's messages, one at a time. Plain data, pure functions. */
import { MAX_CLOCKS } from "../../../../engines/clock/types.ts";
import type { LiveRefusal, ServerMessage, WireSeat, WireWin } from "../../wire.ts";
import { afterOutcome, dueOf, emptySlot, OUTCOME_MS, slotFrom, withOutcome, withoutLot, withProgramme } from "./slot.ts";
import type { Mine, Slot } from "./slot.ts";

/** A wall runs for weeks: every list that grows by itself has an end. */
export const MAX_AWARDS = 60;
export const MAX_NOTICES = 40;
export const MAX_WINS = 400;

export interface LiveAward {
  readonly n: number;
  readonly clock: number;
  readonly lot: number;
  readonly run: number;
  readonly price: number;
  readonly quantity: number;
  readonly remaining: number;
  readonly mine: boolean;
}

/** Something the buyer is told in words, newest first. */
export type Notice = { readonly n: number; readonly clock: number | null } & (
  | { readonly kind: "mine"; readonly mine: Mine }
  | { readonly kind: "limit"; readonly lot: number; readonly status: "placed" | "fired" | "refused" | "cancelled" | "ended"; readonly price: number | null; readonly quantity: number | null; readonly code: string | null }
  | { readonly kind: "desk"; readonly act: string; readonly lot: number | null; readonly reason: string }
);

export interface LiveState {
  readonly session: string;
  /** Nothing is known before the first snapshot. */
  readonly ready: boolean;
  readonly signedIn: boolean;
  readonly slots: readonly Slot[];
  readonly seat: WireSeat | null;
  /** The journal is away: time stands still and presses are refused. */
  readonly stalled: boolean;
  readonly wins: readonly WireWin[];
  readonly awards: readonly LiveAward[];
  readonly notices: readonly Notice[];
  readonly closed: Extract<ServerMessage, { k: "closed" }> | null;
  readonly error: LiveRefusal | null;
  /** Counts up when limit orders, results or the desk's acts have changed on the server; lists are then read again. */
  readonly limitsTurn: number;
  readonly resultsTurn: number;
  readonly deskTurn: number;
  readonly count: number;
}

export function firstState(session: string): LiveState {
  return {
    session, ready: false, signedIn: false, slots: [], seat: null, stalled: false, wins: [], awards: [], notices: [], closed: null, error: null,
    limitsTurn: 0, resultsTurn: 0, deskTurn: 0, count: 0,
  };
}

type Of<K extends ServerMessage["k"]> = Extract<ServerMessage, { readonly k: K }>;

/** The state after one message. `now`: session time. */
export function hear(state: LiveState, message: ServerMessage, now: number): LiveState {
  switch (message.k) {
    case "hello": return { ...state, signedIn: message.signedIn };
    case "snapshot": return message.session === state.session ? fromSnapshot(state, message) : state;
    case "error": return { ...state, error: message.code };
    case "programme": return onClock(state, message.clock, (slot) => withProgramme(slot, message, now));
    case "award": return hearAward(state, message, now);
    case "sold": return { ...onClock(state, message.clock, (slot) => withoutLot(slot, message.lot)), resultsTurn: state.resultsTurn + 1 };
    case "passed": return { ...ended(state, message, now), resultsTurn: state.resultsTurn + 1 };
    case "withdrawn": return { ...ended(state, message, now), resultsTurn: state.resultsTurn + 1 };
    case "skipped": return ended(state, message, now);
    case "paused": return onClock(state, message.clock, (slot) => ({ ...slot, phase: "paused", pausedAt: message.price, hold: null }));
    case "resumed": return onClock(state, message.clock, (slot) => ({ ...slot, phase: "running", pausedAt: null, why: "" }));
    case "finished": return onClock(state, message.clock, (slot) => ({ ...slot, phase: "finished", programme: null, hold: null, waiting: 0 }));
    case "rerun": return onClock(state, message.clock, (slot) => ({ ...slot, hold: null, outcome: null }));
    case "order": return onClock(state, message.clock, (slot) => ({ ...slot, waiting: message.lots.length }));
    case "lotAdded": return onClock(state, message.clock, (slot) => ({ ...slot, waiting: slot.waiting + 1 }));
    case "desk": return hearDesk(state, message);
    case "reconnecting": return { ...state, stalled: true };
    case "back": return { ...state, stalled: false };
    case "closed": return { ...state, closed: message, resultsTurn: state.resultsTurn + 1, slots: state.slots.map((slot) => ({ ...slot, phase: "finished", programme: null, hold: null })) };
    case "seat": return { ...state, seat: { seatId: message.seatId, no: message.no, allowance: message.allowance, used: message.used, held: message.held } };
    case "won": return hearWon(state, message);
    case "lost": return hearMine(state, message.clock, { kind: "beaten", lot: message.lot, run: message.run, steps: message.beatenBySteps, ms: message.beatenByMs, byDraw: message.byDraw, lateMs: null });
    case "refused": return hearRefused(state, message);
    case "limit": return hearLimit(state, message);
    case "repeated": return message.answer === "accepted" ? state : hearRefused(state, { k: "refused", pressId: message.pressId, code: message.answer });
    case "ack":
    case "corrected":
    case "pong": return state;
  }
}

function onClock(state: LiveState, clock: number, change: (slot: Slot) => Slot): LiveState {
  if (clock < 0 || clock >= MAX_CLOCKS) return state;
  const slots = state.slots.slice();
  while (slots.length <= clock) slots.push(emptySlot(slots.length));
  slots[clock] = change(slots[clock] ?? emptySlot(clock));
  return { ...state, slots };
}

function fromSnapshot(state: LiveState, message: Of<"snapshot">): LiveState {
  return {
    ...state, ready: true, error: null, stalled: message.stalled, seat: message.seat, wins: message.wins.slice(-MAX_WINS),
    slots: message.clocks.map((clock) => {
      const before = state.slots[clock.clock];
      const next = slotFrom(clock);
      // What this screen knew before it lost the line is still true of the same lot.
      return before?.programme?.lot === next.programme?.lot ? { ...next, topPrice: next.topPrice ?? before?.topPrice ?? null } : next;
    }),
    limitsTurn: state.limitsTurn + 1, resultsTurn: state.resultsTurn + 1,
  };
}

function hearAward(state: LiveState, message: Of<"award">, now: number): LiveState {
  const { clock, lot, run, price, quantity, remaining } = message;
  const next = onClock(state, clock, (slot) =>
    withOutcome(slot, { kind: "sold", lot, run, price, quantity, remaining, ...standing(slot, lot), until: now + OUTCOME_MS }));
  const mine = isMine(next.slots[clock], lot, run);
  return { ...next, count: state.count + 1, awards: [{ n: state.count, clock, lot, run, price, quantity, remaining, mine }, ...state.awards].slice(0, MAX_AWARDS) };
}

/** What of the clock's face belongs to this lot and goes on standing while its end is shown. */
function standing(slot: Slot, lot: number): Pick<Slot, "programme" | "topPrice"> {
  return slot.programme?.lot === lot ? { programme: slot.programme, topPrice: slot.topPrice } : { programme: null, topPrice: null };
}

function isMine(slot: Slot | undefined, lot: number, run: number): boolean {
  return slot?.mine?.kind === "won" && slot.mine.lot === lot && slot.mine.run === run;
}

function ended(state: LiveState, message: Of<"passed"> | Of<"withdrawn"> | Of<"skipped">, now: number): LiveState {
  return onClock(state, message.clock, (slot) => {
    const end = { lot: message.lot, ...standing(slot, message.lot), until: now + OUTCOME_MS };
    // A lot that was not on the clock (withdrawn from the queue) leaves the face alone.
    if (end.programme === null) return { ...slot, waiting: message.k === "withdrawn" ? Math.max(0, slot.waiting - 1) : slot.waiting };
    if (message.k === "passed") return withOutcome(slot, { ...end, kind: "passed", quantity: message.quantity, reason: message.reason, next: message.next });
    if (message.k === "withdrawn") return withOutcome(slot, { ...end, kind: "withdrawn", reason: message.reason });
    return withOutcome({ ...slot, waiting: slot.waiting + 1 }, { ...end, kind: "skipped" });
  });
}

function noted(state: LiveState, notice: Notice): LiveState {
  return { ...state, count: state.count + 1, notices: [notice, ...state.notices].slice(0, MAX_NOTICES) };
}

function hearMine(state: LiveState, clock: number | null, mine: Mine): LiveState {
  const next = noted(state, { n: state.count, clock, kind: "mine", mine });
  if (clock === null) return next;
  return onClock(next, clock, (slot) => ({ ...slot, mine, hold: slot.hold !== null && (mine.lot === null || (slot.hold.lot === mine.lot && slot.hold.run === mine.run)) ? null : slot.hold }));
}

function hearWon(state: LiveState, message: Of<"won">): LiveState {
  const { clock, lot, run, price, quantity, viaLimit } = message;
  const next = hearMine(state, clock, { kind: "won", lot, run, price, quantity, viaLimit });
  return {
    ...next,
    wins: [...next.wins.filter((win) => win.lot !== lot || win.run !== run), { clock, lot, run, price, quantity }].slice(-MAX_WINS),
    awards: next.awards.map((award) => (award.lot === lot && award.run === run ? { ...award, mine: true } : award)),
    resultsTurn: next.resultsTurn + 1,
  };
}

function hearRefused(state: LiveState, message: Of<"refused">): LiveState {
  const { clock = null, lot = null, run = null, code, beatenByMs, beatenBySteps, lateMs } = message;
  if (code === "too_late" && lot !== null && run !== null && beatenByMs !== undefined && beatenBySteps !== undefined) {
    return hearMine(state, clock, { kind: "beaten", lot, run, steps: beatenBySteps, ms: beatenByMs, byDraw: false, lateMs: lateMs ?? null });
  }
  // A live refusal may not say where; the press it answers is the one still waiting.
  const where = clock ?? state.slots.findIndex((slot) => slot.hold?.pressId === message.pressId);
  return hearMine(state, where < 0 ? null : where, { kind: "refused", lot, run, code });
}

function hearLimit(state: LiveState, message: Of<"limit">): LiveState {
  const { lot, status, price = null, quantity = null, code = null } = message;
  return { ...noted(state, { n: state.count, clock: null, kind: "limit", lot, status, price, quantity, code }), limitsTurn: state.limitsTurn + 1 };
}

function hearDesk(state: LiveState, message: Of<"desk">): LiveState {
  const { act, clock, lot, reason } = message;
  const next = { ...noted(state, { n: state.count, clock, kind: "desk", act, lot, reason }), deskTurn: state.deskTurn + 1 };
  return clock === null ? next : onClock(next, clock, (slot) => ({ ...slot, why: reason }));
}

/** My press has been sent: the face shows its step until the host's window closes. */
export function pressed(state: LiveState, clock: number, hold: NonNullable<Slot["hold"]>): LiveState {
  return onClock(state, clock, (slot) => ({ ...slot, hold, mine: null }));
}

/** A press this screen itself turned down: nothing was sent. */
export function declined(state: LiveState, clock: number, code: Extract<Mine, { kind: "refused" }>["code"]): LiveState {
  return hearMine(state, clock, { kind: "refused", lot: null, run: null, code });
}

/** Session time at which a face changes without a message. */
export function nextDue(state: LiveState): number {
  return state.slots.reduce((due, slot) => Math.min(due, dueOf(slot)), Number.POSITIVE_INFINITY);
}

export function settle(state: LiveState, now: number): LiveState {
  if (nextDue(state) > now) return state;
  return { ...state, slots: state.slots.map((slot) => (dueOf(slot) <= now ? afterOutcome(slot) : slot)) };
}
