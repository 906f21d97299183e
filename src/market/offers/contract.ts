import { z } from "zod";
import { contract, read, write } from "../../kernel/machinery/contract.ts";
import { GRADES, day } from "../../kernel/lots/contract.ts";
import { printedFile, wanted } from "../../kernel/print/contract.ts";
import { giving, taking } from "../../kernel/sheets/contract.ts";
import { KINDS, LEVELS, MAX_LINES_A_CALL, MAX_LOTS_A_LINE, MAX_QUANTITY, PURCHASE_STATES } from "./rules.ts";
import { currency, groupView, lineView, purchaseHead, purchaseView, requestView, settingsView } from "./views.ts";

export type { LineView, PurchaseHead, PurchaseLineView, PurchaseView, RequestView, Settings } from "./views.ts";

const id = z.uuid();
const price = z.int().min(1).max(100_000_000_00);
/** A quantity as people write it: "120", "2箱", "1层". Read with the packing of the item. */
const written = z.string().trim().min(1).max(60);
const note = z.string().trim().max(500);
const instant = z.iso.datetime();
const page = { limit: z.int().min(1).max(500).default(60), offset: z.int().min(0).max(1_000_000).default(0) };
const quantity = z.int().min(1).max(MAX_QUANTITY);
const steps = z.array(z.object({ groupId: id.nullable().default(null), level: z.enum(LEVELS), price })).max(40).default([]);
const line = { /** Set to change a line, left out to open one. */ lineId: id.optional(), price, steps, minQuantity: quantity.default(1), byHand: z.boolean().default(false), note: note.default("") };
const lotIds = z.array(id).min(1).max(MAX_LOTS_A_LINE);

const BUYERS = ["buyer", "agent"] as const;
const TRADERS = ["grower", "buyer", "agent"] as const;
const DESK = ["operator", "auctioneer", "cashier", "auditor"] as const;
const LINE_REFUSALS = ["lots_differ", "lot_is_over", "no_packing", "step_not_lower", "unknown_group", "unknown_buyer", "below_taken", "window_past", "too_far_ahead", "line_ended"] as const;
const TAKE_REFUSALS = ["bad_quantity", "below_minimum", "not_enough_left", "not_open", "own_line", "too_much_money", "buyer_suspended", "cart_full"] as const;

export const offers = contract("offers", {
  market: read({
    summary: "What can be bought now besides the clock: presale, catalogue and offers to me, searched by name, pinyin, grower or kind, each with what is really left.",
    who: [...TRADERS, ...DESK],
    input: z.object({
      query: z.string().trim().max(60).default(""), kind: z.enum(KINDS).optional(), category: z.string().max(20).optional(), grade: z.enum(GRADES).optional(), growerId: id.optional(),
      inStock: z.boolean().default(true), order: z.enum(["name", "price", "left", "ends"]).default("name"), ...page,
    }),
    output: z.object({ lines: z.array(lineView), total: z.int(), categories: z.array(z.object({ category: z.string(), lines: z.int() })), kinds: z.array(z.object({ kind: z.enum(KINDS), lines: z.int() })) }),
    refuses: [],
  }),
  line: read({ summary: "One supply line.", who: [...TRADERS, ...DESK], input: z.object({ lineId: id }), output: lineView, refuses: [] }),
  stockLeft: read({
    summary: "What is really left of some lots, items or supply lines; the live channel tells when it changes.",
    who: [...TRADERS, ...DESK],
    input: z.object({ lotIds: z.array(id).max(500).default([]), itemIds: z.array(id).max(100).default([]), lineIds: z.array(id).max(1_000).default([]) }),
    output: z.object({
      lots: z.array(z.object({ lotId: id, itemId: id, left: z.int() })), items: z.array(z.object({ itemId: id, left: z.int() })), lines: z.array(z.object({ lineId: id, left: z.int() })),
    }),
    refuses: [],
  }),

  myOffers: read({
    summary: "My supply lines as a grower, newest first.",
    who: ["grower"],
    input: z.object({ kind: z.enum(KINDS).optional(), past: z.boolean().default(false), ...page }),
    output: z.object({ lines: z.array(lineView), total: z.int(), settings: settingsView, currency }),
    refuses: [],
  }),
  savePresale: write({
    summary: "Sells a part of a lot before the clock: a share up to the market's limit, at the grower's price, in the window of the day of sale. Editable until the lot is scanned in.",
    who: ["grower"],
    input: z.object({ ...line, lotId: id, share: z.int().min(1).max(100), saleDay: day }),
    output: lineView,
    refuses: [...LINE_REFUSALS, "share_too_large", "presale_closed", "presale_exists"],
  }),
  saveCatalogue: write({
    summary: "Puts a quantity of one or several lots of an item into the catalogue for some days; never more than there is.",
    who: ["grower"],
    input: z.object({ ...line, lotIds, quantity: written, from: day, to: day }),
    output: lineView,
    refuses: [...LINE_REFUSALS, "bad_quantity", "more_than_there_is"],
  }),
  saveOffer: write({
    summary: "Offers a quantity to one customer or one group until a moment; with a request it is the answer to it.",
    who: ["grower"],
    input: z.object({ ...line, lotIds, quantity: written, buyerId: id.nullable().default(null), groupId: id.nullable().default(null), requestId: id.nullable().default(null), until: instant }),
    output: lineView,
    refuses: [...LINE_REFUSALS, "bad_quantity", "more_than_there_is", "for_whom", "request_closed", "answered_already"],
  }),
  endLine: write({ summary: "Takes a supply line back. What was reserved or ordered of it stands.", who: ["grower"], input: z.object({ lineId: id }), output: lineView, refuses: [] }),

  groups: read({ summary: "My customer groups.", who: ["grower"], input: z.object({}), output: z.object({ groups: z.array(groupView) }), refuses: [] }),
  saveGroup: write({
    summary: "Makes a customer group or changes its name and members.",
    who: ["grower"],
    input: z.object({ groupId: id.optional(), name: z.string().trim().min(1).max(40), buyerIds: z.array(id).max(500) }),
    output: groupView,
    refuses: ["name_taken", "unknown_buyer"],
  }),
  dropGroup: write({ summary: "Removes a customer group that no open offer is for; its prices go with it.", who: ["grower"], input: z.object({ groupId: id }), output: z.object({ dropped: z.boolean() }), refuses: ["group_in_use"] }),
  findBuyers: read({
    summary: "Buyers and agents by name or pinyin, to make a group or an offer.",
    who: ["grower"],
    input: z.object({ query: z.string().trim().max(60) }),
    output: z.object({ buyers: z.array(z.object({ id, name: z.string(), town: z.string().nullable() })) }),
    refuses: [],
  }),

  cart: read({ summary: "My cart with what is reserved and until when; null when there is none.", who: BUYERS, input: z.object({}), output: z.object({ cart: purchaseView.nullable(), /** The last cart that ran out, so that it can be filled again at one touch. */ lapsed: purchaseView.nullable(), credit: z.object({ free: z.int(), currency }) }), refuses: [] }),
  reserve: write({
    summary: "Puts a quantity of a supply line into the cart, changes it, or takes it out with 0. Stock and credit are held until the cart runs out.",
    who: BUYERS,
    input: z.object({ lineId: id, quantity: written }),
    output: purchaseView.nullable(),
    refuses: [...TAKE_REFUSALS],
  }),
  reserveMany: write({
    summary: `Puts up to ${MAX_LINES_A_CALL} supply lines into the cart at once, all or none.`,
    who: BUYERS,
    input: z.object({ lines: z.array(z.object({ lineId: id, quantity: written })).min(1).max(MAX_LINES_A_CALL) }),
    output: purchaseHead,
    refuses: [...TAKE_REFUSALS],
  }),
  emptyCart: write({ summary: "Gives everything in the cart back.", who: BUYERS, input: z.object({}), output: z.object({ lines: z.int() }), refuses: [] }),
  place: write({
    summary: "Makes the cart an order. What is there is sold at once, what is still on its way when it has been counted, what a grower wants to confirm when he has.",
    who: BUYERS,
    input: z.object({ note: note.default("") }),
    output: purchaseHead,
    refuses: ["cart_empty", "cart_expired"],
  }),
  orders: read({
    summary: "Orders, newest first: a buyer's own, a grower's those with his lines, everybody's for the staff.",
    who: [...TRADERS, ...DESK],
    input: z.object({ state: z.enum(PURCHASE_STATES).optional(), from: day.optional(), to: day.optional(), query: z.string().trim().max(60).default(""), side: z.enum(["bought", "sold"]).optional(), buyerId: id.optional(), ...page }),
    output: z.object({ orders: z.array(purchaseHead), total: z.int() }),
    refuses: [],
  }),
  order: read({
    summary: "One order with its lines, by id or number; a grower sees his own lines of it.",
    who: [...TRADERS, ...DESK],
    input: z.object({ orderId: id.optional(), no: z.string().trim().max(40).optional() }),
    output: purchaseView,
    refuses: [],
  }),
  changeOrderLine: write({
    summary: "Changes or, with 0, cancels a line of an order whose lots have not been scanned in, or which the grower has not confirmed. The price step is found anew.",
    who: BUYERS,
    input: z.object({ orderLineId: id, quantity: written }),
    output: purchaseHead,
    refuses: [...TAKE_REFUSALS, "too_late"],
  }),
  cancelOrder: write({ summary: "Cancels every line of an order that can still be cancelled.", who: BUYERS, input: z.object({ orderId: id, reason: z.string().trim().max(300).default("") }), output: purchaseHead, refuses: ["too_late"] }),
  answerLines: write({
    summary: "A grower confirms lines that wait for his word, or declines them with the reason.",
    who: ["grower"],
    input: z.object({ orderLineIds: z.array(id).min(1).max(500), confirm: z.boolean(), reason: z.string().trim().max(300).default("") }),
    output: z.object({ answered: z.int() }),
    refuses: ["not_waiting", "reason_needed"],
  }),

  askFor: write({
    summary: "A buyer says what he looks for: item or words, quantity, day, price idea. Growers answer with lots.",
    who: BUYERS,
    input: z.object({ itemId: id.nullable().default(null), spec: z.string().trim().min(1).max(200), quantity: written, wantedOn: day, price: price.nullable().default(null), note: note.default("") }),
    output: requestView,
    refuses: ["bad_quantity", "window_past", "too_far_ahead"],
  }),
  requests: read({
    summary: "The board of purchase requests; a buyer sees his own with all answers, a grower the open ones with his own answer.",
    who: [...TRADERS, ...DESK],
    input: z.object({ state: z.enum(["open", "filled", "cancelled", "expired"]).optional(), query: z.string().trim().max(60).default(""), ...page }),
    output: z.object({ requests: z.array(requestView), total: z.int() }),
    refuses: [],
  }),
  acceptAnswer: write({
    summary: "A buyer takes an answer to his request, or a part of it: an order at once.",
    who: BUYERS,
    input: z.object({ requestId: id, lineId: id, quantity: written }),
    output: purchaseHead,
    refuses: [...TAKE_REFUSALS, "request_closed"],
  }),
  cancelRequest: write({ summary: "Takes a purchase request back; the answers to it end.", who: BUYERS, input: z.object({ requestId: id }), output: requestView, refuses: ["request_closed"] }),

  overview: read({
    summary: "The day's offers and orders at a glance, and what waits for somebody.",
    who: DESK,
    input: z.object({}),
    output: z.object({
      businessDate: day, currency,
      channels: z.array(z.object({ kind: z.enum(KINDS), lines: z.int(), offered: z.int(), taken: z.int(), left: z.int(), amount: z.int() })),
      carts: z.int(), reserved: z.int(), toConfirm: z.int(), promised: z.int(), shortToday: z.int(), openRequests: z.int(), ordersToday: z.int(), amountToday: z.int(),
    }),
    refuses: [],
  }),
  settings: read({ summary: "Presale share and hours, how long a cart keeps, how long a grower has to confirm.", who: [...TRADERS, ...DESK, "internal"], input: z.object({}), output: settingsView, refuses: [] }),
  setSettings: write({ summary: "Changes these; lines that are open keep their window.", who: ["operator", "internal"], input: settingsView, output: settingsView, refuses: ["window_upside_down"] }),

  printOrder: read({
    summary: "One order as a PDF (base64), with the lines the asker may see.",
    who: [...TRADERS, ...DESK],
    input: z.object({ orderId: id, ...wanted }),
    output: printedFile,
    refuses: [],
  }),
  printPacking: read({
    summary: "What is packed for a buyer of the orders he placed on a day, as a PDF (base64): his own, a grower's lines of it, or all for the staff.",
    who: [...TRADERS, ...DESK],
    input: z.object({ businessDate: day, buyerId: id.optional(), ...wanted }),
    output: printedFile,
    refuses: ["nothing_to_pack"],
  }),
  giveMarket: giving("What can be bought now, with a column to order in; a buyer's cart stands in it.", [...TRADERS, ...DESK], { query: z.string().trim().max(60).default(""), kind: z.enum(KINDS).optional(), category: z.string().max(20).optional() }),
  takeCart: taking("Puts the quantities of an order sheet into the cart; a blank one takes a line out.", BUYERS, {}, TAKE_REFUSALS),
  giveLines: giving("My supply lines as a grower, with their price steps.", ["grower"], { kind: z.enum(KINDS).optional() }),
  takeLines: taking("Opens and changes supply lines.", ["grower"], {}, [...LINE_REFUSALS, "share_too_large", "presale_closed", "presale_exists", "bad_quantity", "more_than_there_is", "for_whom", "request_closed", "answered_already"]),
  giveGroups: giving("My customer groups, a line for each member.", ["grower"], {}),
  takeGroups: taking("Puts customers into groups and takes them out.", ["grower"], {}, ["name_taken", "unknown_buyer"]),
  giveRequests: giving("The board of purchase requests, as the asker sees it.", [...TRADERS, ...DESK], { query: z.string().trim().max(60).default("") }),
  takeRequests: taking("Makes a purchase request of each new line.", BUYERS, {}, ["bad_quantity", "window_past", "too_far_ahead"]),
  giveOrders: giving("Orders, as the asker sees them.", [...TRADERS, ...DESK], { state: z.enum(PURCHASE_STATES).optional(), from: day.optional(), to: day.optional(), query: z.string().trim().max(60).default(""), side: z.enum(["bought", "sold"]).optional(), buyerId: id.optional() }),
  giveOrder: giving("The lines of one order, as the asker sees them.", [...TRADERS, ...DESK], { orderId: id }),
  giveChannels: giving("The day's offers and orders by channel.", DESK, {}),

  promised: read({ summary: "How much of a declared lot is promised.", who: ["internal"], input: z.object({ lotId: id }), output: z.object({ quantity: z.int() }), refuses: [] }),
  arrived: write({
    summary: "A lot has been counted: promises become held stock, and where the count is short they are cut in proportion.",
    who: ["internal"],
    input: z.object({ lotId: id }),
    output: z.object({ promised: z.int(), kept: z.int() }),
    refuses: [],
  }),
  gone: write({
    summary: "A declared lot will not come: promises of it fall, lines of it end.",
    who: ["internal"],
    input: z.object({ lotId: id, reason: z.string().max(300) }),
    output: z.object({ promised: z.int() }),
    refuses: [],
  }),
}, {
  lineChanged: z.object({ lineId: id, kind: z.enum(KINDS), growerId: id, itemId: id, state: z.enum(["open", "ended"]) }),
  groupChanged: z.object({ groupId: id, growerId: id }),
  /** What is left of these lots and lines is another figure now. */
  stockChanged: z.object({ lotIds: z.array(id), lineIds: z.array(id) }),
  orderChanged: z.object({ orderId: id, no: z.string().nullable(), buyerId: id, growerIds: z.array(id), state: z.enum(PURCHASE_STATES) }),
  /** Lines of an order can be booked: some of the parts they stand on are held and nobody's word is missing. */
  bookingDue: z.object({ orderId: id }),
  orderShort: z.object({ orderId: id, orderLineId: id, buyerId: id, growerId: id, lotId: id, cut: z.int(), left: z.int() }),
  requestChanged: z.object({ requestId: id, no: z.string(), buyerId: id, state: z.enum(["open", "filled", "cancelled", "expired"]) }),
});
