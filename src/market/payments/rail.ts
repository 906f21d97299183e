import type { Envelope, EnvelopeFault } from "../../engines/signing/envelope.ts";
import type { RailName, Said } from "./rules.ts";

/** What is to be paid, or collected; no more than a payer needs to know. */
export interface Order {
  /** Ours, unique for ever: whoever gets it twice does it once. */
  readonly no: string;
  readonly kind: "payout" | "debit";
  readonly amount: number;
  readonly currency: string;
  readonly name: string;
  readonly bankName: string;
  readonly bankAccount: string;
  readonly purpose: string;
}
/** An order in the form it goes out in. */
export interface Prepared {
  readonly no: string;
  readonly text: string;
}
/** What came back; or nothing that could be believed. */
export type Answer = Said | { readonly no: string; readonly state: "no_answer"; readonly problem: string };
export type Callback = { readonly ok: true; readonly said: Said } | { readonly ok: false; readonly fault: EnvelopeFault | "unreadable" | "no_callbacks" };

/**
 * A way by which money is moved by somebody who may: a bank or a licensed payer. The market instructs and never holds the
 * money. Each of these may be called again for the same number; the number is what makes a repetition harmless.
 */
export interface PaymentRail {
  readonly name: RailName;
  /** True when no money moves at all. */
  readonly simulated: boolean;
  /** Whether the runner talks to it; a bank's file is carried by a person and answered by one. */
  readonly online: boolean;
  prepare(order: Order): Prepared;
  submit(prepared: Prepared): Promise<Answer>;
  poll(no: string): Promise<Answer>;
  callback(envelope: Envelope, nowSeconds: number): Callback;
  cancel(no: string): Promise<Answer>;
}
