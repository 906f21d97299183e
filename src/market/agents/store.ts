import type { ColumnType, Generated, Selectable } from "kysely";
import type { KernelNouns } from "../../kernel/nouns.ts";
import type { Grade, Priority, Share } from "./rules.ts";

export interface AgentTables {
  "agents.client": {
    id: string; agent_id: string; party_id: string; name: string; pinyin: string; initials: string; phone_tail: string; town: string; note: string; hides_suppliers: boolean; came: "contact" | "party"; created_at: Date; link_digest: Generated<Buffer | null>;
  };
  "agents.setting": { agent_id: string; by_rule: boolean; share: Share };
  "agents.terms": { id: Generated<number>; agent_id: string; client_id: string | null; from_day: string; commission: string; rebate: string; reason: string; at: Date; account_id: string | null; account_name: string };
  "agents.counter": { business_date: string; last: number };
  "agents.list": {
    id: string; no: string; agent_id: string; client_id: string; given_at: Date; given_on: string; wanted_on: string; given_by: Side; account_id: string | null; account_name: string; source: string; note: string; commission: string;
    closed_at: Generated<Date | null>; closed_name: Generated<string | null>; close_reason: Generated<string>;
  };
  "agents.line": {
    id: string; list_id: string; place: number; said: string; item_id: string | null; spec: string; substitute: boolean; grade: Grade | null; written: string; quantity: number; unit: string; limit_price: number | null; priority: Priority;
    state: Generated<"open" | "closed">; filled: Generated<number>; goods: Generated<number>; closed_at: Generated<Date | null>; closed_by: Generated<Side | null>; close_reason: Generated<string>;
  };
  "agents.purchase": {
    sale_id: string; at: Date; business_date: string; channel: string; lot_id: string; lot_no: string; item_id: string; grade: Grade | null; seller_id: string; agent_id: string; quantity: number; unit: string; price: number; currency: string; money: string;
    allocated: Generated<number>; refund_left: Generated<number>; reversed: Generated<boolean>;
  };
  "agents.fill": {
    id: string; line_id: string; sale_id: string; units: number; price: number; goods: number; at: Date; on_day: string; filled_by: "rule" | "hand"; account_name: string; charge_id: string; refunded: Generated<number>;
    back_at: Generated<Date | null>; back_on: Generated<string | null>; back_why: Generated<"moved" | "reversed" | null>; back_name: Generated<string | null>; back_reason: Generated<string>;
  };
  "agents.refund": { id: string; fill_id: string; claim_id: string | null; at: Date; on_day: string; amount: number; charge_id: string };
  "agents.commission": { line_id: string; n: number; at: Date; on_day: string; goods: number; units: number; computed: number; amount: number; charge_id: string };
  "agents.rebate": { client_id: string; month: string; n: number; at: Date; on_day: string; goods: number; computed: number; amount: number; charge_id: string | null };
  "agents.payment": { id: string; client_id: string; at: Date; on_day: string; amount: number; method: string; memo: string; account_name: string; receipt_id: string };
  "agents.entry": { client_id: Read<string>; at: Read<Date>; on_day: Read<string>; kind: Read<EntryKind>; amount: Read<number>; line_id: Read<string | null>; fill_id: Read<string | null>; memo: Read<string> };
}

type Read<T> = ColumnType<T, never, never>;
export type Side = "client" | "agent";
export type EntryKind = "goods" | "moved" | "reversed" | "refund" | "commission" | "rebate" | "payment";
/** The market's name and currency. Only read here. */
interface MarketSettings {
  "kernel.market": { currency: Read<string>; name_zh: Read<string>; name_en: Read<string>; demo: Read<boolean> };
}
export type Tables = AgentTables & KernelNouns & MarketSettings;
export type ClientRow = Selectable<AgentTables["agents.client"]>;
export type ListRow = Selectable<AgentTables["agents.list"]>;
export type LineRow = Selectable<AgentTables["agents.line"]>;
export type PurchaseRow = Selectable<AgentTables["agents.purchase"]>;
export type FillRow = Selectable<AgentTables["agents.fill"]>;
