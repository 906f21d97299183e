import { z } from "zod";
import { read, write } from "../../kernel/machinery/contract.ts";
import { day } from "../../kernel/lots/contract.ts";
import { printedFile, wanted } from "../../kernel/print/contract.ts";
import { sheetFile } from "../../kernel/sheets/contract.ts";
import { HUB, SEERS } from "./contract-orders.ts";
import { FAULTS, MAX_PRICE, MAX_SAMPLES, PARCEL_STATES } from "./rules.ts";
import { SPLITS } from "./delivery-rules.ts";
import { dropView, faultView, id, parcelView, promiseView, quantity, settlementView, shipmentView } from "./views.ts";

const reason = z.string().trim().min(2).max(300);
const written = z.string().trim().min(1).max(60);
const page = { limit: z.int().min(1).max(500).default(100), offset: z.int().min(0).max(1_000_000).default(0) };
const DESK = ["grader", "operator"] as const;
const language = z.enum(["zh", "en"]).default("zh");
const ref = z.object({ orderId: id });
const sample = z.record(z.string().regex(/^[a-z][A-Za-z0-9]{0,29}$/), z.number().min(0).max(100_000));
const roundView = z.object({
  id, no: z.string(), on: day, leavesAt: z.string(), plate: z.string(), driver: z.string(), capacity: z.int(), load: z.int(), freight: z.int(), split: z.enum(SPLITS), state: z.enum(["planned", "done", "cancelled"]),
  /** When it should be back; like the stops' times from rough distances of towns, not from a map. */
  backAt: z.string(),
  stops: z.array(z.object({ n: z.int(), growerId: id, grower: z.string(), town: z.string().nullable(), km: z.number().nullable(), units: z.int(), freight: z.int(), arrivesAt: z.string(), parcelIds: z.array(id), goods: z.array(z.object({ lotNo: z.string(), orderNo: z.string(), itemZh: z.string(), itemEn: z.string(), unit: z.string(), units: z.int(), step: z.int(), state: z.enum(PARCEL_STATES) })) })),
});

/** From the promise to the dock, the truck, the invoice and the statements. */
export const deliveryActions = {
  bring: write({
    summary: "A grower says that goods of a promise are coming, in a few taps: a lot is declared, or one he has in the market is taken, with a time at the dock or a place on a collection round.",
    who: ["grower", "operator"],
    input: z.object({ promiseId: id, quantity: written, lotId: id.nullable().default(null), slotAt: z.iso.datetime().nullable().default(null), photoId: id.nullable().default(null) }),
    output: parcelView,
    refuses: ["not_now", "bad_quantity", "more_than_open", "slot_full", "slot_wrong", "grower_suspended", "wrong_item", "not_your_lot", "not_enough_left"],
  }),
  cancelBring: write({ summary: "Takes an announced parcel back before it is received.", who: ["grower", "operator"], input: z.object({ parcelId: id, reason: z.string().trim().max(300).default("") }), output: parcelView, refuses: ["not_now"] }),
  withdraw: write({ summary: "A grower says early that he cannot bring a promise or a part of it; the sooner, the more can be done about it.", who: ["grower", "operator"], input: z.object({ promiseId: id, quantity, reason }), output: promiseView, refuses: ["not_now", "more_than_open"] }),
  slots: read({ summary: "The dock's times of a day with how many parcels each still takes.", who: ["grower", ...DESK], input: z.object({ on: day }), output: z.object({ slots: z.array(z.object({ at: z.string(), taken: z.int(), places: z.int() })) }), refuses: [] }),
  planRound: write({
    summary: "Plans a collection round: a vehicle that fetches announced parcels, grower by grower, the farthest first.",
    who: ["operator"],
    input: z.object({ on: day, leavesAt: z.iso.datetime(), plate: z.string().trim().min(1).max(20), driver: z.string().trim().min(1).max(60), capacity: quantity, /** What the trip costs the growers, and how it is split over them: by units, or by units and kilometres. */ freight: z.int().min(0).max(MAX_PRICE).default(0), split: z.enum(SPLITS).default("units"), parcelIds: z.array(id).min(1).max(200) }),
    output: roundView,
    refuses: ["not_now", "over_capacity", "on_another_round"],
  }),
  cancelRound: write({ summary: "Calls a planned round off; its parcels are free again.", who: ["operator"], input: z.object({ roundId: id }), output: roundView, refuses: ["not_now"] }),
  rounds: read({ summary: "Collection rounds of a day.", who: ["grower", ...DESK], input: z.object({ on: day }), output: z.object({ rounds: z.array(roundView) }), refuses: [] }),
  dock: read({
    summary: "What is expected at the dock on a day and what has been graded, found by lot number, grower or item.",
    who: DESK,
    input: z.object({ on: day.optional(), query: z.string().trim().max(60).default(""), state: z.enum(PARCEL_STATES).optional(), ...page }),
    output: z.object({ on: day, parcels: z.array(parcelView), total: z.int(), expected: z.int(), accepted: z.int(), returned: z.int() }),
    refuses: [],
  }),
  parcels: read({
    summary: "What has been announced, graded and shipped for an order, parcel by parcel and truck by truck; a grower sees his own parcels.",
    who: SEERS,
    input: ref,
    output: z.object({ parcels: z.array(parcelView), shipments: z.array(shipmentView) }),
    refuses: [],
  }),
  inspect: write({
    summary: "A neutral grader counts a parcel in, measures a sample, and the spec gives the grade; what conforms is held for the order, the rest stays the grower's free stock.",
    who: ["grader"],
    input: z.object({ parcelId: id, counted: written, samples: z.array(sample).max(MAX_SAMPLES), damaged: z.int().min(0).max(1_000_000).default(0), photoId: id.nullable().default(null), note: z.string().trim().max(300).default("") }),
    output: parcelView,
    refuses: ["not_now", "bad_quantity", "own_goods", "more_damaged", "too_few_samples", "attribute_missing", "not_enough_stock"],
  }),
  ship: write({
    summary: "A truck leaves with accepted parcels of one drop: each becomes a sale at its grade's price, on the enterprise's bill and the grower's statement.",
    who: HUB,
    input: z.object({ dropId: id, parcelIds: z.array(id).min(1).max(500), plate: z.string().trim().min(1).max(20), driver: z.string().trim().max(60).default("") }),
    output: shipmentView,
    refuses: ["not_now", "nothing_held", "over_credit", "no_price_yet"],
  }),
  receive: write({
    summary: "The enterprise confirms what came off the truck; refusing conforming goods costs what the terms say.",
    who: ["buyer", "operator"],
    input: z.object({ shipmentId: id, refused: z.int().min(0).max(1_000_000).default(0), reason: z.string().trim().max(300).default("") }),
    output: shipmentView,
    refuses: ["not_now", "reason_needed", "more_than_shipped"],
  }),
  gaps: read({
    summary: "What is missing of each drop and what can be done: who could bring more, what lies free in the market, what the enterprise would let go.",
    who: HUB,
    input: z.object({ orderId: id }),
    output: z.object({ drops: z.array(z.object({ drop: dropView, missing: z.int(), willing: z.array(z.object({ growerId: id, grower: z.string(), units: z.int(), km: z.number().nullable(), score: z.int() })), stock: z.array(z.object({ lotId: id, no: z.string(), owner: z.string(), own: z.boolean(), grade: z.string().nullable(), free: z.int() })), consentAsked: z.int() })) }),
    refuses: [],
  }),
  declareDefault: write({ summary: "The hub says that what is open of a promise will not come; the penalty falls at the drop's end and the gap opens now.", who: HUB, input: z.object({ promiseId: id, reason }), output: promiseView, refuses: ["not_now", "too_early"] }),
  reallocate: write({
    summary: "Gives what is missing of a drop to growers who said they could bring more, by the order's rule; a new sheet is published.",
    who: HUB,
    input: z.object({ dropId: id, growerIds: z.array(id).max(200).optional() }),
    output: dropView,
    refuses: ["not_now", "nothing_missing", "nobody_can", "solver_failed"],
  }),
  cover: write({
    summary: "Fills a gap from stock that lies free in the market: the hub's own, or a grower's who agreed.",
    who: HUB,
    input: z.object({ dropId: id, lotId: id, quantity }),
    output: dropView,
    refuses: ["not_now", "nothing_missing", "wrong_item", "grade_not_agreed", "not_enough_left", "not_agreed"],
  }),
  askConsent: write({ summary: "Asks the enterprise to take less of a drop without penalty.", who: HUB, input: z.object({ dropId: id, quantity, reason }), output: dropView, refuses: ["not_now", "nothing_missing"] }),
  consent: write({ summary: "The enterprise agrees to less, or does not.", who: ["buyer"], input: z.object({ dropId: id, agrees: z.boolean() }), output: dropView, refuses: ["not_now"] }),
  waive: write({ summary: "A second person of the hub waives a penalty with a reason, such as frost that everybody had.", who: ["operator"], input: z.object({ faultId: id, reason }), output: faultView, refuses: ["not_now", "second_person_needed"] }),
  settleDrop: write({ summary: "Ends a drop: faults, penalties, the hub's margin and freight are booked on the papers of the day. By itself after the grace.", who: HUB, input: z.object({ dropId: id }), output: dropView, refuses: ["not_now", "too_early", "goods_still_held"] }),
  faults: read({ summary: "Faults with their amounts, of an order or of a party.", who: SEERS, input: z.object({ orderId: id.optional(), growerId: id.optional(), kind: z.enum(FAULTS).optional(), ...page }), output: z.object({ faults: z.array(faultView), total: z.int() }), refuses: [] }),
  settlement: read({
    summary: "An order's money: the enterprise's invoice, every grower's statement with each deduction, the hub's margin; a grower sees his own, and the sums agree with the ledger.",
    who: SEERS,
    input: z.object({ orderId: id }),
    output: settlementView,
    refuses: [],
  }),
  printInvoice: read({ summary: "The invoice of an order on paper as a PDF (base64); it is a commercial invoice, never a tax invoice.", who: ["buyer", "operator", "grower", "cashier", "auditor"], input: z.object({ orderId: id, ...wanted }), output: printedFile, refuses: ["nothing_yet"] }),
  printStatement: read({ summary: "A grower's statement of an order on paper as a PDF (base64); all of them for the hub.", who: ["grower", "operator", "cashier", "auditor"], input: z.object({ orderId: id, growerId: id.optional(), ...wanted }), output: printedFile, refuses: ["nothing_yet"] }),
  exportSettlement: read({ summary: "Invoice lines and statements as a workbook (base64).", who: SEERS, input: z.object({ orderId: id, language }), output: sheetFile, refuses: ["nothing_yet", "too_many_rows"] }),
};
