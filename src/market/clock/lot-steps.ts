import type { SessionEvent } from "../../engines/clock/events.ts";
import type { z } from "zod";
import type { replayStep } from "./views.ts";

export type ReplayStep = z.infer<typeof replayStep>;

export interface Labels {
  /** Whether the session shows seat numbers; else buyers are called A, B, C in the order they turn up. */
  readonly shown: boolean;
  seatNo(buyer: number): number;
  mine(buyer: number): boolean;
}

const LETTERS = 26;

/** A, B … Z, A1, B1 … */
const letter = (n: number): string => `${String.fromCharCode(65 + (n % LETTERS))}${n < LETTERS ? "" : Math.floor(n / LETTERS)}`;

/** What happened to one lot, as the scrubber shows it. Buyers keep one label through the whole replay. */
export function stepsOfLot(events: readonly SessionEvent[], lot: number, labels: Labels): ReplayStep[] {
  const met = new Map<number, string>();
  const who = (buyer: number): { who: string; mine: boolean } => {
    const label = met.get(buyer) ?? (labels.shown ? `#${labels.seatNo(buyer)}` : letter(met.size));
    met.set(buyer, label);
    return { who: label, mine: labels.mine(buyer) };
  };
  const steps: ReplayStep[] = [];
  for (const event of events) {
    if (!("lot" in event) || event.lot !== lot) continue;
    const step = stepOf(event, who);
    if (step !== null) steps.push(step);
  }
  return steps;
}

function stepOf(event: SessionEvent, who: (buyer: number) => { who: string; mine: boolean }): ReplayStep | null {
  const { t } = event;
  switch (event.kind) {
    case "programmePublished": {
      const { run, quantity, startPrice, stepValue, stepMs, floorPrice, lastStep, t0 } = event;
      return { kind: "programme", t, run, quantity, startPrice, stepValue, stepMs, floorPrice, lastStep, t0 };
    }
    case "pressAccepted": {
      const { run, step, tau, price, quantity, clipped } = event;
      return { kind: "press", t, run, ...who(event.buyer), step, tau, price, quantity, clipped, viaLimit: false };
    }
    case "limitFired": {
      const { run, step, price, quantity } = event;
      return { kind: "press", t, run, ...who(event.buyer), step, tau: 0, price, quantity, clipped: false, viaLimit: true };
    }
    case "lost": {
      const { run, beatenBySteps, beatenByMs, byDraw } = event;
      return { kind: "lost", t, run, ...who(event.buyer), beatenBySteps, beatenByMs, byDraw };
    }
    case "pressRefused": {
      if (event.refusal !== "too_late") return null;
      const { run, beatenBySteps, beatenByMs, lateMs } = event;
      return { kind: "too_late", t, run, ...who(event.buyer), beatenBySteps, beatenByMs, lateMs };
    }
    case "awarded": {
      const { run, step, tau, price, quantity, remainder, viaLimit } = event;
      return { kind: "award", t, run, ...who(event.buyer), step, tau, price, quantity, remaining: remainder, viaLimit };
    }
    case "intervention":
      return { kind: "desk", t, act: event.action, actor: event.actor, reason: event.reason };
    case "lotSoldOut":
      return { kind: "end", t, how: "sold", quantity: 0, reason: "" };
    case "lotPassed":
      return { kind: "end", t, how: "passed", quantity: event.remainder, reason: event.passReason };
    case "lotWithdrawn":
      return { kind: "end", t, how: "withdrawn", quantity: event.remainder, reason: event.reason };
    default:
      return null;
  }
}
