import type { ColumnType, Generated, Selectable } from "kysely";
import type { KernelNouns } from "../../kernel/nouns.ts";
import type { Frequency, WITHHELD } from "./contract.ts";
import type { Measures } from "./measures.ts";

export type WithheldCode = (typeof WITHHELD)[number];
/** '' stands for no grade, and for every channel but the stalls, so that both can be part of a key. */
export type GradeKey = "" | "A" | "B" | "C" | "D" | "E";
export type VenueKey = "" | "stall";

interface PeriodKey {
  frequency: Frequency;
  period: string;
  edition: number;
}
interface CellKey extends PeriodKey {
  item_id: string;
  grade: GradeKey;
  venue: VenueKey;
}

export interface IndexTables {
  "index.period": PeriodKey & { from_day: string; to_day: string; fixed_at: Date; reason: string; digest: string };
  "index.record": CellKey & { business_date: string; seller_id: string; quantity: number; value: number; deals: number; inside: boolean };
  "index.cell": CellKey & { code: string; category: string; quantity: number; value: number; sellers: number };
  "index.series": { group_code: string; frequency: Frequency; base_period: string; formula: "ccdi"; splice: string; window_length: number; first_window: number; method_version: string; begun_at: Date };
  "index.publication": {
    group_code: string; frequency: Frequency; period: string; vintage: number; at: Date; reason: string; by_name: string; method_version: string; withheld: WithheldCode | null; value: number | null; previous: string | null;
    measures: ColumnType<Measures, string, never>; rows: number; digest: string;
  };
  "index.alarm": { id: Generated<number>; group_code: string; frequency: Frequency; period: string; seller_id: string; value: number; without: number | null; raised_at: Date };
  "index.alarm_note": { alarm_id: number; note: string; by_name: string; at: Date };
  "index.basket": { id: Generated<number>; valid_from: string; source: string; weights: ColumnType<{ category: string; ppm: number }[], string, never>; by_name: string; at: Date };
}

export type Tables = IndexTables & KernelNouns;
export type Publication = Selectable<IndexTables["index.publication"]>;
export type SeriesRow = Selectable<IndexTables["index.series"]>;
export type CellRow = Selectable<IndexTables["index.cell"]>;
