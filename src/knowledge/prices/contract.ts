import { z } from "zod";
import { giving } from "../../kernel/sheets/contract.ts";
import { contract, read } from "../../kernel/machinery/contract.ts";
import { GRADES, day } from "../../kernel/lots/contract.ts";

const id = z.uuid();
const STAFF = ["operator", "auctioneer", "grader", "cashier", "auditor"] as const;
export const VENUES = ["stall"] as const;
export const MAX_RECENT_DAYS = 400;
export const MAX_HISTORY_DAYS = 1_200;
export const MAX_ITEMS_TOGETHER = 500;
export const MAX_SHEET_LINES = 5_000;
export const MAX_DEALS_SHOWN = 5_000;
export const MAX_LEFT_OUT = 5_000;

/** Why the public does not see a line; the sellers' share itself is never told. */
const withheld = z.object({ code: z.enum(["nothing_sold", "too_few_sellers", "one_seller_dominates"]) });

/**
 * One line of the sheet. Prices are minor units per sales unit, quantities sales units. On the public sheet a withheld
 * line keeps its name and reason and has null in place of every number.
 */
export const sheetLineView = z.object({
  itemId: id, itemZh: z.string(), itemEn: z.string(), category: z.string(), unit: z.string(), grade: z.enum(GRADES).nullable(),
  /** The stalls haggle on lines of their own; null is every other channel. */
  venue: z.enum(VENUES).nullable(),
  max: z.int().nullable(), upper: z.int().nullable(), middle: z.int().nullable(), lower: z.int().nullable(), min: z.int().nullable(), mean: z.int().nullable(),
  sold: z.int().nullable(), unsold: z.int().nullable(), value: z.int().nullable(), deals: z.int().nullable(),
  withheld: withheld.nullable(),
  /** Mean on the previous day with trade, when this line stood on the same kind of sheet then; else null. */
  previousMean: z.int().nullable(), previousDate: day.nullable(),
  /** Hundredths of a per cent against that mean. */
  changeBasisPoints: z.int().nullable(),
});
export type SheetLineView = z.infer<typeof sheetLineView>;

const sheetView = z.object({
  market: z.object({ zh: z.string(), en: z.string(), demo: z.boolean() }),
  businessDate: day, currency: z.string(), lines: z.array(sheetLineView), total: z.int(),
  /** Sums over the lines that are shown. A sum over all lines would give a single withheld one away. */
  sums: z.object({ sold: z.int(), unsold: z.int(), value: z.int(), deals: z.int(), shown: z.int(), withheld: z.int() }),
  previousDate: day.nullable(), nextDate: day.nullable(),
  /** When the newest fact that this sheet is made of was heard; null without any. */
  updatedAt: z.string().nullable(), complete: z.boolean(),
});
export type SheetView = z.infer<typeof sheetView>;

const sheetInput = z.object({
  /** Left out: the newest day with trade. */
  businessDate: day.optional(),
  query: z.string().trim().max(60).default(""), category: z.string().max(20).optional(), limit: z.int().min(1).max(MAX_SHEET_LINES).default(1_000), offset: z.int().min(0).default(0),
});

export const dealView = z.object({
  /** Number of the deal on the line and letter of its seller; both mean nothing elsewhere. */
  n: z.int(), seller: z.string(), at: z.string(), channel: z.string(), quantity: z.int(), price: z.int(), gross: z.int(),
});

export const prices = contract("prices", {
  sheet: read({
    summary: "The price sheet of a day as everybody may see it: highest, upper, middle, lower, lowest, mean, volume and unsold of each item and grade.",
    who: ["public", "internal"],
    input: sheetInput,
    output: sheetView,
    refuses: [],
  }),
  staffSheet: read({
    summary: "The same sheet complete, with the lines that are withheld from the public and why.",
    who: [...STAFF, "internal"],
    input: sheetInput,
    output: sheetView,
    refuses: [],
  }),
  deals: read({
    summary: "The sales behind one line, without names. The public sees them where it sees the line.",
    who: ["public", "internal"],
    input: z.object({ businessDate: day, itemId: id, grade: z.enum(GRADES).nullable(), venue: z.enum(VENUES).nullable().default(null), limit: z.int().min(1).max(MAX_DEALS_SHOWN).default(500) }),
    output: z.object({
      itemZh: z.string(), itemEn: z.string(), unit: z.string(), currency: z.string(), deals: z.array(dealView), total: z.int(),
      leftovers: z.array(z.object({ n: z.int(), quantity: z.int(), reason: z.string() })),
    }),
    refuses: ["withheld"],
  }),
  series: read({
    summary: "The mean price and volume of one line over the days up to a date, as everybody may see it.",
    who: ["public", "internal"],
    input: z.object({ itemId: id, grade: z.enum(GRADES).nullable(), venue: z.enum(VENUES).nullable().default(null), to: day.optional(), days: z.int().min(2).max(MAX_RECENT_DAYS).default(30) }),
    output: z.object({ points: z.array(z.object({ businessDate: day, mean: z.int().nullable(), sold: z.int().nullable(), withheld: z.boolean() })) }),
    refuses: [],
  }),
  days: read({
    summary: "The days that have a price sheet, newest first.",
    who: ["public", "internal"],
    input: z.object({ limit: z.int().min(1).max(MAX_RECENT_DAYS).default(60) }),
    output: z.object({ days: z.array(z.object({ businessDate: day, lines: z.int(), complete: z.boolean() })), total: z.int() }),
    refuses: [],
  }),
  workbook: read({
    summary: "The public price sheet of a day as an Excel file (base64).",
    who: ["public"],
    input: z.object({ businessDate: day, language: z.enum(["zh", "en"]).default("zh") }),
    output: z.object({ name: z.string(), base64: z.string(), rows: z.int() }),
    refuses: [],
  }),
  staffWorkbook: read({
    summary: "The complete price sheet of a day as an Excel file (base64), with the lines that are withheld from the public.",
    who: STAFF,
    input: z.object({ businessDate: day, language: z.enum(["zh", "en"]).default("zh") }),
    output: z.object({ name: z.string(), base64: z.string(), rows: z.int() }),
    refuses: [],
  }),
  giveDeals: giving("The sales behind one line, without names. The public gets them where it sees the line.", ["public"], { businessDate: day, itemId: id, grade: z.enum(GRADES).nullable(), venue: z.enum(VENUES).nullable().default(null) }, ["withheld"]),
  leftoverReasons: read({
    summary: "Why quantities were left over on a day, summed over the lines that everybody may see.",
    who: ["internal"],
    input: z.object({ businessDate: day }),
    output: z.object({ reasons: z.array(z.object({ reason: z.string(), unit: z.string(), quantity: z.int() })) }),
    refuses: [],
  }),
  history: read({
    summary: "What some items fetched together by week, by day or over the whole time, in all channels or one by one, for other modules that show it: a period with too few sellers or one that dominates has no number.",
    who: ["internal"],
    input: z.object({ itemIds: z.array(id).min(1).max(MAX_ITEMS_TOGETHER), grade: z.enum(GRADES).nullable().optional(), by: z.enum(["day", "week", "all"]), byChannel: z.boolean().default(false), to: day, days: z.int().min(1).max(MAX_HISTORY_DAYS) }),
    output: z.object({
      periods: z.array(z.object({
        /** First day of the period with a sale; of a week its Monday. */
        from: day, channel: z.string().nullable(), sales: z.int(), days: z.int(), withheld: z.boolean(),
        /** Mean by units, not rounded; deviation of the days' means, by units. Minor units. */
        units: z.int().nullable(), mean: z.number().nullable(), deviation: z.number().nullable(),
      })),
      /** Passed on the clock and not sold on the same day, over the whole time. */
      unsold: z.int(),
    }),
    refuses: [],
  }),
  recentPrices: read({
    summary: "What an item and grade fetched lately, for proposing a start price; with no sale of the grade, of the item in any grade.",
    who: [...STAFF, "internal"],
    input: z.object({
      itemId: id, grade: z.enum(GRADES).nullable(),
      /** Looks at sales up to this date, and this many days back. */
      to: day.optional(), days: z.int().min(1).max(MAX_RECENT_DAYS).default(14),
    }),
    output: z.object({
      basis: z.enum(["item_and_grade", "item_any_grade", "nothing"]), sales: z.int(), units: z.int(), from: day.nullable(), to: day.nullable(),
      /** Weighted by volume. The median is the lowest price at which half of the units were sold at that price or less. */
      median: z.int().nullable(), mean: z.int().nullable(), min: z.int().nullable(), max: z.int().nullable(),
      byDay: z.array(z.object({ businessDate: day, mean: z.int(), sold: z.int(), min: z.int(), max: z.int() })),
    }),
    refuses: [],
  }),
  trade: read({
    summary: "What was sold by day, item, grade, venue and seller, sales taken back left out: what an index is made of.",
    who: ["internal"],
    input: z.object({ from: day, to: day, /** Sales that a stated rule leaves out. */ without: z.array(id).max(MAX_LEFT_OUT).default([]) }),
    output: z.object({
      rows: z.array(z.object({ businessDate: day, itemId: id, grade: z.enum(GRADES).nullable(), venue: z.enum(VENUES).nullable(), sellerId: id, quantity: z.int(), /** Minor units. */ value: z.int(), deals: z.int() })),
    }),
    refuses: [],
  }),
  tradingDays: read({
    summary: "All days with a price sheet in a range, oldest first, and whether each is closed.",
    who: ["internal"],
    input: z.object({ from: day.optional(), to: day }),
    output: z.object({ days: z.array(z.object({ businessDate: day, complete: z.boolean() })) }),
    refuses: [],
  }),
}, {
  /** The day's close has ended; nothing but a reversal changes its sheet any more. */
  sheetCompleted: z.object({ businessDate: day, lines: z.int(), sold: z.int(), value: z.int() }),
  /** A sale was added to a closed day, or taken back from it. */
  sheetCorrected: z.object({ businessDate: day, itemId: id, saleId: id }),
});
