import { z } from "zod";
import { BUSINESS_ROLES, read, write } from "../../kernel/machinery/contract.ts";
import { day } from "../../kernel/lots/contract.ts";
import { EXCHANGE_REFUSALS, bodyFor, exchangeInput, exchangeReport, sheetFile } from "../../kernel/sheets/contract.ts";
import { SIDES } from "./rules.ts";
import { WAYS, advanceView, ageRow, correctionEnd, correctionView, moneyRules, payableView, termFigures, termView } from "./money-views.ts";
import { partyDayView } from "./party-day-view.ts";
import { bankFileView } from "./views.ts";

/** When and how money is paid, advances, ageing, and what a payment module asks. Spread into the settlement contract. */
const id = z.uuid();
const side = z.enum(SIDES);
const currency = z.string().regex(/^[A-Z]{3}$/);
const reason = z.string().trim().min(2).max(300);
const page = { limit: z.int().min(1).max(2_000).default(200), offset: z.int().min(0).max(1_000_000).default(0) };
const language = z.enum(["zh", "en"]).default("zh");
const DESK = ["cashier", "operator", "auditor"] as const;
const MOST = 100_000_000_00;
export const MAX_BANK_DAYS = 400;
export const MAX_TERM_ROWS = 5_000;
export const MAX_TERM_BYTES = 2 * 1024 * 1024;
/** A payment module asks for so much at once; the rest comes at its next look. */
export const MAX_PAYABLES = 500;

export const termActions = {
  terms: read({
    summary: "The payment terms of the market and of single parties, the days banks are closed or open against the week's rule, and the dated money rules.",
    who: DESK,
    input: z.object({ query: z.string().trim().max(60).default(""), ...page }),
    output: z.object({
      defaults: z.array(z.object({ side, term: termFigures, validFrom: day.nullable() })), lines: z.array(termView), total: z.int(),
      bankDays: z.array(z.object({ day, open: z.boolean(), note: z.string(), by: z.string() })), rules: moneyRules, rulesFrom: day.nullable(), rulesBy: z.string().nullable(), currency, today: day, nextBankDay: day, can: z.array(z.enum(["change"])),
    }),
    refuses: [],
  }),
  myTerms: read({
    summary: "When I am paid, or when I pay.",
    who: BUSINESS_ROLES,
    input: z.object({}),
    output: z.object({ seller: termFigures, buyer: termFigures }),
    refuses: [],
  }),
  setTerm: write({
    summary: "Sets from a day on when a party, or every party without terms of its own, is paid or pays, and by which way. Papers already written keep theirs.",
    who: ["operator"],
    input: z.object({ partyId: id.nullable(), side, term: termFigures.nullable(), validFrom: day, reason }),
    output: termView,
    refuses: ["term_in_the_past", "default_needs_term", "unknown_party"],
  }),
  exportTerms: read({
    summary: "The terms agreed with single parties as an Excel workbook (base64); importing it unchanged changes nothing.",
    who: DESK,
    input: z.object({ language }),
    output: sheetFile,
    refuses: [],
  }),
  termsTemplate: read({
    summary: "An empty workbook of such a list, with an example and notes on every column.",
    who: ["operator"],
    input: z.object({ language }),
    output: sheetFile,
    refuses: [],
  }),
  importTerms: write({
    summary: `Reads such a table (.xlsx, .xls, CSV), at most ${MAX_TERM_ROWS} rows: new lines are agreed from their day on, changed ones agreed anew, all or nothing. A dry run only says what would happen.`,
    who: ["operator"],
    input: z.object({ ...exchangeInput(MAX_TERM_BYTES) }),
    output: exchangeReport,
    refuses: EXCHANGE_REFUSALS,
    secret: ["base64"],
    body: bodyFor(MAX_TERM_BYTES),
  }),
  setBankDays: write({
    summary: "Enters days on which banks are closed although it is a weekday, or open although it is a weekend. Papers already written keep their due day.",
    who: ["operator"],
    input: z.object({ days: z.array(z.object({ day, open: z.boolean(), note: z.string().trim().max(60).default("") })).min(1).max(MAX_BANK_DAYS) }),
    output: z.object({ set: z.int() }),
    refuses: ["no_bank_day_left"],
  }),
  setMoneyRules: write({
    summary: "Sets from a day on how much may be advanced on booked sales, and from which amount a correction takes a second person.",
    who: ["operator"],
    input: z.object({ rules: moneyRules, validFrom: day, reason }),
    output: moneyRules,
    refuses: ["term_in_the_past"],
  }),
  makeDueFile: write({
    summary: "Makes one bank file for everything of every closed day that is due by a day, has an account and is not under way.",
    who: ["cashier"],
    input: z.object({ kind: z.enum(["payout", "debit"]), by: day.optional() }),
    output: bankFileView,
    refuses: ["nothing_due", "too_early"],
  }),
  ageing: read({
    summary: "Unpaid papers by party: not due, 1–7, 8–30 and more than 30 days overdue.",
    who: DESK,
    input: z.object({ side, query: z.string().trim().max(60).default(""), overdueOnly: z.boolean().default(false), ...page }),
    output: z.object({ rows: z.array(ageRow), total: z.int(), sums: ageRow.omit({ partyId: true, party: true, oldestDueOn: true, side: true }), currency, today: day }),
    refuses: [],
  }),
  myAgeing: read({
    summary: "My own unpaid papers: not due, 1–7, 8–30 and more than 30 days overdue.",
    who: BUSINESS_ROLES,
    input: z.object({}),
    output: z.object({ rows: z.array(ageRow), currency, today: day }),
    refuses: [],
  }),
  exportAgeing: read({
    summary: "The unpaid papers by party and age as an Excel workbook (base64).",
    who: DESK,
    input: z.object({ side, language }),
    output: sheetFile,
    refuses: [],
  }),
  advanceOffer: read({
    summary: "How much of today's booked sales a seller may have in advance now, and why not more.",
    who: ["grower", "merchant", "cashier", "operator", "auditor"],
    input: z.object({ partyId: id.optional() }),
    output: z.object({ partyId: id, businessDate: day, allowed: z.boolean(), booked: z.int(), whole: z.int(), fresh: z.int(), share: z.int(), costs: z.int(), advanced: z.int(), most: z.int(), currency }),
    refuses: [],
  }),
  takeAdvance: write({
    summary: "A seller with T+0 has part of the day's booked sales paid at once; it stands on his statement. Never more than the rule allows and never more than is booked.",
    who: ["grower", "merchant", "cashier"],
    input: z.object({ partyId: id.optional(), amount: z.int().min(1).max(MOST) }),
    output: advanceView,
    refuses: ["no_advance_term", "over_advance", "day_is_closing"],
  }),
  advances: read({
    summary: "Advances of a day, or those that wait for their payment; a seller sees his own.",
    who: ["grower", "merchant", ...DESK],
    input: z.object({ businessDate: day.optional(), openOnly: z.boolean().default(false), ...page }),
    output: z.object({ advances: z.array(advanceView), total: z.int() }),
    refuses: [],
  }),
  endAdvance: write({
    summary: "Notes that an advance was paid by the bank, or that it failed and goes back to the statement.",
    who: ["cashier"],
    input: z.object({ advanceId: id, outcome: z.discriminatedUnion("kind", [z.object({ kind: z.literal("paid"), reference: z.string().trim().max(80).default("") }), z.object({ kind: z.literal("failed"), reason: z.string().trim().min(2).max(200) })]) }),
    output: advanceView,
    refuses: ["decided_before", "at_payer"],
  }),
} as const;

export const payerActions = {
  payable: read({
    summary: "What is due by a day and goes by a way: papers not under way and open advances, with names and accounts.",
    who: ["internal"],
    input: z.object({ way: z.enum(WAYS), dueBy: day, limit: z.int().min(1).max(MAX_PAYABLES).default(MAX_PAYABLES) }),
    output: z.object({ payables: z.array(payableView) }),
    refuses: [],
  }),
  handOver: write({
    summary: "Marks a paper or an advance as being with a licensed payer, so that nothing else pays it.",
    who: ["internal"],
    input: z.object({ kind: z.enum(["statement", "advance"]), id, amount: z.int(), simulated: z.boolean() }),
    output: z.object({ handed: z.boolean() }),
    refuses: [],
  }),
  payerSaid: write({
    summary: "The payer's outcome for a paper or an advance: paid, and the ledger follows; or failed, and it waits again.",
    who: ["internal"],
    input: z.object({ kind: z.enum(["statement", "advance"]), id, amount: z.int(), outcome: z.discriminatedUnion("kind", [z.object({ kind: z.literal("paid"), reference: z.string().max(80) }), z.object({ kind: z.literal("failed"), reason: z.string().min(1).max(200) })]) }),
    output: z.object({ noted: z.boolean() }),
    refuses: ["not_at_payer"],
  }),
} as const;

export const correctionActions = {
  proposeCorrection: write({
    summary: "Corrects an amount with its reason, from or to a party or the market's adjustment account. Below the limit it is booked at once; at or above it, it waits for a second person.",
    who: ["cashier"],
    input: z.object({ from: correctionEnd, to: correctionEnd, amount: z.int().min(1).max(MOST), reason: z.string().trim().min(2).max(160) }),
    output: correctionView,
    refuses: ["needs_two_ends", "unknown_party", "wrong_currency"],
  }),
  takeBackCorrection: write({
    summary: "Takes a booked correction back by its opposite; the first one stays as it was.",
    who: ["cashier"],
    input: z.object({ correctionId: id, reason: z.string().trim().min(2).max(160) }),
    output: correctionView,
    refuses: ["correction_not_booked", "corrected_before"],
  }),
  decideCorrection: write({
    summary: "Confirms a correction that needs a second person, which only another than its proposer may do, or rejects it.",
    who: ["cashier"],
    input: z.object({ correctionId: id, confirm: z.boolean() }),
    output: correctionView,
    refuses: ["second_person_needed", "decided_before"],
  }),
  corrections: read({
    summary: "Corrections, those that wait first, then newest first.",
    who: DESK,
    input: z.object({ state: z.enum(["proposed", "confirmed", "rejected"]).optional(), query: z.string().trim().max(60).default(""), ...page }),
    output: z.object({ corrections: z.array(correctionView), total: z.int(), waiting: z.int(), limit: z.int(), currency, can: z.array(z.enum(["propose"])) }),
    refuses: [],
  }),
  exportCorrections: read({
    summary: "The corrections of some days as an Excel workbook (base64).",
    who: DESK,
    input: z.object({ from: day, to: day, language }),
    output: sheetFile,
    refuses: [],
  }),
} as const;

export const partyDayActions = {
  partyDay: read({
    summary: "Everything of one party on one day on one page: statement and bill, every channel, direct and market money, transfers, receipts, fees, packaging, advances.",
    who: [...BUSINESS_ROLES, ...DESK],
    input: z.object({ businessDate: day.optional(), partyId: id.optional() }),
    output: partyDayView,
    refuses: [],
  }),
  partyDayWorkbook: read({
    summary: "The same as an Excel workbook (base64), a sheet for each part.",
    who: [...BUSINESS_ROLES, ...DESK],
    input: z.object({ businessDate: day.optional(), partyId: id.optional(), language }),
    output: sheetFile,
    refuses: [],
  }),
} as const;

export const moneyEvents = {
  termSet: z.object({ partyId: id.nullable(), side, validFrom: day }),
  moneyRulesSet: z.object({ rules: moneyRules, validFrom: day }),
  advanceGranted: z.object({ advanceId: id, no: z.string(), partyId: id, businessDate: day, amount: z.int(), currency, way: z.enum(WAYS) }),
  advanceEnded: z.object({ advanceId: id, no: z.string(), partyId: id, amount: z.int(), currency, outcome: z.enum(["paid", "failed"]) }),
  correctionProposed: z.object({ correctionId: id, no: z.string(), amount: z.int(), currency, needsSecond: z.boolean() }),
  correctionBooked: z.object({ correctionId: id, no: z.string(), transferId: id, amount: z.int(), currency, businessDate: day }),
} as const;
