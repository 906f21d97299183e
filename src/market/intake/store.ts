import type { ColumnType } from "kysely";
import type { KernelNouns } from "../../kernel/nouns.ts";

interface By {
  account_id: string | null;
  account_name: string;
  at: Date;
}

export interface IntakeTables {
  "intake.declaration": By & { lot_id: string; planned_on: string; written: string; declared_as: "grower" | "delegate" | "staff" | "system" };
  "intake.arrival": By & { lot_id: string; declared: number; counted: number; reason: string };
  "intake.recount": By & { lot_id: string; seq: number; before: number; counted: number; reason: string };
  "intake.grading": By & {
    lot_id: string;
    seq: number;
    grade: "A" | "B" | "C" | "D" | "E";
    attributes: string;
    defects: string[];
    photo_id: string | null;
    reason: string;
  };
  "intake.refusal": By & { lot_id: string; quantity: number; reason: string };
  "intake.sale": {
    sale_id: string;
    lot_id: string;
    at: Date;
    business_date: string;
    channel: string;
    quantity: number;
    price: number;
    gross: number;
    currency: string;
  };
  "intake.passing": { event_id: number; lot_id: string; quantity: number; reason: string; next_channel: string; at: Date };
}

/** The market's currency, which every price of this module is in. Only read here. */
interface MarketSettings {
  "kernel.market": { currency: ColumnType<string, never, never> };
}

export type Tables = IntakeTables & KernelNouns & MarketSettings;
