import { z } from "zod";
import { UNITS } from "../../engines/units/units.ts";
import { day } from "../../kernel/lots/contract.ts";
import { ARRIVAL_KINDS, MAX_LINES, MAX_PAYMENTS, MAX_TOTAL, METHODS, RIGHTS } from "./rules.ts";

/** Shapes of the stall contract that are longer than a line. */
export const id = z.uuid();
export const currency = z.string().regex(/^[A-Z]{3}$/);
export const money = z.int().min(0).max(MAX_TOTAL);
export const clean = (most: number) => z.string().trim().max(most).regex(/^[^\p{Cc}\p{Cs}\ufffe\uffff]*$/u, "no control characters");
export const reason = clean(200).min(2);
const packing = z.record(z.string(), z.int());

export const stallView = z.object({ id, hall: z.string(), number: z.string(), name: z.string(), partyId: id, keeper: z.string(), open: z.boolean() });
export const rightView = z.object({ role: z.enum(RIGHTS), mayCredit: z.boolean(), mayCountUp: z.boolean(), allowanceMax: z.int(), returnMax: z.int() });

export const lineInput = z.object({
  itemId: id,
  /** A lot by its scanned code; else the oldest lots of the item that stand at the stall. */
  lotNo: clean(40).nullable().default(null),
  /** "3", "2箱", "1层2箱". */
  quantity: clean(60).min(1),
  /** Minor units for one `per`. */
  price: money, per: z.enum(UNITS), potPrice: money.nullable().default(null),
  /** One haggled price for the whole line, pots included. */
  lump: z.int().min(1).max(MAX_TOTAL).nullable().default(null),
});
export const paymentInput = z.object({ method: z.enum(METHODS), amount: z.int().min(1).max(MAX_TOTAL) });
const person = { nickname: clean(60).min(1), phone: z.string().regex(/^1\d{10}$/, "a mainland mobile number of 11 digits").nullable().default(null), group: clean(30).default("") };
export const customerInput = z.object({ id, ...person, note: clean(200).default("") });

export const billInput = z.object({
  /** Made by the device, once per bill: sending it again is the same bill. */
  id,
  /** Null: a walk-in, who pays at once. */
  customerId: id.nullable(),
  /** A customer met without a network is registered with his first bill. */
  newCustomer: z.object(person).nullable().default(null),
  madeAt: z.iso.datetime(), offlineNo: clean(30).default(""), note: clean(200).default(""),
  lines: z.array(lineInput).min(1).max(MAX_LINES),
  payments: z.array(paymentInput).max(MAX_PAYMENTS).default([]),
  /** What the device has shown and printed; another sum is a conflict, not a surprise. */
  total: z.int().min(1).max(MAX_TOTAL),
  /** Why more was there than the stock says; what is missing is counted up. */
  countUp: reason.nullable().default(null),
});
export type BillInput = z.output<typeof billInput>;
export type LineInput = z.output<typeof lineInput>;

export const lineView = z.object({
  n: z.int(), itemId: id, zh: z.string(), en: z.string(), unit: z.string(), written: z.string(), quantity: z.int(), price: z.int(), per: z.string(), potPrice: z.int().nullable(), pots: z.int(), lump: z.boolean(),
  total: z.int(), quantityNow: z.int(), totalNow: z.int(), lots: z.array(z.string()),
});
export const paymentView = z.object({ id, method: z.enum(METHODS), amount: z.int(), at: z.string(), by: z.string(), billId: id.nullable(), changeId: id.nullable(), memo: z.string() });
export const changeView = z.object({
  id, kind: z.enum(["return", "void"]), amount: z.int(), goods: z.enum(["returned", "written_off"]), lines: z.array(z.object({ n: z.int(), quantity: z.int(), amount: z.int() })), reason: z.string(), at: z.string(), by: z.string(),
});
export const billRow = z.object({
  id, no: z.string(), offlineNo: z.string(), businessDate: day, madeOn: day, madeAt: z.string(), receivedAt: z.string(), customerId: id.nullable(), customer: z.string(), by: z.string(), currency,
  total: z.int(), totalNow: z.int(), paid: z.int(), due: z.int(), state: z.enum(["open", "void"]), changed: z.boolean(),
});
export const billView = billRow.extend({
  stall: stallView, note: z.string(), lines: z.array(lineView), payments: z.array(paymentView), changes: z.array(changeView), can: z.array(z.enum(["void", "return", "pay"])),
  market: z.object({ zh: z.string(), en: z.string(), demo: z.boolean(), utcOffsetMinutes: z.int() }),
});
export const itemView = z.object({
  itemId: id, zh: z.string(), en: z.string(), initials: z.string(), unit: z.string(), packing, potExtra: z.boolean(), photoId: id.nullable(), free: z.int(), lots: z.int(), lastSoldAt: z.string().nullable(),
  lastPrice: z.object({ price: z.int(), per: z.string(), potPrice: z.int().nullable() }).nullable(), floor: z.int().nullable(),
});
export const customerView = z.object({
  id, partyId: id, nickname: z.string(), group: z.string(), phoneTail: z.string(), pinyin: z.string(), initials: z.string(), note: z.string(), lastAt: z.string().nullable(),
  balance: z.int(), limit: z.int(), free: z.int(),
  /** What he last paid, item by item. */
  prices: z.array(z.object({ itemId: id, price: z.int(), per: z.string(), potPrice: z.int().nullable(), written: z.string() })),
});
export const counterView = z.object({
  stall: stallView, right: rightView, businessDate: day, currency, utcOffsetMinutes: z.int(), demo: z.boolean(), market: z.object({ zh: z.string(), en: z.string() }), by: z.string(),
  items: z.array(itemView), customers: z.array(customerView), today: z.object({ bills: z.int(), total: z.int() }), at: z.string(),
});
export const syncAnswer = z.object({
  id, outcome: z.enum(["booked", "repeated", "conflict"]), bill: billRow.nullable(),
  /** Why not, as any refusal says it; the sentence is found by module and code. */
  refused: z.string().nullable(), module: z.string().nullable(), detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});

const aged = { balance: z.int(), upTo7: z.int(), upTo30: z.int(), upTo60: z.int(), older: z.int(), credit: z.int() };
export const bookRow = z.object({ customerId: id, nickname: z.string(), group: z.string(), phoneTail: z.string(), limit: z.int(), free: z.int(), lastAt: z.string().nullable(), ...aged });
export const statementView = z.object({
  stall: stallView, customer: customerView.omit({ prices: true }), currency, from: day, to: day, before: z.int(), after: z.int(),
  entries: z.array(z.object({ at: z.string(), businessDate: day, kind: z.string(), text: z.string(), billId: id.nullable(), billNo: z.string().nullable(), amount: z.int(), balance: z.int() })),
  ages: z.object(aged), market: z.object({ zh: z.string(), en: z.string(), demo: z.boolean(), utcOffsetMinutes: z.int() }),
});
export const stockRow = z.object({
  lotId: id, lotNo: z.string(), itemId: id, zh: z.string(), en: z.string(), unit: z.string(), kind: z.enum(ARRIVAL_KINDS), source: z.string(), purchasePrice: z.int().nullable(), at: z.string(),
  brought: z.int(), onHand: z.int(), held: z.int(), photoId: id.nullable(),
});
export const purchaseRow = z.object({ saleId: id, lotNo: z.string(), itemId: id, zh: z.string(), en: z.string(), unit: z.string(), channel: z.string(), businessDate: day, quantity: z.int(), price: z.int() });
export const helperView = rightView.extend({ accountId: id, name: z.string(), active: z.boolean(), at: z.string() });
const tillLine = z.object({ method: z.enum(METHODS), expected: z.int() });
const tillSums = { bills: z.int(), sold: z.int(), returns: z.int(), returned: z.int(), creditGiven: z.int(), creditPaid: z.int() };
export const tillView = z.object({ stall: stallView, businessDate: day, currency, ...tillSums, lines: z.array(tillLine), lastAt: z.string().nullable(), lastCash: z.int() });
export const closingView = z.object({
  id, n: z.int(), businessDate: day, at: z.string(), by: z.string(), openingCash: z.int(), ...tillSums, note: z.string(), difference: z.int(),
  lines: z.array(tillLine.extend({ counted: z.int(), reason: z.string() })),
});

export type StallView = z.infer<typeof stallView>;
export type BillRowView = z.infer<typeof billRow>;
export type BillView = z.infer<typeof billView>;
export type BillLineView = z.infer<typeof lineView>;
export type PaymentView = z.infer<typeof paymentView>;
export type ChangeView = z.infer<typeof changeView>;
export type CounterView = z.infer<typeof counterView>;
export type CounterItem = z.infer<typeof itemView>;
export type CustomerView = z.infer<typeof customerView>;
export type SyncAnswer = z.infer<typeof syncAnswer>;
export type StatementView = z.infer<typeof statementView>;
export type BookRow = z.infer<typeof bookRow>;
export type StockRow = z.infer<typeof stockRow>;
export type TillView = z.infer<typeof tillView>;
export type ClosingView = z.infer<typeof closingView>;
export type HelperView = z.infer<typeof helperView>;
export type RightView = z.infer<typeof rightView>;
