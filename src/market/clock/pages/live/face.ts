/** From what is known of a clock to what its face shows. */
import type { FaceProgramme, FaceState } from "../../../../ui/clock/reading.ts";
import { pauseMoment } from "./slot.ts";
import type { Outcome, Slot } from "./slot.ts";

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
  /** First start price of the lot that is shown; undefined when this screen came too late to hear it. */
  readonly topPrice: number | undefined;
}

/** `connected`: the line is there and the host's time runs; otherwise no face may show a price. */
export function faceOf(slot: Slot, connected: boolean, words: FaceWords): Face {
  const { outcome, hold } = slot;
  // While the end of a run stands, programme and scale are that run's; the next lot is announced behind it.
  const { programme, topPrice } = outcome?.programme == null ? slot : outcome;
  const face = (state: FaceState, left: number | undefined = undefined, shown = programme): Face => ({ state, programme: shown, left, topPrice: topPrice ?? undefined });
  if (!connected) return face({ kind: "reconnecting" });
  if (outcome?.kind === "sold") return face({ kind: "sold", price: outcome.price, quantity: outcome.quantity, ...whose(slot, outcome) }, outcome.remaining);
  if (outcome?.kind === "passed") return face({ kind: "passed", reason: words.passed(outcome.next) }, outcome.quantity);
  if (outcome != null) return face({ kind: "waiting", note: outcome.kind === "withdrawn" ? words.withdrawn(outcome.reason) : words.skipped }, undefined, null);
  if (slot.phase === "paused") return face({ kind: "paused", at: pauseMoment(slot), reason: words.pausedWhy(slot.why) }, slot.left ?? undefined);
  if (programme === null) return face(slot.phase === "finished" ? { kind: "waiting", note: words.finished, over: true } : { kind: "waiting", note: words.waiting });
  return face(hold === null ? { kind: "live" } : { kind: "hold", step: hold.step }, slot.left ?? programme.quantity);
}

function whose({ mine }: Slot, { lot, run }: Extract<Outcome, { kind: "sold" }>): Pick<Extract<FaceState, { kind: "sold" }>, "to" | "beatenBy"> {
  if (mine === null || mine.kind === "refused" || mine.lot !== lot || mine.run !== run) return { to: "other" };
  return mine.kind === "won" ? { to: "me" } : { to: "other", beatenBy: { ms: Math.max(0, mine.ms), steps: Math.max(0, mine.steps) } };
}
