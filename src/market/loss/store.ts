import type { ColumnType, Generated, Selectable } from "kysely";
import type { KernelNouns } from "../../kernel/nouns.ts";
import type { Grade, LossAct, LossState, PriceSource, Reason } from "./rules.ts";

export interface LossTables {
  "loss.terms": { id: Generated<number>; at: Date; settings: ColumnType<unknown, string, never>; reason: string; account_id: string | null; account_name: string };
  "loss.counter": { business_date: string; last: number };
  "loss.act": {
    id: string; no: string; at: Date; business_date: string; kind: LossAct; lot_id: string; lot_no: string; item_id: string; grower_id: string; unit: string; quantity: number; reason: Reason; text: string;
    price: number | null; price_source: PriceSource; value: number; currency: string; old_grade: Grade | null; new_grade: Grade | null; new_price: number | null; receiver_id: string | null; receiver: string | null;
    state: LossState; second: boolean; by_id: string | null; by_name: string; by_party: string | null; decided_at: Date | null; decided_on: string | null; decided_by: string | null; decided_name: string | null; child_id: string | null;
  };
  "loss.photo": { act_id: string; seq: number; photo_id: string };
  "loss.flow": { event_id: number; at: Date; business_date: string; lot_id: string; grower_id: string; item_id: string; kind: string; quantity: number; cause: string; cause_id: string; price: number | null };
  "loss.sold": { sale_id: string; at: Date; lot_id: string; item_id: string; channel: string; price: number; cause: string; cause_id: string; reversal_id: Generated<string | null> };
}
/** The one setting of the market that is asked for here. */
interface MarketCurrency {
  "kernel.market": { currency: ColumnType<string, never, never> };
}
export type Tables = LossTables & KernelNouns & MarketCurrency;
export type Act = Selectable<LossTables["loss.act"]>;
