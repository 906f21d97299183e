import { z } from "zod";
import { contract, read, write } from "../../kernel/machinery/contract.ts";
import { day } from "../../kernel/lots/contract.ts";
import { printedFile, wanted } from "../../kernel/print/contract.ts";
import { giving } from "../../kernel/sheets/contract.ts";
import { ASKS, CLASSES, FAULTS, MAX_CLAIM_UNITS, MAX_PHOTOS, OUTCOMES, STATES } from "./rules.ts";
import { amount, claimRow, claimView, claimable, grade, id, photoEvidence, qualityRow, settingsView, temperatures } from "./views.ts";

const said = z.string().trim().max(500);
const reason = z.string().trim().min(2).max(300);
const page = { limit: z.int().min(1).max(500).default(100), offset: z.int().min(0).max(1_000_000).default(0) };
const BUYERS = ["buyer", "agent"] as const;
const DESK = ["grader", "operator", "cashier", "auditor"] as const;
/** What every step with a claim may be answered with: its time has run out, or it stands elsewhere already. */
const STEPS = ["deadline_passed", "not_now"] as const;

/** What the market decides. An amount belongs to a refund, a grade to a regrade, the fate of the goods to a return. */
const ruling = z.discriminatedUnion("outcome", [
  z.object({ outcome: z.literal("refund"), amount }),
  z.object({ outcome: z.literal("regrade"), grade }),
  z.object({ outcome: z.literal("return"), goods: z.enum(["returned", "written_off"]) }),
  z.object({ outcome: z.literal("reject") }),
]);

export const claims = contract("claims", {
  terms: read({
    summary: "The rules of complaints: windows, deadlines, what silence means, how a grade is priced, and the formula of the quality index.",
    who: ["public", "internal"],
    input: z.object({}),
    output: z.object({ settings: settingsView, since: z.string().nullable(), currency: z.string() }),
    refuses: [],
  }),
  setTerms: write({
    summary: "Changes the rules of complaints from now on; claims made before keep theirs.",
    who: ["operator"],
    input: z.object({ settings: settingsView, reason }),
    output: z.object({ settings: settingsView, since: z.string() }),
    refuses: [],
  }),
  claimable: read({
    summary: "My purchases against which I may claim, newest first; of one sale, or of the lot on a scanned label.",
    who: BUYERS,
    input: z.object({ saleId: id.optional(), lotNo: z.string().trim().max(40).optional(), ...page }),
    output: z.object({ sales: z.array(claimable), total: z.int() }),
    refuses: [],
  }),
  file: write({
    summary: "A buyer claims against one of his purchases, with photographs that have time and place, the units concerned and what he asks.",
    who: BUYERS,
    input: z.object({
      saleId: id, units: z.int().min(1).max(MAX_CLAIM_UNITS), fault: z.enum(FAULTS), text: said.default(""), boxLabel: z.string().trim().max(120).default(""),
      photos: z.array(photoEvidence).min(1).max(MAX_PHOTOS), temperatures: temperatures.default([]),
      ask: z.discriminatedUnion("kind", [z.object({ kind: z.literal("refund"), amount }), z.object({ kind: z.literal("regrade"), grade }), z.object({ kind: z.literal("return") })]),
    }),
    output: claimRow,
    refuses: ["window_closed", "claim_open", "too_many_units", "evidence_time", "no_lower_grade", "return_is_whole", "too_much", "sale_reversed"],
  }),
  withdraw: write({
    summary: "A buyer takes his claim back.",
    who: BUYERS,
    input: z.object({ claimId: id, text: said.default("") }),
    output: claimRow,
    refuses: [...STEPS],
  }),
  answer: write({
    summary: "The grower accepts what is asked, offers part of it, or contests; before the deadline.",
    who: ["grower"],
    input: z.object({ claimId: id, answer: z.enum(["accept", "offer", "contest"]), amount: amount.optional(), text: said.default(""), photos: z.array(photoEvidence).max(MAX_PHOTOS).default([]) }),
    output: claimRow,
    refuses: ["amount_needed", "reason_needed", "evidence_time", "account_needed", "too_much", ...STEPS],
  }),
  reply: write({
    summary: "The buyer takes the grower's offer, or asks the market to judge.",
    who: BUYERS,
    input: z.object({ claimId: id, accept: z.boolean(), text: said.default("") }),
    output: claimRow,
    refuses: [...STEPS],
  }),
  rule: write({
    summary: "The grader judges a contested claim; it takes effect when the market's manager confirms it.",
    who: ["grader"],
    input: z.object({ claimId: id, ruling, reason }),
    output: claimRow,
    refuses: ["no_lower_grade", "return_is_whole", "account_needed", "too_much", ...STEPS],
  }),
  confirmRuling: write({
    summary: "The market's manager confirms a judgement, which only another person than the judge may do, or sends it back.",
    who: ["operator"],
    input: z.object({ claimId: id, confirm: z.boolean(), reason: said.default(""), /** What became of the goods, where a grower has agreed to take them back. */ goods: z.enum(["returned", "written_off"]).optional() }),
    output: claimRow,
    refuses: ["second_person_needed", "reason_needed", "goods_needed", "account_needed", ...STEPS],
  }),
  claim: read({
    summary: "One claim with its evidence and every step of it; for its buyer, its grower and the market's desk.",
    who: [...BUYERS, "grower", ...DESK],
    input: z.object({ claimId: id.optional(), no: z.string().trim().max(40).optional() }),
    output: claimView,
    refuses: [],
  }),
  mine: read({
    summary: "Claims I made, or that were made against my goods, newest first.",
    who: [...BUYERS, "grower"],
    input: z.object({ as: z.enum(["buyer", "grower"]).optional(), open: z.boolean().optional(), ...page }),
    output: z.object({ claims: z.array(claimRow), total: z.int(), waiting: z.int() }),
    refuses: [],
  }),
  desk: read({
    summary: "The market's list of claims: what is overdue first, then by deadline.",
    who: DESK,
    input: z.object({ state: z.enum(STATES).optional(), query: z.string().trim().max(60).default(""), ...page }),
    output: z.object({ claims: z.array(claimRow), total: z.int(), escalated: z.int() }),
    refuses: [],
  }),
  quality: read({
    summary: "The published quality class of growers, with the share it stands for.",
    who: ["signed_in", "internal"],
    input: z.object({ growerIds: z.array(id).max(1_000) }),
    output: z.object({ growers: z.array(z.object({ growerId: id, class: z.enum(CLASSES), share: z.int() })) }),
    refuses: [],
  }),
  qualityTable: read({
    summary: "Every grower's class and share as published; units only for the market's desk and the grower himself.",
    who: ["signed_in"],
    input: z.object({ query: z.string().trim().max(60).default(""), ...page }),
    output: z.object({ growers: z.array(qualityRow.extend({ sold: z.int().nullable(), claimed: z.int().nullable() })), total: z.int(), from: day, to: day }),
    refuses: [],
  }),
  qualityLines: read({
    summary: "The sales of the window from which a grower's index is computed, with the claims against them.",
    who: ["grower", ...DESK],
    input: z.object({ growerId: id.optional(), claimedOnly: z.boolean().default(false), ...page }),
    output: z.object({
      from: day, to: day, sold: z.int(), claimed: z.int(), share: z.int().nullable(), class: z.enum(CLASSES).nullable(), total: z.int(),
      lines: z.array(z.object({ saleId: id, businessDate: day, lotNo: z.string(), itemZh: z.string(), itemEn: z.string(), quantity: z.int(), unit: z.string(), claimedUnits: z.int(), claimId: id.nullable(), claimNo: z.string().nullable() })),
    }),
    refuses: [],
  }),
  printJudgement: read({
    summary: "A complaint as a sheet (PDF, base64): the goods, the evidence, every step, and the judgement; for its buyer, its grower and the market's desk.",
    who: [...BUYERS, "grower", ...DESK],
    input: z.object({ claimId: id, ...wanted }),
    output: printedFile,
    refuses: [],
  }),
  giveMine: giving("Claims I made, or that were made against my goods.", [...BUYERS, "grower"], { as: z.enum(["buyer", "grower"]).optional(), open: z.boolean().optional() }),
  giveDesk: giving("The market's list of claims.", DESK, { state: z.enum(STATES).optional(), query: z.string().trim().max(60).default("") }),
  giveEvidence: giving("The evidence and the steps of a claim, line by line.", [...BUYERS, "grower", ...DESK], { claimId: id }),
  giveQuality: giving("Every grower's class and share as published.", ["signed_in"], { query: z.string().trim().max(60).default("") }),
  giveQualityLines: giving("The sales from which a grower's index is computed.", ["grower", ...DESK], { growerId: id.optional(), claimedOnly: z.boolean().default(false) }),
  due: read({
    summary: "Claims whose deadline has passed, and whether the quality classes of the day are still to be published.",
    who: ["internal"],
    input: z.object({}),
    output: z.object({ claimIds: z.array(id), publish: z.boolean() }),
    refuses: [],
  }),
  actOnDeadline: write({
    summary: "What a passed deadline does by itself: silence accepts, an unanswered offer stands, an overdue judgement goes to the top of the desk's list.",
    who: ["internal"],
    input: z.object({ claimId: id }),
    output: z.object({ acted: z.boolean(), state: z.enum(STATES) }),
    refuses: [],
  }),
  publishQuality: write({
    summary: "Computes the quality classes over the window that ends today and publishes what has changed.",
    who: ["internal"],
    input: z.object({ growerId: id.optional() }),
    output: z.object({ growers: z.int(), changed: z.int() }),
    refuses: [],
  }),
}, {
  claimFiled: z.object({ claimId: id, no: z.string(), saleId: id, growerId: id, buyerId: id, units: z.int(), ask: z.enum(ASKS), askAmount: z.int(), currency: z.string() }),
  claimMoved: z.object({ claimId: id, no: z.string(), growerId: id, buyerId: id, state: z.enum(STATES), step: z.string() }),
  claimClosed: z.object({ claimId: id, no: z.string(), saleId: id, growerId: id, buyerId: id, units: z.int(), outcome: z.enum(OUTCOMES), amount: z.int(), currency: z.string(), accepted: z.boolean() }),
  qualityChanged: z.object({ growerId: id, class: z.enum(CLASSES), before: z.enum(CLASSES).nullable(), share: z.int(), on: day }),
  termsChanged: z.object({ settings: settingsView }),
});
