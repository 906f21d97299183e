import { sql } from "kysely";
import { calendar } from "../../kernel/calendar/contract.ts";
import type { Tx } from "../../kernel/machinery/module.ts";
import type { SettlementScene } from "./sale.ts";
import type { Tables } from "./store.ts";
import type { DayView } from "./views.ts";

/** Lots of a day whose stock is still promised to a sale under way. */
export const heldStock = (tx: Tx<Tables>, businessDate: string) => tx.selectFrom("kernel.lot").where("business_date", "=", businessDate).where("held", ">", 0);

/** A day with how far its close is. */
export const dayRows = (tx: Tx<Tables>) => tx.selectFrom("settlement.day as d").selectAll("d").select((of) => [
  of.selectFrom("settlement.close_task as t").select(sql<number>`count(*)`.as("n")).whereRef("t.business_date", "=", "d.business_date").as("papers_total"),
  of.selectFrom("settlement.close_task as t").select(sql<number>`count(*)`.as("n")).whereRef("t.business_date", "=", "d.business_date").where("t.done", "=", true).as("papers_done"),
]);
type DayRow = Awaited<ReturnType<ReturnType<typeof dayRows>["executeTakeFirstOrThrow"]>>;

export const dayView = (row: DayRow): DayView => ({
  businessDate: row.business_date, currency: row.currency, state: row.state, closingAt: row.closing_at?.toISOString() ?? null, closingBy: row.closing_name,
  closedAt: row.closed_at?.toISOString() ?? null, paidAt: row.paid_at?.toISOString() ?? null, papersDone: row.papers_done ?? 0, papersTotal: row.papers_total ?? 0,
});

export async function dayOf(tx: Tx<Tables>, businessDate: string): Promise<DayView> {
  return dayView(await dayRows(tx).where("d.business_date", "=", businessDate).executeTakeFirstOrThrow());
}

/** The market's name, for the head of every paper, and its currency. */
export async function marketOf({ ask }: SettlementScene): Promise<{ name: { zh: string; en: string; demo: boolean }; currency: string }> {
  const { market } = await ask(calendar.actions.today, {});
  return { name: { zh: market.nameZh, en: market.nameEn, demo: market.demo }, currency: market.currency };
}
