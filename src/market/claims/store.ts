import type { ColumnType, Generated, Selectable } from "kysely";
import type { KernelNouns } from "../../kernel/nouns.ts";
import type { Ask, Channel, Fault, Grade, Outcome, QualityClass, State } from "./rules.ts";

export interface ClaimTables {
  "claims.terms": { id: Generated<number>; at: Date; settings: string; reason: string; account_id: string | null; account_name: string };
  "claims.counter": { business_date: string; last: number };
  "claims.claim": {
    id: string; no: string;
    sale_id: string; sale_at: Date; sale_date: string; channel: Channel; lot_id: string; lot_no: string; item_id: string; grade: Grade | null; grower_id: string; buyer_id: string;
    quantity: number; unit: string; price: number; gross: number; currency: string;
    filed_at: Date; filed_on: string; filed_by: string | null; filed_name: string; settings: string; units: number; fault: Fault; text: string; box_label: string;
    ask: Ask; ask_amount: number; ask_grade: Grade | null;
    state: State; due_at: Date | null; escalated_at: Generated<Date | null>; offered: Generated<number | null>;
    ruling: Generated<"refund" | "regrade" | "return" | "reject" | null>; ruling_amount: Generated<number>; ruling_grade: Generated<Grade | null>; ruling_goods: Generated<"returned" | "written_off" | null>; ruling_reason: Generated<string>;
    ruled_by: Generated<string | null>; ruled_name: Generated<string | null>; ruled_at: Generated<Date | null>; confirmed_by: Generated<string | null>;
    outcome: Generated<Outcome | null>; outcome_amount: Generated<number>; closed_at: Generated<Date | null>; money_date: Generated<string | null>;
  };
  "claims.photo": { claim_id: string; seq: number; photo_id: string; by: "buyer" | "grower"; taken_at: Date; place: string; lat_e6: number | null; lon_e6: number | null };
  "claims.temperature": { claim_id: string; at: Date; centi: number };
  "claims.step": {
    claim_id: string; seq: number; at: Date; kind: StepKind; by: Side; account_id: string | null; account_name: string; text: string; amount: number | null; grade: string | null; outcome: Outcome | null;
  };
  "claims.sale": {
    sale_id: string; at: Date; business_date: string; channel: Channel; lot_id: string; lot_no: string; item_id: string; grade: Grade | null; grower_id: string; buyer_id: string;
    quantity: number; unit: string; price: number; gross: number; currency: string; reversed: Generated<boolean>;
  };
  "claims.published": { grower_id: string; class: QualityClass; share: number; sold: number; claimed: number; published_on: string; at: Date };
}

export type Side = "buyer" | "grower" | "market" | "deadline";
export type StepKind = "filed" | "accepted" | "offered" | "contested" | "offer_taken" | "offer_refused" | "silence_accepted" | "silence_judged" | "silence_took"
  | "ruled" | "sent_back" | "confirmed" | "escalated" | "withdrawn" | "void";
/** The market's currency, in which the levy is kept. Only read here. */
interface MarketSettings {
  "kernel.market": { currency: ColumnType<string, never, never> };
}
export type Tables = ClaimTables & KernelNouns & MarketSettings;
export type Claim = Selectable<ClaimTables["claims.claim"]>;
