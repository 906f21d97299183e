import type { Generated, Selectable } from "kysely";
import type { KernelNouns } from "../../kernel/nouns.ts";

export interface GuidanceTables {
  "guidance.cost_sheet": {
    grower_id: string; item_id: string; version: Generated<number>; seedling: number; pot: number; medium: number; labour: number; other: number; heat: number; place: number; grow_weeks: number; heated_weeks: number; pots_per_square_metre: number; loss_permille: number;
    own_price: number | null; usual_a_week: number | null; spread_permille: number | null; salvage_permille: number; changed_at: Date;
  };
  "guidance.arrival": {
    id: string; species_id: string; unit: string; week: string; units: number; origin: string; source: string; at: Date; account_id: string | null; account_name: string; withdrawn_at: Date | null; withdrawn_by: string | null; demo: Generated<boolean>;
  };
  "guidance.assumption": { species_id: string; elasticity_permille: number; cost_permille: number; cost_spread_permille: number; headroom_permille: number; source: string; at: Date; account_name: string };
}
/** Its own tables, and kernel nouns to read. */
export type Tables = GuidanceTables & KernelNouns;
export type CostRow = Selectable<GuidanceTables["guidance.cost_sheet"]>;
