/**
 * A list into a file and a file into a list, for every module alike. The module brings the description of its list, what it knows
 * of the lines, and how a plan is carried out; it stays in one transaction, so that all of a file is written or nothing.
 */
import { setImmediate as nextTurn } from "node:timers/promises";
import type { TableContext } from "../../engines/table/column.ts";
import { HEADER_WITHIN } from "../../engines/table/header.ts";
import { sheetOf, type Columns, type List, type Written } from "../../engines/table/list.ts";
import { startPlan, type Plan, type Planning } from "../../engines/table/plan.ts";
import { inOrder, startReading, type TableRead, type TableReading } from "../../engines/table/read.ts";
import type { Problem } from "../../engines/table/reasons.ts";
import { templateOf } from "../../engines/table/template.ts";
import type { Actor } from "../machinery/module.ts";
import type { Detail } from "../machinery/refusal.ts";
import type { ExchangeRefusal, ExchangeReport, SheetFile } from "./contract.ts";
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
}

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

export const ownerOf = (actor: Actor): string => actor.accountId ?? actor.accountName;

/** Tries a file, or tries it and carries it out. Problems are an answer, not a refusal; only a file that is no table is refused. */
export async function takeIn<C extends Columns, T extends object>(scene: ExchangeScene, input: { readonly base64: string; readonly dryRun: boolean; readonly job?: string | undefined }, taking: Taking<C, T>): Promise<ExchangeReport> {
  const job = jobs.begin(ownerOf(scene.actor), input.job);
  try {
    const { table, facts } = await readAll(Buffer.from(input.base64, "base64"), taking, job);
    const most = taking.most ?? MAX_ROWS;
    const tooMany = facts.more || table.rows.length > most;
    const plan = tooMany ? { creates: [], changes: [], same: 0 } : await planAll(table, taking, job);
    const problems = tooMany ? [tooManyRows(most)] : inOrder(table.problems);
    const applied = !input.dryRun && problems.length === 0;
    if (applied) await carryOut(plan, taking, job);
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

async function readAll<C extends Columns, T>(bytes: Buffer, { list, context, most = MAX_ROWS }: Taking<C, T>, job: Job): Promise<{ table: TableRead<C>; facts: FileFacts }> {
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

async function planAll<C extends Columns, T extends object>(table: TableRead<C>, { list, planning }: Taking<C, T>, job: Job): Promise<Plan<T>> {
  const planner = startPlan(list, await planning(table));
  for (let at = 0; at < table.rows.length; at += TURN_LINES) {
    planner.take(table.rows.slice(at, at + TURN_LINES));
    job.tell({ phase: "checking", rows: at, share: at / table.rows.length });
    await nextTurn();
    job.signal.throwIfAborted();
  }
  return planner.finish();
}

async function carryOut<C extends Columns, T>(plan: Plan<T>, { apply }: Taking<C, T>, job: Job): Promise<void> {
  const all = plan.creates.length + plan.changes.length;
  let rows = 0;
  await apply(plan, () => {
    job.signal.throwIfAborted();
    rows += 1;
    job.tell({ phase: "writing", rows, share: Math.min(1, rows / all) });
  });
  job.signal.throwIfAborted();
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
