import { z } from "zod";
import { contract, read, write } from "../../kernel/machinery/contract.ts";
import { day } from "../../kernel/lots/contract.ts";
import { printedFile, wanted } from "../../kernel/print/contract.ts";
import { giving, taking } from "../../kernel/sheets/contract.ts";
import { MAX_PAYMENTS, MAX_SYNC, MAX_TOTAL, METHODS } from "./rules.ts";
import {
  billInput, billRow, billView, bookRow, clean, closingView, counterView, currency, customerInput, customerView, helperView, id, money, paymentInput, paymentView, purchaseRow, reason, rightView, stallView, statementView,
  stockRow, syncAnswer, tillView,
} from "./views.ts";

export type { BillInput, BillRowView, BillView, CounterView, SyncAnswer } from "./views.ts";

/** A stall is kept by a merchant, or by a grower who sells himself. */
const KEEPERS = ["merchant", "grower"] as const;
const DESK = ["operator", "cashier", "auditor"] as const;
const written = clean(60).min(1);
const page = { limit: z.int().min(1).max(500).default(100), offset: z.int().min(0).max(1_000_000).default(0) };
const goods = z.enum(["returned", "written_off"]);
/** Refusals of every action that needs a right at the stall. */
const NO_RIGHT = ["no_right"] as const;

export const stall = contract("stall", {
  openStall: write({
    summary: "Opens a stall of the hall for a merchant or grower.",
    who: ["operator", "internal"],
    input: z.object({ partyId: id, hall: clean(40).min(1), number: z.string().trim().toUpperCase().regex(/^[A-Z0-9]{1,8}$/, "letters and digits, at most 8"), name: clean(60).min(1) }),
    output: stallView,
    refuses: ["number_taken", "cannot_sell"],
  }),
  changeStall: write({
    summary: "Renames a stall, or shuts it and opens it again.",
    who: ["operator"],
    input: z.object({ stallId: id, name: clean(60).min(1).optional(), open: z.boolean().optional() }),
    output: stallView,
    refuses: [],
  }),
  stalls: read({
    summary: "The stalls of the hall.",
    who: [...DESK, "internal"],
    input: z.object({ query: clean(60).default(""), ...page }),
    output: z.object({ stalls: z.array(stallView), total: z.int() }),
    refuses: [],
  }),
  mine: read({
    summary: "The stalls at which I may work, and what I may do there.",
    who: KEEPERS,
    input: z.object({}),
    output: z.object({ stalls: z.array(z.object({ stall: stallView, right: rightView })) }),
    refuses: [],
  }),
  counter: read({
    summary: "Everything a device needs to write bills without a network: goods in stock, customers with their credit and prices, limits.",
    who: KEEPERS,
    input: z.object({ stallId: id }),
    output: counterView,
    refuses: NO_RIGHT,
  }),

  syncBills: write({
    summary: `Books bills that a device wrote, at most ${MAX_SYNC}, each on its own: booked, repeated, or a conflict with its reason. A conflict stops no other bill.`,
    who: KEEPERS,
    input: z.object({ stallId: id, bills: z.array(billInput).min(1).max(MAX_SYNC) }),
    output: z.object({ answers: z.array(syncAnswer) }),
    refuses: [
      ...NO_RIGHT, "bad_quantity", "cannot_price", "total_differs", "short_stock", "unknown_lot", "below_floor", "walk_in_pays", "paid_too_much", "no_credit_right", "allowance_too_high", "no_count_right", "bill_id_reused",
      "bill_dropped", "unknown_customer", "stall_shut",
    ],
  }),
  dropBill: write({
    summary: "Gives up a bill that was written but never booked, with the reason; it stays on record and can no longer be booked.",
    who: KEEPERS,
    input: z.object({ stallId: id, bill: billInput, reason }),
    output: z.object({ dropped: z.boolean() }),
    refuses: [...NO_RIGHT, "bill_is_booked"],
  }),
  voidBill: write({
    summary: "Takes a bill of the same business day back whole: goods to the stall, money back as it came. Its owner alone may.",
    who: KEEPERS,
    input: z.object({ billId: id, changeId: id, reason }),
    output: billView,
    refuses: [...NO_RIGHT, "already_void", "other_day"],
  }),
  returnGoods: write({
    summary: "Takes goods of a bill back, whole or in part; what was paid for them is given back or stays on the customer's account.",
    who: KEEPERS,
    input: z.object({
      billId: id, changeId: id, reason, goods, lines: z.array(z.object({ n: z.int().min(1), quantity: z.int().min(1) })).min(1), refunds: z.array(paymentInput).max(MAX_PAYMENTS).default([]),
    }),
    output: billView,
    refuses: [...NO_RIGHT, "already_void", "too_much_back", "refund_too_high", "walk_in_pays", "return_too_high"],
  }),
  bills: read({
    summary: "The bills of a stall, newest first; searched by number or customer.",
    who: KEEPERS,
    input: z.object({ stallId: id, businessDate: day.optional(), customerId: id.optional(), query: clean(40).default(""), ...page }),
    output: z.object({ bills: z.array(billRow), total: z.int(), sum: z.int(), currency }),
    refuses: NO_RIGHT,
  }),
  bill: read({
    summary: "One bill with its lines, payments and everything that happened to it; by id, or by number and day.",
    who: [...KEEPERS, ...DESK],
    input: z.object({ billId: id.optional(), no: clean(40).optional(), businessDate: day.optional() }),
    output: billView,
    refuses: NO_RIGHT,
  }),

  registerCustomer: write({
    summary: "Registers a customer of the stall with a name and, if he likes, a phone number. The same id is the same customer.",
    who: KEEPERS,
    input: z.object({ stallId: id, customer: customerInput }),
    output: customerView,
    refuses: [...NO_RIGHT, "customer_id_reused"],
  }),
  welcome: write({
    summary: "Puts a party the market knows on a stall's customer list because it asked for it, such as an agent who buys there. It has no credit until the stall gives it some.",
    who: ["internal"],
    input: z.object({ number: z.string().trim().toUpperCase().max(8), partyId: id }),
    output: z.object({ stall: stallView, already: z.boolean() }),
    refuses: ["no_such_stall"],
  }),
  changeCustomer: write({
    summary: "Changes how the stall calls and groups a customer.",
    who: KEEPERS,
    input: z.object({ customerId: id, nickname: clean(60).min(1).optional(), group: clean(30).optional(), note: clean(200).optional() }),
    output: customerView,
    refuses: NO_RIGHT,
  }),
  setCredit: write({
    summary: "Sets how far a customer may owe the stall. Its owner alone may.",
    who: KEEPERS,
    input: z.object({ customerId: id, changeId: id, limit: money }),
    output: customerView,
    refuses: NO_RIGHT,
  }),
  takePayment: write({
    summary: "Takes money on a customer's account; the oldest debts are paid first. Done once per id.",
    who: KEEPERS,
    input: z.object({ paymentId: id, customerId: id, payments: z.array(paymentInput).min(1).max(MAX_PAYMENTS), memo: clean(100).default("") }),
    output: z.object({ payments: z.array(paymentView), balance: z.int(), repeated: z.boolean() }),
    refuses: [...NO_RIGHT, "payment_id_reused", "allowance_too_high"],
  }),
  creditBook: read({
    summary: "What every customer owes the stall, by age, with his limit.",
    who: KEEPERS,
    input: z.object({ stallId: id }),
    output: z.object({ stall: stallView, currency, businessDate: day, rows: z.array(bookRow), total: z.int() }),
    refuses: NO_RIGHT,
  }),
  statement: read({
    summary: "A customer's account with the stall over some days, from the ledger, with its balance before and after.",
    who: KEEPERS,
    input: z.object({ customerId: id, from: day.optional(), to: day.optional() }),
    output: statementView,
    refuses: NO_RIGHT,
  }),

  arrive: write({
    summary: "Goods arrive at the stall: opens a lot and takes it in. The same id is the same arrival.",
    who: KEEPERS,
    input: z.object({ stallId: id, arrivalId: id, itemId: id, quantity: written, purchasePrice: money.nullable().default(null), source: clean(120).default(""), photoId: id.nullable().default(null) }),
    output: stockRow,
    refuses: [...NO_RIGHT, "bad_quantity", "stall_shut"],
  }),
  takeOver: write({
    summary: "Puts goods that the keeper bought in this market on the stall, by the sale he bought them with.",
    who: KEEPERS,
    input: z.object({ stallId: id, saleId: id }),
    output: stockRow,
    refuses: [...NO_RIGHT, "taken_over", "purchase_reversed", "stall_shut"],
  }),
  fetchLot: write({
    summary: "Puts a lot of the keeper's own, received by the market and not offered, on the stall.",
    who: KEEPERS,
    input: z.object({ stallId: id, lotNo: clean(40).min(1) }),
    output: stockRow,
    refuses: [...NO_RIGHT, "lot_elsewhere", "unknown_lot", "stall_shut"],
  }),
  recount: write({
    summary: "Counts a lot at the stall and moves the difference, with the reason.",
    who: KEEPERS,
    input: z.object({ lotId: id, countId: id, counted: z.int().min(0).max(1_000_000), reason }),
    output: stockRow,
    refuses: [...NO_RIGHT, "lot_is_held", "no_count_right"],
  }),
  stock: read({
    summary: "The lots that stand at the stall, newest first.",
    who: KEEPERS,
    input: z.object({ stallId: id, all: z.boolean().default(false), ...page }),
    output: z.object({ lots: z.array(stockRow), total: z.int(), currency, right: rightView }),
    refuses: NO_RIGHT,
  }),
  purchases: read({
    summary: "What the keeper bought in this market and has not put on a stall yet.",
    who: KEEPERS,
    input: z.object({ stallId: id, ...page }),
    output: z.object({ purchases: z.array(purchaseRow), total: z.int(), currency }),
    refuses: NO_RIGHT,
  }),

  till: read({
    summary: "What the till should hold by method since the last close, with bills, returns and credit.",
    who: KEEPERS,
    input: z.object({ stallId: id }),
    output: tillView,
    refuses: NO_RIGHT,
  }),
  closeTill: write({
    summary: "Closes the day of a stall: counts the till by method; a difference needs its reason. Stays on record. Done once per id.",
    who: KEEPERS,
    input: z.object({
      stallId: id, closingId: id, openingCash: money.default(0), counted: z.array(z.object({ method: z.enum(METHODS), amount: z.int().min(-MAX_TOTAL).max(MAX_TOTAL), reason: clean(200).default("") })).max(METHODS.length), note: clean(300).default(""),
    }),
    output: closingView,
    refuses: [...NO_RIGHT, "reason_needed", "nothing_to_close"],
  }),
  closings: read({
    summary: "The closes of a stall, newest first.",
    who: KEEPERS,
    input: z.object({ stallId: id, ...page }),
    output: z.object({ closings: z.array(closingView), total: z.int(), currency }),
    refuses: NO_RIGHT,
  }),

  helpers: read({
    summary: "Who helps at the stall and how far, and the lowest prices for helpers.",
    who: KEEPERS,
    input: z.object({ stallId: id }),
    output: z.object({ helpers: z.array(helperView), floors: z.array(z.object({ itemId: id, zh: z.string(), en: z.string(), unit: z.string(), price: z.int() })), currency }),
    refuses: NO_RIGHT,
  }),
  setHelper: write({
    summary: "Lets an account help at the stall, or changes how far; it acts for the keeper as his delegate. Its owner alone may.",
    who: KEEPERS,
    input: z.object({ stallId: id, login: z.string().trim().toLowerCase().min(3).max(60), role: rightView.shape.role, mayCredit: z.boolean(), mayCountUp: z.boolean(), allowanceMax: money, returnMax: money }),
    output: helperView,
    refuses: [...NO_RIGHT, "unknown_account", "not_oneself"],
  }),
  dismissHelper: write({
    summary: "Ends somebody's right to help at the stall, at once.",
    who: KEEPERS,
    input: z.object({ stallId: id, accountId: id }),
    output: helperView,
    refuses: [...NO_RIGHT, "not_a_helper"],
  }),
  setFloor: write({
    summary: "Sets the price below which helpers may not go, per sales unit; none lifts it.",
    who: KEEPERS,
    input: z.object({ stallId: id, itemId: id, price: z.int().min(1).nullable() }),
    output: z.object({ itemId: id, price: z.int().nullable() }),
    refuses: NO_RIGHT,
  }),

  printSlip: read({
    summary: "The slip of a bill as a PDF, or as bytes for a 58 or 80 mm receipt printer (base64), by the market's template.",
    who: KEEPERS,
    input: z.object({ billId: id, ...wanted }),
    output: printedFile,
    refuses: NO_RIGHT,
  }),
  slipPrinters: read({
    summary: "The network printers of the hall on which slips may be printed.",
    who: KEEPERS,
    input: z.object({ stallId: id }),
    output: z.object({ printers: z.array(z.object({ id, name: z.string(), size: z.enum(["58mm", "80mm"]) })) }),
    refuses: NO_RIGHT,
  }),
  queueSlip: write({
    summary: "Sends the slip of a bill to a network printer of the hall.",
    who: KEEPERS,
    input: z.object({ billId: id, printerId: id, language: wanted.language, origin: wanted.origin }),
    output: z.object({ jobId: id, printer: z.string() }),
    refuses: NO_RIGHT,
  }),
  giveBills: giving("The bills of a stall.", KEEPERS, { stallId: id, businessDate: day.optional(), customerId: id.optional(), query: clean(40).default("") }, NO_RIGHT),
  giveStatement: giving("A customer's account with the stall.", KEEPERS, { customerId: id, from: day.optional(), to: day.optional() }, NO_RIGHT),
  givePurchases: giving("What the keeper bought in this market and has not put on a stall yet.", KEEPERS, { stallId: id }, NO_RIGHT),
  giveClosings: giving("The closes of a stall, a line for each method.", KEEPERS, { stallId: id }, NO_RIGHT),
  giveHelpers: giving("Who helps at the stall and how far.", KEEPERS, { stallId: id }, NO_RIGHT),
  giveCustomers: giving("The credit book: customers with limit, debt and its age.", KEEPERS, { stallId: id }, NO_RIGHT),
  takeCustomers: taking("Registers customers, changes their group, note and limit, and notes once what they owed from before.", KEEPERS, { stallId: id }, [...NO_RIGHT, "customer_id_reused"]),
  giveGoods: giving("The lots that stand at the stall.", KEEPERS, { stallId: id, all: z.boolean().default(false) }, NO_RIGHT),
  takeGoods: taking("Lines without a lot number are arrivals, a changed quantity of a lot is a recount with its reason.", KEEPERS, { stallId: id }, [...NO_RIGHT, "bad_quantity", "stall_shut", "lot_is_held", "no_count_right"]),
  givePrices: giving("The goods of the stall with the lowest price for helpers and the last price.", KEEPERS, { stallId: id }, NO_RIGHT),
  takePrices: taking("Sets the lowest prices for helpers; a blank one lifts it. Its owner alone may.", KEEPERS, { stallId: id }, NO_RIGHT),
  giveStalls: giving("The stalls of the hall.", DESK, { query: clean(60).default("") }),
  takeStalls: taking("Opens stalls, renames them, shuts them and opens them again.", ["operator"], {}, ["number_taken", "cannot_sell"]),
}, {
  stallOpened: stallView,
  billBooked: z.object({ billId: id, stallId: id, no: z.string(), businessDate: day, partyId: id, total: z.int(), paid: z.int(), currency }),
  billChanged: z.object({ billId: id, stallId: id, no: z.string(), kind: z.enum(["return", "void"]), amount: z.int(), currency }),
  tillClosed: z.object({ closingId: id, stallId: id, businessDate: day, difference: z.int(), currency }),
});
