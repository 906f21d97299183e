/**
 * A table that is given to the public, and what every form of it says of itself. The forms (CSV with a Frictionless
 * descriptor, JSON, SDMX-JSON) are made from this one table, so they cannot disagree.
 */

export interface Name {
  readonly zh: string;
  readonly en: string;
}
/** `decimal` is exact and is written as a number in CSV; `period` is a day or an ISO week. */
export type ColumnType = "string" | "integer" | "decimal" | "date" | "period" | "boolean";
/** Part of the key, a measured value, or something said about a value or its key. */
export type ColumnRole = "dimension" | "measure" | "attribute";

export interface DatasetColumn {
  readonly name: string;
  readonly type: ColumnType;
  readonly role: ColumnRole;
  readonly title: Name;
  readonly description: Name;
  /** The codes it may hold, where there is a list. */
  readonly codes?: readonly { readonly id: string; readonly name: Name }[];
}

export interface DatasetShape {
  /** Lower-case letters: part of the address. */
  readonly id: string;
  readonly title: Name;
  readonly description: Name;
  /** Stated rules in both languages, one sentence a line. */
  readonly method: readonly Name[];
  readonly columns: readonly DatasetColumn[];
  /** Counts up when a column changes its meaning. */
  readonly version: string;
}

/** Null is no value, never zero. Decimals come as text such as "20.88", so that no digit is lost. */
export type Cell = string | number | boolean | null;
export interface Dataset {
  readonly shape: DatasetShape;
  /** '2026-11-27', '2026-W48'. */
  readonly period: string;
  readonly publisher: Name;
  readonly demo: boolean;
  /** When the newest fact in it was heard (ISO 8601, UTC); null without any. */
  readonly vintage: string | null;
  readonly rows: readonly (readonly Cell[])[];
}

/** The licence under which the data is given; the market that publishes it stands for it. */
export const LICENCE = { name: "CC-BY-4.0", path: "https://creativecommons.org/licenses/by/4.0/", title: "Creative Commons Attribution 4.0 International" } as const;

/** Status of an observation, from the SDMX code list CL_OBS_STATUS. */
export const OBS_STATUS = [
  { id: "A", name: { zh: "正常", en: "Normal value" } },
  { id: "P", name: { zh: "暂定：尚未日结", en: "Provisional value" } },
  { id: "Q", name: { zh: "缺：不公布", en: "Missing value; suppressed" } },
  { id: "M", name: { zh: "缺：没有成交，不存在", en: "Missing value; data cannot exist" } },
] as const satisfies readonly { id: string; name: Name }[];
export type ObsStatus = (typeof OBS_STATUS)[number]["id"];

/** Throws RangeError when a row has another number of cells than there are columns: a shifted table is worse than none. */
export function checked(dataset: Dataset): Dataset {
  const wrong = dataset.rows.findIndex((row) => row.length !== dataset.shape.columns.length);
  if (wrong >= 0) throw new RangeError(`row ${wrong} of ${dataset.shape.id} has ${dataset.rows[wrong]!.length} cells for ${dataset.shape.columns.length} columns`);
  return dataset;
}
