import type { Generated } from "kysely";

export interface LotTables {
  "kernel.lot": {
    id: string;
    no: string;
    item_id: string;
    grower_id: string;
    business_date: string;
    unit: string;
    declared: number;
    grade: "A" | "B" | "C" | "D" | "E" | null;
    floor_price: number | null;
    pot_extra: boolean;
    photo_id: string | null;
    note: string;
    attributes: string;
    status: "declared" | "received" | "offered" | "closed" | "cancelled";
    parent_id: string | null;
    on_hand: Generated<number>;
    held: Generated<number>;
    created_at: Date;
  };
  "kernel.lot_movement": {
    id: Generated<number>;
    lot_id: string;
    kind: string;
    quantity: number;
    cause: string;
    cause_id: string;
    reason: string;
    account_id: string | null;
    at: Date;
  };
  "kernel.lot_counter": { business_date: string; last: number };
}
