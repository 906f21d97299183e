import { Refusal } from "../../kernel/machinery/refusal.ts";
import { AS_SYSTEM } from "../../kernel/machinery/runtime.ts";
import { settlement } from "../../market/settlement/contract.ts";
import type { ReplayMarket } from "./market.ts";

/** The close of one replayed day: papers, bank files, and every comparison of the books. */
export interface DayClose {
  readonly date: string;
  readonly state: string;
  readonly deals: number;
  readonly sold: number;
  readonly bills: number;
  readonly statements: number;
  readonly billsTotal: number;
  readonly statementsTotal: number;
  readonly ledgerTotal: number;
  readonly payoutFile: number;
  readonly debitFile: number;
  readonly differences: number;
  /** Σ bills = Σ statements = Σ sales = Σ ledger = bank files, and nothing is listed. */
  readonly equal: boolean;
}

/** Closes the day as the cashier does in the evening, and reads what came of it. A day that does not agree stays open. */
export async function closeDay({ runtime }: ReplayMarket, date: string): Promise<DayClose> {
  await runtime.call(settlement.actions.closeDay, { businessDate: date }, AS_SYSTEM).catch((error: unknown) => {
    if (!(error instanceof Refusal)) throw error;
  });
  await runtime.settle();
  const { day, sales, checks, differences, itemsTotal, seller, buyer } = await runtime.call(settlement.actions.dayOverview, { businessDate: date }, AS_SYSTEM);
  const found = (code: (typeof checks)[number]["code"]): number => checks.find((check) => check.code === code)?.found ?? 0;
  const sums = {
    billsTotal: found("bills"), statementsTotal: found("statements"), ledgerTotal: found("receivable"), payoutFile: found("payout_file"), debitFile: found("debit_file"),
  };
  const state = day?.state ?? "open";
  return {
    date, state, deals: sales.deals, sold: sales.gross, bills: buyer.papers, statements: seller.papers, ...sums, differences,
    equal: (state === "closed" || state === "paid") && differences === 0 && itemsTotal === 0 && Object.values(sums).every((sum) => sum === sales.gross),
  };
}
