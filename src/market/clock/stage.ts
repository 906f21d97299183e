import type { EventOf, SessionEvent } from "../../engines/clock/events.ts";
import type { ClockPhase, PrivateMessage, PublicMessage, WireClock, WireProgramme, WireWin } from "./wire.ts";

/** Wins a buyer is shown again when he comes back; the contract lists all of them. */
export const WINS_REMEMBERED = 200;

interface StageClock {
  phase: ClockPhase;
  programme: WireProgramme | null;
  readonly waiting: Set<number>;
}

/**
 * What has been told of a session so far: the engine's state may be ahead of the database, this never is. A
 * newcomer gets it as a snapshot, and everything after it as it happens.
 */
export class Stage {
  readonly #clocks: StageClock[];
  readonly #entryOf: (lot: number) => string;
  readonly #wins = new Map<number, WireWin[]>();
  readonly #run = new Set<number>();

  constructor(clocks: number, entryOf: (lot: number) => string) {
    this.#clocks = Array.from({ length: clocks }, () => ({ phase: "idle", programme: null, waiting: new Set<number>() }));
    this.#entryOf = entryOf;
  }

  get clocks(): WireClock[] {
    return this.#clocks.map(({ phase, programme, waiting }, clock) => ({ clock, phase, programme, waiting: waiting.size }));
  }

  /** Whether a lot has been on its clock. */
  hasRun(lot: number): boolean {
    return this.#run.has(lot);
  }

  winsOf(buyer: number): readonly WireWin[] {
    return this.#wins.get(buyer) ?? [];
  }

  hear(event: SessionEvent): void {
    switch (event.kind) {
      case "lotAdded":
      case "lotSkipped":
        this.#leave(event.clock, event.lot).waiting.add(event.lot);
        return;
      case "programmePublished": {
        const clock = this.#leave(event.clock, event.lot);
        clock.phase = "running";
        this.#run.add(event.lot);
        clock.programme = programmeOf(event, this.#entryOf);
        return;
      }
      case "awarded":
        this.#won(event);
        return;
      case "lotPassed":
      case "lotWithdrawn":
      case "lotSoldOut":
        this.#leave(event.clock, event.lot);
        return;
      case "clockPaused":
        Object.assign(this.#clocks[event.clock]!, { phase: "paused", programme: null });
        return;
      case "clockFinished":
        Object.assign(this.#clocks[event.clock]!, { phase: "finished", programme: null });
        return;
      default:
        return;
    }
  }

  /** The lot no longer stands where it stood. */
  #leave(index: number, lot: number): StageClock {
    const clock = this.#clocks[index]!;
    clock.waiting.delete(lot);
    if (clock.programme?.lot === lot) clock.programme = null;
    return clock;
  }

  #won({ buyer, clock, lot, run, price, quantity }: EventOf<"awarded">): void {
    const wins = this.#wins.get(buyer) ?? [];
    wins.push({ clock, lot, run, price, quantity });
    if (wins.length > WINS_REMEMBERED) wins.shift();
    this.#wins.set(buyer, wins);
  }
}

function programmeOf(event: EventOf<"programmePublished">, entryOf: (lot: number) => string): WireProgramme {
  const { clock, lot, run, quantity, startPrice, stepValue, stepMs, floorPrice, lastStep, t0 } = event;
  return { clock, lot, entryId: entryOf(lot), run, quantity, startPrice, stepValue, stepMs, floorPrice, lastStep, t0 };
}

export interface Publicity {
  entryOf(lot: number): string;
  /** The number of a buyer's seat where the session shows it, else undefined. */
  seatNoOf(buyer: number): number | undefined;
}

/** What everybody is told of an event, or null if it is nobody's business. */
export function publicMessage(event: SessionEvent, { entryOf, seatNoOf }: Publicity): PublicMessage | null {
  switch (event.kind) {
    case "programmePublished":
      return { k: "programme", ...programmeOf(event, entryOf) };
    case "awarded": {
      const { clock, lot, run, step, price, quantity, remainder } = event;
      const seat = seatNoOf(event.buyer);
      return { k: "award", clock, lot, run, step, price, quantity, remaining: remainder, ...(seat === undefined ? {} : { seat }) };
    }
    case "lotSoldOut":
      return { k: "sold", clock: event.clock, lot: event.lot };
    case "lotPassed":
      return { k: "passed", clock: event.clock, lot: event.lot, quantity: event.remainder, reason: event.passReason, next: event.nextChannel };
    case "lotWithdrawn":
      return { k: "withdrawn", clock: event.clock, lot: event.lot, quantity: event.remainder, reason: event.reason };
    case "lotSkipped":
      return { k: "skipped", clock: event.clock, lot: event.lot };
    case "lotCorrected": {
      const { clock, lot, quantity, minPress, startPrice, floorPrice } = event;
      return { k: "corrected", clock, lot, quantity, minPress, startPrice, floorPrice };
    }
    case "clockPaused":
      return { k: "paused", clock: event.clock, lot: event.lot < 0 ? null : event.lot, price: event.price };
    case "clockResumed":
      return { k: "resumed", clock: event.clock, lot: event.lot < 0 ? null : event.lot };
    case "orderDrawn":
      return { k: "order", clock: event.clock, lots: event.order };
    case "lotAdded":
      return { k: "lotAdded", clock: event.clock, lot: event.lot, entryId: entryOf(event.lot), quantity: event.quantity };
    case "clockFinished":
      return { k: "finished", clock: event.clock };
    case "lotRerun":
      return { k: "rerun", clock: event.clock, lot: event.lot, run: event.run };
    case "intervention":
      return { k: "desk", act: event.action, clock: event.clock < 0 ? null : event.clock, lot: event.lot < 0 ? null : event.lot, reason: event.reason };
    case "sessionClosed": {
      const { offered, sold, passed, withdrawn, value } = event;
      return { k: "closed", offered, sold, passed, withdrawn, value };
    }
    default:
      return null;
  }
}

/** What the buyer concerned is told of an event, or null. `event.buyer` says who. */
export function privateMessage(event: SessionEvent): { readonly buyer: number; readonly message: PrivateMessage } | null {
  const message = privately(event);
  return message === null ? null : { buyer: (event as { buyer: number }).buyer, message };
}

function privately(event: SessionEvent): PrivateMessage | null {
  switch (event.kind) {
    case "pressAccepted": {
      const { clock, lot, run, pressId, step, price, quantity, clipped } = event;
      return { k: "ack", clock, lot, run, pressId, step, price, quantity, clipped };
    }
    case "pressRefused":
      return refused(event);
    case "pressRepeated":
      return { k: "repeated", pressId: event.pressId, answer: event.answer };
    case "awarded": {
      const { clock, lot, run, step, price, quantity, viaLimit } = event;
      return { k: "won", clock, lot, run, step, price, quantity, viaLimit };
    }
    case "lost": {
      const { clock, lot, run, pressId, beatenBySteps, beatenByMs, byDraw, viaLimit } = event;
      return { k: "lost", clock, lot, run, pressId, beatenBySteps, beatenByMs, byDraw, viaLimit };
    }
    case "limitPlaced":
      return { k: "limit", lot: event.lot, pressId: event.pressId, status: "placed", price: event.price, quantity: event.quantity };
    case "limitFired":
      return { k: "limit", lot: event.lot, pressId: event.pressId, status: "fired", price: event.price, quantity: event.quantity };
    case "limitRefused":
      return { k: "limit", lot: event.lot, pressId: event.pressId, status: "refused", code: event.refusal };
    case "limitEnded":
      return { k: "limit", lot: event.lot, pressId: event.pressId, status: event.limitEnd === "by_buyer" ? "cancelled" : "ended" };
    default:
      return null;
  }
}

function refused(event: EventOf<"pressRefused">): PrivateMessage {
  const { clock, lot, run, pressId, refusal, decided, beatenBySteps, beatenByMs, lateMs } = event;
  const beaten = decided ? { beatenBySteps, beatenByMs, lateMs } : {};
  return { k: "refused", pressId, code: refusal, clock, lot, run, ...beaten };
}
