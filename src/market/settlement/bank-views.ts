import { z } from "zod";
import { read, write } from "../../kernel/machinery/contract.ts";
import { day } from "../../kernel/lots/contract.ts";
import { SIDES } from "./rules.ts";

/** The part of settlement's contract that the bank's statements are matched with. */
const id = z.uuid();

/** A paper as a bank line may answer it; the account in full, for the bank module alone. */
export const payablePaper = z.object({
  statementId: id, no: z.string(), side: z.enum(SIDES), businessDate: day, partyId: id, party: z.string(), names: z.array(z.string()), account: z.string().nullable(), due: z.int(), currency: z.string(),
  state: z.enum(["unpaid", "at_bank", "failed", "paid"]), fileNo: z.string().nullable(), paidOn: day.nullable(), reference: z.string().nullable(),
});

export const bankActions = {
  payablePapers: read({
    summary: "Papers that are due and not paid, and those paid since a day, with whom and where the bank pays.",
    who: ["internal"],
    input: z.object({ paidSince: day }),
    output: z.object({ papers: z.array(payablePaper) }),
    refuses: [],
  }),
  takeBackPayment: write({
    summary: "Takes a noted payment back, because the bank returned it or because it was noted by mistake: the ledger set is reversed, the credit is used again, and the paper is due again.",
    who: ["cashier"],
    input: z.object({ statementId: id, reason: z.string().trim().min(2).max(300), /** The bank returned it: the line of the bank file is marked as sent back. */ returned: z.boolean(), on: day.optional() }),
    output: z.object({ amount: z.int(), businessDate: day }),
    refuses: ["not_paid", "not_closed", "credit_used_up"],
  }),
  clearingDays: read({
    summary: "What was posted to the clearing accounts, per day.",
    who: ["internal"],
    input: z.object({ from: day, to: day }),
    output: z.object({ days: z.array(z.object({ day, in: z.int(), out: z.int() })) }),
    refuses: [],
  }),
  closedThrough: read({
    summary: "The last day of the latest closed month.",
    who: ["internal"],
    input: z.object({}),
    output: z.object({ through: day.nullable() }),
    refuses: [],
  }),
  noteBankMonth: write({
    summary: "The bank module tells how a month of a bank account stands, in the transaction that changed it.",
    who: ["internal"],
    input: z.object({ accountId: id, month: day, label: z.string().max(120), through: day, lines: z.int(), openLines: z.int(), openAmount: z.int() }),
    output: z.object({}),
    refuses: [],
  }),
};
export type PayablePaper = z.infer<typeof payablePaper>;
