import { z } from "zod";
import { day } from "../../kernel/lots/contract.ts";
import { contract, read, write } from "../../kernel/machinery/contract.ts";
import { EXCHANGE_REFUSALS, bodyFor, exchangeInput, exchangeReport, sheetFile } from "../../kernel/sheets/contract.ts";
import { EXPLAINED, LINE_STATES, accountView, bookItem, dayView, id, lineView } from "./views.ts";

const DESK = ["cashier", "operator", "auditor"] as const;
const reason = z.string().trim().min(2).max(300);
const language = z.enum(["zh", "en"]).default("zh");
export const MAX_STATEMENT_LINES = 20_000;
export const MAX_STATEMENT_BYTES = 12 * 1024 * 1024;
/** Lines and papers one decision takes together. */
export const MAX_TOGETHER = 200;

export const bank = contract("bank", {
  accounts: read({
    summary: "The market's own bank accounts, how far their statements reach, and how many lines are open.",
    who: DESK, input: z.object({}), output: z.object({ accounts: z.array(accountView), can: z.array(z.enum(["import", "add"])) }), refuses: [],
  }),
  addAccount: write({
    summary: "Adds one of the market's own bank accounts, whose statements will be read.",
    who: ["cashier", "operator"],
    input: z.object({ label: z.string().trim().min(2).max(60), bankName: z.string().trim().max(60).default(""), number: z.string().regex(/^\d{8,30}$/, "8 to 30 digits") }),
    output: accountView, refuses: ["account_known"], secret: ["number"],
  }),
  importStatement: write({
    summary: "Takes a statement as the bank exports it; lines that came before are known again, and sure matches are booked at once.",
    who: ["cashier"],
    input: z.object({ accountId: id, ...exchangeInput(MAX_STATEMENT_BYTES) }),
    output: exchangeReport.extend({ booked: z.int(), open: z.int() }), refuses: EXCHANGE_REFUSALS, secret: ["base64"], body: bodyFor(MAX_STATEMENT_BYTES),
  }),
  statementTemplate: read({ summary: "An empty statement as an Excel file (base64) with notes.", who: DESK, input: z.object({ language }), output: sheetFile, refuses: [] }),
  exportLines: read({
    summary: "The lines of some days with what became of each, as an Excel file (base64).",
    who: DESK, input: z.object({ accountId: id, from: day, to: day, state: z.enum(LINE_STATES).optional(), language }), output: sheetFile, refuses: ["too_many_lines"],
  }),
  lines: read({
    summary: "The lines of a bank account; open ones with why they are open and what they may answer.",
    who: DESK,
    input: z.object({ accountId: id, state: z.enum(LINE_STATES).optional(), from: day.optional(), to: day.optional(), query: z.string().trim().max(60).default(""), limit: z.int().min(1).max(1_000).default(200), offset: z.int().min(0).max(1_000_000).default(0) }),
    output: z.object({ lines: z.array(lineView), total: z.int(), sums: z.object({ all: z.int(), matched: z.int(), explained: z.int(), open: z.int() }), currency: z.string() }),
    refuses: [],
  }),
  bookItems: read({
    summary: "Differences seen from the books: payments without a line of the bank, and papers the bank has not answered.",
    who: DESK, input: z.object({}), output: z.object({ items: z.array(bookItem), currency: z.string() }), refuses: [],
  }),
  exportBookItems: read({ summary: "The same as an Excel file (base64).", who: DESK, input: z.object({ language }), output: sheetFile, refuses: [] }),
  days: read({
    summary: "The bank against the clearing accounts, day by day, with the difference and what explains it.",
    who: DESK, input: z.object({ from: day, to: day }), output: z.object({ days: z.array(dayView), currency: z.string() }), refuses: [],
  }),
  match: write({
    summary: "Says which papers some lines answer: they are noted as paid. What the amounts differ by needs its explanation.",
    who: ["cashier"],
    input: z.object({ lineIds: z.array(id).min(1).max(MAX_TOGETHER), statementIds: z.array(id).min(1).max(MAX_TOGETHER), code: z.enum(EXPLAINED).optional(), reason }),
    output: z.object({ resolutionId: id, difference: z.int() }),
    refuses: ["line_resolved", "wrong_way", "amounts_differ", "paper_answered", "other_account"],
  }),
  returned: write({
    summary: "Says that a line is a payment that came back: its paper is due again.",
    who: ["cashier"], input: z.object({ lineId: id, statementId: id, reason }), output: z.object({ resolutionId: id }),
    refuses: ["line_resolved", "wrong_way", "amounts_differ", "not_sent"],
  }),
  explain: write({
    summary: "Explains lines that answer no paper: a bank fee, interest, a transfer of one's own.",
    who: ["cashier"], input: z.object({ lineIds: z.array(id).min(1).max(MAX_TOGETHER), code: z.enum(EXPLAINED), reason }), output: z.object({ resolutionId: id }),
    refuses: ["line_resolved", "other_account"],
  }),
  note: write({
    summary: "Explains a payment in the books that has no line of the bank, such as one in cash.",
    who: ["cashier"], input: z.object({ statementId: id, code: z.enum(EXPLAINED), reason }), output: z.object({ resolutionId: id }), refuses: ["paper_answered", "not_sent"],
  }),
  undo: write({
    summary: "Takes a decision back, with what it booked, as long as the month of its lines is open.",
    who: ["cashier"], input: z.object({ resolutionId: id, reason }), output: z.object({ undone: z.int() }),
    refuses: ["undone_before", "month_closed", "came_back_since"],
  }),
  matchAgain: write({
    summary: "Runs the rules over the open lines again, after papers or accounts have changed.",
    who: ["cashier"], input: z.object({ accountId: id }), output: z.object({ booked: z.int(), open: z.int() }), refuses: [],
  }),
}, {
  statementTaken: z.object({ accountId: id, importId: id, lines: z.int(), known: z.int(), booked: z.int(), open: z.int() }),
  lineResolved: z.object({ resolutionId: id, kind: z.string(), rule: z.string(), lines: z.int(), amount: z.int() }),
  resolutionUndone: z.object({ resolutionId: id, reason: z.string() }),
});
