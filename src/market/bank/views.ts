import { z } from "zod";
import { day } from "../../kernel/lots/contract.ts";
import { WHYS } from "./rules.ts";

export const id = z.uuid();
/** Why a line of the bank stands for itself. */
export const EXPLAINED = ["bank_fee", "interest", "own_transfer", "twice", "rounding", "deposit", "refund", "cash", "other"] as const;
export type Explained = (typeof EXPLAINED)[number];
export const KINDS = ["matched", "explained", "returned", "noted"] as const;
export type Kind = (typeof KINDS)[number];
export const WHATS = ["paid", "already_paid", "failed", "taken_back", "noted"] as const;
export type What = (typeof WHATS)[number];
export const LINE_STATES = ["open", "matched", "explained"] as const;

export const accountView = z.object({ id, label: z.string(), bankName: z.string(), numberMasked: z.string(), currency: z.string(), lines: z.int(), open: z.int(), from: day.nullable(), through: day.nullable(), closing: z.int().nullable() });

export const paperRef = z.object({ statementId: id, no: z.string(), side: z.enum(["seller", "buyer"]), party: z.string(), businessDate: day, due: z.int(), state: z.string() });
export const candidateView = z.object({ papers: z.array(paperRef), lineIds: z.array(id), because: z.array(z.enum(["no", "account", "name", "amount", "sum", "parts"])), /** Bank less papers. */ difference: z.int() });

export const lineView = z.object({
  id, day, amount: z.int(), balance: z.int().nullable(), serial: z.string(), name: z.string(), accountMasked: z.string(), summary: z.string(), remark: z.string(), purpose: z.string(), state: z.enum(LINE_STATES),
  why: z.enum(WHYS).nullable(), candidates: z.array(candidateView),
  resolution: z.object({ id, kind: z.enum(KINDS), rule: z.string(), code: z.enum(EXPLAINED).nullable(), reason: z.string(), automatic: z.boolean(), at: z.string(), by: z.string(), explained: z.int(), lines: z.int(), papers: z.array(z.object({ no: z.string(), party: z.string(), amount: z.int(), what: z.enum(WHATS) })) }).nullable(),
  can: z.array(z.enum(["resolve", "undo"])),
});

/** A difference seen from the books: paid there without a line of the bank, or handed to the bank and not answered. */
export const bookItem = z.object({ kind: z.enum(["paid_without_line", "silent"]), statementId: id, no: z.string(), side: z.enum(["seller", "buyer"]), party: z.string(), businessDate: day, amount: z.int(), on: day.nullable(), fileNo: z.string().nullable(), reference: z.string().nullable(), can: z.array(z.enum(["note"])) });

export const dayView = z.object({ day, lines: z.int(), in: z.int(), out: z.int(), matched: z.int(), explained: z.int(), open: z.int(), booksIn: z.int(), booksOut: z.int(), difference: z.int(), /** Of the difference, what is neither explained nor open: paid on another day in the books. */ rest: z.int() });

export type AccountView = z.infer<typeof accountView>;
export type LineView = z.infer<typeof lineView>;
export type CandidateView = z.infer<typeof candidateView>;
export type BookItem = z.infer<typeof bookItem>;
export type DayView = z.infer<typeof dayView>;
