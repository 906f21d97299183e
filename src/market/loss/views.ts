import { z } from "zod";
import { GRADES, day } from "../../kernel/lots/contract.ts";
import { ACTS, MAX_DAYS, MAX_PRICE, MAX_STEPS, PRICE_SOURCES, REASONS, STATES, isOrdered } from "./rules.ts";

/** Shapes of the loss contract that are longer than a line. */
export const id = z.uuid();
export const grade = z.enum(GRADES);
export const price = z.int().min(1).max(MAX_PRICE);
const days = z.int().min(1).max(MAX_DAYS);
export const currency = z.string().regex(/^[A-Z]{3}$/);

export const settingsView = z.object({
  secondFrom: z.int().min(0).max(MAX_PRICE), ageDays: days, steps: z.array(z.object({ days, percent: z.int().min(1).max(95) })).max(MAX_STEPS), donateDays: days, writeOffDays: days,
}).refine(isOrdered, "later steps go further down, a donation comes after the last of them and a write-off after that");

export const ageingRow = z.object({
  lotId: id, lotNo: z.string(), itemId: id, itemZh: z.string(), itemEn: z.string(), unit: z.string(), growerId: id, grower: z.string(), grade: grade.nullable(), photoId: id.nullable(), since: day, days: z.int(),
  onHand: z.int(), held: z.int(), free: z.int(), price: z.int().nullable(), priceSource: z.enum(PRICE_SOURCES), first: z.int().nullable(), value: z.int().nullable(), currency,
  suggestion: z.discriminatedUnion("kind", [z.object({ kind: z.literal("markdown"), percent: z.int(), price: z.int() }), z.object({ kind: z.literal("donation") }), z.object({ kind: z.literal("write_off") }), z.object({ kind: z.literal("none") })]),
  /** An act about it waits for its second person. */
  waiting: z.string().nullable(), can: z.array(z.enum(ACTS)),
});
export type AgeingRow = z.infer<typeof ageingRow>;

export const actView = z.object({
  id, no: z.string(), at: z.string(), businessDate: day, kind: z.enum(ACTS), lotId: id, lotNo: z.string(), itemZh: z.string(), itemEn: z.string(), unit: z.string(), growerId: id, grower: z.string(), quantity: z.int(),
  reason: z.enum(REASONS), text: z.string(), price: z.int().nullable(), priceSource: z.enum(PRICE_SOURCES), value: z.int(), currency, oldGrade: grade.nullable(), newGrade: grade.nullable(), newPrice: z.int().nullable(),
  receiver: z.string().nullable(), state: z.enum(STATES), second: z.boolean(), by: z.string(), decidedAt: z.string().nullable(), decidedBy: z.string().nullable(), childNo: z.string().nullable(), photoIds: z.array(id),
  can: z.array(z.enum(["confirm", "decline", "withdraw"])),
});
export type ActView = z.infer<typeof actView>;

export const rateRow = z.object({
  key: z.string(), zh: z.string(), en: z.string(), opening: z.int(), received: z.int(), offered: z.int(), sold: z.int(), writtenOff: z.int(), donated: z.int(), closing: z.int(), downgraded: z.int(),
  clearance: z.int().nullable(), loss: z.int().nullable(), downgradeShare: z.int().nullable(), small: z.boolean(),
  /** What was written off or donated, at floor or last price; units of which nobody knows a price; and what mark-downs gave away. */
  lostValue: z.int(), unvalued: z.int(), marked: z.int(),
});
export type RateRow = z.infer<typeof rateRow>;

export const flowRow = z.object({
  eventId: z.int(), at: z.string(), businessDate: day, lotNo: z.string(), itemZh: z.string(), itemEn: z.string(), unit: z.string(), growerId: id, grower: z.string(), kind: z.string(), quantity: z.int(), channel: z.string().nullable(),
  price: z.int().nullable(), cause: z.string(), actNo: z.string().nullable(),
});
export type FlowRow = z.infer<typeof flowRow>;
