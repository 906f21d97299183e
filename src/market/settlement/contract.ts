import { z } from "zod";
import { contract, read, write } from "../../kernel/machinery/contract.ts";
import { day } from "../../kernel/lots/contract.ts";

const id = z.uuid();
const currency = z.string().regex(/^[A-Z]{3}$/);
/** The ways a lot can be sold. Every one of them writes its sales through `recordSale`. */
export const CHANNELS = ["clock", "presale", "catalogue", "offer", "contract", "stall", "pooled", "live"] as const;
export const MAX_SALE_QUANTITY = 1_000_000;
export const MAX_PRICE = 100_000_000_00;

export const saleView = z.object({
  id, at: z.string(), businessDate: day, channel: z.enum(CHANNELS), lotId: id, lotNo: z.string(), itemId: id, grade: z.string().nullable(),
  growerId: id, buyerId: id, quantity: z.int(), unit: z.string(), price: z.int(), gross: z.int(), currency, cause: z.string(), causeId: z.string(),
});
export type SaleView = z.infer<typeof saleView>;

export const settlement = contract("settlement", {
  recordSale: write({
    summary: "Books one sale of any channel: stock leaves the lot, credit becomes debt, the ledger says who owes whom. Done once per cause.",
    who: ["internal"],
    input: z.object({
      channel: z.enum(CHANNELS), lotId: id, buyerId: id, quantity: z.int().min(1).max(MAX_SALE_QUANTITY), price: z.int().min(1).max(MAX_PRICE), currency,
      /** True when the quantity was held on the lot before (the clock holds its queue); false sells from the free stock. */
      fromHold: z.boolean(),
      /** True when the money was held on the credit line before; false takes it from the free limit. */
      creditHeld: z.boolean(),
      /** The day the sale belongs to; a day that has been closed takes nothing more, and the sale stands on the first day after it. */
      businessDate: day.optional(),
      cause: z.string().min(1).max(60), causeId: z.string().min(1).max(120),
    }),
    output: z.object({ sale: saleView, repeated: z.boolean() }),
    refuses: ["not_enough_stock", "over_credit", "not_held", "own_lot", "unknown_buyer", "too_much_money", "wrong_currency", "cause_reused"],
  }),
  sales: read({
    summary: "Sales of a business day; a grower or buyer sees only his own.",
    who: ["grower", "buyer", "agent", "cashier", "operator", "auctioneer", "auditor", "internal"],
    input: z.object({ businessDate: day, lotId: id.optional(), limit: z.int().min(1).max(200_000).default(1_000) }),
    output: z.object({ sales: z.array(saleView), total: z.int() }),
    refuses: [],
  }),
}, {
  saleRecorded: saleView,
});
