import { z } from "zod";
import { contract, read, write } from "../../kernel/machinery/contract.ts";
import { EXCHANGE_REFUSALS, bodyFor, exchangeInput, exchangeReport, sheetFile } from "../../kernel/sheets/contract.ts";
import { GRADES, MAX_LOT_QUANTITY, day } from "../../kernel/lots/contract.ts";
import { printedFile, wanted } from "../../kernel/print/contract.ts";
import { LOT_STATES, MAX_DEFECTS, MAX_LABELS, MAX_IMPORT_ROWS, MAX_WORKBOOK_BYTES } from "./rules.ts";

const id = z.uuid();
const price = z.int().min(1).max(100_000_000_00);
const currency = z.string().regex(/^[A-Z]{3}$/);
/** A quantity as people write it: "120", "1万盆", "2车1层", "３箱". Read by the units engine with the packing of the item. */
const written = z.string().trim().min(1).max(60);
/** Control characters live in no workbook and no database; a line break does. */
const clean = (most: number) => z.string().trim().max(most).overwrite((text) => text.replaceAll(/\r\n?/g, "\n")).regex(/^(?:\n|[^\p{Cc}\p{Cs}\ufffe\uffff])*$/u, "no control characters");
const note = clean(500);
const reason = clean(300);
const grade = z.enum(GRADES);
/** Of the words in a workbook; both are read. */
const language = z.enum(["zh", "en"]).default("zh");

/** What was measured, in free form: { heightCm: 65, spikes: 2, flowers: 14, buds: 5 }. */
export const attributes = z.record(z.string().regex(/^[a-z][A-Za-z0-9]{0,29}$/), z.union([z.number(), z.string().max(60)]))
  .refine((all) => Object.keys(all).length <= 20, "at most 20 measured attributes");
const defects = z.array(z.string().trim().min(1).max(60)).max(MAX_DEFECTS);

export const lotCard = z.object({
  id, no: z.string(), state: z.enum(LOT_STATES), plannedOn: day, businessDate: day, declaredAt: z.string(),
  itemId: id, itemCode: z.string(), itemZh: z.string(), itemEn: z.string(), category: z.string(), unit: z.string(), packing: z.record(z.string(), z.int()),
  growerId: id, grower: z.string(), town: z.string().nullable(), demo: z.boolean(),
  declared: z.int(), written: z.string(), counted: z.int().nullable(), difference: z.int().nullable(), differenceReason: z.string(),
  grade: grade.nullable(), attributes, defects, photoId: id.nullable(),
  floorPrice: z.int().nullable(), currency, potExtra: z.boolean(), note: z.string(),
  onHand: z.int(), held: z.int(), sold: z.int(), passed: z.int(), gross: z.int(), refusal: z.string().nullable(),
  declaredBy: z.string(), declaredAs: z.enum(["grower", "delegate", "staff", "system"]),
  can: z.array(z.enum(["change", "cancel", "copy", "receive", "recount", "grade", "regrade", "refuse", "label"])),
});
export type LotCard = z.infer<typeof lotCard>;

const counts = z.object({ expected: z.int(), received: z.int(), graded: z.int(), offered: z.int(), closed: z.int(), cancelled: z.int(), refused: z.int() });

const declaration = z.object({
  /** Only staff say for whom; a grower and his delegate declare for the party they act for. */
  growerId: id.optional(),
  itemId: id, quantity: written, floorPrice: price.nullable().default(null), photoId: id.nullable().default(null),
  note: note.default(""), potExtra: z.boolean().optional(), plannedOn: day.optional(),
  /** The batch on the bench it is cut from, if it was entered there. */
  batchId: id.optional(),
});

const GROWERS_AND_DESK = ["grower", "operator", "grader"] as const;
const DESK = ["grader", "operator"] as const;

export const intake = contract("intake", {
  declareLot: write({
    summary: "A grower, his delegate or the desk says what will be brought: item, quantity in any unit, floor price, photo.",
    who: GROWERS_AND_DESK,
    input: declaration,
    output: lotCard,
    refuses: ["bad_quantity", "grower_needed", "not_a_grower", "grower_suspended", "day_out_of_range"],
  }),
  changeLot: write({
    summary: "Changes a declared lot until it is received; only what is given is changed.",
    who: GROWERS_AND_DESK,
    input: z.object({ lotId: id, quantity: written.optional(), floorPrice: price.nullable().optional(), photoId: id.nullable().optional(), note: note.optional(), plannedOn: day.optional() }),
    output: lotCard,
    refuses: ["bad_quantity", "already_received", "lot_is_over", "day_out_of_range", "promised_already"],
  }),
  cancelLot: write({
    summary: "Takes back a declaration before the goods are received.",
    who: GROWERS_AND_DESK,
    input: z.object({ lotId: id, reason: reason.default("") }),
    output: lotCard,
    refuses: ["already_received"],
  }),
  copyLast: read({
    summary: "The last lot of the grower, ready to be declared again; of one item, if an item is given.",
    who: GROWERS_AND_DESK,
    input: z.object({ growerId: id.optional(), itemId: id.optional() }),
    output: z.object({ last: lotCard.nullable() }),
    refuses: ["grower_needed"],
  }),
  suggestions: read({
    summary: "Items the grower brought lately, most often first, with what he last wrote about them.",
    who: GROWERS_AND_DESK,
    input: z.object({ growerId: id.optional(), limit: z.int().min(1).max(50).default(12) }),
    output: z.object({
      items: z.array(z.object({ itemId: id, zh: z.string(), en: z.string(), unit: z.string(), packing: z.record(z.string(), z.int()), potExtra: z.boolean(), times: z.int(), lastWritten: z.string(), lastFloorPrice: z.int().nullable(), photoId: id.nullable() })),
      total: z.int(),
    }),
    refuses: ["grower_needed"],
  }),
  myLots: read({
    summary: "My lots with their state, stock, sales and money so far, newest first.",
    who: ["grower"],
    input: z.object({ from: day.optional(), to: day.optional(), state: z.enum(LOT_STATES).optional(), limit: z.int().min(1).max(500).default(50), offset: z.int().min(0).default(0) }),
    output: z.object({ lots: z.array(lotCard), total: z.int(), sold: z.int(), gross: z.int(), currency }),
    refuses: [],
  }),
  lot: read({
    summary: "One lot with its counts, grades, movements and sales; found by id or by the number on the label.",
    who: [...GROWERS_AND_DESK, "auctioneer", "cashier", "auditor"],
    input: z.object({ lotId: id.optional(), no: z.string().trim().max(40).optional() }),
    output: z.object({
      lot: lotCard,
      history: z.array(z.object({ at: z.string(), kind: z.string(), quantity: z.int().nullable(), by: z.string(), as: z.string(), text: z.string(), grade: grade.nullable() })),
      sales: z.array(z.object({ at: z.string(), channel: z.string(), quantity: z.int(), price: z.int(), gross: z.int() })),
    }),
    refuses: [],
  }),
  arrivals: read({
    summary: "The desk's list of a day: expected, received and graded lots; searched by number, grower or item, also in pinyin.",
    who: [...DESK, "auctioneer", "cashier", "auditor"],
    input: z.object({ on: day.optional(), query: z.string().max(120).default(""), state: z.enum(LOT_STATES).optional(), limit: z.int().min(1).max(1_000).default(300), offset: z.int().min(0).default(0) }),
    output: z.object({ on: day, lots: z.array(lotCard), total: z.int(), counts }),
    refuses: [],
  }),
  receive: write({
    summary: "Takes a lot in with the quantity counted at the dock; a difference from the declaration needs its reason.",
    who: DESK,
    input: z.object({ lotId: id, counted: written, reason: reason.default("") }),
    output: lotCard,
    refuses: ["bad_quantity", "already_received", "lot_is_over", "reason_needed"],
  }),
  recount: write({
    summary: "Counts a received lot again and moves the difference, with the reason.",
    who: DESK,
    input: z.object({ lotId: id, counted: written, reason: reason.min(2) }),
    output: lotCard,
    refuses: ["bad_quantity", "not_received", "lot_is_over", "already_offered"],
  }),
  grade: write({
    summary: "Records the grade A–E of a received lot with what was measured, the defects and a photo.",
    who: DESK,
    input: z.object({ lotId: id, grade, attributes: attributes.default({}), defects: defects.default([]), photoId: id.nullable().default(null) }),
    output: lotCard,
    refuses: ["not_received", "already_graded", "lot_is_over", "already_offered"],
  }),
  regrade: write({
    summary: "Replaces the grade before the lot is offered; the old one stays in the history.",
    who: DESK,
    input: z.object({ lotId: id, grade, attributes: attributes.default({}), defects: defects.default([]), photoId: id.nullable().default(null), reason: reason.min(2) }),
    output: lotCard,
    refuses: ["not_graded", "lot_is_over", "already_offered"],
  }),
  refuse: write({
    summary: "Sends a lot back with the reason, at the gate or after it was taken in.",
    who: DESK,
    input: z.object({ lotId: id, reason: reason.min(2) }),
    output: lotCard,
    refuses: ["lot_is_over", "already_offered"],
  }),
  label: read({
    summary: "What stands on the label of a lot; `path` in its QR code opens the lot.",
    who: GROWERS_AND_DESK,
    input: z.object({ lotId: id }),
    output: z.object({
      no: z.string(), path: z.string(), itemZh: z.string(), itemEn: z.string(), grower: z.string(), town: z.string().nullable(), grade: grade.nullable(),
      quantity: z.int(), unit: z.string(), plannedOn: day, market: z.string(), demo: z.boolean(),
    }),
    refuses: [],
  }),
  printLabels: read({
    summary: "The labels of lots, a sheet each: an A6 PDF, or 58 mm as PDF or as bytes for a receipt printer (base64).",
    who: GROWERS_AND_DESK,
    input: z.object({ lotIds: z.array(id).min(1).max(MAX_LABELS), ...wanted }),
    output: printedFile,
    refuses: [],
  }),
  exportLots: read({
    summary: "The lots of a day as an Excel workbook (base64); a grower gets his own.",
    who: GROWERS_AND_DESK,
    input: z.object({ on: day.optional(), language }),
    output: sheetFile,
    refuses: ["too_many_rows"],
  }),
  lotsTemplate: read({
    summary: "An empty workbook of such a list, with an example and notes on every column.",
    who: GROWERS_AND_DESK,
    input: z.object({ language }),
    output: sheetFile,
    refuses: [],
  }),
  importLots: write({
    summary: `Reads such a table (.xlsx, .xls, CSV), at most ${MAX_IMPORT_ROWS} rows: new rows are declared, changed ones changed, all or nothing. A dry run only says what would happen.`,
    who: GROWERS_AND_DESK,
    input: z.object({ ...exchangeInput(MAX_WORKBOOK_BYTES), on: day.optional() }),
    output: exchangeReport,
    refuses: EXCHANGE_REFUSALS,
    secret: ["base64"],
    body: bodyFor(MAX_WORKBOOK_BYTES),
  }),
}, {
  lotDeclared: z.object({ lotId: id, no: z.string(), growerId: id, itemId: id, quantity: z.int().min(1).max(MAX_LOT_QUANTITY), unit: z.string(), plannedOn: day }),
  lotChanged: z.object({ lotId: id, no: z.string(), growerId: id, changed: z.array(z.string()) }),
  lotCancelled: z.object({ lotId: id, no: z.string(), growerId: id, reason: z.string() }),
  lotReceived: z.object({ lotId: id, no: z.string(), growerId: id, itemId: id, counted: z.int(), declared: z.int(), unit: z.string() }),
  lotRecounted: z.object({ lotId: id, no: z.string(), before: z.int(), counted: z.int(), reason: z.string() }),
  lotGraded: z.object({ lotId: id, no: z.string(), growerId: id, itemId: id, grade, before: grade.nullable() }),
  lotRefused: z.object({ lotId: id, no: z.string(), growerId: id, quantity: z.int(), reason: z.string() }),
});
