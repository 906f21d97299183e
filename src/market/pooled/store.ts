import type { ColumnType, Generated, Selectable } from "kysely";
import type { KernelNouns } from "../../kernel/nouns.ts";
import type { AnswerState, FaultKind, Grade, ParcelState, PromiseSource, PromiseState, Rule, State } from "./rules.ts";

/** Written as text, read as what it is. */
type Json<T> = ColumnType<T, string, string>;
type MaybeJson = ColumnType<unknown, string | null | undefined, string | null>;

export interface PooledTables {
  "pooled.counter": { business_date: string; last: number };
  "pooled.pooled_order": {
    id: string; no: string; state: Generated<State>; title: string; enterprise_id: string; hub_id: string | null; made_by: "enterprise" | "hub"; currency: string; rule: Rule; terms: Json<unknown>; deposit: Generated<number>;
    round: Generated<number>; answer_by: Generated<Date | null>; created_at: Date; account_id: string | null; account_name: string; asked_at: Generated<Date | null>; published_at: Generated<Date | null>; allocated_at: Generated<Date | null>;
    over_at: Generated<Date | null>; over_reason: Generated<string>; stuck_at: Generated<Date | null>; stuck_what: Generated<"" | "sheet" | "drop">; stuck_why: Generated<string>;
  };
  "pooled.drop": {
    id: string; order_id: string; line: number; n: number; item_id: string; unit: string; due_on: string; place: string; ordered: number; quantity: number; price: Generated<number | null>; price_made: MaybeJson;
    state: Generated<"open" | "settled">; consent_asked: Generated<number | null>; consent_reason: Generated<string>; settled_on: Generated<string | null>;
  };
  "pooled.invitation": {
    id: string; order_id: string; drop_id: string; round: number; grower_id: string; available: number; quota: number; excluded: Generated<string>; basis: Json<unknown>; why: MaybeJson; state: Generated<AnswerState>;
    accepted: Generated<number | null>; extra: Generated<number>; ask: Generated<number | null>; answered_at: Generated<Date | null>; account_id: Generated<string | null>; account_name: Generated<string>; delegate: Generated<boolean>; instead_id: Generated<string | null>;
  };
  "pooled.run": { id: string; order_id: string; seq: number; kind: "allocation" | "reallocation"; round: number; input: Json<unknown>; output: Json<unknown>; hash: string; previous: string | null; signature: string; public_key: string; made_at: Date; account_name: string };
  "pooled.signing_key": { public_key: string; since: Date };
  "pooled.promise": {
    id: string; order_id: string; drop_id: string; grower_id: string; source: PromiseSource; run_id: string | null; quantity: number; withdrawn: Generated<number>; withdrawn_late: Generated<number>; not_taken: Generated<number>; defaulted: Generated<number>; state: Generated<PromiseState>;
    price: number | null; why: MaybeJson; deposit: Generated<number>; batches: Json<unknown>; made_at: Date; instead_id: Generated<string | null>;
  };
  "pooled.step": { order_id: string; seq: number; at: Date; kind: string; account_id: string | null; account_name: string; text: string; quantity: number | null; amount: number | null };
  "pooled.charge": { id: string; order_id: string; drop_id: string | null; party_id: string; kind: "deposit" | "deposit_back" | "deposit_forfeit" | "margin" | "freight"; amount: number; transfer_id: string; at: Date; business_date: string };
  "pooled.collection": { id: string; no: string; on_day: string; leaves_at: Date; plate: string; driver: string; capacity: number; freight: Generated<number>; split: Generated<"units" | "km">; state: Generated<"planned" | "done" | "cancelled">; account_name: string; at: Date };
  "pooled.shipment": { id: string; no: string; order_id: string; drop_id: string; plate: string; driver: string; account_name: string; shipped_at: Date; received_at: Generated<Date | null>; refused: Generated<number>; reason: Generated<string> };
  "pooled.parcel": {
    id: string; promise_id: string; lot_id: string; announced: number; state: Generated<ParcelState>; slot_at: Date | null; collection_id: Generated<string | null>; announced_at: Date; account_id: string | null; account_name: string; delegate: boolean;
    counted: Generated<number | null>; accepted: Generated<number>; rejected: Generated<number>; surplus: Generated<number>; own_lot: Generated<boolean>; km: Generated<number | null>; freight: Generated<number>; received_on: Generated<string | null>; grade: Generated<Grade | null>; inspection: MaybeJson; photo_id: Generated<string | null>; inspected_at: Generated<Date | null>;
    inspector_id: Generated<string | null>; inspector_name: Generated<string>; price: Generated<number | null>; shipment_id: Generated<string | null>; sale_id: Generated<string | null>; taken_back_on: Generated<string | null>;
  };
  "pooled.fault": {
    id: string; place: Generated<number>; order_id: string; drop_id: string; grower_id: string | null; promise_id: string | null; kind: FaultKind; units: number; price: number; percent: number; amount: number; transfer_id: string | null; text: Generated<string>;
    waive_reason: Generated<string>; waived_by: Generated<string | null>; waive_transfer_id: Generated<string | null>; account_id: string | null; at: Date; business_date: string;
  };
}
/** The market's name and currency, which papers say. Only read here. */
interface MarketSettings {
  "kernel.market": { currency: ColumnType<string, never, never>; name_zh: ColumnType<string, never, never>; name_en: ColumnType<string, never, never>; demo: ColumnType<boolean, never, never> };
}
/** Its own tables, and kernel nouns to read. */
export type Tables = PooledTables & KernelNouns & MarketSettings;
export type Order = Selectable<PooledTables["pooled.pooled_order"]>;
export type DropRow = Selectable<PooledTables["pooled.drop"]>;
export type Invitation = Selectable<PooledTables["pooled.invitation"]>;
export type Run = Selectable<PooledTables["pooled.run"]>;
export type Promise_ = Selectable<PooledTables["pooled.promise"]>;
export type Parcel = Selectable<PooledTables["pooled.parcel"]>;
export type Fault = Selectable<PooledTables["pooled.fault"]>;
export type Charge = Selectable<PooledTables["pooled.charge"]>;
export type Collection = Selectable<PooledTables["pooled.collection"]>;
export type Shipment = Selectable<PooledTables["pooled.shipment"]>;
