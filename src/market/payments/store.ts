import type { ColumnType, Generated, Selectable } from "kysely";
import type { KernelNouns } from "../../kernel/nouns.ts";
import type { Alarm, RailName, State } from "./rules.ts";

export interface PaymentTables {
  "payments.instruction": {
    id: string; no: string; rail: RailName; kind: "payout" | "debit"; subject: "statement" | "advance"; subject_id: string; subject_no: string; business_date: string; party_id: string;
    name: string; bank_name: string; bank_account: string; amount: number; currency: string; made_at: Date; made_by: string;
    state: Generated<State>; external_no: Generated<string>; failure: string | null; done_at: Date | null; next_at: Date | null; tries: Generated<number>; silent: Generated<number>; cancel_asked: Generated<boolean>;
  };
  "payments.said": {
    id: Generated<string>; instruction_id: string | null; no: string; at: Date; via: Via; state: string; amount: number | null; currency: string | null; external_no: string; reason: string; effect: "changed" | "nothing" | "repeated" | "alarm";
  };
  "payments.nonce": { key_id: string; nonce: string; at: Date };
  "payments.alarm": { id: string; instruction_id: string | null; no: string; at: Date; kind: Alarm; amount: number | null; detail: string; settled_at: Date | null; settled_by: string | null; note: string | null };
}
export type Via = "submit" | "poll" | "cancel" | "callback" | "cashier";

/** Whether the market is a demonstration, and its currency. Only read here. */
interface MarketSettings {
  "kernel.market": { demo: ColumnType<boolean, never, never>; currency: ColumnType<string, never, never> };
}
export type Tables = PaymentTables & KernelNouns & MarketSettings;
export type Instruction = Selectable<PaymentTables["payments.instruction"]>;
