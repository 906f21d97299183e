import type { DealSummary } from "../../engines/recorded-day/figures.ts";
import { meanWithinRange } from "../../engines/recorded-day/figures.ts";
import type { RecordedRow } from "./recorded-row.ts";

/** One line of the sheet: a recorded row beside what the replay made of it. Prices in the file's own currency, per unit. */
export interface SheetLine {
  readonly item: string;
  readonly variety: string;
  readonly grade: string;
  /** The unit's word in the file. */
  readonly unit: string;
  readonly unitsRecorded: number;
  readonly unitsSold: number;
  readonly minRecorded: number;
  readonly meanRecorded: number;
  readonly maxRecorded: number;
  /** Null when nothing was sold. The mean is rounded to hundredths. */
  readonly min: number | null;
  readonly mean: number | null;
  readonly max: number | null;
  /** Which day and market the line belongs to, as several may be replayed in one call. */
  readonly date: string;
  readonly market: string;
}

/** `sold` is what the market's own books say was sold of this row, never what was planned. */
export function sheetLine(row: RecordedRow, sold: DealSummary): SheetLine {
  return {
    item: row.item,
    variety: row.variety,
    grade: row.grade,
    unit: row.unit,
    unitsRecorded: row.volume,
    unitsSold: sold.units,
    minRecorded: row.min,
    meanRecorded: row.mean,
    maxRecorded: row.max,
    min: sold.min,
    mean: sold.mean === null ? null : Math.round(sold.mean * 100) / 100,
    max: sold.max,
    date: row.date,
    market: row.market,
  };
}

export const MEAN_TOLERANCE = 0.03;
/** Smaller rows may miss the mean by more: few units cannot be split finely. */
export const MEAN_TOLERANCE_FROM_UNITS = 50;

export type SheetFault = "units-differ" | "below-recorded-min" | "above-recorded-max" | "mean-off";

/**
 * Where a line breaks the promise of the replay: volumes exact, prices within the recorded range, mean within 3 % from
 * 50 units. A row recorded with a mean outside its range is held to its mean only.
 */
export function sheetFaults(line: SheetLine): SheetFault[] {
  const faults: SheetFault[] = [];
  if (line.unitsSold !== line.unitsRecorded) faults.push("units-differ");
  const recorded = { volume: line.unitsRecorded, min: line.minRecorded, mean: line.meanRecorded, max: line.maxRecorded };
  const possible = meanWithinRange(recorded);
  if (possible && line.min !== null && line.min < line.minRecorded) faults.push("below-recorded-min");
  if (possible && line.max !== null && line.max > line.maxRecorded) faults.push("above-recorded-max");
  if (line.unitsRecorded >= MEAN_TOLERANCE_FROM_UNITS && meanError(line) > MEAN_TOLERANCE) faults.push("mean-off");
  return faults;
}

/** Relative distance of the replayed mean from the recorded one; 1 when nothing was sold. */
export function meanError(line: SheetLine): number {
  return line.mean === null ? 1 : Math.abs(line.mean - line.meanRecorded) / line.meanRecorded;
}
