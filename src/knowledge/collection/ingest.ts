/** A file taken in: read and judged here, staged through COPY while it is read, merged by one action in one transaction. */
import { sha256 as hashOf } from "../../kernel/machinery/canonical.ts";
import { basename } from "node:path";
import type { PoolClient } from "pg";
import type { SourceFormat } from "../../engines/collection/formats.ts";
import { keyText } from "../../engines/collection/reading.ts";
import type { Tally } from "../../engines/collection/tally.ts";
import { CopyIn, copyText } from "../../kernel/db/copy.ts";
import type { Database } from "../../kernel/db/connect.ts";
import { AS_SYSTEM, type Runtime } from "../../kernel/machinery/runtime.ts";
import type { Output } from "../../kernel/machinery/contract.ts";
import { collection } from "./contract.ts";
import { fileDigest, readSourceFile, type SourceFile, type SourceFileOptions } from "./files.ts";

/** Held by whoever fills the staging tables; two at once would mix their rows. */
const STAGING_LOCK = 711_202_611;
const FAULTY = "the file has rows that cannot be read";

export type Batch = Output<typeof collection.actions.takeStaged.output>;
export interface IngestOptions extends SourceFileOptions {
  /** Who hands the file over, for the batch. */
  readonly by: string;
}
export interface Ingested extends SourceFile {
  /** Null when nothing was written: the file has rows that cannot be read. */
  readonly batch: Batch | null;
  /** The very same file was taken in before; nothing was looked at again. */
  readonly takenBefore: boolean;
}

/** Reads, stages and merges. All or nothing: one row that cannot be read, and nothing is written. */
export async function ingestFile(runtime: Runtime, database: Database, path: string, format: SourceFormat, options: IngestOptions): Promise<Ingested> {
  const sha256 = await identityOf(path, format, options);
  const client = await database.pool.connect();
  try {
    await lockStaging(client);
    const { rows: [before] } = await client.query<{ id: number }>("select id from collection.batch where source = $1 and sha256 = $2", [format.code, sha256]);
    // The very same file again, perhaps after a newer one has corrected it: it says nothing new.
    if (before !== undefined) return await again(runtime, before.id, path, format, options);
    const copy = new CopyIn(client, "copy collection.staged (series, business_date, status, quantity, min, max, mean, problem, reason, row) from stdin");
    let file: SourceFile;
    try {
      file = await readSourceFile(path, format, {
        ...options,
        take: ({ source, series, judgement }) => copy.write(`${series}\t${source.businessDate}\t${judgement.status}\t${cell(source.quantity)}\t${cell(source.min)}\t${cell(source.max)}\t${cell(source.mean)}\t${judgement.problem ?? "\\N"}\t${source.reason ?? "\\N"}\t${source.row}\n`),
      });
      if (file.tally.badCellsTotal > 0) throw new Error(FAULTY);
    } catch (error) {
      await copy.fail(FAULTY);
      if (error instanceof Error && error.message === FAULTY) return { ...file!, batch: null, takenBefore: false };
      throw error;
    }
    await copy.end();
    await stageSeries(client, format, file.tally);
    const { rows, accepted, missing, named, duplicates, from, to, namedRows } = file.tally;
    const batch = await runtime.call(collection.actions.takeStaged, { source: format.code, name: basename(path), sha256, by: options.by, rows, accepted, missing, named, duplicates, from, to, problems: namedRows.slice() }, AS_SYSTEM);
    return { ...file, batch, takenBefore: false };
  } finally {
    await client.query("truncate collection.staged, collection.staged_series").catch(() => {});
    await client.query("select pg_advisory_unlock($1)", [STAGING_LOCK]).catch(() => {});
    client.release();
  }
}

/** What is taken in is the bytes and what was said about them: the same day file under another day's name is another day. */
async function identityOf(path: string, format: SourceFormat, { date, market, item, unit, stems }: IngestOptions): Promise<string> {
  const said = format.defaults({ name: basename(path), sheet: "", date, market, item, unit, stems });
  return hashOf(`${await fileDigest(path)}\n${JSON.stringify(said)}`);
}

async function again(runtime: Runtime, batchId: number, path: string, format: SourceFormat, options: IngestOptions): Promise<Ingested> {
  const { take: _none, ...rest } = options;
  const file = await readSourceFile(path, format, rest);
  const { batches: [batch] } = await runtime.call(collection.actions.batches, { batchId, limit: 1 }, AS_SYSTEM);
  return { ...file, batch: { ...batch!, added: 0, corrected: 0, unchanged: file.tally.stored }, takenBefore: true };
}

const cell = (value: number | null): string => (value === null ? "\\N" : String(value));

async function lockStaging(client: PoolClient): Promise<void> {
  const { rows } = await client.query<{ got: boolean }>("select pg_try_advisory_lock($1) as got", [STAGING_LOCK]);
  if (rows[0]?.got !== true) throw new Error("Another file is being taken in; try again when it is done. 另一个文件正在导入，请稍后再试。");
  await client.query("truncate collection.staged, collection.staged_series");
}

async function stageSeries(client: PoolClient, format: SourceFormat, { series, conflicts }: Tally): Promise<void> {
  const copy = new CopyIn(client, "copy collection.staged_series (number, key, market, species, variety, grade, category, pot_cm, pack, unit, stems, channel, currency) from stdin");
  for (const [number, key] of series.entries()) {
    const { market, species, variety, grade, category, potCm, pack, unit, stems, channel, currency } = key;
    await copy.write(`${[number, keyText(format, key), market, species, variety, grade, category, potCm, pack, unit, stems, channel, currency].map(copyText).join("\t")}\n`);
  }
  await copy.end();
  if (conflicts.length === 0) return;
  // Which of two rows that contradict each other is right is not guessed: the day is named, and has no figures.
  await client.query(
    `update collection.staged s set status = 'named', problem = 'conflicting_rows', quantity = null, min = null, max = null, mean = null, reason = null
     from unnest($1::int[], $2::date[]) as c (series, business_date) where s.series = c.series and s.business_date = c.business_date`,
    [conflicts.map(({ series: number }) => number), conflicts.map(({ businessDate }) => businessDate)],
  );
}
