import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import type pg from "pg";

const MIGRATION_LOCK = 7_240_461;
const FILE_NAME = /^\d{4}-\d{2}-\d{2}-\d{2}-[a-z0-9-]+\.sql$/;

export interface MigrationFolder {
  readonly module: string;
  readonly folder: URL;
}

/** Applies forward-only SQL files of all modules in order of their date-first names; a changed old file is refused. */
export async function migrate(pool: pg.Pool, folders: readonly MigrationFolder[]): Promise<string[]> {
  const files = folders
    .filter(({ folder }) => existsSync(folder))
    .flatMap(({ module, folder }) =>
      readdirSync(folder).filter((name) => name.endsWith(".sql")).map((name) => {
        if (!FILE_NAME.test(name)) throw new Error(`Migration ${module}/${name} needs a name like 2026-11-22-01-lots.sql`);
        return { module, name, sql: readFileSync(new URL(name, folder), "utf8") };
      }),
    )
    .sort((a, b) => (a.name === b.name ? a.module.localeCompare(b.module) : a.name < b.name ? -1 : 1));
  const client = await pool.connect();
  const applied: string[] = [];
  try {
    await client.query("select pg_advisory_lock($1)", [MIGRATION_LOCK]);
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
    return applied;
  } finally {
    await client.query("select pg_advisory_unlock($1)", [MIGRATION_LOCK]).catch(() => {});
    client.release();
  }
}
