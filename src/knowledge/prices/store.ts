import type { ColumnType, Generated } from "kysely";
import type { KernelNouns } from "../../kernel/nouns.ts";

/** '' stands for a lot without a grade, so that the grade can be part of a key. */
export type GradeKey = "" | "A" | "B" | "C" | "D" | "E";
/** '' stands for every channel but the stalls. */
export type VenueKey = "" | "stall";

export interface PriceTables {
  "prices.deal": {
    sale_id: string;
    business_date: string;
    item_id: string;
    grade: GradeKey;
    lot_id: string;
    seller_id: string;
    at: Date;
    channel: string;
    quantity: number;
    price: number;
    currency: string;
    reversed: Generated<boolean>;
    venue: ColumnType<VenueKey, never, never>;
  };
  "prices.leftover": {
    business_date: string;
    lot_id: string;
    item_id: string;
    grade: GradeKey;
    passed: number;
    sold_after: Generated<number>;
    unsold: Generated<number>;
    reason: string;
  };
  "prices.line": { business_date: string; item_id: string; grade: GradeKey; venue: VenueKey; deals: number; sold: number; value: number; unsold: number };
  "prices.day": { business_date: string; currency: string | null; updated_at: Date; complete: Generated<boolean> };
}

export type Tables = PriceTables & KernelNouns;
