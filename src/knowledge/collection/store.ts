import type { ColumnType, Generated } from "kysely";
import type { CollectionUnit, CollectionChannel, Side, Status } from "../../engines/collection/standard.ts";
import type { KernelNouns } from "../../kernel/nouns.ts";

type GradeKey = "A" | "B" | "C" | "D" | "E";

export interface CollectionTables {
  "collection.source": { code: string; kind: "file" | "point"; name_zh: string; name_en: string; currency: string };
  "collection.market": { source: string; name: string; side: Generated<Side> };
  "collection.series": {
    id: Generated<number>;
    source: string;
    key: string;
    market: string;
    species: string;
    variety: string;
    grade: string;
    category: string;
    pot_cm: number | null;
    pack: string;
    unit: CollectionUnit | null;
    stems: number | null;
    channel: CollectionChannel;
    currency: string;
    item_id: string | null;
    item_grade: GradeKey | null;
    mapped_stems: number | null;
  };
  "collection.mapping": { source: string; species: string; variety: string; item_id: string; stems: number | null };
  "collection.grade_mapping": { source: string; grade: string; item_grade: GradeKey };
  "collection.batch": {
    id: Generated<number>;
    source: string;
    kind: "file" | "entry" | "desk";
    name: string;
    sha256: string | null;
    by_id: string | null;
    by_name: string;
    at: Date;
    rows: number;
    accepted: number;
    missing: number;
    named: number;
    duplicates: number;
    added: Generated<number>;
    corrected: Generated<number>;
    unchanged: Generated<number>;
    outliers: Generated<number>;
    from_date: string | null;
    to_date: string | null;
  };
  "collection.problem": { batch_id: number; row: number; column_name: string; value: string; reason: string };
  "collection.observation": {
    series_id: number;
    business_date: string;
    version: Generated<number>;
    superseded: Generated<boolean>;
    outlier: Generated<boolean>;
    status: ColumnType<Status, Status, never>;
    quantity: ColumnType<number | null, number | null, never>;
    min: ColumnType<number | null, number | null, never>;
    max: ColumnType<number | null, number | null, never>;
    mean: ColumnType<number | null, number | null, never>;
    problem: ColumnType<string | null, string | null, never>;
    reason: ColumnType<string | null, string | null, never>;
    batch_id: ColumnType<number, number, never>;
    row: ColumnType<number | null, number | null, never>;
  };
  "collection.staged": { series: number; business_date: string; status: Status; quantity: number | null; min: number | null; max: number | null; mean: number | null; problem: string | null; reason: string | null; row: number };
  "collection.staged_series": {
    number: number; key: string; market: string; species: string; variety: string; grade: string; category: string; pot_cm: number | null; pack: string; unit: string | null; stems: number | null; channel: string; currency: string;
  };
  "collection.point": { code: string; side: Side; channel: CollectionChannel; active: Generated<boolean> };
  "collection.point_line": { code: string; n: number; item_id: string; grade: GradeKey | null; unit: CollectionUnit; stems: number | null };
  "collection.collector": { code: string; account_id: string };
  "collection.own_sale": {
    sale_id: string;
    business_date: string;
    item_id: string;
    grade: string;
    seller_id: string;
    buyer_id: string;
    channel: string;
    quantity: number;
    price: number;
    currency: string;
    reversed: Generated<boolean>;
  };
}

export type Tables = CollectionTables & KernelNouns;
