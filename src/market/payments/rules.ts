/** What is true of payment instructions: their states, what an answer does to one, and how long one waits for the next try. */

export const RAILS = ["bank_file", "licensed", "simulator"] as const;
export type RailName = (typeof RAILS)[number];
/** prepared: written down, perhaps sent, no answer yet · submitted: the payer has it · paid, failed: its one outcome. */
export const STATES = ["prepared", "submitted", "paid", "failed"] as const;
export type State = (typeof STATES)[number];
export const isOpen = (state: State): boolean => state === "prepared" || state === "submitted";

export const SAID_STATES = ["accepted", "paid", "failed", "cancelled", "unknown"] as const;
export type SaidState = (typeof SAID_STATES)[number];
/** What a payer says about one instruction. An amount it names must be the one that was asked. */
export interface Said {
  readonly no: string;
  readonly state: SaidState;
  readonly externalNo: string;
  readonly amount: number | null;
  readonly currency: string | null;
  readonly reason: string;
}

export const ALARMS = ["wrong_amount", "paid_after_failure", "failed_after_payment", "no_answer", "unknown_instruction"] as const;
export type Alarm = (typeof ALARMS)[number];
export interface Judgement {
  /** The state to go to, or null when nothing changes. */
  readonly to: State | null;
  readonly alarm: Alarm | null;
  readonly repeated: boolean;
}

/**
 * What an answer does, whatever order answers come in. An instruction has one outcome: an answer that contradicts it moves
 * nothing and is shown to a person. `accepted` after the outcome is an answer that was overtaken and means nothing.
 */
export function judge(instruction: { readonly state: State; readonly amount: number; readonly currency: string }, said: Pick<Said, "state" | "amount" | "currency">): Judgement {
  const { state } = instruction;
  if ((said.amount !== null && said.amount !== instruction.amount) || (said.currency !== null && said.currency !== instruction.currency)) return { to: null, alarm: "wrong_amount", repeated: false };
  if (said.state === "paid") {
    // Somebody who says "paid" says how much; silence about the amount is no proof.
    if (said.amount === null) return { to: null, alarm: "wrong_amount", repeated: false };
    return isOpen(state) ? { to: "paid", alarm: null, repeated: false } : state === "paid" ? { to: null, alarm: null, repeated: true } : { to: null, alarm: "paid_after_failure", repeated: false };
  }
  if (said.state === "failed" || said.state === "cancelled") {
    return isOpen(state) ? { to: "failed", alarm: null, repeated: false } : state === "failed" ? { to: null, alarm: null, repeated: true } : { to: null, alarm: "failed_after_payment", repeated: false };
  }
  return { to: said.state === "accepted" && state === "prepared" ? "submitted" : null, alarm: null, repeated: false };
}

const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 3_600_000;
/** After so many tries without any answer a person is told; the tries go on, once an hour. */
export const MAX_SILENT_TRIES = 8;
/** 5 s, 10 s, 20 s … at most an hour, after the n-th try (n from 1). */
export const waitAfter = (tries: number): number => Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(20, Math.max(0, tries - 1)));

/** A message is believed for so long before and after its time; its nonce is remembered for twice as long. */
export const WINDOW_SECONDS = 300;
export const NONCE_KEPT_MS = 2 * WINDOW_SECONDS * 1_000;
export const MAX_BODY_CHARS = 8_000;
/** So many instructions are handed to the payer in one look; the rest follow at the next. */
export const MAX_PER_LOOK = 50;

/** Shows the last four digits only. */
export const maskAccount = (account: string): string => `••••${account.slice(-4)}`;
