import type { DayClose } from "./day-close.ts";
import type { LedgerProof, SessionProof, StockProof } from "./proof.ts";
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
  /** Every posting set and every account sums to zero, and the buyers owe exactly what the sheet says was sold. */
  readonly ledgerBalanced: boolean;
  /** Every session's journal verifies, ends in the published digest, and has the awards that were booked. */
  readonly journalVerified: boolean;
  readonly seconds: number;
  readonly sheet: readonly SheetLine[];
  readonly currency: string;
  readonly seed: string;
  /** Everything offered is sold and gone, or passed and still there. */
  readonly stockBalanced: boolean;
  /** For every day Σ bills = Σ statements = Σ sales = Σ ledger = bank files. */
  readonly billsEqualStatementsEqualLedger: boolean;
  readonly lots: number;
  readonly deals: number;
  readonly days: readonly DayClose[];
  readonly sessions: readonly SessionProof[];
  /** Rows found in two of the files and replayed once. */
  readonly duplicates: number;
  readonly files: readonly FileReport[];
  /** `--strict` was asked for and there were errors, so nothing was replayed. */
  readonly refused: boolean;
  readonly warnings: number;
  readonly errors: number;
  readonly problems: readonly Problem[];
  /** Where the market can be looked at, when it was kept. */
  readonly data: string | null;
}

/** What the books of the replayed market say. */
export interface ReplayedBooks {
  readonly sheet: readonly SheetLine[];
  readonly sessions: readonly SessionProof[];
  readonly days: readonly DayClose[];
  readonly ledger: LedgerProof;
  readonly stock: StockProof;
  readonly data: string | null;
}

/** Of a call in which there was nothing to replay. */
export const NO_BOOKS: ReplayedBooks = {
  sheet: [], sessions: [], days: [], ledger: { balanced: false, sold: 0 }, stock: { onHand: 0, held: 0, open: 0, sold: 0 }, data: null,
};

const sum = <T>(list: readonly T[], of: (one: T) => number): number => list.reduce((total, one) => total + of(one), 0);

export function replayResult(recording: Recording, books: ReplayedBooks, { seed, seconds }: { seed: string; seconds: number }): ReplayResult {
  const { sheet, sessions, days, ledger, stock } = books;
  const unitsOffered = sum(sessions, (session) => session.unitsOffered);
  const unitsSold = sum(sheet, (line) => line.unitsSold);
  const unitsPassed = sum(sessions, (session) => session.unitsPassed);
  const value = sum(sessions, (session) => session.value);
  return {
    rows: recording.rows.length,
    unitsOffered, unitsSold, unitsPassed, value,
    ledgerBalanced: ledger.balanced && ledger.sold === value,
    journalVerified: sessions.length > 0 && sessions.every((session) => session.verified),
    seconds: Math.round(seconds * 1000) / 1000,
    sheet,
    currency: RECORDED_CURRENCY.code,
    seed,
    stockBalanced: sessions.length > 0 && stock.sold === unitsSold && stock.onHand === unitsPassed && stock.held === 0 && stock.open === 0,
    billsEqualStatementsEqualLedger: days.length > 0 && days.every((day) => day.equal) && sum(days, (day) => day.sold) === value,
    lots: sum(sessions, (session) => session.lots),
    deals: sum(sessions, (session) => session.deals),
    days, sessions,
    duplicates: recording.duplicates,
    files: recording.files,
    refused: recording.refused,
    warnings: recording.problemCounts.warning,
    errors: recording.problemCounts.error,
    problems: recording.problems,
    data: books.data,
  };
}

/** Lines of the sheet that break a promise of the replay. */
export function replayFaults(result: Pick<ReplayResult, "sheet">): { line: SheetLine; faults: SheetFault[] }[] {
  return result.sheet.map((line) => ({ line, faults: sheetFaults(line) })).filter(({ faults }) => faults.length > 0);
}

/** Every promise kept and every file read: the command ends with success only then. Single unreadable rows are reported, not failed. */
export function replaySucceeded(result: ReplayResult): boolean {
  return (
    result.rows > 0 && !result.refused && result.files.every((file) => file.format !== null) &&
    result.ledgerBalanced && result.journalVerified && result.stockBalanced && result.billsEqualStatementsEqualLedger &&
    result.unitsSold + result.unitsPassed === result.unitsOffered && replayFaults(result).length === 0
  );
}
