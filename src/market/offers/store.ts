import type { ColumnType, Generated } from "kysely";
import type { KernelNouns } from "../../kernel/nouns.ts";
import type { Level, LineKind, PurchaseLineState, PurchaseState } from "./rules.ts";

type Derived<T> = { [K in keyof T]: ColumnType<T[K], never, never> };

export interface OffersTables {
  "offers.setting": { only_one: Generated<boolean>; presale_share: number; presale_opens: number; presale_closes: number; reserve_minutes: number; confirm_hours: number };
  "offers.counter": { kind: string; business_date: string; last: number };
  "offers.customer_group": { id: string; grower_id: string; name: string; created_at: Date };
  "offers.group_member": { group_id: string; buyer_id: string };
  "offers.request": {
    id: string; no: string; buyer_id: string; item_id: string | null; spec: string; written: string; quantity: number; unit: string; filled: Generated<number>; wanted_on: string;
    price: number | null; currency: string; note: string; state: Generated<"open" | "filled" | "cancelled" | "expired">; until_at: Date; created_at: Date; account_name: string;
  };
  "offers.line": {
    id: string; kind: LineKind; grower_id: string; item_id: string; price: number; currency: string; quantity: number; taken: Generated<number>; min_quantity: number; share: number | null;
    presale_lot: string | null; sale_day: string | null; from_at: Date; until_at: Date; buyer_id: string | null; group_id: string | null; request_id: string | null; by_hand: boolean;
    note: string; state: Generated<"open" | "ended">; created_at: Date; changed_at: Date; account_name: string;
  };
  "offers.backing": { line_id: string; lot_id: string; place: number };
  "offers.price_step": { line_id: string; group_id: string | null; level: Level; price: number };
  "offers.purchase": {
    id: string; no: string | null; buyer_id: string; currency: string; state: Generated<PurchaseState>; started_at: Date; expires_at: Date | null; placed_at: Date | null;
    account_id: string | null; account_name: string; note: Generated<string>; credit_held: Generated<number>; credit_moves: Generated<number>;
  };
  "offers.purchase_line": {
    id: string; purchase_id: string; place: number; line_id: string; kind: LineKind; grower_id: string; item_id: string; written: string; ordered: number; quantity: number;
    cut: Generated<number>; price: number; level: Level; group_price: boolean; state: PurchaseLineState; answer_by: Date | null; business_date: string | null; reason: Generated<string>; changed_at: Date;
  };
  "offers.part": { id: string; purchase_line_id: string; lot_id: string; quantity: number; state: "promised" | "held" | "sold" | "released" | "cut"; sale_id: string | null };
  "offers.lot_left": Derived<{ lot_id: string; item_id: string; grower_id: string; status: string; stock: number }>;
  "offers.line_left": Derived<{ line_id: string; stock: number }>;
}

/** The market's currency and local time. Only read here. */
interface MarketSettings {
  "kernel.market": Derived<{ currency: string; utc_offset_minutes: number; cutover_hour: number; name_zh: string; name_en: string; demo: boolean }>;
}

export type Tables = OffersTables & KernelNouns & MarketSettings;
