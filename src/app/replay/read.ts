import { type ProblemCode, type Problem, type ProblemLog, type ProblemSentence, type Severity, createProblemLog } from "./problem.ts";
import { MAX_FILES_PER_CALL, MAX_VALUE_PER_CALL } from "./limits.ts";
import { type Category, type RecordedRow, rowKey } from "./recorded-row.ts";
import { openSource } from "./source.ts";
import { readTable, type TableRow, type Warning } from "./table.ts";
import { createWorkbookReader } from "./workbook.ts";
import type { GridFormat } from "./grid.ts";
import { zh } from "./words.zh.ts";

export interface ReadOptions {
  /** Only rows of this date, YYYY-MM-DD. Also the date of a file that does not say its own. */
  readonly date?: string;
  readonly category?: Category;
  /** Refuse everything when any row could not be read. */
  readonly strict?: boolean;
  /** Sentences of the problems; Chinese unless given. */
  readonly sentences?: Readonly<Record<ProblemCode, ProblemSentence>>;
}

export interface FileReport {
  readonly file: string;
  /** Null when the file could not be opened as any known format. */
  readonly format: GridFormat | null;
  readonly bytes: number;
  readonly rows: number;
  readonly refused: number;
}

export interface Recording {
  /** Rows to replay, in the order of the files. Empty when refused. */
  readonly rows: readonly RecordedRow[];
  readonly files: readonly FileReport[];
  /** The first MAX_PROBLEMS_LISTED; all are counted. */
  readonly problems: readonly Problem[];
  readonly problemCounts: Readonly<Record<Severity, number>>;
  readonly problemsByCode: Readonly<Partial<Record<ProblemCode, number>>>;
  /** Rows that were the same row of another file, and were kept once. */
  readonly duplicates: number;
  /** `strict` was asked for and there were errors. */
  readonly refused: boolean;
}

/**
 * Reads the day files of one call. Never throws for what is in a file or for a file that is not there: that is a problem
 * in the report. Rows of other dates or categories are left out; the same row in two files (a day's .xls and the long
 * CSV) is kept once, with the figures of the file named first and the category and unit of the file that knows them.
 */
export async function readRecordedFiles(files: readonly string[], options: ReadOptions = {}): Promise<Recording> {
  const log = createProblemLog(options.sentences ?? zh.problems);
  const gathering = startGathering();
  const reports: FileReport[] = [];
  const workbooks = createWorkbookReader();
  try {
    for (const file of files.slice(0, MAX_FILES_PER_CALL)) {
      const source = await openSource(file, workbooks, log);
      const counts = { rows: 0, refused: 0 };
      if (source !== null) {
        const seen: SeenInFile = new Map();
        for (const row of readTable(file, source, options.date, counts, log)) gather(gathering, row, seen, options.date, log);
      }
      reports.push({ file, format: source?.format ?? null, bytes: source?.bytes ?? 0, ...counts });
    }
  } finally {
    await workbooks.close();
  }
  const tooMany = files[MAX_FILES_PER_CALL];
  if (tooMany !== undefined) log.add("too-many-files", { file: tooMany, limit: MAX_FILES_PER_CALL });
  const chosen = chooseRows(gathering, options.category, log);
  const read = reports.find((report) => report.rows > report.refused);
  const explained = log.byCode["category-not-known"] !== undefined || log.byCode["total-too-large"] !== undefined;
  if (chosen.length === 0 && read !== undefined && !explained) {
    log.add("nothing-chosen", { file: read.file, limit: [options.date, options.category].filter((one) => one !== undefined).join(" ") });
  }
  const refused = options.strict === true && log.counts.error > 0;
  return {
    rows: refused ? [] : chosen,
    files: reports,
    problems: log.list,
    problemCounts: log.counts,
    problemsByCode: log.byCode,
    duplicates: gathering.duplicates,
    refused,
  };
}

/** Times a key has come in the file being read: the second time in one file is another row, not a copy. */
type SeenInFile = Map<string, number>;

interface Gathering {
  readonly rows: RecordedRow[];
  /** By index of the row: what to warn of if the row is chosen. */
  readonly warnings: Map<number, readonly Warning[]>;
  readonly indexByKey: Map<string, number>;
  readonly categoriesByItem: Map<string, Set<Category>>;
  value: number;
  duplicates: number;
}

function startGathering(): Gathering {
  return { rows: [], warnings: new Map(), indexByKey: new Map(), categoriesByItem: new Map(), value: 0, duplicates: 0 };
}

function gather(into: Gathering, { row, warnings }: TableRow, seen: SeenInFile, date: string | undefined, log: ProblemLog): void {
  if (row.category !== null) {
    const known = into.categoriesByItem.get(row.item);
    if (known === undefined) into.categoriesByItem.set(row.item, new Set([row.category]));
    else known.add(row.category);
  }
  if (date !== undefined && row.date !== date) return;
  const key = rowKey(row);
  const times = (seen.get(key) ?? 0) + 1;
  seen.set(key, times);
  if (times > 1) log.add("repeated-row", { file: row.file, row: row.row, value: `${row.item} ${row.variety} ${row.grade}` });
  const keyInFile = `${times} ${key}`;
  const index = into.indexByKey.get(keyInFile);
  const copy = index === undefined ? undefined : into.rows[index];
  if (index !== undefined && copy !== undefined) {
    into.duplicates += 1;
    into.rows[index] = mergeCopies(copy, row, log);
    return;
  }
  const value = row.volume * Math.max(row.max, row.mean);
  if (into.value + value > MAX_VALUE_PER_CALL) {
    log.add("total-too-large", { file: row.file, row: row.row });
    return;
  }
  into.value += value;
  into.indexByKey.set(keyInFile, into.rows.length);
  if (warnings.length > 0) into.warnings.set(into.rows.length, warnings);
  into.rows.push(row);
}

function figures(row: RecordedRow): string {
  return `${row.volume} ${row.min} ${row.mean} ${row.max}`;
}

function mergeCopies(first: RecordedRow, second: RecordedRow, log: ProblemLog): RecordedRow {
  if (figures(first) !== figures(second)) {
    log.add("copies-differ", {
      file: second.file, row: second.row, value: figures(second), limit: `${first.file}:${first.row} (${figures(first)})`,
    });
  }
  if (first.category !== null || second.category === null) return first;
  return { ...first, category: second.category, marketName: second.marketName, unit: second.unit, unitKind: second.unitKind };
}

/** The rows of the category, and the warnings of just these: what is not replayed needs none. */
function chooseRows(gathering: Gathering, category: Category | undefined, log: ProblemLog): RecordedRow[] {
  const chosen: RecordedRow[] = [];
  const nameless: RecordedRow[] = [];
  for (const [index, read] of gathering.rows.entries()) {
    const row = withKnownCategory(read, gathering.categoriesByItem);
    if (category !== undefined && row.category === null) nameless.push(row);
    if (category !== undefined && row.category !== category) continue;
    chosen.push(row);
    for (const { code, place } of gathering.warnings.get(index) ?? []) log.add(code, place);
  }
  const first = nameless[0];
  if (first !== undefined) log.add("category-not-known", { file: first.file, limit: nameless.length });
  return chosen;
}

/** A day file does not name categories; a collected table of the same call may know the item's only one. */
function withKnownCategory(row: RecordedRow, categoriesByItem: ReadonlyMap<string, ReadonlySet<Category>>): RecordedRow {
  const known = categoriesByItem.get(row.item);
  if (row.category !== null || known?.size !== 1) return row;
  return { ...row, category: [...known][0] ?? null };
}
