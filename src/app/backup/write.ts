import { createHash } from "node:crypto";
import { createWriteStream, existsSync, renameSync, rmSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import pg from "pg";
import type { Shelf } from "../../kernel/files/shelf.ts";
import { FORMAT, MarketDigest, type Header, type TableSum } from "./file.ts";
import { SAME_TEXT, listSequences, listTables, selectOf, strangeSchemas, type TableShape } from "./tables.ts";

/** Rows fetched at a time; the rest stays with the database. */
const FETCH_ROWS = 500;

export interface BackupResult {
  readonly file: string;
  readonly bytes: number;
  readonly tables: number;
  readonly rows: number;
  readonly photos: number;
  /** Photographs the market knows and the shelf has lost or that have other bytes than they should. */
  readonly photosMissing: readonly string[];
  /** Schemas with tables that are no module's and were left out. */
  readonly schemasLeftOut: readonly string[];
  readonly digest: string;
}
type Log = (line: string) => void;

/** Writes a whole market into one file while it runs: one transaction sees one moment, and holds nobody up. */
export async function backup(url: string, shelf: Shelf, file: string, options: { version: string; now: Date; log?: Log }): Promise<BackupResult> {
  if (existsSync(file)) throw new Error(`${file} is already there; choose another name. 文件已存在。`);
  if (!existsSync(dirname(resolve(file)))) throw new Error(`There is no folder ${dirname(resolve(file))}; make it first, or choose another. 文件夹不存在。`);
  const part = `${file}.part`;
  const digest = new MarketDigest();
  const missing: string[] = [];
  try {
    const left = await inSnapshot(url, async (client) => {
      const strange = await strangeSchemas(client);
      const text = writeText(client, shelf, digest, missing, options);
      // Flushed before it gets its name, so that a file with the name of a backup is a whole one.
      await pipeline(Readable.from(text), createGzip(), createWriteStream(part, { mode: 0o600, flush: true }));
      return strange;
    });
    renameSync(part, file);
    const { digest: sum, tables, rows, photos } = digest.footer();
    return { file, bytes: statSync(file).size, tables, rows, photos, photosMissing: missing, schemasLeftOut: left, digest: sum };
  } finally {
    rmSync(part, { force: true });
  }
}

async function* writeText(client: pg.Client, shelf: Shelf, digest: MarketDigest, missing: string[], options: { version: string; now: Date; log?: Log }): AsyncGenerator<string> {
  const tables = await listTables(client);
  yield line(await headerFor(client, tables, options));
  for (const table of tables) {
    yield line({ table: table.name });
    const sum = new Summing();
    for await (const chunk of rowText(client, table)) {
      sum.take(chunk.text, chunk.rows);
      yield chunk.text;
    }
    yield line(sum.done());
    digest.table(table.name, table.columns, sum.done());
    if (sum.done().rows > 0) options.log?.(`${table.name} ${sum.done().rows}`);
  }
  for (const { name, last } of await listSequences(client)) yield line({ sequence: name, last });
  const photos = await client.query<{ sha256: string }>("select sha256 from kernel.file group by sha256 order by sha256 collate \"C\"");
  for (const { sha256 } of photos.rows) {
    const bytes = shelf.read(sha256);
    const whole = bytes !== null && createHash("sha256").update(bytes).digest("hex") === sha256;
    if (!whole) missing.push(sha256);
    digest.photo(sha256, !whole);
    yield line(whole ? { photo: sha256, base64: Buffer.from(bytes).toString("base64") } : { photo: sha256, missing: true });
  }
  yield line(digest.footer());
}

async function headerFor(client: pg.Client, tables: readonly TableShape[], options: { version: string; now: Date }): Promise<Header> {
  const server = await client.query<{ server_version: string }>("show server_version");
  const migrations = await client.query<Header["migrations"][number]>("select module, name, checksum from kernel.migration order by name collate \"C\", module collate \"C\"");
  return { hualian: "backup", format: FORMAT, version: options.version, at: options.now.toISOString(), server: server.rows[0]!.server_version, migrations: migrations.rows, tables };
}

/** The digest of a market as it stands in the database, without its photographs' bytes. */
export async function digestTables(url: string, leaveOut: Readonly<Record<string, readonly string[]>> = {}): Promise<ReadonlyMap<string, TableSum>> {
  return inSnapshot(url, async (client) => {
    const sums = new Map<string, TableSum>();
    for (const table of await listTables(client)) {
      const sum = new Summing();
      const columns = table.columns.filter((column) => leaveOut[table.name]?.includes(column.name) !== true);
      for await (const chunk of rowText(client, { ...table, columns })) sum.take(chunk.text, chunk.rows);
      sums.set(table.name, sum.done());
    }
    return sums;
  });
}

async function* rowText(client: pg.Client, table: TableShape): AsyncGenerator<{ text: string; rows: number }> {
  await client.query(`declare reading no scroll cursor for ${selectOf(table)}`);
  for (;;) {
    const { rows } = await client.query<(string | null)[]>({ text: `fetch forward ${FETCH_ROWS} from reading`, rowMode: "array" });
    if (rows.length === 0) break;
    for (const [at, column] of table.columns.entries()) {
      if (column.type === "xid8" && rows.some((row) => row[at] === null)) throw new Error(`${table.name}.${column.name} names a place in a log where there is nothing; the market is damaged.`);
    }
    yield { text: `${rows.map((row) => JSON.stringify(row)).join("\n")}\n`, rows: rows.length };
  }
  await client.query("close reading");
}

class Summing {
  readonly #hash = createHash("sha256");
  #rows = 0;
  take(text: string, rows: number): void {
    this.#hash.update(text);
    this.#rows += rows;
  }
  done(): TableSum {
    return { rows: this.#rows, sha256: this.#hash.copy().digest("hex") };
  }
}

async function inSnapshot<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: "hualian backup" });
  await client.connect();
  try {
    await client.query("begin isolation level repeatable read read only");
    await client.query(SAME_TEXT);
    return await work(client);
  } finally {
    // Ends the transaction too; nothing was written.
    await client.end();
  }
}

const line = (value: unknown): string => `${JSON.stringify(value)}\n`;
