import { RECORDED_CURRENCY } from "./recorded-row.ts";
import type { Problem } from "./problem.ts";
import type { FileReport, Recording } from "./read.ts";
import { type SheetFault, type SheetLine, sheetFaults } from "./sheet.ts";

/** What `hualian replay --json` prints. */
export interface ReplayResult {
  /** Recorded rows replayed. */
  readonly rows: number;
  readonly unitsOffered: number;
  readonly unitsSold: number;
  readonly unitsPassed: number;
  /** Turnover in whole `currency`. */
  readonly value: number;
  readonly ledgerBalanced: boolean;
  readonly journalVerified: boolean;
  readonly seconds: number;
  readonly sheet: readonly SheetLine[];
  readonly currency: string;
  readonly seed: string;
  /** Rows found in two of the files and replayed once. */
  readonly duplicates: number;
  readonly files: readonly FileReport[];
  readonly warnings: number;
  readonly errors: number;
  readonly problems: readonly Problem[];
}

/** What the books of the replayed day say. */
export interface ReplayedDay {
  readonly unitsOffered: number;
  readonly unitsPassed: number;
  readonly value: number;
  readonly ledgerBalanced: boolean;
  readonly journalVerified: boolean;
  readonly seconds: number;
  readonly seed: string;
  readonly sheet: readonly SheetLine[];
}

export function replayResult(recording: Recording, day: ReplayedDay): ReplayResult {
  return {
    rows: recording.rows.length,
    unitsOffered: day.unitsOffered,
    unitsSold: day.sheet.reduce((sum, line) => sum + line.unitsSold, 0),
    unitsPassed: day.unitsPassed,
    value: day.value,
    ledgerBalanced: day.ledgerBalanced,
    journalVerified: day.journalVerified,
    seconds: Math.round(day.seconds * 1000) / 1000,
    sheet: day.sheet,
    currency: RECORDED_CURRENCY.code,
    seed: day.seed,
    duplicates: recording.duplicates,
    files: recording.files,
    warnings: recording.problemCounts.warning,
    errors: recording.problemCounts.error,
    problems: recording.problems,
  };
}

/** Every promise kept: the command ends with success only then. */
export function replayFaults(result: ReplayResult): { line: SheetLine; faults: SheetFault[] }[] {
  return result.sheet.map((line) => ({ line, faults: sheetFaults(line) })).filter(({ faults }) => faults.length > 0);
}

export function replaySucceeded(result: ReplayResult): boolean {
  return (
    result.rows > 0 && result.ledgerBalanced && result.journalVerified &&
    result.unitsSold + result.unitsPassed === result.unitsOffered && replayFaults(result).length === 0
  );
}
