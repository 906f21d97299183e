import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freshDatabase } from "../../../tests/market.ts";
import { connect, type Database } from "./connect.ts";

let database: Database;
let admin: pg.Client;
beforeAll(async () => {
  const url = await freshDatabase();
  database = connect(url, 2);
  admin = new pg.Client({ connectionString: url });
  await admin.connect();
});
afterAll(async () => {
  await admin.end();
  await database.close();
});

test("a connection that is cut between two statements of a transaction fails that transaction, not the process", async () => {
  const deaths: unknown[] = [];
  const note = (error: unknown): void => void deaths.push(error);
  process.on("uncaughtException", note);
  const work = database.db.transaction().execute(async (tx) => {
    await tx.selectFrom("pg_class").select("relname").limit(1).execute();
    await admin.query("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()");
    await new Promise((wake) => setTimeout(wake, 100));
    await tx.selectFrom("pg_class").select("relname").limit(1).execute();
  });
  await expect(work).rejects.toThrow();
  expect((await database.pool.query("select 1 as one")).rows).toEqual([{ one: 1 }]);
  process.off("uncaughtException", note);
  expect(deaths).toEqual([]);
});
