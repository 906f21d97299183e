/**
 * The live protocol, both directions, as plain JSON over one WebSocket at /live. A frame from the server is one
 * message or a list of messages; a frame from the client is one message. Times are milliseconds of the session's
 * own time unless said otherwise; prices and quantities as in the contract.
 */
import type { InputKind, NextChannel, PassReason, PressRefusal } from "../../engines/clock/types.ts";
import type { Programme } from "../../engines/clock/programme.ts";

export const LIVE_PATH = "/live";
/** Longest frame a client may send, in bytes. */
export const MAX_MESSAGE_BYTES = 512;

/** Why the live channel itself says no, before the clock is asked. */
export const LIVE_REFUSALS = [
  "bad_message", "not_watching", "no_seat", "too_fast", "busy", "reconnecting", "not_hosted", "unknown_session", "not_signed_in", "unknown_workplace", "own_lot",
] as const;
export type LiveRefusal = (typeof LIVE_REFUSALS)[number];

/** Codes with which a socket is closed. The client waits before coming back, longer after the limits. */
export const CLOSE = { shutdown: 1001, tooBig: 1009, tooManyHere: 4001, tooManyOfAccount: 4002, tooMany: 4003, slow: 4004, silent: 4005, noise: 4006, signedOut: 4007 } as const;

export type ClientMessage =
  /** Follow a session; with a seat to press from, if this party has one there (`workplaceId` null: the firm's own seat). */
  | { readonly k: "watch"; readonly session: string; readonly workplaceId?: string | null }
  /** `t`: the client's own clock, any origin. */
  | { readonly k: "ping"; readonly t: number }
  | { readonly k: "press"; readonly clock: number; readonly lot: number; readonly run: number; readonly tau: number; readonly quantity: number; readonly pressId: number };

/** `entryId` is the lot's place in the session's queue (`entryId` in the contract). */
export type WireProgramme = Programme & { readonly entryId: string };
/** An open hold window is shown to nobody: such a run looks like a running one until it is decided. */
export type ClockPhase = "idle" | "running" | "paused" | "finished";

export interface WireClock {
  readonly clock: number;
  readonly phase: ClockPhase;
  readonly programme: WireProgramme | null;
  /** Lots still to come. */
  readonly waiting: number;
}
export interface WireSeat {
  readonly seatId: string;
  readonly no: number;
  readonly allowance: number;
  readonly used: number;
  readonly held: number;
}
export interface WireWin {
  readonly clock: number;
  readonly lot: number;
  readonly run: number;
  readonly price: number;
  readonly quantity: number;
}

/** What everybody who watches a session is told. */
export type PublicMessage =
  | ({ readonly k: "programme" } & WireProgramme)
  /** Who won is told to the winner alone, except where the session shows seat numbers. */
  | { readonly k: "award"; readonly clock: number; readonly lot: number; readonly run: number; readonly step: number; readonly price: number; readonly quantity: number; readonly remaining: number; readonly seat?: number }
  | { readonly k: "sold"; readonly clock: number; readonly lot: number }
  | { readonly k: "passed"; readonly clock: number; readonly lot: number; readonly quantity: number; readonly reason: PassReason; readonly next: NextChannel }
  | { readonly k: "withdrawn"; readonly clock: number; readonly lot: number; readonly quantity: number; readonly reason: string }
  | { readonly k: "skipped"; readonly clock: number; readonly lot: number }
  | { readonly k: "corrected"; readonly clock: number; readonly lot: number; readonly quantity: number; readonly minPress: number; readonly startPrice: number; readonly floorPrice: number }
  | { readonly k: "paused"; readonly clock: number; readonly lot: number | null; readonly price: number }
  | { readonly k: "resumed"; readonly clock: number; readonly lot: number | null }
  | { readonly k: "order"; readonly clock: number; readonly lots: readonly number[] }
  | { readonly k: "lotAdded"; readonly clock: number; readonly lot: number; readonly entryId: string; readonly quantity: number }
  | { readonly k: "finished"; readonly clock: number }
  /** The run starts anew because the host was away; presses for the old run are void. */
  | { readonly k: "rerun"; readonly clock: number; readonly lot: number; readonly run: number }
  /** The desk (or the host itself) did something, and why. */
  | { readonly k: "desk"; readonly act: InputKind; readonly clock: number | null; readonly lot: number | null; readonly reason: string }
  /** The journal cannot be written at the moment: time stands still, presses are refused. `back` follows. */
  | { readonly k: "reconnecting" }
  | { readonly k: "back" }
  | { readonly k: "closed"; readonly offered: number; readonly sold: number; readonly passed: number; readonly withdrawn: number; readonly value: number };

/** What only the presser is told. `beatenBySteps`, `beatenByMs`: how much later he was than the winner. */
export type PrivateMessage =
  | { readonly k: "ack"; readonly clock: number; readonly lot: number; readonly run: number; readonly pressId: number; readonly step: number; readonly price: number; readonly quantity: number; readonly clipped: boolean }
  | { readonly k: "won"; readonly clock: number; readonly lot: number; readonly run: number; readonly step: number; readonly price: number; readonly quantity: number; readonly viaLimit: boolean }
  | { readonly k: "lost"; readonly clock: number; readonly lot: number; readonly run: number; readonly pressId: number; readonly beatenBySteps: number; readonly beatenByMs: number; readonly byDraw: boolean; readonly viaLimit: boolean }
  | {
      readonly k: "refused";
      readonly pressId: number;
      readonly code: PressRefusal | LiveRefusal;
      readonly clock?: number;
      readonly lot?: number;
      readonly run?: number;
      /** Only after `too_late`. */
      readonly beatenBySteps?: number;
      readonly beatenByMs?: number;
      readonly lateMs?: number;
    }
  /** A press sent again: the answer it got the first time. */
  | { readonly k: "repeated"; readonly pressId: number; readonly answer: "accepted" | PressRefusal }
  | { readonly k: "limit"; readonly lot: number; readonly pressId: number; readonly status: "placed" | "fired" | "refused" | "cancelled" | "ended"; readonly price?: number; readonly quantity?: number; readonly code?: PressRefusal }
  | ({ readonly k: "seat" } & WireSeat)
  | { readonly k: "pong"; readonly t: number; readonly s: number };

export type ServerMessage =
  | { readonly k: "hello"; readonly protocol: 1; readonly signedIn: boolean; readonly maxPressesPerSecond: number }
  | {
      readonly k: "snapshot";
      readonly session: string;
      readonly now: number;
      readonly stalled: boolean;
      readonly clocks: readonly WireClock[];
      readonly seat: WireSeat | null;
      readonly wins: readonly WireWin[];
    }
  | { readonly k: "error"; readonly code: LiveRefusal }
  | PublicMessage
  | PrivateMessage;
