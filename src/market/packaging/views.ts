import { z } from "zod";
import { day } from "../../kernel/lots/contract.ts";
import { ACTS, CHARGES, FAMILIES, HAND_OVER_STATES, MAX_NUMBERS, MAX_PHOTOS, MAX_PIECES, PLACES } from "./rules.ts";

/** Shapes of the packaging contract that are longer than a line. */
export const id = z.uuid();
export const quantity = z.int().min(1).max(MAX_PIECES);
export const currency = z.string().regex(/^[A-Z]{3}$/);
export const numbers = z.array(z.string().trim().regex(/^[0-9A-Za-z-]{3,30}$/)).max(MAX_NUMBERS);
export const reason = z.string().trim().max(300);
export const photoIds = z.array(id).max(MAX_PHOTOS);

export const kindView = z.object({
  id, code: z.string(), zh: z.string(), en: z.string(), family: z.enum(FAMILIES), numbered: z.boolean(), feeCode: z.string().nullable(), overdueDays: z.int(),
  /** What counts today; null until a value is set. */
  deposit: z.int().nullable(), replacement: z.int().nullable(), currency, since: day.nullable(),
  /** A line of the fee sheet takes the deposit of sellers or of buyers today. */
  byFee: z.array(z.enum(["seller", "buyer"])),
});
export type KindView = z.infer<typeof kindView>;

export const questionView = z.object({
  id, movementId: id, no: z.string(), partyId: id, party: z.string(), at: z.string(), text: z.string(), by: z.string(), answer: z.string().nullable(), answeredAt: z.string().nullable(), answeredBy: z.string().nullable(),
});
export type QuestionView = z.infer<typeof questionView>;

export const movementRow = z.object({
  id, no: z.string(), at: z.string(), businessDate: day, kindId: id, kindZh: z.string(), kindEn: z.string(), act: z.enum(ACTS), quantity: z.int(),
  fromPlace: z.enum(PLACES), fromId: id.nullable(), from: z.string().nullable(), toPlace: z.enum(PLACES), toId: id.nullable(), to: z.string().nullable(),
  reason: z.string(), lotNo: z.string().nullable(), numbers: z.array(z.string()), photoIds: z.array(id), by: z.string(),
  depositTaken: z.int(), depositBack: z.int(), chargeRule: z.enum(CHARGES), charge: z.int(), currency, moneyDate: day.nullable(),
  question: z.enum(["open", "answered"]).nullable(), can: z.array(z.enum(["ask"])),
});
export type MovementRow = z.infer<typeof movementRow>;

/** What a party holds of one kind. */
export const balanceRow = z.object({
  partyId: id, party: z.string(), roles: z.array(z.string()), kindId: id, kindZh: z.string(), kindEn: z.string(), numbered: z.boolean(), quantity: z.int(), deposit: z.int(), currency,
  /** Days the oldest of them has been out, and how many are out longer than they should be. */
  oldestDays: z.int().nullable(), since: day.nullable(), overdue: z.int(), remindedOn: day.nullable(),
});
export type BalanceRow = z.infer<typeof balanceRow>;

export const rateView = z.object({ partyId: id, party: z.string(), returned: z.int(), damaged: z.int(), lost: z.int(), share: z.int().nullable(), small: z.boolean() });
export type RateView = z.infer<typeof rateView>;

export const poolRow = z.object({
  kindId: id, kindZh: z.string(), kindEn: z.string(), family: z.enum(FAMILIES), bought: z.int(), depot: z.int(), out: z.int(), holders: z.int(), repair: z.int(), scrapped: z.int(), lost: z.int(), overdue: z.int(), deposit: z.int(), currency,
});
export type PoolRow = z.infer<typeof poolRow>;

export const handOverView = z.object({
  id, no: z.string(), at: z.string(), kindId: id, kindZh: z.string(), kindEn: z.string(), quantity: z.int(), numbers: z.array(z.string()), fromId: id, from: z.string(), toId: id, to: z.string(), note: z.string(), by: z.string(),
  state: z.enum(HAND_OVER_STATES), decidedAt: z.string().nullable(), decidedBy: z.string().nullable(), can: z.array(z.enum(["confirm", "decline", "withdraw"])),
});
export type HandOverView = z.infer<typeof handOverView>;

export const partyHit = z.object({
  partyId: id, name: z.string(), roles: z.array(z.string()), town: z.string().nullable(), phoneTail: z.string(), /** The lot whose label was scanned. */ lotNo: z.string().nullable(),
  holds: z.array(z.object({ kindId: id, quantity: z.int() })),
});
export type PartyHit = z.infer<typeof partyHit>;
