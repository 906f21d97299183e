import { addDays, daysInMonth } from "../../engines/calendar/day.ts";
import { sql } from "kysely";
import type { Tx } from "../../kernel/machinery/module.ts";
import type { SettlementScene } from "./sale.ts";
import type { Tables } from "./store.ts";

/** The first of the month a day lies in. */
export const monthStart = (day: string): string => `${day.slice(0, 8)}01`;

/** "2026-11" to "2026-11-30". */
export function lastDayOf(month: string): string {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return `${month}-${String(daysInMonth(year, number)).padStart(2, "0")}`;
}

/** The last day that takes nothing more: of the closed days, or of a closed month that ended without trade. */
export async function closedThrough(tx: Tx<Tables>): Promise<string | null> {
  const { rows } = await sql<{ through: string | null }>`select greatest((select max(business_date) from settlement.day where state <> 'open'), (select max(last_day) from settlement.month where state = 'closed')) as through`.execute(tx);
  return rows[0]!.through;
}

/** The day a payment is posted on: the bank's own day, or today where that day is to come or its month is closed. */
export async function firstFreeDay({ tx, businessDate }: Pick<SettlementScene, "tx" | "businessDate">, asked: string | undefined): Promise<string> {
  const { closed } = await tx.selectFrom("settlement.month").select((of) => of.fn.max("last_day").as("closed")).where("state", "=", "closed").executeTakeFirstOrThrow();
  const wanted = asked === undefined || asked > businessDate ? businessDate : asked;
  return closed === null || wanted > closed ? wanted : addDays(closed, 1) > businessDate ? businessDate : addDays(closed, 1);
}
