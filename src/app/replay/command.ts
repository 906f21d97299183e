import { UsageError } from "../cli/usage.ts";
import { PlaceTaken } from "./place.ts";
import { problemsOf, summaryOf } from "./print.ts";
import { createProgress } from "./progress.ts";
import { readRecordedFiles, type ReadOptions } from "./read.ts";
import { CATEGORY_NAMES, isRecordedDate, parseCategory } from "./recorded-row.ts";
import { replay } from "./replay.ts";
import { NO_BOOKS, replayResult, replaySucceeded, type ReplayResult } from "./result.ts";
import type { ProblemCode, ProblemSentence } from "./problem.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

export interface ReplayCommand {
  readonly files: readonly string[];
  readonly date?: string | undefined;
  readonly category?: string | undefined;
  readonly strict: boolean;
  readonly seed?: string | undefined;
  readonly data?: string | undefined;
  readonly databaseUrl?: string | undefined;
}

const DEFAULT_SEED = "1";
const EXIT_FAILED = 1;
/** What a shell expects of a command that was stopped by Ctrl+C. */
const EXIT_INTERRUPTED = 130;
const STOPPED_BY = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Somebody wants the replay to stop. */
class Interrupted extends Error {}

/** Reads the files and replays them. Throws UsageError when it was called wrongly. */
export async function replayFiles(command: ReplayCommand, signal: AbortSignal, log: (line: string) => void = () => {}): Promise<ReplayResult> {
  const began = performance.now();
  const options = readOptions(command);
  const seed = command.seed ?? DEFAULT_SEED;
  const recording = await readRecordedFiles(command.files, options);
  signal.throwIfAborted();
  const seconds = (): number => (performance.now() - began) / 1000;
  if (recording.rows.length === 0) return replayResult(recording, NO_BOOKS, { seed, seconds: seconds() });
  const progress = createProgress({ stream: process.stderr, now: () => performance.now(), words: zh });
  try {
    const books = await replay(recording.rows, { seed, data: command.data, databaseUrl: command.databaseUrl, signal, progress, log });
    return replayResult(recording, books, { seed, seconds: seconds() });
  } catch (error) {
    throw error instanceof PlaceTaken ? new UsageError(error.message) : error;
  } finally {
    progress.end(recording.rows.length);
  }
}

function readOptions({ files, date, category, strict }: ReplayCommand): ReadOptions {
  if (files.length === 0) throw new UsageError("Name the files to replay: hualian replay FILE… 请给出文件。");
  if (date !== undefined && !isRecordedDate(date)) throw new UsageError(`--date takes a day like 2026-05-29, not "${date}".`);
  const known = category === undefined ? undefined : parseCategory(category);
  if (known === null) throw new UsageError(`--category takes one of ${CATEGORY_NAMES}, not "${category}".`);
  return { strict, sentences: IN_BOTH, ...(date === undefined ? {} : { date }), ...(known === undefined ? {} : { category: known }) };
}

/** Whoever reads the report reads one of the two. */
const IN_BOTH = Object.fromEntries(
  Object.entries(zh.problems).map(([code, { reason, mend }]) => {
    const english = en.problems[code as ProblemCode];
    return [code, { reason: `${reason} ${english.reason}`, mend: `${mend} ${english.mend}` }];
  }),
) as Record<ProblemCode, ProblemSentence>;

/** The command `hualian replay`. */
export async function runReplay(command: ReplayCommand, { json, all }: { json: boolean; all: boolean }): Promise<number> {
  const stop = new AbortController();
  const interrupt = (): void => stop.abort(new Interrupted("stopped 已停止"));
  // Every time, not once: a terminal's Ctrl+C comes a second time through whoever started this, and must not cut the clearing up short.
  for (const signal of STOPPED_BY) process.on(signal, interrupt);
  try {
    const result = await replayFiles(command, stop.signal);
    if (json) process.stdout.write(`${JSON.stringify(result)}\n`);
    else {
      for (const line of problemsOf(result, { all })) process.stderr.write(`${line}\n`);
      process.stdout.write(`${summaryOf(result, { all })}\n`);
    }
    return replaySucceeded(result) ? 0 : EXIT_FAILED;
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    process.stderr.write(`${error.message}\n`);
    return EXIT_INTERRUPTED;
  } finally {
    for (const signal of STOPPED_BY) process.off(signal, interrupt);
  }
}
