/** The fields of an observation as they leave a file, before prices are judged. */
import type { CollectionChannel, CollectionUnit } from "./standard.ts";
import type { Figures } from "./judge.ts";

/** What tells two series of prices apart. Texts are the source's own words, tidied. */
export interface SeriesKey {
  readonly market: string;
  readonly species: string;
  readonly variety: string;
  readonly grade: string;
  readonly potCm: number | null;
  readonly pack: string;
  /** Null where a file does not say; another file of the source may. */
  readonly unit: CollectionUnit | null;
  readonly stems: number | null;
  readonly channel: CollectionChannel;
  readonly currency: string;
  readonly category: string;
}

/** A row that is well written. */
export interface SourceRow extends Figures {
  /** As a spreadsheet numbers it. */
  readonly row: number;
  readonly series: SeriesKey;
  readonly businessDate: string;
  readonly reason: string | null;
}

/** A cell that cannot be read. Its row is not taken, and nothing of its file is. */
export interface BadCell {
  readonly row: number;
  readonly column: string;
  readonly value: string;
  readonly reason: string;
  readonly detail: string;
}

export const FIELDS = [
  "businessDate", "marketCode", "market", "category", "species", "variety", "grade", "potCm", "pack", "unit", "stems", "channel", "quantity", "mean", "min", "max", "currency", "reason",
] as const;
export type Field = (typeof FIELDS)[number];
