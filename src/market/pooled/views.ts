import { z } from "zod";
import { GRADES, day } from "../../kernel/lots/contract.ts";
import {
  ANSWER_STATES, DROP_STATES, FAULTS, MAX_ANSWER_HOURS, MAX_DROPS, MAX_GRACE_DAYS, MAX_LIMITS, MAX_LINES, MAX_PRICE, MAX_QUANTITY, MAX_STEP, MAX_SUBSTITUTES, MAX_TRUCK_COST, ORDER_DEEDS, PARCEL_STATES, PROMISE_SOURCES, PROMISE_STATES, RISKS, RULES, STATES,
} from "./rules.ts";

/** Shapes of the pooled module that are longer than a line. */
export const id = z.uuid();
export const grade = z.enum(GRADES);
export const price = z.int().min(1).max(MAX_PRICE);
export const quantity = z.int().min(1).max(MAX_QUANTITY);
const percent = z.int().min(0).max(100);
const perMille = z.int().min(0).max(1_000);
const attribute = z.string().regex(/^[a-z][A-Za-z0-9]{0,29}$/);
const name = z.object({ zh: z.string(), en: z.string() });

export const limit = z.object({ attribute, min: z.number().min(0).max(100_000).nullable(), max: z.number().min(0).max(100_000).nullable() })
  .refine(({ min, max }) => (min !== null || max !== null) && (min === null || max === null || min <= max), "one bound at least, and the lower below the upper");
export const gradeSpec = z.object({ grade, limits: z.array(limit).max(MAX_LIMITS), pricePm: z.int().min(1).max(1_000).nullable() });
export const sampling = z.object({ samplePm: z.int().min(1).max(1_000), least: z.int().min(1).max(200), most: z.int().min(1).max(200), acceptPm: perMille }).refine(({ least, most }) => least <= most, "least above most");
export const priceTerms = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("fixed"), price }),
  z.object({
    kind: z.literal("index"), floor: price, cap: price.nullable(), factorPpm: z.int().min(1).max(10_000_000), premium: z.int().min(-MAX_PRICE).max(MAX_PRICE),
    basis: z.enum(["day", "mean"]), publications: z.int().min(1).max(30), missing: z.object({ rule: z.enum(["last", "base"]), base: price }),
    reference: z.object({ itemId: id, grade: grade.nullable(), venue: z.enum(["stall"]).nullable(), lagDays: z.int().min(0).max(30) }),
  }).refine((formula) => formula.basis === "mean" || formula.publications === 1, { path: ["publications"], message: "one for a day" }),
  z.object({ kind: z.literal("sealed"), ceiling: price }),
]);
export const lineTerms = z.object({
  itemId: id, grade, spec: z.array(gradeSpec).min(1).max(GRADES.length), sampling, substitutes: z.array(z.object({ itemId: id, pricePm: z.int().min(1).max(1_000) })).max(MAX_SUBSTITUTES), quantity, tolerance: z.int().min(0).max(20),
  step: z.int().min(1).max(MAX_STEP), minBatch: z.int().min(0).max(MAX_QUANTITY), price: priceTerms,
  drops: z.array(z.object({ dueOn: day, place: z.string().trim().min(1).max(120), quantity })).min(1).max(MAX_DROPS),
});
export const termsView = z.object({
  lines: z.array(lineTerms).min(1).max(MAX_LINES), rule: z.enum(RULES), weights: z.object({ quality: perMille, punctuality: perMille, distance: perMille, price: perMille }), fairnessPm: perMille, truck: z.object({ holds: quantity, perTrip: z.int().min(0).max(MAX_TRUCK_COST), perKm: z.int().min(0).max(MAX_TRUCK_COST) }).nullish(), capPercent: z.int().min(1).max(100),
  marginPm: z.int().min(0).max(300), deposit: z.object({ enterprise: percent, grower: percent }), answerHours: z.int().min(1).max(MAX_ANSWER_HOURS), graceDays: z.int().min(0).max(MAX_GRACE_DAYS),
  penalties: z.object({ short: percent, late: percent, withdrawn: percent, sideSold: percent, refused: percent }), remedies: z.array(z.enum(["reallocate", "cover", "consent"])).max(3), note: z.string().trim().max(500),
});

/** How a quota or a share came about, for a sentence on the page in either language; figures in units. */
export const whyView = z.object({
  rule: z.enum(RULES), binding: z.string().regex(/^[a-z_]{2,40}$/), claim: z.int(), level: z.number().nullable(), fractional: z.number().nullable(), score: z.int().nullable(), cost: z.int().nullable(), rounding: z.enum(["exact", "up", "down"]),
  /** Least cost with trucks: his town's (empty where it is not known), what one holds and costs in fen, how many start, what is on them. */
  truck: z.object({ town: z.string(), holds: z.int(), fixed: z.int(), started: z.int(), load: z.int() }).optional(),
});
/** What comes instead of the ordered item, and what it counts for of its price, per mille. */
export const substituteView = z.object({ itemId: id, itemZh: z.string(), itemEn: z.string(), forZh: z.string(), forEn: z.string(), pricePm: z.int() });
const substitute = substituteView.optional();
/** What a grower was measured by when the quotas were made. */
export const basisView = z.object({
  inLots: z.int(), inBatches: z.int(), capacity: z.int().nullable(), km: z.number().nullable(), score: z.int(), quality: z.int(), punctuality: z.int(), licence: z.enum(["free", "licensed", "not_licensed"]),
  batches: z.array(z.object({ batchId: id, left: z.int(), readyFrom: day, readyTo: day })), lots: z.array(z.object({ lotId: id, no: z.string(), free: z.int() })),
});
export const candidateView = z.object({ growerId: id, grower: z.string(), town: z.string().nullable(), available: z.int(), quota: z.int(), basis: basisView, why: whyView.nullable(), excluded: z.enum(["none", "nothing_left", "not_ready", "not_licensed", "suspended", "below_minimum"]), substitute });

export const orderRow = z.object({
  id, no: z.string(), title: z.string(), state: z.enum(STATES), enterpriseId: id, enterprise: z.string(), hubId: id.nullable(), hub: name, rule: z.enum(RULES), currency: z.string(), createdAt: z.string(), answerBy: z.string().nullable(), firstOn: day, lastOn: day, round: z.int(),
  ordered: z.int(), accepted: z.int(), promised: z.int(), graded: z.int(), shipped: z.int(), growers: z.int(), lines: z.int(), itemsZh: z.string(), itemsEn: z.string(), value: z.int(), waiting: z.int(), risks: z.array(z.enum(RISKS)), can: z.array(z.enum(ORDER_DEEDS)),
});
export const dropView = z.object({
  id, line: z.int(), n: z.int(), dueOn: day, place: z.string(), state: z.enum(DROP_STATES), ordered: z.int(), quantity: z.int(), consented: z.int(), accepted: z.int(), promised: z.int(), announced: z.int(), graded: z.int(), shipped: z.int(), gap: z.int(), price: z.int().nullable(), risks: z.array(z.object({ risk: z.enum(RISKS), units: z.int(), grower: z.string().nullable() })),
});
export const promiseView = z.object({
  id, orderId: id, orderNo: z.string(), title: z.string(), enterprise: z.string(), dropId: id, line: z.int(), dueOn: day, place: z.string(), itemId: id, itemZh: z.string(), itemEn: z.string(), grade, unit: z.string(), step: z.int(), packing: z.record(z.string(), z.int()),
  growerId: id, grower: z.string(), source: z.enum(PROMISE_SOURCES), state: z.enum(PROMISE_STATES), quantity: z.int(), announced: z.int(), accepted: z.int(), shipped: z.int(), open: z.int(), price: z.int().nullable(), priceAtLeast: z.int().nullable(), currency: z.string(), deposit: z.int(), why: whyView.nullable(), substitute, can: z.array(z.enum(["bring", "withdraw"])),
});
export const lineView = z.object({ n: z.int(), itemId: id, itemZh: z.string(), itemEn: z.string(), unit: z.string(), packing: z.record(z.string(), z.int()), terms: lineTerms, price: z.int().nullable(), drops: z.array(dropView) });
export const stepView = z.object({ at: z.string(), kind: z.string(), by: z.string(), text: z.string(), quantity: z.int().nullable(), amount: z.int().nullable() });
export const orderView = z.object({
  order: orderRow, terms: termsView, lines: z.array(lineView), promises: z.array(promiseView), steps: z.array(stepView), itemNames: z.record(z.string(), name), depositHeld: z.int(), sheetHash: z.string().nullable(),
  /** For the hub and who looks over its shoulder: what did not go by itself, and the refusal's code or the number of the fault in the log. */
  stuck: z.object({ what: z.enum(["sheet", "drop"]), why: z.string(), at: z.string() }).nullable(), expectedMargin: z.int(), today: day,
});
/** `way`: fixed, ceiling of sealed asks, formula on what is published, the last figure, or the base where nothing of the reference has been published. The margin is a part of the gross that growers bear. */
export const previewView = z.object({
  drops: z.array(z.object({ line: z.int(), dueOn: day, place: z.string(), quantity: z.int(), price: z.int(), way: z.enum(["fixed", "ceiling", "formula", "last", "base"]), bound: z.enum(["none", "floor", "cap"]), publishedOn: day.nullable(), gross: z.int(), margin: z.int() })),
  gross: z.int(), margin: z.int(), deposit: z.int(),
});
/** One drop as a grower is asked about it. */
export const invitationView = z.object({
  id, orderId: id, orderNo: z.string(), title: z.string(), enterprise: z.string(), round: z.int(), dropId: id, line: z.int(), dueOn: day, place: z.string(), itemId: id, itemZh: z.string(), itemEn: z.string(), grade, spec: z.array(gradeSpec), unit: z.string(), step: z.int(), minBatch: z.int(), packing: z.record(z.string(), z.int()),
  price: priceTerms, priceNow: z.int().nullable(), currency: z.string(), marginPm: z.int(), depositPercent: z.int(), quota: z.int(), available: z.int(), why: whyView.nullable(), basis: basisView,
  state: z.enum(ANSWER_STATES), accepted: z.int().nullable(), extra: z.int(), ask: z.int().nullable(), answerBy: z.string(), answeredAt: z.string().nullable(), answeredBy: z.string(), substitute, can: z.array(z.enum(["answer"])),
});
/** units = guaranteed (accepted within the quota) + flowed (of what others did not take). */
export const shareView = z.object({ growerId: id, grower: z.string(), quota: z.int(), accepted: z.int(), extra: z.int(), ask: z.int().nullable(), guaranteed: z.int(), flowed: z.int(), units: z.int(), why: whyView, substitute });
/** `seq` counts an order's sheets from 1; there are `sheets` of them. */
export const sheetView = z.object({
  orderNo: z.string(), title: z.string(), rule: z.enum(RULES), seq: z.int(), sheets: z.int(), kind: z.enum(["allocation", "reallocation"]), round: z.int(), madeAt: z.string(), madeBy: z.string(), hash: z.string(), previous: z.string().nullable(), signature: z.string(), publicKey: z.string(),
  drops: z.array(z.object({ dropId: id, line: z.int(), n: z.int(), dueOn: day, place: z.string(), itemZh: z.string(), itemEn: z.string(), unit: z.string(), estate: z.int(), step: z.int(), minBatch: z.int(), given: z.int(), unplaced: z.int(), clearing: z.int().nullable(), shares: z.array(shareView) })),
});
export const parcelView = z.object({
  id, promiseId: id, orderId: id, orderNo: z.string(), dropId: id, dueOn: day, slotAt: z.string().nullable(), roundId: id.nullable(), growerId: id, grower: z.string(), town: z.string().nullable(), lotId: id, lotNo: z.string(), itemZh: z.string(), itemEn: z.string(), unit: z.string(), state: z.enum(PARCEL_STATES),
  announced: z.int(), counted: z.int().nullable(), accepted: z.int(), rejected: z.int(), grade: grade.nullable(), orderedGrade: grade, price: z.int().nullable(), late: z.boolean(), sampleSize: z.int(), sampling, spec: z.array(gradeSpec), inspectedAt: z.string().nullable(), inspectedBy: z.string(),
  substitute, failing: z.array(z.object({ attribute: z.string(), defects: z.int(), limit })), photoId: id.nullable(), shipmentId: id.nullable(),
});
export const faultView = z.object({ id, at: z.string(), businessDate: day, dropId: id, growerId: id.nullable(), party: z.string(), kind: z.enum(FAULTS), units: z.int(), price: z.int(), percent: z.int(), amount: z.int(), text: z.string(), waived: z.boolean() });
export const shipmentView = z.object({ id, no: z.string(), orderId: id, orderNo: z.string(), dropId: id, place: z.string(), plate: z.string(), driver: z.string(), shippedAt: z.string(), receivedAt: z.string().nullable(), units: z.int(), gross: z.int(), refused: z.int(), parcels: z.int(), currency: z.string() });
/** One order's money: the enterprise's invoice, a statement for each grower, what the hub keeps. Deductions and credits below zero go the other way. */
export const settlementView = z.object({
  currency: z.string(), hub: name,
  invoice: z.object({
    no: z.string(), enterprise: z.string(), lines: z.array(z.object({ itemZh: z.string(), itemEn: z.string(), grade: z.string().nullable(), unit: z.string(), units: z.int(), price: z.int(), gross: z.int(), way: z.string(), substitute })),
    gross: z.int(), credits: z.array(z.object({ kind: z.string(), amount: z.int(), text: z.string() })), credited: z.int(), deposit: z.int(), due: z.int(), bills: z.array(z.object({ businessDate: day, amount: z.int() })),
  }).nullable(),
  statements: z.array(z.object({
    growerId: id, grower: z.string(), promised: z.int(), delivered: z.int(), lines: z.array(z.object({ itemZh: z.string(), itemEn: z.string(), grade: z.string().nullable(), unit: z.string(), units: z.int(), orderedPrice: z.int(), price: z.int(), gross: z.int(), downgrade: z.int() })),
    gross: z.int(), deductions: z.array(z.object({ kind: z.enum(["margin", "freight", "claim", "taken_back", ...FAULTS]), amount: z.int(), text: z.string() })), deducted: z.int(), net: z.int(), depositHeld: z.int(),
  })),
  margin: z.int(), freight: z.int(), balanced: z.boolean(), differences: z.array(z.string()),
});

export type TermsView = z.infer<typeof termsView>;
export type LineTerms = z.infer<typeof lineTerms>;
export type WhyView = z.infer<typeof whyView>;
export type SubstituteView = z.infer<typeof substituteView>;
export type BasisView = z.infer<typeof basisView>;
export type CandidateView = z.infer<typeof candidateView>;
export type OrderRow = z.infer<typeof orderRow>;
export type OrderView = z.infer<typeof orderView>;
export type LineView = z.infer<typeof lineView>;
export type DropView = z.infer<typeof dropView>;
export type PromiseView = z.infer<typeof promiseView>;
export type InvitationView = z.infer<typeof invitationView>;
export type PreviewView = z.infer<typeof previewView>;
export type SheetView = z.infer<typeof sheetView>;
export type ParcelView = z.infer<typeof parcelView>;
export type FaultView = z.infer<typeof faultView>;
export type ShipmentView = z.infer<typeof shipmentView>;
export type SettlementView = z.infer<typeof settlementView>;
