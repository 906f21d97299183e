/** From what is known of a clock to what its face shows. */
import type { FaceProgramme, FaceState } from "../../../../ui/clock/reading.ts";
import { pauseMoment } from "./slot.ts";
import type { Slot } from "./slot.ts";

export interface FaceWords {
  readonly waiting: string;
  readonly finished: string;
  readonly skipped: string;
  readonly pausedWhy: (why: string) => string;
  readonly withdrawn: (why: string) => string;
  readonly passed: (next: string) => string;
}

export interface Face {
  readonly state: FaceState;
  readonly programme: FaceProgramme | null;
  readonly left: number | undefined;
}

/** `connected`: the line is there and the host's time runs; otherwise no face may show a price. */
export function faceOf(slot: Slot, connected: boolean, words: FaceWords): Face {
  const { outcome, programme, hold, mine } = slot;
  if (!connected) return { state: { kind: "reconnecting" }, programme: outcome?.programme ?? programme, left: undefined };
  if (outcome !== null) {
    const shown = outcome.programme ?? programme;
    if (outcome.kind === "sold") {
      const won = mine?.kind === "won" && mine.lot === outcome.lot && mine.run === outcome.run;
      const beaten = mine?.kind === "beaten" && mine.lot === outcome.lot && mine.run === outcome.run ? { ms: Math.max(0, mine.ms), steps: Math.max(0, mine.steps) } : undefined;
      return { state: { kind: "sold", price: outcome.price, quantity: outcome.quantity, to: won ? "me" : "other", beatenBy: beaten }, programme: shown, left: outcome.remaining };
    }
    if (outcome.kind === "passed") return { state: { kind: "passed", reason: words.passed(outcome.next) }, programme: shown, left: outcome.quantity };
    return { state: { kind: "waiting", note: outcome.kind === "withdrawn" ? words.withdrawn(outcome.reason) : words.skipped }, programme: null, left: undefined };
  }
  if (slot.phase === "paused") return { state: { kind: "paused", at: pauseMoment(slot), reason: words.pausedWhy(slot.why) }, programme, left: slot.left ?? undefined };
  if (programme === null) return { state: { kind: "waiting", note: slot.phase === "finished" ? words.finished : words.waiting }, programme: null, left: undefined };
  return { state: hold === null ? { kind: "live" } : { kind: "hold", step: hold.step }, programme, left: slot.left ?? programme.quantity };
}
