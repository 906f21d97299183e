import { z } from "zod";
import { contract, read, write } from "../../kernel/machinery/contract.ts";
import { EXCHANGE_REFUSALS, bodyFor, exchangeInput, exchangeReport, sheetFile } from "../../kernel/sheets/contract.ts";
import { day } from "../../kernel/lots/contract.ts";
import { printedFile, wanted } from "../../kernel/print/contract.ts";
import { CALL_STATES, DEVIATIONS, MAX_PARTS, MAX_PLAN_BYTES, SIDES, STATES } from "./rules.ts";
import { callView, contractRow, contractView, documentView, id, priceTerms, priceView, termsView, verifyView } from "./views.ts";

const reason = z.string().trim().min(2).max(300);
const said = z.string().trim().max(300);
/** A quantity as people write it: "500", "5箱", "1万盆". */
const written = z.string().trim().min(1).max(60);
const page = { limit: z.int().min(1).max(500).default(100), offset: z.int().min(0).max(1_000_000).default(0) };
const language = z.enum(["zh", "en"]).default("zh");
const SELLERS = ["grower", "merchant"] as const;
const BUYERS = ["buyer", "agent"] as const;
const PARTIES = [...SELLERS, ...BUYERS] as const;
const OVERSEERS = ["operator", "auditor"] as const;
const ALL = [...PARTIES, ...OVERSEERS] as const;
const HASH = /^[0-9a-f]{64}$/;

const which = { state: z.enum(STATES).optional(), query: z.string().trim().max(60).default("") };
const ref = z.object({ contractId: id });

export const contracts = contract("contracts", {
  partners: read({
    summary: "Finds a party to contract with, by name, pinyin or the tail of its telephone; never the industry office.",
    who: PARTIES,
    input: z.object({ as: z.enum(SIDES), query: z.string().trim().min(2).max(60) }),
    output: z.object({ parties: z.array(z.object({ id, name: z.string(), town: z.string().nullable(), phoneTail: z.string() })) }),
    refuses: [],
  }),
  preview: read({
    summary: "What a price by formula would have come to on the last published price sheets.",
    who: ALL,
    input: z.object({ price: priceTerms, days: z.int().min(1).max(60).default(14) }),
    output: z.object({ now: priceView.nullable(), days: z.array(priceView), published: z.int(), currency: z.string() }),
    refuses: [],
  }),
  saveDraft: write({
    summary: "Begins a draft with another party, or changes one's own before it is shown to the other side.",
    who: PARTIES,
    input: z.object({ contractId: id.optional(), as: z.enum(SIDES), partnerId: id, terms: termsView }),
    output: contractRow,
    refuses: ["office_never_party", "not_a_trader", "party_suspended", "own_party", "not_now", "unknown_item", "units_differ", "currency_unknown"],
  }),
  propose: write({
    summary: "Shows the draft to the other side; its text is fixed and hashed, and both may sign it.",
    who: PARTIES,
    input: ref,
    output: contractRow,
    refuses: ["terms_incomplete", "not_now", "office_never_party", "not_a_trader", "party_suspended"],
  }),
  takeBack: write({
    summary: "Who proposed takes the proposal back to a draft, before anybody has signed.",
    who: PARTIES,
    input: ref,
    output: contractRow,
    refuses: ["not_now"],
  }),
  decline: write({
    summary: "The other side says no, with a reason; the draft goes back to its author.",
    who: PARTIES,
    input: z.object({ contractId: id, reason }),
    output: contractRow,
    refuses: ["not_now"],
  }),
  sign: write({
    summary: "Signs the fixed text under one's own account. The second signature sets the contract running and puts both deposits down.",
    who: PARTIES,
    input: z.object({ contractId: id, hash: z.string().regex(HASH) }),
    output: contractRow,
    refuses: ["not_now", "signed_before", "text_changed", "two_people_needed", "delegate_cannot_sign", "account_needed", "terms_incomplete", "office_never_party", "not_a_trader", "party_suspended"],
  }),
  cancel: write({
    summary: "Ends a draft, or a proposal only oneself has signed.",
    who: PARTIES,
    input: z.object({ contractId: id, reason: said.default("") }),
    output: contractRow,
    refuses: ["not_now"],
  }),
  endEarly: write({
    summary: "Asks the other side to end a running contract, takes that back, or agrees to it: both deposits go back.",
    who: PARTIES,
    input: z.object({ contractId: id, deed: z.enum(["ask", "withdraw", "agree"]), reason: said.default("") }),
    output: contractRow,
    refuses: ["not_now", "reason_needed"],
  }),
  renew: write({
    summary: "Drafts the next contract with the terms of one that is over, its periods so many days later.",
    who: PARTIES,
    input: z.object({ contractId: id, days: z.int().min(1).max(400) }),
    output: contractRow,
    refuses: ["not_now", "office_never_party", "not_a_trader", "party_suspended"],
  }),

  callOff: write({
    summary: "The buyer calls off a quantity for a day: within the period's band and the whole's, with the lead time agreed.",
    who: BUYERS,
    input: z.object({ contractId: id, dueOn: day, quantity: written, note: z.string().trim().max(200).default("") }),
    output: callView,
    refuses: ["not_now", "bad_quantity", "no_period", "too_short_notice", "beyond_band"],
  }),
  cancelCallOff: write({
    summary: "The buyer takes a call-off back that the grower has not answered yet.",
    who: BUYERS,
    input: z.object({ callOffId: id, reason: said.default("") }),
    output: callView,
    refuses: ["not_now"],
  }),
  answerCallOff: write({
    summary: "The grower confirms a call-off, or says how much of it he can bring.",
    who: SELLERS,
    input: z.object({ callOffId: id, quantity: written.optional(), reason: said.default("") }),
    output: callView,
    refuses: ["not_now", "bad_quantity", "more_than_asked", "reason_needed"],
  }),
  assignable: read({
    summary: "The grower's lots that may serve a call-off, with what is free of each.",
    who: SELLERS,
    input: z.object({ callOffId: id }),
    output: z.object({ lots: z.array(z.object({ lotId: id, no: z.string(), itemZh: z.string(), itemEn: z.string(), grade: z.string().nullable(), status: z.string(), businessDate: day, free: z.int(), fits: z.enum(["agreed", "lower", "not_graded"]) })), open: z.int() }),
    refuses: [],
  }),
  assign: write({
    summary: "Gives lots to a call-off: of a received lot the stock is held, a declared one is earmarked until it comes.",
    who: SELLERS,
    input: z.object({ callOffId: id, lots: z.array(z.object({ lotId: id, quantity: z.int().min(1).max(1_000_000) })).min(1).max(MAX_PARTS) }),
    output: callView,
    refuses: ["not_now", "not_your_lot", "wrong_item", "grade_not_agreed", "not_enough_left", "more_than_confirmed", "lot_over"],
  }),
  unassign: write({
    summary: "Takes a lot back from a call-off before it is handed over.",
    who: SELLERS,
    input: z.object({ callOffId: id, partId: id }),
    output: callView,
    refuses: ["not_now"],
  }),
  deliver: write({
    summary: "The goods held for a call-off are handed over: each part becomes a sale at the contract's price. By the market's desk or the buyer; without either by itself after the day.",
    who: ["grader", "operator", ...BUYERS],
    input: z.object({ callOffId: id, partIds: z.array(id).max(MAX_PARTS).optional() }),
    output: callView,
    refuses: ["not_now", "nothing_held", "too_early", "grade_not_agreed"],
  }),

  mine: read({
    summary: "The contracts of my party, those that wait for me first.",
    who: PARTIES,
    input: z.object({ ...which, ...page }),
    output: z.object({ contracts: z.array(contractRow), total: z.int(), waiting: z.int() }),
    refuses: [],
  }),
  desk: read({
    summary: "Every contract, for the market's manager and the auditor.",
    who: OVERSEERS,
    input: z.object({ ...which, ...page }),
    output: z.object({ contracts: z.array(contractRow), total: z.int(), running: z.int(), depositsHeld: z.int(), deviations: z.int(), currency: z.string() }),
    refuses: [],
  }),
  contract: read({
    summary: "One contract with its periods, call-offs, deviations, deposits, signatures and history; for its two parties, the manager and the auditor.",
    who: ALL,
    input: z.object({ contractId: id.optional(), no: z.string().trim().max(40).optional() }),
    output: contractView,
    refuses: [],
  }),
  callOffs: read({
    summary: "Call-offs of my contracts by day of delivery; the market's desk sees those it hands over.",
    who: [...ALL, "grader"],
    input: z.object({ contractId: id.optional(), state: z.enum(CALL_STATES).optional(), from: day.optional(), to: day.optional(), ...page }),
    output: z.object({ calls: z.array(callView), total: z.int() }),
    refuses: [],
  }),
  document: read({
    summary: "The fixed text of a contract with its hash and signatures.",
    who: ALL,
    input: ref,
    output: documentView,
    refuses: ["no_text_yet"],
  }),
  verify: read({
    summary: "Makes the text again from the stored terms and compares: with the stored text and hash, the signatures, the seal, and a hash typed from paper.",
    who: ALL,
    input: z.object({ contractId: id.optional(), no: z.string().trim().max(40).optional(), hash: z.string().trim().toLowerCase().regex(HASH).optional() }),
    output: verifyView,
    refuses: ["no_text_yet"],
  }),
  printContract: read({
    summary: "The contract on paper: clauses, periods, signatures and the SHA-256 of its text, as a PDF (base64).",
    who: ALL,
    input: z.object({ contractId: id, ...wanted }),
    output: printedFile,
    refuses: ["no_text_yet"],
  }),
  exportContracts: read({
    summary: "My contracts as a workbook (base64); the market's people get all.",
    who: ALL,
    input: z.object({ ...which, language }),
    output: sheetFile,
    refuses: ["too_many_rows"],
  }),
  exportCallOffs: read({
    summary: "Call-offs as a workbook (base64), of one contract or of all mine.",
    who: ALL,
    input: z.object({ contractId: id.optional(), language }),
    output: sheetFile,
    refuses: ["too_many_rows"],
  }),
  exportPlan: read({
    summary: "The periods of a contract as a workbook (base64), which `importPlan` takes back for a draft.",
    who: ALL,
    input: z.object({ contractId: id, language }),
    output: sheetFile,
    refuses: [],
  }),
  planTemplate: read({
    summary: "An empty workbook of a period plan, with an example and notes.",
    who: PARTIES,
    input: z.object({ language }),
    output: sheetFile,
    refuses: [],
  }),
  importPlan: write({
    summary: "Reads a period plan into one's own draft: new periods are added, known ones changed, the quantity becomes their sum. A dry run only says what would happen.",
    who: PARTIES,
    input: z.object({ ...exchangeInput(MAX_PLAN_BYTES), contractId: id }),
    output: exchangeReport,
    refuses: [...EXCHANGE_REFUSALS, "not_now"],
    secret: ["base64"],
    body: bodyFor(MAX_PLAN_BYTES),
  }),

  offices: read({
    summary: "Whose credit code is named as the industry office; such a party never enters a contract.",
    who: OVERSEERS,
    input: z.object({}),
    output: z.object({ offices: z.array(z.object({ uscc: z.string(), name: z.string(), at: z.string(), by: z.string() })) }),
    refuses: [],
  }),
  nameOffice: write({
    summary: "Names a unified social credit code as the industry office's; state organs need no naming.",
    who: ["operator"],
    input: z.object({ uscc: z.string().trim().toUpperCase().regex(/^[0-9A-HJ-NPQRTUWXY]{18}$/), name: z.string().trim().min(2).max(120) }),
    output: z.object({ uscc: z.string() }),
    refuses: ["contracts_running"],
  }),
  earmarked: read({ summary: "How much of declared lots call-offs count on.", who: ["internal"], input: z.object({ lotIds: z.array(id).max(20_000) }), output: z.object({ lots: z.array(z.object({ lotId: id, quantity: z.int() })) }), refuses: [] }),
  arrived: write({
    summary: "A declared lot has been counted at the dock: what was earmarked of it is held, as far as it reaches.",
    who: ["internal"],
    input: z.object({ lotId: id }),
    output: z.object({ earmarked: z.int(), held: z.int() }),
    refuses: [],
  }),
  gone: write({
    summary: "A declared lot will not come: what was earmarked of it is cut.",
    who: ["internal"],
    input: z.object({ lotId: id, reason: z.string().max(300).default("") }),
    output: z.object({ earmarked: z.int() }),
    refuses: [],
  }),
}, {
  contractMoved: z.object({ contractId: id, no: z.string(), sellerId: id, buyerId: id, state: z.enum(STATES), step: z.string() }),
  calledOff: z.object({ callOffId: id, contractId: id, no: z.string(), sellerId: id, buyerId: id, dueOn: day, quantity: z.int(), unit: z.string() }),
  callOffMoved: z.object({ callOffId: id, contractId: id, no: z.string(), sellerId: id, buyerId: id, state: z.enum(CALL_STATES), quantity: z.int() }),
  deviated: z.object({ contractId: id, no: z.string(), sellerId: id, buyerId: id, kind: z.enum(DEVIATIONS), side: z.enum(SIDES), units: z.int(), amount: z.int(), currency: z.string() }),
});
