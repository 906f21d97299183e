import { sql, type Transaction } from "kysely";
import type { Attempt, Contained } from "./module.ts";
import { Refusal } from "./refusal.ts";
import type { MachineryTables } from "./tables.ts";

/** What PostgreSQL says when two transactions got into each other's way. */
const RETRYABLE = new Set(["40001", "40P01"]);

/** A savepoint around a part of the work. Only a refusal is handed over; a bug or a lost race ends the whole transaction. */
export async function attempted<T>(tx: Transaction<MachineryTables>, emitted: { length: number }, work: () => Promise<T>): Promise<Attempt<T>> {
  const said = emitted.length;
  await sql`savepoint attempt`.execute(tx);
  try {
    const value = await work();
    await sql`release savepoint attempt`.execute(tx);
    return { ok: true, value };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    await sql`rollback to savepoint attempt`.execute(tx);
    await sql`release savepoint attempt`.execute(tx);
    emitted.length = said;
    return { ok: false, refusal: error };
  }
}

/** A savepoint around one thing among many. A lost race still ends the whole transaction, which is then run again. */
export async function contained<T>(tx: Transaction<MachineryTables>, emitted: { length: number }, work: () => Promise<T>, tell: (error: unknown) => void): Promise<Contained<T>> {
  const said = emitted.length;
  await sql`savepoint contained`.execute(tx);
  try {
    const value = await work();
    // What is only looked at when a transaction commits would fail there for everything else in it.
    await sql`set constraints all immediate`.execute(tx);
    await sql`set constraints all deferred`.execute(tx);
    await sql`release savepoint contained`.execute(tx);
    return { ok: true, value };
  } catch (error) {
    if (isLostRace(error)) throw error;
    await sql`rollback to savepoint contained`.execute(tx);
    await sql`release savepoint contained`.execute(tx);
    emitted.length = said;
    if (!(error instanceof Refusal)) tell(error);
    return { ok: false, error };
  }
}

export function isLostRace(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === "string" && RETRYABLE.has(code);
}
