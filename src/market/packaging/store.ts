import type { ColumnType, Generated, Selectable } from "kysely";
import type { KernelNouns } from "../../kernel/nouns.ts";
import type { Act, Charge, Family, HandOverState, Place } from "./rules.ts";

export interface PackagingTables {
  "packaging.kind": { id: string; code: string; zh: string; en: string; family: Family; numbered: boolean; asset_type: Generated<number>; fee_code: string | null; overdue_days: number; created_at: Date };
  "packaging.kind_value": { kind_id: string; valid_from: string; deposit: number; replacement: number; currency: string; reason: string; at: Date; account_id: string | null; account_name: string };
  "packaging.counter": { business_date: string; last: number };
  "packaging.movement": {
    id: string; seq: Generated<number>; no: string; at: Date; business_date: string; kind_id: string; act: Act; quantity: number;
    from_place: Place; from_party: string | null; to_place: Place; to_party: string | null; reason: string; lot_id: string | null;
    deposit_taken: number; deposit_back: number; charge_rule: Charge; charge: number; currency: string; money_date: string | null; account_id: string | null; account_name: string;
  };
  "packaging.balance": { kind_id: string; place: Place; party_id: string | null; quantity: number };
  "packaging.layer": { id: string; movement_id: string; party_id: string; kind_id: string; seq: Generated<number>; since: string; quantity: number; deposit: number; by_fee: boolean; left_over: number };
  "packaging.layer_use": { layer_id: string; movement_id: string; quantity: number };
  "packaging.piece": { no: string; kind_id: string; serial: number; place: Place; party_id: string | null; since: string };
  "packaging.movement_piece": { movement_id: string; piece_no: string };
  "packaging.photo": { movement_id: string; seq: number; photo_id: string };
  "packaging.hand_over": {
    id: string; no: string; at: Date; kind_id: string; quantity: number; numbers: string[]; from_party: string; to_party: string; note: string; by_name: string;
    state: HandOverState; decided_at: Generated<Date | null>; decided_name: Generated<string | null>; movement_id: Generated<string | null>;
  };
  "packaging.question": {
    id: string; movement_id: string; party_id: string; at: Date; text: string; by_name: string; answer: Generated<string | null>; answered_at: Generated<Date | null>; answered_by: Generated<string | null>; answered_name: Generated<string | null>;
  };
  "packaging.reminder": { id: string; party_id: string; kind_id: string; at: Date; business_date: string; quantity: number; oldest_days: number; account_name: string };
  "packaging.recount": { kind_id: string; place: Place; party_id: string | null; quantity: number };
}
/** The one setting of the market that is asked for here. */
interface MarketCurrency {
  "kernel.market": { currency: ColumnType<string, never, never> };
}
export type Tables = PackagingTables & KernelNouns & MarketCurrency;
export type Kind = Selectable<PackagingTables["packaging.kind"]>;
export type Movement = Selectable<PackagingTables["packaging.movement"]>;
