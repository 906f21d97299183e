import { z } from "zod";
import { MAX_TEXT } from "../../engines/buy-list/buy-list.ts";
import { contract, read, write } from "../../kernel/machinery/contract.ts";
import { day } from "../../kernel/lots/contract.ts";
import { printedFile, wanted } from "../../kernel/print/contract.ts";
import { EXCHANGE_REFUSALS, bodyFor, exchangeInput, exchangeReport, sheetFile } from "../../kernel/sheets/contract.ts";
import { PAYMENT_METHODS } from "../settlement/contract.ts";
import { MAX_CLIENTS_SHOWN, MAX_LINES_A_LIST, MAX_PRICE } from "./rules.ts";
import { available, clientView, commissionRule, grade, id, lineInput, lineView, listRow, listView, manifestView, price, purchaseView, quantity, readLine, rebateRule, settingsView, statementView, termsView } from "./views.ts";

const AGENT = ["agent"] as const;
/** Whoever buys may have an agent, an agent at another market's day included. */
const BOTH = ["agent", "buyer"] as const;
const reason = z.string().trim().min(2).max(300);
const said = z.string().trim().max(300).default("");
const language = z.enum(["zh", "en"]).default("zh");
const page = { limit: z.int().min(1).max(MAX_CLIENTS_SHOWN).default(100), offset: z.int().min(0).max(1_000_000).default(0) };
/** An agent names one of his clients, a client the agent he gives his list to. */
const whose = { clientId: id.optional(), agentId: id.optional() };
const LINE_REFUSALS = ["unknown_item", "bad_quantity"] as const;
const FILL_REFUSALS = ["line_closed", "not_enough_open", "not_enough_free", "sale_reversed", "above_limit", "other_unit"] as const;
const period = { from: day.optional(), to: day.optional() };
const MAX_WORKBOOK_BYTES = 4 * 1024 * 1024;

export const agents = contract("agents", {
  directory: read({
    summary: "The agents of the market with their general commission and rebate, for somebody who wants to give one a list.",
    who: BOTH,
    input: z.object({}),
    output: z.object({ agents: z.array(z.object({ id, name: z.string(), town: z.string().nullable(), mine: z.boolean(), terms: termsView })) }),
    refuses: [],
  }),
  clients: read({
    summary: "An agent's own clients with what they owe him and what is still to be bought for them.",
    who: AGENT,
    input: z.object({ query: z.string().trim().max(60).default(""), ...page }),
    output: z.object({ clients: z.array(clientView), total: z.int(), owed: z.int(), currency: z.string() }),
    refuses: [],
  }),
  saveClient: write({
    summary: "An agent registers a client of his own, or changes how he calls him and whether the client learns the suppliers. The same id is the same client.",
    who: AGENT,
    input: z.object({
      clientId: id, name: z.string().trim().min(1).max(60), phone: z.string().regex(/^1\d{10}$/, "a mainland mobile number of 11 digits").nullable().default(null), town: z.string().trim().max(40).default(""), note: z.string().trim().max(300).default(""), hidesSuppliers: z.boolean().default(false),
    }),
    output: clientView,
    refuses: [],
    secret: ["phone"],
  }),
  shareLink: write({
    summary: "Makes a link by which a client without an account sees his own lists, and ends the one before; or ends it.",
    who: AGENT,
    input: z.object({ clientId: id, on: z.boolean() }),
    output: z.object({ path: z.string().nullable() }),
    refuses: [],
    once: true,
  }),
  seen: read({
    summary: "What the client of such a link sees: his lists of the last days with every fill, and nothing he could change.",
    who: ["public"],
    input: z.object({ secret: z.string().regex(/^[A-Za-z0-9_-]{22}$/) }),
    output: z.object({ client: z.string(), agent: z.string(), market: z.object({ zh: z.string(), en: z.string(), demo: z.boolean() }), lists: z.array(listView) }),
    refuses: [],
  }),
  terms: read({
    summary: "Commission and rebate of one client, or the agent's general ones, with what was valid before.",
    who: BOTH,
    input: z.object(whose),
    output: z.object({ now: termsView, history: z.array(termsView) }),
    refuses: [],
  }),
  setTerms: write({
    summary: "Sets commission and rebate from a day on, for one client or for all that have none of their own. Lists given before keep theirs.",
    who: AGENT,
    input: z.object({ clientId: id.nullable().default(null), from: day, commission: commissionRule, rebate: rebateRule, reason }),
    output: termsView,
    refuses: ["past_day"],
  }),
  settings: read({ summary: "How an agent's purchases go to his clients' lists.", who: AGENT, input: z.object({}), output: settingsView, refuses: [] }),
  setSettings: write({ summary: "Whether purchases go to lists by the rule as they are booked, and whether equal wishes share by arrival or in proportion.", who: AGENT, input: settingsView, output: settingsView, refuses: [] }),

  readMessage: read({
    summary: "Reads a pasted message into lines to be confirmed, with what was not understood at its place. Nothing is kept.",
    who: BOTH,
    input: z.object({ text: z.string().min(1).max(MAX_TEXT) }),
    output: z.object({ lines: z.array(readLine), unread: z.array(z.object({ from: z.int(), to: z.int() })), cut: z.boolean() }),
    refuses: [],
  }),
  giveList: write({
    summary: "Gives a confirmed list: the client to an agent, or the agent for his client. The same id is the same list.",
    who: BOTH,
    input: z.object({ listId: id, ...whose, wantedOn: day.optional(), source: z.string().max(MAX_TEXT).default(""), note: z.string().trim().max(500).default(""), lines: z.array(lineInput).min(1).max(MAX_LINES_A_LIST) }),
    output: listRow,
    refuses: [...LINE_REFUSALS, "unknown_agent", "past_day"],
  }),
  addLines: write({
    summary: "Adds lines to a list that is still open.",
    who: BOTH,
    input: z.object({ listId: id, lines: z.array(lineInput).min(1).max(MAX_LINES_A_LIST) }),
    output: listRow,
    refuses: [...LINE_REFUSALS, "list_closed", "too_many_lines"],
  }),
  changeLine: write({
    summary: "Changes what is wanted on a line: quantity (never below what is bought), limit, grade, priority, substitute.",
    who: BOTH,
    input: z.object({ lineId: id, quantity: z.string().trim().min(1).max(60).optional(), limitPrice: price.nullable().optional(), grade: grade.nullable().optional(), priority: z.enum(["urgent", "first", "normal"]).optional(), substitute: z.boolean().optional(), itemId: id.optional() }),
    output: lineView,
    refuses: [...LINE_REFUSALS, "line_closed", "below_filled", "item_stays"],
  }),
  closeLine: write({ summary: "Ends a line with the reason, which the other side reads; what was bought for it stands.", who: BOTH, input: z.object({ lineId: id, reason }), output: lineView, refuses: ["line_closed"] }),
  closeList: write({ summary: "Ends a list and every line of it that is still open.", who: BOTH, input: z.object({ listId: id, reason }), output: listRow, refuses: ["list_closed"] }),
  lists: read({
    summary: "Lists, newest first: an agent's from his clients, or a client's own.",
    who: BOTH,
    input: z.object({ as: z.enum(["agent", "client"]), open: z.boolean().optional(), clientId: id.optional(), query: z.string().trim().max(60).default(""), ...page }),
    output: z.object({ lists: z.array(listRow), total: z.int() }),
    refuses: [],
  }),
  list: read({ summary: "One list with its lines and every fill, for its client and its agent.", who: BOTH, input: z.object({ listId: id.optional(), no: z.string().trim().max(40).optional() }), output: listView, refuses: [] }),
  visitStall: write({
    summary: "Puts the agent on a stall's customer list, so that the merchant bills his own party and what he buys there goes to his clients like any purchase.",
    who: AGENT,
    input: z.object({ number: z.string().trim().min(1).max(8) }),
    output: z.object({ stall: z.string(), hall: z.string(), already: z.boolean() }),
    refuses: ["no_such_stall"],
  }),
  onOffer: read({
    summary: "What can be bought now for the open lines of a list: presale, catalogue, offers to the agent, the clocks' queues; and what he has bought and not given to anybody.",
    who: AGENT,
    input: z.object({ listId: id }),
    output: z.object({ lines: z.array(available) }),
    refuses: [],
  }),

  purchases: read({
    summary: "What an agent bought, newest first, with the units that are no client's yet and the lines they fit.",
    who: AGENT,
    input: z.object({ free: z.boolean().default(true), businessDate: day.optional(), ...page }),
    output: z.object({ purchases: z.array(purchaseView), total: z.int() }),
    refuses: [],
  }),
  allocate: write({
    summary: "Gives units of a purchase to a line of a client's list by hand; he owes them from then on.",
    who: AGENT,
    input: z.object({ fillId: id, saleId: id, lineId: id, units: quantity }),
    output: lineView,
    refuses: [...FILL_REFUSALS, "fill_id_reused"],
  }),
  allocateByRule: write({
    summary: "Gives what is no client's yet to the open lines by the rule, all of it or that for one list.",
    who: AGENT,
    input: z.object({ listId: id.optional() }),
    output: z.object({ fills: z.int(), units: z.int() }),
    refuses: [],
  }),
  takeBack: write({
    summary: "Takes a fill back from a line, with the reason; the units are the agent's own again and the client owes them no more.",
    who: AGENT,
    input: z.object({ fillId: id, reason }),
    output: lineView,
    refuses: ["taken_back"],
  }),

  statement: read({
    summary: "What a client owes his agent, entry by entry: goods, commission, rebate, refunds, payments, balance.",
    who: BOTH,
    input: z.object({ clientId: id, ...period }),
    output: statementView,
    refuses: [],
  }),
  notePayment: write({
    summary: "An agent notes money he got from a client, or gave back. The same id is noted once.",
    who: AGENT,
    input: z.object({ paymentId: id, clientId: id, amount: z.int().min(-MAX_PRICE).max(MAX_PRICE).refine((amount) => amount !== 0, "not zero"), method: z.enum(PAYMENT_METHODS), memo: z.string().trim().max(200).default("") }),
    output: z.object({ balance: z.int(), repeated: z.boolean() }),
    refuses: ["payment_id_reused"],
  }),
  grantRebates: write({
    summary: "Computes the rebates of months that have ended and books what has changed.",
    who: ["internal"],
    input: z.object({}),
    output: z.object({ changed: z.int() }),
    refuses: [],
  }),

  manifest: read({
    summary: "What was bought for a client over some days: lots, suppliers unless hidden, stands, boxes and trolleys, sums.",
    who: BOTH,
    input: z.object({ clientId: id, ...period }),
    output: manifestView,
    refuses: [],
  }),
  printManifest: read({ summary: "That manifest as a PDF (base64).", who: BOTH, input: z.object({ clientId: id, ...period, ...wanted }), output: printedFile, refuses: ["nothing_bought"] }),
  exportManifest: read({ summary: "That manifest as an Excel workbook (base64).", who: BOTH, input: z.object({ clientId: id, ...period, language }), output: sheetFile, refuses: [] }),
  exportClients: read({ summary: "An agent's clients as an Excel workbook (base64).", who: AGENT, input: z.object({ language }), output: sheetFile, refuses: [] }),
  exportFills: read({ summary: "Every fill of a list as an Excel workbook (base64).", who: BOTH, input: z.object({ listId: id, language }), output: sheetFile, refuses: [] }),
  exportList: read({ summary: "The lines of a list as an Excel workbook (base64), to be changed and brought back.", who: BOTH, input: z.object({ listId: id, language }), output: sheetFile, refuses: [] }),
  listTemplate: read({ summary: "An empty workbook of such a list, with an example and notes on every column.", who: BOTH, input: z.object({ language }), output: sheetFile, refuses: [] }),
  importList: write({
    summary: `Reads such a table (.xlsx, .xls, CSV), at most ${MAX_LINES_A_LIST} rows, into an open list or, with a new id, as a new one; all or nothing. A dry run only says what would happen.`,
    who: BOTH,
    input: z.object({ ...exchangeInput(MAX_WORKBOOK_BYTES), listId: id, ...whose, note: said }),
    output: exchangeReport,
    refuses: [...EXCHANGE_REFUSALS, "unknown_agent", "list_closed"],
    secret: ["base64"],
    body: bodyFor(MAX_WORKBOOK_BYTES),
  }),
}, {
  listGiven: z.object({ listId: id, no: z.string(), clientId: id, agentId: id, givenBy: z.enum(["client", "agent"]), lines: z.int() }),
  listChanged: z.object({ listId: id, no: z.string(), clientId: id, agentId: id }),
  lineFilled: z.object({ fillId: id, listId: id, lineId: id, clientId: id, agentId: id, saleId: id, units: z.int(), price: z.int(), goods: z.int(), currency: z.string(), by: z.enum(["rule", "hand"]) }),
  fillTakenBack: z.object({ fillId: id, listId: id, lineId: id, clientId: id, agentId: id, saleId: id, units: z.int(), goods: z.int(), currency: z.string(), why: z.enum(["moved", "reversed"]) }),
  fillRefunded: z.object({ fillId: id, lineId: id, clientId: id, agentId: id, amount: z.int(), currency: z.string() }),
  paymentNoted: z.object({ clientId: id, agentId: id, amount: z.int(), currency: z.string() }),
});
export { MAX_WORKBOOK_BYTES };
