import { en as sheets } from "../../kernel/sheets/words.en.ts";
import type { Words } from "./words.zh.ts";

export const en = {
  refusals: {
    ...sheets.refusals,
    account_known: "This account is on record already.",
    too_many_lines: "More than {most} lines; export them in parts.",
    line_resolved: "This line of {day} was dealt with before; look again.",
    wrong_way: "The money goes the other way: {no} does not fit this line.",
    amounts_differ: "The amounts differ by {difference} (minor units). The difference needs its reason.",
    paper_answered: "{no} is answered by another line; take that back first.",
    other_account: "These lines belong to different accounts; deal with them apart.",
    not_sent: "{no} was neither paid nor handed to the bank, so nothing of it can come back.",
    undone_before: "This was taken back before.",
    month_closed: "{month} is closed; nothing of it changes any more.",
    came_back_since: "A later line stands on {no}, such as a return; take that back first.",
  },
  actions: {
    accounts: "Bank accounts", addAccount: "Add a bank account", importStatement: "Take a statement in", statementTemplate: "Statement template", exportLines: "Export lines", lines: "Bank lines", bookItems: "Differences in the books", exportBookItems: "Export differences in the books", days: "Bank and books by day",
    match: "Match papers", returned: "Note a return", explain: "Explain lines", note: "Explain a payment", undo: "Take a match back", matchAgain: "Run the rules again",
  },
  states: { open: "Open", matched: "Matched", explained: "Explained" },
  whys: { unmatched: "Not in the books", amount_differs: "Amount differs", twice: "Twice", sum_of_several: "Several papers at once", parts: "One paper in parts", returned: "Came back", likely: "Likely this one" },
  whyHelp: {
    unmatched: "No paper fits. Explain fees, interest and transfers of your own; ask the bank or the payer about the rest.", amount_differs: "The number or the name fits, the amount does not. Wait for what is short, or match it together with the reason of the difference.", twice: "The paper is answered by another line. Explain what came too much, then pay it back.",
    sum_of_several: "Several papers of one party make up this amount exactly.", parts: "Several lines of one party make up this paper exactly.", returned: "The bank sent a payment back. Matched with its paper, the paper is due again.", likely: "Amount and name look right, but there is no number or account to be sure by.",
  },
  because: { no: "number", account: "account", name: "name", amount: "amount", sum: "sum", parts: "sum" },
  rules: {
    statement_no: "the remark names the paper, the amount is equal, name and account do not contradict", statement_nos: "the remark names several papers, their sum is equal", file_total: "the remark names the bank file, the amount is its total", account_amount: "same account, same amount, in time, and only one such paper", tail_name_amount: "same account tail and name, same amount, only one such paper",
    returned_no: "a return whose remark names the paper, amount equal", returned_account: "a return, same account and amount, only one such paper", by_hand: "by the cashier",
  },
  codes: { bank_fee: "bank fee", interest: "interest", own_transfer: "own transfer", twice: "paid twice", rounding: "rounding", deposit: "deposit", refund: "refund", cash: "cash", other: "other" },
  books: { title: "In the books, not at the bank", file: "differences-in-the-books", head: ["What", "Number", "Name", "Day", "Amount", "Paid on", "File", "Reference"], kinds: { paid_without_line: "Paid in the books, no line at the bank", silent: "With the bank, no answer yet" } },
  whats: { paid: "noted as paid", already_paid: "noted before", failed: "noted as sent back", taken_back: "payment taken back", noted: "explained" },
  importProblems: {
    both_ways: { why: "both In and Out have an amount", mend: "a line has one of them; compare it with the bank" }, no_amount: { why: "there is no amount", mend: "fill in In or Out; delete what is no line" },
    balance_breaks: { why: "the balance does not follow; by the line before it should be {detail}", mend: "lines may be missing, or only a part was exported: export all lines of these days again" }, unknown_key: { why: "this account has no such line", mend: "choose the right account, or take the bank's own file" },
  },
} satisfies Words;
