import { z } from "zod";
import { GRADES, day } from "../../kernel/lots/contract.ts";
import {
  CALL_STATES, DEVIATIONS, MAX_ANSWER_HOURS, MAX_BAND, MAX_DEPOSIT, MAX_DEVIATIONS, MAX_FACTOR_PPM, MAX_GRACE_DAYS, MAX_LAG_DAYS, MAX_LEAD_DAYS, MAX_PERIODS, MAX_PRICE, MAX_PUBLICATIONS, MAX_QUANTITY, MAX_SUBSTITUTES, PART_STATES, SIDES, STATES,
} from "./rules.ts";

/** Shapes of the contracts module that are longer than a line. */
export const id = z.uuid();
export const grade = z.enum(GRADES);
const price = z.int().min(1).max(MAX_PRICE);
const percent = z.int().min(0).max(100);

export const priceTerms = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("fixed"), price }),
  z.object({
    kind: z.literal("formula"), floor: price, cap: price.nullable(), factorPpm: z.int().min(1).max(MAX_FACTOR_PPM), premium: z.int().min(-MAX_PRICE).max(MAX_PRICE),
    basis: z.enum(["day", "mean"]), publications: z.int().min(1).max(MAX_PUBLICATIONS), missing: z.object({ rule: z.enum(["last", "base"]), base: price }),
    reference: z.object({ itemId: id, grade: grade.nullable(), venue: z.enum(["stall"]).nullable(), lagDays: z.int().min(0).max(MAX_LAG_DAYS) }),
  }).refine((formula) => formula.basis === "mean" || formula.publications === 1, { path: ["publications"], message: "one for a day" }),
]);
export const plannedPeriod = z.object({ from: day, to: day, planned: z.int().min(1).max(MAX_QUANTITY) });
export const termsView = z.object({
  itemId: id, grade: grade.nullable(), lowestGrade: grade.nullable(), substitutes: z.array(id).max(MAX_SUBSTITUTES),
  quantity: z.int().min(1).max(MAX_QUANTITY), band: z.int().min(0).max(MAX_BAND), periodBand: percent, periods: z.array(plannedPeriod).max(MAX_PERIODS),
  price: priceTerms, deposit: z.object({ seller: z.int().min(0).max(MAX_DEPOSIT), buyer: z.int().min(0).max(MAX_DEPOSIT) }),
  leadDays: z.int().min(0).max(MAX_LEAD_DAYS), answerHours: z.int().min(1).max(MAX_ANSWER_HOURS), graceDays: z.int().min(0).max(MAX_GRACE_DAYS),
  penalties: z.object({ short: percent, shortTolerance: percent, late: percent, offGrade: percent, notTaken: percent }),
  default: z.object({ deviations: z.int().min(1).max(MAX_DEVIATIONS), underPeriod: z.enum(["default", "deviation"]) }),
  note: z.string().trim().max(500),
});

export const priceView = z.object({
  price: z.int(), way: z.enum(["formula", "last", "base"]), referenceDate: day, figures: z.array(z.object({ date: day, minor: z.int() })).readonly(), reference: z.int().nullable(), linked: z.int(), bound: z.enum(["none", "floor", "cap"]),
});

const CONTRACT_DEEDS = ["edit", "propose", "take_back", "decline", "sign", "cancel", "call", "end_early", "agree_end", "withdraw_end", "renew"] as const;
const CALL_DEEDS = ["answer", "assign", "cancel_call", "deliver"] as const;

export const contractRow = z.object({
  id, no: z.string(), state: z.enum(STATES), madeBy: z.enum(SIDES), sellerId: id, seller: z.string(), buyerId: id, buyer: z.string(), mySide: z.enum(SIDES).nullable(),
  itemId: id, itemZh: z.string(), itemEn: z.string(), grade: grade.nullable(), unit: z.string(), quantity: z.int(), lower: z.int(), upper: z.int(), called: z.int(), delivered: z.int(),
  priceKind: z.enum(["fixed", "formula"]), price: z.int().nullable(), currency: z.string(), depositSeller: z.int(), depositBuyer: z.int(), depositHeld: z.int(),
  startsOn: day.nullable(), endsOn: day.nullable(), nextOn: day.nullable(), createdAt: z.string(), deviations: z.int(), openCalls: z.int(), waiting: z.int(), can: z.array(z.enum(CONTRACT_DEEDS)),
});

export const partView = z.object({ id, lotId: id, lotNo: z.string(), itemZh: z.string(), itemEn: z.string(), grade: grade.nullable(), quantity: z.int(), state: z.enum(PART_STATES), heldOn: day.nullable(), soldOn: day.nullable() });
export const callView = z.object({
  id, contractId: id, contractNo: z.string(), seq: z.int(), period: z.int(), dueOn: day, asked: z.int(), written: z.string(), confirmed: z.int().nullable(), delivered: z.int(), held: z.int(), earmarked: z.int(), unit: z.string(),
  state: z.enum(CALL_STATES), answerBy: z.string().nullable(), silent: z.boolean(), reason: z.string(), note: z.string(), calledAt: z.string(), calledBy: z.string(),
  itemZh: z.string(), itemEn: z.string(), seller: z.string(), buyer: z.string(), currency: z.string(), price: priceView.nullable(), fixedPrice: z.int().nullable(), gross: z.int(), problem: z.string().nullable(), parts: z.array(partView), can: z.array(z.enum(CALL_DEEDS)),
});
export const periodView = z.object({
  n: z.int(), from: day, to: day, planned: z.int(), lower: z.int(), upper: z.int(), called: z.int(), delivered: z.int(), most: z.int(), state: z.enum(["later", "now", "closing", "closed"]),
});
export const deviationView = z.object({
  id, at: z.string(), businessDate: day, kind: z.enum(DEVIATIONS), side: z.enum(SIDES), period: z.int(), callSeq: z.int().nullable(), units: z.int(), price: z.int(), percent: z.int(), amount: z.int(),
});
export const depositView = z.object({ at: z.string(), businessDate: day, side: z.enum(SIDES), kind: z.enum(["put", "back", "forfeit"]), amount: z.int() });
export const signatureView = z.object({ side: z.enum(SIDES), party: z.string(), account: z.string(), at: z.string(), hash: z.string() });
export const stepView = z.object({ at: z.string(), kind: z.string(), side: z.enum([...SIDES, "market", "deadline"]), by: z.string(), text: z.string(), quantity: z.int().nullable(), amount: z.int().nullable() });

export const contractView = z.object({
  contract: contractRow, terms: termsView, substitutes: z.array(z.object({ id, zh: z.string(), en: z.string() })), packing: z.record(z.string(), z.int()), referenceItem: z.object({ zh: z.string(), en: z.string() }).nullable(),
  periods: z.array(periodView), calls: z.array(callView), deviations: z.array(deviationView), deposits: z.array(depositView), signatures: z.array(signatureView), steps: z.array(stepView),
  hash: z.string().nullable(), seal: z.string().nullable(), faults: z.array(z.string()), endAsked: z.object({ side: z.enum(SIDES), reason: z.string() }).nullable(), defaultedSide: z.enum(SIDES).nullable(), endReason: z.string(),
  renews: z.string().nullable(), renewedBy: z.string().nullable(), firstCallOn: day, today: day,
});
const clause = z.object({ title: z.object({ zh: z.string(), en: z.string() }), text: z.object({ zh: z.string(), en: z.string() }) });
export const documentView = z.object({ no: z.string(), clauses: z.array(clause), text: z.string(), hash: z.string(), seal: z.string().nullable(), signatures: z.array(signatureView) });
export const verifyView = z.object({
  no: z.string(), recomputed: z.string(), stored: z.string(), textStands: z.boolean(), termsStand: z.boolean(), signaturesStand: z.boolean(), seal: z.string().nullable(), sealStands: z.boolean().nullable(), given: z.enum(["none", "terms", "seal", "neither"]), sound: z.boolean(),
});

export type TermsView = z.infer<typeof termsView>;
export type PriceView = z.infer<typeof priceView>;
export type ContractRow = z.infer<typeof contractRow>;
export type ContractView = z.infer<typeof contractView>;
export type CallView = z.infer<typeof callView>;
export type PartView = z.infer<typeof partView>;
export type PeriodView = z.infer<typeof periodView>;
export type DeviationView = z.infer<typeof deviationView>;
export type SignatureView = z.infer<typeof signatureView>;
export type StepView = z.infer<typeof stepView>;
export type DocumentView = z.infer<typeof documentView>;
export type Clause = z.infer<typeof clause>;
export type VerifyView = z.infer<typeof verifyView>;
