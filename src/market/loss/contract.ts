import { z } from "zod";
import { contract, read, write } from "../../kernel/machinery/contract.ts";
import { sheetFile } from "../../kernel/sheets/contract.ts";
import { day } from "../../kernel/lots/contract.ts";
import { printedFile, wanted } from "../../kernel/print/contract.ts";
import { ACTS, DIMENSIONS, MAX_DAYS, MAX_EXPORT_ROWS, MAX_PHOTOS, MAX_UNITS, MEASURES, REASONS, STATES } from "./rules.ts";
import { actView, ageingRow, currency, flowRow, grade, id, price, rateRow, settingsView } from "./views.ts";

const page = { limit: z.int().min(1).max(500).default(100), offset: z.int().min(0).max(1_000_000).default(0) };
const SELLERS = ["grower", "merchant"] as const;
const HANDS = ["operator", "grader"] as const;
const DESK = [...HANDS, "auctioneer", "cashier", "auditor"] as const;
const language = z.enum(["zh", "en"]).default("zh");
const query = z.string().trim().max(60).default("");
const quantity = z.int().min(1).max(MAX_UNITS);
const window = { from: day.optional(), to: day.optional() };
const act = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("downgrade"), quantity, grade }),
  z.object({ kind: z.literal("markdown"), price }),
  z.object({ kind: z.literal("write_off"), quantity }),
  z.object({ kind: z.literal("donation"), quantity, receiverId: id.nullable().default(null), receiver: z.string().trim().max(120).default("") }),
]);
/** What stands in the way when an act is carried out. */
const CARRIED = ["not_enough_free", "not_lower", "not_cheaper", "no_price"] as const;

export const loss = contract("loss", {
  terms: read({
    summary: "The rules of fading stock: from which value on a second person confirms, from which age on free stock is listed, and which mark-down is advised when.",
    who: ["public", "internal"],
    input: z.object({}),
    output: z.object({ settings: settingsView, since: z.string().nullable(), currency }),
    refuses: [],
  }),
  setTerms: write({
    summary: "Changes these rules from now on.",
    who: ["operator"],
    input: z.object({ settings: settingsView, reason: z.string().trim().min(2).max(300) }),
    output: z.object({ settings: settingsView, since: z.string() }),
    refuses: [],
  }),
  ageing: read({
    summary: "Lots that are still free days after they came in, the oldest first, with what the published rule advises; a seller sees his own.",
    who: [...SELLERS, ...DESK],
    input: z.object({ query, minDays: z.int().min(0).max(MAX_DAYS).optional(), growerId: id.optional(), lotNo: z.string().trim().max(40).optional(), ...page }),
    output: z.object({ lots: z.array(ageingRow), total: z.int(), free: z.int(), value: z.int(), ageDays: z.int(), currency }),
    refuses: [],
  }),
  receivers: read({
    summary: "Parties a donation may go to, by name or pinyin; any other receiver is written out.",
    who: [...SELLERS, ...HANDS],
    input: z.object({ query: z.string().trim().min(1).max(60) }),
    output: z.object({ parties: z.array(z.object({ partyId: id, name: z.string(), town: z.string().nullable() })) }),
    refuses: [],
  }),
  record: write({
    summary: "Gives free stock a lower grade or price, writes it off or donates it, with a reason and photographs. Above the set value it waits for a second person.",
    who: [...SELLERS, ...HANDS],
    input: z.object({ lotId: id, act, reason: z.enum(REASONS), text: z.string().trim().max(300).default(""), photoIds: z.array(id).min(1).max(MAX_PHOTOS) }),
    output: actView,
    refuses: ["receiver_needed", "say_what", "waits_already", ...CARRIED],
  }),
  decide: write({
    summary: "Another person of the market confirms or declines; who proposed it may take it back.",
    who: [...SELLERS, ...HANDS],
    input: z.object({ actId: id, decision: z.enum(["confirm", "decline", "withdraw"]) }),
    output: actView,
    refuses: ["decided_before", "second_person_needed", ...CARRIED],
  }),
  acts: read({
    summary: "What was done, newest first, what waits before all; a seller sees his own.",
    who: [...SELLERS, ...DESK],
    input: z.object({ query, kind: z.enum(ACTS).optional(), state: z.enum(STATES).optional(), growerId: id.optional(), ...window, ...page }),
    output: z.object({ acts: z.array(actView), total: z.int(), waiting: z.int() }),
    refuses: [],
  }),
  act: read({
    summary: "One act with its photographs.",
    who: [...SELLERS, ...DESK],
    input: z.object({ no: z.string().trim().max(40) }),
    output: actView,
    refuses: [],
  }),
  rates: read({
    summary: "Clearance and loss by grower, item, channel or day, from the movements of stock; a seller's own, everybody's for the desk.",
    who: [...SELLERS, ...DESK],
    input: z.object({ by: z.enum(DIMENSIONS).default("grower"), growerId: id.optional(), itemId: id.optional(), ...window, limit: z.int().min(1).max(1_000).default(200) }),
    output: z.object({ from: day, to: day, total: rateRow, rows: z.array(rateRow), rowsTotal: z.int(), currency }),
    refuses: ["window_too_long"],
  }),
  ofGrowers: read({
    summary: "Every grower's rates of a time, whoever asks for the report they go into.",
    who: ["internal"],
    input: z.object({ from: day, to: day, limit: z.int().min(1).max(20_000).default(20_000) }),
    output: z.object({ rows: z.array(rateRow) }),
    refuses: ["window_too_long"],
  }),
  rateLines: read({
    summary: "The movements a figure is made of.",
    who: [...SELLERS, ...DESK],
    input: z.object({ by: z.enum(DIMENSIONS), key: z.string().max(60), measure: z.enum(MEASURES), growerId: id.optional(), itemId: id.optional(), ...window, ...page }),
    output: z.object({ from: day, to: day, lines: z.array(flowRow), total: z.int(), quantity: z.int() }),
    refuses: ["window_too_long"],
  }),
  printDonation: read({
    summary: "The slip of a donation, to be signed by the receiver.",
    who: [...SELLERS, ...DESK],
    input: z.object({ no: z.string().trim().max(40), ...wanted }),
    output: printedFile,
    refuses: ["no_donation"],
  }),
  exportAgeing: read({ summary: "The ageing list as a workbook.", who: [...SELLERS, ...DESK], input: z.object({ minDays: z.int().min(0).max(MAX_DAYS).optional(), language }), output: sheetFile, refuses: ["too_many_rows"] }),
  exportActs: read({ summary: `What was done as a workbook, at most ${MAX_EXPORT_ROWS} rows.`, who: [...SELLERS, ...DESK], input: z.object({ ...window, language }), output: sheetFile, refuses: ["too_many_rows"] }),
  exportRates: read({ summary: "The rates as a workbook.", who: [...SELLERS, ...DESK], input: z.object({ by: z.enum(DIMENSIONS).default("grower"), ...window, language }), output: sheetFile, refuses: ["window_too_long"] }),
}, {
  /** The figures a rate is made of go with it, so that they can be derived again from the log alone. */
  recorded: z.object({ actId: id, no: z.string(), kind: z.enum(ACTS), lotId: id, growerId: id, itemId: id, quantity: z.int(), price: z.int().nullable(), newPrice: z.int().nullable(), value: z.int(), currency }),
  proposed: z.object({ actId: id, no: z.string(), kind: z.enum(ACTS), lotId: id, growerId: id, value: z.int(), currency }),
  decided: z.object({ actId: id, no: z.string(), state: z.enum(STATES) }),
});
