import { z } from "zod";
import { DAY_COUNTINGS, MAX_TERM_DAYS, TERM_KINDS } from "../../engines/calendar/due.ts";
import { day } from "../../kernel/lots/contract.ts";
import { SIDES } from "./rules.ts";

/** Shapes about when and how money is paid, about corrections, and about a party's whole day. */
const id = z.uuid();
const currency = z.string().regex(/^[A-Z]{3}$/);

/** By the bank's file, or by instructing a licensed payer. */
export const WAYS = ["bank_file", "split"] as const;
export type Way = (typeof WAYS)[number];

export const termFigures = z.object({ kind: z.enum(TERM_KINDS), days: z.int().min(0).max(MAX_TERM_DAYS), counting: z.enum(DAY_COUNTINGS), way: z.enum(WAYS) });
export type TermFigures = z.infer<typeof termFigures>;

export const termView = z.object({
  id: z.string(), partyId: id.nullable(), party: z.string().nullable(), side: z.enum(SIDES), term: termFigures.nullable(), validFrom: day, inForce: z.boolean(), reason: z.string(), at: z.string(), by: z.string(),
});
export type TermView = z.infer<typeof termView>;

export const MAX_PPM = 1_000_000;
export const MAX_ADVANCE_MINUTES = 100_000;
export const moneyRules = z.object({ advanceShare: z.int().min(0).max(MAX_PPM), advanceAfterMinutes: z.int().min(0).max(MAX_ADVANCE_MINUTES), correctionLimit: z.int().min(0).max(100_000_000_00) });
export type MoneyRules = z.infer<typeof moneyRules>;

export const advanceView = z.object({
  id, no: z.string(), at: z.string(), businessDate: day, partyId: id, party: z.string(), amount: z.int(), currency, way: z.enum(WAYS), state: z.enum(["open", "paid", "failed"]),
  doneAt: z.string().nullable(), reference: z.string(), failure: z.string().nullable(), by: z.string(), can: z.array(z.enum(["mark_paid", "mark_failed"])),
});
export type AdvanceView = z.infer<typeof advanceView>;

export const ageRow = z.object({
  partyId: id, party: z.string(), side: z.enum(SIDES), papers: z.int(), notDue: z.int(), upTo7: z.int(), upTo30: z.int(), older: z.int(), total: z.int(), oldestDueOn: day,
});
export type AgeRow = z.infer<typeof ageRow>;

/** What is due and goes to a licensed payer: a paper, or an advance. */
export const payableView = z.object({
  kind: z.enum(["statement", "advance"]), id, no: z.string(), side: z.enum(SIDES), businessDate: day, dueOn: day, partyId: id, name: z.string(), bankName: z.string(), bankAccount: z.string(), amount: z.int(), currency,
});
export type PayableView = z.infer<typeof payableView>;

export const correctionEnd = z.union([z.object({ partyId: id, side: z.enum(SIDES) }), z.object({ market: z.literal("adjustment") })]);
export const correctionView = z.object({
  id, no: z.string(), at: z.string(), payerId: id.nullable(), payer: z.string().nullable(), payerSide: z.enum(SIDES).nullable(), payeeId: id.nullable(), payee: z.string().nullable(), payeeSide: z.enum(SIDES).nullable(),
  amount: z.int(), currency, reason: z.string(), corrects: z.string().nullable(), correctedBy: z.string().nullable(), limitAt: z.int(), needsSecond: z.boolean(), state: z.enum(["proposed", "confirmed", "rejected"]),
  proposedBy: z.string(), decidedAt: z.string().nullable(), decidedBy: z.string().nullable(), businessDate: day.nullable(), can: z.array(z.enum(["confirm", "reject", "take_back"])),
});
export type CorrectionView = z.infer<typeof correctionView>;
