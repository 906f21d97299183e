import { MAX_PROBLEMS_LISTED, MAX_VALUE_SHOWN_CHARS } from "./limits.ts";

/** `error`: what the problem names was not replayed. `warning`: it was replayed, in the way the reason says. */
export type Severity = "error" | "warning";

export type ProblemCode =
  | "file-missing" | "file-unreadable" | "not-a-file" | "file-too-large" | "file-empty" | "too-many-files"
  | "unknown-format" | "unknown-encoding" | "archive-no-workbook" | "archive-too-large" | "workbook-broken" | "workbook-odd" | "workbook-slow"
  | "too-many-rows" | "header-unknown" | "header-missing-column" | "header-repeated-column" | "date-unknown" | "no-rows" | "nothing-chosen"
  | "column-count" | "quote-open" | "quote-junk" | "formula"
  | "missing" | "name-too-long" | "control-character" | "not-whole" | "negative" | "zero" | "too-large"
  | "bad-date" | "bad-market" | "unknown-unit" | "total-too-large"
  | "mean-outside-range" | "min-above-max" | "unknown-category" | "repeated-row" | "copies-differ" | "category-not-known";

/** One thing wrong in one place: where, what stood there, why it is wrong and how to mend it. */
export interface Problem {
  readonly file: string;
  /** Row as an editor or a spreadsheet numbers it, from 1, the header included. Null when the whole file is meant. */
  readonly row: number | null;
  /** Heading of the column as it stands in the file. */
  readonly column: string | null;
  /** What stood there, shortened, without control characters. */
  readonly value: string | null;
  readonly code: ProblemCode;
  readonly reason: string;
  readonly mend: string;
  readonly severity: Severity;
}

export interface ProblemSentence {
  /** May hold {limit}. */
  readonly reason: string;
  readonly mend: string;
}

export interface ProblemPlace {
  readonly file: string;
  readonly row?: number;
  readonly column?: string;
  readonly value?: string;
  readonly limit?: number | string;
}

export interface ProblemLog {
  add(code: ProblemCode, place: ProblemPlace): void;
  readonly list: readonly Problem[];
  readonly counts: Readonly<Record<Severity, number>>;
  /** How often each code came, also beyond the listed ones. */
  readonly byCode: Readonly<Partial<Record<ProblemCode, number>>>;
}

const WARNINGS: ReadonlySet<ProblemCode> = new Set([
  "workbook-odd", "no-rows", "mean-outside-range", "min-above-max", "unknown-category", "repeated-row", "copies-differ", "category-not-known",
]);

export function createProblemLog(sentences: Readonly<Record<ProblemCode, ProblemSentence>>): ProblemLog {
  const list: Problem[] = [];
  const counts = { error: 0, warning: 0 };
  const byCode: Partial<Record<ProblemCode, number>> = {};
  const add = (code: ProblemCode, place: ProblemPlace): void => {
    const severity: Severity = WARNINGS.has(code) ? "warning" : "error";
    counts[severity] += 1;
    byCode[code] = (byCode[code] ?? 0) + 1;
    if (list.length >= MAX_PROBLEMS_LISTED) return;
    const { reason, mend } = sentences[code];
    const limit = String(place.limit ?? "");
    list.push({
      file: place.file,
      row: place.row ?? null,
      column: place.column ?? null,
      value: place.value === undefined ? null : showable(place.value),
      code,
      reason: reason.replaceAll("{limit}", () => limit),
      mend: mend.replaceAll("{limit}", () => limit),
      severity,
    });
  };
  return { add, list, counts, byCode };
}

/** A hostile file must not steer the terminal that shows its faults. */
export function showable(text: string): string {
  const plain = text.slice(0, MAX_VALUE_SHOWN_CHARS * 2).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "·");
  return plain.length > MAX_VALUE_SHOWN_CHARS ? `${plain.slice(0, MAX_VALUE_SHOWN_CHARS)}…` : plain;
}

/** One line for a terminal. */
export function describeProblem(problem: Problem): string {
  const place = [showable(problem.file), problem.row, problem.column === null ? null : showable(problem.column)];
  const value = problem.value === null ? "" : ` “${problem.value}”`;
  return `${place.filter((part) => part !== null).join(":")}${value} ${problem.reason} ${problem.mend}`;
}
