import { z } from "zod";
import { FEE_BASES } from "../../kernel/ledger/contract.ts";
import { day } from "../../kernel/lots/contract.ts";
import { WAYS } from "./money-views.ts";
import { DAY_STATES, MONEY, SIDES } from "./rules.ts";

/** Shapes of the settlement contract that are longer than a line. */
const id = z.uuid();
export const currency = z.string().regex(/^[A-Z]{3}$/);
/** The ways a lot can be sold. Every one of them writes its sales through `recordSale`. */
export const CHANNELS = ["clock", "presale", "catalogue", "offer", "contract", "stall", "pooled", "live"] as const;

/** How money reached a seller directly. `allowance` is none: the seller let it go. */
export const PAYMENT_METHODS = ["cash", "wechat", "alipay", "bank", "card", "other", "allowance"] as const;
/** Accounts of the market itself that a transfer may begin or end at. */
export const MARKET_ENDS = ["fee_income", "packaging_deposit", "contract_deposit", "adjustment", "advance_due"] as const;

export const saleView = z.object({
  id, at: z.string(), businessDate: day, channel: z.enum(CHANNELS), lotId: id, lotNo: z.string(), itemId: id, grade: z.string().nullable(),
  growerId: id, buyerId: id, quantity: z.int(), unit: z.string(), price: z.int(), gross: z.int(), currency, money: z.enum(MONEY), cause: z.string(), causeId: z.string(),
});

/** Sales and transfers with what the ledger says of them; `posted` is null where it says nothing. */
export const bookedView = z.object({
  sales: z.array(saleView.extend({ posted: z.int().nullable(), reversedOn: day.nullable(), refunds: z.array(z.object({ businessDate: day, amount: z.int() })) })),
  transfers: z.array(z.object({ transferId: id, kind: z.string(), businessDate: day, amount: z.int(), memo: z.string(), ends: z.array(z.object({ partyId: id, side: z.enum(SIDES), amount: z.int(), posted: z.int().nullable() })) })),
});

/** A sale as the cashier reads it. */
export const saleRow = z.object({
  id, at: z.string(), channel: z.enum(CHANNELS), lotNo: z.string(), itemZh: z.string(), itemEn: z.string(), grade: z.string().nullable(), growerId: id, grower: z.string(), buyerId: id, buyer: z.string(),
  quantity: z.int(), unit: z.string(), price: z.int(), gross: z.int(), currency, money: z.enum(MONEY), reversal: z.enum(["proposed", "confirmed"]).nullable(), can: z.array(z.enum(["propose_reversal"])),
});

/** nothing_due: what was carried in covers it. at_bank: in a bank file, not yet answered. failed: the bank sent it back. */
export const PAPER_STATES = ["nothing_due", "unpaid", "at_bank", "failed", "paid"] as const;

export const paperView = z.object({
  id, no: z.string(), side: z.enum(SIDES), businessDate: day, partyId: id, party: z.string(), currency,
  sales: z.int(), quantity: z.int(), gross: z.int(), corrections: z.int(), corrected: z.int(), direct: z.int(), transfers: z.int(), fees: z.int(), packaging: z.int(), total: z.int(),
  carriedIn: z.int(), due: z.int(), carriedOut: z.int(), state: z.enum(PAPER_STATES), paidAt: z.string().nullable(), failure: z.string().nullable(), example: z.boolean(),
  dueOn: day, way: z.enum(WAYS),
  /** Paid, or to be paid, by the simulator of payments: no money moves. */
  simulated: z.boolean(),
  can: z.array(z.enum(["mark_paid", "mark_failed"])),
});

export const chargeView = z.object({
  code: z.string(), zh: z.string(), en: z.string(), account: z.enum(["fee", "packaging"]), corrects: day.nullable(), basis: z.enum(FEE_BASES), value: z.int(),
  minMinor: z.int().nullable(), maxMinor: z.int().nullable(), channel: z.string().nullable(), example: z.boolean(),
  gross: z.int(), units: z.int(), lots: z.int(), transactions: z.int(), basisAmount: z.int(), computed: z.int(), limited: z.enum(["none", "min", "max"]),
  charged: z.int(), was: z.int(), amount: z.int(),
});

export const paperLine = z.object({
  saleId: id, at: z.string(), businessDate: day, channel: z.enum(CHANNELS), lotId: id, lotNo: z.string(), itemZh: z.string(), itemEn: z.string(),
  grade: z.string().nullable(), firstGrade: z.string().nullable(), quantity: z.int(), unit: z.string(), price: z.int(), gross: z.int(), money: z.enum(MONEY),
  /** Why and on which day it was taken back; null for a sale that stands. On an earlier day's sale it is the correction itself. */
  reversed: z.object({ on: day, reason: z.string(), goods: z.enum(["returned", "written_off"]) }).nullable(),
});

/** An amount outside a sale, as it changes this paper: what a seller gets, what a buyer pays. */
export const paperTransfer = z.object({ id, at: z.string(), kind: z.string(), memo: z.string(), other: z.string().nullable(), saleId: id.nullable(), amount: z.int() });

export const paperDetail = z.object({
  paper: paperView, lines: z.array(paperLine), linesTotal: z.int(), corrections: z.array(paperLine), transfers: z.array(paperTransfer), charges: z.array(chargeView),
  market: z.object({ zh: z.string(), en: z.string(), demo: z.boolean() }),
  bank: z.object({ name: z.string(), accountMasked: z.string() }).nullable(),
  /** Path for the QR on the paper; scanning opens the thing. */
  path: z.string(),
});

/** What a paper of a day that is still open would say; nothing of it is booked. */
export const draftView = z.object({
  side: z.enum(SIDES), businessDate: day, partyId: id, party: z.string(), currency, state: z.enum(DAY_STATES).nullable(),
  sales: z.int(), quantity: z.int(), gross: z.int(), corrections: z.int(), corrected: z.int(), direct: z.int(), transfers: z.int(), fees: z.int(), packaging: z.int(), total: z.int(),
  carriedIn: z.int(), due: z.int(), carriedOut: z.int(), charges: z.array(chargeView), transferLines: z.array(paperTransfer), lines: z.array(paperLine), linesTotal: z.int(),
});

export const CHECKS = ["stock", "receivable", "payable", "statements", "bills", "direct", "seller_transfers", "buyer_transfers", "between", "fees", "packaging", "payout_file", "debit_file", "ledger_zero"] as const;
/** Differences stop a close; the others are listed and explain a sum. */
export const DIFFERENCES = ["sale_stock", "sale_receivable", "sale_payable", "lot_outflow", "posting_without_sale", "reversal_stock", "reversal_posting", "direct_posting", "transfer_posting", "between_posting", "paper_sum", "paper_transfers", "paper_missing"] as const;
export const LISTED = ["no_bank_account", "bank_refused", "not_in_file", "not_due", "at_payer", "proposal_open", "stock_held", "other_posting"] as const;

export const checkView = z.object({
  code: z.enum(CHECKS), expected: z.int(), found: z.int(),
  /** The part of the difference that stands in the list below with its reason. */
  listed: z.int(), difference: z.int(), pending: z.boolean(),
});
export const itemView = z.object({
  code: z.enum([...DIFFERENCES, ...LISTED]), blocks: z.boolean(), subject: z.string(), saleId: id.nullable(), partyId: id.nullable(), statementId: id.nullable(),
  expected: z.int().nullable(), found: z.int().nullable(),
  /** True for money in minor units, false for a quantity. */
  money: z.boolean(),
});

export const dayView = z.object({
  businessDate: day, currency, state: z.enum(DAY_STATES), closingAt: z.string().nullable(), closingBy: z.string().nullable(), closedAt: z.string().nullable(), paidAt: z.string().nullable(),
  papersDone: z.int(), papersTotal: z.int(),
});

const sideTotals = z.object({ papers: z.int(), gross: z.int(), corrected: z.int(), fees: z.int(), packaging: z.int(), total: z.int(), due: z.int(), paid: z.int(), paidPapers: z.int(), openPapers: z.int() });
export const overview = z.object({
  market: z.object({ zh: z.string(), en: z.string(), demo: z.boolean() }),
  businessDate: day, day: dayView.nullable(),
  sales: z.object({ deals: z.int(), quantity: z.int(), gross: z.int(), growers: z.int(), buyers: z.int(), reversed: z.int(), reversedGross: z.int(), net: z.int() }),
  checks: z.array(checkView), balanced: z.boolean(), items: z.array(itemView), itemsTotal: z.int(), differences: z.int(),
  seller: sideTotals, buyer: sideTotals,
  previousDate: day.nullable(), nextDate: day.nullable(), firstOpenDate: day.nullable(),
  can: z.array(z.enum(["close", "resume", "make_payout_file", "make_debit_file", "mark"])),
});

export const reversalView = z.object({
  id, saleId: id, saleDate: day, lotNo: z.string(), itemZh: z.string(), itemEn: z.string(), grower: z.string(), buyer: z.string(), quantity: z.int(), unit: z.string(),
  price: z.int(), gross: z.int(), currency, reason: z.string(), goods: z.enum(["returned", "written_off"]), state: z.enum(["proposed", "confirmed", "rejected"]),
  proposedAt: z.string(), proposedBy: z.string(), decidedAt: z.string().nullable(), decidedBy: z.string().nullable(), businessDate: day.nullable(),
  can: z.array(z.enum(["confirm", "reject"])),
});

export const bankFileView = z.object({
  id, no: z.string(), kind: z.enum(["payout", "debit"]), businessDate: day, n: z.int(), currency, lines: z.int(), total: z.int(), madeAt: z.string(), madeBy: z.string(),
  paid: z.int(), failed: z.int(), open: z.int(),
});
export const bankLineView = z.object({
  line: z.int(), statementId: id, statementNo: z.string(), partyId: id, name: z.string(), bankName: z.string(), accountMasked: z.string(), amount: z.int(),
  state: z.enum(["at_bank", "paid", "failed"]), failure: z.string().nullable(),
});

export const slipView = z.object({
  no: z.string(), businessDate: day, buyerId: id, buyer: z.string(), market: z.object({ zh: z.string(), en: z.string(), demo: z.boolean() }),
  lines: z.array(z.object({ lotId: id, lotNo: z.string(), itemZh: z.string(), itemEn: z.string(), grade: z.string().nullable(), grower: z.string(), place: z.string(), quantity: z.int(), unit: z.string(), deals: z.int(), potExtra: z.boolean() })),
  /** Sums per unit: pots and stems are never added. */
  sums: z.array(z.object({ unit: z.string(), quantity: z.int(), lots: z.int() })), path: z.string(),
});

export type SaleView = z.infer<typeof saleView>;
export type SaleListRow = z.infer<typeof saleRow>;
export type PaperView = z.infer<typeof paperView>;
export type PaperDetail = z.infer<typeof paperDetail>;
export type PaperLine = z.infer<typeof paperLine>;
export type PaperTransfer = z.infer<typeof paperTransfer>;
export type ChargeView = z.infer<typeof chargeView>;
export type DraftView = z.infer<typeof draftView>;
export type CheckView = z.infer<typeof checkView>;
export type ItemView = z.infer<typeof itemView>;
export type Overview = z.infer<typeof overview>;
export type DayView = z.infer<typeof dayView>;
export type ReversalView = z.infer<typeof reversalView>;
export type BankFileView = z.infer<typeof bankFileView>;
export type BankLineView = z.infer<typeof bankLineView>;
export type SlipView = z.infer<typeof slipView>;
