/** A lot's steps told as a story that can be drawn at any moment: its runs, their presses, and how each ended. Pure. */
import { endOf, priceAt } from "../../../../engines/clock/programme.ts";
import type { FaceProgramme, FaceState } from "../../../../ui/clock/reading.ts";
import type { z } from "zod";
import type { replayStep } from "../../views.ts";

export type Step = z.infer<typeof replayStep>;
type Of<K extends Step["kind"]> = Extract<Step, { readonly kind: K }>;

/** Shown before the first T0 and after the last step, so that neither end of the picture cuts anything off. */
const BEFORE_MS = 600;
const AFTER_MS = 1_200;
/** How long the end of a run stands on the face before the next run winds up. */
const OUTCOME_MS = 900;
const WINDING_MS = 500;

export interface PressMark {
  readonly who: string;
  readonly mine: boolean;
  /** When it happened on the buyer's screen, and when it arrived. Session milliseconds. */
  readonly at: number;
  readonly arrived: number;
  readonly price: number;
  readonly quantity: number;
  readonly outcome: "won" | "lost" | "late" | "pending";
  readonly viaLimit: boolean;
}

export interface Run {
  readonly run: number;
  readonly published: number;
  readonly programme: FaceProgramme;
  readonly presses: readonly PressMark[];
  /** From the first arrival to the decision; null when nobody pressed. */
  readonly hold: { readonly from: number; readonly to: number } | null;
  readonly award: Of<"award"> | null;
  /** The price stops falling here: at the decision, the pause, or the end of the last step. */
  readonly ended: number;
}

export interface Story {
  readonly runs: readonly Run[];
  readonly steps: readonly Step[];
  readonly end: Of<"end"> | null;
  readonly from: number;
  readonly to: number;
  readonly topPrice: number;
  readonly floorPrice: number;
}

export function tellStory(steps: readonly Step[]): Story | null {
  const programmes = steps.filter((step): step is Of<"programme"> => step.kind === "programme");
  const first = programmes[0];
  if (first === undefined) return null;
  const runs = programmes.map((programme, index) => tellRun(programme, programmes[index + 1], steps));
  const last = Math.max(...runs.map((run) => run.ended), ...steps.map((step) => step.t));
  return {
    runs, steps, end: steps.find((step): step is Of<"end"> => step.kind === "end") ?? null, from: Math.min(first.t, first.t0 - BEFORE_MS), to: last + AFTER_MS,
    topPrice: Math.max(...programmes.map((programme) => programme.startPrice)), floorPrice: Math.min(...programmes.map((programme) => programme.floorPrice)),
  };
}

function tellRun(programme: Of<"programme">, next: Of<"programme"> | undefined, steps: readonly Step[]): Run {
  const inRun = steps.filter((step) => "run" in step && step.run === programme.run);
  const award = inRun.find((step): step is Of<"award"> => step.kind === "award") ?? null;
  const presses = [...pressMarks(programme, inRun, award), ...lateMarks(programme, inRun, award)];
  const arrivals = presses.filter((press) => press.outcome !== "late").map((press) => press.arrived);
  const natural = endOf(programme);
  const stopped = steps.find((step) => (step.kind === "desk" || step.kind === "end") && step.t > programme.t && step.t < natural && (next === undefined || step.t <= next.t))?.t;
  const ended = Math.min(award?.t ?? stopped ?? natural, next?.t ?? Number.POSITIVE_INFINITY, Math.max(natural, award?.t ?? 0));
  return {
    run: programme.run, published: programme.t, programme, presses, award, ended: Math.max(programme.t, ended),
    hold: arrivals.length === 0 ? null : { from: Math.min(...arrivals), to: award?.t ?? Math.max(...arrivals) },
  };
}

function pressMarks(programme: Of<"programme">, inRun: readonly Step[], award: Of<"award"> | null): PressMark[] {
  return inRun.filter((step): step is Of<"press"> => step.kind === "press").map((press) => ({
    who: press.who, mine: press.mine, at: programme.t0 + (press.viaLimit ? press.step * programme.stepMs : press.tau), arrived: press.t, price: press.price, quantity: press.quantity, viaLimit: press.viaLimit,
    outcome: award === null ? "pending" : award.who === press.who && award.viaLimit === press.viaLimit ? "won" : "lost",
  }));
}

/** A press that came after the decision says only by how much it was later than the winner's. */
function lateMarks(programme: Of<"programme">, inRun: readonly Step[], award: Of<"award"> | null): PressMark[] {
  if (award === null) return [];
  return inRun.filter((step): step is Of<"too_late"> => step.kind === "too_late").map((late) => {
    const step = Math.max(0, Math.min(programme.lastStep, award.step + late.beatenBySteps));
    return { who: late.who, mine: late.mine, at: programme.t0 + Math.max(0, award.tau + late.beatenByMs), arrived: late.t, price: priceAt(programme, step), quantity: 0, viaLimit: false, outcome: "late" as const };
  });
}

export interface Moment {
  readonly programme: FaceProgramme | null;
  readonly state: FaceState;
  readonly left: number | null;
}

/** What every screen showed at session time `t`. An open hold window was shown to nobody, so it is not shown here either. */
export function momentAt(story: Story, t: number): Moment {
  const index = story.runs.findLastIndex((run) => run.published <= t);
  const run = story.runs[index];
  if (run === undefined) return { programme: null, state: { kind: "waiting" }, left: null };
  const before = story.runs[index - 1];
  // The end of a run stays a little, although the next one is published at once.
  if (before?.award && t < Math.min(before.award.t + OUTCOME_MS, run.programme.t0 - WINDING_MS)) return sold(before, before.award);
  if (run.award !== null && t >= run.award.t) return sold(run, run.award);
  if (story.end !== null && t >= story.end.t && index === story.runs.length - 1 && story.end.how !== "sold") return { programme: run.programme, state: { kind: "passed" }, left: story.end.quantity };
  if (t >= run.ended && run.award === null && run.ended < endOf(run.programme)) return { programme: run.programme, state: { kind: "paused", at: run.ended }, left: run.programme.quantity };
  return { programme: run.programme, state: { kind: "live" }, left: run.programme.quantity };
}

function sold(run: Run, award: Of<"award">): Moment {
  return { programme: run.programme, state: { kind: "sold", price: award.price, quantity: award.quantity, to: award.mine ? "me" : "other" }, left: award.remaining };
}

/** Where a step stands on the time axis: presses where they happened on the buyer's screen. */
export function stepTime(story: Story, step: Step): number {
  if (step.kind === "programme") return step.t0;
  if (step.kind !== "press") return step.t;
  const run = story.runs.find((one) => one.run === step.run);
  return run === undefined ? step.t : run.programme.t0 + (step.viaLimit ? step.step * run.programme.stepMs : step.tau);
}
