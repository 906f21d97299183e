import { z } from "zod";
import { GRADES, day } from "../../kernel/lots/contract.ts";
import { KINDS, LEVELS, PURCHASE_LINE_STATES, PURCHASE_STATES } from "./rules.ts";

/** Shapes of the offers contract that are longer than a line. */
const id = z.uuid();
export const currency = z.string().regex(/^[A-Z]{3}$/);
const packing = z.record(z.string(), z.int());

/** open: can be bought now. waiting: its window has not begun. over: its window has passed. ended: taken back. */
export const LINE_STATES = ["open", "waiting", "over", "ended"] as const;

export const stepView = z.object({
  level: z.enum(LEVELS), /** Sales units from which it counts. */ from: z.int(), price: z.int(),
  /** For the grower's eyes; a buyer sees only steps that are his. */
  groupId: id.nullable(), group: z.string().nullable(),
});

export const lineView = z.object({
  id, kind: z.enum(KINDS), state: z.enum(LINE_STATES), itemId: id, itemZh: z.string(), itemEn: z.string(), category: z.string(), unit: z.string(), packing, potExtra: z.boolean(),
  growerId: id, grower: z.string(), town: z.string().nullable(), demo: z.boolean(),
  lots: z.array(z.object({ lotId: id, no: z.string(), status: z.string() })), photoId: id.nullable(), grade: z.enum(GRADES).nullable(),
  /** Whether every lot behind it has been counted at the dock; before that a sale is a promise. */
  arrived: z.boolean(),
  /** What the first unit costs whoever asks, and where it gets cheaper. */
  price: z.int(), steps: z.array(stepView), currency,
  quantity: z.int(), taken: z.int(), /** What is really left: of this line and of the lots behind it, whoever sells them. */ left: z.int(), minQuantity: z.int(),
  share: z.int().nullable(), saleDay: day.nullable(), from: z.string(), until: z.string(), byHand: z.boolean(), note: z.string(),
  /** Whom it is for; told to the grower, the market's staff and to himself. */
  forBuyerId: id.nullable(), forGroupId: id.nullable(), forName: z.string().nullable(), requestId: id.nullable(),
  can: z.array(z.enum(["buy", "change", "end"])),
});
export type LineView = z.infer<typeof lineView>;

export const partView = z.object({ lotId: id, lotNo: z.string(), quantity: z.int(), state: z.enum(["promised", "held", "sold", "released", "cut"]) });

export const purchaseLineView = z.object({
  id, place: z.int(), lineId: id, kind: z.enum(KINDS), state: z.enum(PURCHASE_LINE_STATES), itemId: id, itemZh: z.string(), itemEn: z.string(), photoId: id.nullable(), grade: z.string().nullable(),
  growerId: id, grower: z.string(), unit: z.string(), packing, written: z.string(), ordered: z.int(), quantity: z.int(), cut: z.int(),
  price: z.int(), level: z.enum(LEVELS), groupPrice: z.boolean(), amount: z.int(), parts: z.array(partView), answerBy: z.string().nullable(), reason: z.string(),
  can: z.array(z.enum(["change", "cancel", "answer"])),
});
export type PurchaseLineView = z.infer<typeof purchaseLineView>;

export const purchaseHead = z.object({
  id, no: z.string().nullable(), state: z.enum(PURCHASE_STATES), buyerId: id, buyer: z.string(), placedAt: z.string().nullable(), expiresAt: z.string().nullable(), by: z.string(), note: z.string(),
  /** Of the lines the asker may see: a grower sees his own. */
  lines: z.int(), quantity: z.int(), amount: z.int(), cut: z.int(), currency, toAnswer: z.int(),
});
export type PurchaseHead = z.infer<typeof purchaseHead>;
export const purchaseView = purchaseHead.extend({
  items: z.array(purchaseLineView), market: z.object({ zh: z.string(), en: z.string(), demo: z.boolean() }),
  /** Of the market's own day on which it was placed; null while it is a cart. */
  businessDate: day.nullable(),
  /** Path for the code on the paper; scanning opens the order. */
  path: z.string().nullable(), can: z.array(z.enum(["place", "cancel", "answer"])),
});
export type PurchaseView = z.infer<typeof purchaseView>;

export const groupView = z.object({ id, name: z.string(), buyers: z.array(z.object({ id, name: z.string(), town: z.string().nullable() })) });

export const requestView = z.object({
  id, no: z.string(), state: z.enum(["open", "filled", "cancelled", "expired"]), itemId: id.nullable(), itemZh: z.string().nullable(), itemEn: z.string().nullable(), spec: z.string(),
  written: z.string(), quantity: z.int(), unit: z.string(), filled: z.int(), wantedOn: day, price: z.int().nullable(), currency, note: z.string(), until: z.string(), createdAt: z.string(),
  /** A grower is not told who asks; the buyer and the market's staff are. */
  buyer: z.string().nullable(), mine: z.boolean(),
  /** All answers for the buyer and the staff, his own for a grower. */
  answers: z.array(lineView), answerCount: z.int(), can: z.array(z.enum(["answer", "accept", "cancel"])),
});
export type RequestView = z.infer<typeof requestView>;

export const settingsView = z.object({
  presaleShare: z.int().min(1).max(100),
  /** Minutes from 00:00 of the day of sale; negative is the day before. */
  presaleOpens: z.int().min(-2_880).max(1_679), presaleCloses: z.int().min(-2_879).max(1_680),
  reserveMinutes: z.int().min(1).max(120), confirmHours: z.int().min(1).max(72),
});
export type Settings = z.infer<typeof settingsView>;
