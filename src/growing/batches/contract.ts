import { z } from "zod";
import { contract, read, write } from "../../kernel/machinery/contract.ts";
import { day } from "../../kernel/lots/contract.ts";
import { giving, taking } from "../../kernel/sheets/contract.ts";
import { LOSSES, MAX_ITEMS, MAX_KM, MAX_PAGE, MAX_UNITS, MAX_WEEKS, MAX_WORKBOOK_BYTES, STATES } from "./rules.ts";
import { attributes, batchView, candidateView, capacityView, grade, id, licenceView, promiseView, rightView, standingView, townView, units, verdictView, versionView } from "./views.ts";

/** A quantity as people write it: "500", "5箱", "1万盆". */
const written = z.string().trim().min(1).max(60);
const clean = (most: number) => z.string().trim().max(most).overwrite((text) => text.replaceAll(/\r\n?/g, "\n")).regex(/^(?:\n|[^\p{Cc}\p{Cs}\ufffe\uffff])*$/u, "no control characters");
const note = clean(500);
const place = clean(60);
const text = clean(300);
const page = { limit: z.int().min(1).max(MAX_PAGE).default(100), offset: z.int().min(0).max(1_000_000).default(0) };
const DESK = ["operator", "auditor"] as const;
const GROWERS = ["grower", "operator"] as const;
const ALL = ["grower", ...DESK] as const;
/** Only staff say for whom; a grower and his delegate act for the party they act for. */
const whose = { growerId: id.optional() };
const said = {
  planted: written.nullable().default(null), readyTo: day.optional(), attributes: attributes.default({}), grade: grade.nullable().default(null), place: place.default(""), note: note.default(""), photoId: id.nullable().default(null),
};
const wanted = { query: z.string().trim().max(60).default(""), state: z.enum(STATES).optional(), itemId: id.optional(), from: day.optional(), to: day.optional(), short: z.boolean().default(false) };
const window = { from: day.optional(), to: day.optional() };
const growing = { itemId: id, growerId: id.optional(), on: day, more: z.int().min(0).max(MAX_UNITS).default(0) };
const calendarView = z.object({ growerId: id, today: day, capacity: z.array(capacityView), batches: z.array(batchView.extend({ promises: z.array(promiseView) })) });
/** What another module knows its promise by; the same cause promises of one batch once. */
const cause = { cause: z.string().min(1).max(60), causeId: z.string().min(1).max(120) };
/** Names one release or delivery of a promise; the same deed is done once. Without a quantity it is all that is open. */
const deed = { batchId: id, ...cause, deedId: z.string().min(1).max(120), quantity: units.optional() };

export const batches = contract("batches", {
  plant: write({
    summary: "A grower, his delegate or the operator enters what is growing: item, quantity expected saleable, when it will be ready, its expected measures.",
    who: GROWERS,
    input: z.object({ ...whose, itemId: id, expected: written, readyFrom: day, ...said }),
    output: batchView,
    refuses: ["grower_needed", "not_a_grower", "grower_suspended", "bad_quantity", "bad_window"],
  }),
  change: write({
    summary: "Changes what is said about a batch; only what is given changes, every change is kept as a version. A smaller quantity needs its reason.",
    who: GROWERS,
    input: z.object({
      batchId: id, version: z.int().optional(), expected: written.optional(), planted: written.nullable().optional(), readyFrom: day.optional(), readyTo: day.optional(), attributes: attributes.optional(),
      grade: grade.nullable().optional(), place: place.optional(), note: note.optional(), photoId: id.nullable().optional(), reason: z.enum(LOSSES).nullable().default(null), text: text.default(""),
    }),
    output: batchView,
    refuses: ["bad_quantity", "bad_window", "reason_needed", "batch_over", "changed_meanwhile", "gone_already"],
  }),
  lose: write({
    summary: "Frost, disease, damage: so many units of a batch are lost, with the reason and a photograph.",
    who: GROWERS,
    input: z.object({ batchId: id, version: z.int().optional(), quantity: written, reason: z.enum(LOSSES), text: text.default(""), photoId: id.nullable().default(null) }),
    output: batchView,
    refuses: ["bad_quantity", "batch_over", "changed_meanwhile", "gone_already", "say_what"],
  }),
  advance: write({
    summary: "Says that a batch is ready, harvested to the end, or failed with a reason; what is promised of a failed batch is short.",
    who: GROWERS,
    input: z.object({ batchId: id, to: z.enum(["ready", "harvested", "failed"]), reason: z.enum(LOSSES).nullable().default(null), text: text.default("") }),
    output: batchView,
    refuses: ["batch_over", "not_now", "reason_needed", "say_what"],
  }),
  copyLast: read({
    summary: "The grower's last batch, ready to be entered again; of one item, if an item is given.",
    who: GROWERS,
    input: z.object({ ...whose, itemId: id.optional() }),
    output: z.object({ last: batchView.nullable(), items: z.array(z.object({ itemId: id, zh: z.string(), en: z.string(), unit: z.string(), packing: z.record(z.string(), z.int()) })) }),
    refuses: ["grower_needed"],
  }),
  mine: read({
    summary: "My batches by the day they will be ready; those that are over come last.",
    who: ["grower"],
    input: z.object({ ...wanted, ...page }),
    output: z.object({ batches: z.array(batchView), total: z.int(), short: z.int(), today: day }),
    refuses: [],
  }),
  batch: read({
    summary: "One batch with its history, promises and the lots brought from it; for its grower and the market's manager.",
    who: ALL,
    input: z.object({ batchId: id.optional(), no: z.string().trim().max(40).optional() }),
    output: z.object({
      batch: batchView, versions: z.array(versionView), promises: z.array(promiseView), today: day,
      lots: z.array(z.object({ lotId: id, no: z.string(), declared: z.int(), unit: z.string(), status: z.string(), businessDate: day, cause: z.string().nullable() })),
    }),
    refuses: [],
  }),
  desk: read({
    summary: "Every grower's batches by the day they will be ready, searched by number, grower, town or item, also in pinyin.",
    who: DESK,
    input: z.object({ ...wanted, growerId: id.optional(), ...page }),
    output: z.object({ batches: z.array(batchView), total: z.int(), short: z.int(), today: day }),
    refuses: [],
  }),
  totals: read({
    summary: "What will be ready by week and item: expected, promised, gone and left; a batch counts in the week its window begins, or this week where that is past.",
    who: DESK,
    input: z.object({ weeks: z.int().min(1).max(MAX_WEEKS).default(9), query: z.string().trim().max(60).default("") }),
    output: z.object({
      weeks: z.array(day), today: day,
      items: z.array(z.object({ itemId: id, zh: z.string(), en: z.string(), unit: z.string(), growers: z.int(), cells: z.array(z.object({ week: day, batches: z.int(), expected: z.int(), promised: z.int(), gone: z.int(), left: z.int(), short: z.int() })) })),
    }),
    refuses: [],
  }),

  capacity: read({ summary: "What a grower can pack and bring a day, and what his vehicle takes.", who: ALL, input: z.object(whose), output: z.object({ growerId: id, capacity: z.array(capacityView) }), refuses: ["grower_needed"] }),
  setCapacity: write({
    summary: "Says what a grower can pack and bring a day in a unit, and what his vehicle takes; null takes the line away.",
    who: GROWERS,
    input: z.object({ ...whose, unit: z.string().min(1).max(20), perDay: units.nullable(), perTrip: units.nullable().default(null) }),
    output: z.object({ growerId: id, capacity: z.array(capacityView) }),
    refuses: ["grower_needed", "not_a_grower", "unknown_unit"],
  }),
  towns: read({ summary: "The rough distance of each town to the market, in kilometres.", who: ALL, input: z.object({}), output: z.object({ towns: z.array(townView), without: z.array(z.string()) }), refuses: [] }),
  setTown: write({ summary: "Sets the rough distance of a town; null takes it away.", who: ["operator"], input: z.object({ town: z.string().trim().min(1).max(40), km: z.number().min(0).max(MAX_KM).multipleOf(0.1).nullable() }), output: z.object({ towns: z.array(townView), without: z.array(z.string()) }), refuses: [] }),

  rights: read({ summary: "Protected varieties and items with their holders and certificates.", who: ALL, input: z.object({ query: z.string().trim().max(60).default("") }), output: z.object({ rights: z.array(rightView) }), refuses: [] }),
  protect: write({
    summary: "Enters a protected variety, or one trade item of it: holder, certificate, time of protection.",
    who: ["operator"],
    input: z.object({ varietyId: z.string().max(60).nullable().default(null), itemId: id.nullable().default(null), holder: z.string().trim().min(1).max(120), holderId: id.nullable().default(null), certificate: z.string().trim().min(1).max(80), from: day, to: day, note: note.default("") }),
    output: rightView,
    refuses: ["variety_or_item", "unknown_variety", "unknown_item", "backwards", "certificate_taken"],
  }),
  endRight: write({ summary: "Ends a protection entered here before its time, such as one entered by mistake; the record stays.", who: ["operator"], input: z.object({ rightId: id, reason: text.min(2) }), output: rightView, refuses: ["ended_before"] }),
  licences: read({
    summary: "Licences of protected varieties; a grower sees his own.",
    who: ALL,
    input: z.object({ growerId: id.optional(), rightId: id.optional(), query: z.string().trim().max(60).default(""), ...page }),
    output: z.object({ licences: z.array(licenceView), total: z.int() }),
    refuses: [],
  }),
  license: write({
    summary: "Enters the licence of a grower to grow a protected variety, for a time and up to a quantity.",
    who: ["operator"],
    input: z.object({ rightId: id, growerId: id, from: day, to: day, limit: z.int().min(1).max(100 * MAX_UNITS).nullable().default(null), note: note.default("") }),
    output: licenceView,
    refuses: ["not_a_grower", "backwards", "outside_protection", "ended_before", "licence_overlaps"],
  }),
  endLicence: write({ summary: "Ends a licence before its time.", who: ["operator"], input: z.object({ licenceId: id, reason: text.min(2) }), output: licenceView, refuses: ["ended_before"] }),
  mayGrow: read({
    summary: "Whether a grower may grow an item on a day, so many units beyond what he has entered: allowed, not licensed, expired, or over the licence's quantity. For the grower and the market's people.",
    who: ALL,
    input: z.object(growing),
    output: verdictView,
    refuses: ["grower_needed", "unknown_item"],
  }),
  verdict: read({ summary: "The same, for other modules and any grower.", who: ["internal"], input: z.object({ ...growing, growerId: id }), output: verdictView, refuses: ["unknown_item"] }),

  candidates: read({
    summary: "Growers who will have any of the items ready within a window: their batches with what is left, capacity, distance and licence. Ordered by grower's id, then by window and number.",
    who: ["internal"],
    input: z.object({ itemIds: z.array(id).min(1).max(MAX_ITEMS), from: day, to: day, asOf: day, growerIds: z.array(id).max(5_000).optional() }),
    output: z.object({ growers: z.array(candidateView) }),
    refuses: [],
  }),
  ahead: read({
    summary: "What will still come of every batch that is growing or ready, by grower; whoever asks answers for what is shown of it.",
    who: ["internal"],
    input: z.object({ from: day, to: day }),
    output: z.object({ batches: z.array(z.object({ growerId: id, itemId: id, readyFrom: day, readyTo: day, units: z.int() })) }),
    refuses: [],
  }),
  standing: read({
    summary: "What named batches can give now, with their open promises.",
    who: ["internal"],
    input: z.object({ batchIds: z.array(id).min(1).max(5_000) }),
    output: z.object({ batches: z.array(standingView.omit({ repeated: true }).extend({ growerId: id, itemId: id, readyFrom: day, readyTo: day, promises: z.array(promiseView) })) }),
    refuses: [],
  }),
  calendar: read({
    summary: "A grower's calendar: his batches that are not over or are ready within the window, with their promises, and his capacity. For the grower and the market's people.",
    who: ALL,
    input: z.object({ ...whose, ...window }),
    output: calendarView,
    refuses: ["grower_needed"],
  }),
  forGrower: read({ summary: "The same, for other modules and any grower.", who: ["internal"], input: z.object({ growerId: id, ...window }), output: calendarView, refuses: [] }),
  promise: write({
    summary: "Promises units of a batch; never more than is left. Ask in the order of the batches' ids.",
    who: ["internal"],
    input: z.object({ batchId: id, ...cause, quantity: units, label: z.string().max(120).default(""), dueOn: day.nullable().default(null) }),
    output: standingView,
    refuses: ["not_enough_left", "batch_over", "licence_missing"],
  }),
  release: write({ summary: "Gives a promise back, whole or in part.", who: ["internal"], input: z.object(deed), output: standingView, refuses: ["more_than_promised"] }),
  fulfil: write({ summary: "What was promised has been brought, whole or in part. A batch that gave more than was expected of it grows to that.", who: ["internal"], input: z.object(deed), output: standingView, refuses: ["more_than_promised"] }),
  bring: write({
    summary: "Ties a lot to the batch it was cut from. With a cause the lot serves that promise, which `fulfil` counts; without, and beyond the promise, its quantity is taken off what is left. A lot tied without a cause may be given one later.",
    who: ["internal"],
    input: z.object({ batchId: id, lotId: id, cause: z.string().min(1).max(60).nullable().default(null), causeId: z.string().min(1).max(120).nullable().default(null) }),
    output: standingView,
    refuses: ["not_your_batch", "wrong_item", "batch_over", "lot_tied"],
  }),
  ofLots: read({ summary: "The batches lots were cut from.", who: ["internal"], input: z.object({ lotIds: z.array(id).max(20_000) }), output: z.object({ lots: z.array(z.object({ lotId: id, batchId: id, no: z.string() })) }), refuses: [] }),

  giveBatches: giving("Batches; a grower's own, everybody's for the manager.", ALL, wanted),
  takeBatches: taking("Enters new batches and changes known ones.", GROWERS, {}, [], MAX_WORKBOOK_BYTES),
  giveLicences: giving("Licences; a grower's own, all for the manager.", ALL, {}),
}, {
  batchPlanted: z.object({ batchId: id, no: z.string(), growerId: id, itemId: id, expected: z.int(), unit: z.string(), readyFrom: day, readyTo: day }),
  /** `before` and `expected` differ where the quantity changed; `changed` names every field. */
  batchChanged: z.object({ batchId: id, no: z.string(), growerId: id, itemId: id, state: z.enum(STATES), before: z.int(), expected: z.int(), readyFrom: day, readyTo: day, changed: z.array(z.string()), reason: z.enum(LOSSES).nullable() }),
  /** More is promised than the batch can give. `causes` are the promises still open, the one due last first. */
  batchShort: z.object({
    batchId: id, no: z.string(), growerId: id, itemId: id, expected: z.int(), promised: z.int(), fulfilled: z.int(), brought: z.int(), short: z.int(), reason: z.enum(LOSSES).nullable(),
    causes: z.array(z.object({ cause: z.string(), causeId: z.string(), open: z.int(), dueOn: day.nullable() })),
  }),
  /** A batch that was short can serve its promises again. */
  batchWhole: z.object({ batchId: id, no: z.string(), growerId: id, itemId: id, causes: z.array(z.object({ cause: z.string(), causeId: z.string(), open: z.int(), dueOn: day.nullable() })) }),
  promiseMoved: z.object({ batchId: id, no: z.string(), growerId: id, kind: z.enum(["promise", "release", "fulfil"]), cause: z.string(), causeId: z.string(), quantity: z.int(), left: z.int(), short: z.int() }),
});
