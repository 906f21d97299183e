import { z } from "zod";
import { BUSINESS_ROLES, contract, read, write } from "../../kernel/machinery/contract.ts";
import { day } from "../../kernel/lots/contract.ts";
import { giving, taking } from "../../kernel/sheets/contract.ts";
import { printedFile, wanted } from "../../kernel/print/contract.ts";
import { correctionActions, moneyEvents, partyDayActions, payerActions, termActions } from "./contract-money.ts";
import { DAY_STATES, MONEY, SIDES } from "./rules.ts";
import {
  CHANNELS, MARKET_ENDS, PAPER_STATES, PAYMENT_METHODS, bankFileView, bankLineView, bookedView, currency, dayView, draftView, overview, paperDetail, paperView, reversalView, saleRow, saleView, slipView,
} from "./views.ts";
import { bankActions } from "./bank-views.ts";
import { monthActions } from "./month-views.ts";
import { voucherActions } from "./voucher-views.ts";

export { CHANNELS, PAYMENT_METHODS, saleView } from "./views.ts";
export type { SaleView } from "./views.ts";

const id = z.uuid();
const side = z.enum(SIDES);
const page = { limit: z.int().min(1).max(2_000).default(200), offset: z.int().min(0).max(1_000_000).default(0) };
export const MAX_SALE_QUANTITY = 1_000_000;
export const MAX_PRICE = 100_000_000_00;
/** How many papers one call marks; a page sends several calls and shows how far it is. */
export const MAX_MARKS = 200;
export const MAX_LINES_SHOWN = 5_000;
/** About thirty sheets; a longer day is an Excel file, and the paper says how many lines it lacks. */
export const MAX_LINES_PRINTED = 1_500;

const DESK = ["cashier", "operator", "auditor"] as const;
const TRADERS = BUSINESS_ROLES;
const file = z.object({ name: z.string(), base64: z.string(), rows: z.int() });

/** Where a transfer begins or ends: on a party's statement or bill, or at an account of the market. */
const transferEnd = z.union([z.object({ partyId: id, side }), z.object({ market: z.enum(MARKET_ENDS) })]);

export const settlement = contract("settlement", {
  recordSale: write({
    summary: "Books one sale of any channel: stock leaves the lot, credit becomes debt, the ledger says who owes whom. Done once per cause.",
    who: ["internal"],
    input: z.object({
      channel: z.enum(CHANNELS), lotId: id, buyerId: id, quantity: z.int().min(1).max(MAX_SALE_QUANTITY), price: z.int().min(1).max(MAX_PRICE), currency,
      /** True when the quantity was held on the lot before (the clock holds its queue); false sells from the free stock. */
      fromHold: z.boolean(),
      /** direct: the buyer settles with the seller himself; the caller then says what was paid (`recordReceipt`) and asks the ledger to match the credit. */
      money: z.enum(MONEY).default("market"),
      /** True when the money was held on the credit line before; false takes it from the free limit. Of no meaning for direct money. */
      creditHeld: z.boolean(),
      /** The day the sale belongs to; a day that has been closed takes nothing more, and the sale stands on the first day after it. */
      businessDate: day.optional(),
      cause: z.string().min(1).max(60), causeId: z.string().min(1).max(120),
    }),
    output: z.object({ sale: saleView, repeated: z.boolean() }),
    refuses: ["not_enough_stock", "over_credit", "not_held", "own_lot", "unknown_buyer", "too_much_money", "wrong_currency", "cause_reused"],
  }),
  reverseDirect: write({
    summary: "Takes a direct sale back, at once and by its seller alone: the goods return or are written off, the debt goes.",
    who: ["internal"],
    input: z.object({ saleId: id, reason: z.string().trim().min(2).max(300), goods: z.enum(["returned", "written_off"]) }),
    output: z.object({ reversalId: id, businessDate: day, gross: z.int() }),
    refuses: ["already_reversed", "not_direct", "refunded_before"],
  }),
  recordReceipt: write({
    summary: "Notes money a seller got from, or gave back to, his customer directly. Done once per cause.",
    who: ["internal"],
    input: z.object({
      payerId: id, payeeId: id, method: z.enum(PAYMENT_METHODS), currency, memo: z.string().max(200).default(""),
      /** Negative when the seller gives money back. */
      amount: z.int().min(-MAX_PRICE).max(MAX_PRICE).refine((amount) => amount !== 0, "not zero"),
      cause: z.string().min(1).max(60), causeId: z.string().min(1).max(120),
    }),
    output: z.object({ receiptId: id, repeated: z.boolean() }),
    refuses: ["cause_reused"],
  }),
  transfer: write({
    summary: "Books an amount outside a sale, from one party or the market to another: a claim, a commission, a penalty, a deposit. It stands on both papers of its day. Done once per cause.",
    who: ["internal"],
    input: z.object({
      kind: z.string().regex(/^[a-z_]{2,40}$/), amount: z.int().min(1).max(MAX_PRICE), currency, memo: z.string().trim().min(1).max(200), saleId: id.nullable().default(null),
      from: transferEnd, to: transferEnd, businessDate: day.optional(), cause: z.string().min(1).max(60), causeId: z.string().min(1).max(120),
    }),
    output: z.object({ transferId: id, businessDate: day, repeated: z.boolean() }),
    refuses: ["cause_reused", "wrong_currency", "needs_two_ends", "unknown_party"],
  }),
  chargeBetween: write({
    summary: "Books an amount one party owes another outside a sale, such as what a client owes his agent; negative, or with `reverses`, where the debt gets smaller. Done once per cause.",
    who: ["internal"],
    input: z.object({
      kind: z.string().regex(/^[a-z_]{2,40}$/), debtorId: id, creditorId: id, amount: z.int().min(-MAX_PRICE).max(MAX_PRICE).refine((amount) => amount !== 0, "not zero"), currency,
      memo: z.string().trim().min(1).max(200), saleId: id.nullable().default(null), /** The charge of which this takes back a part or all. */ reverses: id.nullable().default(null),
      cause: z.string().min(1).max(60), causeId: z.string().min(1).max(120),
    }),
    output: z.object({ chargeId: id, businessDate: day, repeated: z.boolean() }),
    refuses: ["cause_reused", "wrong_currency", "needs_two_ends", "over_charge"],
  }),
  saleForClaim: write({
    summary: "One sale as it stands for a complaint, locked until the transaction ends: what was given back on it, and whether it was taken back.",
    who: ["internal"],
    input: z.object({ saleId: id }),
    output: z.object({ sale: saleView, refunded: z.int(), reversed: z.boolean() }),
    refuses: [],
  }),
  refundForClaim: write({
    summary: "Gives part of a sale's price back after a complaint, never more than its gross: from the grower's statement to the buyer's bill, or as an allowance between two who settle directly. Done once per claim.",
    who: ["internal"],
    input: z.object({ saleId: id, claimId: id, amount: z.int().min(1).max(MAX_PRICE), memo: z.string().trim().min(1).max(200) }),
    output: z.object({ businessDate: day.nullable(), repeated: z.boolean() }),
    refuses: ["already_reversed", "over_sale", "cause_reused"],
  }),
  reverseForClaim: write({
    summary: "Takes a whole sale back after a complaint: one person proposed it, and another, who asks for this now, confirms it.",
    who: ["internal"],
    input: z.object({
      saleId: id, claimId: id, reason: z.string().trim().min(2).max(300), goods: z.enum(["returned", "written_off"]), proposedBy: z.object({ accountId: id, name: z.string() }), proposedAt: z.iso.datetime(),
    }),
    output: z.object({ reversalId: id, businessDate: day }),
    refuses: ["already_reversed", "second_person_needed", "refunded_before"],
  }),
  sales: read({
    summary: "Sales of a business day; a grower or buyer sees only his own.",
    who: [...TRADERS, "cashier", "operator", "auctioneer", "auditor", "internal"],
    input: z.object({ businessDate: day, lotId: id.optional(), limit: z.int().min(1).max(200_000).default(1_000) }),
    output: z.object({ sales: z.array(saleView), total: z.int() }),
    refuses: [],
  }),

  booked: read({
    summary: "Sales and transfers by their ids as the books have them: what was posted, given back or taken back. For a module that explains its own.",
    who: ["internal"],
    input: z.object({ saleIds: z.array(id).max(20_000), transferIds: z.array(id).max(20_000) }),
    output: bookedView,
    refuses: [],
  }),
  soldBy: read({
    summary: "What a seller sold of some items over some days, by every channel.",
    who: ["internal"],
    input: z.object({ growerId: id, itemIds: z.array(id).min(1).max(20), from: day, to: day }),
    output: z.object({ sales: z.array(saleView) }),
    refuses: [],
  }),

  incomes: read({
    summary: "What each grower sold in a time, of every channel and of one alone, less what was taken back and given back on claims; before fees, margins and penalties.",
    who: ["internal"],
    input: z.object({ from: day, to: day, channel: z.enum(CHANNELS).optional() }),
    output: z.object({ currency: currency.nullable(), growers: z.array(z.object({ growerId: id, units: z.int(), gross: z.int(), given: z.int(), channelUnits: z.int() })) }),
    refuses: [],
  }),

  saleList: read({
    summary: "The sales of a day with names, searched by lot, item or party; the place from which a sale is taken back.",
    who: DESK,
    input: z.object({ businessDate: day, query: z.string().trim().max(60).default(""), ...page }),
    output: z.object({ sales: z.array(saleRow), total: z.int() }),
    refuses: [],
  }),

  dayOverview: read({
    summary: "A day's books at a glance: sales, bills, stock, ledger and bank side by side, with every difference as an item.",
    who: DESK,
    input: z.object({ businessDate: day.optional(), itemLimit: z.int().min(0).max(2_000).default(200) }),
    output: overview,
    refuses: [],
  }),
  days: read({
    summary: "Business days with trade, newest first.",
    who: DESK,
    input: z.object(page),
    output: z.object({ days: z.array(dayView.extend({ gross: z.int(), deals: z.int() })), total: z.int() }),
    refuses: [],
  }),
  closeDay: write({
    summary: "Begins the close of a day: no sale joins it any more, and every grower gets a statement, every buyer a bill.",
    who: ["cashier"],
    input: z.object({ businessDate: day, /** Stock of the day is still held for a sale under way; such a sale would fall on the next day. */ despiteHeldStock: z.boolean().default(false) }),
    output: dayView,
    refuses: ["no_trade", "not_open", "future_day", "earlier_day_open", "stock_still_held", "differences"],
  }),
  closeStep: write({
    summary: "Writes the next few papers of a day that is being closed, and ends the close after the last. Runs by itself; a call resumes it.",
    who: ["cashier", "internal"],
    input: z.object({ businessDate: day }),
    output: z.object({ state: z.enum(DAY_STATES), papersDone: z.int(), papersTotal: z.int(), differences: z.int() }),
    refuses: ["no_trade", "not_closing"],
  }),

  proposeReversal: write({
    summary: "Proposes to take a sale back, with the reason and what becomes of the goods. Somebody else has to confirm it.",
    who: ["cashier"],
    input: z.object({ saleId: id, reason: z.string().trim().min(2).max(300), goods: z.enum(["returned", "written_off"]) }),
    output: reversalView,
    refuses: ["already_reversed", "direct_sale", "refunded_before"],
  }),
  decideReversal: write({
    summary: "Confirms a proposed reversal, which only another person than the proposer may do, or rejects it.",
    who: ["cashier"],
    input: z.object({ reversalId: id, confirm: z.boolean() }),
    output: reversalView,
    refuses: ["second_person_needed", "decided_before", "refunded_before"],
  }),
  reversals: read({
    summary: "Reversals, newest first.",
    who: DESK,
    input: z.object({ state: z.enum(["proposed", "confirmed", "rejected"]).optional(), saleDate: day.optional(), ...page }),
    output: z.object({ reversals: z.array(reversalView), total: z.int(), canPropose: z.boolean() }),
    refuses: [],
  }),

  papers: read({
    summary: "The statements or bills of a day.",
    who: DESK,
    input: z.object({ businessDate: day, side, query: z.string().trim().max(60).default(""), state: z.enum(PAPER_STATES).optional(), ...page }),
    output: z.object({ papers: z.array(paperView), total: z.int() }),
    refuses: [],
  }),
  myStatements: read({
    summary: "My statements as a seller, newest first, and what the open days would come to.",
    who: ["grower", "merchant"],
    input: z.object(page),
    output: z.object({ papers: z.array(paperView), total: z.int(), drafts: z.array(draftView), currency, paidThisMonth: z.int(), unpaid: z.int() }),
    refuses: [],
  }),
  myBills: read({
    summary: "My bills as a buyer, newest first, and what the open days would come to.",
    who: ["buyer", "agent"],
    input: z.object(page),
    output: z.object({ papers: z.array(paperView), total: z.int(), drafts: z.array(draftView), currency, paidThisMonth: z.int(), unpaid: z.int() }),
    refuses: [],
  }),
  paper: read({
    summary: "One statement or bill with its sales, fees line by line and corrections; found by id or number.",
    who: [...TRADERS, ...DESK],
    input: z.object({ statementId: id.optional(), no: z.string().trim().max(40).optional(), limit: z.int().min(1).max(MAX_LINES_SHOWN).default(2_000) }),
    output: paperDetail,
    refuses: [],
  }),
  draft: read({
    summary: "What a party's paper of an open day would say now. Nothing of it is booked.",
    who: [...TRADERS, ...DESK],
    input: z.object({ businessDate: day, side, partyId: id.optional(), limit: z.int().min(1).max(MAX_LINES_SHOWN).default(500) }),
    output: draftView,
    refuses: [],
  }),
  slip: read({
    summary: "The distribution slip of a buyer: what he won, from whom, and where it stands.",
    who: ["buyer", "agent", "cashier", "operator", "grader", "auctioneer"],
    input: z.object({ businessDate: day, buyerId: id.optional() }),
    output: slipView,
    refuses: [],
  }),
  slips: read({
    summary: "The buyers of a day, one slip each.",
    who: ["cashier", "operator", "grader", "auctioneer"],
    input: z.object({ businessDate: day, ...page }),
    output: z.object({ slips: z.array(z.object({ buyerId: id, buyer: z.string(), lots: z.int(), deals: z.int(), quantity: z.int() })), total: z.int() }),
    refuses: [],
  }),
  workbook: read({
    summary: "The day as an Excel file (base64): sales, statements, bills, fees, differences.",
    who: DESK,
    input: z.object({ businessDate: day, language: z.enum(["zh", "en"]).default("zh") }),
    output: file,
    refuses: [],
  }),
  paperWorkbook: read({
    summary: "One statement or bill as an Excel file (base64).",
    who: [...TRADERS, ...DESK],
    input: z.object({ statementId: id, language: z.enum(["zh", "en"]).default("zh") }),
    output: file,
    refuses: [],
  }),

  giveSales: giving("The sales of a day with names.", DESK, { businessDate: day, query: z.string().trim().max(60).default("") }),
  givePapers: giving("The statements or bills of a day.", DESK, { businessDate: day, side, query: z.string().trim().max(60).default(""), state: z.enum(PAPER_STATES).optional() }),
  giveMyPapers: giving("My statements as a seller, or my bills as a buyer.", TRADERS, { side }),
  giveReversals: giving("Reversals.", DESK, { state: z.enum(["proposed", "confirmed", "rejected"]).optional(), saleDate: day.optional() }),
  giveSlips: giving("The buyers of a day.", ["cashier", "operator", "grader", "auctioneer"], { businessDate: day }),
  giveSlip: giving("The lines of a distribution slip.", ["buyer", "agent", "cashier", "operator", "grader", "auctioneer"], { businessDate: day, buyerId: id.optional() }),
  giveItems: giving("The differences and open matters of a day.", DESK, { businessDate: day }),
  giveBankLines: giving("The lines of a bank file, account numbers masked.", DESK, { fileId: id }),
  takePapers: taking("Notes on statements and bills what the bank has paid and what it has sent back.", ["cashier"], {}, ["nothing_due", "not_closed", "not_at_bank"]),
  takeBankLines: taking("The same from a table of a bank file's lines.", ["cashier"], {}, ["nothing_due", "not_closed", "not_at_bank"]),

  printPaper: read({
    summary: "One statement or bill as a PDF (base64) with its font in it.",
    who: [...TRADERS, ...DESK],
    input: z.object({ statementId: id, ...wanted }),
    output: printedFile,
    refuses: [],
  }),
  printSlip: read({
    summary: "A distribution slip as a PDF, or as bytes for an 80 mm receipt printer (base64).",
    who: ["buyer", "agent", "cashier", "operator", "grader", "auctioneer"],
    input: z.object({ businessDate: day, buyerId: id.optional(), ...wanted }),
    output: printedFile,
    refuses: [],
  }),

  bankFiles: read({
    summary: "The payout files and direct-debit lists of a day with their control totals.",
    who: DESK,
    input: z.object({ businessDate: day }),
    output: z.object({ files: z.array(bankFileView), can: z.array(z.enum(["take"])) }),
    refuses: [],
  }),
  bankLines: read({
    summary: "The lines of a bank file, account numbers masked.",
    who: DESK,
    input: z.object({ fileId: id, ...page }),
    output: z.object({ file: bankFileView, lines: z.array(bankLineView), total: z.int() }),
    refuses: [],
  }),
  makeBankFile: write({
    summary: "Makes a further file for what is due, has an account and is not under way at the bank.",
    who: ["cashier"],
    input: z.object({ businessDate: day, kind: z.enum(["payout", "debit"]) }),
    output: bankFileView,
    refuses: ["no_trade", "not_closed", "nothing_due"],
  }),
  takeBankFile: write({
    summary: "Hands out a bank file with full account numbers; who took it stands on the audit trail.",
    who: ["cashier"],
    input: z.object({ fileId: id, encoding: z.enum(["utf8", "gb18030"]) }),
    output: z.object({ name: z.string(), base64: z.string(), lines: z.int(), total: z.int(), sha256: z.string() }),
    refuses: [],
    once: true,
  }),
  ...voucherActions, ...bankActions, ...monthActions,
  markPaid: write({
    summary: "Notes that the bank has executed payments: a bill was paid or a statement paid out. The ledger and the credit follow.",
    who: ["cashier"],
    input: z.object({ statementIds: z.array(id).min(1).max(MAX_MARKS), reference: z.string().trim().max(80).default(""), /** The bank's own day; today where left out, to come, or in a closed month. */ on: day.optional() }),
    output: z.object({ marked: z.int(), repeated: z.int(), amount: z.int(), dayPaid: z.boolean() }),
    refuses: ["nothing_due", "not_closed", "at_payer"],
  }),
  markFailed: write({
    summary: "Notes that the bank sent payments back, with its reason; they can then go into another file.",
    who: ["cashier"],
    input: z.object({ statementIds: z.array(id).min(1).max(MAX_MARKS), reason: z.string().trim().min(2).max(200) }),
    output: z.object({ marked: z.int() }),
    refuses: ["not_at_bank"],
  }),
  ...termActions, ...payerActions, ...correctionActions, ...partyDayActions,
}, {
  ...moneyEvents,
  saleRecorded: saleView,
  saleReversed: z.object({ reversalId: id, sale: saleView, businessDate: day, reason: z.string(), goods: z.enum(["returned", "written_off"]) }),
  receiptRecorded: z.object({ receiptId: id, payerId: id, payeeId: id, method: z.enum(PAYMENT_METHODS), amount: z.int(), currency, cause: z.string(), causeId: z.string() }),
  transferred: z.object({ transferId: id, kind: z.string(), payerId: id.nullable(), payeeId: id.nullable(), amount: z.int(), currency, businessDate: day, saleId: id.nullable(), cause: z.string(), causeId: z.string() }),
  chargedBetween: z.object({ chargeId: id, kind: z.string(), debtorId: id, creditorId: id, amount: z.int(), currency, businessDate: day, saleId: id.nullable(), reverses: id.nullable(), cause: z.string(), causeId: z.string() }),
  /** Each step of a close tells the next one to go on, so that a close survives any interruption. */
  closeStepped: z.object({ businessDate: day, papersDone: z.int(), papersTotal: z.int() }),
  closeStuck: z.object({ businessDate: day, differences: z.int() }),
  paperIssued: z.object({ statementId: id, no: z.string(), side, businessDate: day, partyId: id, currency, total: z.int(), due: z.int() }),
  dayClosed: z.object({ businessDate: day, currency, gross: z.int(), statements: z.int(), bills: z.int(), payout: z.int(), debit: z.int() }),
  bankFileMade: z.object({ fileId: id, no: z.string(), kind: z.enum(["payout", "debit"]), businessDate: day, lines: z.int(), total: z.int() }),
  paymentNoted: z.object({ statementId: id, no: z.string(), side, partyId: id, amount: z.int(), currency }),
  paymentFailed: z.object({ statementId: id, no: z.string(), side, partyId: id, reason: z.string() }),
  paymentTakenBack: z.object({ statementId: id, no: z.string(), side, partyId: id, amount: z.int(), currency, reason: z.string() }),
  dayPaid: z.object({ businessDate: day }),
  monthClosed: z.object({ month: z.string(), sha256: z.string() }),
  monthReopened: z.object({ month: z.string(), reason: z.string() }),
});
