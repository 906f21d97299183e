/**
 * The door of the engine: open a session, tell it inputs, take its events.
 * Deterministic: the same header, seed and inputs give the same events and the same state, bit for bit. The state
 * is changed in place, for speed; nobody but this engine may write to it.
 */
import { ACCEPTED, deskAnswerOf } from "./answers.ts";
import { checkConfig, fitLot } from "./bounds.ts";
import { creditOf, setLimit } from "./credit.ts";
import { deskAct } from "./desk.ts";
import { seedCommitment } from "./draw.ts";
import type { SessionEvent } from "./events.ts";
import { clearEvents, CODE, emit } from "./events.ts";
import { decodeEvents } from "./event-codec.ts";
import { cancelLimit, placeLimit } from "./limits.ts";
import { press } from "./press.ts";
import { settleBefore } from "./settle.ts";
import type { Sha256 } from "./sha256.ts";
import { sha256 as pureSha256 } from "./sha256.ts";
import type { SessionState } from "./state.ts";
import { ANNOUNCED, createState, growBuyers, growLots, IDLE, NEW, NONE, OPEN, SEAT } from "./state.ts";
import type { DeskRefusal, SessionConfig, SessionInput } from "./types.ts";
import { INPUT_KINDS, MAX_BUYERS, MAX_LOTS, MAX_T, NEXT_CHANNELS } from "./types.ts";

/**
 * A new session, not yet open. `seed` is the secret whose SHA-256 is `config.seedCommitment`.
 * Throws RangeError if the header is out of bounds or the seed does not match.
 */
export function createSession(config: SessionConfig, seed: string, sha256: Sha256 = pureSha256): SessionState {
  checkConfig(config);
  if (seedCommitment(sha256, seed) !== config.seedCommitment) throw new RangeError("the seed is not the committed one");
  return createState(config, seed, sha256);
}

/**
 * Tells the session one input; its events are appended to `state.events`. Everything due before `input.t` happens
 * first. Returns 0, or the number of the refusal (`answerOf` for press, placeLimit and cancelLimit, `deskAnswerOf`
 * for all else). Throws RangeError if `t` is no integer of the session's time or runs backwards: a bug of the host.
 */
export function apply(state: SessionState, input: SessionInput): number {
  const { t } = input;
  if (input.kind === "press") {
    const { clock, lot, run, buyer, tau, quantity, delay, pressId } = input;
    return press(state, t, clock, lot, run, buyer, tau, quantity, delay, pressId);
  }
  if (!Number.isSafeInteger(t) || t > MAX_T || t < state.now) throw new RangeError(`t ${t} is not within ${state.now}–${MAX_T}`);
  // After a crash the clocks must not run on through the time nobody could press in.
  if (input.kind !== "rerun") settleBefore(state, t);
  state.now = t | 0;
  switch (input.kind) {
    case "advance":
      return ACCEPTED;
    case "open":
      return open(state, t);
    case "addBuyer":
      return addBuyer(state, input);
    case "setCredit":
      return setCredit(state, input);
    case "addLot":
      return addLot(state, input);
    case "placeLimit":
      return placeLimit(state, input);
    case "cancelLimit":
      return cancelLimit(state, input);
    default:
      return deskAct(state, input);
  }
}

/** The session time (ms) after which an `advance` would make something happen; NEVER (0x7fffffff) if all clocks wait. */
export function nextDue(state: SessionState): number {
  return state.nextDue;
}

/** The events since the last call, as objects; the buffer is then empty. */
export function takeEvents(state: SessionState): SessionEvent[] {
  const events = decodeEvents(state.events);
  clearEvents(state.events);
  return events;
}

type Of<K extends SessionInput["kind"]> = Extract<SessionInput, { kind: K }>;

function refuse(state: SessionState, input: SessionInput, refusal: DeskRefusal): number {
  const answer = deskAnswerOf(refusal);
  const clock = "clock" in input ? input.clock : NONE;
  emit(state.events, CODE.inputRefused, input.t, INPUT_KINDS.indexOf(input.kind), clock, NONE, answer);
  return answer;
}

function notOpen(state: SessionState): DeskRefusal | null {
  if (state.phase === OPEN) return null;
  return state.phase === NEW ? "session_not_open" : "session_closed";
}

function open(state: SessionState, t: number): number {
  if (state.phase !== NEW) return refuse(state, { kind: "open", t }, "bad_input");
  state.phase = OPEN;
  emit(state.events, CODE.sessionOpened, t);
  return ACCEPTED;
}

function fitCredit(amount: number): boolean {
  return Number.isSafeInteger(amount) && amount >= 0;
}

function whyNotBuyer(state: SessionState, input: Of<"addBuyer">): DeskRefusal | null {
  const { buyers } = state;
  const closed = notOpen(state);
  if (closed !== null) return closed;
  if (buyers.count === MAX_BUYERS) return "too_many";
  if (buyers.byId.has(input.id)) return "duplicate_id";
  if (!fitCredit(input.creditLimit)) return "bad_input";
  const { payer } = input;
  // One level only: who pays for others has no payer himself.
  if (payer !== NONE && (!(payer >= 0 && payer < buyers.count) || buyers.seats[payer * SEAT.WIDTH + SEAT.PAYER] !== NONE)) return "unknown_buyer";
  return null;
}

function addBuyer(state: SessionState, input: Of<"addBuyer">): number {
  const refusal = whyNotBuyer(state, input);
  if (refusal !== null) return refuse(state, input, refusal);
  const { buyers } = state;
  const buyer = buyers.count;
  if (buyer * SEAT.WIDTH === buyers.seats.length) growBuyers(buyers);
  buyers.count += 1;
  buyers.ids.push(input.id);
  buyers.byId.set(input.id, buyer);
  setLimit(buyers, buyer, input.creditLimit);
  buyers.seats[buyer * SEAT.WIDTH + SEAT.PAYER] = input.payer;
  emit(state.events, CODE.buyerAdded, input.t, buyer, input.creditLimit, input.payer);
  return ACCEPTED;
}

/** A limit may be set below what is already used or held; then nothing more can be held until it rises again. */
function setCredit(state: SessionState, input: Of<"setCredit">): number {
  const { buyers } = state;
  const { buyer, creditLimit } = input;
  const closed = notOpen(state);
  if (closed !== null) return refuse(state, input, closed);
  if (!(buyer >= 0 && buyer < buyers.count)) return refuse(state, input, "unknown_buyer");
  if (!fitCredit(creditLimit)) return refuse(state, input, "bad_input");
  setLimit(buyers, buyer, creditLimit);
  const { used, held } = creditOf(buyers, buyer);
  emit(state.events, CODE.creditSet, input.t, buyer, creditLimit, used, held);
  return ACCEPTED;
}

function whyNotLot(state: SessionState, input: Of<"addLot">): DeskRefusal | null {
  const closed = notOpen(state);
  if (closed !== null) return closed;
  const clock = state.clocks[input.clock];
  if (clock === undefined) return "unknown_clock";
  if (clock.phase !== IDLE) return "clock_started";
  if (state.lots.count === MAX_LOTS) return "too_many";
  if (state.lots.byId.has(input.lot.id)) return "duplicate_id";
  return fitLot(input.lot) ? null : "bad_input";
}

function addLot(state: SessionState, input: Of<"addLot">): number {
  const refusal = whyNotLot(state, input);
  if (refusal !== null) return refuse(state, input, refusal);
  const { lots } = state;
  const entry = input.lot;
  const lot = lots.count;
  if (lot === lots.status.length) growLots(lots);
  lots.count += 1;
  lots.ids.push(entry.id);
  lots.sellers.push(entry.sellerId);
  lots.byId.set(entry.id, lot);
  lots.clock[lot] = input.clock;
  lots.status[lot] = ANNOUNCED;
  lots.offered[lot] = entry.quantity;
  lots.remaining[lot] = entry.quantity;
  lots.restartPrice[lot] = entry.startPrice;
  lots.minPress[lot] = entry.minPress;
  lots.startPrice[lot] = entry.startPrice;
  lots.stepValue[lot] = entry.stepValue;
  lots.floorPrice[lot] = entry.floorPrice;
  lots.hasPhoto[lot] = entry.hasPhoto ? 1 : 0;
  lots.nextChannel[lot] = NEXT_CHANNELS.indexOf(entry.nextChannel);
  state.totals.offered += entry.quantity;
  emit(state.events, CODE.lotAdded, input.t, lot, input.clock, entry.quantity);
  return ACCEPTED;
}
