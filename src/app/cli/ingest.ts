import { existsSync, statSync } from "node:fs";
import { basename } from "node:path";
import { userInfo } from "node:os";
import { isDay } from "../../engines/calendar/day.ts";
import { SOURCE_FORMATS, formatNamed, type SourceFormat } from "../../engines/collection/formats.ts";
import { COLLECTION_UNITS, MAX_STEMS } from "../../engines/collection/standard.ts";
import { MAX_LISTED } from "../../engines/collection/tally.ts";
import { unitOf } from "../../engines/collection/units.ts";
import { readSourceFile, UnreadableFile, type SourceFile, type SourceFileOptions } from "../../knowledge/collection/files.ts";
import type { Ingested } from "../../knowledge/collection/ingest.ts";
import { en } from "../../knowledge/collection/words.en.ts";
import { zh } from "../../knowledge/collection/words.zh.ts";
import type { Upkeep } from "./upkeep.ts";
import { UsageError, print } from "./usage.ts";

export interface IngestCommand {
  readonly files: readonly string[];
  readonly source: string | undefined;
  readonly dryRun: boolean;
  readonly date: string | undefined;
  readonly market: string | undefined;
  readonly item: string | undefined;
  readonly unit: string | undefined;
  readonly stems: string | undefined;
}

const EXIT_FAILED = 1;
const SHOWN = 20;
/** Below so many rows a file is done before anybody wonders. */
const TOLD_EVERY_ROWS = 250_000;

/** The command `hualian ingest`. Ends with 1 when a file has rows that cannot be read; then nothing of it is written. */
export async function runIngest(command: IngestCommand, upkeep: Upkeep): Promise<number> {
  const format = formatOf(command.source);
  const options = optionsOf(command);
  if (command.files.length === 0) throw new UsageError("Name the files to take in: hualian ingest FILE… --source S 请给出文件。");
  for (const file of command.files) if (!existsSync(file) || !statSync(file).isFile()) throw new UsageError(`There is no file ${file}.`);
  const results: object[] = [];
  let faulty = 0;
  const each = async (take: (file: string, told: SourceFileOptions) => Promise<SourceFile & Partial<Ingested>>): Promise<void> => {
    for (const file of command.files) {
      const began = performance.now();
      const done = await take(file, { ...options, progress: progressOf(file) });
      if (done.tally.badCellsTotal > 0) faulty += 1;
      const result = resultOf(file, format, command.dryRun, done, performance.now() - began);
      results.push(result);
      if (!upkeep.json) process.stdout.write(`${textOf(result)}\n`);
    }
  };
  try {
    // A dry run needs no market, and does not wait for one to be loaded.
    if (command.dryRun) await each((file, told) => readSourceFile(file, format, told));
    else {
      const [{ inMarket }, { ingestFile }] = await Promise.all([import("./upkeep.ts"), import("../../knowledge/collection/ingest.ts")]);
      await inMarket({ ...upkeep, create: true }, ({ runtime, database }) => each((file, told) => ingestFile(runtime, database, file, format, { ...told, by: `hualian ingest (${userInfo().username})` })));
    }
  } catch (error) {
    if (error instanceof UnreadableFile && upkeep.json) {
      print(true, { source: format.code, error: { code: "unreadable", message: error.message } }, "");
      return EXIT_FAILED;
    }
    throw error;
  }
  if (upkeep.json) print(true, results.length === 1 ? results[0]! : { source: format.code, files: results }, "");
  return faulty > 0 ? EXIT_FAILED : 0;
}

function formatOf(source: string | undefined): SourceFormat {
  const codes = SOURCE_FORMATS.map(({ code }) => code).join(", ");
  if (source === undefined) throw new UsageError(`Say where the prices come from: --source, one of ${codes}. 请用 --source 说明来源。`);
  const format = formatNamed(source);
  if (format === undefined) throw new UsageError(`--source takes one of ${codes}, not "${source}".`);
  return format;
}

function optionsOf({ date, market, item, unit, stems }: IngestCommand): SourceFileOptions {
  if (date !== undefined && !isDay(date)) throw new UsageError(`--date takes a day like 2026-05-29, not "${date}".`);
  const known = unit === undefined ? undefined : unitOf(unit);
  if (known === null) throw new UsageError(`--unit takes one of ${COLLECTION_UNITS.join(", ")}, not "${unit}".`);
  const count = stems === undefined ? undefined : Number(stems);
  if (count !== undefined && !(Number.isInteger(count) && count >= 1 && count <= MAX_STEMS)) throw new UsageError(`--stems takes a whole number from 1 to ${MAX_STEMS}, not "${stems}".`);
  return { date, market, item, unit: known, stems: count };
}

/** Lines on standard error for whoever waits for a long file; a program that asked for JSON gets them as well, since it reads the other stream. */
function progressOf(file: string): (rows: number, share: number) => void {
  let told = 0;
  return (rows, share) => {
    if (rows - told < TOLD_EVERY_ROWS) return;
    told = rows;
    process.stderr.write(`  ${basename(file)}: ${rows} rows, ${Math.round(share * 100)} %\n`);
  };
}

interface Result {
  readonly source: string;
  readonly file: string;
  readonly dryRun: boolean;
  readonly applied: boolean;
  readonly rows: number;
  readonly accepted: number;
  readonly missing: number;
  readonly named: readonly { row: number; column: string; value: string; reason: string }[];
  readonly namedTotal: number;
  readonly malformed: readonly object[];
  readonly malformedTotal: number;
  readonly [more: string]: unknown;
}

function resultOf(file: string, format: SourceFormat, dryRun: boolean, { tally, leftOut, assumed, bytes, batch, takenBefore }: SourceFile & Partial<Ingested>, ms: number): Result {
  return {
    source: format.code, file: basename(file), dryRun, applied: batch !== null && batch !== undefined,
    rows: tally.rows, accepted: tally.accepted, missing: tally.missing, named: tally.namedRows, namedTotal: tally.named, missingRows: tally.missingRows,
    malformed: tally.badCells.map((cell) => ({ ...cell, mend: mendOf(cell.reason) })), malformedTotal: tally.badCellsTotal, listedAtMost: MAX_LISTED,
    duplicates: tally.duplicates, added: batch?.added ?? 0, corrected: batch?.corrected ?? 0, unchanged: batch?.unchanged ?? 0, outliers: batch?.outliers ?? 0,
    from: tally.from, to: tally.to, markets: tally.markets.length, items: tally.items, marketNames: tally.markets.slice(0, SHOWN), series: tally.series.length,
    assumed, leftOut, batch: batch?.id ?? null, takenBefore: takenBefore ?? false, bytes, seconds: Math.round(ms) / 1000,
  };
}

const mendOf = (reason: string): string => `${zh.mends[reason as keyof typeof zh.mends] ?? ""} ${en.mends[reason as keyof typeof en.mends] ?? ""}`.trim();

function textOf(result: Result): string {
  const lines = [
    `${result.file}: ${result.rows} rows, ${result.accepted} prices, ${result.missing} missing, ${result.namedTotal} named, ${String(result["duplicates"])} repeated; ${String(result["from"])} – ${String(result["to"])}, ${String(result["markets"])} markets, ${String(result["items"])} items`,
    ...result.malformed.slice(0, SHOWN).map((cell) => { const { row, column, value, reason, mend } = cell as Record<string, string>; return `  ${row}  ${column}  "${value}"  ${reason}  ${mend}`; }),
    ...result.named.slice(0, SHOWN).map(({ row, column, value, reason }) => `  ${row}  ${column}  "${value}"  ${zh.problems[reason as keyof typeof zh.problems] ?? reason} ${en.problems[reason as keyof typeof en.problems] ?? ""}`),
  ];
  if (result.malformedTotal > 0) lines.push(`  ${result.malformedTotal} cells cannot be read; nothing was written. 有无法读取的单元格，整份文件没有写入。`);
  else if (result.dryRun) lines.push("  dry run, nothing was written 试运行，没有写入");
  else lines.push(`  batch ${String(result["batch"])}: ${String(result["added"])} added, ${String(result["corrected"])} corrected, ${String(result["unchanged"])} unchanged, ${String(result["outliers"])} outliers wait for a reason${result["takenBefore"] === true ? "; the same file was taken in before 同一文件已导入过" : ""}`);
  return lines.join("\n");
}
