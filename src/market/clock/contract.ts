import { z } from "zod";
import { contract, read, write } from "../../kernel/machinery/contract.ts";
import { day } from "../../kernel/lots/contract.ts";
import { EXCHANGE_REFUSALS, giving } from "../../kernel/sheets/contract.ts";
import { DEFAULT_FUTURE_TOLERANCE_MS, DEFAULT_MAX_DELAY_MS, MAX_CLOCKS, NEXT_CHANNELS } from "../../engines/clock/types.ts";
import {
  clockIndex, clockSettings, clockView, id, interventionView, limitView, pressId, pressView, price, programmeView, quantity, queueEntry, reason, replayStep, seatView, sessionRow,
  sessionView, SESSION_STATUSES, startProposal, totalsView, winView, workplaceView,
} from "./views.ts";

export const MAX_LOTS_PER_SESSION = 20_000;
export const MAX_LIMIT_ORDERS_PER_CALL = 200;
export const MAX_LIMIT_ORDERS_PER_BUYER = 1_000;
export const MAX_WORKPLACES_PER_BUYER = 50;
const MAX_DAILY_LIMIT = 1_000_000_000_000;

/** Base64 of a table of limits: some two megabytes. */
const MAX_LIMIT_SHEET = 3_000_000;
const page = { limit: z.int().min(1).max(2_000).default(200), offset: z.int().min(0).max(1_000_000).default(0) };
const DESK = ["auctioneer", "operator"] as const;
const BUYERS = ["buyer", "agent"] as const;
/** What any act on a hosted session may be answered with: no node hosts it now, its journal waits for the database, or too much is waiting. */
const HOST = ["not_hosted", "reconnecting", "busy"] as const;
const act = z.object({ sessionId: id, clock: clockIndex, reason });
const lotAct = z.object({ sessionId: id, lotId: id, reason });
const done = z.object({ sessionId: id, sessionTime: z.int() });

/** A lot is never started again so often; more is a slip. */
const MAX_RUN = 1_000_000;
const stuckAward = z.object({
  entryId: id, run: z.int(), lotId: id, lotNo: z.string(), buyer: z.string(), price: z.int(), quantity: z.int(), unit: z.string(), gross: z.int(), currency: z.string(), problem: z.string(),
  deed: z.enum(["booked", "released"]).nullable(), by: z.string().nullable(), reason: z.string().nullable(), can: z.array(z.enum(["book", "release"])),
});
export type StuckAward = z.infer<typeof stuckAward>;

export const clock = contract("clock", {
  planSession: write({
    summary: "Plans a session: its day, its clocks and their settings. The seed of the draw is made and its commitment published.",
    who: DESK,
    input: z.object({
      businessDate: day, title: z.string().trim().min(1).max(80), clocks: z.array(clockSettings).min(1).max(MAX_CLOCKS),
      maxDelayMs: z.int().min(0).max(2_000).default(DEFAULT_MAX_DELAY_MS), futureToleranceMs: z.int().min(0).max(1_000).default(DEFAULT_FUTURE_TOLERANCE_MS),
      /** Published field evidence: hiding winners raises prices by about 6 %. */
      anonymousWinners: z.boolean().default(true), showGrowers: z.boolean().default(true),
    }),
    output: sessionView,
    refuses: ["past_day"],
  }),
  cancelSession: write({
    summary: "Cancels a session that has not been opened; its lots are free again.",
    who: DESK,
    input: z.object({ sessionId: id, reason }),
    output: sessionView,
    refuses: ["session_not_planned"],
  }),
  proposeStart: read({
    summary: "Proposes a start price for a lot from the recent sales of the same item and grade, and says where it came from.",
    who: [...DESK, "internal"],
    input: z.object({ lotId: id }),
    output: startProposal,
    refuses: [],
  }),
  queueLot: write({
    summary: "Puts a lot, or a part of it, on a clock's queue and holds that stock. Prices left out are proposed from recent sales.",
    who: [...DESK, "internal"],
    input: z.object({
      sessionId: id, clock: clockIndex, lotId: id, quantity: quantity.optional(), minPress: quantity.default(1), startPrice: price.optional(), stepValue: price.optional(),
      /** Left out, the grower's own floor stands; with neither, a tenth of the start price. */
      floorPrice: price.optional(), nextChannel: z.enum(NEXT_CHANNELS).default("direct_stock"),
    }),
    output: z.object({ entry: queueEntry, proposal: startProposal }),
    refuses: ["session_closed", "clock_started", "unknown_clock", "lot_not_ready", "lot_queued", "nothing_free", "not_enough_stock", "no_start_price", "floor_above_start", "below_growers_floor", "too_many_steps", "min_press_too_large", "too_many_lots"],
  }),
  dequeue: write({
    summary: "Takes a lot off the queue before its run; its stock is free again.",
    who: [...DESK, "internal"],
    input: lotAct,
    output: queueEntry,
    refuses: ["not_queued", "run_started", ...HOST],
  }),
  correctEntry: write({
    summary: "Corrects a queued lot before its first run, never after. On an open session the quantity can only go down.",
    who: DESK,
    input: lotAct.extend({ quantity: quantity.optional(), minPress: quantity.optional(), startPrice: price.optional(), floorPrice: price.optional() }),
    output: queueEntry,
    refuses: ["not_queued", "run_started", "lot_gone", "out_of_bounds", "only_downwards", "not_enough_stock", "below_growers_floor", ...HOST],
  }),
  openSession: write({
    summary: "Opens the session: buyers can take seats and place limit orders; the clocks are started one by one.",
    who: DESK,
    input: z.object({ sessionId: id, reason: reason.default("开场") }),
    output: sessionView,
    refuses: ["session_not_planned"],
  }),
  startClock: write({ summary: "Draws the order of a clock's lots from the committed seed and publishes the first programme.", who: DESK, input: act, output: done, refuses: ["unknown_clock", "clock_started", "no_lots", "session_closed", ...HOST] }),
  pauseClock: write({ summary: "Stops a clock at the price on the screens; an open window is decided first.", who: DESK, input: act, output: done, refuses: ["unknown_clock", "not_running", "already_paused", "session_closed", ...HOST] }),
  resumeClock: write({ summary: "Goes on: the waiting lot is published anew from its price, as a new run.", who: DESK, input: act, output: done, refuses: ["unknown_clock", "not_paused", "session_closed", ...HOST] }),
  configureClock: write({
    summary: "Changes a clock's settings from the next programme on.",
    who: DESK,
    input: act.extend({ settings: clockSettings }),
    output: done,
    refuses: ["unknown_clock", "out_of_bounds", "session_closed", ...HOST],
  }),
  skipLot: write({ summary: "Sends a lot to the end of its clock's queue.", who: DESK, input: lotAct, output: done, refuses: ["unknown_lot", "lot_gone", "not_running", "session_closed", ...HOST] }),
  withdrawLot: write({ summary: "Takes a lot, or what is left of it, off the clock for good.", who: DESK, input: lotAct, output: done, refuses: ["unknown_lot", "lot_gone", "session_closed", ...HOST] }),
  closeSession: write({
    summary: "Ends the session when no clock runs: what is unsold passes, the seed is revealed, the digest published.",
    who: DESK,
    input: z.object({ sessionId: id, reason: reason.default("收场") }),
    output: sessionView,
    refuses: ["session_not_open", "session_closed", "clocks_running", ...HOST],
  }),
  interventions: read({
    summary: "Every act of the desk with its reason, oldest first.",
    who: [...DESK, "auditor", "cashier"],
    input: z.object({ sessionId: id, ...page }),
    output: z.object({ interventions: z.array(interventionView), total: z.int() }),
    refuses: [],
  }),

  sessions: read({
    summary: "Sessions, newest first.",
    who: ["public", "internal"],
    input: z.object({ from: day.optional(), to: day.optional(), status: z.enum(SESSION_STATUSES).optional(), ...page }),
    output: z.object({ sessions: z.array(sessionRow), total: z.int(), can: z.array(z.string()) }),
    refuses: [],
  }),
  session: read({ summary: "One session: its rules, its clocks now, its totals.", who: ["public", "internal"], input: z.object({ sessionId: id }), output: sessionView, refuses: [] }),
  queue: read({
    summary: "The lots of a session with eighteen items of information each: running first, then in drawn or announced order.",
    who: ["public", "internal"],
    input: z.object({ sessionId: id, clock: clockIndex.optional(), ...page }),
    output: z.object({ entries: z.array(queueEntry), total: z.int() }),
    refuses: [],
  }),
  board: read({
    summary: "What a public wall shows: the clocks, the lot on each, the latest awards without names, the totals.",
    who: ["public"],
    input: z.object({ sessionId: id.optional() }),
    output: z.object({
      session: sessionRow.nullable(), sessionTime: z.int().nullable(), totals: totalsView.nullable(),
      clocks: z.array(clockView.omit({ can: true }).extend({ entry: queueEntry.nullable(), next: z.array(queueEntry) })),
      awards: z.array(z.object({ clock: z.int(), lotId: id, lotNo: z.string(), itemZh: z.string(), itemEn: z.string(), grade: z.string().nullable(), unit: z.string(), price: z.int(), quantity: z.int(), at: z.string() })),
    }),
    refuses: [],
  }),
  lotReplay: read({
    summary: "Everything that happened to one lot, losing presses included, without names.",
    who: ["public", "internal"],
    input: z.object({ sessionId: id, lotId: id }),
    output: z.object({ entry: queueEntry, steps: z.array(replayStep), truncated: z.boolean() }),
    refuses: ["not_run_yet"],
  }),
  journal: read({
    summary: "The journal of a closed session, line by line; `hualian verify` re-derives every award from it.",
    who: ["public", "internal"],
    input: z.object({ sessionId: id, from: z.int().min(0).default(0), limit: z.int().min(1).max(5_000).default(1_000) }),
    output: z.object({ lines: z.array(z.string()), total: z.int(), next: z.int().nullable(), digest: z.string() }),
    refuses: ["session_not_closed"],
  }),
  chain: read({
    summary: "The published chain of a closed session's group hashes, against which a receipt is checked.",
    who: ["public", "internal"],
    input: z.object({ sessionId: id, from: z.int().min(0).default(0), limit: z.int().min(1).max(5_000).default(1_000) }),
    output: z.object({ links: z.array(z.object({ n: z.int(), root: z.string(), eventsHash: z.string(), hash: z.string() })), total: z.int(), next: z.int().nullable(), digest: z.string() }),
    refuses: ["session_not_closed"],
  }),
  lotResults: read({
    summary: "How my lots did in a session.",
    who: ["grower"],
    input: z.object({ sessionId: id, ...page }),
    output: z.object({ entries: z.array(queueEntry), total: z.int() }),
    refuses: [],
  }),

  joinSession: write({
    summary: "Takes a seat at an open session; the free credit, or the smaller daily limit, is held for it.",
    who: BUYERS,
    input: z.object({ sessionId: id, workplaceId: id.nullable().default(null) }),
    output: seatView,
    refuses: ["session_not_open", "session_closed", "no_credit", "daily_limit_used", "unknown_workplace", "suspended"],
  }),
  seats: read({
    summary: "My seats at a session with what I may still spend.",
    who: BUYERS,
    input: z.object({ sessionId: id }),
    output: z.object({ seats: z.array(seatView), can: z.array(z.string()) }),
    refuses: [],
  }),
  placeLimits: write({
    summary: "Places limit orders, up to a whole list at once; each is accepted or refused by name.",
    who: BUYERS,
    input: z.object({
      sessionId: id, workplaceId: id.nullable().default(null),
      orders: z.array(z.object({ lotId: id, price, quantity, pressId })).min(1).max(MAX_LIMIT_ORDERS_PER_CALL),
    }),
    output: z.object({ orders: z.array(z.object({ lotId: id, pressId, accepted: z.boolean(), refusal: z.string().nullable() })) }),
    refuses: ["no_seat", "too_many_limit_orders", ...HOST],
  }),
  cancelLimit: write({
    summary: "Takes a limit order back before it fires.",
    who: BUYERS,
    input: z.object({ sessionId: id, lotId: id, workplaceId: id.nullable().default(null) }),
    output: z.object({ cancelled: z.boolean() }),
    refuses: ["no_seat", "unknown_limit", ...HOST],
  }),
  limits: read({
    summary: "My limit orders.",
    who: BUYERS,
    input: z.object({ sessionId: id, ...page }),
    output: z.object({ limits: z.array(limitView), total: z.int() }),
    refuses: [],
  }),
  giveLimits: giving("The lots of a session with a column for limits; the buyer's own that wait stand in it.", BUYERS, { sessionId: id }),
  readLimits: read({
    summary: "Reads such a table, or any with lot, limit and quantity (.xlsx, .xls, CSV), as text; nothing is placed.",
    who: BUYERS,
    input: z.object({ base64: z.string().min(16).max(MAX_LIMIT_SHEET) }),
    output: z.object({ lines: z.array(z.object({ lot: z.string(), limit: z.string(), quantity: z.string() })) }),
    refuses: EXCHANGE_REFUSALS,
  }),
  giveWins: giving("What I bought on the clock.", BUYERS, { sessionId: id.optional(), businessDate: day.optional() }),
  giveSessions: giving("Sessions, newest first.", ["public"], {}),
  giveLots: giving("The lots of a session with what became of them.", ["public"], { sessionId: id, clock: clockIndex.optional() }),
  wins: read({
    summary: "What I bought on the clock.",
    who: BUYERS,
    input: z.object({ sessionId: id.optional(), businessDate: day.optional(), ...page }),
    output: z.object({ wins: z.array(winView), total: z.int(), value: z.int() }),
    refuses: [],
  }),
  presses: read({
    summary: "My presses that counted, won or lost, newest first.",
    who: BUYERS,
    input: z.object({ sessionId: id, ...page }),
    output: z.object({ presses: z.array(pressView), total: z.int() }),
    refuses: [],
  }),
  receipt: read({
    summary: "The receipt of one of my presses: proof that it stands in the journal, to be checked against the published chain.",
    who: BUYERS,
    input: z.object({ sessionId: id, pressId }),
    output: z.object({
      session: id, buyer: z.int(), pressId: z.int(), n: z.int(), index: z.int(), count: z.int(), input: z.string(), path: z.array(z.string()),
      eventsHash: z.string(), prev: z.string(), hash: z.string(),
    }),
    refuses: [],
  }),
  workplaces: read({
    summary: "The workplaces of my firm and the daily limit of each.",
    who: BUYERS,
    input: z.object({}),
    output: z.object({ workplaces: z.array(workplaceView), total: z.int(), dailyLimit: z.int().nullable(), usedToday: z.int(), currency: z.string(), can: z.array(z.string()) }),
    refuses: [],
  }),
  saveWorkplace: write({
    summary: "Adds a workplace or changes its name, daily limit or standing; an owner's right.",
    who: BUYERS,
    input: z.object({ workplaceId: id.optional(), name: z.string().trim().min(1).max(40), dailyLimit: z.int().min(0).max(MAX_DAILY_LIMIT), active: z.boolean().default(true) }),
    output: workplaceView,
    refuses: ["owners_only", "name_taken", "too_many_workplaces"],
  }),
  stuckAwards: read({
    summary: "Awards of a session that the books refused, and what was done about each.",
    who: ["operator", "auctioneer", "cashier", "auditor"],
    input: z.object({ sessionId: id }),
    output: z.object({ awards: z.array(stuckAward) }),
    refuses: [],
  }),
  settleAward: write({
    summary: "Settles an award that could not be booked: books it now, as the clock decided it, or gives its stock back. Once, with a reason.",
    who: ["operator"],
    input: z.object({ sessionId: id, entryId: id, run: z.int().min(0).max(MAX_RUN), deed: z.enum(["book", "release"]), reason: z.string().trim().min(2).max(300) }),
    output: z.object({ deed: z.enum(["book", "release"]) }),
    refuses: ["award_settled"],
  }),
  setDailyLimit: write({
    summary: "Sets how much the whole firm may buy on the clock in a day, or lifts that limit; an owner's right.",
    who: BUYERS,
    input: z.object({ dailyLimit: z.int().min(0).max(MAX_DAILY_LIMIT).nullable() }),
    output: z.object({ dailyLimit: z.int().nullable() }),
    refuses: ["owners_only"],
  }),
}, {
  sessionPlanned: z.object({ sessionId: id, businessDate: day, title: z.string(), commitment: z.string() }),
  sessionOpened: z.object({ sessionId: id, businessDate: day }),
  sessionCancelled: z.object({ sessionId: id, reason: z.string() }),
  sessionClosed: z.object({ sessionId: id, businessDate: day, digest: z.string(), groups: z.int(), offered: z.int(), sold: z.int(), passed: z.int(), withdrawn: z.int(), value: z.int(), currency: z.string() }),
  lotQueued: z.object({ sessionId: id, entryId: id, lotId: id, clock: z.int(), quantity: z.int(), startPrice: z.int(), stepValue: z.int(), floorPrice: z.int() }),
  lotDequeued: z.object({ sessionId: id, entryId: id, lotId: id, reason: z.string() }),
  lotAwarded: z.object({ sessionId: id, lotId: id, run: z.int(), price: z.int(), quantity: z.int(), saleId: id }),
  /** The award stands in the journal but could not be booked; somebody has to look at it. */
  awardStuck: z.object({ sessionId: id, lotId: id, run: z.int(), problem: z.string() }),
  awardSettled: z.object({ sessionId: id, lotId: id, run: z.int(), deed: z.enum(["book", "release"]), reason: z.string() }),
  /** What was not sold goes to its next channel; `reason` is floor_reached, session_closed or the desk's words. */
  lotPassed: z.object({ sessionId: id, lotId: id, quantity: z.int(), reason: z.string(), nextChannel: z.enum(NEXT_CHANNELS) }),
  lotWithdrawn: z.object({ sessionId: id, lotId: id, quantity: z.int(), reason: z.string() }),
  /** The clock side must take note: a seat, an allowance or a lot was added to an open session. */
  seatChanged: z.object({ sessionId: id, seatId: id }),
  workplaceChanged: z.object({ partyId: id, workplaceId: id.nullable(), dailyLimit: z.int().nullable() }),
});

export type ProgrammeView = z.infer<typeof programmeView>;
export type SessionView = z.infer<typeof sessionView>;
export type SeatView = z.infer<typeof seatView>;
