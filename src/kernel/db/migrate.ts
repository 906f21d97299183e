import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import type pg from "pg";

const MIGRATION_LOCK = 7_240_461;
const FILE_NAME = /^\d{4}-\d{2}-\d{2}-\d{2}-[a-z0-9-]+\.sql$/;

export interface MigrationFolder {
  readonly module: string;
  readonly folder: URL;
}

export interface MigrateOptions {
  /** Only these, as "module/name.sql"; a restore first brings the database to where the backup was. */
  readonly only?: ReadonlySet<string>;
  /** A restore may work on a database that is marked as half restored; nobody else may. */
  readonly restoring?: boolean;
}

/** Applies forward-only SQL files of all modules in order of their date-first names; a changed old file is refused. */
export async function migrate(pool: pg.Pool, folders: readonly MigrationFolder[], options: MigrateOptions = {}): Promise<string[]> {
  const files = folders
    .filter(({ folder }) => existsSync(folder))
    .flatMap(({ module, folder }) =>
      readdirSync(folder).filter((name) => name.endsWith(".sql")).map((name) => {
        if (!FILE_NAME.test(name)) throw new Error(`Migration ${module}/${name} needs a name like 2026-11-22-01-lots.sql`);
        return { module, name, sql: readFileSync(new URL(name, folder), "utf8") };
      }),
    )
    .filter(({ module, name }) => options.only?.has(`${module}/${name}`) ?? true)
    .sort((a, b) => (a.name === b.name ? a.module.localeCompare(b.module) : a.name < b.name ? -1 : 1));
  const client = await pool.connect();
  const applied: string[] = [];
  try {
    await client.query("select pg_advisory_lock($1)", [MIGRATION_LOCK]);
    if (options.restoring !== true) await refuseHalfRestored(client);
    await client.query("create schema if not exists kernel");
    await client.query(
      `create table if not exists kernel.migration (
         module text not null, name text not null, checksum text not null, at timestamptz not null default now(), primary key (module, name))`,
    );
    const done = await client.query<{ module: string; name: string; checksum: string }>("select module, name, checksum from kernel.migration");
    const known = new Map(done.rows.map((row) => [`${row.module}/${row.name}`, row.checksum]));
    for (const file of files) {
      const key = `${file.module}/${file.name}`;
      const checksum = createHash("sha256").update(file.sql).digest("hex");
      const before = known.get(key);
      if (before === checksum) continue;
      if (before !== undefined) throw new Error(`Migration ${key} was changed after it had been applied; write a new one instead.`);
      await client.query("begin");
      try {
        await client.query(file.sql);
        await client.query("insert into kernel.migration (module, name, checksum) values ($1, $2, $3)", [file.module, file.name, checksum]);
        await client.query("commit");
      } catch (error) {
        await client.query("rollback");
        throw new Error(`Migration ${key} failed: ${(error as Error).message}`, { cause: error });
      }
      applied.push(key);
    }
    if (options.restoring !== true) await refuseForeignLog(client);
    return applied;
  } finally {
    await client.query("select pg_advisory_unlock($1)", [MIGRATION_LOCK]).catch(() => {});
    client.release();
  }
}

async function refuseHalfRestored(client: pg.PoolClient): Promise<void> {
  const { rows } = await client.query<{ here: boolean }>("select to_regclass('kernel.restoring') is not null as here");
  if (rows[0]?.here !== true) return;
  const half = (await client.query<{ file: string; at: Date }>("select file, at from kernel.restoring")).rows[0];
  throw new Error(
    `This database holds a restore of ${half?.file ?? "a backup"} that was begun at ${half?.at.toISOString() ?? "some time"} and did not finish. `
    + "Remove the data directory (or the database) and restore again. 该数据库只恢复了一半，请删除后重新恢复。",
  );
}

/** Events are read in the order of their transactions; carried by other means than ours, old ones would stand after new ones. */
async function refuseForeignLog(client: pg.PoolClient): Promise<void> {
  const { rows } = await client.query<{ here: boolean }>("select to_regclass('kernel.event') is not null as here");
  if (rows[0]?.here !== true) return;
  const ahead = await client.query("select 1 from kernel.event where xid >= pg_snapshot_xmax(pg_current_snapshot()) limit 1");
  if (ahead.rowCount === 0) return;
  throw new Error(
    "The event log of this database was written on another server: its transaction numbers have not come up here yet, so new events would stand among old ones. "
    + "Move a market with hualian backup and hualian restore. 请用 hualian backup 与 restore 迁移市场。",
  );
}
