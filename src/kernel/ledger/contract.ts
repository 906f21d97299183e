import { z } from "zod";
import { BUSINESS_ROLES, contract, read, write } from "../machinery/contract.ts";
import { day } from "../lots/contract.ts";

const id = z.uuid();
const cause = z.string().min(1).max(60);
const causeId = z.string().min(1).max(160);
const currency = z.string().regex(/^[A-Z]{3}$/);
/** One posting set never moves more than this, in minor units; more is a typing error. */
export const MAX_POSTING = 100_000_000_000_00;

/**
 * The chart of accounts. Party accounts carry a party, the market's own do not. `direct_owed` and `direct_due` stand between
 * two parties: what a customer owes a stall, and the same as the stall sees it.
 */
export const ACCOUNTS = [
  "buyer_receivable", "grower_payable", "packaging_deposit", "contract_deposit", "advance_due", "direct_owed", "direct_due",
  "fee_income", "clearing_in", "clearing_out", "rounding", "adjustment",
] as const;

export const FEE_BASES = ["rate_on_gross", "per_unit", "per_lot", "per_transaction", "per_day"] as const;
export const feeLineView = z.object({
  id, code: z.string(), zh: z.string(), en: z.string(), payer: z.enum(["seller", "buyer"]), basis: z.enum(FEE_BASES),
  value: z.int(), minMinor: z.int().nullable(), maxMinor: z.int().nullable(), channel: z.string().nullable(),
  currency, validFrom: day, validTo: day.nullable(), example: z.boolean(),
});
const fee = z.int().min(0).max(MAX_POSTING);
const feeLine = feeLineView.omit({ id: true }).extend({
  code: z.string().trim().min(1).max(60), zh: z.string().trim().min(1).max(60), en: z.string().trim().min(1).max(60),
  value: fee, minMinor: fee.nullable(), maxMinor: fee.nullable(), channel: z.string().max(40).nullable(),
});
/** Who lets a party owe: another party, or null for the market itself. */
const creditor = { creditorId: id.nullable().default(null) };
const creditView = z.object({ partyId: id, creditorId: id.nullable(), currency, limit: z.int(), held: z.int(), used: z.int(), free: z.int() });
const creditChange = z.object({ partyId: id, ...creditor, currency, amount: z.int().min(1).max(MAX_POSTING), cause, causeId });

export const ledger = contract("ledger", {
  post: write({
    summary: "Writes one balanced set of postings; the same fact is posted once.",
    who: ["internal"],
    input: z.object({
      kind: z.string().min(1).max(60), cause, causeId, memo: z.string().max(200).default(""), businessDate: day.optional(), reverses: id.nullable().default(null),
      lines: z.array(z.object({ account: z.enum(ACCOUNTS), partyId: id.nullable().default(null), withId: id.nullable().default(null), currency, amount: z.int().min(-MAX_POSTING).max(MAX_POSTING) })).min(2).max(200),
    }),
    output: z.object({ setId: id, repeated: z.boolean() }),
    refuses: ["unbalanced"],
  }),
  setLimit: write({
    summary: "Sets how far a party may owe the market.",
    who: ["cashier", "operator", "internal"],
    input: z.object({ partyId: id, currency, limit: z.int().min(0).max(MAX_POSTING), cause: cause.default("limit"), causeId }),
    output: creditView,
    refuses: ["below_used"],
  }),
  setPartyLimit: write({
    summary: "Sets how far a party may owe another party, such as a stall.",
    who: ["internal"],
    input: z.object({ partyId: id, creditorId: id, currency, limit: z.int().min(0).max(MAX_POSTING), cause, causeId }),
    output: creditView,
    refuses: ["below_used"],
  }),
  hold: write({
    summary: "Reserves credit; refused when it would pass the limit.",
    who: ["internal"],
    input: creditChange,
    output: creditView,
    refuses: ["over_credit"],
  }),
  release: write({
    summary: "Gives reserved credit back.",
    who: ["internal"],
    input: creditChange,
    output: creditView,
    refuses: ["not_held"],
  }),
  capture: write({
    summary: "Turns reserved credit into a debt.",
    who: ["internal"],
    input: creditChange,
    output: creditView,
    refuses: ["not_held"],
  }),
  repay: write({
    summary: "Frees credit because a debt was paid.",
    who: ["internal"],
    input: creditChange,
    output: creditView,
    refuses: ["not_owed"],
  }),
  credit: read({
    summary: "A party's credit with the market, or with another party: limit, held, used, free.",
    who: ["buyer", "agent", "cashier", "operator", "auditor", "internal"],
    input: z.object({ partyId: id, ...creditor, currency }),
    output: creditView,
    refuses: [],
  }),
  freeCredit: read({
    summary: "What of a party's credit with the market is free, told to a module in its own right; the module answers for what it shows to whom.",
    who: ["internal"],
    input: z.object({ partyId: id, currency }),
    output: z.object({ free: z.int() }),
    refuses: [],
  }),
  matchDirect: write({
    summary: "Brings the credit a customer uses with another party into line with what he owes it; refused when that passes his limit there.",
    who: ["internal"],
    input: z.object({ partyId: id, creditorId: id, currency, cause, causeId }),
    output: creditView.extend({ balance: z.int() }),
    refuses: ["over_party_credit"],
  }),
  owed: read({
    summary: "What customers owe one party directly, with the credit he gives them; the other side of what they bought from him.",
    who: ["internal"],
    input: z.object({ creditorId: id, partyId: id.optional(), currency }),
    output: z.object({
      debts: z.array(z.object({ partyId: id, name: z.string(), balance: z.int(), limit: z.int(), used: z.int(), lastAt: z.string().nullable() })), total: z.int(),
    }),
    refuses: [],
  }),
  credits: read({
    summary: "The credit the market gives to every party.",
    who: ["cashier", "operator", "auditor", "internal"],
    input: z.object({ currency }),
    output: z.object({ credits: z.array(creditView.extend({ name: z.string() })) }),
    refuses: [],
  }),
  balances: read({
    summary: "The balance of every account, and the grand total, which is always zero.",
    who: ["cashier", "operator", "auditor", "internal"],
    input: z.object({ upTo: day.optional() }),
    output: z.object({
      balances: z.array(z.object({
        account: z.string(), partyId: id.nullable(), party: z.string().nullable(), withId: id.nullable(), with: z.string().nullable(), currency, amount: z.int(), postings: z.int(),
      })),
      total: z.int(), sets: z.int(), unbalancedSets: z.int(),
    }),
    refuses: [],
  }),
  entries: read({
    summary: "The postings on one party's accounts over some days, oldest first.",
    who: [...BUSINESS_ROLES, "cashier", "operator", "auditor", "internal"],
    input: z.object({ partyId: id, withId: id.optional(), from: day, to: day }),
    output: z.object({
      entries: z.array(z.object({
        at: z.string(), businessDate: day, kind: z.string(), cause: z.string(), causeId: z.string(), memo: z.string(), account: z.string(), withId: id.nullable(), currency, amount: z.int(),
      })),
    }),
    refuses: [],
  }),
  feeSheet: read({
    summary: "The fee sheet valid on a day, on one page.",
    who: ["public", "internal"],
    input: z.object({ on: day }),
    output: z.object({ fees: z.array(feeLineView) }),
    refuses: [],
  }),
  addFee: write({
    summary: "Adds a dated fee line; one code has one value a day, for all channels or for one.",
    who: ["operator", "internal"],
    input: feeLine.refine((fee) => fee.validTo === null || fee.validTo >= fee.validFrom, { path: ["validTo"], message: "not before validFrom" })
      .refine((fee) => fee.minMinor === null || fee.maxMinor === null || fee.minMinor <= fee.maxMinor, { path: ["maxMinor"], message: "not below minMinor" }),
    output: feeLineView,
    refuses: ["overlaps"],
  }),
  endFee: write({
    summary: "Ends a fee line on a day from today on, so that another can follow it; a line that has ended is never changed.",
    who: ["operator", "internal"],
    input: z.object({ feeId: id, lastDay: day }),
    output: feeLineView,
    refuses: ["cannot_end_then"],
  }),
}, {
  posted: z.object({ setId: id, kind: z.string(), cause: z.string(), causeId: z.string() }),
  creditChanged: creditView,
  feeAdded: feeLineView,
  feeEnded: feeLineView,
});
