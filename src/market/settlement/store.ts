import type { Generated } from "kysely";
import type { KernelNouns } from "../../kernel/nouns.ts";
import type { CHANNELS } from "./contract.ts";

export type DayState = "open" | "closing" | "closed" | "paid";

export interface SettlementTables {
  "settlement.day": {
    business_date: string;
    currency: string;
    state: Generated<DayState>;
    fee_sheet: string | null;
    closing_at: Date | null;
    closing_by: string | null;
    closed_at: Date | null;
    paid_at: Date | null;
  };
  "settlement.sale": {
    id: string;
    at: Date;
    business_date: string;
    channel: (typeof CHANNELS)[number];
    lot_id: string;
    lot_no: string;
    item_id: string;
    grade: "A" | "B" | "C" | "D" | "E" | null;
    grower_id: string;
    buyer_id: string;
    quantity: number;
    unit: string;
    price: number;
    gross: number;
    currency: string;
    cause: string;
    cause_id: string;
    posting_set_id: string;
  };
}

export type Tables = SettlementTables & KernelNouns;
