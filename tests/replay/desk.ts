/** What the tests of `hualian replay` share: an empty database, and day files of our own making. */
import { randomBytes } from "node:crypto";
import pg from "pg";
import { replayFiles, type ReplayCommand } from "../../src/app/replay/command.ts";
import type { ReplayResult } from "../../src/app/replay/result.ts";

export interface EmptyDatabase {
  readonly url: string;
  /** Asks the database itself, past the product. */
  ask<T extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<T[]>;
  drop(): Promise<void>;
}

export async function emptyDatabase(): Promise<EmptyDatabase> {
  const server = process.env["HUALIAN_TEST_SERVER"];
  if (server === undefined) throw new Error("Run this test through vitest, which starts a database for it.");
  const name = `replay_${randomBytes(6).toString("hex")}`;
  await on(server, `create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    ask: (text, values) => on(url.href, text, values),
    drop: async () => void (await on(server, `drop database ${name} with (force)`)),
  };
}

async function on<T extends pg.QueryResultRow>(url: string, text: string, values: unknown[] = []): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<T>(text, values)).rows;
  } finally {
    await client.end();
  }
}

/** Replays files as the command does, on a database of the test run's server. */
export async function replayHere(files: readonly string[], more: Partial<ReplayCommand> = {}): Promise<ReplayResult> {
  const database = await emptyDatabase();
  try {
    return await replayFiles({ files, strict: false, databaseUrl: database.url, ...more }, new AbortController().signal);
  } finally {
    await database.drop();
  }
}

/** The promises of a replay, in the order in which they are read. */
export const promisesOf = ({ ledgerBalanced, journalVerified, stockBalanced, billsEqualStatementsEqualLedger }: ReplayResult) =>
  ({ ledgerBalanced, journalVerified, stockBalanced, billsEqualStatementsEqualLedger });

export const ALL_KEPT = { ledgerBalanced: true, journalVerified: true, stockBalanced: true, billsEqualStatementsEqualLedger: true };
