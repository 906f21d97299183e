import type { PageWords } from "./words.zh.ts";

export const en = {
  title: "Payment instructions", one: "Payment instruction", intro: "The bank or a licensed payer moves the money; the market instructs and holds none. Nothing is booked as paid before they say so.",
  payerNone: "No licensed payer is connected: the bank's file is used", payerIs: (name: string) => `Payer: ${name}`, simulated: "Simulated payment · no money moves",
  instruct: "Instruct what is due", instructed: (n: number) => `${n} instructions sent`, nothingDue: "Nothing is due that is not under way", sums: { instructed: "Instructed", paid: "Paid", failed: "Failed", open: "Open" }, count: (n: number) => `${n} instructions`,
  columns: { no: "Number", paper: "Paper", party: "Party", account: "Account", way: "Way", kind: "Kind", amount: "Amount", state: "State", made: "Time", act: "Act" },
  any: "All", states: { open: "Open", paid: "Paid", failed: "Failed" }, search: "number, paper or name", none: "No instructions", noneWhy: "After the close, what is due is instructed by its way.", cancel: "Call off", cancelTitle: (no: string) => `Call ${no} off`, cancelWhy: "The payer is asked to call it off. Until it has said so, the instruction stays open.", cancelAsked: "Asked to call off", common: { cancel: "Cancel", more: (n: number) => `${n} more lines`, excel: "Excel", print: "Print" },
  alarms: "To be looked at", alarmsNone: "Nothing to look at", asked: (money: string) => `instructed ${money}`, said: (money: string) => `reported ${money}`, settle: "Dealt with", settleTitle: (no: string) => `Deal with ${no}`, note: "How it was dealt with", noteHint: "To move money, make a correction", history: "What was said", historyNone: "Nothing was said yet", tries: (n: number) => `asked ${n} times`, next: (at: string) => `next ${at}`, external: "Their number", back: "Payment instructions", bank: "Bank", failure: "Failure",
} satisfies PageWords;
