import { sql } from "kysely";
import { ledger } from "../../kernel/ledger/contract.ts";
import type { ClockScene } from "./clerk.ts";
import type { SessionFacts } from "./hall.ts";

type InScene = <T>(work: (scene: ClockScene) => Promise<T>) => Promise<T>;
const SEATS_PER_TRANSACTION = 50;

/**
 * Gives every buyer back what he did not spend, then writes the session off as closed. May be called again after a crash.
 * First the session stops being open: who takes a seat or has one topped up holds the session's row while he does so,
 * hence is through before the seats are given up, or finds it closing.
 */
export async function closeBooks(inScene: InScene, facts: SessionFacts, digest: string): Promise<void> {
  await inScene(({ tx }) => tx.updateTable("clock.session").set({ status: "closing" }).where("id", "=", facts.id).where("status", "=", "open").execute());
  while ((await inScene((scene) => releaseSeats(scene, facts))) > 0);
  await inScene((scene) => closeSession(scene, facts, digest));
}

async function releaseSeats({ tx, now, ask }: ClockScene, { id, currency }: SessionFacts): Promise<number> {
  const seats = await tx.selectFrom("clock.seat").select(["id", "party_id", "workplace_id", "allowance"])
    .where("session_id", "=", id).where("released_at", "is", null).orderBy("no").limit(SEATS_PER_TRANSACTION).forUpdate().execute();
  for (const seat of seats) {
    // Only the firm's own seat holds credit; what its workplaces bought was charged to it.
    if (seat.workplace_id === null) {
      const { booked } = await tx.selectFrom("clock.award").select(sql<number>`coalesce(sum(price * quantity), 0)::bigint`.as("booked"))
        .where("session_id", "=", id).where("party_id", "=", seat.party_id).where("sale_id", "is not", null).executeTakeFirstOrThrow();
      const rest = seat.allowance - booked;
      if (rest > 0) await ask(ledger.actions.release, { partyId: seat.party_id, currency, amount: rest, cause: "clock", causeId: `${id}:${seat.id}:close` });
    }
    await tx.updateTable("clock.seat").set({ released_at: now }).where("id", "=", seat.id).execute();
  }
  return seats.length;
}

async function closeSession({ tx, now, emit }: ClockScene, { id, businessDate, currency }: SessionFacts, digest: string): Promise<void> {
  const { numUpdatedRows } = await tx.updateTable("clock.session").set({ status: "closed", closed_at: now, digest })
    .where("id", "=", id).where("status", "in", ["open", "closing"]).executeTakeFirst();
  if (numUpdatedRows === 0n) return;
  const sums = await tx.selectFrom("clock.queue").where("session_id", "=", id).where("engine_lot", "is not", null).select([
    sql<number>`coalesce(sum(quantity), 0)::bigint`.as("offered"), sql<number>`coalesce(sum(sold), 0)::bigint`.as("sold"), sql<number>`coalesce(sum(value), 0)::bigint`.as("value"),
    sql<number>`coalesce(sum(quantity - sold) filter (where status = 'passed'), 0)::bigint`.as("passed"),
    sql<number>`coalesce(sum(quantity - sold) filter (where status = 'withdrawn'), 0)::bigint`.as("withdrawn"),
  ]).executeTakeFirstOrThrow();
  const { groups } = await tx.selectFrom("clock.journal").select((of) => of.fn.countAll<number>().as("groups")).where("session_id", "=", id).executeTakeFirstOrThrow();
  await emit("sessionClosed", { sessionId: id, businessDate, digest, groups, currency, ...sums });
}
