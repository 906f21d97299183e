import { z } from "zod";
import { GRADES, day } from "../../kernel/lots/contract.ts";
import {
  DEFAULT_CLOCK_SETTINGS, MAX_GRACE_MS, MAX_HOLD_MS, MAX_PRICE, MAX_QUANTITY, MAX_STEP_MS, MIN_STEP_MS, NEXT_CHANNELS, PASS_REASONS,
} from "../../engines/clock/types.ts";

export const id = z.uuid();
/** Minor units of the session's currency per sales unit. */
export const price = z.int().min(1).max(MAX_PRICE);
export const quantity = z.int().min(1).max(MAX_QUANTITY);
/** Why the desk did something; it is published with the journal. */
export const reason = z.string().trim().min(2).max(300);
/** Chosen by the buyer's screen (see `pressIds` in screen.ts); the same id is answered once. */
export const pressId = z.int().min(1);
export const clockIndex = z.int().min(0).max(31);

export const SESSION_STATUSES = ["planned", "open", "closing", "closed", "cancelled"] as const;
/** `queued`: announced. `running`: on the clock. The last four are final. */
export const ENTRY_STATUSES = ["queued", "running", "sold", "passed", "withdrawn", "dequeued"] as const;
export const LIMIT_STATUSES = ["waiting", "fired", "filled", "cancelled", "ended"] as const;
export const PRESS_OUTCOMES = ["pending", "won", "lost", "too_late"] as const;

export const clockSettings = z.object({
  name: z.string().trim().min(1).max(40),
  stepMs: z.int().min(MIN_STEP_MS).max(MAX_STEP_MS).default(DEFAULT_CLOCK_SETTINGS.stepMs),
  holdMs: z.int().min(0).max(MAX_HOLD_MS).default(DEFAULT_CLOCK_SETTINGS.holdMs),
  marginMs: z.int().min(0).max(1_000).default(DEFAULT_CLOCK_SETTINGS.marginMs),
  graceMs: z.int().min(0).max(MAX_GRACE_MS).default(DEFAULT_CLOCK_SETTINGS.graceMs),
  restartSteps: z.int().min(0).max(10_000).default(DEFAULT_CLOCK_SETTINGS.restartSteps),
  takeAllBelow: z.int().min(0).max(MAX_QUANTITY).default(DEFAULT_CLOCK_SETTINGS.takeAllBelow),
  liveBeforeLimit: z.boolean().default(DEFAULT_CLOCK_SETTINGS.liveBeforeLimit),
  photolessLast: z.boolean().default(DEFAULT_CLOCK_SETTINGS.photolessLast),
});

export const programmeView = z.object({
  clock: z.int(), lot: z.int(), entryId: id, run: z.int(), quantity: z.int(), startPrice: z.int(), stepValue: z.int(), stepMs: z.int(),
  floorPrice: z.int(), lastStep: z.int(), t0: z.int(),
});

/** The eighteen items of information a buyer sees of a lot are marked 1–18; README.md lists them. */
export const queueEntry = z.object({
  entryId: id, sessionId: id, lotId: id,
  /** Place of the lot in the engine (the `lot` of live messages), null until the session is open. */
  lot: z.int().nullable(),
  clock: z.int(),
  /** Place in the drawn order, from 1; null until the clock has started. */
  place: z.int().nullable(),
  status: z.enum(ENTRY_STATUSES),
  /** 1 */ lotNo: z.string(),
  /** 2: GET /photos/{photoId}. */ photoId: id.nullable(),
  itemId: id,
  /** 3 */ itemZh: z.string(), itemEn: z.string(),
  /** 4 */ category: z.string(),
  /** 5 */ potCm: z.int().nullable(),
  /** 6 */ spec: z.string(),
  /** 7: stage, colour, height … as the grower gave them. */ attributes: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  /** 8 */ grade: z.enum(GRADES).nullable(),
  /** 9: sales units still to be sold; `quantity` is what was queued. */ remaining: z.int(), quantity: z.int(),
  /** 10 */ unit: z.string(),
  /** 11 */ packing: z.record(z.string(), z.int()),
  /** 12 */ potExtra: z.boolean(),
  /** 13: name, or "#17" where the session hides growers. */ grower: z.string(), /** His published class by accepted complaints; null when he has sold nothing yet. */ quality: z.enum(["A", "B", "C"]).nullable(),
  /** 14 */ town: z.string().nullable(),
  /** 15 */ note: z.string(),
  /** 16 */ minPress: z.int(),
  /** 17: start price, step and floor. */ startPrice: z.int(), stepValue: z.int(), floorPrice: z.int(),
  /** 18: volume-weighted median of recent sales of the same item and grade, null when there are none. */ recentPrice: z.int().nullable(),
  nextChannel: z.enum(NEXT_CHANNELS), passReason: z.enum([...PASS_REASONS, "withdrawn"]).nullable(), outcomeReason: z.string(),
  sold: z.int(), value: z.int(), lastPrice: z.int().nullable(),
  can: z.array(z.string()),
});
export type QueueEntry = z.infer<typeof queueEntry>;

export const clockView = z.object({
  clock: z.int(), settings: clockSettings, phase: z.enum(["idle", "running", "paused", "finished"]),
  programme: programmeView.nullable(), waiting: z.int(), can: z.array(z.string()),
});

export const totalsView = z.object({
  lots: z.int(), lotsSold: z.int(), lotsPassed: z.int(), lotsWithdrawn: z.int(), offered: z.int(), sold: z.int(), passed: z.int(), withdrawn: z.int(),
  value: z.int(), awards: z.int(),
});

export const sessionRow = z.object({
  id, no: z.string(), title: z.string(), businessDate: day, status: z.enum(SESSION_STATUSES), currency: z.string(), clocks: z.int(), lots: z.int(),
  /** SHA-256 of the secret seed of the draw, published when the session is planned. */
  commitment: z.string(),
  /** Hash of the last journal group; published when the session is closed. */
  digest: z.string().nullable(),
  openedAt: z.string().nullable(), closedAt: z.string().nullable(), demo: z.boolean(),
});

export const sessionView = sessionRow.extend({
  anonymousWinners: z.boolean(), showGrowers: z.boolean(), maxDelayMs: z.int(), futureToleranceMs: z.int(),
  /** Revealed when the session is closed. */
  seed: z.string().nullable(),
  /** Whether this node hosts the clocks at the moment. */
  hosted: z.boolean(),
  /** Milliseconds of the session's own time, in which programmes are written; null when not hosted. */
  sessionTime: z.int().nullable(),
  clockViews: z.array(clockView), totals: totalsView, problems: z.int(), can: z.array(z.string()),
});

export const startProposal = z.object({
  /** Minor units per sales unit, null when nothing is known and the floor is not given. */
  startPrice: price.nullable(), stepValue: price, floorPrice: price.nullable(),
  /** Where the price came from. */
  basis: z.enum(["item_and_grade", "item_any_grade", "floor", "nothing"]),
  median: z.int().nullable(), sales: z.int(), units: z.int(), from: day.nullable(), to: day.nullable(), marginPercent: z.int(),
});
export type StartProposal = z.infer<typeof startProposal>;

export const seatView = z.object({
  seatId: id, sessionId: id,
  /** Number of the seat in this session; the only name the others ever see. */
  no: z.int(),
  workplaceId: id.nullable(), workplace: z.string().nullable(),
  /** Money this seat may spend in the session, and what of it is spent or held by open presses, in minor units. */
  allowance: z.int(), used: z.int(), held: z.int(), free: z.int(), currency: z.string(),
  /** False for the moment between the answer and the clock's taking note. */
  seated: z.boolean(),
});

export const limitView = z.object({
  sessionId: id, lotId: id, lotNo: z.string(), itemZh: z.string(), itemEn: z.string(), clock: z.int(), workplaceId: id.nullable(), workplace: z.string().nullable(),
  pressId, price: z.int(), quantity: z.int(), status: z.enum(LIMIT_STATUSES), filled: z.int(), filledPrice: z.int().nullable(), endReason: z.string(), can: z.array(z.string()),
});

export const winView = z.object({
  sessionId: id, lotId: id, lotNo: z.string(), itemZh: z.string(), itemEn: z.string(), grade: z.string().nullable(), unit: z.string(), clock: z.int(), run: z.int(),
  workplaceId: id.nullable(), workplace: z.string().nullable(), price: z.int(), quantity: z.int(), gross: z.int(), currency: z.string(),
  viaLimit: z.boolean(), at: z.string(),
  /** The sale in the books; null in the moment before the award is booked, or when `problem` says why it could not be. */
  saleId: id.nullable(), problem: z.string().nullable(),
});

export const pressView = z.object({
  sessionId: id, lotId: id, lotNo: z.string(), clock: z.int(), run: z.int(), pressId, workplaceId: id.nullable(), viaLimit: z.boolean(),
  step: z.int().nullable(), tau: z.int(), price: z.int().nullable(), quantity: z.int(), outcome: z.enum(PRESS_OUTCOMES), beatenBySteps: z.int().nullable(), beatenByMs: z.int().nullable(),
  byDraw: z.boolean(), clipped: z.boolean(), at: z.string(), receipt: z.boolean(),
});

export const workplaceView = z.object({
  id, name: z.string(),
  /** Most this workplace may buy on one business date, in minor units. A workplace may stand for a client of an agent. */
  dailyLimit: z.int(), active: z.boolean(), usedToday: z.int(), can: z.array(z.string()),
});

/** One step of a lot's life for the scrubber; buyers are seat numbers or, where winners are anonymous, nobody. */
export const replayStep = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("programme"), t: z.int(), run: z.int(), quantity: z.int(), startPrice: z.int(), stepValue: z.int(), stepMs: z.int(), floorPrice: z.int(), lastStep: z.int(), t0: z.int() }),
  z.object({ kind: z.literal("press"), t: z.int(), run: z.int(), who: z.string(), mine: z.boolean(), step: z.int(), tau: z.int(), price: z.int(), quantity: z.int(), clipped: z.boolean(), viaLimit: z.boolean() }),
  z.object({ kind: z.literal("lost"), t: z.int(), run: z.int(), who: z.string(), mine: z.boolean(), beatenBySteps: z.int(), beatenByMs: z.int(), byDraw: z.boolean() }),
  z.object({ kind: z.literal("too_late"), t: z.int(), run: z.int(), who: z.string(), mine: z.boolean(), beatenBySteps: z.int(), beatenByMs: z.int(), lateMs: z.int() }),
  z.object({ kind: z.literal("award"), t: z.int(), run: z.int(), who: z.string(), mine: z.boolean(), step: z.int(), tau: z.int(), price: z.int(), quantity: z.int(), remaining: z.int(), viaLimit: z.boolean() }),
  z.object({ kind: z.literal("desk"), t: z.int(), act: z.string(), actor: z.string(), reason: z.string() }),
  z.object({ kind: z.literal("end"), t: z.int(), how: z.enum(["sold", "passed", "withdrawn"]), quantity: z.int(), reason: z.string() }),
]);

export const interventionView = z.object({
  n: z.int(), at: z.string(), t: z.int(), act: z.string(), clock: z.int().nullable(), lotId: id.nullable(), lotNo: z.string().nullable(), actor: z.string(), reason: z.string(),
});
