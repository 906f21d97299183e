import type { PageWords } from "./words.zh.ts";

export const en = {
  title: "Bank statement",
  intro: "Statements come in; what a rule is sure of is matched and noted by itself, the rest is a list of work to match or explain.",
  account: { label: "Account", add: "Add an account", none: "No bank account is on record", noneWhy: "Add the market's own clearing account first, then take its statement in.", name: "Called", nameHint: "such as: clearing account", bank: "Bank", number: "Number", numberHint: "8 to 30 digits; screens show the last four", needed: "Please fill this in", added: "Added", through: (day: string) => `statement through ${day}`, noLines: "no lines yet", closing: "Balance at the bank" },
  import: { title: "Take a statement in", intro: "The file as the bank exports it: Excel or CSV (UTF-8, GBK), headings as they are. The same file twice changes nothing. A balance that does not follow, or an amount in both columns, is named with its row.", counted: (n: number) => `${n} lines`, again: "Run the rules again", matched: (n: number, open: number) => `${n} lines matched by rule, ${open} still open` },
  sums: { all: "All lines", matched: "Matched", explained: "Explained", open: "Open", equal: "lines = matched + explained + open", lines: (n: number) => `${n} lines` },
  views: { work: "Work list", all: "All lines", books: "In the books", days: "By day" },
  columns: { day: "Date", amount: "Amount", who: "Counterparty", text: "Summary · remark", why: "What", maybe: "Perhaps", act: "To do", state: "State", how: "How", serial: "Serial", no: "Number", party: "Name", businessDate: "Day", what: "What", paidOn: "Paid on", file: "File", in: "Bank in", out: "Bank out", booksIn: "Books in", booksOut: "Books out", difference: "Difference", explained: "explained", open: "open", rest: "other day", lines: "Lines" },
  work: { none: "No open lines", noneWhy: "Every line is matched or explained.", match: (no: string) => `Match ${no}`, matchMany: (n: number) => `Match ${n} papers`, returned: (no: string) => `Return of ${no}`, explain: "Explain", other: "Choose papers", differs: (amount: string) => `differs by ${amount}`, inLines: (n: number) => `together with ${n - 1} more lines` },
  resolve: {
    matchTitle: "Match papers", returnTitle: "Note a return", explainTitle: "Explain this line", noteTitle: "Explain this payment", undoTitle: "Take the match back", reason: "Reason", reasonHint: "for whoever checks it", code: "It is", difference: (amount: string) => `The bank differs from the papers by ${amount}; this part is`, nos: "Numbers", nosHint: "several with blanks between, such as B20261122-0001", notFound: (no: string) => `There is no paper ${no}`,
    matchWhy: "Papers not noted yet are noted as paid on the bank's day.", returnWhy: "The payment is taken back; its paper is due again and can go into another file.", undoWhy: "The payment or return it noted goes back with it. After the month is closed nothing is taken back.", done: "Done", undone: "Taken back", needed: "Please give a reason", defaults: { match: "checked", returned: "returned by the bank", explain: "checked" },
  },
  all: { none: "No lines", noneWhy: "Lines of statements are shown here.", undo: "Take back", search: "Counterparty, remark, serial", automatic: "by rule", more: (n: number) => `${n} more lines` },
  books: { none: "Every payment in the books has its line", noneWhy: "What was paid in cash or from another account is listed here to be explained.", explain: "Explain", excel: "Excel" },
  days: { none: "No lines and no payments in this month", noneWhy: "They are shown here when a statement comes in or a payment is noted.", source: "Bank lines and the clearing accounts of the ledger; other day: noted on another day than the bank's, which evens out" },
  month: { previous: "Month before", next: "Month after" }, rules: "Rules that match by themselves", rule: "Rule", cancel: "Cancel",
} satisfies PageWords;
