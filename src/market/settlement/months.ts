import { addDays } from "../../engines/calendar/day.ts";
import type { SettlementScene } from "./sale.ts";

/** The first of the month a day lies in. */
export const monthStart = (day: string): string => `${day.slice(0, 8)}01`;

/** The day a payment is posted on: the bank's own day, or today where that day is to come or its month is closed. */
export async function firstFreeDay({ tx, businessDate }: Pick<SettlementScene, "tx" | "businessDate">, asked: string | undefined): Promise<string> {
  const { closed } = await tx.selectFrom("settlement.month").select((of) => of.fn.max("last_day").as("closed")).where("state", "=", "closed").executeTakeFirstOrThrow();
  const wanted = asked === undefined || asked > businessDate ? businessDate : asked;
  return closed === null || wanted > closed ? wanted : addDays(closed, 1) > businessDate ? businessDate : addDays(closed, 1);
}
