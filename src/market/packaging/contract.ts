import { z } from "zod";
import { BUSINESS_ROLES, contract, read, write } from "../../kernel/machinery/contract.ts";
import { EXCHANGE_REFUSALS, bodyFor, exchangeInput, exchangeReport, sheetFile } from "../../kernel/sheets/contract.ts";
import { day } from "../../kernel/lots/contract.ts";
import { printedFile, wanted } from "../../kernel/print/contract.ts";
import { ACTS, CHARGES, FAMILIES, MAX_EXPORT_ROWS, MAX_IMPORT_ROWS, MAX_OVERDUE_DAYS, MAX_PIECES, MAX_VALUE, MAX_WORKBOOK_BYTES } from "./rules.ts";
import { balanceRow, currency, handOverView, id, kindView, movementRow, numbers, partyHit, photoIds, poolRow, quantity, questionView, rateView, reason } from "./views.ts";

const page = { limit: z.int().min(1).max(500).default(100), offset: z.int().min(0).max(1_000_000).default(0) };
const DOCK = ["operator", "grader"] as const;
const DESK = ["operator", "grader", "cashier", "auditor"] as const;
const language = z.enum(["zh", "en"]).default("zh");
const query = z.string().trim().max(60).default("");
const text = z.string().trim().min(2).max(500);
/** What every movement may be answered with. */
const MOVES = ["no_value", "not_there", "numbers_needed", "unknown_number", "number_elsewhere"] as const;
const moved = z.object({ movements: z.array(movementRow), /** What the party now holds of the kind. */ holds: z.int() });

export const packaging = contract("packaging", {
  kinds: read({
    summary: "The kinds of returnable packaging with the deposit and replacement value of today.",
    who: ["signed_in", "internal"],
    input: z.object({}),
    output: z.object({ kinds: z.array(kindView), currency }),
    refuses: [],
  }),
  setKind: write({
    summary: "Adds a kind of packaging, or changes its names, the days after which it is overdue and the fee line that takes its deposit.",
    who: ["operator"],
    input: z.object({
      code: z.string().trim().toUpperCase().regex(/^[A-Z0-9][A-Z0-9-]{0,19}$/), zh: z.string().trim().min(1).max(40), en: z.string().trim().min(1).max(60), family: z.enum(FAMILIES), numbered: z.boolean().default(false),
      feeCode: z.string().trim().min(1).max(60).nullable().default(null), overdueDays: z.int().min(1).max(MAX_OVERDUE_DAYS).default(30),
    }),
    output: kindView,
    refuses: ["kind_fixed"],
  }),
  setValue: write({
    summary: "Sets what a kind costs from a day on: its deposit, and what a new one costs. What was given out before keeps its deposit.",
    who: ["operator"],
    input: z.object({ kindId: id, validFrom: day, deposit: z.int().min(0).max(MAX_VALUE), replacement: z.int().min(0).max(MAX_VALUE), reason: z.string().trim().min(2).max(300) }),
    output: kindView,
    refuses: ["value_in_the_past", "value_set", "replacement_below_deposit"],
  }),
  values: read({
    summary: "Every value a kind has had, newest first.",
    who: DESK,
    input: z.object({ kindId: id }),
    output: z.object({ values: z.array(z.object({ validFrom: day, deposit: z.int(), replacement: z.int(), currency, reason: z.string(), by: z.string(), at: z.string() })) }),
    refuses: [],
  }),

  findParty: read({
    summary: "Parties at the dock by name, pinyin, tail of the telephone number or the label of a lot, with what they hold.",
    who: DOCK,
    input: z.object({ query: z.string().trim().max(120).default(""), limit: z.int().min(1).max(50).default(12) }),
    output: z.object({ parties: z.array(partyHit) }),
    refuses: [],
  }),
  buy: write({
    summary: "Takes bought pieces into the pool; numbered kinds get their numbers here.",
    who: ["operator"],
    input: z.object({ kindId: id, quantity, reason: reason.default("") }),
    output: moved,
    refuses: ["too_many_numbers"],
  }),
  issue: write({
    summary: "Gives pieces out to a party; the deposit of the day goes on his paper.",
    who: [...DOCK, "internal"],
    input: z.object({ partyId: id, kindId: id, quantity, numbers: numbers.default([]), reason: reason.default(""), lotNo: z.string().trim().max(40).default("") }),
    output: moved,
    refuses: ["party_suspended", ...MOVES],
  }),
  takeBack: write({
    summary: "Takes pieces back and says how they are: sound, damaged, lost, or found beyond what the party holds. Deposits go back as they were paid; damage and loss are charged by the rule chosen.",
    who: [...DOCK, "internal"],
    input: z.object({
      partyId: id, kindId: id, lotNo: z.string().trim().max(40).default(""),
      parts: z.array(z.object({ state: z.enum(["sound", "damaged", "lost", "found"]), quantity, numbers: numbers.default([]), charge: z.enum(CHARGES).default("none"), reason: reason.default(""), photoIds: photoIds.default([]) })).min(1).max(4),
    }),
    output: moved,
    refuses: ["reason_needed", "photo_needed", "charge_needs_harm", ...MOVES],
  }),
  depotMove: write({
    summary: "What happens in the market's own yard: repaired, scrapped, found again, or come in from nobody knows where.",
    who: DOCK,
    input: z.object({ kindId: id, act: z.enum(["repaired", "scrap", "found", "surplus"]), from: z.enum(["depot", "repair"]).default("repair"), quantity, numbers: numbers.default([]), reason: reason.default("") }),
    output: moved,
    refuses: ["reason_needed", "too_many_numbers", ...MOVES],
  }),
  count: write({
    summary: "Counts the yard: what is missing goes to lost, what is over comes from lost or from outside.",
    who: DOCK,
    input: z.object({ kindId: id, counted: z.int().min(0).max(MAX_PIECES), /** Of a numbered kind: those that are missing. */ missing: numbers.default([]), reason: reason.default("") }),
    output: moved,
    refuses: ["too_many_numbers", ...MOVES],
  }),

  proposeHandOver: write({
    summary: "A holder says that he passes pieces on to another party; they move when the receiver confirms.",
    who: [...BUSINESS_ROLES],
    input: z.object({ toPartyId: id, kindId: id, quantity, numbers: numbers.default([]), note: reason.default("") }),
    output: handOverView,
    refuses: ["to_himself", "party_suspended", ...MOVES],
  }),
  decideHandOver: write({
    summary: "The receiver confirms or declines, or the giver takes his word back.",
    who: [...BUSINESS_ROLES],
    input: z.object({ handOverId: id, decision: z.enum(["confirm", "decline", "withdraw"]) }),
    output: handOverView,
    refuses: ["decided_before", ...MOVES],
  }),
  partners: read({
    summary: "To whom pieces could be passed on, by name or pinyin.",
    who: [...BUSINESS_ROLES],
    input: z.object({ query: z.string().trim().min(1).max(60) }),
    output: z.object({ parties: z.array(z.object({ partyId: id, name: z.string(), town: z.string().nullable() })) }),
    refuses: [],
  }),

  pool: read({
    summary: "The whole pool by kind: in the yard, out, in repair, scrapped, lost, and the deposits held.",
    who: DESK,
    input: z.object({}),
    output: z.object({ kinds: z.array(poolRow), openQuestions: z.int(), /** Deposits of all layers, and the same by the transfers booked; they are equal. */ deposits: z.int(), booked: z.int() }),
    refuses: [],
  }),
  balances: read({
    summary: "What every party holds of every kind, how long it has been out, and the deposit that was paid for it.",
    who: DESK,
    input: z.object({ query, kindId: id.optional(), overdue: z.boolean().default(false), ...page }),
    output: z.object({ balances: z.array(balanceRow), total: z.int(), quantity: z.int(), deposit: z.int() }),
    refuses: [],
  }),
  rates: read({
    summary: "Damaged and lost pieces of what came to an end, per party, over a rolling window.",
    who: DESK,
    input: z.object({ query, ...page }),
    output: z.object({ from: day, to: day, rates: z.array(rateView), total: z.int() }),
    refuses: [],
  }),
  movements: read({
    summary: "The log of the pool, newest first; a trader reads his own.",
    who: [...BUSINESS_ROLES, ...DESK],
    input: z.object({ partyId: id.optional(), kindId: id.optional(), act: z.enum(ACTS).optional(), number: z.string().trim().max(40).optional(), from: day.optional(), to: day.optional(), ...page }),
    output: z.object({ movements: z.array(movementRow), total: z.int() }),
    refuses: [],
  }),
  mine: read({
    summary: "What I hold, the deposits I paid, hand-overs that wait, my questions and reminders.",
    who: [...BUSINESS_ROLES],
    input: z.object({}),
    output: z.object({
      balances: z.array(balanceRow), deposit: z.int(), currency, handOvers: z.array(handOverView), questions: z.array(questionView),
      reminders: z.array(z.object({ kindZh: z.string(), kindEn: z.string(), quantity: z.int(), oldestDays: z.int(), on: day })),
    }),
    refuses: [],
  }),
  piece: read({
    summary: "A numbered piece: where it is, since when, and where it has been.",
    who: [...BUSINESS_ROLES, ...DESK],
    input: z.object({ number: z.string().trim().max(120) }),
    output: z.object({ no: z.string(), kindZh: z.string(), kindEn: z.string(), kindId: id, place: z.string(), partyId: id.nullable(), party: z.string().nullable(), since: day, days: z.int(), movements: z.array(movementRow) }),
    refuses: ["unknown_number"],
  }),
  pieces: read({
    summary: "The numbered pieces of a kind, those out longest first.",
    who: DESK,
    input: z.object({ kindId: id, place: z.enum(["depot", "party", "repair", "lost", "scrapped"]).optional(), ...page }),
    output: z.object({ pieces: z.array(z.object({ no: z.string(), place: z.string(), partyId: id.nullable(), party: z.string().nullable(), since: day, days: z.int() })), total: z.int() }),
    refuses: [],
  }),
  remind: write({
    summary: "Reminds a party of pieces that are out too long; he reads it on his page. Once a day and kind.",
    who: DOCK,
    input: z.object({ partyId: id, kindId: id }),
    output: z.object({ quantity: z.int(), oldestDays: z.int() }),
    refuses: ["nothing_overdue", "reminded_today"],
  }),

  question: write({
    summary: "A trader does not agree with a movement of his and asks.",
    who: [...BUSINESS_ROLES],
    input: z.object({ movementId: id, text }),
    output: questionView,
    refuses: ["question_open"],
  }),
  answerQuestion: write({
    summary: "The market answers; what was wrong is mended by a further movement, never by changing the old one.",
    who: ["operator"],
    input: z.object({ questionId: id, answer: text }),
    output: questionView,
    refuses: ["answered_before"],
  }),
  questions: read({
    summary: "Questions about movements, the open ones first.",
    who: DESK,
    input: z.object({ open: z.boolean().optional(), ...page }),
    output: z.object({ questions: z.array(questionView), total: z.int(), open: z.int() }),
    refuses: [],
  }),

  exportBalances: read({
    summary: "What every party holds, as a workbook; a trader gets his own.",
    who: [...BUSINESS_ROLES, ...DESK],
    input: z.object({ language }),
    output: sheetFile,
    refuses: ["too_many_rows"],
  }),
  exportMovements: read({
    summary: `The log of some days as a workbook, at most ${MAX_EXPORT_ROWS} rows; a trader gets his own.`,
    who: [...BUSINESS_ROLES, ...DESK],
    input: z.object({ from: day.optional(), to: day.optional(), language }),
    output: sheetFile,
    refuses: ["too_many_rows"],
  }),
  exportCount: read({
    summary: "The yard by the book as a workbook: fill in what was counted and bring it back.",
    who: DOCK,
    input: z.object({ language }),
    output: sheetFile,
    refuses: [],
  }),
  countTemplate: read({
    summary: "An empty workbook of a stock count.",
    who: DOCK,
    input: z.object({ language }),
    output: sheetFile,
    refuses: [],
  }),
  importCount: write({
    summary: `Reads a stock count of the yard, at most ${MAX_IMPORT_ROWS} rows, all or nothing. A dry run only says what would happen.`,
    who: DOCK,
    input: z.object({ ...exchangeInput(MAX_WORKBOOK_BYTES) }),
    output: exchangeReport,
    refuses: [...EXCHANGE_REFUSALS, "too_many_numbers", ...MOVES],
    secret: ["base64"],
    body: bodyFor(MAX_WORKBOOK_BYTES),
  }),
  printSlip: read({
    summary: "What a party got and gave back on a day, with what he now holds: a PDF, or bytes for a receipt printer.",
    who: [...BUSINESS_ROLES, ...DESK],
    input: z.object({ partyId: id.optional(), on: day.optional(), ...wanted }),
    output: printedFile,
    refuses: ["nothing_moved"],
  }),
  printLabels: read({
    summary: "Labels for numbered pieces, with the code that opens each.",
    who: DOCK,
    input: z.object({ numbers: numbers.min(1), ...wanted }),
    output: printedFile,
    refuses: ["unknown_number"],
  }),
}, {
  moved: z.object({ movementId: id, no: z.string(), kindId: id, act: z.enum(ACTS), quantity: z.int(), fromParty: id.nullable(), toParty: id.nullable(), depositTaken: z.int(), depositBack: z.int(), charge: z.int(), currency }),
  handOverProposed: z.object({ handOverId: id, kindId: id, quantity: z.int(), fromParty: id, toParty: id }),
  reminded: z.object({ partyId: id, kindId: id, quantity: z.int(), oldestDays: z.int() }),
  questionAsked: z.object({ questionId: id, movementId: id, partyId: id }),
  questionAnswered: z.object({ questionId: id, movementId: id, partyId: id }),
  valueSet: z.object({ kindId: id, validFrom: day, deposit: z.int(), replacement: z.int(), currency }),
});
