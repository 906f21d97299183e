import { z } from "zod";
import { isDay } from "../../engines/calendar/day.ts";
import { contract, read, write } from "../machinery/contract.ts";

export const GRADES = ["A", "B", "C", "D", "E"] as const;
export const MOVEMENTS = [
  "intake", "hold", "release", "sale", "direct_sale", "split_out", "split_in",
  "write_off", "donation", "return_in", "take_back", "regrade", "count_up", "count_down",
] as const;
export const LOT_STATUSES = ["declared", "received", "offered", "closed", "cancelled"] as const;
export const MAX_LOT_QUANTITY = 1_000_000;

const id = z.uuid();
const quantity = z.int().min(1).max(MAX_LOT_QUANTITY);
const price = z.int().min(1).max(100_000_000_00);
/** The years the lunar calendar knows, with a year to look ahead; a day beyond them is a typing error. */
const FIRST_DAY = "1901-01-01";
const LAST_DAY = "2098-12-31";
export const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, "a date as YYYY-MM-DD")
  .refine((text) => isDay(text) && text >= FIRST_DAY && text <= LAST_DAY, `a day of the calendar from ${FIRST_DAY} to ${LAST_DAY}`);

export const lotView = z.object({
  id, no: z.string(), itemId: id, growerId: id, businessDate: day, unit: z.string(),
  declared: z.int(), grade: z.enum(GRADES).nullable(), floorPrice: z.int().nullable(), potExtra: z.boolean(),
  photoId: id.nullable(), note: z.string(), status: z.enum(LOT_STATUSES), onHand: z.int(), held: z.int(), createdAt: z.string(),
});
export type LotView = z.infer<typeof lotView>;

export const lots = contract("lots", {
  create: write({
    summary: "Opens a lot for a grower; it holds nothing until it is taken in.",
    who: ["internal"],
    input: z.object({
      itemId: id, growerId: id, declared: quantity, floorPrice: price.nullable().default(null),
      photoId: id.nullable().default(null), note: z.string().max(500).default(""), potExtra: z.boolean().default(false), parentId: id.nullable().default(null),
      attributes: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
    }),
    output: lotView,
    refuses: ["unknown_item"],
  }),
  change: write({
    summary: "Changes what is said about a lot before it is offered.",
    who: ["internal"],
    input: z.object({
      lotId: id, declared: quantity.optional(), floorPrice: price.nullable().optional(), photoId: id.nullable().optional(),
      note: z.string().max(500).optional(), grade: z.enum(GRADES).nullable().optional(), status: z.enum(LOT_STATUSES).optional(),
    }),
    output: lotView,
    refuses: ["lot_closed"],
  }),
  move: write({
    summary: "Moves stock of one lot; the database refuses a balance below zero.",
    who: ["internal"],
    input: z.object({
      lotId: id, kind: z.enum(MOVEMENTS), quantity: z.int().min(0).max(MAX_LOT_QUANTITY),
      cause: z.string().min(1).max(60), causeId: z.string().min(1).max(120), reason: z.string().max(300).default(""),
    }),
    output: z.object({ onHand: z.int(), held: z.int(), free: z.int(), repeated: z.boolean() }),
    refuses: ["not_enough_stock"],
  }),
  get: read({
    summary: "One lot with its balance, for its grower and the market's staff.",
    who: ["signed_in", "internal"],
    input: z.object({ lotId: id }),
    output: lotView,
    refuses: [],
  }),
  movements: read({
    summary: "The movement log of one lot, oldest first.",
    who: ["grower", "operator", "grader", "auctioneer", "cashier", "auditor", "internal"],
    input: z.object({ lotId: id }),
    output: z.object({
      movements: z.array(z.object({ kind: z.enum(MOVEMENTS), quantity: z.int(), cause: z.string(), causeId: z.string(), reason: z.string(), at: z.string() })),
    }),
    refuses: [],
  }),
}, {
  lotMoved: z.object({ lotId: id, kind: z.enum(MOVEMENTS), quantity: z.int(), onHand: z.int(), held: z.int(), cause: z.string(), causeId: z.string() }),
  lotCreated: z.object({ lotId: id, no: z.string(), growerId: id, itemId: id, declared: z.int() }),
});
