import { z } from "zod";
import { read, write } from "../../kernel/machinery/contract.ts";
import { day } from "../../kernel/lots/contract.ts";
import { printedFile, wanted } from "../../kernel/print/contract.ts";
import { EXCHANGE_REFUSALS, bodyFor, exchangeInput, exchangeReport, sheetFile } from "../../kernel/sheets/contract.ts";
import { STATES } from "./rules.ts";
import { candidateView, id, invitationView, orderRow, orderView, previewView, price, promiseView, sheetView, termsView } from "./views.ts";

export const MAX_ORDER_BYTES = 2_000_000;
const reason = z.string().trim().min(2).max(300);
const page = { limit: z.int().min(1).max(500).default(100), offset: z.int().min(0).max(1_000_000).default(0) };
const language = z.enum(["zh", "en"]).default("zh");
/** Who may see an order: its enterprise, its hub (the market's manager, or a co-op's people), the growers who were asked, the auditor. */
export const SEERS = ["buyer", "grower", "operator", "auditor", "cashier", "grader"] as const;
/** The hub: the market company's manager, or somebody who acts for the co-op that is the hub. */
export const HUB = ["operator", "grower"] as const;
const ref = z.object({ orderId: id });
const hours = z.int().min(1).max(24 * 14);

/** From the enterprise's wish to the published sheet. */
export const orderActions = {
  previewPrice: read({
    summary: "What an order would cost by the figures that are out today, drop by drop, with the hub's margin; nothing is kept. Sealed asks count at the ceiling.",
    who: ["buyer", ...HUB],
    input: z.object({ terms: termsView }),
    output: previewView,
    refuses: [],
  }),
  saveDraft: write({
    summary: "Begins a pooled order, or changes it before it is published: goods by measured spec, drops by day and place, price, rule. By the enterprise, or by the hub for it.",
    who: ["buyer", ...HUB],
    input: z.object({ orderId: id.optional(), enterpriseId: id.optional(), hubId: id.nullable().default(null), title: z.string().trim().min(1).max(120), terms: termsView }),
    output: orderRow,
    refuses: ["not_now", "enterprise_needed", "not_a_buyer", "not_a_hub", "party_suspended", "unknown_item", "units_differ", "terms_wrong"],
  }),
  askHub: write({ summary: "Hands the draft to the hub.", who: ["buyer"], input: ref, output: orderRow, refuses: ["not_now", "terms_wrong", "party_suspended"] }),
  decline: write({ summary: "The hub hands the order back with a reason; it is a draft again.", who: HUB, input: z.object({ orderId: id, reason }), output: orderRow, refuses: ["not_now"] }),
  cancel: write({ summary: "Ends an order before its sheet is published; whoever was asked is told, the deposit goes back.", who: ["buyer", ...HUB], input: z.object({ orderId: id, reason }), output: orderRow, refuses: ["not_now"] }),
  candidates: read({
    summary: "Who could grow each drop, with what they have, grow and can carry, their score and distance, the quota the rule would give, and why others cannot.",
    who: HUB,
    input: z.object({ orderId: id, dropId: id.optional() }),
    output: z.object({ drops: z.array(z.object({ dropId: id, line: z.int(), dueOn: day, quantity: z.int(), available: z.int(), quota: z.int(), candidates: z.array(candidateView) })) }),
    refuses: [],
  }),
  publish: write({
    summary: "Opens the order: quotas go out to all candidates with the rule that made them, and the enterprise's deposit is put down.",
    who: HUB,
    input: ref,
    output: orderRow,
    refuses: ["not_now", "terms_wrong", "nobody_can", "party_suspended", "solver_failed"],
  }),
  answer: write({
    secret: ["answers"],
    summary: "A grower takes all, a part or none of his quotas, says how much more he could bring and, where asks are sealed, what he asks. He may answer again until the deadline.",
    who: ["grower"],
    input: z.object({
      orderId: id, answers: z.array(z.object({ invitationId: id, accepted: z.int().min(0).max(1_000_000), extra: z.int().min(0).max(1_000_000).default(0), ask: price.nullable().default(null) })).min(1).max(600),
    }),
    output: z.object({ invitations: z.array(invitationView) }),
    refuses: ["not_now", "too_late", "more_than_available", "not_whole_trays", "below_minimum", "ask_needed", "ask_above_ceiling"],
  }),
  allocate: write({
    summary: "Divides every drop among those who accepted, by the order's rule; what nobody answered flows on to those who could bring more. The signed sheet is published and the promises stand. By itself at the deadline.",
    who: HUB,
    input: ref,
    output: orderRow,
    refuses: ["not_now", "answers_open", "solver_failed"],
  }),
  reinvite: write({
    summary: "Another round for what is still unplaced, with its own deadline, to everybody who has something left.",
    who: HUB,
    input: z.object({ orderId: id, answerHours: hours }),
    output: orderRow,
    refuses: ["not_now", "nothing_unplaced", "nobody_can", "too_many_rounds", "solver_failed"],
  }),
  invitations: read({
    summary: "What a grower is asked for, what waits for his answer first.",
    who: ["grower"],
    input: z.object({ orderId: id.optional(), waiting: z.boolean().default(false), ...page }),
    output: z.object({ invitations: z.array(invitationView), total: z.int(), waiting: z.int() }),
    refuses: [],
  }),
  quotas: read({
    summary: "The quotas of all candidates of an order with the figures they were made of, for everybody who was asked.",
    who: SEERS,
    input: z.object({ orderId: id, round: z.int().min(1).max(9).optional() }),
    output: z.object({ rule: z.string(), round: z.int(), drops: z.array(z.object({ dropId: id, line: z.int(), dueOn: day, quantity: z.int(), candidates: z.array(candidateView) })) }),
    refuses: [],
  }),
  calendar: read({
    summary: "A grower's promises by day of delivery.",
    who: ["grower", "operator"],
    input: z.object({ from: day.optional(), to: day.optional(), growerId: id.optional(), open: z.boolean().default(false), ...page }),
    output: z.object({ promises: z.array(promiseView), total: z.int(), open: z.int() }),
    refuses: [],
  }),
  sheet: read({ summary: "The published allocation sheet of a round with its hash and signature, for everybody who was asked.", who: SEERS, input: z.object({ orderId: id, round: z.int().min(1).max(99).optional() }), output: sheetView, refuses: ["no_sheet_yet"] }),
  verifySheet: read({
    summary: "Divides again from the stored answers and compares every share, the hash, the chain and the signature.",
    who: SEERS,
    input: z.object({ orderId: id, round: z.int().min(1).max(99).optional(), hash: z.string().trim().toLowerCase().regex(/^[0-9a-f]{64}$/).optional() }),
    output: z.object({ hash: z.string(), recomputed: z.string(), sharesStand: z.boolean(), hashStands: z.boolean(), chainStands: z.boolean(), signatureStands: z.boolean(), given: z.enum(["none", "same", "other"]), sound: z.boolean() }),
    refuses: ["no_sheet_yet", "solver_failed"],
  }),
  printSheet: read({ summary: "The allocation sheet on paper as a PDF (base64).", who: SEERS, input: z.object({ orderId: id, round: z.int().min(1).max(99).optional(), ...wanted }), output: printedFile, refuses: ["no_sheet_yet"] }),
  orders: read({
    summary: "Pooled orders one may see, those that wait for one first.",
    who: SEERS,
    input: z.object({ state: z.enum(STATES).optional(), query: z.string().trim().max(60).default(""), ...page }),
    output: z.object({ orders: z.array(orderRow), total: z.int(), waiting: z.int() }),
    refuses: [],
  }),
  order: read({ summary: "One order with its lines, drops, promises, history and board; a grower sees his own promises only.", who: SEERS, input: z.object({ orderId: id.optional(), no: z.string().trim().max(40).optional() }), output: orderView, refuses: [] }),
  exportOrder: read({ summary: "The lines and drops of an order as a workbook (base64), which `importOrder` takes back.", who: SEERS, input: z.object({ orderId: id, language }), output: sheetFile, refuses: ["too_many_rows"] }),
  orderTemplate: read({ summary: "An empty workbook of order lines, with an example and notes.", who: ["buyer", ...HUB], input: z.object({ language }), output: sheetFile, refuses: [] }),
  importOrder: write({
    summary: "Reads the lines and drops of a draft from a workbook; a dry run only says what would happen.",
    who: ["buyer", ...HUB], input: z.object({ ...exchangeInput(MAX_ORDER_BYTES), orderId: id }), output: exchangeReport, refuses: [...EXCHANGE_REFUSALS, "not_now", "unknown_item", "units_differ", "terms_wrong"], secret: ["base64"], body: bodyFor(MAX_ORDER_BYTES),
  }),
  exportSheet: read({ summary: "The allocation sheet as a workbook (base64).", who: SEERS, input: z.object({ orderId: id, round: z.int().min(1).max(99).optional(), language }), output: sheetFile, refuses: ["no_sheet_yet", "too_many_rows"] }),
  exportCalendar: read({ summary: "A grower's promises as a workbook (base64).", who: ["grower", "operator"], input: z.object({ from: day.optional(), to: day.optional(), growerId: id.optional(), language }), output: sheetFile, refuses: ["too_many_rows"] }),
};
