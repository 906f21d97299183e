import type { Generated } from "kysely";
import type { DAY_COUNTINGS } from "../../engines/calendar/due.ts";
import type { WAYS } from "./money-views.ts";
import type { Side } from "./rules.ts";

export type Way = (typeof WAYS)[number];

/** Tables of terms, advances, handovers to a payer, and corrections. */
export interface MoneyTables {
  "settlement.term": {
    id: Generated<string>; party_id: string | null; side: Side; kind: "days" | "month_end" | "market"; days: number; counting: (typeof DAY_COUNTINGS)[number]; way: Way;
    valid_from: string; reason: string; at: Date; account_id: string | null; account_name: string;
  };
  "settlement.bank_day": { day: string; open: boolean; note: string; at: Date; account_name: string };
  "settlement.money_rule": {
    id: Generated<string>; valid_from: string; advance_share: number; advance_after_minutes: number; correction_limit: number; reason: string; at: Date; account_id: string | null; account_name: string;
  };
  "settlement.advance": {
    id: string; no: string; at: Date; business_date: string; party_id: string; currency: string; amount: number; booked: number; most: number; share: number; way: Way; transfer_id: string;
    state: Generated<"open" | "paid" | "failed">; done_at: Date | null; reference: Generated<string>; failure: string | null; posting_set_id: string | null; back_transfer_id: string | null;
    account_id: string | null; account_name: string;
  };
  "settlement.handover": { id: string; statement_id: string; at: Date; simulated: boolean; ended_at: Date | null; failure: string | null };
  "settlement.correction": {
    id: string; no: string; at: Date; proposed_on: string; payer_id: string | null; payer_side: Side | null; payee_id: string | null; payee_side: Side | null; amount: number; currency: string; reason: string;
    corrects: string | null; limit_at: Generated<number>; needs_second: Generated<boolean>; state: Generated<"proposed" | "confirmed" | "rejected">;
    proposed_by: string; proposed_name: string; decided_at: Date | null; decided_by: string | null; decided_name: string | null; business_date: string | null; transfer_id: string | null;
  };
}
