import type { PageWords } from "./words.zh.ts";

export const en = {
  titles: { months: "Month close", month: (month: string) => `Close of ${month}` },
  intro: "When the checklist of a month is done, one proposes its close and another confirms it; nothing is booked into it any more, and corrections fall on the first day after it.",
  columns: { month: "Month", state: "State", days: "Days", gross: "Gross", closed: "Closed", hash: "Hash", account: "Account", opening: "Opening", debit: "Debit", credit: "Credit", closing: "Closing", side: "Side", papers: "Papers", corrected: "Reversed", direct: "Direct", transfers: "Transfers", fees: "Fees", packaging: "Packaging", total: "Net", due: "Due", paid: "Paid", kind: "Kind", count: "Count", amount: "Amount", day: "Day", deals: "Deals", reversed: "Reversed", step: "Step", by: "Who", at: "When", reason: "Reason" },
  states: { open: "Open", proposed: "To be confirmed", closed: "Closed", reopened: "Reopened" },
  list: { none: "No books yet", noneWhy: "Months are shown here after the first sale.", openDays: (n: number) => `${n} days not closed` },
  check: { title: "Checklist", ready: "Ready to close", notReady: "Not done yet", must: "must be done", may: "may be left, with a reason", waived: (why: string) => `left open: ${why}`, go: "Go there", more: (n: number) => `of ${n}`, ok: "done", open: "open" },
  act: { propose: "Propose the close", confirm: "Confirm the close", withdraw: "Withdraw", proposeReopen: "Propose a reopening", confirmReopen: "Confirm the reopening", withdrawReopen: "Leave it closed", cancel: "Cancel" },
  say: {
    proposeWhy: "Somebody else confirms it. What may be left open needs a reason, which stands on the report.", confirmWhy: "After this nothing is booked into the month; the report and its hash are kept.", reopenWhy: "Two people reopen a month, with a reason, on the trail; the report that was confirmed stays readable.", reason: "Reason", needed: "Please give a reason", why: (point: string) => `${point}: why it is left open`,
    proposed: (name: string) => `Proposed by ${name}; somebody else confirms it`, own: "Your own proposal; somebody else confirms it", reopening: (name: string, why: string) => `${name} proposes to reopen it: ${why}`, closedBy: (name: string, at: string) => `confirmed by ${name}, ${at}`, done: "Done",
  },
  report: { title: "Report", trial: "Trial balance", sum: "Sum (must be zero)", papers: "Statements and bills", fees: "Fees", transfers: "Transfers and reversals", reversals: "Reversals", days: "Days", steps: "What was done", live: "Not closed; the figures still change", stored: "The report as it was confirmed", intact: "Hash right, ledger unchanged", broken: "Hash wrong: the ledger differs from the close", hash: (text: string) => `SHA-256 ${text}`, waived: "Left open", madeBy: "Made by", checkedBy: "Checked by", demo: "Demo data: people, goods and money are simulated", none: "None in this month" },
  steps: { proposed: "close proposed", withdrawn: "withdrawn", closed: "close confirmed", reopen_proposed: "reopening proposed", reopen_withdrawn: "left closed", reopened: "reopened" },
  common: { excel: "Excel", print: "Print", back: "All months", previous: "Month before", next: "Month after" },
} satisfies PageWords;
