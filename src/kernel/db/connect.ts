import { Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import type { AnyDb } from "../machinery/module.ts";

const POOL_SIZE = 12;
const INT8 = 20;
const DATE = 1082;
const NUMERIC = 1700;

/** bigint columns come back as numbers; one that is too large to be exact is an error, never a rounded figure. */
export function exactInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new Error(`The database holds ${text}, which is too large to be exact here.`);
  return value;
}

const types = new pg.TypeOverrides();
types.setTypeParser(INT8, exactInteger);
types.setTypeParser(DATE, (text: string) => text);
types.setTypeParser(NUMERIC, (text: string) => text);

export interface Database {
  readonly db: AnyDb;
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

/**
 * Lets a process outlive its database. A connection that the server drops is replaced by the pool when it is idle; one that
 * is lent out and between two queries tells of the loss by an event that nobody else hears, and the next query on it fails.
 */
export function outliving(pool: pg.Pool): pg.Pool {
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  return pool;
}

/** Opens a pool on any PostgreSQL of version 15 or later. */
export function connect(url: string, size: number = POOL_SIZE): Database {
  const pool = outliving(new pg.Pool({ connectionString: url, max: size, types, connectionTimeoutMillis: 15_000, application_name: "hualian" }));
  const db: AnyDb = new Kysely({ dialect: new PostgresDialect({ pool }) });
  return {
    db, pool,
    async close() {
      await db.destroy();
      // Nothing was asked through Kysely, only through the pool: then it does not know that there is something to end.
      if (!pool.ending) await pool.end();
    },
  };
}
