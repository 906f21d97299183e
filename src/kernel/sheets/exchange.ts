/**
 * A list into a file and a file into a list, for every module alike. The module brings the description of its list, what it knows
 * of the lines, and how a plan is carried out; it stays in one transaction, so that all of a file is written or nothing.
 */
import { setImmediate as nextTurn } from "node:timers/promises";
import { CURRENCIES } from "../../engines/fees/money.ts";
import type { TableContext } from "../../engines/table/column.ts";
import { HEADER_WITHIN } from "../../engines/table/header.ts";
import { sheetOf, type Columns, type List, type Written } from "../../engines/table/list.ts";
import { startPlan, type Plan, type PlannedChange, type Planning } from "../../engines/table/plan.ts";
import { inOrder, startReading, type TableRead, type TableReading } from "../../engines/table/read.ts";
import type { Problem } from "../../engines/table/reasons.ts";
import { templateOf } from "../../engines/table/template.ts";
import type { Actor, Attempt } from "../machinery/module.ts";
import { Refusal, type Detail } from "../machinery/refusal.ts";
import { sheets, type ExchangeRefusal, type ExchangeReport, type SheetFile } from "./contract.ts";
import { SheetFault } from "./fault.ts";
import { jobs, type Job } from "./jobs.ts";
import { MAX_ROWS } from "./limits.ts";
import { readFile, type FileFacts } from "./reader.ts";
import { writeWorkbook } from "./xlsx-write.ts";

/** More problems than this help nobody; the rest is counted. */
const MAX_PROBLEMS_SHOWN = 200;
const MAX_REMARKS_SHOWN = 20;
/** Lines judged or written between which others get their turn. */
const TURN_LINES = 200;

export interface ExchangeScene {
  readonly actor: Actor;
  refuse(code: ExchangeRefusal, detail?: Detail): never;
  attempt<T>(work: () => Promise<T>): Promise<Attempt<T>>;
}

/** One line of a plan: a new one has no `before`. */
export type Carried<T> = { readonly row: number; readonly before: null; readonly after: T } | (PlannedChange<T> & { readonly before: T });

export interface Taking<C extends Columns, T> {
  readonly list: List<C>;
  readonly context: Omit<TableContext, "date1904">;
  /** Lines one file may bring. */
  readonly most?: number;
  /** Fetches everything the table names at once, so that a line costs no query. */
  readonly planning: (table: TableRead<C>) => Promise<Planning<C, T>>;
  /** Carries the plan out in the module's transaction; `done` after each line, which also ends it where it was cancelled. */
  readonly apply: (plan: Plan<T>, done: () => void) => Promise<void>;
}

/**
 * The other way to carry a plan out: line by line through the module's own deeds, each on its own, and everything taken back
 * unless all of it was accepted. A dry run does the same and keeps nothing, so it foretells what the deeds would refuse,
 * including what one line leaves to the next.
 */
export interface Trying<C extends Columns, T> extends Omit<Taking<C, T>, "apply"> {
  readonly carry: (line: Carried<T>) => Promise<unknown>;
  /** The column a refusal is about; the first of the key where it says nothing. */
  readonly blame?: (code: string) => (keyof C & string) | undefined;
}

export const ownerOf = (actor: Actor): string => actor.accountId ?? actor.accountName;

/** As `takeIn`, for lists whose lines go through the deeds people do one by one; what a deed refuses is named with its row. */
export async function tryIn<C extends Columns, T extends object>(scene: ExchangeScene, input: { readonly base64: string; readonly dryRun: boolean; readonly job?: string | undefined }, trying: Trying<C, T>): Promise<ExchangeReport> {
  const { carry, blame, ...taking } = trying;
  const { list } = trying;
  const carryAll = async (plan: Plan<T>, table: TableRead<C>, done: () => void): Promise<void> => {
    const rows = new Map(table.rows.map((row) => [row.row, row]));
    const lines: Carried<T>[] = [...plan.creates.map(({ row, value }) => ({ row, before: null, after: value })), ...plan.changes];
    await scene.attempt(async () => {
      for (const line of lines.toSorted((a, b) => a.row - b.row)) {
        const answer = await scene.attempt(() => carry(line));
        if (!answer.ok) rows.get(line.row)?.refused(blame?.(answer.refusal.code) ?? list.key.columns[0] ?? Object.keys(list.columns)[0]!, answer.refusal.body());
        done();
      }
      if (input.dryRun || table.problems.length > 0) throw new Refusal(sheets.module, "only_tried");
    });
  };
  return exchange(scene, input, taking, carryAll, true);
}

/** Tries a file, or tries it and carries it out. Problems are an answer, not a refusal; only a file that is no table is refused. */
export function takeIn<C extends Columns, T extends object>(scene: ExchangeScene, input: { readonly base64: string; readonly dryRun: boolean; readonly job?: string | undefined }, { apply, ...taking }: Taking<C, T>): Promise<ExchangeReport> {
  return exchange(scene, input, taking, (plan, _table, done) => apply(plan, done), false);
}

type CarryOut<C extends Columns, T> = (plan: Plan<T>, table: TableRead<C>, done: () => void) => Promise<void>;

/** `always`: the plan is also carried out in a dry run and beside problems, because that is how its own are found; it then takes itself back. */
async function exchange<C extends Columns, T extends object>(
  scene: ExchangeScene, input: { readonly base64: string; readonly dryRun: boolean; readonly job?: string | undefined }, taking: Omit<Taking<C, T>, "apply">, carryOut: CarryOut<C, T>, always: boolean,
): Promise<ExchangeReport> {
  const job = jobs.begin(ownerOf(scene.actor), input.job);
  try {
    const { table, facts } = await readAll(Buffer.from(input.base64, "base64"), taking, job);
    const most = taking.most ?? MAX_ROWS;
    const tooMany = facts.more || table.rows.length > most;
    const plan = tooMany ? { creates: [], changes: [], same: 0 } : await planAll(table, taking, job);
    if (!tooMany && (always || (!input.dryRun && table.problems.length === 0))) await carryingOut(plan, table, carryOut, job);
    const problems = tooMany ? [tooManyRows(most)] : inOrder(table.problems);
    const applied = !input.dryRun && problems.length === 0;
    return {
      applied, rows: table.rows.length, created: plan.creates.length, changed: plan.changes.length, unchanged: plan.same,
      problems: problems.slice(0, MAX_PROBLEMS_SHOWN), moreProblems: Math.max(0, problems.length - MAX_PROBLEMS_SHOWN) + (tooMany ? 0 : table.moreProblems),
      remarks: table.remarks.slice(0, MAX_REMARKS_SHOWN), format: facts.format, encoding: facts.encoding, sheet: facts.sheet,
    };
  } catch (error) {
    if (job.signal.aborted) return scene.refuse("import_cancelled");
    if (error instanceof SheetFault) return scene.refuse(REFUSED[error.fault] ?? "unreadable_workbook", { fault: error.fault, why: error.message });
    throw error;
  } finally {
    job.end();
  }
}

const REFUSED: Readonly<Partial<Record<SheetFault["fault"], ExchangeRefusal>>> = { encrypted: "locked_workbook", too_large: "workbook_too_large" };
const tooManyRows = (most: number): Problem => ({ row: most + 1, letter: "", column: "", value: "", reason: "too_many_rows", detail: String(most) });

/** Reads a table and does nothing with it; for a page that judges the lines itself. A file that is no table is refused. */
export async function readIn<C extends Columns>(scene: Pick<ExchangeScene, "actor" | "refuse">, { base64, ...reading }: Pick<Taking<C, never>, "list" | "context" | "most"> & { readonly base64: string }): Promise<{ table: TableRead<C>; facts: FileFacts }> {
  const job = jobs.begin(ownerOf(scene.actor), undefined);
  try {
    return await readAll(Buffer.from(base64, "base64"), reading, job);
  } catch (error) {
    if (error instanceof SheetFault) return scene.refuse(REFUSED[error.fault] ?? "unreadable_workbook", { fault: error.fault, why: error.message });
    throw error;
  } finally {
    job.end();
  }
}

async function readAll<C extends Columns, T>(bytes: Buffer, { list, context, most = MAX_ROWS }: Pick<Taking<C, T>, "list" | "context" | "most">, job: Job): Promise<{ table: TableRead<C>; facts: FileFacts }> {
  let reading: TableReading<C> | undefined;
  const facts = await readFile(bytes, {
    maxRows: most + HEADER_WITHIN, signal: job.signal,
    start: ({ date1904 }) => { reading = startReading(list, { ...context, date1904 }); },
    take: (lines, share) => {
      reading?.take(lines);
      job.tell({ phase: "reading", rows: reading?.count ?? 0, share });
    },
  });
  if (reading === undefined) throw new SheetFault("broken", "the reader found no table");
  const table = reading.finish();
  job.tell({ phase: "reading", rows: table.rows.length, share: 1 });
  return { table, facts };
}

async function planAll<C extends Columns, T extends object>(table: TableRead<C>, { list, planning }: Omit<Taking<C, T>, "apply">, job: Job): Promise<Plan<T>> {
  const planner = startPlan(list, await planning(table));
  for (let at = 0; at < table.rows.length; at += TURN_LINES) {
    planner.take(table.rows.slice(at, at + TURN_LINES));
    job.tell({ phase: "checking", rows: at, share: at / table.rows.length });
    await nextTurn();
    job.signal.throwIfAborted();
  }
  return planner.finish();
}

async function carryingOut<C extends Columns, T>(plan: Plan<T>, table: TableRead<C>, carryOut: CarryOut<C, T>, job: Job): Promise<void> {
  const all = plan.creates.length + plan.changes.length;
  let rows = 0;
  await carryOut(plan, table, () => {
    job.signal.throwIfAborted();
    rows += 1;
    job.tell({ phase: "writing", rows, share: Math.min(1, rows / all) });
  });
  job.signal.throwIfAborted();
}

/** What a list's own giving action asks for. */
interface Given {
  readonly language: "zh" | "en";
  readonly template: boolean;
}
/** Lines of a list that goes out through a page; a longer one is narrowed down first. */
export const MAX_GIVEN_ROWS = 20_000;

export const contextIn = (currency: string, language: "zh" | "en"): Omit<TableContext, "date1904"> => ({ currency: CURRENCIES.find((one) => one === currency) ?? "CNY", language });

/** Answers a giving action: the lines as a workbook, or the empty one. `rows` is asked for one line more than fits, so that nothing is left out silently. */
export async function give<C extends Columns>(
  scene: { refuse(code: "too_many_rows", detail?: Detail): never }, list: List<C>, { language, template }: Given, { currency, tag, rows }: { readonly currency: string; readonly tag: string; readonly rows: (most: number) => Promise<readonly Written<C>[]> },
): Promise<SheetFile> {
  const context = contextIn(currency, language);
  if (template) return giveTemplate(list, context);
  const lines = await rows(MAX_GIVEN_ROWS + 1);
  return lines.length > MAX_GIVEN_ROWS ? scene.refuse("too_many_rows", { rows: lines.length, most: MAX_GIVEN_ROWS }) : giveOut(list, lines, context, tag);
}

/** The list as a workbook that `takeIn` takes back without a change. `tag` tells one such file from another: a day, a number. */
export async function giveOut<C extends Columns>(list: List<C>, rows: readonly Written<C>[], context: Omit<TableContext, "date1904">, tag: string): Promise<SheetFile> {
  const bytes = await writeWorkbook([sheetOf(list, rows, { ...context, date1904: false })]);
  return { name: fileName(list, tag), base64: bytes.toString("base64"), rows: rows.length };
}

/** An empty workbook of the list with an example and notes. */
export async function giveTemplate<C extends Columns>(list: List<C>, context: Omit<TableContext, "date1904">): Promise<SheetFile> {
  const bytes = await writeWorkbook(templateOf(list, { ...context, date1904: false }));
  return { name: fileName(list, context.language === "zh" ? "模板" : "template"), base64: bytes.toString("base64"), rows: 0 };
}

const fileName = <C extends Columns>({ name }: List<C>, tag: string): string => `${name.zh} ${name.en} ${tag}.xlsx`;
