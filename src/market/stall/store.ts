import type { ColumnType, Generated, Selectable } from "kysely";
import type { KernelNouns } from "../../kernel/nouns.ts";
import type { ArrivalKind, Method, Right } from "./rules.ts";

type Json = ColumnType<unknown, string, never>;
interface Signed {
  account_id: string | null;
  account_name: string;
  at: Date;
}

export interface StallTables {
  "stall.stall": { id: string; party_id: string; hall: string; number: string; name: string; open: Generated<boolean>; created_at: Date };
  "stall.walk_in": { one: Generated<boolean>; party_id: string };
  "stall.helper": {
    stall_id: string; account_id: string; name: string; role: Right; may_credit: boolean; may_count_up: boolean; allowance_max: number; return_max: number; active: boolean; at: Date;
  };
  "stall.floor": { stall_id: string; item_id: string; price: number };
  "stall.customer": {
    id: string; stall_id: string; party_id: string; nickname: string; group_name: string; phone_tail: string; pinyin: string; initials: string; note: string; created_at: Date; last_at: Date | null;
  };
  "stall.last_price": { stall_id: string; party_id: string; item_id: string; price: number; per: string; pot_price: number | null; written: string; at: Date };
  "stall.arrival": Signed & { lot_id: string; arrival_id: string | null; stall_id: string; item_id: string; kind: ArrivalKind; purchase_price: number | null; source: string; sale_id: string | null };
  "stall.purchase": {
    sale_id: string; party_id: string; lot_id: string; lot_no: string; item_id: string; channel: string; business_date: string; quantity: number; unit: string; price: number; reversed: Generated<boolean>;
  };
  "stall.bill_counter": { stall_id: string; business_date: string; last: number };
  "stall.closing": Signed & {
    id: string; stall_id: string; n: number; business_date: string; opening_cash: number; bills: number; sold: number; returns: number; returned: number; credit_given: number; credit_paid: number; note: string;
  };
  "stall.closing_line": { closing_id: string; method: Method; expected: number; counted: number; reason: string };
  "stall.bill": {
    id: string; stall_id: string; no: string; seq: number; offline_no: string; business_date: string; made_on: string; made_at: Date; received_at: Date; customer_id: string | null; party_id: string;
    currency: string; total: number; total_now: number; paid: number; state: Generated<"open" | "void">; note: string; content: string; account_id: string | null; account_name: string; closing_id: Generated<string | null>;
  };
  "stall.line": {
    bill_id: string; n: number; item_id: string; lot_no: string | null; written: string; quantity: number; unit: string; price: number; per: string; pot_price: number | null; pots: number; lump: boolean;
    total: number; quantity_now: number; total_now: number;
  };
  "stall.line_sale": { sale_id: string; bill_id: string; n: number; round: number; lot_id: string; lot_no: string; quantity: number; price: number; reversal_id: string | null };
  "stall.change": Signed & {
    id: string; bill_id: string; stall_id: string; kind: "return" | "void"; amount: number; goods: "returned" | "written_off"; lines: Json; reason: string; closing_id: Generated<string | null>;
  };
  "stall.payment": Signed & {
    id: string; seq: Generated<number>; stall_id: string; party_id: string; customer_id: string | null; bill_id: string | null; change_id: string | null; method: Method; amount: number; business_date: string; memo: string; receipt_id: string;
    closing_id: Generated<string | null>;
  };
  "stall.opening": Signed & { customer_id: string; stall_id: string; party_id: string; amount: number; since: string; receipt_id: string };
  "stall.dropped": Signed & { bill_id: string; stall_id: string; reason: string; bill: Json };
}

export type Tables = StallTables & KernelNouns;
export type BillRow = Selectable<StallTables["stall.bill"]>;
export type LineRow = Selectable<StallTables["stall.line"]>;
export type StallRow = Selectable<StallTables["stall.stall"]>;
export type CustomerRow = Selectable<StallTables["stall.customer"]>;
