import type { TaskWords } from "./words.zh.ts";

export const en = {
  grower: {
    lots: "My lots today", lotsUnit: "lots", lotsNote: (expected: string, graded: string) => `${expected} to bring · ${graded} graded`, lotsNone: "Nothing declared for today yet", declare: "Declare a lot",
    sold: "Sold today", soldUnit: "units", soldNote: (units: string) => `${units} units (each in its own unit)`, soldNone: "Nothing sold yet", see: "See my lots",
    payout: "Tomorrow's payout (expected)", payoutNote: (fees: string) => `after fees of ${fees}`, payoutNone: "Nothing to pay out today", unpaid: (money: string) => `${money} more is settled and due`, statements: "See statements",
  },
  merchant: {
    stall: "My stall", none: "None yet", noneWhy: "The market manager opens one", write: "Write a bill", sold: "Sold since the last close", soldNote: (bills: string) => `${bills} bills`, owed: "Customers owe me", owedNote: (n: string) => `${n} customers`, old: (money: string) => `${money} of it for over 60 days`, book: "Credit book",
    till: "Cash in the till", tillNote: "Count it when you shut", close: "Close the day",
  },
  buyer: {
    session: "Session now", sessionNone: "none", sessionOpen: (lots: string) => `${lots} lots to come`, sessionNext: (date: string, lots: string) => `on ${date}, ${lots} lots queued`, join: "Take a seat and buy", plan: "See sessions",
    credit: "Credit left", creditNote: (limit: string, used: string) => `limit ${limit}, used ${used}`, creditNone: "No credit limit yet; ask the cashier", bills: "See bills",
    wins: "Bought today", winsUnit: "lots", winsNote: (money: string) => `${money} in all`, winsNone: "Nothing bought yet", slip: "See what I bought",
  },
  pooled: {
    asks: "Pooled orders ask you", asksUnit: "drops to answer", answer: "Answer", see: "See promises", toBring: (n) => `Promised and still to bring: ${n} (in each item's unit)`, nothingToBring: "Nothing left to bring",
    mine: "My pooled orders", unit: "orders", write: "Write one", waits: (n) => `${n} wait for you`, nothingWaits: "Under way; none waits for you", hub: "Pooled orders", board: "Board", hubNote: (waiting, risky) => `${waiting} wait for the hub · ${risky} at risk`,
  },
  agency: {
    lists: "Clients' lists", unit: "open", take: "Take a list", work: "To the desk", none: "No list is open", urgent: (n: string) => `${n} urgent lines not bought`, missing: (n: string) => `${n} lines still missing`, mine: "Through an agent", give: "Give a list", see: "See the fills", filled: (filled: string, units: string) => `${filled} of ${units} bought`,
  },
  auctioneer: {
    session: "Session", sessionOpen: "running", sessionPlanned: (date: string, lots: string) => `${date} · ${lots} lots`, sessionNone: "None is planned", desk: "Go to the desk",
    lots: "Lots to come", lotsUnit: "lots", lotsNote: (sold: string, passed: string) => `${sold} sold · ${passed} passed`, queue: "See the queue",
    ready: "Graded, not queued", readyUnit: "lots", readyNote: (waiting: string) => `${waiting} more to receive or grade`, put: "Queue them",
  },
  grader: {
    expected: "To receive", received: "To grade", graded: "Graded", unit: "lots", expectedNote: "declared for today, not here yet", receivedNote: "counted, waiting for a grade", gradedNote: (offered: string) => `${offered} more are on the clock`, receive: "Receive", grade: "Grade", see: "See today's lots", done: "all done",
  },
  cashier: {
    day: "Business day", dayNote: (deals: string, gross: string) => `${deals} sales · ${gross}`, earlier: (date: string) => `${date} is not closed yet`, states: { none: "no trade", open: "open", closing: "closing", closed: "closed", paid: "paid" }, close: "Close the day",
    differences: "Differences", differencesUnit: "items", differencesNone: "sales, stock, ledger, papers and bank agree", differencesSome: "each is listed; the day cannot close before they are cleared", check: "See the checks",
    payout: "Due to growers", payoutNote: (papers: string) => `${papers} statements to pay`, papers: "See statements",
  },
  operator: {
    parties: "Parties", partiesUnit: "", partiesNote: "growers, buyers, agents", register: "Register a party",
    arrivals: "Arrivals today", arrivalsUnit: "lots", arrivalsNote: (expected: string, graded: string) => `${expected} to receive · ${graded} graded`, arrivalsSee: "See arrivals",
    credit: "Credit nearly used", creditUnit: "parties", creditNote: (n: string) => `of ${n} with credit, less than a tenth left`, creditSee: "See credit limits",
  },
  system_admin: {
    accounts: "Accounts", unit: "", accountsNote: (disabled: string) => `${disabled} of them closed`, open: "Open an account",
    stale: "Unused for 90 days", staleNote: "close what nobody uses", staleNone: "none is idle", see: "See accounts",
    locked: "Locked now", lockedNote: "five wrong passwords; opens after a quarter of an hour", lockedNone: "none is locked",
  },
  security_admin: {
    admins: "Administrators", adminsUnit: "", adminsNote: (system: string, security: string, audit: string) => `system ${system} · security ${security} · audit ${audit}`, roles: "Give roles",
    stale: "Rights nobody uses", staleUnit: "", staleNote: "accounts with roles and no log-in for 90 days", staleNone: "none", see: "See accounts",
    refused: "Refused acts", refusedUnit: "", refusedNote: (n: string) => `among the last ${n} lines`, trail: "See the audit trail",
  },
  auditor: {
    trail: "Audit chain", whole: "whole", broken: (n: string) => `block ${n} does not fit`, trailNote: (blocks: string, lines: string) => `${blocks} blocks · ${lines} lines`, see: "See the audit trail",
    ledger: "Ledger total", ledgerNote: (sets: string) => `${sets} posting sets, each zero`, ledgerBad: (n: string) => `${n} sets do not balance`, balances: "See balances",
    day: "Differences today", dayUnit: "items", dayNote: (gross: string) => `gross ${gross}`, daySee: "See the checks",
  },
} satisfies TaskWords;
