import type { ColumnType, Generated, Selectable } from "kysely";
import type { KernelNouns } from "../../kernel/nouns.ts";
import type { CallState, DeviationKind, Grade, PartState, Side, State } from "./rules.ts";

/** Written as text, read as what it is. */
type Json<T> = ColumnType<T, string, string>;

export interface ContractTables {
  "contracts.counter": { business_date: string; last: number };
  "contracts.office": { uscc: string; name: string; at: Date; account_id: string | null; account_name: string };
  "contracts.contract": {
    id: string; no: string; state: Generated<State>; made_by: Side; seller_id: string; buyer_id: string; item_id: string; unit: string; currency: string;
    quantity: number; lower: number; upper: number; deposit_seller: number; deposit_buyer: number; starts_on: string | null; ends_on: string | null;
    terms: Json<unknown>; facts: ColumnType<unknown, string | null | undefined, string | null>; text: string | null; hash: string | null; seal: Generated<string | null>;
    created_at: Date; account_name: string; proposed_at: Generated<Date | null>; running_at: Generated<Date | null>; over_at: Generated<Date | null>; over_reason: Generated<string>;
    defaulted_side: Generated<Side | null>; end_asked_by: Generated<Side | null>; end_asked_why: Generated<string>; renews: string | null; stuck_at: Generated<Date | null>;
  };
  "contracts.signature": { contract_id: string; side: Side; hash: string; party_id: string; party_name: string; account_id: string; account_name: string; at: Date };
  "contracts.period": { contract_id: string; n: number; from_on: string; to_on: string; planned: number; lower: number; upper: number; closed_on: Generated<string | null> };
  "contracts.call_off": {
    id: string; contract_id: string; seq: number; period_n: number; due_on: string; written: string; asked: number; confirmed: Generated<number | null>; stands: number; state: Generated<CallState>;
    answer_by: Date; silent: Generated<boolean>; reason: Generated<string>; note: string; called_at: Date; account_name: string;
    price: Generated<number | null>; price_made: ColumnType<unknown, string | null | undefined, string>; not_taken: Generated<number>; problem: Generated<string | null>; closed_on: Generated<string | null>;
  };
  "contracts.part": { id: string; call_off_id: string; lot_id: string; quantity: number; state: PartState; held_on: string | null; sold_on: Generated<string | null>; grade: Generated<Grade | null>; sale_id: Generated<string | null>; at: Date };
  "contracts.deviation": {
    id: string; place: Generated<number>; contract_id: string; period_n: number; call_off_id: string | null; kind: DeviationKind; side: Side; units: number; price: number; percent: number; amount: number; transfer_id: string | null; at: Date; business_date: string;
  };
  "contracts.deposit": { contract_id: string; side: Side; kind: "put" | "back" | "forfeit"; amount: number; transfer_id: string; at: Date; business_date: string };
  "contracts.step": { contract_id: string; seq: number; at: Date; kind: string; side: Side | "market" | "deadline"; account_id: string | null; account_name: string; text: string; quantity: number | null; amount: number | null };
}
/** The market's name and currency, which the text says. Only read here. */
interface MarketSettings {
  "kernel.market": { currency: ColumnType<string, never, never>; name_zh: ColumnType<string, never, never>; name_en: ColumnType<string, never, never>; demo: ColumnType<boolean, never, never> };
}
/** Its own tables, and kernel nouns to read. */
export type Tables = ContractTables & KernelNouns & MarketSettings;
export type Contract = Selectable<ContractTables["contracts.contract"]>;
export type CallOff = Selectable<ContractTables["contracts.call_off"]>;
export type Part = Selectable<ContractTables["contracts.part"]>;
export type Period = Selectable<ContractTables["contracts.period"]>;
export type Signature = Selectable<ContractTables["contracts.signature"]>;
