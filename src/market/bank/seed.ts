import { createChance, whole } from "../../engines/clock/chance.ts";
import { AS_SYSTEM, type Runtime } from "../../kernel/machinery/runtime.ts";
import { settlement } from "../settlement/contract.ts";
import { bank } from "./contract.ts";

export interface PastStatement {
  /** Closed days, oldest first; the last of them is not paid yet. */
  readonly days: readonly string[];
  readonly today: string;
  readonly seed: number;
}

const OPENING = 5_000_000_00;
const FEE = 36_00;
/** Of the last day's papers the bank has answered so many in a hundred. */
const ANSWERED_PERCENT = 60;
const text = (minor: number): string => `${minor < 0 ? "-" : ""}${Math.floor(Math.abs(minor) / 100)}.${String(Math.abs(minor) % 100).padStart(2, "0")}`;

/** Plants the bank's statement of some closed days: most lines match, a fee, a short payment and one that came twice stay open. Done once. */
export async function seedStatement(runtime: Runtime, { days, today, seed }: PastStatement): Promise<number> {
  const { accounts } = await runtime.call(bank.actions.accounts, {}, AS_SYSTEM);
  if (accounts.length > 0) return 0;
  const chance = createChance(seed);
  const account = await runtime.call(bank.actions.addAccount, { label: "结算专户（演示）", bankName: "演示银行（虚构）", number: "999900001234" }, AS_SYSTEM);
  const rows: { amount: number; name: string; remark: string; day: string }[] = [];
  for (const [n, businessDate] of days.entries()) {
    const next = days[n + 1] ?? today;
    for (const side of ["seller", "buyer"] as const) {
      const { papers } = await runtime.call(settlement.actions.papers, { businessDate, side, limit: 2_000 }, AS_SYSTEM);
      const due = papers.filter((paper) => paper.due > 0 && (paper.state === "paid" || (n === days.length - 1 && whole(chance, 1, 100) <= ANSWERED_PERCENT)));
      rows.push(...due.map((paper) => rowOf(paper, next)));
    }
  }
  const short = rows.findLast((row) => row.amount > 100_00);
  if (short !== undefined) {
    rows.push({ ...short });
    const other = rows.findLast((row) => row.amount > 100_00 && row.remark !== short.remark);
    if (other !== undefined) other.amount -= 20_00;
  }
  rows.push({ amount: -FEE, name: "", remark: "代付手续费", day: today });
  rows.sort((a, b) => a.day.localeCompare(b.day));
  let balance = OPENING;
  const lines = rows.map((row, at) => {
    balance += row.amount;
    return [row.day, row.amount < 0 ? text(-row.amount) : "", row.amount > 0 ? text(row.amount) : "", text(balance), row.name, row.remark, `YS${String(at + 1).padStart(6, "0")}`].join(",");
  });
  const report = await runtime.call(bank.actions.importStatement, { accountId: account.id, dryRun: false, base64: Buffer.from(["交易日期,借方发生额,贷方发生额,余额,对方户名,附言,交易流水号", ...lines].join("\r\n"), "utf8").toString("base64") }, AS_SYSTEM);
  return report.created;
}

const rowOf = (paper: { readonly side: "seller" | "buyer"; readonly due: number; readonly party: string; readonly no: string }, day: string) => ({ amount: paper.side === "seller" ? -paper.due : paper.due, name: paper.party, remark: `${paper.side === "seller" ? "货款" : "购货款"} ${paper.no}`, day });
