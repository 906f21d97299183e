import { sql, type Selectable, type SqlBool } from "kysely";
import type { Tx } from "../../kernel/machinery/module.ts";
import type { ObservationView } from "./contract.ts";
import type { CollectionTables, Tables } from "./store.ts";
import type { Batch } from "./ingest.ts";

/** Observations with their series and item, ready to be narrowed down. */
export const observationRows = (tx: Tx<Tables>) =>
  tx.selectFrom("collection.observation as o").innerJoin("collection.series as s", "s.id", "o.series_id").innerJoin("collection.market as k", (join) => join.onRef("k.source", "=", "s.source").onRef("k.name", "=", "s.market"))
    .leftJoin("kernel.trade_item as i", "i.id", "s.item_id");

export const OBSERVATION_COLUMNS = [
  "o.series_id", "s.source", "s.market", "k.side", "o.business_date", "o.version", "s.species", "s.variety", "s.grade", "s.pot_cm", "s.pack", "s.unit", "s.stems", "s.mapped_stems", "s.channel", "s.item_id", "i.zh", "i.en",
  "s.currency", "o.quantity", "o.min", "o.max", "o.mean", "o.status", "o.problem", "o.outlier", "o.reason", "o.batch_id", "o.row",
] as const;

type Series = Selectable<CollectionTables["collection.series"]>;
type Observation = Selectable<CollectionTables["collection.observation"]>;
export type ObservationRow = Pick<Series, "source" | "market" | "species" | "variety" | "grade" | "pot_cm" | "pack" | "unit" | "stems" | "mapped_stems" | "channel" | "item_id" | "currency"> &
  Omit<Observation, "superseded"> & { readonly side: "origin" | "destination"; readonly zh: string | null; readonly en: string | null };

/** What a file that says no unit counts in: the Korean day files call everything 속. */
export const UNSAID_UNIT = "bunch";

export const observationOf = (row: ObservationRow): ObservationView => ({
  seriesId: row.series_id, source: row.source, market: row.market, side: row.side, businessDate: row.business_date, version: row.version,
  species: row.species, variety: row.variety, grade: row.grade, potCm: row.pot_cm, pack: row.pack, unit: row.unit ?? UNSAID_UNIT, stems: row.stems ?? row.mapped_stems, channel: row.channel,
  itemId: row.item_id, itemZh: row.zh, itemEn: row.en, currency: row.currency, quantity: row.quantity, min: row.min, max: row.max, mean: row.mean,
  status: row.status, problem: row.problem, outlier: row.outlier, reason: row.reason, batchId: row.batch_id, row: row.row,
});

/** Counts in statistics: the latest version, kept, and no outlier without a reason. */
export const countsNow = sql<SqlBool>`o.status = 'kept' and not o.superseded and not (o.outlier and o.reason is null)`;

export const batchOf = (row: Selectable<CollectionTables["collection.batch"]>): Batch => ({
  id: row.id, source: row.source, kind: row.kind, name: row.name, sha256: row.sha256, by: row.by_name, at: row.at.toISOString(), rows: row.rows, accepted: row.accepted, missing: row.missing, named: row.named,
  duplicates: row.duplicates, added: row.added, corrected: row.corrected, unchanged: row.unchanged, outliers: row.outliers, from: row.from_date, to: row.to_date,
});

export const searched = (query: string): string => query.trim().toLowerCase().replaceAll(/[%_\\]/g, "");
