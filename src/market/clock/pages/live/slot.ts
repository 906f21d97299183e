/**
 * What one clock shows, made from the messages of the live channel. Plain data and pure functions; who draws it
 * and who brings the messages is somebody else's business.
 */
import { firstStepAtOrBelow } from "../../../../engines/clock/programme.ts";
import type { NextChannel, PassReason, PressRefusal } from "../../../../engines/clock/types.ts";
import type { ClockPhase, LiveRefusal, WireClock, WireProgramme } from "../../wire.ts";

/** How long the end of a run stays on the face when nothing else wants it. */
export const OUTCOME_MS = 2_200;
/** The next run must be on the screen this long before its T0, whatever there is still to read of the last one. */
export const ANNOUNCE_MS = 500;

/** How narrowly my press lost. Negative milliseconds: I was earlier on my screen, but came after the window had closed. */
export interface Beaten {
  readonly steps: number;
  readonly ms: number;
  readonly byDraw: boolean;
  /** After the window had closed by this much. */
  readonly lateMs: number | null;
}

interface Ended {
  readonly lot: number;
  /** The programme whose face goes on standing. */
  readonly programme: WireProgramme | null;
  /** That lot's first start price: the next lot may be announced while this end still stands on the dial. */
  readonly topPrice: number | null;
  /** Session time at which the face may move on. */
  readonly until: number;
}
export type Outcome =
  | (Ended & { readonly kind: "sold"; readonly run: number; readonly price: number; readonly quantity: number; readonly remaining: number })
  | (Ended & { readonly kind: "passed"; readonly quantity: number; readonly reason: PassReason; readonly next: NextChannel })
  | (Ended & { readonly kind: "withdrawn"; readonly reason: string })
  | (Ended & { readonly kind: "skipped" });

/** My press on its way: sent, perhaps acknowledged, not yet decided. */
export interface Hold {
  readonly lot: number;
  readonly run: number;
  readonly step: number;
  readonly price: number;
  readonly quantity: number;
  readonly pressId: number;
}

/** What became of my last press on this clock. */
export type Mine =
  | { readonly kind: "won"; readonly lot: number; readonly run: number; readonly price: number; readonly quantity: number; readonly viaLimit: boolean }
  | ({ readonly kind: "beaten"; readonly lot: number; readonly run: number } & Beaten)
  | { readonly kind: "refused"; readonly lot: number | null; readonly run: number | null; readonly code: PressRefusal | LiveRefusal };

export interface Slot {
  readonly clock: number;
  readonly phase: ClockPhase;
  /** The latest published programme; null before the first and after the last lot. */
  readonly programme: WireProgramme | null;
  /** The lot's first start price, so that the dial keeps its scale when a remainder starts lower. */
  readonly topPrice: number | null;
  /** Sales units of the lot still on offer. */
  readonly left: number | null;
  readonly outcome: Outcome | null;
  readonly hold: Hold | null;
  readonly mine: Mine | null;
  /** Lots still to come. */
  readonly waiting: number;
  /** Price at which the clock was paused. */
  readonly pausedAt: number | null;
  /** Why the desk did what it last did here. */
  readonly why: string;
}

export function emptySlot(clock: number): Slot {
  return { clock, phase: "idle", programme: null, topPrice: null, left: null, outcome: null, hold: null, mine: null, waiting: 0, pausedAt: null, why: "" };
}

export function slotFrom({ clock, phase, programme, waiting }: WireClock): Slot {
  const first = programme !== null && programme.run === 0;
  return { ...emptySlot(clock), phase, programme, waiting, topPrice: first ? programme.startPrice : null, left: programme?.quantity ?? null };
}

/** A programme is published: the face shows the last run's end a little longer, then winds up for this one. */
export function withProgramme(slot: Slot, programme: WireProgramme, now: number): Slot {
  const sameLot = slot.programme?.lot === programme.lot;
  const until = Math.max(now, programme.t0 - ANNOUNCE_MS);
  return {
    ...slot,
    phase: "running",
    programme,
    topPrice: programme.run === 0 ? programme.startPrice : sameLot ? slot.topPrice : null,
    left: programme.quantity,
    waiting: sameLot || programme.run > 0 ? slot.waiting : Math.max(0, slot.waiting - 1),
    outcome: slot.outcome === null ? null : { ...slot.outcome, until: Math.min(slot.outcome.until, until) },
    hold: null,
    pausedAt: null,
  };
}

export function withOutcome(slot: Slot, outcome: Outcome): Slot {
  const over = outcome.kind !== "sold";
  const programme = over && slot.programme?.lot === outcome.lot ? null : slot.programme;
  return { ...slot, outcome, hold: slot.hold?.lot === outcome.lot ? null : slot.hold, programme, left: outcome.kind === "sold" ? outcome.remaining : slot.left };
}

/** The lot is sold out: its programme must not be shown as running any more. */
export function withoutLot(slot: Slot, lot: number): Slot {
  return slot.programme?.lot === lot ? { ...slot, programme: null } : slot;
}

/** When the face has to change by itself: the end of a run has been shown long enough. */
export function dueOf(slot: Slot): number {
  return slot.outcome?.until ?? Number.POSITIVE_INFINITY;
}

export function afterOutcome(slot: Slot): Slot {
  return { ...slot, outcome: null };
}

/** Session time at which the paused clock stood, for the face. */
export function pauseMoment(slot: Slot): number | undefined {
  const { programme, pausedAt } = slot;
  if (programme === null || pausedAt === null) return undefined;
  return programme.t0 + Math.min(programme.lastStep, firstStepAtOrBelow(programme, pausedAt)) * programme.stepMs;
}
