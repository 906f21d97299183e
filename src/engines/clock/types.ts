/**
 * The nouns of the descending clock. Everything here is plain data.
 *
 * Units: times are integer milliseconds since the session's epoch (the host's own clock, passed in);
 * prices are integer minor units of the session's currency per sales unit; quantities are integer sales units.
 * Clocks, lots and buyers are known to the engine by dense integer indexes, in the order they were added.
 */

export const MAX_CLOCKS = 32;
export const MAX_LOTS = 1_000_000;
export const MAX_BUYERS = 100_000;
export const MAX_QUANTITY = 1_000_000;
export const MAX_PRICE = 100_000_000;
export const MAX_STEPS = 100_000;
export const MIN_STEP_MS = 20;
export const MAX_STEP_MS = 2_000;
export const MAX_HOLD_MS = 400;
export const MAX_GRACE_MS = 600_000;
/** Twelve days of session time: every time and doubled response time stays a 31-bit integer. */
export const MAX_T = 0x3fff_ffff;

/** How one clock runs. Published with the session; a change takes effect with the next programme. */
export interface ClockSettings {
  readonly name: string;
  /** Milliseconds each price step stands on the screen. 20–2000. */
  readonly stepMs: number;
  /** Hold window after the first press, 0–400 ms. */
  readonly holdMs: number;
  /** How far before its arrival minus the buyer's measured delay a press may claim to have happened (0–1000 ms). */
  readonly marginMs: number;
  /** Pause between the decision and the next run's T0, so that every screen has the next programme. */
  readonly graceMs: number;
  /** Remainder restarts at last price + this many steps. */
  readonly restartSteps: number;
  /** A remainder below this many sales units goes to the winner with his press. 0 switches the rule off. */
  readonly takeAllBelow: number;
  /** On the same step a live press beats a limit order. */
  readonly liveBeforeLimit: boolean;
  /** Lots without a representative photograph run last. */
  readonly photolessLast: boolean;
}

export const DEFAULT_CLOCK_SETTINGS: ClockSettings = {
  name: "",
  stepMs: 40,
  holdMs: 250,
  marginMs: 50,
  graceMs: 1_000,
  restartSteps: 10,
  takeAllBelow: 0,
  liveBeforeLimit: true,
  photolessLast: true,
};

/** What is fixed when the session opens; the header of its journal. */
export interface SessionConfig {
  readonly id: string;
  /** ISO 4217 code of the currency whose minor unit all prices are in. */
  readonly currency: string;
  /** Hex SHA-256 of the secret seed, published before any lot is announced. */
  readonly seedCommitment: string;
  /** The most one-way delay any buyer is credited with; also how long the last step's presses are waited for. 0–2000 ms. */
  readonly maxDelayMs: number;
  /** How far after its own arrival a press may claim to have happened before it is refused (screen clock error). 0–1000 ms. */
  readonly futureToleranceMs: number;
  readonly clocks: readonly ClockSettings[];
}

export const DEFAULT_MAX_DELAY_MS = 200;
export const DEFAULT_FUTURE_TOLERANCE_MS = 20;

/** Where a lot goes when the clock did not sell it. */
export const NEXT_CHANNELS = ["direct_stock", "later_round", "presale_next_day", "return_to_grower", "compost"] as const;
export type NextChannel = (typeof NEXT_CHANNELS)[number];

/** Why a lot passed. */
export const PASS_REASONS = ["floor_reached", "session_closed"] as const;
export type PassReason = (typeof PASS_REASONS)[number];

/** One lot in the queue of a clock. */
export interface LotEntry {
  readonly id: string;
  readonly sellerId: string;
  /** Sales units offered. 1–1,000,000. */
  readonly quantity: number;
  /** The fewest sales units one press may take (raised to this if asked for less). */
  readonly minPress: number;
  readonly startPrice: number;
  /** Price drop per step, > 0. */
  readonly stepValue: number;
  /** The lowest price that may be pressed, ≥ 1; once the last step is over unpressed, the lot has passed. */
  readonly floorPrice: number;
  readonly hasPhoto: boolean;
  readonly nextChannel: NextChannel;
}

/** What may be corrected before a lot's first run; a missing field stays. */
export interface LotCorrection {
  readonly quantity?: number;
  readonly minPress?: number;
  readonly startPrice?: number;
  readonly floorPrice?: number;
}

/** A live press. `tau` and `delay` are milliseconds. */
export interface PressInput {
  readonly kind: "press";
  /** Arrival at the host. */
  readonly t: number;
  readonly clock: number;
  readonly lot: number;
  readonly run: number;
  readonly buyer: number;
  /** Milliseconds after T0 on the buyer's synchronised screen clock. */
  readonly tau: number;
  readonly quantity: number;
  /** One-way uplink delay of this buyer as the host measured it; credited up to `maxDelayMs`. */
  readonly delay: number;
  /** Chosen by the buyer's screen, roughly increasing (ms since 1970 × 1000 + counter); the same id is answered once. */
  readonly pressId: number;
}

/** Every act of the auctioneer's desk names who did it and why. */
export interface ByWhom {
  readonly actor: string;
  readonly reason: string;
}

interface ClockAct<K extends string> extends ByWhom {
  readonly kind: K;
  readonly t: number;
  readonly clock: number;
}

interface LotAct<K extends string> extends ByWhom {
  readonly kind: K;
  readonly t: number;
  readonly lot: number;
}

interface SessionAct<K extends string> extends ByWhom {
  readonly kind: K;
  readonly t: number;
}

export type DeskInput =
  | ClockAct<"startClock">
  | ClockAct<"pause">
  | ClockAct<"resume">
  | (ClockAct<"configure"> & { readonly settings: ClockSettings })
  | LotAct<"skip">
  | LotAct<"withdraw">
  | (LotAct<"correct"> & { readonly change: LotCorrection })
  | SessionAct<"rerun">
  | SessionAct<"close">;

/** All a session can be told. `t` never decreases from one input to the next. */
export type SessionInput =
  | PressInput
  | DeskInput
  | { readonly kind: "open"; readonly t: number }
  /** Says that nothing earlier than `t` is still to come; happens to no one. */
  | { readonly kind: "advance"; readonly t: number }
  /** `payer` is the index of an earlier buyer whose limit is charged as well (a workplace of that buyer), or −1. */
  | { readonly kind: "addBuyer"; readonly t: number; readonly id: string; readonly creditLimit: number; readonly payer: number }
  | { readonly kind: "setCredit"; readonly t: number; readonly buyer: number; readonly creditLimit: number }
  | { readonly kind: "addLot"; readonly t: number; readonly clock: number; readonly lot: LotEntry }
  | {
      readonly kind: "placeLimit";
      readonly t: number;
      readonly lot: number;
      readonly buyer: number;
      readonly price: number;
      readonly quantity: number;
      /** From the same series as the buyer's press ids. */
      readonly pressId: number;
    }
  | { readonly kind: "cancelLimit"; readonly t: number; readonly lot: number; readonly buyer: number };

/** Every kind of input; the position is its code in the journal: append only, never reorder. */
export const INPUT_KINDS = [
  "open",
  "advance",
  "addBuyer",
  "setCredit",
  "addLot",
  "startClock",
  "press",
  "placeLimit",
  "cancelLimit",
  "pause",
  "resume",
  "skip",
  "withdraw",
  "correct",
  "configure",
  "rerun",
  "close",
] as const satisfies readonly SessionInput["kind"][];
export type InputKind = SessionInput["kind"];

/** Why a press or a limit order was not accepted. The answer 0 means accepted; answer n means PRESS_REFUSALS[n − 1]. */
export const PRESS_REFUSALS = [
  "session_closed",
  "bad_press",
  "unknown_clock",
  "unknown_buyer",
  "stale_press",
  "unknown_run",
  "old_run",
  "too_late",
  "paused",
  "before_start",
  "step_not_shown",
  "past_floor",
  "already_pressed",
  "over_credit",
  "unknown_lot",
  "lot_gone",
  "below_floor",
  "limit_exists",
  "unknown_limit",
] as const;
export type PressRefusal = (typeof PRESS_REFUSALS)[number];

/** Why an act of the desk was not carried out. */
export const DESK_REFUSALS = [
  "session_not_open",
  "session_closed",
  "bad_input",
  "unknown_clock",
  "unknown_lot",
  "unknown_buyer",
  "duplicate_id",
  "too_many",
  "clock_started",
  "no_lots",
  "not_running",
  "already_paused",
  "not_paused",
  "lot_gone",
  "run_started",
  "clocks_running",
] as const;
export type DeskRefusal = (typeof DESK_REFUSALS)[number];

/** How a limit order left the book without being filled. */
export const LIMIT_ENDS = ["by_buyer", "lot_gone"] as const;
export type LimitEnd = (typeof LIMIT_ENDS)[number];
