import pg from "pg";
import { checkTrail } from "../../kernel/access/trail.ts";
import { connect } from "../../kernel/db/connect.ts";
import { migrate, type MigrationFolder } from "../../kernel/db/migrate.ts";
import type { Shelf } from "../../kernel/files/shelf.ts";
import { FIRST_WAVE, columnList, listTables, sqlName, type TableShape } from "./tables.ts";
import { walk, type Header, type TableSum, type Walked } from "./file.ts";
import { digestTables } from "./write.ts";

const LOAD_ROWS = 500;
/** Rows are sent on when they weigh this much, however few they are. */
const LOAD_BYTES = 8 * 1024 * 1024;
const RAISE_AT_A_TIME = 50_000;

export interface RestoreResult {
  readonly file: string;
  readonly tables: number;
  readonly rows: number;
  readonly photos: number;
  readonly photosMissing: readonly string[];
  readonly digest: string;
  readonly ledgerBalanced: boolean;
  readonly trailWhole: boolean;
  /** Newer migrations that were applied after the old state stood. */
  readonly migrated: readonly string[];
}
export interface RestoreOptions {
  /** The empty database. */
  readonly url: string;
  readonly shelf: Shelf;
  readonly folders: readonly MigrationFolder[];
  /** How to get rid of what a restore that failed leaves behind, for the message. */
  readonly place: string;
  /** What `walk` found in the file, if it has been read and checked already. */
  readonly checked?: Walked;
  readonly log?: (line: string) => void;
}

/** Reads a backup into an empty database. Until everything is checked the database carries a mark, and no market opens on it. */
export async function restore(file: string, options: RestoreOptions): Promise<RestoreResult> {
  const log = options.log ?? (() => {});
  log("checking the file 检查备份文件");
  const whole = options.checked ?? (await walk(file));
  const client = new pg.Client({ connectionString: options.url, application_name: "hualian restore" });
  await client.connect();
  try {
    await refuseUsed(client, whole.header, options.place);
    await mark(client, file);
    try {
      return await fill(client, file, whole, { ...options, log });
    } catch (error) {
      throw new Error(`The restore did not finish: ${(error as Error).message}\n${options.place} is half restored and no market opens on it; remove it and restore again. 恢复未完成，请删除后重试。`, { cause: error });
    }
  } finally {
    await client.end().catch(() => {});
  }
}

async function refuseUsed(client: pg.Client, header: Header, place: string): Promise<void> {
  const half = await client.query<{ here: boolean }>("select to_regclass('kernel.restoring') is not null as here");
  if (half.rows[0]?.here === true) throw new Error(`${place} holds a restore that did not finish; remove it and restore again. 该处只恢复了一半，请删除后重试。`);
  const schemas = [...new Set(["kernel", ...header.tables.map((table) => table.name.split(".")[0])])];
  const used = await client.query<{ nspname: string }>("select nspname from pg_namespace where nspname = any($1)", [schemas]);
  if (used.rows.length > 0) throw new Error(`${place} is not empty: it already holds a market (${used.rows.map((row) => row.nspname).join(", ")}). Restore into an empty place. 目标不为空。`);
}

async function mark(client: pg.Client, file: string): Promise<void> {
  await client.query("begin; create schema kernel; create table kernel.restoring (file text not null, at timestamptz not null default now())");
  await client.query("insert into kernel.restoring (file) values ($1)", [file]);
  await client.query("commit");
}

async function fill(client: pg.Client, file: string, { header, footer, sums }: Walked, options: RestoreOptions & { log: (line: string) => void }): Promise<RestoreResult> {
  const { url, shelf, folders, log } = options;
  const database = connect(url, 2);
  try {
    await migrateTo(database.pool, folders, header);
    const tables = await listTables(client);
    refuseOtherShapes(header, tables);
    log("loading 装入数据");
    const { rows, photos, photosMissing, highestWave } = await load(client, file, tables, shelf, log);
    await raiseTransactions(client, highestWave, log);
    log("checking what was restored 核对");
    compare(sums, await digestTables(url));
    const ledgerBalanced = await ledgerBalances(client);
    if (!ledgerBalanced) throw new Error("the ledger does not balance");
    const trail = await checkTrail(database.db as never);
    if (!trail.whole) throw new Error(`the audit trail does not fit its seal ${trail.firstBroken}`);
    const migrated = await migrate(database.pool, folders, { restoring: true });
    await client.query("drop table kernel.restoring");
    return { file, tables: tables.length, rows, photos, photosMissing, digest: footer.digest, ledgerBalanced, trailWhole: trail.whole, migrated };
  } finally {
    await database.close();
  }
}

/** First to where the backup was, so that its rows fit; what this version adds comes after. */
async function migrateTo(pool: pg.Pool, folders: readonly MigrationFolder[], header: Header): Promise<void> {
  const wanted = new Set(header.migrations.map(({ module, name }) => `${module}/${name}`));
  const applied = new Set(await migrate(pool, folders, { only: wanted, restoring: true }));
  const unknown = [...wanted].filter((one) => !applied.has(one));
  if (unknown.length > 0) throw new Error(`the backup was written by a version (${header.version}) with changes that this one does not know: ${unknown.join(", ")}`);
  const { rows } = await pool.query<{ key: string; checksum: string }>("select module || '/' || name as key, checksum from kernel.migration");
  const here = new Map(rows.map((row) => [row.key, row.checksum]));
  for (const { module, name, checksum } of header.migrations) {
    if (here.get(`${module}/${name}`) !== checksum) throw new Error(`${module}/${name} is another migration here than where the backup was written`);
  }
}

function refuseOtherShapes(header: Header, tables: readonly TableShape[]): void {
  const shape = (table: TableShape): string => `${table.name}(${table.columns.map((column) => `${column.name} ${column.type}`).join(", ")})`;
  const here = new Set(tables.map(shape));
  const there = new Set(header.tables.map(shape));
  const odd = [...here].filter((one) => !there.has(one)).concat([...there].filter((one) => !here.has(one)));
  if (odd.length > 0) throw new Error(`these tables differ between the backup and this version: ${odd.join("; ")}`);
}

interface Loaded {
  readonly rows: number;
  readonly photos: number;
  readonly photosMissing: readonly string[];
  readonly highestWave: number;
}

/** One transaction: triggers and foreign keys step aside, rows go in as they were, foreign keys come back and check every row. */
async function load(client: pg.Client, file: string, tables: readonly TableShape[], shelf: Shelf, log: (line: string) => void): Promise<Loaded> {
  await client.query("begin; set local search_path = pg_catalog; set local timezone = 'UTC'");
  const names = tables.map((table) => sqlName(table.name));
  for (const name of names) await client.query(`alter table ${name} disable trigger user`);
  const keys = await dropForeignKeys(client, tables);
  await client.query(`truncate ${names.join(", ")}`);
  let rows = 0;
  let photos = 0;
  let highestWave = 0;
  const photosMissing: string[] = [];
  const pending = new Loader(client);
  await walk(file, {
    async rows(table, lines) {
      rows += lines.length;
      highestWave = Math.max(highestWave, await pending.add(table, lines));
    },
    async sequence({ name, last }) {
      await client.query("select setval($1::regclass, $2::bigint)", [sqlName(name), last]);
    },
    async photo(photo, bytes) {
      if (bytes === null) photosMissing.push(photo.photo);
      else {
        shelf.keep(bytes);
        photos++;
      }
    },
  });
  await pending.flush();
  log(`${rows} rows, ${photos} photos`);
  for (const key of keys) await client.query(key);
  for (const name of names) await client.query(`alter table ${name} enable trigger user`);
  await client.query("commit");
  return { rows, photos, photosMissing, highestWave };
}

/** Takes the foreign keys down and returns the statements that put them up again. */
async function dropForeignKeys(client: pg.Client, tables: readonly TableShape[]): Promise<string[]> {
  const { rows } = await client.query<{ name: string; table: string; definition: string }>(
    `select quote_ident(conname) as name, conrelid::regclass::text as table, pg_get_constraintdef(c.oid) as definition
     from pg_constraint c join pg_class t on t.oid = c.conrelid join pg_namespace n on n.oid = t.relnamespace
     where contype = 'f' and conparentid = 0 and n.nspname || '.' || t.relname = any($1)`, [tables.map((table) => table.name)],
  );
  for (const { name, table } of rows) await client.query(`alter table ${table} drop constraint ${name}`);
  return rows.map(({ name, table, definition }) => `alter table ${table} add constraint ${name} ${definition}`);
}

/** Gathers rows of one table and sends them column by column, each text cast to its column's type by the server. */
class Loader {
  readonly #client: pg.Client;
  #table: Header["tables"][number] | null = null;
  #rows: (string | null)[][] = [];
  #bytes = 0;

  constructor(client: pg.Client) {
    this.#client = client;
  }

  /** Returns the highest transaction number among the rows. */
  async add(table: Header["tables"][number], lines: readonly string[]): Promise<number> {
    if (this.#table !== table) await this.flush();
    this.#table = table;
    const xids = table.columns.flatMap((column, at) => (column.type === "xid8" ? [at] : []));
    let highest = 0;
    for (const line of lines) {
      const row = JSON.parse(line) as (string | null)[];
      if (row.length !== table.columns.length) throw new Error(`a row of ${table.name} has ${row.length} values for ${table.columns.length} columns`);
      this.#rows.push(row);
      this.#bytes += line.length;
      for (const at of xids) highest = Math.max(highest, Number(row[at]));
      if (this.#rows.length >= LOAD_ROWS || this.#bytes >= LOAD_BYTES) await this.flush();
    }
    return highest;
  }

  async flush(): Promise<void> {
    const [table, rows] = [this.#table, this.#rows];
    this.#rows = [];
    this.#bytes = 0;
    if (table === null || rows.length === 0) return;
    const columns = table.columns.map((_column, at) => rows.map((row) => row[at] ?? null));
    const cast = table.columns.map((column, at) => `c${at}::${column.type}`).join(", ");
    const from = table.columns.map((_column, at) => `$${at + 1}::text[]`).join(", ");
    await this.#client.query(
      `insert into ${sqlName(table.name)} (${columnList(table)}) overriding system value select ${cast} from unnest(${from}) as r(${table.columns.map((_column, at) => `c${at}`).join(", ")})`,
      columns,
    );
  }
}

/** The server's transaction counter must pass every restored number, or the readers of the log would wait for those transactions to end. */
async function raiseTransactions(client: pg.Client, wave: number, log: (line: string) => void): Promise<void> {
  for (;;) {
    const { rows } = await client.query<{ now: string }>("select pg_current_xact_id()::text as now");
    const short = Math.max(wave, FIRST_WAVE) + 1 - Number(rows[0]!.now);
    if (short <= 0) return;
    log(`raising the transaction counter by ${short} 推进事务编号`);
    await client.query(`do $$ begin for i in 1..${Math.min(short, RAISE_AT_A_TIME)} loop perform pg_current_xact_id(); commit; end loop; end $$`);
  }
}

function compare(wanted: ReadonlyMap<string, TableSum>, found: ReadonlyMap<string, TableSum>): void {
  for (const [name, sum] of wanted) {
    const here = found.get(name);
    if (here?.sha256 !== sum.sha256) throw new Error(`${name} reads differently after the restore (${sum.rows} rows in the file, ${here?.rows ?? 0} here)`);
  }
}

async function ledgerBalances(client: pg.Client): Promise<boolean> {
  const { rowCount } = await client.query(
    "select 1 from kernel.posting group by set_id, currency having sum(amount) <> 0 union all select 1 from kernel.posting_set s where not exists (select 1 from kernel.posting p where p.set_id = s.id) limit 1",
  );
  return rowCount === 0;
}
